import { describe, expect, test } from '@jest/globals';
import { CATALOG, DEFAULT_VERSION, findPinned, parseTag } from '../../../src/emulator/catalog.js';
import { parseEmulatorVersion } from '../../../src/emulator/inspect.js';
import { compareVersions, mayBeVersion, satisfiesVersion } from '../../../src/emulator/version.js';

test.each([
	['default', '7.2.22', true],
	['10.2', '10.2.3', true],
	['10.2.3', '10.2.3', true],
	['10.2.3', '10.2.30', false],
	['10.2', '10.20.1', false],
	['10.2.3', '10.2', false],
])('satisfiesVersion(%s, %s) is %s', (wanted, version, expected) => {
	expect(satisfiesVersion(wanted, version)).toBe(expected);
});

test.each([
	['default', '7.2', true],
	['7.2.22', '7.2', true],
	['7.2', '7.2', true],
	['7.2.22', '7.1', false],
	['10.0', '10.2.3', false],
])('mayBeVersion(%s, %s) is %s', (wanted, version, expected) => {
	expect(mayBeVersion(wanted, version)).toBe(expected);
});

test('compareVersions orders by number', () => {
	const versions = ['9.2.2', '10.2', '10.2.3', '10.0.4', '7.0.0'];
	expect(versions.toSorted(compareVersions)).toEqual([
		'7.0.0',
		'9.2.2',
		'10.0.4',
		'10.2',
		'10.2.3',
	]);
});

describe('the catalog', () => {
	test('agrees with its tags', () => {
		for (const { version, tag } of CATALOG) {
			expect(parseTag(tag)?.version).toBe(version);
		}
	});

	test('has the default version, with a digest', () => {
		expect(findPinned('default')).toMatchObject({ version: DEFAULT_VERSION });
		expect(findPinned('default')?.sha256.amd64).toMatch(/^[0-9a-f]{64}$/);
	});

	test('takes the newest of a minor version', () => {
		expect(findPinned('10.2')?.version).toBe('10.2.3');
		expect(findPinned('10.2.1')?.tag).toBe('deploy/v10.2.1-65');
		expect(findPinned('3.1')).toBeUndefined();
	});

	test('does not take other things’ tags for releases', () => {
		expect(parseTag('deploy/v10.2.3-68')).toEqual({ version: '10.2.3', build: 68 });
		expect(parseTag('buildkit/v10.2.3-68')).toBeUndefined();
		expect(parseTag('deploy/v10.2.3-68-rc')).toBeUndefined();
	});
});

test.each([
	['qemu-aarch64 version 7.2.22 (Debian 1:7.2+dfsg-7+deb12u18+b3)\nCopyright (c)\n', '7.2.22'],
	['qemu-aarch64 version 10.2.3\n', '10.2.3'],
	['usage: qemu-aarch64 [options] program\n', undefined],
])('parseEmulatorVersion(%j)', (output, version) => {
	expect(parseEmulatorVersion(output)).toBe(version);
});
