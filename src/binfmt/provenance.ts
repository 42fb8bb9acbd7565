import { existsSync, readFileSync } from 'node:fs';
import type { Entry } from './entry.js';
import { isSameEntry, type Journal } from './journal.js';

/** Where programs that register at boot keep what they register. */
const BINFMT_D = ['/etc/binfmt.d', '/run/binfmt.d', '/usr/local/lib/binfmt.d', '/usr/lib/binfmt.d'];
const BINFMT_SUPPORT = '/var/lib/binfmts';

/** Whose an entry is, in words: who holds it when it is ours, else what registered it, as far as that shows. */
export function ownerOf(entry: Entry, journal: Journal): string {
	const owned = journal.entries.find(
		(each) => each.name === entry.name && isSameEntry(each, entry),
	);
	if (owned !== undefined) {
		const labels = journal.leases
			.filter(({ id }) => owned.leases.includes(id))
			.map(({ label }) => label);
		return `setup-xarch, for ${labels.join(' and ')}`;
	}
	const switchedOff = journal.disabled.some(({ name }) => name === entry.name);
	const suffix = switchedOff ? ' (switched off by setup-xarch until it is restored)' : '';
	const file = BINFMT_D.map((directory) => `${directory}/${entry.name}.conf`).find(existsSync);
	if (file !== undefined) return `systemd-binfmt (${file})${suffix}`;
	try {
		const record = readFileSync(`${BINFMT_SUPPORT}/${entry.name}`, 'utf8');
		return `binfmt-support (package ${record.split('\n')[0]})${suffix}`;
	} catch {
		return `another program${suffix}`;
	}
}
