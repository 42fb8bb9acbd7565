import type { Engine } from './image-engine.js';
import { engineError } from './image-errors.js';
import { withRegistry } from './image-reference.js';

/** What an engine knows of an image that it holds. */
export interface LocalImage {
	/** Lower-case hex sha256, without what stands before it. */
	readonly id: string;
	/** OCI architecture, empty where the image does not say. */
	readonly architecture: string;
	readonly sizeBytes: number;
	/** Digests of its manifests in registries, with their repositories; the likeliest first. */
	readonly repoDigests: readonly { readonly repository: string; readonly sha256: string }[];
}

/** @returns undefined when the engine does not hold it, or cannot say */
export async function inspectImage(engine: Engine, name: string): Promise<LocalImage | undefined> {
	const result = await engine.run(['image', 'inspect', name]);
	if (!result.isOk) return undefined;
	const [image] = JSON.parse(result.stdout) as Record<string, unknown>[];
	if (image === undefined) return undefined;
	const digests = (Array.isArray(image.RepoDigests) ? image.RepoDigests : []).flatMap(readDigest);
	// podman lists an index and the manifest in it; its own choice is the index, as docker's is.
	const own = hexOf(image.Digest);
	return {
		id: hexOf(image.Id),
		architecture: String(image.Architecture ?? ''),
		sizeBytes: Number(image.Size ?? 0),
		repoDigests: [
			...digests.filter(({ sha256 }) => sha256 === own),
			...digests.filter(({ sha256 }) => sha256 !== own),
		],
	};
}

/**
 * Ids of all images, in hex, with those that have no name any more.
 * @throws E_SOURCE
 */
export async function listImages(engine: Engine): Promise<ReadonlySet<string>> {
	const result = await engine.run(['images', '--all', '--quiet', '--no-trunc']);
	if (!result.isOk) throw engineError(engine, 'list its images', result);
	return new Set(
		result.stdout
			.split('\n')
			.filter((line) => line !== '')
			.map(hexOf),
	);
}

function readDigest(text: unknown): LocalImage['repoDigests'] {
	const [, repository, sha256] = /^(.+)@sha256:([0-9a-f]{64})$/.exec(String(text)) ?? [];
	return repository === undefined || sha256 === undefined
		? []
		: [{ repository: withRegistry(repository), sha256 }];
}

function hexOf(id: unknown): string {
	return String(id ?? '').replace(/^sha256:/, '');
}
