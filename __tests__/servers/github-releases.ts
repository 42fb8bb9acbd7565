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
	/** `owner/name`; tonistiigi/binfmt unless told otherwise. */
	readonly repository?: string;
	readonly prerelease?: boolean;
	readonly draft?: boolean;
	/** ISO 8601. */
	readonly publishedAt?: string;
	/** By asset name. */
	readonly assets: ReadonlyMap<string, Buffer>;
	/** What the API says instead of the true digest; null for none. */
	readonly digest?: string | null;
	/** True for a server whose web addresses need a session. */
	readonly isPrivate?: boolean;
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
	/** How many files came out of the storage at the same time, at most. */
	mostAtOnce = 0;
	#atOnce = 0;
	readonly #servers = new Map<Role, Server>();

	async start(): Promise<this> {
		for (const role of ['web', 'api', 'storage'] as const) {
			const server = createServer((request, response) => {
				const path = decodeURIComponent(request.url ?? '');
				this.seen.push({ role, path: request.url ?? '', headers: request.headers });
				this.#answer(role, path, request.headers, response);
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
		this.mostAtOnce = 0;
		for (const role of ['web', 'api', 'storage'] as const) {
			this.faults[role].length = 0;
		}
	}

	url(role: Role): string {
		const address = this.#servers.get(role)?.address() as AddressInfo;
		return `http://127.0.0.1:${address.port}`;
	}

	#answer(role: Role, path: string, headers: IncomingHttpHeaders, response: ServerResponse): void {
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
			this.#answerApi(path, headers, response);
		} else {
			this.#answerDownload(role, path, response, fault);
		}
	}

	#answerApi(path: string, headers: IncomingHttpHeaders, response: ServerResponse): void {
		const [, repository = '', rest = ''] =
			/^\/repos\/([^/]+\/[^/]+)\/releases(.*)$/.exec(path) ?? [];
		const own = this.releases.filter((release) => repositoryOf(release) === repository);
		const asset = /^\/assets\/(\d+)-(\d+)$/.exec(rest);
		if (asset !== null) {
			this.#answerAsset(Number(asset[1]), Number(asset[2]), headers, response);
			return;
		}
		const { searchParams } = new URL(path, 'http://localhost');
		const perPage = Number(searchParams.get('per_page') ?? 30);
		const start = (Number(searchParams.get('page') ?? 1) - 1) * perPage;
		const [newest] = own.filter(({ draft, prerelease }) => draft !== true && prerelease !== true);
		const tag = rest.startsWith('/tags/')
			? rest.slice('/tags/'.length)
			: rest === '/latest'
				? (newest?.tag ?? '')
				: undefined;
		const found = own.find((release) => release.tag === tag && release.draft !== true);
		const answer =
			tag !== undefined
				? found && this.#describe(found)
				: rest.startsWith('?')
					? own.slice(start, start + perPage).map((release) => this.#describe(release))
					: undefined;
		response
			.writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' })
			.end(JSON.stringify(answer ?? { message: 'Not Found', status: '404' }));
	}

	#describe(release: FakeRelease): unknown {
		const index = this.releases.indexOf(release);
		return {
			tag_name: release.tag,
			draft: release.draft ?? false,
			prerelease: release.prerelease ?? false,
			published_at: release.publishedAt ?? '2026-01-01T00:00:00Z',
			assets: [...release.assets].map(([name, bytes], number) => ({
				id: number,
				name,
				size: bytes.length,
				url: `${this.url('api')}/repos/${repositoryOf(release)}/releases/assets/${index}-${number}`,
				browser_download_url: `${this.url('web')}/${repositoryOf(release)}/releases/download/${release.tag}/${name}`,
				digest: release.digest === undefined ? `sha256:${sha256Of(bytes)}` : release.digest,
			})),
		};
	}

	/** GitHub sends the file itself only to who asks for it, by way of its storage. */
	#answerAsset(
		index: number,
		number: number,
		{ accept, authorization }: IncomingHttpHeaders,
		response: ServerResponse,
	): void {
		const release = this.releases[index];
		const name = [...(release?.assets.keys() ?? [])][number];
		const isAllowed = release?.isPrivate !== true || authorization !== undefined;
		if (release === undefined || !isAllowed || accept !== 'application/octet-stream') {
			response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
		} else {
			const path = `${repositoryOf(release)}/${encodeURIComponent(release.tag)}/${name}`;
			response.writeHead(302, { location: `${this.url('storage')}/storage/${path}` }).end();
		}
	}

	#answerDownload(
		role: Role,
		path: string,
		response: ServerResponse,
		fault: Fault | undefined,
	): void {
		const pattern =
			role === 'web'
				? /^\/([^/]+\/[^/]+)\/releases\/download\/(.+)\/([^/]+)$/
				: /^\/storage\/([^/]+\/[^/]+)\/(.+)\/([^/]+)$/;
		const [, repository = '', tag = '', name = ''] = pattern.exec(path.replace(/\?.*$/, '')) ?? [];
		const release = this.releases.find(
			(each) => each.tag === tag && repositoryOf(each) === repository && each.assets.has(name),
		);
		const bytes = release?.assets.get(name);
		if (bytes === undefined || (role === 'web' && release?.isPrivate === true)) {
			response.writeHead(404, { 'content-type': 'text/plain' }).end('Not Found');
		} else if (role === 'web') {
			const location = `${this.url('storage')}/storage/${repository}/${encodeURIComponent(tag)}/${name}`;
			response.writeHead(302, { location }).end();
		} else {
			this.#atOnce += 1;
			this.mostAtOnce = Math.max(this.mostAtOnce, this.#atOnce);
			response.once('close', () => {
				this.#atOnce -= 1;
			});
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

function repositoryOf({ repository = 'tonistiigi/binfmt' }: FakeRelease): string {
	return repository;
}

/** Lower-case hex sha256. */
export function sha256Of(bytes: Uint8Array): string {
	return createHash('sha256').update(bytes).digest('hex');
}
