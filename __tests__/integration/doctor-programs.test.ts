import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { dynamicProgram } from '../machine/foreign-programs.js';
import { doctor } from '../sandbox/doctor.js';
import { busybox, sandboxEmulator } from '../sandbox/lab.js';
import { apply, lineOf } from '../sandbox/requests.js';
import { Sandbox } from '../sandbox/sandbox.js';

const LOADER = '/lib/ld-linux-aarch64.so.1';

let box: Sandbox;
let directory: string;
beforeEach(async () => {
	box = await Sandbox.open();
	directory = mkdtempSync(join(tmpdir(), 'xarch-programs-'));
});
afterEach(async () => {
	await box.close();
	rmSync(directory, { recursive: true, force: true });
});

/** A file of the test's, executable unless said otherwise. */
function file(name: string, content: string | Uint8Array, mode = 0o755): string {
	const path = join(directory, name);
	writeFileSync(path, content, { mode });
	return path;
}

test.each([
	['arm64', 'linux/arm64', 'aarch64'],
	['armhf', 'linux/arm/v7', 'arm'],
	['s390x', 'linux/s390x', 's390x'],
	['ppc64el', 'linux/ppc64le', 'ppc64le'],
	['mips64el', 'linux/mips64le', 'mips64el'],
])(
	'a static program of %s: its platform, before and after it is set up',
	async (arch, platform, target) => {
		const before = await doctor(box, [busybox(arch)]);
		expect(before.code).toBe(8);
		expect(before.diagnosis.subjects).toMatchObject([{ kind: 'program', platform, runs: false }]);
		expect(before.finding('no-entry').command).toBe(`xarch setup ${platform}`);
		await box.request(apply('job', [target]));
		const after = await doctor(box, [busybox(arch)]);
		expect(after.code).toBe(0);
		expect(after.diagnosis.subjects).toMatchObject([{ platform, runs: true }]);
		expect(await box.run(busybox(arch), ['true'])).toMatchObject({ code: 0 });
	},
);

test('a dynamic program whose loader is not there, as the kernel and QEMU find too', async () => {
	const path = file('dynamic', dynamicProgram('aarch64', LOADER));
	await box.request(apply('job', ['aarch64']));
	const asked = await doctor(box, [path]);
	expect(asked.code).toBe(8);
	expect(asked.finding('loader-missing').explanation).toContain(LOADER);
	expect(asked.diagnosis.subjects).toMatchObject([{ platform: 'linux/arm64', runs: false }]);
	const failed = await box.run(path);
	expect(failed.stderr).toContain(LOADER);
	const message = await doctor(box, ['-'], { input: failed.stderr });
	expect(message.finding('message-guest-loader').explanation).toContain(LOADER);
	// QEMU_LD_PREFIX helps both.
	mkdirSync(join(directory, 'prefix', 'lib'), { recursive: true });
	file(`prefix${LOADER}`, '');
	const env = { QEMU_LD_PREFIX: join(directory, 'prefix') };
	expect((await doctor(box, [path], { env })).ids).not.toContain('loader-missing');
});

test('a script whose interpreter is foreign', async () => {
	const script = file('script', `#!${busybox('riscv64')} sh\nuname -m\n`);
	const before = await doctor(box, [script]);
	expect(before.diagnosis.subjects).toMatchObject([{ platform: 'linux/riscv64', runs: false }]);
	expect(before.ids).toContain('no-entry');
	await box.request(apply('job', ['riscv64']));
	expect(await doctor(box, [script])).toMatchObject({ code: 0 });
	expect(await box.run(script)).toMatchObject({ code: 0, stdout: 'riscv64\n' });
});

test('a script whose interpreter is not there, and one with the line ends of Windows', async () => {
	const missing = await doctor(box, [file('missing', '#!/opt/none/python\n')]);
	expect(missing.finding('script-interpreter-missing').explanation).toContain('/opt/none/python');
	const path = file('windows', '#!/bin/sh\r\nexit 0\r\n');
	const windows = await doctor(box, [path]);
	const { command } = windows.finding('script-interpreter-missing');
	await box.sh(command ?? 'false');
	expect(await box.run(path)).toMatchObject({ code: 0 });
	expect(await doctor(box, [path])).toMatchObject({ code: 0, ids: [] });
});

test('what is no program', async () => {
	const empty = await doctor(box, [file('empty', '')]);
	expect(empty.finding('not-a-program').explanation).toContain('is empty');
	const text = await doctor(box, [file('text', 'version https://git-lfs.github.com/spec/v1\n')]);
	expect(text.finding('not-a-program').advice).toContain('Git LFS');
	const header = dynamicProgram('aarch64', LOADER);
	header.writeUInt16LE(0x1234, 18);
	const unknown = await doctor(box, [file('unknown', header)]);
	expect(unknown.finding('unknown-machine').explanation).toContain('4660');
});

test('a file that may not be run', async () => {
	const path = file('plain', '#!/bin/sh\nexit 0\n', 0o644);
	const asked = await doctor(box, [path]);
	await box.sh(asked.finding('not-executable').command ?? 'false');
	expect(await doctor(box, [path])).toMatchObject({ code: 0 });
	await box.sh(
		'mkdir /run/noexec; mount -t tmpfs -o noexec none /run/noexec; cp "$1" /run/noexec',
		path,
	);
	const noexec = await doctor(box, ['/run/noexec/plain']);
	expect(noexec.ids).toEqual(['noexec-mount']);
	const refused = await box.run('sh', ['-c', '/run/noexec/plain']);
	expect(refused.stderr).toContain('Permission denied');
});

test('a setuid program under an entry without C, and on a file system without setuid', async () => {
	await box.foreign(lineOf('qemu-aarch64', 'aarch64', sandboxEmulator('aarch64', 11), 'PF'));
	await box.sh(
		'mkdir /run/plain /run/nosuid; mount -t tmpfs none /run/plain; mount -t tmpfs -o nosuid none /run/nosuid',
	);
	await box.sh(
		'for to in plain nosuid; do cp "$1" /run/$to/su; chmod 4755 /run/$to/su; done',
		busybox('arm64'),
	);
	const asked = await doctor(box, ['/run/plain/su']);
	expect(asked.finding('setuid-without-credentials').command).toBe('xarch setup linux/arm64');
	await box.request(apply('job', ['aarch64']));
	expect((await doctor(box, ['/run/plain/su'])).ids).not.toContain('setuid-without-credentials');
	expect((await doctor(box, ['/run/nosuid/su'])).ids).toContain('setuid-on-nosuid');
});

test('a path that is not there, a pipe, and a directory', async () => {
	await expect(doctor(box, ['./no-such-program'])).rejects.toThrow(/exit code 2.*E_INPUT/s);
	await box.sh('mkfifo /run/pipe');
	await expect(doctor(box, ['/run/pipe'])).rejects.toThrow(/exit code 2.*not a plain file/s);
	await expect(doctor(box, [directory])).rejects.toThrow(/exit code 2.*not a plain file/s);
});
