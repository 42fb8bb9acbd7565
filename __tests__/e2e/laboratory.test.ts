import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Buildkitd, startBuildkitd } from '../machine/buildkitd.js';
import {
	BUILDX_VERSIONS,
	builderLeftovers,
	buildxPlugin,
	loadBuildkit,
} from '../machine/buildx.js';
import { type Docker, startDocker } from '../machine/docker.js';
import { startFaultyRegistry } from '../machine/faulty-registry.js';
import { FOREIGN_MACHINES, writeForeignContext } from '../machine/foreign.js';
import { mountForTest, snapshot } from '../machine/kernel.js';
import { lab, REPOSITORY } from '../machine/lab.js';
import { mountsBelow } from '../machine/mounts.js';
import { type Registry, startRegistry } from '../machine/registry.js';
import { type Ended, run, SYSTEM_NODE } from '../machine/runner.js';

/** What ends and removes whatever was started, to be called the other way round. */
const endings: (() => Promise<void> | void)[] = [];
let context: string;
let registry: Registry;
let docker: Docker;
let image: string;

function xarch(...args: string[]): Promise<Ended> {
	return run(SYSTEM_NODE, [join(REPOSITORY, 'dist', 'cli', 'index.js'), ...args]);
}

async function docked(...args: string[]): Promise<string> {
	const ended = await docker.run(...args);
	expect(ended).toMatchObject({ code: 0 });
	return ended.stdout + ended.stderr;
}

/** What is left of something that kept everything below a directory and has been stopped. */
function leftOf(root: string): string[] {
	const processes = readdirSync('/proc')
		.filter((name) => /^\d+$/.test(name))
		.map((pid) => commandLine(pid))
		.filter((line) => line.includes(root));
	return [...(existsSync(root) ? [root] : []), ...mountsBelow(root), ...processes];
}

function commandLine(pid: string): string {
	try {
		return readFileSync(join('/proc', pid, 'cmdline'), 'utf8').replaceAll('\0', ' ');
	} catch {
		return '';
	}
}

beforeAll(async () => {
	endings.push(mountForTest());
	const before = snapshot();
	endings.push(() => expect(snapshot()).toEqual(before));
	context = mkdtempSync(join(tmpdir(), 'xarch-context-'));
	endings.push(() => rmSync(context, { recursive: true }));
	writeForeignContext(context);
	registry = await startRegistry();
	endings.push(async () => {
		await registry.stop();
		expect(leftOf(registry.root)).toEqual([]);
	});
	docker = await startDocker();
	endings.push(async () => {
		await docker.stop();
		expect(leftOf(docker.root)).toEqual([]);
	});
	image = await loadBuildkit(docker, registry.open);
	const source = `dir:${lab('qemu-11', 'usr', 'bin')}`;
	endings.push(async () => {
		expect(await xarch('restore', '--all')).toMatchObject({ code: 0 });
	});
	const ended = await xarch('setup', ...Object.keys(FOREIGN_MACHINES), '--source', source);
	expect(ended).toMatchObject({ code: 0 });
});

afterAll(async () => {
	const failures: unknown[] = [];
	for (const end of endings.reverse()) {
		try {
			await end();
		} catch (error) {
			failures.push(error);
		}
	}
	expect(failures).toEqual([]);
});

