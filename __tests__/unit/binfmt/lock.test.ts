import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { withLock } from '../../../src/binfmt/lock.js';

let directory: string;
const holders: ChildProcess[] = [];
beforeEach(() => {
	directory = mkdtempSync(join(tmpdir(), 'xarch-lock-'));
});
afterEach(() => {
	for (const holder of holders.splice(0)) holder.kill('SIGKILL');
	rmSync(directory, { recursive: true });
});

/** Another process that holds the lock until it is killed. */
async function otherHolder(): Promise<ChildProcess> {
	const holder = spawn(
		'sh',
		['-c', 'exec 9>>"$1"; flock -x 9; echo held; exec cat', 'sh', lock()],
		{
			stdio: ['pipe', 'pipe', 'inherit'],
		},
	);
	holders.push(holder);
	await once(holder.stdout, 'data');
	return holder;
}
const lock = () => join(directory, 'lock');

test('one at a time, and each gets its turn', async () => {
	let inside = 0;
	const order: number[] = [];
	const results = await Promise.all(
		[1, 2, 3, 4].map((number) =>
			withLock(directory, 10_000, async () => {
				inside += 1;
				expect(inside).toBe(1);
				await new Promise(setImmediate);
				order.push(number);
				inside -= 1;
				return number * 10;
			}),
		),
	);
	expect(results).toEqual([10, 20, 30, 40]);
	expect(order.sort()).toEqual([1, 2, 3, 4]);
});

test('is freed when the work fails', async () => {
	const failing = withLock(directory, 10_000, async () => {
		throw new Error('no');
	});
	await expect(failing).rejects.toThrow('no');
	expect(await withLock(directory, 1_000, async () => 'had')).toBe('had');
});

test('only its owner can open the file, or anybody could hold up everybody', async () => {
	await withLock(directory, 1_000, async () => {});
	expect(statSync(lock()).mode & 0o777).toBe(0o600);
});

test('E_LOCK when another process does not let go', async () => {
	await otherHolder();
	await expect(withLock(directory, 50, async () => 'had')).rejects.toMatchObject({
		code: 'E_LOCK',
		message: `Another job has held the lock ${lock()} for 0.05 s.`,
		remedy: expect.stringContaining('fuser'),
	});
});

test('those who wait are told once what for', async () => {
	const holder = await otherHolder();
	const notices: string[] = [];
	const told = new Promise<void>((resolve) => {
		void withLock(
			directory,
			10_000,
			async () => resolve(),
			(text) => {
				notices.push(text);
				holder.kill('SIGKILL');
			},
		);
	});
	await told;
	expect(notices).toEqual([expect.stringMatching(/^Waiting for another job .* 10 s .*lock\)\.$/)]);
});

test('is freed when its holder is killed', async () => {
	const holder = await otherHolder();
	const waiting = withLock(directory, 10_000, async () => 'had');
	const first = await Promise.race([
		waiting,
		withLock(directory, 50, async () => {}).catch((error) => error.code),
	]);
	expect(first).toBe('E_LOCK');
	holder.kill('SIGKILL');
	expect(await waiting).toBe('had');
});
