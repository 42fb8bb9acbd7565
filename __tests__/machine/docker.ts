import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lacksSysResource, RUNC_CAPPED } from './capabilities.js';
import { type Certificates, makeCertificates } from './certificates.js';
import { type Daemon, startDaemon } from './daemon.js';
import { unmountBelow } from './mounts.js';
import { freePort } from './registry.js';
import { type Ended, run } from './runner.js';

/**
 * A Docker daemon for tests: without network but the host's (`--network host`), and gone with all it
 * holds at the end. Registries on loopback need no TLS.
 */
export interface Docker {
	/** Environment variables that lead to it, and to a configuration of its own. */
	readonly env: Readonly<Record<string, string>>;
	/** Path of its socket. */
	readonly socket: string;
	/** DOCKER_CONFIG, empty at first. */
	readonly config: string;
	/** Its data-root and all else it writes is below here. */
	readonly root: string;
	/** With option `tls`: what the client shows and trusts. */
	readonly certificates: Certificates | undefined;
	run(...args: string[]): Promise<Ended>;
	/** Makes an image of a directory's content. */
	importImage(directory: string, name: string): void;
	log(): string;
	/** Freezes it until `resume`: it takes connections and never answers. */
	pause(): void;
	resume(): void;
	/** Ends it at once; its containers go on. */
	kill(): Promise<void>;
	/** Starts it again after `kill`; it ends the containers that it then finds. */
	start(): Promise<void>;
	stop(): Promise<void>;
}

export interface DockerOptions {
	/** Listens on a port of 127.0.0.1 too, with TLS on both sides, and `env` leads there. */
	readonly tls?: boolean;
	/** Where its data goes, for a file system of its own. */
	readonly dataRoot?: string;
}

/**
 * Starts a daemon of our own, so that nothing of the machine's is touched.
 * @throws Error with the daemon's log when it does not come up
 */
export async function startDocker({ tls = false, dataRoot }: DockerOptions = {}): Promise<Docker> {
	const root = mkdtempSync(join(tmpdir(), 'xarch-docker-'));
	const socket = join(root, 'docker.sock');
	const config = join(root, 'config');
	mkdirSync(config);
	writeFileSync(join(root, 'daemon.json'), '{}');
	const local = { DOCKER_HOST: `unix://${socket}`, DOCKER_CONFIG: config, HOME: root };
	const secured = tls ? await tlsOf(root) : undefined;
	const env = { ...local, ...secured?.env };
	const launch = () =>
		startDaemon({
			file: 'dockerd',
			args: [
				...['--config-file', join(root, 'daemon.json')],
				...['--data-root', dataRoot ?? join(root, 'data'), '--exec-root', join(root, 'exec')],
				...['--pidfile', join(root, 'pid'), '--host', `unix://${socket}`],
				...['--iptables=false', '--ip6tables=false', '--bridge=none'],
				...(lacksSysResource()
					? ['--add-runtime', `capped=${RUNC_CAPPED}`, '--default-runtime', 'capped']
					: []),
				...(secured?.args ?? []),
			],
			log: join(root, 'log'),
			answers: async () => (await run('docker', ['version'], { env })).code === 0,
		});
	const remove = () => {
		unmountBelow(root);
		rmSync(root, { recursive: true, force: true });
	};
	let daemon: Daemon = await launch().catch((error: unknown) => {
		remove();
		throw error;
	});
	const start = async () => {
		if (!daemon.isRunning) daemon = await launch();
	};
	return {
		env,
		socket,
		config,
		root,
		certificates: secured?.certificates,
		run: (...args) => run('docker', args, { env }),
		importImage(directory, name) {
			const archive = execFileSync('tar', ['-C', directory, '-c', '.'], { maxBuffer: 1 << 28 });
			execFileSync('docker', ['import', '-', name], {
				env: { ...process.env, ...env },
				input: archive,
			});
		},
		log: () => daemon.log(),
		pause: () => daemon.pause(),
		resume: () => daemon.resume(),
		async kill() {
			await daemon.end('SIGKILL');
			await forgetContainerd(join(root, 'exec', 'containerd', 'containerd.pid'));
		},
		start,
		async stop() {
			daemon.resume();
			await start();
			await removeContainers(env);
			await daemon.end();
			remove();
		},
	};
}

/** Removed by force, since a daemon that ends waits for each of them. */
async function removeContainers(env: Readonly<Record<string, string>>): Promise<void> {
	const { stdout } = await run('docker', ['ps', '--all', '--quiet'], { env });
	const ids = stdout.split('\n').filter((id) => id !== '');
	if (ids.length > 0) await run('docker', ['rm', '--force', '--volumes', ...ids], { env });
}

/**
 * containerd ends with the daemon that started it. A next one would wait for it in vain for as long
 * as nobody has asked how it ended.
 */
async function forgetContainerd(pidFile: string): Promise<void> {
	const commandLine = `/proc/${readFileSync(pidFile, 'utf8').trim()}/cmdline`;
	while (existsSync(commandLine) && readFileSync(commandLine, 'utf8') !== '') {
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
	rmSync(pidFile);
}

async function tlsOf(root: string) {
	const certificates = makeCertificates(join(root, 'tls'));
	const address = `tcp://127.0.0.1:${await freePort()}`;
	const { ca, server } = certificates;
	return {
		certificates,
		args: [
			...['--host', address, '--tlsverify', '--tlscacert', ca],
			...['--tlscert', server.cert, '--tlskey', server.key],
		],
		env: {
			DOCKER_HOST: address,
			DOCKER_TLS_VERIFY: '1',
			DOCKER_CERT_PATH: certificates.clientDirectory,
		},
	};
}
