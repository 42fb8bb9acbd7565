import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { assumingEmulator } from '../machine/assuming.js';
import { doctor } from '../sandbox/doctor.js';
import { emulatorOfVersion } from '../sandbox/emulator-of-version.js';
import { busybox, labEmulator, sandboxEmulator } from '../sandbox/lab.js';
import { apply, entry, lineOf } from '../sandbox/requests.js';
import { BINFMT, Sandbox } from '../sandbox/sandbox.js';

const ARM64 = sandboxEmulator('aarch64', 11);
const RISCV64 = sandboxEmulator('riscv64', 11);

let box: Sandbox;
beforeEach(async () => {
	box = await Sandbox.open();
});
afterEach(() => box.close());

test('switched off: the command that switches it on makes it run', async () => {
	await box.foreign(lineOf('qemu-aarch64', 'aarch64', ARM64, 'POCF'));
	await box.sh(`echo 0 >${BINFMT}/qemu-aarch64`);
	const asked = await doctor(box, ['arm64']);
	expect(asked.code).toBe(8);
	const { command, severity } = asked.finding('disabled');
	expect(severity).toBe('problem');
	expect(asked.ids).not.toContain('no-entry');
	await box.sh((command ?? '').replace('sudo ', ''));
	expect(await doctor(box, ['arm64'])).toMatchObject({ code: 0 });
});

test('switched off by reset: who did it, and how it comes back', async () => {
	await box.foreign(lineOf('qemu-aarch64', 'aarch64', ARM64, 'POCF'));
	await box.request(apply('job', ['riscv64'], true));
	const asked = await doctor(box, ['arm64']);
	expect(asked.finding('disabled')).toMatchObject({
		command: 'xarch restore',
		advice: expect.stringContaining('setup-xarch switched it off'),
	});
});

test('without F: fine here, and not in a chroot', async () => {
	await box.foreign(lineOf('qemu-aarch64', 'aarch64', ARM64, 'POC'));
	const asked = await doctor(box, ['arm64']);
	expect(asked.code).toBe(0);
	expect(asked.finding('no-fix-binary')).toMatchObject({
		severity: 'warning',
		about: ['qemu-aarch64'],
	});
	await box.sh('mkdir /run/root; cp "$1" /run/root/busybox', busybox('arm64'));
	const inside = await box.run('chroot', ['/run/root', '/busybox', 'uname', '-m']);
	expect(inside).toMatchObject({ code: 127, stderr: expect.stringContaining('No such file') });
	const message = await doctor(box, ['-'], { input: inside.stderr });
	expect(message.finding('message-no-such-file')).toMatchObject({
		explanation: expect.stringContaining('qemu-aarch64'),
		command: 'xarch setup linux/arm64',
	});
});

test('an emulator that says it is of a version known to be bad', async () => {
	writeFileSync(box.path('/run/qemu-aarch64'), emulatorOfVersion('9.2.0'), { mode: 0o755 });
	await box.foreign(lineOf('qemu-aarch64', 'aarch64', '/run/qemu-aarch64', 'POCF'));
	const asked = await doctor(box, ['arm64']);
	expect(asked.code).toBe(0);
	expect(asked.finding('known-bad')).toMatchObject({
		severity: 'warning',
		explanation: expect.stringContaining('libc-bin of Ubuntu 22.04'),
		threads: ['https://github.com/tonistiigi/binfmt/issues/240'],
	});
});

test('an emulator that is not there', async () => {
	await box.sh('cp "$1" /run/gone', ARM64);
	await box.foreign(lineOf('qemu-aarch64', 'aarch64', '/run/gone', 'OC'));
	await box.sh('rm /run/gone');
	const asked = await doctor(box);
	expect(asked.code).toBe(8);
	expect(asked.finding('missing-interpreter').explanation).toContain('/run/gone');
	expect((await doctor(box, ['arm64'])).diagnosis.subjects).toMatchObject([{ runs: false }]);
});

test('without C, and without P: setuid programs and argv[0]', async () => {
	await box.foreign(lineOf('qemu-aarch64', 'aarch64', ARM64, 'F'));
	const asked = await doctor(box, ['arm64']);
	expect(asked.code).toBe(0);
	expect(asked.finding('no-credentials').severity).toBe('note');
	expect(asked.finding('argv0-lost').severity).toBe('note');
});

