import type { IncomingMessage } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { errnoOf, messageOf, XarchError } from '../errors.js';
import type { ObtainContext } from './context.js';

/** The part of the context that HTTP needs. */
export type HttpContext = Pick<
	ObtainContext,
	| 'token'
	| 'tokenOrigin'
	| 'reporter'
	| 'now'
	| 'retryDelayMs'
	| 'maxRetryDelayMs'
	| 'connectTimeoutMs'
	| 'stallTimeoutMs'
>;

/** An answer whose status is 200. */
export interface Answer {
	/** Where it came from in the end, fit for messages. */
	readonly url: string;
	readonly contentType: string;
	/** Undefined when the server does not say. */
	readonly lengthBytes: number | undefined;
	/** The body, piece by piece; fails with a retryable error when it is cut or stalls. */
	readonly body: AsyncIterable<Buffer>;
}

const ATTEMPTS = 3;
const MAX_REDIRECTS = 5;
const MAX_JSON_BYTES = 32 * 1024 * 1024;
const REDIRECTS = [301, 302, 303, 307, 308];
const RETRIED_STATUSES = [408, 429, 500, 502, 503, 504];

/** A failure of one attempt that another attempt may not have. */
class TransferError extends Error {
	readonly retryable: boolean;
	readonly retryAfterMs: number | undefined;
	readonly remedy: string | undefined;

	constructor(
		message: string,
		options: { retryable: boolean; retryAfterMs?: number; remedy?: string; cause?: unknown },
	) {
		super(message, { cause: options.cause });
		this.name = 'TransferError';
		this.retryable = options.retryable;
		this.retryAfterMs = options.retryAfterMs;
		this.remedy = options.remedy;
	}
}

/** An address without user, password and query, any of which may be a secret. */
export function urlForPeople(url: string): string {
	const parsed = new URL(url);
	return `${parsed.origin}${parsed.pathname}`;
}

/**
 * Sends a GET request and lets `use` read the answer; both are repeated after passing faults
 * (408, 429, 5xx, a cut or stalled connection).
 * @throws E_SOURCE naming address and status or reason; whatever `use` throws
 */
export async function get<T>(
	url: string,
	accept: string,
	context: HttpContext,
	use: (answer: Answer) => Promise<T>,
): Promise<T> {
	for (let attempt = 1; ; attempt += 1) {
		try {
			return await attemptGet(url, accept, context, use);
		} catch (error) {
			if (!(error instanceof TransferError)) {
				throw error;
			}
			const delayMs = error.retryAfterMs ?? context.retryDelayMs * 2 ** (attempt - 1);
			if (!error.retryable || attempt === ATTEMPTS || delayMs > context.maxRetryDelayMs) {
				throw new XarchError(
					'E_SOURCE',
					`${error.message}${attempt > 1 ? ` (attempt ${attempt} of ${ATTEMPTS})` : ''}.`,
					error.remedy ??
						'Run again later, check the network and proxy of this machine, or choose another source.',
					error,
				);
			}
			context.reporter.info(`${error.message}; trying again in ${delayMs / 1000} s.`);
			await sleep(delayMs);
		}
	}
}

/**
 * Reads a JSON document.
 * @throws E_SOURCE
 */
export async function getJson(url: string, context: HttpContext): Promise<unknown> {
	return get(url, 'application/json', context, async (answer) => {
		const chunks: Buffer[] = [];
		let sizeBytes = 0;
		for await (const chunk of answer.body) {
			sizeBytes += chunk.length;
			if (sizeBytes > MAX_JSON_BYTES) {
				break;
			}
			chunks.push(chunk);
		}
		try {
			return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
		} catch (error) {
			throw new XarchError(
				'E_SOURCE',
				`GET ${answer.url} answered something that is not JSON (content type "${answer.contentType}").`,
				'Check that the address is that of a GitHub API and that no proxy answers in its place.',
				error,
			);
		}
	});
}

async function attemptGet<T>(
	url: string,
	accept: string,
	context: HttpContext,
	use: (answer: Answer) => Promise<T>,
): Promise<T> {
	const { HttpClient } = await import('actions-http-client');
	// Redirects are followed here: the client keeps the authorization header for another port or
	// scheme of the same host, and cannot read a relative Location. An agent of its own
	// (keepAlive) lets dispose() end a connection that never came about.
	const client = new HttpClient('setup-xarch', [], { allowRedirects: false, keepAlive: true });
	try {
		let current = url;
		for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
			const message = await request(client, current, accept, context);
			const location = message.headers.location;
			if (!REDIRECTS.includes(message.statusCode ?? 0) || location === undefined) {
				try {
					return await use(await answerOf(message, current, context));
				} finally {
					message.destroy();
				}
			}
			message.destroy();
			current = redirected(current, location);
		}
		throw new TransferError(`GET ${urlForPeople(url)} was redirected too often`, {
			retryable: false,
		});
	} finally {
		client.dispose();
	}
}

