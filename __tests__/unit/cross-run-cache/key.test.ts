import { describe, expect, test } from '@jest/globals';
import { cacheKey, KEPT_MS } from '../../../src/cross-run-cache/key.js';
import type { Catalog } from '../../../src/emulator/catalog.js';
import type { EmulatorRequest } from '../../../src/emulator/emulator.js';
import { parseSources } from '../../../src/emulator/source/source-spec.js';
import { parseVersion } from '../../../src/emulator/version.js';
import { NO_PINS, parseChecksums } from '../../../src/emulator/vouching.js';
import { detectHost } from '../../../src/platform/host.js';

const NOW_MS = Date.UTC(2026, 0, 8);
const SHA_A = 'a'.repeat(64);
const SHA_B = 'b'.repeat(64);

function catalogOf(sha256: string): Catalog {
	const asset = { host: 'amd64', address: 'https://example.com/qemu.tar.gz', sha256 };
	return {
		default: 'deploy/v10.2.3-68',
		releases: [
			{
				repository: 'tonistiigi/binfmt',
				version: '10.2.3',
				tag: 'deploy/v10.2.3-68',
				assets: [asset],
			},
		],
	};
}

interface Asked extends Partial<Omit<EmulatorRequest, 'version' | 'sources'>> {
	readonly version?: string;
	readonly source?: string;
	readonly nowMs?: number;
	readonly sha256?: string;
	readonly distribution?: string;
}

function keyOf({ version, source, nowMs, sha256, distribution, ...rest }: Asked = {}) {
	const request: EmulatorRequest = {
		host: detectHost('linux', 'x64'),
		required: ['aarch64', 'riscv64'],
		optional: [],
		version: parseVersion(version ?? 'default'),
		sources: parseSources(source ?? 'github'),
		pinning: NO_PINS,
		offline: false,
		...rest,
	};
	const context = { catalog: catalogOf(sha256 ?? SHA_A), now: () => nowMs ?? NOW_MS };
	return cacheKey(request, context, distribution ?? 'debian 12');
}

describe('the key of a request', () => {
	test('names the host and says nothing else in words', () => {
		expect(keyOf()).toMatch(/^setup-xarch-1-amd64-[0-9a-f]{16}$/);
		expect(keyOf({ host: detectHost('linux', 'arm64') })).toMatch(/^setup-xarch-1-arm64-/);
	});

	test.each<[string, Asked]>([
		['the order of the targets', { required: ['riscv64', 'aarch64'] }],
		['a target named twice', { required: ['riscv64', 'aarch64', 'aarch64'] }],
		['the day, for a pinned release', { nowMs: NOW_MS + 100 * KEPT_MS }],
		['sources after the first', { source: 'github,apt' }],
		['the distribution, for a source that is not apt', { distribution: 'ubuntu 24.04' }],
	])('does not depend on %s', (_name, asked) => {
		expect(keyOf(asked)).toBe(keyOf());
	});

	test.each<[string, Asked]>([
		['the targets', { required: ['aarch64'] }],
		['whether they are required', { required: ['aarch64'], optional: ['riscv64'] }],
		['the version', { version: '10.2.3' }],
		['the source', { source: 'github:octo/emulators@v1' }],
		['the digest that is pinned for this host', { sha256: SHA_B }],
		['the checksums', { pinning: { checksums: parseChecksums(SHA_A), required: false } }],
		['whether pins are required', { pinning: { checksums: undefined, required: true } }],
		['the host', { host: detectHost('linux', 's390x') }],
	])('depends on %s', (_name, asked) => {
		expect(keyOf(asked)).not.toBe(keyOf());
	});

	test.each([
		{ source: 'apt' },
		{ source: 'apt:trixie' },
		{ version: 'latest' },
		{ version: '11.x' },
		{ source: 'image:octo/emulators:latest' },
		{ source: 'https://mirror.example.com/{host}/qemu-{target}' },
	])('of a source whose answer changes is of this week: %j', (asked) => {
		const key = keyOf(asked);
		expect(key).toMatch(/-[0-9a-f]{16}-\d+$/);
		expect(keyOf({ ...asked, nowMs: NOW_MS + 1 })).toBe(key);
		expect(keyOf({ ...asked, nowMs: NOW_MS + KEPT_MS })).not.toBe(key);
	});

	test.each([
		{ source: 'github:octo/emulators@v1' },
		{ version: 'deploy/v9.2.2-52' },
		{ source: `image:octo/emulators@sha256:${SHA_A}` },
		{ source: 'https://mirror.example.com/{version}/qemu-{target}', version: '10.2.3' },
	])('of a source whose answer stays has no week: %j', (asked) => {
		expect(keyOf(asked)).toMatch(/^setup-xarch-1-amd64-[0-9a-f]{16}$/);
	});

	test('depends on the distribution where its packages are asked for', () => {
		const apt = { source: 'apt' };
		expect(keyOf({ ...apt, distribution: 'ubuntu 24.04' })).not.toBe(keyOf(apt));
	});

	test('is none for a directory, whose emulators stay where they are', () => {
		expect(keyOf({ source: 'dir:/opt/qemu' })).toBeUndefined();
		expect(keyOf({ source: 'dir:/opt/qemu,github' })).toBeUndefined();
	});
});
