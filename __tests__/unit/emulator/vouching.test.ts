import { describe, expect, test } from '@jest/globals';
import {
	describeVouching,
	isPinned,
	meetsPolicy,
	NO_PINS,
	type PinPolicy,
	parseChecksums,
	type Received,
	refuseUnpinned,
	type Vouching,
	vouch,
} from '../../../src/emulator/vouching.js';

const digest = (letter: string) => letter.repeat(64);
const archive: Received = {
	label: 'https://mirror.example/qemu.tar.gz',
	name: 'qemu.tar.gz',
	sha256: digest('a'),
	sizeBytes: 28_000_000,
	emulators: [
		{ target: 'aarch64', sha256: digest('1') },
		{ target: 'arm', sha256: digest('2') },
	],
};
const policy = (text: string, required = false): PinPolicy => ({
	checksums: parseChecksums(text),
	required,
});
const coded = (code: string, message: RegExp) =>
	expect.objectContaining({ code, message: expect.stringMatching(message) });

describe('parseChecksums', () => {
	test('takes digests alone and as sha256sum prints them', () => {
		const text = `sha256:${'A'.repeat(64)}\n${digest('b')}  ./qemu.tar.gz\n${digest('c')} *qemu-arm,${digest('d')}\n`;
		expect(parseChecksums(text)).toEqual({
			unnamed: new Set([digest('a'), digest('d')]),
			named: new Map([
				['qemu.tar.gz', digest('b')],
				['qemu-arm', digest('c')],
			]),
		});
	});

	test.each(['', ' \n , '])('%j is none', (text) => {
		expect(parseChecksums(text)).toBeUndefined();
	});

	test.each(['abc', digest('g'), `md5:${digest('a')}`, `${digest('a')}0`, `qemu ${digest('a')}`])(
		'refuses %j',
		(text) => {
			expect(() => parseChecksums(text)).toThrow(
				coded('E_INPUT', /^checksum: ".*" is not a sha256 digest/),
			);
		},
	);
});

