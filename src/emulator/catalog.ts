import { compareVersions, satisfiesVersion } from './version.js';

/** A release of tonistiigi/binfmt that this version of the project knows. */
export interface PinnedRelease {
	/** QEMU's version, `10.2.3`. */
	readonly version: string;
	/** Git tag of the release, `deploy/v10.2.3-68`. */
	readonly tag: string;
	/** Lower-case hex sha256 of the asset, by OCI architecture of the host, where known. */
	readonly sha256: Readonly<Record<string, string>>;
}

/** The repository whose release layout the `github` source reads. */
export const REPOSITORY = 'tonistiigi/binfmt';

/** What its releases hold, less the host's own; older ones hold fewer. */
export const RELEASED_TARGETS: readonly string[] = [
	...['x86_64', 'aarch64', 'riscv64', 'ppc64le', 's390x'],
	...['i386', 'arm', 'mips64el', 'mips64', 'loongarch64'],
];

/** What `version: default` means. */
export const DEFAULT_VERSION = '10.2.3';

/** https://github.com/tonistiigi/binfmt/releases, newest first. */
export const CATALOG: readonly PinnedRelease[] = [
	{
		version: '10.2.3',
		tag: 'deploy/v10.2.3-68',
		sha256: { amd64: '8e7d8f4c0c7809fc3fea0085199fd6b16f671e7c73d9bf6bec711e1cb535920a' },
	},
	{ version: '10.2.1', tag: 'deploy/v10.2.1-65', sha256: {} },
	{ version: '10.1.3', tag: 'deploy/v10.1.3-60', sha256: {} },
	{ version: '10.0.4', tag: 'deploy/v10.0.4-59', sha256: {} },
	{ version: '9.2.2', tag: 'deploy/v9.2.2-52', sha256: {} },
	{ version: '8.1.5', tag: 'deploy/v8.1.5-45', sha256: {} },
	{ version: '7.0.0', tag: 'deploy/v7.0.0-28', sha256: {} },
];

/**
 * The newest known release that a version asks for.
 * @param version `default`, `10.2.3` or `10.2`
 */
export function findPinned(
	version: string,
	catalog: readonly PinnedRelease[] = CATALOG,
): PinnedRelease | undefined {
	const wanted = version === 'default' ? DEFAULT_VERSION : version;
	return catalog
		.filter((release) => satisfiesVersion(wanted, release.version))
		.sort((left, right) => compareVersions(right.version, left.version))[0];
}

/**
 * Takes a release tag apart.
 * @returns undefined for tags of other things (`buildkit/v10.2.3-68`)
 */
export function parseTag(tag: string): { version: string; build: number } | undefined {
	const match = /^deploy\/v(\d+\.\d+\.\d+)-(\d+)$/.exec(tag);
	return match?.[1] === undefined || match[2] === undefined
		? undefined
		: { version: match[1], build: Number(match[2]) };
}
