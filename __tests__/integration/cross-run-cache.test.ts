import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { REPOSITORY } from '../machine/lab.js';
import { type Job, startJob } from '../machine/runner.js';
import { CacheService } from '../servers/cache-service.js';
import { GithubReleases } from '../servers/github-releases.js';
import { labEmulator, tarball } from '../servers/source-fixture.js';

/** Another build may be named. */
const DIST = process.env.XARCH_DIST ?? join(REPOSITORY, 'dist');
const INPUTS = { platforms: 'hppa', source: 'github', version: '11.1.3', cache: 'true' };

let github: GithubReleases;
let cache: CacheService;
const jobs: Job[] = [];

/** A job on a machine of its own: its tool-cache is empty. */
function job(): Job {
	const started = startJob({ dist: DIST });
	jobs.push(started);
	return started;
}

function environment(generation: 1 | 2 = 1): Record<string, string> {
	return {
		XARCH_GITHUB_URL: github.url('web'),
		XARCH_GITHUB_API_URL: github.url('api'),
		...cache.environment(generation),
	};
}

/** Fills the cache as the first job of a repository does. */
async function fill(generation: 1 | 2 = 1): Promise<void> {
	const first = job();
	const main = await first.main(INPUTS, environment(generation));
	expect(main).toMatchObject({ code: 0, outputs: { 'cache-hit': 'false' } });
	expect(main.annotations('warning')).toEqual([]);
	const post = await first.post(environment(generation));
	expect(post).toMatchObject({ code: 0, stdout: expect.stringContaining('Saved 1 emulators') });
	expect(post.annotations('warning')).toEqual([]);
	expect(cache.entries).toHaveLength(1);
	github.seen.length = 0;
	cache.seen.length = 0;
}

/** The stored emulator of a job, with its manifest. */
function storedBy({ toolCache }: Job): { file: Buffer; manifest: Record<string, unknown> } {
	const tool = join(toolCache, 'qemu-hppa');
	const folder = join(tool, readdirSync(tool)[0] ?? '', process.arch);
	return {
		file: readFileSync(join(folder, 'qemu-hppa')),
		manifest: JSON.parse(readFileSync(join(folder, 'emulator.json'), 'utf8')),
	};
}

/** Rewrites the archive of the only entry, as somebody with access to the cache could. */
function tamper(change: (folder: string) => readonly string[] | undefined): void {
	const directory = mkdtempSync(join(tmpdir(), 'xarch-tamper-'));
	try {
		const [entry] = cache.entries;
		writeFileSync(join(directory, 'archive'), entry?.archive ?? '');
		execFileSync('tar', ['-xf', 'archive'], { cwd: directory });
		const more = change(join(directory, 'emulators', 'qemu-hppa')) ?? [];
		const files = ['emulators', ...more];
		execFileSync('tar', ['-P', '-czf', 'again', '-C', directory, ...files], { cwd: directory });
		if (entry !== undefined) entry.archive = readFileSync(join(directory, 'again'));
	} finally {
		rmSync(directory, { recursive: true, force: true });
	}
}

/** How many of the last blocks of a tar archive are empty. */
function trailingBlocks(archive: Buffer): number {
	let count = 0;
	const isEmpty = (at: number) => archive.subarray(at, at + 512).every((byte) => byte === 0);
	while (isEmpty(archive.length - 512 * (count + 1))) count += 1;
	return count;
}

/** A second job, which must get its emulators from the source after one warning. */
async function fallsBack(warning: RegExp): Promise<void> {
	const second = job();
	const main = await second.main(INPUTS, environment());
	expect(main.code).toBe(0);
	expect(main.outputs).toMatchObject({ 'cache-hit': 'false', emulated: 'linux/hppa' });
	expect(main.annotations('warning')).toEqual([expect.stringMatching(warning)]);
	expect(main.stdout).not.toMatch(/^::error|^ {4}at /m);
	expect(storedBy(second).file.equals(labEmulator('hppa'))).toBe(true);
	expect(storedBy(second).manifest).not.toHaveProperty('restored');
	expect(readdirSync(second.toolCache).filter((name) => name.startsWith('.'))).toEqual([]);
	// The service keeps what it has: another attempt to save would be a second complaint.
	const post = await second.post(environment());
	expect(post.annotations('warning')).toEqual([]);
	expect(cache.seen.filter((part) => part === 'reserve')).toEqual([]);
}

