import { STATE_DIRECTORY } from './journal.js';
import { BINFMT_DIRECTORY } from './kernel.js';

/** Root's own copies of emulators. Not under /run, which is mounted noexec by systemd. */
const INTERPRETER_DIRECTORY = '/var/lib/setup-xarch';

/** Where the registrar works. */
export interface RegistrarRoots {
	readonly binfmtDirectory: string;
	readonly stateDirectory: string;
	readonly interpreterDirectory: string;
}

export const SYSTEM_ROOTS: RegistrarRoots = {
	binfmtDirectory: BINFMT_DIRECTORY,
	stateDirectory: STATE_DIRECTORY,
	interpreterDirectory: INTERPRETER_DIRECTORY,
};
