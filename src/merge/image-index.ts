import { createHash } from 'node:crypto';
import { type OciPlatform, platformName } from './image-platform.js';

/** One manifest that an index lists. */
export interface IndexEntry {
	/** `sha256:<hex>` */
	readonly digest: string;
	/** Canonical; undefined for what is no image of a platform, such as an attestation. */
	readonly platform: string | undefined;
	/** Of Windows images, which one index may hold for several versions. */
	readonly osVersion: string | undefined;
}

/** What a registry has under a reference. */
export interface ImageDocument {
	/** Its bytes, as they are. */
	readonly text: string;
	/** `sha256:<hex>` of them. */
	readonly digest: string;
	/** Undefined for a manifest, which is one image by itself. */
	readonly entries: readonly IndexEntry[] | undefined;
}

interface Descriptor {
	readonly digest?: unknown;
	readonly platform?: OciPlatform;
	readonly annotations?: Readonly<Record<string, unknown>>;
}

/**
 * Reads an index (or Docker's manifest list) or a manifest.
 * @param text exactly as the registry has it
 * @throws SyntaxError for anything that is not JSON
 */
export function parseImageDocument(text: string): ImageDocument {
	const value = JSON.parse(text) as { readonly manifests?: unknown };
	return {
		text,
		digest: `sha256:${createHash('sha256').update(text).digest('hex')}`,
		entries: Array.isArray(value.manifests)
			? value.manifests.map((each) => entryOf(each as Descriptor))
			: undefined,
	};
}

function entryOf({ digest, platform = {}, annotations }: Descriptor): IndexEntry {
	const isAttestation = annotations?.['vnd.docker.reference.type'] !== undefined;
	const osVersion = platform['os.version'];
	return {
		digest: String(digest),
		platform: isAttestation ? undefined : platformName(platform),
		osVersion: typeof osVersion === 'string' ? osVersion : undefined,
	};
}

/** The entries that are images of a platform. */
export function imagesOf(entries: readonly IndexEntry[]): (IndexEntry & { platform: string })[] {
	return entries.filter(
		(entry): entry is IndexEntry & { platform: string } => entry.platform !== undefined,
	);
}
