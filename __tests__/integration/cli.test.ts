import {
	copyFileSync,
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
	elf64Match,
	mountForTest,
	readForeign,
	registerForeign,
	removeForeign,
	snapshot,
} from '../machine/kernel.js';
import { lab, MACHINES, REPOSITORY } from '../machine/lab.js';
import { type Ended, run, SYSTEM_NODE } from '../machine/runner.js';

const QEMU_7 = lab('qemu-7', 'usr', 'bin');
const QEMU_10 = lab('qemu-10', 'usr', 'bin');
const QEMU_11 = lab('qemu-11', 'usr', 'bin');

let before: ReturnType<typeof snapshot>;
let directory: string;

/** The command as from a fresh clone: the committed dist alone, nothing installed. */
function xarch(...args: string[]): Promise<Ended> {
	return run(SYSTEM_NODE, [join(directory, 'dist', 'cli', 'index.js'), ...args], {
		env: { XDG_CACHE_HOME: join(directory, 'cache') },
	});
}

async function busybox(arch: string, ...args: string[]): Promise<string> {
	return (await run(lab('busybox', arch, 'busybox'), args)).stdout.trim();
}

beforeEach(() => {
	before = snapshot();
	directory = mkdtempSync(join(tmpdir(), 'xarch-cli-'));
	cpSync(join(REPOSITORY, 'dist'), join(directory, 'dist'), { recursive: true });
});

afterEach(async () => {
	const restored = await xarch('restore', '--all');
	rmSync(directory, { recursive: true, force: true });
	expect(restored.code).toBe(0);
	expect(snapshot()).toEqual(before);
	expect(existsSync('/var/lib/setup-xarch')).toBe(false);
	expect(existsSync('/run/setup-xarch/journal.json')).toBe(false);
}, 60_000);

describe('xarch setup', () => {
	test('makes real programs run, also in a root that holds nothing but them', async () => {
		const set = await xarch('setup', 'arm64', 'riscv64');
		expect(set).toMatchObject({ code: 0, stdout: expect.stringMatching(/linux\/arm64 +emulated/) });
		expect(await busybox('arm64', 'uname', '-m')).toBe('aarch64');
		expect(await busybox('riscv64', 'uname', '-m')).toBe('riscv64');
		for (const [arch, machine] of [
			['arm64', 'aarch64'],
			['riscv64', 'riscv64'],
		] as const) {
			const root = join(directory, arch);
			mkdirSync(root);
			copyFileSync(lab('busybox', arch, 'busybox'), join(root, 'busybox'));
			const inside = await run('chroot', [root, '/busybox', 'uname', '-m']);
			expect(inside).toMatchObject({ code: 0, stdout: `${machine}\n` });
		}
		const restored = await xarch('restore');
		expect(restored.stdout).toContain('Removed qemu-aarch64.');
		expect(snapshot()).toEqual(before);
		expect((await run(lab('busybox', 'arm64', 'busybox'), ['uname', '-m'])).stdout).toBe('');
	}, 120_000);

	test.each([
		['7.2', QEMU_7],
		['10.0', QEMU_10],
		['11.1', QEMU_11],
	])(
		'all, by QEMU %s: every foreign architecture runs and i386 is native',
		async (version, bin) => {
			const set = await xarch('setup', 'all', '--json', '--source', `dir:${bin}`);
			expect(set.code).toBe(0);
			const outcome = JSON.parse(set.stdout);
			expect(outcome.native).toEqual(expect.arrayContaining(['linux/amd64', 'linux/386']));
			expect(outcome.qemuVersion.startsWith(version)).toBe(true);
			expect(snapshot()).not.toHaveProperty('qemu-i386');
			for (const [arch, { platform, machine }] of Object.entries(MACHINES)) {
				if (platform !== 'linux/arm/v5') expect(outcome.emulated).toContain(platform);
				// Debian sid's loong64 programs need LSX, which QEMU has since 8.2.
				if (arch === 'loong64' && version === '7.2') continue;
				expect(await busybox(arch, 'uname', '-m')).toBe(machine);
			}
			expect(await busybox('i386', 'uname', '-m')).toBe('x86_64');
		},
		60_000,
	);

	test('a second run changes nothing and says so', async () => {
		expect((await xarch('setup', 'arm64', '--source', `dir:${QEMU_11}`)).code).toBe(0);
		const after = snapshot();
		const again = await xarch('setup', 'linux/arm64/v8', 'aarch64', '--source', `dir:${QEMU_11}`);
		expect(again).toMatchObject({
			code: 0,
			stdout: expect.stringContaining('nothing was changed'),
		});
		expect(snapshot()).toEqual(after);
	});

	test('exotic targets are proved by their own programs', async () => {
		const set = await xarch('setup', 'hppa,m68k sh4 alpha', '--json', '--source', `dir:${QEMU_11}`);
		const { entries } = JSON.parse(set.stdout);
		expect(entries).toHaveLength(4);
		for (const entry of entries) expect(entry).toMatchObject({ ours: true, probe: 'passed' });
	});

	test('another emulator replaces ours when it is asked for', async () => {
		await xarch('setup', 'arm64', '--source', `dir:${QEMU_10}`);
		const other = await xarch('setup', 'arm64', '--json', '--source', `dir:${QEMU_11}`);
		expect(JSON.parse(other.stdout)).toMatchObject({ changed: true });
		expect(JSON.parse(other.stdout).qemuVersion).toMatch(/^11\./);
		const ours = Object.keys(snapshot() ?? {}).filter((name) => /aarch64/.test(name));
		expect(ours).toHaveLength(1);
	});

	test('--keep outlasts restore, and ends with restore --all', async () => {
		await xarch('setup', 'riscv64', '--keep', '--source', `dir:${QEMU_11}`);
		expect((await xarch('restore')).stdout).toMatch(
			/Left qemu-riscv64: still used by xarch setup --keep/,
		);
		expect(await busybox('riscv64', 'uname', '-m')).toBe('riscv64');
		expect((await xarch('restore', '--all')).stdout).toContain('Removed qemu-riscv64.');
	});

	test('an asked-for native platform is noted and not registered', async () => {
		const set = await xarch('setup', 'amd64', '386');
		expect(set).toMatchObject({
			code: 0,
			stderr: expect.stringContaining('linux/amd64 runs natively'),
		});
		expect(snapshot()).toEqual(before);
	});
});

