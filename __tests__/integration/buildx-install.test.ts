import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
	chmodSync,
	existsSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	rmSync,
	statSync,
	symlinkSync,
	truncateSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { processOwner } from '../../src/binfmt/owner.js';
import type { LeaseRequest } from '../../src/binfmt/request.js';
import { findBuildx, requireBuildx } from '../../src/buildx/find.js';
import { type Buildx, type BuildxRequest, installBuildx } from '../../src/buildx/install.js';
import { pluginDirectory, recoverPlugin, withdrawPlugin } from '../../src/buildx/plugin.js';
import type { PinnedRelease } from '../../src/buildx/release.js';
import type { ObtainContext } from '../../src/emulator/context.js';
import { NO_PINS, parseChecksums } from '../../src/emulator/vouching.js';
import { XarchError } from '../../src/errors.js';
import { lab } from '../machine/lab.js';
import { GithubReleases, sha256Of } from '../servers/github-releases.js';
import { Sandbox, thisHost } from '../servers/source-fixture.js';

const TOKEN = 'token-that-nobody-may-see';
const ASSET = `buildx-v0.29.1.linux-${thisHost().architecture}`;
const OLD_ASSET = `buildx-v0.13.1.linux-${thisHost().architecture}`;
const NO_PINNED: PinnedRelease = { tag: 'v0.29.1', digests: {} };

const github = new GithubReleases();
let sandbox = new Sandbox();
let newer = Buffer.alloc(0);
let older = Buffer.alloc(0);
let env: NodeJS.ProcessEnv = {};
let plugins = '';

beforeAll(async () => {
	sandbox.remove();
	await github.start();
	newer = readFileSync(lab('buildx-0.29', 'docker-buildx'));
	older = readFileSync(lab('buildx-0.13', 'docker-buildx'));
});
afterAll(() => github.stop());
beforeEach(() => {
	sandbox = new Sandbox();
	github.clear();
	const home = join(sandbox.root, 'home');
	mkdirSync(home);
	// Of docker alone, so that whatever else the machine has does not matter.
	const bin = join(sandbox.root, 'bin');
	mkdirSync(bin);
	symlinkSync(execFileSync('which', ['docker'], { encoding: 'utf8' }).trim(), join(bin, 'docker'));
	env = { PATH: bin, HOME: home, DOCKER_CONFIG: join(home, 'config') };
	plugins = join(home, 'config', 'cli-plugins');
});
afterEach(() => sandbox.remove());

function offer(options: { digest?: string | null; list?: string } = {}): void {
	const list = options.list === undefined ? [] : [['checksums.txt', Buffer.from(options.list)]];
	github.releases.push({
		repository: 'docker/buildx',
		tag: 'v0.29.1',
		assets: new Map([[ASSET, newer], ...(list as [string, Buffer][])]),
		...(options.digest === undefined ? {} : { digest: options.digest }),
	});
	github.releases.push({
		repository: 'docker/buildx',
		tag: 'v0.13.1',
		assets: new Map([[OLD_ASSET, older]]),
	});
}

function leaseOf(id: string, pid = process.pid): LeaseRequest {
	return { id, label: `job ${id}`, owner: processOwner(pid) };
}

function install(
	request: Partial<BuildxRequest> = {},
	options: Partial<ObtainContext> = {},
	pinned: PinnedRelease = NO_PINNED,
): Promise<Buildx> {
	const context = sandbox.context({
		githubUrl: github.url('web'),
		githubApiUrl: github.url('api'),
		token: TOKEN,
		tokenOrigin: github.url('api'),
		stallTimeoutMs: 5_000,
		env,
		...options,
	});
	return installBuildx(
		{
			version: undefined,
			installIfMissing: true,
			pinning: NO_PINS,
			offline: false,
			lease: leaseOf('one'),
			...request,
		},
		thisHost(),
		context,
		pinned,
	);
}

/** @returns the error; nothing of a plugin or a half download may be left */
async function failure(work: Promise<Buildx>): Promise<XarchError> {
	const error = await work.then(
		() => undefined,
		(reason: unknown) => reason,
	);
	if (!(error instanceof XarchError)) throw error ?? new Error('nothing failed');
	expect(`${error.message}${error.remedy}${sandbox.reporter.text()}`).not.toContain(TOKEN);
	expect(error.remedy).toMatch(/\.$/);
	return error;
}

