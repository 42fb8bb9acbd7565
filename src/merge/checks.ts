import { XarchError } from '../errors.js';
import { type IndexEntry, imagesOf } from './image-index.js';
import type { MergeSource } from './request.js';

/** What a tag is before the merge. */
export interface ExistingTag {
	readonly reference: string;
	/** Undefined for a tag that is not there, and for one that cannot be read. */
	readonly digest: string | undefined;
	readonly platforms: readonly string[];
}

/** A given digest, and the entries of the index that come of it. */
export interface SourceContent {
	readonly source: MergeSource;
	readonly entries: readonly IndexEntry[];
}

/**
 * Looks whether the index holds what it should: every image is what it is said to be, no platform
 * is there twice, and all that are expected are there and no other.
 * @throws E_MERGE, which names the platforms and where their digests were given
 */
export function checkPlatforms(
	contents: readonly SourceContent[],
	expected: readonly string[] | undefined,
): void {
	const images = contents.flatMap(({ source, entries }) =>
		imagesOf(entries).map((entry) => ({ ...entry, source })),
	);
	for (const { source, entries } of contents) {
		const platforms = imagesOf(entries).map(({ platform }) => platform);
		if (platforms.length === 0) {
			throw new XarchError(
				'E_MERGE',
				`${describe(source)} is not an image of a platform.`,
				'Give the digest that the build reports, not that of an attestation, a signature or a layer.',
			);
		}
		if (source.platform !== undefined && !platforms.includes(source.platform)) {
			throw new XarchError(
				'E_MERGE',
				`${describe(source)} is given for ${source.platform}, but it is an image for ${platforms.join(', ')}.`,
				'See which build wrote this digest, and for which platform it really built.',
			);
		}
	}
	const doubled = images.find(({ platform, osVersion, digest }) =>
		images.some(
			(other) =>
				other.platform === platform && other.osVersion === osVersion && other.digest !== digest,
		),
	);
	if (doubled !== undefined) {
		const { platform } = doubled;
		const given = images
			.filter((image) => image.platform === platform)
			.map(({ source }) => describe(source));
		throw new XarchError(
			'E_MERGE',
			`${platform} is there more than once: ${[...new Set(given)].join(' and ')}.`,
			'Give one digest for each platform. Digests of an earlier run may have stayed in the directory, or two jobs built the same platform.',
		);
	}
	if (expected !== undefined) checkExpected(images, expected);
}

function checkExpected(
	images: readonly { readonly platform: string; readonly source: MergeSource }[],
	expected: readonly string[],
): void {
	const there = [...new Set(images.map(({ platform }) => platform))];
	const missing = expected.filter((platform) => !there.includes(platform));
	const other = images.find(({ platform }) => !expected.includes(platform));
	if (missing.length > 0) {
		throw new XarchError(
			'E_MERGE',
			`Expected but not there: ${missing.join(', ')}. There are digests for ${there.join(', ')}.`,
			'Look at the job that builds it: it failed, was left out, or did not hand its digest on.',
		);
	}
	if (other !== undefined) {
		throw new XarchError(
			'E_MERGE',
			`${describe(other.source)} is an image for ${other.platform}, which is not expected; expected: ${expected.join(', ')}.`,
			'Add the platform to the expected ones, or leave its digest out.',
		);
	}
}

/**
 * No tag may lose a platform.
 * @throws E_MERGE, which names the tag and the platforms it would lose
 */
export function checkShrink(
	existing: readonly ExistingTag[],
	platforms: readonly string[],
	allowShrink: string,
): void {
	for (const { reference, platforms: before } of existing) {
		const lost = before.filter((platform) => !platforms.includes(platform));
		if (lost.length === 0) continue;
		throw new XarchError(
			'E_MERGE',
			`${reference} is there for ${before.join(', ')}, and would lose ${lost.join(', ')}.`,
			`Build those too, or use another tag. If the tag is to have fewer platforms from now on, ${allowShrink}.`,
		);
	}
}

/** A digest, and where it was given when that was not in so many words. */
export function describe({ repository, digest, origin }: MergeSource): string {
	const name = `${repository}@${digest}`;
	return origin.endsWith(digest) ? name : `${name} (${origin})`;
}
