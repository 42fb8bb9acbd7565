import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { DEFAULT_VERSION } from '../../src/emulator/catalog.js';
import { assumingEmulator } from '../machine/assuming.js';
import { lab } from '../machine/lab.js';
import { CLI, doctor } from '../sandbox/doctor.js';
import type { Ended } from '../sandbox/driven.js';
import { emulatorOfVersion } from '../sandbox/emulator-of-version.js';
import { busybox, labEmulator, sandboxEmulator } from '../sandbox/lab.js';
import { lineOf } from '../sandbox/requests.js';
import { Sandbox } from '../sandbox/sandbox.js';

/** Emulators that say they are of these versions, in directories named so. */
const VERSIONS = ['9.2.0', DEFAULT_VERSION, '10.1.3', '11.1.3'];
let releases: string;
beforeAll(() => {
	releases = mkdtempSync(join(tmpdir(), 'xarch-advice-'));
	for (const version of VERSIONS) {
		mkdirSync(join(releases, version));
		writeFileSync(join(releases, version, 'qemu-aarch64'), emulatorOfVersion(version), {
			mode: 0o755,
		});
	}
});
afterAll(() => rmSync(releases, { recursive: true, force: true }));

let box: Sandbox;
let env: Readonly<Record<string, string>>;
beforeEach(async () => {
	box = await Sandbox.open();
	env = { XDG_CACHE_HOME: box.path('/run/cache'), RUNNER_TEMP: '/run' };
	await box.sh('mkdir /run/root; cp "$1" /run/root/busybox', busybox('arm64'));
});
afterEach(() => box.close());

/** Types a command of the doctor's; a directory that comes first stands in for the network. */
function follow(
	command: string | null,
	version = DEFAULT_VERSION,
	directory = join(releases, version),
): Promise<Ended> {
	const [program, ...args] = (command ?? '').split(' ');
	if (program !== 'xarch') throw new Error(`not a command of xarch: ${command}`);
	const source = ['--source', `dir:${directory},auto`];
	return box.run(process.execPath, [CLI, ...args, ...source], { env });
}

/** Registers an emulator of aarch64 as another project would. */
function others(interpreter: string, flags = 'POCF'): Promise<void> {
	return box.foreign(lineOf('qemu-aarch64', 'aarch64', interpreter, flags));
}

/** Has setup-xarch itself register one. */
async function ours(version: string, ...options: readonly string[]): Promise<void> {
	const command = ['xarch setup', ...options, '--version', version, 'linux/arm64'].join(' ');
	expect(await follow(command, version)).toMatchObject({ code: 0 });
}

/** In a chroot, where there is no emulator, and by a name that is not the program's. */
function nameOfMachine(): Promise<Ended> {
	const script = 'exec chroot /run/root /busybox sh -c "exec -a uname /busybox -m"';
	return box.run('bash', ['-c', script]);
}

async function serving(): Promise<string> {
	return (await doctor(box, ['arm64'])).diagnosis.subjects[0]?.how ?? '';
}

const BROKEN: readonly (readonly [string, () => Promise<void>])[] = [
	['no-entry', async () => {}],
	['emulator-fails', () => others(sandboxEmulator('riscv64', 11))],
	['emulator-dynamic', () => others('/usr/bin/true', 'F')],
	['known-bad', () => others(join(releases, '9.2.0', 'qemu-aarch64'))],
	['known-bad', () => ours('9.2.0')],
	['known-bad', () => ours('9.2.0', '--keep')],
	['old-qemu', () => others(sandboxEmulator('aarch64', 7))],
	['old-qemu', () => ours('10.1.3')],
	[
		'argv-shifted',
		async () => {
			const assuming = box.path('/run/emulators/assuming');
			const emulator = assumingEmulator(readFileSync(labEmulator('aarch64', 11)));
			writeFileSync(assuming, emulator, { mode: 0o755 });
			await others('/run/emulators/assuming', 'OCF');
		},
	],
	[
		'argv0-lost',
		async () => {
			const wrapper = `#!/bin/sh\ninner=$1; shift 2; exec ${sandboxEmulator('aarch64', 11)} "$inner" "$@"\n`;
			writeFileSync(box.path('/run/emulators/wrapper'), wrapper, { mode: 0o755 });
			await others('/run/emulators/wrapper', 'P');
		},
	],
];

describe('the command that a finding gives makes it go away, and the platform run', () => {
	test.each(BROKEN)('%s, %#', async (id, bringAbout) => {
		await bringAbout();
		const asked = await doctor(box, ['arm64']);
		expect(await follow(asked.finding(id).command)).toMatchObject({ code: 0 });
		expect((await doctor(box, ['arm64'])).ids).not.toContain(id);
		expect(await nameOfMachine()).toMatchObject({ code: 0, stdout: 'aarch64\n' });
	});
});

describe('a crash: the command of its message brings another version', () => {
	const crash = async () =>
		(await box.run('sh', ['-c', 'exec "$1" sh -c "kill -SEGV \\$\\$"', 'sh', busybox('arm64')]))
			.stderr;

	test.each([
		['an older one of ours', '9.2.0', DEFAULT_VERSION],
		['the default of ours', DEFAULT_VERSION, '10.1.3'],
		['a newer one of ours', '11.1.3', DEFAULT_VERSION],
	])('%s', async (_, version, next) => {
		await ours(version);
		const asked = await doctor(box, ['-'], { input: await crash() });
		const { command } = asked.finding('message-signal-11');
		expect(await follow(command, next)).toMatchObject({ code: 0 });
		expect(await serving()).toContain(`QEMU ${next}`);
	});

	test('a newer one of others', async () => {
		await others(sandboxEmulator('aarch64', 11));
		const asked = await doctor(box, ['-'], { input: await crash() });
		expect(await follow(asked.finding('message-signal-11').command)).toMatchObject({ code: 0 });
		expect(await serving()).toContain(`QEMU ${DEFAULT_VERSION}`);
	});
});

test('one command for all that a finding is about', async () => {
	const wanted = ['arm64', 's390x', 'riscv64'];
	const asked = await doctor(box, wanted);
	const { about, command } = asked.finding('no-entry');
	expect(about).toEqual(['linux/arm64', 'linux/s390x', 'linux/riscv64']);
	expect(command).toBe(`xarch setup ${about.join(' ')}`);
	expect(await follow(command, '11', lab('qemu-11', 'usr', 'bin'))).toMatchObject({ code: 0 });
	expect(await doctor(box, wanted)).toMatchObject({ code: 0 });
});
