import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RegistryRequest } from './registry.js';

/** What goes wrong with requests to a registry. */
export interface RegistryFault {
	/** Default: every method. */
	readonly method?: string;
	/** Of the requests' paths. */
	readonly path: RegExp;
	/** How many of them are answered well first; default none. */
	readonly after?: number;
	/** How many of them are spoilt then; default all. */
	readonly times?: number;
	readonly answer:
		| { readonly status: number; readonly headers?: Readonly<Record<string, string>> }
		/** The connection ends without an answer. */
		| 'cut'
		/** The registry does as it is told, and the connection ends without its answer. */
		| 'cut after'
		/** No answer comes. */
		| 'stall';
}

export interface FaultyRegistry {
	/** `127.0.0.1:<port>`. */
	readonly address: string;
	/** In force from the next request on; a fault counts requests from when it is added. */
	readonly faults: RegistryFault[];
	/** What it was asked, the oldest first; the status is 0 where it gave none. */
	requests(): RegistryRequest[];
	stop(): Promise<void>;
}

/**
 * Puts a proxy in front of a real registry, which passes everything on but what is to fail.
 * @param upstream `host:port` of a registry without TLS
 */
export async function startFaultyRegistry(
	upstream: string,
	faults: readonly RegistryFault[] = [],
): Promise<FaultyRegistry> {
	const active = [...faults];
	const counts = new Map<RegistryFault, number>();
	const seen: RegistryRequest[] = [];
	const server = createServer((asked, response) => {
		const method = asked.method ?? '';
		const path = asked.url ?? '';
		const note = (status: number) => {
			seen.push({ method, path, status, userAgent: asked.headers['user-agent'] ?? '' });
		};
		const answer = takeFault(active, counts, method, path)?.answer;
		if (answer === undefined) {
			pass(upstream, asked, response, (status) => {
				note(status);
				return true;
			});
			return;
		}
		if (answer === 'cut after') {
			pass(upstream, asked, response, () => {
				note(0);
				return false;
			});
			return;
		}
		note(typeof answer === 'object' ? answer.status : 0);
		asked.resume();
		if (answer === 'cut') {
			asked.socket.destroy();
		} else if (answer !== 'stall') {
			const errors = [{ code: 'UNAVAILABLE', message: 'This fault is on purpose.' }];
			response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
			response.end(JSON.stringify({ errors }));
		}
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		address: `127.0.0.1:${port}`,
		faults: active,
		requests: () => [...seen],
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

/** The first fault that this request meets; counts it for all that match. */
function takeFault(
	faults: readonly RegistryFault[],
	counts: Map<RegistryFault, number>,
	method: string,
	path: string,
): RegistryFault | undefined {
	const due = faults.filter((fault) => {
		if (fault.method !== undefined && fault.method !== method) return false;
		if (path.search(fault.path) === -1) return false;
		const count = (counts.get(fault) ?? 0) + 1;
		counts.set(fault, count);
		const { after = 0, times = Number.POSITIVE_INFINITY } = fault;
		return count > after && count <= after + times;
	});
	return due[0];
}

/** Host goes along unchanged, so the registry's own links lead back here. */
function pass(
	upstream: string,
	asked: IncomingMessage,
	response: ServerResponse,
	isAnswered: (status: number) => boolean,
): void {
	const onward = request(
		`http://${upstream}${asked.url}`,
		{ method: asked.method ?? 'GET', headers: asked.headers },
		(answer) => {
			const { statusCode = 0, headers } = answer;
			if (!isAnswered(statusCode)) {
				answer.resume();
				asked.socket.destroy();
				return;
			}
			response.writeHead(statusCode, headers);
			answer.pipe(response);
		},
	);
	onward.on('error', () => asked.socket.destroy());
	asked.pipe(onward);
}
