import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { loadBuildkit } from '../machine/buildx.js';
import { type FaultyRegistry, startFaultyRegistry } from '../machine/faulty-registry.js';
import { type Registry, startRegistry } from '../machine/registry.js';
import type { Job, JobOptions } from '../machine/runner.js';
import { good, openWorkshop, type Workshop } from '../machine/workshop.js';

const endings: (() => Promise<void>)[] = [];
let shop: Workshop;
/** Holds an image of BuildKit that never arrives. */
let stalling: FaultyRegistry;

beforeAll(async () => {
	const registry: Registry = await startRegistry();
	endings.push(() => registry.stop());
	shop = await openWorkshop();
	endings.push(() => shop.stop());
	await loadBuildkit(shop.docker, registry.open);
	stalling = await startFaultyRegistry(registry.open, [{ path: /\/blobs\//, answer: 'stall' }]);
	endings.push(() => stalling.stop());
});
afterEach(() => shop.tidy());
afterAll(async () => {
	for (const end of endings.reverse()) await end();
});

/** All processes below one, that one first. */
function treeOf(pid: number): number[] {
	try {
		const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ');
		const below = children.filter((each) => each !== '').flatMap((each) => treeOf(Number(each)));
		return [pid, ...below];
	} catch {
		return [];
	}
}

function commandLine(pid: number): string {
	try {
		return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
	} catch {
		return '';
	}
}

/** Whether a process is there and has not ended. */
function runs(pid: number): boolean {
	try {
		return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
	} catch {
		return false;
	}
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
	for (let tries = 0; !(await isSo()); tries += 1) {
		if (tries === 300) throw new Error('it has not come about within 15 s');
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}

/** A job whose main is waiting for the image, and its processes. */
async function waitingJob(options: JobOptions = {}): Promise<{
	readonly job: Job;
	readonly pids: readonly number[];
	readonly ended: ReturnType<Job['main']>;
}> {
	const job = shop.job(options);
	const asked = stalling.requests().length;
	const image = `${stalling.address}/buildkit:lab`;
	const ended = job.main(shop.inputs({ 'buildx-image': image, 'buildx-name': 'waiting' }));
	await until(() =>
		stalling
			.requests()
			.slice(asked)
			.some(({ path }) => path.includes('/blobs/')),
	);
	return { job, pids: treeOf(job.pid), ended };
}

describe.each(['SIGKILL', 'SIGINT'] as const)('main ended by %s while BuildKit boots', (signal) => {
	test('leaves nobody who goes on, and post takes all of it away', async () => {
		const { job, pids, ended } = await waitingJob();
		expect(pids.length).toBeGreaterThan(2);
		process.kill(job.pid, signal);
		expect((await ended).code).not.toBe(0);
		const post = await job.post();
		expect(post).toMatchObject({ code: 0 });
		expect(post.stdout).toContain('Removed the builder waiting.');
		await until(() => !pids.some(runs));
	});
});

test('commands end with the job that waits for them, also when their daemon never answers', async () => {
	const job = shop.job();
	shop.docker.pause();
	try {
		const ended = job.main(shop.inputs());
		const waiting = () =>
			treeOf(job.pid).filter((pid) => /docker (?:info|version)/.test(commandLine(pid)));
		await until(() => waiting().length > 0);
		const pids = treeOf(job.pid);
		process.kill(job.pid, 'SIGKILL');
		await ended;
		await until(() => !pids.some(runs));
	} finally {
		shop.docker.resume();
	}
	expect(await job.post()).toMatchObject({ code: 0 });
});

test('a job killed with its runner while BuildKit boots leaves it to the next one', async () => {
	const { job, pids, ended } = await waitingJob({ mortal: true });
	const [runner = 0, node = 0] = pids;
	process.kill(runner, 'SIGKILL');
	process.kill(node, 'SIGKILL');
	await ended;
	expect(readdirSync(join(shop.docker.config, 'buildx', 'instances'))).toEqual(['waiting']);
	const next = shop.job();
	const main = await good(next.main(shop.inputs({ 'buildx-name': 'waiting' })));
	expect(main.stdout).toContain('Removing waiting, left by octo/hello, job build, run 17.');
	expect(main.summary).toContain('made for this job');
	await next.post();
	expect(job.left()).toEqual([]);
});

/** A step that was faster than the one before it has ended already. */
function killIfThere(pid: number): void {
	try {
		process.kill(pid, 'SIGKILL');
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
	}
}

test('a job killed at any moment leaves nothing that post or the next job does not find', async () => {
	// How long one takes depends on the machine: the moments are shares of that.
	const whole = shop.job();
	const startedAt = performance.now();
	await good(whole.main(shop.inputs({ 'buildx-name': 'sudden' })));
	const wholeMs = performance.now() - startedAt;
	await whole.post();
	await shop.tidy();
	for (const share of [0.15, 0.3, 0.45, 0.6, 0.75, 0.9]) {
		const job = shop.job();
		const ended = job.main(shop.inputs({ 'buildx-name': 'sudden' }));
		await new Promise((resolve) => setTimeout(resolve, share * wholeMs));
		killIfThere(job.pid);
		await ended;
		const post = await job.post();
		expect(post).toMatchObject({ code: 0 });
		expect(post.annotations('warning')).toEqual([]);
		await shop.tidy();
	}
});

test('what is left of before a reboot is found by its mark', async () => {
	const gone = shop.job();
	await good(gone.main(shop.inputs({ 'buildx-name': 'earlier' })));
	// As after a reboot: the journal is empty, and the mark is of another boot.
	const marker = join(shop.docker.config, 'buildx', 'xarch', 'earlier.json');
	const text = readFileSync(marker, 'utf8');
	expect(text).toContain('"bootId"');
	await gone.post();
	await shop.docker.run(
		...['buildx', 'create', '--name', 'earlier', '--bootstrap'],
		...['--driver-opt', 'image=xarch/buildkit:lab,network=host'],
	);
	mkdirSync(join(shop.docker.config, 'buildx', 'xarch'), { recursive: true });
	writeFileSync(marker, text.replace(/"bootId": "[^"]*"/, '"bootId": "another"'));
	const job = shop.job();
	const main = await good(job.main(shop.inputs()));
	expect(main.stdout).toContain('Removing earlier, left by octo/hello, job build, run 17.');
	expect(await shop.containers()).toEqual([`buildx_buildkit_${main.outputs.builder}0`]);
	await job.post();
});
