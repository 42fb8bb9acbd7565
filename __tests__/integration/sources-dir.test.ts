import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { obtainEmulators } from '../../src/emulator/obtain.js';
import { type PinPolicy, parseChecksums } from '../../src/emulator/vouching.js';
import { sha256Of } from '../servers/github-releases.js';
import { requestOf, Sandbox } from '../servers/source-fixture.js';
import { tinyElf } from '../unit/emulator/tiny-elf.js';

/** A program that ends well and tells no version. */
const MUTE = tinyElf();

let sandbox: Sandbox;

beforeEach(() => {
	sandbox = new Sandbox();
});

afterEach(() => sandbox.remove());

test.each<[string, PinPolicy, RegExp]>([
	[
		'other bytes than the checksum input has',
		{ checksums: parseChecksums('a'.repeat(64)), required: false },
		/^E_DIGEST /,
	],
	['bytes that nobody pinned', { checksums: undefined, required: true }, /^E_UNPINNED /],
	[
		'the right bytes of a program that does not serve',
		{ checksums: parseChecksums(sha256Of(MUTE)), required: true },
		/^E_EMULATOR .* does not tell its version/,
	],
])('%s: told by what was looked at first; nothing unknown is run', async (_, pinning, told) => {
	const directory = join(sandbox.root, 'emulators');
	mkdirSync(directory);
	writeFileSync(join(directory, 'qemu-aarch64'), MUTE, { mode: 0o755 });
	const asked = obtainEmulators(requestOf(`dir:${directory}`, { pinning }), sandbox.context());
	const failure = await asked.then(
		() => 'none',
		({ code, message }) => `${code} ${message}`,
	);
	expect(failure).toMatch(told);
	expect(sandbox.files()).toEqual([]);
});
