import { messageOf, XarchError } from '../errors.js';
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

function silent(path: string, reason: string, cause?: unknown): XarchError {
	return new XarchError(
		'E_EMULATOR',
		`The emulator ${path} does not tell its version when run with --version: ${reason}.`,
		'Run that command by hand on this machine; if it fails there too, choose another source or version.',
		cause,
	);
}
