import { createHash, randomBytes } from 'node:crypto';
import {
	closeSync,
	existsSync,
	openSync,
	readdirSync,
	readFileSync,
	readSync,
	renameSync,
	rmSync,
	statSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Host } from '../../platform/host.js';
import { checkEmulator } from '../elf.js';
import type { Emulator } from '../emulator.js';
import { formatManifest, MANIFEST_NAME, type Manifest, parseManifest } from './manifest.js';

/** A complete folder of the store whose manifest could be read; its file is not yet checked. */
export interface StoredEntry {
	readonly manifest: Manifest;
	/** Absolute path of the emulator. */
	readonly path: string;
	/** Absolute path of the folder that holds it. */
	readonly folder: string;
}

/** Name of the tool that holds a target's emulator, and of the file: `qemu-aarch64`. */
export function toolName(target: string): string {
	return `qemu-${target}`;
}

/**
 * The version folder of a release: a semantic version, as @actions/tool-cache only finds those,
 * with the source and a digest of the release as pre-release part. One hyphenated identifier,
 * for a purely numeric one must not begin with 0.
 */
export function versionFolder(
	manifest: Pick<Manifest, 'version' | 'sourceKind' | 'source'>,
): string {
	const components = manifest.version.split('.');
	const padded = [...components, '0', '0'].slice(0, 3).join('.');
	// An address may be longer than a file name.
	const slug = manifest.sourceKind.replace(/[^0-9A-Za-z]+/g, '-').slice(0, 64);
	const digest = createHash('sha256').update(manifest.source).digest('hex').slice(0, 8);
	return `${padded}-${slug}-${digest}`;
}

/** The folder of one emulator in @actions/tool-cache's layout, `<tool>/<version>/<arch>`. */
export function entryFolder(root: string, host: Host, manifest: Manifest): string {
	return join(root, toolName(manifest.target), versionFolder(manifest), host.nodeArch);
}

/** The file beside a folder that tells @actions/tool-cache that the folder is whole. */
export function completeMarker(folder: string): string {
	return `${folder}.complete`;
}

/** All entries of one target for this host; damaged ones are left out. */
export function readEntries(root: string, target: string, host: Host): StoredEntry[] {
	const toolFolder = join(root, toolName(target));
	return namesIn(toolFolder).flatMap((version) => {
		const folder = join(toolFolder, version, host.nodeArch);
		const entry = existsSync(completeMarker(folder)) ? readEntry(folder, target) : undefined;
		return entry === undefined ? [] : [entry];
	});
}

/** One folder's entry, whether marked complete or not; undefined when it has no sound manifest. */
export function readEntry(folder: string, target: string): StoredEntry | undefined {
	let text: string;
	try {
		text = readFileSync(join(folder, MANIFEST_NAME), 'utf8');
	} catch {
		return undefined;
	}
	const manifest = parseManifest(text);
	return manifest?.target === target
		? { manifest, folder, path: join(folder, toolName(target)) }
		: undefined;
}

/**
 * Checks an entry's file against its manifest: by size and times, and by digest when the times
 * differ (a restored cache, a new hard link); then that it is fit for this host.
 * @returns undefined when it is damaged or unfit
 */
export function verifyEntry(entry: StoredEntry, host: Host): Emulator | undefined {
	const { manifest, path } = entry;
	try {
		const found = statSync(path);
		if (found.size !== manifest.sizeBytes) {
			return undefined;
		}
		const { mtimeMs, ctimeMs } = found;
		if (mtimeMs !== manifest.mtimeMs || ctimeMs !== manifest.ctimeMs) {
			if (hashFile(path) !== manifest.sha256) {
				return undefined;
			}
			rewriteManifest(entry, { ...manifest, mtimeMs, ctimeMs });
		}
		checkEmulator(path, manifest.target, host);
	} catch {
		return undefined;
	}
	return {
		target: manifest.target,
		path,
		sha256: manifest.sha256,
		sizeBytes: manifest.sizeBytes,
		version: manifest.version,
		source: manifest.source,
		vouching: manifest.vouching,
		assumesPreservedArgv0: manifest.assumesPreservedArgv0,
	};
}

