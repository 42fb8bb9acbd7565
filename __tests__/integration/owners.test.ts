import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
	chmodSync,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readFileSync,
	readlinkSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { isAlive, lookAtOwners, type Owner, processOwner } from '../../src/binfmt/owner.js';
import { mountForTest, snapshot } from '../machine/kernel.js';
import { lab, REPOSITORY } from '../machine/lab.js';
import { startJob } from '../machine/runner.js';

const WITNESS = fileURLToPath(new URL('../sandbox/witness.mjs', import.meta.url));
/** As container engines do it. */
const PID_NAMESPACE = ['unshare', '--pid', '--fork', '--mount-proc'];
const TIME_NAMESPACE = ['unshare', '--time', '--boottime', '1000000', '--fork'];

type ProcessOwner = Extract<Owner, { kind: 'process' }>;

/** The owners' module as plain Node runs it: what jest has made of it stays in this process. */
let modules: string;
beforeAll(() => {
	modules = mkdtempSync(join(tmpdir(), 'xarch-owners-'));
	chmodSync(modules, 0o755);
	writeFileSync(join(modules, 'package.json'), '{ "type": "module" }');
	for (const name of ['binfmt/owner', 'binfmt/processes', 'errors']) {
		const source = readFileSync(join(REPOSITORY, 'src', `${name}.ts`), 'utf8');
		const compilerOptions = { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2023 };
		mkdirSync(join(modules, dirname(name)), { recursive: true });
		const { outputText } = ts.transpileModule(source, { compilerOptions });
		writeFileSync(join(modules, `${name}.js`), outputText);
	}
});
afterAll(() => rmSync(modules, { recursive: true }));

const children: ChildProcess[] = [];
afterEach(async () => {
	for (const child of children.splice(0)) await kill(child);
});

/** Kills what the programs of a child lead to, upon which they end, having seen the end of that. */
async function kill(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const closed = once(child, 'close');
	process.kill(innermost(child.pid ?? 0), 'SIGKILL');
	await closed;
}

/** The first process below some `unshare` that is none. */
function innermost(pid: number): number {
	if (!readlinkSync(`/proc/${pid}/exe`).endsWith('/unshare')) return pid;
	const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, 'latin1').split(' ');
	return child === undefined || child === '' ? pid : innermost(Number(child));
}

/** A process behind the programs of `through`, that tells what it sees there. */
function witness(...through: readonly string[]) {
	const [file = '', ...args] = [
		...through,
		process.execPath,
		WITNESS,
		join(modules, 'binfmt', 'owner.js'),
	];
	const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'pipe'] });
	children.push(child);
	let stderr = '';
	child.stderr.on('data', (data: Buffer) => {
		stderr += data.toString();
	});
	const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
	const ask = async (...question: readonly unknown[]): Promise<unknown> => {
		child.stdin.write(`${JSON.stringify(question)}\n`);
		const { value } = await lines.next();
		if (value === undefined) throw new Error(`no answer: ${stderr}`);
		return JSON.parse(value);
	};
	return {
		self: () => ask('self') as Promise<ProcessOwner>,
		isAlive: (owner: Owner) => ask('isAlive', owner),
		reused: () => ask('reused') as Promise<{ first: ProcessOwner; second: ProcessOwner }>,
		kill: () => kill(child),
	};
}

/** Somebody of a pid namespace that is gone, and somebody of one that is not. */
async function deadAndAlive(): Promise<{ dead: ProcessOwner; alive: ProcessOwner }> {
	const jobs = [witness(...PID_NAMESPACE), witness(...PID_NAMESPACE)] as const;
	const [dead, alive] = await Promise.all(jobs.map((job) => job.self()));
	if (dead === undefined || alive === undefined) throw new Error('no owners');
	await jobs[0].kill();
	return { dead, alive };
}

