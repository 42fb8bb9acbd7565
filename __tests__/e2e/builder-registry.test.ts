import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { type Registry, startRegistry } from '../machine/registry.js';
import { good, openWorkshop, type Workshop } from '../machine/workshop.js';

const endings: (() => Promise<void> | void)[] = [];
let shop: Workshop;
let registry: Registry;
let directory: string;

/** Builds a Dockerfile with a builder. */
async function build(builder: string, dockerfile: string, ...args: string[]): Promise<string> {
	writeFileSync(join(directory, 'Dockerfile'), dockerfile);
	const { code, stderr } = await shop.docker.run(
		...['buildx', 'build', '--builder', builder, '--progress', 'plain', ...args, directory],
	);
	if (code !== 0) throw new Error(stderr);
	return stderr;
}

beforeAll(async () => {
	registry = await startRegistry();
	endings.push(() => registry.stop());
	shop = await openWorkshop();
	endings.push(() => shop.stop());
	directory = mkdtempSync(join(tmpdir(), 'xarch-context-'));
	endings.push(() => rmSync(directory, { recursive: true }));
	const name = `${registry.open}/library/base:1`;
	for (const args of [
		['tag', 'xarch/buildkit:lab', name],
		['push', name],
		['rmi', name],
	]) {
		expect(await shop.docker.run(...args)).toMatchObject({ code: 0 });
	}
});
afterEach(() => shop.tidy());
afterAll(async () => {
	for (const end of endings.reverse()) await end();
});

test.each([
	['of its own input', { 'buildx-mirrors': 'docker.io = http://MIRROR' }],
	[
		'of buildkitd.toml',
		{
			'buildx-buildkitd-config-inline':
				'[registry."docker.io"]\n  mirrors = ["MIRROR"]\n[registry."MIRROR"]\n  http = true\n',
		},
	],
])('a mirror %s is where images are taken from', async (_name, given) => {
	const inputs = Object.fromEntries(
		Object.entries(given).map(([key, value]) => [key, value.replaceAll('MIRROR', registry.open)]),
	);
	const job = shop.job();
	const main = await good(job.main(shop.inputs(inputs)));
	const asked = registry.requests().length;
	await build(main.outputs.builder ?? '', 'FROM docker.io/library/base:1\nWORKDIR /made\n');
	const requests = registry.requests().slice(asked);
	expect(requests).toContainEqual(
		expect.objectContaining({
			path: '/v2/library/base/manifests/1?ns=docker.io',
			status: 200,
			userAgent: expect.stringContaining('buildkit/'),
		}),
	);
	expect(requests.filter(({ path }) => path.includes('/blobs/'))).not.toEqual([]);
	await job.post();
});

test('the outputs cache-from and cache-to carry a build from one job to the next', async () => {
	const dockerfile = 'FROM scratch\nCOPY Dockerfile /file\nWORKDIR /made\n';
	const inputs = shop.inputs({ 'buildx-cache': `registry:${registry.open}/cache:main` });
	const logs: string[] = [];
	for (const _ of ['first', 'second']) {
		const job = shop.job();
		const { outputs } = await good(job.main(inputs));
		expect(outputs).toMatchObject({
			'cache-from': `type=registry,ref=${registry.open}/cache:main`,
			'cache-to': `type=registry,ref=${registry.open}/cache:main,mode=max`,
		});
		const caches = ['--cache-from', outputs['cache-from'], '--cache-to', outputs['cache-to']];
		logs.push(await build(outputs.builder ?? '', dockerfile, ...caches.map(String)));
		await job.post();
	}
	expect(logs[0]).not.toMatch(/^#\d+ CACHED$/m);
	expect(logs[1]).toMatch(/^#\d+ CACHED$/m);
});