describe('entries of others', () => {
	let unmount: () => void;
	beforeEach(() => {
		unmount = mountForTest();
	});
	afterEach(() => {
		removeForeign('qemu-aarch64');
		unmount();
	});

	test('one without F is overruled and back in force afterwards, byte for byte', async () => {
		const interpreter = join(QEMU_7, 'qemu-aarch64-static');
		registerForeign('qemu-aarch64', `${elf64Match('b700')}:${interpreter}:OC`);
		const foreign = readForeign('qemu-aarch64');
		const set = await xarch('setup', 'arm64', '--json', '--source', `dir:${QEMU_11}`);
		expect(JSON.parse(set.stdout).entries[0]).toMatchObject({
			entry: 'xarch-aarch64',
			ours: true,
			version: expect.stringMatching(/^11\./),
		});
		expect(readForeign('qemu-aarch64')).toBe(foreign);
		const status = JSON.parse((await xarch('status', '--json')).stdout);
		expect(status.entries).toEqual([
			expect.objectContaining({ name: 'qemu-aarch64', serves: false, ours: false }),
			expect.objectContaining({ name: 'xarch-aarch64', serves: true, ours: true }),
		]);
		await xarch('restore');
		expect(readForeign('qemu-aarch64')).toBe(foreign);
		const served = JSON.parse((await xarch('status', '--json')).stdout).entries;
		expect(served).toMatchObject([{ name: 'qemu-aarch64', serves: true, interpreter }]);
		expect(await busybox('arm64', 'uname', '-m')).toBe('aarch64');
	});

	test('one that is as good as what would be registered is used, without any change', async () => {
		registerForeign('qemu-aarch64', `${elf64Match('b700')}:${join(QEMU_11, 'qemu-aarch64')}:POCF`);
		const all = snapshot();
		const set = await xarch('setup', 'arm64', '--json');
		expect(set.code).toBe(0);
		expect(JSON.parse(set.stdout)).toMatchObject({
			changed: false,
			entries: [{ entry: 'qemu-aarch64', ours: false, probe: 'passed' }],
		});
		expect(snapshot()).toEqual(all);
	});

	test('--reset switches it off, restore on again', async () => {
		registerForeign('qemu-aarch64', `${elf64Match('b700')}:${join(QEMU_11, 'qemu-aarch64')}:POCF`);
		const foreign = readForeign('qemu-aarch64');
		const set = await xarch('setup', 'arm64', '--reset', '--json', '--source', `dir:${QEMU_10}`);
		expect(JSON.parse(set.stdout)).toMatchObject({ disabled: ['qemu-aarch64'] });
		expect(readForeign('qemu-aarch64')).toBe(foreign.replace('enabled', 'disabled'));
		expect((await xarch('restore')).stdout).toContain('Switched qemu-aarch64 on again.');
		expect(readForeign('qemu-aarch64')).toBe(foreign);
	});
});

