import { describe, expect, test } from '@jest/globals';
import { detectHost } from '../../src/platform/host.js';
import { parsePlatforms } from '../../src/platform/parse.js';
import { CONTAINER_PLATFORMS } from '../../src/platform/table.js';
import { wantsOf } from '../../src/want.js';

const amd64 = detectHost('linux', 'x64');
const arm64 = detectHost('linux', 'arm64');
const NATIVE = ['linux/amd64', 'linux/amd64/v2', 'linux/386'];
const of = (text: string, native = NATIVE, host = amd64) =>
	wantsOf(parsePlatforms(text), native, host);

test('what runs natively is told apart from what has to be emulated', () => {
	expect(of('arm64 amd64/v2 386 hppa')).toEqual({
		wants: [
			{ target: 'aarch64', platforms: ['linux/arm64'], required: true },
			{ target: 'hppa', platforms: ['linux/hppa'], required: true },
		],
		alreadyNative: ['linux/amd64/v2', 'linux/386'],
	});
});

test('platforms of one target are one want', () => {
	expect(of('arm/v7 arm/v6 armel').wants).toEqual([
		{ target: 'arm', platforms: ['linux/arm/v7', 'linux/arm/v6', 'linux/arm/v5'], required: true },
	]);
});

describe('all', () => {
	test('is every container platform that is not native, none of them required', () => {
		const { wants, alreadyNative } = of('all');
		expect(alreadyNative).toEqual([]);
		expect(wants.every(({ required }) => !required)).toBe(true);
		expect(wants.flatMap(({ platforms }) => platforms).sort()).toEqual(
			CONTAINER_PLATFORMS.filter((each) => !NATIVE.includes(each)).sort(),
		);
	});

	test('leaves what is named with it required, beside what container tools do not know', () => {
		const { wants } = of('all,arm/v5,hppa');
		expect(wants.filter(({ required }) => required)).toEqual([
			{ target: 'arm', platforms: ['linux/arm/v5'], required: true },
			{ target: 'hppa', platforms: ['linux/hppa'], required: true },
		]);
		expect(wants.filter(({ target }) => target === 'arm')).toHaveLength(1);
	});

	test('holds 386 where the CPU does not run it, and no arm where it does', () => {
		const targets = (native: string[], host = amd64) =>
			of('all', native, host).wants.map(({ target }) => target);
		expect(targets(['linux/amd64'])).toContain('i386');
		expect(targets(NATIVE)).not.toContain('i386');
		expect(targets(['linux/arm64', 'linux/arm/v7', 'linux/arm/v6'], arm64)).not.toContain('arm');
		expect(targets(['linux/arm64'], arm64)).toContain('x86_64');
	});
});

test("a level of the host's own architecture that its CPU lacks is E_PLATFORM, as it was written", () => {
	expect(() => of('amd64/v4')).toThrow(
		expect.objectContaining({
			code: 'E_PLATFORM',
			message: expect.stringMatching(/"amd64\/v4".*linux\/amd64, linux\/amd64\/v2, linux\/386/),
		}),
	);
});
