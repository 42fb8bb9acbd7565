import { notAllowed } from './input-error.js';
import { parseNodePlatforms } from './node-platforms.js';
import type { BuilderRequest } from './request.js';

/** A machine that builds for some platforms without emulation. */
export interface NativeNode {
	readonly endpoint: string;
	/** Canonical. */
	readonly platforms: readonly string[];
}

/**
 * Reads which platforms are built elsewhere: a line each, `linux/arm64=ssh://me@arm-host`; several
 * platforms of one machine on one line, separated by commas, or on several.
 * @param name of the input, for messages
 * @throws E_INPUT, E_PLATFORM
 */
export function parseNativeNodes(name: string, text: string): NativeNode[] {
	const endpoints = new Map<string, string>();
	for (const line of text.split('\n').map((each) => each.trim())) {
		if (line === '') continue;
		const [, names = '', endpoint = ''] = /^([^=]*)=(.*)$/.exec(line) ?? [];
		if (names.trim() === '' || endpoint.trim() === '') {
			const shown = line.replace(/\/\/[^/]*@/, '//…@');
			throw notAllowed(name, shown, 'is not of the form platform=endpoint.', EXAMPLE);
		}
		for (const platform of parseNodePlatforms(name, names)) {
			const other = endpoints.get(platform);
			if (other !== undefined && other !== endpoint.trim()) {
				throw notAllowed(name, platform, 'is given to two machines.', EXAMPLE);
			}
			endpoints.set(platform, endpoint.trim());
		}
	}
	return [...new Set(endpoints.values())].map((endpoint) => ({
		endpoint,
		platforms: [...endpoints].flatMap(([platform, at]) => (at === endpoint ? platform : [])),
	}));
}

const EXAMPLE = 'Write a line a platform, each once, as in linux/arm64=ssh://me@arm-host.';

/**
 * Fixes the first node to what no other node is fixed to. Without that BuildKit builds everything on
 * the first node that can run it, emulated or not, and a machine that would do it natively is idle.
 * @param running all platforms that run on this machine, canonical
 */
export function leaveToOthers(request: BuilderRequest, running: readonly string[]): BuilderRequest {
	const [first, ...others] = request.nodes;
	const elsewhere = new Set(others.flatMap(({ platforms }) => platforms));
	if (elsewhere.size === 0 || first.platforms.length > 0) return request;
	const platforms = Object.freeze(running.filter((platform) => !elsewhere.has(platform)));
	return Object.freeze({
		...request,
		nodes: Object.freeze([Object.freeze({ ...first, platforms }), ...others] as const),
	});
}
