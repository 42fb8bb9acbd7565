import { describe, expect, test } from '@jest/globals';
import { KNOWN_LAYOUTS, recogniseLayout } from '../../../../src/emulator/github/layouts.js';

const amd64 = { architecture: 'amd64' };
const arm64 = { architecture: 'arm64' };
const riscv64 = { architecture: 'riscv64' };

describe('tonistiigi/binfmt and loong64/binfmt', () => {
	const names = [
		'qemu_v10.2.3_linux-amd64.tar.gz',
		'qemu_v10.2.3_linux-arm64.tar.gz',
		'qemu_v10.2.3_linux-arm-v7.tar.gz',
		'binfmt_v10.2.3_linux-amd64.tar.gz',
	];

	test('one archive of all', () => {
		expect(recogniseLayout(names, arm64)).toEqual({
			name: 'tonistiigi/binfmt',
			assumesPreservedArgv0: true,
			hosts: ['amd64', 'arm-v7', 'arm64'],
			assets: [{ name: 'qemu_v10.2.3_linux-arm64.tar.gz', target: undefined }],
		});
	});

	test('without this host', () => {
		expect(recogniseLayout(names, riscv64)).toMatchObject({
			hosts: ['amd64', 'arm-v7', 'arm64'],
			assets: [],
		});
	});

	test.each(['tgz', 'tar.xz', 'tar.zst', 'tar.bz2'])('as .%s', (suffix) => {
		const name = `qemu_v10.2.3_linux-loong64.${suffix}`;
		expect(recogniseLayout([name], { architecture: 'loong64' })?.assets).toEqual([
			{ name, target: undefined },
		]);
	});

	test('what unpacks fastest goes first', () => {
		const all = ['tar.xz', 'tar.bz2', 'tar.gz', 'tar.zst'].map(
			(each) => `qemu_v9.2.2_linux-amd64.${each}`,
		);
		expect(recogniseLayout(all, amd64)?.assets[0]?.name).toBe('qemu_v9.2.2_linux-amd64.tar.gz');
	});
});

describe('multiarch/qemu-user-static', () => {
	test('an archive goes before the bare file', () => {
		const names = [
			'qemu-aarch64-static',
			'qemu-aarch64-static.tar.gz',
			'x86_64_qemu-aarch64-static.tar.gz',
			'qemu-arm-static',
			'qemu-arm-static.tar.gz',
			'x86_64_qemu-s390x-static',
			'qemu-s390x-static',
		];
		expect(recogniseLayout(names, amd64)).toEqual({
			name: 'multiarch/qemu-user-static',
			assumesPreservedArgv0: false,
			hosts: ['amd64'],
			assets: [
				{ name: 'x86_64_qemu-aarch64-static.tar.gz', target: 'aarch64' },
				{ name: 'qemu-arm-static.tar.gz', target: 'arm' },
				{ name: 'x86_64_qemu-s390x-static', target: 's390x' },
			],
		});
	});

	test('is for amd64 hosts only', () => {
		expect(recogniseLayout(['qemu-aarch64-static.tar.gz'], arm64)).toMatchObject({
			hosts: ['amd64'],
			assets: [],
		});
	});
});

describe('dbhi/qus', () => {
	const names = [
		'qemu-aarch64-static_amd64.tgz',
		'qemu-arm-static_amd64.tgz',
		'qemu-x86_64-static_arm64v8.tgz',
		'qemu-arm-static_arm64.tgz',
		'qemu-arm-static_arm32v7.tgz',
		'qemu-s390x-static_ppc64le.tgz',
	];

	test('a file for each target and host', () => {
		expect(recogniseLayout(names, amd64)).toMatchObject({
			name: 'dbhi/qus',
			assumesPreservedArgv0: false,
			hosts: ['amd64', 'arm-v7', 'arm64', 'ppc64le'],
			assets: [
				{ name: 'qemu-aarch64-static_amd64.tgz', target: 'aarch64' },
				{ name: 'qemu-arm-static_amd64.tgz', target: 'arm' },
			],
		});
	});

	test('both names of arm64', () => {
		expect(recogniseLayout(names, arm64)?.assets.map(({ target }) => target)).toEqual([
			'x86_64',
			'arm',
		]);
	});
});

test.each([
	[['source.tar.gz', 'qemu-10.2.3.tar.xz', 'qemu-system-arm-static', 'README.md']],
	[['qemu-nosuch-static.tar.gz', 'buildkit_qemu-arm_linux-amd64.tar.gz', 'qemu-../x-static']],
	[[]],
])('%j is no layout', (names) => {
	expect(recogniseLayout(names, amd64)).toBeUndefined();
});

test('a layout that serves this host goes before one that does not', () => {
	const names = ['qemu_v10.2.3_linux-arm64.tar.gz', 'qemu-aarch64-static.tar.gz'];
	expect(recogniseLayout(names, amd64)?.name).toBe('multiarch/qemu-user-static');
	expect(recogniseLayout(names, riscv64)?.hosts).toEqual(['amd64', 'arm64']);
});

test('messages can say what is recognised', () => {
	expect(KNOWN_LAYOUTS).toMatch(/qemu_v<version>_linux-<host>\.tar\.gz \(tonistiigi\/binfmt\)/);
	expect(KNOWN_LAYOUTS).toMatch(/dbhi\/qus.*multiarch\/qemu-user-static/);
});
