import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { emptyJournal, type Journal } from '../../../src/binfmt/journal.js';
import type { Owner } from '../../../src/binfmt/owner.js';
import type { BuilderRecordRequest } from '../../../src/binfmt/request.js';
import { builderRecords, recordBuilder } from '../../../src/buildx/ledger.js';
import { lease, owner } from '../binfmt/plan-fixture.js';

const NOW = '2026-02-03T04:05:06.000Z';
const HOME = { dockerConfig: '/h/.docker', buildxConfig: '/h/.docker/buildx', variables: {} };
const EMPTY = emptyJournal('boot');
const everyone = () => true;

function hold(id: string, name = 'common', configuration = 'a'): BuilderRecordRequest {
	const { takenAt: _, ...wanted } = lease(id);
	const builder = { name, place: 'docker:1', configuration };
	return { operation: 'hold-builder', lease: wanted, builder, home: HOME };
}

function drop(ids: readonly string[], name = 'common'): BuilderRecordRequest {
	return { operation: 'drop-builder', builder: { name, place: 'docker:1' }, leaseIds: ids };
}

function journalAfter(
	requests: readonly BuilderRecordRequest[],
	isAlive: (by: Owner) => boolean = everyone,
): Journal {
	return requests.reduce((rest, request) => recordBuilder(rest, request, isAlive, NOW), EMPTY);
}

function holdersOf({ builders }: Journal, name = 'common'): string[] {
	return builders
		.filter((each) => each.name === name)
		.flatMap(({ holders }) => holders.map((each) => each.lease));
}

test('to list changes nothing', () => {
	const journal = journalAfter([hold('a')]);
	expect(recordBuilder(journal, { operation: 'list-builders' }, everyone, NOW)).toBe(journal);
});

describe('holding', () => {
	test('notes the builder, and the lease with its time when it is new', () => {
		const journal = journalAfter([hold('a')]);
		expect(journal.builders).toEqual([
			{
				...{ name: 'common', place: 'docker:1', configuration: 'a' },
				holders: [{ lease: 'a', home: HOME }],
			},
		]);
		expect(journal.leases).toEqual([{ ...lease('a'), takenAt: NOW }]);
		const known = { ...EMPTY, leases: [lease('a')] };
		expect(recordBuilder(known, hold('a'), everyone, NOW).leases).toEqual([lease('a')]);
	});

	test('twice is holding once', () => {
		expect(holdersOf(journalAfter([hold('a'), hold('a')]))).toEqual(['a']);
	});

	test('the same with another configuration is refused while somebody lives who holds it', () => {
		const alive = (by: Owner) => by.kind === 'process' && by.pid === 'b'.charCodeAt(0);
		expect(() => journalAfter([hold('a'), hold('b', 'common', 'other')])).toThrow(
			expect.objectContaining({
				code: 'E_BUILDER',
				message: expect.stringContaining('is used by job a, and is configured differently'),
			}),
		);
		const replaced = journalAfter([hold('a'), hold('b', 'common', 'other')], alive);
		expect(replaced.builders[0]?.configuration).toBe('other');
		expect(journalAfter([hold('a'), hold('a', 'common', 'other')]).builders[0]?.configuration).toBe(
			'other',
		);
	});

	test('the same name on another daemon is another builder', () => {
		const elsewhere = hold('b', 'common', 'other');
		if (elsewhere.operation !== 'hold-builder') throw new TypeError();
		const builder = { ...elsewhere.builder, place: 'docker:2' };
		expect(journalAfter([hold('a'), { ...elsewhere, builder }]).builders).toHaveLength(2);
	});
});

describe('dropping', () => {
	test('ends a lease that holds nothing else, and the builder with its last holder', () => {
		expect(journalAfter([hold('a'), drop(['a'])])).toEqual(EMPTY);
		const both = journalAfter([hold('a'), hold('b'), drop(['a'])]);
		expect(holdersOf(both)).toEqual(['b']);
		expect(both.leases.map(({ id }) => id)).toEqual(['b']);
	});

	test('leaves a lease that holds more: another builder, or entries', () => {
		const journal = journalAfter([hold('a'), hold('a', 'second'), drop(['a'])]);
		expect(holdersOf(journal, 'second')).toEqual(['a']);
		expect(journal.leases.map(({ id }) => id)).toEqual(['a']);
		const entry = {
			...{ name: 'qemu-arm', target: 'arm', interpreter: '/q', flags: 'F', magic: '7f' },
			...{ mask: 'ff', sha256: 'ab', version: '10.0.0', source: 'lab', leases: ['a'] },
		};
		const held = recordBuilder(
			{ ...journalAfter([hold('a')]), entries: [entry] },
			drop(['a']),
			everyone,
			NOW,
		);
		expect(held.leases.map(({ id }) => id)).toEqual(['a']);
		expect(held.builders).toEqual([]);
	});

	test('of what is not held changes nothing', () => {
		const journal = journalAfter([hold('a')]);
		expect(recordBuilder(journal, drop(['z']), everyone, NOW)).toEqual(journal);
		expect(recordBuilder(journal, drop(['a'], 'none'), everyone, NOW)).toEqual(journal);
	});
});

test('the records tell who lives, and whether a job does', () => {
	const standing = { ...hold('s'), lease: { id: 's', label: 'agent', owner: { kind: 'kept' } } };
	const journal = journalAfter([hold('a'), hold('b'), standing as BuilderRecordRequest]);
	const forgotten = { ...journal, leases: journal.leases.filter(({ id }) => id !== 'b') };
	const dead = (by: Owner) => by.kind !== 'process';
	expect(builderRecords(forgotten, dead)[0]?.holders).toEqual([
		{ lease: 'a', home: HOME, isAlive: false, isJob: true, label: 'job a' },
		{ lease: 'b', home: HOME, isAlive: false, isJob: false, label: undefined },
		{ lease: 's', home: HOME, isAlive: true, isJob: false, label: 'agent' },
	]);
});

test('whatever happens: each holder has a lease, no builder is held by nobody, no lease holds nothing', () => {
	const ids = fc.constantFrom('a', 'b', 'c');
	const names = fc.constantFrom('x', 'y');
	const request = fc.oneof(
		fc.tuple(ids, names, fc.constantFrom('1', '2')).map(([id, name, key]) => hold(id, name, key)),
		fc.tuple(fc.array(ids), names).map(([some, name]) => drop(some, name)),
	);
	const dead = fc.uniqueArray(ids);
	fc.assert(
		fc.property(fc.array(request, { maxLength: 30 }), dead, (requests, gone) => {
			const pids = gone.map((id) => owner(id.charCodeAt(0)));
			const isAlive = (by: Owner) =>
				!pids.some((each) => JSON.stringify(each) === JSON.stringify(by));
			let journal = EMPTY;
			for (const each of requests) {
				const before = JSON.stringify(journal);
				try {
					journal = recordBuilder(journal, each, isAlive, NOW);
				} catch (error) {
					expect(error).toMatchObject({ code: 'E_BUILDER' });
					expect(JSON.stringify(journal)).toBe(before);
				}
				const held = journal.builders.flatMap(({ holders }) => holders.map(({ lease: id }) => id));
				expect(new Set(held)).toEqual(new Set(journal.leases.map(({ id }) => id)));
				expect(journal.builders.every(({ holders }) => holders.length > 0)).toBe(true);
				const keys = journal.builders.map(({ name }) => name);
				expect(new Set(keys).size).toBe(keys.length);
			}
		}),
	);
});
