import { describe, expect, test } from '@jest/globals';
import { accepts, describeServices, tolerates } from '../../src/acceptance.js';
import { parseVersion } from '../../src/emulator/version.js';
import { NO_PINS, parseChecksums } from '../../src/emulator/vouching.js';
import { XarchError } from '../../src/errors.js';
import { detectHost } from '../../src/platform/host.js';
import { parsePlatforms } from '../../src/platform/parse.js';
import type { SetupSettings } from '../../src/setup.js';
import type { Want } from '../../src/want.js';
import { machine, probed, service } from './services.js';

const host = detectHost('linux', 'x64');
const defaults: SetupSettings = {
	...{ platforms: parsePlatforms('all'), sources: [], anySource: true },
	version: parseVersion('default'),
	...{ flags: 'auto', verify: true, reset: false, pinning: NO_PINS, offline: false },
	...{ privilege: 'auto', credentials: true, persist: false },
	addresses: { githubUrl: undefined, githubApiUrl: undefined },
	lease: { id: 'j', label: 'job', owner: { kind: 'standing' } },
};
const accepted = (
	options: Parameters<typeof service>[1],
	settings: Partial<SetupSettings> = {},
	target = 'aarch64',
) =>
	accepts(
		target,
		machine([service(target, options)]),
		{ ...defaults, ...settings },
		host,
		'10.2.3',
	);

describe("somebody else's entry", () => {
	test.each([
		['of the default version, with C and F, that runs', {}, true],
		['of a newer version', { version: '11.1.0' }, true],
		['of an older version', { version: '10.2.2' }, false],
		['of 9.2, which is less than 10.2 as a number', { version: '9.2.0' }, false],
		['of an unknown version', { version: undefined }, false],
		['without F', { flags: 'OC' }, false],
		['without C', { flags: 'F' }, false],
		['without P, when argv[0] comes through all the same', { flags: 'OCF' }, true],
		[
			'without P, when it does not',
			{ flags: 'OCF', probe: probed('aarch64', { preservesArgv0: false }) },
			false,
		],
		[
			'that does not run',
			{ probe: probed('aarch64', { failure: 'bad-emulator', detail: 'x' }) },
			false,
		],
		['that was not tried', { probe: undefined }, true],
	] as const)('%s: %s', (_, options, expected) => {
		expect(accepted(options)).toBe(expected);
	});

	test('is never enough under reset', () => {
		expect(accepted({}, { reset: true })).toBe(false);
	});
});

describe('an entry of ours', () => {
	test.each([
		['of any version under default', { version: '7.2.0' }, {}, true],
		['under reset', {}, { reset: true }, true],
		['of the version asked for', { version: '10.2.3' }, { version: parseVersion('10.2') }, true],
		['of another one', { version: '10.1.3' }, { version: parseVersion('10.2') }, false],
		['in the range asked for', { version: '10.1.3' }, { version: parseVersion('>=9 <11') }, true],
		['when the latest is asked for', {}, { version: parseVersion('latest') }, false],
		['when a tag is asked for', {}, { version: parseVersion('v10.2.3-68') }, false],
		['when its bytes must be pinned', {}, { pinning: { ...NO_PINS, required: true } }, false],
		[
			'when its bytes are named',
			{},
			{ pinning: { ...NO_PINS, checksums: parseChecksums('a'.repeat(64)) } },
			false,
		],
		['when the source is named', {}, { anySource: false }, false],
		['with the flags asked for', { flags: 'OCF' }, { flags: 'CF' }, true],
		['with other flags', { flags: 'POCF' }, { flags: 'OCF' }, false],
	] as const)('%s: %s', (_, options, settings, expected) => {
		expect(accepted({ ours: true, ...options }, settings)).toBe(expected);
	});
});

test('what the host could run by itself is left as it is, if it runs', () => {
	expect(
		accepted({ flags: '', version: undefined }, { version: parseVersion('11.0.0') }, 'i386'),
	).toBe(true);
	const failing = { probe: probed('i386', { failure: 'timeout', detail: 'x' }) } as const;
	expect(accepted(failing, {}, 'i386')).toBe(false);
});

test('nothing is accepted where nothing serves', () => {
	expect(accepts('aarch64', machine([]), defaults, host)).toBe(false);
});

describe('in a container that does not see the entries', () => {
	const seen = (probe = probed('aarch64')) => {
		const blind = { ...service('aarch64', { probe, version: undefined }), entry: undefined };
		return machine([blind], ['linux/amd64'], 'absent');
	};

	test('what runs will do when anything will', () => {
		expect(accepts('aarch64', seen(), defaults, host)).toBe(true);
		expect(accepts('riscv64', seen(), defaults, host)).toBe(false);
	});

	test.each([
		{ version: parseVersion('10.2.3') },
		{ anySource: false },
		{ flags: 'OCF' },
		{ reset: true },
	])('but not with %j', (settings) => {
		expect(accepts('aarch64', seen(), { ...defaults, ...settings }, host)).toBe(false);
	});

	test('nor does what does not run', () => {
		const failing = probed('aarch64', { failure: 'bad-emulator', detail: 'x' });
		expect(accepts('aarch64', seen(failing), defaults, host)).toBe(false);
	});
});

describe('tolerates', () => {
	const missing: readonly Want[] = [
		{ target: 'aarch64', platforms: ['linux/arm64'], required: true },
		{ target: 'riscv64', platforms: ['linux/riscv64'], required: false },
	];
	const old = machine([service('aarch64', { version: '7.2.0' })]);
	const noPrivilege = new XarchError('E_NO_PRIVILEGE', 'no root', 'Become root.');
	const settingsWith = (rest: Partial<SetupSettings>) => ({ ...defaults, ...rest });

	test.each(['E_NO_PRIVILEGE', 'E_SOURCE', 'E_OFFLINE'] as const)(
		'%s when all that is required runs',
		(code) => {
			expect(tolerates(missing, new XarchError(code, '', ''), old, defaults)).toBe(true);
		},
	);

	test.each([
		['another error', new XarchError('E_DIGEST', '', ''), defaults, old],
		['an error that is none of ours', new Error('x'), defaults, old],
		['a version asked for', noPrivilege, settingsWith({ version: parseVersion('10.2') }), old],
		['a source asked for', noPrivilege, settingsWith({ anySource: false }), old],
		['flags asked for', noPrivilege, settingsWith({ flags: 'F' }), old],
		['reset', noPrivilege, settingsWith({ reset: true }), old],
		['nothing serving', noPrivilege, defaults, machine([])],
		['only the optional serving', noPrivilege, defaults, machine([service('riscv64')])],
		[
			'a required one failing',
			noPrivilege,
			defaults,
			machine([
				service('aarch64', { probe: probed('aarch64', { failure: 'no-entry', detail: 'x' }) }),
			]),
		],
	])('not with %s', (_, error, settings, seen) => {
		expect(tolerates(missing, error, seen, settings)).toBe(false);
	});

	test('what is gone on with is told', () => {
		expect(describeServices(missing, old)).toBe(
			'aarch64 by qemu-aarch64 (QEMU 7.2.0), riscv64 by an unknown entry (QEMU unknown)',
		);
	});
});

test('credentials: false takes no entry with flag C, and true none without', () => {
	const [withC, without] = [{ flags: 'POCF' }, { flags: 'PF' }];
	const none = { credentials: false };
	expect([accepted(withC), accepted(without)]).toEqual([true, false]);
	expect([accepted(withC, none), accepted(without, none)]).toEqual([false, true]);
});
