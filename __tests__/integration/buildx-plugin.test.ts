import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
	chmodSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { findBuildx, requireBuildx } from '../../src/buildx/find.js';
import { pluginDirectory, recoverPlugin } from '../../src/buildx/plugin.js';
import { lab } from '../machine/lab.js';
import { BuildxBench, leaseOf, withdraw } from '../servers/buildx-bench.js';
import { thisHost } from '../servers/source-fixture.js';

const bench = new BuildxBench().install();

/** A plugin as the user has installed it. */
function installed(bytes: Buffer): string {
	const path = join(bench.plugins, 'docker-buildx');
	mkdirSync(bench.plugins, { recursive: true });
	writeFileSync(path, bytes, { mode: 0o755 });
	chmodSync(path, 0o755);
	return path;
}

describe('where buildx is installed', () => {
	test('it is used, and nothing is asked of anybody', async () => {
		installed(bench.older);
		for (const version of [undefined, 'v0.13.1']) {
			expect(await bench.ask({ version, installIfMissing: false })).toEqual({
				argvPrefix: ['docker', 'buildx'],
				version: '0.13.1',
				provided: undefined,
				pathDirectory: undefined,
				vouching: undefined,
			});
		}
		expect(await requireBuildx(bench.env)).toMatchObject({ version: '0.13.1' });
		expect(bench.github.seen).toEqual([]);
		expect(readdirSync(bench.plugins)).toEqual(['docker-buildx']);
	});

	test('another version is provided in its place, and it is put back', async () => {
		bench.offer();
		const path = installed(bench.older);
		const before = statSync(path);
		const buildx = await bench.ask({ version: 'v0.29.1' });
		expect(bench.version()).toContain('buildx 0.29.1');
		// Docker warns of what looks like a plugin and is none.
		expect(readdirSync(bench.plugins).filter((name) => name.startsWith('docker-'))).toHaveLength(1);
		await withdraw(buildx);
		expect(readdirSync(bench.plugins)).toEqual(['docker-buildx']);
		expect([statSync(path).ino, statSync(path).mtimeMs]).toEqual([before.ino, before.mtimeMs]);
		expect(bench.version()).toContain('buildx 0.13.1');
	});

	test('another version is refused when none is to be installed', async () => {
		installed(bench.older);
		const error = await bench.failure({ version: 'v0.29.1', installIfMissing: false });
		expect(error.message).toMatch(
			/buildx 0\.13\.1 is installed, buildx-version asks for v0\.29\.1/,
		);
	});

	test('a plugin that goes before it is told, and all is put back', async () => {
		bench.offer();
		const extra = join(bench.sandbox.root, 'extra');
		mkdirSync(extra);
		writeFileSync(join(extra, 'docker-buildx'), bench.older, { mode: 0o755 });
		mkdirSync(join(bench.env.DOCKER_CONFIG ?? ''));
		const config = join(bench.env.DOCKER_CONFIG ?? '', 'config.json');
		writeFileSync(config, JSON.stringify({ cliPluginsExtraDirs: [extra] }));
		const error = await bench.failure({ version: 'v0.29.1' });
		expect(error.code).toBe('E_BUILDX');
		expect(error.message).toMatch(/docker takes buildx 0\.13\.1 from elsewhere/);
		expect(readdirSync(bench.env.DOCKER_CONFIG ?? '')).toEqual(['config.json']);
	});

	test('what somebody else has put there meanwhile stays', async () => {
		bench.offer();
		const buildx = await bench.ask();
		rmSync(join(bench.plugins, 'docker-buildx'));
		const path = installed(bench.older);
		await withdraw(buildx);
		expect(readdirSync(bench.plugins)).toEqual(['docker-buildx']);
		expect(lstatSync(path).isFile()).toBe(true);
	});
});

