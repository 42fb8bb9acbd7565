import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parseCommand } from '../../../src/command-line/arguments.js';
import { runCache } from '../../../src/command-line/cache-command.js';
import { obtainContext } from '../../../src/emulator/context.js';
import { publish } from '../../../src/emulator/store/publish.js';
import { hashFile } from '../../../src/emulator/store/store.js';
import { withWorkspace } from '../../../src/emulator/store/workspace.js';
import { detectHost } from '../../../src/platform/host.js';
import { tinyElf } from '../emulator/tiny-elf.js';

const host = detectHost('linux', process.arch);
const DAY_MS = 24 * 60 * 60 * 1000;
const NOW_MS = Date.now();
let root: string;
let storeRoot: string;
let binfmtDirectory: string;

beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'xarch-prune-'));
	storeRoot = join(root, 'store');
	binfmtDirectory = join(root, 'binfmt_misc');
	for (const directory of [storeRoot, binfmtDirectory]) mkdirSync(directory);
	writeFileSync(join(binfmtDirectory, 'status'), 'enabled\n');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Publishes a little program as an emulator; @returns its folder. */
async function store(
	target: string,
	{ version = '10.2.3', sourceKind = 'github', ageDays = 0 } = {},
): Promise<string> {
	const reporter = {
		info() {},
		debug() {},
		warning() {},
		progress() {},
		group: <T>(_title: string, work: () => Promise<T>) => work(),
	};
	const context = obtainContext({ storeRoot, tempRoot: root, reporter });
	const emulators = await withWorkspace(context, [target], (workspace) => {
		const path = join(workspace.directory, target, `qemu-${target}`);
		mkdirSync(dirname(path));
		writeFileSync(path, tinyElf({ trailer: `${target} ${version}` }));
		const file = { target, path, sha256: hashFile(path), sizeBytes: statSync(path).size };
		return publish(
			workspace,
			host,
			{
				source: `${sourceKind} ${version}`,
				sourceKind,
				offers: [target],
				assumesPreservedArgv0: false,
			},
			[{ ...file, releaseSha256: 'ab'.repeat(32), vouching: 'github-api' }],
			NOW_MS - ageDays * DAY_MS,
			version,
		);
	});
	const folder = dirname(emulators.get(target)?.path ?? '');
	const used = new Date(NOW_MS - ageDays * DAY_MS);
	utimesSync(`${folder}.complete`, used, used);
	return folder;
}

function xarchCache(...args: string[]): string {
	const command = parseCommand(['cache', ...args]);
	if (command.name !== 'cache') throw new Error(`that is ${command.name}`);
	return runCache(command, { storeRoot, binfmtDirectory, nowMs: NOW_MS });
}

function pruned(...args: string[]) {
	return JSON.parse(xarchCache('prune', '--json', ...args)) as {
		freedBytes: number;
		removed: { path: string; reason: string; sizeBytes: number }[];
		kept: { path: string; reason: string }[];
	};
}

/** Makes something look as if it had last been touched some minutes ago. */
function age(path: string, minutes: number): void {
	const then = new Date(NOW_MS - minutes * 60_000);
	utimesSync(path, then, then);
}

