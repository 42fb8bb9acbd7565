import { describe, expect, test } from '@jest/globals';
import { parseReleaseTag } from '../../../src/emulator/github/release-tag.js';
import { parseEmulatorVersion } from '../../../src/emulator/inspect.js';
import {
	compareVersions,
	mayBeVersion,
	parseVersion,
	satisfiesVersion,
} from '../../../src/emulator/version.js';
import { XarchError } from '../../../src/errors.js';

function refusal(text: string): XarchError {
	try {
		parseVersion(text);
	} catch (error) {
		expect(error).toBeInstanceOf(XarchError);
		expect((error as XarchError).code).toBe('E_INPUT');
		return error as XarchError;
	}
	throw new Error(`${text} was not refused`);
}

describe('parseVersion', () => {
	test.each([
		['', 'default'],
		['  ', 'default'],
		['default', 'default'],
		['latest', 'latest'],
		[' latest ', 'latest'],
	])('%j is %s', (text, kind) => {
		expect(parseVersion(text).kind).toBe(kind);
	});

	test.each([
		['10.2.3', '10.2.3'],
		[' v10.2.3 ', '10.2.3'],
		['=10.2.3', '10.2.3'],
		['10', '>=10.0.0 <11.0.0-0'],
		['10.x', '>=10.0.0 <11.0.0-0'],
		['10.2', '>=10.2.0 <10.3.0-0'],
		['10.2.x', '>=10.2.0 <10.3.0-0'],
		['v10', '>=10.0.0 <11.0.0-0'],
		['^10.1', '>=10.1.0 <11.0.0-0'],
		['~10.2.1', '>=10.2.1 <10.3.0-0'],
		['>=9.2 <11', '>=9.2.0 <11.0.0-0'],
		['9.2.2 || ^10.2', '9.2.2||>=10.2.0 <11.0.0-0'],
		['9 - 10', '>=9.0.0 <11.0.0-0'],
	])('%j is the range %s', (text, range) => {
		expect(parseVersion(text)).toEqual({ kind: 'range', text: text.trim(), range });
	});

	test.each([
		'deploy/v10.2.3-68',
		'v10.2.3-68',
		'10.2.3-68',
		'v7.2.0-1',
		'v0.0.11-v7.1+dfsg-2--bpo11+3',
		'releases/v10.2.3',
	])('%j is a tag', (text) => {
		expect(parseVersion(text)).toEqual({ kind: 'tag', text, tag: text });
	});

	test.each([
		['defualt', / \(did you mean default\?\)/],
		['Latest', / \(did you mean latest\?\)/],
		['newest', / \(did you mean latest\?\)/],
		['10.2.3.4', /"10\.2\.3\.4" is not a version of QEMU; allowed: default, latest, a version/],
		['stable', /"stable" is not a version of QEMU; allowed/],
		['*', /"\*" is not/],
		['deploy/../../v1', /is not a version/],
		['10.2.3\n::set-output', /is not a version/],
		['$(10.2.3)', /is not a version/],
		['99999999999999999999', /is not a version/],
		[`>=${' '.repeat(5_000)}1`, /\(it has 5003 characters\)/],
		['1'.repeat(100_000), /"1{40}…" is not a version of QEMU \(it has 100000 characters\)/],
	])('refuses %p', (text, message) => {
		const error = refusal(text);
		expect(error.message).toMatch(message);
		expect(error.message).toMatch(/^version: /);
		expect(error.message.length).toBeLessThan(400);
	});
});

test.each([
	['default', '7.2.22', true],
	['latest', '7.2.22', true],
	['deploy/v10.2.3-68', '7.2.22', true],
	['10.2', '10.2.3', true],
	['10.2', '10.2', true],
	['10.x', '10.2.3', true],
	['10.x', '11.0.0', false],
	['^10.1', '10.0.4', false],
	['^10.1', '10.1.0', true],
	['>=9.2 <11', '9.2', true],
	['>=9.2 <11', '10.2.3', true],
	['>=9.2 <11', '11.0.0', false],
	['10.2.3', '10.2.3', true],
	['10.2.3', '10.2.30', false],
	['10.2', '10.20.1', false],
	['10.2.3', '10.2', false],
	['10.2.3', 'nonsense', false],
])('satisfiesVersion(%s, %s) is %s', (wanted, version, expected) => {
	expect(satisfiesVersion(parseVersion(wanted), version)).toBe(expected);
});

test.each([
	['default', '7.2', true],
	['latest', '7.2', true],
	['7.2.22', '7.2', true],
	['7.2', '7.2', true],
	['^7', '7.2', true],
	['7.2.22', '7.1', false],
	['10.0', '10.2.3', false],
])('mayBeVersion(%s, %s) is %s', (wanted, version, expected) => {
	expect(mayBeVersion(parseVersion(wanted), version)).toBe(expected);
});

test('compareVersions orders by number', () => {
	const versions = ['9.2.2', '10.2', '10.2.3', '07.2.0', '10.0.4', '7.0.0', '10.10.0'];
	expect(versions.toSorted(compareVersions)).toEqual([
		'7.0.0',
		'07.2.0',
		'9.2.2',
		'10.0.4',
		'10.2',
		'10.2.3',
		'10.10.0',
	]);
	expect(compareVersions('1'.repeat(40), '10.2.3')).toBe(1);
});

test.each([
	['deploy/v10.2.3-68', { version: '10.2.3', build: 68 }],
	['v7.2.0-1', { version: '7.2.0', build: 1 }],
	['v10.2.3', { version: '10.2.3', build: 0 }],
	['qemu-10.2.3', { version: '10.2.3', build: 0 }],
	['v0.0.11-v7.1+dfsg-2--bpo11+3', { version: '7.1', build: 11 }],
	['v0.0.2-v4.1.1', { version: '4.1.1', build: 2 }],
	['buildkit/v10.2.3-68', undefined],
	['deploy/v10.2.3-68-rc', undefined],
	['sha-8e7d8f4', undefined],
	['v1', undefined],
])('the tag %s is of %j', (tag, expected) => {
	expect(parseReleaseTag(tag)).toEqual(expected);
});

test.each([
	['qemu-aarch64 version 7.2.22 (Debian 1:7.2+dfsg-7+deb12u18+b3)\nCopyright (c)\n', '7.2.22'],
	['qemu-aarch64 version 10.2.3\n', '10.2.3'],
	['usage: qemu-aarch64 [options] program\n', undefined],
])('parseEmulatorVersion(%j)', (output, version) => {
	expect(parseEmulatorVersion(output)).toBe(version);
});
