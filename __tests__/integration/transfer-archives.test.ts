/** Archives made to harm: each is refused, and nothing of it stays. */
import { execFileSync } from 'node:child_process';
import { createGzip, gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { pack } from 'tar-stream';
import { PROGRAM, type TarMember, TransferBench, tar } from '../servers/transfer-bench.js';

const bench = new TransferBench().install();
const { server } = bench;
const good: TarMember = { name: 'qemu-aarch64', content: PROGRAM };
const GIGABYTE = 1024 ** 3;

const refused = async (content: Buffer) => {
	server.file = { content };
	const error = await bench.failure();
	expect(error.code).toBe('E_ARCHIVE');
	return error.message;
};

test.each<[string, TarMember[], RegExp]>([
	['a way out', [good, { name: '../qemu-arm' }], /member "\.\.\/qemu-arm" points outside/],
	['a way out in the middle', [good, { name: 'a/../../b' }], /member "a\/\.\.\/\.\.\/b" points/],
	['a way out that is no emulator', [{ name: '..', type: 'directory' }, good], /points outside/],
	['an absolute name', [good, { name: '/etc/passwd' }], /member "\/etc\/passwd" points outside/],
	['a symbolic link', [good, { name: 'qemu-arm', type: 'symlink' }], /"qemu-arm" .* a symlink/],
	['a hard link', [good, { name: 'qemu-arm', type: 'link' }], /"qemu-arm" is no file but a link/],
	['a link of any name', [{ name: 'README', type: 'symlink' }, good], /"README" is no file/],
	['a device', [good, { name: 'null', type: 'character-device' }], /a character-device/],
	['a disk', [good, { name: 'sda', type: 'block-device' }], /a block-device/],
	['a pipe', [good, { name: 'qemu-arm', type: 'fifo' }], /is no file but a fifo/],
	['a directory for a program', [{ name: 'qemu-aarch64', type: 'directory' }], /no emulator for/],
	['two of a kind', [good, good], /"qemu-aarch64" is its second emulator for aarch64/],
	['two names of a kind', [good, { name: 'bin/qemu-aarch64-static' }], /second emulator for/],
	[
		'nothing wanted',
		[{ name: 'qemu-arm' }, { name: 'LICENSE' }],
		/no emulator for aarch64; it has arm\./,
	],
	['nothing', [], /no emulator for aarch64; it has none at all/],
])('an archive with %s: E_ARCHIVE', async (_name, members, message) => {
	expect(await refused(gzipSync(await tar(members)))).toMatch(message);
});

test('a name with line ends cannot write lines of its own into a log', async () => {
	const message = await refused(await tar([{ name: '../x\n::error::y' }, good]));
	expect(message).toContain('"../x\\n::error::y"');
	expect(message).not.toContain('\n');
});

test('too many members: E_ARCHIVE', async () => {
	const many = Array.from({ length: 10_001 }, (_, index) => ({ name: `f${index}` }));
	expect(await refused(gzipSync(await tar(many)))).toMatch(/more than 10000 members/);
});

test('a member that claims too much: E_ARCHIVE at once', async () => {
	const header = Buffer.from(await tar([{ name: 'qemu-aarch64' }])).subarray(0, 512);
	header.write('00000000000', 124, 'latin1');
	header.write('77777777777', 124, 'latin1');
	header.fill(' ', 148, 156);
	const sum = header.reduce((total, byte) => total + byte, 0);
	header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
	expect(await refused(header)).toMatch(/claims 8589934591 bytes/);
});

describe('10 GB of zeros', () => {
	/** A gzip stream that is made as it is read. */
	function gzipped(entry: { name: string; size: number }, prefix: TarMember[] = []) {
		const archive = pack();
		for (const { name, content } of prefix) archive.entry({ name }, Buffer.from(content ?? []));
		const zeros = Buffer.alloc(1024 * 1024);
		const member = archive.entry(entry);
		// The archive may be given up at any time.
		member.on('error', () => {});
		archive.on('error', () => {});
		const feed = () => {
			while (member.write(zeros)) {}
		};
		member.on('drain', feed);
		feed();
		const chunks = archive.pipe(createGzip() as never) as unknown as NodeJS.ReadableStream;
		const iterator = chunks[Symbol.asyncIterator]();
		return async () => {
			const next = await iterator.next();
			return next.done === true ? undefined : (next.value as Buffer);
		};
	}

	let before = 0;
	beforeEach(() => {
		before = process.memoryUsage().rss;
	});

	test.each([
		['in an emulator', 'qemu-aarch64', [], /claims 10737418240 bytes/],
		['in another member', 'zeros', [], /become more than \d+/],
		['after a good emulator', 'zeros', [good], /become more than \d+/],
	] as const)('%s: E_ARCHIVE early', async (_name, name, prefix, message) => {
		let sentBytes = 0;
		const next = gzipped({ name, size: 10 * GIGABYTE }, [...prefix]);
		server.file = {
			content: async () => {
				const piece = await next();
				sentBytes += piece?.length ?? 0;
				return piece;
			},
		};
		// Zeros take long to become a piece to send.
		const error = await bench.failure({}, { stallTimeoutMs: 10_000 });
		expect(error.code).toBe('E_ARCHIVE');
		// Nobody goes on asking in the background.
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(server.seen).toHaveLength(1);
		expect(error.message).toMatch(message);
		expect(sentBytes).toBeLessThan(2 * 1024 * 1024);
		expect(process.memoryUsage().rss - before).toBeLessThan(200 * 1024 * 1024);
	});
});

test.each([
	['gzip', ['-c']],
	['xz', ['-c', '-1']],
	['zstd', ['-c', '-q']],
	['bzip2', ['-c']],
])('much of nothing, %s: E_ARCHIVE, in little memory', async (program, args) => {
	const header = (await tar([{ name: 'zeros' }])).subarray(0, 512);
	const input = Buffer.concat([header, Buffer.alloc(100 * 1024 * 1024)]);
	const content = execFileSync(program, args, { input });
	const before = process.memoryUsage().rss;
	expect(await refused(content)).toMatch(/bytes of it become more than \d+/);
	expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
});
