import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import type { Catalog, CatalogAsset } from '../../src/emulator/catalog.js';
import type { Emulator, EmulatorRequest } from '../../src/emulator/emulator.js';
import { obtainEmulators } from '../../src/emulator/obtain.js';
import { parseChecksums } from '../../src/emulator/vouching.js';
import { lab } from '../machine/lab.js';
import { GithubBench } from '../servers/github-bench.js';
import { sha256Of } from '../servers/github-releases.js';
import { labEmulator, requestOf, tarball, thisHost } from '../servers/source-fixture.js';

const bench = new GithubBench().install();
const host = thisHost().architecture;
const QUS_TAG = 'v0.0.11-v7.1+dfsg-2--bpo11+3';
/** Real programs of other architectures, and what `uname -m` says in them. */
const PROGRAMS: Readonly<Record<string, readonly [string, string]>> = {
	aarch64: ['arm64', 'aarch64'],
	arm: ['armhf', 'armv7l'],
	s390x: ['s390x', 's390x'],
};
/** Debian's QEMU 7.2, whose files are named as multiarch/qemu-user-static and qus name theirs. */
const oldEmulator = (target: string) =>
	readFileSync(lab('qemu-7', 'usr', 'bin', `qemu-${target}-static`));
const packed = (name: string, content: Buffer) => tarball([{ name, content }]);

/** Runs the emulator by hand, on itself and on a foreign program. */
function expectToRun(emulator: Emulator | undefined): void {
	const { path = '', target = '', version } = emulator ?? {};
	const [directory = '', machine] = PROGRAMS[target] ?? [];
	const said = execFileSync(path, ['--version'], { encoding: 'utf8' });
	expect(said).toContain(`version ${version}`);
	const program = lab('busybox', directory, 'busybox');
	expect(execFileSync(path, [program, 'uname', '-m'], { encoding: 'utf8' }).trim()).toBe(machine);
}

interface Shape {
	readonly repository: string;
	readonly tag: string;
	/** File names by target, and what they hold; one entry `all` for an archive. */
	readonly assets: () => Promise<ReadonlyMap<string, Buffer>>;
	/** How many files two targets take. */
	readonly files: number;
}

const TARGETS = ['aarch64', 's390x'];
const perTarget =
	(nameOf: (target: string) => string, isPacked = true) =>
	async () =>
		new Map(
			await Promise.all(
				['aarch64', 's390x', 'arm'].map(async (target): Promise<[string, Buffer]> => {
					const content = oldEmulator(target);
					const bytes = isPacked ? await packed(`qemu-${target}-static`, content) : content;
					return [nameOf(target), bytes];
				}),
			),
		);
const archive = async (name: string) =>
	new Map([
		[
			name,
			await tarball(
				['aarch64', 's390x', 'arm'].map((target) => ({
					name: `qemu-${target}`,
					content: labEmulator(target, 'qemu-10'),
				})),
			),
		],
		[name.replace(host, 'sparc64'), Buffer.from('not for us')],
	]);

const SHAPES: readonly [string, Shape][] = [
	[
		'tonistiigi/binfmt',
		{
			repository: 'tonistiigi/binfmt',
			tag: 'deploy/v10.0.11-59',
			assets: () => archive(`qemu_v10.0.11_linux-${host}.tar.gz`),
			files: 1,
		},
	],
	[
		'loong64/binfmt',
		{
			repository: 'loong64/binfmt',
			tag: 'deploy/v10.0.11-10',
			assets: () => archive(`qemu_v10.0.11_linux-${host}.tar.gz`),
			files: 1,
		},
	],
	[
		'multiarch/qemu-user-static, archives for x86_64',
		{
			repository: 'multiarch/qemu-user-static',
			tag: 'v7.2.22-1',
			assets: perTarget((target) => `x86_64_qemu-${target}-static.tar.gz`),
			files: 2,
		},
	],
	[
		'multiarch/qemu-user-static, archives',
		{
			repository: 'multiarch/qemu-user-static',
			tag: 'v7.2.22-1',
			assets: perTarget((target) => `qemu-${target}-static.tar.gz`),
			files: 2,
		},
	],
	[
		'multiarch/qemu-user-static, bare files',
		{
			repository: 'multiarch/qemu-user-static',
			tag: 'v7.2.22-1',
			assets: perTarget((target) => `qemu-${target}-static`, false),
			files: 2,
		},
	],
	[
		'dbhi/qus',
		{
			repository: 'dbhi/qus',
			tag: QUS_TAG,
			assets: perTarget((target) => `qemu-${target}-static_${host}.tgz`),
			files: 2,
		},
	],
];

