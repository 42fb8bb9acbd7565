import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { run } from '../machine/runner.js';
import { CLI, doctor, readAnswer } from '../sandbox/doctor.js';
import { sandboxEmulator } from '../sandbox/lab.js';
import { apply, lineOf } from '../sandbox/requests.js';
import { BINFMT, Sandbox } from '../sandbox/sandbox.js';

const FILTERED = fileURLToPath(new URL('../sandbox/filtered.pl', import.meta.url));
const AUTOMOUNT = fileURLToPath(new URL('../machine/automount.pl', import.meta.url));
const ARM64 = sandboxEmulator('aarch64', 11);

let box: Sandbox;
beforeEach(async () => {
	box = await Sandbox.open();
});
afterEach(() => box.close());

test('a machine that nobody has mounted binfmt_misc on: nothing is taken for emulated', async () => {
	const bare = await Sandbox.open({ binfmt: 'absent' });
	try {
		const { code, stdout } = await bare.run(process.execPath, [CLI, 'status']);
		expect(code).toBe(0);
		expect(stdout).toMatch(/^Emulated: +nothing$/m);
		expect((await doctor(bare)).diagnosis).toMatchObject({ emulated: [] });
	} finally {
		await bare.close();
	}
});

describe('a platform', () => {
	test('that nothing is registered for: the command that sets it up', async () => {
		const asked = await doctor(box, ['arm64']);
		expect(asked.code).toBe(8);
		expect(asked.diagnosis).toMatchObject({ ok: false, binfmt: 'enabled', emulated: [] });
		expect(asked.diagnosis.subjects).toMatchObject([
			{ name: 'linux/arm64', runs: false, how: expect.stringContaining('no entry takes it') },
		]);
		expect(asked.finding('no-entry')).toMatchObject({
			severity: 'problem',
			about: ['linux/arm64'],
			command: 'xarch setup linux/arm64',
		});
	});

	test('that runs: all is well, and thanks to whom', async () => {
		await box.request(apply('job', ['aarch64']));
		const asked = await doctor(box, ['aarch64']);
		expect(asked.code).toBe(0);
		expect(asked.diagnosis.subjects).toMatchObject([
			{ name: 'linux/arm64', runs: true, how: expect.stringMatching(/qemu-aarch64 .*POCF/) },
		]);
		expect(asked.ids.filter((id) => id !== 'old-qemu')).toEqual([]);
	});

	test('that is native', async () => {
		const asked = await doctor(box, ['linux/386', 'amd64']);
		expect(asked).toMatchObject({ code: 0, ids: [] });
		expect(asked.diagnosis.subjects.map(({ how }) => how)).toEqual([
			'runs natively',
			'runs natively',
		]);
	});

	test('that is misspelt, and one of another system', async () => {
		const misspelt = await box.run(process.execPath, [CLI, 'doctor', 'arm46']);
		expect(misspelt).toMatchObject({
			code: 2,
			stderr: expect.stringContaining('did you mean "linux/arm64"'),
		});
		const windows = await box.run(process.execPath, [CLI, 'doctor', 'linux/amr64']);
		expect(windows).toMatchObject({ code: 2, stderr: expect.stringContaining('did you mean') });
	});
});

