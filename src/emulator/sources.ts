import { findPinned, parseTag } from './catalog.js';
import type { ObtainContext } from './context.js';
import type { EmulatorRequest, Obtained, SourceSpec } from './emulator.js';
import type { Manifest } from './manifest.js';
import { releaseId, tagOfRelease } from './release-id.js';
import { sourceLabel } from './source-spec.js';
import { satisfiesVersion } from './version.js';

/** A place that emulators come from. A new kind of source is one more of these. */
export interface Source {
	/** As in the `source` input: `github`, `apt:trixie`, `dir:/opt/qemu`. */
	readonly label: string;
	/** False for a source whose emulators are used where they are. */
	readonly isStored: boolean;
	/**
	 * Whether a stored emulator is what this source would give, asking nobody.
	 * @param maxAgeMs how long ago a moving source may have been asked last
	 */
	accepts(manifest: Manifest, maxAgeMs: number): boolean;
	/** Asks the source. Everything heavy is loaded here and not before. */
	obtain(): Promise<Obtained>;
}

/** How long the answer of a moving source (a distribution's suite) is taken as its present one. */
export const FRESH_MS = 24 * 60 * 60 * 1000;

/** The source that a specification names, for one request. */
export function openSource(
	spec: SourceSpec,
	request: EmulatorRequest,
	context: ObtainContext,
): Source {
	const label = sourceLabel(spec);
	switch (spec.kind) {
		case 'github':
			return {
				label,
				isStored: true,
				accepts: (manifest) => isWantedRelease(manifest, request, context),
				obtain: async () => (await import('./github.js')).obtainFromGithub(request, context),
			};
		case 'apt':
			return {
				label,
				isStored: true,
				accepts: (manifest, maxAgeMs) =>
					manifest.sourceKind === label &&
					satisfiesVersion(request.version, manifest.version) &&
					context.now() - Date.parse(manifest.obtainedAt) < maxAgeMs,
				obtain: async () => (await import('./apt.js')).obtainFromApt(spec, request, context),
			};
		case 'dir':
			return {
				label,
				isStored: false,
				accepts: () => false,
				obtain: async () => (await import('./dir.js')).obtainFromDirectory(spec.path, request),
			};
	}
}

/** A release of GitHub never changes, so its age does not matter. */
function isWantedRelease(
	manifest: Manifest,
	request: EmulatorRequest,
	context: ObtainContext,
): boolean {
	if (manifest.sourceKind !== 'github') {
		return false;
	}
	const pinned = findPinned(request.version, context.catalog);
	if (pinned !== undefined) {
		const digest = pinned.sha256[request.host.architecture];
		return (
			manifest.source === releaseId(pinned.tag) &&
			(digest === undefined || digest === manifest.releaseSha256)
		);
	}
	const released = parseTag(tagOfRelease(manifest.source) ?? '');
	return released !== undefined && satisfiesVersion(request.version, released.version);
}
