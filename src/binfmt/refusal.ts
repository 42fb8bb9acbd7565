import { errnoOf, messageOf, XarchError } from '../errors.js';
import type { OwnedEntry } from './journal.js';
import type { RegistrarRoots } from './roots.js';

/** What the kernel's refusal of a registration means (Linux fs/binfmt_misc.c, `bm_register_write`). */
export function refusalOf(
	entry: Pick<OwnedEntry, 'name' | 'interpreter' | 'flags'>,
	error: unknown,
): XarchError {
	const { name, interpreter, flags } = entry;
	const [reason, remedy] = ((): [string, string] => {
		switch (errnoOf(error)) {
			case 'EEXIST':
				return [
					'an entry of that name appeared at the same moment',
					'Something else registers entries on this machine; run this again.',
				];
			case 'EACCES':
				return [
					`${interpreter} is not executable there (is its filesystem mounted noexec?)`,
					'Point RUNNER_TOOL_CACHE (or XDG_CACHE_HOME) to a directory from which programs can be run.',
				];
			case 'ENOENT':
				return [
					`${interpreter} does not exist for the registrar`,
					'If this runs in a container, the emulators must be at a path that root sees too.',
				];
			case 'EINVAL':
				return [
					`it does not know one of the flags "${flags}", or the line is not as it expects`,
					'F needs Linux 4.8 or newer. Try flags: OC.',
				];
			case 'EROFS':
			case 'EPERM':
				return [
					'binfmt_misc cannot be written from here (a container with a read-only /proc/sys?)',
					'Set the platforms up on the host; its entries are shared with all containers.',
				];
			default:
				return [messageOf(error), 'Please report this, with the kernel version.'];
		}
	})();
	return new XarchError(
		'E_REGISTER',
		`The kernel refused the entry ${name} for ${interpreter}: ${reason}.`,
		remedy,
		error,
	);
}

/** A system error of the registrar's own files, or of entries it switches or removes. */
export function explained(error: unknown, roots: RegistrarRoots): unknown {
	switch (errnoOf(error)) {
		case 'ENOSPC':
		case 'EDQUOT':
			return new XarchError(
				'E_DISK',
				`There is no room for the journal in ${roots.stateDirectory}: ${messageOf(error)}.`,
				'Free some space there, and run this again.',
				error,
			);
		case 'EROFS':
		case 'EPERM':
		case 'EACCES':
			return new XarchError(
				'E_NO_PRIVILEGE',
				`The registrar is root here and yet may not change the kernel's entries or its journal: ${messageOf(error)}.`,
				`Run it where ${roots.binfmtDirectory} and ${roots.stateDirectory} can be written: on the host, not in a container.`,
				error,
			);
		default:
			return error;
	}
}