describe('the machine', () => {
	test('switched off as a whole', async () => {
		await box.request(apply('job', ['aarch64']));
		await box.sh(`echo 0 >${BINFMT}/status`);
		const asked = await doctor(box, ['arm64']);
		expect(asked.code).toBe(8);
		expect(asked.finding('switched-off').command).toBe(`echo 1 | sudo tee ${BINFMT}/status`);
		// What it says is what helps.
		await box.sh(`echo 1 | tee ${BINFMT}/status`);
		expect(await doctor(box, ['arm64'])).toMatchObject({ code: 0 });
	});

	test('not mounted, and read-only', async () => {
		await box.sh(`umount ${BINFMT}`);
		expect((await doctor(box)).ids).toContain('not-mounted');
		await box.sh(`mount -t tmpfs -o ro none ${BINFMT}`);
		const asked = await doctor(box, ['arm64']);
		expect(asked.code).toBe(8);
		expect(asked.finding('read-only')).toMatchObject({ severity: 'warning' });
		expect(asked.finding('read-only').explanation).toContain(BINFMT);
	});

	test('a user namespace with a binfmt_misc of its own, and without', async () => {
		const own = await doctor(box, ['riscv64']);
		expect(own.finding('own-instance').explanation).toMatch(/user namespace.*of its own/);
		await box.sh(`umount ${BINFMT}`);
		expect((await doctor(box)).ids).toContain('user-namespace');
	});

	test('no new privileges, and a filter of system calls', async () => {
		const bound = await doctor(box, [], { through: ['setpriv', '--no-new-privs'] });
		expect(bound.ids).toContain('no-new-privileges');
		const filtered = await doctor(box, [], { through: ['perl', FILTERED] });
		expect(filtered.ids).toContain('seccomp');
	});

	test('root without the capability, whose command is for the host', async () => {
		const through = ['capsh', '--drop=cap_sys_admin', '--', '-c', 'exec "$0" "$@"'];
		const asked = await doctor(box, ['arm64'], { through });
		expect(asked.finding('no-capability')).toMatchObject({
			severity: 'warning',
			command: 'xarch setup --keep',
		});
	});

	test('processes of others are hidden', async () => {
		const through = [
			...['unshare', '--pid', '--fork', '--mount', 'sh', '-c'],
			'mount -t proc -o hidepid=2 proc /proc && exec "$@"',
			'sh',
		];
		expect((await doctor(box, [], { through })).ids).toContain('hidepid');
	});

	test('a temporary directory from which nothing may be run', async () => {
		await box.sh('mkdir /run/noexec; mount -t tmpfs -o noexec none /run/noexec');
		await box.request(apply('job', ['aarch64']));
		const asked = await doctor(box, ['arm64'], { env: { RUNNER_TEMP: '/run/noexec' } });
		expect(asked.code).toBe(8);
		expect(asked.finding('noexec').explanation).toContain('/run/noexec');
	});

	test('a journal that cannot be read', async () => {
		await box.sh('mkdir -p /run/setup-xarch; echo "{" >/run/setup-xarch/journal.json');
		expect((await doctor(box)).finding('journal-damaged').severity).toBe('warning');
	});

	test('QEMU_CPU in the environment, which breaks what runs without it', async () => {
		await box.request(apply('job', ['aarch64']));
		const asked = await doctor(box, ['arm64'], { env: { QEMU_CPU: 'no-such-model' } });
		expect(asked.code).toBe(8);
		expect(asked.finding('emulator-fails').explanation).toMatch(/unable to find CPU model/);
		expect(asked.finding('qemu-setting').command).toBe('unset QEMU_CPU');
	});

	test('no container engine, and one that does not answer', async () => {
		expect((await doctor(box, [], { env: { PATH: '/nonexistent' } })).ids).toContain(
			'engine-absent',
		);
		const socket = 'unix:///run/no-docker.sock';
		const asked = await doctor(box, [], { env: { DOCKER_HOST: socket } });
		expect(asked.finding('engine-unreachable').explanation).toContain('/run/no-docker.sock');
	});

	test('marks of a container', async () => {
		const asked = await doctor(box, [], { env: { container: 'lxc' } });
		expect(asked.finding('container').severity).toBe('note');
	});
});

test('a user who is not root and has no sudo that works', async () => {
	// In a namespace of its own, where no sudo of the machine has root's rights.
	const asked = readAnswer(
		await run('setpriv', [
			...['--reuid=65534', '--regid=65534', '--clear-groups', '--no-new-privs', '--'],
			...[process.execPath, CLI, 'doctor', '--json'],
		]),
	);
	expect(asked.finding('no-privilege').explanation).toMatch(
		/uid 65534.*sudo -n fails.*no container engine/,
	);
});

test('an automount that does not deliver is named, in a mount namespace beside the host’s', async () => {
	const daemon = spawn('unshare', ['-m', 'perl', AUTOMOUNT, BINFMT, 'refuse'], {
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	try {
		const lines = createInterface({ input: daemon.stdout });
		await once(lines, 'line');
		const enter = ['-t', String(daemon.pid), '-m', '--', process.execPath];
		const asked = readAnswer(
			await run('nsenter', [...enter, CLI, 'doctor', 'riscv64', '--json'], { cwd: '/' }),
		);
		expect(asked.code).toBe(8);
		expect(asked.finding('automount').command).toContain('proc-sys-fs-binfmt_misc.automount');
	} finally {
		daemon.stdin.end();
	}
});

test('text for people names the finding, and what to type', async () => {
	await box.foreign(lineOf('qemu-aarch64', 'aarch64', ARM64, 'OC'));
	const { stdout, code } = await box.run(process.execPath, [CLI, 'doctor', 'arm64', 's390x']);
	expect(code).toBe(8);
	expect(stdout).toMatch(/^linux\/arm64 runs, by qemu-aarch64 \(QEMU 11/m);
	expect(stdout).toMatch(/^PROBLEM: No entry .* \(linux\/s390x\) \[no-entry\]$/m);
	expect(stdout).toMatch(/^ {2}\$ xarch setup linux\/s390x$/m);
	expect(stdout).toMatch(/^WARNING: An entry without flag F .*\(qemu-aarch64\)/m);
	expect(stdout).toMatch(/1 problem found\.\n$/);
});
