import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { VirtualMachine } from '../machine/virtual-machine.js';
import { doctor } from '../sandbox/doctor.js';

// States that a kernel is booted with, so not those of the machine that the tests run on.
let machine: VirtualMachine;
beforeAll(async () => {
	machine = await VirtualMachine.start({ cpu: 'Nehalem' });
}, 180_000);
afterAll(() => machine?.stop());

const BINFMT = '/proc/sys/fs/binfmt_misc';
const setUp = (...through: readonly string[]) => {
	const [file = '', ...args] = [...through, ...machine.xarch];
	return machine.run(file, [...args, 'setup', 'arm64', '--source', `dir:${machine.emulators}`]);
};

test("the kernel's module is not there, as after an upgrade before the boot", async () => {
	await machine.sh('mv /lib/modules/$(uname -r) /root/modules');
	const mounted = await machine.run('mount', ['-t', 'binfmt_misc', 'binfmt_misc', BINFMT]);
	expect(mounted.stderr).toContain("unknown filesystem type 'binfmt_misc'");
	const asked = await doctor(machine, ['-'], { input: mounted.stderr });
	expect(asked.finding('no-module').command).toBe('sudo modprobe binfmt_misc');
	expect(asked.finding('message-no-binfmt').explanation).toContain('neither built in nor loaded');
	const refused = await setUp();
	expect(refused.code).toBe(3);
	expect(refused.stderr).toMatch(
		/This kernel has no binfmt_misc: .*modprobe: FATAL: Module binfmt_misc not found.*reboot if the kernel was upgraded.*\[E_NO_BINFMT\]/s,
	);
	const loaded = await machine.run('modprobe', ['binfmt_misc']);
	const again = await doctor(machine, ['-'], { input: loaded.stderr });
	expect(again.ids).toContain('message-no-binfmt');

	await machine.sh('mv /root/modules /lib/modules/$(uname -r)');
	expect(await setUp()).toMatchObject({ code: 0 });
	const after = await doctor(machine, ['arm64']);
	expect(after.ids).not.toContain('no-module');
	const late = await doctor(machine, ['-'], { input: mounted.stderr });
	expect(late.finding('message-no-binfmt').explanation).toContain('the module was loaded since');
});

test('the CPU does not reach the level of the platform', async () => {
	const { ids, finding, diagnosis } = await doctor(machine, ['linux/amd64/v3']);
	expect(diagnosis.native).toEqual(['linux/amd64', 'linux/amd64/v2', 'linux/386']);
	expect(ids[0]).toBe('cpu-level');
	expect(finding('cpu-level').explanation).toContain('linux/amd64/v2');
});

const mount = 'mount -t binfmt_misc binfmt_misc "$1"';
test.each([
	['writing there', mount, `mount, deny ${BINFMT}/** w,`, /cannot be written from here: .*EACCES/],
	['mounting it', '', 'deny mount,', /could not be mounted at .*: mount: /],
])('AppArmor confines the process and denies %s', async (_, mounting, rules, reason) => {
	await machine.sh(
		`echo "profile xarch-confined { file, capability, network, signal, unix, ptrace, $2 }" >/run/confined
		apparmor_parser --replace --skip-cache /run/confined
		systemctl stop proc-sys-fs-binfmt_misc.automount
		while umount "$1" 2>&1; do :; done
		${mounting}`,
		...[BINFMT, rules],
	);
	const through = ['aa-exec', '-p', 'xarch-confined', '--'];
	const asked = await doctor(machine, [], { through });
	expect(asked.finding('apparmor').explanation).toContain('xarch-confined (enforce)');
	const refused = await setUp(...through);
	expect(refused).toMatchObject({ code: 3 });
	expect(refused.stderr).toMatch(reason);
	expect(refused.stderr).toContain('confined by the profile xarch-confined (enforce)');
	expect(refused.stderr).not.toContain('Run this as root');
	expect(await setUp()).toMatchObject({ code: 0 });
	await machine.sh('umount "$1"; systemctl start proc-sys-fs-binfmt_misc.automount', BINFMT);
});

test('the automount is there and does not deliver', async () => {
	const override = '/run/systemd/system/proc-sys-fs-binfmt_misc.mount.d';
	const restart = 'systemctl daemon-reload; systemctl restart proc-sys-fs-binfmt_misc.automount';
	await machine.sh(
		`umount "$1"; mkdir -p "$2"; printf '%s\n' '[Mount]' 'Type=none-such' >"$2/type.conf"; ${restart}`,
		...[BINFMT, override],
	);
	const asked = await doctor(machine);
	expect(asked.finding('automount').explanation).toContain(BINFMT);
	await machine.sh(`rm -r "$1"; ${restart}`, override);
	const after = await doctor(machine, ['arm64']);
	expect(after.ids).not.toContain('automount');
});

test('a kernel whose user namespaces have no binfmt_misc of their own', async () => {
	const mounting = ['unshare', '-Urm', 'mount', '-t', 'binfmt_misc', 'binfmt_misc', BINFMT];
	const { stderr } = await machine.run(mounting[0] ?? '', mounting.slice(1));
	expect(stderr).toMatch(/permission denied/i);
	const asked = await doctor(machine, ['-'], { input: stderr });
	expect(asked.finding('message-mount-refused').command).toBe('xarch setup --keep');
	const inside = await doctor(machine, [], { through: ['unshare', '-Urm'] });
	expect(inside.ids).toContain('user-namespace');
});
