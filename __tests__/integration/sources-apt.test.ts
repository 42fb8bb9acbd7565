/**
 * The apt source for real, on a Debian machine with network. Nothing of the
 * machine's own apt state is changed: APT_CONFIG puts other lists and proxies in place.
 */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ObtainContext } from '../../src/emulator/context.js';
import { findStored, obtainEmulators } from '../../src/emulator/obtain.js';
import { parseVersion } from '../../src/emulator/version.js';
import { XarchError } from '../../src/errors.js';
import { GithubReleases, sha256Of } from '../servers/github-releases.js';
import { labEmulator, requestOf, Sandbox, tarball, thisHost } from '../servers/source-fixture.js';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const LISTS = '/var/lib/apt/lists';
/** Nothing listens on the discard port. */
const UNREACHABLE = 'Acquire::http::Proxy "http://127.0.0.1:9"; Acquire::Retries "0";\n';

let sandbox: Sandbox;

beforeEach(() => {
	sandbox = new Sandbox();
});

afterEach(() => {
	delete process.env.APT_CONFIG;
	sandbox.remove();
});

function configureApt(text: string): void {
	const path = join(sandbox.root, 'apt.conf');
	writeFileSync(path, text);
	process.env.APT_CONFIG = path;
}

function useLists(directory: string): string {
	mkdirSync(join(directory, 'partial'), { recursive: true });
	return `Dir::State::Lists "${directory}";\n`;
}

/** Names, sizes and times of everything apt keeps on the machine. */
function machineState(): string[] {
	return [LISTS, '/var/cache/apt'].flatMap((root) =>
		readdirSync(root, { recursive: true, encoding: 'utf8' }).map((name) => {
			const { size, mtimeMs } = statSync(join(root, name));
			return `${root}/${name} ${size} ${mtimeMs}`;
		}),
	);
}

async function failure(
	source: string,
	version = 'default',
	options: Partial<ObtainContext> = {},
): Promise<XarchError> {
	const request = requestOf(source, { version });
	const error = await obtainEmulators(request, sandbox.context(options)).then(
		() => undefined,
		(reason: unknown) => reason,
	);
	expect(error).toBeInstanceOf(XarchError);
	expect(sandbox.files()).toEqual([]);
	return error as XarchError;
}

