import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { detectHost } from '../../src/platform/host.js';
import { PROBE_PROGRAMS } from '../../src/probe/programs.js';

const SCRIPT = fileURLToPath(new URL('../../scripts/build-probes.mjs', import.meta.url));

/** ELF class in bits, byte order, e_machine and e_flags, after each ABI's supplement. */
const IDENTITY: Record<string, [32 | 64, 'little' | 'big', number, number]> = {
	aarch64: [64, 'little', 183, 0],
	aarch64_be: [64, 'big', 183, 0],
	alpha: [64, 'little', 0x9026, 0],
	arm: [32, 'little', 40, 0x05000000],
	armeb: [32, 'big', 40, 0x05000000],
	hexagon: [32, 'little', 164, 0x60],
	hppa: [32, 'big', 15, 0x210],
	i386: [32, 'little', 3, 0],
	loongarch64: [64, 'little', 258, 0x43],
	m68k: [32, 'big', 4, 0],
	microblaze: [32, 'big', 0xbaab, 0],
	microblazeel: [32, 'little', 0xbaab, 0],
	mips: [32, 'big', 8, 0x10001001],
	mips64: [64, 'big', 8, 0x20000001],
	mips64el: [64, 'little', 8, 0x20000001],
	mipsel: [32, 'little', 8, 0x10001001],
	mipsn32: [32, 'big', 8, 0x20000021],
	mipsn32el: [32, 'little', 8, 0x20000021],
	or1k: [32, 'big', 92, 0],
	ppc: [32, 'big', 20, 0],
	ppc64: [64, 'big', 21, 1],
	ppc64le: [64, 'little', 21, 2],
	riscv32: [32, 'little', 243, 0],
	riscv64: [64, 'little', 243, 0],
	s390x: [64, 'big', 22, 0],
	sh4: [32, 'little', 42, 9],
	sh4eb: [32, 'big', 42, 9],
	sparc: [32, 'big', 2, 0],
	sparc32plus: [32, 'big', 18, 0x100],
	sparc64: [64, 'big', 43, 2],
	x86_64: [64, 'little', 62, 0],
	xtensa: [32, 'little', 94, 0x300],
	xtensaeb: [32, 'big', 94, 0x300],
};

const programs = Object.entries(PROBE_PROGRAMS).map(
	([target, base64]) => [target, Buffer.from(base64, 'base64')] as const,
);

let directory = '';
const place = (target: string) => join(directory, target);

beforeAll(() => {
	directory = mkdtempSync(join(tmpdir(), 'probe-programs-'));
	for (const [target, image] of programs) writeFileSync(place(target), image, { mode: 0o755 });
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe('the committed programs', () => {
	test('are what the sources assemble to', () => {
		const result = spawnSync(process.execPath, [SCRIPT, '--check', '--allow-missing'], {
			encoding: 'utf8',
		});
		expect({ status: result.status, stderr: result.stderr }).toEqual({ status: 0, stderr: '' });
		expect(result.stdout).not.toContain('differs');
	}, 60_000);

	test('cover every target', () => {
		expect(Object.keys(PROBE_PROGRAMS)).toEqual(Object.keys(IDENTITY).sort());
	});
});

describe.each(programs)('the image for %s', (target, image) => {
	const wide = image.readUInt8(4) === 2;
	const big = image.readUInt8(5) === 2;
	const half = (at: number) => (big ? image.readUInt16BE(at) : image.readUInt16LE(at));
	const word = (at: number) => (big ? image.readUInt32BE(at) : image.readUInt32LE(at));
	const address = (at: number) => {
		if (!wide) return word(at);
		return Number(big ? image.readBigUInt64BE(at) : image.readBigUInt64LE(at));
	};
	const tail = wide ? 48 : 36;
	const segment = wide ? 64 : 52;

	test('is a small executable of its machine', () => {
		expect(image.length).toBeLessThan(1024);
		expect(image.toString('latin1', 0, 4)).toBe('\x7fELF');
		expect([...image.subarray(6, 16)]).toEqual([1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
		expect(half(16)).toBe(2);
		expect(word(20)).toBe(1);
		expect([wide ? 64 : 32, big ? 'big' : 'little', half(18), word(tail)]).toEqual(
			IDENTITY[target],
		);
	});

	test('is one read-only executable segment of the whole file, with no sections', () => {
		expect(address(wide ? 40 : 32)).toBe(0);
		expect([half(tail + 10), half(tail + 12), half(tail + 14)]).toEqual([0, 0, 0]);
		expect(address(wide ? 32 : 28)).toBe(segment);
		expect([half(tail + 4), half(tail + 6), half(tail + 8)]).toEqual([segment, wide ? 56 : 32, 1]);
		const loaded = {
			type: word(segment),
			flags: word(segment + (wide ? 4 : 24)),
			offset: address(segment + (wide ? 8 : 4)),
			fileSize: address(segment + (wide ? 32 : 16)),
			memorySize: address(segment + (wide ? 40 : 20)),
		};
		expect(loaded).toEqual({
			type: 1,
			flags: 5,
			offset: 0,
			fileSize: image.length,
			memorySize: image.length,
		});
		const start = address(segment + (wide ? 16 : 8));
		expect(start % 0x10000).toBe(0);
		expect(address(24)).toBe(start + segment + (wide ? 56 : 32));
	});

	// execvp() falls back to the shell where the kernel has no entry for the format.
	test.each(['/bin/sh', '/bin/bash'].filter(existsSync))('does nothing under %s', (shell) => {
		const cwd = join(directory, `${target}.cwd`);
		mkdirSync(cwd);
		const result = spawnSync(shell, [place(target), 'K'], {
			cwd,
			env: { PATH: '/nonexistent' },
			encoding: 'utf8',
			input: '',
			timeout: 10_000,
		});
		expect(result.error).toBeUndefined();
		expect(result.signal).toBeNull();
		expect(result.status).not.toBe(0);
		expect(result.stdout).toBe('');
		expect(readdirSync(cwd)).toEqual([]);
		rmSync(cwd, { recursive: true });
	});
});

describe('on the machine it is for', () => {
	test('writes its name, waits, and exits as told', async () => {
		const { target } = detectHost(process.platform, process.arch);
		const child = spawn(place(target), ['K'], { argv0: 'a name', stdio: 'pipe' });
		const ended = new Promise<number | null>((resolve, reject) => {
			child.on('error', reject);
			child.on('close', resolve);
		});
		let output = '';
		const said = new Promise<void>((resolve) => {
			child.stdout.on('data', (chunk: Buffer) => {
				output += chunk.toString();
				if (output.length >= 'a name'.length) resolve();
			});
		});
		await Promise.race([said, ended]);
		await new Promise((resolve) => setTimeout(resolve, 100));
		expect(child.exitCode).toBeNull();
		child.stdin.end();
		expect(await ended).toBe(75);
		expect(output).toBe('a name');
	});
});
