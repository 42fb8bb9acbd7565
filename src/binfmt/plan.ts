import { XarchError } from '../errors.js';
import { canonicalFlags, type Entry } from './entry.js';
import {
	holdsBuilders,
	holdsEntries,
	isMountOurs,
	isSameEntry,
	type Journal,
	type Lease,
	type OwnedEntry,
} from './journal.js';
import type { Owner } from './owner.js';

/** An entry a job wants. */
export interface WantedEntry {
	readonly target: string;
	readonly magic: string;
	readonly mask: string;
	/** Letters of `POCF`. */
	readonly flags: string;
	/** Where the emulator will be registered from. */
	readonly interpreter: string;
	readonly sha256: string;
	readonly version: string;
	readonly source: string;
	/** True when another version, held by another job, will not do. */
	readonly exact: boolean;
	/** True when an entry of ours exists but another one, registered later, wins over it. */
	readonly shadowed: boolean;
}

/** What the planner looks at. */
export interface View {
	readonly journal: Journal;
	/** The kernel's entries. */
	readonly entries: readonly Entry[];
	readonly isAlive: (owner: Owner) => boolean;
	/** Where these entries are seen. */
	readonly mountNamespace: string;
}

/** One change of the kernel. They are ordered so that whatever may be refused comes first. */
export type Step =
	| { readonly do: 'register'; readonly entry: OwnedEntry }
	| { readonly do: 'disable'; readonly name: string }
	| { readonly do: 'enable'; readonly name: string }
	| { readonly do: 'remove'; readonly name: string }
	| { readonly do: 'unmount' };

export interface Plan {
	readonly steps: readonly Step[];
	/** The journal when all steps are done. */
	readonly journal: Journal;
}

/**
 * The journal as far as the kernel still agrees with it: entries that are gone or
 * were replaced are no longer ours, entries switched on again no longer disabled.
 */
export function reconcile(journal: Journal, entries: readonly Entry[]): Journal {
	const byName = new Map(entries.map((entry) => [entry.name, entry]));
	return {
		...journal,
		entries: journal.entries.filter((owned) => isSameEntry(owned, byName.get(owned.name))),
		disabled: journal.disabled.filter((disabled) => {
			const entry = byName.get(disabled.name);
			return (
				entry?.enabled === false &&
				entry.interpreter === disabled.interpreter &&
				entry.flags === disabled.flags &&
				(entry.match?.magic ?? '') === disabled.magic
			);
		}),
	};
}

/**
 * Plans a job's claim on the entries it wants.
 * @param reset switch off everybody else's `qemu-*` entries as long as the lease lasts
 * @throws E_LEASED when a live job holds another version that will not do
 */
export function planApply(
	view: View,
	lease: Lease,
	wanted: readonly WantedEntry[],
	reset: boolean,
): Plan {
	const settled = dropDeadLeases(reconcile(view.journal, view.entries), view.isAlive, lease.id);
	const names = new Set(view.entries.map((entry) => entry.name));
	const enabledNames = new Set(view.entries.filter((e) => e.enabled).map((e) => e.name));
	const registered: OwnedEntry[] = [];
	let owned = settled.entries;
	for (const want of wanted) {
		const ofTarget = owned.filter(
			(entry) => entry.target === want.target && enabledNames.has(entry.name),
		);
		// Of several, as an interrupted replacement leaves them, the last one registered serves.
		const serving = ofTarget.at(-1);
		const isUsable =
			serving !== undefined &&
			!want.shadowed &&
			(isSameBuild(serving, want) || (!want.exact && isHeldByOthers(serving, lease.id)));
		if (isUsable) {
			owned = owned.map((entry) => (entry === serving ? withLease(entry, lease.id) : entry));
			continue;
		}
		const others = ofTarget.filter((entry) => isHeldByOthers(entry, lease.id));
		const conflicting = others.find((entry) => !isSameBuild(entry, want));
		if (conflicting !== undefined) throw leasedError(conflicting, want, settled.leases, lease.id);
		// What is replaced passes its leases on, so a shadowed entry stays in force for all its jobs.
		// It stays below the new one until that is proved: taking the new one away brings it back.
		const leases = new Set([lease.id, ...ofTarget.flatMap((entry) => entry.leases)]);
		const name = freeName(want.target, names);
		names.add(name);
		const { target, magic, mask, interpreter, sha256, version, source } = want;
		registered.push({
			...{ name, target, interpreter, flags: canonicalFlags(want.flags), magic, mask },
			...{ sha256, version, source, leases: [...leases] },
		});
	}
	const ours = new Set(owned.map((entry) => entry.name));
	const switchedOff = reset
		? view.entries.filter(
				(entry) => entry.enabled && entry.name.startsWith('qemu-') && !ours.has(entry.name),
			)
		: [];
	const disabled = [
		...settled.disabled.map((entry) => (reset ? withLease(entry, lease.id) : entry)),
		...switchedOff.map(({ name, interpreter, flags, match }) => ({
			...{ name, interpreter, flags, magic: match?.magic ?? '' },
			leases: [lease.id],
		})),
	];
	const held =
		[...owned, ...registered, ...disabled].some((e) => e.leases.includes(lease.id)) ||
		holdsBuilders(settled, lease.id);
	return settle(
		{
			...settled,
			entries: owned,
			disabled,
			leases: [...settled.leases.filter(({ id }) => id !== lease.id), ...(held ? [lease] : [])],
		},
		[
			...registered.map((entry): Step => ({ do: 'register', entry })),
			...switchedOff.map(({ name }): Step => ({ do: 'disable', name })),
		],
		registered,
		view,
	);
}

