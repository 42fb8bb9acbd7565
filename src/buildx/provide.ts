import type { BuilderHome } from '../binfmt/journal.js';
import { readBootId } from '../binfmt/owner.js';
import type { BuilderRecord, LeaseRequest } from '../binfmt/request.js';
import type { Session } from '../binfmt/session.js';
import { messageOf, XarchError } from '../errors.js';
import { boot } from './boot.js';
import { commandsOf, homeOf, type RunCommand, reasonOf } from './command.js';
import { configurationDigest, differences } from './configuration.js';
import { type BuilderContext, withBuilder } from './context.js';
import { uncovered } from './coverage.js';
import { bootCovering, platformsOf, refuseMissing } from './covering.js';
import { create } from './create.js';
import type { BuilderState } from './inspect.js';
import { type Instance, readInstance } from './instance.js';
import { type Marker, readMarker, writeMarker } from './marker.js';
import type { BuilderOutcome } from './outcome.js';
import { findPlace, nodeContainer, type Place } from './place.js';
import { releaseHeld } from './release-builder.js';
import type { BuilderRequest } from './request.js';
import { findOrphans, removeOrphan, removeOrphanUnderLock, takeAway } from './take-away.js';

/** What a builder has to come to. */
export interface BuilderSettings {
	readonly request: BuilderRequest;
	/** Where it will live, if that is being asked already. */
	readonly place?: Promise<Place> | undefined;
	/** Under which it is held. */
	readonly lease: LeaseRequest;
	/** Platforms it must build for, canonical. */
	readonly required: readonly string[];
	/** Platforms it should build for, as far as it can. */
	readonly optional: readonly string[];
	/** Called with name and place before anything is made, so that it can be undone whatever happens. */
	readonly announce: (builder: { readonly name: string; readonly place: string }) => void;
}

type Provided = Omit<BuilderOutcome, 'buildxVersion' | 'proved'>;

/**
 * Makes a builder, or joins the one that is there, boots it and sees that it builds for what is wanted.
 * @throws E_BUILDX, E_BUILDER, E_LOCK; what was made is taken away again then
 */
export async function provideBuilder(
	settings: BuilderSettings,
	context: BuilderContext,
): Promise<Provided> {
	const startedAt = performance.now();
	const home = homeOf(context.env);
	const run = commandsOf(home, context.env);
	const { request, required, optional } = settings;
	const place = await (settings.place ?? findPlace(request, run));
	const finish = (
		name: string,
		origin: Provided['origin'],
		state: BuilderState,
		bootMs: number,
	): Provided => ({
		...{ name, origin, driver: request.driver, bootMs },
		setupMs: performance.now() - startedAt - bootMs,
		platforms: platformsOf(state),
		nodes: state.nodes,
		buildkitVersion: [
			...new Set(state.nodes.flatMap(({ buildkitVersion }) => buildkitVersion ?? [])),
		].join(','),
		left: uncovered(optional, platformsOf(state)),
	});
	if (request.driver === 'docker') {
		const name = await dockerBuilderName(request, run);
		const bootedAt = performance.now();
		const state = await boot(name, place, run, context);
		refuseMissing(name, required, state, 'The docker driver builds for what its daemon runs');
		return finish(name, 'found', state, performance.now() - bootedAt);
	}
	const name = request.name ?? `xarch-${settings.lease.id.replace(/-/g, '').slice(0, 8)}`;
	const builder = { name, place: place.id };
	settings.announce(builder);
	return withBuilder(builder, context, async (session) => {
		const { builders } = await session.run({ operation: 'list-builders' });
		await sweep(builders, builder, home, session, context);
		const work = { settings, name, place, home, run, session, context };
		const origin = await obtain(work, builders);
		const bootedAt = performance.now();
		try {
			const state = await bootCovering(
				{
					...{ name, place, required, optional },
					isNew: origin === 'made',
					isForeign: origin === 'found',
					isShared: otherHolders(work, builders).some(({ isJob }) => isJob),
				},
				run,
				context,
			);
			return finish(name, origin, state, performance.now() - bootedAt);
		} catch (error) {
			await giveUp(work);
			throw error;
		}
	});
}

interface Work {
	readonly settings: BuilderSettings;
	readonly name: string;
	readonly place: Place;
	readonly home: BuilderHome;
	readonly run: RunCommand;
	readonly session: Session;
	readonly context: BuilderContext;
}

