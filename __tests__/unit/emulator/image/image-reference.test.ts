import { expect, test } from '@jest/globals';
import { readReference } from '../../../../src/emulator/image/image-reference.js';

const DIGEST = 'ab'.repeat(32);

test.each([
	['binfmt', 'docker.io/library/binfmt:latest', undefined],
	['tonistiigi/binfmt', 'docker.io/tonistiigi/binfmt:latest', undefined],
	['tonistiigi/binfmt:qemu-v10.2.3', 'docker.io/tonistiigi/binfmt:qemu-v10.2.3', 'qemu-v10.2.3'],
	['docker.io/tonistiigi/binfmt', 'docker.io/tonistiigi/binfmt:latest', undefined],
	['localhost/binfmt:a', 'localhost/binfmt:a', 'a'],
	['localhost:5000/binfmt', 'localhost:5000/binfmt:latest', undefined],
	['ghcr.io/octo/deep/er/image:1.2', 'ghcr.io/octo/deep/er/image:1.2', '1.2'],
])('%s is %s', (text, name, tag) => {
	expect(readReference(text)).toMatchObject({ name, tag, digest: undefined });
});

test('a digest outweighs the tag, which is still known', () => {
	const text = `127.0.0.1:5000/binfmt:v1@sha256:${DIGEST.toUpperCase()}`;
	expect(readReference(text)).toEqual({
		name: `127.0.0.1:5000/binfmt@sha256:${DIGEST}`,
		repository: '127.0.0.1:5000/binfmt',
		tag: 'v1',
		digest: DIGEST,
	});
});
