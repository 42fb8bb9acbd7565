import { describe, expect, test } from '@jest/globals';
import { composeHead, HEAD_BYTES } from '../../../src/bin-directory/compose.js';
import { STUBS } from '../../../src/bin-directory/stubs.js';
import { readElf } from '../../../src/emulator/elf.js';
import { probeProgram } from '../../../src/probe/run.js';

const PHDR_BYTES = 56;

/** A view of numbers in a file's own byte order. */
function numbersOf(file: Buffer) {
	const isLittle = file[5] === 1;
	return {
		half: (at: number) => (isLittle ? file.readUInt16LE(at) : file.readUInt16BE(at)),
		word: (at: number) => (isLittle ? file.readUInt32LE(at) : file.readUInt32BE(at)),
		wide: (at: number) => Number(isLittle ? file.readBigInt64LE(at) : file.readBigInt64BE(at)),
	};
}

function segmentsOf(file: Buffer) {
	const { half, word, wide } = numbersOf(file);
	return Array.from({ length: half(56) }, (_, index) => {
		const at = wide(32) + PHDR_BYTES * index;
		return {
			type: word(at),
			flags: word(at + 4),
			offset: wide(at + 8),
			address: wide(at + 16),
			fileBytes: wide(at + 32),
			memoryBytes: wide(at + 40),
		};
	});
}

/** A test program of a host, which is as small as a static ELF file can be. */
function programOf(host: string): Buffer {
	const program = probeProgram(host);
	if (program === undefined) throw new Error(`no program for ${host}`);
	return program;
}

describe.each(Object.entries(STUBS))('a head for %s', (host, stub) => {
	const program = programOf(host);
	const head = composeHead(program, host);
	const whole = Buffer.concat([head, program]);
	const { half, wide } = numbersOf(whole);
	const code = Buffer.from(stub, 'base64');
	const segments = segmentsOf(whole);
	const [own] = segments.slice(-1);

	test('is a static program of the same machine without sections', () => {
		expect(head).toHaveLength(HEAD_BYTES);
		expect(readElf(whole)).toEqual({ ...readElf(program), hasInterpreter: false });
		expect(whole.subarray(0, 24)).toEqual(program.subarray(0, 24));
		expect([wide(40), half(58), half(60), half(62)]).toEqual([0, 0, 0, 0]);
	});

	test("maps the emulator where it was, and itself on the next page that is anybody's", () => {
		const before = segmentsOf(program);
		expect(segments.slice(0, -1)).toEqual(
			before.map((segment) => ({ ...segment, offset: segment.offset + HEAD_BYTES })),
		);
		const [loaded] = before;
		const end = (loaded?.address ?? 0) + (loaded?.memoryBytes ?? 0);
		expect(own).toMatchObject({ type: 1, flags: 5, offset: 0 });
		expect(own?.fileBytes).toBe(own?.memoryBytes);
		expect(own?.address).toBe(Math.ceil(end / HEAD_BYTES) * HEAD_BYTES);
	});

	test('begins with its code and tells it where the emulator is', () => {
		const codeAt = 64 + PHDR_BYTES * segments.length;
		const address = own?.address ?? 0;
		expect(wide(24)).toBe(address + codeAt);
		expect(whole.subarray(codeAt, codeAt + code.length)).toEqual(code);
		const at = codeAt + code.length;
		expect(own?.fileBytes).toBe(at + 32);
		const original = numbersOf(program);
		const [loaded] = segmentsOf(program);
		expect(address + at + wide(at)).toBe((loaded?.address ?? 0) + original.wide(32));
		expect(wide(at + 8)).toBe(original.half(56));
		expect(address + at + wide(at + 16)).toBe(original.wide(24));
		expect(wide(at + 24)).toBe(2);
	});
});

test('a host without code for it is told to take another source', () => {
	expect(() => composeHead(programOf('loongarch64'), 'loongarch64')).toThrow(
		expect.objectContaining({ code: 'E_EMULATOR', remedy: expect.stringContaining('apt') }),
	);
});

test('program headers that are not loaded are refused', () => {
	const program = programOf('x86_64');
	// The only segment begins behind them.
	program.writeBigUInt64LE(0x1000n, 64 + 8);
	expect(() => composeHead(program, 'x86_64')).toThrow(
		expect.objectContaining({ code: 'E_EMULATOR' }),
	);
});
