import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { sandboxEmulator } from '../sandbox/lab.js';
import { apply, entry, lineOf, release } from '../sandbox/requests.js';
import { Sandbox } from '../sandbox/sandbox.js';

const TARGETS = ['aarch64', 'riscv64', 's390x', 'ppc64le', 'arm'] as const;

let box: Sandbox;
beforeEach(async () => {
	box = await Sandbox.open();
	for (const target of ['aarch64', 's390x']) {
		await box.foreign(lineOf(`qemu-${target}`, target, sandboxEmulator(target, 7), 'OC'));
	}
	await box.foreign(':jarwrapper:E::jar::/usr/bin/env:');
});
afterEach(() => box.close());

test('eight registrars at once serve everybody, and leave nothing', async () => {
	const before = box.entries();
	const jobs = Array.from({ length: 8 }, (_, index) => ({
		id: `job-${index}`,
		targets: TARGETS.filter((_target, position) => (position + index) % 3 !== 0),
	}));
	const results = await Promise.all(
		jobs.map(({ id, targets }, index) => box.request(apply(id, targets, index % 2 === 0))),
	);
	expect(results.flatMap(({ registered }) => registered).sort()).toEqual(
		['qemu-arm', 'qemu-ppc64le', 'qemu-riscv64', 'xarch-aarch64', 'xarch-s390x'].sort(),
	);
	const journal = box.journal();
	expect(journal?.leases.map(({ id }) => id).sort()).toEqual(jobs.map(({ id }) => id));
	for (const { target, name, leases } of journal?.entries ?? []) {
		const wanting = jobs.filter(({ targets }) => targets.some((each) => each === target));
		expect({ name, leases: [...leases].sort() }).toEqual({
			name,
			leases: wanting.map(({ id }) => id),
		});
	}
	const probes = await box.probe(TARGETS);
	expect(probes.map(({ servedBy }) => servedBy)).toEqual(
		TARGETS.map((target) => sandboxEmulator(target, 11)),
	);
	await Promise.all(jobs.map(({ id }) => box.request(release(id))));
	expect(box.entries()).toEqual(before);
	expect(box.journal()).toBeUndefined();
});

test('a registrar killed at any moment leaves nothing that the next one does not settle', async () => {
	const before = box.entries();
	await box.sh('mkdir -m 777 /run/open; cp "$1" /run/open/', sandboxEmulator('arm', 11));
	// A copy of the emulator has to be made, so there is more time to be killed in.
	const copied = entry('arm', {
		path: '/run/open/qemu-arm',
		sha256: (await box.sh('sha256sum /run/open/qemu-arm')).slice(0, 64),
	});
	const ids = Array.from({ length: 20 }, (_, round) => `job-${round}`);
	const endings: (string | null)[] = [];
	for (const [round, id] of ids.entries()) {
		const wanted = ['aarch64', 'riscv64', copied, 's390x'];
		const killAfterMs = 40 + 6 * round;
		const started =
			round % 3 === 2
				? box.killed(release(ids[round - 1] ?? '', ids[round - 2] ?? ''), killAfterMs)
				: box.killed(apply(id, wanted, round % 2 === 0), killAfterMs);
		endings.push((await started).signal);
		expect(Object.keys(box.entries())).toEqual(expect.arrayContaining(Object.keys(before)));
	}
	expect(endings).toContain('SIGKILL');
	const { warnings } = await box.request(release(...ids));
	expect(warnings).toEqual([]);
	expect(box.entries()).toEqual(before);
	expect(box.journal()).toBeUndefined();
	expect(box.copies()).toEqual([]);
}, 30_000);
