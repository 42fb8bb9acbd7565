import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { processOwner } from '../../src/binfmt/owner.js';
import type { EntryRequest, LeaseRequest, RegistrarRequest } from '../../src/binfmt/request.js';
import { targetByName } from '../../src/platform/table.js';
import { type Release, sandboxEmulator } from './lab.js';

export interface EntryOptions {
	readonly release?: Release;
	readonly flags?: string;
	/** Where the emulator is, if not in the lab. */
	readonly path?: string;
	/** The registrar compares it where it copies the file; elsewhere it only tells builds apart. */
	readonly sha256?: string;
	readonly exact?: boolean;
	readonly shadowed?: boolean;
}

/** A request for an entry, served by an emulator of the lab unless said otherwise. */
export function entry(target: string, options: EntryOptions = {}): EntryRequest {
	const { release = 11, flags = 'POCF', exact = false, shadowed = false } = options;
	const row = targetByName(target);
	if (row === undefined) throw new TypeError(`no such target: ${target}`);
	const { path = sandboxEmulator(target, release) } = options;
	const { sha256 = sha256Of(path) } = options;
	return {
		...{ target, flags, exact, shadowed, magic: row.magic, mask: row.mask },
		emulator: { path, sha256, version: `${release}.0.0`, source: 'lab' },
	};
}

/** A lease of this very process, which lives as long as the test. */
export function lease(id: string, owner = processOwner(process.pid)): LeaseRequest {
	return { id, label: `job ${id}`, owner };
}

export function apply(
	by: string | LeaseRequest,
	entries: readonly (string | EntryRequest)[],
	reset = false,
): RegistrarRequest {
	return {
		operation: 'apply',
		lease: typeof by === 'string' ? lease(by) : by,
		entries: entries.map((each) => (typeof each === 'string' ? entry(each) : each)),
		reset,
	};
}

export function release(...leaseIds: readonly string[]): RegistrarRequest {
	return { operation: 'release', leaseIds, kinds: [] };
}

/** An entry's line as another program writes it. */
export function lineOf(name: string, target: string, interpreter: string, flags: string): string {
	const row = targetByName(target);
	if (row === undefined) throw new TypeError(`no such target: ${target}`);
	const escaped = (hex: string) => hex.replace(/../g, '\\x$&');
	return `:${name}:M::${escaped(row.magic)}:${escaped(row.mask)}:${interpreter}:${flags}`;
}

const digests = new Map<string, string>();

/** Of a file that does not change; read once. */
export function sha256OfFile(path: string): string {
	const known = digests.get(path) ?? sha256Of(readFileSync(path));
	digests.set(path, known);
	return known;
}

export function sha256Of(data: string | Buffer): string {
	return createHash('sha256').update(data).digest('hex');
}
