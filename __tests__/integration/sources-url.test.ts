import { describe, expect, test } from '@jest/globals';
import type { EmulatorRequest } from '../../src/emulator/emulator.js';
import { obtainEmulators } from '../../src/emulator/obtain.js';
import { parseChecksums } from '../../src/emulator/vouching.js';
import { assetOf, GithubBench, PINNED_TAG } from '../servers/github-bench.js';
import { sha256Of } from '../servers/github-releases.js';
import { labEmulator, requestOf, tarball, thisHost } from '../servers/source-fixture.js';

const bench = new GithubBench().install();
const host = thisHost().architecture;
const PASSWORD = 'p@ss-that-nobody-may-see';
/** A company's mirror: the storage of the loopback server, reached without redirects. */
const mirror = (path: string) => `${bench.github.url('storage')}/storage/mirror/qemu/${path}`;

/** Puts a file on the mirror. */
function put(folder: string, name: string, bytes: Buffer): void {
	bench.github.releases.push({
		repository: 'mirror/qemu',
		tag: folder,
		assets: new Map([[name, bytes]]),
	});
}

function asked(
	path: string,
	more: Partial<Omit<EmulatorRequest, 'version'>> & { version?: string } = {},
): EmulatorRequest {
	return requestOf(mirror(path), more);
}

const paths = () => bench.github.seen.map(({ path }) => path.replace('/storage/mirror/qemu', ''));

describe('{version}', () => {
	test.each([
		['default', '10.2.3'],
		['9.1.0', '9.1.0'],
		['^9', '9.2.2'],
		['v10.0.4', '10.0.4'],
	])('for %s is %s; the second time nobody is asked', async (version, meant) => {
		put(`v${meant}`, `${host}.tar.gz`, bench.good);
		const request = asked('v{version}/{host}.tar.gz', { version });
		const { emulators } = await obtainEmulators(request, bench.context());
		expect(emulators.get('aarch64')).toMatchObject({
			source: mirror(`v${meant}/${host}.tar.gz`),
			vouching: 'connection',
		});
		expect(paths()).toEqual([`/v${meant}/${host}.tar.gz`]);
		expect(bench.sandbox.reporter.text()).toContain('the connection only, not pinned');
		bench.github.clear();
		expect((await obtainEmulators(request, bench.context())).cacheHit).toBe(true);
		expect(bench.github.seen).toEqual([]);
	});

	test('of another version is not taken from the store', async () => {
		put('v9.1.0', `${host}.tar.gz`, bench.good);
		put('v10.2.3', `${host}.tar.gz`, bench.good);
		await obtainEmulators(asked('v{version}/{host}.tar.gz', { version: '9.1.0' }), bench.context());
		bench.github.seen.length = 0;
		const next = await obtainEmulators(asked('v{version}/{host}.tar.gz'), bench.context());
		expect(next.cacheHit).toBe(false);
		expect(paths()).toEqual([`/v10.2.3/${host}.tar.gz`]);
	});

	test('in a query is not taken from the store either, nor told', async () => {
		put('any', `${host}.tar.gz`, bench.good);
		const template = 'any/{host}.tar.gz?token=hidden&qemu={version}';
		const first = await obtainEmulators(asked(template, { version: '9.1.0' }), bench.context());
		const next = await obtainEmulators(asked(template), bench.context());
		expect(next.cacheHit).toBe(false);
		expect(bench.github.seen).toHaveLength(2);
		const sources = [first, next].map(({ emulators }) => emulators.get('aarch64')?.source ?? '');
		expect(new Set(sources).size).toBe(2);
		for (const source of sources) expect(source).toMatch(/\.tar\.gz \(query [0-9a-f]{8}\)$/);
		expect((await obtainEmulators(asked(template), bench.context())).cacheHit).toBe(true);
	});

	test.each([
		['latest', /an address cannot list the versions it has\./],
		['deploy/v10.2.3-68', /Version deploy\/v10\.2\.3-68 cannot be looked up/],
		['^3', /none of those known here is one \(10\.2\.3, 10\.2\.1, .*7\.0\.0\)/],
	])('for %s: E_VERSION', async (version, message) => {
		const error = await bench.failure(asked('v{version}/{host}.tar.gz', { version }));
		expect(error.code).toBe('E_VERSION');
		expect(error.message).toMatch(message);
		expect(bench.github.seen).toEqual([]);
	});
});

