import { type ErrorCode, XarchError } from '../errors.js';

/** Documented in `xarch --help`. */
const EXIT_CODES: Readonly<Record<ErrorCode, number>> = {
	E_INTERNAL: 1,
	E_DISK: 1,
	E_STATE: 1,
	E_INPUT: 2,
	E_PLATFORM: 2,
	E_TOO_MANY_JOBS: 2,
	E_NOT_LINUX: 3,
	E_HOST: 3,
	E_NO_PRIVILEGE: 3,
	E_NO_BINFMT: 3,
	E_SOURCE: 4,
	E_VERSION: 4,
	E_DIGEST: 4,
	E_UNPINNED: 4,
	E_OFFLINE: 4,
	E_ARCHIVE: 4,
	E_EMULATOR: 4,
	E_REGISTER: 5,
	E_LEASED: 5,
	E_LOCK: 5,
	E_PROBE: 6,
	E_BUILDX: 7,
	E_BUILDER: 7,
	E_MERGE: 9,
	E_REGISTRY: 9,
};

export function exitCodeOf(error: unknown): number {
	return error instanceof XarchError ? EXIT_CODES[error.code] : 1;
}

/** Of `xarch doctor`, when it found a problem and did not fail itself. */
export const PROBLEM_FOUND = 8;
