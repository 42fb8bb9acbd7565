import { type OwnedEntry, readJournal } from './binfmt/journal.js';
import { readBootId } from './binfmt/owner.js';
import type { RegistrarResult } from './binfmt/request.js';
import { messageOf, XarchError } from './errors.js';
import type { Machine } from './machine.js';
import type { SetupContext, SetupSettings } from './setup.js';

/** Gives up what an earlier run with this lease had registered for targets that have a new entry. */
export async function dropReplaced(
	{ entries, registered }: RegistrarResult,
	{ lease }: SetupSettings,
	{ registrar }: SetupContext,
): Promise<void> {
	const renewed = entries.filter(({ name }) => registered.includes(name)).map((e) => e.target);
	const names = entries
		.filter(({ name, target, leases }) => {
			return renewed.includes(target) && leases.includes(lease.id) && !registered.includes(name);
		})
		.map(({ name }) => name);
	if (names.length > 0) {
		await registrar.run({ operation: 'withdraw', leaseId: lease.id, names });
	}
}

/** Takes back what this run claimed and did not hold before; false, with a warning, when it cannot. */
export async function withdraw(
	before: Machine,
	applied: RegistrarResult,
	settings: SetupSettings,
	context: SetupContext,
): Promise<boolean> {
	const leaseId = settings.lease.id;
	const heldBefore = new Set(
		[...before.journal.entries, ...before.journal.disabled]
			.filter(({ leases }) => leases.includes(leaseId))
			.map(({ name }) => name),
	);
	const names = [...applied.entries.map(({ name }) => name), ...applied.disabled].filter(
		(name) => !heldBefore.has(name),
	);
	try {
		await context.registrar.run({ operation: 'withdraw', leaseId, names });
		return true;
	} catch (error) {
		// What did not run is the news; this must not hide it.
		context.reporter.warning(`What was registered could not be taken away: ${messageOf(error)}`);
		return false;
	}
}

/** The targets that a lease holds entries for. */
export function claimedTargets(
	applied: RegistrarResult | undefined,
	{ lease }: SetupSettings,
): ReadonlySet<string> {
	return new Set(
		applied?.entries.filter(({ leases }) => leases.includes(lease.id)).map(({ target }) => target),
	);
}

/** Whether a registration may have failed only because the machine is not as it was seen any more. */
export function isOvertaken(error: unknown, before: Machine, { roots }: SetupContext): boolean {
	if (!(error instanceof XarchError)) return false;
	if (error.code !== 'E_REGISTER' && error.code !== 'E_LEASED') return false;
	const namesOf = ({ entries }: { readonly entries: readonly { readonly name: string }[] }) =>
		entries.map(({ name }) => name).join();
	const { journal } = readJournal(roots.stateDirectory, readBootId());
	return namesOf(journal) !== namesOf(before.journal);
}

/** Whether an entry of ours stays without this job's claim: somebody keeps it until `restore --all`. */
export function isKept({ leases }: OwnedEntry, { journal }: Machine): boolean {
	return journal.leases.some(({ id, owner }) => owner.kind === 'kept' && leases.includes(id));
}
