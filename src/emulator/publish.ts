import {
	chmodSync,
	existsSync,
	mkdirSync,
	renameSync,
	rmdirSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { errnoOf, XarchError } from '../errors.js';
import type { Host } from '../platform/host.js';
import { checkEmulator } from './elf.js';
import type { Emulator } from './emulator.js';
import { readEmulatorVersion } from './inspect.js';
import { formatManifest, MANIFEST_NAME, type Manifest } from './manifest.js';
import {
	completeMarker,
	confirmEntries,
	entryFolder,
	hashFile,
	readEntry,
	type StoredEntry,
	toolName,
	verifyEntry,
} from './store.js';
import type { Workspace } from './workspace.js';

/** An emulator that was unpacked into a workspace. */
export interface UnpackedFile {
	readonly target: string;
	/** `qemu-<target>`, alone in a folder that will be moved into the store as it is. */
	readonly path: string;
	readonly sha256: string;
	readonly sizeBytes: number;
}

/** What a source says of the release that it unpacked. */
export type ReleaseFacts = Pick<
	Manifest,
	'source' | 'sourceKind' | 'releaseSha256' | 'offers' | 'assumesPreservedArgv0'
>;

/**
 * Checks every unpacked emulator, asks it for its version, and moves all into the store.
 * @param fallbackVersion the release's version, for builds that do not answer `--version`
 * @returns the emulators by target
 * @throws E_EMULATOR; then nothing was published
 */
export async function publish(
	workspace: Workspace,
	host: Host,
	facts: ReleaseFacts,
	files: readonly UnpackedFile[],
	obtainedAtMs: number,
	fallbackVersion?: string,
): Promise<Map<string, Emulator>> {
	const manifests = await Promise.all(
		files.map(async (file): Promise<Manifest> => {
			chmodSync(file.path, 0o755);
			checkEmulator(file.path, file.target, host);
			return {
				schema: 1,
				target: file.target,
				version: await readEmulatorVersion(file.path, fallbackVersion),
				...facts,
				sha256: file.sha256,
				sizeBytes: file.sizeBytes,
				mtimeMs: statSync(file.path).mtimeMs,
				obtainedAt: new Date(obtainedAtMs).toISOString(),
			};
		}),
	);
	for (const [index, manifest] of manifests.entries()) {
		const folder = dirname(files[index]?.path ?? '');
		writeFileSync(join(folder, MANIFEST_NAME), formatManifest(manifest));
	}
	const emulators = new Map<string, Emulator>();
	for (const [index, manifest] of manifests.entries()) {
		const folder = dirname(files[index]?.path ?? '');
		emulators.set(manifest.target, place(workspace.storeRoot, host, manifest, folder));
	}
	return emulators;
}

/** Moves one prepared folder into the store; a sound one that is already there stays. */
function place(root: string, host: Host, manifest: Manifest, prepared: string): Emulator {
	const folder = entryFolder(root, host, manifest);
	try {
		mkdirSync(dirname(folder), { recursive: true });
		moveInto(folder, prepared, manifest, host);
		writeFileSync(completeMarker(folder), '');
	} catch (error) {
		discardIncomplete(folder);
		throw error;
	}
	const entry = readEntry(folder, manifest.target);
	const emulator = entry === undefined ? undefined : verifyEntry(entry, host);
	if (emulator === undefined) {
		throw new XarchError(
			'E_EMULATOR',
			`The emulator for ${manifest.target} is damaged right after it was stored in ${folder}.`,
			'Something else writes to that directory: give this job a tool-cache of its own.',
		);
	}
	return emulator;
}

function moveInto(folder: string, prepared: string, manifest: Manifest, host: Host): void {
	try {
		renameSync(prepared, folder);
		return;
	} catch (error) {
		if (!['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(errnoOf(error) ?? '')) {
			throw error;
		}
	}
	const present = readEntry(folder, manifest.target);
	if (present !== undefined && isSound(present, manifest, host)) {
		confirmEntries([present], Date.parse(manifest.obtainedAt));
		return;
	}
	// File by file, so that nobody who uses the folder meanwhile finds it missing or half written.
	if (!statSync(folder).isDirectory()) {
		rmSync(folder);
		mkdirSync(folder);
	}
	for (const name of [toolName(manifest.target), MANIFEST_NAME]) {
		renameSync(join(prepared, name), join(folder, name));
	}
}

function isSound(entry: StoredEntry, manifest: Manifest, host: Host): boolean {
	return (
		entry.manifest.sha256 === manifest.sha256 &&
		verifyEntry(entry, host) !== undefined &&
		hashFile(entry.path) === manifest.sha256
	);
}

/** A folder without its marker is nobody's yet; folders above it go when they are empty. */
function discardIncomplete(folder: string): void {
	if (!existsSync(completeMarker(folder))) {
		rmSync(folder, { recursive: true, force: true });
		for (const parent of [dirname(folder), dirname(dirname(folder))]) {
			try {
				rmdirSync(parent);
			} catch {
				return;
			}
		}
	}
}
