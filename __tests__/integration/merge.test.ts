import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { BUILDX_VERSIONS } from '../machine/buildx.js';
import { BUILT_PLATFORMS } from '../machine/image-builds.js';
import { type MergeLab, startMergeLab } from '../machine/merge-lab.js';
import { digestOfTag, platformsOf, pulledArchitecture, readIndex } from '../machine/skopeo.js';

let merging: MergeLab;

beforeAll(async () => {
	merging = await startMergeLab();
});

afterAll(async () => {
	await merging?.stop();
});

/** Builds for each platform and pushes by digest. */
async function pushAll(
	image: string,
	platforms: readonly string[],
	provenance: boolean,
): Promise<string[]> {
	const digests: string[] = [];
	for (const platform of platforms) {
		digests.push(await merging.builds.push({ image, platform, provenance }));
	}
	return digests;
}

const TWO = ['linux/arm64', 'linux/riscv64'];
const isPut = (request: string) => request.startsWith('PUT ') && request.includes('/manifests/');

describe.each(BUILDX_VERSIONS)('buildx %s', (version) => {
	beforeEach(() => {
		merging.use(version);
		merging.calls();
	});

	test('joins two platforms with provenance under two tags, annotated', async () => {
		const image = merging.image();
		const digests = await pushAll(image, TWO, true);
		merging.requests();
		const step = await merging.step({
			images: image,
			tags: '1.2\nlatest',
			digests: digests.join('\n'),
			annotations:
				'index:org.opencontainers.image.title=An app, = "quoted"\nmanifest-descriptor[linux/arm64]:octo.key=-x',
			'expected-platforms': 'arm64 riscv64',
		});
		expect(step).toMatchObject({ code: 0 });
		const puts = merging.requests().filter(isPut);
		const index = await readIndex(`${image}:1.2`);
		expect(index.digest).toBe(step.outputs.digest);
		expect(await digestOfTag(`${image}:latest`)).toBe(step.outputs.digest);
		expect(puts.map((request) => request.replace(/.*\//, '')).sort()).toEqual(['1.2', 'latest']);
		expect(index.mediaType).toBe('application/vnd.oci.image.index.v1+json');
		expect(platformsOf(index)).toEqual(TWO);
		expect(index.manifests).toHaveLength(4);
		expect(index.annotations).toEqual({
			'org.opencontainers.image.title': 'An app, = "quoted"',
		});
		const arm64 = index.manifests.find(({ platform }) => platform.architecture === 'arm64');
		expect(arm64?.annotations).toEqual({ 'octo.key': '-x' });
		const { digest: _, ...content } = index;
		expect(JSON.parse(step.outputs.manifest ?? '')).toEqual(content);
		expect(step.outputs.platforms).toBe('linux/arm64,linux/riscv64');
		for (const platform of TWO) {
			expect(`linux/${await pulledArchitecture(`${image}:1.2`, platform)}`).toBe(platform);
		}
		expect(step.stdout).toMatch(/::group::Writing the tags\n/);
		for (const part of [`${image}:latest`, index.digest, arm64?.digest, '<td>linux/riscv64</td>']) {
			expect(step.summary).toContain(part);
		}
		expect(step.summary).toContain('with 2 attestations');
	});

	test('joins five platforms from nested directories, and writes nothing the second time', async () => {
		const image = merging.image();
		const digests = await pushAll(image, BUILT_PLATFORMS, false);
		const directory = join(merging.job.directory, `digests-${version}`);
		for (const [index, digest] of digests.entries()) {
			mkdirSync(join(directory, `digest-${index}`), { recursive: true });
			writeFileSync(join(directory, `digest-${index}`, digest.slice('sha256:'.length)), '');
		}
		const inputs = {
			tags: `${image}:five`,
			digests: directory,
			'expected-platforms': BUILT_PLATFORMS.join(','),
		};
		const first = await merging.step(inputs);
		expect(first).toMatchObject({ code: 0 });
		expect(platformsOf(await readIndex(`${image}:five`))).toEqual([...BUILT_PLATFORMS].sort());
		merging.requests();
		const second = await merging.step(inputs);
		expect(second).toMatchObject({ code: 0 });
		expect(merging.requests().filter((request) => !/^(?:GET|HEAD) /.test(request))).toEqual([]);
		expect(second.outputs).toEqual(first.outputs);
		expect(second.summary).toContain('was this index already');
	});

	test('copies to a second image, where the tag is written once and last', async () => {
		const [image, copy] = [merging.image(), merging.image()];
		const digests = await pushAll(image, TWO, true);
		merging.requests();
		const step = await merging.step({
			images: `${image}\n${copy}`,
			tags: '1',
			digests: digests.join('\n'),
		});
		expect(step).toMatchObject({ code: 0 });
		const puts = merging.requests().filter(isPut);
		expect(puts.filter((request) => request.endsWith('/manifests/1'))).toHaveLength(2);
		expect(puts.at(-1)).toMatch(/\/manifests\/1$/);
		expect(await digestOfTag(`${copy}:1`)).toBe(step.outputs.digest);
		expect(await pulledArchitecture(`${copy}:1`, 'linux/riscv64')).toBe('riscv64');
	});

	test('joins images of a repository for each architecture, the old way', async () => {
		const image = merging.image();
		const words: string[] = [];
		for (const platform of TWO) {
			const home = `${image}-${platform.replace('linux/', '')}`;
			words.push(`${platform}=${home}@${await merging.builds.push({ image: home, platform })}`);
		}
		const step = await merging.step({ images: image, tags: '1', digests: words.join('\n') });
		expect(step).toMatchObject({ code: 0 });
		expect(platformsOf(await readIndex(`${image}:1`))).toEqual(TWO);
		expect(await pulledArchitecture(`${image}:1`, 'linux/arm64')).toBe('arm64');
	});

	test('logs in with the credentials of docker, which are in no argument and no log', async () => {
		const image = merging.image();
		const locked = image.replace(merging.registry.open, merging.registry.locked);
		const digests = await pushAll(image, TWO, false);
		const inputs = { images: locked, tags: '1', digests: digests.join('\n') };

		const refused = await merging.step(inputs);
		expect(refused.code).toBe(1);
		expect(refused.annotations('error').join('')).toMatch(
			/Log in to the registry.*\[E_REGISTRY\]/s,
		);

		const wrong = merging.registry.credentials('wrong horse');
		merging.use(version, wrong);
		expect((await merging.step(inputs)).code).toBe(1);
		expect(await digestOfTag(`${image}:1`)).toBeUndefined();

		const right = merging.registry.credentials();
		merging.use(version, right);
		const step = await merging.step(inputs);
		expect(step).toMatchObject({ code: 0 });
		expect(await digestOfTag(`${image}:1`)).toBe(step.outputs.digest);
		const [, secret = 'none'] = /"auth":"([^"]+)"/.exec(right) ?? [];
		const told = [step.stdout, step.stderr, step.summary, ...merging.calls()].join('\n');
		for (const word of [secret, Buffer.from(secret, 'base64').toString(), 'correct horse']) {
			expect(told.includes(word)).toBe(false);
		}
	});

	test('the command line takes digests from standard input and tells the outcome as JSON', async () => {
		const image = merging.image();
		const digests = await pushAll(image, TWO, true);
		const ended = await merging.xarch(
			[
				...[
					'--image',
					image,
					'--tag',
					'1,2',
					'--digests',
					'-',
					'--expected-platforms',
					'arm64,riscv64',
				],
				'--json',
			],
			`${digests.join('\n')}\n`,
		);
		expect(ended).toMatchObject({ code: 0 });
		const outcome = JSON.parse(ended.stdout) as Record<string, unknown>;
		const index = await readIndex(`${image}:2`);
		expect(outcome).toMatchObject({
			digest: index.digest,
			verified: true,
			tags: [
				{ reference: `${image}:1`, written: true },
				{ reference: `${image}:2`, written: true },
			],
			manifest: { manifests: index.manifests },
		});
		const again = await merging.xarch([
			'--image',
			image,
			'--tag',
			'1',
			'--digest',
			digests[0] ?? '',
		]);
		expect(again.code).toBe(9);
		expect(again.stderr).toMatch(/would lose linux\/riscv64.*--allow-shrink.*\[E_MERGE\]/s);
	});

	test('starts buildx as often as it must', async () => {
		const image = merging.image();
		const inputs = { images: image, tags: '1' };
		const plain = await pushAll(image, TWO, false);
		expect(await merging.step({ ...inputs, digests: plain.join('\n') })).toMatchObject({ code: 0 });
		// A look at the tag and at the images at once, the tag, and what was pushed.
		expect(
			merging
				.calls()
				.map((call) => call.split(' ').slice(0, 3).join(' '))
				.sort(),
		).toEqual([
			'imagetools create --dry-run',
			'imagetools create --tag',
			'imagetools inspect --format',
			'imagetools inspect --raw',
		]);
		const proved = await pushAll(image, TWO, true);
		const step = await merging.step({
			...{ images: image, tags: '2', verify: 'false', digests: proved.join('\n') },
		});
		expect(step).toMatchObject({ code: 0 });
		expect(merging.calls()).toHaveLength(3);
		expect(step.summary).toContain('It was not read back (verify: false).');
	});
});
