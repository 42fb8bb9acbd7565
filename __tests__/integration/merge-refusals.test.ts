import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { BUILDX_VERSIONS } from '../machine/buildx.js';
import { type MergeLab, startMergeLab } from '../machine/merge-lab.js';
import type { Step } from '../machine/runner.js';
import { digestOfTag, platformsOf, readIndex, tagImage } from '../machine/skopeo.js';

let merging: MergeLab;
let image: string;
/** With provenance. */
let arm64: string;
let riscv64: string;
/** Without. */
let plainArm64: string;
let otherArm64: string;
let s390x: string;

beforeAll(async () => {
	merging = await startMergeLab();
	image = merging.image();
	const push = (platform: string, provenance: boolean, variation = '') =>
		merging.builds.push({ image, platform, provenance, variation });
	arm64 = await push('linux/arm64', true);
	riscv64 = await push('linux/riscv64', true);
	plainArm64 = await push('linux/arm64', false);
	otherArm64 = await push('linux/arm64', false, 'other');
	s390x = await push('linux/s390x', false);
});

afterAll(async () => {
	await merging?.stop();
});

/** Fails with an annotation of this code, and the registry was only read. */
async function refused(code: string, inputs: Readonly<Record<string, string>>): Promise<string> {
	merging.requests();
	const step = await merging.step({ images: image, ...inputs });
	expect(step.code).toBe(1);
	expect(step.outputs).toEqual({});
	expect(merging.requests().filter((request) => !/^(?:GET|HEAD) /.test(request))).toEqual([]);
	return annotationOf(step, code);
}

function annotationOf(step: Step, code: string): string {
	const [annotation = ''] = step.annotations('error');
	expect(step.stdout).toContain(`::error title=setup-xarch%3A ${code}::`);
	return annotation;
}

describe.each(BUILDX_VERSIONS)('buildx %s: nothing is written', (version) => {
	beforeEach(() => merging.use(version));

	test('for a digest that is not there', async () => {
		const wrong = `sha256:${'0'.repeat(64)}`;
		expect(await refused('E_REGISTRY', { tags: 'wrong', digests: `${arm64}\n${wrong}` })).toMatch(
			new RegExp(`Cannot read .*@${wrong}: not found\\. No tag was written.*pushed`, 's'),
		);
	});

	test('for a platform that is missing, by its name', async () => {
		const message = await refused('E_MERGE', {
			tags: 'missing',
			digests: `${arm64}\n${s390x}`,
			'expected-platforms': 'arm64,riscv64,s390x',
		});
		expect(message).toMatch(
			/^Expected but not there: linux\/riscv64\. .*linux\/arm64, linux\/s390x/,
		);
	});

	test('for one too many, by its name', async () => {
		const message = await refused('E_MERGE', {
			...{ tags: 'many', digests: `${arm64}\n${riscv64}`, 'expected-platforms': 'arm64' },
		});
		expect(message).toContain(`${image}@${riscv64} is an image for linux/riscv64`);
	});

	test('for a doubled platform, by its name and the files that doubled it', async () => {
		const file = join(merging.job.directory, 'left-over');
		writeFileSync(file, otherArm64);
		const message = await refused('E_MERGE', {
			tags: 'doubled',
			digests: `${arm64}\n${riscv64}\n${file}`,
		});
		expect(message).toContain('linux/arm64 is there more than once');
		expect(message).toContain(`${image}@${arm64} and ${image}@${otherArm64} (${file})`);
	});

	test.each(['arm64', 'plainArm64'] as const)(
		'for %s that is given for another platform',
		async (name) => {
			const digest = { arm64, plainArm64 }[name];
			const message = await refused('E_MERGE', {
				tags: 'claimed',
				digests: `s390x=${digest}\nlinux/riscv64=${riscv64}`,
			});
			expect(message).toContain('given for linux/s390x, but it is an image for linux/arm64');
		},
	);

	test('for an attestation, and for what is no image at all', async () => {
		const { manifests } = await readIndex(`${image}@${arm64}`);
		const attestation = manifests.find(({ platform }) => platform.os === 'unknown')?.digest ?? '';
		const message = await refused('E_MERGE', {
			tags: 'attestation',
			digests: `${riscv64}\n${attestation}`,
		});
		expect(message).toContain(`${attestation} is not an image of a platform`);
	});

	test('when a tag would lose a platform, unless it may', async () => {
		const tag = `shrink-${version}`;
		const inputs = { images: image, tags: `new-${version}\n${tag}` };
		const full = await merging.step({ ...inputs, tags: tag, digests: `${arm64}\n${riscv64}` });
		expect(full).toMatchObject({ code: 0 });
		const message = await refused('E_MERGE', { ...inputs, digests: `${arm64}\n${s390x}` });
		expect(message).toMatch(new RegExp(`${tag} is there for .* would lose linux/riscv64`));
		expect(message).toContain('allow-shrink: true');
		expect(await digestOfTag(`${image}:${tag}`)).toBe(full.outputs.digest);
		expect(await digestOfTag(`${image}:new-${version}`)).toBeUndefined();

		const allowed = await merging.step({
			...{ ...inputs, digests: `${arm64}\n${s390x}`, 'allow-shrink': 'true' },
		});
		expect(allowed).toMatchObject({ code: 0 });
		expect(platformsOf(await readIndex(`${image}:${tag}`))).toEqual(['linux/arm64', 'linux/s390x']);
	});

	test('when the tag is an image of one platform and would lose it', async () => {
		const tag = `${image}:single-${version}`;
		await tagImage(`${image}@${s390x}`, tag);
		const message = await refused('E_MERGE', { tags: tag, digests: `${arm64}\n${riscv64}` });
		expect(message).toMatch(/is there for linux\/s390x, and would lose linux\/s390x/);
		expect(await digestOfTag(tag)).toBe(s390x);
		const gained = await merging.step({ tags: tag, digests: `${arm64}\n${s390x}` });
		expect(gained).toMatchObject({ code: 0 });
		expect(platformsOf(await readIndex(tag))).toEqual(['linux/arm64', 'linux/s390x']);
	});
});

