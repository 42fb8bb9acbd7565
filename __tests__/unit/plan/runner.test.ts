import { describe, expect, test } from '@jest/globals';
import { parseRunners, parseRunsOn, platformOfRunner } from '../../../src/plan/runner.js';

describe('parseRunsOn', () => {
	test.each([
		[' ubuntu-24.04-arm ', 'ubuntu-24.04-arm'],
		['my big runner', 'my big runner'],
		['["self-hosted", "arm64"]', ['self-hosted', 'arm64']],
		['{"group": "big"}', { group: 'big' }],
		['{"group": "big", "labels": ["a", "b"]}', { group: 'big', labels: ['a', 'b'] }],
		['{"group": "big", "labels": "a"}', { group: 'big', labels: 'a' }],
	])('%s', (text, runsOn) => {
		expect(parseRunsOn('runners', text)).toEqual(runsOn);
	});

	test.each([
		['', /is empty/],
		['a, b', /"a, b" is more than one label/],
		['a\nb', /is more than one label/],
		['[self-hosted, arm64]', /is no JSON/],
		['[]', /something else/],
		['["a", 1]', /something else/],
		['["a", ""]', /something else/],
		['{"labels": ["a"]}', /something else/],
		['{"group": "a", "lables": ["b"]}', /something else/],
		['{"group": 1}', /something else/],
		['[["a"]]', /something else/],
	])('%j is refused', (text, message) => {
		expect(() => parseRunsOn('runners', text)).toThrow(
			expect.objectContaining({ code: 'E_INPUT', message: expect.stringMatching(message) }),
		);
	});
});

describe('parseRunners', () => {
	test('reads lines, in any spelling of the platform', () => {
		const { named, others } = parseRunners('runners', [
			'  aarch64=a ',
			'',
			'*  = ["b", "c"]',
			'linux/arm/v7 = label=with=signs',
		]);
		expect([...named]).toEqual([
			['linux/arm64', 'a'],
			['linux/arm/v7', 'label=with=signs'],
		]);
		expect(others).toEqual(['b', 'c']);
	});

	test('the same line twice is one line', () => {
		expect([...parseRunners('runners', ['arm64 = a', 'aarch64 = a']).named]).toHaveLength(1);
	});

	test.each([
		['linux/arm64', /"linux\/arm64" is not a platform and its runner/],
		['= a', /not a platform and its runner/],
		['arm64 =', /not a platform and its runner/],
		['arm65 = a', /"arm65".*did you mean.*arm64/],
		['arm64 = [a]', /runners, linux\/arm64: "\[a\]" is no JSON/],
	])('%j is refused', (line, message) => {
		expect(() => parseRunners('runners', [line])).toThrow(message);
	});

	test.each([
		[['arm64 = a', 'aarch64 = b'], /two runners for linux\/arm64: a and b/],
		[['* = a', '* = ["b"]'], /two runners for \*: a and \["b"\]/],
	])('%j contradict each other', (lines, message) => {
		expect(() => parseRunners('runners', lines)).toThrow(message);
	});
});

describe('platformOfRunner', () => {
	test.each([
		['ubuntu-latest', 'linux/amd64'],
		['ubuntu-26.04', 'linux/amd64'],
		['ubuntu-slim', 'linux/amd64'],
		['ubuntu-22.04-arm', 'linux/arm64'],
		['saas-linux-2xlarge-arm64', 'linux/arm64'],
		['saas-linux-medium-amd64-gpu-standard', 'linux/amd64'],
		[['self-hosted', 'Linux', 'X64'], 'linux/amd64'],
		[['self-hosted', 'linux', 'ARM64'], 'linux/arm64'],
		[['self-hosted', 'ARM'], 'linux/arm/v7'],
		['linux/riscv64', 'linux/riscv64'],
		[{ group: 'riscv64', labels: ['s390x'] }, 'linux/s390x'],
		[['self-hosted', 'arm64', 'x64'], undefined],
		['macos-latest', undefined],
		['my-arm64-box', undefined],
		[{ group: 'arm64' }, undefined],
	])('%j is %s', (runsOn, platform) => {
		expect(platformOfRunner(runsOn)).toBe(platform);
	});
});
