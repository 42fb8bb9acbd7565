import { describe, expect, test } from '@jest/globals';
import { obtainEmulators } from '../../src/emulator/obtain.js';
import { assetOf, GithubBench, TAG } from '../servers/github-bench.js';
import { requestOf } from '../servers/source-fixture.js';

const bench = new GithubBench().install();

describe('choosing a release', () => {
	const offerAll = (...tags: readonly (string | [string, object])[]) => {
		for (const each of tags) {
			const [tag, more] = typeof each === 'string' ? [each, {}] : each;
			const version = /v(\d+\.\d+\.\d+)/.exec(tag)?.[1] ?? '';
			bench.github.releases.push({
				tag,
				assets: new Map([[assetOf(version), bench.good]]),
				...more,
			});
		}
	};
	const sourceOf = async (source: string, version: string) => {
		// What is counted are requests: none may be repeated because a busy machine answered late.
		const context = bench.context({ stallTimeoutMs: 20_000 });
		return (await obtainEmulators(requestOf(source, { version }), context)).emulators
			.get('aarch64')
			?.source.replace('github:tonistiigi/binfmt@', '');
	};

	test('latest: the newest that is no pre-release, asked once a day', async () => {
		offerAll(
			'deploy/v11.0.1-70',
			['deploy/v11.1.0-71', { prerelease: true }],
			['deploy/v12.0.0-72', { draft: true }],
			'buildkit/v13.0.0-1',
			'deploy/v10.2.3-68',
		);
		expect(await sourceOf('github', 'latest')).toBe('deploy/v11.0.1-70');
		bench.github.clear();
		expect(await sourceOf('github', 'latest')).toBe('deploy/v11.0.1-70');
		expect(bench.github.seen).toEqual([]);
	});

	test('latest is not what the default left in the store', async () => {
		offerAll('deploy/v10.2.3-68', 'deploy/v11.0.1-70');
		const catalog = bench.catalog(bench.good);
		await obtainEmulators(requestOf('github'), bench.context({ catalog }));
		expect(await sourceOf('github', 'latest')).toBe('deploy/v11.0.1-70');
	});

	test('latest where all are pre-releases', async () => {
		offerAll(
			['deploy/v11.0.1-70', { prerelease: true }],
			['deploy/v11.1.0-71', { prerelease: true }],
		);
		expect(await sourceOf('github', 'latest')).toBe('deploy/v11.1.0-71');
	});

	test('the newest without this host is passed over, and the log says so', async () => {
		offerAll('deploy/v11.0.1-70');
		bench.github.releases.push({
			tag: 'deploy/v11.1.0-71',
			assets: new Map([['qemu_v11.1.0_linux-sparc64.tar.gz', bench.good]]),
		});
		expect(await sourceOf('github', 'latest')).toBe('deploy/v11.0.1-70');
		expect(bench.sandbox.reporter.text()).toMatch(/deploy\/v11\.1\.0-71 .* has nothing for/);
	});

	test('a range that the catalog has nothing for, over several pages', async () => {
		const many = Array.from({ length: 230 }, (_, index) => `buildkit/v1.0.${index}-1`);
		offerAll(...many, 'deploy/v12.1.0-80', 'deploy/v12.2.0-81', 'deploy/v13.0.0-82');
		expect(await sourceOf('github', '^12')).toBe('deploy/v12.2.0-81');
		const api = bench.github.seen.filter(
			({ role, path }) => role === 'api' && path.includes('page='),
		);
		expect(api.map(({ path }) => path.replace(/^.*&/, ''))).toEqual(['page=1', 'page=2', 'page=3']);
		bench.github.clear();
		expect(await sourceOf('github', '^12')).toBe('deploy/v12.2.0-81');
		expect(bench.github.seen).toEqual([]);
	});

	test.each([
		['version', 'github', 'deploy/v12.1.0-80'],
		['version, short', 'github', 'v12.1.0-80'],
		['source', 'github:tonistiigi/binfmt@deploy/v12.1.0-80', 'default'],
		['source, short', 'github:tonistiigi/binfmt@v12.1.0-80', 'default'],
		['source, and a range that agrees', 'github:tonistiigi/binfmt@deploy/v12.1.0-80', '^12'],
	])('a tag: %s', async (_name, source, version) => {
		offerAll('deploy/v12.1.0-80', 'deploy/v12.1.0-81', 'deploy/v12.2.0-82');
		expect(await sourceOf(source, version)).toBe('deploy/v12.1.0-80');
		bench.github.clear();
		expect(await sourceOf(source, version)).toBe('deploy/v12.1.0-80');
		expect(bench.github.seen).toEqual([]);
	});

	test('a tag in the source that is not the version asked for: E_VERSION', async () => {
		const asked = requestOf('github:tonistiigi/binfmt@deploy/v9.2.2-52', { version: '10.2.3' });
		const error = await bench.failure(asked);
		expect(error.code).toBe('E_VERSION');
		expect(error.message).toMatch(/names a release that is not version 10\.2\.3; it has 9\.2\.2/);
		expect(bench.github.seen).toEqual([]);
	});

	test('a tag that does not exist: E_VERSION names those there are', async () => {
		offerAll('deploy/v12.1.0-80', 'deploy/v12.2.0-82');
		const error = await bench.failure(requestOf('github', { version: 'deploy/v12.9.9-1' }));
		expect(error.code).toBe('E_VERSION');
		expect(error.message).toMatch(
			/no release with the tag deploy\/v12\.9\.9-1; it has deploy\/v12\.2\.0-82, deploy\/v12\.1\.0-80/,
		);
	});

	test('a release without this host: E_VERSION names the hosts', async () => {
		const assets = ['sparc64', 'arm-v7'].map((host) => `qemu_v10.2.1_linux-${host}.tar.gz`);
		bench.github.releases.push({
			tag: TAG,
			assets: new Map(assets.map((name) => [name, bench.good])),
		});
		const error = await bench.failure();
		expect(error.code).toBe('E_VERSION');
		expect(error.message).toMatch(/no emulators for \w+ hosts; it has them for arm-v7, sparc64\./);
	});

	test('a repository that does not exist: E_SOURCE says what may be wrong', async () => {
		bench.github.faults.api.push({ kind: 'status', status: 404 });
		const error = await bench.failure(requestOf('github:no/such'));
		expect(error.code).toBe('E_SOURCE');
		expect(error.message).toMatch(/answered 404 .*There is no repository no\/such there/);
		expect(error.remedy).toContain('github-token');
	});

	test('a file that is fetched from the API is told by its name', async () => {
		bench.offer(bench.good);
		bench.github.faults.storage.push({ kind: 'page' });
		const error = await bench.failure();
		expect(error.code).toBe('E_ARCHIVE');
		expect(error.message).toMatch(/^qemu_v10\.2\.1_linux-\w+\.tar\.gz \(http.*\/assets\//);
	});

	test('assets of no known layout: E_SOURCE names them and the layouts', async () => {
		bench.github.releases.push({
			tag: 'v1.0.0',
			repository: 'some/thing',
			assets: new Map([['thing.zip', bench.good]]),
		});
		const error = await bench.failure(requestOf('github:some/thing'));
		expect(error.code).toBe('E_SOURCE');
		expect(error.message).toMatch(
			/Release v1\.0\.0 of some\/thing has no emulators that are recognised: it has thing\.zip; recognised are qemu_v<version>/,
		);
	});
});
