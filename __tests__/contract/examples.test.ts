import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { parseCommand } from '../../src/command-line/arguments.js';
import { runPlan } from '../../src/command-line/plan-command.js';
import { projectFiles, ROOT, readProject } from './project-files.js';

interface Step {
	readonly uses?: string;
	readonly with?: Readonly<Record<string, unknown>>;
}

interface Job extends Step {
	readonly secrets?: Readonly<Record<string, unknown>>;
	readonly strategy?: { readonly matrix?: unknown };
	readonly steps?: readonly Step[];
}

interface Workflow {
	readonly jobs: Readonly<Record<string, Job>>;
}

const files = projectFiles();
const examples = files.filter((path) => /^examples\/[^/]+\.yml$/.test(path));
const SELF = /^org\/setup-xarch(\/.*)?@v1$/;

/** The steps of a workflow, and its jobs that call another one. */
function callsOf({ jobs }: Workflow): (Job & Step)[] {
	return Object.values(jobs).flatMap((job) => [
		...(job.uses === undefined ? [] : [job]),
		...(job.steps ?? []),
	]);
}

/** What a part of this project takes, by the file that says so. */
function inputsOf(part: string): { inputs: string[]; secrets: string[] } {
	if (part.endsWith('.yml')) {
		const { on } = parse(readProject(part)) as {
			on: { workflow_call: Record<'inputs' | 'secrets', Record<string, unknown>> };
		};
		const { inputs, secrets } = on.workflow_call;
		return { inputs: Object.keys(inputs), secrets: Object.keys(secrets) };
	}
	const { inputs } = parse(readProject(join(part, 'action.yml'))) as {
		inputs: Record<string, unknown>;
	};
	return { inputs: Object.keys(inputs), secrets: [] };
}

test('every example is in the list', () => {
	const list = readProject('examples/README.md');
	const all = files.filter((path) => path.startsWith('examples/') && path.endsWith('.yml'));
	expect(all.length).toBeGreaterThan(8);
	expect(all.filter((path) => !list.includes(`(${path.replace('examples/', '')})`))).toEqual([]);
});

describe.each(examples)('%s', (path) => {
	const workflow = parse(readProject(path)) as Workflow;
	const calls = callsOf(workflow);

	test('uses parts of this project that exist, with inputs they have', () => {
		const own = calls.filter(({ uses }) => uses?.includes('setup-xarch'));
		for (const { uses = '', with: inputs = {}, secrets = {} } of own) {
			const part = (SELF.exec(uses) ?? [uses, uses])[1]?.replace(/^\//, '') ?? '.';
			expect(existsSync(join(ROOT, part))).toBe(true);
			const known = inputsOf(part);
			expect(Object.keys(inputs).filter((name) => !known.inputs.includes(name))).toEqual([]);
			expect(Object.keys(secrets).filter((name) => !known.secrets.includes(name))).toEqual([]);
		}
		expect(own.length + (readProject(path).includes('dist/cli/index.js') ? 1 : 0)).toBeGreaterThan(
			0,
		);
	});

	test('uses actions of others as the workflows of this project do', () => {
		const pins = files
			.filter((each) => /^\.github\/workflows\/.*\.yml$/.test(each))
			.flatMap((each) => [...readProject(each).matchAll(/uses: (\S+@[0-9a-f]{40} # v\S+)/g)])
			.map(([, pin]) => pin);
		const others = [...readProject(path).matchAll(/uses: (.+)/g)]
			.map(([, uses = '']) => uses)
			.filter((uses) => !SELF.test(uses));
		expect(others.filter((uses) => !pins.includes(uses))).toEqual([]);
	});
});

test('the matrix in forgejo.yml is what the command above it prints', () => {
	const text = readProject('examples/forgejo.yml');
	const [, line = ''] = /^# {3}xarch (plan .*)$/m.exec(text) ?? [];
	const args = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(
		([, quoted, bare]) => quoted ?? bare ?? '',
	);
	const command = parseCommand(args);
	if (command.name !== 'plan') throw new Error(`not a plan: ${line}`);
	const { jobs } = parse(text) as Workflow;
	expect(jobs.test?.strategy?.matrix).toEqual(JSON.parse(runPlan(command)));
});

describe('examples/gitlab', () => {
	test('.build of the included file is what the jobs of a plan extend', () => {
		const command = parseCommand(['plan', 'arm64', '--gitlab']);
		if (command.name !== 'plan') throw new Error('not a plan');
		const pipeline = parse(runPlan(command)) as Record<string, { extends: string }> & {
			include: { local: string }[];
		};
		const included = parse(readProject(`examples/gitlab/${pipeline.include[0]?.local}`)) as Record<
			string,
			unknown
		>;
		expect(Object.keys(included)).toContain(pipeline['build linux-arm64']?.extends);
	});

	test.each(['examples/gitlab/.gitlab-ci.yml', 'examples/gitlab/.gitlab/build.yml'])(
		'%s: every line that calls xarch is a command line that is understood',
		(path) => {
			const value = parse(readProject(path)) as Record<string, { [key: string]: unknown }>;
			const lines = Object.values(value)
				.flatMap((job) => [job.before_script, job.script])
				.flatMap((script) => (Array.isArray(script) ? (script as string[]) : []));
			const calls = lines.flatMap((line) => /(?:^|then )xarch ([^>;]+)/.exec(line)?.[1] ?? []);
			expect(calls.length).toBeGreaterThan(0);
			for (const call of calls) {
				const filled = call
					.replaceAll(/"\$\{?[A-Z_]*(PLATFORM|PLATFORMS)\}?"/g, 'arm64')
					.replaceAll('"', '');
				expect(() => parseCommand(filled.trim().split(/\s+/))).not.toThrow();
			}
		},
	);
});
