import { isPersistedName } from './binfmt/persisted-files.js';
import type { RegistrarResult } from './binfmt/request.js';
import { faultOf, type Service } from './binfmt/service.js';
import type { Obtained } from './emulator/emulator.js';
import { compareVersions } from './emulator/version.js';
import { describeVouching } from './emulator/vouching.js';
import type { Machine } from './machine.js';
import { CONTAINER_PLATFORMS, targetByName } from './platform/table.js';
import { probeProgram } from './probe/run.js';
import type { Want } from './want.js';

/** One emulated platform, as told in output `entries`. */
export interface EntryReport {
	readonly platform: string;
	readonly target: string;
	/** Name under /proc/sys/fs/binfmt_misc; null when it cannot be told which one serves. */
	readonly entry: string | null;
	readonly interpreter: string | null;
	readonly flags: string | null;
	/** `sha256:<hex>` of the emulator; null for entries that are not ours. */
	readonly digest: string | null;
	/** QEMU's version; null when it cannot be asked. */
	readonly version: string | null;
	readonly source: string | null;
	/** False for an entry that somebody else registered. */
	readonly ours: boolean;
	/** `none`: there is no test program for this target; `skipped`: verify was false. */
	readonly probe: 'passed' | 'skipped' | 'none';
	/** How long the test program took, milliseconds; null when it was not run. */
	readonly probeMs: number | null;
}

/** What a set-up came to. */
export interface Outcome {
	/** All platforms that run, native first, in BuildKit's order. */
	readonly platforms: readonly string[];
	readonly native: readonly string[];
	readonly emulated: readonly string[];
	readonly entries: readonly EntryReport[];
	/** The versions in use, newest first, joined by commas: usually one. */
	readonly qemuVersion: string;
	/** The releases in use, joined by commas: usually one. */
	readonly source: string;
	/** Who vouched for the emulators that this run took, in words. */
	readonly vouching: readonly string[];
	/** True when nothing was downloaded. */
	readonly cacheHit: boolean;
	/** True when the kernel's entries were changed. */
	readonly changed: boolean;
	/** Requested platforms that the host runs by itself. */
	readonly alreadyNative: readonly string[];
	/** Directory with the emulators under names that can be called by hand, when it was asked for. */
	readonly binDirectory: string | undefined;
	/** Names of other people's entries that were switched off. */
	readonly disabled: readonly string[];
}

interface Facts {
	readonly wants: readonly Want[];
	readonly alreadyNative: readonly string[];
	readonly after: Machine;
	readonly obtained: Obtained;
	readonly applied: RegistrarResult | undefined;
	readonly binDirectory?: string | undefined;
}

/** Puts together what is told of a set-up; pure. */
export function makeOutcome(facts: Facts): Outcome {
	const { wants, alreadyNative, after, obtained, applied, binDirectory } = facts;
	const working = [...after.services.values()].filter((service) => faultOf(service) === undefined);
	const asked = new Set(wants.flatMap(({ platforms }) => platforms));
	const entries = working
		.flatMap((service) =>
			(targetByName(service.target)?.platforms ?? [])
				.filter((platform) => CONTAINER_PLATFORMS.includes(platform) || asked.has(platform))
				.filter((platform) => !after.native.includes(platform))
				.map((platform) => reportOf(platform, service)),
		)
		.sort((a, b) => rankOf(a.platform) - rankOf(b.platform));
	const emulated = entries.map(({ platform }) => platform);
	const distinct = (values: readonly (string | null)[]) =>
		[...new Set(values)].filter((value) => value !== null);
	return {
		platforms: [...after.native, ...emulated],
		native: after.native,
		emulated,
		entries,
		qemuVersion: distinct(entries.map(({ version }) => version))
			.sort((a, b) => compareVersions(b, a))
			.join(','),
		source: distinct(entries.map(({ source }) => source)).join(','),
		vouching: distinct(
			[...obtained.emulators.values()].map((emulator) => describeVouching(emulator.vouching)),
		),
		cacheHit: obtained.cacheHit,
		changed: applied !== undefined && applied.registered.length + applied.disabled.length > 0,
		alreadyNative,
		binDirectory,
		disabled: applied?.disabled ?? [],
	};
}

function reportOf(platform: string, service: Service): EntryReport {
	const { target, entry, owned, probe, version } = service;
	return {
		...{ platform, target },
		entry: entry?.name ?? null,
		interpreter: entry?.interpreter ?? null,
		flags: entry?.flags ?? null,
		digest: owned === undefined ? null : `sha256:${owned.sha256}`,
		version: version ?? null,
		source: owned?.source ?? null,
		ours: owned !== undefined || isPersistedName(entry?.name ?? ''),
		probe: probe !== undefined ? 'passed' : probeProgram(target) === undefined ? 'none' : 'skipped',
		probeMs: probe === undefined ? null : Math.round(probe.durationMs),
	};
}

/** Container platforms in BuildKit's order, all others after them. */
function rankOf(platform: string): number {
	const index = CONTAINER_PLATFORMS.indexOf(platform);
	return index === -1 ? CONTAINER_PLATFORMS.length : index;
}