async function request(
	client: {
		get(url: string, headers: Record<string, string>): Promise<{ message: IncomingMessage }>;
	},
	url: string,
	accept: string,
	context: HttpContext,
): Promise<IncomingMessage> {
	const headers: Record<string, string> = { accept };
	if (context.token !== undefined && new URL(url).origin === context.tokenOrigin) {
		headers.authorization = `Bearer ${context.token}`;
	}
	const timeout = new AbortController();
	const timedOut = sleep(context.connectTimeoutMs, undefined, { signal: timeout.signal }).then(
		() => {
			throw new Error(`no answer within ${context.connectTimeoutMs / 1000} s`);
		},
	);
	try {
		return (await Promise.race([client.get(url, headers), timedOut])).message;
	} catch (error) {
		throw new TransferError(`GET ${urlForPeople(url)} failed: ${reasonOf(error)}`, {
			// A name that does not exist will not exist in a second either.
			retryable: errnoOf(error) !== 'ENOTFOUND',
			cause: error,
		});
	} finally {
		timeout.abort();
	}
}

function redirected(from: string, location: string): string {
	const next = new URL(location, from);
	if (new URL(from).protocol === 'https:' && next.protocol !== 'https:') {
		throw new TransferError(
			`GET ${urlForPeople(from)} was redirected to the unencrypted ${urlForPeople(next.href)}`,
			{ retryable: false },
		);
	}
	return next.href;
}

async function answerOf(
	message: IncomingMessage,
	url: string,
	context: HttpContext,
): Promise<Answer> {
	if (message.statusCode !== 200) {
		throw statusError(message, url, context);
	}
	const length = Number(message.headers['content-length'] ?? Number.NaN);
	return {
		url: urlForPeople(url),
		contentType: message.headers['content-type'] ?? '',
		lengthBytes: Number.isSafeInteger(length) ? length : undefined,
		body: readBody(message, url, context.stallTimeoutMs),
	};
}

/** Only waiting for the server counts as a stall, not the time the reader takes. */
async function* readBody(
	message: IncomingMessage,
	url: string,
	stallTimeoutMs: number,
): AsyncGenerator<Buffer> {
	const chunks = message[Symbol.asyncIterator]();
	let doneBytes = 0;
	for (;;) {
		const timer = setTimeout(() => {
			message.destroy(new Error(`nothing came for ${stallTimeoutMs / 1000} s`));
		}, stallTimeoutMs);
		let next: IteratorResult<Buffer>;
		try {
			next = await chunks.next();
		} catch (error) {
			throw new TransferError(
				`GET ${urlForPeople(url)} broke off after ${doneBytes} of ${message.headers['content-length'] ?? 'an unknown number of'} bytes: ${reasonOf(error)}`,
				{ retryable: true, cause: error },
			);
		} finally {
			clearTimeout(timer);
		}
		if (next.done === true) {
			return;
		}
		doneBytes += next.value.length;
		yield next.value;
	}
}

function statusError(message: IncomingMessage, url: string, context: HttpContext): TransferError {
	const status = message.statusCode ?? 0;
	const failed =
		`GET ${urlForPeople(url)} answered ${status} ${message.statusMessage ?? ''}`.trim();
	const resetSeconds = Number(message.headers['x-ratelimit-reset'] ?? Number.NaN);
	if (message.headers['x-ratelimit-remaining'] === '0' && (status === 403 || status === 429)) {
		const reset = Number.isFinite(resetSeconds)
			? ` until ${new Date(resetSeconds * 1000).toISOString()}`
			: '';
		return new TransferError(`${failed}: the rate limit is used up${reset}`, {
			retryable: false,
			remedy: `Give the step a github-token, wait${reset}, or choose another source.`,
		});
	}
	const retryAfterMs = parseRetryAfter(message.headers['retry-after'], context.now());
	return new TransferError(failed, {
		retryable: RETRIED_STATUSES.includes(status),
		...(retryAfterMs === undefined ? {} : { retryAfterMs }),
	});
}

/** RFC 9110 allows seconds or a date. */
function parseRetryAfter(header: string | undefined, nowMs: number): number | undefined {
	if (header === undefined) {
		return undefined;
	}
	const waitMs = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - nowMs;
	return Number.isFinite(waitMs) ? Math.max(waitMs, 0) : undefined;
}

function reasonOf(error: unknown): string {
	const code = errnoOf(error);
	// Node tries every address of a name and then throws an AggregateError without a message.
	const message = messageOf(error) || 'no connection';
	return code === undefined || message.includes(code) ? message : `${message} (${code})`;
}
