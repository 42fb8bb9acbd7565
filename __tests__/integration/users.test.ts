import { chmodSync, cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { runUnderAutomount } from '../machine/automount.js';
import { mountForTest, snapshot } from '../machine/kernel.js';
import { lab, REPOSITORY } from '../machine/lab.js';
import { type Ended, type Job, run, SYSTEM_NODE, startJob } from '../machine/runner.js';

const QEMU_11 = lab('qemu-11', 'usr', 'bin');
const ARM64 = lab('busybox', 'arm64', 'busybox');
const SUDOERS = '/etc/sudoers.d/xarch-users';

/** The command line where root and an ordinary user can read it. */
let directory: string;
let user: { uid: number; gid: number };
let before: ReturnType<typeof snapshot>;
beforeAll(async () => {
	directory = mkdtempSync(join(tmpdir(), 'xarch-users-'));
	chmodSync(directory, 0o755);
	cpSync(join(REPOSITORY, 'dist'), join(directory, 'dist'), { recursive: true });
	expect(await run('useradd', ['--no-create-home', 'xarch-users'])).toMatchObject({ code: 0 });
	const id = async (flag: string) => Number((await run('id', [flag, 'xarch-users'])).stdout);
	user = { uid: await id('-u'), gid: await id('-g') };
});
afterAll(async () => {
	await run('userdel', ['xarch-users']);
	rmSync(directory, { recursive: true, force: true });
});
let unmount: () => void;
beforeEach(() => {
	unmount = () => {};
	before = snapshot();
});
afterEach(() => {
	unmount();
	expect(snapshot()).toEqual(before);
	expect(existsSync('/run/setup-xarch/journal.json')).toBe(false);
});

const cli = () => join(directory, 'dist', 'cli', 'index.js');
const environment = () => ({
	XDG_CACHE_HOME: join(directory, 'cache'),
	DOCKER_HOST: 'unix:///none',
});
const SETUP = ['setup', 'arm64', '--source', `dir:${QEMU_11}`];

function machineOf(): Promise<Ended> {
	return run(ARM64, ['uname', '-m']);
}

test('root and a user with sudo at once share what they need, and leave nothing', async () => {
	writeFileSync(SUDOERS, 'xarch-users ALL=(ALL) NOPASSWD:ALL\n', { mode: 0o440 });
	const jobs: Job[] = [];
	try {
		const dist = join(directory, 'dist');
		for (let pair = 0; pair < 4; pair += 1) jobs.push(startJob({ dist }), startJob({ dist, user }));
		const inputs = { platforms: 'arm64', source: `dir:${QEMU_11}` };
		const steps = await Promise.all(jobs.map((job) => job.main(inputs)));
		expect(steps.map(({ code, stderr }) => [code, stderr])).toEqual(jobs.map(() => [0, '']));
		expect(await machineOf()).toMatchObject({ stdout: 'aarch64\n' });
		const entries = Object.keys(snapshot() ?? {}).filter((name) => name.includes('aarch64'));
		expect(entries).toEqual(['qemu-aarch64']);
		const ends = await Promise.all(jobs.map((job) => job.post()));
		expect(ends.map(({ code }) => code)).toEqual(jobs.map(() => 0));
		const last = ends.filter(({ stdout }) => stdout.includes('Removed qemu-aarch64.'));
		expect(last).toHaveLength(1);
	} finally {
		for (const job of jobs) job.end();
		rmSync(SUDOERS, { force: true });
	}
});

describe('without a way to root’s rights', () => {
	test('an ordinary user is told which were tried, why each failed, and what the host’s root can do', async () => {
		const ended = await run(SYSTEM_NODE, [cli(), ...SETUP], {
			user,
			env: { ...environment(), TMPDIR: '/tmp', HOME: '/nonexistent' },
		});
		expect(ended.code).toBe(3);
		expect(ended.stderr).toMatch(
			/Tried: sudo -n: it ended with exit code 1 \(.*password.*\); docker: it does not answer \(.*\); podman: /,
		);
		expect(ended.stderr).toContain(`sudo ${SYSTEM_NODE} ${cli()} setup --keep aarch64`);
		expect(ended.stderr).toContain('[E_NO_PRIVILEGE]');
	});

	test('privilege: none uses what the host’s root has set up, and else fails at once', async () => {
		const asUser = (...args: string[]) =>
			run(SYSTEM_NODE, [cli(), ...args], { user, env: { ...environment(), TMPDIR: '/tmp' } });
		const refused = await asUser(...SETUP, '--privilege', 'none');
		expect(refused.code).toBe(3);
		expect(refused.stderr).toContain('privilege: none allows no way');
		const keep = await run(SYSTEM_NODE, [cli(), ...SETUP, '--keep'], { env: environment() });
		expect(keep.code).toBe(0);
		const used = await asUser('setup', 'arm64', '--privilege', 'none');
		expect(used).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing was changed') });
		const restored = await run(SYSTEM_NODE, [cli(), 'restore', '--all'], { env: environment() });
		expect(restored.code).toBe(0);
	});

	test.each([
		['that knows only root', ['-r']],
		['with mounts of its own', ['-rm']],
	])('root of a user namespace %s is not taken for the host’s', async (_, flags) => {
		// What the host has set up serves in there all the same.
		const inside = (...args: string[]) =>
			run(
				'unshare',
				[...flags, 'setpriv', '--bounding-set=-sys_admin', SYSTEM_NODE, cli(), ...args],
				{
					user,
					env: { ...environment(), TMPDIR: '/tmp' },
				},
			);
		const refused = await inside(...SETUP);
		expect(refused.code).toBe(3);
		expect(refused.stderr).toMatch(/E_NO_PRIVILEGE|E_NO_BINFMT/);
		const keep = await run(SYSTEM_NODE, [cli(), ...SETUP, '--keep'], { env: environment() });
		expect(keep.code).toBe(0);
		const used = await inside('setup', 'arm64');
		await run(SYSTEM_NODE, [cli(), 'restore', '--all'], { env: environment() });
		expect(used).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing was changed') });
	});
});

describe('mounts', () => {
	beforeEach(() => {
		unmount = mountForTest();
	});

	test('a read-only /proc/sys is named before anything is downloaded', async () => {
		const script =
			'mount --bind /proc/sys/fs/binfmt_misc /proc/sys/fs/binfmt_misc && mount -o remount,bind,ro /proc/sys/fs/binfmt_misc && exec "$@"';
		const ended = await run(
			'unshare',
			['-m', 'sh', '-c', script, 'sh', SYSTEM_NODE, cli(), ...SETUP],
			{
				env: environment(),
			},
		);
		expect(ended.code).toBe(3);
		expect(ended.stderr).toContain('/proc/sys/fs/binfmt_misc is read-only');
		expect(ended.stderr).toContain('[E_NO_BINFMT]');
		expect(ended.stderr).not.toContain('Obtained');
	});

	test('an automount that nobody has triggered is triggered, and the platforms run', async () => {
		const set = await runUnderAutomount('deliver', SYSTEM_NODE, [cli(), ...SETUP], environment());
		expect(set).toMatchObject({ code: 0, triggered: 1 });
		// Registered with the one instance that the host has.
		expect(await machineOf()).toMatchObject({ stdout: 'aarch64\n' });
		const restored = await run(SYSTEM_NODE, [cli(), 'restore'], { env: environment() });
		expect(restored.stdout).toContain('Removed qemu-aarch64.');
	});
});

test('where an automount does not deliver, binfmt_misc is mounted on top of it', async () => {
	const script = '"$1" "$2" setup arm64 --source "$3" && "$4" uname -m && "$1" "$2" restore';
	const ended = await runUnderAutomount(
		'refuse',
		'sh',
		['-c', script, 'sh', SYSTEM_NODE, cli(), `dir:${QEMU_11}`, ARM64],
		environment(),
	);
	expect(ended.triggered).toBeGreaterThan(0);
	expect(ended).toMatchObject({ code: 0, stderr: expect.stringContaining('Mounted binfmt_misc.') });
	expect(ended.stdout).toMatch(/^aarch64$.*^Removed qemu-aarch64\.$.*^Unmounted binfmt_misc/ms);
});
