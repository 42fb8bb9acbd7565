import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { obtainEmulators } from '../../src/emulator/obtain.js';
import { parseChecksums } from '../../src/emulator/vouching.js';
import { assetOf, GithubBench, PINNED_TAG, request } from '../servers/github-bench.js';
import { sha256Of } from '../servers/github-releases.js';
import { requestOf } from '../servers/source-fixture.js';

const bench = new GithubBench().install();

describe('several sources', () => {
	const emulators = () => join(bench.sandbox.root, 'emulators');

	test('the next one serves, and the warning says why', async () => {
		mkdirSync(emulators());
		writeFileSync(join(emulators(), 'qemu-aarch64'), bench.aarch64, { mode: 0o755 });
		const asked = requestOf(`github,dir:${emulators()}`);
		const obtained = await obtainEmulators(asked, bench.context());
		expect(obtained.emulators.get('aarch64')).toMatchObject({
			path: join(emulators(), 'qemu-aarch64'),
			sha256: sha256Of(bench.aarch64),
			source: `dir:${emulators()}`,
			assumesPreservedArgv0: false,
		});
		expect(obtained.cacheHit).toBe(true);
		expect(bench.sandbox.reporter.warnings).toHaveLength(1);
		expect(bench.sandbox.reporter.warnings[0]).toMatch(
			/^Source github failed: GET .* answered 404/,
		);
	});

	test('all failing is one E_SOURCE with each reason', async () => {
		const error = await bench.failure(requestOf(`github,dir:${emulators()}`));
		expect(error.code).toBe('E_SOURCE');
		expect(error.message).toMatch(
			/github: GET .* answered 404[\s\S]*dir:.*: Directory .* does not exist/,
		);
	});

	test('a directory that is tried first leaves the store to the second', async () => {
		bench.offer(bench.good);
		await obtainEmulators(request, bench.context());
		bench.github.clear();
		const asked = requestOf(`dir:${emulators()},github`, { version: '10.2.1' });
		const obtained = await obtainEmulators(asked, bench.context());
		expect(obtained.cacheHit).toBe(true);
		expect(bench.github.seen).toEqual([]);
		expect(bench.sandbox.reporter.warnings[0]).toMatch(/^Source dir:/);
	});
});

describe('a failed source', () => {
	/** GitHub, and an archive at an address for when it fails. */
	const sources = () => `github,${bench.github.url('storage')}/storage/mirror/qemu/all/qemu.tar.gz`;
	const asked = () => new Set(bench.github.seen.map(({ role }) => role));

	function mirror(): void {
		const assets = new Map([['qemu.tar.gz', bench.good]]);
		bench.github.releases.push({ repository: 'mirror/qemu', tag: 'all', assets });
	}

	test('a failure is remembered for the version that failed, and for no other', async () => {
		mirror();
		const failing = requestOf(sources(), { version: '>=11' });
		await obtainEmulators(failing, bench.context());
		expect(asked()).toEqual(new Set(['api', 'storage']));
		bench.github.seen.length = 0;
		expect((await obtainEmulators(failing, bench.context())).cacheHit).toBe(true);
		expect(asked()).toEqual(new Set());

		const tag = 'deploy/v11.1.3-71';
		bench.github.releases.push({ tag, assets: new Map([[assetOf('11.1.3'), bench.good]]) });
		const other = requestOf(sources(), { version: '11.x' });
		const { emulators } = await obtainEmulators(other, bench.context());
		expect(emulators.get('aarch64')?.source).toBe(`github:tonistiigi/binfmt@${tag}`);
	});

	test('what a checksum refused is asked for again without it', async () => {
		mirror();
		const catalog = bench.catalog(bench.aarch64);
		const assets = new Map([[assetOf('10.2.3'), bench.aarch64]]);
		bench.github.releases.push({ tag: PINNED_TAG, assets });
		const checksums = parseChecksums(sha256Of(bench.good));
		const pinned = requestOf(sources(), { pinning: { checksums, required: false } });
		await obtainEmulators(pinned, bench.context({ catalog }));
		expect(bench.sandbox.reporter.text()).toMatch(/Source github failed/);
		bench.github.seen.length = 0;
		await obtainEmulators(requestOf(sources()), bench.context({ catalog }));
		expect(asked()).toContain('web');
	});
});
