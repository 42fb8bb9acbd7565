import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { readJournal, STATE_DIRECTORY } from '../../src/binfmt/journal.js';
import { processOwner, readBootId } from '../../src/binfmt/owner.js';
import type { RegistrarProcess } from '../../src/binfmt/privilege.js';
import type { BuilderRecordRequest } from '../../src/binfmt/request.js';
import { openLocalSession, openSession } from '../../src/binfmt/session.js';
import { REPOSITORY } from '../machine/lab.js';
import { SYSTEM_NODE } from '../machine/runner.js';

const BUNDLE = join(REPOSITORY, 'dist', 'registrar', 'index.js');
const LOCK = `builder-test-${process.pid}.lock`;
const HOME = { dockerConfig: '/d', buildxConfig: '/d/buildx', variables: {} };
const BUILDER = { name: 'session-test', place: 'docker:none', configuration: 'ab' };

function hold(id: string): BuilderRecordRequest {
	const lease = { id, label: `job ${id}`, owner: processOwner(process.pid) };
	return { operation: 'hold-builder', lease, builder: BUILDER, home: HOME };
}

function drop(...leaseIds: readonly string[]): BuilderRecordRequest {
	return { operation: 'drop-builder', builder: BUILDER, leaseIds };
}

/** Every process that this one has started and that has not ended. */
function children(): string[] {
	return readFileSync(`/proc/self/task/${process.pid}/children`, 'utf8').split(' ').filter(Boolean);
}

describe('a session of this process', () => {
	let directory: string;
	beforeEach(() => {
		directory = mkdtempSync(join(tmpdir(), 'xarch-session-'));
	});
	afterEach(() => rmSync(directory, { recursive: true }));

	test('keeps the journal, and takes its lock along when it ends', async () => {
		const session = await openLocalSession(directory, { lock: LOCK, timeoutMs: 1_000 });
		expect(readdirSync(directory)).toEqual([LOCK]);
		expect((await session.run(hold('a'))).builders).toMatchObject([
			{ ...BUILDER, holders: [{ lease: 'a', isAlive: true, isJob: true, label: 'job a' }] },
		]);
		expect(readJournal(directory, readBootId()).journal.builders).toHaveLength(1);
		expect((await session.run({ operation: 'list-builders' })).builders).toHaveLength(1);
		expect((await session.run(drop('a'))).builders).toEqual([]);
		await session.end();
		expect(readdirSync(directory)).toEqual(['lock']);
	});

	test('is the only one with its lock, and many get it one after the other', async () => {
		const first = await openLocalSession(directory, { lock: LOCK, timeoutMs: 1_000 });
		await expect(openLocalSession(directory, { lock: LOCK, timeoutMs: 50 })).rejects.toMatchObject({
			code: 'E_LOCK',
		});
		const other = await openLocalSession(directory, { lock: 'builder-other.lock', timeoutMs: 50 });
		let inside = 0;
		const waiting = Array.from({ length: 6 }, async () => {
			const session = await openLocalSession(directory, { lock: LOCK, timeoutMs: 20_000 });
			inside += 1;
			expect(inside).toBe(1);
			await new Promise((resolve) => setTimeout(resolve, 5));
			inside -= 1;
			await session.end();
		});
		await first.end();
		await other.end();
		await Promise.all(waiting);
		expect(readdirSync(directory)).toEqual([]);
	});
});

describe("the registrar's sessions", () => {
	const clients: ChildProcess[] = [];
	afterEach(() => {
		for (const client of clients.splice(0)) client.kill('SIGKILL');
		rmSync(join(STATE_DIRECTORY, LOCK), { force: true });
	});

	/** A client of the bundle, as sudo starts it. */
	function client() {
		const child = spawn(SYSTEM_NODE, [BUNDLE, 'session'], { stdio: ['pipe', 'pipe', 'inherit'] });
		clients.push(child);
		const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
		return {
			async ask(question: unknown): Promise<Record<string, unknown>> {
				child.stdin.write(`${JSON.stringify(question)}\n`);
				return JSON.parse((await lines.next()).value ?? '') as Record<string, unknown>;
			},
			async end() {
				const closed = once(child, 'close');
				child.stdin.end();
				return (await closed)[0] as number;
			},
			async kill() {
				const closed = once(child, 'close');
				child.kill('SIGKILL');
				await closed;
			},
		};
	}
	const lock = (timeoutMs: number) => ({ lock: LOCK, timeoutMs });
	const lockFile = () => existsSync(join(STATE_DIRECTORY, LOCK));

	test('answer a line a request, and the second waits for the first', async () => {
		const [first, second] = [client(), client()];
		expect(await first.ask(lock(1_000))).toEqual({ result: {} });
		let isWaiting = true;
		const opened = second.ask(lock(20_000)).then((answer) => {
			isWaiting = false;
			return answer;
		});
		expect(await first.ask(hold('a'))).toMatchObject({ result: { builders: [BUILDER] } });
		expect(isWaiting).toBe(true);
		expect(await first.end()).toBe(0);
		expect(await opened).toEqual({ result: {} });
		expect(await second.ask(drop('a'))).toMatchObject({ result: { builders: [] } });
		expect(await second.end()).toBe(0);
		expect(lockFile()).toBe(false);
	});

	test('tell what went wrong, and go on', async () => {
		const [first, second] = [client(), client()];
		await first.ask(lock(1_000));
		expect(await second.ask(lock(100))).toMatchObject({ error: { code: 'E_LOCK' } });
		expect(await second.end()).toBe(0);
		expect(await first.ask({ operation: 'no-such-builders' })).toHaveProperty('error');
		expect(await first.ask({ operation: 'list-builders' })).toHaveProperty('result');
		await first.end();
	});

	test('that are killed give their lock to the next one', async () => {
		const [first, second] = [client(), client()];
		await first.ask(lock(1_000));
		await first.kill();
		expect(lockFile()).toBe(true);
		expect(await second.ask(lock(5_000))).toEqual({ result: {} });
		await second.end();
		expect(lockFile()).toBe(false);
	});

	test('by sudo end with what asked for them, also when they were refused', async () => {
		const before = children();
		const started: RegistrarProcess = {
			...{ uid: 1, nodePath: SYSTEM_NODE, bundlePath: BUNDLE, commandPath: BUNDLE },
			...{ privilege: 'sudo', env: {}, notice: () => {} },
		};
		const session = await openSession(started, lock(5_000));
		await expect(openSession(started, lock(100))).rejects.toMatchObject({ code: 'E_LOCK' });
		expect((await session.run(hold('a'))).builders).toMatchObject([BUILDER]);
		expect((await session.run(drop('a'))).builders).toEqual([]);
		await session.end();
		expect(children()).toEqual(before);
		expect(lockFile()).toBe(false);
	});
});