describe('without {version}', () => {
	test('the emulators are asked which one they are', async () => {
		put('all', 'qemu.tar.gz', bench.good);
		const { emulators } = await obtainEmulators(
			asked('all/qemu.tar.gz', { version: '^11' }),
			bench.context(),
		);
		expect(emulators.get('aarch64')?.version).toMatch(/^11\./);
	});

	test('another one is refused before anything is published', async () => {
		put('all', 'qemu.tar.gz', bench.good);
		const error = await bench.failure(asked('all/qemu.tar.gz', { version: '10.x' }));
		expect(error.code).toBe('E_VERSION');
		expect(error.message).toMatch(/gives QEMU 11\.\S+ for aarch64, but 10\.x is asked for/);
	});
});

describe('{target}', () => {
	const files = () => {
		for (const target of ['aarch64', 's390x']) {
			put('bare', `qemu-${target}`, labEmulator(target));
		}
	};

	test('is one file each; optional ones that are not there are left out', async () => {
		files();
		const request = asked('bare/qemu-{target}', {
			required: ['aarch64'],
			optional: ['arm', 's390x'],
		});
		const { emulators } = await obtainEmulators(request, bench.context());
		expect([...emulators.keys()].sort()).toEqual(['aarch64', 's390x']);
		expect(paths().sort()).toEqual(['/bare/qemu-aarch64', '/bare/qemu-arm', '/bare/qemu-s390x']);
		bench.github.clear();
		const again = await obtainEmulators(request, bench.context());
		expect([...again.emulators.keys()].sort()).toEqual(['aarch64', 's390x']);
		expect(bench.github.seen).toEqual([]);
	});

	test('a required one that is not there: E_SOURCE', async () => {
		files();
		const error = await bench.failure(
			asked('bare/qemu-{target}', { required: ['aarch64', 'arm'] }),
		);
		expect(error.code).toBe('E_SOURCE');
		expect(error.message).toMatch(/bare\/qemu-arm answered 404/);
	});

	test('no file at all: E_SOURCE', async () => {
		const request = asked('bare/qemu-{target}', { required: [], optional: ['arm', 's390x'] });
		const error = await bench.failure(request);
		expect(error.code).toBe('E_SOURCE');
		expect(error.message).toMatch(
			/no emulator for any platform asked for at .*qemu-arm, .*qemu-s390x\./,
		);
	});

	test('more targets later are asked for, and then known', async () => {
		files();
		await obtainEmulators(asked('bare/qemu-{target}'), bench.context());
		const request = asked('bare/qemu-{target}', { optional: ['s390x', 'arm'] });
		const more = await obtainEmulators(request, bench.context());
		expect([...more.emulators.keys()].sort()).toEqual(['aarch64', 's390x']);
		bench.github.clear();
		expect((await obtainEmulators(request, bench.context())).cacheHit).toBe(true);
		expect(bench.github.seen).toEqual([]);
	});
});

