import { readFileSync } from 'node:fs';
import { labEmulator } from './lab.js';

/** A real emulator of aarch64 that says it is of another version; such bad ones are no longer distributed. */
export function emulatorOfVersion(version: string): Buffer {
	const bytes = readFileSync(labEmulator('aarch64', 11));
	const said = /qemu-aarch64 version (11\.\d+\.\d+) /.exec(bytes.toString('latin1'));
	if (said?.[1] === undefined) throw new Error('the emulator does not say its version');
	const place = said.index + 'qemu-aarch64 version '.length;
	bytes.write(version.padEnd(said[1].length), place, 'latin1');
	return bytes;
}
