import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { findStored, obtainEmulators } from '../../src/emulator/obtain.js';
import { planPrune, remove } from '../../src/emulator/store/prune.js';
import { completeMarker, readEntries } from '../../src/emulator/store/store.js';
import { REPOSITORY } from '../machine/lab.js';
import { run, SYSTEM_NODE } from '../machine/runner.js';
import { GithubReleases, sha256Of } from '../servers/github-releases.js';
import { labEmulator, requestOf, Sandbox, tarball, thisHost } from '../servers/source-fixture.js';

const VERSION = '11.1.3';
const REQUEST = requestOf('github', { required: ['hppa'], version: VERSION });

let github: GithubReleases;
let sandbox: Sandbox;
let wanted: string;

beforeAll(async () => {
	github = await new GithubReleases().start();
	const content = labEmulator('hppa');
	wanted = sha256Of(content);
	const asset = await tarball([{ name: 'qemu-hppa', content }]);
	const assets = new Map([[`qemu_v${VERSION}_linux-amd64.tar.gz`, asset]]);
	github.releases.push({ tag: `deploy/v${VERSION}-71`, assets });
});

afterAll(() => github.stop());

beforeEach(() => {
	sandbox = new Sandbox();
});

afterEach(() => sandbox.remove());

function context() {
	return sandbox.context({ githubUrl: github.url('web'), githubApiUrl: github.url('api') });
}

/** A job in a process of its own. */
function job(started?: (pid: number) => void) {
	return run(
		SYSTEM_NODE,
		[
			join(REPOSITORY, '__tests__', 'sandbox', 'obtain.mjs'),
			...[sandbox.storeRoot, sandbox.tempRoot, github.url('web'), github.url('api')],
			...[VERSION, 'hppa'],
		],
		started === undefined ? {} : { started },
	);
}

/** Looks into the store again and again until `done`; @returns how often there was something. */
async function watch(done: Promise<unknown>): Promise<number> {
	let isDone = false;
	let found = 0;
	const end = done.then(() => {
		isDone = true;
	});
	while (!isDone) {
		for (const { path } of readEntries(sandbox.storeRoot, 'hppa', thisHost())) {
			expect(sha256Of(readFileSync(path))).toBe(wanted);
			found += 1;
		}
		await new Promise((resolve) => setTimeout(resolve, 1));
	}
	await end;
	return found;
}

test('several processes fill an empty store at once: nobody ever sees half a file', async () => {
	const jobs = Promise.all(Array.from({ length: 4 }, () => job()));
	expect(await watch(jobs)).toBeGreaterThan(0);
	for (const ended of await jobs) {
		expect(ended).toMatchObject({ code: 0, stderr: '' });
		expect(JSON.parse(ended.stdout)).toMatchObject({ sha256: wanted });
	}
	expect(readdirSync(sandbox.storeRoot)).toEqual(['qemu-hppa']);
	expect(findStored(REQUEST, context())?.cacheHit).toBe(true);
});

test('several processes replace a damaged emulator at once: each gets a sound one', async () => {
	const { emulators } = await obtainEmulators(REQUEST, context());
	writeFileSync(emulators.get('hppa')?.path ?? '', 'damaged');
	const jobs = await Promise.all(Array.from({ length: 4 }, () => job()));
	for (const ended of jobs) {
		expect(ended).toMatchObject({ code: 0, stderr: '' });
		expect(JSON.parse(ended.stdout)).toMatchObject({ sha256: wanted });
	}
	expect(readdirSync(sandbox.storeRoot)).toEqual(['qemu-hppa']);
});

test('jobs that fill and repair a store are not disturbed by pruning', async () => {
	const { emulators } = await obtainEmulators(REQUEST, context());
	writeFileSync(emulators.get('hppa')?.path ?? '', 'damaged');
	const leaveAll = { all: false, olderThanMs: undefined };
	let isDone = false;
	const jobs = Promise.all(Array.from({ length: 3 }, () => job())).finally(() => {
		isDone = true;
	});
	const failures: unknown[] = [];
	while (!isDone) {
		const { removals } = planPrune(sandbox.storeRoot, leaveAll, Date.now(), () => []);
		failures.push(...removals.flatMap((removal) => remove(removal) ?? []));
		await new Promise((resolve) => setTimeout(resolve, 1));
	}
	for (const ended of await jobs) {
		expect(ended).toMatchObject({ code: 0, stderr: '' });
		expect(JSON.parse(ended.stdout)).toMatchObject({ sha256: wanted });
	}
	expect(failures).toEqual([]);
	expect(findStored(REQUEST, context())?.cacheHit).toBe(true);
});

test('a job that finds the store emptied by others fills it again', async () => {
	const { emulators } = await obtainEmulators(REQUEST, context());
	const folder = dirname(emulators.get('hppa')?.path ?? '');
	rmSync(completeMarker(folder));
	expect(findStored(REQUEST, context())).toBeUndefined();
	rmSync(folder, { recursive: true });
	expect((await job()).code).toBe(0);
	expect(findStored(REQUEST, context())?.cacheHit).toBe(true);
});

test('one that is killed in the middle of a transfer leaves nothing that is taken for whole', async () => {
	github.seen.length = 0;
	github.faults.storage.push({ kind: 'stall', afterBytes: 1_000_000 });
	let pid = 0;
	const killed = job((started) => {
		pid = started;
	});
	for (let tries = 0; !github.seen.some(({ role }) => role === 'storage'); tries += 1) {
		if (tries === 3000) throw new Error('no transfer has begun within 30 s');
		await new Promise((resolve) => setTimeout(resolve, 10));
	}
	expect(workspaces()).toHaveLength(1);
	process.kill(pid, 'SIGKILL');
	expect((await killed).code).toBe(null);
	expect(findStored(REQUEST, context())).toBeUndefined();
	expect(JSON.parse((await job()).stdout)).toEqual({ sha256: wanted, cacheHit: false });
	expect(workspaces()).toEqual([]);
});

function workspaces(): string[] {
	return readdirSync(sandbox.storeRoot).filter((name) => name.startsWith('.xarch-'));
}
