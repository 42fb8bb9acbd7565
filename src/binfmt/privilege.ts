import { existsSync } from 'node:fs';
import { type Failure, failureOf, messageOf, XarchError } from '../errors.js';
import type { RegistrarRequest, RegistrarResult } from './request.js';

/** Carries out requests with the privilege at hand. */
export interface Registrar {
	/**
	 * Makes sure that requests can be carried out, before anything is downloaded for them.
	 * @throws E_NO_PRIVILEGE, E_NO_BINFMT, E_LOCK
	 */
	ready(): Promise<void>;
	/** @throws XarchError, E_NO_PRIVILEGE among them */
	run(request: RegistrarRequest): Promise<RegistrarResult>;
}

/** How this process was started, as far as the registrar needs it. */
export interface RegistrarProcess {
	readonly uid: number;
	/** The Node that runs this process. */
	readonly nodePath: string;
	/** The registrar's own bundle. */
	readonly bundlePath: string;
}

/** The registrar in this process when it is root's, else through `sudo -n`. */
export function openRegistrar(started: RegistrarProcess): Registrar {
	const run = async (request: RegistrarRequest) =>
		started.uid === 0
			? (await import('./registrar.js')).runRegistrar(request)
			: runThroughSudo(request, started);
	return {
		async ready() {
			await run({ operation: 'check' });
		},
		run,
	};
}

async function runThroughSudo(
	request: RegistrarRequest,
	started: RegistrarProcess,
): Promise<RegistrarResult> {
	const { exitCode, stdout, stderr } = await sudo(
		['--', started.nodePath, started.bundlePath],
		JSON.stringify(request),
	);
	let answer: { result?: RegistrarResult; error?: Failure };
	try {
		answer = JSON.parse(stdout) as typeof answer;
	} catch {
		throw new XarchError(
			'E_NO_PRIVILEGE',
			`Registering with the kernel needs root, and this user cannot become root without a password: sudo -n ended with exit code ${exitCode}${stderr === '' ? '' : ` (${stderr})`}.`,
			'Run this as root, or allow this user passwordless sudo. In a container, run xarch setup on the host instead: its entries serve all containers.',
		);
	}
	if (exitCode === 0 && answer.result !== undefined) return answer.result;
	const { code, message, remedy } = answer.error ?? failureOf('The registrar gave no answer.');
	throw new XarchError(code, message, remedy);
}

/** Its places on Linux; the search along PATH would be slower, and is the job's to change. */
export const SUDO =
	['/usr/bin/sudo', '/bin/sudo', '/run/wrappers/bin/sudo'].find(existsSync) ?? 'sudo';

/** Runs `sudo -n` with these arguments; a missing sudo is an exit code as in a shell, 127. */
async function sudo(
	args: readonly string[],
	input = '',
): Promise<{ exitCode: number; stdout: string; stderr: string }> {
	const { getExecOutput } = await import('actions-exec');
	try {
		const { exitCode, stdout, stderr } = await getExecOutput(SUDO, ['-n', ...args], {
			silent: true,
			ignoreReturnCode: true,
			input: Buffer.from(input),
		});
		return { exitCode, stdout, stderr: stderr.trim() };
	} catch (error) {
		return { exitCode: 127, stdout: '', stderr: messageOf(error) };
	}
}
