import {
	existsSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	symlinkSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { compare, valid } from 'semver';
import { completeMarker, hashFile } from '../emulator/store/store.js';
import type { Vouching } from '../emulator/vouching.js';
import { errnoOf } from '../errors.js';
import type { Host } from '../platform/host.js';

/** A buildx in the tool-cache. */
export interface StoredBuildx {
	/** Absolute; the name is that of a plugin of docker. */
	readonly path: string;
	/** `0.29.1` */
	readonly version: string;
	readonly sha256: string;
	readonly vouching: Vouching;
}

interface BuildxManifest extends Omit<StoredBuildx, 'path'> {
	readonly schema: 1;
	readonly sizeBytes: number;
	readonly mtimeMs: number;
	readonly ctimeMs: number;
}

/** Name of the tool, `<tool>/<version>/<arch>` in @actions/tool-cache's layout. */
const TOOL = 'buildx';
export const PROGRAM_NAME = 'docker-buildx';
/** What it is called where there is no docker; a link beside the program. */
const STANDALONE_NAME = 'buildx';
const MANIFEST_NAME = 'manifest.json';

/** A version that is kept, if it is sound; its bytes are hashed again when the file's times differ. */
export function findStored(root: string, version: string, host: Host): StoredBuildx | undefined {
	const folder = join(root, TOOL, version, host.nodeArch);
	if (!existsSync(completeMarker(folder))) return undefined;
	const path = join(folder, PROGRAM_NAME);
	try {
		const manifest = JSON.parse(
			readFileSync(join(folder, MANIFEST_NAME), 'utf8'),
		) as BuildxManifest;
		const { size, mtimeMs, ctimeMs } = statSync(path);
		if (manifest.schema !== 1 || manifest.version !== version || manifest.sizeBytes !== size) {
			return undefined;
		}
		const isUntouched = manifest.mtimeMs === mtimeMs && manifest.ctimeMs === ctimeMs;
		if (!isUntouched && hashFile(path) !== manifest.sha256) return undefined;
		const { sha256, vouching } = manifest;
		noteUse(folder);
		return { path, version, sha256, vouching };
	} catch {
		return undefined;
	}
}

/** The newest version that is kept; undefined when there is none. */
export function newestStored(root: string, host: Host): StoredBuildx | undefined {
	let versions: string[];
	try {
		versions = readdirSync(join(root, TOOL)).filter((name) => valid(name) !== null);
	} catch {
		return undefined;
	}
	for (const version of versions.sort(compare).reverse()) {
		const stored = findStored(root, version, host);
		if (stored !== undefined) return stored;
	}
	return undefined;
}

/**
 * Moves a checked program into the store.
 * @param prepared a folder on the store's file system with the program alone in it
 */
export function storeBuildx(
	root: string,
	host: Host,
	prepared: string,
	{ version, sha256, vouching }: Omit<StoredBuildx, 'path'>,
): StoredBuildx {
	const folder = join(root, TOOL, version, host.nodeArch);
	const { size, mtimeMs, ctimeMs } = statSync(join(prepared, PROGRAM_NAME));
	const manifest: BuildxManifest = {
		...{ schema: 1, version, sha256, vouching },
		...{ sizeBytes: size, mtimeMs, ctimeMs },
	};
	writeFileSync(join(prepared, MANIFEST_NAME), `${JSON.stringify(manifest, undefined, '\t')}\n`);
	symlinkSync(PROGRAM_NAME, join(prepared, STANDALONE_NAME));
	mkdirSync(dirname(folder), { recursive: true });
	try {
		renameSync(prepared, folder);
	} catch (error) {
		if (!['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(errnoOf(error) ?? '')) throw error;
		replace(folder, prepared);
	}
	writeFileSync(completeMarker(folder), '');
	return { path: join(folder, PROGRAM_NAME), version, sha256, vouching };
}

/** File by file, so that nobody who uses the folder meanwhile finds it missing or half written. */
function replace(folder: string, prepared: string): void {
	if (!statSync(folder).isDirectory()) {
		rmSync(folder);
		mkdirSync(folder);
	}
	for (const name of readdirSync(prepared)) renameSync(join(prepared, name), join(folder, name));
}

/** The marker's time tells when it was used last; a store that cannot be written does not. */
function noteUse(folder: string): void {
	const now = new Date();
	try {
		utimesSync(completeMarker(folder), now, now);
	} catch {}
}
