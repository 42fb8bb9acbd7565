import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Ended, run } from './runner.js';

/** A Docker daemon for tests: without network, and gone with all it holds at the end. */
export interface Docker {
	/** Environment variables that lead to it. */
	readonly env: Readonly<Record<string, string>>;
	run(...args: string[]): Promise<Ended>;
	/** Makes an image of a directory's content. */
	importImage(directory: string, name: string): void;
	stop(): Promise<void>;
}

/**
 * Starts a daemon of our own, so that nothing of the machine's is touched.
 * @throws Error with the daemon's log when it does not come up
 */
export async function startDocker(): Promise<Docker> {
	const root = mkdtempSync(join(tmpdir(), 'xarch-docker-'));
	const socket = `unix://${join(root, 'docker.sock')}`;
	const log = join(root, 'log');
	const daemon: ChildProcess = spawn(
		'dockerd',
		[
			...['--data-root', join(root, 'data'), '--exec-root', join(root, 'exec')],
			...['--pidfile', join(root, 'pid'), '--host', socket],
			...['--iptables=false', '--ip6tables=false', '--bridge=none'],
		],
		{ stdio: ['ignore', openSync(log, 'w'), openSync(log, 'a')] },
	);
	const ended = new Promise((resolve) => daemon.on('close', resolve).on('error', resolve));
	const env = { DOCKER_HOST: socket, HOME: root };
	for (let tries = 0; (await run('docker', ['version'], { env })).code !== 0; tries += 1) {
		if (tries === 100 || daemon.exitCode !== null) {
			throw new Error(`dockerd did not come up:\n${readFileSync(log, 'utf8')}`);
		}
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	return {
		env,
		run: (...args) => run('docker', args, { env }),
		importImage(directory, name) {
			const archive = execFileSync('tar', ['-C', directory, '-c', '.'], { maxBuffer: 1 << 28 });
			execFileSync('docker', ['import', '-', name], {
				env: { ...process.env, ...env },
				input: archive,
			});
		},
		async stop() {
			daemon.kill('SIGTERM');
			await ended;
			rmSync(root, { recursive: true, force: true });
		},
	};
}
