import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { obtainEmulators } from '../../src/emulator/obtain.js';
import { parseChecksums } from '../../src/emulator/vouching.js';
import {
	dockerEngine,
	expectOnlyRead,
	podmanEngine,
	pushImage,
	type TestEngine,
} from '../machine/container-engines.js';
import type { Docker } from '../machine/docker.js';
import { lab } from '../machine/lab.js';
import {
	freePort,
	type Registry,
	startLimitedRegistry,
	startRegistry,
} from '../machine/registry.js';
import { labEmulator, requestOf, Sandbox, thisHost } from '../servers/source-fixture.js';

const ARCHITECTURE = thisHost().architecture;
const OTHER = ARCHITECTURE === 'arm64' ? 'amd64' : 'arm64';

const engines = new Map<string, TestEngine>();
let docker: Docker;
let registry: Registry;
let sandbox: Sandbox;
/** Nobody listens here. */
let nowhere: string;
let directory: string;
let limited: { readonly address: string; stop(): Promise<void> };

function push(name: string, files: Parameters<typeof pushImage>[2]): Promise<string> {
	return pushImage(docker, `${registry.open}/${name}`, files);
}

/** By podman, for docker import takes every image for one of this machine. */
async function pushForOther(podman: TestEngine, name: string): Promise<void> {
	const emulators = lab('qemu-11', 'usr', 'bin');
	const archive = join(directory, 'other.tar');
	execFileSync('tar', ['-C', emulators, '-cf', archive, 'qemu-aarch64']);
	await podman.run('import', '--os', 'linux', '--arch', OTHER, archive, name);
	expect(await podman.run('push', name)).toMatchObject({ code: 0 });
	await podman.run('rmi', name);
}

/** Two images under one tag, first the old one, whose digests these are. */
async function moveTag(name: string): Promise<{ before: string; move: () => Promise<string> }> {
	const before = await push(name, { 'qemu-aarch64': labEmulator('aarch64', 'qemu-10') });
	return { before, move: () => push(name, { 'qemu-aarch64': labEmulator('aarch64') }) };
}

beforeAll(async () => {
	directory = mkdtempSync(join(tmpdir(), 'xarch-other-'));
	registry = await startRegistry();
	const engine = await dockerEngine();
	docker = engine.docker;
	limited = await startLimitedRegistry();
	nowhere = `127.0.0.1:${await freePort()}`;
	engines.set('docker', engine);
	engines.set('podman', podmanEngine([registry.open, limited.address, nowhere]));
	await push('plain', { 'qemu-aarch64': labEmulator('aarch64') });
	await push('empty', { 'etc/hosts': Buffer.from('') });
	await push('links', { 'usr/bin/qemu-aarch64': { linkTo: 'qemu' } });
	await push('twice', {
		'usr/bin/qemu-aarch64': Buffer.from('one'),
		'opt/qemu-aarch64-static': Buffer.from('other'),
	});
	await pushForOther(engines.get('podman') as TestEngine, `${registry.open}/other:latest`);
	const foreign = ARCHITECTURE === 'arm64' ? 'riscv64' : 'arm64';
	await push('foreign', { 'qemu-aarch64': readFileSync(lab('busybox', foreign, 'busybox')) });
	expect(await engine.content()).toEqual([]);
	await engine.containerEvents();
});

