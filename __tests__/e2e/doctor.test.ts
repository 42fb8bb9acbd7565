import {
	chmodSync,
	chownSync,
	copyFileSync,
	cpSync,
	mkdirSync,
	mkdtempSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { dockerEngine, podmanEngine, type TestEngine } from '../machine/container-engines.js';
import type { Docker } from '../machine/docker.js';
import { listerWithoutLargeFiles } from '../machine/foreign-programs.js';
import {
	elf32Match,
	elf64Match,
	mountForTest,
	registerForeign,
	removeForeign,
} from '../machine/kernel.js';
import { lab } from '../machine/lab.js';
import { startLimitedRegistry } from '../machine/registry.js';
import { type Ended, run } from '../machine/runner.js';
import { type Asked, CLI, readAnswer } from '../sandbox/doctor.js';

const QEMU_ARM = lab('qemu-11', 'usr', 'bin', 'qemu-arm');
const QEMU_ARM64 = lab('qemu-11', 'usr', 'bin', 'qemu-aarch64');

const NOBODY = 65534;

let engine: TestEngine & { readonly docker: Docker };
let unmount: () => void;
let directory: string;

/** Runs `xarch doctor --json` on this machine, perhaps with a message to read. */
async function doctor(
	subjects: readonly string[],
	{ input, env = engine.env }: { input?: string; env?: Readonly<Record<string, string>> } = {},
): Promise<Asked> {
	const command = [process.execPath, CLI, 'doctor', '--json', ...subjects];
	if (input === undefined)
		return readAnswer(await run(command[0] ?? '', command.slice(1), { env }));
	const message = join(directory, 'message');
	writeFileSync(message, input);
	const piped = ['-c', 'cat "$1" | { shift; "$@"; }', 'bash', message, ...command, '-'];
	return readAnswer(await run('bash', piped, { env }));
}

/** Where docker finds a buildx of the lab. */
function withBuildx(version: string): Readonly<Record<string, string>> {
	const config = join(directory, `config-${version}`);
	mkdirSync(join(config, 'cli-plugins'), { recursive: true });
	cpSync(lab(`buildx-${version}`, 'docker-buildx'), join(config, 'cli-plugins', 'docker-buildx'));
	return { ...engine.env, DOCKER_CONFIG: config };
}

/** An image that says it is for a platform, and holds a program of it. */
async function buildImage(name: string, platform: string, program: string): Promise<void> {
	const context = join(directory, name);
	mkdirSync(context);
	copyFileSync(program, join(context, 'busybox'));
	writeFileSync(join(context, 'Dockerfile'), 'FROM scratch\nCOPY busybox /\n');
	const made = await run(
		'docker',
		['buildx', 'build', '--platform', platform, '--tag', name, context],
		{ env: withBuildx('0.29') },
	);
	if (made.code !== 0) throw new Error(made.stderr);
}

beforeAll(async () => {
	engine = await dockerEngine();
	directory = mkdtempSync(join(tmpdir(), 'xarch-doctor-'));
	await buildImage('foreign', 'linux/arm64', lab('busybox', 'arm64', 'busybox'));
	await buildImage('own', `linux/${process.arch === 'x64' ? 'amd64' : process.arch}`, '/bin/true');
});
afterAll(async () => {
	await engine?.stop();
	rmSync(directory, { recursive: true, force: true });
});
beforeEach(() => {
	unmount = mountForTest();
});
afterEach(() => {
	removeForeign('qemu-aarch64');
	removeForeign('qemu-arm');
	unmount();
});

function runImage(...options: string[]): Promise<Ended> {
	return engine.run(
		...['run', '--rm', '--network=none', ...options],
		...['--platform', 'linux/arm64', 'foreign', '/busybox', 'uname', '-m'],
	);
}

describe('an image', () => {
	test('that docker holds, for a platform that does not run, and then does', async () => {
		const before = await doctor(['foreign']);
		expect(before.code).toBe(8);
		expect(before.diagnosis.subjects).toMatchObject([
			{ kind: 'image', platform: 'linux/arm64', runs: false },
		]);
		const failed = await runImage();
		expect(failed.stderr).toContain('exec format error');
		const message = await doctor([], { input: failed.stderr });
		expect(message.finding('message-exec-format').advice).toContain('xarch doctor IMAGE');
		const named = await doctor([], { input: `--platform linux/arm64\n${failed.stderr}` });
		expect(named.finding('message-exec-format').command).toBe('xarch setup linux/arm64');

		registerForeign('qemu-aarch64', `${elf64Match('b700')}:${QEMU_ARM64}:POCF`);
		expect(await runImage()).toMatchObject({ code: 0, stdout: 'aarch64\n' });
		const after = await doctor(['foreign']);
		expect(after).toMatchObject({ code: 0 });
		expect(after.diagnosis.subjects).toMatchObject([{ runs: true }]);
	});

	test('under an entry without F, which its container cannot use', async () => {
		registerForeign('qemu-aarch64', `${elf64Match('b700')}:${QEMU_ARM64}:POC`);
		const asked = await doctor(['foreign', 'linux/arm64']);
		expect(asked.code).toBe(8);
		expect(asked.diagnosis.subjects).toMatchObject([{ runs: false }, { runs: true }]);
		const failed = await runImage();
		expect(failed.stderr).toMatch(/no such file or directory/i);
		const message = await doctor([], { input: failed.stderr });
		expect(message.finding('message-no-such-file').explanation).toContain('qemu-aarch64');
	});

	test('of the host’s own platform', async () => {
		expect(await doctor(['own'])).toMatchObject({ code: 0, ids: [] });
	});

	test('that is not here is not pulled', async () => {
		const asked = await doctor(['127.0.0.1:9/none:latest']);
		expect(asked.code).toBe(8);
		expect(asked.finding('image-absent').command).toContain('docker pull');
		expect((await engine.content()).toSorted()).toEqual(['foreign:latest', 'own:latest']);
	});

	test('that podman holds', async () => {
		const podman = podmanEngine([]);
		try {
			const archive = join(directory, 'foreign.tar');
			expect(await engine.run('save', '--output', archive, 'foreign')).toMatchObject({ code: 0 });
			expect(await podman.run('load', '--input', archive)).toMatchObject({ code: 0 });
			const asked = await doctor(['foreign'], { env: podman.env });
			expect(asked.diagnosis.subjects).toMatchObject([{ platform: 'linux/arm64' }]);
			const other = ['import', '--os', 'windows', '--arch', 'amd64', archive, 'other-system'];
			expect(await podman.run(...other)).toMatchObject({ code: 0 });
			const windows = await doctor(['other-system'], { env: podman.env });
			expect(windows.finding('image-not-linux').explanation).toContain('windows/amd64');
		} finally {
			await podman.stop();
		}
	});

	test('with no engine to ask', async () => {
		const asked = await doctor(['foreign'], { env: { PATH: '/nonexistent' } });
		expect(asked.ids).toContain('image-no-engine');
	});
});

test('a 32-bit program that cannot list a directory of its image, and a tmpfs over it', async () => {
	const context = join(directory, 'lister');
	mkdirSync(join(context, 'registry'), { recursive: true });
	writeFileSync(join(context, 'lister'), listerWithoutLargeFiles(), { mode: 0o755 });
	writeFileSync(join(context, 'registry', 'index'), '');
	const list = '["/lister", "/root/.cargo/registry"]';
	const build = (...lines: readonly string[]) => {
		const copy = ['FROM scratch', 'COPY lister /', 'COPY registry /root/.cargo/registry'];
		writeFileSync(join(context, 'Dockerfile'), [...copy, ...lines, ''].join('\n'));
		const options = ['--platform', 'linux/arm/v7', '--network', 'none', '--tag', 'lister'];
		return run('docker', ['buildx', 'build', ...options, context], { env: withBuildx('0.29') });
	};
	registerForeign('qemu-arm', `${elf32Match('2800')}:${QEMU_ARM}:POCF`);
	const failed = await build(`RUN ${list}`);
	expect(failed.code).toBe(1);
	expect(failed.stderr).toContain('registry: Value too large for defined data type');
	const asked = await doctor([], { input: failed.stderr });
	const { advice, command } = asked.finding('message-value-too-large');

	const mount = /RUN (--mount=\S+)/.exec(advice)?.[1];
	expect(await build(`RUN ${mount} ${list}`, `CMD ${list}`)).toMatchObject({ code: 0 });
	const [, ...typed] = (command ?? '').replace('IMAGE', 'lister').split(' ');
	const plain = typed.toSpliced(typed.indexOf('--tmpfs'), 2);
	expect(await engine.run(...plain)).toMatchObject({ code: 1 });
	expect(await engine.run(...typed)).toMatchObject({ code: 0, stderr: '' });
});

describe('what docker says', () => {
	test('no daemon at the socket', async () => {
		const env = { ...engine.env, DOCKER_HOST: `unix://${directory}/no.sock` };
		const { stderr } = await run('docker', ['ps'], { env });
		const asked = await doctor([], { input: stderr, env });
		expect(asked.finding('message-no-daemon').command).toBe('sudo systemctl start docker');
	});

	test('a registry’s limit', async () => {
		const registry = await startLimitedRegistry();
		try {
			const { stderr } = await engine.run('pull', `${registry.address}/moby/buildkit:latest`);
			const asked = await doctor([], { input: stderr });
			expect(asked.finding('message-rate-limit').explanation).toContain('docker-container');
		} finally {
			await registry.stop();
		}
	});

	test('an image of another platform than asked for', async () => {
		const { stderr } = await engine.run('run', '--rm', '--network=none', 'foreign', '/busybox');
		expect(stderr).toContain('does not match the detected host platform');
		const asked = await doctor([], { input: stderr });
		expect(asked.finding('message-platform-mismatch').explanation).toContain('linux/arm64');
	});

	test.each(['0.13', '0.29'])('buildx %s with the docker driver', async (version) => {
		writeFileSync(join(directory, 'Dockerfile'), 'FROM scratch\nCOPY Dockerfile /\n');
		const { code, stderr } = await run(
			'docker',
			['buildx', 'build', '--platform', 'linux/amd64,linux/arm64', directory],
			{ env: withBuildx(version) },
		);
		expect(code).not.toBe(0);
		const asked = await doctor([], { input: stderr });
		expect(asked.finding('message-docker-driver').command).toContain('docker-container');
	});
});

test('podman of a user who is not root', async () => {
	const home = join(directory, 'home');
	mkdirSync(home);
	chownSync(home, NOBODY, NOBODY);
	chmodSync(directory, 0o755);
	const asked = readAnswer(
		await run(
			'setpriv',
			[
				...[`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--'],
				...[process.execPath, CLI, 'doctor', '--json'],
			],
			{ cwd: '/', env: { HOME: home, XDG_RUNTIME_DIR: home } },
		),
	);
	expect(asked.finding('rootless').about).toEqual(['podman']);
});

test('in an unprivileged container: it is one, and the host has to set up', async () => {
	const rootfs = ['/usr', '/lib', '/lib64', '/bin'].flatMap((path) => ['-v', `${path}:${path}:ro`]);
	const dist = join(CLI, '..', '..');
	const node = process.execPath;
	const ended = await engine.run(
		...['run', '--rm', '--network=none', ...rootfs, '-v', `${dist}:/dist:ro`],
		...['-v', `${node}:/node:ro`, '--tmpfs', '/tmp:exec', 'own'],
		...['/node', '/dist/cli/index.js', 'doctor', '--json', 'linux/riscv64'],
	);
	const asked = readAnswer(ended);
	expect(asked.code).toBe(8);
	expect(asked.ids).toEqual(expect.arrayContaining(['no-entry', 'read-only', 'no-capability']));
	expect(asked.finding('no-entry').advice).toContain('on the host');
});
