import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';

import { XarchError } from '../../../src/errors.js';
import { canonicalPlatform, parsePlatforms } from '../../../src/platform/parse.js';
import { CONTAINER_PLATFORMS, TARGETS } from '../../../src/platform/table.js';

/** Canonical platform and target, then every name that must mean it. */
const NAMES: readonly (readonly [platform: string, target: string, names: string])[] = [
	['linux/arm64', 'aarch64', 'arm64 arm64/v8 arm64/8 arm64/v8.0 aarch64 aarch64/v8 arm64v8'],
	['linux/arm/v7', 'arm', 'arm arm/v7 arm/7 armv7 armv7l armv8l arm32v7 arm32 armhf armv7hl'],
	['linux/arm/v6', 'arm', 'arm/v6 armv6 armv6l arm32v6'],
	['linux/arm/v5', 'arm', 'arm/v5 armv5 armel arm32v5 armv5tel'],
	['linux/amd64', 'x86_64', 'amd64 amd64/v1 x86_64 x86-64 x64 x86_64/v1'],
	['linux/amd64/v2', 'x86_64', 'amd64/v2 x86_64/v2 amd64v2 x86-64-v2'],
	['linux/amd64/v3', 'x86_64', 'amd64/v3 x86_64/v3 amd64v3 x86-64-v3'],
	['linux/amd64/v4', 'x86_64', 'amd64/v4 x86_64/v4 amd64v4 x86-64-v4'],
	['linux/386', 'i386', '386 i386 i486 i586 i686 x86'],
	['linux/ppc64le', 'ppc64le', 'ppc64le ppc64el powerpc64le'],
	['linux/ppc64', 'ppc64', 'ppc64 powerpc64'],
	['linux/ppc', 'ppc', 'ppc powerpc'],
	['linux/s390x', 's390x', 's390x'],
	['linux/riscv64', 'riscv64', 'riscv64'],
	['linux/riscv32', 'riscv32', 'riscv32'],
	['linux/loong64', 'loongarch64', 'loong64 loongarch64'],
	['linux/mips64le', 'mips64el', 'mips64le mips64el'],
	['linux/mips64', 'mips64', 'mips64'],
	['linux/mipsle', 'mipsel', 'mipsle mipsel'],
	['linux/mips', 'mips', 'mips'],
	['linux/sparc64', 'sparc64', 'sparc64'],
	['linux/arm64be', 'aarch64_be', 'arm64be aarch64_be'],
	['linux/mips64p32', 'mipsn32', 'mips64p32 mipsn32'],
	['linux/m68k', 'm68k', 'm68k'],
];
const CASES = NAMES.flatMap(([platform, target, names]) =>
	names.split(' ').map((name) => [name, platform, target] as const),
);

function failure(text: string): XarchError {
	try {
		parsePlatforms(text);
	} catch (error) {
		if (error instanceof XarchError) return error;
		throw error;
	}
	throw new Error(`"${text}" was taken`);
}

function isDeeplyFrozen(value: unknown): boolean {
	if (typeof value !== 'object' || value === null) return true;
	return Object.isFrozen(value) && Object.values(value).every(isDeeplyFrozen);
}

describe('names', () => {
	test.each(CASES)('%s is %s on %s', (name, platform, target) => {
		for (const spelling of [name, `linux/${name}`, name.toUpperCase(), `Linux/${name}`]) {
			const expected = { platform, target, spellings: [spelling] };
			expect(canonicalPlatform(spelling)).toEqual(expected);
			expect(parsePlatforms(spelling)).toEqual({ all: false, platforms: [expected] });
		}
	});

	test.each(TARGETS)('$target and its emulator mean its first platform', (row) => {
		const { target, platforms, aliases } = row;
		const emulators = [`qemu-${target}`, `qemu-${target}-static`, `QEMU-${target.toUpperCase()}`];
		for (const name of [target, ...aliases, ...emulators, `linux/${target}`]) {
			expect(canonicalPlatform(name)).toMatchObject({ platform: platforms[0], target });
		}
		for (const platform of platforms) {
			expect(canonicalPlatform(platform)).toMatchObject({ platform, target });
		}
	});

	test('each container platform is its own canonical form', () => {
		expect(CONTAINER_PLATFORMS.map((name) => canonicalPlatform(name).platform)).toEqual(
			CONTAINER_PLATFORMS,
		);
	});
});