function versionIn(environment: NodeJS.ProcessEnv): string {
	return spawnSync('docker', ['buildx', 'version'], { env: environment, encoding: 'utf8' }).stdout;
}

const paths = () => github.seen.map(({ role, path }) => `${role} ${path.replace(/\?.*/, '')}`);

describe('where buildx is missing', () => {
	test('it is downloaded, checked, provided as a plugin, and taken away again', async () => {
		offer();
		const buildx = await install();
		expect(buildx).toMatchObject({
			argvPrefix: ['docker', 'buildx'],
			version: '0.29.1',
			provided: { directory: plugins, leaseId: 'one' },
			pathDirectory: undefined,
			vouching: 'github-api',
		});
		expect(JSON.parse(JSON.stringify(buildx))).toMatchObject({ provided: buildx.provided });
		expect(versionIn(env)).toContain('buildx 0.29.1');
		const stored = join(sandbox.storeRoot, 'buildx', '0.29.1', thisHost().nodeArch);
		expect(readlinkSync(join(plugins, 'docker-buildx'))).toBe(join(stored, 'docker-buildx'));
		expect(statSync(join(stored, 'docker-buildx')).mode & 0o777).toBe(0o755);
		expect(existsSync(`${stored}.complete`)).toBe(true);
		expect(github.seen.filter(({ headers }) => headers.authorization !== undefined)).toEqual(
			github.seen.filter(({ role }) => role === 'api'),
		);
		if (buildx.provided === undefined) throw new Error('nothing was provided');
		await withdrawPlugin(buildx.provided);
		// Nothing else was written to the home, and the directories that were made are gone.
		expect(readdirSync(join(sandbox.root, 'home'))).toEqual([]);
		expect(readdirSync(sandbox.tempRoot)).toEqual([]);
	});

	test('a second time nothing is asked of anybody', async () => {
		offer();
		const pinned = { tag: 'v0.29.1', digests: { [thisHost().architecture]: sha256Of(newer) } };
		const first = await install({}, {}, pinned);
		expect(first.vouching).toBe('catalog');
		expect(paths()[0]).toBe(`web /docker/buildx/releases/download/v0.29.1/${ASSET}`);
		await withdrawPlugin(first.provided ?? { directory: '', leaseId: '' });
		github.clear();
		const second = await install({}, {}, pinned);
		expect(second.version).toBe('0.29.1');
		await withdrawPlugin(second.provided ?? { directory: '', leaseId: '' });
		const offline = await install({ offline: true }, {}, pinned);
		expect(offline.version).toBe('0.29.1');
		expect(github.seen).toEqual([]);
	});

	test('what was kept and is damaged is downloaded again', async () => {
		offer();
		const first = await install();
		const path = readlinkSync(join(plugins, 'docker-buildx'));
		await withdrawPlugin(first.provided ?? { directory: '', leaseId: '' });
		truncateSync(path, 1000);
		await install();
		expect(sha256Of(readFileSync(path))).toBe(sha256Of(newer));
		expect(versionIn(env)).toContain('0.29.1');
	});

	test('latest is asked for, also when an older one is there', async () => {
		offer();
		const old = await install({ version: 'v0.13.1' });
		expect([old.version, versionIn(env)]).toEqual([
			'0.13.1',
			expect.stringContaining('buildx 0.13.1'),
		]);
		const latest = await install({ version: 'latest' });
		expect([latest.version, versionIn(env)]).toEqual([
			'0.29.1',
			expect.stringContaining('buildx 0.29.1'),
		]);
		expect(paths()).toContain('api /repos/docker/buildx/releases/latest');
	});

	test("the release's own list serves where the API states no digest", async () => {
		offer({ digest: null, list: `${'0'.repeat(64)} *other\n${sha256Of(newer)} *${ASSET}\n` });
		expect((await install()).vouching).toBe('release');
	});

	test('and where the API does not answer', async () => {
		offer({ list: `${sha256Of(newer)} *${ASSET}\n` });
		github.faults.api.push({
			kind: 'status',
			status: 403,
			headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1900000000' },
		});
		expect((await install()).vouching).toBe('release');
	});

	test("the checksum input's digest for the file goes before all others", async () => {
		offer({ digest: null });
		const checksums = parseChecksums(`${'a'.repeat(64)}\n${sha256Of(newer)}  ${ASSET}`);
		const pinning = { checksums, required: true };
		expect((await install({ pinning })).vouching).toBe('checksum');
	});

	test('a passing fault is retried', async () => {
		offer();
		github.faults.storage.push({ kind: 'cut', afterBytes: 1_000_000 });
		expect((await install()).version).toBe('0.29.1');
		expect(sandbox.reporter.text()).toMatch(/trying again in/);
	});
});

