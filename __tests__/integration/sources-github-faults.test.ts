import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { obtainEmulators } from '../../src/emulator/obtain.js';
import { assetOf, GithubBench, PINNED_TAG, request, TAG } from '../servers/github-bench.js';
import { sha256Of } from '../servers/github-releases.js';
import { requestOf, type TestMember, tarball, thisHost } from '../servers/source-fixture.js';

const bench = new GithubBench().install();

describe('passing faults', () => {
	test.each([
		['a server error', { kind: 'status', status: 500 } as const],
		[
			'429 with Retry-After',
			{ kind: 'status', status: 429, headers: { 'retry-after': '1' } } as const,
		],
		['a cut in the middle', { kind: 'cut', afterBytes: 1_000_000 } as const],
		['a stall in the middle', { kind: 'stall', afterBytes: 1_000_000 } as const],
	])('%s is retried', async (_name, fault) => {
		bench.offer(bench.good);
		bench.github.faults.storage.push(fault);
		const obtained = await obtainEmulators(request, bench.context());
		expect(obtained.emulators.size).toBe(1);
		expect(bench.sandbox.reporter.infos.join('\n')).toMatch(/trying again in/);
	});

	test.each([
		['503', { kind: 'status', status: 503 } as const, /answered 503 Service Unavailable/],
		['a cut', { kind: 'cut', afterBytes: 5_000 } as const, /broke off after \d+ of \d+ bytes/],
		['a stall', { kind: 'stall', afterBytes: 5_000 } as const, /nothing came for 0\.3 s/],
		['silence', { kind: 'silence' } as const, /no answer within 2 s/],
		[
			'a long Retry-After',
			{ kind: 'status', status: 429, headers: { 'retry-after': '3600' } } as const,
			/answered 429/,
		],
	])(
		'%s that does not pass is E_SOURCE',
		async (_name, fault, message) => {
			bench.offer(bench.good);
			bench.github.faults.storage.push(fault, fault, fault);
			const error = await bench.failure();
			expect(error.code).toBe('E_SOURCE');
			expect(error.message).toMatch(message);
			expect(error.message).toContain(`${bench.github.url('storage')}/storage/`);
		},
		20_000,
	);
});

