import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { parse } from 'yaml';
import { gitlabPipeline } from '../../../src/plan/gitlab.js';
import { matrixOf, planJobs } from '../../../src/plan/plan.js';
import { TARGETS } from '../../../src/platform/table.js';
import { request } from './plan-fixture.js';

const PLATFORMS = TARGETS.flatMap(({ platforms }) => platforms);
/** Labels whose machine is known, with what it runs by itself. */
const MACHINES: Readonly<Record<string, readonly string[]>> = {
	'ubuntu-24.04': ['linux/amd64', 'linux/386'],
	'ubuntu-22.04-arm': ['linux/arm64'],
	'["self-hosted", "X64"]': ['linux/amd64', 'linux/386'],
	'["self-hosted", "riscv64"]': ['linux/riscv64'],
	'{"group": "mainframes", "labels": ["s390x"]}': ['linux/s390x'],
};

const platforms = fc.uniqueArray(fc.constantFrom(...PLATFORMS), { minLength: 1, maxLength: 12 });
const runners = fc.dictionary(
	fc.constantFrom('*', ...PLATFORMS),
	fc.constantFrom(...Object.keys(MACHINES)),
	{ maxKeys: 6 },
);
const hostile = fc.oneof(
	fc.string({ minLength: 1, unit: 'binary' }),
	fc.constantFrom(
		...[
			'"',
			"'",
			'$'.concat('{{ github.token }}'),
			'$TOKEN',
			'a\nb: c',
			'%0A',
			'::error::',
			'\\',
			'- x',
		],
		...['</script>', '\u2028', '\u0085', '🦀', '#', '{{', 'null', 'true', '*a', '&a', '__proto__'],
	),
);
const names = fc.uniqueArray(hostile, { maxLength: 4 });
const group = fc.constantFrom('platform', 'emulated');

const lines = (map: Readonly<Record<string, string>>) =>
	Object.entries(map).map(([platform, runner]) => `${platform} = ${runner}`);

describe('whatever is asked for', () => {
	test('every platform is in exactly one job of each build', () => {
		fc.assert(
			fc.property(platforms, runners, names, group, (asked, map, targets, how) => {
				const jobs = planJobs(
					request({
						platforms: asked.join(' '),
						runners: lines(map),
						targets,
						group: how,
					}),
				);
				for (const target of targets.length === 0 ? [undefined] : targets) {
					const planned = jobs
						.filter(({ build }) => build.target === target)
						.flatMap((job) => job.platforms);
					expect(planned.toSorted()).toEqual(asked.toSorted());
				}
			}),
		);
	});

	test('native is what the runner runs by itself, and only that is left without xarch', () => {
		fc.assert(
			fc.property(platforms, runners, group, (asked, map, how) => {
				const plan = planJobs(
					request({ platforms: asked.join(' '), runners: lines(map), group: how }),
				);
				for (const { platforms: planned, runsOn, native, needsXarch } of plan) {
					const label = typeof runsOn === 'string' ? runsOn : JSON.stringify(runsOn);
					const machine = Object.entries(MACHINES).find(
						([text]) =>
							text === label || text.replaceAll(': ', ':').replaceAll(', ', ',') === label,
					);
					const runs = machine?.[1] ?? ['linux/arm64'];
					expect(needsXarch).toBe(!planned.every((platform) => runs.includes(platform)));
					if (!needsXarch) expect(native).toBe(true);
					if (native) expect(planned).toHaveLength(1);
				}
			}),
		);
	});

	test('jobs come in the order of the request, and the same request gives the same plan', () => {
		fc.assert(
			fc.property(platforms, runners, group, (asked, map, how) => {
				const texts = { platforms: asked.join(','), runners: lines(map), group: how };
				const jobs = planJobs(request(texts));
				const firsts = jobs.map(({ platforms: [first] }) => asked.indexOf(first));
				expect(firsts).toEqual(firsts.toSorted((a, b) => a - b));
				const reversed = { ...texts, runners: lines(map).toReversed() };
				expect(JSON.stringify(planJobs(request(reversed)))).toBe(JSON.stringify(jobs));
				expect(new Set(jobs.map(({ pair }) => pair)).size).toBe(jobs.length);
			}),
		);
	});

	test('hostile names come out of the matrix as they went in, on one line', () => {
		fc.assert(
			fc.property(platforms, names, (asked, targets) => {
				const matrix = matrixOf(planJobs(request({ platforms: asked.join(' '), targets })));
				const text = JSON.stringify(matrix);
				expect(text).not.toMatch(/[\n\r]/);
				const read = JSON.parse(text) as { include: { target?: string }[] };
				expect(read).toEqual(matrix);
				expect([...new Set(read.include.flatMap(({ target }) => target ?? []))]).toEqual(targets);
			}),
		);
	});

	test('and out of a GitLab pipeline', () => {
		fc.assert(
			fc.property(platforms, names, hostile, (asked, targets, file) => {
				const jobs = planJobs(request({ platforms: asked.join(' '), targets }, 'gitlab'));
				const text = gitlabPipeline(jobs, file);
				expect(text).not.toMatch(/[^\n\x20-\x7e]/);
				const { include, ...read } = parse(text, { version: '1.1', maxAliasCount: 0 });
				expect(include).toEqual([{ local: file }]);
				expect(Object.keys(read)).toHaveLength(jobs.length);
				const found = Object.values(read as Record<string, { variables: unknown }>).map(
					({ variables }) =>
						(variables as Record<string, { value: string } | undefined>).XARCH_TARGET?.value,
				);
				expect(found).toEqual(jobs.map(({ build }) => build.target));
			}),
		);
	});
});
