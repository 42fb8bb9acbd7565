import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parseDigestWord } from '../../../src/merge/digest-words.js';
import { readDigests } from '../../../src/merge/read-digests.js';
import { digestOf, refusal } from './merge-fixture.js';

const A = digestOf('a');
const B = digestOf('b');
const HEX = 'a'.repeat(64);

describe('parseDigestWord', () => {
	test.each([
		[A, { digest: A, platform: undefined, repository: undefined }],
		[HEX, { digest: A, platform: undefined, repository: undefined }],
		[`linux/arm64/v8=${A}`, { digest: A, platform: 'linux/arm64', repository: undefined }],
		[`armhf=${A}`, { digest: A, platform: 'linux/arm/v7', repository: undefined }],
		[`octo/app@${A}`, { digest: A, platform: undefined, repository: 'docker.io/octo/app' }],
		[
			`riscv64=localhost:5000/app@${A}`,
			{ digest: A, platform: 'linux/riscv64', repository: 'localhost:5000/app' },
		],
	])('%s', (word, digest) => {
		expect(parseDigestWord('digests', word, word)).toEqual({ ...digest, origin: word });
	});

	test.each(['digests', '/tmp/a=b', './sha256', `${HEX}0`, 'a@b'])('%s is none', (word) => {
		expect(parseDigestWord('digests', word, word)).toBeUndefined();
	});

	test.each([
		'sha256:',
		'sha256:abc',
		`sha256:${'A'.repeat(64)}`,
		'A'.repeat(64),
		`sha512:${'a'.repeat(128)}`,
		`${A}0`,
		`linux/arm64=${A}\n${B}`,
		`=${A}`,
		`@${A}`,
	])('%j means to be one, and is refused', (word) => {
		const { code, message } = refusal(() => parseDigestWord('digests', word, word));
		expect([code, message]).toEqual([
			'E_INPUT',
			expect.stringMatching(/^digests: .* is not a digest/),
		]);
	});

	test('the platform before it must be known, and the image a name', () => {
		expect(refusal(() => parseDigestWord('digests', `amd46=${A}`, '')).code).toBe('E_PLATFORM');
		expect(refusal(() => parseDigestWord('digests', `-x@${A}`, '')).code).toBe('E_INPUT');
	});
});

describe('readDigests', () => {
	let directory = '';

	beforeEach(() => {
		directory = mkdtempSync(join(tmpdir(), 'xarch-digests-'));
	});

	afterEach(() => {
		rmSync(directory, { recursive: true, force: true });
	});

	function write(path: string, content = ''): void {
		mkdirSync(dirname(join(directory, path)), { recursive: true });
		writeFileSync(join(directory, path), content);
	}

	const read = (...words: string[]) =>
		readDigests('digests', words, directory).map(({ digest, platform }) =>
			platform === undefined ? digest : `${platform}=${digest}`,
		);
	const refused = (...words: string[]) => {
		const { code, message } = refusal(() => read(...words));
		expect(code).toBe('E_INPUT');
		expect(message.includes('\n')).toBe(false);
		return message;
	};

	test('empty files named by their digits, in the order of their paths', () => {
		write(`digests-linux-arm64/${'b'.repeat(64)}`);
		write(`digests-linux-amd64/${HEX}`);
		write(`digests-linux-amd64/deeper/${'c'.repeat(64)}`);
		write(`sha256-${'d'.repeat(64)}`);
		expect(read('.')).toEqual([A, digestOf('c'), B, digestOf('d')]);
	});

	test('files that hold digests, and words among them', () => {
		write('one', `${A}\n`);
		write('two.txt', `\n linux/arm64=${B}\r\n${'c'.repeat(64)}\n\n`);
		expect(read('one', `arm=${digestOf('e')}`, 'two.txt', join(directory, 'one'))).toEqual([
			...[A, `linux/arm/v7=${digestOf('e')}`, `linux/arm64=${B}`, digestOf('c'), A],
		]);
	});

	test('the metadata file of a build', () => {
		const metadata = { 'buildx.build.ref': 'x', 'containerimage.digest': A };
		write('metadata.json', JSON.stringify(metadata, undefined, '  '));
		expect(read('metadata.json')).toEqual([A]);
	});

	test('a file that is named by its digest and also says it', () => {
		write(HEX, A);
		expect(read('.')).toEqual([A]);
		write(HEX, B);
		expect(refused('.')).toMatch(/which is not its name/);
	});

	test('a link that the user names is followed, one inside a directory is not', () => {
		write('real/one', A);
		symlinkSync(join(directory, 'real'), join(directory, 'link'));
		expect(read('link')).toEqual([A]);
		symlinkSync('/etc/hostname', join(directory, 'real', 'two'));
		expect(refused('real')).toMatch(/two" cannot be read for digests: it is not a regular file/);
	});

	test('a pipe is not waited for', () => {
		mkdirSync(join(directory, 'd'));
		execFileSync('mkfifo', [join(directory, 'd', HEX)]);
		expect(refused('d')).toMatch(/not a regular file/);
	});

	test.each([
		['', 'is empty, and its name is not a digest'],
		['sha256:abc', 'is not a digest'],
		['hello', 'says "hello", which is not a digest'],
		['{}', 'is not a metadata file'],
		['{"containerimage.digest": 1}', 'is not a metadata file'],
		['{', 'is not a metadata file'],
		[`${A}\n::error::x`, 'says "::error::x"'],
		['{"containerimage.digest": "--help"}', 'says "--help"'],
	])('a file with %j is refused by its name', (content, message) => {
		write('d/README', content);
		expect(refused('d')).toMatch(/README/);
		expect(refused('d')).toContain(message);
	});

	test('what is not there, is empty, too large or too many is refused', () => {
		mkdirSync(join(directory, 'none'));
		write('large');
		truncateSync(join(directory, 'large'), 8 << 20);
		for (let index = 0; index <= 1_000; index += 1) write(`many/${index}`);
		expect(refused('no/such')).toMatch(/"no\/such" is neither a digest nor a file/);
		expect(refused('a\0b')).toMatch(/neither a digest/);
		expect(refused('x'.repeat(5_000))).toMatch(/neither a digest/);
		expect(refused('none')).toMatch(/"none" holds no files/);
		expect(refused('large')).toMatch(/8388608 bytes/);
		expect(refused('many')).toMatch(/1001 files/);
	});
});
