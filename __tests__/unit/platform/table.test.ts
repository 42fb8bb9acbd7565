import { describe, expect, test } from '@jest/globals';

import { matches } from '../../../src/binfmt/entry.js';
import { CONTAINER_PLATFORMS, TARGETS, targetByName } from '../../../src/platform/table.js';

const ET_EXEC = 2;
const ET_DYN = 3;
const EF_MIPS_ABI_O32 = 0x1000;
const EF_MIPS_ABI2 = 0x20;

/** QEMU's linux-user targets: the programs of its releases 7.2 to 11. */
const QEMU_TARGETS = `i386 x86_64 alpha arm armeb aarch64 aarch64_be cris hexagon hppa loongarch64
	m68k microblaze microblazeel mips mipsel mips64 mips64el mipsn32 mipsn32el nios2 or1k ppc ppc64
	ppc64le riscv32 riscv64 s390x sh4 sh4eb sparc sparc32plus sparc64 xtensa xtensaeb`.split(/\s+/);

interface HeaderFields {
	class: 32 | 64;
	data: 'LE' | 'BE';
	machine: number;
	osabi?: number;
	type?: number;
	flags?: number;
}

/** The header of a program as a linker would write it. */
function elfHeader(fields: HeaderFields): Uint8Array {
	const view = new DataView(new ArrayBuffer(64));
	const little = fields.data === 'LE';
	const ident = [0x7f, 0x45, 0x4c, 0x46, fields.class === 32 ? 1 : 2, little ? 1 : 2, 1];
	for (const [i, byte] of ident.entries()) view.setUint8(i, byte);
	view.setUint8(7, fields.osabi ?? 0);
	view.setUint16(16, fields.type ?? ET_EXEC, little);
	view.setUint16(18, fields.machine, little);
	view.setUint32(20, 1, little);
	view.setUint32(24, 0x10_4a_b8, little);
	view.setUint32(fields.class === 32 ? 28 : 32, fields.class === 32 ? 52 : 64, little);
	view.setUint32(fields.class === 32 ? 36 : 48, fields.flags ?? 0, little);
	return new Uint8Array(view.buffer);
}

/** e_flags that tell a target from one with the same machine number. */
function flagsOf(target: string): number {
	if (target === 'mips' || target === 'mipsel') return 0x7000_0007 | EF_MIPS_ABI_O32;
	if (target.startsWith('mipsn32')) return 0x6000_0007 | EF_MIPS_ABI2;
	return 0;
}

const accepting = (header: Uint8Array) =>
	TARGETS.filter((target) => matches(target, header)).map(({ target }) => target);

describe('the table', () => {
	test('has every linux-user target of QEMU once', () => {
		expect(TARGETS.map(({ target }) => target).sort()).toEqual(QEMU_TARGETS.toSorted());
	});

	test('is frozen throughout', () => {
		expect(Object.isFrozen(TARGETS)).toBe(true);
		for (const each of TARGETS) {
			const parts = [each, each.elf, each.platforms, each.aliases];
			expect(parts.every((part) => Object.isFrozen(part))).toBe(true);
		}
	});

	test('gives every platform and every name to one target only', () => {
		const names = TARGETS.flatMap(({ target, platforms, aliases }) => [
			...new Set([target, ...aliases, ...platforms.map((platform) => platform.slice(6))]),
		]);
		expect(new Set(names).size).toBe(names.length);
		expect(names.every((name) => name === name.toLowerCase())).toBe(true);
	});

	test('marks as container targets exactly those that serve a container platform', () => {
		const container = TARGETS.filter((target) => target.container).map(({ target }) => target);
		expect(container.sort()).toEqual(
			'aarch64 arm i386 loongarch64 mips64 mips64el ppc64le riscv64 s390x x86_64'.split(' '),
		);
		for (const platform of CONTAINER_PLATFORMS) {
			expect(TARGETS.filter(({ platforms }) => platforms.includes(platform))).toHaveLength(1);
		}
	});

	test('puts the most capable platform of arm first', () => {
		expect(targetByName('arm')?.platforms).toEqual([
			'linux/arm/v7',
			'linux/arm/v6',
			'linux/arm/v5',
		]);
	});

	test('equals the published lines where they are special', () => {
		const published = {
			i386: [
				'7f454c4601010100000000000000000002000300',
				'fffffffffffefe00fffffffffffffffffeffffff',
			],
			x86_64: [
				'7f454c4602010100000000000000000002003e00',
				'fffffffffffefe00fffffffffffffffffeffffff',
			],
			aarch64: [
				'7f454c460201010000000000000000000200b700',
				'ffffffffffffff00fffffffffffffffffeffffff',
			],
			ppc64le: [
				'7f454c4602010100000000000000000002001500',
				'fffffffffffffffcfffffffffffffffffeffff00',
			],
			loongarch64: [
				'7f454c4602010100000000000000000002000201',
				'fffffffffffffffc00fffffffffffffffeffffff',
			],
			s390x: [
				'7f454c4602020100000000000000000000020016',
				'fffffffffffffffcfffffffffffffffffffeffff',
			],
			cris: [
				'7f454c4601010100000000000000000002004c00',
				'ffffffffffffff00fffffffffffffffffeffffff',
			],
			mipsn32: [
				'7f454c46010201000000000000000000000200080000000100000000000000000000000000000020',
				'ffffffffffffff0000fffffffffffffffffeffffffffffff00000000000000000000000000000020',
			],
			mipsel: [
				'7f454c46010101000000000000000000020008000100000000000000000000000000000000000000',
				'ffffffffffffff0000fffffffffffffffeffffffffffffff00000000000000000000000020000000',
			],
		};
		for (const [name, line] of Object.entries(published)) {
			const target = targetByName(name);
			expect([name, target?.magic, target?.mask]).toEqual([name, ...line]);
		}
	});
});

