import { describe, expect, test } from '@jest/globals';
import type { Surroundings } from '../../../src/binfmt/surroundings.js';
import { confinementTraps, mountTraps } from '../../../src/binfmt/traps.js';
import { describeDiagnosis } from '../../../src/doctor/describe.js';
import { diagnose } from '../../../src/doctor/diagnose.js';
import { namedPlatforms } from '../../../src/doctor/named-platforms.js';
import { detectHost } from '../../../src/platform/host.js';
import { canonicalPlatform } from '../../../src/platform/parse.js';
import { machine, service } from '../services.js';
import { sight } from './sight-fixture.js';

/** What a process sees that nothing is wrong with. */
const SURROUNDINGS: Surroundings = {
	mountinfo: '',
	initMountinfo: undefined,
	uidMap: '0 0 4294967295',
	processStatus: 'NoNewPrivs:\t0\nSeccomp:\t0\n',
	profile: 'unconfined',
	status: 'absent',
	inKernel: true,
};

describe('a machine', () => {
	test('whose kernel has no binfmt_misc', () => {
		const traps = mountTraps({ ...SURROUNDINGS, inKernel: false });
		const { ok, findings } = diagnose(sight({ traps }), []);
		expect(ok).toBe(false);
		expect(findings).toMatchObject([{ id: 'no-module', command: 'sudo modprobe binfmt_misc' }]);
	});

	test('on which AppArmor confines this process', () => {
		const traps = confinementTraps({ ...SURROUNDINGS, profile: 'docker-default (enforce)' });
		const { ok, findings } = diagnose(sight({ traps }), []);
		expect(ok).toBe(true);
		expect(findings).toMatchObject([
			{ id: 'apparmor', explanation: expect.stringContaining('docker-default') },
		]);
	});

	test('whose CPU does not reach a level', () => {
		const platform = canonicalPlatform('linux/amd64/v4');
		const { ok, findings } = diagnose(sight(), [{ kind: 'platform', name: 'v4', platform }]);
		expect(ok).toBe(false);
		expect(findings).toMatchObject([{ id: 'cpu-level', about: ['linux/amd64/v4'] }]);
	});

	test('on which a version with known troubles serves', () => {
		const bad = machine([service('ppc64le', { version: '6.2.0' })]);
		const { findings } = diagnose(sight({ machine: bad }), []);
		expect(findings.find(({ id }) => id === 'known-bad')).toMatchObject({
			severity: 'warning',
			explanation: expect.stringContaining('POWER8'),
			threads: ['https://github.com/zlib-ng/zlib-ng/issues/1378'],
		});
	});

	test('of arm64, where Go of amd64 crashes', () => {
		const host = detectHost('linux', 'arm64');
		const served = machine([service('x86_64', { version: '9.0.2' })], ['linux/arm64']);
		const onArm = sight({ host, machine: served });
		const text = 'fatal error: lfstack.push\n';
		const message = { text, sight: onArm, platforms: [] };
		const { findings } = diagnose(onArm, [{ kind: 'message', name: 'message', message }]);
		expect(findings).toMatchObject([
			{ id: 'message-lfstack', explanation: expect.stringContaining('QEMU 9.0.2') },
		]);
	});
});

test('what is wrong with many entries is told once', () => {
	const targets = [
		'aarch64',
		'arm',
		'riscv64',
		's390x',
		'ppc64le',
		'mips64',
		'mips64el',
		'loongarch64',
	];
	const many = machine(targets.map((target) => service(target, { version: '8.0.0' })));
	const diagnosis = diagnose(sight({ machine: many }), []);
	expect(diagnosis.findings.map(({ id }) => id)).toEqual(['old-qemu']);
	expect(diagnosis.findings[0]?.about).toHaveLength(8);
	expect(describeDiagnosis(diagnosis)).toContain('and 2 more');
	for (const line of describeDiagnosis(diagnosis).split('\n')) {
		expect(line.length).toBeLessThanOrEqual(160);
	}
});

describe('platforms that a text names', () => {
	test.each([
		['docker build --platform linux/arm64,linux/arm/v7 .', ['linux/arm64', 'linux/arm/v7']],
		["qemu-ppc64le-static: Could not open '/lib64/ld64.so.2'", ['linux/ppc64le']],
		["aarch64-binfmt-P: Could not open '/lib/ld-linux-aarch64.so.1'", ['linux/arm64']],
		['ELF 64-bit LSB pie executable, ARM aarch64, version 1', ['linux/arm64']],
		['the arm of the law has x86 and 64 bits', []],
		[
			"The requested image's platform (linux/s390x) does not match the detected host platform (linux/amd64/v4)",
			['linux/s390x'],
		],
	])('%s', (text, platforms) => {
		expect(namedPlatforms(text).map(({ platform }) => platform)).toEqual(platforms);
	});
});