describe('xarch cache list', () => {
	test('shows every emulator, what it is and whether it is sound', async () => {
		const sound = await store('arm', { ageDays: 3 });
		const damaged = await store('riscv64', { sourceKind: 'apt' });
		writeFileSync(join(damaged, 'qemu-riscv64'), 'x', { flag: 'a' });
		const incomplete = await store('s390x');
		rmSync(`${incomplete}.complete`);
		const told = JSON.parse(xarchCache('list', '--json'));
		expect(told).toMatchObject({
			storeRoot,
			emulators: [
				{
					...{ target: 'arm', host: process.arch, state: 'sound', version: '10.2.3' },
					...{ source: 'github 10.2.3', vouching: 'github-api', path: sound },
					digest: `sha256:${hashFile(join(sound, 'qemu-arm'))}`,
					confirmedAt: new Date(NOW_MS - 3 * DAY_MS).toISOString(),
				},
				{ target: 'riscv64', state: 'damaged', source: 'apt 10.2.3' },
				{ target: 's390x', state: 'incomplete', usedAt: null },
			],
		});
		const sizes = told.emulators.map(({ sizeBytes }: { sizeBytes: number }) => sizeBytes);
		expect(told.totalBytes).toBe(sizes.reduce((a: number, b: number) => a + b));
		const table = xarchCache('list');
		expect(table).toMatch(
			/qemu-arm \(\w+\) +10\.2\.3 +github 10\.2\.3 +digest from GitHub, not pinned .*3 days ago +3 days ago +sound/,
		);
		expect(table).toMatch(
			/qemu-riscv64.*damaged\n.*qemu-s390x.*incomplete\n\n3 emulators, 0\.0 MB in /,
		);
	});

	test('of a store that is empty, or not there', () => {
		expect(xarchCache('list')).toBe(`The tool-cache ${storeRoot} holds no emulators.\n`);
		rmSync(storeRoot, { recursive: true });
		expect(JSON.parse(xarchCache('list', '--json'))).toMatchObject({ emulators: [] });
	});
});

