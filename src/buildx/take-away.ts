import type { BuilderHome } from '../binfmt/journal.js';
import { readBootId } from '../binfmt/owner.js';
import type { BuilderRecord } from '../binfmt/request.js';
import type { Session } from '../binfmt/session.js';
import { XarchError } from '../errors.js';
import { contextRemoveArguments, removeArguments } from './args.js';
import { commandsOf, type RunCommand, reasonOf } from './command.js';
import { type BuilderContext, withBuilder } from './context.js';
import { readInstance } from './instance.js';
import { listMarkers, type Marker, readMarker, removeMarker } from './marker.js';

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
	if (readInstance(home, name) !== undefined) {
		const argv = [
			...context.buildx.argvPrefix,
			...removeArguments(name, { keepState, keepDaemon: keepNodes }),
		];
		const ended = await run(argv);
		if (ended.exitCode !== 0 && readInstance(home, name) !== undefined) {
			throw new XarchError(
				'E_BUILDER',
				`The builder ${name} could not be removed: ${reasonOf(ended)}.`,
				`When its daemon runs again: xarch builder remove ${name}, or docker buildx rm ${name}.`,
			);
		}
	}
	if (!keepNodes && place.startsWith('docker:')) await removeNodes(name, keepState, run);
	const made = readMarker(home, name)?.context;
	if (made !== undefined) await run(['docker', ...contextRemoveArguments(made)]);
	removeMarker(home, name);
}

/** What a builder leaves on its daemon when it was made, or taken away, only half. */
async function removeNodes(name: string, keepState: boolean, run: RunCommand): Promise<void> {
	const prefix = `buildx_buildkit_${name}`;
	const listed = async (argv: readonly string[], pattern: RegExp) =>
		(await run(argv)).stdout.split('\n').filter((line) => pattern.test(line));
	const escaped = prefix.replace(/[.]/g, '\\.');
	const containers = await listed(
		['docker', 'ps', '--all', '--filter', `name=${prefix}`, '--format', '{{.Names}}'],
		new RegExp(`^${escaped}\\d+$`),
	);
	if (containers.length > 0) await run(['docker', 'rm', '--force', ...containers]);
	if (keepState) return;
	const volumes = await listed(
		['docker', 'volume', 'ls', '--filter', `name=${prefix}`, '--format', '{{.Name}}'],
		new RegExp(`^${escaped}\\d+_state$`),
	);
	if (volumes.length > 0) await run(['docker', 'volume', 'rm', '--force', ...volumes]);
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

/** Orphans of the journal, and those of before the last boot, which only markers tell of. */
export function findOrphans(
	records: readonly BuilderRecord[],
	home: BuilderHome,
	place: string,
): Orphan[] {
	const ofJournal = records
		.filter(({ holders }) => !holders.some(({ isAlive }) => isAlive))
		.flatMap(({ name, place: where, holders }): Orphan[] => {
			const [first] = holders;
			const marker = readMarker(first?.home ?? home, name);
			return first === undefined
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
