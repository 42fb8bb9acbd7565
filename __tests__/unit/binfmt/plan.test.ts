import { describe, expect, test } from '@jest/globals';
import type { Entry } from '../../../src/binfmt/entry.js';
import { emptyJournal, isEmpty, type Journal } from '../../../src/binfmt/journal.js';
import {
	type Plan,
	planApply,
	planRelease,
	planWithdraw,
	reconcile,
	type Step,
} from '../../../src/binfmt/plan.js';
import { XarchError } from '../../../src/errors.js';
import { ModelKernel } from './model-kernel.js';
import { BY_EXTENSION, foreign, lease, type owner, want } from './plan-fixture.js';

/** A machine on which plans are carried out. */
class Machine {
	readonly kernel: ModelKernel;
	journal: Journal;
	readonly dead = new Set<number>();

	constructor(entries: readonly Entry[] = [], mounted = false) {
		this.kernel = new ModelKernel(entries);
		this.journal = { ...emptyJournal('boot'), mounted };
	}

	get view() {
		return {
			journal: this.journal,
			entries: this.kernel.entries,
			isAlive: (by: ReturnType<typeof owner>) => by.kind !== 'process' || !this.dead.has(by.pid),
			mountNamespace: 'mnt:[1]',
		};
	}

	carryOut(plan: Plan): readonly Step[] {
		for (const step of plan.steps) this.kernel.take(step);
		this.journal = plan.journal;
		return plan.steps;
	}

	apply(id: string, wanted: readonly ReturnType<typeof want>[], reset = false) {
		return this.carryOut(planApply(this.view, lease(id), wanted, reset)).map(brief);
	}

	release(...ids: readonly string[]) {
		return this.carryOut(planRelease(this.view, ids)).map(brief);
	}

	withdraw(id: string, ...names: readonly string[]) {
		return this.carryOut(planWithdraw(this.view, id, names)).map(brief);
	}
}

function brief(step: Step): string {
	return step.do === 'unmount'
		? step.do
		: `${step.do} ${step.do === 'register' ? step.entry.name : step.name}`;
}

