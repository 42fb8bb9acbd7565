import { lastRegistrationMs } from '../binfmt/kernel.js';
import { SYSTEM_ROOTS } from '../binfmt/roots.js';
import { XarchError } from '../errors.js';
import { boot } from './boot.js';
import type { RunCommand } from './command.js';
import type { BuilderContext } from './context.js';
import { uncovered } from './coverage.js';
import type { BuilderState } from './inspect.js';
import { nodeContainer, type Place } from './place.js';

/** A builder to boot, and what it is to build for. */
export interface Booting {
	readonly name: string;
	readonly place: Place;
	/** Canonical. */
	readonly required: readonly string[];
	/** Wished for, as far as it can. */
	readonly optional: readonly string[];
	/** True when this run has made it. */
	readonly isNew: boolean;
	/** True when somebody has made it by hand. */
	readonly isForeign: boolean;
	/** True when other jobs hold it as well, and may be building. */
	readonly isShared: boolean;
}

/**
 * Boots a builder, or finds it running. One whose list of platforms is older than the entries is
 * started anew, if nobody builds on it: BuildKit looks for emulators when it starts.
 * @throws E_BUILDER, also when it does not build for a platform that is required
 */
export async function bootCovering(
	booting: Booting,
	run: RunCommand,
	context: BuilderContext,
): Promise<BuilderState> {
	const { name, place, required, optional, isNew, isForeign, isShared } = booting;
	const state = await boot(name, place, run, context);
	const offered = platformsOf(state);
	const missing = uncovered(required, offered);
	// Somebody else's builder is disturbed only for what cannot be done without.
	const wished = isForeign ? [] : uncovered(optional, offered);
	if (isNew || missing.length + wished.length === 0) {
		refuseMissing(name, required, state, KNOWS_ALL);
		return state;
	}
	const { docker } = place;
	const isWorthIt =
		docker !== undefined && (missing.length > 0 || (await bootedBeforeEntries(name, docker, run)));
	if (!isWorthIt || isShared || !(await buildsNothing(state, docker, run))) {
		refuseMissing(name, required, state, docker === undefined ? ELSEWHERE : IN_USE);
		return state;
	}
	const unknown = [...new Set([...missing, ...wished])];
	context.reporter.info(`${name} does not know ${unknown.join(', ')} yet: starting it anew.`);
	await run([...context.buildx.argvPrefix, 'stop', name]);
	const again = await boot(name, place, run, context);
	refuseMissing(name, required, again, KNOWS_ALL);
	return again;
}

const KNOWS_ALL = 'It was started after the platforms were registered';
const IN_USE = 'It is in use, so it cannot be started anew';
const ELSEWHERE = 'It runs elsewhere, so it cannot be started anew from here';

/** All platforms that a builder's nodes build for, each once. */
export function platformsOf({ nodes }: BuilderState): string[] {
	return [...new Set(nodes.flatMap(({ platforms }) => platforms))];
}

/** @throws E_BUILDER naming what it does not build for */
export function refuseMissing(
	name: string,
	required: readonly string[],
	state: BuilderState,
	why: string,
): void {
	const offered = platformsOf(state);
	const missing = uncovered(required, offered);
	if (missing.length === 0) return;
	throw new XarchError(
		'E_BUILDER',
		`The builder ${name} does not build for ${missing.join(', ')}; it builds for ${offered.join(', ')}. ${why}.`,
		'BuildKit lists what its own machine runs, of the platforms that its version knows: take a newer one (buildx-image), register the platform on the machine where it runs, or add a node that builds for it (buildx-append).',
	);
}

async function bootedBeforeEntries(
	name: string,
	docker: readonly string[],
	run: RunCommand,
): Promise<boolean> {
	const registeredAtMs = lastRegistrationMs(SYSTEM_ROOTS.binfmtDirectory);
	if (registeredAtMs === undefined) return false;
	const format = ['--format', '{{.State.StartedAt}}'];
	const { stdout } = await run([...docker, 'inspect', ...format, nodeContainer(name)]);
	return Date.parse(stdout.trim()) < registeredAtMs;
}

/** BuildKit itself, what buildx asks it through, and an init. */
const IDLE_PROCESSES = ['buildkitd', 'buildctl', 'docker-init', 'tini'];

/** True when nothing but BuildKit itself runs in the nodes' containers. */
async function buildsNothing(
	{ nodes }: BuilderState,
	docker: readonly string[],
	run: RunCommand,
): Promise<boolean> {
	for (const node of nodes) {
		const top = await run([...docker, 'top', `buildx_buildkit_${node.name}`, '-o', 'pid,comm']);
		const processes = top.stdout.trim().split('\n').slice(1);
		const isIdle = processes.every((line) =>
			IDLE_PROCESSES.includes(line.trim().split(/\s+/).at(-1) ?? ''),
		);
		if (top.exitCode !== 0 || !isIdle) return false;
	}
	return true;
}
