import { describe, expect, test } from '@jest/globals';
import { imagesOf, parseImageDocument } from '../../../src/merge/image-index.js';
import { platformName } from '../../../src/merge/image-platform.js';
import { digestOf } from './merge-fixture.js';

describe('platformName', () => {
	test.each([
		[{ os: 'linux', architecture: 'arm64' }, 'linux/arm64'],
		[{ os: 'linux', architecture: 'arm64', variant: 'v8' }, 'linux/arm64'],
		[{ os: 'linux', architecture: 'arm', variant: '7' }, 'linux/arm/v7'],
		[{ os: 'linux', architecture: 'arm' }, 'linux/arm/v7'],
		[{ os: 'linux', architecture: 'amd64', variant: 'v1' }, 'linux/amd64'],
		[{ os: 'linux', architecture: 'amd64', variant: 'v3' }, 'linux/amd64/v3'],
		[{ os: 'linux', architecture: 'arm64', variant: 'v9' }, 'linux/arm64/v9'],
		[{ os: 'linux', architecture: 'sw64' }, 'linux/sw64'],
		[{ os: 'windows', architecture: 'amd64' }, 'windows/amd64'],
		[{ os: 'unknown', architecture: 'unknown' }, undefined],
		[{ os: '', architecture: '' }, undefined],
		[{}, undefined],
	])('%j is %s', (platform, name) => {
		expect(platformName(platform)).toBe(name);
	});
});

describe('parseImageDocument', () => {
	const index = {
		schemaVersion: 2,
		manifests: [
			{ digest: digestOf('a'), platform: { os: 'linux', architecture: 'arm64', variant: 'v8' } },
			{
				digest: digestOf('b'),
				platform: { os: 'unknown', architecture: 'unknown' },
				annotations: { 'vnd.docker.reference.type': 'attestation-manifest' },
			},
			{ digest: digestOf('c') },
			{
				digest: digestOf('d'),
				platform: { os: 'windows', architecture: 'amd64', 'os.version': '10.0.1' },
			},
		],
	};

	test('tells images from attestations and the like', () => {
		const { entries = [] } = parseImageDocument(JSON.stringify(index));
		expect(entries).toHaveLength(4);
		expect(imagesOf(entries)).toEqual([
			{ digest: digestOf('a'), platform: 'linux/arm64', osVersion: undefined },
			{ digest: digestOf('d'), platform: 'windows/amd64', osVersion: '10.0.1' },
		]);
	});

	test('the digest is that of the very bytes', () => {
		expect(parseImageDocument('{}').digest).toBe(
			'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
		);
		expect(parseImageDocument('{}\n').digest).not.toBe(parseImageDocument('{}').digest);
	});

	test('a manifest lists nothing, and what is not JSON is refused', () => {
		expect(parseImageDocument('{"config": {}, "layers": []}').entries).toBeUndefined();
		expect(() => parseImageDocument('<html>')).toThrow(SyntaxError);
	});
});
