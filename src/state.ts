import { getState, saveState } from '@actions/core';
import { PRIVILEGES, type Privilege } from './binfmt/privilege.js';
import type { SaveOrder } from './cross-run-cache/cross-run-cache.js';

/** What main leaves for post. */
export interface State {
	/** The job's lease. */
	readonly leaseId: string;
	/** Input `cleanup`. */
	readonly cleanup: boolean;
	/** Input `privilege`. */
	readonly privilege: Privilege;
	/** True from just before main claimed entries. */
	readonly claimed?: boolean | undefined;
	/** What is to go into the cross-run cache; undefined for nothing. */
	readonly save?: SaveOrder | undefined;
}

/** Saved before main changes anything, so that post can undo it whatever happens in between. */
export function writeState(state: State): void {
	saveState('state', JSON.stringify(state));
}

/** Undefined when main did not get that far, or the state cannot be understood. */
export function readState(): State | undefined {
	try {
		const value: unknown = JSON.parse(getState('state'));
		const { leaseId, cleanup, privilege, claimed, save } = value as Record<string, unknown>;
		const known = PRIVILEGES.find((each) => each === privilege);
		return typeof leaseId === 'string' && typeof cleanup === 'boolean' && known !== undefined
			? {
					...{ leaseId, cleanup, privilege: known },
					claimed: claimed === true,
					save: readOrder(save),
				}
			: undefined;
	} catch {
		return undefined;
	}
}

function readOrder(value: unknown): SaveOrder | undefined {
	const { key, folders } = (value ?? {}) as Record<string, unknown>;
	return typeof key === 'string' &&
		Array.isArray(folders) &&
		folders.every((folder) => typeof folder === 'string')
		? { key, folders }
		: undefined;
}
