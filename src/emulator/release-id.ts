import { REPOSITORY } from './catalog.js';

const PREFIX = `github:${REPOSITORY}@`;

/** The release id of a tag, as it stands in manifests: `github:tonistiigi/binfmt@deploy/v10.2.3-68`. */
export function releaseId(tag: string): string {
	return `${PREFIX}${tag}`;
}

/** The tag of a release id; undefined for releases of other sources. */
export function tagOfRelease(id: string): string | undefined {
	return id.startsWith(PREFIX) ? id.slice(PREFIX.length) : undefined;
}
