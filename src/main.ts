import { randomUUID } from 'node:crypto';
import { exportVariable, info, setSecret } from '@actions/core';
import { processOwner } from './binfmt/owner.js';
import { setupContext } from './environment.js';
import { XarchError } from './errors.js';
import { type Inputs, readInputs } from './inputs.js';
import type { Outcome } from './outcome.js';
import { writeOutputs } from './outputs.js';
import { reportFailure, runnerReporter } from './runner-reporter.js';
import { setUp } from './setup.js';
import { writeState } from './state.js';
import { writeSummary } from './summary.js';

/** The step's main part: inputs in, platforms that run and outputs out. */
async function main(): Promise<void> {
	const inputs = readInputs();
	if (inputs.githubToken !== undefined) setSecret(inputs.githubToken);
	const context = setupContext(runnerReporter(), inputs.githubToken);
	const leaseId = randomUUID();
	writeState({ leaseId, cleanup: inputs.cleanup });
	const outcome = await setUp(
		{
			...inputs,
			lease: inputs.cleanup
				? { id: leaseId, label: jobLabel(process.env), owner: processOwner(process.ppid) }
				: {
						id: 'kept',
						label: `${jobLabel(process.env)}, cleanup: false`,
						owner: { kind: 'kept' },
					},
		},
		context,
	);
	exportDefaultPlatform(inputs, outcome);
	writeOutputs(outcome);
	await writeSummary(outcome);
	info(`Platforms: ${outcome.platforms.join(', ')}`);
}

/** Which job this is, for people who find its entries: repository, job and run. */
function jobLabel(env: NodeJS.ProcessEnv): string {
	const { GITHUB_REPOSITORY: repository, GITHUB_JOB: job, GITHUB_RUN_ID: run } = env;
	return `${repository ?? 'unknown repository'}, job ${job ?? 'unknown'}, run ${run ?? 'unknown'}`;
}

function exportDefaultPlatform({ defaultPlatform }: Inputs, { platforms }: Outcome): void {
	if (defaultPlatform === undefined) return;
	if (!platforms.includes(defaultPlatform)) {
		throw new XarchError(
			'E_INPUT',
			`Input default-platform: ${defaultPlatform} does not run here; these do: ${platforms.join(', ')}.`,
			'Name it in input platforms as well, or leave default-platform out.',
		);
	}
	exportVariable('DOCKER_DEFAULT_PLATFORM', defaultPlatform);
}

try {
	await main();
} catch (error) {
	reportFailure(error);
}
