import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type ActOptions, startAct } from '../machine/act.js';
import { builderLeftovers, buildxPlugin, loadBuildkit } from '../machine/buildx.js';
import { type Docker, startDocker } from '../machine/docker.js';
import { FOREIGN_MACHINES, writeForeignContext } from '../machine/foreign.js';
import { mountForTest, snapshot } from '../machine/kernel.js';
import { lab, REPOSITORY } from '../machine/lab.js';
import { type Registry, startRegistry } from '../machine/registry.js';
import { type Ended, run, SYSTEM_NODE } from '../machine/runner.js';

/** Of the registry's user, octo. */
const PASSWORD = 'correct horse';
const EMULATORS = `dir:${lab('qemu-11', 'usr', 'bin')}`;
const PLATFORMS = ['linux/amd64', 'linux/arm64', 'linux/riscv64'];

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
	// What a kernel of amd64 runs by itself, and is static.
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

/** Runs a workflow of a repository that holds these files; the repository's name is octo/hello. */
async function push(
	workflow: string,
	options: Pick<ActOptions, 'files' | 'directories'>,
): Promise<Ended> {
	const act = startAct({
		...options,
		name: 'octo/hello',
		defaults: {
			source: EMULATORS,
			'buildx-driver-opts': `image=${buildkit}\nnetwork=host`,
		},
		env: { DOCKER_HOST: docker.env.DOCKER_HOST ?? '', DOCKER_CONFIG: docker.config },
		variables: { REGISTRY: registry.locked },
	});
	try {
		return await act.push(workflow, { GITHUB_TOKEN: PASSWORD });
	} finally {
		act.end();
	}
}

function xarch(...args: string[]): Promise<Ended> {
	return run(SYSTEM_NODE, [join(REPOSITORY, 'dist', 'cli', 'index.js'), ...args]);
}

/** Runs something where the foreign platforms are set up by the command line. */
async function emulated<T>(work: () => Promise<T>): Promise<T> {
	const set = await xarch('setup', 'arm64', 'riscv64', '--source', EMULATORS);
	expect(set).toMatchObject({ code: 0 });
	try {
		return await work();
	} finally {
		expect(await xarch('restore')).toMatchObject({ code: 0 });
	}
}

/** What `uname -m` says in an image on each platform, fetched anew from the registry. */
async function machinesOf(image: string): Promise<Record<string, string>> {
	const machines: Record<string, string> = {};
	for (const platform of PLATFORMS) {
		const pulled = await docker.run('pull', '--quiet', '--platform', platform, image);
		expect(pulled).toMatchObject({ code: 0 });
		const options = ['--rm', '--network', 'host', '--platform', platform];
		const ended = await docker.run('run', ...options, image, '/busybox', 'uname', '-m');
		machines[platform] = ended.stdout.trim() || ended.stderr;
		expect(await docker.run('rmi', '--force', image)).toMatchObject({ code: 0 });
	}
	return machines;
}

const MACHINES = Object.fromEntries(
	PLATFORMS.map((platform) => [platform, FOREIGN_MACHINES[platform] ?? 'x86_64']),
);

/** The platforms of a tag, as a client that has nothing to do with buildx reads them. */
async function platformsOf(image: string): Promise<string[]> {
	const args = ['inspect', '--raw', '--tls-verify=false', '--creds', `octo:${PASSWORD}`];
	const { stdout } = await run('skopeo', [...args, `docker://${image}`]);
	const { manifests } = JSON.parse(stdout) as {
		manifests: { platform: { os: string; architecture: string } }[];
	};
	return manifests
		.map(({ platform }) => `${platform.os}/${platform.architecture}`)
		.filter((platform) => platform !== 'unknown/unknown')
		.toSorted();
}

/** The part of act's log that tells of one job. */
function logOf(ended: Ended, job: string): string {
	return ended.stdout
		.split('\n')
		.filter((line) => line.startsWith('[') && line.slice(0, line.indexOf(']')).includes(job))
		.join('\n');
}

