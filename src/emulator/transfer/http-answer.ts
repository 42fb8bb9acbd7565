import type { IncomingMessage } from 'node:http';
import { errnoOf, messageOf, XarchError } from '../../errors.js';
import type { ObtainContext } from '../context.js';
import { ProxyRefusal, proxyFor, send } from './http-send.js';

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
	| 'totalTimeoutMs'
>;

/** Credentials for one origin; a redirect to another one does not get them. */
export interface Authorization {
	/** `https://mirror.example.org` */
	readonly origin: string;
	/** The value of the Authorization header, `Basic …`. */
	readonly header: string;
}

/** A question to a server. */
export interface Question {
	readonly url: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly authorization: Authorization | undefined;
}

/** The answer after all redirects; its body is still to be read, or the message destroyed. */
export interface Answer {
	/** Where it came from in the end. */
	readonly url: string;
	readonly message: IncomingMessage;
}

const MAX_REDIRECTS = 5;
const REDIRECTS = [301, 302, 303, 307, 308];
const CERTIFICATE_FAULT = /CERT|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET_ISSUER)|ALTNAME/;
const LOG_IN =
	'Give credentials that may read it (in the address, or a github-token), check that no proxy forbids it, or choose another source.';
const PROXY_LOG_IN =
	'Give user and password in the proxy variable: http://user:password@host:port.';
const GONE =
	'Check that the address and the version are right and that the mirror, if it is one, has that file; or choose another source.';
/** What to do about an answer's status, where trying again is of no use. */
const REMEDIES: Readonly<Record<number, string>> = {
	401: LOG_IN,
	403: LOG_IN,
	404: GONE,
	407: PROXY_LOG_IN,
	410: GONE,
};
const UNREACHABLE = 'Check the network and the proxy of this machine, or choose another source.';

/** A failure of one attempt that another attempt may not have. */
export class TransferError extends Error {
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
 * Asks a server and follows its redirects; each origin gets only the credentials meant for it.
 * @param signal ends the connection at any stage, also while the body is read
 * @throws TransferError; E_INPUT for a proxy variable that names no proxy
 */
export async function ask(
	{ url, headers, authorization }: Question,
	context: HttpContext,
	signal: AbortSignal,
): Promise<Answer> {
	let current = url;
	for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
		const own = { ...headers, ...credentials(current, authorization, context) };
		const message = await askOnce(current, own, context, signal);
		const location = message.headers.location;
		if (!REDIRECTS.includes(message.statusCode ?? 0) || location === undefined) {
			return { url: current, message };
		}
		message.destroy();
		current = redirected(current, location);
	}
	throw new TransferError(`GET ${urlForPeople(url)} was redirected too often`, {
		retryable: false,
	});
}

function credentials(
	url: string,
	authorization: Authorization | undefined,
	{ token, tokenOrigin }: HttpContext,
): Record<string, string> {
	const { origin } = new URL(url);
	if (origin === authorization?.origin) return { authorization: authorization.header };
	return token !== undefined && origin === tokenOrigin ? { authorization: `Bearer ${token}` } : {};
}

async function askOnce(
	url: string,
	headers: Readonly<Record<string, string>>,
	{ connectTimeoutMs }: HttpContext,
	signal: AbortSignal,
): Promise<IncomingMessage> {
	const patience = new AbortController();
	const timer = setTimeout(() => {
		patience.abort(new Error(`no answer within ${connectTimeoutMs / 1000} s`));
	}, connectTimeoutMs);
	try {
		return await send(
			new URL(url),
			{ 'user-agent': 'setup-xarch', 'accept-encoding': 'identity', ...headers },
			AbortSignal.any([signal, patience.signal]),
		);
	} catch (error) {
		if (error instanceof XarchError) throw error;
		throw connectionError(url, patience.signal.aborted ? patience.signal.reason : error);
	} finally {
		clearTimeout(timer);
	}
}