describe('what must not be provided is not', () => {
	afterEach(() => {
		expect(existsSync(plugins)).toBe(false);
		expect(sandbox.files().filter((name) => /docker-buildx|\.xarch-/.test(name))).toEqual([]);
	});

	test('a wrong digest by the API', async () => {
		offer({ digest: `sha256:${'0'.repeat(64)}` });
		const error = await failure(install());
		expect(error.code).toBe('E_DIGEST');
		expect(error.message).toContain(`sha256 ${sha256Of(newer)}, expected ${'0'.repeat(64)}`);
	});

	test('a wrong digest by what is pinned', async () => {
		offer();
		const digests = { [thisHost().architecture]: 'b'.repeat(64) };
		const error = await failure(install({}, {}, { tag: 'v0.29.1', digests }));
		expect(error).toMatchObject({
			code: 'E_DIGEST',
			message: expect.stringMatching(/pinned in this version/),
		});
	});

	test('no digest from anybody', async () => {
		offer({ digest: null });
		const error = await failure(install());
		expect(error.code).toBe('E_DIGEST');
		expect(error.message).toContain(`states a sha256 for ${ASSET}`);
		expect(paths()).not.toContain(`web /docker/buildx/releases/download/v0.29.1/${ASSET}`);
	});

	test('require-checksum and no digest known beforehand', async () => {
		offer();
		const error = await failure(install({ pinning: { checksums: undefined, required: true } }));
		expect(error.code).toBe('E_UNPINNED');
	});

	test('a version that does not exist', async () => {
		offer();
		const error = await failure(install({ version: 'v9.9.9' }));
		expect(error.code).toBe('E_VERSION');
		expect(error.message).toBe(
			'There is no release v9.9.9 of buildx; the newest are v0.29.1, v0.13.1.',
		);
	});

	test('a release without this host', async () => {
		const assets = new Map([['buildx-v0.29.1.linux-arm-v7', newer]]);
		github.releases.push({ repository: 'docker/buildx', tag: 'v0.29.1', assets });
		const error = await failure(install());
		expect(error.code).toBe('E_VERSION');
		expect(error.message).toMatch(/not published for \w+ hosts; it is for arm-v7\./);
	});

	test('a file that the web does not have', async () => {
		offer();
		github.faults.web.push({ kind: 'status', status: 404 });
		const error = await failure(install());
		expect(error).toMatchObject({ code: 'E_SOURCE' });
		expect(error.message).toContain(
			`/docker/buildx/releases/download/v0.29.1/${ASSET} answered 404`,
		);
	});

	test('another version than its name says', async () => {
		github.releases.push({
			repository: 'docker/buildx',
			tag: 'v0.29.1',
			assets: new Map([[ASSET, older]]),
		});
		const error = await failure(install());
		expect(error.code).toBe('E_BUILDX');
		expect(error.message).toMatch(/should be buildx 0\.29\.1, but says it is ".*0\.13\.1/);
	});

	test('something that is no program', async () => {
		github.releases.push({
			repository: 'docker/buildx',
			tag: 'v0.29.1',
			assets: new Map([[ASSET, Buffer.from('\x7fELF and no more')]]),
		});
		expect(await failure(install())).toMatchObject({
			code: 'E_BUILDX',
			message: expect.stringMatching(/does not run/),
		});
	});

	test('offline with nothing kept: what would serve is named, and nobody is asked', async () => {
		offer();
		const digests = { [thisHost().architecture]: sha256Of(newer) };
		const error = await failure(install({ offline: true }, {}, { tag: 'v0.29.1', digests }));
		expect(error.code).toBe('E_OFFLINE');
		expect(error.message).toContain(`/v0.29.1/${ASSET} (sha256 ${sha256Of(newer)})`);
		expect((await failure(install({ offline: true, version: 'latest' }))).code).toBe('E_OFFLINE');
		expect(github.seen).toEqual([]);
	});

	test('when it is not to be installed', async () => {
		const error = await failure(install({ installIfMissing: false }));
		expect(error.code).toBe('E_BUILDX');
		expect(error.message).toMatch(
			/buildx is needed and cannot be used: "docker buildx version" ended with exit code \d+ \(docker: .*buildx/,
		);
		expect(github.seen).toEqual([]);
		await expect(requireBuildx(env)).rejects.toMatchObject({ code: 'E_BUILDX' });
	});
});

/** A plugin as the user has installed it. */
function installed(bytes: Buffer): string {
	const path = join(plugins, 'docker-buildx');
	mkdirSync(plugins, { recursive: true });
	writeFileSync(path, bytes, { mode: 0o755 });
	chmodSync(path, 0o755);
	return path;
}

describe('where buildx is installed', () => {
	test('it is used, and nothing is asked of anybody', async () => {
		installed(older);
		for (const version of [undefined, 'v0.13.1']) {
			expect(await install({ version, installIfMissing: false })).toEqual({
				argvPrefix: ['docker', 'buildx'],
				version: '0.13.1',
				provided: undefined,
				pathDirectory: undefined,
				vouching: undefined,
			});
		}
		expect(await requireBuildx(env)).toMatchObject({ version: '0.13.1' });
		expect(github.seen).toEqual([]);
		expect(readdirSync(plugins)).toEqual(['docker-buildx']);
	});

	test('another version is provided in its place, and it is put back', async () => {
		offer();
		const path = installed(older);
		const before = statSync(path);
		const buildx = await install({ version: 'v0.29.1' });
		expect(versionIn(env)).toContain('buildx 0.29.1');
		// Docker warns of what looks like a plugin and is none.
		expect(readdirSync(plugins).filter((name) => name.startsWith('docker-'))).toHaveLength(1);
		await withdrawPlugin(buildx.provided ?? { directory: '', leaseId: '' });
		expect(readdirSync(plugins)).toEqual(['docker-buildx']);
		expect([statSync(path).ino, statSync(path).mtimeMs]).toEqual([before.ino, before.mtimeMs]);
		expect(versionIn(env)).toContain('buildx 0.13.1');
	});

	test('another version is refused when none is to be installed', async () => {
		installed(older);
		const error = await failure(install({ version: 'v0.29.1', installIfMissing: false }));
		expect(error.message).toMatch(
			/buildx 0\.13\.1 is installed, buildx-version asks for v0\.29\.1/,
		);
	});

	test('a plugin that goes before it is told, and all is put back', async () => {
		offer();
		const extra = join(sandbox.root, 'extra');
		mkdirSync(extra);
		writeFileSync(join(extra, 'docker-buildx'), older, { mode: 0o755 });
		mkdirSync(join(env.DOCKER_CONFIG ?? ''));
		const config = join(env.DOCKER_CONFIG ?? '', 'config.json');
		writeFileSync(config, JSON.stringify({ cliPluginsExtraDirs: [extra] }));
		const error = await failure(install({ version: 'v0.29.1' }));
		expect(error.code).toBe('E_BUILDX');
		expect(error.message).toMatch(/docker takes buildx 0\.13\.1 from elsewhere/);
		expect(readdirSync(env.DOCKER_CONFIG ?? '')).toEqual(['config.json']);
	});

	test('what somebody else has put there meanwhile stays', async () => {
		offer();
		const buildx = await install();
		rmSync(join(plugins, 'docker-buildx'));
		const path = installed(older);
		await withdrawPlugin(buildx.provided ?? { directory: '', leaseId: '' });
		expect(readdirSync(plugins)).toEqual(['docker-buildx']);
		expect(lstatSync(path).isFile()).toBe(true);
	});
});

describe('several jobs of one user', () => {
	test('share one version, and the last one out takes it away', async () => {
		offer();
		installed(older);
		const [one, two] = await Promise.all([
			install({ version: 'v0.29.1', lease: leaseOf('one') }),
			install({ version: 'v0.29.1', lease: leaseOf('two') }),
		]);
		// One that asks for none uses what is there, and keeps it.
		const three = await install({ lease: leaseOf('three') });
		expect(three).toMatchObject({ version: '0.29.1', provided: { leaseId: 'three' } });
		for (const { provided } of [one, three]) {
			await withdrawPlugin(provided ?? { directory: '', leaseId: '' });
			expect(versionIn(env)).toContain('buildx 0.29.1');
		}
		await withdrawPlugin(two.provided ?? { directory: '', leaseId: '' });
		expect(versionIn(env)).toContain('buildx 0.13.1');
		expect(readdirSync(plugins)).toEqual(['docker-buildx']);
	});

	test('cannot have two versions at once', async () => {
		offer();
		await install({ version: 'v0.29.1', lease: leaseOf('one') });
		const error = await failure(install({ version: 'v0.13.1', lease: leaseOf('two') }));
		expect(error.code).toBe('E_BUILDX');
		expect(error.message).toMatch(/Another job of this user \(job one\) has buildx 0\.29\.1/);
		expect(versionIn(env)).toContain('buildx 0.29.1');
		env = { ...env, DOCKER_CONFIG: join(sandbox.root, 'second') };
		const own = await install({ version: 'v0.13.1', lease: leaseOf('two') });
		expect([own.version, pluginDirectory(env)]).toEqual(['0.13.1', own.provided?.directory]);
	});

	test('what a killed job has left is put right by the next', async () => {
		offer();
		installed(older);
		const job = spawn('sleep', ['600'], { stdio: 'ignore' });
		await install({ version: 'v0.29.1', lease: leaseOf('killed', job.pid) });
		await recoverPlugin(plugins);
		expect(versionIn(env)).toContain('buildx 0.29.1');
		job.kill('SIGKILL');
		await once(job, 'exit');
		const next = await install({ lease: leaseOf('next') });
		expect(next).toMatchObject({ version: '0.13.1', provided: undefined });
		expect(readdirSync(plugins)).toEqual(['docker-buildx']);
	});
});

describe('without docker', () => {
	beforeEach(() => {
		env = { ...env, PATH: join(sandbox.root, 'empty') };
		mkdirSync(env.PATH ?? '');
	});

	test('a program of its own is provided, and the home is not touched', async () => {
		offer();
		expect(await findBuildx(env)).toEqual({
			hasDocker: false,
			reason: 'there is neither docker nor buildx on PATH',
		});
		const buildx = await install();
		const directory = join(sandbox.storeRoot, 'buildx', '0.29.1', thisHost().nodeArch);
		expect(buildx).toMatchObject({
			argvPrefix: [join(directory, 'docker-buildx')],
			version: '0.29.1',
			provided: undefined,
			pathDirectory: directory,
		});
		expect(readdirSync(join(sandbox.root, 'home'))).toEqual([]);
		const answer = spawnSync(join(directory, 'buildx'), ['version'], { env, encoding: 'utf8' });
		expect(answer.stdout).toContain('buildx 0.29.1');
	});

	test.each(['buildx', 'docker-buildx'])('%s on PATH is used', async (name) => {
		symlinkSync(lab('buildx-0.13', 'docker-buildx'), join(env.PATH ?? '', name));
		expect(await install()).toMatchObject({ argvPrefix: [name], version: '0.13.1' });
	});
});

test('podman under the name of docker is told as such', async () => {
	const bin = join(sandbox.root, 'shim');
	mkdirSync(bin);
	const script = '#!/bin/sh\necho "buildah 1.28.2 (image-spec 1.1.0, runtime-spec 1.0.2)"\n';
	writeFileSync(join(bin, 'docker'), script, { mode: 0o755 });
	env = { ...env, PATH: bin };
	const error = await failure(install());
	expect(error).toMatchObject({
		code: 'E_BUILDX',
		message: expect.stringMatching(/is podman here/),
	});
});
