import { setOutput } from '@actions/core';
import type { Outcome } from './outcome.js';
import { matrixOf, planJobs } from './plan/plan.js';
import { hostedPlan } from './plan/request.js';
import type { PlatformRequest } from './platform/parse.js';

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
	'matrix',
] as const;

/**
 * The outputs of the step, by name.
 * @param asked the platforms that were asked for, for what a build of all of them would be split into
 */
export function outputsOf(
	outcome: Outcome,
	asked: PlatformRequest,
): Record<(typeof OUTPUT_NAMES)[number], string> {
	return {
		platforms: outcome.platforms.join(','),
		emulated: outcome.emulated.join(','),
		native: outcome.native.join(','),
		'qemu-version': outcome.qemuVersion,
		source: outcome.source,
		'cache-hit': String(outcome.cacheHit),
		entries: JSON.stringify(outcome.entries),
		'bin-dir': outcome.binDirectory ?? '',
		matrix: JSON.stringify(matrixOf(planJobs(hostedPlan(asked)))),
	};
}

/** Gives them to the runner. */
export function writeOutputs(outcome: Outcome, asked: PlatformRequest): void {
	for (const [name, value] of Object.entries(outputsOf(outcome, asked))) setOutput(name, value);
}