describe.each(TARGETS)('$target', (target) => {
	const { elf } = target;
	const magic = Buffer.from(target.magic, 'hex');

	test('has a magic and a mask of one length, in lower-case hex', () => {
		expect(target.magic).toMatch(/^([0-9a-f]{2}){20,128}$/);
		expect(target.mask).toMatch(/^([0-9a-f]{2}){20,128}$/);
		expect(target.mask).toHaveLength(target.magic.length);
	});

	test('has a magic that satisfies its own mask', () => {
		expect(matches(target, magic)).toBe(true);
	});

	test('says the same in the magic as in elf', () => {
		expect(magic.subarray(0, 4).toString('latin1')).toBe('\x7fELF');
		expect(magic[4]).toBe(elf.class / 32);
		expect(magic[5]).toBe(elf.data === 'LE' ? 1 : 2);
		expect(elf.data === 'LE' ? magic.readUInt16LE(18) : magic.readUInt16BE(18)).toBe(elf.machine);
	});

	test.each([
		['ET_EXEC, OSABI none', ET_EXEC, 0],
		['ET_EXEC, OSABI GNU', ET_EXEC, 3],
		['ET_DYN, OSABI none', ET_DYN, 0],
		['ET_DYN, OSABI GNU', ET_DYN, 3],
	])('alone takes its own program: %s', (_, type, osabi) => {
		const header = elfHeader({ ...elf, type, osabi, flags: flagsOf(target.target) });
		expect(accepting(header)).toEqual([target.target]);
	});

	test('takes neither a relocatable object nor a core dump nor a cut-off header', () => {
		const flags = flagsOf(target.target);
		expect(accepting(elfHeader({ ...elf, type: 1, flags }))).toEqual([]);
		expect(accepting(elfHeader({ ...elf, type: 4, flags }))).toEqual([]);
		expect(matches(target, magic.subarray(0, -1))).toBe(false);
		expect(matches(target, new Uint8Array())).toBe(false);
	});
});

test('nobody takes a script or the program of an unknown machine', () => {
	expect(accepting(new TextEncoder().encode(`#!/bin/sh\n${'#'.repeat(64)}`))).toEqual([]);
	expect(accepting(elfHeader({ class: 64, data: 'LE', machine: 0xfeed }))).toEqual([]);
});

test('targetByName knows QEMU names only, exactly as QEMU writes them', () => {
	expect(targetByName('aarch64')?.target).toBe('aarch64');
	for (const name of ['arm64', 'AARCH64', '', '__proto__', 'constructor']) {
		expect(targetByName(name)).toBeUndefined();
	}
});
