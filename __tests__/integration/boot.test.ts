import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { VirtualMachine } from '../machine/virtual-machine.js';

let machine: VirtualMachine;
beforeAll(async () => {
	machine = await VirtualMachine.start();
}, 300_000);
afterAll(() => machine?.stop());

const BINFMT = '/proc/sys/fs/binfmt_misc';
const xarch = (...args: readonly string[]) => {
	const [file = '', ...cli] = machine.xarch;
	return machine.run(file, [...cli, ...args]);
};
const setUp = (...args: readonly string[]) =>
	xarch('setup', ...args, '--source', `dir:${machine.emulators}`);
const machineOf = async (arch: string) =>
	(await machine.run(machine.busybox(arch), ['uname', '-m'])).stdout.trim();
const entries = async () =>
	(await machine.sh(`ls ${BINFMT}`)).split('\n').filter((name) => name.startsWith('qemu-'));

test("systemd's automount, with the kernel's module not loaded yet: setting up triggers both", async () => {
	expect(await machine.sh('cat /proc/self/mountinfo')).toMatch(/binfmt_misc [^\n]* - autofs /);
	expect(await machine.sh('cat /proc/filesystems /proc/modules')).not.toContain('binfmt_misc');
	expect(await setUp('arm64')).toMatchObject({ code: 0 });
	expect(await machineOf('arm64')).toBe('aarch64');
	expect(await machine.sh('cat /proc/modules')).toContain('binfmt_misc');
	expect(await xarch('restore')).toMatchObject({ code: 0 });
	expect(await entries()).toEqual([]);
});

test('what is persisted runs from the first moment after a boot, until it is forgotten', async () => {
	expect(await setUp('arm64', 's390x', '--persist')).toMatchObject({ code: 0 });
	await machine.reboot();
	expect([await machineOf('arm64'), await machineOf('s390x')]).toEqual(['aarch64', 's390x']);
	// What an update of systemd does, and of each package that brings a file for it.
	await machine.sh('systemctl restart systemd-binfmt.service');
	expect([await machineOf('arm64'), await machineOf('s390x')]).toEqual(['aarch64', 's390x']);
	expect((await xarch('status')).stdout).toContain('systemd-binfmt (/etc/binfmt.d/setup-xarch-');
	expect(await xarch('restore', '--persisted')).toMatchObject({ code: 0 });
	await machine.reboot();
	expect(await machine.sh(`ls ${BINFMT}`)).toBe('register\nstatus\n');
	expect(await machine.sh('ls /etc/binfmt.d /var/lib')).not.toContain('setup-xarch');
}, 300_000);

test('after a power failure nothing is left of the jobs before, and all can be set up again', async () => {
	const foreign =
		':qemu-riscv64:M::\\x7fELF\\x02\\x01\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x02\\x00\\xf3\\x00:\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\x00\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xff\\xfe\\xff\\xff\\xff:/payload/qemu-11/usr/bin/qemu-riscv64:F';
	await machine.sh(
		'echo "$1" >/etc/binfmt.d/qemu-riscv64.conf; systemctl restart systemd-binfmt.service',
		foreign,
	);
	const bootId = await machine.sh('cat /proc/sys/kernel/random/boot_id');
	// Its emulators are writable by others, so that root takes copies of them, which outlast the boot.
	await machine.sh(`mkdir -m 777 /var/emulators; cp ${machine.emulators}/qemu-* /var/emulators`);
	await xarch('setup', 'arm64', '--reset', '--source', 'dir:/var/emulators');
	expect(await machineOf('arm64')).toBe('aarch64');
	expect(await machine.sh(`cat ${BINFMT}/qemu-riscv64`)).toContain('disabled');
	expect(await machine.sh('ls /var/lib/setup-xarch')).not.toBe('');
	await machine.powerFailure();
	expect(await machine.sh('cat /proc/sys/kernel/random/boot_id')).not.toBe(bootId);
	expect(await machineOf('riscv64')).toBe('riscv64');
	expect(await entries()).toEqual(['qemu-riscv64']);
	const status = await xarch('status');
	expect(status.stdout).toMatch(/^Emulated: +linux\/riscv64$/m);
	expect(await setUp('s390x')).toMatchObject({ code: 0 });
	expect(await machineOf('s390x')).toBe('s390x');
	expect(await xarch('restore')).toMatchObject({ code: 0 });
	expect(await entries()).toEqual(['qemu-riscv64']);
	// The copies of the boot before are nobody's any more.
	expect((await machine.run('ls', ['/var/lib/setup-xarch'])).stdout).toBe('');
}, 300_000);
