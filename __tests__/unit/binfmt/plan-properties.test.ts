import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Entry, takesHeader } from '../../../src/binfmt/entry.js';
import { emptyJournal, isEmpty, isSameEntry, type Journal } from '../../../src/binfmt/journal.js';
import {
	type Plan,
	planApply,
	planRelease,
	planWithdraw,
	reconcile,
	type View,
} from '../../../src/binfmt/plan.js';
import { intentOf } from '../../../src/binfmt/registrar.js';
import { XarchError } from '../../../src/errors.js';
import { ModelKernel } from './model-kernel.js';
import { BY_EXTENSION, foreign, identityOf, lease, want } from './plan-fixture.js';

const TARGETS = ['arm', 'aarch64', 'hppa'] as const;
const LEASES = ['j', 'k', 'l'] as const;

const wish = fc.record({
	target: fc.constantFrom(...TARGETS),
	build: fc.constantFrom('a', 'b'),
	exact: fc.boolean(),
	shadowed: fc.boolean(),
});
const event = fc.oneof(
	{
		weight: 4,
		arbitrary: fc.record({
			kind: fc.constant('apply' as const),
			id: fc.constantFrom(...LEASES),
			wishes: fc.uniqueArray(wish, { selector: ({ target }) => target, maxLength: 3 }),
			reset: fc.boolean(),
		}),
	},
	fc.record({ kind: fc.constant('release' as const), id: fc.constantFrom(...LEASES) }),
	fc.record({ kind: fc.constant('kill' as const), id: fc.constantFrom(...LEASES) }),
	fc.record({
		kind: fc.constant('withdraw' as const),
		id: fc.constantFrom(...LEASES),
		target: fc.constantFrom(...TARGETS),
	}),
);
type Event = typeof event extends fc.Arbitrary<infer T> ? T : never;

/** Others' entries: any number of these, any of them switched off. */
const foreigners: fc.Arbitrary<Entry[]> = fc
	.subarray([
		foreign('qemu-arm'),
		foreign('xarch-arm'),
		foreign('qemu-aarch64'),
		foreign('qemu-mips'),
		BY_EXTENSION,
		foreign('python3.11'),
		foreign('WSLInterop'),
	])
	.chain((entries) =>
		fc
			.array(fc.boolean(), { minLength: entries.length, maxLength: entries.length })
			.map((enabled) =>
				entries.map((entry, index) => ({ ...entry, enabled: enabled[index] === true })),
			),
	);

/** Random requests, carried out on a model kernel, and what must be true all the time. */
class World {
	readonly kernel: ModelKernel;
	readonly #initial: readonly Entry[];
	journal: Journal = emptyJournal('boot');
	/** By lease, the targets it was promised. */
	readonly #claims = new Map<string, Map<string, ReturnType<typeof want>>>();
	readonly #killed = new Set<number>();
	#pids = 100;
	readonly #pidOf = new Map<string, number>();

	constructor(initial: readonly Entry[]) {
		this.#initial = initial;
		this.kernel = new ModelKernel(initial);
	}

	get view(): View {
		return {
			journal: reconcile(this.journal, this.kernel.entries),
			entries: this.kernel.entries,
			isAlive: (by) => by.kind !== 'process' || !this.#killed.has(by.pid),
			mountNamespace: 'mnt:[1]',
		};
	}

	/** @param stopAfter steps until the registrar is killed; all of them when undefined */
	handle(happening: Event, stopAfter?: number): void {
		if (happening.kind === 'kill') {
			this.#killed.add(this.#ownerOf(happening.id));
			this.#pidOf.delete(happening.id);
			this.#claims.delete(happening.id);
			return;
		}
		const before = this.view.journal;
		const plan = this.#plan(happening);
		if (plan === undefined) return;
		// What is given up is no longer owed from here on, what is won only when all is done.
		if (happening.kind === 'release') this.#claims.delete(happening.id);
		if (happening.kind === 'withdraw') this.#claims.get(happening.id)?.delete(happening.target);
		this.journal = intentOf(before, plan.journal);
		for (const [index, step] of plan.steps.entries()) {
			if (index === stopAfter) break;
			this.kernel.take(step);
			this.checkPromises();
			this.checkForeigners();
		}
		if (stopAfter !== undefined) return;
		this.journal = plan.journal;
		if (happening.kind === 'apply') {
			const claims = this.#claims.get(happening.id) ?? new Map();
			for (const wanted of happening.wishes.map(wantOf)) claims.set(wanted.target, wanted);
			this.#claims.set(happening.id, claims);
			for (const wanted of happening.wishes.map(wantOf)) {
				if (wanted.exact) {
					const serving = this.kernel.serving(wanted.magic);
					expect(serving?.interpreter).toBe(wanted.interpreter);
				}
			}
		}
		this.checkPromises();
		this.checkJournal();
	}

