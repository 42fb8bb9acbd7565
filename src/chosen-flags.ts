import { release } from 'node:os';
import { automaticFlags } from './binfmt/flags.js';
import type { Emulator } from './emulator/emulator.js';
import { XarchError } from './errors.js';
import type { SetupRequest } from './request.js';

/**
 * The flags an emulator is registered with: those asked for, or what suits kernel and QEMU.
 * @throws E_INPUT when they would make this emulator shift its arguments
 */
export function chosenFlags(
	emulator: Pick<Emulator, 'version' | 'assumesPreservedArgv0' | 'source'>,
	{ flags, credentials }: Pick<SetupRequest, 'flags' | 'credentials'>,
): string {
	if (flags === 'auto') return automaticFlags(emulator, release(), credentials);
	if (!flags.includes('P') && emulator.assumesPreservedArgv0) {
		throw new XarchError(
			'E_INPUT',
			`flags: "${flags}" lacks P, but the emulators of ${emulator.source} take for granted that they are given argv[0].`,
			`Add it (flags: P${flags}), or choose another source.`,
		);
	}
	return flags;
}
