import { addPath, exportVariable, setSecret } from '@actions/core';
import { cacheReferences } from './buildx/cache-refs.js';
import { commandsOf, homeOf } from './buildx/command.js';
import type { FoundBuildx, NoBuildx } from './buildx/find.js';
import { installBuildx, lookForBuildx } from './buildx/install.js';
import { findPlace, type Place } from './buildx/place.js';
import type { BuilderRequest } from './buildx/request.js';
import { runBuilderStep } from './buildx/step.js';
import type { Inputs } from './inputs.js';
import { leaseOf } from './job.js';
import type { Outcome } from './outcome.js';
import type { BuilderReport } from './outputs.js';
import type { SetupContext } from './setup.js';
import type { State } from './state.js';
import { registrarProcess } from './system-registrar.js';

/** What is asked about the builder's surroundings while the platforms are set up. */
export interface LookAhead {
	readonly place: Promise<Place>;
	readonly found: Promise<FoundBuildx | NoBuildx>;
}

/** Begins to ask; a failure counts when the answer is needed. */
export function lookAhead(request: BuilderRequest): LookAhead {
	const { env } = process;
	const place = findPlace(request, commandsOf(homeOf(env), env));
	const found = lookForBuildx(env);
	for (const each of [place, found]) each.catch(() => {});
	return { place, found };
}

/**
 * The builder as a part of the step, after the platforms: BuildKit looks for emulators when it starts.
 * @param remember saves what post has to undo, before it is done
 * @throws XarchError
 */
export async function provideStepBuilder(
	request: BuilderRequest,
	{ place, found }: LookAhead,
	inputs: Inputs,
	outcome: Outcome,
	setup: SetupContext,
	leaseId: string,
	remember: (more: Partial<State>) => void,
): Promise<BuilderReport> {
	for (const { tls } of request.nodes) {
		if (tls?.key !== undefined) setSecret(tls.key);
	}
	const { env } = process;
	const lease = leaseOf(leaseId, request.cleanup, env);
	const { reporter, tempDirectory, host, obtain } = setup;
	const buildx = await reporter.group('Looking for buildx', () =>
		installBuildx({ ...inputs, ...request, lease, found }, host, obtain),
	);
	const { provided: plugin, pathDirectory, argvPrefix, version: buildxVersion } = buildx;
	if (plugin !== undefined && request.cleanup) remember({ plugin });
	if (pathDirectory !== undefined) addPath(pathDirectory);
	const builder = await runBuilderStep(
		{
			request,
			place,
			lease,
			platforms: inputs.platforms,
			running: outcome.platforms,
			verifyBuild: inputs.verifyBuild,
			announce: ({ name, place: id }) => {
				if (!request.cleanup) return;
				remember({ builder: { name, place: id, argvPrefix, buildxVersion } });
			},
		},
		{
			buildx,
			env,
			tempDirectory,
			process: registrarProcess(inputs.privilege, reporter.info),
			reporter,
		},
	);
	if (request.use) exportVariable('BUILDX_BUILDER', builder.name);
	return { builder, cache: request.cache && cacheReferences(request.cache) };
}
