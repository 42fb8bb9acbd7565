import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Docker, startDocker } from '../machine/docker.js';
import { snapshot } from '../machine/kernel.js';
import { lab, MACHINES, REPOSITORY } from '../machine/lab.js';
import { type Ended, run, SYSTEM_NODE } from '../machine/runner.js';

const CLI = join(REPOSITORY, 'dist', 'cli', 'index.js');
const FROM_11 = ['--source', `dir:${lab('qemu-11', 'usr', 'bin')}`];

let docker: Docker;
let directory: string;
let before: ReturnType<typeof snapshot>;

function xarch(...args: string[]): Promise<Ended> {
	return run(SYSTEM_NODE, [CLI, ...args]);
}

/**
 * The command in an unprivileged container, as a job's own container is one: without the
 * host's root, capabilities or /proc/sys/fs/binfmt_misc, but with its programs.
 */
function xarchInContainer(...args: string[]): Promise<Ended> {
	const mounts = ['/usr', '/lib', '/lib64', '/bin', '/sbin', '/etc', REPOSITORY, lab()]
		.concat(SYSTEM_NODE.startsWith('/usr/') ? [] : [SYSTEM_NODE])
		.filter((path) => existsSync(path))
		.flatMap((path) => ['--volume', `${path}:${path}:ro`]);
	return docker.run(
		...['run', '--rm', '--network', 'none', '--tmpfs', '/tmp:exec', ...mounts],
		...['xarch-empty', SYSTEM_NODE, CLI, ...args],
	);
}

beforeAll(async () => {
	before = snapshot();
	directory = mkdtempSync(join(tmpdir(), 'xarch-e2e-'));
	docker = await startDocker();
	for (const arch of Object.keys(MACHINES)) {
		const root = join(directory, arch);
		mkdirSync(root);
		copyFileSync(lab('busybox', arch, 'busybox'), join(root, 'busybox'));
		docker.importImage(root, `xarch-${arch}`);
	}
	mkdirSync(join(directory, 'empty'));
	docker.importImage(join(directory, 'empty'), 'xarch-empty');
});

afterAll(async () => {
	await xarch('restore', '--all');
	await docker.stop();
	rmSync(directory, { recursive: true, force: true });
	expect(snapshot()).toEqual(before);
});

describe('containers that hold nothing but a foreign program', () => {
	test('do not run without xarch', async () => {
		const ended = await docker.run(
			'run',
			'--rm',
			'--network',
			'none',
			'xarch-arm64',
			'/busybox',
			'true',
		);
		expect(ended.code).not.toBe(0);
		expect(ended.stderr).toContain('exec format error');
	});

	test('run after xarch setup, every architecture', async () => {
		expect((await xarch('setup', 'all', ...FROM_11)).code).toBe(0);
		for (const [arch, { machine }] of Object.entries(MACHINES)) {
			const image = `xarch-${arch}`;
			const ended = await docker.run(
				...['run', '--rm', '--network', 'none', image, '/busybox', 'uname', '-m'],
			);
			expect(ended).toMatchObject({ code: 0, stdout: `${machine}\n` });
		}
		expect((await xarch('restore')).code).toBe(0);
	});
});

describe('a job that runs in an unprivileged container', () => {
	test('uses what the host has set up, and needs nothing for it', async () => {
		await xarch('setup', 'arm64', 'riscv64', ...FROM_11);
		const inside = await xarchInContainer('setup', 'arm64', '--json');
		expect(inside).toMatchObject({ code: 0 });
		expect(JSON.parse(inside.stdout)).toMatchObject({
			changed: false,
			entries: expect.arrayContaining([
				expect.objectContaining({ platform: 'linux/arm64', ours: false, probe: 'passed' }),
			]),
		});
		await xarch('restore');
	});

	test('fails with the way out when the host has nothing', async () => {
		const inside = await xarchInContainer('setup', 'arm64', ...FROM_11);
		expect(inside.code).toBe(3);
		expect(inside.stderr).toMatch(/binfmt_misc.*run xarch setup on the host.*E_NO_BINFMT/s);
	});
});
