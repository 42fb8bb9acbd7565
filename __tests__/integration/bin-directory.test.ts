import { spawnSync } from 'node:child_process';
import {
	chmodSync,
	copyFileSync,
	existsSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type BinDirectoryRequest, makeBinDirectory } from '../../src/bin-directory/make.js';
import type { Emulator } from '../../src/emulator/emulator.js';
import { obtainEmulators } from '../../src/emulator/obtain.js';
import { assumingEmulator } from '../machine/assuming.js';
import { run } from '../machine/runner.js';
import { busybox, labEmulator, type Release } from '../sandbox/lab.js';
import { requestOf, Sandbox, thisHost } from '../servers/source-fixture.js';

const TARGETS = { riscv64: 'riscv64', s390x: 's390x' } as const;
/** QEMU 7 has no `max` for riscv64. */
const CPUS: Readonly<Record<string, string>> = { riscv64: 'rv64', s390x: 'max' };
const MAKE = join(import.meta.dirname, '../sandbox/bin-directory.mjs');
const STORE: BinDirectoryRequest = { kind: 'store' };
const KINDS = [
	['QEMU 7', 7, false],
	['QEMU 10', 10, false],
	['QEMU 11', 11, false],
	['QEMU 7 that takes flag P for granted', 7, true],
	['QEMU 10 that takes flag P for granted', 10, true],
	['QEMU 11 that takes flag P for granted', 11, true],
] as const;

let sandbox: Sandbox;

beforeEach(() => {
	sandbox = new Sandbox();
});

afterEach(() => sandbox.remove());

/** Emulators of a directory that a company might have filled. */
async function obtain(release: Release, isAssuming: boolean): Promise<Emulator[]> {
	const directory = join(sandbox.root, 'emulators');
	mkdirSync(directory, { recursive: true });
	for (const target of Object.keys(TARGETS)) {
		const emulator = readFileSync(labEmulator(target, release));
		writeFileSync(
			join(directory, `qemu-${target}`),
			isAssuming ? assumingEmulator(emulator) : emulator,
			{ mode: 0o755 },
		);
	}
	const request = requestOf(`dir:${directory}`, { required: Object.keys(TARGETS) });
	const { emulators } = await obtainEmulators(request, sandbox.context());
	return [...emulators.values()];
}

function make(emulators: readonly Emulator[], request = STORE): Promise<string> {
	return makeBinDirectory(request, emulators, thisHost(), sandbox.context());
}

function start(file: string, args: readonly string[], env: Record<string, string> = {}) {
	const { stdout, stderr, status } = spawnSync(file, args, { encoding: 'utf8', env, input: '' });
	return { stdout, stderr, status };
}

/** For programs that have to find others. */
const inherited = () => ({ PATH: process.env.PATH ?? '' });

/** A busybox under the name of one of its programs: that name must reach it as argv[0]. */
function applet(name: string, arch: string): string {
	const path = join(sandbox.root, `${arch}-${name}`, name);
	mkdirSync(join(path, '..'), { recursive: true });
	if (!existsSync(path)) symlinkSync(busybox(arch), path);
	return path;
}

