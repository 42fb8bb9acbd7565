import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parseEntry } from '../../src/binfmt/entry.js';
import { readSurroundings, type Surroundings } from '../../src/binfmt/surroundings.js';
import {
	confinementTraps,
	entryTraps,
	mountTraps,
	namespaceTraps,
	noexecTrap,
	type Trap,
} from '../../src/binfmt/traps.js';
import { runUnderAutomount } from '../machine/automount.js';
import { sandboxEmulator } from '../sandbox/lab.js';
import { lineOf } from '../sandbox/requests.js';
import { BINFMT, Sandbox } from '../sandbox/sandbox.js';

const LOOK = fileURLToPath(new URL('../sandbox/look.mjs', import.meta.url));
const FILTERED = fileURLToPath(new URL('../sandbox/filtered.pl', import.meta.url));

const names = (traps: readonly Trap[]) => traps.map(({ name }) => name);

describe('in a sandbox', () => {
	let box: Sandbox;
	beforeEach(async () => {
		box = await Sandbox.open();
	});
	afterEach(() => box.close());

	/** What a process in there sees, perhaps started through another program. */
	async function look(...through: readonly string[]): Promise<Surroundings> {
		const [file = '', ...args] = [...through, process.execPath, LOOK];
		const { stdout, stderr } = await box.run(file, args);
		if (stdout === '') throw new Error(stderr);
		return JSON.parse(stdout) as Surroundings;
	}

	test('an instance of its own that hides the host’s is told by its device', async () => {
		const seen = await look();
		expect(mountTraps(seen)).toEqual([]);
		expect(namespaceTraps(seen)).toMatchObject([{ name: 'own-instance' }]);
		await box.sh(`umount ${BINFMT}`);
		expect(names(namespaceTraps(await look()))).toEqual(['user-namespace']);
	});

	test('not mounted, and read-only', async () => {
		await box.sh(`umount ${BINFMT}; mount -t tmpfs -o ro none ${BINFMT}`);
		expect(names(mountTraps(await look()))).toEqual(['not-mounted', 'read-only']);
		// As container engines do it.
		await box.sh('mount --bind /proc/sys /proc/sys; mount -o remount,bind,ro /proc/sys');
		expect(mountTraps(await look())).toMatchObject([
			{ name: 'not-mounted' },
			{ name: 'read-only', subject: '/proc/sys' },
		]);
	});

	test('an instance that is shown read-only', async () => {
		await box.sh(`mount -o remount,bind,ro ${BINFMT}`);
		expect(mountTraps(await look())).toMatchObject([{ name: 'read-only', subject: BINFMT }]);
	});

	test('switched off as a whole', async () => {
		await box.sh(`echo 0 >${BINFMT}/status`);
		expect(names(mountTraps(await look()))).toEqual(['switched-off']);
	});

	test('no new privileges, and a filter of system calls', async () => {
		expect(confinementTraps(await look())).toEqual([]);
		const bound = await look('setpriv', '--no-new-privs');
		expect(names(confinementTraps(bound))).toEqual(['no-new-privileges']);
		const filtered = await look('perl', FILTERED);
		expect(names(confinementTraps(filtered))).toEqual(['no-new-privileges', 'seccomp']);
	});

	test('processes that are hidden', async () => {
		const seen = await look(
			...['unshare', '--pid', '--fork', '--mount', 'sh', '-c'],
			'mount -t proc -o hidepid=2 proc /proc && exec "$@"',
			'sh',
		);
		expect(names(confinementTraps(seen))).toEqual(['hidepid']);
	});

	test('a directory from which nothing may be run', async () => {
		await box.sh('mkdir /run/plain "/run/no exec"; mount -t tmpfs -o noexec none "/run/no exec"');
		const { mountinfo } = await look();
		expect(noexecTrap(mountinfo, '/run/no exec/below')).toMatchObject({ name: 'noexec' });
		expect(noexecTrap(mountinfo, '/run/plain')).toBeUndefined();
	});

	test('entries that are off, need a file, or need one that is not there', async () => {
		const emulator = sandboxEmulator('aarch64', 11);
		await box.sh('cp "$1" /run/gone', emulator);
		await box.foreign(lineOf('qemu-aarch64', 'aarch64', emulator, 'OCF'));
		await box.foreign(lineOf('qemu-s390x', 's390x', emulator, 'OC'));
		await box.foreign(lineOf('other', 'hppa', '/run/gone', ''));
		await box.foreign(lineOf('held', 'm68k', '/run/gone', 'F'));
		await box.sh(`echo 0 >${BINFMT}/qemu-aarch64; rm /run/gone`);
		const entries = Object.entries(box.entries()).map(([name, text]) => parseEntry(name, text));
		const traps = entryTraps(entries, (path) => existsSync(box.path(path)));
		expect(traps.map(({ name, subject }) => `${subject}: ${name}`)).toEqual([
			'other: missing-interpreter',
			'qemu-aarch64: disabled',
			'qemu-s390x: no-fix-binary',
		]);
	});
});

async function underAutomount(
	answer: 'deliver' | 'refuse',
): Promise<{ seen: Surroundings; triggered: number }> {
	const { stdout, stderr, triggered } = await runUnderAutomount(answer, process.execPath, [LOOK]);
	if (stdout === '') throw new Error(stderr);
	return { seen: JSON.parse(stdout) as Surroundings, triggered };
}

describe('an automount that nobody has triggered yet', () => {
	test('is triggered by looking', async () => {
		const { seen, triggered } = await underAutomount('deliver');
		expect(triggered).toBe(1);
		expect(seen.status).toBe('enabled');
		expect(mountTraps(seen)).toEqual([]);
	});

	test('and does not deliver is named', async () => {
		const { seen, triggered } = await underAutomount('refuse');
		expect(triggered).toBeGreaterThan(0);
		expect(names(mountTraps(seen))).toEqual(['automount']);
	});
});

test('this machine’s own namespace is the first one, and is not confined', () => {
	const seen = readSurroundings();
	expect(namespaceTraps(seen)).toEqual([]);
	expect(confinementTraps(seen)).toEqual([]);
});
