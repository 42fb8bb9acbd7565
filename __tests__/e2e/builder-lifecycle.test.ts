import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { BUILDX_VERSIONS, buildxPlugin } from '../machine/buildx.js';
import { good, NATIVE, openWorkshop, type Workshop } from '../machine/workshop.js';

let shop: Workshop;
let context: string;

/** Builds something that needs nothing of the network, and says whether it was in the cache. */
async function build(builder: string): Promise<'built' | 'cached'> {
	const args = ['buildx', 'build', '--builder', builder, '--progress', 'plain', context];
	const { code, stderr } = await shop.docker.run(...args);
	expect({ code, stderr }).toMatchObject({ code: 0 });
	return /^#\d+ CACHED$/m.test(stderr) ? 'cached' : 'built';
}

beforeAll(async () => {
	shop = await openWorkshop();
	context = mkdtempSync(join(tmpdir(), 'xarch-context-'));
	writeFileSync(join(context, 'Dockerfile'), 'FROM scratch\nCOPY file /file\nWORKDIR /made\n');
	writeFileSync(join(context, 'file'), 'content');
});
afterEach(() => shop.tidy());
afterAll(async () => {
	rmSync(context, { recursive: true });
	await shop.stop();
});

describe.each(BUILDX_VERSIONS)('buildx %s', (version) => {
	beforeAll(() => buildxPlugin(version, shop.docker.config));

	test('a builder is made, proved and told of, and taken away when the job ends', async () => {
		const job = shop.job();
		const main = await good(job.main(shop.inputs({ verify: 'build' })));
		const { outputs } = main;
		const builder = outputs.builder ?? '';
		expect(builder).toMatch(/^xarch-[0-9a-f]{8}$/);
		expect(outputs).toMatchObject({
			driver: 'docker-container',
			'buildx-version': expect.stringMatching(new RegExp(`^${version}\\.\\d+`)),
			'buildkit-version': 'v0.34.2',
			'cache-from': '',
			'cache-to': '',
		});
		expect(outputs['builder-platforms']?.split(',')).toContain(NATIVE);
		expect(JSON.parse(outputs.nodes ?? '')).toEqual([
			expect.objectContaining({
				name: `${builder}0`,
				endpoint: `unix://${shop.docker.socket}`,
				status: 'running',
				driverOptions: { image: 'xarch/buildkit:lab', network: 'host' },
				platforms: outputs['builder-platforms']?.split(','),
			}),
		]);
		expect(main.exported).toMatchObject({ BUILDX_BUILDER: builder });
		expect(main.summary).toContain(`<h3>Builder ${builder}</h3>`);
		expect(main.summary).toMatch(
			/made for this job\..*Booted in .*Proved by a build: linux\/amd64/s,
		);
		expect(main.stdout).toMatch(/::group::Proving each platform by a build\nlinux\/amd64: built/);
		expect(await build(builder)).toBe('built');
		const post = await job.post();
		expect(post).toMatchObject({ code: 0, stderr: '' });
		expect(post.stdout).toContain(`Removed the builder ${builder}.`);
		expect(post.annotations('warning')).toEqual([]);
	});

	test('a name in capitals is the builder that buildx makes of it', async () => {
		const job = shop.job();
		const main = await good(job.main(shop.inputs({ 'buildx-name': 'Team.CI' })));
		expect(main.outputs).toMatchObject({ builder: 'team.ci' });
		expect(await shop.containers()).toEqual(['buildx_buildkit_team.ci0']);
		await job.post();
	});

	test('its cache stays when that is asked for, and the next builder of the name has it', async () => {
		const inputs = shop.inputs({ 'buildx-name': 'keeping', 'buildx-keep-state': 'true' });
		const first = shop.job();
		await good(first.main(inputs));
		expect(await build('keeping')).toBe('built');
		expect((await first.post()).stdout).toContain('keeping; its build cache stays.');
		expect(await shop.containers()).toEqual([]);
		const second = shop.job();
		expect(await second.main({ ...inputs, 'buildx-keep-state': 'false' })).toMatchObject({
			code: 0,
		});
		expect(await build('keeping')).toBe('cached');
		expect((await second.post()).stdout).toContain('Removed the builder keeping.');
	});

	test('cleanup: false leaves it to later jobs, until it is removed by command', async () => {
		const inputs = shop.inputs({ 'buildx-name': 'standing' });
		const first = shop.job();
		await good(first.main({ ...inputs, cleanup: 'false' }));
		await first.post();
		const second = shop.job();
		const shared = await good(second.main(inputs));
		expect(shared.stdout).toMatch(/Sharing standing with octo\/hello.*cleanup: false/);
		expect(shared.summary).toContain('shared with other jobs');
		expect((await second.post()).stdout).toMatch(/Left the builder standing: still used by/);
		expect(await shop.containers()).toEqual(['buildx_buildkit_standing0']);
		const listed = JSON.parse((await shop.xarch('builder', 'list', '--json')).stdout) as unknown[];
		expect(listed).toContainEqual(
			expect.objectContaining({ name: 'standing', status: 'running', ours: true }),
		);
		expect(await shop.xarch('builder', 'remove', 'standing')).toMatchObject({ code: 0 });
	});

	test('one that was to stay and was removed by hand is made again', async () => {
		const inputs = shop.inputs({ 'buildx-name': 'standing', cleanup: 'false' });
		await good(shop.job().main(inputs));
		await shop.docker.run('buildx', 'rm', 'standing');
		await good(shop.job().main(inputs));
		expect(await shop.containers()).toEqual(['buildx_buildkit_standing0']);
		await shop.docker.run('buildx', 'rm', 'standing');
		expect(await shop.xarch('builder', 'remove', 'standing')).toMatchObject({ code: 0 });
	});

	test('one that was made by hand is used and left alone', async () => {
		const options = ['--driver-opt', 'image=xarch/buildkit:lab,network=host'];
		await shop.docker.run('buildx', 'create', '--name', 'hands', ...options);
		const job = shop.job();
		const main = await good(
			job.main(shop.inputs({ 'buildx-name': 'hands', 'buildx-use': 'false' })),
		);
		expect(main.exported).toEqual({});
		expect(main.summary).toContain('was there already, and stays');
		await job.post();
		expect(await shop.containers()).toEqual(['buildx_buildkit_hands0']);
		const other = await shop.job().main(
			shop.inputs({
				'buildx-name': 'hands',
				'buildx-driver-opts': 'network=none\nenv.TOKEN=secret-value',
				'buildx-buildkitd-config-inline': 'debug = true',
			}),
		);
		expect(other.code).toBe(1);
		const [error = ''] = other.annotations('error');
		expect(error).toContain('driver option network of node hands0 is "host", not "none"');
		expect(error).toContain('node hands0 lacks driver option env.TOKEN');
		expect(error).toContain('node hands0 has another buildkitd.toml');
		expect(other.stdout).not.toContain('secret-value');
		await shop.docker.run('buildx', 'rm', 'hands');
	});

	test("Docker's own builder is used as it is, and proved", async () => {
		const job = shop.job();
		const inputs = {
			platforms: NATIVE,
			buildx: 'true',
			'buildx-driver': 'docker',
			verify: 'build',
		};
		const main = await good(job.main(inputs));
		expect(main).toMatchObject({
			outputs: { builder: 'default', driver: 'docker' },
			exported: { BUILDX_BUILDER: 'default' },
		});
		expect(main.stdout).toContain('linux/amd64: built');
		expect(await job.post()).toMatchObject({ code: 0 });
		await shop.docker.run('builder', 'prune', '--all', '--force');
	});
});

test('what a job has left that was killed goes with the next one', async () => {
	const gone = shop.job({ mortal: true });
	await good(gone.main(shop.inputs({ 'buildx-name': 'earlier' })));
	expect(await shop.containers()).toEqual(['buildx_buildkit_earlier0']);
	const job = shop.job();
	const main = await job.main(shop.inputs());
	expect(main.stdout).toContain('Removing earlier, left by octo/hello, job build, run 17.');
	expect(await shop.containers()).toEqual([`buildx_buildkit_${main.outputs.builder}0`]);
	await job.post();
});
