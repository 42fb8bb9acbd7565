import type { SourceContent } from './checks.js';
import { type IndexEntry, imagesOf } from './image-index.js';
import type { MergeRequest } from './request.js';

/**
 * Which entries of the index come of which given digest, where that can be told without asking for
 * each digest: in the usual case nothing depends on it. A manifest is an entry itself; builds with
 * provenance give an index of one image and its attestation, in this order.
 * @param entries of the index that was made of the sources, in their order
 * @returns undefined where each has to be asked for
 */
export function guessContents(
	{ sources, expectedPlatforms }: MergeRequest,
	entries: readonly IndexEntry[],
): readonly SourceContent[] | undefined {
	const [only, ...others] = sources;
	if (only !== undefined && others.length === 0) return [{ source: only, entries }];
	const images = imagesOf(entries);
	const platforms = new Set(images.map(({ platform }) => platform));
	const isAsExpected =
		expectedPlatforms === undefined ||
		(platforms.size === expectedPlatforms.length &&
			expectedPlatforms.every((platform) => platforms.has(platform)));
	const hasOneImageEach = images.length === sources.length && platforms.size === images.length;
	if (!isAsExpected || !hasOneImageEach) return undefined;
	const contents = sources.map((source, position) => ({
		source,
		entries: images.slice(position, position + 1),
	}));
	const isInOrder = contents.every(({ source, entries: [image] }) => {
		const isGiven = entries.some(({ digest }) => digest === source.digest);
		return !isGiven || image?.digest === source.digest;
	});
	const isPlain = sources.every(
		({ platform, digest, repository }) =>
			entries.some((entry) => entry.digest === digest) ||
			(platform === undefined && repository === only?.repository),
	);
	return isInOrder && isPlain ? contents : undefined;
}
