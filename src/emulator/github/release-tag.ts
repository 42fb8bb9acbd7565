/** What the name of a git tag says of the QEMU in the release. */
export interface ReleaseTag {
	/** QEMU's version, `10.2.3` or `7.1`. */
	readonly version: string;
	/** Counts the builds of one version; 0 where tags do not tell. */
	readonly build: number;
}

/** `deploy/v10.2.3-68` (tonistiigi/binfmt), `v7.2.0-1` (multiarch), `v10.2.3`, `qemu-10.2.3`. */
const PLAIN = /^(?:deploy\/|qemu[-/_])?v?(\d{1,4}\.\d{1,4}(?:\.\d{1,4})?)(?:-(\d{1,9}))?$/;
/** `v0.0.11-v7.1+dfsg-2--bpo11+3` (dbhi/qus): its own version, then that of Debian's package. */
const OWN_AND_PACKAGE =
	/^v\d{1,4}\.\d{1,4}\.(\d{1,4})-v(\d{1,4}\.\d{1,4}(?:\.\d{1,4})?)(?:[+~-][\w.+~-]*)?$/;

/**
 * Reads the tag of a release.
 * @returns undefined for the tags of other things (`buildkit/v10.2.3-68`)
 */
export function parseReleaseTag(tag: string): ReleaseTag | undefined {
	const [, version, build] = PLAIN.exec(tag) ?? [];
	if (version !== undefined) return { version, build: Number(build ?? 0) };
	const [, patch, packaged] = OWN_AND_PACKAGE.exec(tag) ?? [];
	return packaged === undefined ? undefined : { version: packaged, build: Number(patch) };
}
