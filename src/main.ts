import { randomUUID } from 'node:crypto';
import { addPath, debug, exportVariable, info, setSecret } from '@actions/core';
import type { Registrar } from './binfmt/privilege.js';
import type { BuilderRequest } from './buildx/request.js';
import type { CrossRunCache } from './cross-run-cache/cross-run-cache.js';
import type { Finding } from './doctor/finding.js';
import { secretsOf } from './emulator/source/source-spec.js';
import { setupContext } from './environment.js';
import { messageOf, XarchError } from './errors.js';
import { type Inputs, mentionsBuilder, readInputs } from './inputs.js';
import { leaseOf } from './job.js';
import type { Outcome } from './outcome.js';
import { writeOutputs } from './outputs.js';
import { reportFailure, runnerReporter } from './runner-reporter.js';
import { type SetupContext, setUp } from './setup.js';
import { type State, writeState } from './state.js';
import { writeFailure, writeSummary } from './summary.js';

/** The step's main part: inputs in, platforms that run and outputs out. */
async function main(): Promise<void> {
	const inputs = readInputs();
	if (inputs.githubToken !== undefined) setSecret(inputs.githubToken);
	for (const secret of secretsOf(inputs.sources)) setSecret(secret);
	const builderRequest = await readBuilderRequest();
	const context = setupContext(
		runnerReporter(),
		inputs.githubToken,
		inputs.addresses,
		inputs.privilege,
	);
	const leaseId = randomUUID();
	const { cleanup, privilege } = inputs;
	let state: State = { leaseId, cleanup, privilege };
	const remember = (more: Partial<State>) => {
		state = { ...state, ...more };
		writeState(state);
	};
	remember({});
	const registrar = noting(context.registrar, () => remember({ claimed: true }));
	const builder = builderRequest && (await prepareBuilder(builderRequest));
	const crossRunCache = await openCache(inputs, context);
	const outcome = await setUp(
		{
			...inputs,
			binDirectory: inputs.addToPath ? { kind: 'store' } : undefined,
			lease: leaseOf(leaseId, inputs.cleanup, process.env),
		},
		{ ...context, registrar, crossRunCache },
	);
	const save = crossRunCache?.toSave;
	if (save !== undefined) remember({ save });
	exportDefaultPlatform(inputs, outcome);
	if (outcome.binDirectory !== undefined) addPath(outcome.binDirectory);
	const report = await builder?.(inputs, outcome, context, leaseId, remember);
	writeOutputs(outcome, inputs.platforms, report);
	await writeSummary(outcome, report?.builder);
	info(`Platforms: ${outcome.platforms.join(', ')}`);
	if (report !== undefined) info(`Builder: ${report.builder.name}`);
}

async function readBuilderRequest(): Promise<BuilderRequest | undefined> {
	if (!mentionsBuilder()) return undefined;
	const { readBuilderInputs } = await import('./buildx/inputs.js');
	return readBuilderInputs();
}

/** Asks what there is to build with while the platforms are set up; what is returned does the rest. */
async function prepareBuilder(request: BuilderRequest) {
	const { lookAhead, provideStepBuilder } = await import('./builder-step.js');
	return provideStepBuilder.bind(undefined, request, lookAhead(request));
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

/** What the machine shows that may explain the error; loaded only now, for most steps do not fail. */
async function explain(error: unknown): Promise<readonly Finding[]> {
	try {
		const { findingsOnFailure } = await import('./doctor/failure.js');
		return await findingsOnFailure(error, runnerReporter(), process.env);
	} catch {
		return [];
	}
}

try {
	await main();
} catch (error) {
	const findings = await explain(error);
	reportFailure(error, findings);
	await writeFailure(error, findings).catch((failure: unknown) => debug(messageOf(failure)));
}
