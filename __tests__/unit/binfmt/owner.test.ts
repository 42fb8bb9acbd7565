import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { isAlive, type Owner, processOwner, readBootId } from '../../../src/binfmt/owner.js';

describe('a real process', () => {
	const children: ChildProcess[] = [];
	const start = async (file: string, args: readonly string[] = []) => {
		const child = spawn(file, args, { stdio: ['pipe', 'pipe', 'inherit'] });
		children.push(child);
		await once(child, 'spawn');
		return child;
	};
	afterEach(() => {
		for (const child of children.splice(0)) child.kill('SIGKILL');
	});

	test('is alive until it is killed', async () => {
		const child = await start('cat');
		const owner = processOwner(child.pid ?? -1);
		expect(owner).toMatchObject({ kind: 'process', pid: child.pid });
		expect(isAlive(owner)).toBe(true);
		child.kill('SIGKILL');
		await once(child, 'exit');
		expect(isAlive(owner)).toBe(false);
	});

	test('that has ended but nobody has waited for is dead', async () => {
		// exec keeps the shell's child, which the new program never waits for.
		const script = 'exec 3<&0; read line <&3 & echo $!; exec sleep 60';
		const parent = await start('sh', ['-c', script]);
		const [pid] = String((await once(parent.stdout ?? parent, 'data'))[0]).split('\n');
		const nextTurn = () => new Promise(setImmediate);
		const commandOf = (id: number | undefined) => readFileSync(`/proc/${id}/comm`, 'latin1').trim();
		while (commandOf(parent.pid) !== 'sleep') await nextTurn();
		parent.stdin?.write('end\n');
		const state = () => readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.[0];
		while (state() !== 'Z') await nextTurn();
		expect(isAlive(processOwner(Number(pid)))).toBe(false);
	});

	test('is not the one that had its pid before', () => {
		const owner = processOwner(process.pid);
		expect(isAlive(owner)).toBe(true);
		expect(isAlive({ ...owner, startTicks: '1' } as Owner)).toBe(false);
	});

	test('of a pid namespace that nobody could name counts as alive, for it cannot be looked for', () => {
		const owner = { ...processOwner(process.pid), pid: 2 ** 22 + 1, startTicks: '1' };
		expect(isAlive({ ...owner, pidNamespace: '' } as Owner)).toBe(true);
		expect(isAlive(owner as Owner)).toBe(false);
	});

	test('that could not be seen is alive as long as there is one of its pid', () => {
		const owner = { ...processOwner(process.pid), startTicks: '' } as Owner;
		expect(isAlive(owner)).toBe(true);
		expect(isAlive({ ...owner, pid: 2 ** 22 + 1 } as Owner)).toBe(false);
	});

	test('that is gone already makes a dead owner', () => {
		expect(isAlive(processOwner(2 ** 22 + 1))).toBe(false);
	});
});

test('pid 0, the parent of what an engine starts in a container, is its pid 1', () => {
	expect(processOwner(0)).toMatchObject({ pid: 1 });
});

test('standing and kept leases never die', () => {
	expect(isAlive({ kind: 'standing' })).toBe(true);
	expect(isAlive({ kind: 'kept' })).toBe(true);
});

test('the boot id is that of the kernel', () => {
	expect(readBootId()).toMatch(/^[0-9a-f-]{36}$/);
});

describe('of a made-up /proc', () => {
	let proc: string;
	beforeEach(() => {
		proc = mkdtempSync(join(tmpdir(), 'xarch-proc-'));
		mkdirSync(join(proc, 'self', 'ns'), { recursive: true });
		symlinkSync('pid:[7]', join(proc, 'self', 'ns', 'pid'));
		writeFileSync(join(proc, 'self', 'status'), 'Name:\tnode\nNSpid:\t41\n');
		mkdirSync(join(proc, '42'));
	});
	afterEach(() => rmSync(proc, { recursive: true }));

	test('a name with brackets and spaces does not shift the fields', () => {
		const fields = ['S', ...Array.from({ length: 18 }, (_, index) => index), '4711', '0'];
		writeFileSync(join(proc, '42', 'stat'), `42 (a) R (b c) ${fields.join(' ')}\n`);
		expect(processOwner(42, proc)).toEqual({
			kind: 'process',
			pid: 42,
			startTicks: '4711',
			pidNamespace: 'pid:[7]',
		});
	});

	test('of a namespace above, in which pids have other numbers, tells of nobody', () => {
		writeFileSync(join(proc, 'self', 'status'), 'Name:\tnode\nNSpid:\t4100\t41\n');
		writeFileSync(join(proc, '42', 'stat'), '42 (a) S 1\n');
		expect(processOwner(42, proc)).toMatchObject({ startTicks: '', pidNamespace: 'pid:[7]' });
	});
});
