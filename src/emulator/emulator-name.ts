import { targetByName } from '../platform/table.js';

/**
 * The target that a file is the emulator of, by its name as the projects that publish
 * emulators give it: `qemu-aarch64` (QEMU's own), `qemu-aarch64-static` (Debian's),
 * `x86_64_qemu-aarch64-static` (multiarch/qemu-user-static).
 * @param baseName without directories
 * @returns undefined for the name of anything else, and for targets that the table lacks
 */
export function targetOfName(baseName: string): string | undefined {
	const name = /^(?:x86_64_)?qemu-([a-z0-9_]+?)(?:-static)?$/.exec(baseName)?.[1];
	return name === undefined ? undefined : targetByName(name)?.target;
}
