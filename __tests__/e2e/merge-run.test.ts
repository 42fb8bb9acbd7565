import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Docker, startDocker } from '../machine/docker.js';
import { mountForTest, snapshot } from '../machine/kernel.js';
import { lab, MACHINES, REPOSITORY } from '../machine/lab.js';
import { type MergeLab, startMergeLab } from '../machine/merge-lab.js';
import { run, SYSTEM_NODE } from '../machine/runner.js';

const PLATFORMS = ['linux/arm64', 'linux/riscv64'];

/** What ends whatever was started, to be called the other way round. */
const endings: (() => Promise<void> | void)[] = [];
let merging: MergeLab;
let docker: Docker;

function xarch(...args: string[]) {
	return run(SYSTEM_NODE, [`${REPOSITORY}/dist/cli/index.js`, ...args]);
}

beforeAll(async () => {
	endings.push(mountForTest());
	const before = snapshot();
	endings.push(() => expect(snapshot()).toEqual(before));
	merging = await startMergeLab();
	endings.push(() => merging.stop());
	docker = await startDocker();
	endings.push(() => docker.stop());
	endings.push(async () => {
		expect(await xarch('restore', '--all')).toMatchObject({ code: 0 });
	});
	const source = `dir:${lab('qemu-11', 'usr', 'bin')}`;
	expect(await xarch('setup', ...PLATFORMS, '--source', source)).toMatchObject({ code: 0 });
});

afterAll(async () => {
	const failures: unknown[] = [];
	for (const end of endings.reverse()) {
		try {
			await end();
		} catch (error) {
			failures.push(error);
		}
	}
	expect(failures).toEqual([]);
});

test('docker pulls the merged tag by platform, and each image runs', async () => {
	merging.use('0.29');
	const image = merging.image();
	const digests: string[] = [];
	for (const platform of PLATFORMS) {
		digests.push(await merging.builds.push({ image, platform, provenance: true }));
	}
	const step = await merging.step({
		images: image,
		tags: 'run',
		digests: digests.join('\n'),
		'expected-platforms': PLATFORMS.join(','),
	});
	expect(step).toMatchObject({ code: 0 });
	const machines = Object.fromEntries(
		Object.values(MACHINES).map(({ platform, machine }) => [platform, machine]),
	);
	for (const platform of PLATFORMS) {
		const name = `${image}:run`;
		const pulled = await docker.run('pull', '--quiet', '--platform', platform, name);
		expect(pulled).toMatchObject({ code: 0 });
		const args = ['run', '--rm', '--network', 'none', '--platform', platform, name];
		expect(await docker.run(...args)).toMatchObject({ code: 0, stdout: `${machines[platform]}\n` });
	}
});
