import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { errnoOf, messageOf } from '../errors.js';
import { canonicalFlags, type Entry } from './entry.js';
import type { Owner } from './owner.js';

/** Gone after a reboot, as registrations are. Written by root only, readable by all. */
export const STATE_DIRECTORY = '/run/setup-xarch';

/** An entry this project registered. */
export interface OwnedEntry {
	readonly name: string;
	readonly target: string;
	readonly interpreter: string;
	readonly flags: string;
	readonly magic: string;
	readonly mask: string;
	/** Hex digest of the emulator. */
	readonly sha256: string;
	/** QEMU's version. */
	readonly version: string;
	/** The release it came from, for people. */
	readonly source: string;
	/** Ids of the leases that hold it; never empty in a settled journal. */
	readonly leases: readonly string[];
}

/** Somebody else's entry that `reset` switched off, with what it was then. */
export interface DisabledEntry {
	readonly name: string;
	readonly interpreter: string;
	readonly flags: string;
	readonly magic: string;
	readonly leases: readonly string[];
}

/** A builder that jobs hold, on the daemon or cluster where its nodes live. */
export interface HeldBuilder {
	readonly name: string;
	/** `docker:<the daemon's id>`, or the address of what is not a Docker daemon. */
	readonly place: string;
	/** Hex digest of all that decides how it builds. */
	readonly configuration: string;
	readonly holders: readonly BuilderHolder[];
}

/** One lease's share in a builder. */
export interface BuilderHolder {
	readonly lease: string;
	readonly home: BuilderHome;
}

/** Where a user's buildx keeps what it knows of builders, and how it reaches the daemon. */
export interface BuilderHome {
	/** Directory of the docker command's configuration. */
	readonly dockerConfig: string;
	/** Directory of buildx's instances. */
	readonly buildxConfig: string;
	/** DOCKER_HOST and its kin, those that are set. */
	readonly variables: Readonly<Record<string, string>>;
}

/** One job's claim. */
export interface Lease {
	readonly id: string;
	/** Who that is, for messages: `owner/repository, job build, run 17`. */
	readonly label: string;
	readonly owner: Owner;
	/** ISO 8601. */
	readonly takenAt: string;
}

/** Everything this project has done to this kernel since it booted. */
export interface Journal {
	readonly schema: 1;
	readonly bootId: string;
	/** True when binfmt_misc was mounted by us. */
	readonly mounted: boolean;
	/** In which mount namespaces; undefined when older versions mounted it, who did not tell them apart. */
	readonly mountNamespaces?: readonly string[] | undefined;
	/** In order of registration. */
	readonly entries: readonly OwnedEntry[];
	readonly disabled: readonly DisabledEntry[];
	/** A builder whose leases have all ended stays until somebody has taken it away. */
	readonly builders: readonly HeldBuilder[];
	readonly leases: readonly Lease[];
	/** Entries that are just being made to come back at each boot: found after a crash, they are forgotten. */
	readonly persisting?: readonly string[] | undefined;
}

export function emptyJournal(bootId: string): Journal {
	return { schema: 1, bootId, mounted: false, entries: [], disabled: [], builders: [], leases: [] };
}

/** True when there is nothing to put back. */
export function isEmpty(journal: Journal): boolean {
	return (
		!journal.mounted &&
		journal.entries.length === 0 &&
		journal.disabled.length === 0 &&
		journal.builders.length === 0 &&
		journal.leases.length === 0 &&
		journal.persisting === undefined
	);
}

/** The journal when binfmt_misc has been mounted by us in this mount namespace. */
export function withMount(journal: Journal, mountNamespace: string): Journal {
	const namespaces = new Set([...(journal.mountNamespaces ?? []), mountNamespace]);
	return { ...journal, mounted: true, mountNamespaces: [...namespaces] };
}

/** Whether the mount that is seen in this mount namespace is ours. */
export function isMountOurs(journal: Journal, mountNamespace: string): boolean {
	return journal.mounted && (journal.mountNamespaces?.includes(mountNamespace) ?? true);
}

/** Whether a lease holds entries, or keeps some switched off. */
export function holdsEntries({ entries, disabled }: Journal, leaseId: string): boolean {
	return [...entries, ...disabled].some(({ leases }) => leases.includes(leaseId));
}

