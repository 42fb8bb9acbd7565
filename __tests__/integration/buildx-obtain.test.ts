import {
	existsSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	statSync,
	truncateSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { requireBuildx } from '../../src/buildx/find.js';
import { parseChecksums } from '../../src/emulator/vouching.js';
import { ASSET, BuildxBench, withdraw } from '../servers/buildx-bench.js';
import { sha256Of } from '../servers/github-releases.js';
import { thisHost } from '../servers/source-fixture.js';

const bench = new BuildxBench().install();

describe('where buildx is missing', () => {
	test('it is downloaded, checked, provided as a plugin, and taken away again', async () => {
		bench.offer();
		const buildx = await bench.ask();
		expect(buildx).toMatchObject({
			argvPrefix: ['docker', 'buildx'],
			version: '0.29.1',
			provided: { directory: bench.plugins, leaseId: 'one' },
			pathDirectory: undefined,
			vouching: 'github-api',
		});
		expect(JSON.parse(JSON.stringify(buildx))).toMatchObject({ provided: buildx.provided });
		expect(bench.version()).toContain('buildx 0.29.1');
		const stored = join(bench.sandbox.storeRoot, 'buildx', '0.29.1', thisHost().nodeArch);
		expect(readlinkSync(join(bench.plugins, 'docker-buildx'))).toBe(join(stored, 'docker-buildx'));
		expect(statSync(join(stored, 'docker-buildx')).mode & 0o777).toBe(0o755);
		expect(existsSync(`${stored}.complete`)).toBe(true);
		expect(bench.github.seen.filter(({ headers }) => headers.authorization !== undefined)).toEqual(
			bench.github.seen.filter(({ role }) => role === 'api'),
		);
		await withdraw(buildx);
		// Nothing else was written to the home, and the directories that were made are gone.
		expect(readdirSync(bench.home)).toEqual([]);
		expect(readdirSync(bench.sandbox.tempRoot)).toEqual([]);
	});

	test('a second time nothing is asked of anybody', async () => {
		bench.offer();
		const first = await bench.ask({}, bench.pinned);
		expect(first.vouching).toBe('catalog');
		expect(bench.paths[0]).toBe(`web /docker/buildx/releases/download/v0.29.1/${ASSET}`);
		await withdraw(first);
		bench.github.clear();
		const second = await bench.ask({}, bench.pinned);
		expect(second.version).toBe('0.29.1');
		await withdraw(second);
		const offline = await bench.ask({ offline: true }, bench.pinned);
		expect(offline.version).toBe('0.29.1');
		expect(bench.github.seen).toEqual([]);
	});

	test('what was kept and is damaged is downloaded again', async () => {
		bench.offer();
		const first = await bench.ask();
		const path = readlinkSync(join(bench.plugins, 'docker-buildx'));
		await withdraw(first);
		truncateSync(path, 1000);
		await bench.ask();
		expect(sha256Of(readFileSync(path))).toBe(sha256Of(bench.newer));
		expect(bench.version()).toContain('0.29.1');
	});

	test('latest is asked for, also when an bench.older one is there', async () => {
		bench.offer();
		const old = await bench.ask({ version: 'v0.13.1' });
		expect([old.version, bench.version()]).toEqual([
			'0.13.1',
			expect.stringContaining('buildx 0.13.1'),
		]);
		const latest = await bench.ask({ version: 'latest' });
		expect([latest.version, bench.version()]).toEqual([
			'0.29.1',
			expect.stringContaining('buildx 0.29.1'),
		]);
		expect(bench.paths).toContain('api /repos/docker/buildx/releases/latest');
	});

	test("the release's own list serves where the API states no digest", async () => {
		bench.offer({
			digest: null,
			list: `${'0'.repeat(64)} *other\n${sha256Of(bench.newer)} *${ASSET}\n`,
		});
		expect((await bench.ask()).vouching).toBe('release');
	});

	test('and where the API does not answer', async () => {
		bench.offer({ list: `${sha256Of(bench.newer)} *${ASSET}\n` });
		bench.github.faults.api.push({
			kind: 'status',
			status: 403,
			headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1900000000' },
		});
		expect((await bench.ask()).vouching).toBe('release');
	});

	test("the checksum input's digest for the file goes before all others", async () => {
		bench.offer({ digest: null });
		const checksums = parseChecksums(`${'a'.repeat(64)}\n${sha256Of(bench.newer)}  ${ASSET}`);
		const pinning = { checksums, required: true };
		expect((await bench.ask({ pinning })).vouching).toBe('checksum');
	});

	test('a passing fault is retried', async () => {
		bench.offer();
		bench.github.faults.storage.push({ kind: 'cut', afterBytes: 1_000_000 });
		expect((await bench.ask()).version).toBe('0.29.1');
		expect(bench.sandbox.reporter.text()).toMatch(/trying again in/);
	});
});

describe('what must not be provided is not', () => {
	afterEach(() => {
		expect(existsSync(bench.plugins)).toBe(false);
		expect(bench.sandbox.files().filter((name) => /docker-buildx|\.xarch-/.test(name))).toEqual([]);
	});

	test('a wrong digest by the API', async () => {
		bench.offer({ digest: `sha256:${'0'.repeat(64)}` });
		const error = await bench.failure();
		expect(error.code).toBe('E_DIGEST');
		expect(error.message).toContain(`sha256 ${sha256Of(bench.newer)}, expected ${'0'.repeat(64)}`);
	});

	test('a wrong digest by what is pinned', async () => {
		bench.offer();
		const digests = { [thisHost().architecture]: 'b'.repeat(64) };
		const error = await bench.failure({}, { tag: 'v0.29.1', digests });
		expect(error).toMatchObject({
			code: 'E_DIGEST',
			message: expect.stringMatching(/pinned in this version/),
		});
	});

	test('no digest from anybody', async () => {
		bench.offer({ digest: null });
		const error = await bench.failure();
		expect(error.code).toBe('E_DIGEST');
		expect(error.message).toContain(`states a sha256 for ${ASSET}`);
		expect(bench.paths).not.toContain(`web /docker/buildx/releases/download/v0.29.1/${ASSET}`);
	});

	test('require-checksum and no digest known beforehand', async () => {
		bench.offer();
		const error = await bench.failure({ pinning: { checksums: undefined, required: true } });
		expect(error.code).toBe('E_UNPINNED');
	});

	test('a version that does not exist', async () => {
		bench.offer();
		const error = await bench.failure({ version: 'v9.9.9' });
		expect(error.code).toBe('E_VERSION');
		expect(error.message).toBe(
			'There is no release v9.9.9 of buildx; the newest are v0.29.1, v0.13.1.',
		);
	});

	test('a release without this host', async () => {
		const assets = new Map([['buildx-v0.29.1.linux-arm-v7', bench.newer]]);
		bench.offerAs('v0.29.1', assets);
		const error = await bench.failure();
		expect(error.code).toBe('E_VERSION');
		expect(error.message).toMatch(/not published for \w+ hosts; it is for arm-v7\./);
	});

	test('a file that the web does not have', async () => {
		bench.offer();
		bench.github.faults.web.push({ kind: 'status', status: 404 });
		const error = await bench.failure();
		expect(error).toMatchObject({ code: 'E_SOURCE' });
		expect(error.message).toContain(
			`/docker/buildx/releases/download/v0.29.1/${ASSET} answered 404`,
		);
	});

	test('another version than its name says', async () => {
		bench.offerAs('v0.29.1', new Map([[ASSET, bench.older]]));
		const error = await bench.failure();
		expect(error.code).toBe('E_BUILDX');
		expect(error.message).toMatch(/should be buildx 0\.29\.1, but says it is ".*0\.13\.1/);
	});

	test('something that is no program', async () => {
		bench.offerAs('v0.29.1', new Map([[ASSET, Buffer.from('\x7fELF and no more')]]));
		expect(await bench.failure()).toMatchObject({
			code: 'E_BUILDX',
			message: expect.stringMatching(/does not run/),
		});
	});

	test('offline with nothing kept: what would serve is named, and nobody is asked', async () => {
		bench.offer();
		const error = await bench.failure({ offline: true }, bench.pinned);
		expect(error.code).toBe('E_OFFLINE');
		expect(error.message).toContain(`/v0.29.1/${ASSET} (sha256 ${sha256Of(bench.newer)})`);
		expect((await bench.failure({ offline: true, version: 'latest' })).code).toBe('E_OFFLINE');
		expect(bench.github.seen).toEqual([]);
	});

	test('when it is not to be installed', async () => {
		const error = await bench.failure({ installIfMissing: false });
		expect(error.code).toBe('E_BUILDX');
		expect(error.message).toMatch(
			/buildx is needed and cannot be used: "docker buildx version" ended with exit code \d+ \(docker: .*buildx/,
		);
		expect(bench.github.seen).toEqual([]);
		await expect(requireBuildx(bench.env)).rejects.toMatchObject({ code: 'E_BUILDX' });
	});
});
