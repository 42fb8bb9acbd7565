import { linkSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { checkRestored } from '../../../src/cross-run-cache/check.js';
import { obtainContext } from '../../../src/emulator/context.js';
import type { EmulatorRequest } from '../../../src/emulator/emulator.js';
import { parseSources } from '../../../src/emulator/source/source-spec.js';
import type { Manifest } from '../../../src/emulator/store/manifest.js';
import { hashFile } from '../../../src/emulator/store/store.js';
import { parseVersion } from '../../../src/emulator/version.js';
import { NO_PINS, type PinPolicy, parseChecksums } from '../../../src/emulator/vouching.js';
import { detectHost } from '../../../src/platform/host.js';
import { tinyElf } from '../emulator/tiny-elf.js';

const host = detectHost('linux', process.arch);
const RELEASE_SHA256 = 'ab'.repeat(32);
const DAY_MS = 24 * 60 * 60 * 1000;
let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'xarch-check-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

/** Lays out an emulator as the cache gives it; @returns its digest. */
function lay(target: string, changes: Partial<Record<keyof Manifest, unknown>> = {}): string {
	const own = join(folder, `qemu-${target}`);
	mkdirSync(own);
	const path = join(own, `qemu-${target}`);
	writeFileSync(path, tinyElf({ trailer: target }));
	const sha256 = hashFile(path);
	const manifest = {
		...{ schema: 2, target, version: '10.2.3', sha256, sizeBytes: statSync(path).size },
		...{ source: 'github:octo/emulators@v1', sourceKind: 'github:octo/emulators@v1' },
		...{ mtimeMs: 0, ctimeMs: 0, releaseSha256: RELEASE_SHA256, vouching: 'github-api' },
		...{ offers: ['aarch64', 'arm'], obtainedAt: new Date().toISOString() },
		...{ assumesPreservedArgv0: false, ...changes },
	};
	writeFileSync(join(own, 'emulator.json'), JSON.stringify(manifest));
	return sha256;
}

interface Asked {
	readonly required?: readonly string[];
	readonly optional?: readonly string[];
	readonly pinning?: PinPolicy;
	readonly source?: string;
	/** What the catalog says the digest of qemu-arm is. */
	readonly member?: string;
}

function check({
	required = ['arm'],
	optional = [],
	pinning = NO_PINS,
	source,
	member,
}: Asked = {}) {
	const request: EmulatorRequest = {
		...{ host, required, optional, pinning, offline: false },
		version: parseVersion('default'),
		sources: parseSources(source ?? 'github:octo/emulators@v1'),
	};
	const asset = {
		host: host.architecture,
		address: 'https://github.com/octo/emulators/releases/download/v1/qemu.tar.gz',
		sha256: RELEASE_SHA256,
		members: member === undefined ? [] : [{ name: 'qemu-arm-static', sha256: member }],
	};
	const release = { repository: 'octo/emulators', version: '10.2.3', tag: 'v1', assets: [asset] };
	const context = obtainContext({
		...{ storeRoot: folder, tempRoot: folder },
		catalog: { default: '10.2.3', releases: [release] },
		reporter: {
			...{ info() {}, debug() {}, warning() {}, progress() {} },
			group: (_title, work) => work(),
		},
	});
	return checkRestored(folder, request, context);
}

describe('what the cache gave', () => {
	test('is taken when it is what was saved', async () => {
		lay('arm');
		expect(await check()).toMatchObject([
			{ manifest: { target: 'arm' }, vouching: 'cross-run-cache' },
		]);
	});

	test('vouches for itself no better than can be proved', async () => {
		const sha256 = lay('arm', { vouching: 'catalog' });
		expect(await check()).toMatchObject([{ vouching: 'cross-run-cache' }]);
		expect(await check({ member: sha256 })).toMatchObject([{ vouching: 'catalog' }]);
	});

	test('must have the digest that the catalog knows', async () => {
		lay('arm', { vouching: 'catalog' });
		expect(await check({ member: 'c'.repeat(64) })).toMatch(/qemu-arm has sha256 .* is pinned/);
	});

	test('counts under require-checksum only when this emulator is pinned', async () => {
		const sha256 = lay('arm', { vouching: 'catalog' });
		const required = { checksums: undefined, required: true };
		expect(await check({ pinning: required })).toMatch(/neither pinned nor in the checksum input/);
		expect(await check({ pinning: required, member: sha256 })).toHaveLength(1);
	});

	test('meets a checksum by its own digest, or by that of a file it is known to come from', async () => {
		const sha256 = lay('arm');
		const pin = (text: string) => ({ checksums: parseChecksums(text), required: false });
		expect(await check({ pinning: pin(sha256) })).toMatchObject([{ vouching: 'checksum' }]);
		expect(await check({ pinning: pin(RELEASE_SHA256) })).toMatch(/neither pinned/);
		expect(await check({ pinning: pin(RELEASE_SHA256), member: sha256 })).toHaveLength(1);
		expect(await check({ pinning: pin('d'.repeat(64)), member: sha256 })).toMatch(/neither pinned/);
	});

	test('must be whole: all that is required, and what the release offers of the rest', async () => {
		lay('arm');
		expect(await check({ required: ['arm', 'riscv64'] })).toBe('it lacks qemu-riscv64');
		expect(await check({ optional: ['aarch64'] })).toBe('it lacks qemu-aarch64');
		expect(await check({ optional: ['riscv64'] })).toHaveLength(1);
		expect(await check({ required: ['riscv64'] })).toBe('it holds none of the emulators');
	});

	test('must be of one release', async () => {
		lay('arm');
		lay('aarch64', { version: '10.2.1' });
		expect(await check({ required: ['arm', 'aarch64'] })).toMatch(/of different releases/);
	});

	test('must be what the source would give, and not older than its key', async () => {
		lay('arm');
		expect(await check({ source: 'github:octo/others@v1' })).toMatch(
			/not what github:octo\/others/,
		);
		rmSync(join(folder, 'qemu-arm'), { recursive: true });
		const obtainedAt = new Date(Date.now() - 8 * DAY_MS).toISOString();
		lay('arm', { source: 'apt', sourceKind: 'apt:trixie', obtainedAt });
		expect(await check({ source: 'apt:trixie' })).toMatch(/not what apt:trixie would give/);
	});

	test.each<[string, Partial<Record<keyof Manifest, unknown>>]>([
		['a version that is a path', { version: '../../x' }],
		['a source with a line break', { source: 'github:octo/emulators@v1\n::error::' }],
		['another target', { target: 'aarch64' }],
		['no date', { obtainedAt: 'never' }],
		['a number for an offer', { offers: [1] }],
	])('is refused for a manifest with %s', async (_name, changes) => {
		lay('arm', changes);
		expect(await check()).toBe('qemu-arm has no sound manifest');
	});

	test('is refused when the file has another name elsewhere', async () => {
		lay('arm');
		linkSync(join(folder, 'qemu-arm', 'qemu-arm'), join(folder, 'elsewhere'));
		expect(await check()).toBe('qemu-arm is not a plain file');
	});
});
