import { STATE_DIRECTORY } from './journal.js';
import { BINFMT_DIRECTORY } from './kernel.js';

/** Root's own copies of emulators. Not under /run, which is mounted noexec by systemd. */
const INTERPRETER_DIRECTORY = '/var/lib/setup-xarch';

/** Where the registrar works. */
export interface RegistrarRoots {
	readonly binfmtDirectory: string;
	readonly stateDirectory: string;
	readonly interpreterDirectory: string;
	/** Emulators of entries that come back at each boot. */
	readonly persistDirectory: string;
	/** What systemd-binfmt loads at boot. */
	readonly bootDirectory: string;
	/** What binfmt-support's update-binfmts imports, that program itself, and its records. */
	readonly importDirectory: string;
	readonly updateBinfmts: string;
	readonly recordDirectory: string;
}

export const SYSTEM_ROOTS: RegistrarRoots = {
	binfmtDirectory: BINFMT_DIRECTORY,
	stateDirectory: STATE_DIRECTORY,
	interpreterDirectory: INTERPRETER_DIRECTORY,
	persistDirectory: '/var/lib/setup-xarch-persisted',
	bootDirectory: '/etc/binfmt.d',
	importDirectory: '/usr/share/binfmts',
	updateBinfmts: '/usr/sbin/update-binfmts',
	recordDirectory: '/var/lib/binfmts',
};
