import { readdirSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { detectHost } from '../../src/platform/host.js';
import { PROBE_PROGRAMS } from '../../src/probe/programs.js';
import { runProbes } from '../../src/probe/run.js';
import { lab } from '../machine/lab.js';
import { RELEASES, type Release, sandboxEmulator } from '../sandbox/lab.js';
import { apply, entry, lineOf, release } from '../sandbox/requests.js';
import { BINFMT, Sandbox } from '../sandbox/sandbox.js';

const host = detectHost(process.platform, process.arch).target;

describe('without entries', () => {
	let directory: string;
	beforeAll(async () => {
		directory = await mkdtemp(join(tmpdir(), 'xarch-probe-test-'));
	});
	afterAll(() => rmSync(directory, { recursive: true }));

	test("the host's own program runs by itself", async () => {
		const results = await runProbes([host], directory);
		expect([...results.keys()]).toEqual([host]);
		expect(results.get(host)).toMatchObject({
			failure: undefined,
			detail: '',
			native: true,
			preservesArgv0: true,
			servedBy: expect.stringMatching(new RegExp(`^${directory}/.*/${host}$`)),
		});
	});

	test.each(host === 'x86_64' ? ['i386'] : [])('%s does too', async (target) => {
		const results = await runProbes([target], directory);
		expect(results.get(target)).toMatchObject({ failure: undefined, native: true });
	});

	test('a target without a test program is left out', async () => {
		expect(PROBE_PROGRAMS).not.toHaveProperty('cris');
		expect((await runProbes(['cris', host], directory)).size).toBe(1);
	});

	test('nothing is left in the directory, which is made when it is not there', async () => {
		const inner = join(directory, 'not', 'there');
		await runProbes([host], inner);
		expect(readdirSync(inner)).toEqual([]);
	});
});

describe('in a sandbox', () => {
	let box: Sandbox;
	beforeAll(async () => {
		box = await Sandbox.open();
	});
	afterEach(() => box.clear());
	afterAll(() => box.close());

	test('no entry is told, for all targets', async () => {
		const targets = Object.keys(PROBE_PROGRAMS).filter((each) => each !== host && each !== 'i386');
		for (const result of await box.probe(targets)) {
			expect(result).toMatchObject({
				failure: 'no-entry',
				detail: expect.stringContaining('exec format error'),
				native: false,
				preservesArgv0: false,
			});
			expect(result.servedBy).toBeUndefined();
		}
	});

	test('an entry that is switched off is none', async () => {
		await box.request(apply('j', ['aarch64']));
		await box.sh(`echo 0 >${BINFMT}/qemu-aarch64`);
		expect(await box.probe(['aarch64'])).toMatchObject([{ failure: 'no-entry' }]);
	});

	test('a directory mounted noexec is named', async () => {
		await box.sh('mkdir /run/noexec && mount -t tmpfs -o noexec none /run/noexec');
		expect(await box.probe([host, 'riscv64'], '/run/noexec')).toMatchObject([
			{ failure: 'noexec-directory', detail: expect.stringContaining('/run/noexec/') },
			{ failure: 'noexec-directory' },
		]);
	});

	test('a missing interpreter of an entry without F', async () => {
		await box.foreign(lineOf('qemu-aarch64', 'aarch64', '/run/missing', 'OC'));
		expect(await box.probe(['aarch64'])).toMatchObject([{ failure: 'missing-interpreter' }]);
	});

	test.each([
		['a program that is no emulator', () => '/bin/false'],
		["another target's emulator", () => sandboxEmulator('riscv64', 11)],
	])('%s is a bad emulator', async (_, path) => {
		await box.foreign(lineOf('qemu-aarch64', 'aarch64', path(), 'F'));
		expect(await box.probe(['aarch64'])).toMatchObject([
			{
				failure: 'bad-emulator',
				detail: expect.stringMatching(/it wrote ""|ended by/),
				native: false,
			},
		]);
	});

	test('one that does not end is given up on', async () => {
		await box.sh('printf "#!/bin/sh\\nexec /bin/sleep 600\\n" >/run/hang && chmod 755 /run/hang');
		await box.foreign(lineOf('qemu-aarch64', 'aarch64', '/run/hang', ''));
		expect(await box.probe(['aarch64'], '/run/probes', 100)).toMatchObject([
			{ failure: 'timeout', detail: 'nothing happened for 0.1 s' },
		]);
	});

	test('one that says the right words but ends otherwise is a bad one', async () => {
		await box.sh('printf "#!/bin/sh\\nprintf %%s \\$1\\n" >/run/echo && chmod 755 /run/echo');
		await box.foreign(lineOf('qemu-aarch64', 'aarch64', '/run/echo', ''));
		expect(await box.probe(['aarch64'])).toMatchObject([
			{ failure: 'bad-emulator', detail: expect.stringContaining('its exit code was 0') },
		]);
	});

	test('settings of QEMU reach it, for they are part of what runs, and nothing else does', async () => {
		const other = await Sandbox.open({ env: { QEMU_CPU: 'max', TOKEN: 'secret' } });
		const script = '#!/bin/sh\nprintf %s "$QEMU_CPU,$TOKEN"\n';
		await other.sh('printf %s "$1" >/run/env && chmod 755 /run/env', script);
		await other.foreign(lineOf('qemu-aarch64', 'aarch64', '/run/env', ''));
		expect(await other.probe(['aarch64'])).toMatchObject([
			{ failure: 'bad-emulator', detail: 'it wrote "max," and ended with 0' },
		]);
		await other.close();
	});

	/** Emulators of one release for which there is a test program. */
	const targetsOf = (major: Release) =>
		readdirSync(lab(`qemu-${major}`, 'usr', 'bin'))
			.map((name) => name.replace(/^qemu-|-static$/g, ''))
			.filter((target) => target in PROBE_PROGRAMS && target !== host && target !== 'i386');

	test.each(
		RELEASES.flatMap((major) => [[major, 'POCF', true] as const, [major, 'OCF', false] as const]),
	)(
		'every emulator of QEMU %i passes with flags %s',
		async (major, flags, preservesArgv0) => {
			const targets = targetsOf(major);
			expect(targets.length).toBeGreaterThan(25);
			const wanted = targets.map((target) => entry(target, { release: major, flags }));
			const { registered } = await box.request(apply('j', wanted));
			expect(registered).toHaveLength(targets.length);
			const results = await box.probe(targets);
			expect(results.map(({ durationMs: _, ...result }) => result)).toEqual(
				targets.map((target) => ({
					...{ target, detail: '', native: false, preservesArgv0 },
					servedBy: sandboxEmulator(target, major),
				})),
			);
			await box.request(release('j'));
			expect(box.entries()).toEqual({});
		},
		60_000,
	);
});
