import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { listerWithoutLargeFiles, programOfLevel2 } from '../machine/foreign-programs.js';
import { lab } from '../machine/lab.js';
import { runOldRunc } from '../machine/old-runc.js';
import { run } from '../machine/runner.js';
import { CLI, doctor, readAnswer } from '../sandbox/doctor.js';
import { busybox, sandboxEmulator } from '../sandbox/lab.js';
import { apply, lineOf } from '../sandbox/requests.js';
import { BINFMT, Sandbox } from '../sandbox/sandbox.js';

let box: Sandbox;
beforeEach(async () => {
	box = await Sandbox.open();
});
afterEach(() => box.close());

/** What a shell command that fails in the sandbox writes on standard error. */
async function failing(
	script: string,
	args: readonly string[] = [],
	shell = 'bash',
): Promise<string> {
	const { code, stderr, signal } = await box.run(shell, ['-c', script, shell, ...args]);
	if (code === 0 && signal === null) throw new Error(`did not fail: ${script}`);
	return stderr;
}

describe('what shells say of a foreign program', () => {
	test.each(['bash', 'sh'])('%s: the platform is that of the program it names', async (shell) => {
		const text = await failing('"$1" uname -m', [busybox('riscv64')], shell);
		expect(text).toMatch(/exec format error/i);
		const asked = await doctor(box, ['-'], { input: text });
		expect(asked.code).toBe(8);
		expect(asked.finding('message-exec-format')).toMatchObject({
			explanation: expect.stringContaining('linux/riscv64'),
			command: 'xarch setup linux/riscv64',
		});
		await box.request(apply('job', ['riscv64']));
		const after = await doctor(box, ['-'], { input: text });
		// The same after a successful set-up: the host does not see what is registered in here.
		expect(after.ids).toEqual(['message-exec-format-elsewhere', 'own-instance']);
	});

	test('env hands it to a shell, which complains of its syntax', async () => {
		const text = await failing('env "$1" true', [busybox('s390x')]);
		expect(text).toMatch(/syntax error/i);
		const asked = await doctor(box, ['-'], { input: text });
		expect(asked.finding('message-shell-reads-program').command).toBe('xarch setup linux/s390x');
	});

	test('an older runc, with the platform named in what was typed', async () => {
		const { code, stderr } = await runOldRunc(busybox('riscv64'));
		expect(code).toBe(1);
		expect(stderr).toMatch(
			/^standard_init_linux\.go:\d+: exec user process caused: exec format error/,
		);
		const input = `$ docker run --platform linux/riscv64 alpine\n${stderr}`;
		const asked = await doctor(box, ['-'], { input });
		expect(asked.finding('message-exec-format').command).toBe('xarch setup linux/riscv64');
	});

	test('no platform at all: how to find out', async () => {
		const asked = await doctor(box, ['-'], { input: 'exec /app: exec format error\n' });
		expect(asked.finding('message-exec-format').advice).toContain('xarch doctor IMAGE');
	});
});

describe('what registering by hand says', () => {
	const line = () => lineOf('qemu-aarch64', 'aarch64', sandboxEmulator('aarch64', 11), 'F');
	const register = 'printf %s "$1" >/proc/sys/fs/binfmt_misc/register';

	test('a name that is taken: by whom', async () => {
		await box.foreign(line());
		const text = await failing(register, [line()]);
		expect(text).toContain('File exists');
		const asked = await doctor(box, ['-'], { input: text });
		expect(asked.finding('message-register-exists').explanation).toContain('qemu-aarch64');
	});

	test('a flag that the kernel does not know', async () => {
		const text = await failing(register, [line().replace(/F$/, 'X')]);
		expect(text).toContain('Invalid argument');
		const asked = await doctor(box, ['-'], { input: text });
		expect(asked.finding('message-register-invalid').explanation).toMatch(/kernel, 6|kernel, \d/);
	});

	test('no right to mount', async () => {
		const text = await failing(
			`umount ${BINFMT}; exec capsh --drop=cap_sys_admin -- -c 'mount -t binfmt_misc binfmt_misc ${BINFMT}'`,
		);
		expect(text).toMatch(/binfmt_misc.*(?:permission denied|must be superuser)/i);
		const asked = await doctor(box, ['-'], { input: text });
		expect(asked.finding('message-mount-refused').command).toBe('xarch setup --keep');
	});

	test('no binfmt_misc in the kernel of another machine', async () => {
		// As doctor-kernel.test.ts has it said.
		const text = "mount: /proc/sys/fs/binfmt_misc: unknown filesystem type 'binfmt_misc'.\n";
		const asked = await doctor(box, ['-'], { input: text });
		expect(asked.finding('message-no-binfmt').explanation).toContain('comes from another one');
	});
});

