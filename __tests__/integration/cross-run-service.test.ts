import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { saveEmulators } from '../../src/cross-run-cache/save.js';
import {
	askCacheService,
	type CacheService as Service,
} from '../../src/cross-run-cache/service.js';
import { REPOSITORY } from '../machine/lab.js';
import { CacheService } from '../servers/cache-service.js';

/** Another build may be named. */
const DIST = process.env.XARCH_DIST ?? join(REPOSITORY, 'dist');

let cache: CacheService;
let directory: string;
let lines: string[];

beforeAll(async () => {
	cache = await new CacheService().start();
});

afterAll(() => cache.stop());

beforeEach(() => {
	directory = mkdtempSync(join(tmpdir(), 'xarch-service-'));
	lines = [];
});

afterEach(() => {
	cache.clear();
	rmSync(directory, { recursive: true });
});

function service(bundlePath = join(DIST, 'cache', 'index.js'), limitMs = 60_000): Service {
	return {
		bundlePath,
		env: { PATH: process.env.PATH, ...cache.environment(1) },
		timeoutMs: { restore: limitMs, save: limitMs },
		log: (line) => lines.push(line),
		command: (line) => lines.push(line),
	};
}

const RESTORE = { operation: 'restore', key: 'setup-xarch-1-test', paths: ['emulators'] } as const;

/** The processes of this machine whose command line names that file. */
function processesWith(file: string): string[] {
	return readdirSync('/proc').filter((name) => {
		if (!/^\d+$/.test(name)) return false;
		try {
			return readFileSync(`/proc/${name}/cmdline`, 'latin1').includes(file);
		} catch {
			return false;
		}
	});
}

test('a service that does not answer is given up, with every process of it', async () => {
	cache.faults.set('look-up', { kind: 'silence' });
	// Long enough for a slow machine to load the bundle and to ask.
	const { answer } = await askCacheService(RESTORE, directory, service(undefined, 5_000));
	expect(answer).toEqual({ outcome: 'failed', reason: 'it gave no answer within 5 s' });
	expect(cache.seen).toEqual(['look-up']);
	expect(processesWith(service().bundlePath)).toEqual([]);
});

test('a bundle that is not there is a reason, no error', async () => {
	const { answer } = await askCacheService(RESTORE, directory, service('/nonexistent/cache.js'));
	expect(answer).toMatchObject({ outcome: 'failed', reason: expect.stringMatching(/exit code 1/) });
});

test('a directory that is not there is a reason, no error', async () => {
	const { answer } = await askCacheService(RESTORE, join(directory, 'none'), service());
	expect(answer).toMatchObject({ outcome: 'failed', reason: expect.stringMatching(/ENOENT/) });
});

test('of the commands that it prints, those for masks and debugging are passed on', async () => {
	const bundle = join(directory, 'bundle.mjs');
	const told = ['::add-mask::secret', '::debug::word', 'plain'];
	const dropped = ['::save-state name=state::{}', ' ::add-path::/tmp', '::Set-Env name=A::b'];
	writeFileSync(
		bundle,
		`import { writeSync } from 'node:fs';
		process.stdout.write(${JSON.stringify([...told, ...dropped, '::warning::slow%0Aline'].join('\n'))});
		writeSync(3, '{"outcome":"nothing"}');`,
	);
	const { complaints } = await askCacheService(RESTORE, directory, service(bundle));
	expect(complaints).toEqual(['slow\nline']);
	expect(lines).toEqual(told);
});

test('an entry that the cache does not have is no trouble', async () => {
	expect(await askCacheService(RESTORE, directory, service())).toEqual({
		answer: { outcome: 'nothing' },
		complaints: [],
	});
});

test('emulators that have gone since are a warning, and nothing is saved or left', async () => {
	const warnings: string[] = [];
	await saveEmulators(
		{ key: 'setup-xarch-1-test', folders: [join(directory, 'qemu-arm', '10.2.3', 'x64')] },
		directory,
		service(),
		{ info: (line) => lines.push(line), warning: (line) => warnings.push(line) },
	);
	expect(warnings).toEqual([expect.stringMatching(/could not be filled: there is no emulator in/)]);
	expect(cache.seen).toEqual([]);
	expect(readdirSync(directory)).toEqual([]);
});
