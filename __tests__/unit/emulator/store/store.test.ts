import {
	existsSync,
	linkSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	renameSync,
	rmSync,
	statSync,
	utimesSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type ObtainContext, obtainContext } from '../../../../src/emulator/context.js';
import type { Emulator } from '../../../../src/emulator/emulator.js';
import { MANIFEST_NAME, parseManifest } from '../../../../src/emulator/store/manifest.js';
import { publish, type ReleaseFacts } from '../../../../src/emulator/store/publish.js';
import {
	confirmEntries,
	findRelease,
	hashFile,
	readEntries,
	versionFolder,
} from '../../../../src/emulator/store/store.js';
import { findStoreRoot } from '../../../../src/emulator/store/store-root.js';
import { withWorkspace } from '../../../../src/emulator/store/workspace.js';
import { isPinned, type Vouching } from '../../../../src/emulator/vouching.js';
import { detectHost } from '../../../../src/platform/host.js';
import { tinyElf } from '../tiny-elf.js';

const host = detectHost('linux', process.arch);
const NOW_MS = Date.UTC(2026, 0, 2);
let root: string;
let storeRoot: string;
let warnings: string[];

beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'xarch-store-test-'));
	storeRoot = join(root, 'store');
	warnings = [];
	mkdirSync(join(root, 'temp'));
});

afterEach(() => {
	delete process.env.RUNNER_TOOL_CACHE;
	rmSync(root, { recursive: true });
});

const FACTS: ReleaseFacts = {
	source: 'github:tonistiigi/binfmt@deploy/v10.2.3-68',
	sourceKind: 'github',
	offers: ['aarch64', 'arm', 'riscv64'],
	assumesPreservedArgv0: true,
};

function context(): ObtainContext {
	return obtainContext({
		storeRoot,
		tempRoot: join(root, 'temp'),
		reporter: {
			info() {},
			debug() {},
			progress() {},
			group: (_title, work) => work(),
			warning: (message) => warnings.push(message),
		},
	});
}

/** Publishes little programs as emulators. */
async function fill(
	targets: readonly string[],
	facts: Partial<ReleaseFacts> = {},
	version = '10.2.3',
	vouching: Vouching = 'catalog',
): Promise<Map<string, Emulator>> {
	return withWorkspace(context(), targets, (workspace) => {
		const files = targets.map((target) => {
			const path = join(workspace.directory, target, `qemu-${target}`);
			mkdirSync(dirname(path));
			writeFileSync(path, tinyElf({ trailer: `${target} ${version}` }));
			return {
				...{ target, path, sha256: hashFile(path), sizeBytes: statSync(path).size },
				...{ releaseSha256: 'ab'.repeat(32), vouching },
			};
		});
		return publish(workspace, host, { ...FACTS, ...facts }, files, NOW_MS, version);
	});
}

function find(required: readonly string[], optional: readonly string[] = []) {
	return findRelease(storeRoot, { host, required, optional, accepts: () => true })?.emulators;
}

function folderOf(emulator: Emulator | undefined): string {
	return dirname(emulator?.path ?? '');
}

describe('findStoreRoot', () => {
	test.each([
		[
			{ RUNNER_TOOL_CACHE: '/opt/cache', XDG_CACHE_HOME: '/x', HOME: '/home/me' },
			1000,
			'/opt/cache',
		],
		[{ RUNNER_TOOL_CACHE: '', XDG_CACHE_HOME: '/x', HOME: '/home/me' }, 1000, '/x/xarch'],
		[{ XDG_CACHE_HOME: 'relative', HOME: '/home/me' }, 1000, '/home/me/.cache/xarch'],
		[{ HOME: '/root' }, 0, '/root/.cache/xarch'],
		[{}, 0, '/var/cache/xarch'],
	])('%j as user %d', (env, userId, expected) => {
		expect(findStoreRoot(env, userId)).toBe(expected);
	});
});

