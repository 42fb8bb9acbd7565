import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { EntryRequest } from '../../src/binfmt/request.js';
import { bootSupport, bootSystemd, lasting, prepareBoot } from '../sandbox/boot.js';
import { busybox, EMULATORS, labEmulator, type Release, sandboxEmulator } from '../sandbox/lab.js';
import { apply, entry, lease, lineOf, release, sha256OfFile } from '../sandbox/requests.js';
import { Sandbox } from '../sandbox/sandbox.js';

let box: Sandbox;
beforeEach(async () => {
	box = await Sandbox.open();
});
afterEach(() => box.close());

/** An emulator of the lab with its real digest, for it is hashed as it is copied. */
function real(target: string, of: Release = 11): EntryRequest {
	return entry(target, { release: of, sha256: sha256OfFile(labEmulator(target, of)) });
}
const persist = (...entries: readonly EntryRequest[]) =>
	box.request({ operation: 'persist', entries });
const forget = (targets?: readonly string[]) =>
	box.request({ operation: 'forget', ...(targets === undefined ? {} : { targets }) });

async function machineOf(arch: string): Promise<string> {
	const { stdout } = await box.run(busybox(arch), ['uname', '-m']);
	return stdout.trim();
}

describe.each([
	['systemd-binfmt', false, bootSystemd],
	['binfmt-support', true, bootSupport],
])('by %s', (_, support, boot) => {
	beforeEach(() => prepareBoot(box, { support }));

	test('entries run at once, after a boot, and not after they are forgotten', async () => {
		const before = lasting(box);
		const { registered, warnings } = await persist(real('aarch64'), real('s390x'));
		expect({ registered, warnings }).toEqual({
			registered: ['setup-xarch-aarch64', 'setup-xarch-s390x'],
			warnings: [],
		});
		expect(box.journal()).toBeUndefined();
		const entries = box.entries();
		expect([await machineOf('arm64'), await machineOf('s390x')]).toEqual(['aarch64', 's390x']);
		await boot(box);
		expect(box.entries()).toEqual(entries);
		expect([await machineOf('arm64'), await machineOf('s390x')]).toEqual(['aarch64', 's390x']);
		const { removed } = await forget();
		expect(removed).toEqual(['setup-xarch-aarch64', 'setup-xarch-s390x']);
		expect(box.entries()).toEqual({});
		expect(lasting(box)).toEqual(before);
		await boot(box);
		expect(box.entries()).toEqual({});
	});

	test('a second time changes nothing', async () => {
		await persist(real('aarch64'));
		const before = { entries: box.entries(), lasting: lasting(box) };
		expect(await persist(real('aarch64'))).toMatchObject({ registered: [] });
		expect({ entries: box.entries(), lasting: lasting(box) }).toEqual(before);
	});

	test('another version takes the place of the one before, and its emulator goes', async () => {
		await persist(real('aarch64', 10), real('s390x', 10));
		await persist(real('aarch64', 11));
		const emulators = Object.keys(lasting(box)).filter((path) => path.includes('persisted'));
		const digest = (of: Release, target: string) =>
			sha256OfFile(labEmulator(target, of)).slice(0, 16);
		expect(emulators).toHaveLength(2);
		expect(emulators.join()).toContain(digest(11, 'aarch64'));
		expect(emulators.join()).toContain(digest(10, 's390x'));
		await boot(box);
		expect(Object.keys(box.entries())).toEqual(['setup-xarch-aarch64', 'setup-xarch-s390x']);
		expect(box.entries()['setup-xarch-aarch64']).toContain(digest(11, 'aarch64'));
		await forget(['aarch64']);
		expect(Object.keys(box.entries())).toEqual(['setup-xarch-s390x']);
	});

	test('what a package registers at boot lies below, and stays', async () => {
		const theirs = lineOf('qemu-aarch64', 'aarch64', sandboxEmulator('aarch64', 7), 'OCF');
		writeFileSync(box.path('/etc/binfmt.d/qemu-aarch64.conf'), `${theirs}\n`);
		await bootSystemd(box);
		const before = { entries: box.entries(), lasting: lasting(box) };
		await persist(real('aarch64'));
		await bootSystemd(box);
		const [probe] = await box.probe(['aarch64']);
		expect(probe?.servedBy).toContain('/var/lib/setup-xarch-persisted/');
		await forget();
		expect({ entries: box.entries(), lasting: lasting(box) }).toEqual(before);
	});
});

