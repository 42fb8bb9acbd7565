import { getState, saveState } from '@actions/core';

/** What main leaves for post. */
export interface State {
	/** The job's lease. */
	readonly leaseId: string;
	/** Input `cleanup`. */
	readonly cleanup: boolean;
}

/** Saved before main changes anything, so that post can undo it whatever happens in between. */
export function writeState(state: State): void {
	saveState('state', JSON.stringify(state));
}

/** Undefined when main did not get that far, or the state cannot be understood. */
export function readState(): State | undefined {
	try {
		const value: unknown = JSON.parse(getState('state'));
		const { leaseId, cleanup } = value as Record<string, unknown>;
		return typeof leaseId === 'string' && typeof cleanup === 'boolean'
			? { leaseId, cleanup }
			: undefined;
	} catch {
		return undefined;
	}
}
