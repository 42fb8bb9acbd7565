import { randomBytes } from 'node:crypto';
import { closest } from 'fastest-levenshtein';
import type { BuilderRecord } from '../binfmt/request.js';
import { openSession } from '../binfmt/session.js';
import { listArguments } from '../buildx/args.js';
import { commandsOf, homeOf } from '../buildx/command.js';
import { type BuilderContext, withBuilder } from '../buildx/context.js';
import { requireBuildx } from '../buildx/find.js';
import { parseList } from '../buildx/inspect.js';
import { listMarkers } from '../buildx/marker.js';
import { runBuilderStep } from '../buildx/step.js';
import { findOrphans, removeOrphan, takeAway } from '../buildx/take-away.js';
import { messageOf, XarchError } from '../errors.js';
import type { SetupContext } from '../setup.js';
import { registrarProcess } from '../system-registrar.js';
import type { BuilderCommand } from './builder-arguments.js';
import { readReport } from './status-command.js';
import { formatTable } from './table.js';

type Create = Extract<BuilderCommand, { action: 'create' }>;
type Remove = Extract<BuilderCommand, { action: 'remove' }>;

/** What makes and removes builders for this user, with the buildx that is installed. */
export async function builderContext({
	reporter,
	tempDirectory,
}: Pick<SetupContext, 'reporter' | 'tempDirectory'>): Promise<BuilderContext> {
	const buildx = await requireBuildx(process.env);
	return {
		buildx,
		env: process.env,
		tempDirectory,
		process: registrarProcess('auto', reporter.info),
		reporter,
	};
}

/**
 * `xarch builder create`: a builder that stands until it is removed.
 * @returns what goes to standard output
 */
export async function createBuilder(command: Create, setup: SetupContext): Promise<string> {
	const context = await builderContext(setup);
	const name = command.request.name ?? `xarch-${randomBytes(4).toString('hex')}`;
	const { native, emulated } = await readReport(setup);
	const builder = await runBuilderStep(
		{
			request: { ...command.request, name },
			lease: { id: leaseIdOf(name), label: 'xarch builder create', owner: { kind: 'kept' } },
			platforms: command.platforms,
			running: [...native, ...emulated],
			verifyBuild: command.verifyBuild,
			announce: () => {},
		},
		context,
	);
	if (command.use) {
		const run = commandsOf(homeOf(process.env), process.env);
		await run([...context.buildx.argvPrefix, 'use', builder.name]);
	}
	if (command.json) return `${JSON.stringify(builder, undefined, '\t')}\n`;
	return `${builder.name}\nBuild with it: docker buildx build --builder ${builder.name} …\nRemove it: xarch builder remove ${builder.name}\n`;
}

/** The claim of the command line on a builder, whatever its name. */
function leaseIdOf(name: string): string {
	return `builder-${name}`;
}

/** A builder, as `xarch builder list --json` tells it. */
export interface ListedBuilder {
	readonly name: string;
	readonly driver: string;
	/** `running`, `inactive`, …, several joined by commas. */
	readonly status: string;
	readonly platforms: readonly string[];
	/** Whether xarch or the action made it. */
	readonly ours: boolean;
	/** Who holds it now, by label. */
	readonly heldBy: readonly string[];
}

/** `xarch builder list`: all builders that this user's buildx knows. */
export async function listBuilders(json: boolean, setup: SetupContext): Promise<string> {
	const context = await builderContext(setup);
	const home = homeOf(process.env);
	const { version, argvPrefix } = context.buildx;
	const list = listArguments(version);
	if (list === undefined) {
		throw new XarchError(
			'E_BUILDX',
			`buildx ${version} has no list that a program can read; 0.13 is the first that has.`,
			'Install a newer one.',
		);
	}
	const { stdout } = await commandsOf(home, process.env)([...argvPrefix, ...list]);
	const records = await readRecords(context);
	const marked = listMarkers(home).map(({ name }) => name);
	const builders = parseList(stdout).map(({ name, driver, nodes }): ListedBuilder => {
		const own = records.filter((record) => record.name === name);
		return {
			...{ name, driver },
			status: [...new Set(nodes.map(({ status }) => status))].join(','),
			platforms: [...new Set(nodes.flatMap(({ platforms }) => platforms))],
			ours: marked.includes(name),
			heldBy: own.flatMap(({ holders }) =>
				holders.flatMap(({ isAlive, label }) => (isAlive ? [label ?? 'a job'] : [])),
			),
		};
	});
	if (json) return `${JSON.stringify(builders, undefined, '\t')}\n`;
	const table = formatTable([
		['BUILDER', 'DRIVER', 'STATUS', 'MADE BY', 'HELD BY', 'PLATFORMS'],
		...builders.map(({ name, driver, status, ours, heldBy, platforms }) => [
			...[name, driver, status, ours ? 'xarch' : 'another program'],
			heldBy.join('; ') || 'nobody',
			platforms.join(', '),
		]),
	]);
	return `${table}\n`;
}

