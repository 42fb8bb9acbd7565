import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkEmulator, readElf } from '../../../src/emulator/elf.js';
import { detectHost } from '../../../src/platform/host.js';
import { dynamicProgram } from '../../machine/foreign-programs.js';
import { tinyElf } from './tiny-elf.js';

describe('readElf', () => {
	test.each([
		{ is64Bit: true, littleEndian: true, machine: 62, type: 2, hasInterpreter: false },
		{ is64Bit: true, littleEndian: true, machine: 183, type: 3, hasInterpreter: true },
		{ is64Bit: true, littleEndian: false, machine: 22, type: 2, hasInterpreter: true },
		{ is64Bit: false, littleEndian: true, machine: 40, type: 2, hasInterpreter: true },
		{ is64Bit: false, littleEndian: false, machine: 20, type: 3, hasInterpreter: false },
	])('reads $machine, 64-bit $is64Bit, little endian $littleEndian', (info) => {
		expect(readElf(tinyElf(info))).toEqual(info);
	});

	test.each([
		['aarch64', '/lib/ld-linux-aarch64.so.1'],
		['x86_64', '/lib64/ld-linux-x86-64.so.2'],
		['riscv64', '/lib/ld-linux-riscv64-lp64d.so.1'],
	])('names the loader of a dynamic program of %s', (target, loader) => {
		expect(readElf(dynamicProgram(target, loader))).toMatchObject({ hasInterpreter: true, loader });
	});

	test.each([
		['nothing', Buffer.alloc(0), /it is empty/],
		['a page', Buffer.from('<!DOCTYPE html><html>'), /begins with "<!DOCTYPE html><"/],
		['gzip', Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]), /1f 8b 08 00/],
		['half a header', tinyElf().subarray(0, 40), /header is cut off/],
		['half a table', tinyElf().subarray(0, 80), /program headers are cut off/],
		['a bad class', Buffer.from(tinyElf()).fill(9, 4, 5), /unknown class/],
		['tiny program headers', Buffer.from(tinyElf()).fill(1, 54, 55), /program headers too small/],
	])('refuses %s', (_name, bytes, message) => {
		expect(() => readElf(bytes)).toThrow(message);
	});

	test('either reads or throws an Error, whatever the bytes', () => {
		const start = tinyElf();
		fc.assert(
			fc.property(fc.nat(63), fc.integer({ min: 0, max: 255 }), fc.nat(200), (at, byte, length) => {
				const bytes = Buffer.from(start);
				bytes[at] = byte;
				try {
					expect(typeof readElf(bytes.subarray(0, length)).machine).toBe('number');
				} catch (error) {
					expect((error as Error).message).toMatch(/ELF file/);
				}
			}),
		);
	});
});

describe('checkEmulator', () => {
	const host = detectHost('linux', process.arch);
	const foreign = process.arch === 'x64' ? 183 : 62;
	let directory: string;
	beforeAll(() => {
		directory = mkdtempSync(join(tmpdir(), 'xarch-elf-'));
	});
	afterAll(() => rmSync(directory, { recursive: true }));

	function check(bytes: Uint8Array, mode = 0o755): void {
		const path = join(directory, 'qemu-arm');
		writeFileSync(path, bytes);
		chmodSync(path, mode);
		checkEmulator(path, 'arm', host);
	}

	test('accepts static programs, position-independent ones too', () => {
		expect(() => check(tinyElf())).not.toThrow();
		expect(() => check(tinyElf({ type: 3 }))).not.toThrow();
	});

	test.each([
		['something else', Buffer.from('#!/bin/sh\n'), 0o755, /not an ELF file/],
		[
			'another machine',
			tinyElf({ machine: foreign }),
			0o755,
			/built for (aarch64|x86_64) \(64-bit/,
		],
		['another class', tinyElf({ is64Bit: false }), 0o755, /\(32-bit, little endian\) instead of/],
		['another byte order', tinyElf({ littleEndian: false }), 0o755, /big endian\) instead of/],
		['an object file', tinyElf({ type: 1 }), 0o755, /not a program/],
		['a dynamic program', tinyElf({ hasInterpreter: true }), 0o755, /dynamically linked/],
		['a file without x', tinyElf(), 0o644, /not executable \(no x/],
	])('refuses %s', (_name, bytes, mode, message) => {
		expect(() => check(bytes, mode)).toThrow(
			expect.objectContaining({ code: 'E_EMULATOR', message: expect.stringMatching(message) }),
		);
	});

	test('refuses what is not there, or no file', () => {
		expect(() => checkEmulator(join(directory, 'absent'), 'arm', host)).toThrow(/ENOENT/);
		expect(() => checkEmulator(directory, 'arm', host)).toThrow(/not a plain file/);
	});
});
