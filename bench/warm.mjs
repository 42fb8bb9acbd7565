// What the step costs where everything is there already, beside bare Node.
import { rmSync, writeFileSync } from 'node:fs';
import { job, median, run } from './job.mjs';

const USER = 'xarch-bench';

async function withSudoUser(work) {
	await run('useradd', ['--no-create-home', USER]);
	try {
		writeFileSync(`/etc/sudoers.d/${USER}`, `${USER} ALL=(ALL) NOPASSWD:ALL\n`, { mode: 0o440 });
		const id = async (flag) => Number((await run('id', [flag, USER])).output);
		await work({ uid: await id('-u'), gid: await id('-g') });
	} finally {
		rmSync(`/etc/sudoers.d/${USER}`, { force: true });
		await run('userdel', [USER]);
	}
}

/**
 * @param {number} runs of each row, all rows in turn
 */
export async function benchWarm(runs) {
	await withSudoUser(async (user) => {
		const root = job();
		const sudo = job(user);
		try {
			process.stdout.write(
				`Node ${process.version}, ${runs} runs of each in turn; filling the tool-caches first\n`,
			);
			const coldMemoryMb = await root.memoryMb({});
			await sudo.main({});
			await sudo.post();
			const rows = {
				'node -e 0': [],
				'plan, all platforms': [],
				'main, nothing to do': [],
				'main, arm64 warm, root': [],
				'post, arm64, root': [],
				'main, arm64 warm, sudo': [],
				'main, all warm, root': [],
				'post, all, root': [],
			};
			for (let round = 0; round < runs; round += 1) {
				rows['node -e 0'].push((await run(process.execPath, ['-e', '0'])).ms);
				rows['plan, all platforms'].push((await root.part('plan', { platforms: 'all' })).ms);
				rows['main, nothing to do'].push(
					(
						await root.main({
							platforms: 'linux/amd64,linux/arm64'.split(',')[process.arch === 'arm64' ? 1 : 0],
						})
					).ms,
				);
				rows['main, arm64 warm, root'].push((await root.main({ platforms: 'arm64' })).ms);
				rows['post, arm64, root'].push((await root.post()).ms);
				rows['main, arm64 warm, sudo'].push((await sudo.main({ platforms: 'arm64' })).ms);
				await sudo.post();
				rows['main, all warm, root'].push((await root.main({})).ms);
				rows['post, all, root'].push((await root.post()).ms);
			}
			const bare = median(rows['node -e 0']);
			process.stdout.write('\nwhat                       median ms   of bare node\n');
			for (const [name, values] of Object.entries(rows)) {
				const value = median(values);
				process.stdout.write(
					`${name.padEnd(26)} ${value.toFixed(0).padStart(9)}   ${(value / bare).toFixed(2).padStart(12)}\n`,
				);
			}
			const memory = {
				'nothing to do': await root.memoryMb({
					platforms: process.arch === 'arm64' ? 'arm64' : 'amd64',
				}),
				'all warm': await root.memoryMb({}),
				'all cold, with its download': coldMemoryMb,
			};
			process.stdout.write('\npeak memory of main          MB\n');
			for (const [name, megabytes] of Object.entries(memory)) {
				process.stdout.write(`${name.padEnd(26)} ${megabytes.toFixed(0).padStart(5)}\n`);
			}
		} finally {
			root.end();
			sudo.end();
		}
	});
}
