import { execFileSync } from 'node:child_process';
import {
	closeSync,
	existsSync,
	fsyncSync,
	mkdirSync,
	openSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { errnoOf, messageOf, XarchError } from '../errors.js';
import { canonicalFlags, type Entry, formatRegistration, type Registration } from './entry.js';
import { copyPath, placeInterpreter, sweepInterpreters } from './interpreter.js';
import { listEntries, readEntry, register, remove } from './kernel.js';
import {
	bootFile,
	importFile,
	isPersistedName,
	persistedName,
	persistedTarget,
} from './persisted-files.js';
import { refusalOf } from './refusal.js';
import type { EntryRequest } from './request.js';
import type { RegistrarRoots } from './roots.js';

/** Under which update-binfmts keeps what is ours. */
const PACKAGE = 'setup-xarch';
/** Covers an entry while it is replaced, so that programs start at any moment. */
const COVER = 'setup-xarch-cover';

/**
 * Registers entries so that they come back at each boot: the emulators under a directory of
 * root's, a file for systemd-binfmt, and where there is one, a record of binfmt-support's.
 * All of it, or nothing; whoever finds `names` in the journal after a crash can forget them.
 * @returns the names of the entries that were registered
 * @throws XarchError
 */
export function persistEntries(requests: readonly EntryRequest[], roots: RegistrarRoots): string[] {
	const undoing: (() => void)[] = [];
	try {
		const registered = requests.flatMap((request) => persistEntry(request, roots, undoing));
		sweepPersisted(roots);
		return registered;
	} catch (error) {
		for (const undo of undoing.reverse()) undo();
		sweepPersisted(roots);
		throw error;
	}
}

/** The names among these that are not persisted yet. */
export function newNames(requests: readonly EntryRequest[], roots: RegistrarRoots): string[] {
	return requests
		.map(({ target }) => persistedName(target))
		.filter((name) => !existsSync(bootPath(name, roots)));
}

function persistEntry(
	{ target, magic, mask, flags, emulator }: EntryRequest,
	roots: RegistrarRoots,
	undoing: (() => void)[],
): string[] {
	const file = { ...emulator, target };
	const interpreter = copyPath(file, roots.persistDirectory);
	const name = persistedName(target);
	const registration = { name, magic, mask, interpreter, flags: canonicalFlags(flags) };
	placeInterpreter(file, interpreter, roots.persistDirectory);
	flush(interpreter);
	const before = readEntry(roots.binfmtDirectory, name);
	const isThere = isRegistered(registration, before);
	if (!isThere) {
		undoing.push(() => restoreEntry(name, before, roots));
		replaceEntry(registration, before, roots);
	}
	const importPath = join(roots.importDirectory, name);
	const supports = existsSync(roots.updateBinfmts);
	const wasImported = supports && existsSync(importPath);
	if (wasImported) undoing.push(() => updateBinfmts(['--import', name], roots));
	undoing.push(...writeFiles(registration, roots, supports));
	if (supports) {
		if (!wasImported) undoing.push(() => forgetRecord(name, roots));
		updateBinfmts(['--import', name], roots);
	}
	return isThere ? [] : [name];
}

/** @returns what undoes it */
function writeFiles(
	registration: Registration,
	roots: RegistrarRoots,
	supports: boolean,
): (() => void)[] {
	const { name } = registration;
	const files: readonly (readonly [string, string])[] = [
		[bootPath(name, roots), bootFile(registration)],
		...(supports ? [[join(roots.importDirectory, name), importFile(registration)] as const] : []),
	];
	return files.map(([path, text]) => {
		const old = readIfThere(path);
		if (old !== text) writeWhole(path, text);
		return () => (old === undefined ? rmSync(path, { force: true }) : writeWhole(path, old));
	});
}

/** Puts an entry in the place of an older one of that name, without a moment in which neither serves. */
function replaceEntry(
	registration: Registration,
	before: Entry | undefined,
	{ binfmtDirectory }: Pick<RegistrarRoots, 'binfmtDirectory'>,
): void {
	const put = (each: Registration) => {
		try {
			register(binfmtDirectory, formatRegistration(each));
		} catch (error) {
			throw error instanceof XarchError ? error : refusalOf(each, error);
		}
	};
	if (before === undefined) {
		put(registration);
		return;
	}
	put({ ...registration, name: COVER });
	try {
		remove(binfmtDirectory, registration.name);
		put(registration);
	} finally {
		remove(binfmtDirectory, COVER);
	}
}

/** As it was before, as far as its emulator is still there. */
function restoreEntry(
	name: string,
	before: Entry | undefined,
	{ binfmtDirectory }: RegistrarRoots,
): void {
	const now = readEntry(binfmtDirectory, name);
	if (before?.match === undefined) {
		if (now !== undefined) remove(binfmtDirectory, name);
		return;
	}
	const { interpreter, flags, match } = before;
	const mask = match.mask ?? 'ff'.repeat(match.magic.length / 2);
	const registration = { name, interpreter, flags, magic: match.magic, mask };
	if (!isRegistered(registration, now)) replaceEntry(registration, now, { binfmtDirectory });
}

/**
 * Takes persisted entries away, with their files; what somebody else made of them stays.
 * @returns the names of the entries that were removed
 */
export function forgetEntries(names: readonly string[], roots: RegistrarRoots): string[] {
	const removed: string[] = [];
	for (const name of [...names, COVER]) {
		const entry = readEntry(roots.binfmtDirectory, name);
		forgetRecord(name, roots);
		for (const path of [bootPath(name, roots), join(roots.importDirectory, name)]) {
			for (const each of [path, nextOf(path)]) rmSync(each, { force: true });
		}
		if (!entry?.interpreter.startsWith(`${roots.persistDirectory}/`)) continue;
		// binfmt-support has taken it away along with its record.
		if (readEntry(roots.binfmtDirectory, name) !== undefined) remove(roots.binfmtDirectory, name);
		removed.push(name);
	}
	sweepPersisted(roots);
	return removed;
}

/** Registers what the next boot would register and the kernel lacks: the replacement of it was cut short. */
export function reviveEntries(roots: RegistrarRoots): void {
	const present = new Set(listEntries(roots.binfmtDirectory).map(({ name }) => name));
	// Without the cover there was no replacement, and somebody else took away what is missing.
	if (!present.has(COVER)) return;
	for (const name of persistedNames(roots).filter((each) => !present.has(each))) {
		const [, line] = (readIfThere(bootPath(name, roots)) ?? '').split('\n');
		if (line?.startsWith(':')) register(roots.binfmtDirectory, line);
	}
}

/** All names that are persisted, in files or in the kernel. */
export function persistedNames(roots: RegistrarRoots): string[] {
	const inFiles = namesIn(roots.bootDirectory).flatMap((file) =>
		file.endsWith('.conf') ? [file.slice(0, -'.conf'.length)] : [],
	);
	const inKernel = listEntries(roots.binfmtDirectory)
		.filter(({ interpreter }) => interpreter.startsWith(`${roots.persistDirectory}/`))
		.map(({ name }) => name);
	const recorded = namesIn(roots.importDirectory);
	return [...new Set([...inFiles, ...inKernel, ...recorded])]
		.filter((name) => isPersistedName(name) && name !== COVER)
		.sort();
}

/** Deletes the persistent emulators that neither a file nor an entry names. */
function sweepPersisted(roots: RegistrarRoots): void {
	const named = persistedNames(roots).flatMap((name) => {
		const text = readIfThere(bootPath(name, roots)) ?? '';
		return text.split('\n').flatMap((line) => {
			const interpreter = line.split(':').find((field) => field.startsWith('/'));
			return interpreter === undefined ? [] : [{ interpreter }];
		});
	});
	sweepInterpreters(roots.persistDirectory, [...named, ...listEntries(roots.binfmtDirectory)]);
}

function isRegistered(wanted: Registration, entry: Entry | undefined): boolean {
	return (
		entry?.enabled === true &&
		entry.interpreter === wanted.interpreter &&
		entry.flags === wanted.flags &&
		entry.match?.magic === wanted.magic &&
		entry.match.mask === wanted.mask
	);
}

/** Tells binfmt-support to forget an entry, if it knows it. */
function forgetRecord(name: string, roots: RegistrarRoots): void {
	const path = join(roots.importDirectory, name);
	const interpreter = /^interpreter (.+)$/m.exec(readIfThere(path) ?? '')?.[1];
	if (interpreter !== undefined && existsSync(roots.updateBinfmts)) {
		updateBinfmts(['--package', PACKAGE, '--remove', name, interpreter], roots);
	}
	rmSync(path, { force: true });
}

function updateBinfmts(args: readonly string[], roots: RegistrarRoots): void {
	const { updateBinfmts: file, recordDirectory, importDirectory } = roots;
	const places = ['--admindir', recordDirectory, '--importdir', importDirectory];
	try {
		execFileSync(file, [...places, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
	} catch (error) {
		throw new XarchError(
			'E_REGISTER',
			`binfmt-support refused: ${file} ${args.join(' ')}: ${messageOf(error).trim()}.`,
			'See what it knows with: update-binfmts --display',
			error,
		);
	}
}

/** What the next boot reads has to outlast a loss of power. */
function flush(path: string): void {
	const file = openSync(path, 'r');
	try {
		fsyncSync(file);
	} finally {
		closeSync(file);
	}
}

/** A reader, and the next boot, see the old file or the new one. */
function writeWhole(path: string, text: string): void {
	mkdirSync(dirname(path), { recursive: true, mode: 0o755 });
	const next = nextOf(path);
	writeFileSync(next, text, { mode: 0o644, flush: true });
	renameSync(next, path);
}

/** Where a file is written before it takes its place; nobody loads it by that name. */
function nextOf(path: string): string {
	return `${path}.next`;
}

function bootPath(name: string, { bootDirectory }: RegistrarRoots): string {
	return join(bootDirectory, `${name}.conf`);
}

function readIfThere(path: string): string | undefined {
	try {
		return readFileSync(path, 'utf8');
	} catch (error) {
		if (errnoOf(error) === 'ENOENT') return undefined;
		throw error;
	}
}

function namesIn(directory: string): string[] {
	try {
		return readdirSync(directory);
	} catch {
		return [];
	}
}

/** The targets that are persisted, by their files: needs no privilege. */
export function persistedTargets(roots: RegistrarRoots): string[] {
	return persistedNames(roots).map(persistedTarget);
}
