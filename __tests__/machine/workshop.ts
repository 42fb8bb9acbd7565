import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import { readJournal, STATE_DIRECTORY } from '../../src/binfmt/journal.js';
import { readBootId } from '../../src/binfmt/owner.js';
import {
	type BuildxVersion,
	builderFiles,
	builderLeftovers,
	buildxPlugin,
	linesOf,
	loadBuildkit,
} from './buildx.js';
import { type Docker, type DockerOptions, startDocker } from './docker.js';
import { snapshot } from './kernel.js';
import { REPOSITORY } from './lab.js';
import {
	type Ended,
	type Job,
	type JobOptions,
	run,
	type Step,
	SYSTEM_NODE,
	startJob,
} from './runner.js';

/** What the host runs by itself: builders for it need no emulator, and no entry. */
export const NATIVE = 'linux/amd64';

/** A Docker daemon with buildx and an image of BuildKit, for steps that make builders. */
export interface Workshop {
	readonly docker: Docker;
	/** Begins a job whose docker is this one; it ends with `tidy`. */
	job(options?: JobOptions): Job;
	/** Inputs of a step that makes a builder from the image at hand, and needs no emulator. */
	inputs(more?: Readonly<Record<string, string>>): Record<string, string>;
	/** The command line with this docker, as the user of the jobs. */
	xarch(...args: string[]): Promise<Ended>;
	/** Names of all containers, in order. */
	containers(): Promise<string[]>;
	/** Another user's configuration of docker with the same buildx; it goes with `tidy`. */
	otherConfig(): string;
	/** Ends the jobs; then everything has to be as it was at first. */
	tidy(): Promise<void>;
	stop(): Promise<void>;
}

export interface WorkshopOptions extends DockerOptions {
	readonly buildx?: BuildxVersion;
}

/** Starts one, with a daemon of its own. */
export async function openWorkshop(options: WorkshopOptions = {}): Promise<Workshop> {
	const entries = snapshot();
	const docker = await startDocker(options);
	try {
		const version = options.buildx ?? '0.29';
		buildxPlugin(version, docker.config);
		const image = await loadBuildkit(docker);
		const clean = await builderLeftovers(docker);
		return workshopOf(docker, version, image, clean, entries);
	} catch (error) {
		await docker.stop();
		throw error;
	}
}

function workshopOf(
	docker: Docker,
	version: BuildxVersion,
	image: string,
	clean: readonly string[],
	entries: ReturnType<typeof snapshot>,
): Workshop {
	const jobs: Job[] = [];
	const configs: string[] = [];
	return {
		docker,
		job(options = {}) {
			const { HOME: _, ...env } = docker.env;
			const job = startJob({ ...options, env: { ...env, ...options.env } });
			jobs.push(job);
			return job;
		},
		inputs: (more = {}) => ({
			platforms: NATIVE,
			buildx: 'true',
			'buildx-image': image,
			'buildx-driver-opts': 'network=host',
			...more,
		}),
		xarch: (...args) =>
			run(SYSTEM_NODE, [join(REPOSITORY, 'dist', 'cli', 'index.js'), ...args], { env: docker.env }),
		async containers() {
			const { stdout } = await docker.run('ps', '--all', '--format', '{{.Names}}');
			return linesOf(stdout).sort();
		},
		otherConfig() {
			const config = mkdtempSync(join(tmpdir(), 'xarch-config-'));
			buildxPlugin(version, config);
			configs.push(config);
			return config;
		},
		async tidy() {
			const others = configs.splice(0);
			const strays = others.flatMap((config) => builderFiles(config));
			for (const config of others) rmSync(config, { recursive: true });
			const ended = jobs.splice(0);
			const left = ended.flatMap((job) => job.left());
			for (const job of ended) job.end();
			expect(await builderLeftovers(docker)).toEqual(clean);
			expect([...left, ...strays]).toEqual([]);
			expect(heldBuilders()).toEqual([]);
			expect(snapshot()).toEqual(entries);
		},
		stop: () => docker.stop(),
	};
}

/** What the machine's journal still knows of builders, and locks that nobody has given back. */
function heldBuilders(): string[] {
	const { journal, damage } = readJournal(STATE_DIRECTORY, readBootId());
	const names = existsSync(STATE_DIRECTORY) ? readdirSync(STATE_DIRECTORY) : [];
	return [
		...(damage === undefined ? [] : [damage]),
		...journal.builders.map(({ name }) => name),
		...names.filter((name) => /^builder-/.test(name)).map((name) => join(STATE_DIRECTORY, name)),
	];
}

/**
 * A step that has to end well.
 * @throws Error with all that it wrote when it does not
 */
export async function good(step: Promise<Step>): Promise<Step> {
	const ended = await step;
	if (ended.code !== 0) throw new Error(`${ended.stdout}${ended.stderr}`);
	return ended;
}

/**
 * The message of a step that has to fail.
 * @throws Error with all that it wrote when it does not
 */
export async function failure(step: Promise<Step>): Promise<string> {
	const { code, stdout, annotations } = await step;
	if (code !== 1) throw new Error(stdout);
	return annotations('error').join('\n');
}