describe('digests', () => {
	const altered = () => {
		const bytes = Buffer.from(bench.good);
		bytes[500_000] = (bytes[500_000] ?? 0) ^ 1;
		return bytes;
	};

	test('a copy of a pinned file is checked against the pinned digest', async () => {
		const catalog = bench.catalog(bench.good);
		const request = asked(`copy/${assetOf('10.2.3')}`, {
			pinning: { checksums: undefined, required: true },
		});
		put('copy', assetOf('10.2.3'), altered());
		const error = await bench.failure(request, { catalog });
		expect(error.code).toBe('E_DIGEST');
		expect(error.message).toContain(`expected ${sha256Of(bench.good)} (pinned in this version`);
		bench.github.clear();
		put('copy', assetOf('10.2.3'), bench.good);
		const { emulators } = await obtainEmulators(request, bench.context({ catalog }));
		expect(emulators.get('aarch64')?.vouching).toBe('catalog');
	});

	test('the one whose tag the address names, where several builds have the name', async () => {
		const catalog = bench.catalog(bench.good);
		const [release] = catalog.releases;
		const [asset] = release?.assets ?? [];
		if (release === undefined || asset === undefined) throw new Error('no release');
		const newer = {
			...release,
			tag: 'deploy/v10.2.3-69',
			assets: [{ ...asset, sha256: 'c'.repeat(64) }],
		};
		const both = { ...catalog, releases: [newer, release] };
		put(PINNED_TAG, assetOf('10.2.3'), bench.good);
		const request = asked(`${PINNED_TAG}/${assetOf('10.2.3')}`);
		const { emulators } = await obtainEmulators(request, bench.context({ catalog: both }));
		expect(emulators.get('aarch64')?.vouching).toBe('catalog');
	});

	test('the checksum input is enough, and one altered byte is refused', async () => {
		const pinning = {
			checksums: parseChecksums(`${sha256Of(bench.good)}  qemu.tar.gz`),
			required: true,
		};
		put('all', 'qemu.tar.gz', altered());
		expect((await bench.failure(asked('all/qemu.tar.gz?x=y', { pinning }))).code).toBe('E_DIGEST');
		bench.github.clear();
		put('all', 'qemu.tar.gz', bench.good);
		const { emulators } = await obtainEmulators(
			asked('all/qemu.tar.gz', { pinning }),
			bench.context(),
		);
		expect(emulators.get('aarch64')?.vouching).toBe('checksum');
	});

	test('nothing but the connection does not meet require-checksum', async () => {
		put('all', 'qemu.tar.gz', bench.good);
		const pinning = { checksums: undefined, required: true };
		const error = await bench.failure(asked('all/qemu.tar.gz', { pinning }));
		expect(error.code).toBe('E_UNPINNED');
		expect(bench.github.seen).toEqual([]);
	});

	test.each(['http://mirror.example/qemu.tar.gz', 'http://127.0.0.1.example/{host}.tar.gz'])(
		'%s is refused without one',
		async (template) => {
			const error = await bench.failure(requestOf(template));
			expect(error.code).toBe('E_UNPINNED');
			expect(error.message).toMatch(/the connection is not encrypted/);
		},
	);
});

describe('credentials in the address', () => {
	const withPassword = (path: string) =>
		mirror(path).replace('http://', `http://user:${encodeURIComponent(PASSWORD)}@`);

	test('are sent to that origin, and told to nobody', async () => {
		put('all', 'qemu.tar.gz', bench.good);
		const request = requestOf(withPassword('all/qemu.tar.gz'));
		const { emulators } = await obtainEmulators(request, bench.context());
		expect(bench.github.seen[0]?.headers.authorization).toBe(
			`Basic ${Buffer.from(`user:${PASSWORD}`).toString('base64')}`,
		);
		const { source, path } = emulators.get('aarch64') ?? {};
		const told = `${source} ${path} ${bench.sandbox.reporter.text()} ${bench.sandbox.files().join(' ')}`;
		expect(told).not.toContain(PASSWORD);
		expect(told).not.toContain(encodeURIComponent(PASSWORD));
		expect(told).not.toContain('user:');
	});

	test('are not sent on, and stay out of errors', async () => {
		const elsewhere = `${bench.github.url('web')}/elsewhere`;
		bench.github.faults.storage.push({ kind: 'redirect', to: elsewhere });
		const error = await bench.failure(
			requestOf(withPassword('all/qemu.tar.gz?token=hidden-query')),
		);
		expect(error.code).toBe('E_SOURCE');
		const text = `${error.message} ${error.remedy} ${bench.sandbox.reporter.text()}`;
		for (const secret of [PASSWORD, encodeURIComponent(PASSWORD), 'user:', 'hidden-query']) {
			expect(text).not.toContain(secret);
		}
		expect(bench.github.seen.map(({ role, headers }) => [role, headers.authorization])).toEqual([
			['storage', expect.stringMatching(/^Basic /)],
			['web', undefined],
		]);
	});
});

test('an address as long as addresses get', async () => {
	const folder = 'a'.repeat(200);
	put(`${folder}/${folder}`, 'qemu.tar.gz', bench.good);
	const request = asked(`${folder}/${folder}/qemu.tar.gz`);
	expect((await obtainEmulators(request, bench.context())).emulators.size).toBe(1);
	expect((await obtainEmulators(request, bench.context())).cacheHit).toBe(true);
});

test('an archive with the longer names of emulators', async () => {
	const named = await tarball([{ name: 'bin/qemu-aarch64-static', content: bench.aarch64 }]);
	put('all', 'qemu.tar.gz', named);
	const outcome = await obtainEmulators(asked('all/qemu.tar.gz'), bench.context()).then(
		({ emulators }) => emulators.get('aarch64')?.sha256,
		(error: Error) => error.message,
	);
	expect(outcome).toBe(sha256Of(bench.aarch64));
});
