import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Catalog, CatalogRelease } from '../../src/emulator/catalog.js';
import { run } from '../machine/runner.js';
import { type FakeRelease, GithubReleases, sha256Of } from '../servers/github-releases.js';
import { tarball } from '../servers/source-fixture.js';

const SCRIPT = resolve('scripts/update-catalog');
const CATALOG = resolve('src/emulator/catalog.json');
const TOKEN = 'token-that-nobody-may-see';
const PINNED = 'deploy/v10.2.3-68';
const github = new GithubReleases();
let directory = '';
let archive: Buffer = Buffer.alloc(0);

beforeAll(async () => {
	await github.start();
	archive = await tarball([
		{ name: 'qemu-arm', content: Buffer.from('an emulator of arm') },
		{ name: 'qemu-aarch64', content: Buffer.from('an emulator of aarch64') },
		{ name: 'LICENSE', content: Buffer.from('text') },
	]);
});
afterAll(() => github.stop());
beforeEach(() => {
	github.clear();
	directory = mkdtempSync(join(tmpdir(), 'xarch-catalog-'));
	copyFileSync(CATALOG, path());
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const path = () => join(directory, 'catalog.json');
const text = () => readFileSync(path(), 'utf8');
const read = () => JSON.parse(text()) as Catalog;
const releaseOf = (tag: string) => read().releases.find((release) => release.tag === tag);

/** Offers releases of tonistiigi/binfmt with this host's archive each. */
function offer(...releases: readonly (Partial<FakeRelease> & { readonly tag: string })[]): void {
	for (const release of releases) {
		const version = /v(\d+\.\d+\.\d+)/.exec(release.tag)?.[1];
		github.releases.push({
			assets: new Map([[`qemu_v${version}_linux-arm64.tar.gz`, archive]]),
			...release,
		});
	}
}

/** A catalog of one release only. */
function keep(
	tag: string,
	change: (release: CatalogRelease) => CatalogRelease = (same) => same,
): void {
	const { default: version, releases } = read();
	const kept = releases.filter((release) => release.tag === tag).map(change);
	writeFileSync(path(), JSON.stringify({ default: version, releases: kept }));
}

async function update(
	...options: string[]
): Promise<{ code: number | null; out: string; error: string }> {
	const addresses = ['--api-url', github.url('api'), '--github-url', github.url('web')];
	const { code, stdout, stderr } = await run(
		process.execPath,
		[SCRIPT, '--catalog', path(), ...addresses, ...options],
		{ env: { GITHUB_TOKEN: TOKEN } },
	);
	return { code, out: stdout, error: stderr };
}

describe('scripts/update-catalog', () => {
	test('changes nothing when there is nothing new', async () => {
		const before = text();
		offer({ tag: 'deploy/v10.2.1-65', assets: new Map() });
		const { code, out } = await update();
		expect(code).toBe(0);
		expect(out).toContain('Nothing has changed.');
		expect(out).toContain('tonistiigi/binfmt has no release `deploy/v9.2.2-52` any more.');
		expect(text()).toBe(before);
	});

	test('fills in what is missing of known releases, and adds new ones', async () => {
		keep(PINNED);
		offer(
			{ tag: 'deploy/v10.2.4-70', prerelease: true },
			{ tag: 'deploy/v10.2.3-69' },
			{ tag: PINNED },
			{ tag: 'deploy/v10.2.3-67' },
			{ tag: 'deploy/v10.1.0-99' },
			{ tag: 'deploy/v11.0.0-71', draft: true },
			{ tag: 'buildkit/v12.0.0-1' },
		);
		const { code, out } = await update();
		expect({ code, out }).toMatchObject({ code: 0 });
		expect(read().releases.map(({ tag }) => tag)).toEqual([
			'deploy/v10.2.4-70',
			'deploy/v10.2.3-69',
			PINNED,
		]);
		expect(read().default).toBe(PINNED);
		expect(releaseOf('deploy/v10.2.4-70')).toEqual({
			repository: 'tonistiigi/binfmt',
			version: '10.2.4',
			tag: 'deploy/v10.2.4-70',
			assets: [
				{
					host: 'arm64',
					address:
						'https://github.com/tonistiigi/binfmt/releases/download/deploy/v10.2.4-70/qemu_v10.2.4_linux-arm64.tar.gz',
					sha256: sha256Of(archive),
					sizeBytes: archive.length,
					members: [
						{
							name: 'qemu-aarch64',
							sha256: sha256Of(Buffer.from('an emulator of aarch64')),
							sizeBytes: 22,
						},
						{
							name: 'qemu-arm',
							sha256: sha256Of(Buffer.from('an emulator of arm')),
							sizeBytes: 18,
						},
					],
				},
			],
		});
		expect(releaseOf(PINNED)?.assets.map(({ host }) => host)).toEqual(['amd64', 'arm64']);
		expect(out).toContain('`deploy/v10.2.4-70` (QEMU 10.2.4): new release');
		expect(out).toContain('The default release stays `deploy/v10.2.3-68`.');
		const authorized = github.seen.filter(({ headers }) => headers.authorization !== undefined);
		expect([...new Set(authorized.map(({ role }) => role))]).toEqual(['api']);

		const after = text();
		expect((await update('--check')).code).toBe(0);
		expect(text()).toBe(after);
	});

	test('--check writes nothing and exits with 2 when something would change', async () => {
		keep(PINNED);
		offer({ tag: PINNED });
		const before = text();
		const { code, out } = await update('--check');
		expect(code).toBe(2);
		expect(out).toContain('`qemu_v10.2.3_linux-arm64.tar.gz` (2 emulators)');
		expect(text()).toBe(before);
	});

	test('takes the single files of multiarch/qemu-user-static', async () => {
		keep('v7.2.0-1');
		const one = await tarball([{ name: 'qemu-arm-static', content: Buffer.from('arm') }]);
		github.releases.push({
			tag: 'v7.2.0-1',
			repository: 'multiarch/qemu-user-static',
			assets: new Map([
				['x86_64_qemu-arm-static.tar.gz', one],
				['qemu-arm-static.tar.gz', one],
				['qemu-arm-static', Buffer.from('arm')],
			]),
		});
		expect((await update()).code).toBe(0);
		expect(releaseOf('v7.2.0-1')?.assets).toMatchObject([
			{ host: 'amd64', members: [{ name: 'qemu-arm-static', sizeBytes: 3 }] },
		]);
	});
});

describe('a fault ends it with 1 and leaves the file as it is:', () => {
	const failure = async (): Promise<string> => {
		const before = text();
		const { code, error } = await update();
		expect(code).toBe(1);
		expect(text()).toBe(before);
		expect(error).not.toContain(TOKEN);
		return error;
	};

	test('a digest that has changed on the server', async () => {
		offer({
			tag: PINNED,
			assets: new Map([['qemu_v10.2.3_linux-amd64.tar.gz', archive]]),
		});
		expect(await failure()).toMatch(
			new RegExp(
				`v10\\.2\\.3-68/qemu_v10\\.2\\.3_linux-amd64\\.tar\\.gz has another digest now: ${sha256Of(archive)} instead of 8e7d8f4c`,
			),
		);
	});

	test('bytes that are not those of the digest', async () => {
		keep(PINNED);
		offer({ tag: PINNED, digest: `sha256:${'a'.repeat(64)}` });
		expect(await failure()).toContain(
			`has sha256 ${sha256Of(archive)}, expected ${'a'.repeat(64)}`,
		);
	});

	test('bytes of a pinned file whose digest the API does not state', async () => {
		keep(PINNED);
		offer({
			tag: PINNED,
			digest: null,
			assets: new Map([['qemu_v10.2.3_linux-amd64.tar.gz', archive]]),
		});
		expect(await failure()).toContain(`expected 8e7d8f4c`);
	});

	test('an archive that is cut', async () => {
		keep(PINNED);
		const cut = archive.subarray(0, archive.length - 20);
		offer({ tag: PINNED, assets: new Map([['qemu_v10.2.3_linux-arm64.tar.gz', cut]]) });
		expect(await failure()).toMatch(/linux-arm64\.tar\.gz cannot be read: /);
	});

	test('a web page instead of the API', async () => {
		github.faults.api.push({ kind: 'page' });
		expect(await failure()).toMatch(
			/releases\?per_page=100&page=1 answered something that is not JSON/,
		);
	});

	test.each([
		['{}', /answered JSON that is no list/],
		['[{"name":"x"}]', /answered something that is no release/],
		['[null]', /answered something that is no release/],
	])('JSON that is something else: %s', async (body, message) => {
		github.faults.api.push({ kind: 'status', status: 200, body });
		expect(await failure()).toMatch(message);
	});

	test('403', async () => {
		github.faults.api.push({
			kind: 'status',
			status: 403,
			headers: { 'x-ratelimit-remaining': '0' },
		});
		expect(await failure()).toMatch(/answered 403 Forbidden: the rate limit is used up/);
	});

	test('a redirect, which could lead the token elsewhere', async () => {
		github.faults.api.push({ kind: 'redirect', to: `${github.url('storage')}/x` });
		expect(await failure()).toMatch(/answered 302/);
		expect(github.seen).toHaveLength(1);
	});

	test('a catalog that is not as its schema says', async () => {
		writeFileSync(path(), '{"default":"10.2.3","releases":[]}');
		expect(await failure()).toMatch(/the catalog is not as its schema says: .*releases/);
	});

	test('an unknown option', async () => {
		const { code, error } = await update('--no-such');
		expect(code).toBe(1);
		expect(error).toContain('--no-such');
	});
});

test('an API that states no digest adds nothing, and says so', async () => {
	keep(PINNED);
	offer({ tag: 'deploy/v10.2.4-70', digest: null }, { tag: PINNED, digest: null });
	const before = text();
	const { code, out } = await update();
	expect(code).toBe(0);
	expect(text()).toBe(before);
	expect(out).toMatch(
		/`deploy\/v10\.2\.4-70` .* is left out: GitHub states no digest of `qemu_v10\.2\.4/,
	);
	expect(out).toMatch(/`deploy\/v10\.2\.3-68` .*: GitHub states no digest of `qemu_v10\.2\.3/);
});
