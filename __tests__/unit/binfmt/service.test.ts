import { describe, expect, test } from '@jest/globals';
import type { Entry } from '../../../src/binfmt/entry.js';
import { emptyJournal, type Journal } from '../../../src/binfmt/journal.js';
import { faultOf, findService, takesTarget } from '../../../src/binfmt/service.js';
import type { ProbeResult } from '../../../src/probe/run.js';
import { foreign, identityOf, want } from './plan-fixture.js';

const ours: Entry = {
	...{ name: 'qemu-arm', enabled: true, interpreter: '/ours/qemu-arm', flags: 'POCF' },
	...{ match: { offset: 0, ...identityOf('arm') }, extension: undefined },
};
const theirs = foreign('xarm', {
	interpreter: '/theirs/qemu-arm',
	match: { offset: 0, ...identityOf('arm') },
});
const { sha256, version, source } = want('arm');
const journal: Journal = {
	...emptyJournal('boot'),
	entries: [
		{
			...{ name: 'qemu-arm', target: 'arm', interpreter: '/ours/qemu-arm', flags: 'POCF' },
			...{ ...identityOf('arm'), sha256, version, source, leases: ['j'] },
		},
	],
};
const probe = (servedBy: string | undefined, rest: Partial<ProbeResult> = {}): ProbeResult => ({
	...{ target: 'arm', failure: undefined, detail: '', preservesArgv0: true },
	...{ servedBy, native: false, durationMs: 1 },
	...rest,
});

describe('takesTarget', () => {
	test.each([
		['what the magic takes', ours, 'arm', true],
		['not another target', ours, 'aarch64', false],
		['nothing when switched off', { ...ours, enabled: false }, 'arm', false],
		['by its name where there is no probe', foreign('qemu-cris'), 'cris', true],
		['not by another name', foreign('cris'), 'cris', false],
	])('%s', (_, entry, target, taken) => {
		expect(takesTarget(entry, target)).toBe(taken);
	});
});

describe('findService', () => {
	test('the program that ran the probe decides', () => {
		const service = findService('arm', [ours, theirs], journal, probe('/theirs/qemu-arm'));
		expect(service).toMatchObject({ entry: theirs, owned: undefined, shadowed: true });
	});

	test('also when its file has been deleted', () => {
		const seen = probe('/ours/qemu-arm (deleted)');
		const service = findService('arm', [theirs, ours], journal, seen);
		expect(service).toMatchObject({ entry: ours, shadowed: false, version });
	});

	test('a program that no entry names leaves it open, unless there is only one', () => {
		const seen = probe('/elsewhere');
		expect(findService('arm', [theirs, ours], journal, seen).entry).toBeUndefined();
		expect(findService('arm', [theirs], journal, seen).entry).toBe(theirs);
	});

	test('without a probe an entry of ours is on top', () => {
		expect(findService('arm', [theirs, ours], journal, undefined).entry).toBe(ours);
		expect(findService('arm', [theirs], journal, undefined).entry).toBe(theirs);
		expect(findService('arm', [], journal, undefined).entry).toBeUndefined();
	});

	test('of two entries of ours with the same emulator the newer one serves', () => {
		const newer: Entry = { ...ours, name: 'xarch-arm', flags: 'OCF' };
		const [older] = journal.entries;
		if (older === undefined) throw new Error('the journal has no entry');
		const both = { ...journal, entries: [older, { ...older, name: 'xarch-arm', flags: 'OCF' }] };
		const seen = probe('/ours/qemu-arm', { preservesArgv0: false });
		for (const entries of [
			[ours, newer],
			[newer, ours],
		]) {
			const service = findService('arm', entries, both, seen);
			expect(service.entry).toBe(newer);
			expect(faultOf(service, true)).toBeUndefined();
		}
	});

	test('an entry that was altered is no longer ours', () => {
		const altered = { ...ours, interpreter: '/altered' };
		const service = findService('arm', [altered], journal, probe('/altered'));
		expect(service).toMatchObject({ entry: altered, owned: undefined, version: undefined });
	});
});

describe('faultOf', () => {
	const service = (seen: ProbeResult, entries = [ours]) =>
		findService('arm', entries, journal, seen);

	test('none', () => {
		expect(faultOf(service(probe('/ours/qemu-arm')), true)).toBeUndefined();
	});
	test("the probe's own", () => {
		const seen = probe(undefined, { failure: 'timeout', detail: 'nothing happened' });
		expect(faultOf(service(seen))).toEqual({ failure: 'timeout', detail: 'nothing happened' });
	});
	test('served by another than the one registered', () => {
		const shadowed = service(probe('/theirs/qemu-arm'), [ours, theirs]);
		expect(faultOf(shadowed)).toBeUndefined();
		expect(faultOf(shadowed, true)).toMatchObject({
			failure: 'shadowed',
			detail: expect.stringContaining('xarm (/theirs/qemu-arm)'),
		});
	});
	test('argv[0] lost although flag P promises it', () => {
		const seen = probe('/ours/qemu-arm', { preservesArgv0: false });
		expect(faultOf(service(seen))).toMatchObject({ failure: 'argv0' });
		const withoutP = service(seen, [{ ...ours, flags: 'OCF' }]);
		expect(faultOf(withoutP)).toBeUndefined();
	});
});
