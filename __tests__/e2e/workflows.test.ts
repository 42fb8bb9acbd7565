import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Act, type ActOptions, startAct } from '../machine/act.js';
import { buildxPlugin, loadBuildkit } from '../machine/buildx.js';
import { type Docker, startDocker } from '../machine/docker.js';
import { writeForeignContext } from '../machine/foreign.js';
import { mountForTest, snapshot } from '../machine/kernel.js';
import { lab, REPOSITORY } from '../machine/lab.js';
import { type Registry, startRegistry } from '../machine/registry.js';
import { run, SYSTEM_NODE } from '../machine/runner.js';

const PASSWORD = 'correct horse';

/** What ends and removes whatever was started, to be called the other way round. */
const endings: (() => Promise<void> | void)[] = [];
let registry: Registry;
let docker: Docker;
let buildkit: string;
let context: string;

beforeAll(async () => {
	endings.push(mountForTest());
	const before = snapshot();
	endings.push(() => expect(snapshot()).toEqual(before));
	context = mkdtempSync(join(tmpdir(), 'xarch-context-'));
	endings.push(() => rmSync(context, { recursive: true }));
	writeForeignContext(context);
	// What an amd64 kernel runs by itself, and is static.
	mkdirSync(join(context, 'amd64'));
	copyFileSync(lab('busybox', 'i386', 'busybox'), join(context, 'amd64', 'busybox'));
	registry = await startRegistry();
	endings.push(() => registry.stop());
	docker = await startDocker();
	endings.push(() => docker.stop());
	buildxPlugin('0.29', docker.config);
	buildkit = await loadBuildkit(docker);
}, 120_000);

afterAll(async () => {
	for (const end of endings.reverse()) await end();
}, 120_000);

function prepare(options: Pick<ActOptions, 'files' | 'directories'>): Act {
	const act = startAct({
		...options,
		name: 'org/setup-xarch',
		defaults: {
			source: `dir:${lab('qemu-11', 'usr', 'bin')}`,
			'buildx-driver-opts': `image=${buildkit}\nnetwork=host`,
		},
		env: { DOCKER_HOST: docker.env.DOCKER_HOST ?? '', DOCKER_CONFIG: docker.config },
		variables: { REGISTRY: registry.locked },
	});
	endings.push(() => act.end());
	return act;
}

/** What the image of a tag says on a platform, by a docker that has to fetch it. */
async function machineOf(image: string, platform: string): Promise<string> {
	await docker.run('pull', '--quiet', '--platform', platform, image);
	const args = ['run', '--rm', '--network', 'host', '--platform', platform, image];
	const ended = await docker.run(...args, '/busybox', 'uname', '-m');
	return ended.stdout.trim() || ended.stderr;
}

test('the reusable workflow plans, builds each platform by digest and joins them', async () => {
	const image = `${registry.locked}/octo/hello`;
	const act = prepare({
		directories: { app: context },
		files: {
			'.github/workflows/image.yml': `
on: push
jobs:
  image:
    uses: ./.github/workflows/build-multiarch.yml
    with:
      image: ${image}
      tags: |
        1.0
        latest
      platforms: amd64, arm64, riscv64
      runners: linux/arm64 = ubuntu-24.04
      context: app
      registry: ${registry.locked}
      username: octo
    secrets:
      password: \${{ secrets.REGISTRY_PASSWORD }}
`,
		},
	});
	const ended = await act.push('.github/workflows/image.yml', { REGISTRY_PASSWORD: PASSWORD });
	process.stderr.write(ended.stdout + ended.stderr);
	expect(ended).toMatchObject({ code: 0 });
});
