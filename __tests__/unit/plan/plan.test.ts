import { describe, expect, test } from '@jest/globals';
import { type Job, matrixOf, planJobs } from '../../../src/plan/plan.js';
import { hostedPlan } from '../../../src/plan/request.js';
import { parsePlatforms } from '../../../src/platform/parse.js';
import { request } from './plan-fixture.js';

function rows(jobs: readonly Job[]): unknown[] {
	return jobs.map(({ platforms, runsOn, native, needsXarch }) => [
		platforms.join(','),
		runsOn,
		native,
		needsXarch,
	]);
}

describe('on hosted runners', () => {
	test('each platform goes where it is native, the rest to the default', () => {
		const jobs = planJobs(request({ platforms: 'amd64 386 arm64 arm/v7 riscv64 amd64/v3' }));
		expect(rows(jobs)).toEqual([
			['linux/amd64', 'ubuntu-24.04', true, false],
			['linux/386', 'ubuntu-24.04', true, false],
			['linux/arm64', 'ubuntu-24.04-arm', true, false],
			// Only a look at the machine tells whether its CPU runs 32-bit ARM.
			['linux/arm/v7', 'ubuntu-24.04-arm', false, true],
			['linux/riscv64', 'ubuntu-24.04', false, true],
			// Never emulated, but not every CPU has that level.
			['linux/amd64/v3', 'ubuntu-24.04', true, true],
		]);
	});

	test('an entry of the matrix says all there is to say', () => {
		expect(matrixOf(planJobs(request({ platforms: 'arm/v7', images: ['ghcr.io/o/a'] })))).toEqual({
			include: [
				{
					platform: 'linux/arm/v7',
					pair: 'linux-arm-v7',
					arch: 'arm',
					variant: 'v7',
					'runs-on': 'ubuntu-24.04-arm',
					native: false,
					emulated: true,
					'needs-xarch': true,
					image: 'ghcr.io/o/a',
				},
			],
		});
	});

	test('the plan without any wishes is the same', () => {
		const platforms = 's390x,arm64,all';
		expect(planJobs(hostedPlan(parsePlatforms(platforms)))).toEqual(
			planJobs(request({ platforms })),
		);
	});

	test("gitlab.com's machines have names of their own", () => {
		expect(rows(planJobs(request({}, 'gitlab')))).toEqual([
			['linux/amd64', 'saas-linux-small-amd64', true, false],
			['linux/arm64', 'saas-linux-small-arm64', true, false],
			['linux/riscv64', 'saas-linux-small-amd64', false, true],
		]);
	});
});

describe('with runners of one’s own', () => {
	test('labels that name a CPU decide; a runner that is named for a platform is taken for native', () => {
		const jobs = planJobs(
			request({
				platforms: 'arm64 s390x riscv64 ppc64le 386',
				runners: [
					'linux/arm64 = ubuntu-22.04',
					'linux/s390x = ["self-hosted", "s390x"]',
					'riscv64 = banana-pi',
					'ppc64le = {"group": "power", "labels": "ppc64le"}',
					'linux/386 = ["self-hosted", "X64"]',
				],
			}),
		);
		expect(rows(jobs)).toEqual([
			['linux/arm64', 'ubuntu-22.04', false, true],
			['linux/s390x', ['self-hosted', 's390x'], true, false],
			['linux/riscv64', 'banana-pi', true, true],
			['linux/ppc64le', { group: 'power', labels: 'ppc64le' }, true, false],
			['linux/386', ['self-hosted', 'X64'], true, false],
		]);
	});

	test('a star takes the place of hosted machines', () => {
		const jobs = planJobs(request({ runners: ['* = docker', 'linux/amd64 = big'] }));
		expect(rows(jobs)).toEqual([
			['linux/amd64', 'big', true, true],
			['linux/arm64', 'docker', false, true],
			['linux/riscv64', 'docker', false, true],
		]);
	});

	test('the runner of an architecture serves its levels too', () => {
		const jobs = planJobs(
			request({ platforms: 'amd64/v2', runners: ['amd64 = ["self-hosted", "x64"]'] }),
		);
		expect(rows(jobs)).toEqual([['linux/amd64/v2', ['self-hosted', 'x64'], true, true]]);
	});

	test('default-runner is for what no hosted machine runs', () => {
		const [, arm64, riscv64] = planJobs(request({ defaultRunner: '["self-hosted", "ARM64"]' }));
		expect(arm64?.runsOn).toBe('ubuntu-24.04-arm');
		expect(riscv64?.runsOn).toEqual(['self-hosted', 'ARM64']);
	});
});

describe('group: emulated', () => {
	test('one job for all that are emulated on a runner, at the place of the first', () => {
		const jobs = planJobs(
			request({ platforms: 's390x amd64 arm/v7 riscv64 arm64 arm/v6', group: 'emulated' }),
		);
		expect(jobs.map(({ platforms, pair }) => [platforms.join(','), pair])).toEqual([
			['linux/s390x,linux/riscv64', 'emulated'],
			['linux/amd64', 'linux-amd64'],
			['linux/arm/v7,linux/arm/v6', 'emulated-2'],
			['linux/arm64', 'linux-arm64'],
		]);
		expect(matrixOf(jobs).include[0]).toMatchObject({ arch: '', variant: '', emulated: true });
	});

	test('a single one is a job like any other', () => {
		const jobs = planJobs(request({ group: 'emulated' }));
		expect(jobs.map(({ pair }) => pair)).toEqual(['linux-amd64', 'linux-arm64', 'linux-riscv64']);
	});
});

describe('a second dimension', () => {
	test('all platforms of the first image, then those of the next', () => {
		const { include } = matrixOf(
			planJobs(request({ platforms: 'amd64,arm64', images: ['a', 'b'], targets: ['x', 'y'] })),
		);
		expect(include.map(({ image, target, platform }) => [image, target, platform])).toEqual([
			['a', 'x', 'linux/amd64'],
			['a', 'x', 'linux/arm64'],
			['b', 'y', 'linux/amd64'],
			['b', 'y', 'linux/arm64'],
		]);
	});

	test('256 jobs are a matrix, 257 are too many', () => {
		const many = (count: number) =>
			planJobs(
				request({
					platforms: 'riscv64',
					targets: Array.from({ length: count }, (_, index) => `t${index}`),
				}),
			);
		expect(matrixOf(many(256)).include).toHaveLength(256);
		expect(() => matrixOf(many(257))).toThrow(
			expect.objectContaining({
				code: 'E_TOO_MANY_JOBS',
				message: expect.stringMatching(/257 jobs.*256/),
			}),
		);
	});
});
