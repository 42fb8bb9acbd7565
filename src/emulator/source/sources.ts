import { type Catalog, findNamed, isTag } from '../catalog.js';
import type { ObtainContext } from '../context.js';
import type { EmulatorRequest, Obtained, SourceSpec } from '../emulator.js';
import { parseReleaseId, releaseKind } from '../github/release-id.js';
import { parseReleaseTag } from '../github/release-tag.js';
import type { Manifest } from '../store/manifest.js';
import { satisfiesVersion, type VersionRequest } from '../version.js';
import { sourceLabel } from './source-spec.js';
import { addressId, templateVersion } from './url-template.js';

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
	const isOwn = (manifest: Manifest) =>
		manifest.sourceKind === label && satisfiesVersion(request.version, manifest.version);
	const isFresh = (manifest: Manifest, maxAgeMs: number) =>
		context.now() - Date.parse(manifest.obtainedAt) < maxAgeMs;
	switch (spec.kind) {
		case 'github':
			return {
				label,
				isStored: true,
				accepts: (manifest, maxAgeMs) => {
					const verdict = isWantedRelease(manifest, spec, request, context);
					return verdict === 'while fresh' ? isFresh(manifest, maxAgeMs) : verdict;
				},
				obtain: async () =>
					(await import('../github/github.js')).obtainFromGithub(spec, request, context),
			};
		case 'apt':
			return {
				label,
				isStored: true,
				accepts: (manifest, maxAgeMs) => isOwn(manifest) && isFresh(manifest, maxAgeMs),
				obtain: async () => (await import('../apt/apt.js')).obtainFromApt(spec, request, context),
			};
		case 'image':
			return {
				label,
				isStored: true,
				// A tag of an image may move, a digest may not.
				accepts: (manifest, maxAgeMs) =>
					isOwn(manifest) && (spec.reference.includes('@sha256:') || isFresh(manifest, maxAgeMs)),
				obtain: async () =>
					(await import('../image/image.js')).obtainFromImage(spec, request, context),
			};
		case 'url':
			return {
				label,
				isStored: true,
				accepts: (manifest, maxAgeMs) => {
					const verdict = isWantedAddress(manifest, spec.template, request, context);
					return verdict === 'while fresh' ? isFresh(manifest, maxAgeMs) : verdict;
				},
				obtain: async () => (await import('./url.js')).obtainFromUrl(spec, request, context),
			};
		case 'dir':
			return {
				label,
				isStored: false,
				accepts: () => false,
				obtain: async () =>
					(await import('./dir.js')).obtainFromDirectory(spec.path, request, context.tempRoot),
			};
	}
}

/** A release of GitHub never changes, so its age does not matter, but which one is the newest does. */
function isWantedRelease(
	manifest: Manifest,
	spec: Extract<SourceSpec, { kind: 'github' }>,
	{ version, host }: EmulatorRequest,
	{ catalog }: ObtainContext,
): boolean | 'while fresh' {
	const release = parseReleaseId(manifest.source);
	if (release?.repository !== spec.repository) return false;
	// The tag is what the release was chosen by.
	const qemu = parseReleaseTag(release.tag)?.version ?? manifest.version;
	if (!satisfiesVersion(version, qemu)) return false;
	const pinned = findNamed(spec, version, catalog);
	if (pinned !== undefined) {
		const own = pinned.assets.filter((asset) => asset.host === host.architecture);
		return (
			release.tag === pinned.tag &&
			(own.length === 0 || own.some(({ sha256 }) => sha256 === manifest.releaseSha256))
		);
	}
	if (version.kind === 'tag' && !isTag(version.tag, release.tag)) return false;
	if (spec.tag !== undefined) return isTag(spec.tag, release.tag);
	if (version.kind === 'tag' || version.kind === 'range') return true;
	return manifest.sourceKind === releaseKind(spec, version, catalog) ? 'while fresh' : false;
}

/** What an address gives may change, unless it names the version. */
function isWantedAddress(
	manifest: Manifest,
	template: string,
	{ version, host }: EmulatorRequest,
	{ catalog }: ObtainContext,
): boolean | 'while fresh' {
	const named = askedVersion(template, version, catalog);
	if (named === 'none') return false;
	const id = addressId(template, { version: named, host: host.architecture });
	if (manifest.source !== id) return false;
	if (named !== undefined) return true;
	return satisfiesVersion(version, manifest.version) ? 'while fresh' : false;
}

/** The error of a version that an address cannot have is for the one who asks the source. */
function askedVersion(
	template: string,
	version: VersionRequest,
	catalog: Catalog,
): string | undefined {
	try {
		return templateVersion(template, version, catalog);
	} catch {
		return 'none';
	}
}
