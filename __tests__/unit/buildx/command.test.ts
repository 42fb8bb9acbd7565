import { homedir } from 'node:os';
import { describe, expect, test } from '@jest/globals';
import { commandsOf, homeOf, reasonOf } from '../../../src/buildx/command.js';

describe('the reason that a command gives', () => {
	/** Messages of docker 20.10 and buildx 0.13 and 0.29, as they came. */
	test.each([
		[
			'ERROR: Cannot connect to the Docker daemon at unix:///run/d.sock. Is the docker daemon running?\n',
			'Cannot connect to the Docker daemon at unix:///run/d.sock',
		],
		[
			'failed to remove MyB: no builder "MyB" found\nERROR: failed to remove one or more builders\n',
			'failed to remove MyB: no builder "MyB" found',
		],
		[
			'ERROR: failed to initialize builder multi (bar): Cannot connect to the Docker daemon at tcp://127.0.0.1:1. Is the docker daemon running?\n',
			'failed to initialize builder multi (bar): Cannot connect to the Docker daemon at tcp://127.0.0.1:1',
		],
		[
			'#1 [internal] booting buildkit\n#1 pulling image 127.0.0.1:5/b:none done\n#1 ERROR: Error response from daemon: manifest for 127.0.0.1:5/b:none not found: manifest unknown: manifest unknown\n------\n > [internal] booting buildkit:\n------\nERROR: Error response from daemon: manifest for 127.0.0.1:5/b:none not found: manifest unknown: manifest unknown\n',
			'manifest for 127.0.0.1:5/b:none not found: manifest unknown: manifest unknown',
		],
		[
			'Got permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock\n',
			'Got permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock',
		],
		['something happened\n', 'something happened'],
		['', 'exit code 7'],
		[
			'ERROR: Get "http://octo:hunter2@proxy.example:3128/v2/": EOF\n',
			'Get "http://proxy.example:3128/v2/": EOF',
		],
	])('%j', (stderr, reason) => {
		expect(reasonOf({ exitCode: 7, stdout: '', stderr })).toBe(reason);
	});

	test('is no longer than a line in a log', () => {
		const stderr = `error: ${'x'.repeat(5_000)}`;
		expect(reasonOf({ exitCode: 1, stdout: '', stderr })).toHaveLength(400);
	});
});

describe('a home', () => {
	test('is where docker and buildx have it', () => {
		expect(homeOf({ HOME: '/h' })).toEqual({
			dockerConfig: '/h/.docker',
			buildxConfig: '/h/.docker/buildx',
			variables: {},
		});
		expect(homeOf({}).dockerConfig).toBe(`${homedir()}/.docker`);
		expect(
			homeOf({ HOME: '/h', DOCKER_CONFIG: '/c', DOCKER_HOST: 'tcp://h:1', DOCKER_CONTEXT: '' }),
		).toEqual({
			dockerConfig: '/c',
			buildxConfig: '/c/buildx',
			variables: { DOCKER_HOST: 'tcp://h:1' },
		});
		expect(homeOf({ DOCKER_CONFIG: '/c', BUILDX_CONFIG: '/b' }).buildxConfig).toBe('/b');
	});

	test('decides about the environment of its commands, whatever that of this process is', async () => {
		const env = {
			PATH: process.env.PATH,
			DOCKER_HOST: 'tcp://mine:1',
			BUILDX_BUILDER: 'mine',
			KEPT: '1',
		};
		const home = { dockerConfig: '/c', buildxConfig: '/b', variables: { DOCKER_CONTEXT: 'hers' } };
		const { stdout } = await commandsOf(home, env)(['env']);
		expect(stdout.split('\n')).toEqual(
			expect.arrayContaining([
				'KEPT=1',
				'DOCKER_CONFIG=/c',
				'BUILDX_CONFIG=/b',
				'DOCKER_CONTEXT=hers',
			]),
		);
		expect(stdout).not.toMatch(/DOCKER_HOST|BUILDX_BUILDER/);
	});
});

describe('a command', () => {
	const run = commandsOf(homeOf({}), { PATH: process.env.PATH });

	test('is told by how it ended and what it wrote', async () => {
		const lines: string[] = [];
		const argv = ['sh', '-c', 'echo out; echo one >&2; echo two >&2; exit 3'];
		expect(await run(argv, { progress: (line) => lines.push(line) })).toEqual({
			...{ exitCode: 3, stdout: 'out\n', stderr: 'one\ntwo\n' },
		});
		expect(lines).toEqual(['one', 'two']);
	});

	test('that is not there ends as in a shell', async () => {
		expect(await run(['xarch-no-such-program'])).toMatchObject({ exitCode: 127 });
	});

	test('that does not end is ended, and says so', async () => {
		const ended = await run(['sleep', '60'], { timeoutMs: 500 });
		expect(ended.exitCode).toBe(124);
		expect(reasonOf(ended)).toBe('sleep did not end within 1 s');
	});
});