beforeAll(async () => {
	github = await new GithubReleases().start();
	cache = await new CacheService().start();
	const asset = await tarball([{ name: 'qemu-hppa', content: labEmulator('hppa') }]);
	const assets = new Map([[`qemu_v11.1.3_linux-amd64.tar.gz`, asset]]);
	github.releases.push({ tag: 'deploy/v11.1.3-71', assets });
});

afterAll(async () => {
	await github.stop();
	await cache.stop();
});

beforeEach(() => {
	cache.clear();
	github.seen.length = 0;
});

afterEach(async () => {
	for (const started of jobs.splice(0)) {
		await started.post(environment());
		started.end();
	}
});

describe('the cross-run cache', () => {
	test.each([1, 2] as const)(
		'serves a job on another machine, which asks nobody else (service v%d)',
		async (generation) => {
			await fill(generation);
			const second = job();
			const main = await second.main(INPUTS, environment(generation));
			expect(main).toMatchObject({ code: 0, stderr: '' });
			expect(main.outputs).toMatchObject({
				'cache-hit': 'true',
				emulated: 'linux/hppa',
				source: 'github:tonistiigi/binfmt@deploy/v11.1.3-71',
			});
			expect(main.annotations('warning')).toEqual([]);
			expect(github.seen).toEqual([]);
			expect(cache.seen).toEqual(['look-up', 'download']);
			const { file, manifest } = storedBy(second);
			expect(file.equals(labEmulator('hppa'))).toBe(true);
			expect(manifest).toMatchObject({ restored: true, vouching: 'cross-run-cache' });
			await second.post(environment(generation));
			expect(cache.seen).toEqual(['look-up', 'download']);
			expect(readdirSync(join(second.directory, 'temp')).join()).not.toMatch(/xarch-cache/);
		},
	);

	test('is not asked when the tool-cache has the emulators, nor offline', async () => {
		const step = job();
		await step.main(INPUTS, environment());
		await step.post(environment());
		cache.seen.length = 0;
		expect((await step.main(INPUTS, environment())).outputs).toMatchObject({ 'cache-hit': 'true' });
		await step.post(environment());
		const offline = await job().main({ ...INPUTS, offline: 'true' }, environment());
		expect(offline.annotations('error').join()).toMatch(/offline is set/);
		expect(cache.seen).toEqual([]);
	});

	test('is filled although cleanup is false, and when the step fails after that', async () => {
		const kept = job();
		await kept.main({ ...INPUTS, cleanup: 'false' }, environment());
		const post = await kept.post(environment());
		expect(post.stdout).toMatch(/stays as it is[\s\S]*Saved 1 emulators/);
		cache.clear();
		const failed = job();
		const main = await failed.main({ ...INPUTS, 'default-platform': 's390x' }, environment());
		expect(main).toMatchObject({ code: 1, stdout: expect.stringContaining('E_INPUT') });
		expect((await failed.post(environment())).stdout).toContain('Saved 1 emulators');
		execFileSync(process.execPath, [join(DIST, 'cli', 'index.js'), 'restore', '--all']);
	});
});

