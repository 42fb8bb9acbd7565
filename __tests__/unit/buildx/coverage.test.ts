import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { uncovered } from '../../../src/buildx/coverage.js';
import { CONTAINER_PLATFORMS } from '../../../src/platform/table.js';

const OFFERED = [
	...['linux/amd64', 'linux/amd64/v2', 'linux/amd64/v3', 'linux/386'],
	...['linux/arm64', 'linux/riscv64', 'linux/arm/v7', 'linux/arm/v6'],
];

test('what is listed is covered, and nothing is by an empty list', () => {
	expect(uncovered(CONTAINER_PLATFORMS, CONTAINER_PLATFORMS)).toEqual([]);
	expect(uncovered(OFFERED, [])).toEqual(OFFERED);
	expect(uncovered(['linux/s390x', 'linux/arm64', 'linux/ppc64le'], OFFERED)).toEqual([
		'linux/s390x',
		'linux/ppc64le',
	]);
});

describe('levels of an architecture', () => {
	test.each([
		['linux/arm/v5', ['linux/arm/v7'], true],
		['linux/arm/v6', ['linux/arm/v6'], true],
		['linux/arm/v7', ['linux/arm/v6'], false],
		['linux/arm', ['linux/arm/v7'], true],
		['linux/arm/v7', ['linux/arm'], true],
		['linux/arm/v7', ['linux/arm64'], false],
		['linux/arm64', ['linux/arm64/v8'], true],
		['linux/arm64/v8', ['linux/arm64'], true],
		['linux/amd64', ['linux/amd64/v3'], true],
		['linux/amd64/v3', ['linux/amd64/v2', 'linux/amd64'], false],
		['linux/amd64/v2', ['linux/amd64*'], false],
		['linux/s390x', ['linux/s390x*'], true],
		['linux/mips64le', ['linux/mips64'], false],
		['windows/amd64', ['linux/amd64'], false],
	])('%s by %j: %s', (wanted, offered, isCovered) => {
		expect(uncovered([wanted], offered)).toEqual(isCovered ? [] : [wanted]);
	});
});

test('more that is offered never leaves more uncovered', () => {
	const some = fc.subarray([...CONTAINER_PLATFORMS, ...OFFERED]);
	fc.assert(
		fc.property(some, some, some, (wanted, offered, more) => {
			const left = uncovered(wanted, offered);
			expect(wanted).toEqual(expect.arrayContaining(left));
			expect(left).toEqual(expect.arrayContaining(uncovered(wanted, [...offered, ...more])));
		}),
	);
});
