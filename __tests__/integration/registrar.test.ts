import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { processOwner } from '../../src/binfmt/owner.js';
import { busybox, sandboxEmulator } from '../sandbox/lab.js';
import { apply, entry, lease, lineOf, release } from '../sandbox/requests.js';
import { BINFMT, Sandbox } from '../sandbox/sandbox.js';

let box: Sandbox;
beforeAll(async () => {
	box = await Sandbox.open();
});
afterEach(() => box.clear());
afterAll(() => box.close());

/** The emulator that runs a target's programs, as /proc/pid/exe tells. */
async function servedBy(target: string): Promise<string | undefined> {
	const [result] = await box.probe([target]);
	return result?.servedBy;
}

describe('what is registered', () => {
	test('runs real programs, in a chroot without an emulator too', async () => {
		const programs = { aarch64: busybox('arm64'), riscv64: busybox('riscv64') };
		const { registered, entries } = await box.request(apply('j', ['aarch64', 'riscv64']));
		expect(registered).toEqual(['qemu-aarch64', 'qemu-riscv64']);
		expect(entries.map(({ name }) => name)).toEqual(registered);
		for (const [machine, program] of Object.entries(programs)) {
			const direct = await box.run(program, ['uname', '-m']);
			expect(direct).toMatchObject({ code: 0, stdout: `${machine}\n` });
			await box.sh('mkdir -p "$1" && cp "$2" "$1/busybox"', `/run/${machine}`, program);
			const inside = await box.run('chroot', [`/run/${machine}`, '/busybox', 'uname', '-m']);
			expect(inside).toMatchObject({ code: 0, stdout: `${machine}\n` });
		}
		expect(await box.request(release('j'))).toMatchObject({ removed: registered, leases: [] });
		expect(box.entries()).toEqual({});
		expect(box.journal()).toBeUndefined();
		const afterwards = await box.run(programs.aarch64, ['uname', '-m']);
		expect(afterwards.code ?? 1).not.toBe(0);
	});

	test('is not registered a second time', async () => {
		await box.request(apply('j', ['aarch64', 'riscv64']));
		const before = { entries: box.entries(), records: box.journal()?.entries };
		const again = await box.request(apply('j', ['aarch64', 'riscv64']));
		expect(again).toMatchObject({ registered: [], removed: [], disabled: [], enabled: [] });
		expect({ entries: box.entries(), records: box.journal()?.entries }).toEqual(before);
	});

	test('is given up alone when named', async () => {
		await box.request(apply('j', ['aarch64', 'riscv64']));
		const names = ['qemu-riscv64'];
		const result = await box.request({ operation: 'withdraw', leaseId: 'j', names });
		expect(result.removed).toEqual(names);
		expect(Object.keys(box.entries())).toEqual(['qemu-aarch64']);
	});

	test('is covered by another build, and serves again when that one is given up', async () => {
		await box.request(apply('j', [entry('aarch64', { release: 10 })]));
		const exact = entry('aarch64', { release: 11, exact: true });
		const result = await box.request(apply('j', [exact]));
		expect(result).toMatchObject({ registered: ['xarch-aarch64'], removed: [] });
		expect(await servedBy('aarch64')).toBe(sandboxEmulator('aarch64', 11));
		const names = ['xarch-aarch64'];
		await box.request({ operation: 'withdraw', leaseId: 'j', names });
		expect(await servedBy('aarch64')).toBe(sandboxEmulator('aarch64', 10));
	});

	test('can be shared when its file is gone, for the kernel holds it open', async () => {
		await box.sh('cp "$1" /run/emulator', sandboxEmulator('aarch64', 11));
		const wanted = entry('aarch64', { path: '/run/emulator' });
		await box.request(apply('j', [wanted]));
		await box.sh('rm /run/emulator');
		expect(await box.request(apply('k', [wanted]))).toMatchObject({ registered: [] });
		expect(box.journal()?.entries[0]?.leases).toEqual(['j', 'k']);
		expect(await servedBy('aarch64')).toBe('/run/emulator (deleted)');
	});
});

