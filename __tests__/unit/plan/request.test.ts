import { describe, expect, test } from '@jest/globals';
import { parseNames } from '../../../src/plan/request.js';
import { CONTAINER_PLATFORMS } from '../../../src/platform/table.js';
import { request } from './plan-fixture.js';

test('all is every container platform, after those that are named', () => {
	const { platforms } = request({ platforms: 'all, hppa s390x' });
	expect(platforms.slice(0, 2)).toEqual(['linux/hppa', 'linux/s390x']);
	expect(platforms.toSorted()).toEqual(['linux/hppa', ...CONTAINER_PLATFORMS].toSorted());
});

test('a platform in two spellings is planned once', () => {
	expect(request({ platforms: 'aarch64 linux/arm64/v8 arm64' }).platforms).toEqual(['linux/arm64']);
});

describe('parseNames', () => {
	test.each([
		['', []],
		[' app, worker\n\ntool ', ['app', 'worker', 'tool']],
		['["a,b", "c\\nd"]', ['a,b', 'c\nd']],
		['[]', []],
	])('%j', (text, names) => {
		expect(parseNames('targets', text)).toEqual(names);
	});

	test.each(['[a]', '["a", 1]', '[""]', '[{"a": 1}]'])('%s is refused', (text) => {
		expect(() => parseNames('targets', text)).toThrow(/targets: .*like a JSON list/);
	});
});

describe('what is refused', () => {
	test.each([
		[{ platforms: '' }, /platforms/],
		[{ platforms: 'amd46' }, /"amd46".*did you mean.*amd64/],
		[{ group: 'emulate' }, /"emulate".*did you mean emulated/],
		[{ maxParallel: '0' }, /max-parallel: "0"/],
		[{ maxParallel: '-1' }, /max-parallel: "-1"/],
		[{ maxParallel: '2.5' }, /max-parallel: "2.5"/],
		[{ images: ['a', 'b'], targets: ['x'] }, /images names 2 and targets 1/],
		[{ images: ['a', 'a'] }, /images names "a" twice/],
		[{ targets: ['x', 'y', 'x'] }, /targets names "x" twice/],
		[{ defaultRunner: '[]' }, /default-runner: "\[\]"/],
	])('%j', (texts, message) => {
		expect(() => request(texts)).toThrow(message);
	});
});

test('max-parallel is a number, or no limit', () => {
	expect(request({ maxParallel: '3' }).maxParallel).toBe(3);
	expect(request().maxParallel).toBeUndefined();
});
