import { expect, test } from '@jest/globals';
import { automaticFlags, isAtLeast } from '../../../src/binfmt/flags.js';

test.each([
	// kernel, QEMU, build that assumes P, flags
	['6.18.44-fc', '11.1.0', false, 'POCF'],
	['5.12.0', '6.0.0', false, 'POCF'],
	['5.11.22-generic', '11.1.0', false, 'OCF'],
	['6.8.0-1021-azure', '5.2.0', false, 'OCF'],
	['4.19.0-27-amd64', '7.2.13', false, 'OCF'],
	['4.8.0', '7.2.13', false, 'OCF'],
	['4.4.0-210-generic', '7.2.13', false, 'OC'],
	['4.4.0-210-generic', '10.2.3', true, 'POC'],
	['5.4.0', '10.2.3', true, 'POCF'],
	['6.18.44', '10.2.3', true, 'POCF'],
])(
	'on Linux %s QEMU %s (patched for P: %s) is registered with %s',
	(kernel, version, assumes, flags) => {
		expect(automaticFlags({ version, assumesPreservedArgv0: assumes }, kernel)).toBe(flags);
	},
);

test.each([
	['6.18.44-fc-v595', [5, 12], true],
	['5.12', [5, 12], true],
	['5.9.16', [5, 12], false],
	['10.0', [9, 9], true],
	['6', [6, 0], true],
	['6', [6, 1], false],
	['', [1], false],
] as const)('isAtLeast(%j, %j) is %s', (version, minimum, expected) => {
	expect(isAtLeast(version, minimum)).toBe(expected);
});

test('without credentials, C is left out, and O that comes with it', () => {
	const emulator = { version: '10.2.3', assumesPreservedArgv0: false };
	expect(automaticFlags(emulator, '6.8.0', false)).toBe('PF');
});
