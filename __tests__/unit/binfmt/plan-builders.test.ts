import { expect, test } from '@jest/globals';
import { emptyJournal, isEmpty, type Journal } from '../../../src/binfmt/journal.js';
import { planApply, planRelease, planWithdraw } from '../../../src/binfmt/plan.js';
import { foreign, lease, type owner, want } from './plan-fixture.js';

/** Job a holds a builder, job b holds another; binfmt_misc was mounted for a's entry. */
const HOME = { dockerConfig: '/d', buildxConfig: '/d/buildx', variables: {} };
const builder = (name: string, ...leases: readonly string[]) => ({
	...{ name, place: 'docker:1', configuration: 'ab' },
	holders: leases.map((each) => ({ lease: each, home: HOME })),
});

function viewOf(journal: Journal, dead: readonly number[] = []) {
	const kernel = journal.entries.map(({ name, interpreter, flags, magic, mask }) =>
		foreign(name, { interpreter, flags, match: { offset: 0, magic, mask } }),
	);
	const isAlive = (by: ReturnType<typeof owner>) => by.kind !== 'process' || !dead.includes(by.pid);
	return { journal, entries: kernel, isAlive, mountNamespace: 'mnt:[1]' };
}

function heldBy(...ids: readonly string[]): Journal {
	const empty = { ...emptyJournal('boot'), mounted: true, builders: [builder('team', ...ids)] };
	return ids.reduce<Journal>(
		(journal, id) => planApply(viewOf(journal), lease(id), [want('arm')], false).journal,
		{ ...empty, leases: ids.map((id) => lease(id)) },
	);
}

test('the last entry goes, and the mount with it, while a builder is still held', () => {
	const plan = planWithdraw(viewOf(heldBy('a')), 'a', ['qemu-arm']);
	expect(plan.steps).toEqual([{ do: 'remove', name: 'qemu-arm' }, { do: 'unmount' }]);
	expect(plan.journal).toMatchObject({
		...{ mounted: false, entries: [], builders: [builder('team', 'a')] },
		leases: [{ id: 'a' }],
	});
});

test('the mount stays while another job has entries', () => {
	const plan = planWithdraw(viewOf(heldBy('a', 'b')), 'a', ['qemu-arm']);
	expect(plan.steps).toEqual([]);
	expect(plan.journal).toMatchObject({ mounted: true, entries: [{ leases: ['b'] }] });
	expect(plan.journal.leases.map(({ id }) => id).sort()).toEqual(['a', 'b']);
});

test('a lease that ends leaves its builder in the journal, for whoever takes it away', () => {
	const plan = planRelease(viewOf(heldBy('a')), ['a']);
	expect(plan.journal).toMatchObject({ leases: [], builders: [builder('team', 'a')] });
	expect(isEmpty(plan.journal)).toBe(false);
});

test('so does that of a job that was killed', () => {
	const dead = ['a'.charCodeAt(0)];
	const plan = planRelease(viewOf(heldBy('a', 'b'), dead), []);
	expect(plan.journal).toMatchObject({
		leases: [{ id: 'b' }],
		entries: [{ leases: ['b'] }],
		builders: [builder('team', 'a', 'b')],
	});
});

test('a claim on entries that comes to nothing keeps the lease that holds a builder', () => {
	const journal: Journal = {
		...emptyJournal('boot'),
		builders: [builder('team', 'a')],
		leases: [lease('a')],
	};
	expect(planApply(viewOf(journal), lease('a'), [], false).journal.leases).toMatchObject([
		{ id: 'a' },
	]);
	expect(planApply(viewOf(journal), lease('z'), [], false).journal.leases).toMatchObject([
		{ id: 'a' },
	]);
});