describe('lists', () => {
	test('take commas, spaces, tabs and new lines in any mix', () => {
		const { platforms } = parsePlatforms('\n  linux/arm64,, riscv64 ,\r\n\ts390x\n');
		expect(platforms.map(({ target }) => target)).toEqual(['aarch64', 'riscv64', 's390x']);
	});

	test('gather the spellings of one platform, in the order of first mention', () => {
		expect(parsePlatforms('arm64 amd64 AArch64 arm64 linux/arm64/v8').platforms).toEqual([
			{
				platform: 'linux/arm64',
				target: 'aarch64',
				spellings: ['arm64', 'AArch64', 'linux/arm64/v8'],
			},
			{ platform: 'linux/amd64', target: 'x86_64', spellings: ['amd64'] },
		]);
	});

	test('keep variants of one target apart', () => {
		const { platforms } = parsePlatforms('linux/arm/v7,linux/arm/v6');
		expect(platforms.map((p) => [p.platform, p.target])).toEqual([
			['linux/arm/v7', 'arm'],
			['linux/arm/v6', 'arm'],
		]);
	});

	test('take all, alone or with others, in any letter case', () => {
		expect(parsePlatforms('all')).toEqual({ all: true, platforms: [] });
		const mixed = parsePlatforms('sparc64, ALL');
		expect(mixed.all).toBe(true);
		expect(mixed.platforms.map(({ target }) => target)).toEqual(['sparc64']);
	});

	test.each(['', ' ', ',', '\n\t , ,'])('refuse %j, naming the input', (text) => {
		const error = failure(text);
		expect(error.code).toBe('E_INPUT');
		expect(error.message).toContain('"platforms"');
		expect(error.remedy).toContain('linux/arm64');
	});
});

describe('unknown names', () => {
	test.each([
		['arm46', 'linux/arm64'],
		['linux/amr64', 'linux/arm64'],
		['arch64', 'aarch64'],
		['linx/arm64', 'linux/arm64'],
		['amd46', 'linux/amd64'],
		['risc64', 'linux/riscv64'],
		['riscv', 'linux/riscv64'],
		['s390', 'linux/s390x'],
		['x86_46', 'x86_64'],
		['["linux/arm64"]', 'linux/arm64'],
		['qemu-aarch46', 'aarch64'],
	])('%s: did you mean %s?', (name, suggestion) => {
		const error = failure(`amd64,${name}`);
		expect(error.code).toBe('E_PLATFORM');
		expect(error.message).toContain(`did you mean "${suggestion}"?`);
		expect(error.message).toContain(JSON.stringify(name));
	});

	test.each(['toaster', 'foo', 'linux/wasm', 'q', '__proto__', 'constructor', 'x'.repeat(500)])(
		'%s: no guess, but what is allowed',
		(name) => {
			const error = failure(name);
			expect(error.code).toBe('E_PLATFORM');
			expect(error.message).not.toContain('did you mean');
			for (const platform of CONTAINER_PLATFORMS) expect(error.message).toContain(platform);
			for (const { target } of TARGETS) expect(error.remedy).toContain(target);
			expect(error.message.length).toBeLessThan(400);
		},
	);

	test.each(['linux', 'linux/', 'LINUX//'])('%s has no architecture', (name) => {
		expect(failure(name).message).toContain('has no architecture');
	});

	test.each(['linux/linux/arm64', 'linux/arm/v7/x', 'arm64-static', 'qemu-', 'armhf/v7', '/arm64'])(
		'%s is not let through',
		(name) => {
			expect(failure(name).code).toBe('E_PLATFORM');
		},
	);

	test('a control character does not reach the log as such', () => {
		expect(failure('arm64\u001b[31m').message).not.toContain('\u001b');
	});
});

describe('other operating systems', () => {
	test.each([
		['windows/amd64', 'windows'],
		['Windows(10.0.17763)/amd64', 'windows'],
		['darwin/arm64', 'darwin'],
		['macos', 'macos'],
		['wasip1/wasm', 'wasip1'],
	])('%s is told apart from a typing error', (name, system) => {
		const error = failure(name);
		expect(error.code).toBe('E_PLATFORM');
		expect(error.message).toContain('not a Linux platform');
		expect(error.message).toContain(`"${system}"`);
		expect(error.message).not.toContain('did you mean');
	});
});

