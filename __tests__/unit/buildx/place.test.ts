import { describe, expect, test } from '@jest/globals';
import type { Ended, RunCommand } from '../../../src/buildx/command.js';
import { dockerAt, findPlace, nodeContainer } from '../../../src/buildx/place.js';
import type { BuilderRequest, Driver } from '../../../src/buildx/request.js';

function request(driver: Driver, endpoint?: string): BuilderRequest {
	const node = {
		...{ name: undefined, endpoint, driverOptions: [], buildkitdFlags: undefined },
		...{ platforms: [], tls: undefined },
	};
	return {
		...{ name: undefined, driver, nodes: [node], buildkitdConfig: undefined, use: true },
		...{ keepState: false, cleanup: true, version: undefined, installIfMissing: true },
		cache: undefined,
	};
}

/** A docker that answers so, and what it was asked. */
function docker(answer: Partial<Ended>): { run: RunCommand; asked: (readonly string[])[] } {
	const asked: (readonly string[])[] = [];
	const run: RunCommand = async (argv) => {
		asked.push(argv);
		return { exitCode: 0, stdout: '', stderr: '', ...answer };
	};
	return { run, asked };
}

const INFO = { ID: 'AB:CD', OSType: 'linux', SecurityOptions: ['name=seccomp,profile=default'] };

describe('a Docker daemon', () => {
	test('is told by its id, and asked where the first node is', async () => {
		const { run, asked } = docker({ stdout: JSON.stringify(INFO) });
		const place = { id: 'docker:AB:CD', isRootless: false };
		expect(await findPlace(request('docker-container'), run)).toEqual({
			...place,
			docker: ['docker'],
		});
		expect(await findPlace(request('docker-container', 'ctx'), run)).toEqual({
			...place,
			docker: ['docker', '--context', 'ctx'],
		});
		await findPlace(request('docker-container', 'tcp://h:1'), run);
		expect(asked.map((argv) => argv.slice(0, -2).join(' '))).toEqual([
			...['docker info', 'docker --context ctx info', 'docker --host tcp://h:1 info'],
		]);
	});

	test('without root is told apart', async () => {
		const info = { ...INFO, SecurityOptions: ['name=seccomp', 'name=rootless', 'name=cgroupns'] };
		const { run } = docker({ stdout: JSON.stringify(info) });
		expect(await findPlace(request('docker'), run)).toMatchObject({ isRootless: true });
		const none = docker({ stdout: JSON.stringify({ ...INFO, SecurityOptions: null }) });
		expect(await findPlace(request('docker'), none.run)).toMatchObject({ isRootless: false });
	});

	test('for other containers than Linux’s is refused', async () => {
		const { run } = docker({ stdout: JSON.stringify({ ...INFO, OSType: 'windows' }) });
		await expect(findPlace(request('docker-container'), run)).rejects.toMatchObject({
			code: 'E_BUILDX',
			message: expect.stringContaining("runs windows's containers"),
		});
	});

	test.each([
		[{ exitCode: 127, stderr: '' }, /needs the program docker, which is not on PATH/, /Install it/],
		[
			{
				exitCode: 1,
				stderr:
					'ERROR: Cannot connect to the Docker daemon at tcp://h:1. Is the docker daemon running?',
			},
			/daemon at tcp:\/\/h:1 cannot be reached: Cannot connect to the Docker daemon at tcp:\/\/h:1\.$/,
			/Start the daemon/,
		],
		[
			{
				exitCode: 1,
				stderr: 'Got permission denied while trying to connect to the Docker daemon socket',
			},
			/permission denied/,
			/group docker.*dockerd-rootless/,
		],
	])('that does not answer is told with what to do: %j', async (ended, message, remedy) => {
		const { run } = docker(ended);
		await expect(findPlace(request('docker-container', 'tcp://h:1'), run)).rejects.toMatchObject({
			code: 'E_BUILDX',
			message: expect.stringMatching(message),
			remedy: expect.stringMatching(remedy),
		});
	});
});

test('what is not on a Docker daemon is told by driver and address, and nobody is asked', async () => {
	const { run, asked } = docker({ exitCode: 1 });
	expect(await findPlace(request('remote', 'tcp://h:1'), run)).toEqual({
		...{ id: 'remote:tcp://h:1', isRootless: false, docker: undefined },
	});
	expect(await findPlace(request('kubernetes'), run)).toMatchObject({ id: 'kubernetes:' });
	expect(asked).toEqual([]);
});

test('commands and names that lead to a node', () => {
	expect(dockerAt(undefined)).toEqual(['docker']);
	expect(dockerAt('ssh://me@host')).toEqual(['docker', '--host', 'ssh://me@host']);
	expect(nodeContainer('team')).toBe('buildx_buildkit_team0');
});