afterAll(async () => {
	for (const engine of engines.values()) await engine.stop();
	await registry.stop();
	await limited.stop();
	rmSync(directory, { recursive: true, force: true });
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

	const obtain = (image: string, request: Parameters<typeof requestOf>[1] = {}) =>
		obtainEmulators(
			requestOf(`image:${image}`, request),
			sandbox.context({ env: engine.env, connectTimeoutMs: 20_000, totalTimeoutMs: 60_000 }),
		);

	test.each([
		['empty', 'E_ARCHIVE', /holds no emulator: no file in it is named qemu-<target>/],
		['links', 'E_ARCHIVE', /holds no emulator/],
		['twice', 'E_ARCHIVE', /two emulators for aarch64.*\/(opt|usr)\/.*\/(opt|usr)\//],
		['other', 'E_ARCHIVE', new RegExp(`is for linux/${OTHER}, this host needs linux/`)],
		['foreign', 'E_EMULATOR', /qemu-aarch64/],
	])('refuses the image "%s" by name: %s', async (image, code, message) => {
		await expect(obtain(`${registry.open}/${image}`)).rejects.toMatchObject({
			code,
			message: expect.stringMatching(message),
		});
		expect(sandbox.files().filter((file) => file.endsWith('qemu-aarch64'))).toHaveLength(0);
	});

	test('names what an image lacks, and a version that it is not', async () => {
		const image = `${registry.open}/plain`;
		await expect(obtain(image, { required: ['aarch64', 's390x'] })).rejects.toMatchObject({
			code: 'E_ARCHIVE',
			message: expect.stringContaining('no emulator for s390x; it has aarch64'),
		});
		await expect(obtain(image, { version: '9.x' })).rejects.toMatchObject({
			code: 'E_VERSION',
			message: expect.stringMatching(/QEMU 9\.x is asked for, but image:.* holds QEMU 11\./),
		});
		await expect(obtain(image, { version: 'deploy/v10.2.3-68' })).rejects.toMatchObject({
			code: 'E_VERSION',
			message: expect.stringContaining('the tag of an image is part of its name'),
		});
		expect((await obtain(image, { version: '11.x' })).cacheHit).toBe(false);
	});

	test('holds on to a digest when its tag moves', async () => {
		const { before, move } = await moveTag(`moved-${name}`);
		const image = `${registry.open}/moved-${name}`;
		const after = await move();
		const moved = await obtain(image);
		expect(moved.emulators.get('aarch64')).toMatchObject({
			version: expect.stringMatching(/^11\./),
			source: `image:${image}@sha256:${after}`,
		});
		const pinning = { checksums: undefined, required: true };
		const pinned = await obtain(`${image}:latest@sha256:${before}`, { pinning });
		expect(pinned.emulators.get('aarch64')).toMatchObject({
			version: expect.stringMatching(/^10\./),
			source: `image:${image}:latest@sha256:${before}`,
			vouching: 'reference',
		});
	});

	test('takes what the checksum input names, and nothing altered', async () => {
		const { before, move } = await moveTag(`checked-${name}`);
		const image = `${registry.open}/checked-${name}:latest`;
		const pinning = { checksums: parseChecksums(before), required: true };
		const { emulators } = await obtain(image, { pinning });
		const emulator = emulators.get('aarch64');
		expect(emulator).toMatchObject({ vouching: 'checksum' });
		await move();
		sandbox.remove();
		sandbox = new Sandbox();
		await expect(obtain(image, { pinning })).rejects.toMatchObject({
			code: 'E_DIGEST',
			message: expect.stringContaining(before),
		});
		// The emulator's own digest does as well, and tells it apart too.
		const own = { checksums: parseChecksums(`${emulator?.sha256} qemu-aarch64`), required: true };
		await expect(obtain(image, { pinning: own })).rejects.toMatchObject({ code: 'E_DIGEST' });
		expect(sandbox.files().filter((file) => file.endsWith('qemu-aarch64'))).toHaveLength(0);
	});

	test('asks nobody for what require-checksum would refuse', async () => {
		const pinning = { checksums: undefined, required: true };
		await expect(obtain(`${registry.open}/plain`, { pinning })).rejects.toMatchObject({
			code: 'E_UNPINNED',
		});
		expect(sandbox.reporter.text()).not.toContain('Pulling');
		expect(await engine.containerEvents()).toEqual([]);
	});

	test("tells Docker Hub's limit from other refusals", async () => {
		await expect(obtain(`${limited.address}/tonistiigi/binfmt`)).rejects.toMatchObject({
			code: 'E_SOURCE',
			message: expect.stringContaining('toomanyrequests'),
			remedy: expect.stringMatching(/limit for pulls without an account is used up: log in/),
		});
	});

	test('moves a tag back that its pull has moved', async () => {
		const { move } = await moveTag(`put-back-${name}`);
		const image = `${registry.open}/put-back-${name}:latest`;
		await engine.run('pull', image);
		const idOf = async () =>
			(await engine.run('image', 'inspect', '--format', '{{.Id}}', image)).stdout;
		const before = await idOf();
		await move();
		// Docker's daemon is the one that pushes, and so has moved its tag already.
		await engine.run('tag', before.trim(), image);
		const { emulators } = await obtain(image);
		expect(emulators.get('aarch64')?.version).toMatch(/^11\./);
		expect(await engine.content()).toEqual([image]);
		expect(await idOf()).toBe(before);
		await engine.run('rmi', image);
	});

	test('says that nobody answers, and then takes an image that is there', async () => {
		const image = `${nowhere}/plain:latest`;
		await expect(obtain(image)).rejects.toMatchObject({
			code: 'E_SOURCE',
			message: expect.stringContaining('connection refused'),
			remedy: expect.stringContaining('Check the network and the proxy settings of the engine'),
		});
		const there = `${registry.open}/plain:latest`;
		await engine.run('pull', there);
		await engine.run('tag', there, image);
		await engine.run('rmi', there);
		const { emulators } = await obtain(image);
		expect(emulators.size).toBe(1);
		expect(sandbox.reporter.warnings).toEqual([
			expect.stringMatching(`using the one that ${name} holds already`),
		]);
		await engine.run('rmi', image);
	});
});
