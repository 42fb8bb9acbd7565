import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { BUILDX_VERSIONS, buildxPlugin } from '../machine/buildx.js';
import { FOREIGN_MACHINES, writeForeignContext } from '../machine/foreign.js';
import { mountForTest } from '../machine/kernel.js';
import { lab } from '../machine/lab.js';
import { type Registry, startRegistry } from '../machine/registry.js';
import { run } from '../machine/runner.js';
import { failure, good, NATIVE, openWorkshop, type Workshop } from '../machine/workshop.js';

const PLATFORMS = Object.keys(FOREIGN_MACHINES);
const endings: (() => Promise<void> | void)[] = [];
let shop: Workshop;
let registry: Registry;
let context: string;

/** Inputs of a step for these platforms as well. */
function inputs(platforms: readonly string[], more: Readonly<Record<string, string>> = {}) {
	const source = `dir:${lab('qemu-11', 'usr', 'bin')}`;
	return shop.inputs({ platforms: platforms.join(','), source, ...more });
}

/** Builds and runs the Dockerfile of foreign programs, which needs no network. */
async function build(builder: string, platforms: readonly string[], ...more: string[]) {
	const { code, stderr } = await shop.docker.run(
		...['buildx', 'build', '--builder', builder, '--platform', platforms.join(',')],
		...['--network', 'none', '--no-cache', '--progress', 'plain', ...more, context],
	);
	if (code !== 0) throw new Error(stderr);
	const lines = stderr.matchAll(/^#\d+ [\d.]+ (\w+)$/gm);
	return [...lines].map(([, machine]) => machine).sort();
}

beforeAll(async () => {
	endings.push(mountForTest());
	registry = await startRegistry();
	endings.push(() => registry.stop());
	shop = await openWorkshop();
	endings.push(() => shop.stop());
	context = mkdtempSync(join(tmpdir(), 'xarch-context-'));
	endings.push(() => rmSync(context, { recursive: true }));
	writeForeignContext(context);
});
afterEach(() => shop.tidy());
afterAll(async () => {
	for (const end of endings.reverse()) await end();
});

describe.each(BUILDX_VERSIONS)('buildx %s', (version) => {
	beforeAll(() => buildxPlugin(version, shop.docker.config));

	test('one step, and every platform is built, run and pushed as one manifest list', async () => {
		const job = shop.job();
		const main = await good(job.main(inputs(PLATFORMS, { verify: 'build' })));
		expect(main.stdout).toContain(`${PLATFORMS.join(', ')}: built (`);
		expect(main.summary).toContain(`Proved by a build: ${PLATFORMS.join(', ')}.`);
		const { builder = '', 'builder-platforms': offered = '' } = main.outputs;
		expect(offered.split(',')).toEqual(expect.arrayContaining(PLATFORMS));
		const name = `${registry.open}/foreign:${version}`;
		const machines = await build(builder, PLATFORMS, '--provenance=false', '--push', '-t', name);
		expect(machines).toEqual(Object.values(FOREIGN_MACHINES).sort());
		const listed = await run('skopeo', [
			...['inspect', '--raw', '--tls-verify=false', `docker://${name}`],
		]);
		const { manifests } = JSON.parse(listed.stdout) as {
			manifests: { platform: { os: string; architecture: string; variant?: string } }[];
		};
		const platforms = manifests.map(({ platform: { os, architecture, variant } }) =>
			[os, architecture, ...(variant === undefined ? [] : [variant])].join('/'),
		);
		expect(platforms.sort()).toEqual([...PLATFORMS].sort());
		const post = await job.post();
		expect(post.stdout).toMatch(/Removed the builder .*Removed qemu-/s);
	});

	test("Docker's own builder builds for each, one at a time", async () => {
		const job = shop.job();
		const { 'buildx-image': _, 'buildx-driver-opts': __, ...plain } = inputs(PLATFORMS);
		await good(job.main({ ...plain, 'buildx-driver': 'docker' }));
		for (const [platform, machine] of Object.entries(FOREIGN_MACHINES)) {
			expect(await build('default', [platform])).toEqual([machine]);
		}
		await job.post();
		await shop.docker.run('builder', 'prune', '--all', '--force');
		await shop.docker.run('image', 'prune', '--force');
	});
});

describe('a builder that booted before the platforms were registered', () => {
	test('is started anew when nobody builds on it', async () => {
		const name = { 'buildx-name': 'standing' };
		const agent = shop.job();
		await good(agent.main(inputs([NATIVE], { ...name, cleanup: 'false' })));
		const job = shop.job();
		const main = await good(job.main(inputs(['linux/arm64'], { ...name, verify: 'build' })));
		expect(main.stdout).toContain('standing does not know linux/arm64 yet: starting it anew.');
		expect(main.stdout).toContain('linux/arm64: built');
		const again = shop.job();
		const second = await good(again.main(inputs(['linux/arm64'], name)));
		expect(second.stdout).not.toContain('starting it anew');
		await job.post();
		await again.post();
		expect(await shop.xarch('builder', 'remove', 'standing')).toMatchObject({ code: 0 });
	});

	test('is left alone when another job uses it, and what it lacks is named', async () => {
		const name = { 'buildx-name': 'busy' };
		const other = shop.job();
		await good(other.main(inputs([NATIVE], name)));
		const job = shop.job();
		const error = await failure(job.main(inputs(['linux/arm64', 'linux/s390x'], name)));
		expect(error).toMatch(
			/The builder busy does not build for linux\/arm64, linux\/s390x; it builds for linux\/amd64.*It is in use/,
		);
		await job.post();
		await other.post();
	});
});

test('a platform that BuildKit does not know is named', async () => {
	const job = shop.job();
	const error = await failure(job.main(inputs(['linux/arm64', 'linux/m68k'])));
	expect(error).toMatch(
		/does not build for linux\/m68k; it builds for linux\/amd64,.*linux\/arm64/,
	);
	expect(error).toContain('E_BUILDER');
	await job.post();
});
