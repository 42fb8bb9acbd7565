import type { Trap } from '../binfmt/traps.js';
import type { Machine } from '../machine.js';
import type { Host } from '../platform/host.js';
import type { RequestedPlatform } from '../platform/parse.js';
import type { Engine } from './engines.js';

/** Everything that is looked at on a machine; the rules see nothing else. */
export interface Sight {
	readonly host: Host;
	/** As `uname -r` has it. */
	readonly kernelRelease: string;
	readonly machine: Machine;
	/** Why the journal of earlier runs cannot be used, undefined when it can. */
	readonly journalDamage: string | undefined;
	/** What this project knows to stand in the way, recognised by what it shows. */
	readonly traps: readonly Trap[];
	readonly privilege: Privilege;
	/** What shows that this is a container, for people; undefined when nothing does. */
	readonly containerSign: string | undefined;
	/** Empty when they were not asked. */
	readonly engines: readonly Engine[];
	/** QEMU's own environment variables, `QEMU_CPU` among them. */
	readonly emulatorSettings: Readonly<Record<string, string>>;
	/** By entry: what its interpreter is, as far as it can be read. */
	readonly interpreters: ReadonlyMap<string, Interpreter>;
}

/** Whether this process could register something. */
export interface Privilege {
	readonly uid: number;
	/** CAP_SYS_ADMIN, without which root cannot mount or register. */
	readonly maySysAdmin: boolean;
	/** Why `sudo -n` does not make this user root; undefined when it does, or is not needed. */
	readonly sudoFailure: string | undefined;
}

/** The program an entry names. */
export interface Interpreter {
	/** True when it has a loader of its own, which a container does not have. */
	readonly isDynamic: boolean;
	/** True for builds that take flag P for granted; undefined when that was not tried. */
	readonly assumesArgv0: boolean | undefined;
}

/** A platform, and QEMU's name of what runs it. */
export type NamedPlatform = Pick<RequestedPlatform, 'platform' | 'target'>;

/** Whether a platform runs here, and thanks to whom. */
export interface Verdict {
	readonly runs: boolean;
	/** The rest of a sentence that begins with the platform. */
	readonly how: string;
}

/** Text that somebody pasted, with what it names. */
export interface Message {
	readonly text: string;
	readonly sight: Sight;
	/** Platforms it is about: those the text names, and those of programs it names that are here. */
	readonly platforms: readonly NamedPlatform[];
}
