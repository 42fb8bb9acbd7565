import { describe, expect, test } from '@jest/globals';
import { CATALOG, type Catalog, DEFAULT_VERSION } from '../../../../src/emulator/catalog.js';
import {
	fillTemplate,
	isLoopback,
	mirroredAsset,
	templateForPeople,
	templateVersion,
	withoutCredentials,
} from '../../../../src/emulator/source/url-template.js';
import { parseVersion } from '../../../../src/emulator/version.js';

describe('fillTemplate', () => {
	const template = 'https://m.example/{host}/{version}/{target}-{version}.tgz';

	test('puts each value in as often as it is wanted', () => {
		expect(fillTemplate(template, { version: '10.2.3', host: 'amd64', target: 'arm' })).toBe(
			'https://m.example/amd64/10.2.3/arm-10.2.3.tgz',
		);
	});

	test('leaves what has no value', () => {
		expect(fillTemplate(template, { host: 'amd64' })).toBe(
			'https://m.example/amd64/{version}/{target}-{version}.tgz',
		);
	});

	test('a value stays one segment', () => {
		expect(fillTemplate('https://m.example/{version}', { version: '../a?b#c d$&' })).toBe(
			'https://m.example/..%2Fa%3Fb%23c%20d%24%26',
		);
	});
});

describe('templateVersion', () => {
	test.each([
		['https://m.example/{version}', 'default', DEFAULT_VERSION],
		['https://m.example/{version}', '3.1.4', '3.1.4'],
		['https://m.example/{version}', '10.x', '10.2.3'],
		['https://m.example/{version}', '>=8 <10', '9.2.2'],
		['https://m.example/fixed', 'latest', undefined],
		['https://m.example/fixed', '10.x', undefined],
	])('%s for %s is %s', (template, wanted, version) => {
		expect(templateVersion(template, parseVersion(wanted), CATALOG)).toBe(version);
	});

	test.each(['latest', 'deploy/v10.2.3-68', '^99'])('%s is E_VERSION', (wanted) => {
		expect(() => templateVersion('https://m/{version}', parseVersion(wanted), CATALOG)).toThrow(
			expect.objectContaining({
				code: 'E_VERSION',
				message: expect.stringContaining('cannot list the versions it has'),
			}),
		);
	});
});

describe('withoutCredentials', () => {
	const header = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;

	test.each([
		['https://u:p@m.example/x', 'https://m.example/x', header('u:p')],
		['https://u:a%3Ab@m.example/x', 'https://m.example/x', header('u:a:b')],
		['https://u:a:b@m.example/x', 'https://m.example/x', header('u:a:b')],
		['https://u:p@q@m.example/x', 'https://m.example/x', header('u:p@q')],
		['https://token@m.example/{host}', 'https://m.example/{host}', header('token:')],
		['https://u:50%@m.example/x', 'https://m.example/x', header('u:50%')],
		['https://m.example/a@b?c@d', 'https://m.example/a@b?c@d', undefined],
	])('%s', (template, address, authorization) => {
		expect(withoutCredentials(template)).toMatchObject({ address, authorization });
	});

	test('people see neither them nor the query', () => {
		expect(templateForPeople('https://u:p@m.example/{host}?sig=s#f')).toBe(
			'https://m.example/{host}',
		);
	});
});

describe('mirroredAsset', () => {
	const asset = (tag: string, name: string, letter: string) => ({
		host: 'amd64',
		address: `https://github.com/a/b/releases/download/${tag}/${name}`,
		sha256: letter.repeat(64),
	});
	const release = (tag: string, version: string, name: string, letter: string) => ({
		repository: 'a/b',
		tag,
		version,
		assets: [asset(tag, name, letter)],
	});
	const NAME = 'qemu_v10.2.3_linux-amd64.tar.gz';
	const catalog: Catalog = {
		default: 'deploy/v10.2.3-68',
		releases: [
			release('deploy/v10.2.3-69', '10.2.3', NAME, 'a'),
			release('deploy/v10.2.3-68', '10.2.3', NAME, 'b'),
			release('v7.2.0-1', '7.2.0', 'x86_64_qemu-arm-static.tar.gz', 'c'),
		],
	};

	test.each([
		['the newest build', `https://m/x/${NAME}`, '10.2.3', 'a'],
		['the build that the address names', `https://m/deploy/v10.2.3-68/${NAME}`, '10.2.3', 'b'],
		['the same, encoded', `https://m/deploy%2Fv10.2.3-68/${NAME}?x`, undefined, 'b'],
		['the name tells the version', `https://m/${NAME}`, undefined, 'a'],
		['another version', `https://m/${NAME}`, '10.2.1', undefined],
		['another name', 'https://m/my-qemu_v10.2.3_linux-amd64.tar.gz', '10.2.3', undefined],
		['a name without version', 'https://m/x86_64_qemu-arm-static.tar.gz', undefined, undefined],
		['and with the version asked for', 'https://m/x86_64_qemu-arm-static.tar.gz', '7.2.0', 'c'],
	])('%s', (_name, address, version, letter) => {
		expect(mirroredAsset(address, version, 'amd64', catalog)?.sha256[0]).toBe(letter);
	});

	test('is for this host', () => {
		expect(mirroredAsset(`https://m/${NAME}`, '10.2.3', 'arm64', catalog)).toBeUndefined();
	});
});

test.each([
	['http://127.0.0.1:80/', true],
	['http://127.8.9.10/', true],
	['http://[::1]:3/', true],
	['http://localhost/', true],
	['http://a.localhost/', true],
	['http://2130706433/', true],
	['http://128.0.0.1/', false],
	['http://127.0.0.1.example/', false],
	['http://localhost.example/', false],
	['http://[::2]/', false],
	['http://10.0.0.1/', false],
])('isLoopback(%s) is %s', (url, expected) => {
	expect(isLoopback(new URL(url).hostname)).toBe(expected);
});
