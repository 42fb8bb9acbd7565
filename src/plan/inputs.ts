import { getInput } from '@actions/core';
import type { PlanRequest } from './plan.js';
import { type PlanNames, parseNames, parsePlanRequest } from './request.js';

/** Every input of the action `plan`; equal to plan/action.yml and the documentation by a test. */
export const PLAN_INPUT_NAMES = [
	'platforms',
	'runners',
	'default-runner',
	'group',
	'images',
	'targets',
	'max-parallel',
] as const;

const NAMES: PlanNames = {
	...{ runners: 'Input runners', defaultRunner: 'Input default-runner' },
	...{ images: 'Input images', targets: 'Input targets' },
};

/**
 * Reads and checks the inputs of the step from its environment.
 * @throws E_INPUT, E_PLATFORM
 */
export function readPlanInputs(): PlanRequest {
	return parsePlanRequest(
		{
			platforms: getInput('platforms'),
			runners: getInput('runners').split('\n'),
			defaultRunner: getInput('default-runner'),
			group: getInput('group'),
			images: parseNames(NAMES.images, getInput('images')),
			targets: parseNames(NAMES.targets, getInput('targets')),
			maxParallel: getInput('max-parallel'),
		},
		NAMES,
		'github',
	);
}
