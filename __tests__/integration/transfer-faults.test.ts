/** Downloads from a server that does wrong on purpose: right bytes or a named error. */
import { gzipSync } from 'node:zlib';
import { beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { FileFault } from '../servers/faulty-server.js';
import { sha256Of } from '../servers/github-releases.js';
import { PROGRAM, TransferBench, tar } from '../servers/transfer-bench.js';

const bench = new TransferBench().install();
const { server } = bench;
const OLD = new Date(Date.now() - 3_600_000).toUTCString();
const WEAK = { etag: 'W/"1"' };
let archive = Buffer.alloc(0);

beforeAll(async () => {
	archive = gzipSync(await tar([{ name: 'qemu-aarch64', content: PROGRAM }]));
});
beforeEach(() => {
	server.file = { content: archive, etag: '"1"' };
});

const expectWhole = async (request = {}, options = {}) =>
	expect((await bench.download(request, options)).aarch64?.equals(PROGRAM)).toBe(true);

describe('passing faults', () => {
	test.each<[string, FileFault[]]>([
		['500', [{ kind: 'status', status: 500 }]],
		['502, then 503', [502, 503].map((status) => ({ kind: 'status', status }))],
		['408', [{ kind: 'status', status: 408 }]],
		['429 with Retry-After', [{ kind: 'status', status: 429, headers: { 'retry-after': '1' } }]],
		['a connection that ends without an answer', [{ kind: 'hang up' }]],
		['a cut before the first byte', [{ kind: 'cut', afterBytes: 0 }]],
	])('%s: asked again', async (_name, faults) => {
		server.faults.push(...faults);
		await expectWhole();
		expect(server.seen).toHaveLength(faults.length + 1);
		expect(bench.sandbox.reporter.text()).toMatch(/trying again in \d+\.\d s/);
	});

	test('Retry-After is waited for', async () => {
		const date = new Date(Date.now() + 1_000).toUTCString();
		server.faults.push({ kind: 'status', status: 429, headers: { 'retry-after': date } });
		const askedAtMs: number[] = [];
		server.onRequest = () => askedAtMs.push(Date.now());
		await expectWhole();
		expect(askedAtMs).toHaveLength(2);
		expect(askedAtMs[1]).toBeGreaterThanOrEqual(Date.parse(date) - 1);
	});

	const tenths = Array.from({ length: 9 }, (_, index) => index + 1);
	const cutAt = (tenth: number) => Math.floor((archive.length * tenth) / 10);

	test.each(tenths)('a cut after %i tenths goes on there', async (tenth) => {
		server.faults.push({ kind: 'cut', afterBytes: cutAt(tenth) });
		await expectWhole();
		expect(server.ranges()).toEqual([undefined, `bytes=${cutAt(tenth)}-`]);
		expect(server.seen[1]?.headers['if-range']).toBe('"1"');
	});

	test.each([
		['by the date of the file', { lastModified: OLD }, true],
		['not by a weak ETag', WEAK, false],
		['not without a validator', {}, false],
		['not where the server cannot', { etag: '"1"', hasRanges: false }, true],
	])('ranges are used %s; the bytes are right in any case', async (_name, file, asks) => {
		server.file = { content: archive, ...file };
		for (const tenth of tenths) {
			server.clear();
			server.faults.push({ kind: 'cut', afterBytes: cutAt(tenth) });
			await expectWhole();
			expect(server.ranges()).toEqual([undefined, asks ? `bytes=${cutAt(tenth)}-` : undefined]);
		}
	});

	test('cut again and again, with something new each time', async () => {
		const stepBytes = Math.ceil(archive.length / 10);
		for (let count = 0; count < 9; count += 1) {
			server.faults.push({ kind: 'cut', afterBytes: stepBytes });
		}
		await expectWhole();
		expect(server.seen).toHaveLength(10);
		expect(server.ranges().at(-1)).toBe(`bytes=${9 * stepBytes}-`);
	});

	test('a stall in the middle goes on there', async () => {
		server.faults.push({ kind: 'stall', afterBytes: 10_000 });
		await expectWhole();
		expect(server.ranges()).toEqual([undefined, 'bytes=10000-']);
		expect(bench.sandbox.reporter.text()).toMatch(/after 10000 of \d+ bytes: nothing came for/);
	});

	test('errors between two parts do not matter', async () => {
		server.faults.push(
			{ kind: 'cut', afterBytes: 10_000 },
			{ kind: 'status', status: 503 },
			{ kind: 'cut', afterBytes: 10_000 },
		);
		await expectWhole();
		expect(server.ranges().at(-1)).toBe('bytes=20000-');
	});

	test('a range that begins elsewhere is not taken', async () => {
		server.faults.push({ kind: 'cut', afterBytes: 10_000 }, { kind: 'wrong range' });
		await expectWhole();
		expect(server.ranges()).toEqual([undefined, 'bytes=10000-', undefined]);
	});

	test('less than the range that was asked for is not taken for the rest', async () => {
		server.file = { content: PROGRAM, etag: '"1"' };
		server.faults.push(
			{ kind: 'cut', afterBytes: 10_000 },
			{ kind: 'short range', bytes: 500 },
			{ kind: 'short range', bytes: 600 },
		);
		await expectWhole({ target: 'aarch64' });
		const starts = [10_000, 10_500, 11_100].map((start) => `bytes=${start}-`);
		expect(server.ranges()).toEqual([undefined, ...starts]);
	});

	test('the rest is asked for at the first address again', async () => {
		const to = `${server.origin}/storage/signed`;
		const cut: FileFault = { kind: 'cut', afterBytes: 10_000 };
		server.faults.push({ kind: 'redirect', to }, cut, { kind: 'redirect', to });
		await expectWhole();
		expect(server.seen.map(({ path }) => path)).toEqual([
			...['/files/release', '/storage/signed', '/files/release', '/storage/signed'],
		]);
	});
});

describe('a file that changes under our hands', () => {
	test.each([
		['another ETag, with ranges', { etag: '"1"' }, { etag: '"2"' }],
		['another ETag, without ranges', { etag: '"1"', hasRanges: false }, { etag: '"2"' }],
		['other bytes, without validators', {}, {}],
	])('%s: begun anew', async (_name, before, after) => {
		const other = Buffer.from(PROGRAM).fill(7, 0, 200_000);
		const content = gzipSync(await tar([{ name: 'qemu-aarch64', content: other }]));
		server.file = { content: archive, ...before };
		server.faults.push({ kind: 'cut', afterBytes: 10_000 });
		server.onRequest = (count) => {
			if (count === 2) server.file = { ...server.file, content, ...after };
		};
		const got = await bench.download();
		expect(got.aarch64?.equals(other)).toBe(true);
		expect(bench.sandbox.reporter.text()).toContain('has changed during the download');
		expect(bench.sandbox.files().filter((name) => /attempt-[^/]+$/.test(name))).toHaveLength(1);
	});

	test('always another one: E_SOURCE', async () => {
		for (let count = 0; count < 10; count += 1) {
			server.faults.push({ kind: 'cut', afterBytes: 10_000 });
		}
		server.onRequest = (count) => {
			server.file = { content: archive, etag: `"${count}"` };
		};
		const error = await bench.failure();
		expect(error.code).toBe('E_SOURCE');
		expect(error.message).toMatch(/another file each time/);
	});
});

describe('lasting faults', () => {
	const always = (fault: FileFault) => {
		for (let count = 0; count < 40; count += 1) server.faults.push(fault);
	};

	test.each<[string, FileFault, number, RegExp]>([
		['404', { kind: 'status', status: 404 }, 1, /answered 404 Not Found/],
		['403', { kind: 'status', status: 403 }, 1, /answered 403 Forbidden/],
		[
			'403, the rate limit',
			{
				kind: 'status',
				status: 403,
				headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '1900000000' },
			},
			1,
			/rate limit is used up until 2030-/,
		],
		['503', { kind: 'status', status: 503 }, 3, /answered 503 .*\(attempt 3 of 3\)/],
		[
			'429 with a long Retry-After',
			{ kind: 'status', status: 429, headers: { 'retry-after': '3600' } },
			1,
			/answered 429 .*asks to wait 3600 s/,
		],
		['no answers', { kind: 'hang up' }, 3, /socket hang up/],
		['cuts at once', { kind: 'cut', afterBytes: 0 }, 3, /broke off after 0 of \d+ bytes/],
		['stalls at once', { kind: 'stall', afterBytes: 0 }, 3, /nothing came for 0\.3 s/],
		['a cut each 100 bytes', { kind: 'cut', afterBytes: 100 }, 32, /\(attempt 32 of 32\)/],
	])('%s: E_SOURCE', async (_name, fault, requests, message) => {
		always(fault);
		const error = await bench.failure();
		expect(error.code).toBe('E_SOURCE');
		expect(error.message).toMatch(message);
		expect(error.message).toContain(`${server.origin}/files/release`);
		expect(server.seen).toHaveLength(requests);
	});

	test('a redirect to itself: E_SOURCE', async () => {
		always({ kind: 'redirect', to: '/files/release' });
		const error = await bench.failure();
		expect(error.code).toBe('E_SOURCE');
		expect(error.message).toMatch(/redirected too often/);
		expect(server.seen).toHaveLength(6);
	});

	test.each(['file:///etc/passwd', 'http://', 'ftp://127.0.0.1/x'])(
		'a redirect to %s: E_SOURCE',
		async (to) => {
			server.faults.push({ kind: 'redirect', to });
			const error = await bench.failure();
			expect(error.code).toBe('E_SOURCE');
			expect(error.message).toMatch(/redirected to something that is no address/);
		},
	);

	test('a refused connection: E_SOURCE', async () => {
		const error = await bench.failure({ url: 'http://127.0.0.1:9/release' });
		expect(error.code).toBe('E_SOURCE');
		expect(error.message).toMatch(/GET http:\/\/127\.0\.0\.1:9\/release failed: .*ECONNREFUSED/);
	});

	test('a web page: E_ARCHIVE, even with a digest', async () => {
		server.faults.push({ kind: 'page' });
		const error = await bench.failure({ known: { sha256: sha256Of(archive), by: 'catalog' } });
		expect(error.code).toBe('E_ARCHIVE');
		expect(error.message).toMatch(/a web page came instead \(content type "text\/html/);
	});

	test('an endless body: E_ARCHIVE before the disk is full', async () => {
		const piece = Buffer.alloc(1024 * 1024, PROGRAM);
		let sentBytes = 0;
		server.file = {
			content: async () => {
				sentBytes += piece.length;
				return piece;
			},
		};
		const request = { target: 'aarch64', known: { sha256: sha256Of(archive), by: 'catalog' } };
		const error = await bench.failure(request as never);
		expect(error.code).toBe('E_ARCHIVE');
		expect(error.message).toMatch(/it is longer than 536870912 bytes/);
		expect(sentBytes).toBeLessThan(600 * 1024 * 1024);
	});

	test('a slow drip: E_SOURCE when the time for the file is used up', async () => {
		let at = 0;
		server.file = {
			content: async () => {
				await new Promise((resolve) => setTimeout(resolve, 20));
				at += 1;
				return archive.subarray(at - 1, at);
			},
		};
		const error = await bench.failure({}, { totalTimeoutMs: 600, stallTimeoutMs: 60_000 });
		expect(error.code).toBe('E_SOURCE');
		expect(error.message).toMatch(/broke off after \d+ of .*given up after 0\.6 s/);
		expect(server.seen).toHaveLength(1);
	});

	test('the time for the file ends waiting between attempts too', async () => {
		always({ kind: 'status', status: 503, headers: { 'retry-after': '1' } });
		const error = await bench.failure({}, { totalTimeoutMs: 500 });
		expect(error.message).toMatch(/answered 503 .*given up after 0\.5 s/);
		expect(server.seen).toHaveLength(1);
	});
});
