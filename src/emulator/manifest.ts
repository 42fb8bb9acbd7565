/** `emulator.json` beside a stored emulator: what it is and where it came from. */
export interface Manifest {
	readonly schema: 1;
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
	/** Lower-case hex digest of the release's archive or package. */
	readonly releaseSha256: string;
	/** Every target the release has an emulator for. */
	readonly offers: readonly string[];
	/** ISO 8601; when the source last confirmed that this is its release. */
	readonly obtainedAt: string;
	readonly assumesPreservedArgv0: boolean;
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
		value.schema === 1 &&
		STRINGS.every((key) => typeof value[key] === 'string') &&
		typeof value.sizeBytes === 'number' &&
		typeof value.mtimeMs === 'number' &&
		typeof value.assumesPreservedArgv0 === 'boolean' &&
		Array.isArray(value.offers) &&
		value.offers.every((target) => typeof target === 'string');
	return sound ? (value as Manifest) : undefined;
}

/** The text of `emulator.json`. */
export function formatManifest(manifest: Manifest): string {
	return `${JSON.stringify(manifest, null, '\t')}\n`;
}
