import { XarchError } from '../../errors.js';
import { isTag } from '../catalog.js';
import { compareVersions, satisfiesVersion, type VersionRequest } from '../version.js';
import type { ApiRelease } from './github-api.js';

/** How many versions a message names. */
const LISTED = 20;

/**
 * Orders the releases that a request may mean, the best first: what is not a pre-release before
 * what is, then by QEMU's version, the build and the date, newest first.
 */
export function fittingReleases(
	releases: readonly ApiRelease[],
	wanted: VersionRequest,
): ApiRelease[] {
	const fits = (release: ApiRelease): boolean =>
		wanted.kind === 'tag'
			? isTag(wanted.tag, release.tag)
			: release.version !== undefined && satisfiesVersion(wanted, release.version);
	return releases
		.filter(fits)
		.sort((a, b) => Number(a.isPrerelease) - Number(b.isPrerelease) || byAge(a, b));
}

/**
 * The error of a request that no release of a repository meets: it lists what there is, newest
 * first.
 * @param pinned versions that the catalog has of this repository
 */
export function noSuchRelease(
	repository: string,
	wanted: VersionRequest,
	releases: readonly ApiRelease[],
	pinned: readonly string[],
): XarchError {
	const sorted = [...releases].sort(byAge);
	const versions = [...sorted.flatMap(({ version }) => version ?? []), ...pinned].sort((a, b) =>
		compareVersions(b, a),
	);
	const names =
		wanted.kind === 'tag' || versions.length === 0 ? sorted.map(({ tag }) => tag) : versions;
	const asked = wanted.kind === 'tag' ? `with the tag ${wanted.tag}` : `of QEMU ${wanted.text}`;
	return new XarchError(
		'E_VERSION',
		`${repository} has no release ${asked}; it has ${listed(names) || 'none at all'}.`,
		'Choose one of these versions, leave the version input out, or choose another source.',
	);
}

/** The first ones of a list, each once, and how many more there are. */
export function listed(names: readonly string[]): string {
	const distinct = [...new Set(names)];
	const rest = distinct.length - LISTED;
	return `${distinct.slice(0, LISTED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}

/** Newest first. */
function byAge(a: ApiRelease, b: ApiRelease): number {
	return (
		compareVersions(b.version ?? '0', a.version ?? '0') ||
		b.build - a.build ||
		b.publishedAt.localeCompare(a.publishedAt, 'en')
	);
}