test('a build that takes P for granted, registered without it', async () => {
	const assuming = '/run/emulators/assuming';
	await box.sh(`touch ${assuming}; chmod 755 ${assuming}`);
	writeFileSync(box.path(assuming), assumingEmulator(readFileSync(labEmulator('aarch64', 11))));
	await box.foreign(lineOf('qemu-aarch64', 'aarch64', assuming, 'OCF'));
	const asked = await doctor(box, ['arm64']);
	expect(asked.code).toBe(8);
	expect(asked.finding('argv-shifted').command).toBe('xarch setup linux/arm64');
	expect(asked.ids).not.toContain('emulator-fails');
	// The message that people paste comes from just this.
	await box.sh('ln -s "$1" /run/uname', busybox('arm64'));
	const shifted = await box.run('/run/uname', ['-a']);
	expect(shifted.stderr).toContain('applet not found');
	const message = await doctor(box, ['-'], { input: shifted.stderr });
	expect(message.finding('message-applet').explanation).toContain('qemu-aarch64');
	// And P is what helps.
	await box.sh(`echo -1 >${BINFMT}/qemu-aarch64`);
	await box.foreign(lineOf('qemu-aarch64', 'aarch64', assuming, 'POCF'));
	expect(await doctor(box, ['arm64'])).toMatchObject({ code: 0 });
});

test('flag P that QEMU and the kernel do not agree on', async () => {
	// A shell script between them hides from QEMU what the kernel says of P.
	await box.sh(
		`printf '#!/bin/sh\\ninner=$1; shift 2; exec %s "$inner" "$@"\\n' "$1" >/run/wrapper; chmod 755 /run/wrapper`,
		ARM64,
	);
	await box.foreign(lineOf('qemu-aarch64', 'aarch64', '/run/wrapper', 'P'));
	const asked = await doctor(box, ['arm64']);
	expect(asked.ids).toContain('argv0-lost');
	expect(asked.finding('argv0-lost').severity).toBe('problem');
});

test('an emulator of another architecture', async () => {
	await box.foreign(lineOf('qemu-aarch64', 'aarch64', RISCV64, 'POCF'));
	const asked = await doctor(box, ['arm64']);
	expect(asked.code).toBe(8);
	expect(asked.finding('emulator-fails').about).toEqual(['qemu-aarch64']);
});

test('an emulator that is linked dynamically, flag F or not', async () => {
	await box.foreign(lineOf('wrapped-aarch64', 'aarch64', '/usr/bin/true', 'F'));
	const asked = await doctor(box);
	expect(asked.finding('emulator-dynamic').about).toEqual(['wrapped-aarch64']);
	await box.sh('mkdir /run/root; cp "$1" /run/root/busybox', busybox('arm64'));
	const inside = await box.run('chroot', ['/run/root', '/busybox', 'true']);
	expect(inside.stderr).toContain('No such file or directory');
});

test('a later entry over one of ours', async () => {
	await box.request(apply('job', [entry('aarch64')]));
	await box.foreign(lineOf('later', 'aarch64', sandboxEmulator('aarch64', 10), 'POCF'));
	const asked = await doctor(box, ['arm64']);
	expect(asked.finding('shadowed').explanation).toMatch(/later .*registered after/);
});

test('a version with known troubles, and an old one', async () => {
	await box.foreign(lineOf('qemu-aarch64', 'aarch64', sandboxEmulator('aarch64', 7), 'POCF'));
	const asked = await doctor(box);
	expect(asked.finding('old-qemu').explanation).toMatch(/QEMU 7\.2/);
});

test('the whole machine, when all is well', async () => {
	await box.request(apply('job', ['aarch64', 's390x', 'ppc64le']));
	// Entries of other programs are their own business, switched off or not.
	await box.foreign(':jar:M::PK::/usr/bin/no-jexec:');
	await box.foreign(':DOSWin:M::MZ::/bin/true:');
	await box.sh(`echo 0 >${BINFMT}/DOSWin`);
	const asked = await doctor(box);
	expect(asked.code).toBe(0);
	expect(asked.diagnosis.emulated).toEqual(['linux/arm64', 'linux/ppc64le', 'linux/s390x']);
	expect(asked.ids).not.toContain('disabled');
	expect(asked.ids).not.toContain('missing-interpreter');
});
