import { XarchError } from './errors.js';
import type { Host } from './platform/host.js';
import type { PlatformRequest } from './platform/parse.js';
import { CONTAINER_PLATFORMS, TARGETS } from './platform/table.js';

/** A target that has to be emulated. */
export interface Want {
	readonly target: string;
	/** The platforms it was asked for, canonical. */
	readonly platforms: readonly string[];
	/** False when it comes from `all`, which takes what there is. */
	readonly required: boolean;
}

export interface Wants {
	readonly wants: readonly Want[];
	/** Platforms asked for by name that the host runs by itself. */
	readonly alreadyNative: readonly string[];
}

/**
 * Splits a request into what the host runs by itself and what has to be emulated.
 * @param native the host's own platforms
 * @throws E_PLATFORM for a level of the host's own architecture that its CPU lacks
 */
export function wantsOf(request: PlatformRequest, native: readonly string[], host: Host): Wants {
	const alreadyNative: string[] = [];
	const named = new Map<string, string[]>();
	for (const { platform, target, spellings } of request.platforms) {
		if (native.includes(platform)) {
			alreadyNative.push(platform);
		} else if (target === host.target) {
			throw new XarchError(
				'E_PLATFORM',
				`Platform ${JSON.stringify(spellings[0])} is this host's own architecture, at a level its CPU does not have (it runs ${native.join(', ')}).`,
				"The host's own architecture is never emulated. Use a machine with a newer CPU, or build for a lower level.",
			);
		} else {
			named.set(target, [...(named.get(target) ?? []), platform]);
		}
	}
	const wants: Want[] = [...named].map(([target, platforms]) => ({
		target,
		platforms,
		required: true,
	}));
	if (request.all) {
		for (const { target, container, platforms } of TARGETS) {
			const isNative = target === host.target || platforms.some((each) => native.includes(each));
			if (!container || isNative || named.has(target)) continue;
			wants.push({
				target,
				platforms: CONTAINER_PLATFORMS.filter((each) => platforms.includes(each)),
				required: false,
			});
		}
	}
	return { wants, alreadyNative };
}
