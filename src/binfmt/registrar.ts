import { builderRecords, recordBuilder } from '../buildx/ledger.js';
import { errnoOf, XarchError } from '../errors.js';
import { formatRegistration } from './entry.js';
import { interpreterFor, placeInterpreter, sweepInterpreters } from './interpreter.js';
import {
	emptyJournal,
	isSameEntry,
	type Journal,
	readJournal,
	setJournalAside,
	withMount,
	writeJournal,
} from './journal.js';
import { listEntries, readEntry, readStatus, register, remove, setEnabled } from './kernel.js';
import { LOCK_TIMEOUT_MS, withLock } from './lock.js';
import { ensureMounted, ownMountNamespace, unmount } from './mount.js';
import { lookAtOwners, readBootId } from './owner.js';
import { settlePersisting, transactPersisted } from './persist-transaction.js';
import {
	type Plan,
	planApply,
	planRelease,
	planWithdraw,
	reconcile,
	type Step,
	type View,
} from './plan.js';
import { explained, refusalOf } from './refusal.js';
import {
	type BuilderRecordRequest,
	type EntryRequest,
	nothingDone,
	type RegistrarRequest,
	type RegistrarResult,
} from './request.js';
import { ensureRootDirectory } from './root-directory.js';
import { type RegistrarRoots, SYSTEM_ROOTS } from './roots.js';

/**
 * Carries out one request as one transaction: all of it, or nothing. Needs root.
 * @param notice told what is waited for
 * @throws XarchError; the kernel and the journal are then as they were
 */
export async function runRegistrar(
	request: RegistrarRequest,
	roots: RegistrarRoots = SYSTEM_ROOTS,
	notice: (text: string) => void = () => {},
): Promise<RegistrarResult> {
	try {
		ensureRootDirectory(roots.stateDirectory);
		const work = async () => transact(request, roots);
		return await withLock(roots.stateDirectory, LOCK_TIMEOUT_MS, work, notice);
	} catch (error) {
		throw explained(error, roots);
	}
}

/** What was read of the journal, and a warning for one that had to be set aside. */
function openJournal(stateDirectory: string): { journal: Journal; warnings: string[] } {
	const { journal, damage } = readJournal(stateDirectory, readBootId());
	if (damage === undefined) return { journal, warnings: [] };
	const aside = setJournalAside(stateDirectory);
	return {
		journal,
		warnings: [
			`The journal of earlier runs could not be used (${damage}); it is kept as ${aside}. Entries they made may stay until the next reboot.`,
		],
	};
}

/**
 * Carries out a request on builders, which changes the journal and nothing else.
 * @param stateDirectory root's, or one of the user's own
 * @throws E_BUILDER, E_LOCK
 */
export async function recordBuilders(
	request: BuilderRecordRequest,
	stateDirectory: string,
): Promise<RegistrarResult> {
	return withLock(stateDirectory, LOCK_TIMEOUT_MS, async () => {
		const { journal, warnings } = openJournal(stateDirectory);
		const now = new Date().toISOString();
		const isAlive = lookAtOwners();
		const next = recordBuilder(journal, request, isAlive, now);
		if (next !== journal) writeJournal(stateDirectory, next);
		return { ...nothingDone(next, isAlive), warnings };
	});
}

function transact(request: RegistrarRequest, roots: RegistrarRoots): RegistrarResult {
	const { journal: found, warnings } = openJournal(roots.stateDirectory);
	const read = settlePersisting(found, roots);
	const isAlive = lookAtOwners();
	const { operation } = request;
	const registers = operation === 'apply' || operation === 'check' || operation === 'persist';
	const mounted = registers && mountNoted(read, roots);
	const mountNamespace = ownMountNamespace();
	const current = mounted ? withMount(read, mountNamespace) : read;
	if (request.operation === 'persist' || request.operation === 'forget') {
		const result = transactPersisted(request, current, roots, isAlive);
		return { ...result, mounted, warnings: [...warnings, ...result.warnings] };
	}
	if (readStatus(roots.binfmtDirectory) === 'absent' && read.leases.length === 0) {
		const { bootId, builders } = read;
		writeJournal(roots.stateDirectory, { ...emptyJournal(bootId), builders });
		return { ...nothingDone(read, isAlive), warnings };
	}
	// Entries that are not seen from here may be there all the same: mounted for this transaction alone.
	const looked =
		readStatus(roots.binfmtDirectory) === 'absent' &&
		read.entries.length + read.disabled.length > 0 &&
		mountNoted(read, roots);
	const entries = listEntries(roots.binfmtDirectory);
	const before = reconcile(current, entries);
	const view: View = { journal: before, entries, isAlive, mountNamespace };
	const done: Step[] = [];
	try {
		const plan = makePlan(request, view, roots);
		const emulators = emulatorsOf(request);
		const noted = looked ? withMount(before, mountNamespace) : before;
		writeJournal(roots.stateDirectory, intentOf(noted, plan.journal));
		let unmounted = false;
		for (const step of plan.steps) {
			if (step.do === 'unmount') unmounted = unmount(roots.binfmtDirectory);
			else take(step, emulators, roots);
			done.push(step);
		}
		sweepInterpreters(roots.interpreterDirectory, listEntries(roots.binfmtDirectory));
		if (looked && !unmounted) unmount(roots.binfmtDirectory);
		writeJournal(roots.stateDirectory, plan.journal);
		return { ...resultOf(plan, isAlive), mounted, unmounted: unmounted && !looked, warnings };
	} catch (error) {
		for (const step of done.reverse()) ifThere(() => undo(step, roots));
		const left = listEntries(roots.binfmtDirectory);
		if (looked || (mounted && left.length === 0)) unmount(roots.binfmtDirectory);
		writeJournal(roots.stateDirectory, mounted ? read : before);
		sweepInterpreters(roots.interpreterDirectory, left);
		throw error;
	}
}

