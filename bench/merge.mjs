// What a merge costs beside `docker buildx imagetools create` typed by hand, at a registry on loopback.
import { mkdtempSync, rmSync } from 'node:fs';
import { register } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { job, median, run } from './job.mjs';

register('../__tests__/sandbox/typescript.mjs', import.meta.url);
const { BUILDX_VERSIONS, buildxPlugin } = await import('../__tests__/machine/buildx.ts');
const { BUILT_PLATFORMS, startImageBuilds } = await import('../__tests__/machine/image-builds.ts');
const { startRegistry } = await import('../__tests__/machine/registry.ts');

/**
 * @param {number} runs of each row, all rows in turn
 */
export async function benchMerge(runs) {
	const config = mkdtempSync(join(tmpdir(), 'xarch-bench-config-'));
	const registry = await startRegistry();
	const builds = await startImageBuilds();
	const step = job();
	try {
		const image = `${registry.open}/octo/app`;
		const push = (count, provenance) =>
			Promise.all(
				BUILT_PLATFORMS.slice(0, count).map((platform) =>
					builds.push({ image, platform, provenance }),
				),
			);
		const sets = {
			'2 platforms': await push(2, false),
			'2, with provenance': await push(2, true),
			'5, with provenance': await push(5, true),
		};
		for (const version of BUILDX_VERSIONS) {
			buildxPlugin(version, config);
			await benchVersion({ version, runs, image, sets, config, registry, step });
		}
	} finally {
		step.end();
		await builds.stop();
		await registry.stop();
		rmSync(config, { recursive: true, force: true });
	}
}

async function benchVersion({ version, runs, image, sets, config, registry, step }) {
	const env = { DOCKER_CONFIG: config, HOME: config, PATH: process.env.PATH };
	let tags = 0;
	const fresh = () => {
		tags += 1;
		return `b${version}-${tags}`;
	};
	const byHand = (digests) =>
		run(
			'docker',
			[
				...['buildx', 'imagetools', 'create', '--tag', `${image}:${fresh()}`],
				...digests.map((digest) => `${image}@${digest}`),
			],
			{ env },
		);
	const merge = (digests, tag, verify) =>
		step.part(
			'merge',
			{ ...{ images: image, tags: tag, digests: digests.join('\n') }, verify },
			env,
		);
	process.stdout.write(
		`\nmerge with buildx ${version}, ${runs} runs of each in turn\n${'what'.padEnd(34)} median ms   of by hand   over it ms   requests\n`,
	);
	for (const [set, digests] of Object.entries(sets)) {
		const rows = {
			'by hand': () => byHand(digests),
			merge: () => merge(digests, fresh(), 'true'),
			'merge, verify: false': () => merge(digests, fresh(), 'false'),
			'merge, nothing to write': () => merge(digests, `standing-${digests.length}`, 'true'),
		};
		await merge(digests, `standing-${digests.length}`, 'true');
		const times = Object.fromEntries(Object.keys(rows).map((name) => [name, []]));
		const requests = { ...times };
		for (let round = 0; round < runs; round += 1) {
			for (const [name, work] of Object.entries(rows)) {
				const before = registry.requests('open').length;
				times[name].push((await work()).ms);
				requests[name] = registry.requests('open').length - before;
			}
		}
		const hand = median(times['by hand']);
		for (const [name, values] of Object.entries(times)) {
			const value = median(values);
			process.stdout.write(
				[
					`${set}: ${name}`.padEnd(34),
					value.toFixed(0).padStart(9),
					(value / hand).toFixed(2).padStart(12),
					(value - hand).toFixed(0).padStart(12),
					String(requests[name]).padStart(10),
				]
					.join(' ')
					.concat('\n'),
			);
		}
	}
}
