import { mkdtempSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { unpackFile } from '../archive/archive.js';
import { ByteReader } from '../archive/byte-reader.js';
import { FORMAT_BYTES, recogniseFormat } from '../archive/file-format.js';
import { badArchive, isFileSystemError, requireTargets, type Unpacked } from '../archive/unpack.js';
import type { ObtainContext } from '../context.js';
import type { VouchedFile } from '../store/publish.js';
import {
	type KnownDigest,
	type PinPolicy,
	refuseUnpinned,
	type Vouching,
	vouch,
} from '../vouching.js';
import { type Authorization, urlForPeople } from './http-answer.js';
import { type Body, download } from './transfer.js';

/** A file to download, and what its bytes must be. */
export interface FileRequest {
	readonly url: string;
	/** Its name, as checksums may name it; undefined for the last segment of the address. */
	readonly name?: string | undefined;
	/** Credentials of a company's mirror. */
	readonly authorization?: Authorization | undefined;
	/** Set when the file is, or holds only, the emulator for this target. */
	readonly target?: string | undefined;
	/** A digest stated beforehand. */
	readonly known: KnownDigest | undefined;
	/** Who vouches when nobody stated a digest. */
	readonly otherwise: Vouching;
	readonly policy: PinPolicy;
	readonly required: readonly string[];
	readonly optional: readonly string[];
}

/** What a downloaded file held. */
export interface Downloaded {
	/** The wanted emulators that it has, one folder each. */
	readonly files: readonly VouchedFile[];
	/** Every target it has an emulator for, sorted. */
	readonly offers: readonly string[];
}

/** Real assets are about 28 MB, Debian's package 72 MB. */
const MAX_DOWNLOAD_BYTES = 512 * 1024 * 1024;

/** What a file is called in messages: its address, and its name where that does not tell. */
export function fileLabel({ url, name }: Pick<FileRequest, 'url' | 'name'>): string {
	const shown = urlForPeople(url);
	const isTold = name === undefined || basename(shown) === encodeURIComponent(name);
	return isTold ? shown : `${name} (${shown})`;
}

/**
 * Downloads a file with emulators and unpacks the wanted ones, in one pass. Until this
 * returns, nothing of what was unpacked may be trusted.
 * @param directory existing private directory, perhaps of several downloads at once; emulators
 * are left below it on success only
 * @throws E_SOURCE, E_DIGEST, E_UNPINNED, E_ARCHIVE; file system errors as they are
 */
export async function downloadEmulators(
	request: FileRequest,
	directory: string,
	context: ObtainContext,
): Promise<Downloaded> {
	const label = fileLabel(request);
	refuseUnpinned(label, request.known, request.policy);
	return download(request, context, async (body) => {
		const attemptDirectory = mkdtempSync(join(directory, 'attempt-'));
		try {
			const unpacked = await receive(request, body, attemptDirectory, context);
			requireTargets(unpacked, request.required, label);
			return unpacked;
		} catch (error) {
			rmSync(attemptDirectory, { recursive: true, force: true });
			throw error;
		}
	});
}

async function receive(
	request: FileRequest,
	body: Body,
	directory: string,
	context: ObtainContext,
): Promise<Downloaded> {
	const { target, known, otherwise, policy } = request;
	const label = fileLabel(request);
	const name = request.name ?? basename(new URL(request.url).pathname);
	const wanted = new Set([...request.required, ...request.optional]);
	const bytes = new Incoming(label, name, body, context);
	const reader = new ByteReader(bytes);
	let unpacked: Unpacked | undefined;
	let failure: unknown;
	// Said at once and whatever the digest: what came is more than that it is something else.
	if (recogniseFormat(await reader.peek(FORMAT_BYTES)).kind === 'page') {
		throw badArchive(
			label,
			`a web page came instead (content type "${body.contentType}"), perhaps from a proxy or a log-in page`,
		);
	}
	try {
		unpacked = await unpackFile(reader, { label, directory, wanted, target });
	} catch (error) {
		if (isFileSystemError(error) || bytes.hasFailed) throw bytes.failure ?? error;
		failure = error;
	}
	const hasExpectation = known !== undefined || policy.checksums !== undefined;
	if (unpacked === undefined && !hasExpectation) throw failure;
	// Also after a bad archive the rest is read: the digest tells whether it was altered.
	for await (const _ of bytes) {
		// The body's digest is all that matters of it.
	}
	const received = {
		...{ label, name, sha256: body.sha256(), sizeBytes: body.doneBytes },
		emulators: unpacked?.files ?? [],
	};
	const vouching = vouch(received, known, otherwise, policy);
	if (unpacked === undefined) throw failure;
	const releaseSha256 = received.sha256;
	const files = unpacked.files.map((file) => ({ ...file, releaseSha256, vouching }));
	return { files, offers: unpacked.offers };
}

/** The body's pieces, counted and reported; whoever stops reading leaves the rest to the next. */
class Incoming implements AsyncIterableIterator<Buffer> {
	/** What ended the transfer itself. */
	failure: unknown;
	hasFailed = false;
	readonly #label: string;
	readonly #name: string;
	readonly #body: Body;
	readonly #chunks: AsyncIterator<Buffer>;
	readonly #context: ObtainContext;

	constructor(label: string, name: string, body: Body, context: ObtainContext) {
		this.#label = label;
		this.#name = name;
		this.#body = body;
		this.#chunks = body.chunks[Symbol.asyncIterator]();
		this.#context = context;
		this.#refuseOver(body.lengthBytes ?? 0);
	}

	async next(): Promise<IteratorResult<Buffer>> {
		try {
			const next = await this.#chunks.next();
			if (next.done !== true) {
				this.#refuseOver(this.#body.doneBytes);
				this.#context.reporter.progress(this.#name, this.#body.doneBytes, this.#body.lengthBytes);
			}
			return next;
		} catch (error) {
			this.failure = error;
			this.hasFailed = true;
			throw error;
		}
	}

	[Symbol.asyncIterator](): this {
		return this;
	}

	#refuseOver(sizeBytes: number): void {
		if (sizeBytes > MAX_DOWNLOAD_BYTES) {
			throw badArchive(this.#label, `it is longer than ${MAX_DOWNLOAD_BYTES} bytes`);
		}
	}
}