async function readRecords(context: BuilderContext): Promise<readonly BuilderRecord[]> {
	const session = await openSession(context.process, { lock: undefined, timeoutMs: 0 });
	try {
		return (await session.run({ operation: 'list-builders' })).builders;
	} finally {
		await session.end();
	}
}

/** `xarch builder remove`: those named, or all of ours that no running job holds. */
export async function removeBuilders(command: Remove, setup: SetupContext): Promise<string> {
	const context = await builderContext(setup);
	const home = homeOf(process.env);
	const markers = listMarkers(home);
	const ours = markers.map(({ name }) => name);
	const unknown = command.builders.find((name) => !ours.includes(name));
	if (unknown !== undefined) {
		throw new XarchError(
			'E_BUILDER',
			`${unknown} is not a builder that xarch has made for this user${ours.length === 0 ? '' : `; these are: ${ours.join(', ')} (did you mean ${closest(unknown, ours)}?)`}.`,
			`Others are removed by: docker buildx rm ${unknown}`,
		);
	}
	const isAll = command.builders.length === 0;
	const lines: string[] = [];
	for (const marker of markers.filter(({ name }) => isAll || command.builders.includes(name))) {
		const { name, place } = marker;
		const holders = await withBuilder(marker, context, async (session) => {
			const { builders } = await session.run({ operation: 'list-builders' });
			const record = builders.find((each) => each.name === name && each.place === place);
			const leases = record?.holders ?? [];
			const jobs = leases.filter(({ isAlive, lease }) => isAlive && !isStanding(lease, name));
			if (jobs.length > 0) return jobs.map(({ label }) => label ?? 'a job');
			const keepState = command.keepState || marker.keepState;
			await takeAway({ name, place, home, keepState, keepNodes: false }, context);
			const leaseIds = leases.map(({ lease }) => lease);
			await session.run({ operation: 'drop-builder', builder: { name, place }, leaseIds });
			return [];
		});
		if (holders.length === 0) lines.push(`Removed the builder ${name}.`);
		else if (isAll) lines.push(`Left the builder ${name}: used by ${holders.join('; ')}.`);
		else throw heldError(name, holders);
	}
	return `${lines.length === 0 ? 'There was no builder to remove.' : lines.join('\n')}\n`;
}

/** Claims that end by a command, not with a job. */
function isStanding(leaseId: string, name: string): boolean {
	return leaseId === leaseIdOf(name) || leaseId === 'kept';
}

function heldError(name: string, holders: readonly string[]): XarchError {
	return new XarchError(
		'E_BUILDER',
		`The builder ${name} is used by ${holders.join(' and ')}.`,
		'Let that job end first; it removes the builder then, unless somebody else uses it too.',
	);
}

/**
 * Takes away the builders that nobody holds any more, for `xarch restore`.
 * @param isAll whether also those that were made to stay
 * @returns what was done, a line each; what could not be done is a warning
 */
export async function removeOrphans(
	records: readonly BuilderRecord[],
	isAll: boolean,
	setup: SetupContext,
): Promise<string[]> {
	const lines: string[] = [];
	const context = await builderContext(setup);
	for (const orphan of findOrphans(records, homeOf(process.env), '', isAll)) {
		try {
			await withBuilder(orphan, context, (session) => removeOrphan(orphan, session, context));
			lines.push(`Removed the builder ${orphan.name}, left by ${orphan.label}.`);
		} catch (error) {
			setup.reporter.warning(messageOf(error));
		}
	}
	return lines;
}
