import type { BuilderHome } from '../binfmt/journal.js';
import { readBootId } from '../binfmt/owner.js';
import type { BuilderRecord } from '../binfmt/request.js';
import type { Session } from '../binfmt/session.js';
import { XarchError } from '../errors.js';
import { contextRemoveArguments, removeArguments } from './args.js';
import { commandsOf, type Ended, type RunCommand, reasonOf } from './command.js';
import { type BuilderContext, withBuilder } from './context.js';
import { forgetConfig, readInstance } from './instance.js';
import { listMarkers, type Marker, readMarker, removeMarker } from './marker.js';
import { dockerAt, nodeContainer } from './place.js';

/** A builder to take away, or one user's knowledge of it. */
export interface Removal {
	readonly name: string;
	readonly place: string;
	readonly home: BuilderHome;
	/** Whether the build cache stays, for the next builder of this name. */
	readonly keepState: boolean;
	/** True when other jobs go on using its nodes, by a home of their own. */
	readonly keepNodes: boolean;
}

/**
 * Takes a builder away with all that was made for it: its nodes' containers and volumes, buildx's
 * record, the docker context, TLS material and marker.
 * @throws E_BUILDER with the reason when something of it is left
 */
export async function takeAway(removal: Removal, context: BuilderContext): Promise<void> {
	const { name, place, home, keepState, keepNodes } = removal;
	const run = commandsOf(home, context.env);
	const marker = readMarker(home, name);
	const instance = readInstance(home, name);
	const endpoint = marker === undefined ? instance?.nodes[0]?.endpoint : marker.endpoint;
	const removesNodes = !keepNodes && place.startsWith('docker:');
	// buildx would forget a builder whose daemon is away, and leave its containers there.
	if (removesNodes) await must(name, [...dockerAt(endpoint), 'version'], run);
	if (instance !== undefined) {
		const argv = [
			...context.buildx.argvPrefix,
			...removeArguments(name, { keepState, keepDaemon: keepNodes }),
		];
		let ended = await run(argv);
		const isConfigured = instance.nodes.some((node) => node.buildkitdConfig !== undefined);
		if (ended.exitCode !== 0 && isConfigured && readInstance(home, name) !== undefined) {
			// buildx 0.13 reads the configuration to remove the builder, also one that is no good.
			forgetConfig(home, name);
			ended = await run(argv);
		}
		if (ended.exitCode !== 0) {
			if (readInstance(home, name) !== undefined) throw removalError(name, ended);
			context.reporter.warning(
				`buildx could not take away all of the builder ${name}: ${reasonOf(ended)}. Look for what is left at ${instance.nodes.map((node) => node.endpoint).join(' and ')}.`,
			);
		}
	}
	if (removesNodes) await removeNode(name, dockerAt(endpoint), keepState, run);
	if (marker?.context !== undefined) {
		await run(['docker', ...contextRemoveArguments(marker.context)]);
	}
	removeMarker(home, name);
}

/** What a builder leaves on its daemon when it was made, or taken away, only half. */
async function removeNode(
	name: string,
	docker: readonly string[],
	keepState: boolean,
	run: RunCommand,
): Promise<void> {
	const container = nodeContainer(name);
	const volume = `${container}_state`;
	const isThere = async (kind: 'container' | 'volume', thing: string) =>
		(await run([...docker, kind, 'inspect', thing])).exitCode === 0;
	if (await isThere('container', container)) {
		await must(name, [...docker, 'rm', '--force', container], run);
	}
	if (!keepState && (await isThere('volume', volume))) {
		await must(name, [...docker, 'volume', 'rm', '--force', volume], run);
	}
}

/** @throws E_BUILDER when the command fails */
async function must(name: string, argv: readonly string[], run: RunCommand): Promise<void> {
	const ended = await run(argv);
	if (ended.exitCode !== 0) throw removalError(name, ended);
}

function removalError(name: string, ended: Ended): XarchError {
	return new XarchError(
		'E_BUILDER',
		`The builder ${name} could not be removed: ${reasonOf(ended)}.`,
		`The next job that makes a builder there will remove it; by hand: xarch builder remove ${name}.`,
	);
}

/** A builder whose jobs have all ended without taking it away. */
export interface Orphan {
	readonly name: string;
	readonly place: string;
	readonly home: BuilderHome;
	readonly leaseIds: readonly string[];
	readonly keepState: boolean;
	/** Who made it, for people. */
	readonly label: string;
}

/**
 * Orphans of the journal, and those of before the last boot, which only markers tell of.
 * @param place of which markers count
 * @param isAll whether those count too that were made to stay, and whose claim has been ended since
 */
export function findOrphans(
	records: readonly BuilderRecord[],
	home: BuilderHome,
	place: string,
	isAll = false,
): Orphan[] {
	const ofJournal = records
		.filter(({ holders }) => !holders.some(({ isAlive }) => isAlive))
		.flatMap(({ name, place: where, holders }): Orphan[] => {
			const [first] = holders;
			const marker = readMarker(first?.home ?? home, name);
			return first === undefined || (marker?.kept === true && !isAll)
				? []
				: [
						{
							...{ name, place: where, home: first.home },
							leaseIds: holders.map(({ lease }) => lease),
							keepState: marker?.keepState ?? false,
							label: first.label ?? marker?.label ?? 'a job that is gone',
						},
					];
		});
	const bootId = readBootId();
	const isForgotten = (marker: Marker) =>
		!marker.kept &&
		marker.place === place &&
		marker.bootId !== bootId &&
		!records.some((record) => record.name === marker.name && record.place === marker.place);
	const ofMarkers = listMarkers(home)
		.filter(isForgotten)
		.map(({ name, place: where, keepState, label }) => ({
			...{ name, place: where, home, keepState, label },
			leaseIds: [],
		}));
	return [...ofJournal, ...ofMarkers];
}

/** Takes an orphan away, in a session that holds its lock. */
export async function removeOrphan(
	orphan: Orphan,
	session: Session,
	context: BuilderContext,
): Promise<void> {
	await takeAway({ ...orphan, keepNodes: false }, context);
	const { name, place, leaseIds } = orphan;
	if (leaseIds.length === 0) return;
	await session.run({ operation: 'drop-builder', builder: { name, place }, leaseIds });
}

/** How long an orphan's lock is waited for: who holds it is about to remove or to make it, milliseconds. */
const ORPHAN_TIMEOUT_MS = 5_000;

/** The same with its lock taken first, and only if it is an orphan still. */
export async function removeOrphanUnderLock(
	orphan: Orphan,
	home: BuilderHome,
	context: BuilderContext,
): Promise<void> {
	const work = async (session: Session) => {
		const { builders } = await session.run({ operation: 'list-builders' });
		const now = findOrphans(builders, home, orphan.place).find(
			({ name, place }) => name === orphan.name && place === orphan.place,
		);
		if (now !== undefined) await removeOrphan(now, session, context);
	};
	await withBuilder(orphan, context, work, ORPHAN_TIMEOUT_MS);
}
