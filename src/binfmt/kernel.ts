import {
	closeSync,
	constants,
	openSync,
	readdirSync,
	readFileSync,
	statSync,
	writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { errnoOf } from '../errors.js';
import { type Entry, parseEntry } from './entry.js';

/** Where the kernel shows binfmt_misc. */
export const BINFMT_DIRECTORY = '/proc/sys/fs/binfmt_misc';

/** `absent`: not mounted (or not seen from this mount namespace). */
export type BinfmtStatus = 'enabled' | 'disabled' | 'absent';

/**
 * The global switch. Looking at it is also what triggers systemd's automount,
 * under which the directory looks empty until then.
 */
export function readStatus(directory: string): BinfmtStatus {
	const path = join(directory, 'status');
	try {
		if (statSync(path, { throwIfNoEntry: false }) === undefined) return 'absent';
		return readFileSync(path, 'latin1').startsWith('enabled') ? 'enabled' : 'disabled';
	} catch (error) {
		if (errnoOf(error) === undefined) throw error;
		return 'absent';
	}
}

/** All entries, in no meaningful order; none when binfmt_misc is absent. */
export function listEntries(directory: string): Entry[] {
	if (readStatus(directory) === 'absent') return [];
	return readdirSync(directory)
		.filter((name) => name !== 'register' && name !== 'status')
		.flatMap((name) => readEntry(directory, name) ?? []);
}

/** One entry, or undefined when there is none of that name (any more). */
export function readEntry(directory: string, name: string): Entry | undefined {
	try {
		return parseEntry(name, readFileSync(join(directory, name), 'utf8'));
	} catch (error) {
		if (errnoOf(error) === 'ENOENT') return undefined;
		throw error;
	}
}

/** When the newest entry was registered, milliseconds after 1970; undefined when there is none. */
export function lastRegistrationMs(directory: string): number | undefined {
	const times = listEntries(directory).flatMap(
		({ name }) => statSync(join(directory, name), { throwIfNoEntry: false })?.mtimeMs ?? [],
	);
	return times.length === 0 ? undefined : Math.max(...times);
}

/** Writes a registration line; the kernel's refusal comes as a system error. */
export function register(directory: string, line: string): void {
	writeOnce(join(directory, 'register'), line);
}

/** Switches an entry on or off; its open interpreter (flag F) stays. */
export function setEnabled(directory: string, name: string, enabled: boolean): void {
	writeOnce(join(directory, name), enabled ? '1' : '0');
}

/** Takes an entry away. */
export function remove(directory: string, name: string): void {
	writeOnce(join(directory, name), '-1');
}

/**
 * The kernel takes each command in a single write. Without O_CREAT: it would turn
 * the ENOENT of an entry that is gone into EACCES.
 */
function writeOnce(path: string, text: string): void {
	const file = openSync(path, constants.O_WRONLY);
	try {
		writeSync(file, text);
	} finally {
		closeSync(file);
	}
}
