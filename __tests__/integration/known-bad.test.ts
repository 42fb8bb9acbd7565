import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { REPOSITORY } from '../machine/lab.js';
import { labEmulator } from '../sandbox/lab.js';
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

/** A real emulator that says it is of another version. */
function emulatorOf(version: string): void {
	const bytes = readFileSync(labEmulator('aarch64', 11));
	const said = /qemu-aarch64 version (11\.\d+\.\d+) /.exec(bytes.toString('latin1'));
	if (said?.[1] === undefined) throw new Error('the emulator does not say its version');
	const place = said.index + 'qemu-aarch64 version '.length;
	bytes.write(version.padEnd(said[1].length), place, 'latin1');
	writeFileSync(join(root, 'qemu-aarch64'), bytes, { mode: 0o755 });
}

const setUp = () =>
	box.run(
		process.execPath,
		[join(DIST, 'cli', 'index.js'), 'setup', 'arm64', '--source', `dir:${root}`],
		{ env: { XDG_CACHE_HOME: join(root, 'cache'), RUNNER_TEMP: root } },
	);

test('a version that is known to be bad is a warning, also when it runs already', async () => {
	emulatorOf('9.2.0');
	const first = await setUp();
	expect(first).toMatchObject({ code: 0 });
	const warning =
		/QEMU 9\.2\.0 is known to be bad for aarch64: libc-bin of Ubuntu 22\.04 .* See https:\/\/github\.com\/tonistiigi\/binfmt\/issues\/240\. Choose another version \(input version\)\./g;
	expect(first.stderr.match(warning)).toHaveLength(1);
	expect((await setUp()).stderr.match(warning)).toHaveLength(1);
});

test.each(['10.2.3', '11.1.3'])('%s is none', async (version) => {
	emulatorOf(version);
	const set = await setUp();
	expect(set).toMatchObject({ code: 0, stdout: expect.stringMatching(/linux\/arm64/) });
	expect(set.stderr).not.toContain('known to be bad');
});
