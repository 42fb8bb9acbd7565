import type { Job } from './plan.js';
import { describeRunner } from './runner.js';

/** A plan for people: a heading, and a row a job, for a table. */
export function describeJobs(jobs: readonly Job[]): readonly (readonly string[])[] {
	const hasImages = jobs.some(({ build }) => build.image !== undefined);
	const hasTargets = jobs.some(({ build }) => build.target !== undefined);
	return [
		[
			...['PLATFORM', 'RUNS ON', 'HOW', 'NEEDS XARCH'],
			...(hasImages ? ['IMAGE'] : []),
			...(hasTargets ? ['TARGET'] : []),
		],
		...jobs.map(({ platforms, runsOn, native, needsXarch, build }) => [
			platforms.join(','),
			describeRunner(runsOn),
			native ? 'native' : 'emulated',
			needsXarch ? 'yes' : 'no',
			...(hasImages ? [visible(build.image ?? '')] : []),
			...(hasTargets ? [visible(build.target ?? '')] : []),
		]),
	];
}

/** A name as one line, whatever is in it. */
function visible(name: string): string {
	return /^[\x20-\x7e]*$/.test(name) ? name : JSON.stringify(name);
}
