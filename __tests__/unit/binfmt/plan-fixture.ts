import type { Entry } from '../../../src/binfmt/entry.js';
import type { Lease } from '../../../src/binfmt/journal.js';
import type { Owner } from '../../../src/binfmt/owner.js';
import type { WantedEntry } from '../../../src/binfmt/plan.js';
import { targetByName } from '../../../src/platform/table.js';

export function identityOf(target: string): { magic: string; mask: string } {
	const row = targetByName(target);
	if (row === undefined) throw new TypeError(`no such target: ${target}`);
	return { magic: row.magic, mask: row.mask };
}

/** A wish for an emulator; builds `a`, `b`, … have digests of their own. */
export function want(target: string, build = 'a', rest: Partial<WantedEntry> = {}): WantedEntry {
	return {
		...{ target, flags: 'OCF', interpreter: `/emulators/${build}/qemu-${target}` },
		...identityOf(target),
		...{ sha256: build.repeat(64), version: `${build.charCodeAt(0) - 87}.0.0`, source: 'lab' },
		...{ exact: false, shadowed: false },
		...rest,
	};
}

export function owner(pid: number): Owner {
	return { kind: 'process', pid, startTicks: '1', pidNamespace: 'pid:[1]' };
}

export function lease(id: string, by: Owner = owner(id.charCodeAt(0))): Lease {
	return { id, label: `job ${id}`, owner: by, takenAt: '2026-01-01T00:00:00.000Z' };
}

/** Somebody else's entry. */
export function foreign(name: string, rest: Partial<Entry> = {}): Entry {
	const target = name.replace(/^qemu-/, '');
	const row = targetByName(target);
	return {
		...{ name, enabled: true, interpreter: `/usr/bin/${name}`, flags: 'OC' },
		match: {
			offset: 0,
			magic: row?.magic ?? Buffer.from(name).toString('hex'),
			mask: row?.mask,
		},
		extension: undefined,
		...rest,
	};
}

/** By extension, as Wine and Java are registered. */
export const BY_EXTENSION = foreign('qemu-jar', {
	flags: '',
	match: undefined,
	extension: 'jar',
});
