import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { BUILDX_VERSIONS } from '../machine/buildx.js';
import { type FaultyRegistry, startFaultyRegistry } from '../machine/faulty-registry.js';
import { type MergeLab, startMergeLab } from '../machine/merge-lab.js';
import { digestOfTag, readIndex, tagImage } from '../machine/skopeo.js';

let merging: MergeLab;
let faulty: FaultyRegistry;
/** As the step knows it, through the proxy. */
let image: string;
/** The same, as the registry itself has it. */
let real: string;
/** With provenance. */
let arm64: string;
let riscv64: string;
let s390x: string;
let tags = 0;

beforeAll(async () => {
	merging = await startMergeLab();
	faulty = await startFaultyRegistry(merging.registry.open);
	real = merging.image();
	image = real.replace(merging.registry.open, faulty.address);
	arm64 = await merging.builds.push({ image: real, platform: 'linux/arm64', provenance: true });
	riscv64 = await merging.builds.push({ image: real, platform: 'linux/riscv64', provenance: true });
	s390x = await merging.builds.push({ image: real, platform: 'linux/s390x' });
});

afterAll(async () => {
	await faulty?.stop();
	await merging?.stop();
});

afterEach(() => {
	faulty.faults.length = 0;
});

describe.each(BUILDX_VERSIONS)('buildx %s', (version) => {
	let tag: string;

	beforeEach(() => {
		merging.use(version);
		merging.calls();
		tags += 1;
		tag = `t${tags}`;
	});

	const step = (more: Readonly<Record<string, string>> = {}) =>
		merging.step({ images: image, tags: tag, digests: `${arm64}\n${riscv64}`, ...more });
	const manifests = (name: string) => new RegExp(`/manifests/${name}$`);

	test.each([
		['a PUT that is answered 503', { method: 'PUT', answer: { status: 503 } }],
		['a PUT that is cut', { method: 'PUT', answer: 'cut' }],
		['a PUT that is done, and its answer cut', { method: 'PUT', answer: 'cut after' }],
		['a look that is answered 500', { method: 'HEAD', answer: { status: 500 } }],
		['a look that is cut', { method: 'HEAD', answer: 'cut' }],
	] as const)('comes over %s', async (_name, fault) => {
		// Twice: buildx 0.29 repeats some by itself.
		faulty.faults.push({ ...fault, path: manifests(tag), times: 2 });
		const ended = await step();
		expect(ended.annotations('error')).toEqual([]);
		expect(ended).toMatchObject({ code: 0 });
		expect(await digestOfTag(`${real}:${tag}`)).toBe(ended.outputs.digest);
	});

	test('comes over an image of which it is said once that it is not there', async () => {
		faulty.faults.push({ method: 'HEAD', path: manifests(arm64), answer: 'cut', times: 1 });
		const ended = await step();
		expect(ended).toMatchObject({ code: 0 });
		expect(ended.stdout).toMatch(/trying again in \d/);
		expect(await digestOfTag(`${real}:${tag}`)).toBe(ended.outputs.digest);
	});

	test('waits as long as a registry asks that has had too many requests', async () => {
		const answer = { status: 429, headers: { 'retry-after': '3' } };
		// buildx itself asks six times without a pause; the seventh is the question how long to wait.
		faulty.faults.push({ method: 'HEAD', path: manifests(tag), answer, times: 6 });
		faulty.faults.push({ method: 'GET', path: manifests(tag), answer, times: 1 });
		const ended = await step();
		expect(ended).toMatchObject({ code: 0 });
		expect(ended.stdout).toMatch(/429 Too Many Requests; trying again in 3\.0 s/);
	});

	test('does not wait for one that asks for an hour, and writes nothing', async () => {
		const answer = { status: 429, headers: { 'retry-after': '3600' } };
		faulty.faults.push({ path: manifests(tag), answer });
		const ended = await step();
		expect(ended.code).toBe(1);
		expect(ended.annotations('error').join('')).toMatch(
			/Cannot tell for which platforms .*429 Too Many Requests.*No tag was written.*\[E_REGISTRY\]/s,
		);
		expect(ended.stdout).not.toMatch(/trying again/);
		expect(await digestOfTag(`${real}:${tag}`)).toBeUndefined();
	});

	test('a registry that fails in the middle: the tag is as it was, the others are named', async () => {
		const other = `${tag}-other`;
		await tagImage(`${real}@${arm64}`, `${real}:${tag}`);
		faulty.faults.push({ method: 'PUT', path: manifests(tag), answer: { status: 503 } });
		const ended = await step({ tags: `${other}\n${tag}` });
		expect(ended.code).toBe(1);
		expect(ended.outputs).toEqual({});
		const message = ended.annotations('error').join('');
		expect(message).toMatch(/did not take every tag: .*503 Service Unavailable/);
		expect(message).toContain(`Written: ${image}:${other}.`);
		expect(message).toContain(`Not written, and as before: ${image}:${tag}.`);
		expect(message).toMatch(/can be run again.*\[E_REGISTRY\]/s);
		expect(await digestOfTag(`${real}:${tag}`)).toBe(arm64);
		const written = await digestOfTag(`${real}:${other}`);
		expect(written).toMatch(/^sha256:/);

		faulty.faults.length = 0;
		const again = await step({ tags: `${other}\n${tag}` });
		expect(again).toMatchObject({ code: 0, outputs: { digest: written } });
		expect(again.summary).toContain(`${image}:${other} (was this index already)`);
		expect(await digestOfTag(`${real}:${tag}`)).toBe(written);
	});

	test('a registry that is gone in the middle: nobody says what cannot be known', async () => {
		faulty.faults.push({ method: 'PUT', path: manifests(tag), answer: 'cut' });
		faulty.faults.push({ method: 'HEAD', path: manifests(tag), answer: { status: 500 }, after: 2 });
		const ended = await step();
		expect(ended.code).toBe(1);
		const message = ended.annotations('error').join('');
		expect(message).toContain(`Cannot be told: ${image}:${tag}.`);
		expect(message).not.toContain('Written:');
		expect(await digestOfTag(`${real}:${tag}`)).toBeUndefined();
	}, 120_000);

	test('a manifest inside, or a configuration, that cannot be had: before a tag is written', async () => {
		const { manifests: inner } = await readIndex(`${real}@${riscv64}`);
		const manifest = inner[0]?.digest ?? '';
		const { config } = (await readIndex(`${real}@${manifest}`)) as unknown as {
			config: { digest: string };
		};
		for (const path of [manifests(manifest), new RegExp(`/blobs/${config.digest}$`)]) {
			faulty.faults.length = 0;
			faulty.faults.push({ path, answer: { status: 404 } });
			const ended = await step();
			expect(ended.code).toBe(1);
			expect(ended.annotations('error').join('')).toMatch(/Cannot read .*No tag was written/);
			expect(await digestOfTag(`${real}:${tag}`)).toBeUndefined();
		}
	});

	test('a copy to another image that breaks off: its tag is as it was', async () => {
		const copy = merging.image();
		await tagImage(`${real}@${arm64}`, `${copy}:${tag}`);
		const name = copy.split('/').at(-1);
		const path = new RegExp(`/${name}/manifests/`);
		faulty.faults.push({ method: 'PUT', path, after: 1, answer: { status: 503 } });
		const ended = await step({
			images: `${image}\n${copy.replace(merging.registry.open, faulty.address)}`,
		});
		expect(ended.code).toBe(1);
		expect(ended.annotations('error').join('')).toMatch(/Cannot copy .*503.*No tag was written/);
		expect(await digestOfTag(`${copy}:${tag}`)).toBe(arm64);
		expect(await digestOfTag(`${real}:${tag}`)).toBeUndefined();
	});

	test('what was pushed and cannot be read back fails, and says that it was written', async () => {
		// The first time is the look at what the tag was, the second buildx' own before it pushes.
		faulty.faults.push({ method: 'HEAD', path: manifests(tag), after: 2, answer: { status: 403 } });
		const ended = await step({ digests: `${arm64}\n${s390x}` });
		expect(ended.code).toBe(1);
		expect(ended.annotations('error').join('')).toMatch(
			/was written, but not all of it can be read back.*\[E_REGISTRY\]/s,
		);
		expect(await digestOfTag(`${real}:${tag}`)).toMatch(/^sha256:/);
	});
});
