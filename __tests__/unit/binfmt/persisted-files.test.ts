import { expect, test } from '@jest/globals';
import { bootFile, importFile } from '../../../src/binfmt/persisted-files.js';

const REGISTRATION = {
	...{ name: 'setup-xarch-arm', magic: '7f00', mask: 'ff00' },
	...{ interpreter: '/opt/qemu-arm', flags: 'PF' },
};

test('a file for systemd-binfmt is a comment and the line that the kernel is given', () => {
	expect(bootFile(REGISTRATION).split('\n')).toEqual([
		expect.stringMatching(/^# .*restore --persisted/),
		':setup-xarch-arm:M::\\x7f\\x00:\\xff\\x00:/opt/qemu-arm:PF',
		'',
	]);
});

test('a file for binfmt-support has a word for each flag', () => {
	expect(importFile(REGISTRATION).split('\n')).toEqual([
		'package setup-xarch',
		'interpreter /opt/qemu-arm',
		'magic \\x7f\\x00',
		'offset 0',
		'mask \\xff\\x00',
		...['credentials no', 'preserve yes', 'fix_binary yes', ''],
	]);
});