describe.each(BUILDX_VERSIONS)('buildx %s', (version) => {
	beforeAll(() => buildxPlugin(version, docker.config));

	test('is what docker runs', async () => {
		expect(await docked('buildx', 'version')).toContain(` ${version}.`);
	});

	test('builds in a container, from an image of the loopback registry, for arm64', async () => {
		const clean = await builderLeftovers(docker);
		await docked(
			...['buildx', 'create', '--name', 'contained', '--driver', 'docker-container'],
			...['--driver-opt', `image=${image},network=host`],
		);
		const inspected = await docked('buildx', 'inspect', '--bootstrap', 'contained');
		expect(inspected).toMatch(/Platforms:.*linux\/arm64/);
		const built = await docked(
			...['buildx', 'build', '--builder', 'contained', '--progress', 'plain', '--no-cache'],
			...['--platform', 'linux/arm64', context],
		);
		expect(built).toMatch(/^#\d+ [\d.]+ aarch64$/m);
		expect((await builderLeftovers(docker)).filter((each) => !clean.includes(each))).toEqual([
			'container buildx_buildkit_contained0',
			'file buildx/instances/contained',
			`image ${image}`,
			'volume buildx_buildkit_contained0_state',
		]);
		const pid = (
			await docked('inspect', '--format', '{{.State.Pid}}', 'buildx_buildkit_contained0')
		).trim();
		await docked('buildx', 'rm', 'contained');
		await docked('rmi', image);
		expect(await builderLeftovers(docker)).toEqual(clean);
		expect(readdirSync('/proc')).not.toContain(pid);
	});

	test('pushes one manifest list of every foreign platform, each run on its own', async () => {
		const clean = await builderLeftovers(docker);
		const name = `${registry.open}/foreign:${version}`;
		await docked(
			...['buildx', 'create', '--name', 'pushing', '--driver', 'docker-container'],
			...['--driver-opt', `image=${image},network=host`],
		);
		await docked(
			...['buildx', 'build', '--builder', 'pushing', '--provenance', 'false', '--push'],
			...['--platform', Object.keys(FOREIGN_MACHINES).join(','), '--tag', name, context],
		);
		await docked('buildx', 'rm', 'pushing');
		const listed = await run('skopeo', [
			...['inspect', '--raw', '--tls-verify=false', `docker://${name}`],
		]);
		const { manifests } = JSON.parse(listed.stdout) as {
			manifests: { platform: { os: string; architecture: string; variant?: string } }[];
		};
		const platforms = manifests.map(({ platform: { os, architecture, variant } }) =>
			[os, architecture, variant].filter((part) => part !== undefined).join('/'),
		);
		expect(platforms.sort()).toEqual(Object.keys(FOREIGN_MACHINES).sort());
		for (const [platform, machine] of Object.entries(FOREIGN_MACHINES)) {
			const ended = await docker.run(
				...['run', '--rm', '--network', 'none', '--pull', 'always', '--platform', platform, name],
			);
			expect(ended).toMatchObject({ code: 0, stdout: `${machine}\n` });
		}
		await docked('image', 'prune', '--all', '--force');
		expect(await builderLeftovers(docker)).toEqual(clean);
	});

	test('builds by the docker driver, without network', async () => {
		const built = await docked(
			...['buildx', 'build', '--builder', 'default', '--progress', 'plain', '--no-cache'],
			...['--network', 'none', '--platform', 'linux/s390x', context],
		);
		expect(built).toMatch(/^#\d+ [\d.]+ s390x$/m);
		await docked('builder', 'prune', '--all', '--force');
		await docked('image', 'prune', '--all', '--force');
	});

	test('builds by the remote driver, with TLS', async () => {
		const clean = await builderLeftovers(docker);
		const buildkitd: Buildkitd = await startBuildkitd({ tls: true });
		const { ca, cert, key } = buildkitd.certificates ?? { ca: '', cert: '', key: '' };
		try {
			await docked(
				...['buildx', 'create', '--name', 'away', '--driver', 'remote'],
				...['--driver-opt', `cacert=${ca},cert=${cert},key=${key}`, buildkitd.endpoint],
			);
			const built = await docked(
				...['buildx', 'build', '--builder', 'away', '--progress', 'plain', '--no-cache'],
				...['--platform', 'linux/riscv64', context],
			);
			expect(built).toMatch(/^#\d+ [\d.]+ riscv64$/m);
			await docked('buildx', 'rm', 'away');
			const address = buildkitd.endpoint.replace('tcp:', 'https:');
			const curl = (...args: string[]) => run('curl', ['--cacert', ca, ...args, address]);
			expect((await curl()).code).not.toBe(0);
			expect((await curl('--cert', cert, '--key', key)).code).toBe(0);
		} finally {
			await buildkitd.stop();
		}
		expect(leftOf(buildkitd.root)).toEqual([]);
		expect(await builderLeftovers(docker)).toEqual(clean);
	});
});

describe('a daemon', () => {
	test('that is killed leaves its containers to the next one, which ends them', async () => {
		const other = await startDocker();
		await loadBuildkit(other);
		const started = await other.run(
			...['run', '--detach', '--privileged', '--network', 'host', 'xarch/buildkit:lab'],
		);
		expect(started).toMatchObject({ code: 0 });
		await other.kill();
		expect((await other.run('ps')).code).not.toBe(0);
		await other.start();
		expect((await other.run('ps', '--all', '--format', '{{.State}}')).stdout).toBe('exited\n');
		await other.stop();
		expect(leftOf(other.root)).toEqual([]);
	});

	test('that is frozen answers nobody until it is thawed', async () => {
		docker.pause();
		const waiting = docker.run('version');
		const early = await Promise.race([
			waiting,
			new Promise((resolve) => setTimeout(resolve, 500, 'nothing')),
		]);
		docker.resume();
		expect(early).toBe('nothing');
		expect((await waiting).code).toBe(0);
	});

	test('with TLS knows those whose certificate it vouches for, and nobody else', async () => {
		const secured = await startDocker({ tls: true });
		const { DOCKER_HOST = '' } = secured.env;
		expect(DOCKER_HOST).toMatch(/^tcp:\/\/127\.0\.0\.1:\d+$/);
		const { DOCKER_CERT_PATH: _, ...without } = secured.env;
		const refused = await run('docker', ['version'], { env: without });
		const answered = await secured.run('version');
		await secured.stop();
		expect(refused.code).not.toBe(0);
		expect(answered.code).toBe(0);
	});
});

describe('a registry', () => {
	test('tells what it was asked, and by whom', async () => {
		const asked = await docker.run('pull', `${registry.open}/absent:1`);
		expect(asked.code).not.toBe(0);
		expect(registry.requests()).toContainEqual({
			method: 'GET',
			path: '/v2/absent/manifests/1',
			status: 404,
			userAgent: expect.stringContaining('docker/'),
		});
	});

	test('fails where it is told to, and in that place only', async () => {
		const faulty = await startFaultyRegistry(registry.open, [
			{ method: 'PUT', path: /\/manifests\//, after: 1, times: 1, answer: { status: 503 } },
		]);
		const copy = (to: string) =>
			run('skopeo', [
				...['copy', '--all', '--src-tls-verify=false', '--dest-tls-verify=false'],
				...[`docker://${image}`, `docker://${faulty.address}/copy:${to}`],
			]);
		const codes = [(await copy('1')).code, (await copy('2')).code, (await copy('3')).code];
		await faulty.stop();
		expect(codes).toEqual([0, expect.any(Number), 0]);
		expect(codes[1]).not.toBe(0);
		expect(faulty.requests()).toContainEqual({
			method: 'PUT',
			path: '/v2/copy/manifests/2',
			status: 503,
			userAgent: expect.stringContaining('skopeo/'),
		});
	});
});