describe('variants', () => {
	test.each([
		['arm/v9', /linux\/arm has v7, v6, v5/, /linux\/arm\/v7, linux\/arm\/v6, linux\/arm\/v5/],
		['arm/v8', /linux\/arm has v7, v6, v5/, /64-bit ARM is linux\/arm64/],
		['armv8', /linux\/arm has v7, v6, v5/, /64-bit ARM is linux\/arm64/],
		['arm64/v7', /linux\/arm64 has v8/, /linux\/arm64\. 32-bit ARM is linux\/arm\/v7/],
		['arm64/v9', /the same for all of linux\/arm64/, /Use linux\/arm64:/],
		['aarch64/v8.2', /the same for all of linux\/arm64/, /Use linux\/arm64:/],
		['amd64/v5', /linux\/amd64 has v1, v2, v3, v4/, /linux\/amd64\/v4/],
		['riscv64/v2', /linux\/riscv64 has no variants/, /Use linux\/riscv64\./],
		['ppc64el/power9', /linux\/ppc64le has no variants/, /Use linux\/ppc64le\./],
		['arm64/', /Unknown variant ""/, /linux\/arm64/],
	])('%s is refused, naming the valid ones', (name, message, remedy) => {
		for (const spelling of [name, `linux/${name}`]) {
			const error = failure(spelling);
			expect(error.code).toBe('E_PLATFORM');
			expect(error.message).toMatch(message);
			expect(error.message).toContain(JSON.stringify(spelling));
			expect(error.remedy).toMatch(remedy);
		}
	});
});

describe('properties', () => {
	const known = fc.constantFrom(...CASES.map(([name]) => name), 'all');
	const separator = fc.array(fc.constantFrom(',', ' ', '\t', '\n', '\r\n'), { minLength: 1 });
	const recased = (name: string) =>
		fc.constantFrom(name, name.toUpperCase(), `${name[0]?.toUpperCase()}${name.slice(1)}`);

	const meaning = (text: string) => {
		const { all, platforms } = parsePlatforms(text);
		return { all, platforms: platforms.map(({ platform, target }) => [platform, target]) };
	};

	test('separators, letter case and repetition do not change the meaning', () => {
		const list = fc.array(known, { minLength: 1, maxLength: 12 });
		fc.assert(
			fc.property(list, fc.infiniteStream(separator), fc.gen(), (names, separators, gen) => {
				const repeated = [...names, ...names.filter(() => gen(fc.boolean))];
				const text = repeated
					.map((name) => `${separators.next().value.join('')}${gen(recased, name)}`)
					.join(' ');
				expect(meaning(text)).toEqual(meaning(names.join(',')));
			}),
		);
	});

	test('a canonical platform is its own canonical form', () => {
		fc.assert(
			fc.property(known, (name) => {
				for (const { platform, target } of parsePlatforms(name).platforms) {
					expect(canonicalPlatform(platform)).toEqual({ platform, target, spellings: [platform] });
				}
			}),
		);
	});

	test('any text is parsed to something frozen or refused with an XarchError', () => {
		const pieces = fc.constantFrom(
			'linux',
			'windows',
			'/',
			'v8',
			'arm',
			'64',
			',',
			'qemu-',
			'-static',
			' ',
			'all',
			'__proto__',
		);
		const text = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.array(pieces).map((all) => all.join('')),
		);
		fc.assert(
			fc.property(text, (value) => {
				try {
					const request = parsePlatforms(value);
					expect(isDeeplyFrozen(request)).toBe(true);
					const names = request.platforms.map(({ platform }) => platform);
					expect(new Set(names).size).toBe(names.length);
				} catch (error) {
					expect(error).toBeInstanceOf(XarchError);
					expect((error as XarchError).code).toMatch(/^E_(INPUT|PLATFORM)$/);
					expect((error as XarchError).remedy).not.toBe('');
				}
			}),
			{ numRuns: 1000 },
		);
	});

	test('the result of one name is frozen', () => {
		expect(isDeeplyFrozen(canonicalPlatform('arm64'))).toBe(true);
	});
});
