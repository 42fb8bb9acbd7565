import { basename } from 'node:path';
import { XarchError } from '../errors.js';
import { targetOfName } from './emulator-name.js';

/**
 * Who says that the bytes are the right ones: the catalog of this version, the user's
 * `checksum`, an image reference's own digest, the digest that GitHub's API states, the list of
 * digests beside the files of a release, apt's signatures, the container engine (against the registry's manifest), nothing but an
 * encrypted connection, whoever filled the cross-run cache, or the owner of the directory they
 * lie in.
 */
export type Vouching =
	| 'catalog'
	| 'checksum'
	| 'reference'
	| 'github-api'
	| 'release'
	| 'apt'
	| 'registry'
	| 'connection'
	| 'cross-run-cache'
	| 'directory';

/** What the user says about the bytes. */
export interface PinPolicy {
	/** Undefined when the user names none. */
	readonly checksums: Checksums | undefined;
	/** True to refuse bytes whose digest was not known beforehand. */
	readonly required: boolean;
}

/** The `checksum` input. */
export interface Checksums {
	/** Lower-case hex digests of files whatever their name. */
	readonly unnamed: ReadonlySet<string>;
	/** Lower-case hex digests by file name. */
	readonly named: ReadonlyMap<string, string>;
}

/** A file that came from a source, and what was taken out of it. */
export interface Received {
	/** What it is, for messages: an address, a package, a directory. */
	readonly label: string;
	/** File name, `qemu_v10.2.3_linux-amd64.tar.gz`; undefined where there is no such file. */
	readonly name: string | undefined;
	/** Lower-case hex digest of the file or image; undefined where there is none. */
	readonly sha256: string | undefined;
	readonly sizeBytes?: number;
	/** The emulators; empty when they could not be unpacked. */
	readonly emulators: readonly { readonly target: string; readonly sha256: string }[];
}

/** A digest that the source's side states beforehand. */
export interface KnownDigest {
	readonly sha256: string;
	readonly by: Extract<Vouching, 'catalog' | 'github-api' | 'release'>;
}

const PINNED: readonly Vouching[] = ['catalog', 'checksum', 'reference'];
const ORIGINS: Readonly<Record<KnownDigest['by'], string>> = {
	catalog: 'pinned in this version of setup-xarch',
	'github-api': 'says the GitHub API',
	release: 'says checksums.txt of the release',
};

/** No pins, and none needed. */
export const NO_PINS: PinPolicy = Object.freeze({ checksums: undefined, required: false });

/** True when the digest was known before anybody was asked. */
export function isPinned(vouching: Vouching): boolean {
	return PINNED.includes(vouching);
}

/**
 * Reads the `checksum` input: sha256 digests, a line each, alone or as `sha256sum` prints them
 * with the name of the file (an archive, a package, or an emulator `qemu-aarch64`).
 * @throws E_INPUT
 */
export function parseChecksums(text: string): Checksums | undefined {
	const unnamed = new Set<string>();
	const named = new Map<string, string>();
	for (const line of text.split(/[\n,]/).map((each) => each.trim())) {
		if (line === '') continue;
		const [, digest, name] = /^(?:sha256:)?([0-9a-fA-F]{64})(?:[ \t]+\*?(\S+))?$/.exec(line) ?? [];
		if (digest === undefined) {
			throw new XarchError(
				'E_INPUT',
				`checksum: "${line}" is not a sha256 digest; allowed: 64 hexadecimal digits, with or without sha256: before and a file name after them, a line each.`,
				'Give what sha256sum prints for the file.',
			);
		}
		if (name === undefined) unnamed.add(digest.toLowerCase());
		else named.set(basename(name), digest.toLowerCase());
	}
	return unnamed.size + named.size === 0 ? undefined : { unnamed, named };
}

/** The digests of the `checksum` input, each with its file name if it has one; sorted. */
export function listPins(checksums: Checksums | undefined): string[] {
	if (checksums === undefined) return [];
	return [...checksums.unnamed, ...[...checksums.named].map((pair) => pair.join(' '))].sort();
}

/**
 * Compares what came with what was meant. The user's checksums go before what others say;
 * they may be the file's, or those of all emulators in it.
 * @param known a digest stated beforehand
 * @param otherwise who vouches when nobody stated a digest
 * @returns who vouched
 * @throws E_DIGEST for other bytes, E_UNPINNED when the policy wants a digest and there is none
 */
