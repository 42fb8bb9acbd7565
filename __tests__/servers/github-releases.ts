import { createHash } from 'node:crypto';
import {
	createServer,
	type IncomingHttpHeaders,
	type Server,
	type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** Which of GitHub's three hosts a request goes to. */
export type Role = 'web' | 'api' | 'storage';

/** What goes wrong with one request. */
export type Fault =
	| {
			readonly kind: 'status';
			readonly status: number;
			readonly headers?: Record<string, string>;
			readonly body?: string;
	  }
	/** The connection ends after this many bytes of the body. */
	| { readonly kind: 'cut'; readonly afterBytes: number }
	/** Nothing more comes after this many bytes of the body. */
	| { readonly kind: 'stall'; readonly afterBytes: number }
	/** The request is never answered. */
	| { readonly kind: 'silence' }
	| { readonly kind: 'page' }
	| { readonly kind: 'redirect'; readonly to: string };

/** One request as a server saw it. */
export interface SeenRequest {
	readonly role: Role;
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
}

/** A release as GitHub would have it. */
export interface FakeRelease {
	readonly tag: string;
	/** By asset name. */
	readonly assets: ReadonlyMap<string, Buffer>;
	/** What the API says instead of the true digest; null for none. */
	readonly digest?: string | null;
}

/**
 * GitHub as far as release downloads go, on three loopback origins: the web site redirects a
 * download to the storage, and the API describes releases and their assets' digests.
 */
export class GithubReleases {
	readonly seen: SeenRequest[] = [];
	readonly releases: FakeRelease[] = [];
	/** Each request takes the first fault of its role, if any. */
	readonly faults: Record<Role, Fault[]> = { web: [], api: [], storage: [] };
	readonly #servers = new Map<Role, Server>();

	async start(): Promise<this> {
		for (const role of ['web', 'api', 'storage'] as const) {
			const server = createServer((request, response) => {
				const path = decodeURIComponent(request.url ?? '');
				this.seen.push({ role, path: request.url ?? '', headers: request.headers });
				this.#answer(role, path, response);
			});
			await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
			this.#servers.set(role, server);
		}
		return this;
	}

	async stop(): Promise<void> {
		for (const server of this.#servers.values()) {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		}
	}

	/** Forgets requests, releases and faults. */
	clear(): void {
		this.seen.length = 0;
		this.releases.length = 0;
		for (const role of ['web', 'api', 'storage'] as const) {
			this.faults[role].length = 0;
		}
	}

	url(role: Role): string {
		const address = this.#servers.get(role)?.address() as AddressInfo;
		return `http://127.0.0.1:${address.port}`;
	}

	#answer(role: Role, path: string, response: ServerResponse): void {
		const fault = this.faults[role].shift();
		if (fault?.kind === 'silence') {
			return;
		}
		if (fault?.kind === 'status') {
			response.writeHead(fault.status, fault.headers).end(fault.body ?? '');
		} else if (fault?.kind === 'redirect') {
			response.writeHead(302, { location: fault.to }).end();
		} else if (fault?.kind === 'page') {
			response
				.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
				.end('<!DOCTYPE html><title>Log in</title>');
		} else if (role === 'api') {
			this.#answerApi(path, response);
		} else {
			this.#answerDownload(role, path, response, fault);
		}
	}

	#answerApi(path: string, response: ServerResponse): void {
		const prefix = '/repos/tonistiigi/binfmt/releases';
		const described = this.releases.map((release) => ({
			tag_name: release.tag,
			assets: [...release.assets].map(([name, bytes]) => ({
				name,
				digest: release.digest === undefined ? `sha256:${sha256Of(bytes)}` : release.digest,
			})),
		}));
		const tag = path.startsWith(`${prefix}/tags/`)
			? path.slice(`${prefix}/tags/`.length)
			: undefined;
		const answer = path.startsWith(`${prefix}?`)
			? described
			: described.find((release) => release.tag_name === tag);
		response
			.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' })
			.end(JSON.stringify(answer ?? { message: 'Not Found', status: '404' }));
	}

	#answerDownload(
		role: Role,
		path: string,
		response: ServerResponse,
		fault: Fault | undefined,
	): void {
		const prefix = role === 'web' ? '/tonistiigi/binfmt/releases/download/' : '/storage/';
		const [tag, name] = splitLast(path.slice(prefix.length));
		const bytes = this.releases.find((release) => release.tag === tag)?.assets.get(name);
		if (!path.startsWith(prefix) || bytes === undefined) {
			response.writeHead(404, { 'content-type': 'text/plain' }).end('Not Found');
		} else if (role === 'web') {
			const location = `${this.url('storage')}/storage/${tag}/${name}`;
			response.writeHead(302, { location }).end();
		} else {
			response.writeHead(200, {
				'content-type': 'application/octet-stream',
				'content-length': bytes.length,
			});
			if (fault?.kind === 'cut') {
				response.write(bytes.subarray(0, fault.afterBytes), () => response.destroy());
			} else if (fault?.kind === 'stall') {
				response.write(bytes.subarray(0, fault.afterBytes));
			} else {
				response.end(bytes);
			}
		}
	}
}

function splitLast(path: string): [string, string] {
	const slash = path.lastIndexOf('/');
	return [path.slice(0, slash), path.slice(slash + 1)];
}

/** Lower-case hex sha256. */
export function sha256Of(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}
