/** Every way a run can end badly; docs/troubleshooting.md explains each. */
export type ErrorCode =
	| 'E_INPUT'
	| 'E_PLATFORM'
	| 'E_TOO_MANY_JOBS'
	| 'E_NOT_LINUX'
	| 'E_HOST'
	| 'E_SOURCE'
	| 'E_VERSION'
	| 'E_DIGEST'
	| 'E_UNPINNED'
	| 'E_OFFLINE'
	| 'E_ARCHIVE'
	| 'E_EMULATOR'
	| 'E_DISK'
	| 'E_NO_PRIVILEGE'
	| 'E_NO_BINFMT'
	| 'E_REGISTER'
	| 'E_LEASED'
	| 'E_LOCK'
	| 'E_STATE'
	| 'E_PROBE'
	| 'E_BUILDX'
	| 'E_BUILDER'
	| 'E_MERGE'
	| 'E_REGISTRY'
	| 'E_INTERNAL';

/** An error written for the person whose build has just failed. */
export class XarchError extends Error {
	readonly code: ErrorCode;
	/** What to do next, one or more whole sentences. */
	readonly remedy: string;

	/**
	 * @param code stable code
	 * @param message what failed, on which value, and what is allowed
	 * @param remedy what to do next
	 * @param cause the error underneath, when there is one
	 */
	constructor(code: ErrorCode, message: string, remedy: string, cause?: unknown) {
		super(message, cause === undefined ? undefined : { cause });
		this.name = 'XarchError';
		this.code = code;
		this.remedy = remedy;
	}
}

/** The message of anything that was thrown. */
export function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

/** The `errno` name (`ENOENT`) of a system error, else undefined. */
export function errnoOf(error: unknown): string | undefined {
	const code = (error as { code?: unknown } | null)?.code;
	return typeof code === 'string' ? code : undefined;
}

/** An error as it is told to another process or program. */
export interface Failure {
	readonly code: ErrorCode;
	readonly message: string;
	readonly remedy: string;
}

/** Any error as it crosses the border between two processes. */
export function failureOf(error: unknown): Failure {
	return error instanceof XarchError
		? { code: error.code, message: error.message, remedy: error.remedy }
		: {
				code: 'E_INTERNAL',
				message: messageOf(error),
				remedy: 'Please report this, with the log.',
			};
}

/** An error as it is read by the person whose step has just failed. */
export function describeError(thrown: unknown): string {
	if (!(thrown instanceof XarchError)) {
		return `Unexpected error: ${thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)}`;
	}
	return `${thrown.message}\n${thrown.remedy} [${thrown.code}]`;
}
