import { XarchError } from '../errors.js';
import { chooseRunner, partsOf, platformOfRunner, type Runners, type RunsOn } from './runner.js';

/** How platforms are put together in jobs: one each, or those that are emulated in one job. */
export const GROUPS = ['platform', 'emulated'] as const;
export type Group = (typeof GROUPS)[number];

/** What is built for every platform. */
export interface Build {
	readonly image?: string;
	readonly target?: string;
}

/** What is to be planned; checked and frozen. */
export interface PlanRequest {
	/** Canonical, each once, at least one. */
	readonly platforms: readonly string[];
	readonly runners: Runners;
	readonly group: Group;
	/** The matrix's second dimension; one that says nothing when there is none. */
	readonly builds: readonly [Build, ...Build[]];
	/** How many jobs may run at once; undefined for no limit. */
	readonly maxParallel: number | undefined;
}

/** One job of a plan. */
export interface Job {
	/** In the order of the request; several only in a job of emulated ones. */
	readonly platforms: readonly [string, ...string[]];
	/** Names the job among those of the same build, fit for a file name: `linux-arm-v7`. */
	readonly pair: string;
	readonly runsOn: RunsOn;
	/** Whether the runner's CPU runs the platform by itself, as far as its labels tell. */
	readonly native: boolean;
	/** False only where it is certain that there is nothing to set up. */
	readonly needsXarch: boolean;
	readonly build: Build;
}

/** A job as a workflow's matrix has it. */
export interface MatrixEntry extends Build {
	/** Several are separated by commas. */
	readonly platform: string;
	readonly pair: string;
	/** Empty for several platforms, as `variant` is. */
	readonly arch: string;
	readonly variant: string;
	readonly 'runs-on': RunsOn;
	readonly native: boolean;
	readonly emulated: boolean;
	readonly 'needs-xarch': boolean;
}

/** What else than its own platform a CPU is certain to run. */
const ALSO_RUNS: Readonly<Record<string, readonly string[]>> = {
	'linux/amd64': ['linux/386'],
	'linux/arm/v7': ['linux/arm/v6', 'linux/arm/v5'],
	'linux/arm/v6': ['linux/arm/v5'],
};

type PlatformJob = Omit<Job, 'build' | 'pair'>;

/** Splits the work into jobs: all platforms of the first build, then those of the next; pure. */
export function planJobs({ platforms, runners, group, builds }: PlanRequest): readonly Job[] {
	const single = platforms.map((platform) => planPlatform(platform, runners));
	const named = withPairs(group === 'emulated' ? togetherByRunner(single) : single);
	return builds.flatMap((build) => named.map((job) => ({ ...job, build })));
}

function planPlatform(platform: string, runners: Runners): PlatformJob {
	const { runsOn, isNamed } = chooseRunner(platform, runners);
	const cpu = platformOfRunner(runsOn);
	const { arch } = partsOf(platform);
	// A level of the CPU's own architecture is never emulated, but not every CPU has it.
	const isOwn = cpu !== undefined && arch !== 'arm' && partsOf(cpu).arch === arch;
	const isCertain = cpu === platform || (ALSO_RUNS[cpu ?? ''] ?? []).includes(platform);
	return {
		platforms: [platform],
		runsOn,
		native: isCertain || isOwn || (cpu === undefined && isNamed),
		needsXarch: !isCertain,
	};
}

/** Puts emulated platforms that have the same runner into one job, at the place of the first. */
function togetherByRunner(jobs: readonly PlatformJob[]): readonly PlatformJob[] {
	const runnerOf = ({ runsOn }: PlatformJob) => JSON.stringify(runsOn);
	return jobs.flatMap((job, index): PlatformJob[] => {
		if (job.native) return [job];
		const isPeer = (other: PlatformJob) => !other.native && runnerOf(other) === runnerOf(job);
		if (jobs.slice(0, index).some(isPeer)) return [];
		const [, ...others] = jobs.filter(isPeer).flatMap(({ platforms }) => platforms);
		return [{ ...job, platforms: [...job.platforms, ...others] }];
	});
}

function withPairs(jobs: readonly PlatformJob[]): readonly Omit<Job, 'build'>[] {
	let groups = 0;
	return jobs.map((job) => {
		if (job.platforms.length === 1) {
			return { ...job, pair: job.platforms[0].replaceAll('/', '-') };
		}
		groups += 1;
		return { ...job, pair: groups === 1 ? 'emulated' : `emulated-${groups}` };
	});
}

/** How many jobs GitHub makes of one matrix at most. */
export const MATRIX_LIMIT = 256;

/**
 * The value of a workflow's `strategy.matrix`.
 * @throws E_TOO_MANY_JOBS
 */
export function matrixOf(jobs: readonly Job[]): { readonly include: readonly MatrixEntry[] } {
	if (jobs.length > MATRIX_LIMIT) {
		throw new XarchError(
			'E_TOO_MANY_JOBS',
			`The plan has ${jobs.length} jobs, and a matrix may have ${MATRIX_LIMIT} at most.`,
			'Put the emulated platforms into one job (group: emulated), or plan fewer images or targets at a time.',
		);
	}
	return { include: jobs.map(entryOf) };
}

function entryOf({ platforms, pair, runsOn, native, needsXarch, build }: Job): MatrixEntry {
	const [first, ...others] = platforms;
	return {
		platform: platforms.join(','),
		pair,
		...(others.length === 0 ? partsOf(first) : { arch: '', variant: '' }),
		'runs-on': runsOn,
		native,
		emulated: !native,
		'needs-xarch': needsXarch,
		...build,
	};
}
