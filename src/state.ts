import { getState, saveState } from '@actions/core';
import { PRIVILEGES, type Privilege } from './binfmt/privilege.js';
import type { ProvidedPlugin } from './buildx/plugin.js';
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
	/** The builder that is to be given back; undefined for none. */
	readonly builder?: BuilderState | undefined;
	/** The buildx that was put among the user's plugins; undefined for none. */
	readonly plugin?: ProvidedPlugin | undefined;
}

/** What post has to know of a builder. */
export interface BuilderState {
	readonly name: string;
	readonly place: string;
	/** How buildx was called. */
	readonly argvPrefix: readonly string[];
	readonly buildxVersion: string;
}

/** Saved before main changes anything, so that post can undo it whatever happens in between. */
export function writeState(state: State): void {
	saveState('state', JSON.stringify(state));
}

/** Undefined when main did not get that far, or the state cannot be understood. */
export function readState(): State | undefined {
	try {
		const value: unknown = JSON.parse(getState('state'));
		const { leaseId, cleanup, privilege, claimed, save, builder, plugin } = value as Record<
			string,
			unknown
		>;
		const known = PRIVILEGES.find((each) => each === privilege);
		return typeof leaseId === 'string' && typeof cleanup === 'boolean' && known !== undefined
			? {
					...{ leaseId, cleanup, privilege: known, save: readOrder(save) },
					claimed: claimed === true,
					...{ builder: readBuilder(builder), plugin: readPlugin(plugin) },
				}
			: undefined;
	} catch {
		return undefined;
	}
}

function readOrder(value: unknown): SaveOrder | undefined {
	const { key, folders } = (value ?? {}) as Record<string, unknown>;
	return typeof key === 'string' && areTexts(folders) ? { key, folders } : undefined;
}

function readBuilder(value: unknown): BuilderState | undefined {
	const { name, place, argvPrefix, buildxVersion } = (value ?? {}) as Record<string, unknown>;
	return typeof name === 'string' &&
		typeof place === 'string' &&
		typeof buildxVersion === 'string' &&
		areTexts(argvPrefix)
		? { name, place, argvPrefix, buildxVersion }
		: undefined;
}

function readPlugin(value: unknown): ProvidedPlugin | undefined {
	const { directory, leaseId } = (value ?? {}) as Record<string, unknown>;
	return typeof directory === 'string' && typeof leaseId === 'string'
		? { directory, leaseId }
		: undefined;
}

function areTexts(value: unknown): value is readonly string[] {
	return Array.isArray(value) && value.every((each) => typeof each === 'string');
}
