import { realpathSync } from 'node:fs';
import type { Fault } from '../probe/failure.js';
import { type ProbeResult, probeProgram } from '../probe/run.js';
import { type Entry, takesHeader } from './entry.js';
import { isSameEntry, type Journal, type OwnedEntry } from './journal.js';

/** What a target's programs are met with on this machine, as it is. */
export interface Service {
	readonly target: string;
	/** The entry that serves, undefined when none does or it cannot be told which. */
	readonly entry: Entry | undefined;
	/** The same entry in the journal, when it is ours. */
	readonly owned: OwnedEntry | undefined;
	/** True when an entry of ours exists but does not serve. */
	readonly shadowed: boolean;
	readonly probe: ProbeResult | undefined;
	/** QEMU's version; undefined when it cannot be asked. */
	readonly version: string | undefined;
}

/**
 * Finds which entry serves a target. The kernel asks the newest first but does not
 * show their order, so the program that really ran the probe decides; without a probe
 * an entry of ours is taken to be on top.
 */
export function findService(
	target: string,
	entries: readonly Entry[],
	journal: Journal,
	probe: ProbeResult | undefined,
): Service {
	const candidates = entries.filter((entry) => takesTarget(entry, target));
	const rank = (entry: Entry) =>
		journal.entries.findIndex((owned) => owned.name === entry.name && isSameEntry(owned, entry));
	const ownedOf = (entry: Entry) => journal.entries[rank(entry)];
	// Ours first, the newest of them before all: the journal has them in the order of registration.
	const ordered = [...candidates].sort((a, b) => rank(b) - rank(a));
	const servedBy = probe?.servedBy?.replace(/ \(deleted\)$/, '');
	const serving =
		servedBy === undefined
			? ordered[0]
			: (ordered.find((entry) => resolved(entry.interpreter) === servedBy) ??
				(ordered.length === 1 ? ordered[0] : undefined));
	const owned = serving === undefined ? undefined : ownedOf(serving);
	return {
		target,
		entry: serving,
		owned,
		shadowed: owned === undefined && candidates.some((entry) => ownedOf(entry) !== undefined),
		probe,
		version: owned?.version,
	};
}

/** Whether an entry is switched on and takes programs of this target. */
export function takesTarget(entry: Entry, target: string): boolean {
	const header = probeProgram(target);
	return (
		entry.enabled &&
		(header === undefined ? entry.name === `qemu-${target}` : takesHeader(entry, header))
	);
}

/**
 * What is wrong with a service, if anything.
 * @param mustBeOurs true for an entry that has just been registered
 */
export function faultOf(service: Service, mustBeOurs = false): Fault | undefined {
	const { entry, owned, probe } = service;
	if (probe?.failure !== undefined) return { failure: probe.failure, detail: probe.detail };
	if (mustBeOurs && owned === undefined) {
		return {
			failure: 'shadowed',
			detail: `${entry?.name ?? 'an unknown entry'} (${entry?.interpreter ?? probe?.servedBy}) was registered later and runs it instead`,
		};
	}
	if (entry?.flags.includes('P') && probe?.preservesArgv0 === false) {
		return {
			failure: 'argv0',
			detail: 'the program was given its path instead of the argv[0] it was called with',
		};
	}
	return undefined;
}

function resolved(path: string): string {
	try {
		return realpathSync(path);
	} catch {
		return path;
	}
}
