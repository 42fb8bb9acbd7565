import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { run } from '../machine/runner.js';
import { failure, good, openWorkshop, type Workshop } from '../machine/workshop.js';

let shop: Workshop;

beforeAll(async () => {
	shop = await openWorkshop();
});
afterEach(() => shop.tidy());
afterAll(() => shop.stop());

describe('jobs that want the same builder', () => {
	test('at once make one, and the last one out takes it away', async () => {
		const jobs = Array.from({ length: 8 }, () => shop.job());
		const inputs = shop.inputs({ 'buildx-name': 'common' });
		const mains = await Promise.all(jobs.map((job) => good(job.main(inputs))));
		const summaries = mains.map(({ summary }) => summary);
		expect(summaries.filter((text) => text.includes('made for this job'))).toHaveLength(1);
		expect(summaries.filter((text) => text.includes('shared with other jobs'))).toHaveLength(7);
		expect(await shop.containers()).toEqual(['buildx_buildkit_common0']);
		const posts = await Promise.all(jobs.map((job) => job.post()));
		const said = posts.map(({ stdout }) => stdout);
		expect(said.filter((text) => text.includes('Removed the builder common.'))).toHaveLength(1);
		expect(said.filter((text) => text.includes('common: still used by'))).toHaveLength(7);
	});

	test('with different configurations are told of each other', async () => {
		const first = shop.job();
		await good(first.main(shop.inputs({ 'buildx-name': 'disputed' })));
		const second = shop.job();
		const error = await failure(
			second.main(shop.inputs({ 'buildx-name': 'disputed', 'buildx-driver-opts': 'network=none' })),
		);
		expect(error).toContain(
			'The builder disputed is used by octo/hello, job build, run 17, and is configured differently',
		);
		expect(error).toContain('E_BUILDER');
		expect(await second.post()).toMatchObject({ code: 0 });
		expect(await shop.containers()).toEqual(['buildx_buildkit_disputed0']);
		await first.post();
	});

	test('without a name get one each, and neither takes that of the other', async () => {
		const [a, b] = [shop.job(), shop.job()];
		const mains = [await good(a.main(shop.inputs())), await good(b.main(shop.inputs()))];
		const names = mains.map(({ outputs }) => `buildx_buildkit_${outputs.builder}0`);
		expect(await shop.containers()).toEqual([...names].sort());
		await a.post();
		expect(await shop.containers()).toEqual([names[1]]);
		await b.post();
	});

	test('with names that begin alike are not confused', async () => {
		const [short, long] = [shop.job(), shop.job()];
		await good(long.main(shop.inputs({ 'buildx-name': 'ci1' })));
		await good(short.main(shop.inputs({ 'buildx-name': 'ci' })));
		await short.post();
		expect(await shop.containers()).toEqual(['buildx_buildkit_ci10']);
		await long.post();
	});
});

describe('a builder of another DOCKER_CONFIG', () => {
	test.each(['who made it', 'who joined'])('is shared; first out: %s', async (first) => {
		const inputs = shop.inputs({ 'buildx-name': 'across' });
		const maker = shop.job();
		const joiner = shop.job({ env: { DOCKER_CONFIG: shop.otherConfig() } });
		await good(maker.main(inputs));
		const joined = await good(joiner.main(inputs));
		expect(joined.stdout).toContain('Sharing across with octo/hello');
		const [early, late] = first === 'who joined' ? [joiner, maker] : [maker, joiner];
		expect((await early.post()).stdout).toContain('Left the builder across: still used by');
		expect(await shop.containers()).toEqual(['buildx_buildkit_across0']);
		expect((await late.post()).stdout).toContain('Removed the builder across.');
		expect(await shop.containers()).toEqual([]);
	});

	test('stays what it is when joining it fails', async () => {
		const inputs = shop.inputs({ 'buildx-name': 'across' });
		const maker = shop.job();
		await good(maker.main(inputs));
		const config = shop.otherConfig();
		const joiner = shop.job({ env: { DOCKER_CONFIG: config } });
		// buildx cannot write its record here.
		mkdirSync(join(config, 'buildx'));
		writeFileSync(join(config, 'buildx', 'instances'), '');
		const error = await failure(joiner.main(inputs));
		expect(error).toContain('The builder across could not be made');
		rmSync(join(config, 'buildx', 'instances'));
		expect(await shop.containers()).toEqual(['buildx_buildkit_across0']);
		expect((await maker.post()).stdout).toContain('Removed the builder across.');
	});

	test('that is not this project’s is refused, for nobody can tell what it is', async () => {
		const other = shop.otherConfig();
		const docker = { ...shop.docker.env, DOCKER_CONFIG: other };
		const options = ['--driver-opt', 'image=xarch/buildkit:lab,network=host', '--bootstrap'];
		const made = await run('docker', ['buildx', 'create', '--name', 'hers', ...options], {
			env: docker,
		});
		expect(made).toMatchObject({ code: 0 });
		const job = shop.job();
		const error = await failure(job.main(shop.inputs({ 'buildx-name': 'hers' })));
		expect(error).toMatch(/container buildx_buildkit_hers0 exists already .*another DOCKER_CONFIG/);
		await job.post();
		expect(await shop.containers()).toEqual(['buildx_buildkit_hers0']);
		await run('docker', ['buildx', 'rm', 'hers'], { env: docker });
	});
});
