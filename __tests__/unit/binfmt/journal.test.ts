import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import {
	emptyJournal,
	isEmpty,
	isSameEntry,
	type Journal,
	type OwnedEntry,
	readJournal,
	setJournalAside,
	writeJournal,
} from '../../../src/binfmt/journal.js';
import { lease } from './plan-fixture.js';

const owned: OwnedEntry = {
	...{ name: 'qemu-arm', target: 'arm', interpreter: '/e/qemu-arm', flags: 'OCF' },
	...{ magic: '7f45', mask: 'ffff', sha256: 'ab', version: '10.0.0', source: 'lab', leases: ['j'] },
};
const journal: Journal = {
	...emptyJournal('boot'),
	mounted: true,
	mountNamespaces: ['mnt:[1]'],
	entries: [owned],
	disabled: [{ name: 'qemu-mips', interpreter: '/m', flags: '', magic: '7f', leases: ['j'] }],
	leases: [lease('j'), lease('k', { kind: 'standing' })],
};

let directory: string;
beforeEach(() => {
	directory = join(mkdtempSync(join(tmpdir(), 'xarch-journal-')), 'state');
	mkdirSync(directory);
});
afterEach(() => rmSync(join(directory, '..'), { recursive: true }));
const path = () => join(directory, 'journal.json');

test('what is written is read back, by everybody', () => {
	writeJournal(directory, journal);
	expect(readJournal(directory, 'boot')).toEqual({ journal, damage: undefined });
	expect(readdirSync(directory)).toEqual(['journal.json']);
	expect(statSync(path()).mode & 0o777).toBe(0o644);
});

test('an empty one leaves no file', () => {
	writeJournal(directory, journal);
	writeJournal(directory, emptyJournal('boot'));
	expect(existsSync(path())).toBe(false);
	writeJournal(directory, emptyJournal('boot'));
	expect(readJournal(directory, 'boot')).toEqual({
		journal: emptyJournal('boot'),
		damage: undefined,
	});
});

test('none, even no directory, is an empty one', () => {
	expect(readJournal('/nonexistent', 'boot').damage).toBeUndefined();
	expect(isEmpty(readJournal('/dev/null', 'boot').journal)).toBe(true);
});

test('one of another boot is void', () => {
	writeJournal(directory, journal);
	expect(readJournal(directory, 'next')).toEqual({
		journal: emptyJournal('next'),
		damage: undefined,
	});
});

describe('damage', () => {
	const damaged: readonly (readonly [string, unknown])[] = [
		['another schema', { ...journal, schema: 2 }],
		['null', null],
		['an array', []],
		['no leases', { ...journal, leases: undefined }],
		['a lease without an owner', { ...journal, leases: [{ ...lease('j'), owner: undefined }] }],
		['an entry without leases', { ...journal, entries: [{ ...owned, leases: undefined }] }],
		['an entry without a mask', { ...journal, entries: [{ ...owned, mask: 1 }] }],
		['an entry that is none', { ...journal, entries: [null] }],
		['a disabled one without a name', { ...journal, disabled: [{ leases: [] }] }],
	];
	test.each(damaged)('%s is told, and read as empty', (_, value) => {
		writeFileSync(path(), JSON.stringify(value));
		const reading = readJournal(directory, 'boot');
		expect(reading.damage).toBe('it has another form than expected');
		expect(isEmpty(reading.journal)).toBe(true);
	});

	test('half a file', () => {
		writeJournal(directory, journal);
		writeFileSync(path(), readFileSync(path(), 'utf8').slice(0, 100));
		expect(readJournal(directory, 'boot').damage).toMatch(/JSON/);
	});

	test('a file that cannot be read', () => {
		mkdirSync(path());
		expect(readJournal(directory, 'boot').damage).toMatch(/EISDIR/);
	});

	test('is kept aside', () => {
		writeFileSync(path(), 'garbage');
		const aside = setJournalAside(directory);
		expect(readFileSync(aside, 'utf8')).toBe('garbage');
		expect(existsSync(path())).toBe(false);
	});
});

describe('isSameEntry', () => {
	const entry = {
		...{ name: 'qemu-arm', enabled: false, interpreter: '/e/qemu-arm', flags: 'OCF' },
		...{ match: { offset: 0, magic: '7f45', mask: 'ffff' }, extension: undefined },
	};
	test('does not care whether it is switched on', () => {
		expect(isSameEntry(owned, entry)).toBe(true);
		expect(isSameEntry(owned, { ...entry, enabled: true })).toBe(true);
	});
	test.each([
		['none', undefined],
		['another interpreter', { ...entry, interpreter: '/usr/bin/qemu-arm' }],
		['other flags', { ...entry, flags: 'POCF' }],
		['another magic', { ...entry, match: { ...entry.match, magic: '7f46' } }],
		['no mask', { ...entry, match: { ...entry.match, mask: undefined } }],
		['an extension', { ...entry, match: undefined, extension: 'arm' }],
	])('%s is not the same', (_, other) => {
		expect(isSameEntry(owned, other)).toBe(false);
	});
});

describe('builders', () => {
	const builder = {
		...{ name: 'team', place: 'docker:1', configuration: 'ab' },
		holders: [
			{ lease: 'j', home: { dockerConfig: '/d', buildxConfig: '/d/buildx', variables: {} } },
		],
	};

	test('are read back, and keep a journal from being empty', () => {
		const held = { ...emptyJournal('boot'), builders: [builder] };
		expect(isEmpty(held)).toBe(false);
		writeJournal(directory, held);
		expect(readJournal(directory, 'boot')).toEqual({ journal: held, damage: undefined });
	});

	test('are none in a journal of a version that knew nothing of them', () => {
		const { builders: _, ...old } = journal;
		writeFileSync(path(), JSON.stringify(old));
		expect(readJournal(directory, 'boot')).toEqual({ journal, damage: undefined });
	});

	test.each([null, {}, 'none', [{ name: 'team' }], [{ ...builder, holders: undefined }]])(
		'of another form are damage: %j',
		(builders) => {
			writeFileSync(path(), JSON.stringify({ ...journal, builders }));
			expect(readJournal(directory, 'boot').damage).toBe('it has another form than expected');
		},
	);
});