describe('what QEMU says', () => {
	test('signal 11: who serves, and what to try', async () => {
		await box.foreign(lineOf('qemu-aarch64', 'aarch64', sandboxEmulator('aarch64', 7), 'POCF'));
		const text = await failing('exec "$1" sh -c "kill -SEGV \\$\\$"', [busybox('arm64')]);
		expect(text).toContain('uncaught target signal 11');
		const asked = await doctor(box, ['-'], { input: text });
		expect(asked.finding('message-signal-11').explanation).toMatch(/aarch64 by .*QEMU 7\.2/);
		expect(asked.finding('message-signal-11').command).toContain('xarch setup');
	});

	test('signal 4: the CPU model, also one set here', async () => {
		await box.request(apply('job', ['arm']));
		const env = { QEMU_CPU: 'arm926' };
		const { stderr } = await box.run(busybox('armhf'), ['true'], { env });
		expect(stderr).toContain('uncaught target signal 4');
		const asked = await doctor(box, ['-'], { input: stderr, env });
		expect(asked.finding('message-signal-4').explanation).toContain('QEMU_CPU is "arm926"');
		expect(asked.finding('message-signal-4').command).toContain('QEMU_CPU=max');
		// That is what helps.
		const max = await box.run(busybox('armhf'), ['true'], { env: { QEMU_CPU: 'max' } });
		expect(max.code).toBe(0);
	});

	test('a CPU model that there is not', async () => {
		await box.request(apply('job', ['s390x']));
		const { stderr } = await box.run(busybox('s390x'), ['true'], { env: { QEMU_CPU: 'none' } });
		const asked = await doctor(box, ['-'], { input: stderr });
		expect(asked.finding('message-cpu-model').command).toBe('unset QEMU_CPU');
	});

	test('a level of x86-64 that the emulated CPU lacks', async () => {
		const path = box.path('/run/level2');
		writeFileSync(path, programOfLevel2(), { mode: 0o755 });
		const qemu = sandboxEmulator('x86_64', 11);
		const old = await box.run(qemu, ['-cpu', 'qemu64', '/run/level2']);
		expect(old.stderr).toContain('CPU ISA level is lower than required');
		const asked = await doctor(box, ['-'], { input: old.stderr });
		expect(asked.finding('message-x86-64-level').command).toContain('QEMU_CPU=max');
		expect(await box.run(qemu, ['-cpu', 'max', '/run/level2'])).toMatchObject({ code: 0 });
	});
});

describe('what foreign programs say', () => {
	test('one of Go 1.23.0 that starts a process under QEMU 7.2, and not of a newer Go or QEMU', async () => {
		const child = (version: string) => lab('go-programs', `child-${version}`);
		await box.foreign(lineOf('qemu-aarch64', 'aarch64', sandboxEmulator('aarch64', 7), 'F'));
		const { code, stderr } = await box.run(child('go1.23.0'));
		expect(code).toBe(2);
		const asked = await doctor(box, ['-'], { input: stderr });
		expect(asked.ids[0]).toBe('message-go-runtime');
		expect(asked.finding('message-go-runtime').explanation).toMatch(/aarch64 by .*QEMU 7\.2/);
		expect(await box.run(child('go1.23.12'))).toMatchObject({ code: 0 });
		await box.clear();
		await box.foreign(lineOf('qemu-aarch64', 'aarch64', sandboxEmulator('aarch64', 11), 'F'));
		expect(await box.run(child('go1.23.0'))).toMatchObject({ code: 0, stdout: 'the child runs\n' });
	});

	test('.NET that collects garbage under QEMU 7.2, and not under a newer one', async () => {
		const program = [lab('dotnet', 'dotnetcore2', 'bin', 'dotnet'), lab('dotnet', 'collect.dll')];
		const env = { DOTNET_SYSTEM_GLOBALIZATION_INVARIANT: '1' };
		const old = await box.run(sandboxEmulator('x86_64', 7), program, { env });
		expect(old.stderr).toContain('uncaught target signal');
		const input = `$ dotnet collect.dll\n${old.stderr}`;
		const asked = await doctor(box, ['-'], { input });
		expect(asked.ids[0]).toBe('message-dotnet');
		expect(asked.finding('message-dotnet').advice).toContain('$BUILDPLATFORM');
		const newer = await box.run(sandboxEmulator('x86_64', 11), program, { env });
		expect(newer).toMatchObject({ code: 0, stdout: 'all collected\n' });
	});

	test('a 32-bit one of the file system, and not of a tmpfs', async () => {
		const directory = mkdtempSync(join(tmpdir(), 'xarch-list-'));
		try {
			writeFileSync(box.path('/run/list'), listerWithoutLargeFiles(), { mode: 0o755 });
			await box.request(apply('job', ['arm']));
			const { code, stderr } = await box.run('/run/list', [directory]);
			expect(code).toBe(1);
			expect(stderr).toContain('Value too large for defined data type');
			const asked = await doctor(box, ['-'], { input: stderr });
			expect(asked.finding('message-value-too-large').advice).toContain('tmpfs');
			expect(await box.run('/run/list', ['/run'])).toMatchObject({ code: 0, stderr: '' });
		} finally {
			rmSync(directory, { recursive: true, force: true });
		}
	});
});