describe('what is wrong with a restored entry', () => {
	beforeEach(() => fill());

	test.each<[string, RegExp, (folder: string) => readonly string[] | undefined]>([
		[
			'one altered byte',
			/qemu-hppa has sha256 \w+, but \w+ was saved.*gh cache delete/,
			(folder) => {
				const path = join(folder, 'qemu-hppa');
				const bytes = readFileSync(path);
				bytes[5000] = (bytes[5000] ?? 0) ^ 1;
				writeFileSync(path, bytes);
				return undefined;
			},
		],
		[
			'a manifest of another release',
			/QEMU 11\.\d+\.\d+ of github:tonistiigi\/binfmt@deploy\/v9\.2\.2-52, which is not what github/,
			(folder) => {
				const path = join(folder, 'emulator.json');
				const manifest = readFileSync(path, 'utf8');
				writeFileSync(path, manifest.replace('deploy/v11.1.3-71', 'deploy/v9.2.2-52'));
				return undefined;
			},
		],
		[
			'a manifest with a version that leads elsewhere',
			/no sound manifest/,
			(folder) => {
				const path = join(folder, 'emulator.json');
				const manifest = JSON.parse(readFileSync(path, 'utf8'));
				writeFileSync(path, JSON.stringify({ ...manifest, version: '../../../escaped' }));
				return undefined;
			},
		],
		[
			'a program for another host',
			/qemu-hppa/,
			(folder) => {
				const path = join(folder, 'emulator.json');
				const manifest = JSON.parse(readFileSync(path, 'utf8'));
				const bytes = labEmulator('hppa');
				// e_machine of the ELF header: AArch64.
				bytes.writeUInt16LE(183, 18);
				writeFileSync(join(folder, 'qemu-hppa'), bytes);
				const sha256 = execFileSync('sha256sum', [join(folder, 'qemu-hppa')], { encoding: 'utf8' });
				const altered = { ...manifest, sha256: sha256.slice(0, 64) };
				writeFileSync(path, JSON.stringify(altered));
				return undefined;
			},
		],
		[
			'a link instead of the emulator',
			/not a plain file/,
			(folder) => {
				rmSync(join(folder, 'qemu-hppa'));
				execFileSync('ln', ['-s', '/bin/true', join(folder, 'qemu-hppa')]);
				return undefined;
			},
		],
		[
			'nothing in it',
			/holds none of the emulators/,
			(folder) => {
				rmSync(folder, { recursive: true });
				return undefined;
			},
		],
	])('%s', async (_name, warning, change) => {
		tamper(change);
		await fallsBack(warning);
	});

	test('members with absolute names are not unpacked', async () => {
		const outside = mkdtempSync(join(tmpdir(), 'xarch-outside-'));
		const evil = join(outside, 'evil');
		try {
			tamper(() => {
				writeFileSync(evil, 'evil');
				return [evil];
			});
			rmSync(evil);
			const main = await job().main(INPUTS, environment());
			expect(main.outputs).toMatchObject({ 'cache-hit': 'true' });
			expect(existsSync(evil)).toBe(false);
		} finally {
			rmSync(outside, { recursive: true });
		}
	});

	test('members of other names are not unpacked, through a link that came with them either', async () => {
		const outside = mkdtempSync(join(tmpdir(), 'xarch-outside-'));
		try {
			const [entry] = cache.entries;
			const evil = gunzipSync(await tarball([{ name: 'emulators/qemu-link/.bashrc' }]));
			tamper((folder) => {
				execFileSync('ln', ['-s', outside, join(dirname(folder), 'qemu-link')]);
				return [];
			});
			// Behind the link, in the same archive; its end is two blocks of zeros or more.
			const whole = gunzipSync(entry?.archive ?? '');
			const end = whole.length - 512 * trailingBlocks(whole);
			if (entry !== undefined) {
				entry.archive = gzipSync(Buffer.concat([whole.subarray(0, end), evil]));
			}
			const main = await job().main(INPUTS, environment());
			expect(main.outputs).toMatchObject({ 'cache-hit': 'true' });
			expect(readdirSync(outside)).toEqual([]);
		} finally {
			rmSync(outside, { recursive: true });
		}
	});

	test('an archive that is none', async () => {
		const [entry] = cache.entries;
		if (entry !== undefined) entry.archive = Buffer.from('<html>');
		await fallsBack(/cross-run cache could not be used: .*tar.*costs time only/);
	});

	test('its digest is none of those of the checksum input', async () => {
		const inputs = { ...INPUTS, checksum: 'a'.repeat(64) };
		// The key holds the pins, so the entry is put under that of this request.
		const main = await job().main(inputs, environment());
		const key = /has no (\S+) yet/.exec(main.stdout)?.[1] ?? '';
		expect(key).toMatch(/^setup-xarch-1-/);
		expect(main.annotations('error').join()).toMatch(/expected a{64}/);
		const [entry] = cache.entries;
		if (entry !== undefined) cache.entries.push({ ...entry, key });
		const again = await job().main(inputs, environment());
		expect(again.annotations('warning').join()).toMatch(/neither pinned nor in the checksum input/);
		expect(again.annotations('error').join()).toMatch(/expected a{64}/);
	});

	test('it is not even asked where no digest of an emulator is known and one is required', async () => {
		cache.seen.length = 0;
		const main = await job().main({ ...INPUTS, 'require-checksum': 'true' }, environment());
		expect(main.stdout).toContain('The cross-run cache is not used: a checksum is required');
		expect(main.annotations('error').join()).toMatch(/require-checksum is set/);
		expect(main.annotations('warning')).toEqual([]);
		expect(cache.seen).toEqual([]);
	});

	test('it is another entry, whose key begins with the wanted one', async () => {
		const [entry] = cache.entries;
		cache.entries[0] = { ...entry, key: `${entry?.key}-of-another-kind` } as never;
		const main = await job().main(INPUTS, environment());
		expect(main.outputs).toMatchObject({ 'cache-hit': 'false' });
		expect(main.annotations('warning')).toEqual([]);
	});
});

