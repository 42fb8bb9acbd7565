import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { Sandbox } from '../servers/source-fixture.js';
import { type Docker, startDocker } from './docker.js';
import { type Ended, run } from './runner.js';

/** A container engine with state of its own, empty at first. */
export interface TestEngine {
	readonly name: 'docker' | 'podman';
	/** Environment variables that lead to it, and to it alone. */
	readonly env: Readonly<Record<string, string>>;
	run(...args: string[]): Promise<Ended>;
	/** The variable that names this file of credentials. */
	loggedIn(credentials: string): Readonly<Record<string, string>>;
	/** What happened to containers since the last call, as the engine itself tells: `create`, …; less podman's `unmount`, which only some versions tell. */
	containerEvents(): Promise<string[]>;
	/** Everything in it: containers, images and volumes. */
	content(): Promise<string[]>;
	stop(): Promise<void>;
}

/** A Docker daemon. */
export async function dockerEngine(): Promise<TestEngine & { readonly docker: Docker }> {
	const docker = await startDocker();
	const config = mkdtempSync(join(tmpdir(), 'xarch-docker-config-'));
	let since = Date.now();
	return {
		name: 'docker',
		docker,
		env: { PATH: process.env.PATH ?? '', ...docker.env },
		run: docker.run,
		loggedIn(credentials) {
			writeFileSync(join(config, 'config.json'), credentials);
			return { DOCKER_CONFIG: config };
		},
		async containerEvents() {
			const until = Date.now();
			const seconds = (ms: number) => (ms / 1000).toFixed(3);
			const { stdout } = await docker.run(
				...['events', '--since', seconds(since), '--until', seconds(until)],
				...['--filter', 'type=container', '--format', '{{.Action}}'],
			);
			since = until;
			return linesOf(stdout);
		},
		content: () => contentOf(docker.run),
		async stop() {
			await docker.stop();
			rmSync(config, { recursive: true, force: true });
		},
	};
}

/**
 * podman with storage and state of its own, and no Docker daemon beside it.
 * @param registries addresses that speak HTTP only
 */
export function podmanEngine(registries: readonly string[]): TestEngine {
	const root = mkdtempSync(join(tmpdir(), 'xarch-podman-'));
	const file = (name: string, text: string) => {
		writeFileSync(join(root, name), text);
		return join(root, name);
	};
	const env = {
		PATH: process.env.PATH ?? '',
		HOME: root,
		DOCKER_HOST: `unix://${join(root, 'no-docker.sock')}`,
		CONTAINERS_STORAGE_CONF: file(
			'storage.conf',
			`[storage]\ndriver = "overlay"\ngraphroot = "${root}/storage"\nrunroot = "${root}/run"\n`,
		),
		CONTAINERS_CONF: file(
			'containers.conf',
			// static_dir is where option --root puts it: what cleans up behind a container is called with that.
			`[engine]\nevents_logger = "file"\ncgroup_manager = "cgroupfs"\nlock_type = "file"\ntmp_dir = "${root}/tmp"\nstatic_dir = "${root}/storage/libpod"\nvolume_path = "${root}/volumes"\n`,
		),
		CONTAINERS_REGISTRIES_CONF: file(
			'registries.conf',
			registries
				.map((location) => `[[registry]]\nlocation = "${location}"\ninsecure = true\n`)
				.join(''),
		),
	};
	const podman = (...args: string[]) => run('podman', args, { env });
	let seen = 0;
	return {
		name: 'podman',
		env,
		run: podman,
		loggedIn: (credentials) => ({ REGISTRY_AUTH_FILE: file('auth.json', credentials) }),
		async containerEvents() {
			const { stdout } = await podman(
				...['events', '--stream=false', '--since', '24h'],
				...['--filter', 'type=container', '--format', '{{.Status}}'],
			);
			const events = linesOf(stdout).filter((event) => event !== 'unmount');
			const fresh = events.slice(seen);
			seen = events.length;
			return fresh;
		},
		content: () => contentOf(podman),
		async stop() {
			await podman('system', 'reset', '--force');
			rmSync(root, { recursive: true, force: true });
		},
	};
}

/** What a container goes through when it is read and never started, as each engine tells it. */
export const READ_ONLY: Readonly<Record<TestEngine['name'], readonly string[]>> = {
	docker: ['create', 'export', 'destroy'],
	podman: ['create', 'mount', 'remove'],
};

/** Nothing was started, and nothing is left in the engine, the store and the temp directory. */
export async function expectOnlyRead(engine: TestEngine, sandbox: Sandbox): Promise<void> {
	const events = await engine.containerEvents();
	expect(events.filter((event) => !READ_ONLY[engine.name].includes(event))).toEqual([]);
	expect(await engine.content()).toEqual([]);
	expect(sandbox.files().filter((file) => file.includes('.xarch-'))).toEqual([]);
}

/**
 * Makes an image of these files by path and pushes it; the daemon keeps nothing of it.
 * @param changes instructions of a Dockerfile
 * @returns hex digest of its manifest
 */
export async function pushImage(
	docker: Docker,
	name: string,
	files: Readonly<Record<string, Uint8Array | { readonly linkTo: string }>>,
	changes: readonly string[] = [],
): Promise<string> {
	const archive = await archiveOf(files);
	const options = changes.flatMap((change) => ['--change', change]);
	execFileSync('docker', ['import', ...options, '-', name], {
		env: { ...process.env, ...docker.env },
		input: archive,
		stdio: ['pipe', 'ignore', 'inherit'],
	});
	const pushed = await docker.run('push', name);
	await docker.run('rmi', name);
	const digest = /digest: sha256:([0-9a-f]{64})/.exec(pushed.stdout)?.[1];
	if (digest === undefined) throw new Error(`not pushed: ${pushed.stdout}${pushed.stderr}`);
	return digest;
}

async function archiveOf(
	files: Readonly<Record<string, Uint8Array | { readonly linkTo: string }>>,
): Promise<Buffer> {
	const { pack } = await import('tar-stream');
	const archive = pack();
	for (const [name, content] of Object.entries(files)) {
		if ('linkTo' in content) {
			archive.entry({ name, type: 'symlink', linkname: content.linkTo });
		} else {
			archive.entry({ name, mode: 0o755 }, Buffer.from(content));
		}
	}
	archive.finalize();
	const chunks: Buffer[] = [];
	for await (const chunk of archive) chunks.push(chunk as Buffer);
	return Buffer.concat(chunks);
}

async function contentOf(engine: (...args: string[]) => Promise<Ended>): Promise<string[]> {
	const lists = await Promise.all([
		engine('ps', '--all', '--quiet'),
		engine('images', '--all', '--format', '{{.Repository}}:{{.Tag}}'),
		engine('volume', 'ls', '--quiet'),
	]);
	return lists.flatMap(({ stdout }) => linesOf(stdout));
}

function linesOf(text: string): string[] {
	return text.split('\n').filter((line) => line !== '');
}
