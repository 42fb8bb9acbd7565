import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { HttpClient } from 'actions-http-client';
import { findStored, obtainEmulators } from '../../src/emulator/obtain.js';
import { assetOf, GithubBench, PINNED_TAG, request, TAG, TOKEN } from '../servers/github-bench.js';
import { sha256Of } from '../servers/github-releases.js';
import { requestOf } from '../servers/source-fixture.js';

const bench = new GithubBench().install();

describe('a release', () => {
	test('is downloaded once, verified, and found in the store afterwards', async () => {
		bench.offer(bench.good);
		const obtained = await obtainEmulators({ ...request, optional: ['riscv64'] }, bench.context());
		expect(obtained.cacheHit).toBe(false);
		expect([...obtained.emulators.keys()]).toEqual(['aarch64']);
		const emulator = obtained.emulators.get('aarch64');
		expect(emulator).toMatchObject({
			target: 'aarch64',
			sha256: sha256Of(bench.aarch64),
			sizeBytes: bench.aarch64.length,
			source: `github:tonistiigi/binfmt@${TAG}`,
			// These are Debian's: what an emulator does counts, not where it came from.
			assumesPreservedArgv0: false,
		});
		expect(emulator?.version).toMatch(/^11\./);
		expect(emulator?.path.startsWith(bench.sandbox.storeRoot)).toBe(true);
		expect(statSync(emulator?.path ?? '').mode & 0o777).toBe(0o755);
		expect(readFileSync(emulator?.path ?? '').equals(bench.aarch64)).toBe(true);
		expect(bench.sandbox.files().some((name) => name.includes('qemu-arm'))).toBe(false);
		expect(bench.sandbox.reporter.progressed).toBeGreaterThan(0);

		bench.github.clear();
		const again = await obtainEmulators({ ...request, optional: ['riscv64'] }, bench.context());
		expect(again.cacheHit).toBe(true);
		expect(again.emulators.get('aarch64')).toEqual(emulator);
		expect(findStored(request, bench.context())?.emulators.get('aarch64')).toEqual(emulator);
		expect(bench.github.seen).toEqual([]);
	});

	test('that is pinned needs no question to the API', async () => {
		bench.github.releases.push({
			tag: PINNED_TAG,
			assets: new Map([[assetOf('10.2.3'), bench.good]]),
		});
		const catalog = bench.catalog(bench.good);
		const obtained = await obtainEmulators(requestOf('github'), bench.context({ catalog }));
		expect(obtained.emulators.size).toBe(1);
		expect(bench.github.seen.map(({ role }) => role)).toEqual(['web', 'storage']);
		expect(bench.github.seen[0]?.path).toContain('/download/deploy/v10.2.3-68/');
		expect(obtained.emulators.get('aarch64')?.vouching).toBe('catalog');
		expect(bench.sandbox.reporter.text()).toMatch(
			/Downloading .* \(checked against the pinned digest\)/,
		);

		bench.github.clear();
		expect((await obtainEmulators(requestOf('github'), bench.context({ catalog }))).cacheHit).toBe(
			true,
		);
		expect(bench.github.seen).toEqual([]);
	});

	test('outside the catalog is looked up, the highest build wins', async () => {
		for (const tag of ['buildkit/v12.0.1-9', 'deploy/v12.0.1-9', 'deploy/v12.0.1-10']) {
			bench.github.releases.push({ tag, assets: new Map([[assetOf('12.0.1'), bench.good]]) });
		}
		const asked = requestOf('github', { version: '12.0' });
		const obtained = await obtainEmulators(asked, bench.context());
		expect(obtained.emulators.get('aarch64')?.source).toBe(
			'github:tonistiigi/binfmt@deploy/v12.0.1-10',
		);
		bench.github.clear();
		expect((await obtainEmulators(asked, bench.context())).cacheHit).toBe(true);
		expect(bench.github.seen).toEqual([]);
	});

	test('serves further targets beside those already stored', async () => {
		bench.offer(bench.good);
		const first = await obtainEmulators(request, bench.context());
		const asked = { ...request, required: ['aarch64', 'arm'] };
		const second = await obtainEmulators(asked, bench.context());
		expect(second.cacheHit).toBe(false);
		expect(second.emulators.get('aarch64')).toEqual(first.emulators.get('aarch64'));
		expect((await obtainEmulators(asked, bench.context())).cacheHit).toBe(true);
	});

	test('obtained twice at once ends as one sound entry', async () => {
		bench.offer(bench.good);
		const [left, right] = await Promise.all([
			obtainEmulators(request, bench.context()),
			obtainEmulators(request, bench.context()),
		]);
		expect(left.emulators.get('aarch64')?.path).toBe(right.emulators.get('aarch64')?.path);
		expect(bench.sandbox.files().filter((name) => name.includes('.xarch-'))).toEqual([]);
		expect(findStored(request, bench.context())?.cacheHit).toBe(true);
	});

	test('replaces a stored emulator that was altered', async () => {
		bench.offer(bench.good);
		const path =
			(await obtainEmulators(request, bench.context())).emulators.get('aarch64')?.path ?? '';
		const altered = Buffer.from(bench.aarch64);
		altered[100_000] = (altered[100_000] ?? 0) ^ 1;
		writeFileSync(path, altered);
		expect(findStored(request, bench.context())).toBeUndefined();
		const obtained = await obtainEmulators(request, bench.context());
		expect(obtained.cacheHit).toBe(false);
		expect(readFileSync(path).equals(bench.aarch64)).toBe(true);
	});
});

