// What a booted builder costs, beside the two commands typed by hand; its image is there already.
import { register } from 'node:module';
import { job, median, run } from './job.mjs';

register('../__tests__/sandbox/typescript.mjs', import.meta.url);
const { startDocker } = await import('../__tests__/machine/docker.ts');
const { buildxPlugin, loadBuildkit } = await import('../__tests__/machine/buildx.ts');

/**
 * @param {number} runs of each row, all rows in turn
 */
export async function benchBuilder(runs) {
	const docker = await startDocker();
	const step = job();
	try {
		buildxPlugin('0.29', docker.config);
		const options = [`image=${await loadBuildkit(docker)}`, 'network=host'];
		const env = { ...docker.env, PATH: process.env.PATH };
		const buildx = (...args) => run('docker', ['buildx', ...args], { env });
		const native = process.arch === 'arm64' ? 'linux/arm64' : 'linux/amd64';
		const inputs = { platforms: native, buildx: 'true', 'buildx-driver-opts': options.join('\n') };
		const main = (more) => step.main({ ...inputs, ...more }, env);
		const byHand = async () => {
			const made = await buildx(
				...['create', '--name', 'hand', '--driver', 'docker-container'],
				...options.flatMap((option) => ['--driver-opt', option]),
			);
			const booted = await buildx('inspect', '--bootstrap', 'hand');
			await buildx('rm', 'hand');
			return { made: made.ms, booted: booted.ms };
		};
		const rows = {
			'by hand: create': [],
			'by hand: inspect --bootstrap': [],
			'by hand, both': [],
			'main, no builder': [],
			'main, a new builder': [],
			'  of it the boot': [],
			'main, a builder that runs': [],
			'main, verify: build, it runs': [],
			'post, removing the builder': [],
		};
		await buildx(
			...['create', '--name', 'standing', '--driver', 'docker-container', '--bootstrap'],
			...options.flatMap((option) => ['--driver-opt', option]),
		);
		for (let round = 0; round < runs; round += 1) {
			const { made, booted } = await byHand();
			rows['by hand: create'].push(made);
			rows['by hand: inspect --bootstrap'].push(booted);
			rows['by hand, both'].push(made + booted);
			rows['main, no builder'].push((await step.main({ platforms: native })).ms);
			const fresh = await main({});
			rows['main, a new builder'].push(fresh.ms);
			rows['  of it the boot'].push(Number(/booted in (\d+) ms/.exec(fresh.output)?.[1]));
			rows['post, removing the builder'].push((await step.post(env)).ms);
			rows['main, a builder that runs'].push((await main({ 'buildx-name': 'standing' })).ms);
			await step.post(env);
			const proved = await main({ 'buildx-name': 'standing', verify: 'build' });
			rows['main, verify: build, it runs'].push(proved.ms);
			await step.post(env);
		}
		const hand = median(rows['by hand, both']);
		process.stdout.write(`\nbuilder, ${runs} runs of each in turn  median ms   of by hand\n`);
		for (const [name, values] of Object.entries(rows)) {
			const value = median(values);
			process.stdout.write(
				`${name.padEnd(35)} ${value.toFixed(0).padStart(9)}   ${(value / hand).toFixed(2).padStart(10)}\n`,
			);
		}
		const over = median(rows['main, a new builder']) - hand;
		process.stdout.write(`a new builder takes ${over.toFixed(0)} ms more than by hand\n`);
	} finally {
		step.end();
		await docker.stop();
	}
}
