/** An image's name, taken apart and made whole. */
export interface ImageReference {
	/** What the engines are told, always with the registry: `docker.io/tonistiigi/binfmt:latest`. */
	readonly name: string;
	/** The same without tag and digest. */
	readonly repository: string;
	/** Undefined when the reference names none. */
	readonly tag: string | undefined;
	/** Lower-case hex sha256 of the manifest; undefined when the reference names none. */
	readonly digest: string | undefined;
}

/**
 * Reads a reference as docker does: without a registry it means docker.io, which podman would
 * have to be told. A digest outweighs a tag beside it, which some podmans refuse.
 * @param text a reference that `parseSources` has accepted
 */
export function readReference(text: string): ImageReference {
	const [named = '', digest] = text.split('@sha256:');
	const [, path = named, tag] = /^(.+):([^/:]+)$/.exec(named) ?? [];
	const repository = withRegistry(path);
	const sha256 = digest?.toLowerCase();
	const name =
		sha256 === undefined ? `${repository}:${tag ?? 'latest'}` : `${repository}@sha256:${sha256}`;
	return { name, repository, tag, digest: sha256 };
}

/** `binfmt` is `docker.io/library/binfmt`; a first part with a dot or a port is a registry. */
export function withRegistry(path: string): string {
	const [first = '', ...rest] = path.split('/');
	if (rest.length === 0) return `docker.io/library/${path}`;
	return /[.:]/.test(first) || first === 'localhost' ? path : `docker.io/${path}`;
}
