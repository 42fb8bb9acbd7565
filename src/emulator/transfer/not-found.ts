import { XarchError } from '../../errors.js';

/** True for the error of a server that answered 404: it works, and does not have that. */
export function isNotFound(error: unknown): boolean {
	return (
		error instanceof XarchError &&
		error.code === 'E_SOURCE' &&
		/ answered 404\b/.test(error.message)
	);
}
