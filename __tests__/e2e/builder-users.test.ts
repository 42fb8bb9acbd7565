import {
	chmodSync,
	chownSync,
	copyFileSync,
	cpSync,
	existsSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { loadBuildkit } from '../machine/buildx.js';
import { lab, REPOSITORY } from '../machine/lab.js';
import { startRootlessDocker } from '../machine/rootless.js';
import { type Job, type JobOptions, run } from '../machine/runner.js';
import { failure, good, openWorkshop, type Workshop } from '../machine/workshop.js';

const USER = 'xarch-builder';
const SUDOERS = `/etc/sudoers.d/${USER}`;

const endings: (() => unknown)[] = [];
let shop: Workshop;
let user: { uid: number; gid: number };
let dist: string;
let config: string;

/** A job of the user, whose home is not the user's to write to. */
function job(options: JobOptions = {}): Job {
	return shop.job({ user, dist, ...options, env: { DOCKER_CONFIG: config, ...options.env } });
}

/** Where the user's builders are noted when there is no way to root; jobs know of no TMPDIR. */
function userState(): string {
	return join('/tmp', `setup-xarch-${user.uid}`);
}

beforeAll(async () => {
	shop = await openWorkshop();
	endings.push(() => shop.stop());
	await run('useradd', ['--system', '--no-create-home', USER]);
	endings.push(() => run('userdel', [USER]));
	const idOf = async (flag: string) => Number((await run('id', [flag, USER])).stdout);
	user = { uid: await idOf('-u'), gid: await idOf('-g') };
	// The repository and the lab may lie where only root can look.
	dist = join(mkdtempSync(join(tmpdir(), 'xarch-dist-')), 'dist');
	endings.push(() => rmSync(dirname(dist), { recursive: true }));
	chmodSync(dirname(dist), 0o755);
	cpSync(join(REPOSITORY, 'dist'), dist, { recursive: true });
	chmodSync(shop.docker.root, 0o711);
	endings.push(() => rmSync(SUDOERS, { force: true }));
});
beforeEach(() => {
	config = shop.otherConfig();
	const plugin = join(config, 'cli-plugins', 'docker-buildx');
	rmSync(plugin);
	copyFileSync(lab('buildx-0.29', 'docker-buildx'), plugin);
	for (const path of [config, dirname(plugin)]) chownSync(path, user.uid, user.gid);
	// As if the user were in the group of the socket.
	chownSync(shop.docker.socket, 0, user.gid);
});
afterEach(async () => {
	await shop.tidy();
	rmSync(SUDOERS, { force: true });
	if (!existsSync(userState())) return;
	expect(readdirSync(userState())).toEqual(['lock']);
	rmSync(userState(), { recursive: true });
});
afterAll(async () => {
	for (const end of endings.reverse()) await end();
});

test('a user with sudo: only the journal is root’s', async () => {
	writeFileSync(SUDOERS, `${USER} ALL=(ALL) NOPASSWD:ALL\n`, { mode: 0o440 });
	const [mine, roots] = [job(), shop.job()];
	const inputs = shop.inputs({ 'buildx-name': 'ours' });
	const main = await good(mine.main({ ...inputs, verify: 'build' }));
	expect(main.summary).toContain('made for this job');
	expect(statSync(join(config, 'buildx', 'instances', 'ours')).uid).toBe(user.uid);
	expect(readFileSync('/run/setup-xarch/journal.json', 'utf8')).toContain('"ours"');
	expect(existsSync(userState())).toBe(false);
	// The machine's journal is everybody's: root's job shares the nodes.
	expect((await good(roots.main(inputs))).stdout).toContain('Sharing ours with');
	expect((await mine.post()).stdout).toContain('Left the builder ours: still used by');
	expect((await roots.post()).stdout).toContain('Removed the builder ours.');
});

describe('a user without sudo', () => {
	test('makes and shares builders all the same, by a journal of their own', async () => {
		const inputs = shop.inputs({ 'buildx-name': 'mine' });
		// As after su: the directory is another user's.
		const [first, second] = [job({ env: { XDG_RUNTIME_DIR: '/root' } }), job()];
		await good(first.main({ ...inputs, verify: 'build' }));
		expect(statSync(userState())).toMatchObject({ uid: user.uid });
		expect(statSync(userState()).mode & 0o077).toBe(0);
		expect((await good(second.main(inputs))).stdout).toContain('Sharing mine with');
		expect((await first.post({ XDG_RUNTIME_DIR: '/root' })).stdout).toContain(
			'Left the builder mine',
		);
		expect((await second.post()).stdout).toContain('Removed the builder mine.');
		expect(existsSync('/run/setup-xarch/journal.json')).toBe(false);
	});

	test('is told of somebody else’s builder of the same name', async () => {
		const roots = shop.job();
		await good(roots.main(shop.inputs({ 'buildx-name': 'taken' })));
		const mine = job();
		const error = await failure(mine.main(shop.inputs({ 'buildx-name': 'taken' })));
		expect(error).toMatch(/container buildx_buildkit_taken0 exists already.*another user's/);
		expect(await mine.post()).toMatchObject({ code: 0 });
		expect(await shop.containers()).toEqual(['buildx_buildkit_taken0']);
		await roots.post();
	});

	test('and without the daemon’s group is told what to do', async () => {
		chownSync(shop.docker.socket, 0, 0);
		const mine = job();
		const error = await failure(mine.main(shop.inputs()));
		expect(error).toMatch(/The Docker daemon cannot be reached: .*permission denied/i);
		expect(error).toMatch(/group docker.*dockerd-rootless.*E_BUILDX/s);
		expect(await mine.post()).toMatchObject({ code: 0 });
	});
});

test('a daemon without root that gives BuildKit too little is told to be one', async () => {
	const rootless = await startRootlessDocker();
	try {
		const env = { DOCKER_HOST: rootless.host };
		const docker = { run: (...args: string[]) => run('docker', args, { env }) };
		const image = await loadBuildkit(docker);
		const mine = shop.job({ env });
		const error = await failure(mine.main(shop.inputs({ 'buildx-image': image })));
		expect(error).toMatch(/does not boot: .*operation not permitted/);
		expect(error).toMatch(/With a rootless daemon or a locked down one, use buildx-driver: remote/);
		expect(await mine.post()).toMatchObject({ code: 0 });
		expect((await docker.run('ps', '--all', '--quiet')).stdout).toBe('');
		expect((await docker.run('volume', 'ls', '--quiet')).stdout).toBe('');
	} finally {
		await rootless.stop();
	}
});
