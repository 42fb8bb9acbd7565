import { setOutput } from '@actions/core';
import type { Outcome } from './outcome.js';

/** Every output there is; equal to action.yml and README by a test. */
export const OUTPUT_NAMES = [
	'platforms',
	'emulated',
	'native',
	'qemu-version',
	'source',
	'cache-hit',
	'entries',
	'bin-dir',
] as const;

/** The outputs of the step, by name. */
export function outputsOf(outcome: Outcome): Record<(typeof OUTPUT_NAMES)[number], string> {
	return {
		platforms: outcome.platforms.join(','),
		emulated: outcome.emulated.join(','),
		native: outcome.native.join(','),
		'qemu-version': outcome.qemuVersion,
		source: outcome.source,
		'cache-hit': String(outcome.cacheHit),
		entries: JSON.stringify(outcome.entries),
		'bin-dir': outcome.binDirectory ?? '',
	};
}

/** Gives them to the runner. */
export function writeOutputs(outcome: Outcome): void {
	for (const [name, value] of Object.entries(outputsOf(outcome))) setOutput(name, value);
}