describe('what fails', () => {
	beforeEach(() => prepareBoot(box, { support: true }));

	test('undoes all of it', async () => {
		await persist(real('s390x', 10));
		const before = { entries: box.entries(), lasting: lasting(box) };
		const wrong = {
			...real('riscv64'),
			emulator: { ...real('riscv64').emulator, sha256: 'ab'.repeat(32) },
		};
		expect(
			await box.refusal({ operation: 'persist', entries: [real('aarch64'), real('s390x'), wrong] }),
		).toMatchObject({ code: 'E_DIGEST' });
		expect({ entries: box.entries(), lasting: lasting(box) }).toEqual(before);
		expect(box.journal()).toBeUndefined();
	});

	test('because a live job holds another version is E_LEASED', async () => {
		await box.request(apply('j', [entry('aarch64', { release: 10 })]));
		expect(await box.refusal({ operation: 'persist', entries: [real('aarch64')] })).toMatchObject({
			code: 'E_LEASED',
			message: expect.stringContaining('job j'),
		});
		await box.request(release('j'));
		expect(await persist(real('aarch64'))).toMatchObject({ registered: ['setup-xarch-aarch64'] });
	});
});

describe('xarch setup --persist', () => {
	const CLI = fileURLToPath(new URL('../../dist/cli/index.js', import.meta.url));
	const xarch = (...args: string[]) =>
		box.run(process.execPath, [CLI, ...args], {
			env: { XDG_CACHE_HOME: '/run/cache', TMPDIR: '/run' },
		});
	const setUp = (...args: string[]) => {
		const source = `dir:${EMULATORS}/11`;
		return xarch('setup', 'arm64', 's390x', '--persist', '--source', source, ...args);
	};
	beforeEach(() => prepareBoot(box, { support: false }));

	test('proves the platforms, and restore --persisted takes them away', async () => {
		const before = { entries: box.entries(), lasting: lasting(box) };
		const set = await setUp('--json');
		expect(set).toMatchObject({ code: 0 });
		const { entries, changed } = JSON.parse(set.stdout);
		expect(changed).toBe(true);
		expect(entries).toMatchObject([
			{ platform: 'linux/arm64', entry: 'setup-xarch-aarch64', ours: true, probe: 'passed' },
			{ platform: 'linux/s390x', entry: 'setup-xarch-s390x', ours: true, probe: 'passed' },
		]);
		await bootSystemd(box);
		expect(await machineOf('s390x')).toBe('s390x');
		// To no avail: nothing of theirs is meant.
		expect((await xarch('restore', '--all')).stdout).toContain('nothing to put back');
		const restored = await xarch('restore', '--persisted');
		expect(restored.stdout).toContain('Removed setup-xarch-aarch64.\nRemoved setup-xarch-s390x.');
		expect({ entries: box.entries(), lasting: lasting(box) }).toEqual(before);
	});

	test('a second time changes nothing and needs no privilege, and tells whose the entries are', async () => {
		expect(await setUp()).toMatchObject({ code: 0 });
		await bootSystemd(box);
		const before = { entries: box.entries(), lasting: lasting(box) };
		const plain = ['setup', 'arm64', 's390x', '--persist', '--privilege', 'none'];
		const again = await xarch(...plain);
		expect(again).toMatchObject({
			code: 0,
			stdout: expect.stringContaining('nothing was changed'),
		});
		expect({ entries: box.entries(), lasting: lasting(box) }).toEqual(before);
		const { stdout } = await xarch('status');
		expect(stdout).toContain('systemd-binfmt (/etc/binfmt.d/setup-xarch-aarch64.conf)');
	});

	test('what does not run is not persisted', async () => {
		await box.sh('mkdir /run/bad; cp "$1" /run/bad/qemu-aarch64', sandboxEmulator('arm', 11));
		const before = { entries: box.entries(), lasting: lasting(box) };
		const set = await xarch('setup', 'arm64', '--persist', '--source', 'dir:/run/bad');
		expect(set.code).not.toBe(0);
		expect(set.stderr).toMatch(/E_PROBE|E_EMULATOR/);
		expect({ entries: box.entries(), lasting: lasting(box) }).toEqual(before);
	});
});

test('jobs come and go on top of what is persisted', async () => {
	await prepareBoot(box, { support: false });
	await persist(real('aarch64', 10));
	const before = { entries: box.entries(), lasting: lasting(box) };
	const owner = { kind: 'standing' } as const;
	await box.request(apply(lease('standing', owner), [entry('aarch64', { exact: true })], true));
	expect(Object.keys(box.entries())).toEqual(['qemu-aarch64', 'setup-xarch-aarch64']);
	const restore = { operation: 'release', leaseIds: [], kinds: ['standing', 'kept'] } as const;
	await box.request(restore);
	expect({ entries: box.entries(), lasting: lasting(box) }).toEqual(before);
});

test('where nothing loads entries at boot, that is a warning', async () => {
	await prepareBoot(box, { support: false });
	await box.sh('mount -t tmpfs none /lib/systemd; rm -f /etc/init.d/binfmt');
	const { warnings } = await persist(real('aarch64'));
	expect(warnings).toEqual([
		expect.stringContaining('Nothing on this machine loads /etc/binfmt.d'),
	]);
});
