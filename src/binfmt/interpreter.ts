import { createHash } from 'node:crypto';
import {
	closeSync,
	constants,
	fchmodSync,
	fstatSync,
	openSync,
	readdirSync,
	readSync,
	realpathSync,
	renameSync,
	rmSync,
	statSync,
	writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { errnoOf, messageOf, XarchError } from '../errors.js';
import type { Entry } from './entry.js';
import { ensureRootDirectory } from './root-directory.js';

/** The part of an emulator the registrar needs. */
export interface EmulatorFile {
	readonly target: string;
	readonly path: string;
	/** Lower-case hex. */
	readonly sha256: string;
}

const CHUNK_BYTES = 1 << 20;
const WRITABLE_BY_OTHERS = 0o022;

/**
 * Where an emulator is registered from: where it is, if only root can change what is
 * there, else a copy of root's own. Otherwise its owner could swap it between the
 * moment it was hashed and the moment the kernel opens it. For one that is gone it is the
 * copy too: an entry with flag F can be shared without its file, and only making the copy fails.
 */
export function interpreterFor(emulator: EmulatorFile, directory: string): string {
	try {
		const path = realpathSync(emulator.path);
		return isRootsAlone(path) ? path : copyPath(emulator, directory);
	} catch (error) {
		if (errnoOf(error) === 'ENOENT') return copyPath(emulator, directory);
		throw error;
	}
}

/**
 * Makes the copy, if `interpreter` is one, hashing the very bytes that are written.
 * @throws E_DIGEST when the bytes are not those that were chosen, E_REGISTER when there are none, E_DISK
 */
export function placeInterpreter(
	emulator: EmulatorFile,
	interpreter: string,
	directory: string,
): void {
	if (interpreter !== copyPath(emulator, directory)) return;
	ensureRootDirectory(directory);
	ensureRootDirectory(dirname(interpreter));
	const next = `${interpreter}.next`;
	try {
		const digest = copyAndHash(realpathSync(emulator.path), next);
		if (digest !== emulator.sha256) {
			throw new XarchError(
				'E_DIGEST',
				`${emulator.path} changed while it was being set up: its sha256 is ${digest}, and was ${emulator.sha256}.`,
				'Nothing was registered. Find out what writes to that directory, and run this again.',
			);
		}
		renameSync(next, interpreter);
	} catch (error) {
		rmSync(next, { force: true });
		if (errnoOf(error) === 'ENOENT') {
			throw new XarchError(
				'E_REGISTER',
				`The emulator ${emulator.path} does not exist for the registrar.`,
				'If this runs in a container, the emulators must be at a path that root sees too.',
				error,
			);
		}
		if (errnoOf(error) === 'ELOOP' || errnoOf(error) === 'ENXIO')
			throw notAFile(emulator.path, error);
		if (errnoOf(error) === 'ENOSPC' || errnoOf(error) === 'EDQUOT') {
			throw new XarchError(
				'E_DISK',
				`There is no room for ${interpreter}: ${messageOf(error)}.`,
				`Free some space in ${directory}.`,
				error,
			);
		}
		throw error;
	}
}

/**
 * Deletes the copies that no entry names.
 * @param entries all of the kernel's: without flag F, also one that a lost journal told of needs its file
 */
export function sweepInterpreters(
	directory: string,
	entries: readonly Pick<Entry, 'interpreter'>[],
): void {
	const used = new Set(entries.map((entry) => dirname(entry.interpreter)));
	// What cannot be deleted now is left to the next request: all that was asked for is done.
	const attempt = (path: string) => {
		try {
			rmSync(path, { recursive: true, force: true });
		} catch {}
	};
	let names: string[];
	try {
		names = readdirSync(directory);
	} catch {
		return;
	}
	const unused = names.filter((name) => !used.has(join(directory, name)));
	for (const name of unused) attempt(join(directory, name));
	if (unused.length === names.length) attempt(directory);
}

/** Root's copy of an emulator; the path tells its bytes. */
export function copyPath(emulator: EmulatorFile, directory: string): string {
	return join(directory, emulator.sha256.slice(0, 16), `qemu-${emulator.target}`);
}

function isRootsAlone(path: string): boolean {
	for (let place = path; ; place = dirname(place)) {
		const { uid, mode } = statSync(place);
		if (uid !== 0 || (mode & WRITABLE_BY_OTHERS) !== 0) return false;
		if (place === '/') return true;
	}
}

function notAFile(path: string, cause?: unknown): XarchError {
	return new XarchError(
		'E_DIGEST',
		`${path} is not a plain file any more; it was one when it was chosen.`,
		'Nothing was registered. Find out what writes to that directory, and run this again.',
		cause,
	);
}

function copyAndHash(from: string, to: string): string {
	const hash = createHash('sha256');
	const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
	// The last part of the path may be a link by now, and a pipe would never end.
	const source = openSync(from, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
	try {
		if (!fstatSync(source).isFile()) throw notAFile(from);
		const copy = openSync(to, 'w', 0o755);
		try {
			for (;;) {
				const bytes = readSync(source, chunk, 0, CHUNK_BYTES, null);
				if (bytes === 0) break;
				hash.update(chunk.subarray(0, bytes));
				for (let done = 0; done < bytes; ) done += writeSync(copy, chunk, done, bytes - done);
			}
			fchmodSync(copy, 0o755);
		} finally {
			closeSync(copy);
		}
	} finally {
		closeSync(source);
	}
	return hash.digest('hex');
}
