import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

/** A proxy on the loopback that takes every name for a port of the loopback. */
export class ProxyServer {
	/** Where connections go. */
	port = 0;
	/** `user:password`, when it wants them. */
	credentials: string | undefined;
	/** True to take connections and never answer. */
	isSilent = false;
	/** Method and address of each request. */
	readonly seen: string[] = [];
	readonly #sockets = new Set<Socket>();
	readonly #server: Server;

	constructor() {
		this.#server = createServer((incoming, response) => {
			this.seen.push(`${incoming.method} ${incoming.url}`);
			if (this.isSilent) return;
			if (!this.#admits(incoming)) {
				response.writeHead(407).end();
				return;
			}
			const { pathname } = new URL(incoming.url ?? '');
			const { 'proxy-authorization': _, ...headers } = incoming.headers;
			const onward = request({ port: this.port, host: '127.0.0.1', path: pathname, headers });
			onward.on('response', (answer) => {
				response.writeHead(answer.statusCode ?? 502, answer.headers);
				answer.pipe(response);
			});
			onward.end();
		});
		this.#server.on('connect', (incoming: IncomingMessage, client: Socket) => {
			this.seen.push(`CONNECT ${incoming.url}`);
			this.#keep(client);
			if (this.isSilent) return;
			if (!this.#admits(incoming)) {
				client.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
				return;
			}
			const server = this.#keep(connect(this.port, '127.0.0.1'));
			server.on('connect', () => {
				client.write('HTTP/1.1 200 Connection established\r\n\r\n');
				client.pipe(server).pipe(client);
			});
		});
	}

	async start(): Promise<this> {
		await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
		return this;
	}

	async stop(): Promise<void> {
		for (const socket of this.#sockets) socket.destroy();
		this.#server.closeAllConnections();
		await new Promise((resolve) => this.#server.close(resolve));
	}

	/** @param user `user:password@` or nothing */
	address(user = ''): string {
		return `http://${user}127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
	}

	#keep(socket: Socket): Socket {
		this.#sockets.add(socket);
		return socket.on('error', () => {}).on('close', () => this.#sockets.delete(socket));
	}

	#admits({ headers }: IncomingMessage): boolean {
		if (this.credentials === undefined) return true;
		const expected = `Basic ${Buffer.from(this.credentials).toString('base64')}`;
		return headers['proxy-authorization'] === expected;
	}
}
