import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { getProxyUrl } from 'actions-http-client';
import { XarchError } from '../../errors.js';

type Headers = Readonly<Record<string, string>>;

/** The proxy refused to open a connection for us. */
export class ProxyRefusal extends Error {
	readonly status: number;

	constructor(proxy: URL, status: number) {
		super(`the proxy ${proxy.host} answered ${status}`);
		this.name = 'ProxyRefusal';
		this.status = status;
	}
}

/**
 * Sends one GET request on a connection of its own, through the proxy that http_proxy,
 * https_proxy and no_proxy name. TLS trusts what NODE_EXTRA_CA_CERTS adds.
 * @param signal ends the connection at any stage, also while the body is read
 * @returns the answer's head; its body is still to be read, or the message destroyed
 * @throws E_INPUT for a proxy variable that names no proxy; system and TLS errors, ProxyRefusal
 */
export async function send(
	url: URL,
	headers: Headers,
	signal: AbortSignal,
): Promise<IncomingMessage> {
	const proxy = proxyFor(url);
	const options = { headers, signal, method: 'GET' };
	if (proxy === undefined) {
		const request = url.protocol === 'https:' ? requestHttps : requestHttp;
		return answered(request(withoutUser(url), { ...options, agent: false }));
	}
	if (url.protocol === 'https:') {
		const socket = await tunnel(proxy, url, signal);
		const host = bareHost(url);
		const secure = connectTls({
			...{ socket, host, ALPNProtocols: ['http/1.1'] },
			...(isIP(host) === 0 ? { servername: host } : {}),
		});
		return answered(requestHttps(withoutUser(url), { ...options, createConnection: () => secure }));
	}
	// A proxy gets the whole address (RFC 9112, 3.2.2); many allow CONNECT to port 443 only.
	return answered(
		requestToProxy(proxy, {
			...options,
			path: withoutUser(url).href,
			headers: { ...headers, host: url.host, ...proxyAuthorization(proxy) },
		}),
	);
}

/**
 * The proxy for an address; undefined when it is asked directly.
 * @throws E_INPUT for a proxy variable that names no proxy
 */
export function proxyFor(url: URL): URL | undefined {
	let address: string;
	try {
		address = getProxyUrl(url.href);
	} catch (error) {
		throw notAProxy(url, error);
	}
	if (address === '') return undefined;
	const proxy = new URL(address);
	// `proxy:3128` is an address of scheme `proxy`.
	if (!['http:', 'https:'].includes(proxy.protocol) || proxy.hostname === '') throw notAProxy(url);
	return proxy;
}

/** The variable may hold a password, so it is not shown. */
function notAProxy(url: URL, cause?: unknown): XarchError {
	const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
	return new XarchError(
		'E_INPUT',
		`The environment variable ${name} does not name a proxy; allowed: http://host:port or https://host:port, with user:password@ before the host.`,
		`Correct ${name} (or its upper-case form), or list ${url.hostname} in no_proxy.`,
		cause,
	);
}

function requestToProxy(
	proxy: URL,
	options: { method: string; path: string; headers: Headers; signal: AbortSignal },
) {
	const isSecure = proxy.protocol === 'https:';
	return (isSecure ? requestHttps : requestHttp)({
		...options,
		host: bareHost(proxy),
		port: proxy.port || (isSecure ? 443 : 80),
		agent: false,
	});
}

/** A connection to the server that the proxy relays without understanding it (RFC 9110, 9.3.6). */
function tunnel(proxy: URL, url: URL, signal: AbortSignal): Promise<Socket> {
	const path = `${url.hostname}:${url.port || 443}`;
	const headers = { host: path, ...proxyAuthorization(proxy) };
	const request = requestToProxy(proxy, { method: 'CONNECT', path, headers, signal });
	return new Promise((resolve, reject) => {
		request.on('connect', (answer, socket: Socket) => {
			const { statusCode = 0 } = answer;
			if (statusCode >= 200 && statusCode < 300) {
				resolve(socket);
			} else {
				socket.destroy();
				reject(new ProxyRefusal(proxy, statusCode));
			}
		});
		request.on('error', reject);
		request.end();
	});
}

function answered(request: ReturnType<typeof requestHttp>): Promise<IncomingMessage> {
	return new Promise((resolve, reject) => {
		request.on('response', resolve);
		// Stays: an error after the answer is also the message's, and is read there.
		request.on('error', reject);
		request.end();
	});
}

function proxyAuthorization(proxy: URL): Record<string, string> {
	if (proxy.username === '' && proxy.password === '') return {};
	const pair = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
	return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}

/** Node would make an Authorization header of user and password, whatever the origin. */
function withoutUser(url: URL): URL {
	const bare = new URL(url);
	bare.username = '';
	bare.password = '';
	bare.hash = '';
	return bare;
}

function bareHost(url: URL): string {
	return url.hostname.replace(/^\[(.*)\]$/, '$1');
}
