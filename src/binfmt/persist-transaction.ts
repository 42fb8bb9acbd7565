import { existsSync } from 'node:fs';
import { type Journal, writeJournal } from './journal.js';
import type { Owner } from './owner.js';
import {
	forgetEntries,
	newNames,
	persistEntries,
	persistedNames,
	reviveEntries,
} from './persist.js';
import { persistedName } from './persisted-files.js';
import { leasedError } from './plan.js';
import { nothingDone, type RegistrarRequest, type RegistrarResult } from './request.js';
import type { RegistrarRoots } from './roots.js';

type PersistOperation = Extract<RegistrarRequest, { operation: 'persist' | 'forget' }>;

/** What loads entries at boot: systemd, OpenRC, binfmt-support. */
const LOADERS = [
	'/lib/systemd/systemd-binfmt',
	'/usr/lib/systemd/systemd-binfmt',
	'/etc/init.d/binfmt',
];

/**
 * Carries out what is asked of entries that come back at each boot; they are held by no lease.
 * @throws XarchError; everything is then as it was
 */
export function transactPersisted(
	request: PersistOperation,
	journal: Journal,
	roots: RegistrarRoots,
	isAlive: (owner: Owner) => boolean,
): RegistrarResult {
	if (request.operation === 'forget') {
		const names = request.targets?.map(persistedName) ?? persistedNames(roots);
		// What is half forgotten after a crash is forgotten whole by the next one.
		writeJournal(roots.stateDirectory, { ...journal, persisting: names });
		const removed = forgetEntries(names, roots);
		writeJournal(roots.stateDirectory, journal);
		return { ...nothingDone(journal, isAlive), removed, warnings: [] };
	}
	refuseLeased(request.entries, journal, isAlive);
	writeJournal(roots.stateDirectory, { ...journal, persisting: newNames(request.entries, roots) });
	try {
		const registered = persistEntries(request.entries, roots);
		const isLoaded = [...LOADERS, roots.updateBinfmts].some(existsSync);
		return {
			...nothingDone(journal, isAlive),
			registered,
			warnings: isLoaded
				? []
				: [
						`Nothing on this machine loads ${roots.bootDirectory} at boot (neither systemd-binfmt nor binfmt-support is there): the entries last until the next reboot.`,
					],
		};
	} finally {
		writeJournal(roots.stateDirectory, journal);
	}
}

/** Finishes what a transaction that was killed had begun with entries that come back at boot. */
export function settlePersisting(journal: Journal, roots: RegistrarRoots): Journal {
	if (journal.persisting === undefined) return journal;
	reviveEntries(roots);
	forgetEntries(journal.persisting, roots);
	const settled = { ...journal, persisting: undefined };
	writeJournal(roots.stateDirectory, settled);
	return settled;
}

/** An entry on top would change the emulator under a job that holds another one. */
function refuseLeased(
	requests: Extract<PersistOperation, { operation: 'persist' }>['entries'],
	{ entries, leases }: Journal,
	isAlive: (owner: Owner) => boolean,
): void {
	const alive = leases.filter(({ owner }) => isAlive(owner)).map(({ id }) => id);
	for (const request of requests) {
		const held = entries.find(
			(entry) =>
				entry.target === request.target &&
				entry.sha256 !== request.emulator.sha256 &&
				entry.leases.some((id) => alive.includes(id)),
		);
		if (held !== undefined) {
			throw leasedError(held, { ...request, ...request.emulator }, leases);
		}
	}
}
