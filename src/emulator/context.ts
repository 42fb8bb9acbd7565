import type { Reporter } from '../report.js';
import { CATALOG, type Catalog } from './catalog.js';

/** Everything of the outside world that obtaining emulators needs. */
export interface ObtainContext {
	/** The store: see `findStoreRoot`. Made when it does not exist. */
	readonly storeRoot: string;
	/** An existing directory for short-lived files; also holds the store's stand-in when that is unwritable. */
	readonly tempRoot: string;
	/** Where releases are downloaded from, `https://github.com` or a mirror. */
	readonly githubUrl: string;
	/** The API's base address, `https://api.github.com`. */
	readonly githubApiUrl: string;
	/** Sent only to `tokenOrigin`. */
	readonly token: string | undefined;
	/** The only origin that may see the token, `https://api.github.com`. */
	readonly tokenOrigin: string;
	readonly reporter: Reporter;
	/** Milliseconds since 1970. */
	readonly now: () => number;
	/** Wait before the first retry; it doubles with each further one. */
	readonly retryDelayMs: number;
	/** Longest wait a server's Retry-After is followed for. */
	readonly maxRetryDelayMs: number;
	/** Longest wait for a connection and the answer's head. */
	readonly connectTimeoutMs: number;
	/** Longest pause between two pieces of an answer. */
	readonly stallTimeoutMs: number;
	/** Longest time for one file, retries included. */
	readonly totalTimeoutMs: number;
	readonly catalog: Catalog;
	/** The job's environment variables: proxies, container engines, credentials of theirs. */
	readonly env: NodeJS.ProcessEnv;
}

/** What a caller must say; the rest has defaults. */
export type ObtainOptions = Pick<ObtainContext, 'storeRoot' | 'tempRoot' | 'reporter'> &
	Partial<ObtainContext>;

/** Fills in the defaults: github.com, no token, three attempts within seconds, 60 s of silence, 15 min a file. */
export function obtainContext(options: ObtainOptions): ObtainContext {
	const githubApiUrl = options.githubApiUrl ?? 'https://api.github.com';
	return {
		githubUrl: 'https://github.com',
		githubApiUrl,
		token: undefined,
		tokenOrigin: new URL(githubApiUrl).origin,
		now: Date.now,
		retryDelayMs: 1_000,
		maxRetryDelayMs: 30_000,
		connectTimeoutMs: 20_000,
		stallTimeoutMs: 60_000,
		totalTimeoutMs: 15 * 60_000,
		catalog: CATALOG,
		env: process.env,
		...options,
	};
}
