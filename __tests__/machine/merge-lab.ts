import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BuildxVersion } from './buildx.js';
import { type ImageBuilds, startImageBuilds } from './image-builds.js';
import { lab, REPOSITORY } from './lab.js';
import { type Registry, startRegistry } from './registry.js';
import { type Ended, type Job, run, type Step, SYSTEM_NODE, startJob } from './runner.js';

/** A registry, a BuildKit that pushes to it, and what merges its images. */
export interface MergeLab {
	readonly registry: Registry;
	readonly builds: ImageBuilds;
	readonly job: Job;
	/** A step of the action, with a buildx that notes how it is called. */
	step(inputs: Readonly<Record<string, string>>): Promise<Step>;
	/** The command line, with the same. */
	xarch(args: readonly string[], input?: string): Promise<Ended>;
	/** Takes another buildx from now on, and these credentials. */
	use(version: BuildxVersion, credentials?: string): void;
	/** How buildx was called since the last time that this was asked. */
	calls(): string[];
	/** What the open registry was asked since the last time that this was asked: `PUT /v2/…`. */
	requests(): string[];
	/** An image's name that no other test uses. */
	image(): string;
	stop(): Promise<void>;
}

export async function startMergeLab(): Promise<MergeLab> {
	const root = mkdtempSync(join(tmpdir(), 'xarch-merge-'));
	const config = join(root, 'config');
	const log = join(root, 'calls');
	const plugin = join(config, 'cli-plugins', 'docker-buildx');
	mkdirSync(join(config, 'cli-plugins'), { recursive: true });
	writeFileSync(log, '');
	const registry = await startRegistry();
	const builds = await startImageBuilds();
	const job = startJob();
	const env = { DOCKER_CONFIG: config, HOME: root };
	let seen = 0;
	let images = 0;
	return {
		registry,
		builds,
		job,
		step: (inputs) => job.part('merge', inputs, env),
		xarch(args, input) {
			const cli = join(REPOSITORY, 'dist', 'cli', 'index.js');
			if (input === undefined) return run(SYSTEM_NODE, [cli, 'merge', ...args], { env });
			const file = join(root, 'input');
			writeFileSync(file, input);
			const script = 'file=$1; shift; exec "$@" <"$file"';
			const argv = [SYSTEM_NODE, cli, 'merge', ...args];
			return run('sh', ['-c', script, 'sh', file, ...argv], { env });
		},
		use(version, credentials = '{}') {
			const real = lab(`buildx-${version}`, 'docker-buildx');
			rmSync(plugin, { force: true });
			writeFileSync(plugin, `#!/bin/sh\necho "$*" >>${log}\nexec ${real} "$@"\n`);
			chmodSync(plugin, 0o755);
			writeFileSync(join(config, 'config.json'), credentials, { mode: 0o600 });
		},
		calls() {
			const lines = readFileSync(log, 'utf8').split('\n').slice(0, -1);
			writeFileSync(log, '');
			return lines;
		},
		requests() {
			const all = registry.requests('open');
			const fresh = all.slice(seen);
			seen = all.length;
			return fresh.map(({ method, path }) => `${method} ${path}`);
		},
		image() {
			images += 1;
			return `${registry.open}/octo/app${images}`;
		},
		async stop() {
			job.end();
			await builds.stop();
			await registry.stop();
			rmSync(root, { recursive: true, force: true });
		},
	};
}
