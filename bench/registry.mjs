// An image of emulators in a registry on loopback, and a Docker daemon of our own that can pull it.
import { execFileSync, spawn } from 'node:child_process';
import {
	mkdirSync,
	mkdtempSync,
	openSync,
	readdirSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

async function freePort() {
	const server = createServer().listen(0, '127.0.0.1');
	await new Promise((resolve) => server.once('listening', resolve));
	const { port } = server.address();
	await new Promise((resolve) => server.close(resolve));
	return port;
}

/** Waits until a command succeeds, 20 s at most. */
async function until(file, args, options) {
	for (let tries = 0; ; tries += 1) {
		try {
			return execFileSync(file, args, { stdio: 'ignore', ...options });
		} catch (error) {
			if (tries === 100) throw error;
			await sleep(200);
		}
	}
}

function sizeOf(directory) {
	return readdirSync(directory, { recursive: true })
		.map((name) => statSync(join(directory, name)))
		.reduce((sum, info) => sum + (info.isFile() ? info.size : 0), 0);
}

/**
 * @param {string} emulators directory of `qemu-<target>` files
 * @param {readonly string[]} targets
 * @returns the image's reference, its size in the registry, the variables for docker, and an end
 */
export async function startRegistry(emulators, targets) {
	const root = mkdtempSync(join(tmpdir(), 'xarch-bench-docker-'));
	const socket = `unix://${join(root, 'docker.sock')}`;
	const env = { DOCKER_HOST: socket, DOCKER_CONFIG: join(root, 'config') };
	const port = await freePort();
	const configuration = join(root, 'registry.yml');
	const storage = join(root, 'registry');
	mkdirSync(storage);
	writeFileSync(
		configuration,
		`version: 0.1\nlog: {level: error}\nstorage: {filesystem: {rootdirectory: ${storage}}}\nhttp: {addr: "127.0.0.1:${port}"}\n`,
	);
	const log = openSync(join(root, 'log'), 'w');
	const started = [
		spawn('docker-registry', ['serve', configuration], { stdio: ['ignore', log, log] }),
		spawn(
			'dockerd',
			[
				...['--data-root', join(root, 'data'), '--exec-root', join(root, 'exec')],
				...['--pidfile', join(root, 'pid'), '--host', socket],
				...['--iptables=false', '--ip6tables=false', '--bridge=none'],
			],
			{ stdio: ['ignore', log, log] },
		),
	];
	const ended = started.map((child) => new Promise((resolve) => child.on('close', resolve)));
	const docker = { env: { ...process.env, ...env } };
	await until('docker', ['version'], docker);
	const reference = `127.0.0.1:${port}/binfmt:bench`;
	const tree = join(root, 'tree', 'usr', 'bin');
	mkdirSync(tree, { recursive: true });
	execFileSync('cp', [...targets.map((target) => join(emulators, `qemu-${target}`)), tree]);
	const archive = join(root, 'image.tar');
	execFileSync('tar', ['-cf', archive, '-C', join(root, 'tree'), '.']);
	execFileSync('docker', ['import', archive, reference], { stdio: 'ignore', ...docker });
	await until('docker', ['push', '--quiet', reference], docker);
	execFileSync('docker', ['rmi', reference], { stdio: 'ignore', ...docker });
	return {
		reference,
		sizeBytes: sizeOf(storage),
		env,
		async stop() {
			for (const child of started) child.kill('SIGTERM');
			await Promise.all(ended);
			rmSync(root, { recursive: true, force: true });
		},
	};
}
