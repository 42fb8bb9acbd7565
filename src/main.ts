import { randomUUID } from 'node:crypto';
import { addPath, exportVariable, info, setSecret } from '@actions/core';
import { processOwner } from './binfmt/owner.js';
import type { Registrar } from './binfmt/privilege.js';
import type { CrossRunCache } from './cross-run-cache/cross-run-cache.js';
import { secretsOf } from './emulator/source/source-spec.js';
import { setupContext } from './environment.js';
import { XarchError } from './errors.js';
import { type Inputs, readInputs } from './inputs.js';
import type { Outcome } from './outcome.js';
import { writeOutputs } from './outputs.js';
import { reportFailure, runnerReporter } from './runner-reporter.js';
import { type SetupContext, setUp } from './setup.js';
import { writeState } from './state.js';
import { writeSummary } from './summary.js';

/** The step's main part: inputs in, platforms that run and outputs out. */
async function main(): Promise<void> {
	const inputs = readInputs();
	if (inputs.githubToken !== undefined) setSecret(inputs.githubToken);
	for (const secret of secretsOf(inputs.sources)) setSecret(secret);
	const context = setupContext(
		runnerReporter(),
		inputs.githubToken,
		inputs.addresses,
		inputs.privilege,
	);
	const leaseId = randomUUID();
	const { cleanup, privilege } = inputs;
	const state = { leaseId, cleanup, privilege };
	writeState(state);
	const registrar = noting(context.registrar, () => writeState({ ...state, claimed: true }));
	const crossRunCache = await openCache(inputs, context);
	const outcome = await setUp(
		{
			...inputs,
			binDirectory: inputs.addToPath ? { kind: 'store' } : undefined,
			lease: inputs.cleanup
				? { id: leaseId, label: jobLabel(process.env), owner: processOwner(process.ppid) }
				: {
						id: 'kept',
						label: `${jobLabel(process.env)}, cleanup: false`,
						owner: { kind: 'kept' },
					},
		},
		{ ...context, registrar, crossRunCache },
	);
	const save = crossRunCache?.toSave;
	if (save !== undefined) writeState({ ...state, claimed: true, save });
	exportDefaultPlatform(inputs, outcome);
	if (outcome.binDirectory !== undefined) addPath(outcome.binDirectory);
	writeOutputs(outcome);
	await writeSummary(outcome);
	info(`Platforms: ${outcome.platforms.join(', ')}`);
}

async function openCache(
	inputs: Inputs,
	{ obtain }: SetupContext,
): Promise<CrossRunCache | undefined> {
	if (!inputs.crossRunCache || inputs.offline) return undefined;
	const [{ openCrossRunCache }, { openCacheService }] = await Promise.all([
		import('./cross-run-cache/cross-run-cache.js'),
		import('./cross-run-cache/service.js'),
	]);
	return openCrossRunCache(obtain, openCacheService(obtain.env, obtain.reporter.info));
}

/** Tells before anything is claimed, for in a container the journal cannot be looked at afterwards. */
function noting(registrar: Registrar, note: () => void): Registrar {
	return {
		...registrar,
		run(request) {
			if (request.operation === 'apply') note();
			return registrar.run(request);
		},
	};
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
