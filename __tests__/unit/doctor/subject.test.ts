import { describe, expect, test } from '@jest/globals';
import { readSubject } from '../../../src/doctor/subject.js';

describe('an argument of doctor', () => {
	test.each([
		['arm64', 'platform'],
		['linux/arm/v7', 'platform'],
		['qemu-s390x-static', 'platform'],
		['./arm64', 'program'],
		['/bin/sh', 'program'],
		['package.json', 'program'],
		['alpine', 'image'],
		['debian:trixie-slim', 'image'],
		['ghcr.io/octo/hello:1', 'image'],
		['127.0.0.1:5000/a/b', 'image'],
		[`alpine@sha256:${'a'.repeat(64)}`, 'image'],
	])('%s is a %s', (name, kind) => {
		expect(readSubject(name)).toMatchObject({ kind, name });
	});

	test.each([
		['linux/amr64', 'E_PLATFORM'],
		['Two Words', 'E_INPUT'],
		['', 'E_INPUT'],
	])('%j is refused', (name, code) => {
		expect(() => readSubject(name)).toThrow(expect.objectContaining({ code }));
	});

	test('a word near a platform’s name keeps that, in case no image has it', () => {
		expect(readSubject('arm46')).toMatchObject({
			kind: 'image',
			notPlatform: { code: 'E_PLATFORM' },
		});
	});
});
