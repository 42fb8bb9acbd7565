import { type Dirent, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BIN_FOLDER } from '../../bin-directory/make.js';
import { errnoOf, messageOf, XarchError } from '../../errors.js';
import { MANIFEST_NAME, type Manifest } from './manifest.js';
import { completeMarker, hashFile, readEntry, toolName } from './store.js';

/**
 * `sound`: the emulator's bytes are those of its manifest. `damaged`: they are not, or there is
 * no manifest that can be read. `incomplete`: never finished, or half removed.
 */
export type EntryState = 'sound' | 'damaged' | 'incomplete';

/** A folder of the store, with whatever is in it. */
export interface InventoryItem {
	readonly target: string;
	/** Absolute path; there may be the marker beside it and no folder. */
	readonly folder: string;
	/** Node's name of the host it is for, `x64`. */
	readonly nodeArch: string;
	readonly state: EntryState;
	/** Undefined when it cannot be read. */
	readonly manifest: Manifest | undefined;
	/** Of all files in it. */
	readonly sizeBytes: number;
	/** When a request was last served from it, milliseconds since 1970; undefined when never finished. */
	readonly usedAtMs: number | undefined;
	/** When something in the folder last came or went, milliseconds since 1970. */
	readonly touchedAtMs: number;
}

/** A directory of emulators to be called by hand, for one set of them. */
export interface BinDirectory {
	readonly path: string;
	/** Of what is in it alone: hard links to emulators take no room. */
	readonly sizeBytes: number;
	readonly usedAtMs: number;
}

/** As `versionFolder` makes them, `10.2.3-github-0123abcd`. */
const VERSION_FOLDER = /^\d+\.\d+\.\d+-[0-9A-Za-z-]*-[0-9a-f]{8}$/;
const TOOL_FOLDER = /^qemu-([a-z0-9_]+)$/;
const BIN_DIRECTORY = /^[a-z0-9]+-[0-9a-f]{8,64}$/;

/**
 * Everything in the store that is ours, every file hashed. The tool-cache is shared with other
 * programs: what does not have our layout to the last file is left out.
 * @throws E_DISK when the store cannot be read
 */
export function takeInventory(root: string): InventoryItem[] {
	return foldersIn(root).flatMap(({ name }) => {
		const target = TOOL_FOLDER.exec(name)?.[1];
		return target === undefined ? [] : itemsOf(join(root, name), target);
	});
}

/**
 * The directories of emulators to be called by hand.
 * @throws E_DISK when the store cannot be read
 */
export function findBinDirectories(root: string): BinDirectory[] {
	return foldersIn(join(root, BIN_FOLDER)).flatMap(({ name }) => {
		const path = join(root, BIN_FOLDER, name);
		const found = lstatSync(path, { throwIfNoEntry: false });
		const isOurs =
			BIN_DIRECTORY.test(name) &&
			entriesIn(path).every((entry) => entry.isFile() && /^qemu-\w+-static$/.test(entry.name));
		return found === undefined || !isOurs
			? []
			: [{ path, sizeBytes: sizeOf(path, true), usedAtMs: found.mtimeMs }];
	});
}

function itemsOf(toolFolder: string, target: string): InventoryItem[] {
	const versions = foldersIn(toolFolder).filter(({ name }) => VERSION_FOLDER.test(name));
	return versions.flatMap(({ name }) => {
		const versionFolder = join(toolFolder, name);
		const names = entriesIn(versionFolder).map((entry) => entry.name.replace(/\.complete$/, ''));
		return [...new Set(names)].flatMap((nodeArch) => {
			const folder = join(versionFolder, nodeArch);
			return isOurs(folder, target) ? [itemOf(folder, nodeArch, target)] : [];
		});
	});
}

/** A folder with nothing but what is put there, or a marker without its folder. */
function isOurs(folder: string, target: string): boolean {
	const found = lstatSync(folder, { throwIfNoEntry: false });
	if (found === undefined) return true;
	return (
		found.isDirectory() &&
		entriesIn(folder).every(
			({ name }) =>
				name === toolName(target) || name === MANIFEST_NAME || name.startsWith(`${MANIFEST_NAME}.`),
		)
	);
}

function itemOf(folder: string, nodeArch: string, target: string): InventoryItem {
	const found = lstatSync(folder, { throwIfNoEntry: false });
	const marker = lstatSync(completeMarker(folder), { throwIfNoEntry: false });
	const entry = readEntry(folder, target);
	const manifest = entry?.manifest;
	const isSound = entry !== undefined && isIntact(entry.path, entry.manifest);
	return {
		target,
		folder,
		nodeArch,
		state:
			found === undefined || marker === undefined ? 'incomplete' : isSound ? 'sound' : 'damaged',
		manifest,
		sizeBytes: found === undefined ? 0 : sizeOf(folder),
		usedAtMs: marker?.mtimeMs,
		touchedAtMs: (found ?? marker)?.mtimeMs ?? 0,
	};
}

function isIntact(path: string, { sizeBytes, sha256 }: Manifest): boolean {
	try {
		const found = lstatSync(path);
		return found.isFile() && found.size === sizeBytes && hashFile(path) === sha256;
	} catch {
		return false;
	}
}

/**
 * The size of all files below a folder, bytes; what goes meanwhile counts as nothing.
 * @param alone to leave out files that have other names elsewhere
 */
export function sizeOf(folder: string, alone = false): number {
	return entriesIn(folder).reduce((sum, entry) => {
		const path = join(folder, entry.name);
		if (entry.isDirectory()) return sum + sizeOf(path, alone);
		const found = lstatSync(path, { throwIfNoEntry: false });
		return found === undefined || (alone && found.nlink > 1) ? sum : sum + found.size;
	}, 0);
}

function foldersIn(directory: string): Dirent[] {
	return entriesIn(directory).filter((entry) => entry.isDirectory());
}

/** Sorted by name; nothing for a directory that does not exist. */
function entriesIn(directory: string): Dirent[] {
	try {
		const entries = readdirSync(directory, { withFileTypes: true });
		return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
	} catch (error) {
		if (errnoOf(error) === 'ENOENT') return [];
		throw new XarchError(
			'E_DISK',
			`${directory} cannot be read: ${messageOf(error)}.`,
			'Run this as the user whose tool-cache that is, or let RUNNER_TOOL_CACHE name another one.',
			error,
		);
	}
}