describe('planApply', () => {
	test('registers under the usual name, and what is there again never', () => {
		const machine = new Machine();
		expect(machine.apply('j', [want('arm'), want('aarch64')])).toEqual([
			'register qemu-arm',
			'register qemu-aarch64',
		]);
		expect(machine.apply('j', [want('arm'), want('aarch64')])).toEqual([]);
		expect(machine.journal.entries.map(({ leases }) => leases)).toEqual([['j'], ['j']]);
	});

	test('goes by other names where the usual one is taken', () => {
		const machine = new Machine([foreign('qemu-arm'), foreign('xarch-arm')]);
		expect(machine.apply('j', [want('arm')])).toEqual(['register xarch-arm-2']);
		expect(machine.kernel.serving(want('arm').magic)?.name).toBe('xarch-arm-2');
	});

	test('writes flags as the kernel shows them', () => {
		const machine = new Machine();
		machine.apply('j', [want('arm', 'a', { flags: 'FCP' })]);
		expect(machine.journal.entries[0]?.flags).toBe('POCF');
	});

	test("shares another job's entry when any version will do", () => {
		const machine = new Machine();
		machine.apply('j', [want('arm', 'a')]);
		expect(machine.apply('k', [want('arm', 'b')])).toEqual([]);
		expect(machine.journal.entries).toMatchObject([{ version: '10.0.0', leases: ['j', 'k'] }]);
		expect(machine.release('j')).toEqual([]);
		expect(machine.release('k')).toEqual(['remove qemu-arm']);
	});

	test.each([
		['another version', want('arm', 'b', { exact: true })],
		['other flags', want('arm', 'a', { exact: true, flags: 'POCF' })],
	])('refuses %s that will not do with E_LEASED, naming who holds it', (_, wanted) => {
		const machine = new Machine();
		machine.apply('j', [want('arm', 'a')]);
		machine.apply('k', [want('arm', 'a')]);
		expect(() => machine.apply('l', [want('aarch64'), wanted])).toThrow(
			expect.objectContaining({
				code: 'E_LEASED',
				message: expect.stringContaining('job j and job k is using QEMU 10.0.0 (flags OCF)'),
			}),
		);
		expect(() => machine.apply('l', [wanted])).toThrow(XarchError);
		expect(machine.kernel.entries).toHaveLength(1);
	});

	test.each([
		['qemu-arm', 'b'],
		['xarch-arm', 'a'],
	] as const)('puts a new entry on its own; without %s, %s serves', (given, left) => {
		const machine = new Machine();
		const builds = { a: want('arm', 'a'), b: want('arm', 'b', { exact: true }) };
		machine.apply('j', [builds.a]);
		expect(machine.apply('j', [builds.b])).toEqual(['register xarch-arm']);
		expect(machine.kernel.serving(builds.b.magic)?.interpreter).toBe(builds.b.interpreter);
		expect(machine.withdraw('j', given)).toEqual([`remove ${given}`]);
		expect(machine.kernel.serving(builds.a.magic)?.interpreter).toBe(builds[left].interpreter);
		expect(machine.release('j')).toHaveLength(1);
	});

	test('puts itself on top when shadowed, for all who hold the entry', () => {
		const machine = new Machine();
		machine.apply('j', [want('arm')]);
		const steps = machine.apply('k', [want('arm', 'a', { shadowed: true })]);
		expect(steps).toEqual(['register xarch-arm']);
		expect(machine.journal.entries).toMatchObject([
			{ name: 'qemu-arm', leases: ['j'] },
			{ name: 'xarch-arm', leases: ['k', 'j'] },
		]);
	});

	test('does not count on an entry of its own that somebody switched off', () => {
		const machine = new Machine();
		machine.apply('j', [want('arm')]);
		machine.kernel.setEnabled('qemu-arm', false);
		expect(machine.apply('j', [want('arm')])).toEqual(['register xarch-arm']);
		expect(machine.release('j')).toEqual(['remove qemu-arm', 'remove xarch-arm']);
	});

	test('takes over from a dead job, and ends it', () => {
		const machine = new Machine();
		machine.apply('j', [want('arm', 'a'), want('aarch64', 'a')]);
		machine.dead.add('j'.charCodeAt(0));
		expect(machine.apply('k', [want('arm', 'b', { exact: true })])).toEqual([
			'register xarch-arm',
			'remove qemu-arm',
			'remove qemu-aarch64',
		]);
		expect(machine.journal.leases.map(({ id }) => id)).toEqual(['k']);
	});

	test('of two entries that an interrupted run left, the last one counts', () => {
		const machine = new Machine();
		const [a, b] = [want('arm', 'a', { exact: true }), want('arm', 'b', { exact: true })];
		machine.apply('j', [a]);
		const plan = planApply(machine.view, lease('j'), [b], false);
		machine.kernel.take(plan.steps[0] ?? { do: 'unmount' });
		machine.journal = {
			...plan.journal,
			entries: [...machine.journal.entries, ...plan.journal.entries],
		};
		expect(machine.apply('j', [a])).toEqual(['register xarch-arm-2']);
		expect(machine.kernel.serving(a.magic)?.interpreter).toBe(a.interpreter);
	});

	test('leaves no lease that holds nothing', () => {
		const machine = new Machine();
		machine.apply('j', []);
		expect(isEmpty(machine.journal)).toBe(true);
	});
});

describe('reset', () => {
	const others = [
		foreign('qemu-arm'),
		foreign('qemu-hppa'),
		foreign('qemu-mips', { enabled: false }),
		BY_EXTENSION,
		foreign('python3.11'),
		foreign('WSLInterop'),
	];

	test("switches everybody else's qemu-* off, and on again exactly those", () => {
		const machine = new Machine(others);
		expect(machine.apply('j', [want('arm')], true)).toEqual([
			'register xarch-arm',
			'disable qemu-arm',
			'disable qemu-hppa',
			'disable qemu-jar',
		]);
		expect(machine.release('j')).toEqual([
			'remove xarch-arm',
			'enable qemu-arm',
			'enable qemu-hppa',
			'enable qemu-jar',
		]);
		expect(machine.kernel.entries).toEqual(others);
	});

	test('lasts until the last job that asked for it', () => {
		const machine = new Machine(others);
		machine.apply('j', [], true);
		expect(machine.apply('k', [want('hppa')], true)).toEqual(['register xarch-hppa']);
		machine.apply('l', [want('hppa')]);
		expect(machine.release('j')).toEqual([]);
		expect(machine.release('k')).toEqual([
			'enable qemu-arm',
			'enable qemu-hppa',
			'enable qemu-jar',
		]);
		expect(machine.release('l')).toEqual(['remove xarch-hppa']);
	});

	test('does not switch on again what its owner has already', () => {
		const machine = new Machine([foreign('qemu-arm')]);
		machine.apply('j', [], true);
		machine.kernel.setEnabled('qemu-arm', true);
		expect(machine.release('j')).toEqual([]);
	});

	test("leaves our own entries alone, another job's too", () => {
		const machine = new Machine();
		machine.apply('j', [want('arm')]);
		expect(machine.apply('k', [], true)).toEqual([]);
	});
});

