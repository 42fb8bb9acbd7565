import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
	canonicalFlags,
	formatRegistration,
	parseEntry,
	type Registration,
	takesHeader,
} from '../../../src/binfmt/entry.js';

const AARCH64 = {
	magic: '7f454c460201010000000000000000000200b700',
	mask: 'ffffffffffffff00fffffffffffffffffeffffff',
};
const registration: Registration = {
	name: 'qemu-aarch64',
	...AARCH64,
	interpreter: '/usr/bin/qemu-aarch64',
	flags: 'POCF',
};

describe('parseEntry', () => {
	test('reads what Linux 6.18 prints of an entry by magic', () => {
		const text =
			'enabled\ninterpreter /usr/bin/qemu-aarch64\nflags: POCF\noffset 0\n' +
			`magic ${AARCH64.magic}\nmask ${AARCH64.mask}\n`;
		expect(parseEntry('qemu-aarch64', text)).toEqual({
			name: 'qemu-aarch64',
			enabled: true,
			interpreter: '/usr/bin/qemu-aarch64',
			flags: 'POCF',
			match: { offset: 0, ...AARCH64 },
			extension: undefined,
		});
	});

	test('without a mask and flags, at an offset, as Python registers itself', () => {
		const text = 'disabled\ninterpreter /usr/bin/python3.11\nflags: \noffset 2\nmagic a70d0d0a\n';
		expect(parseEntry('python3.11', text)).toEqual({
			name: 'python3.11',
			enabled: false,
			interpreter: '/usr/bin/python3.11',
			flags: '',
			match: { offset: 2, magic: 'a70d0d0a', mask: undefined },
			extension: undefined,
		});
	});

	test('by extension, with a path that holds spaces', () => {
		const text = 'enabled\ninterpreter /opt/My Java/run jar\nflags: \nextension .jar\n';
		expect(parseEntry('jar', text)).toMatchObject({
			interpreter: '/opt/My Java/run jar',
			match: undefined,
			extension: 'jar',
		});
	});

	test.each([
		['', ''],
		['the text of status', 'enabled\n'],
		['an unknown state', 'sleeping\ninterpreter /x\nflags: \n'],
	])('refuses %s', (_, text) => {
		expect(() => parseEntry('odd', text)).toThrow(
			expect.objectContaining({ code: 'E_INTERNAL', message: expect.stringContaining('"odd"') }),
		);
	});
});

describe('takesHeader', () => {
	const entry = parseEntry(
		'x',
		`enabled\ninterpreter /x\nflags: \noffset 0\nmagic ${AARCH64.magic}\nmask ${AARCH64.mask}\n`,
	);
	const header = Buffer.from(AARCH64.magic, 'hex');

	test.each([
		['the magic itself', 0, 0, true],
		['a masked byte', 7, 3, true],
		['ET_DYN, whose bit is masked', 16, 3, true],
		['another machine', 18, 3, false],
		['another class', 4, 1, false],
	])('%s', (_, index, value, taken) => {
		const program = Buffer.concat([header, Buffer.alloc(44)]);
		if (value !== 0) program[index] = value;
		expect(takesHeader(entry, program)).toBe(taken);
	});

	test('takes nothing shorter than its magic, and nothing when it goes by extension', () => {
		expect(takesHeader(entry, header.subarray(0, -1))).toBe(false);
		expect(takesHeader({ ...entry, match: undefined, extension: 'jar' }, header)).toBe(false);
	});

	test('every bit counts without a mask, from the offset on', () => {
		const match = { offset: 2, magic: 'a70d', mask: undefined };
		expect(takesHeader({ ...entry, match }, Buffer.from('0000a70d', 'hex'))).toBe(true);
		expect(takesHeader({ ...entry, match }, Buffer.from('0000a70c', 'hex'))).toBe(false);
		expect(takesHeader({ ...entry, match }, Buffer.from('a70d0000', 'hex'))).toBe(false);
	});
});

test.each([
	['', ''],
	['F', 'F'],
	['C', 'OC'],
	['FCP', 'POCF'],
	['FO', 'OF'],
])('canonicalFlags(%j) is %j', (flags, canonical) => {
	expect(canonicalFlags(flags)).toBe(canonical);
});