describe('before the registry is asked', () => {
	beforeEach(() => {
		merging.use('0.29');
		merging.calls();
	});

	test.each([
		[{ images: '--help', tags: '1' }, 'images: "--help"'],
		[{ images: '$(touch /tmp/x)', tags: '1' }, 'images: "$(touch /tmp/x)"'],
		[{ images: 'Octo/App', tags: '1' }, 'lower case only: write octo/app'],
		[{ images: '::error::x', tags: '1' }, 'images: "::error::x"'],
		[{ tags: '-t' }, 'tags: "-t"'],
		[{ tags: '1\n../../x' }, 'tags: "../../x"'],
		[{ tags: '' }, 'tags is empty'],
		[{ tags: '1', digests: '' }, 'digests is empty'],
		[{ tags: '1', digests: '--dry-run' }, 'digests: "--dry-run"'],
		[{ tags: '1', digests: 'sha256:12' }, 'digests: "sha256:12"'],
		[{ tags: '1', digests: '/dev/zero' }, 'is not a regular file'],
		[{ tags: '1', digests: '/etc/hostname' }, 'which is not a digest'],
		[{ tags: '1', annotations: '--file=/etc/shadow' }, 'annotations: "--file=/etc/shadow"'],
		[{ tags: '1', annotations: 'a=b' }, 'Write index: before the key'],
		[{ tags: '1', verify: 'yes' }, 'verify: "yes" is not a boolean'],
		[{ tags: '1', 'allow-shrink': '1' }, 'allow-shrink: "1" is not a boolean'],
		[{ tags: '1', 'expected-platforms': 'all' }, 'does not say which platforms'],
	])('%j is refused', async (inputs, words) => {
		const message = await refused('E_INPUT', { digests: arm64, ...inputs });
		expect(message).toContain(words);
		expect(message.split('\n')).toHaveLength(2);
		expect(merging.calls()).toEqual([]);
	});

	test('so is an unknown platform', async () => {
		const inputs = { tags: '1', digests: arm64, 'expected-platforms': 'amd46' };
		expect(await refused('E_PLATFORM', inputs)).toContain('did you mean "linux/amd64"');
	});
});