describe('a stored release', () => {
	test('is found again as it was published', async () => {
		const published = await fill(['aarch64', 'arm']);
		expect(find(['aarch64', 'arm'])).toEqual(published);
		expect(published.get('arm')).toMatchObject({
			version: '10.2.3',
			source: FACTS.source,
			vouching: 'catalog',
			assumesPreservedArgv0: true,
		});
		expect(readdirSync(storeRoot).sort()).toEqual(['qemu-aarch64', 'qemu-arm']);
		expect(warnings).toEqual([]);
	});

	test('is found by @actions/tool-cache', async () => {
		const emulator = (await fill(['aarch64'])).get('aarch64');
		process.env.RUNNER_TOOL_CACHE = storeRoot;
		const { find: findTool, findAllVersions } = await import('@actions/tool-cache');
		const version = versionFolder({ ...FACTS, version: '10.2.3' });
		expect(version).toMatch(/^10\.2\.3-github-[0-9a-f]{8}$/);
		expect(findTool('qemu-aarch64', version, host.nodeArch)).toBe(folderOf(emulator));
		expect(findAllVersions('qemu-aarch64', host.nodeArch)).toEqual([version]);
	});

	test('has a version that stays a semantic one for any source and QEMU', () => {
		const source = { version: '8.2', sourceKind: 'apt:noble-updates', source: 'x' };
		expect(versionFolder(source)).toMatch(/^8\.2\.0-apt-noble-updates-[0-9a-f]{8}$/);
	});

	test('must have all that is required, and what it offers of the optional', async () => {
		await fill(['aarch64']);
		expect(find(['aarch64', 'arm'])).toBeUndefined();
		expect(find(['aarch64'], ['arm'])).toBeUndefined();
		expect(find(['aarch64'], ['sparc64'])?.size).toBe(1);
		expect(find([], ['aarch64', 'sparc64'])?.size).toBe(1);
		expect(find([], ['sparc64'])).toBeUndefined();
	});

	test('is never mixed with another one', async () => {
		await fill(['aarch64']);
		await fill(['arm'], { source: 'github:tonistiigi/binfmt@deploy/v10.2.1-65' }, '10.2.1');
		expect(find(['aarch64', 'arm'])).toBeUndefined();
		await fill(['aarch64'], { source: 'github:tonistiigi/binfmt@deploy/v10.2.1-65' }, '10.2.1');
		const versions = [...(find(['aarch64', 'arm'])?.values() ?? [])].map(({ version }) => version);
		expect(versions).toEqual(['10.2.1', '10.2.1']);
	});

	test('of the highest version wins', async () => {
		await fill(['arm'], { source: 'a' }, '9.2.2');
		await fill(['arm'], { source: 'b' }, '10.2.3');
		expect(find(['arm'])?.get('arm')?.version).toBe('10.2.3');
	});

	test('is left out when the marker is missing or the manifest is damaged', async () => {
		const folder = folderOf((await fill(['arm'])).get('arm'));
		renameSync(`${folder}.complete`, `${folder}.elsewhere`);
		expect(find(['arm'])).toBeUndefined();
		renameSync(`${folder}.elsewhere`, `${folder}.complete`);
		expect(find(['arm'])).toBeDefined();
		writeFileSync(join(folder, MANIFEST_NAME), '{ "schema": 1');
		expect(find(['arm'])).toBeUndefined();
	});

	test('with another modification time is hashed, and its manifest is refreshed', async () => {
		const emulator = (await fill(['arm'])).get('arm');
		utimesSync(emulator?.path ?? '', 1_000, 2_000);
		expect(find(['arm'])?.get('arm')).toEqual(emulator);
		expect(readEntries(storeRoot, 'arm', host)[0]?.manifest.mtimeMs).toBe(2_000_000);
		expect(readdirSync(folderOf(emulator)).sort()).toEqual([MANIFEST_NAME, 'qemu-arm']);
	});

	test('with other bytes of the same size and time is found out by the time of its change', async () => {
		const emulator = (await fill(['arm'])).get('arm');
		const path = emulator?.path ?? '';
		const { atime, mtime } = statSync(path);
		writeFileSync(path, tinyElf({ trailer: 'arm 10.2.4' }));
		utimesSync(path, atime, mtime);
		expect(find(['arm'])).toBeUndefined();
	});

	test('with another name elsewhere is hashed once, and used', async () => {
		const emulator = (await fill(['arm'])).get('arm');
		linkSync(emulator?.path ?? '', join(root, 'link'));
		expect(find(['arm'])?.get('arm')).toEqual(emulator);
		const { ctimeMs } = statSync(emulator?.path ?? '');
		expect(readEntries(storeRoot, 'arm', host)[0]?.manifest.ctimeMs).toBe(ctimeMs);
	});

	test('notes when it was used, on the marker', async () => {
		const folder = folderOf((await fill(['arm'])).get('arm'));
		utimesSync(`${folder}.complete`, 1_000, 1_000);
		find(['aarch64']);
		expect(statSync(`${folder}.complete`).mtimeMs).toBe(1_000_000);
		find(['arm']);
		expect(statSync(`${folder}.complete`).mtimeMs).toBeGreaterThan(1_000_000);
	});

	test('is vouched for as its source says now, but not as a cache claims', async () => {
		await fill(['arm'], {}, '10.2.3', 'github-api');
		await fill(['arm'], {}, '10.2.3', 'catalog');
		const [entry] = readEntries(storeRoot, 'arm', host);
		expect(entry?.manifest).toMatchObject({ vouching: 'catalog' });
		await fill(['arm'], { restored: true }, '10.2.3', 'connection');
		expect(readEntries(storeRoot, 'arm', host)[0]?.manifest).toEqual(entry?.manifest);
		expect(isPinned(entry?.manifest.vouching ?? 'connection')).toBe(true);
	});

	test('is confirmed by a new time', async () => {
		await fill(['arm']);
		confirmEntries(readEntries(storeRoot, 'arm', host), NOW_MS + 1000);
		expect(readEntries(storeRoot, 'arm', host)[0]?.manifest.obtainedAt).toBe(
			'2026-01-02T00:00:01.000Z',
		);
	});
});

