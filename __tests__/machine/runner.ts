import { spawn } from 'node:child_process';
import {
	chmodSync,
	chownSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	realpathSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { REPOSITORY } from './lab.js';

/**
 * The machine's own Node. npm puts the one that the project installs, which is what actions
 * run on, before it; that one may also lie where an ordinary user cannot look.
 */
export const SYSTEM_NODE = systemNode();

function systemNode(): string {
	const path = (process.env.PATH ?? '')
		.split(delimiter)
		.filter((directory) => !directory.includes('node_modules'))
		.map((directory) => join(directory, 'node'))
		.find((file) => existsSync(file));
	if (path === undefined) throw new Error('there is no Node on PATH beside the installed one');
	return realpathSync(path);
}

/** How a process ended, and what it wrote. */
export interface Ended {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
}

export interface RunOptions {
	readonly env?: Readonly<Record<string, string>>;
	readonly cwd?: string;
	readonly user?: { readonly uid: number; readonly gid: number };
	/** Called with the process id as soon as there is one. */
	readonly started?: (pid: number) => void;
}

/** Runs a program to its end. */
export function run(
	file: string,
	args: readonly string[],
	{ env = {}, cwd, user, started }: RunOptions = {},
): Promise<Ended> {
	return new Promise((resolve, reject) => {
		const child = spawn(file, args, {
			env: { PATH: process.env.PATH ?? '', ...env },
			stdio: ['ignore', 'pipe', 'pipe'],
			...(cwd === undefined ? {} : { cwd }),
			...user,
		});
		if (child.pid !== undefined) started?.(child.pid);
		let stdout = '';
		let stderr = '';
		child.stdout.on('data', (data: Buffer) => {
			stdout += data.toString();
		});
		child.stderr.on('data', (data: Buffer) => {
			stderr += data.toString();
		});
		child.on('error', reject);
		child.on('close', (code) => resolve({ code, stdout, stderr }));
	});
}

/** One job's directories and files as the runner lays them out, and its two processes a step. */
export interface Job {
	readonly directory: string;
	readonly toolCache: string;
	/** RUNNER_TEMP. */
	readonly temp: string;
	/** Of the process that runs, or ran last; with option `mortal` of the one that it runs below. */
	readonly pid: number;
	/** Runs the step's main part. */
	main(
		inputs: Readonly<Record<string, string>>,
		env?: Readonly<Record<string, string>>,
	): Promise<Step>;
	/** Runs a step of a sub-action, `plan`, that has its bundle and its action.yml under that name. */
	part(
		name: string,
		inputs: Readonly<Record<string, string>>,
		env?: Readonly<Record<string, string>>,
	): Promise<Step>;
	/** Runs the post part of the step that ran last, with the state that it left. */
	post(env?: Readonly<Record<string, string>>): Promise<Step>;
	/** What its steps have left in the directories that they were given, besides what the runner reads. */
	left(): string[];
	end(): void;
}

export interface Step extends Ended {
	readonly outputs: Readonly<Record<string, string>>;
	readonly state: Readonly<Record<string, string>>;
	readonly exported: Readonly<Record<string, string>>;
	readonly summary: string;
	/** Text of workflow commands of one kind, `error` or `warning`. */
	annotations(kind: 'error' | 'warning'): string[];
}

export interface JobOptions {
	/** Default: the machine's. */
	readonly nodePath?: string;
	/** Default: the repository's. */
	readonly dist?: string;
	readonly user?: { readonly uid: number; readonly gid: number };
	/** For all of its processes. */
	readonly env?: Readonly<Record<string, string>>;
	/**
	 * Each process has a runner of its own, which ends with it: for others the job is over then, as
	 * one is whose runner was killed.
	 */
	readonly mortal?: boolean;
	/** A program with arguments that starts each process and watches it. */
	readonly through?: readonly string[];
}

/** The runner of a mortal job: all that it does is to wait. A shell would drop variables like INPUT_ADD-TO-PATH. */
const RUNNER = ['timeout', '--foreground', '600'];

/** Begins a job whose steps run as those of the real runner do: files in, files out. */
export function startJob(options: JobOptions = {}): Job {
	const { nodePath = SYSTEM_NODE, dist = join(REPOSITORY, 'dist'), user, mortal } = options;
	const directory = mkdtempSync(join(tmpdir(), 'xarch-job-'));
	const toolCache = join(directory, 'tool-cache');
	const temp = join(directory, 'temp');
	chmodSync(directory, 0o755);
	for (const path of [toolCache, temp]) {
		mkdirSync(path);
		if (user !== undefined) chownSync(path, user.uid, user.gid);
	}
	let state: Readonly<Record<string, string>> = {};
	let count = 0;
	let pid = 0;
	const step = async (bundle: string, env: Readonly<Record<string, string>>): Promise<Step> => {
		count += 1;
		const files = Object.fromEntries(
			['OUTPUT', 'STATE', 'ENV', 'PATH', 'STEP_SUMMARY'].map((name) => {
				const path = join(temp, `${name.toLowerCase()}-${count}`);
				writeFileSync(path, '');
				if (user !== undefined) chownSync(path, user.uid, user.gid);
				return [`GITHUB_${name}`, path];
			}),
		);
		const [file = '', ...args] = [
			...(mortal === true ? RUNNER : []),
			...(options.through ?? []),
			...[nodePath, join(dist, bundle, 'index.js')],
		];
		const ended = await run(file, args, {
			env: {
				CI: 'true',
				GITHUB_ACTIONS: 'true',
				GITHUB_REPOSITORY: 'octo/hello',
				GITHUB_JOB: 'build',
				GITHUB_RUN_ID: '17',
				HOME: directory,
				RUNNER_TEMP: temp,
				RUNNER_TOOL_CACHE: toolCache,
				...files,
				...options.env,
				...env,
			},
			...(user === undefined ? {} : { user }),
			started: (started) => {
				pid = started;
			},
		});
		const read = (name: string) => readFileSync(files[`GITHUB_${name}`] ?? '', 'utf8');
		return {
			...ended,
			outputs: parseCommandFile(read('OUTPUT')),
			state: parseCommandFile(read('STATE')),
			exported: parseCommandFile(read('ENV')),
			summary: read('STEP_SUMMARY'),
			annotations: (kind) =>
				ended.stdout
					.split('\n')
					.filter((line) => line.startsWith(`::${kind}`))
					.map((line) => decodeURIComponent(line.replace(/^::\w+[^:]*::/, ''))),
		};
	};
	return {
		directory,
		toolCache,
		temp,
		get pid() {
			return pid;
		},
		async main(inputs, env = {}) {
			state = {};
			const ended = await step('main', { ...inputVariables('action.yml', inputs), ...env });
			state = ended.state;
			return ended;
		},
		part(name, inputs, env = {}) {
			return step(name, { ...inputVariables(join(name, 'action.yml'), inputs), ...env });
		},
		post(env = {}) {
			const variables = Object.fromEntries(
				Object.entries(state).map(([name, value]) => [`STATE_${name}`, value]),
			);
			return step('post', { ...variables, ...env });
		},
		left: () =>
			readdirSync(directory, { recursive: true, encoding: 'utf8' })
				.filter((path) => !['tool-cache', 'temp'].includes(path))
				.filter((path) => !/^temp\/(?:output|state|env|path|step_summary)-\d+$/.test(path))
				.sort(),
		end() {
			rmSync(directory, { recursive: true, force: true });
		},
	};
}

/** What the runner passes for inputs: defaults for those that are left out; no token here. */
function inputVariables(
	metadata: string,
	inputs: Readonly<Record<string, string>>,
): Record<string, string> {
	const action = parse(readFileSync(join(REPOSITORY, metadata), 'utf8')) as {
		inputs: Record<string, { default?: string }>;
	};
	const defaults = Object.entries(action.inputs).map(([name, { default: value = '' }]) => [
		name,
		value.startsWith('${{') ? '' : value,
	]);
	return Object.fromEntries(
		[...defaults, ...Object.entries(inputs)].map(([name, value]) => [
			`INPUT_${name?.toUpperCase()}`,
			value ?? '',
		]),
	);
}

/** Reads the runner's command files: `name<<delimiter`, lines, delimiter. */
function parseCommandFile(text: string): Record<string, string> {
	const values: Record<string, string> = {};
	for (const [, name, , value] of text.matchAll(/^([^\n<]+)<<(\S+)\n([\s\S]*?)\n\2$/gm)) {
		if (name !== undefined && value !== undefined) values[name] = value;
	}
	return values;
}
