import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { processOwner } from '../../src/binfmt/owner.js';
import type { EntryRequest, RegistrarRequest } from '../../src/binfmt/request.js';
import { lasting, prepareBoot } from '../sandbox/boot.js';
import { labEmulator, type Release, sandboxEmulator } from '../sandbox/lab.js';
import { apply, entry, lease, lineOf, release, sha256OfFile } from '../sandbox/requests.js';
import { BINFMT, REGISTRAR, Sandbox } from '../sandbox/sandbox.js';

const KILL_AT = fileURLToPath(new URL('../sandbox/kill-at.mjs', import.meta.url));
const LOG = '/run/kill-log';

let box: Sandbox;
afterEach(() => box.close());

/** Runs the registrar until it is about to do its effect of this number; says whether it got there. */
async function runUntil(request: RegistrarRequest, killAt: number): Promise<boolean> {
	const { signal, stderr, stdout } = await box.run(
		process.execPath,
		['--import', KILL_AT, REGISTRAR],
		{
			input: JSON.stringify(request),
			env: { KILL_AT: String(killAt), KILL_LOG: LOG },
		},
	);
	if (signal !== 'SIGKILL' && !stdout.includes('"result"')) throw new Error(stdout + stderr);
	return signal === 'SIGKILL';
}

/** The registrar's effects, in words, as far as the last one got. */
function effects(): string[] {
	return readFileSync(box.path(LOG), 'utf8').split('\n').slice(0, -1);
}

/** A lease whose process has ended. */
function deadLease(id: string) {
	const { pid } = spawnSync('true');
	return lease(id, { ...processOwner(process.pid), pid } as ReturnType<typeof processOwner>);
}

/** An emulator that has to be copied, so that files come and go too. */
const OPEN = '/run/open/qemu-arm';
function copied(): EntryRequest {
	return entry('arm', { path: OPEN, sha256: sha256OfFile(labEmulator('arm', 11)) });
}

async function open(binfmt: 'mounted' | 'absent'): Promise<void> {
	box = await Sandbox.open({ binfmt });
	await box.sh('mkdir -m 777 /run/open; cp "$1" "$2"', sandboxEmulator('arm', 11), OPEN);
	if (binfmt === 'absent') return;
	await box.foreign(lineOf('qemu-aarch64', 'aarch64', sandboxEmulator('aarch64', 7), 'OC'));
	await box.foreign(lineOf('qemu-mips', 'mips', sandboxEmulator('mips', 7), ''));
	await box.foreign(':jarwrapper:E::jar::/usr/bin/env:');
	await box.sh(`echo 0 >${BINFMT}/qemu-mips`);
}

const state = () => ({
	mounted: existsSync(box.path(`${BINFMT}/status`)),
	entries: box.entries(),
	journal: box.journal(),
	copies: box.copies(),
});

const REQUESTS = [
	['a claim', [], () => apply(deadLease('j'), ['aarch64', copied()], true)],
	['the end of a claim', ['j'], () => release('j')],
	[
		'a claim on top of an older one',
		['j'],
		() => apply(deadLease('k'), [entry('aarch64', { release: 10, exact: true })]),
	],
	[
		'giving up a part',
		['j'],
		() => ({ operation: 'withdraw', leaseId: 'j', names: ['qemu-arm'] }) as const,
	],
	['looking', ['j'], () => ({ operation: 'check' }) as const],
] as const;

describe.each([
	['mounted', REQUESTS],
	// What differs is the mount.
	['absent', REQUESTS.slice(0, 2)],
] as const)('binfmt_misc %s before', (binfmt, requests) => {
	beforeEach(() => open(binfmt));

	test.each(requests)(
		'%s, killed before each of its effects, is repaired by the next request',
		async (_, earlier, request) => {
			const before = state();
			for (let killAt = 1, wasKilled = true; wasKilled; killAt += 1) {
				for (const id of earlier)
					await box.request(apply(deadLease(id), ['aarch64', copied()], true));
				wasKilled = await runUntil(request(), killAt);
				const reached = effects();
				if (!wasKilled) expect(reached.length).toBeGreaterThan(4);
				expect(Object.keys(box.entries())).toEqual(
					expect.arrayContaining(Object.keys(before.entries)),
				);
				// Another job comes, finds its platforms, and goes.
				await box.request(apply('next', ['riscv64', 'aarch64']));
				const [probe] = await box.probe(['aarch64']);
				expect([reached.at(-1), probe?.failure]).toEqual([reached.at(-1), undefined]);
				const { warnings } = await box.request(release('next'));
				expect(warnings).toEqual([]);
				expect([reached.at(-1), state()]).toEqual([reached.at(-1), before]);
			}
		},
		240_000,
	);
});

describe('entries that come back at boot', () => {
	const real = (target: string, of: Release) =>
		entry(target, { release: of, sha256: sha256OfFile(labEmulator(target, of)) });
	beforeEach(async () => {
		await open('mounted');
		await prepareBoot(box, { support: true });
	});
	const all = () => ({ ...state(), lasting: lasting(box) });

	test('made anew, killed before each effect, are there as a whole or not at all', async () => {
		const before = all();
		const entries = [real('aarch64', 10), real('s390x', 10)];
		for (let killAt = 1, wasKilled = true; wasKilled; killAt += 1) {
			wasKilled = await runUntil({ operation: 'persist', entries }, killAt);
			const last = effects().at(-1);
			await box.request({ operation: 'check' });
			const after = all();
			const isWhole = Object.keys(after.entries).includes('setup-xarch-s390x');
			if (!isWhole) expect([last, after]).toEqual([last, before]);
			if (!wasKilled) expect(isWhole).toBe(true);
			await box.request({ operation: 'forget' });
			expect([last, all()]).toEqual([last, before]);
		}
	}, 240_000);

	test('renewed, killed before each effect, serve at any time, and can be renewed again', async () => {
		const before = all();
		for (let killAt = 1, wasKilled = true; wasKilled; killAt += 1) {
			await box.request({ operation: 'persist', entries: [real('aarch64', 10)] });
			wasKilled = await runUntil({ operation: 'persist', entries: [real('aarch64', 11)] }, killAt);
			const last = effects().at(-1);
			const [amid] = await box.probe(['aarch64']);
			expect([last, amid?.failure]).toEqual([last, undefined]);
			expect(amid?.servedBy).toContain('/var/lib/setup-xarch-persisted/');
			await box.request({ operation: 'check' });
			expect(Object.keys(box.entries())).toContain('setup-xarch-aarch64');
			await box.request({ operation: 'persist', entries: [real('aarch64', 11)] });
			const [probe] = await box.probe(['aarch64']);
			expect(probe?.servedBy).toContain(sha256OfFile(labEmulator('aarch64', 11)).slice(0, 16));
			await box.request({ operation: 'forget' });
			expect([last, all()]).toEqual([last, before]);
		}
	}, 240_000);

	test('forgotten, killed before each effect, are forgotten by the next request', async () => {
		const before = all();
		for (let killAt = 1, wasKilled = true; wasKilled; killAt += 1) {
			await box.request({
				operation: 'persist',
				entries: [real('aarch64', 10), real('s390x', 10)],
			});
			wasKilled = await runUntil({ operation: 'forget' }, killAt);
			const [last] = effects().slice(-1);
			await box.request({ operation: 'check' });
			const left = Object.keys(box.entries()).filter((name) => name.startsWith('setup-xarch'));
			expect([last, [0, 2].includes(left.length)]).toEqual([last, true]);
			await box.request({ operation: 'forget' });
			expect([last, all()]).toEqual([last, before]);
		}
	}, 240_000);
});
