import { lab } from '../machine/lab.js';

/** QEMU's major versions in the lab, the newest first. */
export const RELEASES = [11, 10, 7] as const;
export type Release = (typeof RELEASES)[number];

/** Where a sandbox shows them; nobody but root can write there, so they are registered in place. */
export const EMULATORS = '/run/emulators';

/** A real static busybox, by Debian's name of the architecture. */
export function busybox(debianArch: string): string {
	return lab('busybox', debianArch, 'busybox');
}

/** An emulator of the lab, outside of sandboxes. */
export function labEmulator(target: string, release: Release): string {
	return lab(`qemu-${release}`, 'usr', 'bin', emulatorName(target, release));
}

/** The same as a sandbox sees it. */
export function sandboxEmulator(target: string, release: Release): string {
	return `${EMULATORS}/${release}/${emulatorName(target, release)}`;
}

function emulatorName(target: string, release: Release): string {
	return release === 7 ? `qemu-${target}-static` : `qemu-${target}`;
}
