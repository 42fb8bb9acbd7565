import {
	createServer,
	type IncomingHttpHeaders,
	type IncomingMessage,
	type Server,
	type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** What goes wrong with one request. */
export type FileFault =
	| {
			readonly kind: 'status';
			readonly status: number;
			readonly headers?: Readonly<Record<string, string>>;
	  }
	/** The connection ends after this many bytes of the answer's body. */
	| { readonly kind: 'cut'; readonly afterBytes: number }
	/** Nothing more comes after this many bytes of the answer's body. */
	| { readonly kind: 'stall'; readonly afterBytes: number }
	/** The connection ends without an answer. */
	| { readonly kind: 'hang up' }
	| { readonly kind: 'redirect'; readonly to: string }
	/** An answer to a range request that begins elsewhere. */
	| { readonly kind: 'wrong range' }
	/** An answer to a range request that is whole, and ends after so many bytes. */
	| { readonly kind: 'short range'; readonly bytes: number }
	| { readonly kind: 'page' };

/** What a server has at every one of its addresses. */
export interface FileOnServer {
	/** A function for bodies without end: called for each piece until it gives none. */
	readonly content: Buffer | (() => Promise<Buffer | undefined>);
	readonly etag?: string;
	readonly lastModified?: string;
	/** False for a server that always sends the whole file. */
	readonly hasRanges?: boolean;
	/** The Content-Length of the whole file, when it is not the true one; null for none. */
	readonly announcedBytes?: number | null;
	readonly contentType?: string;
}

/** A web server on the loopback with one file, that does wrong on purpose. */
export class FaultyServer {
	file: FileOnServer = { content: Buffer.alloc(0) };
	/** Each request takes the first fault, if any. */
	readonly faults: FileFault[] = [];
	readonly seen: { readonly path: string; readonly headers: IncomingHttpHeaders }[] = [];
	/** Called for each request before it is answered. */
	onRequest: (count: number) => void = () => {};
	readonly #server: Server;

	constructor(create: (listener: (...args: never[]) => void) => Server = createServer as never) {
		this.#server = create(((request: IncomingMessage, response: ServerResponse) => {
			this.seen.push({ path: request.url ?? '', headers: request.headers });
			this.onRequest(this.seen.length);
			this.#answer(request, response);
		}) as never);
	}

	async start(): Promise<this> {
		await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
		return this;
	}

	async stop(): Promise<void> {
		this.#server.closeAllConnections();
		await new Promise((resolve) => this.#server.close(resolve));
	}

	clear(): void {
		this.seen.length = 0;
		this.faults.length = 0;
		this.onRequest = () => {};
	}

	get port(): number {
		return (this.#server.address() as AddressInfo).port;
	}

	get origin(): string {
		return `http://127.0.0.1:${this.port}`;
	}

	/** The Range headers of the requests so far; undefined for a request without. */
	ranges(): (string | undefined)[] {
		return this.seen.map(({ headers }) => headers.range);
	}

	#answer(request: IncomingMessage, response: ServerResponse): void {
		const fault = this.faults.shift();
		if (fault?.kind === 'hang up') {
			request.socket.destroy();
		} else if (fault?.kind === 'status') {
			response.writeHead(fault.status, fault.headers).end();
		} else if (fault?.kind === 'redirect') {
			response.writeHead(302, { location: fault.to }).end();
		} else if (fault?.kind === 'page') {
			response
				.writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
				.end('\n<!DOCTYPE html><title>Log in</title>');
		} else if (typeof this.file.content === 'function') {
			void this.#pump(this.file.content, response);
		} else {
			this.#send(this.file.content, request, response, fault);
		}
	}

	#send(
		content: Buffer,
		request: IncomingMessage,
		response: ServerResponse,
		fault: FileFault | undefined,
	): void {
		const { etag, lastModified, hasRanges, announcedBytes, contentType } = this.file;
		const headers: Record<string, string | number> = {
			'content-type': contentType ?? 'application/octet-stream',
			...(etag === undefined ? {} : { etag }),
			...(lastModified === undefined ? {} : { 'last-modified': lastModified }),
		};
		const total = announcedBytes === undefined ? content.length : announcedBytes;
		const from = hasRanges === false ? undefined : this.#rangeOf(request);
		let rest = content;
		if (from !== undefined && from >= content.length) {
			response.writeHead(416, { ...headers, 'content-range': `bytes */${content.length}` }).end();
			return;
		}
		if (from !== undefined) {
			const start = fault?.kind === 'wrong range' ? from + 1 : from;
			const end = fault?.kind === 'short range' ? start + fault.bytes : content.length;
			rest = content.subarray(start, end);
			headers['content-range'] = `bytes ${start}-${start + rest.length - 1}/${content.length}`;
		}
		if (fault?.kind === 'short range') headers['content-length'] = rest.length;
		else if (total !== null) {
			headers['content-length'] = total - (content.length - rest.length);
		}
		response.writeHead(from === undefined ? 200 : 206, headers);
		if (fault?.kind === 'cut') {
			response.write(rest.subarray(0, fault.afterBytes), () => response.destroy());
		} else if (fault?.kind === 'stall') {
			response.write(rest.subarray(0, fault.afterBytes));
		} else {
			response.end(rest);
		}
	}

	/** The start of the wanted range, when its If-Range is about the file that there is now. */
	#rangeOf({ headers }: IncomingMessage): number | undefined {
		const start = /^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1];
		const condition = headers['if-range'];
		const isSame =
			condition === undefined ||
			condition === this.file.etag ||
			condition === this.file.lastModified;
		return start === undefined || !isSame ? undefined : Number(start);
	}

	async #pump(content: () => Promise<Buffer | undefined>, response: ServerResponse): Promise<void> {
		response.on('error', () => {});
		for (;;) {
			const piece = await content();
			if (piece === undefined || response.destroyed) break;
			if (!response.write(piece)) await nextChance(response);
		}
		response.end();
	}
}

/** Until the response takes more, or takes nothing any more. */
function nextChance(response: ServerResponse): Promise<void> {
	return new Promise((resolve) => {
		const done = () => {
			response.off('drain', done).off('close', done);
			resolve();
		};
		response.on('drain', done).on('close', done);
	});
}
