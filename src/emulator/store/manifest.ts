import type { Vouching } from '../vouching.js';

/** `emulator.json` beside a stored emulator: what it is and where it came from. */
export interface Manifest {
	readonly schema: 2;
	readonly target: string;
	/** As the emulator itself says, `10.2.3`. */
	readonly version: string;
	/** The release, for people and for telling releases apart: `github:tonistiigi/binfmt@deploy/v10.2.3-68`. */
	readonly source: string;
	/** The source as the `source` input spells it: `github`, `apt`, `apt:trixie`. */
	readonly sourceKind: string;
	/** Lower-case hex digest of the emulator. */
	readonly sha256: string;
	readonly sizeBytes: number;
	/** Modification time of the emulator's file, milliseconds since 1970 with fractions. */
	readonly mtimeMs: number;
	/**
	 * When the file or its inode last changed, likewise. No program can set that (stat(2)), so a
	 * file that was altered and given its old modification time back still shows.
	 */
	readonly ctimeMs: number;
	/** Lower-case hex digest of the archive, package or image it came from. */
	readonly releaseSha256: string;
	/** Who vouched for the bytes when they came. */
	readonly vouching: Vouching;
	/** Every target the release has an emulator for. */
	readonly offers: readonly string[];
	/** ISO 8601; when the source last confirmed that this is its release. */
	readonly obtainedAt: string;
	readonly assumesPreservedArgv0: boolean;
	/**
	 * Set when it came out of the runner's cross-run cache, so that `source` and
	 * `releaseSha256` are what that cache says.
	 */
	readonly restored?: true;
}

/** File name of the manifest inside a tool's folder. */
export const MANIFEST_NAME = 'emulator.json';

const STRINGS = [
	'target',
	'version',
	'source',
	'sourceKind',
	'sha256',
	'releaseSha256',
	'obtainedAt',
	'vouching',
] as const;

/** Reads a manifest; anything damaged, or of another schema, is undefined. */
export function parseManifest(text: string): Manifest | undefined {
	let value: Partial<Record<keyof Manifest, unknown>> | null;
	try {
		value = JSON.parse(text);
	} catch {
		return undefined;
	}
	const sound =
		typeof value === 'object' &&
		value !== null &&
		value.schema === 2 &&
		STRINGS.every((key) => typeof value[key] === 'string') &&
		typeof value.sizeBytes === 'number' &&
		typeof value.mtimeMs === 'number' &&
		typeof value.ctimeMs === 'number' &&
		(value.restored === undefined || value.restored === true) &&
		typeof value.assumesPreservedArgv0 === 'boolean' &&
		Array.isArray(value.offers) &&
		value.offers.every((target) => typeof target === 'string');
	return sound ? (value as Manifest) : undefined;
}

/** The text of `emulator.json`. */
export function formatManifest(manifest: Manifest): string {
	return `${JSON.stringify(manifest, null, '\t')}\n`;
}
