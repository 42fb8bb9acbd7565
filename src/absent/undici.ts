/**
 * Stands in for `undici` in every bundle (tsconfig `paths`). @actions/http-client imports
 * it for one method, `getAgentDispatcher`, which nothing here calls; the
 * real package is 0.94 MB and triples the start-up time of each entry.
 */
export class ProxyAgent {
	constructor() {
		throw new Error('undici is not part of this bundle');
	}
}
