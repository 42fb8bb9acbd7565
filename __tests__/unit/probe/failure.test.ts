import { expect, test } from '@jest/globals';
import { probeError } from '../../../src/probe/failure.js';
import { PROBE_PROGRAMS } from '../../../src/probe/programs.js';
import { probeProgram } from '../../../src/probe/run.js';

const failed = (
	platform: string,
	failure: Parameters<typeof probeError>[0][0]['fault']['failure'],
) => ({
	...{ platform, emulator: '/q (QEMU 10.2.3)' },
	fault: { failure, detail: `it was ${failure}` },
});

test('one error for all platforms, each with its cause and each cause with its remedy once', () => {
	const error = probeError(
		[
			failed('linux/arm64', 'timeout'),
			failed('linux/s390x', 'timeout'),
			failed('linux/arm/v7, linux/arm/v6', 'noexec-directory'),
		],
		true,
	);
	expect(error.code).toBe('E_PROBE');
	expect(error.message).toBe(
		'A test program did not run on these platforms: linux/arm64 by /q (QEMU 10.2.3): it was timeout; linux/s390x by /q (QEMU 10.2.3): it was timeout; linux/arm/v7, linux/arm/v6 by /q (QEMU 10.2.3): it was noexec-directory. What was registered for this was taken away again.',
	);
	expect(error.remedy.match(/overloaded/g)).toHaveLength(1);
	expect(error.remedy).toContain('RUNNER_TEMP');
});

test('of one platform it speaks of one', () => {
	expect(probeError([failed('linux/arm64', 'argv0')], false).message).toBe(
		'A test program did not run on this platform: linux/arm64 by /q (QEMU 10.2.3): it was argv0.',
	);
});

test('a test program is an ELF file; there is none for some targets', () => {
	for (const target of Object.keys(PROBE_PROGRAMS)) {
		expect(probeProgram(target)?.subarray(0, 4).toString('latin1')).toBe('\x7fELF');
	}
	expect(probeProgram('cris')).toBeUndefined();
});
