import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { obtainEmulators } from '../../src/emulator/obtain.js';
import {
	dockerEngine,
	expectOnlyRead,
	podmanEngine,
	pushImage,
	type TestEngine,
} from '../machine/container-engines.js';
import { mountForTest } from '../machine/kernel.js';
import { REPOSITORY } from '../machine/lab.js';
import { type Registry, startRegistry } from '../machine/registry.js';
import { run, SYSTEM_NODE } from '../machine/runner.js';
import { labEmulator, requestOf, Sandbox } from '../servers/source-fixture.js';

const CLI = join(REPOSITORY, 'dist', 'cli', 'index.js');
const HOUR_MS = 60 * 60 * 1000;

const engines = new Map<string, TestEngine>();
let registry: Registry;
let sandbox: Sandbox;
let directory: string;
let unmount: () => void;

beforeAll(async () => {
	registry = await startRegistry();
	const docker = await dockerEngine();
	engines.set('docker', docker);
	engines.set('podman', podmanEngine([registry.open]));
	const files = { 'usr/bin/qemu-aarch64': labEmulator('aarch64') };
	await pushImage(docker.docker, `${registry.open}/plain`, files, ['VOLUME /data']);
	await docker.containerEvents();
	unmount = mountForTest();
});

afterAll(async () => {
	for (const engine of engines.values()) await engine.stop();
	await registry.stop();
	unmount();
});

beforeEach(() => {
	sandbox = new Sandbox();
	directory = mkdtempSync(join(tmpdir(), 'xarch-wrapped-'));
});

afterEach(() => {
	sandbox.remove();
	rmSync(directory, { recursive: true, force: true });
});

/**
 * A directory for PATH, with an engine that does nothing, for ever, in place of one command, and
 * is the real one in all others.
 */
function wrap(engine: TestEngine, command: string): { path: string; reached: string } {
	const reached = join(directory, 'reached');
	const real = engine.env.PATH?.split(delimiter)
		.map((each) => join(each, engine.name))
		.find((each) => existsSync(each));
	writeFileSync(
		join(directory, engine.name),
		`#!/bin/sh\nif [ "$1" = ${command} ]; then echo $$ >${reached}; exec sleep 300; fi\nexec ${real} "$@"\n`,
	);
	chmodSync(join(directory, engine.name), 0o755);
	return { path: `${directory}${delimiter}${engine.env.PATH}`, reached };
}

async function waitFor(file: string): Promise<void> {
	for (let tries = 0; !existsSync(file) || readFileSync(file, 'utf8') === ''; tries += 1) {
		if (tries === 300) throw new Error(`${file} did not come`);
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}

describe.each(['docker', 'podman'] as const)('%s', (name) => {
	let engine: TestEngine;

	beforeEach(() => {
		engine = engines.get(name) as TestEngine;
	});

	afterEach(() => expectOnlyRead(engine, sandbox));

	/** The command in a process of its own, which hangs in the engine's export until the signal. */
	const interrupt = async (signal: NodeJS.Signals) => {
		const { path, reached } = wrap(engine, 'export');
		const env = {
			...engine.env,
			PATH: path,
			RUNNER_TOOL_CACHE: sandbox.storeRoot,
			RUNNER_TEMP: sandbox.tempRoot,
		};
		let pid = 0;
		const args = [CLI, 'setup', 'arm64', '--source', `image:${registry.open}/plain`];
		const ended = run(SYSTEM_NODE, args, {
			env,
			started: (started) => {
				pid = started;
			},
		});
		await waitFor(reached);
		process.kill(pid, signal);
		// What a killed process leaves running, its engine's command, is ended by hand.
		if (signal === 'SIGKILL') process.kill(Number(readFileSync(reached, 'utf8')), 'SIGKILL');
		return ended;
	};

	test.each(['SIGTERM', 'SIGINT'] as const)(
		'is cleaned up by a run that gets %s',
		async (signal) => {
			const ended = await interrupt(signal);
			expect(ended).toMatchObject({ code: null });
			expect(await engine.containerEvents()).toEqual(expect.arrayContaining(['create']));
		},
	);

	test('is cleaned up after kill -9 by a run an hour later', async () => {
		await interrupt('SIGKILL');
		const left = await engine.content();
		expect(left).toEqual(expect.arrayContaining([`${registry.open}/plain:latest`]));
		const request = requestOf(`image:${registry.open}/plain`);
		const soon = { env: engine.env, connectTimeoutMs: 20_000, now: () => Date.now() + HOUR_MS / 2 };
		expect((await obtainEmulators(request, sandbox.context(soon))).emulators.size).toBe(1);
		// Half an hour later the other run might still be at work.
		expect(await engine.content()).toEqual(left);
		// Much later it cannot; the emulators are older than a day too, so that the engine is asked.
		const later = { ...soon, now: () => Date.now() + 30 * HOUR_MS };
		expect((await obtainEmulators(request, sandbox.context(later))).cacheHit).toBe(true);
		expect(sandbox.reporter.infos).toEqual(
			expect.arrayContaining([
				expect.stringMatching(/^Removing container \w+ of a run that was killed/),
				expect.stringMatching(/^Removing image .* of a run that was killed/),
			]),
		);
		for (const file of sandbox.files().filter((each) => /^\.xarch-\d+-\w+$/.test(each))) {
			rmSync(join(sandbox.storeRoot, file), { recursive: true });
		}
	});

	test.each(['pull', 'export'])('is not waited for when it hangs in %s', async (command) => {
		const { path } = wrap(engine, command);
		const env = { ...engine.env, PATH: path };
		const request = requestOf(`image:${registry.open}/plain`);
		const context = sandbox.context({ env, connectTimeoutMs: 20_000, totalTimeoutMs: 3_000 });
		await expect(obtainEmulators(request, context)).rejects.toMatchObject({
			code: 'E_SOURCE',
			message: expect.stringContaining(`${name} ${command} did not end within 3000 ms`),
		});
	});

	test('is not waited for when it does not answer at all', async () => {
		const { path } = wrap(engine, 'version');
		const env = { ...engine.env, PATH: path, DOCKER_HOST: 'unix:///nonexistent.sock' };
		const other = { CONTAINERS_CONF: '/nonexistent' };
		const request = requestOf(`image:${registry.open}/plain`);
		const context = sandbox.context({
			env: name === 'docker' ? { ...env, ...other } : env,
			connectTimeoutMs: 2_000,
		});
		await expect(obtainEmulators(request, context)).rejects.toMatchObject({
			code: 'E_SOURCE',
			message: expect.stringContaining(`${name} version did not end within 2000 ms`),
		});
	});
});

describe('where no engine works', () => {
	test('the error names both and why', async () => {
		const context = sandbox.context({
			env: {
				PATH: process.env.PATH,
				DOCKER_HOST: 'unix:///nonexistent.sock',
				CONTAINERS_CONF: '/nonexistent',
			},
		});
		await expect(
			obtainEmulators(requestOf('image:tonistiigi/binfmt'), context),
		).rejects.toMatchObject({
			code: 'E_SOURCE',
			message: expect.stringMatching(
				/Cannot connect to the Docker daemon at unix:\/\/\/nonexistent\.sock; podman: /,
			),
			remedy: expect.stringContaining('install podman'),
		});
		const nothing = sandbox.context({ env: { PATH: directory } });
		await expect(
			obtainEmulators(requestOf('image:tonistiigi/binfmt'), nothing),
		).rejects.toMatchObject({
			message: expect.stringContaining('docker is not on PATH; podman is not on PATH'),
		});
	});
});
