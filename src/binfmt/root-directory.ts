import { lstatSync, mkdirSync, readFileSync } from 'node:fs';
import { XarchError } from '../errors.js';

/** As whom users appear that a user namespace does not know. */
function overflowUid(): number {
	return Number(readFileSync('/proc/sys/kernel/overflowuid', 'latin1'));
}

const WRITABLE_BY_OTHERS = 0o022;

/**
 * Makes a directory that is root's alone to write, or makes sure that the one there is.
 * What it holds decides what root registers and removes, so nobody else may have laid it out.
 * @throws E_STATE for a link, a file, or a directory that somebody else owns or can write to,
 *   E_NO_PRIVILEGE when it belongs to the root of another user namespace
 */
export function ensureRootDirectory(path: string): void {
	try {
		mkdirSync(path, { recursive: true, mode: 0o755 });
	} catch (error) {
		// Something else is there, as a link that leads nowhere: that is told below.
		if (lstatSync(path, { throwIfNoEntry: false }) === undefined) throw error;
	}
	const found = lstatSync(path);
	if (found.uid !== 0 && found.uid === overflowUid()) {
		throw new XarchError(
			'E_NO_PRIVILEGE',
			`${path} belongs to root of the host, which nobody in this user namespace is.`,
			'Run this outside of the namespace.',
		);
	}
	const fault = !found.isDirectory()
		? `it is ${found.isSymbolicLink() ? 'a symbolic link' : 'not a directory'}`
		: found.uid !== 0
			? `it belongs to user ${found.uid}`
			: (found.mode & WRITABLE_BY_OTHERS) !== 0
				? `others can write to it (mode ${(found.mode & 0o7777).toString(8)})`
				: undefined;
	if (fault === undefined) return;
	throw new XarchError(
		'E_STATE',
		`${path} is not root's alone: ${fault}. Nothing in it is believed.`,
		`Find out who made it, then move it away with: sudo mv ${path} ${path}.suspect`,
	);
}
