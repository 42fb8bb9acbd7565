import { dirname } from 'node:path';
import { eq } from 'semver';
import type { LeaseRequest } from '../binfmt/request.js';
import type { ObtainContext } from '../emulator/context.js';
import type { PinPolicy, Vouching } from '../emulator/vouching.js';
import { XarchError } from '../errors.js';
import type { Host } from '../platform/host.js';
import { type FoundBuildx, findBuildx, isFound, missingBuildx, type NoBuildx } from './find.js';
import { chooseTag, obtainBuildx } from './obtain.js';
import {
	joinPlugin,
	type ProvidedPlugin,
	pluginDirectory,
	providePlugin,
	recoverPlugin,
	withdrawPlugin,
} from './plugin.js';
import { PINNED_RELEASE, type PinnedRelease } from './release.js';
import type { StoredBuildx } from './store.js';

/** What is asked of buildx, and for whom. */
export interface BuildxRequest {
	/** `v0.29.1`, `latest`, or undefined for whatever is installed. */
	readonly version: string | undefined;
	readonly installIfMissing: boolean;
	readonly pinning: PinPolicy;
	/** True to open no connection whatever happens. */
	readonly offline: boolean;
	/** The job that needs it. */
	readonly lease: LeaseRequest;
	/** What `lookForBuildx` finds, if that has been begun. */
	readonly found?: Promise<FoundBuildx | NoBuildx> | undefined;
}

/** Looks for a buildx that is installed, after putting right what a killed job has left of another. */
export async function lookForBuildx(env: NodeJS.ProcessEnv): Promise<FoundBuildx | NoBuildx> {
	await recoverPlugin(pluginDirectory(env));
	return findBuildx(env);
}

/** A buildx that does what was asked. */
export interface Buildx extends FoundBuildx {
	/** What the job's end has to undo. */
	readonly provided: ProvidedPlugin | undefined;
	/** Without docker: a directory for PATH, where it is called `buildx`. */
	readonly pathDirectory: string | undefined;
	/** Who vouched for its bytes; undefined for one that was installed by others. */
	readonly vouching: Vouching | undefined;
}

/**
 * The buildx that is installed where that does, else one from a release: as a plugin of docker, for
 * this job only, or where there is no docker as a program of its own.
 * @throws E_BUILDX, E_LOCK; as `obtainBuildx`
 */
export async function installBuildx(
	request: BuildxRequest,
	host: Host,
	context: ObtainContext,
	pinned: PinnedRelease = PINNED_RELEASE,
): Promise<Buildx> {
	const { env } = context;
	const directory = pluginDirectory(env);
	const found = await (request.found ?? lookForBuildx(env));
	const isAny = request.version === undefined;
	if (isAny && isFound(found)) return hold(found, directory, request.lease);
	if (!request.installIfMissing && !isFound(found)) throw missingBuildx(found);
	const tag = await chooseTag(request, host, context, pinned);
	if (isFound(found) && eq(found.version, tag)) return hold(found, directory, request.lease);
	if (!request.installIfMissing && isFound(found)) throw otherVersion(found, tag);
	const stored = await obtainBuildx(tag, request, host, context, pinned);
	const { version, vouching } = stored;
	if (!hasDocker(found)) {
		return {
			argvPrefix: [stored.path],
			version,
			provided: undefined,
			pathDirectory: dirname(stored.path),
			vouching,
		};
	}
	const provided = await provide(stored, directory, request.lease, env);
	context.reporter.info(`Provided for this job: buildx ${version} in ${directory}`);
	return {
		argvPrefix: ['docker', 'buildx'],
		version,
		provided,
		pathDirectory: undefined,
		vouching,
	};
}

function hasDocker(found: FoundBuildx | NoBuildx): boolean {
	return isFound(found) ? found.argvPrefix[0] === 'docker' : found.hasDocker;
}

/** One that another job of this user was given must not go when that job ends. */
async function hold(found: FoundBuildx, directory: string, lease: LeaseRequest): Promise<Buildx> {
	const provided = hasDocker(found) ? await joinPlugin(directory, lease) : undefined;
	return { ...found, provided, pathDirectory: undefined, vouching: undefined };
}

/** @throws E_BUILDX when docker takes another one all the same */
async function provide(
	{ path, version }: StoredBuildx,
	directory: string,
	lease: LeaseRequest,
	env: NodeJS.ProcessEnv,
): Promise<ProvidedPlugin> {
	const provided = await providePlugin(directory, { path, version }, lease);
	try {
		const taken = await findBuildx(env);
		if (isFound(taken) && eq(taken.version, version)) return provided;
		throw new XarchError(
			'E_BUILDX',
			`buildx ${version} was put into ${directory}, but docker ${isFound(taken) ? `takes buildx ${taken.version} from elsewhere` : `cannot use it: ${taken.reason}`}.`,
			"Check cliPluginsExtraDirs in docker's config.json, which goes before it, or leave buildx-version out.",
		);
	} catch (error) {
		await withdrawPlugin(provided);
		throw error;
	}
}

function otherVersion({ version }: FoundBuildx, tag: string): XarchError {
	return new XarchError(
		'E_BUILDX',
		`buildx ${version} is installed, buildx-version asks for ${tag}, and buildx-install-if-missing is false.`,
		'Leave buildx-version out, or buildx-install-if-missing.',
	);
}