describe('leases', () => {
	test('two jobs share an entry, the last one out removes it', async () => {
		await box.request(apply('j', ['aarch64']));
		expect(await box.request(apply('k', ['aarch64']))).toMatchObject({ registered: [] });
		expect(await box.request(release('j'))).toMatchObject({ removed: [] });
		expect(await servedBy('aarch64')).toBe(sandboxEmulator('aarch64', 11));
		expect(await box.request(release('k'))).toMatchObject({ removed: ['qemu-aarch64'] });
		expect(box.entries()).toEqual({});
	});

	test('another version that will not do is E_LEASED, and changes nothing', async () => {
		await box.request(apply('j', ['aarch64']));
		const before = { entries: box.entries(), journal: box.journal() };
		const exact = entry('aarch64', { release: 10, exact: true });
		expect(await box.refusal(apply('k', ['riscv64', exact]))).toMatchObject({
			code: 'E_LEASED',
			message: expect.stringContaining('job j is using QEMU 11.0.0'),
		});
		expect({ entries: box.entries(), journal: box.journal() }).toEqual(before);
	});

	test('what a killed job held is cleaned up by the next request', async () => {
		const job = spawn('sleep', ['600'], { stdio: 'ignore' });
		await once(job, 'spawn');
		await box.request(apply(lease('j', processOwner(job.pid ?? -1)), ['aarch64']));
		expect(await box.request(release('nobody'))).toMatchObject({ removed: [] });
		job.kill('SIGKILL');
		await once(job, 'exit');
		const result = await box.request(apply('k', ['riscv64']));
		expect(result).toMatchObject({ registered: ['qemu-riscv64'], removed: ['qemu-aarch64'] });
		expect(result.leases.map(({ id }) => id)).toEqual(['k']);
	});

	test('of a kind end together, whatever their ids', async () => {
		await box.request(apply(lease('s', { kind: 'standing' }), ['aarch64']));
		await box.request(apply(lease('t', { kind: 'kept' }), ['riscv64']));
		const restore = { operation: 'release', leaseIds: [], kinds: ['standing'] } as const;
		expect(await box.request(restore)).toMatchObject({ removed: ['qemu-aarch64'] });
		const all = { ...restore, kinds: ['standing', 'kept'] } as const;
		expect(await box.request(all)).toMatchObject({ removed: ['qemu-riscv64'] });
	});
});

