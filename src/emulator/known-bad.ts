import table from './known-bad.json' with { type: 'json' };
import { satisfiesVersion } from './version.js';

/** Versions of QEMU with which something is known to go wrong. */
export interface KnownBad {
	/** A range of the semver package. */
	readonly versions: string;
	/** QEMU's names of what is emulated; undefined for all. */
	readonly targets?: readonly string[];
	/** OCI architectures of hosts; undefined for all. */
	readonly hosts?: readonly string[];
	/** Repositories or images whose builds have it; undefined for all builds. */
	readonly sources?: readonly string[];
	/** Only builds before this one, by the number at the end of the tag. */
	readonly beforeBuild?: number;
	/** What goes wrong, as the rest of a sentence. */
	readonly trouble: string;
	/** Where people met it. */
	readonly thread: string;
}

/** An emulator in service. */
export interface EmulatorInService {
	/** QEMU's, `9.2.0`. */
	readonly version: string;
	/** QEMU's name of what it emulates. */
	readonly target: string;
	/** OCI architecture, `amd64`. */
	readonly hostArchitecture: string;
	/** Where it came from, `github:tonistiigi/binfmt@deploy/v9.2.0-51`; undefined when unknown. */
	readonly source: string | undefined;
}

/** Something that is known to go wrong. */
export interface KnownTrouble {
	readonly text: string;
	readonly thread: string;
}

/** All that is known, oldest version first; the threads say by whom. */
export const KNOWN_BAD: readonly KnownBad[] = table;

/** What is known to go wrong with an emulator; pure. */
export function knownTroubles(
	emulator: EmulatorInService,
	known: readonly KnownBad[] = KNOWN_BAD,
): KnownTrouble[] {
	return known
		.filter((each) => concerns(each, emulator))
		.map(({ trouble, thread }) => ({ text: trouble, thread }));
}

/** The warnings for all emulators in service, each said once. */
export function warningsOf(emulators: readonly EmulatorInService[]): string[] {
	const targets = new Map<
		string,
		{ readonly start: string; readonly end: string; names: string[] }
	>();
	for (const emulator of emulators) {
		for (const { text, thread } of knownTroubles(emulator)) {
			const start = `QEMU ${emulator.version} is known to be bad for`;
			const end = `${text}. See ${thread}. Choose another version (input version).`;
			const names = targets.get(start + end)?.names ?? [];
			targets.set(start + end, { start, end, names: [...names, emulator.target] });
		}
	}
	return [...targets.values()].map(
		({ start, end, names }) => `${start} ${names.join(', ')}: ${end}`,
	);
}

function concerns(
	{ versions, targets, hosts, sources, beforeBuild }: KnownBad,
	{ version, target, hostArchitecture, source }: EmulatorInService,
): boolean {
	const isInRange = satisfiesVersion({ kind: 'range', text: versions, range: versions }, version);
	if (!isInRange) return false;
	if (targets !== undefined && !targets.includes(target)) return false;
	if (hosts !== undefined && !hosts.includes(hostArchitecture)) return false;
	if (sources !== undefined && !sources.some((each) => source?.includes(each) === true))
		return false;
	// Without a number nobody can tell, and most builds are later ones.
	return beforeBuild === undefined || buildOf(source) < beforeBuild;
}

function buildOf(source: string | undefined): number {
	const build = /v\d+\.\d+\.\d+-(\d+)$/.exec(source ?? '')?.[1];
	return build === undefined ? Number.POSITIVE_INFINITY : Number(build);
}
