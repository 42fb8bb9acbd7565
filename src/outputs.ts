import { setOutput } from '@actions/core';
import type { CacheReferences } from './buildx/cache-refs.js';
import type { BuilderOutcome } from './buildx/outcome.js';
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
	'builder',
	'driver',
	'builder-platforms',
	'nodes',
	'buildx-version',
	'buildkit-version',
	'cache-from',
	'cache-to',
] as const;

/** What is told of a builder: how it turned out, and where its cache is kept. */
export interface BuilderReport {
	readonly builder: BuilderOutcome;
	readonly cache: CacheReferences | undefined;
}

/**
 * The outputs of the step, by name; those of the builder are empty when there is none.
 * @param asked the platforms that were asked for, for what a build of all of them would be split into
 */
export function outputsOf(
	outcome: Outcome,
	asked: PlatformRequest,
	report?: BuilderReport,
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
		builder: report?.builder.name ?? '',
		driver: report?.builder.driver ?? '',
		'builder-platforms': report?.builder.platforms.join(',') ?? '',
		nodes: report === undefined ? '' : JSON.stringify(report.builder.nodes),
		'buildx-version': report?.builder.buildxVersion ?? '',
		'buildkit-version': report?.builder.buildkitVersion ?? '',
		'cache-from': report?.cache?.cacheFrom ?? '',
		'cache-to': report?.cache?.cacheTo ?? '',
	};
}

/** Gives them to the runner. */
export function writeOutputs(
	outcome: Outcome,
	asked: PlatformRequest,
	report?: BuilderReport,
): void {
	for (const [name, value] of Object.entries(outputsOf(outcome, asked, report))) {
		setOutput(name, value);
	}
}