test('the reusable workflow plans, builds each platform by digest and joins them', async () => {
	const leftovers = await builderLeftovers(docker);
	const image = `${registry.locked}/octo/reusable`;
	const workflow = `
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
      buildx-driver-opts: |
        image=${buildkit}
        network=host
      provenance: mode=max
      cache: registry
      registry: ${registry.locked}
      username: octo
    secrets:
      password: \${{ secrets.GITHUB_TOKEN }}
`;
	const ended = await push('.github/workflows/image.yml', {
		directories: { app: context },
		files: { '.github/workflows/image.yml': workflow },
	});
	expect([ended.code, ended.code === 0 ? '' : ended.stdout + ended.stderr]).toEqual([0, '']);
	expect(logOf(ended, 'build (linux-amd64)')).toContain(
		'linux/amd64 runs natively here: nothing to set up.',
	);
	expect(logOf(ended, 'build (linux-arm64)')).toMatch(
		/Registered qemu-aarch64|Shared qemu-aarch64/,
	);
	expect(ended.stdout).not.toContain(PASSWORD);
	for (const tag of ['1.0', 'latest']) {
		expect(await platformsOf(`${image}:${tag}`)).toEqual(PLATFORMS);
	}
	expect(await emulated(() => machinesOf(`${image}:latest`))).toEqual(MACHINES);
	const left = await builderLeftovers(docker);
	// The log-in stays, and which builder is in use is always written down.
	expect(left.filter((line) => !/^file (?:config\.json|buildx\/current)$/.test(line))).toEqual(
		leftovers,
	);
}, 600_000);

test.each(['single-job.yml', 'matrix-merge.yml'])(
	'examples/%s',
	async (name) => {
		const ended = await push(`examples/${name}`, {
			directories: { '.': context, examples: join(REPOSITORY, 'examples') },
			files: {},
		});
		expect([ended.code, ended.code === 0 ? '' : ended.stdout + ended.stderr]).toEqual([0, '']);
		const image = `${registry.locked}/octo/hello:latest`;
		expect(await platformsOf(image)).toEqual(PLATFORMS);
		expect(await emulated(() => machinesOf(image))).toEqual(MACHINES);
	},
	600_000,
);

interface GitlabJob {
	readonly before_script?: readonly string[];
	readonly script?: readonly string[];
	readonly extends?: string;
	readonly variables?: Readonly<Record<string, { readonly value: string }>>;
}

test('the script lines of examples/gitlab', async () => {
	const { parse } = await import('yaml');
	const read = (path: string) =>
		parse(readFileSync(path, 'utf8')) as Readonly<Record<string, GitlabJob>>;
	const gitlab = join(REPOSITORY, 'examples', 'gitlab');
	const parent = read(join(gitlab, '.gitlab-ci.yml'));
	const child = read(join(gitlab, '.gitlab', 'build.yml'));
	const directory = mkdtempSync(join(tmpdir(), 'xarch-gitlab-'));
	const bin = join(directory, 'bin');
	mkdirSync(bin);
	const wrapper = join(bin, 'xarch');
	await run('ln', ['-s', join(REPOSITORY, 'dist', 'cli', 'index.js'), wrapper]);
	const image = `${registry.locked}/octo/gitlab`;
	const shell = async (lines: readonly string[], variables: GitlabJob['variables'] = {}) => {
		const ended = await run('bash', ['-e', '-o', 'pipefail', '-c', lines.join('\n')], {
			cwd: context,
			env: {
				...docker.env,
				PATH: `${bin}:${process.env.PATH}`,
				CI_REGISTRY: registry.locked,
				CI_REGISTRY_USER: 'octo',
				CI_REGISTRY_PASSWORD: PASSWORD,
				CI_REGISTRY_IMAGE: image,
				CI_COMMIT_REF_SLUG: 'main',
				BUILDX_BUILDER: 'gitlab',
				PLATFORMS: PLATFORMS.join(','),
				...Object.fromEntries(Object.entries(variables).map(([name, { value }]) => [name, value])),
			},
		});
		expect(ended).toMatchObject({ code: 0 });
	};
	try {
		await shell(parent.plan?.script ?? []);
		const { include, ...jobs } = read(join(context, 'plan.yml'));
		expect(include).toEqual([{ local: '.gitlab/build.yml' }]);
		expect(Object.keys(jobs)).toHaveLength(PLATFORMS.length);
		await emulated(async () => {
			const options = ['--name', 'gitlab', '--driver-opt', `image=${buildkit},network=host`];
			expect(await docker.run('buildx', 'create', ...options)).toMatchObject({ code: 0 });
			try {
				// The other lines install programs, and make a builder that needs a network.
				const prepared = (child['.docker']?.before_script ?? []).filter((line) =>
					/docker login|xarch setup/.test(line),
				);
				expect(prepared).toHaveLength(2);
				for (const job of Object.values(jobs)) {
					const { script = [] } = child[job.extends ?? ''] ?? {};
					await shell([...prepared, ...script], job.variables);
				}
				await shell(child.merge?.script ?? []);
			} finally {
				await docker.run('buildx', 'rm', '--force', 'gitlab');
			}
			expect(await machinesOf(`${image}:main`)).toEqual(MACHINES);
		});
		expect(await platformsOf(`${image}:main`)).toEqual(PLATFORMS);
	} finally {
		rmSync(directory, { recursive: true });
	}
}, 600_000);
