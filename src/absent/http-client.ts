/**
 * Stands in for `@actions/http-client` inside `@actions/core` (tsconfig `paths`), which
 * imports it for OIDC tokens only. Nothing here asks for one, and loading Node's HTTP and
 * TLS modules would cost every start of main and post a third of its time. Downloads
 * import the real one, as `actions-http-client`, when there is something to download.
 */
export class HttpClient {
	constructor() {
		throw new Error('OIDC is not part of this bundle');
	}
}
