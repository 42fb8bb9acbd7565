/** Several processes, killed processes, and disks that cannot take an emulator. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { ObtainContext } from '../../src/emulator/context.js';
import { findStored, obtainEmulators } from '../../src/emulator/obtain.js';
import { GithubBench, request } from '../servers/github-bench.js';
import { sha256Of } from '../servers/github-releases.js';
import { requestOf } from '../servers/source-fixture.js';

const bench = new GithubBench().install();
const CHILD = join(import.meta.dirname, '..', 'servers', 'obtain-child.mjs');
const children = new Set<ChildProcess>();

/** A process of its own that obtains release 10.2.1 into the bench's store. */
function obtainInChild(options: Partial<ObtainContext> = {}): {
	child: ChildProcess;
	answer: Promise<string>;
} {
	const { reporter: _, now: _now, catalog: _catalog, env: _env, ...rest } = bench.context(options);
	const child = spawn(process.execPath, ['--no-warnings', CHILD, 'obtain'], {
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	children.add(child);
	child.stdin.end(JSON.stringify({ request, options: rest }));
	return { child, answer: text(child.stdout) };
}

afterEach(async () => {
	for (const child of children) {
		if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
	}
	children.clear();
});

/** Digests of the emulators that anybody would use: in a folder that is marked as whole. */
function visible(): string[] {
	const names = existsSync(bench.sandbox.storeRoot)
		? readdirSync(bench.sandbox.storeRoot, { recursive: true, encoding: 'utf8' })
		: [];
	return names
		.filter((name) => name.endsWith('.complete'))
		.map((name) => join(bench.sandbox.storeRoot, name.replace(/\.complete$/, ''), 'qemu-aarch64'))
		.map((path) => sha256Of(readFileSync(path)));
}

const workspaces = () => bench.sandbox.files().filter((name) => /^\.xarch-\d/.test(name));

test('four processes that fill one store at once never show half a file', async () => {
	bench.offer(bench.good);
	const all = Array.from({ length: 4 }, () => obtainInChild().answer);
	const whole = sha256Of(bench.aarch64);
	let isDone = false;
	const watching = (async () => {
		const seen = new Set<string>();
		while (!isDone) {
			for (const digest of visible()) seen.add(digest);
			await sleep(20);
		}
		return seen;
	})();
	const answers = (await Promise.all(all)).map((answer) => JSON.parse(answer));
	isDone = true;
	expect([...(await watching)].filter((digest) => digest !== whole)).toEqual([]);
	for (const { result } of answers) {
		expect(result).toEqual([{ ...answers[0].result[0], target: 'aarch64', sha256: whole }]);
	}
	expect(visible()).toEqual([whole]);
	expect(workspaces()).toEqual([]);
});

test('kill -9 in the middle leaves nothing that anybody uses, and the next run clears it', async () => {
	bench.offer(bench.good);
	bench.github.faults.storage.push({ kind: 'stall', afterBytes: 3_000_000 });
	const { child, answer } = obtainInChild({ stallTimeoutMs: 60_000 });
	const half = /^\.xarch-\d+-[0-9a-f]+\/.*qemu-aarch64$/;
	while (!bench.sandbox.files().some((name) => half.test(name))) await sleep(10);
	expect(visible()).toEqual([]);
	const ended = once(child, 'exit');
	child.kill('SIGKILL');
	expect(await ended).toEqual([null, 'SIGKILL']);
	expect(await answer).toBe('');
	expect(bench.sandbox.files().some((name) => half.test(name))).toBe(true);
	expect(findStored(request, bench.context())).toBeUndefined();

	const { emulators } = await obtainEmulators(request, bench.context());
	expect(emulators.get('aarch64')?.sha256).toBe(sha256Of(bench.aarch64));
	expect(workspaces()).toEqual([]);
});

test('the workspace of a process that is at work stays', async () => {
	bench.offer(bench.good);
	bench.github.faults.storage.push({ kind: 'stall', afterBytes: 3_000_000 });
	const { answer } = obtainInChild({ stallTimeoutMs: 10_000 });
	// The stall is the child's only once its request has come.
	while (!bench.github.seen.some(({ role }) => role === 'storage')) await sleep(10);
	await obtainEmulators(request, bench.context());
	expect(workspaces()).not.toEqual([]);
	expect(JSON.parse(await answer).result).toHaveLength(1);
	expect(workspaces()).toEqual([]);
});

describe('disks', () => {
	const mounted: string[] = [];
	const mount = (directory: string, ...args: string[]) => {
		mkdirSync(directory, { recursive: true });
		execFileSync('mount', [...args, directory]);
		mounted.push(directory);
	};

	afterEach(() => {
		while (mounted.length > 0) execFileSync('umount', [mounted.pop() ?? '']);
	});

	test('a full disk under the tool-cache: E_DISK, and no other source is tried', async () => {
		bench.offer(bench.good);
		mount(bench.sandbox.storeRoot, '-t', 'tmpfs', '-o', 'size=4m', 'tmpfs');
		const asked = requestOf('github,apt', { version: '10.2.1' });
		const error = await bench.failure(asked);
		expect(error.code).toBe('E_DISK');
		expect(error.message).toContain(bench.sandbox.storeRoot);
		expect(bench.sandbox.reporter.warnings).toEqual([]);
	});

	test('a tool-cache that is read-only: the emulators go elsewhere, with a warning', async () => {
		bench.offer(bench.good);
		mount(bench.sandbox.storeRoot, '--bind', bench.sandbox.storeRoot);
		execFileSync('mount', ['-o', 'remount,bind,ro', bench.sandbox.storeRoot]);
		const { emulators } = await obtainEmulators(request, bench.context());
		expect(emulators.get('aarch64')?.path.startsWith(bench.sandbox.tempRoot)).toBe(true);
		expect(bench.sandbox.reporter.warnings.join()).toMatch(/cannot be written .*EROFS/);
		expect(readdirSync(bench.sandbox.storeRoot)).toEqual([]);
	});
});