describe('planRelease', () => {
	test('of a lease nobody knows changes nothing', () => {
		const machine = new Machine([foreign('qemu-arm')]);
		machine.apply('j', [want('arm')]);
		expect(machine.release('unknown')).toEqual([]);
		expect(machine.journal.entries).toHaveLength(1);
	});

	test('ends several, and dead ones along', () => {
		const machine = new Machine();
		machine.apply('j', [want('arm')]);
		machine.apply('k', [want('aarch64')]);
		machine.apply('l', [want('hppa')]);
		machine.dead.add('l'.charCodeAt(0));
		expect(machine.release('j', 'k')).toEqual([
			'remove qemu-arm',
			'remove qemu-aarch64',
			'remove qemu-hppa',
		]);
		expect(isEmpty(machine.journal)).toBe(true);
	});

	test('never removes an entry that somebody has put in place of ours', () => {
		const machine = new Machine();
		machine.apply('j', [want('arm')]);
		machine.kernel.take({ do: 'remove', name: 'qemu-arm' });
		machine.kernel.entries = [foreign('qemu-arm')];
		expect(machine.release('j')).toEqual([]);
		expect(machine.kernel.entries).toEqual([foreign('qemu-arm')]);
	});

	test.each([
		['the last entry', [], ['remove qemu-arm', 'unmount']],
		['another entry is left', [foreign('WSLInterop')], ['remove qemu-arm']],
	])('takes a mount of ours away with the last lease, unless %s', (_, entries, steps) => {
		const machine = new Machine(entries, true);
		machine.apply('j', [want('arm')]);
		machine.apply('k', [want('arm')]);
		expect(machine.release('k')).toEqual([]);
		expect(machine.journal.mounted).toBe(true);
		expect(machine.release('j')).toEqual(steps);
		expect(isEmpty(machine.journal)).toBe(true);
	});

	test.each([
		['here', ['mnt:[1]'], ['remove qemu-arm', 'unmount']],
		['here too', ['mnt:[2]', 'mnt:[1]'], ['remove qemu-arm', 'unmount']],
		['in another mount namespace', ['mnt:[2]'], ['remove qemu-arm']],
	])('a mount that was made %s', (_, mountNamespaces, steps) => {
		const machine = new Machine([], true);
		machine.journal = { ...machine.journal, mountNamespaces };
		machine.apply('j', [want('arm')]);
		expect(machine.journal).toMatchObject({ mounted: true, mountNamespaces });
		expect(machine.release('j')).toEqual(steps);
		expect(machine.journal).toMatchObject({ mounted: false, mountNamespaces: undefined });
	});
});

describe('planWithdraw', () => {
	test('gives up what is named and keeps the rest', () => {
		const machine = new Machine([foreign('qemu-hppa')]);
		machine.apply('j', [want('arm'), want('aarch64')], true);
		expect(machine.withdraw('j', 'qemu-arm', 'qemu-hppa')).toEqual([
			'remove qemu-arm',
			'enable qemu-hppa',
		]);
		expect(machine.journal.leases).toHaveLength(1);
		expect(machine.withdraw('j', 'qemu-aarch64')).toEqual(['remove qemu-aarch64']);
		expect(isEmpty(machine.journal)).toBe(true);
	});

	test("leaves another job's share", () => {
		const machine = new Machine();
		machine.apply('j', [want('arm')]);
		machine.apply('k', [want('arm')]);
		expect(machine.withdraw('k', 'qemu-arm')).toEqual([]);
		expect(machine.journal.leases.map(({ id }) => id)).toEqual(['j']);
	});
});

test('reconcile forgets what is gone, was replaced or was switched on again', () => {
	const machine = new Machine([foreign('qemu-hppa'), foreign('qemu-mips')]);
	machine.apply('j', [want('arm'), want('aarch64')], true);
	const entries = machine.kernel.entries
		.filter(({ name }) => name !== 'qemu-arm')
		.map((entry) => (entry.name === 'qemu-mips' ? { ...entry, enabled: true } : entry))
		.map((entry) => (entry.name === 'qemu-aarch64' ? { ...entry, flags: 'F' } : entry));
	const journal = reconcile(machine.journal, entries);
	expect(journal.entries).toEqual([]);
	expect(journal.disabled.map(({ name }) => name)).toEqual(['qemu-hppa']);
});
