import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import validRange from 'semver/ranges/valid.js';
import { DEFAULT_VERSION } from '../../../src/emulator/catalog.js';
import {
	type EmulatorInService,
	KNOWN_BAD,
	knownTroubles,
	warningsOf,
} from '../../../src/emulator/known-bad.js';
import { targetByName } from '../../../src/platform/table.js';

const emulator = (more: Partial<EmulatorInService>): EmulatorInService => ({
	version: '9.2.0',
	target: 'aarch64',
	hostArchitecture: 'amd64',
	source: 'github:tonistiigi/binfmt@deploy/v9.2.0-51',
	...more,
});
const threads = (more: Partial<EmulatorInService>) =>
	knownTroubles(emulator(more)).map(({ thread }) => thread.replace(/^.*[/]/, ''));

test('the table is as its schema says', () => {
	const schema = readFileSync('src/emulator/known-bad.schema.json', 'utf8');
	const ajv = new Ajv({ allErrors: true, strict: true });
	expect(ajv.validate(JSON.parse(schema), KNOWN_BAD)).toBe(true);
	for (const { versions, targets = [] } of KNOWN_BAD) {
		expect(validRange(versions)).not.toBeNull();
		expect(targets.filter((target) => targetByName(target) === undefined)).toEqual([]);
	}
});

test('the schema refuses a row without a thread', () => {
	const schema = readFileSync('src/emulator/known-bad.schema.json', 'utf8');
	const ajv = new Ajv();
	const validate = ajv.compile(JSON.parse(schema));
	expect(validate([{ versions: '1.x', trouble: 'it crashes' }])).toBe(false);
	expect(validate([{ versions: '1.x', trouble: 'it crashes', thread: 'http://x/1' }])).toBe(false);
});

describe('knownTroubles', () => {
	test.each([
		['9.2.0', 'aarch64', ['240']],
		['9.2.0', 'riscv64', []],
		['9.2.2', 'aarch64', []],
		['6.1.0', 'aarch64', ['72']],
		['6.2.0', 'ppc64le', ['1378']],
		['8.1.0', 'riscv64', ['1908']],
		['8.2.2', 'aarch64', ['e6b2fa1b81ac', '297340']],
		['9.0.2', 's390x', ['297340']],
		['10.2.3', 'aarch64', []],
		['11.1.0', 'aarch64', []],
	])('QEMU %s for %s: %j', (version, target, expected) => {
		expect(threads({ version, target })).toEqual(expected);
	});

	test('only on some hosts', () => {
		const go = { version: '10.0.4', target: 'x86_64' };
		expect(threads({ ...go, hostArchitecture: 'arm64' })).toEqual(['69255']);
		expect(threads({ ...go, hostArchitecture: 'riscv64' })).toEqual([]);
	});

	test('only of some sources', () => {
		const seven = { version: '7.0.0' };
		expect(threads({ ...seven, source: 'image:tonistiigi/binfmt:qemu-v7.0.0-28' })).toEqual([
			'215',
		]);
		expect(threads({ ...seven, source: 'apt (qemu-user-static 1:7.0)' })).toEqual([]);
		expect(threads({ ...seven, source: undefined })).toEqual([]);
	});

	test('only of earlier builds', () => {
		const build = (number: number) => ({
			version: '8.1.5',
			source: `github:tonistiigi/binfmt@deploy/v8.1.5-${number}`,
		});
		expect(threads(build(43))).toEqual(['231']);
		expect(threads(build(45))).toEqual([]);
		expect(threads({ version: '8.1.5', source: 'image:tonistiigi/binfmt:latest' })).toEqual([]);
	});

	test('nothing is known against the default version', () => {
		for (const target of ['aarch64', 'x86_64', 'arm', 'riscv64', 'ppc64le', 's390x']) {
			for (const hostArchitecture of ['amd64', 'arm64']) {
				expect(threads({ version: DEFAULT_VERSION, target, hostArchitecture })).toEqual([]);
			}
		}
	});
});

describe('warningsOf', () => {
	test('says each trouble once', () => {
		const warnings = warningsOf([
			emulator({ version: '9.0.2', target: 'arm' }),
			emulator({ version: '9.0.2', target: 's390x' }),
			emulator({}),
		]);
		expect(warnings).toEqual([
			'QEMU 9.0.2 is known to be bad for arm, s390x: the standard library of Rust comes out broken when it is built under emulation. See https://github.com/NixOS/nixpkgs/issues/297340. Choose another version (input version).',
			'QEMU 9.2.0 is known to be bad for aarch64: libc-bin of Ubuntu 22.04 and Debian 11 cannot be configured, so apt-get fails. See https://github.com/tonistiigi/binfmt/issues/240. Choose another version (input version).',
		]);
	});
});
