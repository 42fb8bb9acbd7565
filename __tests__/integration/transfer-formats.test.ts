/** Every format that emulators come in, whole, cut short and damaged. */
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SYSTEM_NODE } from '../machine/runner.js';
import type { FileOnServer } from '../servers/faulty-server.js';
import { sha256Of } from '../servers/github-releases.js';
import { labEmulator } from '../servers/source-fixture.js';
import { PROGRAM, TransferBench, tar } from '../servers/transfer-bench.js';

const CHILD = join(import.meta.dirname, '..', 'servers', 'obtain-child.mjs');
const bench = new TransferBench().install();
const { server } = bench;
const work = mkdtempSync(join(tmpdir(), 'xarch-formats-'));
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** Debian names: /usr/bin and a text of the same name, with a link beside. */
function debianPackage(compression: string, program: Buffer): Buffer {
	const root = mkdtempSync(join(work, 'deb-'));
	for (const directory of ['DEBIAN', 'usr/bin', 'usr/share/binfmts']) {
		mkdirSync(join(root, directory), { recursive: true });
	}
	writeFileSync(
		join(root, 'DEBIAN/control'),
		'Package: qemu-user\nVersion: 1\nArchitecture: amd64\nMaintainer: A <a@example.org>\nDescription: emulators\n',
	);
	writeFileSync(join(root, 'usr/bin/qemu-aarch64'), program, { mode: 0o755 });
	writeFileSync(join(root, 'usr/share/binfmts/qemu-aarch64'), 'package qemu-user\n');
	execFileSync('ln', ['-s', 'qemu-aarch64', join(root, 'usr/bin/qemu-arm64')]);
	const file = join(work, `${compression}.deb`);
	execFileSync('dpkg-deb', ['--build', '--root-owner-group', `-Z${compression}`, root, file], {
		stdio: ['ignore', 'ignore', 'inherit'],
	});
	return readFileSync(file);
}

/** By the machine's own program, which reads standard input. */
function compressed(program: string, args: readonly string[], input: Buffer): Buffer {
	return execFileSync(program, args, { input, maxBuffer: 64 * 1024 * 1024 });
}

const COMPRESSORS: [string, string[]][] = [
	['gzip', ['-c']],
	['xz', ['-c', '-6']],
	['zstd', ['-c', '-q']],
	['bzip2', ['-c']],
];
let archive: Buffer;

beforeAll(async () => {
	archive = await tar([
		{ name: './', type: 'directory' },
		{ name: './bin/qemu-aarch64-static', content: PROGRAM },
		{ name: 'x86_64_qemu-arm-static', content: PROGRAM.subarray(1000) },
		{ name: 'qemu-nosuchtarget', content: PROGRAM },
		{ name: 'README.md', content: Buffer.from('read me') },
	]);
});

const downloaded = async (content: Buffer, request = {}) => {
	server.file = { content, contentType: 'application/x-nonsense' };
	return bench.download({ required: ['aarch64'], optional: ['arm', 's390x'], ...request });
};

