import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import {
	elf64Match,
	mountForTest,
	registerForeign,
	removeForeign,
	snapshot,
} from '../machine/kernel.js';
import { lab, REPOSITORY } from '../machine/lab.js';
import { run, SYSTEM_NODE } from '../machine/runner.js';

const JOBS = 64;
const ROUNDS = Number(process.env.XARCH_LOAD_ROUNDS ?? 20);
/** A run is the same again for the same number, but for how fast the machine is. */
const SEED = Number(process.env.XARCH_LOAD_SEED ?? Date.now() % 1_000_000);
const DIST = join(REPOSITORY, 'dist');
const PROGRAMS = {
	...{ arm64: 'arm64', 'arm/v7': 'armhf', riscv64: 'riscv64', s390x: 's390x' },
	...{ ppc64le: 'ppc64el' },
} as const;
/** Of each program, in each job. */
const LOOPS = 2;

/** One job as it is drawn. */
interface Draw {
	readonly platforms: readonly (keyof typeof PROGRAMS)[];
	readonly reset: boolean;
	/** Killed after this share of what a job takes; undefined for those that may end. */
	readonly killedAt: number | undefined;
}

/** How a job went. */
interface Went {
	readonly programs: number;
	readonly failures: readonly string[];
	readonly wasKilled: boolean;
}

/** Mulberry32, numbers from 0 to 1. */
function randomNumbers(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
	};
}

function drawJob(random: () => number, isRisky: boolean): Draw {
	const platforms = (Object.keys(PROGRAMS) as (keyof typeof PROGRAMS)[]).filter(
		() => random() < 0.5,
	);
	return {
		platforms: platforms.length === 0 ? ['arm64'] : platforms,
		reset: random() < 0.25,
		// Some end before they would be killed: about a third really are.
		killedAt: isRisky && random() < 0.45 ? random() : undefined,
	};
}

let directory: string;
let emulators: string;
let unmount: () => void;
beforeEach(() => {
	directory = mkdtempSync(join(tmpdir(), 'xarch-load-'));
	// Where others may write, so that root's own copies come and go with the entries.
	emulators = join(directory, 'emulators');
	mkdirSync(emulators);
	for (const target of ['aarch64', 'arm', 'riscv64', 's390x', 'ppc64le']) {
		const name = `qemu-${target}`;
		copyFileSync(join(lab('qemu-11', 'usr', 'bin'), name), join(emulators, name));
	}
	unmount = mountForTest();
	const interpreter = join(lab('qemu-7', 'usr', 'bin'), 'qemu-aarch64-static');
	registerForeign('qemu-aarch64', `${elf64Match('b700')}:${interpreter}:OC`);
	registerForeign('qemu-alpha', `${elf64Match('2690')}:${interpreter}:`);
	registerForeign('jarwrapper', 'E::jar::/usr/bin/env:');
});
afterEach(() => {
	for (const name of ['qemu-aarch64', 'qemu-alpha', 'jarwrapper']) removeForeign(name);
	unmount();
	rmSync(directory, { recursive: true, force: true });
});

/** Runs a job, or its beginning when it is to be killed after a while, milliseconds. */
function runJob({ platforms, reset }: Draw, killAfterMs: number | undefined): Promise<Went> {
	const programs = platforms.map((platform) => lab('busybox', PROGRAMS[platform], 'busybox'));
	const child: ChildProcess = spawn(
		join(REPOSITORY, '__tests__', 'machine', 'load-job.sh'),
		[DIST, SYSTEM_NODE, String(LOOPS), ...programs],
		{
			env: {
				PATH: process.env.PATH,
				TMPDIR: directory,
				...{ RUNNER_TEMP: directory, RUNNER_TOOL_CACHE: join(directory, 'tool-cache') },
				INPUT_PLATFORMS: platforms.join(),
				INPUT_SOURCE: `dir:${emulators}`,
				INPUT_RESET: String(reset),
			},
			stdio: ['ignore', 'pipe', 'pipe'],
			detached: true,
		},
	);
	let output = '';
	child.stdout?.on('data', (data: Buffer) => {
		output += data;
	});
	child.stderr?.on('data', (data: Buffer) => {
		output += data;
	});
	let wasKilled = false;
	const timer =
		killAfterMs === undefined
			? undefined
			: setTimeout(() => {
					wasKilled = true;
					// The whole group: the job, and whatever it is running.
					process.kill(-(child.pid ?? 0), 'SIGKILL');
				}, killAfterMs);
	return new Promise((resolve) => {
		child.on('close', () => {
			clearTimeout(timer);
			const lines = output.split('\n');
			const expected = wasKilled || lines.includes('post') ? [] : ['failed: it did not end'];
			resolve({
				programs: lines.filter((line) => line === 'program').length,
				failures: [
					...lines.filter((line) => line !== '' && !/^(main|program|post)$/.test(line)),
					...expected,
				],
				wasKilled,
			});
		});
	});
}

test(`${JOBS} jobs at once, ${ROUNDS} times, a third of them killed`, async () => {
	const before = snapshot();
	const random = randomNumbers(SEED);
	const draw = (isRisky: boolean) => Array.from({ length: JOBS }, () => drawJob(random, isRisky));
	const failures: string[] = [];
	const count = { jobs: 0, programs: 0, kills: 0 };
	const note = (went: readonly Went[]) => {
		for (const { programs, failures: failed, wasKilled } of went) {
			count.jobs += 1;
			count.programs += programs;
			count.kills += wasKilled ? 1 : 0;
			failures.push(...failed);
		}
	};
	const sample = draw(false);
	await runJob({ platforms: ['arm64'], reset: false, killedAt: undefined }, undefined);
	const timed = async (work: () => Promise<Went[]>) => {
		const startedAt = performance.now();
		note(await work());
		return performance.now() - startedAt;
	};
	const serialMs = await timed(async () => {
		const went: Went[] = [];
		for (const job of sample) went.push(await runJob(job, undefined));
		return went;
	});
	const atOnceMs = await timed(() => Promise.all(sample.map((job) => runJob(job, undefined))));
	for (let round = 0; round < ROUNDS; round += 1) {
		const jobs = draw(true);
		note(
			await Promise.all(
				jobs.map((job) =>
					runJob(job, job.killedAt === undefined ? undefined : job.killedAt * atOnceMs),
				),
			),
		);
		expect({ seed: SEED, round, failures }).toEqual({ seed: SEED, round, failures: [] });
	}
	process.stdout.write(
		`load: seed ${SEED}, ${count.jobs} jobs, ${count.kills} of them killed, ${2 * count.jobs} set-ups and clean-ups, ${count.programs} foreign programs; a job costs ${(serialMs / JOBS).toFixed(0)} ms one after the other, ${(atOnceMs / JOBS).toFixed(0)} ms with ${JOBS} at once (${(atOnceMs / serialMs).toFixed(2)} times)\n`,
	);
	const restored = await run(SYSTEM_NODE, [join(DIST, 'cli', 'index.js'), 'restore']);
	expect(restored).toMatchObject({ code: 0 });
	expect(snapshot()).toEqual(before);
	expect(existsSync('/run/setup-xarch/journal.json')).toBe(false);
	expect(existsSync('/var/lib/setup-xarch')).toBe(false);
}, 1_200_000);
