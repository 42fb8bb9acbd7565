import { describe, expect, test } from '@jest/globals';
import { type ApiRelease, readRelease } from '../../../../src/emulator/github/github-api.js';
import { fittingReleases, noSuchRelease } from '../../../../src/emulator/github/release-choice.js';
import { parseVersion } from '../../../../src/emulator/version.js';

const release = (tag: string, more: Record<string, unknown> = {}): ApiRelease => {
	const read = readRelease({ tag_name: tag, ...more });
	if (read === undefined) throw new Error(`${tag} was not read`);
	return read;
};
const tags = (releases: readonly ApiRelease[], text: string) =>
	fittingReleases(releases, parseVersion(text)).map(({ tag }) => tag);

describe('fittingReleases', () => {
	const releases = [
		release('buildkit/v12.0.0-90'),
		release('deploy/v10.2.1-65'),
		release('deploy/v11.0.0-70', { prerelease: true }),
		release('deploy/v10.2.3-9'),
		release('deploy/v10.2.3-68'),
	];

	test('latest: the newest version and build that is no pre-release', () => {
		expect(tags(releases, 'latest')[0]).toBe('deploy/v10.2.3-68');
	});

	test('a pre-release when nothing else fits', () => {
		expect(tags(releases, '^11')).toEqual(['deploy/v11.0.0-70']);
		const all = releases.map((each) => ({ ...each, isPrerelease: true }));
		expect(tags(all, 'latest')[0]).toBe('deploy/v11.0.0-70');
	});

	test('a range', () => {
		expect(tags(releases, '10.x')).toEqual([
			'deploy/v10.2.3-68',
			'deploy/v10.2.3-9',
			'deploy/v10.2.1-65',
		]);
	});

	test('a tag, also by its short form, whatever it is of', () => {
		expect(tags(releases, 'v10.2.3-9')).toEqual(['deploy/v10.2.3-9']);
		expect(tags(releases, 'buildkit/v12.0.0-90')).toEqual(['buildkit/v12.0.0-90']);
	});

	test('the date decides between equal builds', () => {
		const twins = [
			release('v7.2.0', { published_at: '2023-01-01T00:00:00Z' }),
			release('qemu-7.2.0', { published_at: '2024-01-01T00:00:00Z' }),
		];
		expect(tags(twins, 'latest')).toEqual(['qemu-7.2.0', 'v7.2.0']);
	});
});

describe('noSuchRelease', () => {
	test('lists what there is, newest first, each once', () => {
		const releases = ['deploy/v9.2.2-52', 'deploy/v12.0.1-9', 'deploy/v12.0.1-8'].map((tag) =>
			release(tag),
		);
		const error = noSuchRelease('a/b', parseVersion('99.1.0'), releases, ['10.2.3', '9.2.2']);
		expect(error.code).toBe('E_VERSION');
		expect(error.message).toBe('a/b has no release of QEMU 99.1.0; it has 12.0.1, 10.2.3, 9.2.2.');
	});

	test('a tag is compared with tags', () => {
		const error = noSuchRelease('a/b', parseVersion('v1.2.3-4'), [release('deploy/v9.2.2-52')], []);
		expect(error.message).toBe(
			'a/b has no release with the tag v1.2.3-4; it has deploy/v9.2.2-52.',
		);
	});

	test('a long list is cut', () => {
		const releases = Array.from({ length: 50 }, (_, index) => release(`v10.0.${index}`));
		const { message } = noSuchRelease('a/b', parseVersion('1.x'), releases, []);
		expect(message).toMatch(/it has 10\.0\.49, .*, 10\.0\.30 and 30 more\.$/);
	});

	test('nothing at all', () => {
		expect(noSuchRelease('a/b', parseVersion('1.x'), [], []).message).toMatch(
			/it has none at all\.$/,
		);
	});
});

describe('readRelease', () => {
	test('takes what is sound and leaves the rest', () => {
		const digest = 'a'.repeat(64);
		const assets = [
			{ name: 'one', digest: `sha256:${digest}`, url: 'https://api.example/1' },
			{ name: 'two', digest: null, url: 7 },
			{ name: 'three', digest: `sha512:${digest}` },
			{ digest },
			null,
		];
		expect(release('deploy/v10.2.3-68', { assets, prerelease: true, published_at: 'x' })).toEqual({
			tag: 'deploy/v10.2.3-68',
			version: '10.2.3',
			build: 68,
			isPrerelease: true,
			publishedAt: 'x',
			assets: [
				{ name: 'one', sha256: digest, apiUrl: 'https://api.example/1' },
				{ name: 'two', sha256: undefined, apiUrl: undefined },
				{ name: 'three', sha256: undefined, apiUrl: undefined },
			],
		});
	});

	test.each([null, 'text', [], {}, { tag_name: 1 }, { tag_name: 'v1.2.3', draft: true }])(
		'%j is none',
		(value) => {
			expect(readRelease(value)).toBeUndefined();
		},
	);
});
