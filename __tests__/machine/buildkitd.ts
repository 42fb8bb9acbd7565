import { existsSync, mkdtempSync, readdirSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { RUNC_CAPPED } from './capabilities.js';
import { type Certificates, makeCertificates } from './certificates.js';
import { type Daemon, startDaemon } from './daemon.js';
import { lab } from './lab.js';
import { unmountBelow } from './mounts.js';
import { freePort } from './registry.js';
import { run } from './runner.js';

/** A BuildKit outside of Docker, for the remote driver. */
export interface Buildkitd {
	/** `tcp://127.0.0.1:<port>`. */
	readonly endpoint: string;
	/** With option `tls`: what its clients show and trust. */
	readonly certificates: Certificates | undefined;
	readonly daemon: Daemon;
	/** Everything it writes is below here. */
	readonly root: string;
	stop(): Promise<void>;
}

export interface BuildkitdOptions {
	/** With TLS on both sides. */
	readonly tls?: boolean;
	/** More of buildkitd.toml, such as `[registry."…"]`. */
	readonly configuration?: string;
}

/**
 * Starts one on a port of 127.0.0.1, with all its files in a directory of its own.
 * @throws Error with its log when it does not come up
 */
export async function startBuildkitd({
	tls = false,
	configuration = '',
}: BuildkitdOptions = {}): Promise<Buildkitd> {
	const root = mkdtempSync(join(tmpdir(), 'xarch-buildkitd-'));
	const cgroup = basename(root);
	const endpoint = `tcp://127.0.0.1:${await freePort()}`;
	const certificates = tls ? makeCertificates(join(root, 'tls')) : undefined;
	const file = join(root, 'buildkitd.toml');
	writeFileSync(
		file,
		`root = "${join(root, 'state')}"
[grpc]
address = ["${endpoint}"]
${certificates === undefined ? '' : tlsSection(certificates)}
[otel]
socketPath = "${join(root, 'otel.sock')}"
[worker.containerd]
enabled = false
[worker.oci]
binary = "${RUNC_CAPPED}"
defaultCgroupParent = "${cgroup}"
${configuration}`,
	);
	const shown = certificates === undefined ? [] : clientArguments(certificates);
	const remove = () => {
		unmountBelow(root);
		removeCgroup(cgroup);
		rmSync(root, { recursive: true, force: true });
	};
	const daemon = await startDaemon({
		file: lab('bin', 'buildkitd'),
		args: ['--config', file],
		log: join(root, 'log'),
		answers: async () => {
			const args = ['--addr', endpoint, ...shown, 'debug', 'workers'];
			return (await run(lab('bin', 'buildctl'), args)).code === 0;
		},
	}).catch((error: unknown) => {
		remove();
		throw error;
	});
	return {
		endpoint,
		certificates,
		daemon,
		root,
		async stop() {
			await daemon.end();
			remove();
		},
	};
}

function tlsSection({ ca, server }: Certificates): string {
	return `[grpc.tls]\ncert = "${server.cert}"\nkey = "${server.key}"\nca = "${ca}"\n`;
}

function clientArguments({ ca, cert, key }: Certificates): string[] {
	return ['--tlscacert', ca, '--tlscert', cert, '--tlskey', key];
}

/** BuildKit leaves the groups of its containers' parents, in each hierarchy of version 1. */
function removeCgroup(name: string): void {
	const top = '/sys/fs/cgroup';
	for (const hierarchy of ['', ...directoriesIn(top)]) {
		removeGroup(join(top, hierarchy, name));
	}
}

function removeGroup(group: string): void {
	if (!existsSync(group)) return;
	for (const child of directoriesIn(group)) removeGroup(join(group, child));
	rmdirSync(group);
}

function directoriesIn(directory: string): string[] {
	return readdirSync(directory, { withFileTypes: true })
		.filter((entry) => entry.isDirectory())
		.map(({ name }) => name);
}
