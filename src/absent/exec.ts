/**
 * Stands in for `@actions/exec` inside `@actions/core` (tsconfig `paths`), which imports
 * it to describe the platform; nothing here asks for that. sudo is run by the real one,
 * `actions-exec`, which is loaded only then.
 */
export function getExecOutput(): never {
	throw new Error('platform details are not part of this bundle');
}
