import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { VirtualMachine } from '../machine/virtual-machine.js';
import { doctor } from '../sandbox/doctor.js';

const GARBAGE = ['go1.22.12', 'go1.26.8'].map((version) => `go-programs/garbage-${version}`);

// A whole machine of another architecture, in software: it takes its time.
let machine: VirtualMachine;
beforeAll(async () => {
	machine = await VirtualMachine.start({ arch: 'arm64', files: GARBAGE });
}, 300_000);
afterAll(() => machine?.stop());

const xarch = (...args: readonly string[]) => {
	const [file = '', ...cli] = machine.xarch;
	return machine.run(file, [...cli, ...args]);
};

test('its own 32-bit programs run natively, and others by what is set up', async () => {
	const set = await xarch('setup', 'amd64', 'riscv64', '--source', `dir:${machine.emulators}`);
	expect(set).toMatchObject({ code: 0 });
	expect(set.stdout).toMatch(/^linux\/arm64 +native$/m);
	expect(set.stdout).toMatch(/^linux\/arm\/v7 +native$/m);
	expect(set.stdout).toMatch(/^linux\/amd64 +emulated /m);
	expect(await machine.run(machine.busybox('armhf'), ['true'])).toMatchObject({ code: 0 });
	const foreign = await machine.run(machine.busybox('riscv64'), ['uname', '-m']);
	expect(foreign.stdout).toBe('riscv64\n');
}, 300_000);

test('an older Go program of amd64 gets addresses that it cannot pack; a newer one runs', async () => {
	const [older = '', newer = ''] = GARBAGE.map((file) => `/payload/${file}`);
	const crashed = await machine.run(older);
	expect(crashed.code).toBe(2);
	const asked = await doctor(machine, ['-'], { input: crashed.stderr });
	expect(asked.ids[0]).toBe('message-lfstack');
	expect(asked.finding('message-lfstack').advice).toContain('use a newer Go');
	expect(await machine.run(newer)).toMatchObject({
		code: 0,
		stdout: expect.stringContaining('go1.26'),
	});
}, 300_000);

test('everything is put back', async () => {
	expect(await xarch('restore')).toMatchObject({ code: 0 });
	expect(await machine.sh('ls /proc/sys/fs/binfmt_misc')).toBe('register\nstatus\n');
}, 300_000);
