import type { Host } from '../platform/host.js';

/** One static user-mode QEMU binary, read and found fit for this host. */
export interface Emulator {
	/** QEMU's name of what it emulates, `aarch64`. */
	readonly target: string;
	/** Absolute path of the file. */
	readonly path: string;
	/** Lower-case hex digest of the file. */
	readonly sha256: string;
	readonly sizeBytes: number;
	/** `10.2.3`, as the emulator itself says. */
	readonly version: string;
	/** The release it came from, for people: `github:tonistiigi/binfmt@deploy/v10.2.3-68`, `apt (qemu-user-static 1:7.2+dfsg-7)`, `dir:/opt/qemu`. */
	readonly source: string;
	/** True for builds patched to assume flag P (tonistiigi/binfmt, see docs/adr). */
	readonly assumesPreservedArgv0: boolean;
}

/** What is wanted of the sources. */
export interface EmulatorRequest {
	readonly host: Host;
	/** Targets that must be had: asked for by name. */
	readonly required: readonly string[];
	/** Targets taken when the release offers them: from `all`. */
	readonly optional: readonly string[];
	/** `default`, or an exact version such as `10.2.3`. */
	readonly version: string;
	/** The sources to try, in order. */
	readonly sources: readonly SourceSpec[];
}

/** A parsed `source` input. */
export type SourceSpec =
	| { readonly kind: 'github' }
	| {
			readonly kind: 'apt';
			/** Undefined for the machine's own suites. */
			readonly suite: string | undefined;
			/** True to prefer the backports of the machine's release to an old QEMU (`auto`). */
			readonly backports?: true;
	  }
	| { readonly kind: 'dir'; readonly path: string };

/** What the sources gave. */
export interface Obtained {
	/** By target: all of `required`, and those of `optional` that the release offers. */
	readonly emulators: ReadonlyMap<string, Emulator>;
	/** True when nothing was downloaded. */
	readonly cacheHit: boolean;
}
