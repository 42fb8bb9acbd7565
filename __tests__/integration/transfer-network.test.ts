/** Proxies, authorities of one's own, and who gets to see which credentials. */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { FaultyServer } from '../servers/faulty-server.js';
import { sha256Of } from '../servers/github-releases.js';
import { ProxyServer } from '../servers/proxy-server.js';
import { PROGRAM, TransferBench, tar } from '../servers/transfer-bench.js';

const bench = new TransferBench().install();
const { server } = bench;
const work = mkdtempSync(join(tmpdir(), 'xarch-network-'));
const CHILD = join(import.meta.dirname, '..', 'servers', 'obtain-child.mjs');
const PROXY_VARIABLES = ['http_proxy', 'https_proxy', 'no_proxy'].flatMap((name) => [
	name,
	name.toUpperCase(),
]);
const proxy = new ProxyServer();
let secure: FaultyServer;
let archive: Buffer;

/** A certificate for the name mirror.test and the loopback, signed by an authority of our own. */
function makeCertificates(): void {
	const openssl = (...args: string[]) =>
		execFileSync('openssl', args, { cwd: work, stdio: ['ignore', 'ignore', 'pipe'] });
	const key = (name: string) => ['-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`];
	openssl('req', '-x509', ...key('ca'), '-out', 'ca.pem', '-subj', '/CN=Test', '-days', '2');
	openssl('req', ...key('server'), '-out', 'server.csr', '-subj', '/CN=mirror.test');
	writeFileSync(join(work, 'names'), 'subjectAltName=DNS:mirror.test,IP:127.0.0.1\n');
	openssl(
		...['x509', '-req', '-in', 'server.csr', '-CA', 'ca.pem', '-CAkey', 'ca.key'],
		...['-CAcreateserial', '-out', 'server.pem', '-days', '2', '-extfile', 'names'],
	);
}

beforeAll(async () => {
	makeCertificates();
	await proxy.start();
	const identity = {
		key: readFileSync(join(work, 'server.key')),
		cert: readFileSync(join(work, 'server.pem')),
	};
	secure = await new FaultyServer(((listener: never) =>
		createServer(identity, listener)) as never).start();
	archive = gzipSync(await tar([{ name: 'qemu-aarch64', content: PROGRAM }]));
});
afterAll(async () => {
	await proxy.stop();
	await secure.stop();
	rmSync(work, { recursive: true, force: true });
});

const inherited = new Map(PROXY_VARIABLES.map((name) => [name, process.env[name]]));
const setVariables = (variables: ReadonlyMap<string, string | undefined>) => {
	for (const [name, value] of variables) {
		if (value === undefined) delete process.env[name];
		else process.env[name] = value;
	}
};
beforeEach(() => {
	setVariables(new Map(PROXY_VARIABLES.map((name) => [name, undefined])));
	server.file = { content: archive, etag: '"1"' };
	secure.file = server.file;
	secure.clear();
	Object.assign(proxy, { port: server.port, credentials: undefined, isSilent: false });
	proxy.seen.length = 0;
});
afterEach(() => setVariables(inherited));

/** Downloads in a process of its own, which has to end by itself. */
async function inChild(
	env: Readonly<Record<string, string>>,
	url: string,
	options = {},
): Promise<{ result?: { sha256: string }[]; error?: { message: string; remedy: string } }> {
	const { reporter: _, now: _now, catalog: _catalog, ...context } = bench.sandbox.context(options);
	const child = spawn(process.execPath, ['--no-warnings', CHILD, 'download'], {
		env: { PATH: process.env.PATH ?? '', ...env },
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	child.stdin.end(JSON.stringify({ request: bench.request({ url }), options: context }));
	return JSON.parse(await text(child.stdout));
}

describe('a proxy', () => {
	const viaProxy = { url: 'http://mirror.test:8080/files/release' };

	test.each(['http_proxy', 'HTTP_PROXY'])('%s is used, and resumes', async (name) => {
		process.env[name] = proxy.address();
		server.faults.push({ kind: 'cut', afterBytes: 10_000 });
		const got = await bench.download(viaProxy);
		expect(got.aarch64?.equals(PROGRAM)).toBe(true);
		expect(proxy.seen).toEqual([`GET ${viaProxy.url}`, `GET ${viaProxy.url}`]);
		expect(server.seen[0]?.headers.host).toBe('mirror.test:8080');
		expect(server.ranges()).toEqual([undefined, 'bytes=10000-']);
	});

	test.each(['mirror.test', '.test', 'other.test,mirror.test:8080', '*'])(
		'no_proxy=%s is honoured',
		async (list) => {
			process.env.http_proxy = proxy.address();
			process.env.no_proxy = list;
			const error = await bench.failure(viaProxy);
			expect(error.message).toMatch(/mirror\.test:8080\/files\/release failed/);
			expect(proxy.seen).toEqual([]);
		},
	);

	test('the loopback needs none', async () => {
		process.env.http_proxy = proxy.address();
		expect((await bench.download()).aarch64?.equals(PROGRAM)).toBe(true);
		expect(proxy.seen).toEqual([]);
	});

	test('with user and password', async () => {
		proxy.credentials = 'jo:p@ss:w';
		process.env.http_proxy = proxy.address('jo:p%40ss%3Aw@');
		expect((await bench.download(viaProxy)).aarch64?.equals(PROGRAM)).toBe(true);
		expect(server.seen[0]?.headers['proxy-authorization']).toBeUndefined();
	});

	test.each(['http', 'https'])(
		'a wrong password, %s: E_SOURCE that does not show it',
		async (scheme) => {
			proxy.credentials = 'jo:right';
			process.env[`${scheme}_proxy`] = proxy.address('jo:secret@');
			const error = await bench.failure({ url: `${scheme}://mirror.test/x` });
			expect(error.code).toBe('E_SOURCE');
			expect(error.message).toMatch(/407/);
			expect(error.remedy).toMatch(/user and password in the proxy variable/);
			expect(`${error.message} ${bench.sandbox.reporter.text()}`).not.toContain('secret');
			expect(proxy.seen).toHaveLength(1);
		},
	);

	test.each(['jo:secret@nowhere', 'proxy.test:3128', 'socks5://jo:secret@127.0.0.1:1'])(
		'a variable that names none: E_INPUT that does not show it (%s)',
		async (value) => {
			process.env.http_proxy = value;
			const error = await bench.failure(viaProxy);
			expect(error.code).toBe('E_INPUT');
			expect(error.message).toMatch(/http_proxy does not name a proxy/);
			expect(error.message).not.toContain('secret');
		},
	);

	test('a proxy that nobody answers for: E_SOURCE', async () => {
		process.env.http_proxy = 'http://jo:secret@127.0.0.1:9';
		const error = await bench.failure(viaProxy);
		expect(error.message).toMatch(/ECONNREFUSED 127\.0\.0\.1:9/);
		expect(error.message).not.toContain('secret');
	});

	test('a proxy that says nothing: E_SOURCE, and the process can end', async () => {
		proxy.isSilent = true;
		const url = 'https://mirror.test/x';
		const env = { https_proxy: proxy.address() };
		const { error } = await inChild(env, url, { connectTimeoutMs: 300 });
		expect(error?.message).toMatch(/failed: no answer within 0\.3 s \(attempt 3 of 3\)/);
		expect(proxy.seen).toEqual(Array(3).fill('CONNECT mirror.test:443'));
	});
});

describe('an authority of one’s own', () => {
	const expected = [{ target: 'aarch64', sha256: sha256Of(PROGRAM) }];
	const ca = { NODE_EXTRA_CA_CERTS: join(work, 'ca.pem') };

	test('NODE_EXTRA_CA_CERTS is trusted', async () => {
		const url = `https://127.0.0.1:${secure.port}/files/release`;
		secure.faults.push({ kind: 'cut', afterBytes: 10_000 });
		expect(await inChild(ca, url)).toEqual({ result: expected });
		expect(secure.ranges()).toEqual([undefined, 'bytes=10000-']);
	});

	test('through a proxy too, which sees the name only', async () => {
		proxy.port = secure.port;
		const env = { ...ca, HTTPS_PROXY: proxy.address() };
		expect(await inChild(env, 'https://mirror.test/files/release')).toEqual({ result: expected });
		expect(proxy.seen).toEqual(['CONNECT mirror.test:443']);
	});

	test('a name that the certificate lacks: refused', async () => {
		proxy.port = secure.port;
		const env = { ...ca, HTTPS_PROXY: proxy.address() };
		const { error } = await inChild(env, 'https://other.test/files/release');
		expect(error?.message).toMatch(/altnames/);
		expect(secure.seen).toEqual([]);
	});

	test('without it: E_SOURCE names the variable, at once', async () => {
		const url = `https://127.0.0.1:${secure.port}/files/release`;
		const { error } = await inChild({}, url);
		expect(error?.message).toMatch(/certificate/);
		expect(error?.message).not.toMatch(/attempt/);
		expect(error?.remedy).toMatch(/NODE_EXTRA_CA_CERTS/);
	});
});

describe('credentials', () => {
	const header = `Basic ${Buffer.from('jo:secret').toString('base64')}`;
	const seenBy = ({ seen }: FaultyServer) => seen.map(({ headers }) => headers.authorization);

	test('go to their origin only, also when a download is resumed', async () => {
		const other = await new FaultyServer().start();
		try {
			other.file = server.file;
			server.faults.push({ kind: 'redirect', to: `${other.origin}/signed?key=1` });
			server.faults.push({ kind: 'redirect', to: `${other.origin}/signed?key=2` });
			other.faults.push({ kind: 'cut', afterBytes: 10_000 });
			const authorization = { origin: server.origin, header };
			const got = await bench.download({ authorization }, { token: 'no', tokenOrigin: 'http://x' });
			expect(got.aarch64?.equals(PROGRAM)).toBe(true);
			expect(seenBy(server)).toEqual([header, header]);
			expect(seenBy(other)).toEqual([undefined, undefined]);
			expect(other.seen.map(({ path }) => path)).toEqual(['/signed?key=1', '/signed?key=2']);
			expect(bench.sandbox.reporter.text()).not.toMatch(/key=|secret/);
		} finally {
			await other.stop();
		}
	});

	test('a token goes to its origin only', async () => {
		await bench.download({}, { token: 'secret', tokenOrigin: server.origin });
		await bench.download({}, { token: 'secret', tokenOrigin: 'https://api.github.com' });
		expect(seenBy(server)).toEqual(['Bearer secret', undefined]);
	});

	test('are in no message', async () => {
		server.faults.push({ kind: 'status', status: 401 });
		const url = `${server.origin.replace('//', '//jo:secret@')}/files/release?token=secret`;
		const error = await bench.failure({ url, authorization: { origin: server.origin, header } });
		expect(error.message).toContain(`${server.origin}/files/release answered 401`);
		expect(`${error.message} ${error.remedy}`).not.toContain('secret');
	});
});
