import { createHash, randomBytes } from 'node:crypto';
import {
	accessSync,
	chmodSync,
	closeSync,
	constants,
	copyFileSync,
	linkSync,
	lstatSync,
	mkdirSync,
	openSync,
	readSync,
	renameSync,
	rmSync,
	statSync,
	utimesSync,
	writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Emulator } from '../emulator/emulator.js';
import { takesFirstForArgv0 } from '../emulator/inspect.js';
import { hashFile } from '../emulator/store/store.js';
import { XarchError } from '../errors.js';
import type { Host } from '../platform/host.js';
import { probeProgram } from '../probe/run.js';
import { composeHead, HEAD_BYTES } from './compose.js';

/** Longest ELF header with program headers that is read. */
const ELF_HEAD_BYTES = 4096;
const CHUNK_BYTES = 1024 * 1024;
const MODE = 0o755;
/** Times are set with the precision of a double, so they are the same within this. */
const SAME_TIME_MS = 2;

/** The name under which an emulator is called by hand, as Debian has it. */
export function handName(target: string): string {
	return `qemu-${target}-static`;
}

/** How emulators are laid out. */
export interface LayOutOptions {
	readonly host: Host;
	/** Where files are made before they are renamed, on the file system of the directory. */
	readonly stagingRoot: string;
	/**
	 * True for a directory of our own: what is sound there stays, and may be a second name of the
	 * emulator. False for somebody else's, where a change of owner or mode must not reach the store.
	 */
	readonly own: boolean;
}

/**
 * Makes sure that a directory has each emulator under its name. All files are made elsewhere first
 * and put there whole, by renaming; nothing else is touched.
 * @param directory an existing one
 * @throws E_EMULATOR; fs errors
 */
export async function layOut(
	directory: string,
	emulators: readonly Emulator[],
	{ host, stagingRoot, own }: LayOutOptions,
): Promise<void> {
	const wanting = emulators.filter(
		(emulator) => !own || !isSound(join(directory, handName(emulator.target)), emulator),
	);
	if (wanting.length === 0) return;
	// The store's sweep of abandoned workspaces knows this form of a name.
	const staging = join(stagingRoot, `.xarch-${process.pid}-${randomBytes(6).toString('hex')}`);
	mkdirSync(staging, { mode: 0o700 });
	try {
		for (const emulator of wanting) {
			const file = join(staging, handName(emulator.target));
			if (emulator.assumesPreservedArgv0) {
				writeComposed(emulator, host, file);
				await refuseUnlikely(emulator, file, staging);
			} else {
				linkOrCopy(emulator, file, own);
			}
		}
		for (const name of wanting.map(({ target }) => handName(target))) {
			renameSync(join(staging, name), join(directory, name));
		}
	} finally {
		rmSync(staging, { recursive: true, force: true });
	}
}

/** What is made from an emulator has its modification time, and so shows when it was altered. */
function isSound(path: string, emulator: Emulator): boolean {
	const found = lstatSync(path, { throwIfNoEntry: false });
	if (found === undefined || !found.isFile() || (found.mode & 0o7777) !== MODE) return false;
	const { dev, ino, size, mtimeMs } = statSync(emulator.path);
	if (found.dev === dev && found.ino === ino) return !emulator.assumesPreservedArgv0;
	return (
		found.size === size + (emulator.assumesPreservedArgv0 ? HEAD_BYTES : 0) &&
		Math.abs(found.mtimeMs - mtimeMs) < SAME_TIME_MS
	);
}

/** A second name for the emulator costs nothing; it is no symbolic link, which COPY would not follow. */
function linkOrCopy(emulator: Emulator, file: string, mayLink: boolean): void {
	const { mode, mtimeMs } = statSync(emulator.path);
	if (mayLink && (mode & 0o7777) === MODE) {
		try {
			linkSync(emulator.path, file);
			return;
		} catch {
			// Another file system, one without links, or somebody else's file (protected_hardlinks).
		}
	}
	copyFileSync(emulator.path, file, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
	if (hashFile(file) !== emulator.sha256) throw changed(emulator);
	finish(file, mtimeMs);
}

/** The head for calling it by hand, then the emulator, which is hashed as it is read. */
function writeComposed(emulator: Emulator, host: Host, file: string): void {
	const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
	const hash = createHash('sha256');
	const source = openSync(emulator.path, 'r');
	const output = openSync(file, 'wx', MODE);
	try {
		const beginning = Buffer.alloc(ELF_HEAD_BYTES);
		readSync(source, beginning, 0, ELF_HEAD_BYTES, 0);
		writeAll(output, composeHead(beginning, host.target));
		for (let position = 0; ; ) {
			const count = readSync(source, buffer, 0, CHUNK_BYTES, position);
			if (count === 0) break;
			hash.update(buffer.subarray(0, count));
			writeAll(output, buffer.subarray(0, count));
			position += count;
		}
	} finally {
		closeSync(source);
		closeSync(output);
	}
	if (hash.digest('hex') !== emulator.sha256) throw changed(emulator);
	finish(file, statSync(emulator.path).mtimeMs);
}

function writeAll(descriptor: number, bytes: Buffer): void {
	for (let written = 0; written < bytes.length; ) {
		written += writeSync(descriptor, bytes, written);
	}
}

function finish(file: string, mtimeMs: number): void {
	chmodSync(file, MODE);
	utimesSync(file, mtimeMs / 1000, mtimeMs / 1000);
}

/** A build whose patch asks something else than AT_FLAGS is found out here, not by the user. */
async function refuseUnlikely(emulator: Emulator, file: string, directory: string): Promise<void> {
	if (probeProgram(emulator.target) === undefined || !isRunnable(file)) return;
	if ((await takesFirstForArgv0(file, emulator.target, directory)) === false) return;
	throw new XarchError(
		'E_EMULATOR',
		`The emulator for ${emulator.target} of ${emulator.source} cannot be made callable by hand: a test program still does not get its arguments from it.`,
		'Choose another source (apt) for add-to-path and --bin-dir.',
	);
}

/** False on a file system that is mounted noexec, where an image's files may well be gathered. */
function isRunnable(file: string): boolean {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

function changed(emulator: Emulator): XarchError {
	return new XarchError(
		'E_EMULATOR',
		`The emulator ${emulator.path} changed while it was copied: its sha256 is no longer ${emulator.sha256}.`,
		'Something else writes to that file; run again when it is done.',
	);
}
