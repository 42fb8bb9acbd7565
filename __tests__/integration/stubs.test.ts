import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { composeHead } from '../../src/bin-directory/compose.js';
import { STUBS } from '../../src/bin-directory/stubs.js';
import { detectHost } from '../../src/platform/host.js';
import { probeProgram } from '../../src/probe/run.js';
import { REPOSITORY } from '../machine/lab.js';
import { busybox, labEmulator, RELEASES } from '../sandbox/lab.js';

/** Debian's names of the hosts whose busybox is in the lab. */
const FOREIGN = { aarch64: 'arm64', ppc64le: 'ppc64el', riscv64: 'riscv64', s390x: 's390x' };
const [AT_PHDR, AT_PHNUM, AT_FLAGS, AT_ENTRY] = [3, 5, 8, 9];

let directory: string;

beforeAll(() => {
	directory = mkdtempSync(join(tmpdir(), 'xarch-stubs-'));
});

afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** The auxiliary vector as it stands on the stack: QEMU reads it there for this file. */
function auxiliaryVector(emulator: string, program: string, isLittle: boolean) {
	const { stdout, status } = spawnSync(emulator, [program, 'cat', '/proc/self/auxv'], { env: {} });
	expect(status).toBe(0);
	const wide = (at: number) =>
		Number(isLittle ? stdout.readBigUInt64LE(at) : stdout.readBigUInt64BE(at));
	return new Map(
		Array.from({ length: stdout.length / 16 }, (_, index) => [
			wide(16 * index),
			wide(16 * index + 8),
		]),
	);
}

test('the committed code is what the sources assemble to', () => {
	const script = join(REPOSITORY, 'scripts', 'build-stubs.mjs');
	const result = spawnSync(process.execPath, [script, '--check', '--allow-missing'], {
		encoding: 'utf8',
	});
	expect({ status: result.status, stderr: result.stderr }).toEqual({ status: 0, stderr: '' });
	expect(result.stdout).toContain(`the same: ${Object.keys(STUBS).join(' ')}`);
});

test('there is code for every other host, and it is tried below or on the host itself', () => {
	expect(Object.keys(STUBS)).toEqual([...Object.keys(FOREIGN), 'x86_64']);
	expect(Object.keys(STUBS)).toContain(detectHost(process.platform, process.arch).target);
});

test('on the host itself, the kernel maps a program that is not position-independent', () => {
	const { target } = detectHost(process.platform, process.arch);
	const program = probeProgram(target) ?? Buffer.alloc(0);
	const composed = join(directory, 'native');
	writeFileSync(composed, Buffer.concat([composeHead(program, target), program]), { mode: 0o755 });
	const said = spawnSync(composed, ['A'], { argv0: 'a name', encoding: 'utf8', input: '' });
	expect(said).toMatchObject({ stdout: 'a name', stderr: '', status: 65 });
});

test.each(
	Object.entries(FOREIGN).flatMap(([host, arch]) =>
		RELEASES.map((release) => [host, arch, release] as const),
	),
)(
	'on %s, a real program (%s) sees its own headers and another AT_FLAGS (QEMU %i)',
	(host, arch, release) => {
		const emulator = labEmulator(host, release);
		const original = busybox(arch);
		const file = readFileSync(original);
		const place = join(directory, `${host}-${release}`);
		mkdirSync(place);
		const composed = join(place, 'busybox');
		writeFileSync(composed, Buffer.concat([composeHead(file, host), file]), { mode: 0o755 });
		const isLittle = host !== 's390x';
		const before = auxiliaryVector(emulator, original, isLittle);
		const after = auxiliaryVector(emulator, composed, isLittle);
		expect([before.get(AT_FLAGS), after.get(AT_FLAGS)]).toEqual([0, 2]);
		for (const type of [AT_PHDR, AT_PHNUM, AT_ENTRY]) {
			expect(before.get(type)).toBeGreaterThan(0);
			expect(after.get(type)).toBe(before.get(type));
		}
		const said = spawnSync(emulator, [composed, 'sh', '-c', 'echo $0 $@', 'a', 'b c'], {
			encoding: 'utf8',
			env: {},
		});
		expect(said).toMatchObject({ stdout: 'a b c\n', stderr: '', status: 0 });
	},
);

test('an AT_FLAGS that is set stays', () => {
	const file = readFileSync(busybox('riscv64'));
	const inner = Buffer.concat([composeHead(file, 'riscv64', 1), file]);
	const place = join(directory, 'twice');
	mkdirSync(place);
	const composed = join(place, 'busybox');
	// The outer one runs first and sets 4; the inner one finds that.
	writeFileSync(composed, Buffer.concat([composeHead(inner, 'riscv64', 4), inner]), {
		mode: 0o755,
	});
	const vector = auxiliaryVector(labEmulator('riscv64', 11), composed, true);
	expect(vector.get(AT_FLAGS)).toBe(4);
});