/** Plans the end of some leases; those of dead jobs end along with them. */
export function planRelease(view: View, leaseIds: readonly string[]): Plan {
	const settled = dropDeadLeases(reconcile(view.journal, view.entries), view.isAlive);
	return settle(
		leaseIds.reduce((journal, id) => dropLease(journal, id), settled),
		[],
		[],
		view,
	);
}

/** Plans giving up some of what a lease holds, by entry name, all else staying as it is. */
export function planWithdraw(view: View, leaseId: string, names: readonly string[]): Plan {
	const settled = reconcile(view.journal, view.entries);
	const giveUp = <T extends { readonly name: string; readonly leases: readonly string[] }>(
		record: T,
	) => (names.includes(record.name) ? withoutLease(record, leaseId) : record);
	const journal = {
		...settled,
		entries: settled.entries.map(giveUp),
		disabled: settled.disabled.map(giveUp),
	};
	const holdsMore = holdsEntries(journal, leaseId) || holdsBuilders(journal, leaseId);
	return settle(holdsMore ? journal : dropLease(journal, leaseId), [], [], view);
}

/** Adds to the plan the end of everything that no lease holds any more. */
function settle(
	journal: Journal,
	first: readonly Step[],
	registered: readonly OwnedEntry[],
	{ entries: kernelEntries, mountNamespace }: View,
): Plan {
	const isHeld = (record: { readonly leases: readonly string[] }) => record.leases.length > 0;
	const removed = journal.entries.filter((entry) => !isHeld(entry)).map(({ name }) => name);
	const enabled = journal.disabled.filter((entry) => !isHeld(entry)).map(({ name }) => name);
	const left = kernelEntries.length + registered.length - removed.length;
	// A lease on builders alone needs no binfmt_misc of ours.
	const whole = { ...journal, entries: [...journal.entries, ...registered] };
	const idle = journal.leases.every(
		({ id }) => holdsBuilders(whole, id) && !holdsEntries(whole, id),
	);
	const unmount = isMountOurs(journal, mountNamespace) && idle && left === 0;
	return {
		steps: [
			...first,
			...removed.map((name): Step => ({ do: 'remove', name })),
			...enabled.map((name): Step => ({ do: 'enable', name })),
			...(unmount ? [{ do: 'unmount' } as const] : []),
		],
		journal: {
			...journal,
			// Entries of others keep the mount in use: from then on it is not ours to take away.
			mounted: journal.mounted && !idle,
			mountNamespaces: idle ? undefined : journal.mountNamespaces,
			entries: [...journal.entries.filter(isHeld), ...registered],
			disabled: journal.disabled.filter(isHeld),
		},
	};
}

function dropDeadLeases(
	journal: Journal,
	isAlive: (owner: Owner) => boolean,
	exceptId?: string,
): Journal {
	return journal.leases
		.filter(({ id, owner }) => id !== exceptId && !isAlive(owner))
		.reduce((rest, { id }) => dropLease(rest, id), journal);
}

function dropLease(journal: Journal, id: string): Journal {
	return {
		...journal,
		entries: journal.entries.map((entry) => withoutLease(entry, id)),
		disabled: journal.disabled.map((entry) => withoutLease(entry, id)),
		leases: journal.leases.filter((lease) => lease.id !== id),
	};
}

function withLease<T extends { readonly leases: readonly string[] }>(record: T, id: string): T {
	return record.leases.includes(id) ? record : { ...record, leases: [...record.leases, id] };
}

function withoutLease<T extends { readonly leases: readonly string[] }>(record: T, id: string): T {
	return { ...record, leases: record.leases.filter((lease) => lease !== id) };
}

function isSameBuild(entry: OwnedEntry, want: WantedEntry): boolean {
	return entry.sha256 === want.sha256 && entry.flags === canonicalFlags(want.flags);
}

function isHeldByOthers(entry: OwnedEntry, leaseId: string): boolean {
	return entry.leases.some((id) => id !== leaseId);
}

/** The usual name when nobody has it, else one of our own. */
function freeName(target: string, taken: ReadonlySet<string>): string {
	const usual = `qemu-${target}`;
	if (!taken.has(usual)) return usual;
	for (let number = 1; ; number += 1) {
		const name = number === 1 ? `xarch-${target}` : `xarch-${target}-${number}`;
		if (!taken.has(name)) return name;
	}
}

/** What keeps an entry from being replaced: the jobs that hold it. */
export function leasedError(
	entry: OwnedEntry,
	want: Pick<WantedEntry, 'target' | 'version' | 'flags'>,
	leases: readonly Lease[],
	leaseId?: string,
): XarchError {
	const holders = leases
		.filter(({ id }) => id !== leaseId && entry.leases.includes(id))
		.map(({ label }) => label);
	return new XarchError(
		'E_LEASED',
		`QEMU ${want.version} (flags ${want.flags}) is wanted for ${want.target}, but ${holders.join(' and ')} is using QEMU ${entry.version} (flags ${entry.flags}) on this machine.`,
		'Ask for version: default, which accepts what is there, or let the other job end first.',
	);
}