describe('xarch cache prune', () => {
	test('removes what is damaged, incomplete, replaced, or left by a run that is gone', async () => {
		const kept = [await store('arm'), await store('arm', { version: '7.2.1', sourceKind: 'apt' })];
		const replaced = await store('arm', { version: '9.2.2', ageDays: 1 });
		const damaged = await store('riscv64');
		writeFileSync(join(damaged, 'emulator.json'), '{');
		age(damaged, 11);
		const incomplete = await store('s390x');
		rmSync(`${incomplete}.complete`);
		age(incomplete, 11);
		const workspace = join(storeRoot, '.xarch-4194305-0123456789ab');
		mkdirSync(workspace);
		writeFileSync(join(workspace, 'half'), 'half');
		age(workspace, 25 * 60);
		const before = pruned('--dry-run');
		expect(existsSync(replaced)).toBe(true);
		const result = pruned();
		expect({ ...result, dryRun: true }).toEqual(before);
		expect(Object.fromEntries(result.removed.map(({ path, reason }) => [path, reason]))).toEqual({
			[replaced]: 'replaced by QEMU 10.2.3',
			[damaged]: 'damaged',
			[incomplete]: 'incomplete',
			[workspace]: 'left by a run that is gone',
		});
		expect(result.freedBytes).toBeGreaterThan(3 * 64);
		for (const { path } of result.removed) {
			expect([existsSync(path), existsSync(`${path}.complete`)]).toEqual([false, false]);
		}
		expect(readdirSync(storeRoot)).toEqual(['qemu-arm']);
		for (const folder of kept) expect(existsSync(join(folder, 'qemu-arm'))).toBe(true);
		expect(xarchCache('prune')).toBe('There was nothing to remove.\n');
	});

	test('leaves what another run is at work on', async () => {
		const young = await store('s390x');
		rmSync(`${young}.complete`);
		const replacing = await store('riscv64');
		writeFileSync(join(replacing, 'emulator.json'), '{');
		age(replacing, 9);
		expect(pruned().removed).toEqual([]);
		rmSync(replacing, { recursive: true });
		rmSync(`${replacing}.complete`);
		const own = join(storeRoot, `.xarch-${process.pid}-0123456789ab`);
		const fresh = join(storeRoot, '.xarch-4194305-0123456789ab');
		for (const path of [own, fresh]) mkdirSync(path);
		age(own, 600);
		age(fresh, 600);
		expect(pruned('--all').removed).toEqual([]);
		for (const path of [young, own, fresh]) expect(existsSync(path)).toBe(true);
	});

	test('leaves what is replaced, and was given to a job minutes ago', async () => {
		await store('arm');
		const replaced = await store('arm', { version: '9.2.2', ageDays: 1 });
		age(`${replaced}.complete`, 9);
		expect(pruned().removed).toEqual([]);
		age(`${replaced}.complete`, 11);
		expect(pruned().removed.map(({ path }) => path)).toEqual([replaced]);
	});

	test('--older-than goes by the last use and the last confirmation', async () => {
		const old = await store('arm', { ageDays: 40 });
		const used = await store('riscv64', { ageDays: 40 });
		age(`${used}.complete`, 60);
		const bin = join(storeRoot, 'xarch-bin', `${process.arch}-0123456789abcdef`);
		mkdirSync(bin, { recursive: true });
		writeFileSync(join(bin, 'qemu-arm-static'), '');
		age(bin, 60 * 24 * 40);
		expect(pruned('--older-than', '41').removed).toEqual([]);
		const result = pruned('--older-than', '30');
		expect(result.removed.map(({ path }) => path)).toEqual([old, bin]);
		expect(result.removed[0]?.reason).toBe('not used for 40 days');
		expect(readdirSync(storeRoot)).toEqual(['qemu-riscv64']);
	});

	test('--all takes everything of ours and nothing of others', async () => {
		await store('arm');
		writeFileSync(join(storeRoot, '.xarch-setbacks.json'), '{}');
		const foreign = [
			'node/20.0.0/x64/bin/node',
			'qemu-img/8.0.0/x64/qemu-img',
			'qemu-arm/8.0.0/x64/qemu-arm',
			'qemu-arm/10.2.3-github-0123abcd/x64/README',
			'.xarch-other/file',
			'xarch-bin/of-somebody-else/tool',
		].map((path) => join(storeRoot, path));
		for (const path of foreign) {
			mkdirSync(dirname(path), { recursive: true });
			writeFileSync(path, 'not ours');
		}
		expect(pruned('--all').removed).toHaveLength(2);
		for (const path of foreign) expect(readFileSync(path, 'utf8')).toBe('not ours');
		expect(readdirSync(join(storeRoot, 'qemu-arm')).sort()).toEqual([
			'10.2.3-github-0123abcd',
			'8.0.0',
		]);
	});

	test('keeps what an entry without flag F needs, and says so', async () => {
		const folders = { arm: await store('arm'), riscv64: await store('riscv64') };
		for (const [target, flags] of [
			['arm', 'OC'],
			['riscv64', 'OCF'],
		] as const) {
			const interpreter = join(folders[target], `qemu-${target}`);
			writeFileSync(
				join(binfmtDirectory, `qemu-${target}`),
				`enabled\ninterpreter ${interpreter}\nflags: ${flags}\noffset 0\nmagic 7f454c46\n`,
			);
		}
		const told = xarchCache('prune', '--all');
		expect(told).toContain(
			`Kept ${folders.arm}: qemu-arm is registered from there without flag F.\n`,
		);
		expect([existsSync(folders.arm), existsSync(folders.riscv64)]).toEqual([true, false]);
	});
});

describe('the arguments of xarch cache', () => {
	test.each([
		[['cache'], /needs to be told what to do; allowed: list, prune/],
		[['cache', 'lits'], /"lits".*did you mean list\?/],
		[['cache', 'list', '--all'], /--all is not an option here/],
		[['cache', 'prune', '--older-than', 'a week'], /"a week" is not a number of days/],
	])('%j is refused', (args, message) => {
		expect(() => parseCommand(args)).toThrow(message);
	});

	test.each([
		[['cache', '--help'], 'cache'],
		[['cache', 'list', '-h'], 'cache list'],
		[['help', 'cache', 'prune'], 'cache prune'],
	])('%j shows help', (args, topic) => {
		expect(parseCommand(args)).toEqual({ name: 'help', topic });
	});
});