describe.each(KINDS)('called by hand, %s', (_, release, isAssuming) => {
	test('runs real programs with all their arguments, and takes options', async () => {
		const emulators = await obtain(release, isAssuming);
		expect(emulators.map(({ assumesPreservedArgv0 }) => assumesPreservedArgv0)).toEqual(
			emulators.map(() => isAssuming),
		);
		const directory = await make(emulators);
		expect(readdirSync(directory).sort()).toEqual(
			Object.keys(TARGETS).map((target) => `qemu-${target}-static`),
		);
		for (const [target, arch] of Object.entries(TARGETS)) {
			const file = join(directory, `qemu-${target}-static`);
			expect(lstatSync(file).isFile()).toBe(true);
			expect(lstatSync(file).mode & 0o7777).toBe(0o755);
			const said = (stdout: string) => ({ stdout, stderr: '', status: 0 });
			expect(start(file, [applet('echo', arch), 'a', 'b c', '-L'])).toEqual(said('a b c -L\n'));
			expect(start(file, ['-cpu', CPUS[target] ?? '', applet('echo', arch), 'a', 'b'])).toEqual(
				said('a b\n'),
			);
			expect(
				start(file, ['-E', 'A=b', applet('sh', arch), '-c', 'echo $A $0 $1', 'c', 'd']),
			).toEqual(said('b c d\n'));
			expect(start(file, ['-0', 'echo', busybox(arch), 'a', 'b'])).toEqual(said('a b\n'));
			expect(start(file, [busybox(arch), 'uname', '-m'])).toEqual(said(`${target}\n`));
			expect(start(file, [applet('false', arch)])).toEqual({ stdout: '', stderr: '', status: 1 });
			const version = start(file, ['--version']);
			expect(version).toMatchObject({ status: 0, stderr: '' });
			expect(version.stdout).toMatch(new RegExp(`^qemu-${target} version ${release}\\.`));
			expect(start(file, ['/nonexistent', 'a']).status).not.toBe(0);
		}
	});

	test('runs in a root that holds nothing but it and a program', async () => {
		const directory = await make(await obtain(release, isAssuming));
		const root = join(sandbox.root, 'root');
		mkdirSync(root);
		copyFileSync(join(directory, 'qemu-riscv64-static'), join(root, 'qemu-riscv64-static'));
		copyFileSync(busybox('riscv64'), join(root, 'echo'));
		const script = 'chroot "$1" /qemu-riscv64-static -cpu rv64 /echo a "b c"';
		expect(start('unshare', ['-Ur', 'sh', '-c', script, 'sh', root], inherited())).toEqual({
			stdout: 'a b c\n',
			stderr: '',
			status: 0,
		});
	});
});

