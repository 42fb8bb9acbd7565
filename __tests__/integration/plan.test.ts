import { afterEach, describe, expect, test } from '@jest/globals';
import { REPOSITORY } from '../machine/lab.js';
import { type Job, run, SYSTEM_NODE, startJob } from '../machine/runner.js';

const jobs: Job[] = [];

function job(): Job {
	const started = startJob();
	jobs.push(started);
	return started;
}

afterEach(() => {
	for (const started of jobs.splice(0)) started.end();
});

function xarch(...args: string[]) {
	return run(SYSTEM_NODE, [`${REPOSITORY}/dist/cli/index.js`, ...args]);
}

describe('the action plan', () => {
	test('gives a matrix, and says the same in its log', async () => {
		const step = await job().part('plan', {
			platforms: 'linux/amd64, linux/arm64\n  linux/riscv64 linux/s390x',
			runners: 'linux/riscv64 = ["self-hosted", "riscv64"]\n\n',
			'max-parallel': '2',
		});
		expect(step).toMatchObject({ code: 0, stderr: '' });
		expect(step.outputs).toEqual({
			matrix: expect.any(String),
			platforms: 'linux/amd64,linux/arm64,linux/riscv64,linux/s390x',
			count: '4',
			'max-parallel': '2',
		});
		const { include } = JSON.parse(step.outputs.matrix ?? '');
		expect(include.map((entry: Record<string, unknown>) => [entry.pair, entry['runs-on']])).toEqual(
			[
				['linux-amd64', 'ubuntu-24.04'],
				['linux-arm64', 'ubuntu-24.04-arm'],
				['linux-riscv64', ['self-hosted', 'riscv64']],
				['linux-s390x', 'ubuntu-24.04'],
			],
		);
		expect(step.stdout).toMatch(/^linux\/riscv64 +\["self-hosted","riscv64"\] +native +no$/m);
		expect(step.stdout).toMatch(/^linux\/s390x +ubuntu-24\.04 +emulated +yes$/m);
	});

	test('without inputs: every container platform', async () => {
		const step = await job().part('plan', {});
		expect(step).toMatchObject({ code: 0, stderr: '' });
		expect(step.outputs).toMatchObject({ count: '11', 'max-parallel': '11' });
	});

	test('names that look like commands of the runner stay names', async () => {
		const targets = ['a\n::error::b', `x<<EOF\nmatrix=1\nEOF`, `$${'{{ github.token }}'}`, '"'];
		const step = await job().part('plan', {
			platforms: 'arm64',
			targets: JSON.stringify(targets),
		});
		expect(step).toMatchObject({ code: 0, stderr: '' });
		expect(Object.keys(step.outputs)).toEqual(['matrix', 'platforms', 'count', 'max-parallel']);
		const { include } = JSON.parse(step.outputs.matrix ?? '');
		expect(include.map(({ target }: { target: string }) => target)).toEqual(targets);
		expect(step.annotations('error')).toEqual([]);
	});

	test.each([
		[{ platforms: 'linux/arm46' }, 'E_PLATFORM', /"linux\/arm46".*did you mean "linux\/arm64"/],
		[{ platforms: '' }, 'E_INPUT', /platforms/],
		[{ runners: 'linux/arm64 ubuntu-24.04-arm' }, 'E_INPUT', /Input runners: /],
		[{ group: 'native' }, 'E_INPUT', /group: "native"/],
		[{ targets: '[1]' }, 'E_INPUT', /Input targets: /],
		[
			{ targets: Array.from({ length: 24 }, (_, index) => `t${index}`).join(',') },
			'E_TOO_MANY_JOBS',
			/264 jobs.*256/,
		],
	])('%j fails the step as %s', async (inputs, code, message) => {
		const step = await job().part('plan', inputs);
		expect(step).toMatchObject({ code: 1, outputs: {} });
		expect(step.annotations('error').join()).toMatch(message);
		expect(step.stdout).toContain(`[${code}]`);
	});
});

describe('xarch plan', () => {
	test('--json is the matrix of the action, on one line', async () => {
		const { code, stdout, stderr } = await xarch('plan', 'arm64,riscv64', '--json');
		expect({ code, stderr, lines: stdout.split('\n').length }).toEqual({
			code: 0,
			stderr: '',
			lines: 2,
		});
		const step = await job().part('plan', { platforms: 'arm64,riscv64' });
		expect(stdout).toBe(`${step.outputs.matrix}\n`);
	});

	test('prints a table, with images and targets where there are some', async () => {
		const { code, stdout } = await xarch(
			...['plan', 'amd64', 's390x', '--group', 'emulated'],
			...['--image', 'ghcr.io/o/a', '--target', 'app', '--runner', 's390x = mainframe'],
		);
		expect(code).toBe(0);
		expect(stdout).toMatch(/^PLATFORM +RUNS ON +HOW +NEEDS XARCH +IMAGE +TARGET\n/);
		expect(stdout).toMatch(/^linux\/s390x +mainframe +native +yes +ghcr\.io\/o\/a +app$/m);
	});

	test.each([
		[['arm46'], 2, /E_PLATFORM/],
		[['arm64', '--json', '--gitlab'], 2, /--json and --gitlab.*E_INPUT/s],
		[['arm64', '--include', 'x.yml'], 2, /--include.*--gitlab.*E_INPUT/s],
		[['arm64', '--runner', 'arm64'], 2, /--runner: "arm64".*E_INPUT/s],
		[['arm64', '--gruop', 'emulated'], 2, /--gruop.*did you mean --group/],
	])('%j ends with %i', async (args, exitCode, message) => {
		const ended = await xarch('plan', ...args);
		expect(ended).toMatchObject({ code: exitCode, stdout: '' });
		expect(ended.stderr).toMatch(message);
	});

	test('too many jobs for a matrix are no trouble for GitLab', async () => {
		const targets = Array.from({ length: 24 }, (_, index) => ['--target', `t${index}`]).flat();
		expect(await xarch('plan', '--json', ...targets)).toMatchObject({
			code: 2,
			stderr: expect.stringContaining('[E_TOO_MANY_JOBS]'),
		});
		expect(await xarch('plan', '--gitlab', ...targets)).toMatchObject({ code: 0, stderr: '' });
	});
});