describe('lasting faults', () => {
	test('a version that does not exist: E_VERSION says what there is', async () => {
		bench.github.releases.push({ tag: 'deploy/v12.0.1-9', assets: new Map() });
		const error = await bench.failure(requestOf('github', { version: '99.1.0' }));
		expect(error.code).toBe('E_VERSION');
		expect(error.message).toMatch(
			/no release of QEMU 99\.1\.0; it has 12\.0\.1, 10\.2\.3, .*7\.0\.0/,
		);
	});

	test('a release without this host: E_SOURCE', async () => {
		bench.github.releases.push({ tag: TAG, assets: new Map([['other.tar.gz', bench.good]]) });
		const error = await bench.failure();
		expect(error.code).toBe('E_SOURCE');
		expect(error.message).toContain('other.tar.gz');
	});

	test('404 for a pinned release names address and status', async () => {
		const error = await bench.failure(requestOf('github'));
		expect(error.code).toBe('E_SOURCE');
		expect(error.message).toContain(
			`${bench.github.url('web')}/tonistiigi/binfmt/releases/download/deploy/v10.2.3-68/${assetOf('10.2.3')} answered 404`,
		);
	});

	test('the rate limit of the API is told as such and not retried', async () => {
		bench.github.faults.api.push({
			kind: 'status',
			status: 403,
			headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1900000000' },
		});
		const error = await bench.failure();
		expect(error.code).toBe('E_SOURCE');
		expect(error.message).toMatch(/answered 403 .*rate limit is used up until 2030-/);
		expect(error.remedy).toContain('github-token');
		expect(bench.github.seen).toHaveLength(1);
	});

	test('an altered byte of a pinned release: E_DIGEST with both digests', async () => {
		bench.github.releases.push({
			tag: PINNED_TAG,
			assets: new Map([[assetOf('10.2.3'), bench.good]]),
		});
		const altered = Buffer.from(bench.good);
		altered[1_000_000] = (altered[1_000_000] ?? 0) ^ 1;
		const catalog = bench.catalog(altered);
		const expected = sha256Of(altered);
		const error = await bench.failure(requestOf('github'), { catalog });
		expect(error.code).toBe('E_DIGEST');
		expect(error.message).toContain(expected);
		expect(error.message).toContain(sha256Of(bench.good));
	});

	test('an altered byte, digest of the API: E_DIGEST even though it does not unpack', async () => {
		const altered = Buffer.from(bench.good);
		altered[1_000_000] = (altered[1_000_000] ?? 0) ^ 0xff;
		bench.offer(altered, `sha256:${sha256Of(bench.good)}`);
		const error = await bench.failure();
		expect(error.code).toBe('E_DIGEST');
		expect(error.message).toContain(sha256Of(altered));
		expect(error.message).toContain(`expected ${sha256Of(bench.good)} (says the GitHub API)`);
	});

	test('no digest from the API: E_DIGEST, nothing is downloaded', async () => {
		bench.offer(bench.good, null);
		expect((await bench.failure()).code).toBe('E_DIGEST');
		expect(bench.github.seen.map(({ role }) => role)).toEqual(['api']);
	});

	test('a web page instead of the archive: E_ARCHIVE', async () => {
		bench.offer(bench.good);
		bench.github.faults.storage.push({ kind: 'page' });
		const error = await bench.failure();
		expect(error.code).toBe('E_ARCHIVE');
		expect(error.message).toMatch(/a web page came instead/);
	});

	test('a web page instead of the API: E_SOURCE', async () => {
		bench.github.faults.api.push({ kind: 'page' });
		const error = await bench.failure();
		expect(error.code).toBe('E_SOURCE');
		expect(error.message).toMatch(/not JSON/);
	});

	test('a truncated archive: E_ARCHIVE', async () => {
		bench.offer(bench.good.subarray(0, 2_000_000));
		const error = await bench.failure();
		expect(error.code).toBe('E_ARCHIVE');
		expect(error.message).toMatch(/unexpected end/i);
	});

	test.each<[string, TestMember[], RegExp]>([
		['a link', [{ name: 'qemu-aarch64', type: 'symlink' }], /is no file but a symlink/],
		['a way out', [{ name: '../qemu-aarch64' }], /points outside/],
		['an absolute name', [{ name: '/qemu-aarch64' }], /points outside/],
		['a duplicate', [{ name: 'qemu-arm' }, { name: 'qemu-arm' }], /second emulator for arm/],
		[
			'a missing member',
			[{ name: 'qemu-arm' }, { name: 'LICENSE' }],
			/no emulator for aarch64; it has arm\./,
		],
	])('an archive with %s: E_ARCHIVE', async (_name, members, message) => {
		bench.offer(await tarball(members));
		const error = await bench.failure();
		expect(error.code).toBe('E_ARCHIVE');
		expect(error.message).toMatch(message);
	});

	test('an emulator for another host: E_EMULATOR', async () => {
		const foreign = Buffer.from(bench.aarch64.subarray(0, 8192));
		foreign.writeUInt16LE(thisHost().target === 'x86_64' ? 183 : 62, 18);
		bench.offer(await tarball([{ name: 'qemu-aarch64', content: foreign }]));
		const error = await bench.failure();
		expect(error.code).toBe('E_EMULATOR');
		expect(error.message).toMatch(/built for (aarch64|x86_64) .* instead of/);
	});

	test('a dynamically linked emulator: E_EMULATOR', async () => {
		bench.offer(await tarball([{ name: 'qemu-aarch64', content: readFileSync('/bin/sh') }]));
		const error = await bench.failure();
		expect(error.code).toBe('E_EMULATOR');
		expect(error.message).toMatch(/dynamically linked/);
	});

	test('a connection that is refused: E_SOURCE naming the address', async () => {
		const error = await bench.failure(requestOf('github'), { githubUrl: 'http://127.0.0.1:9' });
		expect(error.code).toBe('E_SOURCE');
		expect(error.message).toMatch(/GET http:\/\/127\.0\.0\.1:9\/.* failed: .*ECONNREFUSED/);
	});
});
