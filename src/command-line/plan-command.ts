import { describeJobs } from '../plan/describe.js';
import { gitlabPipeline } from '../plan/gitlab.js';
import { matrixOf, planJobs } from '../plan/plan.js';
import type { PlanCommand } from './plan-arguments.js';
import { formatTable } from './table.js';

/**
 * `xarch plan`.
 * @returns what goes to standard output
 * @throws E_TOO_MANY_JOBS, E_INPUT
 */
export function runPlan({ request, format, include }: PlanCommand): string {
	const jobs = planJobs(request);
	switch (format) {
		case 'json':
			// One line, so that a shell can hand it on.
			return `${JSON.stringify(matrixOf(jobs))}\n`;
		case 'gitlab':
			return gitlabPipeline(jobs, include);
		case 'table':
			return `${formatTable(describeJobs(jobs))}\n`;
	}
}
