import { info } from '@actions/core';
import { formatTable } from './command-line/table.js';
import { describeJobs } from './plan/describe.js';
import { readPlanInputs } from './plan/inputs.js';
import { writePlanOutputs } from './plan/outputs.js';
import { planJobs } from './plan/plan.js';
import { reportFailure } from './runner-reporter.js';

try {
	const request = readPlanInputs();
	const jobs = planJobs(request);
	writePlanOutputs(request, jobs);
	info(formatTable(describeJobs(jobs)));
} catch (error) {
	reportFailure(error);
}