describe('vouch without checksums', () => {
	const known = (letter: string, by: 'catalog' | 'github-api' = 'catalog') => ({
		...{ sha256: digest(letter), by },
	});

	test('a digest that agrees is the vouching one', () => {
		expect(vouch(archive, known('a'), 'connection', NO_PINS)).toBe('catalog');
		expect(vouch(archive, known('a', 'github-api'), 'connection', NO_PINS)).toBe('github-api');
	});

	test.each([
		['catalog', /its 28000000 bytes have sha256 a+, expected b+ \(pinned in this version/],
		['github-api', /expected b+ \(says the GitHub API\)/],
	] as const)('one that differs is E_DIGEST: %s', (by, message) => {
		expect(() => vouch(archive, known('b', by), 'connection', NO_PINS)).toThrow(
			coded('E_DIGEST', message),
		);
	});

	test('without one it is whoever else does', () => {
		expect(vouch(archive, undefined, 'apt', NO_PINS)).toBe('apt');
	});

	test.each(['connection', 'apt', 'registry', 'directory'] as const)(
		'%s is not enough where a checksum is required',
		(otherwise) => {
			expect(() => vouch(archive, undefined, otherwise, policy('', true))).toThrow(
				coded('E_UNPINNED', /^https:\/\/mirror\.example\/qemu\.tar\.gz is refused/),
			);
		},
	);

	test('nor is the digest that the other side states', () => {
		const strict = policy('', true);
		expect(vouch(archive, known('a'), 'connection', strict)).toBe('catalog');
		expect(vouch(archive, undefined, 'reference', strict)).toBe('reference');
		expect(() => vouch(archive, known('a', 'github-api'), 'connection', strict)).toThrow(
			coded('E_UNPINNED', /require-checksum/),
		);
	});
});

describe('vouch with checksums', () => {
	test.each([
		['of the file', digest('a')],
		['of the file by its name', `${digest('a')} qemu.tar.gz`],
		['of the file, among others', `${digest('9')}\n${digest('a')}`],
		['of all emulators', `${digest('1')}\n${digest('2')}`],
		['of all emulators by name', `${digest('1')} qemu-aarch64\n${digest('2')} qemu-arm-static`],
	])('%s', (_, text) => {
		expect(vouch(archive, undefined, 'connection', policy(text, true))).toBe('checksum');
		// The user's word goes before the catalog's.
		expect(vouch(archive, { sha256: digest('f'), by: 'catalog' }, 'connection', policy(text))).toBe(
			'checksum',
		);
	});

	test.each([
		['another digest', digest('f'), /expected f+ \(the checksum input\)/],
		['another digest for that name', `${digest('f')} qemu.tar.gz\n${digest('a')}`, /expected f+/],
		['the right one for another name', `${digest('a')} other.tgz`, /lists only a+ \(other\.tgz\)/],
		[
			'one of an emulator by name',
			`${digest('f')} qemu-arm`,
			/it holds qemu-aarch64 with sha256 1+/,
		],
		['only one of the emulators', digest('1'), /expected 1+/],
		['names mixed up', `${digest('2')} qemu-aarch64\n${digest('1')} qemu-arm`, /expected one of/],
	])('%s is E_DIGEST', (_, text, message) => {
		expect(() => vouch(archive, undefined, 'connection', policy(text))).toThrow(
			coded('E_DIGEST', message),
		);
	});

	test('names what was found where there is no file', () => {
		const received = { ...archive, name: undefined, sha256: undefined, sizeBytes: 1 };
		expect(() => vouch(received, undefined, 'directory', policy(digest('f')))).toThrow(
			coded('E_DIGEST', /it holds qemu-aarch64 with sha256 1+, qemu-arm with sha256 2+/),
		);
	});

	test('nothing that could not be unpacked passes by having no emulators', () => {
		const received = { ...archive, emulators: [] };
		expect(() => vouch(received, undefined, 'connection', policy(digest('f')))).toThrow(
			coded('E_DIGEST', /expected f+/),
		);
	});
});

test('refuseUnpinned refuses beforehand what vouch would refuse afterwards', () => {
	const stated = { sha256: digest('a'), by: 'github-api' } as const;
	const refusal = coded('E_UNPINNED', /^it is refused/);
	expect(() => refuseUnpinned('it', undefined, policy('', true))).toThrow(refusal);
	expect(() => refuseUnpinned('it', stated, policy('', true))).toThrow(refusal);
	expect(() => refuseUnpinned('it', undefined, NO_PINS)).not.toThrow();
	expect(() => refuseUnpinned('it', undefined, policy(digest('a'), true))).not.toThrow();
	const pinned = { ...stated, by: 'catalog' } as const;
	expect(() => refuseUnpinned('it', pinned, policy('', true))).not.toThrow();
});

describe('meetsPolicy', () => {
	const stored = (vouching: Vouching) => ({
		...{ target: 'aarch64', sha256: digest('1'), releaseSha256: digest('a'), vouching },
	});

	test.each([
		['catalog', true],
		['reference', true],
		['github-api', false],
		['apt', false],
		['registry', false],
		['connection', false],
		['cross-run-cache', false],
		['directory', false],
	] as const)('%s under require-checksum: %s', (vouching, expected) => {
		expect(meetsPolicy(stored(vouching), policy('', true))).toBe(expected);
		expect(meetsPolicy(stored(vouching), NO_PINS)).toBe(true);
		expect(isPinned(vouching)).toBe(expected);
		expect(describeVouching(vouching).endsWith(', not pinned')).toBe(!expected);
	});

	test("another job's checksum does not count", () => {
		expect(isPinned('checksum')).toBe(true);
		expect(meetsPolicy(stored('checksum'), policy('', true))).toBe(false);
		expect(meetsPolicy(stored('checksum'), policy(digest('a'), true))).toBe(true);
	});

	test.each([
		[digest('a'), true],
		[digest('1'), true],
		[`${digest('a')} qemu.tar.gz`, true],
		[`${digest('1')} qemu-aarch64-static`, true],
		[`${digest('1')} qemu-arm`, false],
		[`${digest('f')} qemu-aarch64\n${digest('1')}`, false],
		[digest('f'), false],
	])('checksum %s: %s', (text, expected) => {
		expect(meetsPolicy(stored('catalog'), policy(text))).toBe(expected);
	});
});