describe("the machine's own package", () => {
	test('is unpacked without touching the machine, and kept', async () => {
		const before = machineState();
		const request = requestOf('apt', {
			required: ['aarch64', 'sparc64'],
			optional: ['arm', 'nonexistent'],
		});
		const obtained = await obtainEmulators(request, sandbox.context());
		expect(machineState()).toEqual(before);
		expect(obtained.cacheHit).toBe(false);
		expect([...obtained.emulators.keys()].sort()).toEqual(['aarch64', 'arm', 'sparc64']);
		const emulator = obtained.emulators.get('aarch64');
		expect(emulator?.source).toMatch(/^apt \(qemu-user(-static)? \S+\)$/);
		expect(emulator?.version).toMatch(/^\d+\.\d+/);
		expect(emulator?.assumesPreservedArgv0).toBe(false);
		expect(sandbox.files().some((name) => name.includes('.xarch-'))).toBe(false);

		configureApt(UNREACHABLE);
		const again = await obtainEmulators(request, sandbox.context());
		expect(again.cacheHit).toBe(true);
		expect(again.emulators).toEqual(obtained.emulators);

		const exact = { ...request, version: parseVersion(emulator?.version ?? '') };
		expect(findStored(exact, sandbox.context())?.cacheHit).toBe(true);
		expect(
			findStored({ ...request, version: parseVersion('1.0') }, sandbox.context()),
		).toBeUndefined();
	}, 120_000);

	test('is asked for again after a day, and not downloaded when it is the same', async () => {
		const request = requestOf('apt');
		await obtainEmulators(request, sandbox.context());
		const tomorrow = { now: () => Date.now() + 25 * HOUR_MS };
		expect(findStored(request, sandbox.context(tomorrow))).toBeUndefined();
		sandbox.reporter.infos.length = 0;
		const confirmed = await obtainEmulators(request, sandbox.context(tomorrow));
		expect(confirmed.cacheHit).toBe(true);
		expect(sandbox.reporter.infos).toEqual([]);
		expect(findStored(request, sandbox.context(tomorrow))?.cacheHit).toBe(true);
	}, 120_000);

	test('of yesterday is used with a warning while apt cannot be asked', async () => {
		const request = requestOf('apt');
		await obtainEmulators(request, sandbox.context());
		configureApt(UNREACHABLE + useLists(join(sandbox.root, 'lists')));
		const tomorrow = { now: () => Date.now() + 25 * HOUR_MS };
		const obtained = await obtainEmulators(request, sandbox.context(tomorrow));
		expect(obtained.cacheHit).toBe(true);
		expect(sandbox.reporter.warnings[0]).toMatch(/^Using emulators that apt gave earlier/);
	}, 120_000);

	test('of another version is E_VERSION before anything is downloaded', async () => {
		const error = await failure('apt', '1.0');
		expect(error.code).toBe('E_VERSION');
		expect(error.message).toMatch(/^QEMU 1\.0 is asked for, but apt \(qemu-user.* is QEMU \d/);
		expect(sandbox.reporter.infos).toEqual([]);
	});

	test('is found through private lists when the machine has none', async () => {
		configureApt(useLists(join(sandbox.root, 'lists')));
		const obtained = await obtainEmulators(requestOf('apt'), sandbox.context());
		expect(obtained.emulators.get('aarch64')?.source).toMatch(/^apt \(/);
		expect(readdirSync(join(sandbox.root, 'lists'))).toEqual(['partial']);
	}, 120_000);

	test('is found through private lists when those of the machine are out of date', async () => {
		const lists = join(sandbox.root, 'lists');
		configureApt(useLists(lists));
		cpSync(LISTS, lists, {
			recursive: true,
			filter: (path) => !/\/(lock|partial|auxfiles)$/.test(path),
		});
		for (const name of readdirSync(lists).filter((file) => /_Packages(\.\w+)?$/.test(file))) {
			const text = execFileSync('/usr/lib/apt/apt-helper', ['cat-file', join(lists, name)], {
				encoding: 'utf8',
				maxBuffer: 1e9,
			});
			rmSync(join(lists, name));
			const outdated = text
				.replace(/^(Filename: .*\/qemu-user[^_]*_)/gm, '$10-removed-')
				.replace(/^(Package: qemu-user[\s\S]*?\nVersion: \S+)/gm, '$1~outdated');
			writeFileSync(join(lists, name.replace(/_Packages.*/, '_Packages')), outdated);
		}
		const obtained = await obtainEmulators(requestOf('apt'), sandbox.context());
		const source = obtained.emulators.get('aarch64')?.source ?? '';
		expect(source).toMatch(/^apt \(qemu-user/);
		expect(source).not.toContain('~outdated');
		expect(sandbox.reporter.infos.join('\n')).toMatch(
			/~outdated cannot be downloaded: fetching private/,
		);
	}, 120_000);

	test('that cannot be reached is E_SOURCE with apt’s own words', async () => {
		configureApt(UNREACHABLE + useLists(join(sandbox.root, 'lists')));
		const error = await failure('apt');
		expect(error.code).toBe('E_SOURCE');
		expect(error.message).toMatch(/apt has no package .*127\.0\.0\.1/);
	}, 60_000);

	test('from a mirror that says nothing is E_SOURCE when the time is used up', async () => {
		const silent = createServer(() => {}).listen(0, '127.0.0.1');
		await once(silent, 'listening');
		const { port } = silent.address() as AddressInfo;
		const proxy = `Acquire::http::Proxy "http://127.0.0.1:${port}"; Acquire::https::Proxy "http://127.0.0.1:${port}";\n`;
		configureApt(proxy + useLists(join(sandbox.root, 'lists')));
		try {
			const error = await failure('apt', 'default', { totalTimeoutMs: 5_000 });
			expect(error.code).toBe('E_SOURCE');
			expect(error.message).toMatch(/apt-get was ended by SIGKILL \(limit 5000 ms\)/);
		} finally {
			silent.closeAllConnections();
			silent.close();
		}
	}, 60_000);

	test('on a machine without apt is E_SOURCE', async () => {
		const path = process.env.PATH;
		process.env.PATH = sandbox.tempRoot;
		try {
			const error = await failure('apt');
			expect(error.code).toBe('E_SOURCE');
			expect(error.message).toMatch(/needs the program apt-cache/);
		} finally {
			process.env.PATH = path;
		}
	});
});

describe('another suite', () => {
	test.each([
		['trixie', /^10\./],
		['sid', /^1[1-9]\./],
	])(
		'%s',
		async (suite, version) => {
			const before = machineState();
			const request = requestOf(`apt:${suite}`);
			const obtained = await obtainEmulators(request, sandbox.context());
			expect(obtained.emulators.get('aarch64')).toMatchObject({
				source: expect.stringMatching(new RegExp(`^apt:${suite} \\(qemu-user `)),
				version: expect.stringMatching(version),
			});
			expect(findStored(request, sandbox.context())?.emulators).toEqual(obtained.emulators);
			expect(findStored(requestOf('apt'), sandbox.context())).toBeUndefined();
			expect(machineState()).toEqual(before);
		},
		180_000,
	);

	test('is found by a machine whose lists are empty', async () => {
		configureApt(useLists(join(sandbox.root, 'lists')));
		const error = await failure('apt:trixie', '9.9.9');
		expect(error.code).toBe('E_VERSION');
		expect(error.message).toMatch(/apt:trixie \(qemu-user \S+\) is QEMU 10\./);
	}, 60_000);

	test('that does not exist is E_VERSION naming it', async () => {
		const error = await failure('apt:nosuchsuite');
		expect(error.code).toBe('E_VERSION');
		expect(error.message).toMatch(/no suite "nosuchsuite"/);
	}, 60_000);

	test('that cannot be reached is E_SOURCE', async () => {
		configureApt(UNREACHABLE);
		const error = await failure('apt:trixie');
		expect(error.code).toBe('E_SOURCE');
	}, 60_000);
});

describe('auto', () => {
	const github = new GithubReleases();
	beforeAll(() => github.start());
	afterAll(() => github.stop());

	test('falls back to apt aloud, remembers it for an hour, then takes GitHub again', async () => {
		const request = requestOf('auto');
		const bytes = await tarball([{ name: 'qemu-aarch64', content: labEmulator('aarch64') }]);
		const tag = 'deploy/v10.2.3-68';
		const { architecture } = thisHost();
		const asset = `qemu_v10.2.3_linux-${architecture}.tar.gz`;
		const contextAt = (laterMs: number) =>
			sandbox.context({
				githubUrl: github.url('web'),
				githubApiUrl: github.url('api'),
				now: () => Date.now() + laterMs,
				catalog: {
					default: tag,
					releases: [
						{
							...{ repository: 'tonistiigi/binfmt', version: '10.2.3', tag },
							assets: [
								{
									host: architecture,
									address: `https://github.com/tonistiigi/binfmt/releases/download/${tag}/${asset}`,
									sha256: sha256Of(bytes),
								},
							],
						},
					],
				},
			});
		const first = await obtainEmulators(request, contextAt(0));
		// Debian 12's own QEMU is 7.2, so its backports serve.
		expect(first.emulators.get('aarch64')?.source).toMatch(/^apt:\w+-backports \(qemu-user 1:1\d/);
		expect(sandbox.reporter.warnings[0]).toMatch(
			/^Source github failed: GET .* answered 404 .* Trying apt or its backports instead\.$/,
		);

		github.clear();
		const second = await obtainEmulators(request, contextAt(30 * MINUTE_MS));
		expect(second).toEqual({ ...first, cacheHit: true });
		expect(github.seen).toEqual([]);
		expect(sandbox.reporter.warnings[1]).toMatch(/from the tool-cache: github failed 30 min ago/);

		github.releases.push({ tag, assets: new Map([[asset, bytes]]) });
		const third = await obtainEmulators(request, contextAt(2 * HOUR_MS));
		expect(third.emulators.get('aarch64')?.source).toMatch(/^github:/);
		expect(sandbox.reporter.warnings).toHaveLength(2);
	}, 120_000);
});