describe('several jobs of one user', () => {
	test('share one version, and the last one out takes it away', async () => {
		bench.offer();
		installed(bench.older);
		const [one, two] = await Promise.all([
			bench.ask({ version: 'v0.29.1', lease: leaseOf('one') }),
			bench.ask({ version: 'v0.29.1', lease: leaseOf('two') }),
		]);
		// One that asks for none uses what is there, and keeps it.
		const three = await bench.ask({ lease: leaseOf('three') });
		expect(three).toMatchObject({ version: '0.29.1', provided: { leaseId: 'three' } });
		for (const each of [one, three]) {
			await withdraw(each);
			expect(bench.version()).toContain('buildx 0.29.1');
		}
		await withdraw(two);
		expect(bench.version()).toContain('buildx 0.13.1');
		expect(readdirSync(bench.plugins)).toEqual(['docker-buildx']);
	});

	test('cannot have two versions at once', async () => {
		bench.offer();
		await bench.ask({ version: 'v0.29.1', lease: leaseOf('one') });
		const error = await bench.failure({ version: 'v0.13.1', lease: leaseOf('two') });
		expect(error.code).toBe('E_BUILDX');
		expect(error.message).toMatch(/Another job of this user \(job one\) has buildx 0\.29\.1/);
		expect(bench.version()).toContain('buildx 0.29.1');
		bench.env = { ...bench.env, DOCKER_CONFIG: join(bench.sandbox.root, 'second') };
		const own = await bench.ask({ version: 'v0.13.1', lease: leaseOf('two') });
		expect([own.version, pluginDirectory(bench.env)]).toEqual(['0.13.1', own.provided?.directory]);
	});

	test('what a killed job has left is put right by the next', async () => {
		bench.offer();
		installed(bench.older);
		const job = spawn('sleep', ['600'], { stdio: 'ignore' });
		await bench.ask({ version: 'v0.29.1', lease: leaseOf('killed', job.pid) });
		await recoverPlugin(bench.plugins);
		expect(bench.version()).toContain('buildx 0.29.1');
		job.kill('SIGKILL');
		await once(job, 'exit');
		const next = await bench.ask({ lease: leaseOf('next') });
		expect(next).toMatchObject({ version: '0.13.1', provided: undefined });
		expect(readdirSync(bench.plugins)).toEqual(['docker-buildx']);
	});
});

describe('without docker', () => {
	beforeEach(() => {
		bench.env = { ...bench.env, PATH: join(bench.sandbox.root, 'empty') };
		mkdirSync(bench.env.PATH ?? '');
	});

	test('a program of its own is provided, and the home is not touched', async () => {
		bench.offer();
		expect(await findBuildx(bench.env)).toEqual({
			hasDocker: false,
			reason: 'there is neither docker nor buildx on PATH',
		});
		const buildx = await bench.ask();
		const directory = join(bench.sandbox.storeRoot, 'buildx', '0.29.1', thisHost().nodeArch);
		expect(buildx).toMatchObject({
			argvPrefix: [join(directory, 'docker-buildx')],
			version: '0.29.1',
			provided: undefined,
			pathDirectory: directory,
		});
		expect(readdirSync(bench.home)).toEqual([]);
		const answer = spawnSync(join(directory, 'buildx'), ['version'], {
			env: bench.env,
			encoding: 'utf8',
		});
		expect(answer.stdout).toContain('buildx 0.29.1');
	});

	test.each(['buildx', 'docker-buildx'])('%s on PATH is used', async (name) => {
		symlinkSync(lab('buildx-0.13', 'docker-buildx'), join(bench.env.PATH ?? '', name));
		expect(await bench.ask()).toMatchObject({ argvPrefix: [name], version: '0.13.1' });
	});
});

test('podman under the name of docker is told as such', async () => {
	const bin = join(bench.sandbox.root, 'shim');
	mkdirSync(bin);
	const script = '#!/bin/sh\necho "buildah 1.28.2 (image-spec 1.1.0, runtime-spec 1.0.2)"\n';
	writeFileSync(join(bin, 'docker'), script, { mode: 0o755 });
	bench.env = { ...bench.env, PATH: bin };
	const error = await bench.failure();
	expect(error).toMatchObject({
		code: 'E_BUILDX',
		message: expect.stringMatching(/is podman here/),
	});
});
