import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { CATALOG, findPinned } from '../../src/emulator/catalog.js';
import { findStored, obtainEmulators } from '../../src/emulator/obtain.js';
import { FRESH_MS } from '../../src/emulator/source/sources.js';
import { parseVersion } from '../../src/emulator/version.js';
import { REPOSITORY } from '../machine/lab.js';
import { run, SYSTEM_NODE } from '../machine/runner.js';
import { GithubReleases } from '../servers/github-releases.js';
import { labEmulator, requestOf, Sandbox, tarball } from '../servers/source-fixture.js';

/** Another build may be named. */
const DIST = process.env.XARCH_DIST ?? join(REPOSITORY, 'dist');
const ASKED = ['hppa', '--source', 'github', '--version', '11.1.3', '--json'];

let github: GithubReleases;
let sandbox: Sandbox;

/** The command under strace, which follows every child; @returns how it ended and its calls. */
async function traced(...args: string[]) {
	const trace = join(sandbox.root, 'trace');
	const ended = await run(
		'strace',
		['-f', '-qq', '-e', 'trace=network', '-o', trace, SYSTEM_NODE, xarch(), ...args],
		{ env: environment() },
	);
	return { ...ended, calls: readFileSync(trace, 'utf8') };
}

function xarch(): string {
	return join(DIST, 'cli', 'index.js');
}

function environment(): Record<string, string> {
	return {
		RUNNER_TOOL_CACHE: sandbox.storeRoot,
		RUNNER_TEMP: sandbox.tempRoot,
		XARCH_GITHUB_URL: github.url('web'),
		XARCH_GITHUB_API_URL: github.url('api'),
	};
}

function context(nowMs = Date.now()) {
	return sandbox.context({
		githubUrl: github.url('web'),
		githubApiUrl: github.url('api'),
		now: () => nowMs,
	});
}

beforeAll(async () => {
	github = await new GithubReleases().start();
	const members = ['hppa', 'aarch64'].map((target) => ({
		name: `qemu-${target}`,
		content: labEmulator(target),
	}));
	const assets = new Map([['qemu_v11.1.3_linux-amd64.tar.gz', await tarball(members)]]);
	github.releases.push({ tag: 'deploy/v11.1.3-71', assets });
});

afterAll(() => github.stop());

beforeEach(() => {
	sandbox = new Sandbox();
	github.seen.length = 0;
});

afterEach(() => sandbox.remove());

describe('the command', () => {
	afterEach(async () => {
		await run(SYSTEM_NODE, [xarch(), 'restore', '--all'], { env: environment() });
	});

	test('opens no connection with --offline, nor the second time without it', async () => {
		const first = await traced('setup', ...ASKED);
		expect(first.code).toBe(0);
		expect(first.calls).toMatch(/AF_INET/);
		expect(github.seen.length).toBeGreaterThan(0);
		github.seen.length = 0;
		for (const more of [[], ['--offline']]) {
			// Without this the entry that is registered already would do.
			const restored = await run(SYSTEM_NODE, [xarch(), 'restore', '--all'], {
				env: environment(),
			});
			expect(restored).toMatchObject({ code: 0 });
			const again = await traced('setup', ...ASKED, ...more);
			expect(again.code).toBe(0);
			expect(JSON.parse(again.stdout)).toMatchObject({ changed: true, cacheHit: true });
			expect(again.calls).not.toMatch(/AF_INET/);
			expect(github.seen).toEqual([]);
		}
	});

	test('names what is missing, where it looked and what to do, and opens no connection', async () => {
		const ended = await traced('setup', 'hppa', '--offline', '--source', 'auto,image:octo/qemu');
		expect(ended).toMatchObject({ code: 4, stdout: '' });
		expect(ended.calls).not.toMatch(/AF_INET/);
		expect(github.seen).toEqual([]);
		expect(ended.stderr).toMatch(/emulators for hppa are not on this machine.*offline is set/);
		const pinned = findPinned('tonistiigi/binfmt', parseVersion('default'));
		expect(ended.stderr).toContain(
			`github: QEMU ${pinned?.version}, release ${pinned?.tag}, which has none for hppa`,
		);
		expect(ended.stderr).toMatch(/apt or its backports: .*\n.*image:octo\/qemu: /);
		expect(ended.stderr).toContain(`The tool-cache ${sandbox.storeRoot} has:\n  qemu-hppa: none`);
		expect(ended.stderr).toMatch(/once with a connection.*dir:<path>.*\[E_OFFLINE\]/);
		expect(sandbox.files()).toEqual([]);
	});
});