describe('what goes wrong', () => {
	test.each([
		[['setup', 'arm65'], 2, /"arm65".*did you mean.*arm64/s],
		[['setup', ','], 2, /platforms/],
		[['setup', '--flags', 'XYZ'], 2, /"XYZ".*P, O, C and F/s],
		[['setup', '--source', 'gitub'], 2, /"gitub".*did you mean github/s],
		[['setup', '--versoin', '10.2.3'], 2, /--versoin.*did you mean --version/s],
		[['setpu'], 2, /"setpu".*did you mean setup/s],
		[['setup', 'arm64', '--source', 'dir:/nonexistent'], 4, /\/nonexistent/],
		[['setup', 'arm64', '--source', 'apt', '--version', '1.2.3'], 4, /1\.2\.3.*7\.2/s],
	])(
		'%j ends with %i',
		async (args, code, message) => {
			const ended = await xarch(...args);
			expect(ended.stdout).toBe('');
			expect(ended.stderr).toMatch(message);
			expect(ended.code).toBe(code);
			expect(snapshot()).toEqual(before);
			expect(
				existsSync(join(directory, 'cache', 'xarch'))
					? readdirSync(join(directory, 'cache', 'xarch'))
					: [],
			).toEqual([]);
		},
		60_000,
	);

	test('an emulator of another architecture is found out by the probe and withdrawn', async () => {
		const bin = join(directory, 'bin');
		mkdirSync(bin);
		copyFileSync(join(QEMU_11, 'qemu-riscv64'), join(bin, 'qemu-aarch64'));
		copyFileSync(join(QEMU_11, 'qemu-riscv64'), join(bin, 'qemu-riscv64'));
		const set = await xarch('setup', 'riscv64', 'arm64', '--source', `dir:${bin}`);
		expect(set.code).toBe(6);
		expect(set.stderr).toMatch(/linux\/arm64 by .*E_PROBE/s);
		expect(snapshot()).toEqual(before);
	});

	test('what an earlier run set up survives a later failure', async () => {
		await xarch('setup', 'riscv64', '--source', `dir:${QEMU_11}`);
		const bin = join(directory, 'bin');
		mkdirSync(bin);
		copyFileSync(join(QEMU_11, 'qemu-riscv64'), join(bin, 'qemu-aarch64'));
		const good = snapshot();
		expect((await xarch('setup', 'arm64', '--source', `dir:${bin}`)).code).toBe(6);
		expect(snapshot()).toEqual(good);
		expect(await busybox('riscv64', 'uname', '-m')).toBe('riscv64');
	});

	test('an emulator that is to replace a working one and fails leaves the working one in force', async () => {
		await xarch('setup', 'arm64', '--source', `dir:${QEMU_11}`);
		const good = snapshot();
		const bin = join(directory, 'bin');
		mkdirSync(bin);
		copyFileSync(join(QEMU_11, 'qemu-riscv64'), join(bin, 'qemu-aarch64'));
		expect((await xarch('setup', 'arm64', '--source', `dir:${bin}`)).code).toBe(6);
		expect(snapshot()).toEqual(good);
		expect(await busybox('arm64', 'uname', '-m')).toBe('aarch64');
	});

	test('restore with nothing to restore', async () => {
		expect(await xarch('restore')).toMatchObject({
			code: 0,
			stdout: 'There was nothing to put back.\n',
		});
	});
});

describe('xarch status', () => {
	test('ends quietly when its reader stops reading', async () => {
		const ended = await run('sh', [
			'-c',
			'"$0" "$1" status | true',
			SYSTEM_NODE,
			join(directory, 'dist', 'cli', 'index.js'),
		]);
		expect(ended).toMatchObject({ code: 0, stderr: '' });
	});

	test('shows entries of every kind, and whose they are', async () => {
		const unmount = mountForTest();
		try {
			registerForeign('xarch-test-ext', 'E::xarchtest::/bin/true:');
			const set = await xarch('setup', 'arm64', '--source', `dir:${QEMU_11}`);
			expect(set).toMatchObject({ code: 0 });
			const { stdout } = await xarch('status');
			expect(stdout).toMatch(/^Native: +linux\/amd64/);
			expect(stdout).toMatch(
				/qemu-aarch64 +enabled +linux\/arm64 +POCF +11\.\S+ +setup-xarch, for xarch setup/,
			);
			expect(stdout).toMatch(/xarch-test-ext +enabled +\*\.xarchtest +another program/);
			expect(stdout).toMatch(/magic = 7f454c46/);
		} finally {
			await xarch('restore');
			removeForeign('xarch-test-ext');
			unmount();
		}
	});
});