describe('what is wrong with the service', () => {
	test.each([
		['look-up', { kind: 'status', status: 500 }, /responded with 500/],
		['look-up', { kind: 'status', status: 429 }, /responded with 429|429/],
		['download', { kind: 'cut' }, /could not be used: .*(aborted|Premature|closed)/i],
	] as const)('%s meets %j', async (part, fault, warning) => {
		await fill();
		cache.faults.set(part, fault);
		await fallsBack(warning);
	});

	test('there is none: one warning, and the source serves', async () => {
		const step = job();
		const { XARCH_GITHUB_URL = '', XARCH_GITHUB_API_URL = '' } = environment();
		const env = { XARCH_GITHUB_URL, XARCH_GITHUB_API_URL };
		const main = await step.main(INPUTS, env);
		expect(main.outputs).toMatchObject({ 'cache-hit': 'false' });
		expect(main.annotations('warning')).toEqual([
			expect.stringMatching(/could not be used: this runner has no cache service/),
		]);
		expect((await step.post(env)).annotations('warning')).toEqual([]);
	});

	test.each([
		['the token may not write', { message: 'cache write denied: untrusted event' }, 403],
		['another job was faster', { message: 'Cache already exists.' }, 409],
	])('%s: no warning', async (_name, body, status) => {
		cache.faults.set('reserve', { kind: 'status', status, body });
		const step = job();
		await step.main(INPUTS, environment());
		const post = await step.post(environment());
		expect(post).toMatchObject({ code: 0, stdout: expect.stringContaining('took nothing under') });
		expect(post.annotations('warning')).toEqual([]);
	});

	test.each([1, 2] as const)(
		'the upload fails: a warning, after the clean-up (v%d)',
		async (generation) => {
			cache.faults.set('upload', { kind: 'status', status: 403 });
			const step = job();
			await step.main(INPUTS, environment(generation));
			const post = await step.post(environment(generation));
			expect(post.code).toBe(0);
			expect(post.annotations('warning')).toEqual([
				expect.stringMatching(/cross-run cache could not be filled: /),
			]);
			expect(post.stdout).toMatch(/Removed \S*hppa\.[\s\S]*could not be filled/);
		},
	);
});
