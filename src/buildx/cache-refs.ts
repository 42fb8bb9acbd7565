import type { CacheTarget } from './request.js';

/** What docker/build-push-action takes as its inputs of the same names. */
export interface CacheReferences {
	readonly cacheFrom: string;
	/** Of all stages, not only of what the final image holds. */
	readonly cacheTo: string;
}

/** The texts for `cache-from` and `cache-to` of docker/build-push-action, or of buildx itself. */
export function cacheReferences(target: CacheTarget): CacheReferences {
	const place =
		target.kind === 'gha'
			? `type=gha${target.scope === undefined ? '' : `,scope=${target.scope}`}`
			: `type=registry,ref=${target.reference}`;
	return { cacheFrom: place, cacheTo: `${place},mode=max` };
}