describe('formatRegistration', () => {
	test('escapes every byte of magic and mask', () => {
		const escaped = (hex: string) => hex.replace(/../g, '\\x$&');
		expect(formatRegistration(registration)).toBe(
			`:qemu-aarch64:M::${escaped(AARCH64.magic)}:${escaped(AARCH64.mask)}:/usr/bin/qemu-aarch64:POCF`,
		);
	});

	test.each([
		['/a:b/qemu', '|'],
		['/a:b|c/qemu', ';'],
		['/a:|;,!~^/qemu', '\t'],
	])('for %s separates by %j', (interpreter, delimiter) => {
		const line = formatRegistration({ ...registration, interpreter });
		expect(line[0]).toBe(delimiter);
		expect(line.split(delimiter)).toHaveLength(8);
		expect(line.split(delimiter)[6]).toBe(interpreter);
	});

	test.each([
		['a relative path', { interpreter: 'bin/qemu' }],
		['a line break', { interpreter: '/bin/qe\nmu' }],
		['a NUL', { interpreter: '/bin/\0' }],
		['DEL', { interpreter: '/bin/\u007f' }],
		['a path too long', { interpreter: `/${'x'.repeat(240)}` }],
		['a path too long in bytes', { interpreter: `/${'ü'.repeat(120)}` }],
		['an empty name', { name: '' }],
		['a slash in the name', { name: 'a/b' }],
		['the name of a control file', { name: 'register' }],
		['the name of the other', { name: 'status' }],
		['a dot in front', { name: '..' }],
		['a line too long', { magic: '00'.repeat(300), mask: '00'.repeat(300) }],
	])('refuses %s', (_, change) => {
		expect(() => formatRegistration({ ...registration, ...change })).toThrow(
			expect.objectContaining({ code: 'E_REGISTER' }),
		);
	});

	test('takes the longest path it promises', () => {
		const interpreter = `/${'x'.repeat(239)}`;
		expect(formatRegistration({ ...registration, interpreter })).toContain(interpreter);
	});
});

/** What the kernel makes of a line (`create_entry`) and shows of it (`entry_status`). */
function kernelPrint(line: string): [name: string, text: string] {
	const [, name, , offset, magic, mask, interpreter, flags] = line.split(line[0] ?? '');
	const unescaped = (text = '') => text.replaceAll('\\x', '');
	const text =
		`enabled\ninterpreter ${interpreter}\nflags: ${canonicalFlags(flags ?? '')}\n` +
		`offset ${offset === '' ? 0 : offset}\nmagic ${unescaped(magic)}\nmask ${unescaped(mask)}\n`;
	return [name ?? '', text];
}

test('what is registered is what is read back', () => {
	const bytes = (length: number) =>
		fc
			.uint8Array({ minLength: length, maxLength: length })
			.map((array) => Buffer.from(array).toString('hex'));
	const path = fc
		.string({ unit: fc.constantFrom(...'abc/:|;,!~^ .-_é'), maxLength: 60 })
		.map((text) => `/${text}`);
	fc.assert(
		fc.property(
			fc.integer({ min: 1, max: 60 }).chain((length) =>
				fc.record({
					name: fc.stringMatching(/^qemu-[a-z0-9_]{1,12}$/),
					magic: bytes(length),
					mask: bytes(length),
					interpreter: path,
					flags: fc.constantFrom('', 'F', 'OC', 'POCF', 'CF'),
				}),
			),
			(wanted) => {
				const entry = parseEntry(...kernelPrint(formatRegistration(wanted)));
				expect(entry).toEqual({
					name: wanted.name,
					enabled: true,
					interpreter: wanted.interpreter,
					flags: canonicalFlags(wanted.flags),
					match: { offset: 0, magic: wanted.magic, mask: wanted.mask },
					extension: undefined,
				});
				expect(takesHeader(entry, Buffer.from(wanted.magic, 'hex'))).toBe(true);
			},
		),
		{ seed: 1 },
	);
});
