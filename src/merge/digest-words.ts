import { XarchError } from '../errors.js';
import { quoted } from '../platform/parse.js';
import { expectedPlatform } from './image-platform.js';
import { parseRepository } from './reference.js';

/** One image to be merged, as it was given. */
export interface GivenDigest {
	/** `sha256:<hex>` of a manifest, or of an index. */
	readonly digest: string;
	/** What it is said to be for; undefined when that is not said. */
	readonly platform: string | undefined;
	/** Where it lies; undefined for the first of the images. */
	readonly repository: string | undefined;
	/** Where it was found: a line, or the path of a file. */
	readonly origin: string;
}

const DIGEST = /^(?:([^=@]+)=)?(?:([^=@]+)@)?(?:sha256:)?([\da-f]{64})$/;
const LOOKS_LIKE_DIGEST = /(?:^|[=@])sha\d+:|^[\da-f]{64}$/i;

/**
 * `sha256:<hex>`, with `linux/arm64=` or `ghcr.io/owner/app@` before it, or both in this order.
 * @param name of the input, option or file, for the message
 * @returns undefined for a text that is no digest at all and may be a path
 * @throws E_INPUT, E_PLATFORM for one that means to be a digest
 */
export function parseDigestWord(
	name: string,
	text: string,
	origin: string,
): GivenDigest | undefined {
	const [, platform, repository, hex] = DIGEST.exec(text) ?? [];
	if (hex === undefined) {
		if (!LOOKS_LIKE_DIGEST.test(text)) return undefined;
		throw new XarchError(
			'E_INPUT',
			`${name}: ${quoted(text)} is not a digest; allowed: sha256: and 64 digits of 0-9 and a-f, perhaps with a platform before it (linux/arm64=sha256:…).`,
			"Give the step's output digest as it is.",
		);
	}
	return {
		digest: `sha256:${hex}`,
		platform: platform === undefined ? undefined : expectedPlatform(platform),
		repository: repository === undefined ? undefined : parseRepository(name, repository),
		origin,
	};
}

/**
 * What a file says: by its name when it is empty, by its lines, or as `--metadata-file` of
 * `docker buildx build` writes it.
 * @throws E_INPUT, E_PLATFORM
 */
export function parseDigestFile(path: string, content: string): GivenDigest[] {
	const text = content.trim();
	const [, named] = /(?:^|[/\\])(?:sha256[-:])?([\da-f]{64})$/.exec(path) ?? [];
	if (text === '') {
		if (named === undefined) throw noDigest(path, 'is empty, and its name is not a digest');
		return [
			{ digest: `sha256:${named}`, platform: undefined, repository: undefined, origin: path },
		];
	}
	const words = text.startsWith('{') ? [metadataDigest(path, text)] : text.split(/\s*[\n,]\s*/);
	const given = words.map((word) => {
		const digest = parseDigestWord(path, word, path);
		if (digest === undefined) throw noDigest(path, `says ${quoted(word)}, which is not a digest`);
		return digest;
	});
	const other = given.find(({ digest }) => named !== undefined && digest !== `sha256:${named}`);
	if (other !== undefined) throw noDigest(path, `says ${other.digest}, which is not its name`);
	return given;
}

function metadataDigest(path: string, text: string): string {
	try {
		const digest = (JSON.parse(text) as Record<string, unknown>)['containerimage.digest'];
		if (typeof digest === 'string') return digest;
	} catch {
		// Not JSON: told below.
	}
	throw noDigest(path, 'is not a metadata file with a "containerimage.digest"');
}

function noDigest(path: string, what: string): XarchError {
	return new XarchError(
		'E_INPUT',
		`File ${quoted(path)} ${what}; allowed: an empty file whose name is the 64 digits of a digest, or a file that holds digests.`,
		'Have each build write its digest only, and leave other files out of the directory.',
	);
}