describe.each(SHAPES)('%s', (_name, { repository, tag, assets, files }) => {
	const asked = (more: Partial<EmulatorRequest> = {}): EmulatorRequest => ({
		...requestOf(`github:${repository}@${tag}`),
		required: TARGETS,
		optional: ['hexagon'],
		...more,
	});

	test('is installed and runs; a second time nobody is asked', async () => {
		bench.github.releases.push({ repository, tag, assets: await assets() });
		const context = bench.context({ token: undefined });
		const { emulators, cacheHit } = await obtainEmulators(asked(), context);
		expect(cacheHit).toBe(false);
		expect([...emulators.keys()].sort()).toEqual(TARGETS);
		for (const target of TARGETS) {
			expectToRun(emulators.get(target));
			expect(emulators.get(target)).toMatchObject({
				source: `github:${repository}@${tag}`,
				vouching: 'github-api',
			});
		}
		const downloads = bench.github.seen.filter(({ role }) => role === 'web');
		expect(downloads).toHaveLength(files);
		expect(downloads.every(({ path }) => !path.includes('+'))).toBe(true);
		expect(bench.sandbox.reporter.text()).toMatch(
			/Downloading http.* \(digest from GitHub, not pinned\)/,
		);
		bench.github.clear();
		expect((await obtainEmulators(asked(), context)).cacheHit).toBe(true);
		expect(bench.github.seen).toEqual([]);
	});

	test('is not asked for when the catalog has it', async () => {
		const offered = await assets();
		bench.github.releases.push({ repository, tag, assets: offered, digest: null });
		const catalog = catalogOf(repository, tag, offered);
		const { emulators } = await obtainEmulators(
			asked({ pinning: { checksums: undefined, required: true } }),
			bench.context({ catalog }),
		);
		expect(emulators.get('s390x')?.vouching).toBe('catalog');
		expect(bench.github.seen.filter(({ role }) => role === 'api')).toEqual([]);
	});

	test('takes digests of the emulators, and refuses one altered byte', async () => {
		const offered = await assets();
		bench.github.releases.push({ repository, tag, assets: offered, digest: null });
		const { emulators } = await obtainEmulators(
			asked({ pinning: pins(repository) }),
			bench.context({ token: undefined }),
		);
		expect(emulators.get('aarch64')?.vouching).toBe('checksum');
		bench.sandbox.remove();
		const altered = new Map(
			[...offered].map(([name, bytes]) => {
				const copy = Buffer.from(bytes);
				const place = Math.floor(bytes.length / 10);
				copy[place] = (copy[place] ?? 0) ^ 1;
				return [name, copy];
			}),
		);
		bench.github.clear();
		bench.github.releases.push({ repository, tag, assets: altered, digest: null });
		const error = await bench.failure(asked({ pinning: pins(repository) }), { token: undefined });
		expect(error.code).toBe('E_DIGEST');
	});
});

test('a required target that a release of single files lacks: E_SOURCE says what there is', async () => {
	const [, shape] = SHAPES[3] ?? [];
	const { repository = '', tag = '', assets } = shape ?? {};
	bench.github.releases.push({ repository, tag, assets: (await assets?.()) ?? new Map() });
	const asked = { ...requestOf(`github:${repository}`), required: ['aarch64', 'riscv64'] };
	const error = await bench.failure({
		...asked,
		sources: requestOf(`github:${repository}@${tag}`).sources,
	});
	expect(error.code).toBe('E_SOURCE');
	expect(error.message).toMatch(/has no emulator for riscv64; it has aarch64, arm, s390x\./);
	expect(bench.github.seen.every(({ role }) => role === 'api')).toBe(true);
});

test('one of several files that fails: nothing is published', async () => {
	const [, shape] = SHAPES[5] ?? [];
	const { repository = '', tag = '', assets } = shape ?? {};
	const offered = new Map(await assets?.());
	bench.github.releases.push({ repository, tag, assets: offered });
	const name = `qemu-s390x-static_${host}.tgz`;
	offered.set(name, Buffer.concat([offered.get(name) ?? Buffer.alloc(0), Buffer.from('x')]));
	const asked = { ...requestOf(`github:${repository}@${tag}`), required: TARGETS };
	bench.github.faults.storage.push({ kind: 'status', status: 403 });
	const error = await bench.failure(asked, { token: undefined });
	expect(error.code).toBe('E_SOURCE');
});

test('at most four files come at once', async () => {
	const targets = ['aarch64', 'arm', 's390x', 'ppc64le', 'riscv64', 'mips64', 'i386'];
	const small = new Map(
		await Promise.all(
			targets.map(
				async (target): Promise<[string, Buffer]> => [`qemu-${target}-static`, oldEmulator(target)],
			),
		),
	);
	bench.github.releases.push({ repository: 'some/mirror', tag: 'v7.2.22', assets: small });
	const asked = {
		...requestOf('github:some/mirror'),
		required: ['aarch64'],
		optional: targets.slice(1),
	};
	const { emulators } = await obtainEmulators(asked, bench.context({ token: undefined }));
	expect([...emulators.keys()].sort()).toEqual(targets.toSorted());
	expect(bench.github.mostAtOnce).toBeGreaterThan(1);
	expect(bench.github.mostAtOnce).toBeLessThanOrEqual(4);
});

function pins(repository: string): EmulatorRequest['pinning'] {
	const isNew = repository.endsWith('/binfmt');
	const lines = TARGETS.map((target) => {
		const bytes = isNew ? labEmulator(target, 'qemu-10') : oldEmulator(target);
		return `${sha256Of(bytes)}  qemu-${target}-static`;
	});
	return { checksums: parseChecksums(lines.join('\n')), required: true };
}

function catalogOf(repository: string, tag: string, assets: ReadonlyMap<string, Buffer>): Catalog {
	const pinned = [...assets]
		.filter(([name]) => !name.includes('sparc64'))
		.map(
			([name, bytes]): CatalogAsset => ({
				host,
				address: `https://github.com/${repository}/releases/download/${encodeURIComponent(tag)}/${name}`,
				sha256: sha256Of(bytes),
			}),
		);
	return {
		default: tag,
		releases: [{ repository, version: '7.2.22', tag, assets: pinned }],
	};
}