function connectionError(url: string, error: unknown): TransferError {
	const proxy = error instanceof ProxyRefusal ? undefined : proxyFor(new URL(url));
	const way = proxy === undefined ? '' : ` through the proxy ${proxy.host}`;
	const failed = `GET ${urlForPeople(url)}${way} failed: ${reasonOf(error)}`;
	const code = errnoOf(error) ?? '';
	if (CERTIFICATE_FAULT.test(code)) {
		return new TransferError(failed, {
			retryable: false,
			remedy:
				'Let the environment variable NODE_EXTRA_CA_CERTS name a file with the certificate of the authority that signed it (a company proxy or mirror has its own).',
			cause: error,
		});
	}
	if (error instanceof ProxyRefusal && error.status === 407) {
		return new TransferError(failed, {
			retryable: false,
			remedy: PROXY_LOG_IN,
		});
	}
	// A name that does not exist will not exist in a second either.
	return new TransferError(failed, {
		retryable: code !== 'ENOTFOUND',
		remedy: UNREACHABLE,
		cause: error,
	});
}

function redirected(from: string, location: string): string {
	const next = URL.canParse(location, from) ? new URL(location, from) : undefined;
	if (next === undefined || !['http:', 'https:'].includes(next.protocol)) {
		throw new TransferError(
			`GET ${urlForPeople(from)} was redirected to something that is no address`,
			{ retryable: false },
		);
	}
	if (new URL(from).protocol === 'https:' && next.protocol !== 'https:') {
		throw new TransferError(
			`GET ${urlForPeople(from)} was redirected to the unencrypted ${urlForPeople(next.href)}`,
			{ retryable: false },
		);
	}
	return next.href;
}

/** What an answer with an unwanted status means. */
export function statusError({ message, url }: Answer, context: HttpContext): TransferError {
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
		retryable: status === 408 || status === 429 || status >= 500,
		...(retryAfterMs === undefined ? {} : { retryAfterMs }),
		...(REMEDIES[status] === undefined ? {} : { remedy: REMEDIES[status] }),
	});
}

/** Seconds or a date (RFC 9110, 10.2.3). */
export function parseRetryAfter(header: string | undefined, nowMs: number): number | undefined {
	if (header === undefined) return undefined;
	const waitMs = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - nowMs;
	return Number.isFinite(waitMs) ? Math.max(waitMs, 0) : undefined;
}

/**
 * The body of an answer, piece by piece. Only waiting for the server counts as a stall, not the
 * time the reader takes.
 * @param doneBytes what had come before, for messages
 * @throws TransferError when it is cut or stalls
 */
export async function* readBody(
	{ message, url }: Answer,
	stallTimeoutMs: number,
	doneBytes = 0,
	totalBytes?: number,
): AsyncGenerator<Buffer> {
	const chunks = message[Symbol.asyncIterator]();
	let comeBytes = doneBytes;
	for (;;) {
		const timer = setTimeout(() => {
			message.destroy(new Error(`nothing came for ${stallTimeoutMs / 1000} s`));
		}, stallTimeoutMs);
		let next: IteratorResult<Buffer>;
		try {
			next = await chunks.next();
		} catch (error) {
			throw new TransferError(
				`GET ${urlForPeople(url)} broke off after ${comeBytes} of ${totalBytes ?? 'an unknown number of'} bytes: ${reasonOf(error)}`,
				{ retryable: true, cause: error },
			);
		} finally {
			clearTimeout(timer);
		}
		if (next.done === true) return;
		comeBytes += next.value.length;
		yield next.value;
	}
}

function reasonOf(error: unknown): string {
	const code = errnoOf(error);
	// Node tries every address of a name and then throws an AggregateError without a message.
	const message = tlsReason(messageOf(error)) || 'no connection';
	return code === undefined || message.includes(code) ? message : `${message} (${code})`;
}

/** OpenSSL's line names its own source files: `…:SSL routines:<function>:<reason>:<file>…`. */
function tlsReason(message: string): string {
	const [, reason] = /:SSL routines:[^:]*:([^:]+):/.exec(message) ?? [];
	return reason === undefined ? message : `no TLS connection: ${reason}`;
}
