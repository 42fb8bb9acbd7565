import { existsSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { obtainEmulators } from '../../src/emulator/obtain.js';
import { REPOSITORY } from '../machine/lab.js';
import { run, SYSTEM_NODE } from '../machine/runner.js';
import { GithubReleases } from '../servers/github-releases.js';
import { labEmulator, requestOf, Sandbox, tarball } from '../servers/source-fixture.js';

/** Another build may be named. */
const DIST = process.env.XARCH_DIST ?? join(REPOSITORY, 'dist');

let github: GithubReleases;
let sandbox: Sandbox;

beforeAll(async () => {
	github = await new GithubReleases().start();
	const members = [{ name: 'qemu-hppa', content: labEmulator('hppa') }];
	const assets = new Map([['qemu_v11.1.3_linux-amd64.tar.gz', await tarball(members)]]);
	github.releases.push({ tag: 'deploy/v11.1.3-71', assets });
});

afterAll(() => github.stop());

beforeEach(() => {
	sandbox = new Sandbox();
});

afterEach(() => sandbox.remove());

function xarch(...args: string[]) {
	return run(SYSTEM_NODE, [join(DIST, 'cli', 'index.js'), ...args], {
		env: { RUNNER_TOOL_CACHE: sandbox.storeRoot },
	});
}

test('a stored emulator is listed, found damaged, and removed', async () => {
	const request = requestOf('github', { required: ['hppa'], version: '11.1.3' });
	const context = sandbox.context({
		githubUrl: github.url('web'),
		githubApiUrl: github.url('api'),
	});
	const { emulators } = await obtainEmulators(request, context);
	const path = emulators.get('hppa')?.path ?? '';
	const listed = await xarch('cache', 'list');
	expect(listed).toMatchObject({ code: 0, stderr: '' });
	expect(listed.stdout).toMatch(
		/qemu-hppa \(\w+\) +11\.\S+ +github:\S+ .* 0 min ago +0 min ago +sound/,
	);
	expect((await xarch('cache', 'prune')).stdout).toBe('There was nothing to remove.\n');
	const bytes = labEmulator('hppa');
	bytes[5000] = (bytes[5000] ?? 0) ^ 1;
	writeFileSync(path, bytes);
	// What came a moment ago may be just being replaced, and stays.
	const before = new Date(Date.now() - 11 * 60_000);
	utimesSync(dirname(path), before, before);
	const [emulator] = JSON.parse((await xarch('cache', 'list', '--json')).stdout).emulators;
	expect(emulator).toMatchObject({ target: 'hppa', state: 'damaged' });
	const pruned = await xarch('cache', 'prune');
	expect(pruned.stdout).toMatch(/^Removed \S+ \(\d+\.\d MB\): damaged\.\nThat made \d+\.\d MB/);
	expect(existsSync(path)).toBe(false);
	expect(sandbox.files()).toEqual([]);
});

test('a wrong word is exit code 2, and help comes with code 0', async () => {
	expect(await xarch('cache', 'prnue')).toMatchObject({
		code: 2,
		stderr: expect.stringMatching(/did you mean prune\?/),
	});
	expect(await xarch('cache', '--help')).toMatchObject({
		code: 0,
		stdout: expect.stringMatching(/cache list[\s\S]*cache prune[\s\S]*--older-than N/),
	});
});
