import catalog from './catalog.json' with { type: 'json' };
import { compareVersions, satisfiesVersion, type VersionRequest } from './version.js';

/** A file of a release whose digest is known beforehand. */
export interface CatalogAsset {
	/** OCI architecture of the host its emulators run on, `amd64`. */
	readonly host: string;
	/** Where it is published, `https://github.com/<repository>/releases/download/<tag>/<name>`. */
	readonly address: string;
	/** Lower-case hex digest of the file. */
	readonly sha256: string;
	/** Undefined where nobody has measured it yet. */
	readonly sizeBytes?: number;
	/** The emulators in it. */
	readonly members?: readonly CatalogMember[];
}

/** An emulator in an asset. */
export interface CatalogMember {
	/** File name, `qemu-aarch64` or `qemu-aarch64-static`. */
	readonly name: string;
	readonly sha256?: string;
	readonly sizeBytes?: number;
}

/** A release that this version of the project knows; see catalog.schema.json. */
export interface CatalogRelease {
	/** `owner/name` on GitHub. */
	readonly repository: string;
	/** QEMU's version, `10.2.3`. */
	readonly version: string;
	/** Git tag of the release, `deploy/v10.2.3-68`. */
	readonly tag: string;
	/** Those with a known digest; others are looked up. */
	readonly assets: readonly CatalogAsset[];
}

/** All known releases, and what `version: default` means. */
export interface Catalog {
	/** Tag of a release of the default repository: a version may be built anew, a tag stays. */
	readonly default: string;
	readonly releases: readonly CatalogRelease[];
}

/** The repository of source `github` when it names none. */
export const DEFAULT_REPOSITORY = 'tonistiigi/binfmt';

/** The catalog of this version of the project. */
export const CATALOG: Catalog = catalog;

/** What `version: default` means for the default repository. */
export const DEFAULT_VERSION: string = defaultVersion(CATALOG);

/** QEMU's version of a catalog's default release. */
export function defaultVersion({ releases, default: defaultTag }: Catalog): string {
	const release = releases.find(
		({ repository, tag }) => repository === DEFAULT_REPOSITORY && tag === defaultTag,
	);
	if (release === undefined) throw new TypeError(`the catalog has no release ${defaultTag}`);
	return release.version;
}

/**
 * The known release that a request means: the default one, one by its tag, or the newest in a
 * range. `latest` means none of them, for it is the source that knows.
 */
export function findPinned(
	repository: string,
	wanted: VersionRequest,
	{ releases, default: defaultTag }: Catalog = CATALOG,
): CatalogRelease | undefined {
	const own = releases
		.filter((release) => release.repository === repository)
		.sort((left, right) => compareVersions(right.version, left.version));
	switch (wanted.kind) {
		case 'default':
			return repository === DEFAULT_REPOSITORY ? own.find(({ tag }) => tag === defaultTag) : own[0];
		case 'latest':
			return undefined;
		case 'tag':
			return own.find(({ tag }) => isTag(wanted.tag, tag));
		case 'range':
			return own.find(({ version }) => satisfiesVersion(wanted, version));
	}
}

/** The known release that a source means, by the tag that it names itself or by the version. */
export function findNamed(
	{ repository, tag }: { readonly repository: string; readonly tag: string | undefined },
	wanted: VersionRequest,
	catalog: Catalog = CATALOG,
): CatalogRelease | undefined {
	return findPinned(
		repository,
		tag === undefined ? wanted : { kind: 'tag', text: tag, tag },
		catalog,
	);
}

/** `v10.2.3-68` names `deploy/v10.2.3-68` as well. */
export function isTag(wanted: string, tag: string): boolean {
	return tag === wanted || tag === `deploy/${wanted}` || tag === `deploy/v${wanted}`;
}
