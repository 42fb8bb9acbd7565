import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { obtainEmulators } from '../../src/emulator/obtain.js';
import {
	dockerEngine,
	expectOnlyRead,
	podmanEngine,
	pushImage,
	READ_ONLY,
	type TestEngine,
} from '../machine/container-engines.js';
import { lab } from '../machine/lab.js';
import { type Registry, startRegistry } from '../machine/registry.js';
import { run } from '../machine/runner.js';
import { labEmulator, requestOf, Sandbox } from '../servers/source-fixture.js';

/** The three well-known images, and where they have their emulators. */
const IMAGES = [
	'tonistiigi/binfmt',
	'multiarch/qemu-user-static',
	'hypriot/qemu-register',
] as const;

const engines = new Map<string, TestEngine>();
const digests = new Map<string, string>();
let registry: Registry;
let sandbox: Sandbox;

beforeAll(async () => {
	registry = await startRegistry();
	const docker = await dockerEngine();
	engines.set('docker', docker);
	engines.set('podman', podmanEngine([registry.open, registry.locked]));
	const [aarch64, riscv64] = [labEmulator('aarch64'), labEmulator('riscv64')];
	const contents = {
		'tonistiigi/binfmt': {
			'usr/bin/binfmt': Buffer.from('not run'),
			'usr/bin/qemu-aarch64': aarch64,
			'usr/bin/qemu-riscv64': riscv64,
		},
		'multiarch/qemu-user-static': {
			'bin/sh': Buffer.from('not run'),
			'usr/bin/qemu-aarch64-static': aarch64,
			'usr/bin/qemu-arm64-static': { linkTo: 'qemu-aarch64-static' },
		},
		'hypriot/qemu-register': { 'register.sh': Buffer.from('not run'), 'qemu-aarch64': aarch64 },
	};
	for (const name of IMAGES) {
		const image = `${registry.open}/${name}:latest`;
		const changes = ['ENTRYPOINT ["/usr/bin/binfmt"]', 'VOLUME /data'];
		digests.set(name, await pushImage(docker.docker, image, contents[name], changes));
	}
	expect(await docker.content()).toEqual([]);
	await docker.containerEvents();
});

afterAll(async () => {
	for (const engine of engines.values()) await engine.stop();
	await registry.stop();
});

beforeEach(() => {
	sandbox = new Sandbox();
});

afterEach(() => sandbox.remove());

describe.each(['docker', 'podman'] as const)('with %s', (name) => {
	let engine: TestEngine;

	beforeEach(() => {
		engine = engines.get(name) as TestEngine;
	});

	afterEach(() => expectOnlyRead(engine, sandbox));

	const obtain = (
		source: string,
		request: Parameters<typeof requestOf>[1] = {},
		env: Readonly<Record<string, string>> = {},
		now = Date.now,
	) =>
		obtainEmulators(
			requestOf(source, request),
			sandbox.context({
				env: { ...engine.env, ...env },
				now,
				connectTimeoutMs: 20_000,
				totalTimeoutMs: 60_000,
			}),
		);

	describe.each(IMAGES)('an image like %s', (image) => {
		test('gives emulators that run, by a container that is never started', async () => {
			const { emulators, cacheHit } = await obtain(`image:${registry.open}/${image}`);
			const emulator = emulators.get('aarch64');
			expect(cacheHit).toBe(false);
			expect(emulator).toMatchObject({
				source: `image:${registry.open}/${image}@sha256:${digests.get(image)}`,
				vouching: 'registry',
			});
			const argv = [lab('busybox', 'arm64', 'busybox'), 'uname', '-m'];
			expect(await run(emulator?.path ?? '', argv)).toMatchObject({
				code: 0,
				stdout: 'aarch64\n',
			});
			expect(await engine.containerEvents()).toEqual(READ_ONLY[name]);
		});
	});

	test('takes all that an image offers, with credentials', async () => {
		const loggedIn = engine.loggedIn(registry.credentials());
		const request = { required: [], optional: ['aarch64', 'riscv64', 's390x'] };
		const source = `image:${registry.locked}/tonistiigi/binfmt:latest`;
		const { emulators } = await obtain(source, request, loggedIn);
		expect([...emulators.keys()].sort()).toEqual(['aarch64', 'riscv64']);
		expect(sandbox.reporter.text()).not.toContain('correct horse');
	});

	test.each([
		['without', () => ({})],
		['with wrong', () => engine.loggedIn(registry.credentials('wrong'))],
	])('fails %s credentials, and says to log in', async (_, variables) => {
		const source = `image:${registry.locked}/tonistiigi/binfmt`;
		await expect(obtain(source, {}, variables())).rejects.toMatchObject({
			code: 'E_SOURCE',
			message: expect.stringMatching(`${name} cannot pull image ${registry.locked}/`),
			remedy: expect.stringContaining('log in to its registry before this step'),
		});
	});

	test('names an image that is not there', async () => {
		await expect(obtain(`image:${registry.open}/nobody/nothing:1.2`)).rejects.toMatchObject({
			code: 'E_SOURCE',
			message: expect.stringContaining(`${registry.open}/nobody/nothing:1.2`),
			remedy: expect.stringContaining('Correct the name, the tag or the digest'),
		});
	});

	test('asks the engine once a day: another request is served from the store', async () => {
		const source = `image:${registry.open}/hypriot/qemu-register`;
		await obtain(source);
		expect(await engine.containerEvents()).toEqual(READ_ONLY[name]);
		const away = { PATH: '/nonexistent', DOCKER_HOST: 'unix:///nonexistent' };
		expect((await obtain(source, {}, away)).cacheHit).toBe(true);
		const tomorrow = () => Date.now() + 25 * 60 * 60 * 1000;
		// The same manifest again: it is confirmed, and nothing is unpacked.
		expect((await obtain(source, {}, {}, tomorrow)).cacheHit).toBe(true);
		expect(await engine.containerEvents()).toEqual([]);
		expect((await obtain(source, {}, away, tomorrow)).cacheHit).toBe(true);
		expect(sandbox.reporter.warnings).toEqual([]);
	});

	test('keeps an image that was there before', async () => {
		const image = `${registry.open}/hypriot/qemu-register:latest`;
		await engine.run('pull', image);
		await obtain(`image:${image}`);
		expect(await engine.content()).toEqual([image]);
		await engine.run('rmi', image);
	});

	test('serves two at once from one engine', async () => {
		const source = `image:${registry.open}/tonistiigi/binfmt`;
		const both = await Promise.all([obtain(source), obtain(source, { required: ['riscv64'] })]);
		expect(both.flatMap(({ emulators }) => [...emulators.keys()])).toEqual(['aarch64', 'riscv64']);
	});
});
