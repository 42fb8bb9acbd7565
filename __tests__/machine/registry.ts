import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDaemon } from './daemon.js';

/** A registry on loopback, once open to all and once for one user, with the same images. */
export interface Registry {
	/** `127.0.0.1:<port>`. */
	readonly open: string;
	/** The same images behind a user name and a password. */
	readonly locked: string;
	/** Everything they write is below here. */
	readonly root: string;
	/** What they were asked, the oldest first. */
	requests(which?: 'open' | 'locked'): RegistryRequest[];
	/** `config.json` or `auth.json` of an engine that is logged in to the locked one. */
	credentials(password?: string): string;
	stop(): Promise<void>;
}

export interface RegistryRequest {
	readonly method: string;
	/** With the query. */
	readonly path: string;
	/** 0 for no answer. */
	readonly status: number;
	readonly userAgent: string;
}

const USER = 'octo';
const PASSWORD = 'correct horse';

/**
 * Starts Debian's docker-registry, which is the distribution project's.
 * @throws Error with its log when it does not come up
 */
export async function startRegistry(): Promise<Registry> {
	const root = mkdtempSync(join(tmpdir(), 'xarch-registry-'));
	mkdirSync(join(root, 'images'));
	writeFileSync(
		join(root, 'htpasswd'),
		execFileSync('htpasswd', ['-Bbn', USER, PASSWORD], { encoding: 'utf8' }),
	);
	const access = `auth: {htpasswd: {realm: test, path: ${join(root, 'htpasswd')}}}\n`;
	const open = await serve(root, 'open', '');
	const locked = await serve(root, 'locked', access);
	return {
		open: open.address,
		locked: locked.address,
		root,
		requests: (which = 'open') => parseAccessLog((which === 'open' ? open : locked).log()),
		credentials(password = PASSWORD) {
			const auth = Buffer.from(`${USER}:${password}`).toString('base64');
			return JSON.stringify({ auths: { [locked.address]: { auth } } });
		},
		async stop() {
			await Promise.all([open.stop(), locked.stop()]);
			rmSync(root, { recursive: true, force: true });
		},
	};
}

/** A registry that answers as Docker Hub does once the limit for anonymous pulls is used up. */
export async function startLimitedRegistry(): Promise<{ address: string; stop(): Promise<void> }> {
	const errors = [{ code: 'TOOMANYREQUESTS', message: 'You have reached your pull rate limit.' }];
	const server = createHttpServer(({ url }, response) => {
		const isPing = url === '/v2/';
		// podman would wait for half a minute, four times.
		const headers = { 'content-type': 'application/json', 'retry-after': '0' };
		response.writeHead(isPing ? 200 : 429, headers);
		response.end(JSON.stringify(isPing ? {} : { errors }));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		address: `127.0.0.1:${port}`,
		stop: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

async function serve(root: string, name: string, access: string) {
	const address = `127.0.0.1:${await freePort()}`;
	const configuration = join(root, `${name}.yml`);
	const log = join(root, `${name}.log`);
	writeFileSync(
		configuration,
		`version: 0.1\nstorage: {filesystem: {rootdirectory: ${join(root, 'images')}}}\nhttp: {addr: "${address}"}\n${access}`,
	);
	const daemon = await startDaemon({
		file: 'docker-registry',
		args: ['serve', configuration],
		log,
		answers: () => answers(address),
	});
	return { address, log: daemon.log, stop: () => daemon.end() };
}

/** Reads what Apache calls the combined log format, among other lines. */
function parseAccessLog(log: string): RegistryRequest[] {
	const line = /^\S+ - \S+ \[[^\]]+\] "([A-Z]+) (\S+) [^"]*" (\d+) \d+ "[^"]*" "([^"]*)"$/gm;
	return [...log.matchAll(line)].map(([, method = '', path = '', status, userAgent = '']) => ({
		method,
		path,
		status: Number(status),
		userAgent,
	}));
}

async function answers(address: string): Promise<boolean> {
	try {
		return (await fetch(`http://${address}/v2/`)).status > 0;
	} catch {
		return false;
	}
}

/** A port of 127.0.0.1 that nobody listens on. */
export async function freePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	const { port } = server.address() as AddressInfo;
	await new Promise((resolve) => server.close(resolve));
	return port;
}
