import {
	chmodSync,
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { lacksSysResource, RUNC_CAPPED } from '../machine/capabilities.js';
import { podmanEngine, type TestEngine } from '../machine/container-engines.js';
import { type Docker, startDocker } from '../machine/docker.js';
import { snapshot } from '../machine/kernel.js';
import { lab, REPOSITORY } from '../machine/lab.js';
import { type Ended, run, SYSTEM_NODE, startJob } from '../machine/runner.js';

const QEMU_11 = lab('qemu-11', 'usr', 'bin');
const ARM64 = lab('busybox', 'arm64', 'busybox');

let directory: string;
let docker: Docker;
let user: { uid: number; gid: number };
let before: ReturnType<typeof snapshot>;
beforeAll(async () => {
	directory = mkdtempSync(join(tmpdir(), 'xarch-privilege-'));
	chmodSync(directory, 0o755);
	cpSync(join(REPOSITORY, 'dist'), join(directory, 'dist'), { recursive: true });
	docker = await startDocker();
	// As for the members of the group docker.
	chmodSync(docker.root, 0o755);
	chmodSync(docker.config, 0o755);
	chmodSync(docker.socket, 0o666);
	expect(await run('useradd', ['--no-create-home', 'xarch-docker'])).toMatchObject({ code: 0 });
	const id = async (flag: string) => Number((await run('id', [flag, 'xarch-docker'])).stdout);
	user = { uid: await id('-u'), gid: await id('-g') };
});
afterAll(async () => {
	await run('userdel', ['xarch-docker']);
	await docker?.stop();
	rmSync(directory, { recursive: true, force: true });
});
beforeEach(() => {
	before = snapshot();
});
afterEach(() => {
	expect(snapshot()).toEqual(before);
	expect(existsSync('/run/setup-xarch/journal.json')).toBe(false);
	expect(existsSync('/var/lib/setup-xarch')).toBe(false);
});

const dist = () => join(directory, 'dist');
const cli = () => join(dist(), 'cli', 'index.js');
const machineOf = async () => (await run(ARM64, ['uname', '-m'])).stdout.trim();

/** What happened to images since a moment, seconds: a pull would be among it. */
async function imageEvents(since: number): Promise<string[]> {
	const until = ['--until', String(Date.now() / 1000)];
	const options = ['--filter', 'type=image', '--format', '{{.Action}}'];
	const { stdout } = await docker.run('events', '--since', String(since), ...until, ...options);
	return [...new Set(stdout.split('\n').filter((line) => line !== ''))].sort();
}

test('a user of Docker without sudo registers from a helper container, and nothing is pulled or left', async () => {
	const since = Date.now() / 1000;
	const job = startJob({ dist: dist(), user });
	try {
		const inputs = { platforms: 'arm64', source: `dir:${QEMU_11}` };
		const main = await job.main(inputs, docker.env);
		expect(main).toMatchObject({ code: 0, outputs: { emulated: 'linux/arm64' } });
		expect(main.stdout).toContain("Root's rights come by: docker.");
		expect(await machineOf()).toBe('aarch64');
		const post = await job.post(docker.env);
		expect(post.stdout).toContain('Removed qemu-aarch64.');
	} finally {
		job.end();
	}
	expect((await imageEvents(since)).filter((event) => /pull/.test(event))).toEqual([]);
	const images = await docker.run('images', '--all', '--quiet');
	const containers = await docker.run('ps', '--all', '--quiet');
	expect([images.stdout, containers.stdout]).toEqual(['', '']);
});

test('two ways share one lock and one journal', async () => {
	const byDocker = () =>
		run(
			SYSTEM_NODE,
			[cli(), 'setup', 'arm64', '--source', `dir:${QEMU_11}`, '--privilege', 'container'],
			{
				env: { ...docker.env, XDG_CACHE_HOME: join(directory, 'cache') },
			},
		);
	const jobs = [startJob({ dist: dist() }), startJob({ dist: dist() })];
	const inputs = { platforms: 'arm64', source: `dir:${QEMU_11}` };
	const ended = await Promise.all([byDocker(), ...jobs.map((job) => job.main(inputs))]);
	expect(ended.map(({ code }) => code)).toEqual([0, 0, 0]);
	expect(Object.keys(snapshot() ?? {}).filter((name) => name.includes('aarch64'))).toEqual([
		'qemu-aarch64',
	]);
	for (const job of jobs) {
		expect((await job.post()).stdout).toContain('still used by');
		job.end();
	}
	const restored = await run(SYSTEM_NODE, [cli(), 'restore', '--privilege', 'container'], {
		env: docker.env,
	});
	expect(restored).toMatchObject({
		code: 0,
		stdout: expect.stringContaining('Removed qemu-aarch64.'),
	});
});

test('a process that the host knows by another number is not taken for another one', async () => {
	const setUp = ['setup', 'arm64', '--source', `dir:${QEMU_11}`, '--privilege', 'container'];
	// Its number in there is 2, and the host's 2 is a process of the kernel's.
	const shell = ['sh', '-c', '"$@"; exit $?', 'sh'];
	const through = ['--pid', '--fork', '--mount-proc', ...shell, SYSTEM_NODE, cli(), ...setUp];
	const env = { ...docker.env, XDG_CACHE_HOME: join(directory, 'cache') };
	const refused = await run('unshare', through, { env });
	expect(refused.code).toBe(3);
	expect(refused.stderr).toContain('docker: it knows this process by another number');
	expect((await docker.run('images', '--quiet', 'setup-xarch-helper')).stdout).toBe('');
});

describe('podman', () => {
	let podman: TestEngine;
	beforeAll(() => {
		podman = podmanEngine([]);
	});
	afterAll(() => podman?.stop());

	/** A privileged container of podman's needs what the machine's capabilities allow. */
	function environment(): Record<string, string> {
		const wrapper = join(directory, 'bin');
		mkdirSync(wrapper, { recursive: true });
		const runtime = lacksSysResource() ? ` --runtime ${RUNC_CAPPED}` : '';
		writeFileSync(join(wrapper, 'podman'), `#!/bin/sh\nexec /usr/bin/podman${runtime} "$@"\n`, {
			mode: 0o755,
		});
		return {
			...podman.env,
			PATH: `${wrapper}:${process.env.PATH}`,
			XDG_CACHE_HOME: join(directory, 'cache'),
		};
	}

	test('serves where Docker does not answer', async () => {
		const xarch = (...args: string[]): Promise<Ended> =>
			run(SYSTEM_NODE, [cli(), ...args, '--privilege', 'container'], { env: environment() });
		const set = await xarch('setup', 'arm64', '--source', `dir:${QEMU_11}`);
		expect(set).toMatchObject({ code: 0, stderr: expect.stringContaining('come by: podman.') });
		expect(await machineOf()).toBe('aarch64');
		expect(await podman.content()).toEqual([]);
		expect((await xarch('restore')).stdout).toContain('Removed qemu-aarch64.');
	});
});

describe('a job container', () => {
	const IMAGE = 'job-image';
	beforeAll(() => {
		const root = mkdtempSync(join(directory, 'root-'));
		for (const name of ['bin', 'sbin', 'lib', 'lib64'])
			symlinkSync(`usr/${name}`, join(root, name));
		for (const name of ['usr', 'tmp', 'etc']) mkdirSync(join(root, name));
		docker.importImage(root, IMAGE);
	});
	afterEach(() => docker.run('rm', '--force', 'job'));

	/** Starts it as a runner does, with its files on volumes, under other names than on the host. */
	async function start(...options: string[]): Promise<void> {
		const volumes = ['/usr:/usr:ro', `${dist()}:/__w/dist:ro`, `${QEMU_11}:/__w/emulators:ro`];
		const started = await docker.run(
			...['run', '--detach', '--name', 'job', '--network', 'none'],
			...[...volumes, `${ARM64}:/__w/busybox:ro`].flatMap((volume) => ['--volume', volume]),
			...options,
			...[IMAGE, '/usr/bin/sleep', '600'],
		);
		expect(started).toMatchObject({ code: 0 });
	}
	const xarch = (...args: string[]) =>
		docker.run(
			'exec',
			'--env',
			'XDG_CACHE_HOME=/tmp',
			'job',
			SYSTEM_NODE,
			'/__w/dist/cli/index.js',
			...args,
		);
	const SETUP = ['setup', 'arm64', '--source', 'dir:/__w/emulators'];
	const INPUTS = ['INPUT_PLATFORMS=arm64', 'INPUT_SOURCE=dir:/__w/emulators'];
	/** Runs a part of a step, as the runner does. */
	const step = (bundle: string, ...env: string[]) =>
		docker.run(
			...['exec', ...['HOME=/tmp', 'RUNNER_TEMP=/tmp', ...env].flatMap((each) => ['--env', each])],
			...['job', SYSTEM_NODE, `/__w/dist/${bundle}/index.js`],
		);

	test('with the socket registers on the host, by the host’s names of its files', async () => {
		await start('--volume', `${docker.socket}:/var/run/docker.sock`);
		const set = await xarch(...SETUP);
		expect(set).toMatchObject({ code: 0, stderr: expect.stringContaining('come by: docker.') });
		expect(readInterpreter()).toBe(join(QEMU_11, 'qemu-aarch64'));
		const inside = await docker.run('exec', 'job', '/__w/busybox', 'uname', '-m');
		expect(inside.stdout).toBe('aarch64\n');
		expect(await machineOf()).toBe('aarch64');
		const restored = await xarch('restore');
		expect(restored.stdout).toContain('Removed qemu-aarch64.');
	});

	test('with the socket gives back in its post step what its main step claimed', async () => {
		await start('--volume', `${docker.socket}:/var/run/docker.sock`);
		const main = await step('main', ...INPUTS);
		expect(main).toMatchObject({ code: 0 });
		// Without a file for it, the state goes into the log.
		const states = [...main.stdout.matchAll(/^::save-state name=state::(.*)$/gm)];
		const post = await step('post', `STATE_state=${states.at(-1)?.[1]}`);
		expect(post.stdout).toContain('Removed qemu-aarch64.');
	});

	test('that is killed leaves nothing that the next job of the host does not take away', async () => {
		await start('--volume', `${docker.socket}:/var/run/docker.sock`);
		const claimed = await step('main', ...INPUTS, 'GITHUB_REPOSITORY=octo/container');
		expect(claimed).toMatchObject({ code: 0 });
		const host = startJob({ dist: dist() });
		try {
			const inputs = { platforms: 'arm64', source: `dir:${QEMU_11}` };
			expect(await host.main(inputs)).toMatchObject({ code: 0 });
			expect((await host.post()).stdout).toContain('still used by octo/container');
			expect(await machineOf()).toBe('aarch64');
			expect(await docker.run('kill', 'job')).toMatchObject({ code: 0 });
			// It is gone when the engine has seen its end.
			await docker.run('wait', 'job');
			expect(await host.main(inputs)).toMatchObject({ code: 0 });
			expect((await host.post()).stdout).toContain('Removed qemu-aarch64.');
		} finally {
			host.end();
		}
	});

	test('is refused by an engine whose kernel has another boot id than it sees itself, as on another machine', async () => {
		await start('--volume', `${docker.socket}:/var/run/docker.sock`);
		const { stdout } = await docker.run('inspect', '--format', '{{.State.Pid}}', 'job');
		const script = 'cat /proc/sys/kernel/random/uuid >/tmp/id && mount --bind /tmp/id "$1"';
		const bootId = '/proc/sys/kernel/random/boot_id';
		const inside = ['--target', stdout.trim(), '--mount', 'sh', '-c', script, 'sh', bootId];
		expect(await run('nsenter', inside)).toMatchObject({ code: 0, stderr: '' });
		const refused = await xarch(...SETUP);
		expect(refused.code).toBe(3);
		expect(refused.stderr).toContain('docker: it runs its containers on another machine;');
		expect((await docker.run('images', '--quiet', 'setup-xarch-helper')).stdout).toBe('');
	});

	test('without it is told why, and needs nothing once the host is set up', async () => {
		await start();
		const refused = await xarch(...SETUP);
		expect(refused.code).toBe(3);
		expect(refused.stderr).toMatch(/Tried: root: .*; docker: .*; podman: /);
		expect(refused.stderr).toContain('sudo xarch setup --keep aarch64');
		const host = (...args: string[]) =>
			run(SYSTEM_NODE, [cli(), ...args], { env: { XDG_CACHE_HOME: join(directory, 'cache') } });
		expect(await host('setup', 'arm64', '--keep', '--source', `dir:${QEMU_11}`)).toMatchObject({
			code: 0,
		});
		const used = await xarch('setup', 'arm64');
		await host('restore', '--all');
		expect(used).toMatchObject({ code: 0, stdout: expect.stringContaining('nothing was changed') });
	});

	/** Of the host's entry for arm64. */
	function readInterpreter(): string | undefined {
		return /^interpreter (.+)$/m.exec(snapshot()?.['qemu-aarch64'] ?? '')?.[1];
	}
});