/** Notes first that the mount is ours, or nobody would take it away after a crash. */
function mountNoted(
	journal: Journal,
	{ binfmtDirectory, stateDirectory }: RegistrarRoots,
): boolean {
	if (readStatus(binfmtDirectory) !== 'absent') return ensureMounted(binfmtDirectory);
	writeJournal(stateDirectory, withMount(journal, ownMountNamespace()));
	try {
		return ensureMounted(binfmtDirectory);
	} catch (error) {
		writeJournal(stateDirectory, journal);
		throw error;
	}
}

type LeaseOperation = Exclude<RegistrarRequest, { operation: 'persist' | 'forget' }>;

function makePlan(request: LeaseOperation, view: View, roots: RegistrarRoots): Plan {
	switch (request.operation) {
		case 'apply': {
			const wanted = request.entries.map(({ emulator, ...entry }) => ({
				...entry,
				...emulator,
				interpreter: interpreterFor(
					{ ...emulator, target: entry.target },
					roots.interpreterDirectory,
				),
			}));
			const lease = { ...request.lease, takenAt: new Date().toISOString() };
			return planApply(view, lease, wanted, request.reset);
		}
		case 'check':
			return planRelease(view, []);
		case 'withdraw':
			return planWithdraw(view, request.leaseId, request.names);
		case 'release': {
			const ofKind = view.journal.leases
				.filter(({ owner }) => request.kinds.includes(owner.kind))
				.map(({ id }) => id);
			return planRelease(view, [...request.leaseIds, ...ofKind]);
		}
	}
}

/**
 * What is written before the first step: all that was and all that will be, so that
 * whoever finds the journal after a crash knows every entry that may be ours.
 */
export function intentOf(before: Journal, after: Journal): Journal {
	const union = <T extends { readonly name: string }>(old: readonly T[], next: readonly T[]) => {
		const byName = new Map([...old, ...next].map((record) => [record.name, record]));
		return [...byName.values()];
	};
	return {
		...after,
		mounted: before.mounted || after.mounted,
		mountNamespaces: before.mountNamespaces,
		entries: union(before.entries, after.entries),
		disabled: union(before.disabled, after.disabled),
		leases: [
			...before.leases.filter(({ id }) => !after.leases.some((lease) => lease.id === id)),
			...after.leases,
		],
	};
}

function take(
	step: Exclude<Step, { do: 'unmount' }>,
	emulators: ReadonlyMap<string, EntryRequest['emulator']>,
	roots: RegistrarRoots,
): void {
	const directory = roots.binfmtDirectory;
	switch (step.do) {
		case 'register': {
			const { entry } = step;
			const emulator = emulators.get(entry.target);
			if (emulator !== undefined) {
				placeInterpreter(
					{ ...emulator, target: entry.target },
					entry.interpreter,
					roots.interpreterDirectory,
				);
			}
			try {
				register(directory, formatRegistration(entry));
			} catch (error) {
				throw error instanceof XarchError ? error : refusalOf(entry, error);
			}
			const shown = readEntry(directory, entry.name);
			if (!isSameEntry(entry, shown) || shown?.enabled !== true) {
				remove(directory, entry.name);
				throw new XarchError(
					'E_REGISTER',
					`The kernel took the entry ${entry.name} but shows it differently: ${JSON.stringify(shown)}.`,
					'The entry was taken away again. Please report this, with the kernel version.',
				);
			}
			return;
		}
		case 'disable':
			setEnabled(directory, step.name, false);
			return;
		case 'enable':
			ifThere(() => setEnabled(directory, step.name, true));
			return;
		case 'remove':
			ifThere(() => remove(directory, step.name));
	}
}

/** What somebody else has just taken away need not be put back or taken away any more. */
function ifThere(work: () => void): void {
	try {
		work();
	} catch (error) {
		if (errnoOf(error) !== 'ENOENT') throw error;
	}
}

/** Takes back what can be refused after it; removals come when nothing is refused any more. */
function undo(step: Step, roots: RegistrarRoots): void {
	if (step.do === 'register') remove(roots.binfmtDirectory, step.entry.name);
	if (step.do === 'disable') setEnabled(roots.binfmtDirectory, step.name, true);
	if (step.do === 'enable') setEnabled(roots.binfmtDirectory, step.name, false);
}

function emulatorsOf(request: RegistrarRequest): Map<string, EntryRequest['emulator']> {
	return new Map(
		request.operation === 'apply'
			? request.entries.map(({ target, emulator }) => [target, emulator])
			: [],
	);
}

function resultOf(
	plan: Plan,
	isAlive: View['isAlive'],
): Omit<RegistrarResult, 'mounted' | 'unmounted' | 'warnings'> {
	const names = (kind: 'disable' | 'enable' | 'remove') =>
		plan.steps.flatMap((step) => (step.do === kind ? [step.name] : []));
	return {
		registered: plan.steps.flatMap((step) => (step.do === 'register' ? [step.entry.name] : [])),
		removed: names('remove'),
		disabled: names('disable'),
		enabled: names('enable'),
		entries: plan.journal.entries,
		leases: plan.journal.leases,
		builders: builderRecords(plan.journal, isAlive),
	};
}
