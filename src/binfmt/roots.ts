import { INTERPRETER_DIRECTORY } from './interpreter.js';
import { STATE_DIRECTORY } from './journal.js';
import { BINFMT_DIRECTORY } from './kernel.js';

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
