import type { Emulator } from '../emulator/emulator.js';
import { canonicalFlags } from './entry.js';

/** First Linux that opens the interpreter at registration (commit 948b701a607f). */
const LINUX_WITH_F = [4, 8] as const;
/** First Linux that tells the interpreter of P in AT_FLAGS (commit 2347961b11d4), and first QEMU that reads it. */
const LINUX_TELLING_P = [5, 12] as const;
const QEMU_READING_P = [6, 0] as const;

/**
 * The flags an emulator is registered with.
 * F: no file is needed in containers. C (brings O): setuid programs work in the guest.
 * P: where kernel and QEMU agree on how argv[0] is passed, and where the build takes it for granted.
 * @param kernelRelease as `uname -r` has it
 * @param credentials false to leave C out
 */
export function automaticFlags(
	emulator: Pick<Emulator, 'version' | 'assumesPreservedArgv0'>,
	kernelRelease: string,
	credentials = true,
): string {
	const preserve =
		emulator.assumesPreservedArgv0 ||
		(isAtLeast(kernelRelease, LINUX_TELLING_P) && isAtLeast(emulator.version, QEMU_READING_P));
	return canonicalFlags(
		`${preserve ? 'P' : ''}${credentials ? 'OC' : ''}${isAtLeast(kernelRelease, LINUX_WITH_F) ? 'F' : ''}`,
	);
}

/** Compares the leading numbers of a version, as many as `minimum` has. */
export function isAtLeast(version: string, minimum: readonly number[]): boolean {
	const numbers = version.match(/\d+/g) ?? [];
	for (const [index, wanted] of minimum.entries()) {
		const number = Number(numbers[index] ?? 0);
		if (number !== wanted) return number > wanted;
	}
	return true;
}
