import { describe, expect, test } from '@jest/globals';
import { parseCommand } from '../../../src/command-line/arguments.js';
import { parseSources } from '../../../src/emulator/source/source-spec.js';
import { parseVersion } from '../../../src/emulator/version.js';

const setup = (...args: string[]) => parseCommand(['setup', ...args]);

test.each([
	[[], { name: 'help', topic: undefined }],
	[['--help'], { name: 'help', topic: undefined }],
	[['-h'], { name: 'help', topic: undefined }],
	[['help'], { name: 'help', topic: undefined }],
	[['help', 'setup'], { name: 'help', topic: 'setup' }],
	[['setup', '-h'], { name: 'help', topic: 'setup' }],
	[['setup', 'arm64', '--help'], { name: 'help', topic: 'setup' }],
	[['status', '--help'], { name: 'help', topic: 'status' }],
	[['restore', '-h'], { name: 'help', topic: 'restore' }],
	[['--version'], { name: 'version' }],
	[['-V'], { name: 'version' }],
	[['status'], { name: 'status', json: false }],
	[['status', '--json'], { name: 'status', json: true }],
	[['restore'], { name: 'restore', all: false, persisted: false, privilege: 'auto' }],
	[['restore', '--all'], { name: 'restore', all: true, persisted: false, privilege: 'auto' }],
	[
		['restore', '--privilege=sudo'],
		{ name: 'restore', all: false, persisted: false, privilege: 'sudo' },
	],
])('%j', (args, command) => {
	expect(parseCommand(args)).toEqual(command);
});

describe('setup', () => {
	test('alone means all, by default settings', () => {
		expect(setup()).toEqual({
			name: 'setup',
			platforms: { all: true, platforms: [] },
			version: parseVersion('default'),
			sources: parseSources('auto'),
			...{ anySource: true, flags: 'auto', verify: true, reset: false },
			...{ keep: false, json: false, offline: false, privilege: 'auto' },
			...{ credentials: true, persist: false },
			pinning: { checksums: undefined, required: false },
			addresses: { githubUrl: undefined, githubApiUrl: undefined },
		});
	});

	test('takes every option, among the platforms', () => {
		const command = setup(
			...['arm64,riscv64', '--version', '10.2', '--source=dir:/q', 's390x', '--flags', 'cf'],
			...['--no-verify', '--reset', '--keep', '--json', '--offline', '--require-checksum'],
			...['--checksum', 'c'.repeat(64), '--checksum', 'd'.repeat(64)],
			...['--github-url', 'https://mirror.example', '--github-api-url=https://api.example/'],
		);
		expect(command).toMatchObject({
			...{
				version: parseVersion('10.2'),
				sources: [{ kind: 'dir', path: '/q' }],
				anySource: false,
			},
			...{ flags: 'OCF', verify: false, reset: true, keep: true, json: true },
			offline: true,
			pinning: {
				checksums: { unnamed: new Set(['c'.repeat(64), 'd'.repeat(64)]) },
				required: true,
			},
			addresses: { githubUrl: 'https://mirror.example', githubApiUrl: 'https://api.example' },
			platforms: {
				all: false,
				platforms: [{ target: 'aarch64' }, { target: 'riscv64' }, { target: 's390x' }],
			},
		});
		expect(Object.isFrozen(command)).toBe(true);
	});
});

describe('a mistake is E_INPUT, with the nearest that is right', () => {
	test.each([
		[['stup'], '"stup" is not a command; did you mean setup?'],
		[['help', 'stup'], 'There is no help on "stup"; did you mean setup?'],
		[['help', 'cache', 'prnue'], 'did you mean cache prune?'],
		[['restroe'], 'did you mean restore?'],
		[['setup', '--verison', '1'], '--verison is not an option here; did you mean --version?'],
		[['setup', '--rest'], 'did you mean --reset?'],
		[['status', '--jsn'], 'did you mean --json?'],
		[['restore', '--al'], 'did you mean --all?'],
		[['setup', '--privilege', 'conatiner'], 'did you mean container?'],
		[['setup', '--no-credentials', '--flags', 'OCF'], '--no-credentials leaves flag C out'],
		[['setup', '--persist', '--reset'], '--persist and --reset cannot be had together'],
		[['setup', '--flags', 'Z'], '"Z" is not allowed'],
		[['setup', '--version', 'newest'], '"newest" is not a version'],
	])('%j: %s', (args, message) => {
		expect(() => parseCommand(args)).toThrow(
			expect.objectContaining({ code: 'E_INPUT', message: expect.stringContaining(message) }),
		);
	});

	test.each([
		[['setup', '--reset=yes']],
		[['setup', '--version']],
		[['status', 'arm64']],
		[['restore', 'qemu-arm']],
		[['status', '--all']],
		[['setup', '-x']],
	])('%j is told what the options are', (args) => {
		expect(() => parseCommand(args)).toThrow(
			expect.objectContaining({
				code: 'E_INPUT',
				remedy: expect.stringMatching(/^The options are --.*--help\.$/),
			}),
		);
	});

	test('an unknown platform is E_PLATFORM', () => {
		expect(() => setup('amd46')).toThrow(expect.objectContaining({ code: 'E_PLATFORM' }));
	});
});
