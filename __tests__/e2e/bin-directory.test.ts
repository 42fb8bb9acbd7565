import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { makeBinDirectory } from '../../src/bin-directory/make.js';
import { obtainEmulators } from '../../src/emulator/obtain.js';
import { assumingEmulator } from '../machine/assuming.js';
import { type Docker, startDocker } from '../machine/docker.js';
import { busybox, labEmulator } from '../sandbox/lab.js';
import { requestOf, Sandbox, thisHost } from '../servers/source-fixture.js';

const TARGET = 's390x';
const DOCKERFILE = `FROM scratch
COPY qemu-${TARGET}-static /
`;

let docker: Docker;

beforeAll(async () => {
	docker = await startDocker();
});

afterAll(() => docker.stop());

describe.each([
	['an ordinary release', false],
	['a release that takes flag P for granted', true],
])('an image FROM scratch with an emulator of %s', (_, isAssuming) => {
	let sandbox: Sandbox;
	let programs: string;
	const image = `by-hand-${isAssuming}`;

	beforeAll(async () => {
		sandbox = new Sandbox();
		programs = mkdtempSync(join(tmpdir(), 'xarch-programs-'));
		copyFileSync(busybox(TARGET), join(programs, 'echo'));
		const source = join(sandbox.root, 'source');
		mkdirSync(source);
		const emulator = readFileSync(labEmulator(TARGET, 11));
		writeFileSync(
			join(source, `qemu-${TARGET}`),
			isAssuming ? assumingEmulator(emulator) : emulator,
			{ mode: 0o755 },
		);
		const request = requestOf(`dir:${source}`, { required: [TARGET] });
		const { emulators } = await obtainEmulators(request, sandbox.context());
		// As output bin-dir names it, with nothing beside the emulators.
		const directory = await makeBinDirectory(
			{ kind: 'store' },
			[...emulators.values()],
			thisHost(),
			sandbox.context(),
		);
		const dockerfile = join(sandbox.root, 'Dockerfile');
		writeFileSync(dockerfile, DOCKERFILE);
		const built = await docker.run('build', '--tag', image, '--file', dockerfile, directory);
		expect(built).toMatchObject({ code: 0 });
	});

	afterAll(() => {
		sandbox.remove();
		rmSync(programs, { recursive: true, force: true });
	});

	test.each([
		['by itself', []],
		['with options', ['-cpu', 'max', '-E', 'A=b']],
	])('runs a foreign program by hand, %s', async (_, options) => {
		const ended = await docker.run(
			...['run', '--rm', '--network', 'none', '--volume', `${programs}:/programs:ro`, image],
			...[`/qemu-${TARGET}-static`, ...options, '/programs/echo', 'a', 'b c'],
		);
		expect(ended).toEqual({ code: 0, stdout: 'a b c\n', stderr: '' });
	});

	test('runs a program that another image brings, in the image built on it', async () => {
		const dockerfile = join(programs, 'Dockerfile');
		writeFileSync(
			dockerfile,
			`FROM ${image}\nCOPY echo /echo\nRUN ["/qemu-${TARGET}-static", "/echo", "while building"]\n`,
		);
		const built = await docker.run(
			...['build', '--network', 'none', '--no-cache', '--file', dockerfile, programs],
		);
		expect(built).toMatchObject({ code: 0 });
		expect(built.stdout + built.stderr).toContain('while building');
	});
});
