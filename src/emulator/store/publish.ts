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
import { errnoOf, XarchError } from '../../errors.js';
import type { Host } from '../../platform/host.js';
import { probeProgram } from '../../probe/run.js';
import { checkEmulator } from '../elf.js';
import type { Emulator } from '../emulator.js';
import { readEmulatorVersion, takesFirstForArgv0 } from '../inspect.js';
import type { Vouching } from '../vouching.js';
import { formatManifest, MANIFEST_NAME, type Manifest } from './manifest.js';
import {
	completeMarker,
	entryFolder,
	hashFile,
	readEntry,
	redescribeEntry,
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

/** An unpacked emulator whose bytes somebody vouched for. */
export interface VouchedFile extends UnpackedFile {
	/** Lower-case hex digest of the file it came from. */
	readonly releaseSha256: string;
	readonly vouching: Vouching;
}

/**
 * What a source says of the release that it unpacked. `assumesPreservedArgv0` counts only where
 * calling an emulator by hand does not tell.
 */
export type ReleaseFacts = Pick<
	Manifest,
	'source' | 'sourceKind' | 'offers' | 'assumesPreservedArgv0' | 'restored'
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
	files: readonly VouchedFile[],
	obtainedAtMs: number,
	fallbackVersion?: string,
): Promise<Map<string, Emulator>> {
	for (const file of files) {
		chmodSync(file.path, 0o755);
		checkEmulator(file.path, file.target, host);
	}
	const taking = takesArgv0(files, workspace.directory);
	const manifests = await Promise.all(
		files.map(async (file): Promise<Manifest> => {
			const version = await readEmulatorVersion(file.path, fallbackVersion);
			const { mtimeMs, ctimeMs } = statSync(file.path);
			return {
				schema: 2,
				target: file.target,
				version,
				...facts,
				assumesPreservedArgv0: (await taking) ?? facts.assumesPreservedArgv0,
				sha256: file.sha256,
				releaseSha256: file.releaseSha256,
				vouching: file.vouching,
				sizeBytes: file.sizeBytes,
				mtimeMs,
				ctimeMs,
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

/** One emulator speaks for its release: all are built alike. */
async function takesArgv0(
	files: readonly VouchedFile[],
	directory: string,
): Promise<boolean | undefined> {
	const file = files.find(({ target }) => probeProgram(target) !== undefined);
	return file === undefined ? undefined : takesFirstForArgv0(file.path, file.target, directory);
}

/** Moves one prepared folder into the store; a sound one that is already there stays. */
function place(root: string, host: Host, manifest: Manifest, prepared: string): Emulator {
	const folder = entryFolder(root, host, manifest);
	const move = () => {
		mkdirSync(dirname(folder), { recursive: true });
		moveInto(folder, prepared, manifest, host);
		writeFileSync(completeMarker(folder), '');
	};
	try {
		try {
			move();
		} catch (error) {
			// Whoever prunes the store at this moment takes folders away, empty ones too.
			if (errnoOf(error) !== 'ENOENT') throw error;
			move();
		}
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
		// What a source says of it now goes before what was known; what a cache claims does not.
		if (manifest.restored !== true) redescribeEntry(present, manifest);
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
