import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { XarchError } from '../../errors.js';
import {
	type Answer,
	type Authorization,
	ask,
	type HttpContext,
	readBody,
	statusError,
	TransferError,
	urlForPeople,
} from './http-answer.js';
import { Retries } from './retries.js';

/** A file that a server has. */
export interface RemoteFile {
	readonly url: string;
	readonly authorization?: Authorization | undefined;
}

/** Its bytes as one stream, however many answers they come in. */
export interface Body {
	readonly contentType: string;
	/** Undefined when the server does not say. */
	readonly lengthBytes: number | undefined;
	/** To be read once. */
	readonly chunks: AsyncIterable<Buffer>;
	/** What came so far. */
	readonly doneBytes: number;
	/** Lower-case hex digest of what came so far. */
	sha256(): string;
}

/** How often a file may change under our hands. */
const MAX_RESTARTS = 3;

/** The file is not the one any more whose first part has come. */
class ChangedError extends Error {}

/**
 * Downloads a file. A cut or stalled connection goes on where it stopped: by a range request
 * where the server can, else by reading the first part again. When the file has changed in the
 * meantime, `use` is called anew, and must have undone what it did.
 * @throws E_SOURCE naming address and status or reason; whatever `use` throws
 */
export async function download<T>(
	file: RemoteFile,
	context: HttpContext,
	use: (body: Body) => Promise<T>,
): Promise<T> {
	const retries = new Retries(context);
	try {
		for (let restarts = 0; ; restarts += 1) {
			const transfer = new Transfer(file, context, retries);
			try {
				await transfer.open();
				return await use(transfer);
			} catch (error) {
				if (!(error instanceof ChangedError)) throw error;
				if (restarts === MAX_RESTARTS) throw changesAlways(file.url);
				context.reporter.info(
					`${urlForPeople(file.url)} has changed during the download; beginning anew.`,
				);
			} finally {
				transfer.close();
			}
		}
	} finally {
		retries.close();
	}
}

class Transfer implements Body {
	doneBytes = 0;
	readonly #file: RemoteFile;
	readonly #context: HttpContext;
	readonly #retries: Retries;
	readonly #hash = createHash('sha256');
	#answer: Answer | undefined;
	/** The head of the first answer. */
	#headers: IncomingHttpHeaders = {};
	/** Of the whole file, as far as any answer told. */
	#wholeBytes: number | undefined;
	#skipBytes = 0;
	#mayRange = true;
	#isClosed = false;

	constructor(file: RemoteFile, context: HttpContext, retries: Retries) {
		this.#file = file;
		this.#context = context;
		this.#retries = retries;
	}

	get contentType(): string {
		return this.#headers['content-type'] ?? '';
	}

