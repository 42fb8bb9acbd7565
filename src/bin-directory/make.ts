import { createHash } from 'node:crypto';
import {
	accessSync,
	chmodSync,
	constants,
	mkdirSync,
	mkdtempSync,
	rmdirSync,
	statSync,
	utimesSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { ObtainContext } from '../emulator/context.js';
import type { Emulator } from '../emulator/emulator.js';
import { diskError } from '../emulator/store/workspace.js';
import { errnoOf, messageOf, XarchError } from '../errors.js';
import type { Host } from '../platform/host.js';
import { layOut } from './lay-out.js';
import { STUBS } from './stubs.js';

/** Where emulators are laid out to be called by hand: a directory of the store's, or a given one. */
export type BinDirectoryRequest =
	| { readonly kind: 'store' }
	| {
			readonly kind: 'path';
			/** Absolute. */
			readonly path: string;
	  };

/** What laying out needs of the outside world. */
export type BinDirectoryContext = Pick<ObtainContext, 'storeRoot' | 'tempRoot' | 'reporter'>;

/**
 * The folder of the store that holds bin directories, each for one set of emulators and one host:
 * `xarch-bin/x64-<digest>`. A directory's modification time tells when it was used last.
 */
export const BIN_FOLDER = 'xarch-bin';

const UNWRITABLE = ['EACCES', 'EPERM', 'EROFS'];

/**
 * Makes a directory that holds `qemu-<target>-static` for each of these emulators: real files of
 * mode 0755 that take their arguments as QEMU's documentation has it, called by hand or by the
 * kernel. Those of the store are made once and used again.
 * @returns its absolute path
 * @throws E_EMULATOR, E_DISK; E_INPUT for a given path that is no directory or cannot be written
 */
export async function makeBinDirectory(
	request: BinDirectoryRequest,
	emulators: readonly Emulator[],
	host: Host,
	context: BinDirectoryContext,
): Promise<string> {
	if (request.kind === 'store') return makeStoredDirectory(emulators, host, context);
	checkBinPath(request.path);
	let made: string | undefined;
	try {
		made = mkdirSync(request.path, { recursive: true });
		await layOut(request.path, emulators, { host, stagingRoot: request.path, own: false });
	} catch (error) {
		if (made !== undefined) removeEmpty(request.path, made);
		if (error instanceof XarchError) throw error;
		throw diskError(error, request.path) ?? unusable(request.path, messageOf(error), error);
	}
	return request.path;
}

/**
 * Refuses a path that cannot become a bin directory, before anything is downloaded for it.
 * @throws E_INPUT
 */
export function checkBinPath(path: string): void {
	const found = statSync(path, { throwIfNoEntry: false });
	if (found === undefined) return;
	if (!found.isDirectory()) throw unusable(path, 'it is not a directory');
	try {
		accessSync(path, constants.W_OK);
	} catch (error) {
		throw unusable(path, messageOf(error), error);
	}
}

async function makeStoredDirectory(
	emulators: readonly Emulator[],
	host: Host,
	{ storeRoot, tempRoot, reporter }: BinDirectoryContext,
): Promise<string> {
	const directory = join(storeRoot, BIN_FOLDER, setName(emulators, host));
	try {
		makeFolder(storeRoot, directory);
		await layOut(directory, emulators, { host, stagingRoot: storeRoot, own: true });
		noteUse(directory);
		return directory;
	} catch (error) {
		removeEmpty(directory, join(storeRoot, BIN_FOLDER));
		if (!UNWRITABLE.includes(errnoOf(error) ?? '')) throw diskError(error, directory) ?? error;
		const standIn = mkdtempSync(join(tempRoot, `${BIN_FOLDER}-`));
		reporter.warning(
			`The tool-cache ${storeRoot} cannot be written (${messageOf(error)}); the emulators to call by hand are in ${standIn} and the next run has to lay them out again.`,
		);
		try {
			// mkdtemp makes it private, but whoever is given this PATH is to read it.
			chmodSync(standIn, 0o755);
			await layOut(standIn, emulators, { host, stagingRoot: standIn, own: true });
		} catch (failure) {
			removeEmpty(standIn, standIn);
			throw diskError(failure, standIn) ?? failure;
		}
		return standIn;
	}
}

/** Not recursive below the store: Node's recursive mkdir calls a read-only file system ENOENT. */
function makeFolder(storeRoot: string, directory: string): void {
	mkdirSync(storeRoot, { recursive: true });
	for (const path of [dirname(directory), directory]) {
		try {
			mkdirSync(path);
		} catch (error) {
			if (errnoOf(error) !== 'EEXIST') throw error;
		}
	}
}

/** Removes a directory and those above it, up to `last`, as far as they are empty. */
function removeEmpty(directory: string, last: string): void {
	try {
		for (let path = directory; path.startsWith(last); path = dirname(path)) rmdirSync(path);
	} catch {
		// Something is in it, or it was never made.
	}
}

/** Another emulator, another way to make it callable or another host: another directory. */
function setName(emulators: readonly Emulator[], host: Host): string {
	const parts = emulators
		.map(({ target, sha256, assumesPreservedArgv0 }) =>
			[target, sha256, assumesPreservedArgv0 ? STUBS[host.target] : ''].join(' '),
		)
		.sort();
	const digest = createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 16);
	return `${host.nodeArch}-${digest}`;
}

function noteUse(directory: string): void {
	const now = new Date();
	try {
		utimesSync(directory, now, now);
	} catch {
		// Somebody else's directory; whoever owns it decides when it goes.
	}
}

function unusable(path: string, reason: string, cause?: unknown): XarchError {
	return new XarchError(
		'E_INPUT',
		`Emulators cannot be laid out in ${path}: ${reason}.`,
		'Give --bin-dir a directory that you may write to, or a path where there is nothing yet.',
		cause,
	);
}
