import { readJournal } from './binfmt/journal.js';
import { readStatus } from './binfmt/kernel.js';
import { readBootId } from './binfmt/owner.js';
import type { Registrar } from './binfmt/privilege.js';
import type { RegistrarResult } from './binfmt/request.js';
import type { RegistrarRoots } from './binfmt/roots.js';

/**
 * Ends a job's lease: what nobody else holds is removed, what it switched off is enabled.
 * Asks for no privilege when the journal knows nothing of the lease.
 * @param claimed whether there may be a claim, for where neither journal nor entries are seen
 * @returns what was done, undefined when there was nothing to do
 * @throws XarchError
 */
export async function cleanUp(
	leaseId: string,
	registrar: Registrar,
	roots: RegistrarRoots,
	claimed = false,
): Promise<RegistrarResult | undefined> {
	const { journal, damage } = readJournal(roots.stateDirectory, readBootId());
	const isElsewhere = claimed && readStatus(roots.binfmtDirectory) === 'absent';
	const isKnown = damage !== undefined || journal.leases.some(({ id }) => id === leaseId);
	if (!isKnown && !isElsewhere) return undefined;
	return registrar.run({ operation: 'release', leaseIds: [leaseId], kinds: [] });
}

/** What a clean-up came to, a line each. */
export function describeCleanup(result: RegistrarResult): string[] {
	const { removed, enabled, entries, leases, unmounted } = result;
	const holders = leases.map(({ label }) => label).join('; ');
	return [
		...removed.map((name) => `Removed ${name}.`),
		...enabled.map((name) => `Switched ${name} on again.`),
		...(entries.length > 0
			? [`Left ${entries.map(({ name }) => name).join(', ')}: still used by ${holders}.`]
			: []),
		...(unmounted ? ['Unmounted binfmt_misc, as it was before.'] : []),
	];
}
