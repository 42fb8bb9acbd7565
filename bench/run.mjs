// npm run bench [-- RUNS]: how long the step takes on this machine, beside bare Node, all measured
// in turn in one run. Needs root, for the user with sudo that it makes for one row.
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

const RUNS = Number(process.argv[2] ?? 25);
const ROOT = join(import.meta.dirname, '..');
const USER = 'xarch-bench';

/** What the step is asked for by a workflow that leaves everything out. */
const DEFAULTS = {
	platforms: 'all',
	version: 'default',
	source: 'auto',
	verify: 'true',
	reset: 'false',
	cleanup: 'true',
};

/** Runs a program; milliseconds and, for our own bundles, peak memory in MB. */
function run(file, args, { env = {}, user } = {}) {
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
function job(user) {
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
		const files = ['OUTPUT', 'STATE', 'ENV', 'STEP_SUMMARY'].map((name) => [
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
			bundle === 'main'
				? (/<<\S+\n(.*)\n/.exec(readFileSync(join(directory, 'temp', 'STATE'), 'utf8'))?.[1] ?? '')
				: '';
		return ended;
	};
	const main = (inputs, extra = {}) =>
		step('main', {
			...Object.fromEntries(
				Object.entries({ ...DEFAULTS, ...inputs }).map(([name, value]) => [
					`INPUT_${name.toUpperCase()}`,
					value,
				]),
			),
			...extra,
		});
	return {
		main,
		post: () => step('post', { STATE_state: state }),
		/** Peak resident memory of main's own process, MB. */
		async memoryMb(inputs) {
			await main(inputs, { NODE_OPTIONS: `--require ${join(directory, 'memory.cjs')}` });
			const megabytes = Number(readFileSync(memoryFile, 'utf8')) / 1024;
			await step('post', { STATE_state: state });
			return megabytes;
		},
		end: () => rmSync(directory, { recursive: true, force: true }),
	};
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

async function withSudoUser(work) {
	await run('useradd', ['--no-create-home', USER]);
	try {
		writeFileSync(`/etc/sudoers.d/${USER}`, `${USER} ALL=(ALL) NOPASSWD:ALL\n`, { mode: 0o440 });
		const id = async (flag) => Number((await run('id', [flag, USER])).output);
		await work({ uid: await id('-u'), gid: await id('-g') });
	} finally {
		rmSync(`/etc/sudoers.d/${USER}`, { force: true });
		await run('userdel', [USER]);
	}
}

await withSudoUser(async (user) => {
	const root = job();
	const sudo = job(user);
	try {
		process.stdout.write(
			`Node ${process.version}, ${RUNS} runs of each in turn; filling the tool-caches first\n`,
		);
		const coldMemoryMb = await root.memoryMb({});
		await sudo.main({});
		await sudo.post();
		const rows = {
			'node -e 0': [],
			'main, nothing to do': [],
			'main, arm64 warm, root': [],
			'post, arm64, root': [],
			'main, arm64 warm, sudo': [],
			'main, all warm, root': [],
			'post, all, root': [],
		};
		for (let round = 0; round < RUNS; round += 1) {
			rows['node -e 0'].push((await run(process.execPath, ['-e', '0'])).ms);
			rows['main, nothing to do'].push(
				(
					await root.main({
						platforms: 'linux/amd64,linux/arm64'.split(',')[process.arch === 'arm64' ? 1 : 0],
					})
				).ms,
			);
			rows['main, arm64 warm, root'].push((await root.main({ platforms: 'arm64' })).ms);
			rows['post, arm64, root'].push((await root.post()).ms);
			rows['main, arm64 warm, sudo'].push((await sudo.main({ platforms: 'arm64' })).ms);
			await sudo.post();
			rows['main, all warm, root'].push((await root.main({})).ms);
			rows['post, all, root'].push((await root.post()).ms);
		}
		const bare = median(rows['node -e 0']);
		process.stdout.write('\nwhat                       median ms   of bare node\n');
		for (const [name, values] of Object.entries(rows)) {
			const value = median(values);
			process.stdout.write(
				`${name.padEnd(26)} ${value.toFixed(0).padStart(9)}   ${(value / bare).toFixed(2).padStart(12)}\n`,
			);
		}
		const memory = {
			'nothing to do': await root.memoryMb({
				platforms: process.arch === 'arm64' ? 'arm64' : 'amd64',
			}),
			'all warm': await root.memoryMb({}),
			'all cold, with its download': coldMemoryMb,
		};
		process.stdout.write('\npeak memory of main          MB\n');
		for (const [name, megabytes] of Object.entries(memory)) {
			process.stdout.write(`${name.padEnd(26)} ${megabytes.toFixed(0).padStart(5)}\n`);
		}
	} finally {
		root.end();
		sudo.end();
	}
});
