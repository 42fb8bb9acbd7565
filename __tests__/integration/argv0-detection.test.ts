import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { takesFirstForArgv0 } from '../../src/emulator/inspect.js';
import { obtainEmulators } from '../../src/emulator/obtain.js';
import { publish, type ReleaseFacts } from '../../src/emulator/store/publish.js';
import { hashFile } from '../../src/emulator/store/store.js';
import { withWorkspace } from '../../src/emulator/store/workspace.js';
import { assumingEmulator } from '../machine/assuming.js';
import { labEmulator, RELEASES } from '../sandbox/lab.js';
import { requestOf, Sandbox, thisHost } from '../servers/source-fixture.js';

let sandbox: Sandbox;

beforeEach(() => {
	sandbox = new Sandbox();
});

afterEach(() => {
	delete process.env.QEMU_ARGV0;
	sandbox.remove();
});

function place(name: string, content: string | Buffer): string {
	const path = join(sandbox.root, name);
	writeFileSync(path, content, { mode: 0o755 });
	return path;
}

describe('calling an emulator by hand', () => {
	test.each(RELEASES)('tells a patched QEMU %i from the original', async (release) => {
		// What the job sets for its own programs must not answer for the emulator.
		process.env.QEMU_ARGV0 = '1';
		const original = labEmulator('s390x', release);
		const patched = place('qemu-s390x', assumingEmulator(readFileSync(original)));
		expect(await takesFirstForArgv0(original, 's390x', sandbox.tempRoot)).toBe(false);
		expect(await takesFirstForArgv0(patched, 's390x', sandbox.tempRoot)).toBe(true);
		expect(readdirSync(sandbox.tempRoot)).toEqual([]);
	});

	test.each([
		['is no emulator', '#!/bin/sh\necho 1\nexit 50\n'],
		['says nothing in time', '#!/bin/sh\nexec sleep 60\n'],
		['is no program', 'text'],
		['is ended by a signal', '#!/bin/sh\nkill -9 $$\n'],
	])('does not tell what %s', async (_, script) => {
		const path = place('qemu-s390x', script);
		expect(await takesFirstForArgv0(path, 's390x', sandbox.tempRoot, 500)).toBeUndefined();
		expect(readdirSync(sandbox.tempRoot)).toEqual([]);
	});

	test('does not tell where there is no test program', async () => {
		const path = labEmulator('s390x', 11);
		expect(await takesFirstForArgv0(path, 'cris', sandbox.tempRoot)).toBeUndefined();
	});
});

describe('what is told of an emulator', () => {
	const FACTS: ReleaseFacts = {
		source: 'test release',
		sourceKind: 'test',
		offers: ['s390x'],
		assumesPreservedArgv0: true,
	};

	function published(target: string, content: Buffer, facts: ReleaseFacts) {
		return withWorkspace(sandbox.context(), [target], async (workspace) => {
			const folder = join(workspace.directory, target);
			mkdirSync(folder);
			const path = join(folder, `qemu-${target}`);
			writeFileSync(path, content);
			const sha256 = hashFile(path);
			const file = {
				...{ target, path, sha256, sizeBytes: content.length },
				...{ releaseSha256: sha256, vouching: 'connection' as const },
			};
			const emulators = await publish(workspace, thisHost(), facts, [file], Date.now(), '1.2.3');
			return emulators.get(target)?.assumesPreservedArgv0;
		});
	}

	test.each([
		['an ordinary release, whatever its source says', false, true],
		['a patched release, whatever its source says', true, false],
	])('is found out for %s', async (_, isPatched, said) => {
		const original = readFileSync(labEmulator('s390x', 11));
		const content = isPatched ? assumingEmulator(original) : original;
		const facts = { ...FACTS, assumesPreservedArgv0: said };
		expect(await published('s390x', content, facts)).toBe(isPatched);
	});

	test.each([true, false])(
		'is what its source says where it cannot be found out: %s',
		async (said) => {
			// Another target's test program does not run by it.
			const content = readFileSync(labEmulator('s390x', 11));
			const facts = { ...FACTS, assumesPreservedArgv0: said };
			expect(await published('riscv64', content, facts)).toBe(said);
		},
	);

	test('is found out in a directory, of each file', async () => {
		const directory = join(sandbox.root, 'emulators');
		mkdirSync(directory);
		const original = (target: string) => readFileSync(labEmulator(target, 10));
		writeFileSync(join(directory, 'qemu-s390x'), original('s390x'), { mode: 0o755 });
		writeFileSync(join(directory, 'qemu-riscv64'), assumingEmulator(original('riscv64')), {
			mode: 0o755,
		});
		const request = requestOf(`dir:${directory}`, { required: ['riscv64', 's390x'] });
		const { emulators } = await obtainEmulators(request, sandbox.context());
		expect(emulators.get('s390x')?.assumesPreservedArgv0).toBe(false);
		expect(emulators.get('riscv64')?.assumesPreservedArgv0).toBe(true);
		expect(sandbox.files()).toEqual([]);
	});
});
