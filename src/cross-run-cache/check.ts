import { chmodSync, lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Catalog } from '../emulator/catalog.js';
import type { ObtainContext } from '../emulator/context.js';
import { checkEmulator } from '../emulator/elf.js';
import type { EmulatorRequest } from '../emulator/emulator.js';
import { targetOfName } from '../emulator/emulator-name.js';
import { parseReleaseId } from '../emulator/github/release-id.js';
import { readEmulatorVersion } from '../emulator/inspect.js';
import { openSource, type Source } from '../emulator/source/sources.js';
import { MANIFEST_NAME, type Manifest, parseManifest } from '../emulator/store/manifest.js';
import { hashFile, toolName, versionFolder } from '../emulator/store/store.js';
import { meetsPolicy, type Vouching } from '../emulator/vouching.js';
import { messageOf, XarchError } from '../errors.js';
import type { Host } from '../platform/host.js';
import { KEPT_MS } from './key.js';

/** An emulator out of the cache that is what its manifest says, and may be used. */
export interface RestoredFile {
	readonly path: string;
	readonly manifest: Manifest;
	/** Who vouches for its bytes now: no better than what could be proved here. */
	readonly vouching: Vouching;
}

/** Bounds what is read of a file that anybody may have made. */
const MAX_MANIFEST_BYTES = 64 * 1024;

/**
 * Checks what the cache gave against the request, believing nothing of it: whoever may write
 * to the cache of a repository may have made it.
 * @param folder with a folder `qemu-<target>` an emulator
 * @returns the wanted emulators, all of one release; else the reason why they will not do
 */
export async function checkRestored(
	folder: string,
	request: EmulatorRequest,
	context: ObtainContext,
): Promise<RestoredFile[] | string> {
	const [spec] = request.sources;
	if (spec === undefined) return 'no source is named';
	const source = openSource(spec, request, context);
	const wanted = [...new Set([...request.required, ...request.optional])];
	const present = wanted.filter((target) => namesIn(folder).includes(toolName(target)));
	const files: RestoredFile[] = [];
	for (const target of present) {
		try {
			files.push(await checkFile(join(folder, toolName(target)), target, source, request, context));
		} catch (error) {
			return error instanceof XarchError
				? error.message
				: `${toolName(target)} ${messageOf(error)}`;
		}
	}
	const [first] = files;
	if (first === undefined) return 'it holds none of the emulators';
	if (files.some(({ manifest }) => versionFolder(manifest) !== versionFolder(first.manifest))) {
		return 'its emulators are of different releases';
	}
	const missing = wanted.filter(
		(target) =>
			!present.includes(target) &&
			(request.required.includes(target) || first.manifest.offers.includes(target)),
	);
	return missing.length > 0 ? `it lacks ${missing.map(toolName).join(', ')}` : files;
}

/** @throws an Error whose message follows the emulator's name, or an XarchError */
async function checkFile(
	folder: string,
	target: string,
	source: Source,
	{ host, pinning }: EmulatorRequest,
	context: ObtainContext,
): Promise<RestoredFile> {
	const path = join(folder, toolName(target));
	const manifest = readManifest(folder);
	if (manifest?.target !== target) throw new Error('has no sound manifest');
	if (!isPlain(path)) throw new Error('is not a plain file');
	const sha256 = hashFile(path);
	if (lstatSync(path).size !== manifest.sizeBytes || sha256 !== manifest.sha256) {
		throw new Error(`has sha256 ${sha256}, but ${manifest.sha256} was saved`);
	}
	const release = provedRelease(manifest, host, context.catalog);
	const proved: Manifest = {
		...manifest,
		releaseSha256: release ?? '',
		// Whoever vouched when it was saved, the cache could say anything.
		vouching: release === undefined ? 'cross-run-cache' : 'catalog',
	};
	if (!meetsPolicy(proved, pinning)) {
		throw new Error(
			`has sha256 ${sha256}, which is neither pinned nor in the checksum input (the digest of an archive tells nothing of the emulators in it)`,
		);
	}
	if (!source.accepts(manifest, KEPT_MS)) {
		throw new Error(
			`is QEMU ${manifest.version} of ${manifest.source}, which is not what ${source.label} would give`,
		);
	}
	chmodSync(path, 0o755);
	checkEmulator(path, target, host);
	const version = await readEmulatorVersion(path, manifest.version);
	if (version !== manifest.version) {
		throw new Error(`says that it is QEMU ${version}, but was saved as ${manifest.version}`);
	}
	const vouching = pinning.checksums === undefined ? proved.vouching : 'checksum';
	return { path, manifest, vouching };
}

/**
 * The digest of the pinned release file that this emulator is known to come out of.
 * @returns undefined when the catalog does not know this emulator's digest
 * @throws an Error when it knows another one
 */
function provedRelease(manifest: Manifest, host: Host, catalog: Catalog): string | undefined {
	const named = parseReleaseId(manifest.source);
	const known = catalog.releases
		.filter(({ repository, tag }) => repository === named?.repository && tag === named.tag)
		.flatMap(({ assets }) => assets)
		.filter((asset) => asset.host === host.architecture)
		.flatMap((asset) =>
			(asset.members ?? []).flatMap(({ name, sha256 }) =>
				sha256 !== undefined && targetOfName(name) === manifest.target
					? [{ release: asset.sha256, sha256 }]
					: [],
			),
		);
	const found = known.find(({ sha256 }) => sha256 === manifest.sha256);
	if (known.length > 0 && found === undefined) {
		throw new Error(
			`has sha256 ${manifest.sha256}, but ${known.map(({ sha256 }) => sha256).join(' or ')} is pinned for it`,
		);
	}
	return found?.release;
}

/** Its texts go into paths and logs: nothing but printable characters, and a version of digits. */
function readManifest(folder: string): Manifest | undefined {
	const path = join(folder, MANIFEST_NAME);
	if (!lstatSync(folder).isDirectory() || !isPlain(path)) return undefined;
	if (lstatSync(path).size > MAX_MANIFEST_BYTES) return undefined;
	const manifest = parseManifest(readFileSync(path, 'utf8'));
	if (manifest === undefined) return undefined;
	const { version, sourceKind, source, obtainedAt, offers } = manifest;
	const isSound =
		[source, sourceKind, obtainedAt, ...offers].every((text) => /^[\x20-\x7e]+$/.test(text)) &&
		/^\d{1,4}(?:\.\d{1,4}){1,2}$/.test(version) &&
		Number.isFinite(Date.parse(obtainedAt));
	return isSound ? manifest : undefined;
}

/** A file, and no other name of one that lies elsewhere. */
function isPlain(path: string): boolean {
	const found = lstatSync(path, { throwIfNoEntry: false });
	return found?.isFile() === true && found.nlink === 1;
}

function namesIn(folder: string): string[] {
	return lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() === true
		? readdirSync(folder)
		: [];
}
