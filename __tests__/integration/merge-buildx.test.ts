import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { PINNED_RELEASE } from '../../src/buildx/release.js';
import { storeBuildx } from '../../src/buildx/store.js';
import { mergeContext } from '../../src/merge/context.js';
import { merge } from '../../src/merge/merge.js';
import { readDigests } from '../../src/merge/read-digests.js';
import { type MergeRequest, parseMergeRequest } from '../../src/merge/request.js';
import { startFaultyRegistry } from '../machine/faulty-registry.js';
import { type ImageBuilds, startImageBuilds } from '../machine/image-builds.js';
import { lab } from '../machine/lab.js';
import { type Registry, startRegistry } from '../machine/registry.js';
import { digestOfTag } from '../machine/skopeo.js';
import { GithubReleases } from '../servers/github-releases.js';
import { Recorder, thisHost } from '../servers/source-fixture.js';

const NAMES = {
	...{ images: 'images', tags: 'tags', digests: 'digests' },
	...{ annotations: 'annotations', expectedPlatforms: 'expected-platforms' },
};
const VERSION = PINNED_RELEASE.tag.slice(1);

const github = new GithubReleases();
let registry: Registry;
let builds: ImageBuilds;
let root: string;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
	await github.start();
	registry = await startRegistry();
	builds = await startImageBuilds();
});

afterAll(async () => {
	await builds?.stop();
	await registry?.stop();
	await github.stop();
});

beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'xarch-merge-buildx-'));
	mkdirSync(join(root, 'temp'));
	github.clear();
	env = {
		PATH: join(root, 'nothing'),
		HOME: root,
		RUNNER_TOOL_CACHE: join(root, 'tool-cache'),
		RUNNER_TEMP: join(root, 'temp'),
		XARCH_GITHUB_URL: github.url('web'),
		XARCH_GITHUB_API_URL: github.url('api'),
	};
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

/** To put one image under the tag 1. */
function requestFor(image: string, digest: string): MergeRequest {
	const texts = {
		...{ images: [image], tags: ['1'], annotations: [], expectedPlatforms: 'arm64' },
		...{ verify: true, allowShrink: false },
	};
	return parseMergeRequest(texts, readDigests('digests', [digest], root), NAMES);
}

test('a buildx of the tool-cache merges where docker has none', async () => {
	const program = lab('buildx-0.29', 'docker-buildx');
	mkdirSync(join(root, 'prepared'));
	copyFileSync(program, join(root, 'prepared', 'docker-buildx'));
	const sha256 = createHash('sha256').update(readFileSync(program)).digest('hex');
	const { path } = storeBuildx(join(root, 'tool-cache'), thisHost(), join(root, 'prepared'), {
		...{ version: VERSION, sha256, vouching: 'catalog' },
	});
	const context = await mergeContext(new Recorder(), '', env, []);
	expect(context.buildx).toBe(path);
	const image = `${registry.open}/octo/provided`;
	const digest = await builds.push({ image, platform: 'linux/arm64' });
	const outcome = await merge(requestFor(image, digest), context);
	expect(await digestOfTag(`${image}:1`)).toBe(outcome.digest);
	expect(outcome.images).toEqual([{ digest, platform: 'linux/arm64', osVersion: undefined }]);
	expect(github.seen).toEqual([]);
});

test('one from a mirror that is not the pinned one is not used', async () => {
	github.releases.push({
		repository: 'docker/buildx',
		tag: PINNED_RELEASE.tag,
		assets: new Map([
			[
				`buildx-${PINNED_RELEASE.tag}.linux-${thisHost().architecture}`,
				readFileSync(lab('buildx-0.29', 'docker-buildx')),
			],
		]),
	});
	await expect(mergeContext(new Recorder(), '', env, [])).rejects.toMatchObject({
		code: 'E_DIGEST',
	});
	expect(github.seen.length).toBeGreaterThan(0);
	expect(existsSync(join(root, 'tool-cache', 'buildx', VERSION, thisHost().nodeArch))).toBe(false);
});

test('a registry that does not answer is not waited for without end', async () => {
	const faulty = await startFaultyRegistry(registry.open);
	try {
		const real = `${registry.open}/octo/silent`;
		const digest = await builds.push({ image: real, platform: 'linux/arm64' });
		const request = requestFor(real.replace(registry.open, faulty.address), digest);
		faulty.faults.push({ path: /\/manifests\//, answer: 'stall' });
		const plugins = lab('buildx-0.29');
		const context = await mergeContext(new Recorder(), '', { ...env, PATH: plugins }, []);
		const impatient = { ...context, readTimeoutMs: 1_000, retryDelayMs: 10 };
		await expect(merge(request, impatient)).rejects.toMatchObject({
			code: 'E_REGISTRY',
			message: expect.stringMatching(/^Cannot read .*limit 1000 ms.*No tag was written\.$/),
			remedy: expect.stringContaining('does not answer'),
		});
		expect(await digestOfTag(`${real}:1`)).toBeUndefined();
	} finally {
		await faulty.stop();
	}
});
