// A job of a runner, for measuring: our bundles as child processes with a runner's environment.
import { spawn } from 'node:child_process';
import {
	chmodSync,
	chownSync,
	cpSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..');

/** What the step is asked for by a workflow that leaves everything out. */
const DEFAULTS = {
	platforms: 'all',
	version: 'default',
	source: 'auto',
	verify: 'true',
	reset: 'false',
	cleanup: 'true',
};

/** The state as it was saved last. */
const lastState = (text) => [...text.matchAll(/<<\S+\n(.*)\n/g)].at(-1)?.[1] ?? '';

/** Runs a program; milliseconds and, for our own bundles, peak memory in MB. */
export function run(file, args, { env = {}, user } = {}) {
	return new Promise((resolve, reject) => {
		const startedAt = performance.now();
		const child = spawn(file, args, {
			env: { PATH: process.env.PATH, ...env },
			stdio: ['ignore', 'pipe', 'pipe'],
			...user,
		});
		let output = '';
		for (const stream of [child.stdout, child.stderr]) {
			stream.on('data', (data) => {
				output += data;
			});
		}
		child.on('error', reject);
		child.on('close', (code) => {
			const ms = performance.now() - startedAt;
			if (code === 0) resolve({ ms, output });
			else reject(new Error(`${file} ${args.join(' ')} ended with ${code}:\n${output}`));
		});
	});
}

/** A job's directories, and its main and post parts. */
export function job(user) {
	const directory = mkdtempSync(join(tmpdir(), 'xarch-bench-'));
	chmodSync(directory, 0o755);
	// Where a runner's user can read it, whoever owns the repository.
	cpSync(join(ROOT, 'dist'), join(directory, 'dist'), { recursive: true });
	for (const name of ['temp', 'tool-cache']) {
		mkdirSync(join(directory, name));
		if (user !== undefined) chownSync(join(directory, name), user.uid, user.gid);
	}
	const memoryFile = join(directory, 'temp', 'memory');
	writeFileSync(
		join(directory, 'memory.cjs'),
		`process.on('exit', () => require('node:fs').writeFileSync(${JSON.stringify(memoryFile)}, String(process.resourceUsage().maxRSS)));`,
	);
	let state = '';
	const step = async (bundle, variables) => {
		const files = ['OUTPUT', 'STATE', 'ENV', 'PATH', 'STEP_SUMMARY'].map((name) => [
			`GITHUB_${name}`,
			join(directory, 'temp', name),
		]);
		for (const [, path] of files) {
			writeFileSync(path, '');
			if (user !== undefined) chownSync(path, user.uid, user.gid);
		}
		const ended = await run(process.execPath, [join(directory, 'dist', bundle, 'index.js')], {
			env: {
				...Object.fromEntries(files),
				...variables,
				GITHUB_ACTIONS: 'true',
				RUNNER_TEMP: join(directory, 'temp'),
				RUNNER_TOOL_CACHE: join(directory, 'tool-cache'),
			},
			user,
		});
		state =
			bundle === 'main' ? lastState(readFileSync(join(directory, 'temp', 'STATE'), 'utf8')) : '';
		return ended;
	};
	const part = (bundle, inputs, extra = {}) =>
		step(bundle, {
			...Object.fromEntries(
				Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]),
			),
			...extra,
		});
	return {
		/** A step of an action beside the main one, with these inputs alone. */
		part,
		main: (inputs, extra = {}) => part('main', { ...DEFAULTS, ...inputs }, extra),
		post: (extra = {}) => step('post', { STATE_state: state, ...extra }),
		/** For NODE_OPTIONS: main then leaves what `memoryPeakMb` reads. */
		memoryHook: `--require ${join(directory, 'memory.cjs')}`,
		/** Peak resident memory of the process that ran with `memoryHook` last, MB. */
		memoryPeakMb: () => Number(readFileSync(memoryFile, 'utf8')) / 1024,
		/** Peak resident memory of main's own process, MB. */
		async memoryMb(inputs) {
			await this.main(inputs, { NODE_OPTIONS: this.memoryHook });
			const megabytes = this.memoryPeakMb();
			await this.post();
			return megabytes;
		},
		end: () => rmSync(directory, { recursive: true, force: true }),
	};
}

/** The middle value. */
export const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
