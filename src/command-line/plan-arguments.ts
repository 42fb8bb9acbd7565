import { XarchError } from '../errors.js';
import type { PlanRequest } from '../plan/plan.js';
import { parsePlanRequest } from '../plan/request.js';
import { parseOptions } from './options.js';

export interface PlanCommand {
	readonly name: 'plan';
	readonly request: PlanRequest;
	readonly format: 'table' | 'json' | 'gitlab';
	/** Of a GitLab pipeline: the file of its repository that says what a job does. */
	readonly include: string;
}

/**
 * Reads the arguments of `xarch plan`.
 * @returns undefined when help is asked for
 * @throws E_INPUT, E_PLATFORM
 */
export function parsePlan(args: readonly string[]): PlanCommand | undefined {
	const { values, positionals } = parseOptions(
		args,
		{
			runner: { type: 'string', multiple: true },
			'default-runner': { type: 'string' },
			group: { type: 'string' },
			image: { type: 'string', multiple: true },
			target: { type: 'string', multiple: true },
			json: { type: 'boolean' },
			gitlab: { type: 'boolean' },
			include: { type: 'string' },
		},
		true,
	);
	if (values.help === true) return undefined;
	const isGitlab = values.gitlab === true;
	const text = (value: unknown) => (typeof value === 'string' ? value : '');
	const list = (value: unknown): string[] => (Array.isArray(value) ? value : []);
	if (isGitlab && values.json === true) {
		throw new XarchError(
			'E_INPUT',
			'--json and --gitlab are two forms of the same plan; allowed: one of them.',
			'Leave one of them out.',
		);
	}
	if (!isGitlab && values.include !== undefined) {
		throw new XarchError(
			'E_INPUT',
			'--include belongs to a GitLab pipeline, and --gitlab is not given.',
			'Add --gitlab, or leave --include out.',
		);
	}
	return Object.freeze({
		name: 'plan',
		request: parsePlanRequest(
			{
				platforms: positionals.length === 0 ? 'all' : positionals.join(' '),
				runners: list(values.runner),
				defaultRunner: text(values['default-runner']),
				group: text(values.group),
				images: list(values.image),
				targets: list(values.target),
				maxParallel: '',
			},
			{
				...{ runners: '--runner', defaultRunner: '--default-runner' },
				...{ images: '--image', targets: '--target' },
			},
			isGitlab ? 'gitlab' : 'github',
		),
		format: isGitlab ? 'gitlab' : values.json === true ? 'json' : 'table',
		include: text(values.include) || '.gitlab/build.yml',
	});
}
