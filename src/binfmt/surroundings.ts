import { readFileSync } from 'node:fs';
import { BINFMT_DIRECTORY, type BinfmtStatus, readStatus } from './kernel.js';

/** What a process can see of where it runs: texts of /proc as they are. */
export interface Surroundings {
	/** /proc/self/mountinfo, read after binfmt_misc was touched. */
	readonly mountinfo: string;
	/** /proc/1/mountinfo; undefined when it may not be read. */
	readonly initMountinfo: string | undefined;
	/** /proc/self/uid_map. */
	readonly uidMap: string;
	/** /proc/self/status. */
	readonly processStatus: string;
	/** AppArmor's profile of this process, empty when there is none. */
	readonly profile: string;
	readonly status: BinfmtStatus;
	/** Whether the kernel has binfmt_misc, built in or as a loaded module. */
	readonly inKernel: boolean;
}

/** Reads them; needs no privilege and changes nothing. */
export function readSurroundings(
	binfmtDirectory = BINFMT_DIRECTORY,
	procDirectory = '/proc',
): Surroundings {
	const read = (name: string): string | undefined => {
		try {
			return readFileSync(`${procDirectory}/${name}`, 'utf8');
		} catch {
			return undefined;
		}
	};
	// First of all, for it is what triggers an automount.
	const status = readStatus(binfmtDirectory);
	return {
		status,
		mountinfo: read('self/mountinfo') ?? '',
		initMountinfo: read('1/mountinfo'),
		uidMap: read('self/uid_map') ?? '',
		processStatus: read('self/status') ?? '',
		profile: (read('self/attr/current') ?? '').replace(/\0/g, '').trim(),
		inKernel: /\bbinfmt_misc\b/.test(read('filesystems') ?? ''),
	};
}