export function vouch(
	received: Received,
	known: KnownDigest | undefined,
	otherwise: Vouching,
	{ checksums, required }: PinPolicy,
): Vouching {
	if (checksums !== undefined) {
		if (matches(received, checksums)) return 'checksum';
		throw mismatch(
			received,
			describeChecksums(received, checksums),
			'Compare with what its publisher or owner states: correct the checksum input, or do not use these bytes.',
			!checksums.named.has(received.name ?? '') &&
				[...checksums.named.keys()].some((name) => targetOfName(name) !== undefined),
		);
	}
	if (known !== undefined && received.sha256 !== known.sha256) {
		throw mismatch(
			received,
			`expected ${known.sha256} (${ORIGINS[known.by]})`,
			'It was altered on its way: run again, and if it stays so, do not trust that mirror or proxy.',
		);
	}
	const vouching = known?.by ?? otherwise;
	if (required && !isPinned(vouching)) throw unpinned(received.label);
	return vouching;
}

/**
 * Refuses, before anything is downloaded, what could not be accepted afterwards.
 * @throws E_UNPINNED
 */
export function refuseUnpinned(
	label: string,
	known: KnownDigest | undefined,
	{ checksums, required }: PinPolicy,
): void {
	if (required && checksums === undefined && known?.by !== 'catalog') throw unpinned(label);
}

/** True when an emulator that was vouched for earlier meets the policy of now. */
export function meetsPolicy(
	earlier: {
		readonly target: string;
		readonly sha256: string;
		readonly releaseSha256: string;
		readonly vouching: Vouching;
	},
	{ checksums, required }: PinPolicy,
): boolean {
	// Another job's checksum input is nothing to this one.
	if (checksums === undefined) {
		return !required || (isPinned(earlier.vouching) && earlier.vouching !== 'checksum');
	}
	const { target, sha256, releaseSha256 } = earlier;
	return (
		[...checksums.named.values()].includes(releaseSha256) ||
		checksums.unnamed.has(releaseSha256) ||
		isListed({ target, sha256 }, checksums)
	);
}

/** In words, for logs and the job summary. */
export function describeVouching(vouching: Vouching): string {
	switch (vouching) {
		case 'catalog':
			return 'pinned digest';
		case 'checksum':
			return 'checksum input';
		case 'reference':
			return 'digest of the reference';
		case 'github-api':
			return 'digest from GitHub, not pinned';
		case 'release':
			return "digest from the release's own list, not pinned";
		case 'apt':
			return "apt's signatures, not pinned";
		case 'registry':
			return 'the registry, not pinned';
		case 'connection':
			return 'the connection only, not pinned';
		case 'cross-run-cache':
			return 'the cross-run cache, not pinned';
		case 'directory':
			return 'local files, not pinned';
	}
}

function matches({ name, sha256, emulators }: Received, checksums: Checksums): boolean {
	const expected = name === undefined ? undefined : checksums.named.get(name);
	if (expected !== undefined) return sha256 === expected;
	if (sha256 !== undefined && checksums.unnamed.has(sha256)) return true;
	return emulators.length > 0 && emulators.every((emulator) => isListed(emulator, checksums));
}

function isListed(
	{ target, sha256 }: { readonly target: string; readonly sha256: string },
	{ named, unnamed }: Checksums,
): boolean {
	const expected = named.get(`qemu-${target}`) ?? named.get(`qemu-${target}-static`);
	return expected === undefined ? unnamed.has(sha256) : expected === sha256;
}

function describeChecksums({ name }: Received, { named, unnamed }: Checksums): string {
	const expected = name === undefined ? undefined : named.get(name);
	if (expected !== undefined) return `expected ${expected} (the checksum input)`;
	const all = [...unnamed, ...[...named].map(([file, digest]) => `${digest} (${file})`)];
	// The name may be all that is wrong.
	const isOfFiles = [...named.keys()].some((file) => targetOfName(file) === undefined);
	if (unnamed.size === 0 && name !== undefined && isOfFiles) {
		return `but the checksum input lists only ${all.join(', ')}`;
	}
	return `expected ${all.length === 1 ? '' : 'one of '}${all.join(', ')} (the checksum input)`;
}

/** @param isOfEmulators whether the digests expected are those of emulators in it */
function mismatch(
	{ label, sha256, sizeBytes, emulators }: Received,
	expected: string,
	remedy: string,
	isOfEmulators = false,
): XarchError {
	const bytes = sizeBytes === undefined ? 'it has' : `its ${sizeBytes} bytes have`;
	const held = emulators.map((each) => `qemu-${each.target} with sha256 ${each.sha256}`).join(', ');
	const found =
		sha256 === undefined || (isOfEmulators && held !== '')
			? `it holds ${held}`
			: `${bytes} sha256 ${sha256}`;
	return new XarchError(
		'E_DIGEST',
		`${label} is not what it should be: ${found}, ${expected}.`,
		remedy,
	);
}

function unpinned(label: string): XarchError {
	return new XarchError(
		'E_UNPINNED',
		`${label} is refused: require-checksum is set, and no digest of it is pinned in this version or given by the checksum input.`,
		'Give its sha256 in the checksum input (docs/sources.md shows how to find it), choose a pinned version, or leave require-checksum out.',
	);
}