describe('offline', () => {
	const online = requestOf('github', { required: ['hppa'], version: '11.1.3' });
	const offline = { ...online, offline: true };

	test('what is missing comes with the address and digest of the file that would serve', async () => {
		const sha256 = 'ab'.repeat(32);
		const address = 'https://github.com/octo/emulators/releases/download/v9/qemu.tar.gz';
		const asset = { host: online.host.architecture, address, sha256 };
		const release = { repository: 'octo/emulators', version: '9.2.2', tag: 'v9', assets: [asset] };
		const error = await obtainEmulators(
			{ ...requestOf('github:octo/emulators', { version: '9.2.2' }), offline: true },
			{ ...context(), catalog: { ...CATALOG, releases: [release] } },
		).catch((thrown: unknown) => thrown);
		expect(error).toMatchObject({ code: 'E_OFFLINE' });
		expect(String(error)).toContain(`${address} (sha256 ${sha256})`);
		expect(github.seen).toEqual([]);
	});

	test('an old answer of a moving source will do, and says what else is there when not', async () => {
		const latest = requestOf('github', { required: ['hppa'], version: 'latest' });
		await obtainEmulators(latest, context());
		github.seen.length = 0;
		const late = context(Date.now() + 100 * FRESH_MS);
		expect(findStored(latest, late)).toBeUndefined();
		expect(findStored({ ...latest, offline: true }, late)?.cacheHit).toBe(true);
		const other = {
			...requestOf('github', { required: ['hppa'], version: '9.2.2' }),
			offline: true,
		};
		await expect(obtainEmulators(other, late)).rejects.toMatchObject({
			code: 'E_OFFLINE',
			message: expect.stringMatching(/qemu-hppa: 11\.\S+ of github:tonistiigi\/binfmt@deploy\//),
		});
		expect(github.seen).toEqual([]);
		expect(existsSync(join(sandbox.storeRoot, '.xarch-setbacks.json'))).toBe(false);
	});

	test('a later source that is stored serves, and a directory in its turn', async () => {
		await obtainEmulators(online, context());
		const both = requestOf('apt:trixie,github', { required: ['hppa'], version: '11.1.3' });
		const stored = await obtainEmulators({ ...both, offline: true }, context());
		expect(stored.emulators.get('hppa')?.source).toMatch(/^github:/);
		expect(sandbox.reporter.text()).toMatch(/Offline: using emulators of github/);
		const directory = join(sandbox.root, 'bin');
		mkdirSync(directory);
		writeFileSync(join(directory, 'qemu-hppa'), labEmulator('hppa'), { mode: 0o755 });
		const first = {
			...requestOf(`dir:${directory},github`, { required: ['hppa'] }),
			offline: true,
		};
		expect((await obtainEmulators(first, context())).emulators.get('hppa')?.path).toBe(
			join(directory, 'qemu-hppa'),
		);
		rmSync(join(directory, 'qemu-hppa'));
		await expect(
			obtainEmulators({ ...first, version: offline.version }, context()),
		).resolves.toMatchObject({ cacheHit: true });
	});

	test('a directory alone fails with its own reason', async () => {
		const request = { ...requestOf('dir:/nonexistent'), offline: true };
		await expect(obtainEmulators(request, context())).rejects.toMatchObject({ code: 'E_SOURCE' });
	});

	test('a stored emulator that meets the pins only by what a cache claims is not used', async () => {
		await obtainEmulators(online, context());
		const stored = findStored(offline, context())?.emulators.get('hppa');
		const manifest = join(stored?.path ?? '', '..', 'emulator.json');
		const { releaseSha256, ...rest } = JSON.parse(readFileSync(manifest, 'utf8'));
		const pinning = { checksums: { unnamed: new Set([releaseSha256]), named: new Map() } };
		const pinned = { ...offline, pinning: { ...pinning, required: true } };
		expect(findStored(pinned, context())).toBeDefined();
		writeFileSync(manifest, JSON.stringify({ ...rest, releaseSha256, restored: true }));
		expect(findStored(pinned, context())).toBeUndefined();
		expect(findStored(offline, context())).toBeDefined();
	});
});
