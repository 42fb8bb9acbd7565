import { describe, expect, test } from '@jest/globals';
import { obtainEmulators } from '../../src/emulator/obtain.js';
import { parseChecksums } from '../../src/emulator/vouching.js';
import { assetOf, GithubBench, PINNED_TAG, request } from '../servers/github-bench.js';
import { sha256Of } from '../servers/github-releases.js';
import { requestOf } from '../servers/source-fixture.js';

const bench = new GithubBench().install();

describe('digests', () => {
	const altered = () => {
		const bytes = Buffer.from(bench.good);
		bytes[500_000] = (bytes[500_000] ?? 0) ^ 1;
		return bytes;
	};
	const pinned = (checksums: string, required = false) => ({
		pinning: { checksums: parseChecksums(checksums), required },
	});
	const checksums = (): [string, string][] => [
		['of the archive', sha256Of(bench.good)],
		['of the archive, by name', `${sha256Of(bench.good)}  ${assetOf('10.2.1')}`],
		['of the emulator', `sha256:${sha256Of(bench.aarch64)}`],
		['of the emulator, by name', `${sha256Of(bench.aarch64)} *qemu-aarch64`],
		['of the emulator, by its longer name', `${sha256Of(bench.aarch64)} qemu-aarch64-static`],
	];

	test('of the user are enough: nobody is asked, and one altered byte is refused', async () => {
		for (const [, checksum] of checksums()) {
			bench.github.clear();
			bench.offer(bench.good, null);
			const asked = { ...request, ...pinned(checksum, true) };
			const obtained = await obtainEmulators(asked, bench.context());
			expect(obtained.emulators.get('aarch64')?.vouching).toBe('checksum');
			expect(bench.github.seen.map(({ role }) => role)).toEqual(['web', 'storage']);

			bench.github.clear();
			expect((await obtainEmulators(asked, bench.context())).cacheHit).toBe(true);
			expect(bench.github.seen).toEqual([]);
			bench.sandbox.remove();

			bench.offer(altered());
			const error = await bench.failure(asked);
			expect(error.code).toBe('E_DIGEST');
			expect(error.message).toContain('(the checksum input)');
			bench.sandbox.remove();
		}
	});

	test('of the user go before a digest of the API', async () => {
		bench.github.releases.push({
			tag: 'v10.2.1',
			repository: 'some/thing',
			assets: new Map([[assetOf('10.2.1'), bench.good]]),
		});
		const asked = requestOf('github:some/thing', pinned('b'.repeat(64)));
		const error = await bench.failure(asked);
		expect(error.code).toBe('E_DIGEST');
		expect(error.message).toContain(`expected ${'b'.repeat(64)} (the checksum input)`);
	});

	test('of the catalog meet require-checksum; one altered byte is refused', async () => {
		const catalog = bench.catalog(bench.good);
		const asked = requestOf('github', pinned('', true));
		const assets = (bytes: Buffer) => new Map([[assetOf('10.2.3'), bytes]]);
		bench.github.releases.push({ tag: PINNED_TAG, assets: assets(altered()) });
		expect((await bench.failure(asked, { catalog })).code).toBe('E_DIGEST');
		bench.github.clear();
		bench.github.releases.push({ tag: PINNED_TAG, assets: assets(bench.good) });
		expect((await obtainEmulators(asked, bench.context({ catalog }))).emulators.size).toBe(1);
		expect(bench.github.seen.map(({ role }) => role)).toEqual(['web', 'storage']);
	});

	test('of the API do not: E_UNPINNED, and nothing is downloaded', async () => {
		bench.offer(bench.good);
		const error = await bench.failure({ ...request, ...pinned('', true) });
		expect(error.code).toBe('E_UNPINNED');
		expect(bench.github.seen.map(({ role }) => role)).toEqual(['api']);
	});

	test('that nobody states: E_DIGEST, and nothing is downloaded', async () => {
		bench.offer(bench.good, null);
		const error = await bench.failure();
		expect(error.code).toBe('E_DIGEST');
		expect(error.remedy).toContain('checksum input');
		expect(bench.github.seen.map(({ role }) => role)).toEqual(['api']);
	});
});
