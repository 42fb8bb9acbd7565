import { XarchError } from '../errors.js';
import { parseAnnotations } from './annotations.js';
import type { GivenDigest } from './digest-words.js';
import { parseExpectedPlatforms } from './image-platform.js';
import { isPlainTag, parseRepository, parseTagReference } from './reference.js';

/** One image that becomes part of the index. */
export interface MergeSource {
	/** `sha256:<hex>` of a manifest, or of an index as builds with provenance make it. */
	readonly digest: string;
	/** Where it lies, with its registry. */
	readonly repository: string;
	/** What it is said to be for; undefined when that is not said. */
	readonly platform: string | undefined;
	/** Where it was given: a line, or the path of a file. */
	readonly origin: string;
}

/** One image that gets the index, under some tags. */
export interface MergeTarget {
	readonly repository: string;
	readonly tags: readonly [string, ...string[]];
}

/** What is to be merged; checked and frozen. */
export interface MergeRequest {
	readonly targets: readonly MergeTarget[];
	/** Each digest of a repository once. */
	readonly sources: readonly MergeSource[];
	readonly annotations: readonly string[];
	/** Canonical; undefined when any will do. */
	readonly expectedPlatforms: readonly string[] | undefined;
	readonly verify: boolean;
	readonly allowShrink: boolean;
}

/** A request in the words of its user. */
export interface MergeTexts {
	readonly images: readonly string[];
	readonly tags: readonly string[];
	readonly annotations: readonly string[];
	readonly expectedPlatforms: string;
	readonly verify: boolean;
	readonly allowShrink: boolean;
}

/** What its user calls the parts: `images`, `--image`. */
export type MergeNames = Readonly<
	Record<'images' | 'tags' | 'digests' | 'annotations' | 'expectedPlatforms', string>
>;

/** Names and tags, which hold no commas, one on each line or separated by commas. */
export function splitWords(text: string): string[] {
	return text
		.split(/[\n,]/)
		.map((word) => word.trim())
		.filter((word) => word !== '');
}

/**
 * Checks all that can be checked without a registry.
 * @param given the digests, which may come from files
 * @throws E_INPUT, E_PLATFORM
 */
export function parseMergeRequest(
	texts: MergeTexts,
	given: readonly GivenDigest[],
	names: MergeNames,
): MergeRequest {
	const images = [...new Set(texts.images.map((image) => parseRepository(names.images, image)))];
	const tags = groupTags(texts.tags, images, names);
	const targets = [...tags].map(([repository, [first, ...others]]) =>
		Object.freeze({ repository, tags: Object.freeze([first, ...others] as const) }),
	);
	const home = images[0] ?? targets[0]?.repository ?? '';
	return Object.freeze({
		targets: Object.freeze(targets),
		sources: Object.freeze(sourcesOf(given, home, names)),
		annotations: parseAnnotations(names.annotations, texts.annotations),
		expectedPlatforms: parseExpectedPlatforms(names.expectedPlatforms, texts.expectedPlatforms),
		verify: texts.verify,
		allowShrink: texts.allowShrink,
	});
}

type Tags = [string, ...string[]];

/** A tag by itself is for every image, one with an image for that one. */
function groupTags(
	words: readonly string[],
	images: readonly string[],
	names: MergeNames,
): Map<string, Tags> {
	const byRepository = new Map<string, Tags>();
	const add = (repository: string, tag: string) => {
		const tags = byRepository.get(repository);
		if (tags === undefined) byRepository.set(repository, [tag]);
		else if (!tags.includes(tag)) tags.push(tag);
	};
	for (const word of words) {
		if (!isPlainTag(word)) {
			const { repository, tag } = parseTagReference(names.tags, word);
			add(repository, tag);
		} else if (images.length > 0) {
			for (const image of images) add(image, word);
		} else {
			throw new XarchError(
				'E_INPUT',
				`${names.tags}: "${word}" is a tag without an image, and ${names.images} names none.`,
				`Name the image in ${names.images}, or write the tag with it: ghcr.io/owner/app:${word}.`,
			);
		}
	}
	if (byRepository.size === 0) {
		throw new XarchError(
			'E_INPUT',
			`${names.tags} is empty; allowed: tags such as 1.2, or images with a tag such as ghcr.io/owner/app:1.2, one on each line.`,
			'Give at least one; docker/metadata-action writes them as its output tags.',
		);
	}
	return byRepository;
}

function sourcesOf(
	given: readonly GivenDigest[],
	home: string,
	names: MergeNames,
): readonly MergeSource[] {
	if (given.length === 0) {
		throw new XarchError(
			'E_INPUT',
			`${names.digests} is empty: there is nothing to merge; allowed: digests, files that hold them, and directories of such files.`,
			'Look whether the builds ran, and whether their digests were handed on.',
		);
	}
	const sources = new Map<string, MergeSource>();
	for (const { repository = home, digest, platform, origin } of given) {
		const key = `${repository}@${digest}`;
		const twin = sources.get(key);
		if (twin?.platform !== undefined && platform !== undefined && twin.platform !== platform) {
			throw new XarchError(
				'E_INPUT',
				`${names.digests}: ${digest} is given for both ${twin.platform} and ${platform}.`,
				'Each platform has an image of its own: correct one of the two digests.',
			);
		}
		sources.set(
			key,
			Object.freeze({ repository, digest, platform: platform ?? twin?.platform, origin }),
		);
	}
	return [...sources.values()];
}
