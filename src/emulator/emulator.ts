import type { Host } from '../platform/host.js';
import type { VersionRequest } from './version.js';
import type { PinPolicy, Vouching } from './vouching.js';

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
	/** Who vouched for its bytes. */
	readonly vouching: Vouching;
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
	readonly version: VersionRequest;
	/** The sources to try, in order. */
	readonly sources: readonly SourceSpec[];
	readonly pinning: PinPolicy;
	/** True to open no connection whatever happens. */
	readonly offline: boolean;
}

/** A parsed `source` input. */
export type SourceSpec =
	| {
			readonly kind: 'github';
			/** `owner/name`. */
			readonly repository: string;
			/** A release's tag; undefined to choose by version. */
			readonly tag: string | undefined;
	  }
	| {
			readonly kind: 'apt';
			/** Undefined for the machine's own suites. */
			readonly suite: string | undefined;
			/** True to prefer the backports of the machine's release to an old QEMU (`auto`). */
			readonly backports?: true;
	  }
	| {
			readonly kind: 'image';
			/** As docker and podman take it, `tonistiigi/binfmt:qemu-v10.2.3`, perhaps with `@sha256:…`. */
			readonly reference: string;
	  }
	| { readonly kind: 'dir'; readonly path: string }
	| {
			readonly kind: 'url';
			/** An address with `{version}`, `{host}` and `{target}` in it, each as often as wanted. */
			readonly template: string;
	  };

/** What the sources gave. */
export interface Obtained {
	/** By target: all of `required`, and those of `optional` that the release offers. */
	readonly emulators: ReadonlyMap<string, Emulator>;
	/** True when nothing was downloaded. */
	readonly cacheHit: boolean;
}