describe('whole files', () => {
	const expectBoth = (got: Record<string, Buffer>) => {
		expect(Object.keys(got).sort()).toEqual(['aarch64', 'arm']);
		expect(got.aarch64?.equals(PROGRAM)).toBe(true);
		expect(got.arm?.equals(PROGRAM.subarray(1000))).toBe(true);
		const kept = bench.sandbox.files().filter((name) => name.includes('qemu-'));
		expect(kept).toHaveLength(2);
	};

	test('tar', async () => expectBoth(await downloaded(archive)));

	test.each(COMPRESSORS)('tar, %s', async (program, args) => {
		expectBoth(await downloaded(compressed(program, args, archive)));
	});

	test.each<[string, string[]]>([
		['xz', ['-c', '-9', '--check=crc32']],
		['xz', ['-c', '-T2', '--block-size=100000', '--check=crc64']],
		['zstd', ['-c', '-q', '-19', '--no-check']],
		['gzip', ['-c', '-1']],
	])('tar, %s %j', async (program, args) => {
		expectBoth(await downloaded(compressed(program, args, archive)));
	});

	test('several streams one after the other', async () => {
		const half = Math.floor(archive.length / 2);
		for (const program of ['gzip', 'xz', 'zstd', 'bzip2']) {
			const parts = [archive.subarray(0, half), archive.subarray(half)];
			const content = parts.map((part) => compressed(program, ['-c'], part));
			const got = await downloaded(Buffer.concat(content));
			expect(got.aarch64?.equals(PROGRAM)).toBe(true);
		}
	});

	test.each(['xz', 'zstd', 'gzip', 'none'])('a Debian package, %s', async (compression) => {
		const got = await downloaded(debianPackage(compression, PROGRAM));
		expect(Object.keys(got)).toEqual(['aarch64']);
		expect(got.aarch64?.equals(PROGRAM)).toBe(true);
	});

	test('a program, compressed or not', async () => {
		const forms = [PROGRAM, ...COMPRESSORS.map(([file, args]) => compressed(file, args, PROGRAM))];
		for (const content of forms) {
			const got = await downloaded(content, { target: 'aarch64' });
			expect(got.aarch64?.equals(PROGRAM)).toBe(true);
		}
	});

	test('a whole emulator in the form that takes the most memory', async () => {
		const emulator = labEmulator('aarch64');
		const content = compressed(
			'xz',
			['-c', '-1'],
			await tar([{ name: 'qemu-aarch64', content: emulator }]),
		);
		const got = await downloaded(content, {
			known: { sha256: sha256Of(content), by: 'catalog' },
		});
		expect(got.aarch64?.equals(emulator)).toBe(true);
	});

	test('several downloads into the same directory at once', async () => {
		const content = compressed('xz', ['-c'], PROGRAM);
		server.file = { content };
		const targets = ['aarch64', 'arm', 's390x', 'ppc64le'];
		const all = await Promise.all(
			targets.map((target) => bench.download({ target, required: [target] })),
		);
		for (const [index, got] of all.entries()) {
			expect(got[targets[index] ?? '']?.equals(PROGRAM)).toBe(true);
		}
	});
});

describe('files that are not right', () => {
	const refused = async (content: Buffer, request = {}) => {
		server.file = { content };
		const error = await bench.failure(request);
		expect(error.code).toBe('E_ARCHIVE');
		return error.message;
	};

	test.each(COMPRESSORS)('%s, cut short anywhere: E_ARCHIVE', async (program, args) => {
		const whole = compressed(program, args, archive);
		const sizes = [3, 10, 100, 0.1, 0.3, 0.5, 0.7, 0.9].map((part) =>
			part < 1 ? Math.floor(whole.length * part) : part,
		);
		for (const size of [...sizes, whole.length - 12, whole.length - 4, whole.length - 1]) {
			await refused(whole.subarray(0, size));
			const program = await refused(whole.subarray(0, size), { target: 'aarch64' });
			expect(program).toContain('is not a usable archive');
		}
	});

	test.each(COMPRESSORS)('a program in %s, cut short: E_ARCHIVE', async (program, args) => {
		const whole = compressed(program, args, PROGRAM);
		for (const size of [whole.length / 2, whole.length - 5, whole.length - 1]) {
			await refused(whole.subarray(0, Math.floor(size)), { target: 'aarch64' });
		}
	});

	test.each(COMPRESSORS)('%s, damaged in the middle: E_ARCHIVE', async (program, args) => {
		const damaged = Buffer.from(compressed(program, args, archive));
		const middle = Math.floor(damaged.length / 2);
		damaged.fill(0x55, middle, middle + 64);
		await refused(damaged);
	});

	test('a tar archive cut in a member: E_ARCHIVE', async () => {
		expect(await refused(archive.subarray(0, 200_000))).toMatch(/unexpected end/i);
		expect(await refused(archive.subarray(0, 600))).toMatch(/unexpected end/i);
	});

	test.each(['xz', 'zstd', 'gzip', 'none'])(
		'a Debian package, %s, cut short: E_ARCHIVE',
		async (compression) => {
			const whole = debianPackage(compression, PROGRAM);
			for (const size of [20, 70, 150, whole.length / 2, whole.length - 10]) {
				await refused(whole.subarray(0, Math.floor(size)));
			}
		},
	);

	test('nothing in gzip: E_ARCHIVE', async () => {
		expect(await refused(compressed('gzip', ['-c'], Buffer.alloc(0)))).toMatch(/it is empty/);
	});

	test.each<[string, Buffer, RegExp]>([
		['a zip archive', Buffer.from('504b0304140000000800', 'hex'), /it is a zip archive/],
		['JSON', Buffer.from('{"message":"Not Found"}'), /it is JSON/],
		['a text', Buffer.from('Not Found'), /unknown data that begins with 4e6f7420466f756e/],
		[
			'an ar archive',
			Buffer.from(`!<arch>\n${'a.o/'.padEnd(48)}${'4'.padEnd(10)}\`\nabcd`),
			/no Debian package/,
		],
		['a program for an unknown target', PROGRAM, /nothing says for which target/],
	])('%s: E_ARCHIVE says so', async (_name, content, message) => {
		expect(await refused(content)).toMatch(message);
	});

	test('zstd that wants more memory than is reasonable: E_ARCHIVE', async () => {
		// A window of 256 MiB, then a whole file in one segment of 256 MiB.
		for (const head of ['28b52ffd0090', '28b52ffda000000010']) {
			const content = Buffer.from(`${head}010000`, 'hex');
			expect(await refused(content)).toMatch(/wants too much memory/);
		}
	});

	test('something compressed twice: E_ARCHIVE', async () => {
		const twice = compressed('xz', ['-c'], compressed('gzip', ['-c'], archive));
		expect(await refused(twice)).toMatch(/compressed twice, the second time with gzip/);
	});

	test('an archive with another emulator than the one it should hold: E_ARCHIVE', async () => {
		const content = await tar([{ name: 'qemu-arm', content: PROGRAM }]);
		expect(await refused(content, { target: 'aarch64' })).toMatch(/for aarch64 only, and has arm/);
	});

	test('a wrong digest goes before damage', async () => {
		const cut = compressed('xz', ['-c'], archive).subarray(0, 5_000);
		server.file = { content: cut };
		const error = await bench.failure({ known: { sha256: 'a'.repeat(64), by: 'catalog' } });
		expect(error.code).toBe('E_DIGEST');
	});
});

