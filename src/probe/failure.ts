import { XarchError } from '../errors.js';
import type { ProbeFailure } from './run.js';

/** What is wrong with how a target is served. */
export interface Fault {
	readonly failure: ProbeFailure;
	/** What was seen, for people. */
	readonly detail: string;
}

/** A platform that does not run. */
export interface FailedPlatform {
	readonly platform: string;
	readonly fault: Fault;
	/** The emulator it was to be run by, for people. */
	readonly emulator: string;
}

const REMEDIES: Readonly<Record<ProbeFailure, string>> = {
	'no-entry':
		'Something switched the entry off, or this process sees another kernel instance (a user namespace or sandbox) than the registrar. Run xarch status to see the entries.',
	'noexec-directory':
		'Point RUNNER_TEMP (or TMPDIR) to a directory from which programs can be run.',
	'missing-interpreter':
		'Register with flag F (flags: auto), so that no file is needed afterwards.',
	'bad-emulator':
		'This emulator does not work on this machine. Choose another version or source (inputs version and source).',
	argv0:
		'This emulator does not take argv[0] as the kernel passes it with flag P. Leave P out (flags: OCF), or use QEMU 6.0 or newer on Linux 5.12 or newer.',
	timeout: 'The machine is overloaded, or the emulator hangs. Try another version (input version).',
	'not-started': 'See the reason above; verify: false skips the proof.',
	shadowed:
		'Another program registers entries on this machine. reset: true switches other qemu-* entries off while the job runs.',
};

/**
 * One error for all platforms that turned out not to run, each with its cause.
 * @param failed at least one
 * @param wasWithdrawn whether entries were registered for them and taken away again
 */
export function probeError(failed: readonly FailedPlatform[], wasWithdrawn: boolean): XarchError {
	const lines = failed.map(
		({ platform, fault, emulator }) => `${platform} by ${emulator}: ${fault.detail}`,
	);
	const causes = new Set(failed.map(({ fault }) => fault.failure));
	return new XarchError(
		'E_PROBE',
		`A test program did not run on ${failed.length === 1 ? 'this platform' : 'these platforms'}: ${lines.join('; ')}.${wasWithdrawn ? ' What was registered for this was taken away again.' : ''}`,
		[...causes].map((cause) => REMEDIES[cause]).join(' '),
	);
}