/** What is looked for in the store. */
export interface StoreQuery {
	readonly host: Host;
	readonly required: readonly string[];
	readonly optional: readonly string[];
	/** Which manifests will do. */
	readonly accepts: (manifest: Manifest) => boolean;
}

/** Emulators of one release, by target, and the entries they stand in. */
export interface StoredRelease {
	readonly emulators: ReadonlyMap<string, Emulator>;
	readonly entries: readonly StoredEntry[];
}

/**
 * Looks for one release that has every required target, and every optional one it offers.
 * Among several the highest version wins, then the one confirmed last.
 */
export function findRelease(root: string, query: StoreQuery): StoredRelease | undefined {
	const wanted = [...new Set([...query.required, ...query.optional])];
	const releases = new Map<string, StoredEntry[]>();
	for (const target of wanted) {
		for (const entry of readEntries(root, target, query.host)) {
			if (query.accepts(entry.manifest)) {
				const key = versionFolder(entry.manifest);
				releases.set(key, [...(releases.get(key) ?? []), entry]);
			}
		}
	}
	for (const entries of [...releases.values()].sort(byPreference)) {
		const offers = entries[0]?.manifest.offers ?? [];
		const needed = wanted.filter(
			(target) => query.required.includes(target) || offers.includes(target),
		);
		const emulators = new Map<string, Emulator>();
		for (const entry of entries) {
			const emulator = verifyEntry(entry, query.host);
			if (emulator !== undefined) {
				emulators.set(emulator.target, emulator);
			}
		}
		if (needed.every((target) => emulators.has(target))) {
			noteUse(entries);
			return { emulators, entries };
		}
	}
	return undefined;
}

/** Notes that the source still has this release; a store that cannot be written stays as it is. */
export function confirmEntries(entries: readonly StoredEntry[], nowMs: number): void {
	for (const entry of entries) {
		const obtainedAt = new Date(nowMs).toISOString();
		rewriteManifest(entry, { ...entry.manifest, obtainedAt });
	}
}

/** Notes what a source says of an emulator that it gave once more; of the file nothing changes. */
export function redescribeEntry({ manifest, ...entry }: StoredEntry, renewed: Manifest): void {
	const { mtimeMs, ctimeMs } = manifest;
	rewriteManifest({ manifest, ...entry }, { ...renewed, mtimeMs, ctimeMs });
}

/** Lower-case hex sha256 of a file. */
export function hashFile(path: string): string {
	const hash = createHash('sha256');
	const buffer = Buffer.allocUnsafe(1024 * 1024);
	const descriptor = openSync(path, 'r');
	try {
		for (;;) {
			const count = readSync(descriptor, buffer, 0, buffer.length, null);
			if (count === 0) {
				return hash.digest('hex');
			}
			hash.update(buffer.subarray(0, count));
		}
	} finally {
		closeSync(descriptor);
	}
}

/** The marker's time tells when an entry was used last; a store that cannot be written does not. */
function noteUse(entries: readonly StoredEntry[]): void {
	const now = new Date();
	for (const { folder } of entries) {
		try {
			utimesSync(completeMarker(folder), now, now);
		} catch {}
	}
}

function byPreference(left: readonly StoredEntry[], right: readonly StoredEntry[]): number {
	const [a, b] = [left[0]?.manifest, right[0]?.manifest];
	if (a === undefined || b === undefined) {
		return 0;
	}
	return (
		b.version.localeCompare(a.version, 'en', { numeric: true }) ||
		b.obtainedAt.localeCompare(a.obtainedAt)
	);
}

function rewriteManifest(entry: StoredEntry, manifest: Manifest): void {
	const path = join(entry.folder, MANIFEST_NAME);
	const temporary = `${path}.${randomBytes(6).toString('hex')}`;
	try {
		writeFileSync(temporary, formatManifest(manifest), { flag: 'wx' });
		renameSync(temporary, path);
	} catch {
		rmSync(temporary, { force: true });
	}
}

function namesIn(directory: string): string[] {
	try {
		return readdirSync(directory);
	} catch {
		return [];
	}
}
