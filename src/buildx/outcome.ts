import type { NodeState } from './inspect.js';
import type { Driver } from './request.js';

/** A builder that has booted. */
export interface BuilderOutcome {
	readonly name: string;
	readonly driver: Driver;
	/** All platforms its nodes build for, each once, in BuildKit's order. */
	readonly platforms: readonly string[];
	readonly nodes: readonly NodeState[];
	readonly buildxVersion: string;
	/** Several, joined by commas, when nodes differ; empty when none tells. */
	readonly buildkitVersion: string;
	/** `made`: by this run; `shared`: with other jobs of ours; `found`: somebody else's, left alone in the end. */
	readonly origin: 'made' | 'shared' | 'found';
	/** From asking for the boot to its end, milliseconds. */
	readonly bootMs: number;
	/** Set-up besides, milliseconds. */
	readonly setupMs: number;
	/** Platforms proved by a build; undefined when that was not asked for. */
	readonly proved: readonly string[] | undefined;
	/** Platforms wanted by `all` only that it does not build for. */
	readonly left: readonly string[];
}
