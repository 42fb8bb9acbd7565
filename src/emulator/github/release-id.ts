import { type Catalog, findPinned } from '../catalog.js';
import type { SourceSpec } from '../emulator.js';
import { sourceLabel } from '../source/source-spec.js';
import type { VersionRequest } from '../version.js';

type GithubSpec = Extract<SourceSpec, { kind: 'github' }>;

/** A release on GitHub. */
export interface ReleaseName {
	/** `owner/name`. */
	readonly repository: string;
	readonly tag: string;
}

/** A release's id, as it stands in manifests: `github:tonistiigi/binfmt@deploy/v10.2.3-68`. */
export function releaseId({ repository, tag }: ReleaseName): string {
	return `github:${repository}@${tag}`;
}

/**
 * What manifests say of the source that was asked: its label. A release that was chosen as the
 * newest of its day says so, for no other release tells which one that is.
 */
export function releaseKind(spec: GithubSpec, version: VersionRequest, catalog: Catalog): string {
	const isMoving =
		spec.tag === undefined &&
		(version.kind === 'latest' || version.kind === 'default') &&
		findPinned(spec.repository, version, catalog) === undefined;
	return `${sourceLabel(spec)}${isMoving ? '@latest' : ''}`;
}

/** Takes an id apart; undefined for releases of other sources. */
export function parseReleaseId(id: string): ReleaseName | undefined {
	const [, repository, tag] = /^github:([^@]+)@(.+)$/.exec(id) ?? [];
	return repository === undefined || tag === undefined ? undefined : { repository, tag };
}
