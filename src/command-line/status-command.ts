import { isSameEntry } from '../binfmt/journal.js';
import { type BinfmtStatus, readStatus } from '../binfmt/kernel.js';
import { ownerOf } from '../binfmt/provenance.js';
import { takesTarget } from '../binfmt/service.js';
import { containerTargets, type LookContext, lookAtMachine } from '../machine.js';
import { makeOutcome } from '../outcome.js';
import { TARGETS, targetByName } from '../platform/table.js';
import { formatTable } from './table.js';

/** An entry, with all that can be found out about it. */
export interface EntryStatus {
	readonly name: string;
	readonly enabled: boolean;
	/** QEMU's target when the entry takes its programs; null for entries of other kinds. */
	readonly target: string | null;
	readonly platforms: readonly string[];
	readonly type: 'magic' | 'extension';
	readonly offset: number | null;
	readonly magic: string | null;
	readonly mask: string | null;
	readonly extension: string | null;
	readonly interpreter: string;
	readonly flags: string;
	/** QEMU's version; null when it cannot be asked. */
	readonly version: string | null;
	readonly ours: boolean;
	/** Who registered it, or who holds it when it is ours. */
	readonly owner: string;
	readonly source: string | null;
	readonly digest: string | null;
	/** True when this entry serves its target now, false when another one or none does. */
	readonly serves: boolean;
}

export interface StatusReport {
	readonly status: BinfmtStatus;
	readonly native: readonly string[];
	readonly emulated: readonly string[];
	readonly entries: readonly EntryStatus[];
}

/** Looks at the machine for `xarch status`; needs no privilege and changes nothing. */
export async function readReport(context: LookContext): Promise<StatusReport> {
	const targets = TARGETS.map(({ target }) => target).filter(
		(target) => target !== context.host.target,
	);
	const machine = await lookAtMachine({ targets, wanted: targets, verify: true }, context);
	const { emulated } = makeOutcome({
		wants: targets
			.filter((target) => !containerTargets(context.host).includes(target))
			.map((target) => ({
				target,
				platforms: targetByName(target)?.platforms ?? [],
				required: false,
			})),
		alreadyNative: [],
		after: machine,
		obtained: { emulators: new Map(), cacheHit: true },
		applied: undefined,
	});
	const entries = machine.entries.map((entry): EntryStatus => {
		const target = targets.find((each) => takesTarget({ ...entry, enabled: true }, each));
		const service = target === undefined ? undefined : machine.services.get(target);
		const serves = service?.entry?.name === entry.name;
		const owned = machine.journal.entries.find((each) => isSameEntry(each, entry));
		return {
			name: entry.name,
			enabled: entry.enabled,
			target: target ?? null,
			platforms: target === undefined ? [] : (targetByName(target)?.platforms ?? []),
			type: entry.match === undefined ? 'extension' : 'magic',
			offset: entry.match?.offset ?? null,
			magic: entry.match?.magic ?? null,
			mask: entry.match?.mask ?? null,
			extension: entry.extension ?? null,
			interpreter: entry.interpreter,
			flags: entry.flags,
			version: owned?.version ?? (serves ? (service.version ?? null) : null),
			ours: owned !== undefined,
			owner: ownerOf(entry, machine.journal),
			source: owned?.source ?? null,
			digest: owned === undefined ? null : `sha256:${owned.sha256}`,
			serves,
		};
	});
	return {
		status: readStatus(context.roots.binfmtDirectory),
		native: machine.native,
		emulated,
		entries: entries.sort((a, b) => (a.name < b.name ? -1 : 1)),
	};
}

/** The report for people. */
export function formatReport(report: StatusReport): string {
	const { status, native, emulated, entries } = report;
	const head = [
		`Native:      ${native.join(', ')}`,
		`Emulated:    ${emulated.length === 0 ? 'nothing' : emulated.join(', ')}`,
		`binfmt_misc: ${status === 'absent' ? 'not mounted here' : status}`,
	].join('\n');
	if (entries.length === 0) return `${head}\n\nNo entries are registered.`;
	const table = formatTable([
		['ENTRY', 'STATE', 'TAKES', 'FLAGS', 'QEMU', 'WHOSE'],
		...entries.map((entry) => [
			entry.name,
			entry.enabled
				? entry.serves || entry.target === null
					? 'enabled'
					: 'not in force'
				: 'disabled',
			entry.platforms[0] ?? (entry.extension === null ? 'other' : `*.${entry.extension}`),
			entry.flags,
			entry.version ?? '',
			entry.owner,
		]),
	]);
	return [head, table, ...entries.map(formatEntry)].join('\n\n');
}

/** All of one entry, in the manner of `update-binfmts --display`. */
function formatEntry(entry: EntryStatus): string {
	const lines: readonly (readonly [string, string | number | null])[] = [
		['type', entry.type],
		['offset', entry.offset],
		['magic', entry.magic],
		['mask', entry.mask],
		['extension', entry.extension],
		['interpreter', entry.interpreter],
		['flags', entry.flags],
		['platforms', entry.platforms.join(', ') || null],
		['qemu', entry.version],
		['source', entry.source],
		['digest', entry.digest],
		['owner', entry.owner],
	];
	return [
		`${entry.name} (${entry.enabled ? 'enabled' : 'disabled'}):`,
		...lines.flatMap(([name, value]) =>
			value === null ? [] : [`${name.padStart(12)} = ${value}`.trimEnd()],
		),
	].join('\n');
}