describe('the token', () => {
	test('goes to the API and to nobody else', async () => {
		bench.offer(bench.good);
		await obtainEmulators(request, bench.context());
		const authorized = bench.github.seen.filter(
			({ headers }) => headers.authorization !== undefined,
		);
		expect(authorized.map(({ role }) => role)).toEqual(['api', 'api']);
		expect(authorized[0]?.headers.authorization).toBe(`Bearer ${TOKEN}`);
		expect(bench.github.seen.map(({ role }) => role)).toEqual(['api', 'api', 'storage']);
	});

	test('does not follow a redirect to another port of the same host', async () => {
		bench.offer(bench.good);
		bench.github.faults.api.push({
			kind: 'redirect',
			to: `${bench.github.url('storage')}/elsewhere`,
		});
		await obtainEmulators(request, bench.context());
		const seen = bench.github.seen.map(({ role, headers }) => [role, headers.authorization]);
		expect(seen.slice(0, 2)).toEqual([
			['api', `Bearer ${TOKEN}`],
			['storage', undefined],
		]);
		const others = bench.github.seen.filter(({ role }) => role !== 'api');
		expect(others.filter(({ headers }) => headers.authorization !== undefined)).toEqual([]);
	});

	// Why redirects are followed here and not by the client.
	test('would be sent on by @actions/http-client itself', async () => {
		bench.github.faults.api.push({
			kind: 'redirect',
			to: `${bench.github.url('storage')}/elsewhere`,
		});
		const client = new HttpClient('test');
		await client.get(bench.github.url('api'), { authorization: `Bearer ${TOKEN}` });
		expect(bench.github.seen[1]).toMatchObject({
			role: 'storage',
			headers: { authorization: `Bearer ${TOKEN}` },
		});
	});

	test('is kept on a relative redirect within the API', async () => {
		bench.offer(bench.good);
		bench.github.faults.api.push({
			kind: 'redirect',
			to: `/repos/tonistiigi/binfmt/releases/tags/${encodeURIComponent(TAG)}`,
		});
		await obtainEmulators(request, bench.context());
		const api = bench.github.seen.filter(({ role }) => role === 'api');
		expect(api.map(({ headers }) => headers.authorization)).toEqual([
			`Bearer ${TOKEN}`,
			`Bearer ${TOKEN}`,
			`Bearer ${TOKEN}`,
		]);
	});

	test('opens what needs a session on the web', async () => {
		bench.github.releases.push({
			tag: TAG,
			assets: new Map([[assetOf('10.2.1'), bench.good]]),
			isPrivate: true,
		});
		const obtained = await obtainEmulators(request, bench.context());
		expect(obtained.emulators.size).toBe(1);
		expect(bench.github.seen[1]?.headers.accept).toBe('application/octet-stream');

		bench.sandbox.remove();
		const error = await bench.failure(request, { token: undefined });
		expect(error.message).toMatch(
			/\/download\/deploy\/v10\.2\.1-65\/qemu_v10\.2\.1_.* answered 404/,
		);
	});

	test('of another server does not lead the download to the API', async () => {
		bench.offer(bench.good);
		await obtainEmulators(request, bench.context({ tokenOrigin: 'https://github.example' }));
		expect(bench.github.seen.map(({ role }) => role)).toEqual(['api', 'web', 'storage']);
		expect(bench.github.seen.every(({ headers }) => headers.authorization === undefined)).toBe(
			true,
		);
	});
});

describe('an unwritable tool-cache', () => {
	test('is replaced by a temporary directory, with a warning', async () => {
		bench.offer(bench.good);
		writeFileSync(bench.sandbox.storeRoot, 'a file where the directory should be');
		const obtained = await obtainEmulators(request, bench.context());
		expect(obtained.emulators.get('aarch64')?.path.startsWith(bench.sandbox.tempRoot)).toBe(true);
		expect(bench.sandbox.reporter.warnings.join('\n')).toMatch(/cannot be written/);
	});
});
