import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { REPOSITORY } from '../machine/lab.js';
import { emulatorOfVersion } from '../sandbox/emulator-of-version.js';
import { Sandbox } from '../sandbox/sandbox.js';

const DIST = join(REPOSITORY, 'dist');
let box: Sandbox;
let root: string;

beforeAll(async () => {
	box = await Sandbox.open();
});
afterAll(() => box.close());
beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'xarch-known-bad-'));
});
afterEach(async () => {
	await box.clear();
	rmSync(root, { recursive: true, force: true });
});

function place(version: string): void {
	writeFileSync(join(root, 'qemu-aarch64'), emulatorOfVersion(version), { mode: 0o755 });
}

const setUp = () =>
	box.run(
		process.execPath,
		[join(DIST, 'cli', 'index.js'), 'setup', 'arm64', '--source', `dir:${root}`],
		{ env: { XDG_CACHE_HOME: join(root, 'cache'), RUNNER_TEMP: root } },
	);

test('a version that is known to be bad is a warning, also when it runs already', async () => {
	place('9.2.0');
	const first = await setUp();
	expect(first).toMatchObject({ code: 0 });
	const warning =
		/QEMU 9\.2\.0 is known to be bad for aarch64: libc-bin of Ubuntu 22\.04 .* See https:\/\/github\.com\/tonistiigi\/binfmt\/issues\/240\. Choose another version \(input version\)\./g;
	expect(first.stderr.match(warning)).toHaveLength(1);
	expect((await setUp()).stderr.match(warning)).toHaveLength(1);
});

test.each(['10.2.3', '11.1.3'])('%s is none', async (version) => {
	place(version);
	const set = await setUp();
	expect(set).toMatchObject({ code: 0, stdout: expect.stringMatching(/linux\/arm64/) });
	expect(set.stderr).not.toContain('known to be bad');
});
