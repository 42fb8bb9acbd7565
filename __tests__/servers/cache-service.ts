import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** What goes wrong with a request. */
export type CacheFault =
	| { readonly kind: 'status'; readonly status: number; readonly body?: object }
	/** The connection ends in the middle of the archive. */
	| { readonly kind: 'cut' }
	/** Nothing is ever answered. */
	| { readonly kind: 'silence' };

/** An entry of the cache. */
export interface CacheEntry {
	readonly key: string;
	readonly version: string;
	/** The archive, as it was uploaded; undefined until it is complete. */
	archive: Buffer | undefined;
}

/** Which part of the service a request goes to. */
export type CachePart = 'look-up' | 'download' | 'reserve' | 'upload' | 'commit';

interface Question {
	readonly body: Buffer;
	readonly headers: IncomingMessage['headers'];
	readonly url: URL;
}

const TWIRP = '/twirp/github.actions.results.api.v1.CacheService/';

/**
 * The runner's cache service on a loopback address, both ways that @actions/cache speaks:
 * the first one (`_apis/artifactcache`, GitHub Enterprise Server and runners without
 * ACTIONS_CACHE_SERVICE_V2) and the second (Twirp, with the archive in Azure's blob storage).
 */
export class CacheService {
	readonly entries: CacheEntry[] = [];
	/** `look-up`, `download` and so on, in order. */
	readonly seen: CachePart[] = [];
	/** What every request to a part meets, until it is taken out. */
	readonly faults = new Map<CachePart, CacheFault>();
	readonly #parts = new Map<number, Buffer[]>();
	#server: Server | undefined;

	async start(): Promise<this> {
		this.#server = createServer((request, response) => {
			void this.#answer(request, response);
		});
		await new Promise<void>((resolve) => this.#server?.listen(0, '127.0.0.1', resolve));
		return this;
	}

	async stop(): Promise<void> {
		this.#server?.closeAllConnections();
		await new Promise((resolve) => this.#server?.close(resolve));
	}

	clear(): void {
		this.entries.length = 0;
		this.seen.length = 0;
		this.faults.clear();
	}

	/** What the runner tells a job about its cache service. */
	environment(generation: 1 | 2): Record<string, string> {
		const url = `${this.#url()}/`;
		return generation === 1
			? { ACTIONS_CACHE_URL: url, ACTIONS_RUNTIME_TOKEN: 'runtime-token' }
			: {
					ACTIONS_RESULTS_URL: url,
					ACTIONS_RUNTIME_TOKEN: 'runtime-token',
					ACTIONS_CACHE_SERVICE_V2: 'True',
				};
	}

	#url(): string {
		const address = this.#server?.address() as AddressInfo | undefined;
		return `http://127.0.0.1:${address?.port ?? 0}`;
	}

	async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = new URL(request.url ?? '/', this.#url());
		const part = partOf(request.method ?? '', url);
		this.seen.push(part);
		const question = { body: await buffer(request), headers: request.headers, url };
		const fault = this.faults.get(part);
		if (fault?.kind === 'silence') return;
		if (fault?.kind === 'status') {
			reply(response, fault.status, fault.body ?? {});
		} else if (part === 'download') {
			this.#download(question, response, fault?.kind === 'cut');
		} else if (url.pathname.startsWith(TWIRP)) {
			reply(response, 200, this.#second(part, question));
		} else if (url.pathname.startsWith('/blob/')) {
			this.#complete(Number(url.pathname.split('/').at(-1)), question.body);
			const headers = { etag: '"1"', 'last-modified': new Date().toUTCString() };
			response.writeHead(201, headers).end();
		} else {
			this.#first(part, question, response);
		}
	}

	#first(part: CachePart, { body, headers, url }: Question, response: ServerResponse): void {
		const id = Number(url.pathname.split('/').at(-1));
		if (part === 'look-up') {
			const keys = (url.searchParams.get('keys') ?? '').split(',');
			const found = this.#find(keys, url.searchParams.get('version') ?? '');
			if (found === undefined) response.writeHead(204).end();
			else {
				const archiveLocation = this.#archiveUrl(found);
				reply(response, 200, { cacheKey: found.key, archiveLocation, scope: 'refs/heads/main' });
			}
		} else if (part === 'reserve') {
			const { key, version } = JSON.parse(body.toString()) as CacheEntry;
			const cacheId = this.#reserve(key, version);
			if (cacheId === undefined) {
				reply(response, 409, { message: `Cache already exists. Key: ${key}` });
			} else reply(response, 201, { cacheId });
		} else if (part === 'upload') {
			const start = Number(/^bytes (\d+)-/.exec(String(headers['content-range']))?.[1]);
			const parts = this.#parts.get(id) ?? [];
			parts[start] = body;
			this.#parts.set(id, parts);
			response.writeHead(204).end();
		} else {
			this.#complete(id, Buffer.concat(Object.values(this.#parts.get(id) ?? [])));
			response.writeHead(204).end();
		}
	}

	#second(part: CachePart, { body }: Question): object {
		const { key, version, restore_keys } = JSON.parse(body.toString()) as {
			key: string;
			version: string;
			restore_keys?: string[];
		};
		if (part === 'look-up') {
			const found = this.#find([key, ...(restore_keys ?? [])], version);
			if (found === undefined) return { ok: false };
			return {
				ok: true,
				signed_download_url: this.#archiveUrl(found),
				matched_key: found.key,
			};
		}
		if (part === 'commit') return { ok: true, entry_id: '1' };
		const id = this.#reserve(key, version);
		return id === undefined
			? { ok: false, message: `cache entry with key ${key} already exists` }
			: { ok: true, signed_upload_url: `${this.#url()}/blob/${id}?sig=signature` };
	}

	#download({ url }: Question, response: ServerResponse, isCut: boolean): void {
		const archive = this.entries[Number(url.pathname.split('/').at(-1)) - 1]?.archive;
		if (archive === undefined) {
			response.writeHead(404).end();
			return;
		}
		response.writeHead(200, { 'content-length': archive.length });
		if (isCut) {
			const half = archive.subarray(0, archive.length / 2);
			response.write(half, () => response.destroy());
		} else response.end(archive);
	}

	/** The service takes a key for the beginning of another one, and gives the newest entry. */
	#find(keys: readonly string[], version: string): CacheEntry | undefined {
		return this.entries.findLast(
			(entry) =>
				entry.archive !== undefined &&
				entry.version === version &&
				keys.some((key) => entry.key.startsWith(key)),
		);
	}

	/** An entry's id, 1 for the first. */
	#reserve(key: string, version: string): number | undefined {
		const isTaken = this.entries.some((entry) => entry.key === key && entry.version === version);
		return isTaken ? undefined : this.entries.push({ key, version, archive: undefined });
	}

	#complete(id: number, archive: Buffer): void {
		const entry = this.entries[id - 1];
		if (entry !== undefined) entry.archive = archive;
	}

	#archiveUrl(entry: CacheEntry): string {
		return `${this.#url()}/archive/${this.entries.indexOf(entry) + 1}?sig=signature`;
	}
}

function partOf(method: string, { pathname }: URL): CachePart {
	if (pathname.startsWith('/archive/')) return 'download';
	if (pathname.startsWith('/blob/') || method === 'PATCH') return 'upload';
	if (pathname.endsWith('/GetCacheEntryDownloadURL') || method === 'GET') return 'look-up';
	if (pathname.endsWith('/CreateCacheEntry') || pathname.endsWith('/caches')) return 'reserve';
	return 'commit';
}

function reply(response: ServerResponse, status: number, body: object): void {
	response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
