import { describe, expect, test } from '@jest/globals';
import { checkPlatforms, checkShrink, type SourceContent } from '../../../src/merge/checks.js';
import { guessContents } from '../../../src/merge/contents.js';
import type { IndexEntry } from '../../../src/merge/image-index.js';
import { digestOf, entry, refusal, requestOf } from './merge-fixture.js';

const ATTESTATION = entry('f');

/** Each source with the entries that it brings. */
function contents(words: Readonly<Record<string, readonly IndexEntry[]>>): SourceContent[] {
	const { sources } = requestOf({}, Object.keys(words));
	const entries = Object.values(words);
	return sources.map((source, index) => ({ source, entries: entries[index] ?? [] }));
}

const BOTH = {
	[digestOf('a')]: [entry('a', 'linux/amd64')],
	[digestOf('b')]: [entry('c', 'linux/arm64'), ATTESTATION],
};

describe('checkPlatforms', () => {
	test.each([
		[BOTH, undefined],
		[BOTH, ['linux/arm64', 'linux/amd64']],
		[{ [`amd64=${digestOf('a')}`]: [entry('a', 'linux/amd64')] }, undefined],
		[
			{ [digestOf('a')]: [entry('c', 'windows/amd64', '1'), entry('d', 'windows/amd64', '2')] },
			undefined,
		],
		[
			{
				[digestOf('a')]: [entry('a', 'linux/amd64')],
				[digestOf('b')]: [entry('a', 'linux/amd64')],
			},
			undefined,
		],
	])('%j is sound', (words, expected) => {
		expect(() => checkPlatforms(contents(words), expected)).not.toThrow();
	});

	test('a missing platform is named', () => {
		const { code, message } = refusal(() =>
			checkPlatforms(contents(BOTH), [
				'linux/amd64',
				'linux/arm64',
				'linux/s390x',
				'linux/riscv64',
			]),
		);
		expect(code).toBe('E_MERGE');
		expect(message).toBe(
			'Expected but not there: linux/s390x, linux/riscv64. There are digests for linux/amd64, linux/arm64.',
		);
	});

	test('one too many is named, with its digest', () => {
		const { code, message } = refusal(() => checkPlatforms(contents(BOTH), ['linux/amd64']));
		expect(code).toBe('E_MERGE');
		expect(message).toContain(`ghcr.io/octo/app@${digestOf('b')} is an image for linux/arm64`);
	});

	test('a doubled platform is named, with both digests', () => {
		const { code, message } = refusal(() =>
			checkPlatforms(
				contents({ ...BOTH, [`octo/other@${digestOf('d')}`]: [entry('d', 'linux/arm64')] }),
				undefined,
			),
		);
		expect(code).toBe('E_MERGE');
		expect(message).toBe(
			`linux/arm64 is there more than once: ghcr.io/octo/app@${digestOf('b')} and docker.io/octo/other@${digestOf('d')}.`,
		);
	});

	test('an image that is for another platform than it is given for is named', () => {
		const { code, message } = refusal(() =>
			checkPlatforms(
				contents({ [`arm64=${digestOf('a')}`]: [entry('a', 'linux/amd64')] }),
				undefined,
			),
		);
		expect(code).toBe('E_MERGE');
		expect(message).toMatch(/is given for linux\/arm64, but it is an image for linux\/amd64/);
	});

	test('an attestation alone is no image', () => {
		const { code, message } = refusal(() =>
			checkPlatforms(contents({ ...BOTH, [digestOf('f')]: [ATTESTATION] }), undefined),
		);
		expect(code).toBe('E_MERGE');
		expect(message).toContain(`${digestOf('f')} is not an image of a platform`);
	});
});

describe('checkShrink', () => {
	const tag = (platforms: string[], digest: string | undefined = digestOf('e')) => [
		{ reference: 'ghcr.io/octo/app:1', digest, platforms },
	];

	test('a tag may stay as it is, gain platforms or be new', () => {
		const platforms = ['linux/amd64', 'linux/arm64'];
		expect(() => checkShrink(tag(platforms), platforms, '')).not.toThrow();
		expect(() => checkShrink(tag(['linux/amd64']), platforms, '')).not.toThrow();
		expect(() => checkShrink(tag([], undefined), platforms, '')).not.toThrow();
	});

	test('it may not lose one, nor swap one for another', () => {
		for (const platforms of [['linux/amd64'], ['linux/amd64', 'linux/riscv64']]) {
			const error = refusal(() =>
				checkShrink(tag(['linux/amd64', 'linux/arm64']), platforms, 'set allow-shrink: true'),
			);
			expect(error.code).toBe('E_MERGE');
			expect(error.message).toMatch(/^ghcr.io\/octo\/app:1 .* would lose linux\/arm64\.$/);
			expect(error.remedy).toContain('set allow-shrink: true');
		}
	});
});

describe('guessContents', () => {
	const guess = (words: readonly string[], entries: readonly IndexEntry[], expected = '') => {
		const request = requestOf({ expectedPlatforms: expected }, words);
		return guessContents(request, entries)?.map((content) =>
			content.entries.map(({ digest }) => digest.slice(7, 8)).join(''),
		);
	};
	const [a, b] = [digestOf('a'), digestOf('b')];
	const inner = [entry('c', 'linux/amd64'), ATTESTATION, entry('d', 'linux/arm64'), ATTESTATION];

	test('one digest is all of it', () => {
		expect(guess([a], [entry('c', 'linux/amd64'), ATTESTATION])).toEqual(['cf']);
	});

	test('manifests are themselves, what is inside of indexes comes in their order', () => {
		expect(guess([a, b], [entry('a', 'linux/amd64'), entry('b', 'linux/arm64')])).toEqual([
			'a',
			'b',
		]);
		expect(guess([a, b], inner)).toEqual(['c', 'd']);
		expect(guess([a, b], inner, 'arm64 amd64')).toEqual(['c', 'd']);
		expect(
			guess([a, b], [entry('c', 'linux/amd64'), ATTESTATION, entry('b', 'linux/arm64')]),
		).toEqual(['c', 'b']);
	});

	test.each([
		['a platform twice', [a, b], [entry('a', 'linux/amd64'), entry('b', 'linux/amd64')], ''],
		['fewer images than digests', [a, b], [entry('a', 'linux/amd64'), entry('b')], ''],
		['more of them', [a, b], [...inner, entry('e', 'linux/s390x')], ''],
		['another set than expected', [a, b], inner, 'amd64,s390x'],
		['a claim about what is inside', [`amd64=${a}`, b], inner, ''],
		['several repositories', [a, `octo/b@${b}`], inner, ''],
		['another order', [a, b], [entry('b', 'linux/amd64'), entry('c', 'linux/arm64')], ''],
	])('%s has to be looked at', (_name, words, entries, expected) => {
		expect(guess(words, entries, expected)).toBeUndefined();
	});
});