describe('what sudo says', () => {
	test('on a file system without setuid, and with no new privileges', async () => {
		const directory = mkdtempSync(join(tmpdir(), 'xarch-sudo-'));
		try {
			const nosuid = await run('unshare', [
				...['-m', 'sh', '-c'],
				'mount -t tmpfs -o nosuid none "$1" && cp -p "$(command -v sudo)" "$1/sudo" && exec setpriv --reuid=65534 --regid=65534 --clear-groups "$1/sudo" -n true',
				...['sh', directory],
			]);
			expect(nosuid.stderr).toContain('effective uid is not 0');
			// Where the entry lacks C, that is it; where it has C, the container.
			await box.foreign(lineOf('qemu-aarch64', 'aarch64', sandboxEmulator('aarch64', 11), 'F'));
			const without = await doctor(box, ['-'], { input: nosuid.stderr });
			expect(without.finding('message-sudo').explanation).toMatch(/qemu-aarch64 has no flag C/);
			await box.clear();
			await box.request(apply('job', ['aarch64']));
			const other = await doctor(box, ['-'], { input: nosuid.stderr });
			expect(other.finding('message-sudo').explanation).toMatch(/it is the container/);
			const bound = await run('setpriv', [
				...['--reuid=65534', '--regid=65534', '--clear-groups', '--no-new-privs'],
				...['sudo', '-n', 'true'],
			]);
			expect((await doctor(box, ['-'], { input: bound.stderr })).ids).toContain('message-sudo');
		} finally {
			rmSync(directory, { recursive: true, force: true });
		}
	});
});

test('glibc built for a level of x86-64, which Debian has none of', async () => {
	// https://github.com/containers/podman/issues/15456 quotes it.
	const input = 'Fatal glibc error: CPU does not support x86-64-v2\n';
	const asked = await doctor(box, ['-'], { input });
	expect(asked.finding('message-x86-64-level').threads).toContain(
		'https://github.com/containers/podman/issues/15456',
	);
});

test('an installer that printed nothing, read as JSON', async () => {
	const { stderr } = await box.run(process.execPath, ['-e', 'JSON.parse("")']);
	const asked = await doctor(box, ['-'], { input: stderr });
	expect(asked.ids).toEqual(['message-json-end']);
});

test('a text that nothing is known of', async () => {
	const texts = ['make: *** [all] Error 2\n', 'panic: no\n\ngoroutine 1 [running]:\nmain.main()\n'];
	for (const input of texts) {
		const asked = await doctor(box, ['-'], { input });
		expect(asked).toMatchObject({ code: 8, ids: ['message-unknown'] });
	}
});

test('a message that is piped in without being announced, and a pipe that nothing comes through', async () => {
	const piped = await run('bash', [
		...['-c', 'echo "exec /x: exec format error" | "$@"', 'bash'],
		...[process.execPath, CLI, 'doctor', '--json'],
	]);
	expect(readAnswer(piped).ids).toContain('message-exec-format');
	const silent = spawn(process.execPath, [CLI, 'doctor', '--json'], { stdio: 'pipe' });
	const chunks: Buffer[] = [];
	silent.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
	const [code] = (await once(silent, 'close')) as [number];
	const answer = readAnswer({ code, stdout: Buffer.concat(chunks).toString(), stderr: '' });
	expect(answer.diagnosis.subjects).toEqual([]);
});