	get lengthBytes(): number | undefined {
		return lengthOf(this.#headers);
	}

	get chunks(): AsyncIterable<Buffer> {
		return this.#read();
	}

	sha256(): string {
		return this.#hash.copy().digest('hex');
	}

	/** Whoever still waits for a piece, for streams read ahead, gets no other. */
	close(): void {
		this.#isClosed = true;
		this.#drop();
	}

	/** @throws E_SOURCE */
	async open(): Promise<void> {
		for (;;) {
			try {
				const answer = await this.#ask({});
				if (answer.message.statusCode !== 200) throw statusError(answer, this.#context);
				this.#headers = answer.message.headers;
				this.#wholeBytes = this.lengthBytes;
				return;
			} catch (error) {
				await this.#retries.after(error, false);
			}
		}
	}

	async *#read(): AsyncGenerator<Buffer> {
		for (;;) {
			const before = this.doneBytes;
			try {
				const isWhole = this.#answer === undefined && (await this.#resume());
				if (!isWhole) yield* this.#readAnswer();
				return;
			} catch (error) {
				this.#drop();
				if (this.#isClosed) throw error;
				await this.#retries.after(error, this.doneBytes > before);
				if (this.#isClosed) throw error;
			}
		}
	}

	async *#readAnswer(): AsyncGenerator<Buffer> {
		if (this.#answer === undefined) return;
		const skipped = createHash('sha256');
		let toSkip = this.#skipBytes;
		const from = toSkip > 0 ? 0 : this.doneBytes;
		const { stallTimeoutMs } = this.#context;
		for await (const piece of readBody(this.#answer, stallTimeoutMs, from, this.lengthBytes)) {
			let chunk = piece;
			if (toSkip > 0) {
				const old = chunk.subarray(0, toSkip);
				skipped.update(old);
				toSkip -= old.length;
				chunk = chunk.subarray(old.length);
				if (toSkip === 0 && skipped.digest('hex') !== this.sha256()) throw new ChangedError();
				if (chunk.length === 0) continue;
			}
			this.#hash.update(chunk);
			this.doneBytes += chunk.length;
			yield chunk;
		}
		if (toSkip > 0) throw new ChangedError();
		this.#refuseOtherLength(this.#answer.url);
	}

	/** A server may send less than the range that was asked for (RFC 9110, 15.3.7). */
	#refuseOtherLength(url: string): void {
		const { doneBytes } = this;
		if (this.#wholeBytes === undefined || doneBytes === this.#wholeBytes) return;
		throw new TransferError(
			`GET ${urlForPeople(url)} ended after ${doneBytes} of ${this.#wholeBytes} bytes`,
			{ retryable: doneBytes < this.#wholeBytes },
		);
	}

	/**
	 * Asks for the rest. The original address again: those that it redirects to expire.
	 * @returns true when there is no rest
	 */
	async #resume(): Promise<boolean> {
		const validator = this.#mayRange ? validatorOf(this.#headers) : undefined;
		const hasRange = validator !== undefined && this.doneBytes > 0;
		const answer = await this.#ask(
			hasRange ? { range: `bytes=${this.doneBytes}-`, 'if-range': validator } : {},
		);
		const { statusCode, headers } = answer.message;
		if (statusCode === 200) {
			this.#refuseChanged(headers, lengthOf(headers));
			this.#skipBytes = this.doneBytes;
			return false;
		}
		if (!hasRange || (statusCode !== 206 && statusCode !== 416)) {
			throw statusError(answer, this.#context);
		}
		const { start, total } = contentRange(headers['content-range']);
		if (statusCode === 416) {
			if (total === this.doneBytes && this.lengthBytes === undefined) return true;
			throw new TransferError(
				`GET ${urlForPeople(answer.url)} announced ${this.lengthBytes ?? 'no'} bytes, but has ${total ?? 'fewer'} (${this.doneBytes} came)`,
				{ retryable: false },
			);
		}
		this.#refuseChanged(headers, total);
		if (start !== this.doneBytes) {
			// Not what was asked for: from now on everything is read again.
			this.#mayRange = false;
			throw new TransferError(
				`GET ${urlForPeople(answer.url)} answered the range from ${start ?? 'nowhere'} instead of ${this.doneBytes}`,
				{ retryable: true },
			);
		}
		this.#wholeBytes ??= total;
		this.#skipBytes = 0;
		return false;
	}

	#drop(): void {
		this.#answer?.message.destroy();
		this.#answer = undefined;
	}

	#refuseChanged(headers: IncomingHttpHeaders, length: number | undefined): void {
		const { etag } = this.#headers;
		const isOther =
			(etag !== undefined && headers.etag !== undefined && etag !== headers.etag) ||
			(length !== undefined && this.lengthBytes !== undefined && length !== this.lengthBytes);
		if (isOther) throw new ChangedError();
	}

	async #ask(headers: Readonly<Record<string, string>>): Promise<Answer> {
		const { url, authorization } = this.#file;
		const accept = 'application/octet-stream';
		this.#answer = await ask(
			{ url, headers: { accept, ...headers }, authorization },
			this.#context,
			this.#retries.signal,
		);
		return this.#answer;
	}
}

function lengthOf(headers: IncomingHttpHeaders): number | undefined {
	const length = Number(headers['content-length'] ?? Number.NaN);
	return Number.isSafeInteger(length) ? length : undefined;
}

/**
 * What If-Range may carry (RFC 9110, 13.1.5): a strong ETag, or a date that is old enough to
 * tell two versions apart (8.8.2.2).
 */
function validatorOf({ etag, date, ...headers }: IncomingHttpHeaders): string | undefined {
	if (etag !== undefined) return etag.startsWith('W/') ? undefined : etag;
	const modified = headers['last-modified'];
	const ageMs = Date.parse(date ?? '') - Date.parse(modified ?? '');
	return ageMs >= 1000 ? modified : undefined;
}

/** `bytes 100-199/200`, `bytes 100-199/*`, or `bytes *\/200` (RFC 9110, 14.4). */
function contentRange(header: string | undefined): {
	start: number | undefined;
	total: number | undefined;
} {
	const [, start, total] = /^bytes (?:(\d+)-\d+|\*)\/(?:(\d+)|\*)$/.exec(header ?? '') ?? [];
	return {
		start: start === undefined ? undefined : Number(start),
		total: total === undefined ? undefined : Number(total),
	};
}

function changesAlways(url: string): XarchError {
	return new XarchError(
		'E_SOURCE',
		`GET ${urlForPeople(url)} answered another file each time the download was resumed.`,
		'Run again when the server has the same file on all its machines, or choose another source.',
	);
}