describe('filling a place that is taken', () => {
	async function filledTwice(spoil: (folder: string) => void): Promise<string> {
		const folder = folderOf((await fill(['arm'])).get('arm'));
		spoil(folder);
		const again = await fill(['arm']);
		expect(folderOf(again.get('arm'))).toBe(folder);
		expect(find(['arm'])).toEqual(again);
		expect(readFileSync(join(folder, 'qemu-arm'))).toEqual(tinyElf({ trailer: 'arm 10.2.3' }));
		return folder;
	}

	test('keeps a sound emulator', async () => {
		let inode = 0;
		const folder = await filledTwice((path) => {
			inode = statSync(join(path, 'qemu-arm')).ino;
		});
		expect(statSync(join(folder, 'qemu-arm')).ino).toBe(inode);
	});

	test('completes what a killed run left without its marker', async () => {
		const folder = await filledTwice((path) => rmSync(`${path}.complete`));
		expect(existsSync(`${folder}.complete`)).toBe(true);
	});

	test.each<[string, (folder: string) => void]>([
		[
			'altered',
			(folder) => writeFileSync(join(folder, 'qemu-arm'), tinyElf({ trailer: 'arm 66.6.6' })),
		],
		['truncated', (folder) => writeFileSync(join(folder, 'qemu-arm'), '')],
		['missing', (folder) => rmSync(join(folder, 'qemu-arm'))],
		['undescribed', (folder) => rmSync(join(folder, MANIFEST_NAME))],
		[
			'altered, with its size and time as before',
			(folder) => {
				const path = join(folder, 'qemu-arm');
				utimesSync(path, 1_000, 2_000);
				expect(find(['arm'])).toBeDefined();
				writeFileSync(path, tinyElf({ trailer: 'arm 10.2.4' }));
				utimesSync(path, 1_000, 2_000);
			},
		],
	])('replaces an emulator that is %s', async (_name, spoil) => {
		await filledTwice(spoil);
	});

	test('from two runs at once leaves one sound entry', async () => {
		const filled = await Promise.all([fill(['arm', 'aarch64']), fill(['arm', 'aarch64'])]);
		expect(filled[0]).toEqual(filled[1]);
		expect(find(['arm', 'aarch64'])).toEqual(filled[0]);
		expect(readdirSync(storeRoot).sort()).toEqual(['qemu-aarch64', 'qemu-arm']);
	});
});

describe('a workspace', () => {
	test('is removed when the work fails, and nothing is published', async () => {
		const failing = withWorkspace(context(), ['arm'], async ({ directory }) => {
			writeFileSync(join(directory, 'half'), '');
			throw new Error('broken');
		});
		await expect(failing).rejects.toThrow('broken');
		expect(readdirSync(storeRoot)).toEqual([]);
	});

	test('that a killed run left behind is removed after a day', async () => {
		const names = ['.xarch-12-0123456789ab', '.xarch-13-0123456789ab', '.xarch-other'];
		for (const name of names) {
			mkdirSync(join(storeRoot, name), { recursive: true });
		}
		utimesSync(join(storeRoot, names[0] ?? ''), 1_000, 1_000);
		utimesSync(join(storeRoot, names[2] ?? ''), 1_000, 1_000);
		await fill(['arm']);
		expect(readdirSync(storeRoot).sort()).toEqual([names[1], names[2], 'qemu-arm']);
	});
});

describe('parseManifest', () => {
	test.each(['', 'null', '[]', '{"schema":2}', '{"schema":1,"target":"arm"}'])(
		'%j is none',
		(text) => {
			expect(parseManifest(text)).toBeUndefined();
		},
	);
});
