import { describe, expect, test } from '@jest/globals';
import { isPassing, troubleOf, withoutSecrets } from '../../../src/merge/trouble.js';

const URL = 'http://127.0.0.1:5056/v2/app/manifests';

describe('troubleOf', () => {
	// As buildx 0.13 and 0.29 print them.
	test.each([
		[
			'limit',
			`ERROR: unexpected status from HEAD request to ${URL}/sha256:54c5: 429 Too Many Requests`,
		],
		[
			'limit',
			`ERROR: httpReadSeeker: failed open: unexpected status code ${URL}/x: 429 Too Many Requests`,
		],
		[
			'server',
			`ERROR: failed commit on ref "index-sha256:65": unexpected status from PUT request to ${URL}/z2: 503 Service Unavailable`,
		],
		[
			'server',
			`ERROR: httpReadSeeker: failed open: unexpected status code ${URL}/x: 500 Internal Server Error - Server message: unauthorized: x`,
		],
		['connection', `ERROR: failed to do request: Head "${URL}/x": EOF`],
		[
			'connection',
			`ERROR: failed to do request: Put "${URL}/x": readfrom tcp 127.0.0.1:43694->127.0.0.1:38297: write tcp 127.0.0.1:43694->127.0.0.1:38297: use of closed network connection`,
		],
		[
			'connection',
			`ERROR: failed to do request: Head "${URL}/x": dial tcp 127.0.0.1:5057: connect: connection refused`,
		],
		[
			'connection',
			'ERROR: failed to do request: Head "https://no.such.invalid/v2/a/manifests/none": dial tcp: lookup no.such.invalid on 10.0.0.1:53: no such host',
		],
		['silence', '/usr/bin/docker-buildx was ended by SIGKILL (limit 120000 ms)'],
		['missing', 'ERROR: 127.0.0.1:5055/app:nosuch: not found'],
		['missing', 'ERROR: ghcr.io/octo/denied-429/timeout:429: not found'],
		[
			'missing',
			`ERROR: failed to copy: httpReadSeeker: failed open: content at ${URL}/sha256:0b9c not found: not found`,
		],
		[
			'missing',
			'ERROR: httpReadSeeker: failed open: could not fetch content descriptor sha256:87df (application/vnd.oci.image.config.v1+json) from remote: not found',
		],
		[
			'access',
			'ERROR: pull access denied, repository does not exist or may require authorization: authorization failed: no basic auth credentials',
		],
		['access', `ERROR: unexpected status from HEAD request to ${URL}/x: 403 Forbidden`],
		[
			'refused',
			`ERROR: failed commit on ref "x": unexpected status from PUT request to ${URL}/x: 400 Bad Request`,
		],
		['other', 'ERROR: something new'],
		['other', ''],
	])('%s: %s', (kind, output) => {
		expect(troubleOf(`#1 [internal] pushing\n#1 ERROR: no\n------\n${output}\n`).kind).toBe(kind);
	});

	test('tells what was asked for too often, and the last error without what stands before it', () => {
		const said = `unexpected status from HEAD request to ${URL}/sha256:54c5: 429 Too Many Requests`;
		expect(troubleOf(`#1 ...\nERROR: first\nERROR: ${said}\n`)).toEqual({
			kind: 'limit',
			reason: said,
			limitedUrl: `${URL}/sha256:54c5`,
		});
		expect(troubleOf('no prefix\n\n').reason).toBe('no prefix');
	});

	test('only what may be over soon is worth another attempt', () => {
		const kinds = [
			'limit',
			'server',
			'connection',
			'silence',
			'missing',
			'access',
			'refused',
			'other',
		] as const;
		const passing = kinds.filter((kind) => isPassing({ kind, reason: '', limitedUrl: undefined }));
		expect(passing).toEqual(['limit', 'server', 'connection', 'silence']);
	});
});

test('withoutSecrets takes users, passwords and signatures out of addresses', () => {
	expect(
		withoutSecrets(
			'Get "https://octo:hunter2@cdn.example/blob?X-Amz-Signature=abc&b=c": EOF, then https://a.example/x?y=z: 403',
		),
	).toBe('Get "https://cdn.example/blob?…": EOF, then https://a.example/x?…: 403');
});
