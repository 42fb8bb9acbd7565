import { describe, expect, test } from '@jest/globals';
import { parseBaseAddress, parseFlags, readSource } from '../../src/request.js';

describe('parseFlags', () => {
	test.each([
		['', 'auto'],
		[' auto ', 'auto'],
		['AUTO', 'auto'],
		['OCF', 'OCF'],
		['fcp', 'POCF'],
		['C', 'OC'],
		[' F\n', 'F'],
	])('%j is %s', (text, flags) => {
		expect(parseFlags(text)).toBe(flags);
	});

	test.each(['X', 'OO', 'O,C', 'O C', 'auto,F', 'Ff', '-'])('refuses %j', (text) => {
		expect(() => parseFlags(text)).toThrow(
			expect.objectContaining({
				code: 'E_INPUT',
				message: expect.stringContaining(`"${text}" is not allowed`),
			}),
		);
	});
});

describe('readSource', () => {
	test.each([
		['', ['github', 'apt'], true],
		['auto', ['github', 'apt'], true],
		['dir:/opt/qemu, auto', ['dir', 'github', 'apt'], true],
		['github,apt', ['github', 'apt'], false],
		['apt:trixie\ndir:/opt/qemu', ['apt', 'dir'], false],
	])('%j', (text, kinds, anySource) => {
		const read = readSource(text);
		expect(read.sources.map(({ kind }) => kind)).toEqual(kinds);
		expect(read.anySource).toBe(anySource);
	});

	test('refuses what is none', () => {
		expect(() => readSource('gihtub')).toThrow(expect.objectContaining({ code: 'E_INPUT' }));
	});
});

describe('parseBaseAddress', () => {
	test.each([
		'https://me:secret@mirror.example/x',
		'me:secret@mirror.example',
		'ftp://me:secret@x',
	])('refuses %j without showing the password', (text) => {
		let message = '';
		try {
			parseBaseAddress('github-url', text);
		} catch (error) {
			message = (error as Error).message;
		}
		expect(message).toContain('is not a base address');
		expect(message).not.toContain('secret');
	});
});
