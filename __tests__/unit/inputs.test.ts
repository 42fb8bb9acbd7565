import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parseSources } from '../../src/emulator/source/source-spec.js';
import { parseVersion } from '../../src/emulator/version.js';
import { INPUT_NAMES, readInputs } from '../../src/inputs.js';

/** Inputs as the runner hands them over, with the default of `platforms`. */
function given(inputs: Partial<Record<(typeof INPUT_NAMES)[number], string>>): void {
	for (const [name, value] of Object.entries({ platforms: 'all', ...inputs })) {
		process.env[`INPUT_${name.toUpperCase()}`] = value;
	}
}
const clear = () => {
	for (const name of INPUT_NAMES) delete process.env[`INPUT_${name.toUpperCase()}`];
};
beforeEach(clear);
afterEach(clear);

test('empty inputs are left out', () => {
	given(Object.fromEntries(INPUT_NAMES.filter((each) => each !== 'platforms').map((e) => [e, ''])));
	expect(readInputs()).toEqual({
		platforms: { all: true, platforms: [] },
		version: parseVersion('default'),
		sources: parseSources('auto'),
		anySource: true,
		flags: 'auto',
		...{ verify: true, verifyBuild: false, reset: false, cleanup: true, privilege: 'auto' },
		...{ credentials: true, persist: false },
		defaultPlatform: undefined,
		githubToken: undefined,
		pinning: { checksums: undefined, required: false },
		...{ offline: false, crossRunCache: false, addToPath: false },
		addresses: { githubUrl: undefined, githubApiUrl: undefined },
	});
});

test('all of them', () => {
	given({
		platforms: 'arm64, armhf',
		version: 'v10.2.3',
		source: 'dir:/opt/qemu',
		flags: 'ocf',
		verify: 'false',
		reset: 'true',
		cleanup: 'false',
		'default-platform': 'aarch64',
		'github-token': 'token',
		checksum: `sha256:${'A'.repeat(64)}\n${'b'.repeat(64)}  dist/qemu-arm`,
		'require-checksum': 'true',
		...{ offline: 'true', cache: 'true', 'add-to-path': 'true' },
		'github-url': 'https://mirror.example/github/',
		'github-api-url': 'http://127.0.0.1:8080/api/v3',
	});
	const inputs = readInputs();
	expect(inputs).toMatchObject({
		platforms: { all: false, platforms: [{ target: 'aarch64' }, { target: 'arm' }] },
		version: parseVersion('v10.2.3'),
		sources: [{ kind: 'dir', path: '/opt/qemu' }],
		...{ anySource: false, flags: 'OCF', verify: false, reset: true, cleanup: false },
		...{ defaultPlatform: 'linux/arm64', githubToken: 'token' },
	});
	expect(inputs).toMatchObject({
		pinning: {
			checksums: {
				unnamed: new Set(['a'.repeat(64)]),
				named: new Map([['qemu-arm', 'b'.repeat(64)]]),
			},
			required: true,
		},
		...{ offline: true, crossRunCache: true, addToPath: true },
		addresses: {
			githubUrl: 'https://mirror.example/github',
			githubApiUrl: 'http://127.0.0.1:8080/api/v3',
		},
	});
	expect(Object.isFrozen(inputs)).toBe(true);
});

test('verify: build goes further than true, and needs the builder', () => {
	given({ verify: 'build', buildx: 'true' });
	expect(readInputs()).toMatchObject({ verify: true, verifyBuild: true });
	clear();
	given({ verify: 'build' });
	expect(readInputs).toThrow(expect.objectContaining({ code: 'E_INPUT' }));
	expect(readInputs).toThrow(/needs the builder/);
	clear();
	given({ verify: 'builds', buildx: 'true' });
	expect(readInputs).toThrow(/Input verify: "builds"/);
});

describe("what docker/setup-qemu-action's users write", () => {
	test('image is a source', () => {
		given({ image: 'docker.io/tonistiigi/binfmt:qemu-v10.2.3', source: 'auto' });
		expect(readInputs()).toMatchObject({
			sources: [{ kind: 'image', reference: 'docker.io/tonistiigi/binfmt:qemu-v10.2.3' }],
			anySource: false,
		});
	});

	test.each([
		['true', true],
		['false', false],
	])('cache-image: %s', (text, crossRunCache) => {
		given({ cache: 'false', 'cache-image': text });
		expect(readInputs().crossRunCache).toBe(crossRunCache);
	});
});

describe('booleans', () => {
	test.each([
		['true', true],
		['True', true],
		['TRUE', true],
		['false', false],
		['False', false],
		['FALSE', false],
		[' true ', true],
	])('%j is %s', (text, value) => {
		given({ reset: text });
		expect(readInputs().reset).toBe(value);
	});

	test.each(['yes', 'on', '1', 'tRUE', 'no', 'null'])('%j is E_INPUT', (text) => {
		given({ cleanup: text });
		expect(readInputs).toThrow(
			expect.objectContaining({
				code: 'E_INPUT',
				message: expect.stringContaining(`Input cleanup: "${text}" is not a boolean`),
			}),
		);
	});
});

test.each([
	['an empty list of platforms', { platforms: ' , ' }, 'E_INPUT'],
	['an unknown platform', { platforms: 'arm46' }, 'E_PLATFORM'],
	['an unknown default', { 'default-platform': 'amr64' }, 'E_PLATFORM'],
	['a version that is none', { version: 'latets' }, 'E_INPUT'],
	['a checksum that is none', { checksum: 'sha256:abc' }, 'E_INPUT'],
	['a base address that is none', { 'github-url': 'github.com' }, 'E_INPUT'],
	['a base address with a password', { 'github-api-url': 'https://a:b@c' }, 'E_INPUT'],
	['an image beside a source', { image: 'tonistiigi/binfmt', source: 'apt' }, 'E_INPUT'],
	['caches that contradict each other', { cache: 'true', 'cache-image': 'false' }, 'E_INPUT'],
	['a source that is none', { source: 'docker' }, 'E_INPUT'],
	['flags that are none', { flags: 'Z' }, 'E_INPUT'],
])('%s is refused', (_, inputs, code) => {
	given(inputs);
	expect(readInputs).toThrow(expect.objectContaining({ code }));
});
