import { describe, expect, test } from '@jest/globals';
import { parseCommand } from '../../src/command-line/arguments.js';
import { parseBuilderCommand } from '../../src/command-line/builder-arguments.js';
import { exitCodeOf } from '../../src/command-line/exit-code.js';
import { helpText } from '../../src/command-line/help.js';
import { type ErrorCode, XarchError } from '../../src/errors.js';
import { markdownFiles, plain, readProject, tableBelow } from './project-files.js';

/** A value that each option with one takes, by the letter the help shows for it. */
const SAMPLES: Readonly<Record<string, string>> = {
	...{ V: '10.2.3', S: 'github,apt', F: 'OCF', C: 'a'.repeat(64) },
	...{ U: 'https://mirror.example', D: '/tmp/bin', N: '30' },
	...{ R: 'linux/arm64 = arm', L: 'arm', G: 'emulated', I: 'registry.example/app', T: 'app' },
	...{ P: 'arm64', A: 'index:a=b' },
};

/** Of options whose letter stands for something else elsewhere. */
const PARTICULAR_SAMPLES: Readonly<Record<string, string>> = { '--privilege': 'sudo' };

/** Of options of `builder create`, whose values differ more. */
const BUILDER_SAMPLES: Readonly<Record<string, string>> = {
	...{ '--name': 'agent', '--driver': 'docker-container', '--image': 'moby/buildkit:v0.25.0' },
	...{ '--driver-opts': 'network=host', '--buildkitd-flags': '--debug' },
	...{ '--buildkitd-config': '/dev/null', '--mirrors': 'docker.io=mirror.example' },
	...{ '--endpoint': 'default', '--node-platforms': 'linux/amd64' },
	...{ '--append': '- endpoint: other', '--native-nodes': 'linux/arm64=ssh://me@host' },
};

/** A command line read to its end. */
function readArguments(args: readonly string[]): unknown {
	const command = parseCommand(args);
	return command.name === 'builder' ? parseBuilderCommand(command.args) : command;
}

interface Option {
	readonly command: string;
	readonly name: string;
	readonly letter: string | undefined;
}

/** The options of a command as its help lists them: in the usage line, and at the start of a line. */
function documentedOptions(command: string): Option[] {
	const [usage = '', ...lines] = helpText(command).split('\n');
	const inUsage = [...usage.matchAll(/\[(--[a-z-]+)\]/g)].map(([, name = '']) => ({ name }));
	const listed = lines.flatMap((line) => {
		const match = /^ {2}(?:-\w, )?(--[a-z-]+)(?: ([A-Z]))?(?= |$)/.exec(line);
		return match?.[1] === undefined ? [] : [{ name: match[1], letter: match[2] }];
	});
	const options = new Map<string, Option>();
	for (const option of [...inUsage, ...listed]) {
		options.set(option.name, { letter: undefined, ...option, command });
	}
	return [...options.values()];
}

const COMMANDS = [
	...['setup', 'status', 'restore', 'doctor', 'cache list', 'cache prune', 'plan', 'merge'],
	...['builder create', 'builder list', 'builder remove'],
];
/** What an option cannot be given without. */
const COMPANIONS: Readonly<Record<string, readonly string[]>> = { '--include': ['--gitlab'] };
const OPTIONS = COMMANDS.flatMap(documentedOptions);
const documents = markdownFiles().map(readProject).join('\n');

const ERROR_CODES = [
	...(/export type ErrorCode =([^;]+);/.exec(readProject('src/errors.ts'))?.[1] ?? '').matchAll(
		/'(E_[A-Z_]+)'/g,
	),
].map(([, code]) => code as ErrorCode);

function thrownBy(work: () => unknown): XarchError {
	try {
		work();
	} catch (error) {
		if (error instanceof XarchError) return error;
	}
	throw new Error('there was no error of ours');
}

describe('help', () => {
	test.each(OPTIONS)('$command $name is an option, and is in the documentation', (option) => {
		const { command, name, letter } = option;
		const sample = command === 'builder create' ? BUILDER_SAMPLES[name] : PARTICULAR_SAMPLES[name];
		const value =
			letter === undefined ? [] : [sample ?? SAMPLES[letter] ?? 'no sample for this letter'];
		const named = command === 'builder remove' && name !== '--all' ? ['agent'] : [];
		const given = [name, ...value].join('=');
		expect(() =>
			readArguments([...command.split(' '), ...named, ...(COMPANIONS[name] ?? []), given]),
		).not.toThrow();
		expect(documents.includes(`\`${name}`)).toBe(true);
	});

	test.each(COMMANDS)('of %s lists every option there is', (command) => {
		const { remedy } = thrownBy(() =>
			readArguments([...command.split(' '), '--there-is-no-such-option']),
		);
		const known = [...remedy.matchAll(/--[a-z-]+/g)].map(([name]) => name);
		const listed = documentedOptions(command).map(({ name }) => name);
		expect(known.filter((name) => name !== '--help').toSorted()).toEqual(
			listed.filter((name) => name !== '--help').toSorted(),
		);
	});

	test('names every command', () => {
		for (const command of [...COMMANDS, 'help']) {
			expect(helpText(undefined)).toContain(`xarch ${command}`);
			expect(documents.includes(`\`xarch ${command}`)).toBe(true);
		}
	});

	test('names the environment variables that the sources document', () => {
		const variables = [...helpText('setup').matchAll(/\b(?:XARCH|RUNNER|XDG)_[A-Z_]+/g)];
		const unknown = [...variables]
			.map(([name]) => name)
			.filter((name) => !documents.includes(name));
		expect(unknown).toEqual([]);
	});
});

describe('docs/troubleshooting.md', () => {
	const text = readProject('docs/troubleshooting.md');

	test('explains every error code, each with cause and remedy, and no other', () => {
		const rows = tableBelow(text, '## Error codes');
		expect(ERROR_CODES.length).toBeGreaterThan(10);
		expect(rows.map(([code = '']) => plain(code)).toSorted()).toEqual(ERROR_CODES.toSorted());
		for (const [code, cause = '', remedy = ''] of rows) {
			expect([code, cause.length > 10, remedy.length > 10]).toEqual([code, true, true]);
		}
	});

	const exitRows = tableBelow(text, '## Exit codes of the command line');

	test('gives every error code the exit code it has', () => {
		const documented = exitRows.flatMap(([exitCode, , codes = '']) =>
			[...codes.matchAll(/E_[A-Z_]+/g)].map(([code]) => [code, Number(exitCode)] as const),
		);
		const actual = ERROR_CODES.map(
			(code) => [code, exitCodeOf(new XarchError(code, '', ''))] as const,
		);
		expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(actual));
		expect(documented).toHaveLength(actual.length);
	});

	test('explains exit codes as the help does', () => {
		const inHelp = [...helpText(undefined).matchAll(/^ {2}(\d) {2}(.+)$/gm)];
		expect(exitRows.map(([exitCode, meaning]) => [exitCode, meaning])).toEqual(
			inHelp.map(([, exitCode, meaning]) => [exitCode, meaning]),
		);
	});
});