/** Whether a lease holds builders. */
export function holdsBuilders({ builders }: Journal, leaseId: string): boolean {
	return builders.some(({ holders }) => holders.some(({ lease }) => lease === leaseId));
}

/** Whether the kernel's entry is still the one the journal tells of. */
export function isSameEntry(owned: OwnedEntry, entry: Entry | undefined): boolean {
	return (
		entry !== undefined &&
		entry.interpreter === owned.interpreter &&
		entry.flags === canonicalFlags(owned.flags) &&
		entry.match?.magic === owned.magic &&
		entry.match.mask === owned.mask
	);
}

/** What was read, and why it could not be used if so. */
export interface JournalReading {
	readonly journal: Journal;
	readonly damage: string | undefined;
}

/**
 * Reads the journal. One from another boot, and none at all, are empty journals;
 * one that cannot be understood is empty too, with the reason in `damage`.
 */
export function readJournal(stateDirectory: string, bootId: string): JournalReading {
	const empty = { journal: emptyJournal(bootId), damage: undefined };
	const path = join(stateDirectory, 'journal.json');
	let text: string;
	try {
		// Mostly there is none, and an error takes longer to make than the answer.
		if (statSync(path, { throwIfNoEntry: false }) === undefined) return empty;
		text = readFileSync(path, 'utf8');
	} catch (error) {
		return errnoOf(error) === 'ENOENT' || errnoOf(error) === 'ENOTDIR'
			? empty
			: { ...empty, damage: messageOf(error) };
	}
	try {
		const value: unknown = withBuilders(JSON.parse(text));
		if (!isJournal(value)) return { ...empty, damage: 'it has another form than expected' };
		return value.bootId === bootId ? { journal: value, damage: undefined } : empty;
	} catch (error) {
		return { ...empty, damage: messageOf(error) };
	}
}

/** Writes the journal in one step: a reader sees the old or the new one. */
export function writeJournal(stateDirectory: string, journal: Journal): void {
	const path = join(stateDirectory, 'journal.json');
	if (isEmpty(journal)) {
		rmSync(path, { force: true });
		return;
	}
	const next = `${path}.next`;
	writeFileSync(next, `${JSON.stringify(journal, undefined, '\t')}\n`, { mode: 0o644 });
	renameSync(next, path);
}

/** Moves a journal that cannot be understood out of the way and says where to. */
export function setJournalAside(stateDirectory: string): string {
	const path = join(stateDirectory, 'journal.json');
	const aside = join(stateDirectory, `journal.damaged-${Date.now()}.json`);
	renameSync(path, aside);
	return aside;
}

/** A journal of a version that knew nothing of builders holds none. */
function withBuilders(value: unknown): unknown {
	return typeof value === 'object' && value !== null ? { builders: [], ...value } : value;
}

function isJournal(value: unknown): value is Journal {
	if (typeof value !== 'object' || value === null) return false;
	const journal = value as Record<string, unknown>;
	return (
		journal.schema === 1 &&
		typeof journal.bootId === 'string' &&
		typeof journal.mounted === 'boolean' &&
		areRecords(
			journal.entries,
			['name', 'target', 'interpreter', 'flags', 'magic', 'mask'],
			'leases',
		) &&
		areRecords(journal.disabled, ['name', 'interpreter', 'flags', 'magic'], 'leases') &&
		areRecords(journal.builders, ['name', 'place', 'configuration'], 'holders') &&
		areRecords(journal.leases, ['id', 'label', 'takenAt']) &&
		(journal.mountNamespaces === undefined || Array.isArray(journal.mountNamespaces)) &&
		(journal.persisting === undefined || Array.isArray(journal.persisting))
	);
}

/** An array of objects with these text fields and a list of who holds them, or else an owner. */
function areRecords(
	value: unknown,
	textFields: readonly string[],
	listOfHolders?: 'leases' | 'holders',
): boolean {
	return (
		Array.isArray(value) &&
		value.every((record: unknown) => {
			if (typeof record !== 'object' || record === null) return false;
			const fields = record as Record<string, unknown>;
			return (
				textFields.every((field) => typeof fields[field] === 'string') &&
				(listOfHolders === undefined
					? typeof fields.owner === 'object'
					: Array.isArray(fields[listOfHolders]))
			);
		})
	);
}
