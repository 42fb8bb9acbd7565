import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { Docker } from './docker.js';
import { lab } from './lab.js';
import { run } from './runner.js';

/** What `docker buildx` of the lab there is: the oldest that is looked after, and a present one. */
export const BUILDX_VERSIONS = ['0.13', '0.29'] as const;
export type BuildxVersion = (typeof BUILDX_VERSIONS)[number];

/** Makes it the `docker buildx` of a DOCKER_CONFIG, in place of another one. */
export function buildxPlugin(version: BuildxVersion, config: string): void {
	const plugins = join(config, 'cli-plugins');
	const plugin = join(plugins, 'docker-buildx');
	mkdirSync(plugins, { recursive: true });
	rmSync(plugin, { force: true });
	symlinkSync(lab(`buildx-${version}`, 'docker-buildx'), plugin);
}

/**
 * Makes an image of BuildKit, for `--driver-opt image=<it>,network=host`.
 * @param registry `host:port` of one that it is pushed to; the daemon then does not have it
 * @returns its name
 */
export async function loadBuildkit(
	docker: Pick<Docker, 'run'>,
	registry?: string,
): Promise<string> {
	const name = `${registry ?? 'xarch'}/buildkit:lab`;
	const must = async (...args: string[]) => {
		const { code, stderr } = await docker.run(...args);
		if (code !== 0) throw new Error(`docker ${args.join(' ')}: ${stderr}`);
	};
	const entrypoint = ['--change', 'ENTRYPOINT ["buildkitd"]'];
	await must('import', ...entrypoint, lab('buildkit', 'rootfs.tar'), name);
	if (registry !== undefined) {
		await must('push', name);
		await must('rmi', name);
	}
	return name;
}

/** What each `docker buildx` command writes for itself, whichever builders there are. */
const OWN_FILES =
	/^buildx\/(?:\.lock|\.buildNodeID|activity\/.*|refs\/.*)$|^cli-plugins\/|^\.token_seed/;

/**
 * Everything that builders leave behind, in the daemon and in its DOCKER_CONFIG, sorted: to be the
 * same before and after a test.
 */
export async function builderLeftovers(docker: Docker): Promise<string[]> {
	const list = async (kind: string, ...args: string[]) => {
		const { code, stdout, stderr } = await run('docker', args, { env: docker.env });
		if (code !== 0) throw new Error(`docker ${args.join(' ')}: ${stderr}`);
		return linesOf(stdout).map((line) => `${kind} ${line}`);
	};
	const found = await Promise.all([
		list('container', 'ps', '--all', '--format', '{{.Names}}'),
		list('image', 'images', '--all', '--format', '{{.Repository}}:{{.Tag}}'),
		list('volume', 'volume', 'ls', '--format', '{{.Name}}'),
		list('network', 'network', 'ls', '--format', '{{.Name}}'),
		list('context', 'context', 'ls', '--format', '{{.Name}}'),
		builderFiles(docker.config).map((path) => `file ${path}`),
	]);
	return found.flat().sort();
}

/** The same of a DOCKER_CONFIG alone. */
export function builderFiles(config: string): string[] {
	const isOwn = (path: string) =>
		OWN_FILES.test(path) ||
		(path === 'buildx/current' && readFileSync(join(config, path), 'utf8').includes('"Name":""'));
	return readdirSync(config, { recursive: true, withFileTypes: true })
		.filter((entry) => !entry.isDirectory())
		.map((entry) => join(entry.parentPath, entry.name).slice(config.length + 1))
		.filter((path) => !isOwn(path))
		.sort();
}

export function linesOf(text: string): string[] {
	return text.split('\n').filter((line) => line !== '');
}