	#plan(happening: Exclude<Event, { kind: 'kill' }>): Plan | undefined {
		switch (happening.kind) {
			case 'release':
				return planRelease(this.view, [happening.id]);
			case 'withdraw': {
				const names = this.journal.entries.filter(({ target }) => target === happening.target);
				return planWithdraw(
					this.view,
					happening.id,
					names.map(({ name }) => name),
				);
			}
			case 'apply': {
				const by = lease(happening.id, {
					...{ kind: 'process', pid: this.#ownerOf(happening.id) },
					...{ startTicks: '1', pidNamespace: 'pid:[1]' },
				});
				try {
					const plan = planApply(this.view, by, happening.wishes.map(wantOf), happening.reset);
					expect(this.#conflictOf(happening)).toBe(false);
					return plan;
				} catch (error) {
					if (!(error instanceof XarchError)) throw error;
					expect(error.code).toBe('E_LEASED');
					expect(this.#conflictOf(happening)).toBe(true);
					return undefined;
				}
			}
		}
	}

	/** Whether a live job other than this one holds a build that this one cannot live with. */
	#conflictOf({ id, wishes }: Event & { kind: 'apply' }): boolean {
		const alive = this.view.journal.leases
			.filter((each) => each.id !== id && this.view.isAlive(each.owner))
			.map((each) => each.id);
		return wishes.map(wantOf).some((wanted) => {
			const ours = this.view.journal.entries.filter(({ target }) => target === wanted.target);
			const held = ours.filter(({ leases }) => leases.some((each) => alive.includes(each)));
			const newest = ours.at(-1);
			const isShared =
				newest !== undefined &&
				!wanted.shadowed &&
				(newest.sha256 === wanted.sha256 || (!wanted.exact && held.includes(newest)));
			return !isShared && held.some(({ sha256 }) => sha256 !== wanted.sha256);
		});
	}

	#ownerOf(id: string): number {
		const known = this.#pidOf.get(id);
		if (known !== undefined) return known;
		this.#pids += 1;
		this.#pidOf.set(id, this.#pids);
		return this.#pids;
	}

	/** Every target a live job was promised is served by an entry of ours. */
	checkPromises(): void {
		for (const claims of this.#claims.values()) {
			for (const target of claims.keys()) {
				const serving = this.kernel.serving(identityOf(target).magic);
				const ours = this.journal.entries.find(({ name }) => name === serving?.name);
				expect(ours?.target).toBe(target);
			}
		}
	}

	/** What others registered is all there, in its order, and only off where we said so. */
	checkForeigners(): void {
		const names = new Set(this.#initial.map(({ name }) => name));
		const left = this.kernel.entries.filter(({ name }) => names.has(name));
		const off = new Set(this.journal.disabled.map(({ name }) => name));
		expect(left.map((entry) => ({ ...entry, enabled: true }))).toEqual(
			this.#initial.map((entry) => ({ ...entry, enabled: true })),
		);
		for (const [index, entry] of left.entries()) {
			const was = this.#initial[index]?.enabled;
			if (entry.enabled !== was) {
				expect({ was, isOff: off.has(entry.name) }).toEqual({ was: true, isOff: true });
				expect(entry.name).toMatch(/^qemu-/);
			}
		}
	}

	checkJournal(): void {
		this.checkForeigners();
		const { entries, disabled, leases } = this.journal;
		const ids = new Set(leases.map(({ id }) => id));
		for (const record of [...entries, ...disabled]) {
			expect(record.leases.length).toBeGreaterThan(0);
			expect(record.leases.filter((id) => !ids.has(id))).toEqual([]);
		}
		for (const owned of entries) {
			expect(isSameEntry(owned, this.kernel.find(owned.name))).toBe(true);
		}
		for (const { name } of disabled) expect(this.kernel.find(name)?.enabled).toBe(false);
		const names = this.kernel.entries.map(({ name }) => name);
		expect(new Set(names).size).toBe(names.length);
		expect(names.length).toBe(this.#initial.length + entries.length);
	}

	/** All jobs end, some of them without saying so. */
	end(): void {
		for (const id of LEASES) this.handle({ kind: 'release', id });
		expect(this.kernel.entries).toEqual(this.#initial);
		expect(isEmpty(this.journal)).toBe(true);
	}
}

function wantOf({
	target,
	build,
	exact,
	shadowed,
}: typeof wish extends fc.Arbitrary<infer T> ? T : never) {
	return want(target, build, { exact, shadowed });
}

test('whatever jobs do, others keep their entries and each job what it was promised', () => {
	fc.assert(
		fc.property(foreigners, fc.array(event, { maxLength: 12 }), (initial, events) => {
			const world = new World(initial);
			for (const happening of events) world.handle(happening);
			world.end();
		}),
		{ numRuns: 250, seed: 1 },
	);
});

test('a registrar killed between any two steps leaves nothing that the next one does not settle', () => {
	const crashable = fc.record({ event, stopAfter: fc.option(fc.nat(4), { nil: undefined }) });
	fc.assert(
		fc.property(foreigners, fc.array(crashable, { maxLength: 10 }), (initial, events) => {
			const world = new World(initial);
			for (const { event: happening, stopAfter } of events) {
				world.handle(happening, stopAfter);
			}
			world.end();
		}),
		{ numRuns: 400, seed: 2 },
	);
});

test('the model asks its entries as the kernel does', () => {
	const [older, newer] = [foreign('qemu-arm'), foreign('xarch-arm', foreign('qemu-arm'))];
	const kernel = new ModelKernel([{ ...newer, name: 'newer' }, older]);
	const { magic } = identityOf('arm');
	expect(takesHeader(older, Buffer.from(magic, 'hex'))).toBe(true);
	expect(kernel.serving(magic)?.name).toBe('newer');
	kernel.setEnabled('newer', false);
	expect(kernel.serving(magic)?.name).toBe('qemu-arm');
});
