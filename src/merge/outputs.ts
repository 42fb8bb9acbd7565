import { setOutput } from '@actions/core';
import type { MergeOutcome } from './merge.js';

/** Every output of the action `merge`; equal to merge/action.yml and docs/merge.md by a test. */
export const MERGE_OUTPUT_NAMES = ['digest', 'manifest', 'platforms'] as const;

/** The outputs of the step, by name. */
export function mergeOutputsOf(
	outcome: MergeOutcome,
): Record<(typeof MERGE_OUTPUT_NAMES)[number], string> {
	return {
		digest: outcome.digest,
		manifest: JSON.stringify(JSON.parse(outcome.manifest)),
		platforms: outcome.images.map(({ platform }) => platform).join(','),
	};
}

/** Gives them to the runner. */
export function writeMergeOutputs(outcome: MergeOutcome): void {
	for (const [name, value] of Object.entries(mergeOutputsOf(outcome))) setOutput(name, value);
}
