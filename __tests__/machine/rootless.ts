import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lacksSysResource, RUNC_CAPPED } from './capabilities.js';
import { startDaemon } from './daemon.js';
import { run } from './runner.js';

/** A Docker daemon that is root in a user namespace only. */
export interface RootlessDocker {
	/** `unix://…` */
	readonly host: string;
	stop(): Promise<void>;
}

/**
 * Starts dockerd as dockerd-rootless.sh does, with unshare(1) for rootlesskit. It has no network of
 * its own, so that containers do not start there.
 * @throws Error with the daemon's log when it does not come up
 */
export async function startRootlessDocker(): Promise<RootlessDocker> {
	const root = mkdtempSync(join(tmpdir(), 'xarch-rootless-'));
	const bin = join(root, 'bin');
	const state = join(root, 'state');
	for (const directory of [bin, state]) mkdirSync(directory);
	// dockerd wants to find it, and starts it for published ports only.
	writeFileSync(join(bin, 'rootlesskit-docker-proxy'), '#!/bin/sh\n', { mode: 0o755 });
	const configuration = join(root, 'daemon.json');
	writeFileSync(configuration, '{}');
	const host = `unix://${join(root, 'docker.sock')}`;
	const script = `mount -t tmpfs tmpfs /run
		export ROOTLESSKIT_STATE_DIR="${state}" XDG_RUNTIME_DIR="${root}" HOME="${root}" PATH="${bin}:$PATH"
		exec dockerd "$@"`;
	const capped = lacksSysResource()
		? ['--add-runtime', `capped=${RUNC_CAPPED}`, '--default-runtime', 'capped']
		: [];
	const daemon = await startDaemon({
		file: 'unshare',
		args: [
			...['-Urm', '--', 'sh', '-c', script, 'sh', '--rootless', '--group', 'root'],
			...['--data-root', join(root, 'data'), '--exec-root', join(root, 'exec')],
			...['--pidfile', join(root, 'pid'), '--host', host, '--config-file', configuration],
			...['--iptables=false', '--ip6tables=false', '--bridge=none', ...capped],
		],
		log: join(root, 'log'),
		answers: async () => (await run('docker', ['--host', host, 'version'])).code === 0,
	}).catch((error: unknown) => {
		rmSync(root, { recursive: true, force: true });
		throw error;
	});
	return {
		host,
		async stop() {
			await daemon.end();
			rmSync(root, { recursive: true, force: true });
		},
	};
}
