import { XarchError } from '../../../src/errors.js';
import { type GivenDigest, parseDigestWord } from '../../../src/merge/digest-words.js';
import type { IndexEntry } from '../../../src/merge/image-index.js';
import {
	type MergeNames,
	type MergeRequest,
	type MergeTexts,
	parseMergeRequest,
} from '../../../src/merge/request.js';

export const NAMES: MergeNames = {
	images: 'images',
	tags: 'tags',
	digests: 'digests',
	annotations: 'annotations',
	expectedPlatforms: 'expected-platforms',
};

/** `sha256:` and one digit, 64 times. */
export function digestOf(digit: string): string {
	return `sha256:${digit.repeat(64)}`;
}

export function given(...words: string[]): GivenDigest[] {
	return words.map((word) => {
		const digest = parseDigestWord('digests', word, word);
		if (digest === undefined) throw new Error(`not a digest: ${word}`);
		return digest;
	});
}

export function requestOf(
	texts: Partial<MergeTexts>,
	digests: readonly string[] = [digestOf('a'), digestOf('b')],
): MergeRequest {
	return parseMergeRequest(
		{
			...{ images: ['ghcr.io/octo/app'], tags: ['1.2'], annotations: [], expectedPlatforms: '' },
			...{ verify: true, allowShrink: false },
			...texts,
		},
		given(...digests),
		NAMES,
	);
}

export function entry(digit: string, platform?: string, osVersion?: string): IndexEntry {
	return { digest: digestOf(digit), platform, osVersion };
}

export function refusal(work: () => unknown): XarchError {
	try {
		work();
	} catch (error) {
		if (error instanceof XarchError) return error;
		throw error;
	}
	throw new Error('nothing was refused');
}