describe.each([
	['an ordinary release', false],
	['a release that takes flag P for granted', true],
])('the directory of %s', (_, isAssuming) => {
	const inodes = (directory: string) =>
		readdirSync(directory).map((name) => statSync(join(directory, name)).ino);

	test('is made once', async () => {
		const emulators = await obtain(11, isAssuming);
		const directory = await make(emulators);
		const before = inodes(directory);
		expect(await make([...emulators].reverse())).toBe(directory);
		expect(inodes(directory)).toEqual(before);
		const own = emulators.map(({ path }) => statSync(path).ino);
		// A second name where the file can be used as it is, else a file of its own.
		expect(before.every((inode) => own.includes(inode))).toBe(!isAssuming);
		expect(await make(emulators.slice(0, 1))).not.toBe(directory);
		expect(sandbox.files().filter((name) => name.includes('.xarch-'))).toEqual([]);
	});

	test('four that make it at once have whole files in it', async () => {
		const argument = requestFor(await obtain(11, isAssuming), []);
		const ended = await Promise.all(
			[1, 2, 3, 4].map(() => run(process.execPath, [MAKE, argument])),
		);
		for (const { code, stdout, stderr } of ended) {
			expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
			expect(JSON.parse(stdout)).toMatchObject({ said: 'a b\n', warnings: [] });
		}
		expect(new Set(ended.map(({ stdout }) => JSON.parse(stdout).directory)).size).toBe(1);
		expect(sandbox.files().filter((name) => name.includes('.xarch-'))).toEqual([]);
	});

	test.each([
		['cut off', (path: string) => writeFileSync(path, readFileSync(path).subarray(0, 9_000))],
		['gone', (path: string) => rmSync(path)],
		['of another mode', (path: string) => chmodSync(path, 0o600)],
		[
			'altered in place',
			(path: string) => {
				const bytes = readFileSync(path);
				bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
				writeFileSync(path, bytes);
			},
		],
		[
			'replaced by a symbolic link',
			(path: string) => {
				rmSync(path);
				symlinkSync('/bin/true', path);
			},
		],
	])('has a file that is %s put right', async (_, damage) => {
		const emulators = await obtain(11, isAssuming);
		const directory = await make(emulators);
		const path = join(directory, 'qemu-riscv64-static');
		// Its bytes may be the emulator's own: what is damaged is a file in its place.
		const sound = readFileSync(path);
		rmSync(path);
		writeFileSync(path, sound, { mode: 0o755 });
		damage(path);
		expect(await make(emulators)).toBe(directory);
		expect(lstatSync(path).isFile()).toBe(true);
		expect(lstatSync(path).mode & 0o7777).toBe(0o755);
		expect(readFileSync(path).equals(sound)).toBe(true);
	});

	/** What the driver is told; it calls an emulator of the directory it has made. */
	function requestFor(emulators: readonly Emulator[], mounts: string[][]): string {
		const { storeRoot, tempRoot } = sandbox;
		const call = ['qemu-s390x-static', applet('echo', 's390x'), 'a', 'b'];
		return JSON.stringify({ mounts, emulators, host: thisHost(), storeRoot, tempRoot, call });
	}

	/** @param mounts arguments of mount(8) for the store */
	function makeWithStore(emulators: readonly Emulator[], ...mounts: string[][]) {
		mkdirSync(sandbox.storeRoot);
		const argument = requestFor(emulators, mounts);
		const ended = start('unshare', ['-Urm', process.execPath, MAKE, argument], inherited());
		expect(ended).toMatchObject({ status: 0, stderr: '' });
		return JSON.parse(ended.stdout) as Record<string, unknown>;
	}

	test('is elsewhere, with a warning, where the store cannot be written', async () => {
		const { storeRoot } = sandbox;
		const told = makeWithStore(
			await obtain(11, isAssuming),
			['--bind', storeRoot, storeRoot],
			['-o', 'remount,bind,ro', storeRoot],
		);
		expect(told).toMatchObject({
			directory: expect.stringMatching(new RegExp(`^${sandbox.tempRoot}/xarch-bin-`)),
			said: 'a b\n',
			mode: 0o755,
			store: [],
		});
		expect(told.warnings).toContainEqual(expect.stringContaining(storeRoot));
	});

	test('is copied to from another file system, once', async () => {
		const mount = ['-t', 'tmpfs', '-o', 'mode=755', 'none', sandbox.storeRoot];
		expect(makeWithStore(await obtain(11, isAssuming), mount)).toMatchObject({
			directory: expect.stringMatching(new RegExp(`^${sandbox.storeRoot}/xarch-bin/`)),
			said: 'a b\n',
			isReused: true,
			warnings: [],
			store: ['xarch-bin'],
		});
	});

	test('leaves nothing behind where the disk is full', async () => {
		const mount = ['-t', 'tmpfs', '-o', 'size=20m', 'none', sandbox.storeRoot];
		expect(makeWithStore(await obtain(11, isAssuming), mount)).toEqual({
			code: 'E_DISK',
			warnings: [],
			store: [],
		});
	});

	test('is a given one: made, filled with copies, nothing else touched', async () => {
		const emulators = await obtain(11, isAssuming);
		const path = join(sandbox.root, 'deep', 'context');
		expect(await make(emulators, { kind: 'path', path })).toBe(path);
		writeFileSync(join(path, 'Dockerfile'), 'FROM scratch\n');
		writeFileSync(join(path, 'qemu-s390x-static'), 'an old one');
		await make(emulators, { kind: 'path', path });
		expect(readdirSync(path).sort()).toEqual([
			'Dockerfile',
			'qemu-riscv64-static',
			'qemu-s390x-static',
		]);
		const own = emulators.map(({ path: emulator }) => statSync(emulator).ino);
		expect(inodes(path).some((inode) => own.includes(inode))).toBe(false);
		const file = join(path, 'qemu-s390x-static');
		expect(start(file, [applet('echo', 's390x'), 'a', 'b']).stdout).toBe('a b\n');
		expect(readFileSync(join(path, 'Dockerfile'), 'utf8')).toBe('FROM scratch\n');
	});
});

test('a given path that is a file is refused', async () => {
	const path = join(sandbox.root, 'file');
	writeFileSync(path, 'mine');
	await expect(make(await obtain(11, false), { kind: 'path', path })).rejects.toMatchObject({
		code: 'E_INPUT',
		message: expect.stringContaining('not a directory'),
	});
	expect(readFileSync(path, 'utf8')).toBe('mine');
});

test('an emulator that changed since it was checked is not laid out', async () => {
	const emulators = await obtain(11, true);
	writeFileSync(emulators[0]?.path ?? '', readFileSync(labEmulator('riscv64', 10)), {
		mode: 0o755,
	});
	await expect(make(emulators)).rejects.toMatchObject({ code: 'E_EMULATOR' });
	expect(sandbox.files()).toEqual([]);
});

test('a build that cannot be made callable is found out', async () => {
	const [riscv64, s390x] = await obtain(11, true);
	if (riscv64 === undefined || s390x === undefined) throw new Error('no emulators');
	const wrong = { ...s390x, target: 'riscv64' };
	await expect(make([s390x, wrong])).rejects.toMatchObject({
		code: 'E_EMULATOR',
		message: expect.stringContaining('riscv64'),
		remedy: expect.stringContaining('apt'),
	});
	expect(sandbox.files()).toEqual([]);
});