describe("others' entries", () => {
	const older = () => lineOf('qemu-aarch64', 'aarch64', sandboxEmulator('aarch64', 7), 'OC');

	test('registered before are in force again, byte for byte, after the release', async () => {
		await box.foreign(older());
		const before = box.entries();
		expect(await servedBy('aarch64')).toBe(sandboxEmulator('aarch64', 7));
		const { registered } = await box.request(apply('j', ['aarch64']));
		expect(registered).toEqual(['xarch-aarch64']);
		expect(await servedBy('aarch64')).toBe(sandboxEmulator('aarch64', 11));
		await box.request(release('j'));
		expect(box.entries()).toEqual(before);
		expect(await servedBy('aarch64')).toBe(sandboxEmulator('aarch64', 7));
	});

	test('registered later win, until ours is put on top for all who hold it', async () => {
		await box.request(apply('j', ['aarch64']));
		await box.foreign(older().replace('qemu-aarch64', 'late'));
		const before = box.entries();
		expect(await servedBy('aarch64')).toBe(sandboxEmulator('aarch64', 7));
		const result = await box.request(apply('k', [entry('aarch64', { shadowed: true })]));
		expect(result).toMatchObject({ registered: ['xarch-aarch64'], removed: [] });
		expect(await servedBy('aarch64')).toBe(sandboxEmulator('aarch64', 11));
		await box.request(release('k'));
		expect(await servedBy('aarch64')).toBe(sandboxEmulator('aarch64', 11));
		await box.request(release('j'));
		expect(box.entries()).toEqual({ late: before.late });
	});

	test('are switched off by reset, and on again exactly those', async () => {
		await box.foreign(older());
		await box.foreign(lineOf('qemu-hppa', 'hppa', sandboxEmulator('hppa', 7), 'F'));
		await box.foreign(lineOf('qemu-mips', 'mips', sandboxEmulator('mips', 7), ''));
		await box.foreign(':WSLInterop:M::MZ::/init:PF'.replace('/init', sandboxEmulator('arm', 7)));
		await box.foreign(':python3.11:M::\\xa7\\x0d\\x0d\\x0a::/usr/bin/env:');
		await box.foreign(':jarwrapper:E::jar::/usr/bin/env:');
		await box.sh(`echo 0 >${BINFMT}/qemu-mips`);
		const before = box.entries();
		const off = ['qemu-aarch64', 'qemu-hppa'];
		const result = await box.request(apply('j', ['aarch64'], true));
		expect([...result.disabled].sort()).toEqual(off);
		const { 'xarch-aarch64': ours, ...others } = box.entries();
		expect(ours).toMatch(/^enabled\n/);
		expect(others).toEqual(
			Object.fromEntries(
				Object.entries(before).map(([name, text]) => [
					name,
					off.includes(name) ? text.replace('enabled', 'disabled') : text,
				]),
			),
		);
		expect(others['qemu-mips']).toMatch(/^disabled\n/);
		const { enabled } = await box.request(release('j'));
		expect([...enabled].sort()).toEqual(off);
		expect(box.entries()).toEqual(before);
	});

	test('put in place of ours are left alone', async () => {
		await box.request(apply('j', ['aarch64']));
		await box.sh(`echo -1 >${BINFMT}/qemu-aarch64`);
		await box.foreign(older());
		const before = box.entries();
		expect(await box.request(release('j'))).toMatchObject({ removed: [] });
		expect(box.entries()).toEqual(before);
	});
});

describe('mounting', () => {
	let bare: Sandbox;
	beforeEach(async () => {
		bare = await Sandbox.open({ binfmt: 'absent' });
	});
	afterEach(() => bare.close());
	const isMounted = () => existsSync(bare.path(`${BINFMT}/status`));

	test('when nobody has, and taking the mount away with the last lease', async () => {
		expect(await bare.request(apply('j', ['aarch64']))).toMatchObject({ mounted: true });
		expect(await bare.request(apply('k', ['aarch64']))).toMatchObject({ mounted: false });
		expect(isMounted()).toBe(true);
		expect(await bare.request(release('j'))).toMatchObject({ unmounted: false });
		expect(await bare.request(release('k'))).toMatchObject({ unmounted: true });
		expect(isMounted()).toBe(false);
		expect(bare.journal()).toBeUndefined();
	});

	test('but not while others have entries there', async () => {
		await bare.request(apply('j', ['aarch64']));
		await bare.foreign(':other:E::other::/usr/bin/env:');
		expect(await bare.request(release('j'))).toMatchObject({ unmounted: false });
		expect(Object.keys(bare.entries())).toEqual(['other']);
		expect(bare.journal()).toBeUndefined();
	});

	test('is undone when the request fails', async () => {
		const missing = entry('aarch64', { path: '/run/missing' });
		expect(await bare.refusal(apply('j', [missing]))).toMatchObject({ code: 'E_REGISTER' });
		expect(isMounted()).toBe(false);
		expect(bare.journal()).toBeUndefined();
	});

	test('is tried and undone by a check, which changes nothing', async () => {
		expect(await bare.request({ operation: 'check' })).toMatchObject({
			...{ mounted: true, unmounted: true, registered: [], removed: [] },
		});
		expect(isMounted()).toBe(false);
		await bare.request(apply('j', ['aarch64']));
		const journal = bare.journal();
		expect(await bare.request({ operation: 'check' })).toMatchObject({ removed: [] });
		expect(bare.journal()).toEqual(journal);
		expect(Object.keys(bare.entries())).toEqual(['qemu-aarch64']);
	});

	test('is not done to release', async () => {
		expect(await bare.request(release('j'))).toMatchObject({ removed: [], mounted: false });
		expect(isMounted()).toBe(false);
	});
});