test('the bytes of a package are those that dpkg-deb unpacks', async () => {
	const packageFile = join(work, 'whole.deb');
	writeFileSync(packageFile, debianPackage('xz', labEmulator('arm').subarray(0, 3_000_000)));
	const out = join(work, 'out');
	execFileSync('dpkg-deb', ['--extract', packageFile, out]);
	cpSync(join(out, 'usr/bin/qemu-aarch64'), join(work, 'expected'));
	const got = await downloaded(readFileSync(packageFile));
	expect(got.aarch64?.equals(readFileSync(join(work, 'expected')))).toBe(true);
});

describe('on the machine’s own Node, which may lack zstd', () => {
	/** Downloads in a process of its own. */
	async function inChild(
		file: FileOnServer,
		given = {},
	): Promise<{ result?: unknown; error?: { code: string; message: string } }> {
		server.file = file;
		const context = bench.sandbox.context(given);
		const { reporter: _, now: _now, catalog: _catalog, ...options } = context;
		const child = spawn(SYSTEM_NODE, ['--no-warnings', CHILD, 'download'], {
			stdio: ['pipe', 'pipe', 'inherit'],
		});
		child.stdin.end(JSON.stringify({ request: bench.request(), options }));
		return JSON.parse(await text(child.stdout));
	}

	test('zstd', async () => {
		const content = compressed('zstd', ['-c', '-q'], archive);
		const expected = [{ target: 'aarch64', sha256: sha256Of(PROGRAM) }];
		expect(await inChild({ content })).toEqual({ result: expected });
		expect((await inChild({ content: content.subarray(0, -3) })).error?.code).toBe('E_ARCHIVE');
		const ofFewBytes = [archive.subarray(0, -5), archive.subarray(-5)].map((part) =>
			compressed('zstd', ['-c', '-q'], part),
		);
		expect(await inChild({ content: Buffer.concat(ofFewBytes) })).toEqual({ result: expected });
	});

	test('zstd with altered bits: E_ARCHIVE, for its checksum tells', async () => {
		const content = compressed('zstd', ['-c', '-q'], archive);
		for (const part of [0.2, 0.5, 0.8]) {
			const altered = Buffer.from(content);
			const at = Math.floor(content.length * part);
			altered[at] = (altered[at] ?? 0) ^ 1;
			expect((await inChild({ content: altered })).error?.code).toBe('E_ARCHIVE');
		}
	});

	test('a slow drip ends there too', async () => {
		const pieces = archive.subarray(0, 1000);
		let at = 0;
		const content = async () => {
			await new Promise((resolve) => setTimeout(resolve, 20));
			at += 1;
			return pieces.subarray(at - 1, at);
		};
		const { error } = await inChild({ content }, { totalTimeoutMs: 500 });
		expect(error?.message).toMatch(/given up after 0\.5 s/);
	});
});
