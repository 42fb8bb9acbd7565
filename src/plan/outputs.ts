import { setOutput } from '@actions/core';
import { type Job, matrixOf, type PlanRequest } from './plan.js';

/** Every output of the action `plan`; equal to plan/action.yml and the documentation by a test. */
export const PLAN_OUTPUT_NAMES = ['matrix', 'platforms', 'count', 'max-parallel'] as const;

/** The outputs of the step, by name. */
export function planOutputsOf(
	{ platforms, maxParallel }: PlanRequest,
	jobs: readonly Job[],
): Record<(typeof PLAN_OUTPUT_NAMES)[number], string> {
	return {
		matrix: JSON.stringify(matrixOf(jobs)),
		platforms: platforms.join(','),
		count: String(jobs.length),
		'max-parallel': String(maxParallel ?? jobs.length),
	};
}

/** Gives them to the runner. */
export function writePlanOutputs(request: PlanRequest, jobs: readonly Job[]): void {
	const outputs = planOutputsOf(request, jobs);
	for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
}
