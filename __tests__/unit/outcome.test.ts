import { expect, test } from '@jest/globals';
import type { RegistrarResult } from '../../src/binfmt/request.js';
import { makeOutcome } from '../../src/outcome.js';
import { machine, probed, service } from './services.js';

const facts = {
	...{ wants: [], alreadyNative: [], applied: undefined },
	obtained: { emulators: new Map(), cacheHit: true },
};
const applied: RegistrarResult = {
	...{ registered: [], removed: [], disabled: [], enabled: [], entries: [], leases: [] },
	...{ builders: [] },
	...{ mounted: false, unmounted: false, warnings: [] },
};

test('native platforms first, then the emulated in the order of BuildKit', () => {
	const after = machine(
		[service('arm', { ours: true }), service('s390x', { ours: true }), service('aarch64')],
		['linux/amd64', 'linux/386'],
	);
	const outcome = makeOutcome({ ...facts, after });
	expect(outcome.platforms).toEqual([
		...['linux/amd64', 'linux/386'],
		...['linux/arm64', 'linux/s390x', 'linux/arm/v7', 'linux/arm/v6'],
	]);
	expect(outcome.native).toEqual(['linux/amd64', 'linux/386']);
	expect(outcome.emulated).toEqual(outcome.platforms.slice(2));
	expect(outcome.entries.map(({ platform }) => platform)).toEqual(outcome.emulated);
});

test('what is not for containers is told only when it was asked for, at the end', () => {
	const after = machine([service('hppa'), service('m68k'), service('aarch64')]);
	const wants = [{ target: 'hppa', platforms: ['linux/hppa'], required: true }];
	expect(makeOutcome({ ...facts, after, wants }).emulated).toEqual(['linux/arm64', 'linux/hppa']);
});

test('what does not run is not among the platforms', () => {
	const failing = probed('s390x', { failure: 'bad-emulator', detail: 'x' });
	const after = machine([service('aarch64'), service('s390x', { probe: failing })]);
	expect(makeOutcome({ ...facts, after }).emulated).toEqual(['linux/arm64']);
});

test('what an entry hides is not emulated besides', () => {
	const after = machine([service('i386')], ['linux/amd64', 'linux/386']);
	expect(makeOutcome({ ...facts, after }).emulated).toEqual([]);
});

test('an entry of ours is told with its digest and source, another without', () => {
	const after = machine([service('aarch64', { ours: true }), service('riscv64')]);
	const [ours, theirs] = makeOutcome({ ...facts, after }).entries;
	expect(ours).toEqual({
		...{ platform: 'linux/arm64', target: 'aarch64', entry: 'qemu-aarch64', ours: true },
		...{ interpreter: '/emulators/qemu-aarch64', flags: 'POCF', version: '10.2.3' },
		...{ digest: `sha256:${'ab'.repeat(32)}`, source: 'dir:/emulators' },
		...{ probe: 'passed', probeMs: 12 },
	});
	expect(theirs).toMatchObject({ ours: false, digest: null, source: null });
});

test.each([
	['aarch64', probed('aarch64'), 'passed', 12],
	['aarch64', undefined, 'skipped', null],
	['cris', undefined, 'none', null],
])('the proof of %s by %p is %s', (target, probe, told, probeMs) => {
	const wants = [{ target, platforms: [`linux/${target}`], required: true }];
	const after = machine([service(target, { probe })]);
	const { entries } = makeOutcome({ ...facts, after, wants });
	expect(entries).toMatchObject([{ probe: told, probeMs }]);
});

test('an entry that cannot be told is null', () => {
	const after = machine([{ ...service('s390x', { version: undefined }), entry: undefined }]);
	expect(makeOutcome({ ...facts, after }).entries).toMatchObject([
		{ entry: null, interpreter: null, flags: null, version: null },
	]);
});

test('versions and sources in use, each once, newest first', () => {
	const after = machine([
		service('aarch64', { version: '9.2.0', ours: true }),
		service('s390x', { version: '10.2.3', ours: true }),
		service('arm', { version: '10.2.3' }),
		service('riscv64', { version: undefined }),
	]);
	const { qemuVersion, source } = makeOutcome({ ...facts, after });
	expect({ qemuVersion, source }).toEqual({
		qemuVersion: '10.2.3,9.2.0',
		source: 'dir:/emulators',
	});
});

test.each([
	['no request', undefined, false],
	['a request that shared all', applied, false],
	['something registered', { ...applied, registered: ['qemu-arm'] }, true],
	['something switched off', { ...applied, disabled: ['qemu-arm'] }, true],
])('%s: changed is %3$s', (_, result, changed) => {
	const outcome = makeOutcome({ ...facts, after: machine([]), applied: result });
	expect(outcome.changed).toBe(changed);
	expect(outcome.disabled).toEqual(result?.disabled ?? []);
});