describe('for root of the initial pid namespace', () => {
	test.each([
		['a pid namespace', PID_NAMESPACE],
		['one within another', [...PID_NAMESPACE, ...PID_NAMESPACE]],
		['one of a user namespace', ['unshare', '--user', '--map-root-user', ...PID_NAMESPACE]],
		['one with a clock of its own', [...TIME_NAMESPACE, ...PID_NAMESPACE]],
		['one that shows the processes of the host', PID_NAMESPACE.slice(0, -1)],
		['its own, with another clock', TIME_NAMESPACE],
	])('a job of %s is alive until it is killed', async (_, through) => {
		const job = witness(...through);
		const owner = await job.self();
		expect(isAlive(owner)).toBe(true);
		await job.kill();
		expect(isAlive(owner)).toBe(false);
	});

	test('who has the pid of a dead job, in the namespace of that, is another', async () => {
		const job = witness(...PID_NAMESPACE);
		const { first, second } = await job.reused();
		expect({ ...first, startTicks: '' }).toEqual({ ...second, startTicks: '' });
		expect([isAlive(first), isAlive(second)]).toEqual([false, true]);
	});

	test('one look serves for all owners', async () => {
		const { dead, alive } = await deadAndAlive();
		const isAliveThen = lookAtOwners();
		expect([isAliveThen(dead), isAliveThen(alive)]).toEqual([false, true]);
		const late = await witness(...PID_NAMESPACE).self();
		// It came after the look.
		expect([isAliveThen(late), isAlive(late)]).toEqual([false, true]);
	});

	test('a /proc that hides processes hides none from it', async () => {
		const { dead, alive } = await deadAndAlive();
		const script = 'mount -t proc -o hidepid=invisible proc /proc && exec "$@"';
		const reader = witness('unshare', '--mount', 'sh', '-c', script, 'sh');
		expect([await reader.isAlive(dead), await reader.isAlive(alive)]).toEqual([false, true]);
	});
});

describe('whoever may not see all processes takes those of other namespaces to be alive:', () => {
	test.each([
		['an ordinary user', ['setpriv', '--reuid', '65534', '--regid', '65534', '--clear-groups']],
		['root without CAP_SYS_PTRACE', ['setpriv', '--bounding-set=-sys_ptrace']],
		['root of a user namespace', ['unshare', '--user', '--map-root-user']],
		['root of a container', PID_NAMESPACE],
	])('%s', async (_, through) => {
		const reader = witness(...through);
		// It is there before: its own namespace would else get the number of the one that goes.
		const own = await reader.self();
		const { dead, alive } = await deadAndAlive();
		expect([await reader.isAlive(dead), await reader.isAlive(alive)]).toEqual([true, true]);
		expect(await reader.isAlive(own)).toBe(true);
		expect(await reader.isAlive({ ...own, pid: 2 ** 22 + 1 })).toBe(false);
	});

	test('in a container, of the host too', async () => {
		const reader = witness(...PID_NAMESPACE);
		const here = processOwner(process.pid);
		expect(await reader.isAlive(here)).toBe(true);
		expect(await reader.isAlive({ ...here, pid: 2 ** 22 + 1 } as Owner)).toBe(true);
	});
});

test('what a job holds that was killed in its pid namespace goes with the next job of the host', async () => {
	const unmount = mountForTest();
	const before = snapshot();
	const script = 'mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc && exec cat';
	const runner = spawn('unshare', [...PID_NAMESPACE.slice(1), 'sh', '-c', script], {
		stdio: ['pipe', 'pipe', 'ignore'],
	});
	children.push(runner);
	runner.stdin.write('ready\n');
	await once(runner.stdout, 'data');
	const init = String(innermost(runner.pid ?? 0));
	// As an engine starts what is to run in a container that is there.
	const inside = startJob({ through: ['nsenter', '--target', init, '--pid', '--mount'] });
	const outside = startJob();
	try {
		const inputs = { platforms: 'arm64', source: `dir:${lab('qemu-11', 'usr', 'bin')}` };
		expect(await inside.main(inputs)).toMatchObject({ code: 0 });
		await outside.main(inputs);
		expect((await outside.post()).stdout).toContain('still used by');
		expect(Object.keys(snapshot() ?? {})).toContain('qemu-aarch64');
		await kill(runner);
		await outside.main(inputs);
		expect((await outside.post()).stdout).toContain('Removed qemu-aarch64.');
		expect(snapshot()).toEqual(before);
		expect(existsSync('/run/setup-xarch/journal.json')).toBe(false);
	} finally {
		inside.end();
		outside.end();
		unmount();
	}
});
