import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import {
	parseSources,
	secretsOf,
	sourceLabel,
} from '../../../../src/emulator/source/source-spec.js';
import { XarchError } from '../../../../src/errors.js';

function refusal(work: () => unknown): XarchError {
	try {
		work();
	} catch (error) {
		expect(error).toBeInstanceOf(XarchError);
		expect((error as XarchError).code).toBe('E_INPUT');
		return error as XarchError;
	}
	throw new Error('nothing was refused');
}

test('a wrong address is told without its password', () => {
	const { message } = refusal(() => parseSources('https://user:secret@mirror.example/{versoin}'));
	expect(message).toContain('"https://mirror.example/{versoin}"');
	expect(message).toContain('did you mean {version}?');
	expect(message).not.toContain('secret');
});

describe('parseSources', () => {
	test.each([
		['', ['github', 'apt or its backports']],
		['auto', ['github', 'apt or its backports']],
		['github', ['github']],
		['apt', ['apt']],
		['apt:trixie', ['apt:trixie']],
		['apt:bookworm-backports', ['apt:bookworm-backports']],
		['dir:/opt/qemu', ['dir:/opt/qemu']],
		['dir:tools', [`dir:${resolve('tools')}`]],
		['dir:/opt/a:b', ['dir:/opt/a:b']],
		['dir:/opt/qemu, github\n apt:sid\n\n', ['dir:/opt/qemu', 'github', 'apt:sid']],
		['github,auto,github', ['github', 'apt or its backports']],
		['github:dbhi/qus', ['github:dbhi/qus']],
		['github:tonistiigi/binfmt', ['github']],
		['github:loong64/binfmt@deploy/v10.0.4-10', ['github:loong64/binfmt@deploy/v10.0.4-10']],
		[
			'github:dbhi/qus@v0.0.11-v7.1+dfsg-2--bpo11+3',
			['github:dbhi/qus@v0.0.11-v7.1+dfsg-2--bpo11+3'],
		],
		['image:tonistiigi/binfmt:latest', ['image:tonistiigi/binfmt:latest']],
		[
			`image:localhost:5000/a/b@sha256:${'a'.repeat(64)}`,
			[`image:localhost:5000/a/b@sha256:${'a'.repeat(64)}`],
		],
		['http://127.0.0.1:8/{host}.tar.gz', ['http://127.0.0.1:8/{host}.tar.gz']],
	])('%j', (text, labels) => {
		expect(parseSources(text).map(sourceLabel)).toEqual(labels);
	});

	test.each([
		['githb', /"githb" is not a source \(did you mean github\?\)/],
		['aptt', /did you mean apt\?/],
		['/opt/qemu', /did you mean dir:\/opt\/qemu\?/],
		['a/b', /did you mean github:a\/b or image:a\/b\?/],
		['ftp://mirror.example/x', /did you mean https:\/\/\?/],
		['github:other', /github takes a repository/],
		['github:../..', /github takes a repository/],
		['github:a/..', /github takes a repository/],
		['github:a/b@', /github takes a repository/],
		['github:a/b@x y', /github takes a repository/],
		['image', /image needs a reference/],
		['image:', /image needs a reference/],
		['image:-v', /image needs a reference/],
		['https://mirror.example/{arch}.tgz', /\{arch\} is not a placeholder; did you mean/],
		['https://', /it is not an address/],
		['auto:x', /auto takes nothing after it/],
		['dir', /dir needs a path/],
		['dir:', /dir needs a path/],
		['apt:', /a suite is made of/],
		['apt:../etc', /a suite is made of/],
		['apt:Trixie', /a suite is made of/],
		['apt:-o=x', /a suite is made of/],
		['apt,dri:x', /"dri:x" is not a source \(did you mean dir\?\)/],
	])('refuses %j', (text, message) => {
		const error = refusal(() => parseSources(text));
		expect(error.message).toMatch(message);
		expect(error.message).toMatch(/^source: /);
		expect(error.message).toContain(
			'allowed: auto, github, github:<owner>/<repository>[@<tag>], apt',
		);
	});
});

describe('addresses', () => {
	const template =
		'https://user:pa%40ss@mirror.example/{version}/qemu-{target}-{host}.tgz?sig=secret#x';

	test('are told without what might be secret', () => {
		expect(parseSources(template).map(sourceLabel)).toEqual([
			'https://mirror.example/{version}/qemu-{target}-{host}.tgz',
		]);
	});

	test('have secrets that must be masked', () => {
		const header = Buffer.from('user:pa@ss').toString('base64');
		expect(secretsOf(parseSources(`github,${template}`))).toEqual(['pa%40ss', 'pa@ss', header]);
		expect(secretsOf(parseSources('https://token@mirror.example/x.tgz'))).toEqual([
			'token',
			Buffer.from('token:').toString('base64'),
		]);
		expect(secretsOf(parseSources('auto,dir:/opt,https://mirror.example/x.tgz'))).toEqual([]);
	});
});
