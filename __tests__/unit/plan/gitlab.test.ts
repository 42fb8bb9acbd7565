import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { gitlabPipeline } from '../../../src/plan/gitlab.js';
import { planJobs } from '../../../src/plan/plan.js';
import type { PlanTexts } from '../../../src/plan/request.js';
import { request } from './plan-fixture.js';

function pipeline(texts: Partial<PlanTexts>): string {
	return gitlabPipeline(planJobs(request(texts, 'gitlab')), '.gitlab/build.yml');
}

test('a job each, that extends the one of the included file', () => {
	const text = pipeline({ platforms: 'arm64,riscv64', runners: ['riscv64 = ["riscv", "big"]'] });
	const value = (text: string) => ({ value: text, expand: false });
	expect(parse(text)).toEqual({
		include: [{ local: '.gitlab/build.yml' }],
		'build linux-arm64': {
			extends: '.build',
			tags: ['saas-linux-small-arm64'],
			variables: {
				XARCH_PLATFORM: value('linux/arm64'),
				XARCH_PAIR: value('linux-arm64'),
				XARCH_ARCH: value('arm64'),
				XARCH_VARIANT: value(''),
				XARCH_NATIVE: value('true'),
				XARCH_EMULATED: value('false'),
				XARCH_NEEDS_XARCH: value('false'),
			},
		},
		'build linux-riscv64': expect.objectContaining({ tags: ['riscv', 'big'] }),
	});
});

test('jobs of another target have another name', () => {
	const jobs = Object.keys(parse(pipeline({ platforms: 'arm64', targets: ['x', 'y'] })));
	expect(jobs).toEqual(['include', 'build linux-arm64', 'build linux-arm64 2']);
});

test.each([
	['arm64 = {"group": "big", "labels": ["a"]}', /has no runner groups/],
	['arm64 = $RUNNER', /would put in a variable/],
])('%s is refused', (line, message) => {
	expect(() => pipeline({ platforms: 'arm64', runners: [line] })).toThrow(
		expect.objectContaining({ code: 'E_INPUT', message: expect.stringMatching(message) }),
	);
});
