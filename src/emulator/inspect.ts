import { randomBytes } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, XarchError } from '../errors.js';
import { probeProgram } from '../probe/run.js';
import { type CommandResult, runCommand } from './command.js';

/** Long, for the first read of an emulator may come from a slow, busy disk. */
const TIMEOUT_MS = 30_000;

/**
 * Asks an emulator for its version, which also proves that it runs here.
 * @param fallback taken when it runs but says nothing of use: builds that assume flag P take
 * the first argument for the program's name
 * @returns `7.2.22`
 * @throws E_EMULATOR when it cannot be run or does not say
 */
export async function readEmulatorVersion(
	path: string,
	fallback?: string,
	timeoutMs = TIMEOUT_MS,
): Promise<string> {
	let result: CommandResult;
	try {
		// No QEMU_* variable of the job may change the answer.
		result = await runCommand([path, '--version'], { env: { LC_ALL: 'C' }, timeoutMs });
	} catch (error) {
		throw silent(path, messageOf(error), error);
	}
	const version = parseEmulatorVersion(result.stdout) ?? fallback;
	if (version === undefined) {
		const said = (result.stderr || result.stdout).trim().split('\n')[0] ?? '';
		throw silent(path, `exit code ${result.exitCode}, output "${said.slice(0, 120)}"`);
	}
	return version;
}

/**
 * Finds the version in what `qemu-aarch64 --version` prints:
 * `qemu-aarch64 version 7.2.22 (Debian 1:7.2+dfsg-7+deb12u18+b3)`.
 */
export function parseEmulatorVersion(output: string): string | undefined {
	return /^qemu-\S+ version (\d+(?:\.\d+){1,2})/m.exec(output)?.[1];
}

/**
 * Finds out whether an emulator takes flag P for granted, by calling it by hand with two arguments
 * for a test program that writes its argv[0] and ends with its first argument's first byte. QEMU by
 * itself passes both on; such a build takes the first for argv[0] (see docs/adr).
 * @param directory an existing one, for the test program; programs need not be runnable there
 * @returns undefined when it cannot be told: no test program, or it does not run by hand
 */
export async function takesFirstForArgv0(
	path: string,
	target: string,
	directory: string,
	timeoutMs = TIMEOUT_MS,
): Promise<boolean | undefined> {
	const program = probeProgram(target);
	if (program === undefined) return undefined;
	const file = join(directory, `probe-${target}-${randomBytes(6).toString('hex')}`);
	try {
		writeFileSync(file, program, { mode: 0o755, flag: 'wx' });
		// As above, no QEMU_* variable: one could set argv[0] itself.
		const { stdout, exitCode } = await runCommand([path, file, '1', '2'], {
			env: { LC_ALL: 'C' },
			timeoutMs,
		});
		if (stdout === '1' && exitCode === '2'.charCodeAt(0)) return true;
		return stdout === file && exitCode === '1'.charCodeAt(0) ? false : undefined;
	} catch {
		return undefined;
	} finally {
		rmSync(file, { force: true });
	}
}

function silent(path: string, reason: string, cause?: unknown): XarchError {
	return new XarchError(
		'E_EMULATOR',
		`The emulator ${path} does not tell its version when run with --version: ${reason}.`,
		'Run that command by hand on this machine; if it fails there too, choose another source or version.',
		cause,
	);
}