/** Joins the builder that is there if it is what is asked for, else makes it. */
async function obtain(work: Work, builders: readonly BuilderRecord[]): Promise<Provided['origin']> {
	const { settings, name, place, home, session, context } = work;
	const configuration = configurationDigest(settings.request);
	const builder = { name, place: place.id, configuration };
	const hold = () =>
		session.run({ operation: 'hold-builder', lease: settings.lease, builder, home });
	const others = otherHolders(work, builders).map(({ label }) => label ?? 'another job');
	const marker = readMarker(home, name);
	const instance = readInstance(home, name);
	if (others.length > 0) {
		await hold();
		context.reporter.info(`Sharing ${name} with ${others.join(' and ')}.`);
		if (instance === undefined) await make(work, configuration);
		else keepIfAsked(work, marker);
		return 'shared';
	}
	if (marker?.configuration === configuration && instance !== undefined) {
		await hold();
		context.reporter.info(`Using ${name}, made by ${marker.label}.`);
		keepIfAsked(work, marker);
		return 'shared';
	}
	if (marker?.kept === true && instance !== undefined) {
		const found = await differencesTo(settings.request, instance);
		throw differentError(
			name,
			`it was made by ${marker.label}${found.length === 0 ? ' with another configuration' : `; ${found.join('; ')}`}`,
		);
	}
	if (marker !== undefined) {
		await takeAway({ ...builder, home, keepState: marker.keepState, keepNodes: false }, context);
	} else if (instance !== undefined) {
		const found = await differencesTo(settings.request, instance);
		if (found.length > 0) throw differentError(name, found.join('; '));
		context.reporter.info(`Using ${name}, which is there already; it stays when the job ends.`);
		return 'found';
	} else {
		await refuseStranger(work);
	}
	await hold();
	await make(work, configuration);
	return 'made';
}

async function differencesTo(request: BuilderRequest, instance: Instance): Promise<string[]> {
	const { parse } = await import('smol-toml');
	return differences(request, instance, parse);
}

/** A builder made for a job alone stays once somebody has asked for one that does. */
function keepIfAsked({ settings, home }: Work, marker: Marker | undefined): void {
	if (marker === undefined || marker.kept || !outlastsJob(settings)) return;
	writeMarker(home, { ...marker, kept: true, label: settings.lease.label });
}

function outlastsJob({ lease }: BuilderSettings): boolean {
	return lease.owner.kind !== 'process';
}

/** Makes it, or this home's knowledge of it when its nodes run already. */
async function make(work: Work, configuration: string): Promise<void> {
	const { settings, name, place, home, run, context } = work;
	const { request, lease } = settings;
	writeMarker(home, {
		...{ schema: 1, name, place: place.id, configuration, label: lease.label },
		kept: outlastsJob(settings),
		keepState: request.keepState,
		endpoint: request.nodes[0].endpoint,
		context: undefined,
		bootId: readBootId(),
	});
	try {
		await create(request, name, home, run, context);
	} catch (error) {
		await giveUp(work);
		throw error;
	}
}

/** Another user's builder of that name would silently be taken for ours, whatever its configuration. */
async function refuseStranger({ settings, name, place, run }: Work): Promise<void> {
	// A generated name is nobody else's.
	if (place.docker === undefined || settings.request.name === undefined) return;
	const container = nodeContainer(name);
	const found = await run([...place.docker, 'inspect', '--format', '{{.Created}}', container]);
	if (found.exitCode !== 0) return;
	throw new XarchError(
		'E_BUILDER',
		`The container ${container} exists already (made ${found.stdout.trim()}), and this user's buildx knows nothing of a builder ${name}: it is another user's, or one of another DOCKER_CONFIG.`,
		`Choose another buildx-name, or leave it out. If it is left over: docker rm --force ${container}`,
	);
}

/** Undoes what this run did for the builder; a failure to do so is told, the error itself counts. */
async function giveUp({ settings, name, place, session, context }: Work): Promise<void> {
	try {
		await releaseHeld({ name, place: place.id }, settings.lease.id, session, context);
	} catch (error) {
		context.reporter.warning(messageOf(error));
	}
}

/** Takes away what killed jobs have left here. */
async function sweep(
	records: readonly BuilderRecord[],
	own: { readonly name: string; readonly place: string },
	home: BuilderHome,
	session: Session,
	context: BuilderContext,
): Promise<void> {
	for (const orphan of findOrphans(records, home, own.place)) {
		if (orphan.place !== own.place) continue;
		context.reporter.info(`Removing ${orphan.name}, left by ${orphan.label}.`);
		try {
			if (orphan.name === own.name) await removeOrphan(orphan, session, context);
			else await removeOrphanUnderLock(orphan, home, context);
		} catch (error) {
			// Another job is at it.
			if (error instanceof XarchError && error.code === 'E_LOCK') continue;
			context.reporter.warning(messageOf(error));
		}
	}
}

/** Who besides this job holds the builder now. */
function otherHolders(
	{ settings, name, place }: Work,
	builders: readonly BuilderRecord[],
): BuilderRecord['holders'] {
	const record = builders.find((each) => each.name === name && each.place === place.id);
	return (record?.holders ?? []).filter(
		({ lease, isAlive }) => isAlive && lease !== settings.lease.id,
	);
}

/** The docker driver's builder is the context's own, and has its name. */
async function dockerBuilderName(
	{ nodes: [node] }: BuilderRequest,
	run: RunCommand,
): Promise<string> {
	if (node.endpoint !== undefined) return node.endpoint;
	const ended = await run(['docker', 'context', 'show']);
	if (ended.exitCode === 0) return ended.stdout.trim();
	throw new XarchError(
		'E_BUILDX',
		`The docker context cannot be told: ${reasonOf(ended)}.`,
		'Name it by buildx-endpoint.',
	);
}

function differentError(name: string, difference: string): XarchError {
	return new XarchError(
		'E_BUILDER',
		`There is a builder ${name} already, and it is not what is asked for: ${difference}.`,
		`Ask for the same configuration, choose another buildx-name, leave buildx-name out to get a builder of this job alone, or remove it: xarch builder remove ${name}.`,
	);
}
