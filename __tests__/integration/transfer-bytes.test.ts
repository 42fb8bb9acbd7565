/** Files that are not what they should be: named errors, whoever says what they should be. */
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, test } from '@jest/globals';
import { parseChecksums } from '../../src/emulator/vouching.js';
import { sha256Of } from '../servers/github-releases.js';
import { PROGRAM, TransferBench, tar } from '../servers/transfer-bench.js';

const bench = new TransferBench().install();
const { server } = bench;
let archive = Buffer.alloc(0);

beforeAll(async () => {
	archive = gzipSync(await tar([{ name: 'qemu-aarch64', content: PROGRAM }]));
});

test('shorter than announced, with ranges: E_SOURCE names both lengths', async () => {
	server.file = { content: archive, etag: '"1"', announcedBytes: archive.length + 100 };
	const error = await bench.failure();
	expect(error.code).toBe('E_SOURCE');
	expect(error.message).toContain(
		`announced ${archive.length + 100} bytes, but has ${archive.length}`,
	);
});

test('shorter than announced, without ranges: E_SOURCE', async () => {
	server.file = { content: archive, announcedBytes: archive.length + 100 };
	const error = await bench.failure();
	expect(error.code).toBe('E_SOURCE');
	expect(error.message).toContain(`after ${archive.length} of ${archive.length + 100} bytes`);
});

test.each([
	['E_ARCHIVE', undefined],
	['E_DIGEST', 'catalog'],
] as const)('longer than announced: %s', async (code, by) => {
	server.file = { content: archive, announcedBytes: archive.length - 100 };
	const known = by === undefined ? undefined : { sha256: sha256Of(archive), by };
	const error = await bench.failure({ known });
	expect(error.code).toBe(code);
});

test.each([
	['E_ARCHIVE', undefined, /it is empty/],
	['E_DIGEST', 'github-api', /its 0 bytes have sha256 e3b0c442/],
] as const)('nothing at all: %s', async (code, by, message) => {
	server.file = { content: Buffer.alloc(0) };
	const known = by === undefined ? undefined : { sha256: sha256Of(archive), by };
	const error = await bench.failure({ known });
	expect(error.code).toBe(code);
	expect(error.message).toMatch(message);
});

test('one altered byte, wherever: E_DIGEST, whoever stated the digest', async () => {
	const sha256 = sha256Of(archive);
	for (const at of [0, 5, Math.floor(archive.length / 2), archive.length - 2]) {
		const altered = Buffer.from(archive);
		altered[at] = (altered[at] ?? 0) ^ 0x10;
		server.file = { content: altered };
		for (const request of [
			{ known: { sha256, by: 'catalog' as const } },
			{ known: { sha256, by: 'github-api' as const } },
			{ policy: { checksums: parseChecksums(sha256), required: false } },
		]) {
			const error = await bench.failure(request);
			expect(error.code).toBe('E_DIGEST');
			expect(error.message).toContain(`sha256 ${sha256Of(altered)}, expected ${sha256}`);
		}
	}
});

test('the right digest is accepted after a resumed download', async () => {
	server.file = { content: archive, etag: '"1"' };
	server.faults.push({ kind: 'cut', afterBytes: 50_000 });
	const got = await bench.download({ known: { sha256: sha256Of(archive), by: 'catalog' } });
	expect(got.aarch64?.equals(PROGRAM)).toBe(true);
});
