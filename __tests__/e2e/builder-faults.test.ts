import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { BUILDX_VERSIONS, buildxPlugin, loadBuildkit } from '../machine/buildx.js';
import { startFaultyRegistry } from '../machine/faulty-registry.js';
import { type Registry, startLimitedRegistry, startRegistry } from '../machine/registry.js';
import { failure, good, openWorkshop, type Workshop } from '../machine/workshop.js';

const endings: (() => Promise<void>)[] = [];
let shop: Workshop;
let registry: Registry;

beforeAll(async () => {
	registry = await startRegistry();
	endings.push(() => registry.stop());
	shop = await openWorkshop();
	endings.push(() => shop.stop());
	await loadBuildkit(shop.docker, registry.open);
});
afterEach(() => shop.tidy());
afterAll(async () => {
	for (const end of endings.reverse()) await end();
});

/** What a step with these inputs fails with; its post has nothing to complain of. */
async function failureOf(inputs: Readonly<Record<string, string>>): Promise<string> {
	const job = shop.job();
	const error = await failure(job.main(shop.inputs(inputs)));
	const post = await job.post();
	expect(post).toMatchObject({ code: 0 });
	expect(post.annotations('warning')).toEqual([]);
	return error;
}

describe('the image of BuildKit', () => {
	test('that does not exist', async () => {
		const error = await failureOf({ 'buildx-image': `${registry.open}/buildkit:none` });
		expect(error).toMatch(/does not boot: .*manifest (?:for .* not found|unknown)/);
		expect(error).toMatch(/Check buildx-image.*E_BUILDER/);
	});

	test('behind a password', async () => {
		const image = `${registry.locked}/buildkit:lab`;
		const error = await failureOf({ 'buildx-image': image });
		expect(error).toMatch(/does not boot: .*no basic auth credentials/);
		expect(error).toContain('docker login');
		const config = shop.otherConfig();
		writeFileSync(join(config, 'config.json'), registry.credentials());
		const trace = join(registry.root, 'trace');
		const strace = ['strace', '-f', '-qq', '-s', '100000', '-e', 'trace=execve', '-o', trace];
		const job = shop.job({ env: { DOCKER_CONFIG: config }, through: strace });
		const main = await good(job.main(shop.inputs({ 'buildx-image': image })));
		const told = readFileSync(trace, 'utf8') + main.stdout + main.summary;
		expect(told).toContain('"inspect", "--bootstrap"');
		const { auths } = JSON.parse(registry.credentials()) as {
			auths: Record<string, { auth: string }>;
		};
		const secrets = Object.values(auths).map(({ auth }) => auth);
		expect(secrets).toHaveLength(1);
		for (const secret of [...secrets, ...secrets.map((each) => atob(each).split(':')[1] ?? '')]) {
			expect(secret).not.toBe('');
			expect(told).not.toContain(secret);
		}
		expect(JSON.parse(main.outputs.nodes ?? '')).toMatchObject([{ driverOptions: { image } }]);
		await job.post();
		await shop.docker.run('rmi', image);
		writeFileSync(join(config, 'config.json'), registry.credentials('wrong'));
		const refused = shop.job({ env: { DOCKER_CONFIG: config } });
		const denied = await failure(refused.main(shop.inputs({ 'buildx-image': image })));
		expect(denied).toMatch(/does not boot: .*(?:unauthorized|no basic auth)/);
		expect(denied).not.toContain('wrong');
		await refused.post();
		rmSync(join(config, 'config.json'));
	});

	test('of a registry that has given all it gives for nothing', async () => {
		const limited = await startLimitedRegistry();
		try {
			const error = await failureOf({ 'buildx-image': `${limited.address}/buildkit:lab` });
			expect(error).toMatch(/toomanyrequests.*limit of the registry of the BuildKit image/s);
		} finally {
			await limited.stop();
		}
	});
});

describe("BuildKit's settings", () => {
	test('that are not TOML', async () => {
		const config = 'debug = true\n[worker.oci\n  gc = true\n';
		const error = await failureOf({ 'buildx-buildkitd-config-inline': config });
		expect(error).toMatch(/buildx-buildkitd-config-inline, line 2, column \d+ is not TOML/);
		expect(error).toContain('[worker.oci');
	});

	test.each(BUILDX_VERSIONS)(
		'that are of another kind than BuildKit takes, by buildx %s',
		async (version) => {
			buildxPlugin(version, shop.docker.config);
			const config = 'debug = true\n\n[worker.oci]\n  gc = "sometimes"\n';
			const error = await failureOf({ 'buildx-buildkitd-config-inline': config });
			expect(error).toMatch(/E_BUILDER/);
			expect(error).toMatch(/gc/);
		},
	);

	test('that its command line does not know', async () => {
		const error = await failureOf({ 'buildx-buildkitd-flags': '--no-such-flag' });
		expect(error).toContain('flag provided but not defined: -no-such-flag');
		expect(error).toContain('Correct buildx-buildkitd-flags');
	});
});

describe('a Docker daemon', () => {
	test('that is away is named, with its reason', async () => {
		await shop.docker.kill();
		const job = shop.job();
		const error = await failure(job.main(shop.inputs()));
		expect(error).toContain(
			`The Docker daemon cannot be reached: Cannot connect to the Docker daemon at unix://${shop.docker.socket}`,
		);
		expect(error).toContain('E_BUILDX');
		expect(await job.post()).toMatchObject({ code: 0 });
		await shop.docker.start();
	});

	test('that goes away while BuildKit boots leaves it to the next job', async () => {
		const stalling = await startFaultyRegistry(registry.open, [
			{ path: /\/blobs\//, answer: 'stall' },
		]);
		try {
			const job = shop.job({ mortal: true });
			const inputs = shop.inputs({
				'buildx-image': `${stalling.address}/buildkit:lab`,
				'buildx-name': 'orphan',
			});
			const ended = failure(job.main(inputs));
			while (!stalling.requests().some(({ path }) => path.includes('/blobs/'))) {
				await new Promise((resolve) => setTimeout(resolve, 50));
			}
			await shop.docker.kill();
			expect(await ended).toMatch(/orphan does not boot: /);
			const post = await job.post();
			expect(post).toMatchObject({ code: 0 });
			expect(post.annotations('warning').join()).toMatch(
				/orphan could not be removed: Cannot connect to the Docker daemon/,
			);
			await shop.docker.start();
			const next = shop.job();
			const main = await good(next.main(shop.inputs()));
			expect(main.stdout).toContain('Removing orphan, left by octo/hello');
			await next.post();
		} finally {
			await stalling.stop();
		}
	});

	test('that is away when the job ends is a warning, and the next job removes the builder', async () => {
		const job = shop.job({ mortal: true });
		await good(job.main(shop.inputs({ 'buildx-name': 'orphan' })));
		await shop.docker.kill();
		const post = await job.post();
		expect(post).toMatchObject({ code: 0 });
		expect(post.annotations('warning').join()).toMatch(
			/The builder orphan could not be removed: Cannot connect.*The next job/s,
		);
		await shop.docker.start();
		expect(await shop.containers()).toEqual(['buildx_buildkit_orphan0']);
		const next = shop.job();
		const main = await good(next.main(shop.inputs({ 'buildx-name': 'orphan' })));
		expect(main.stdout).toContain('Removing orphan, left by octo/hello');
		await next.post();
	});
});
