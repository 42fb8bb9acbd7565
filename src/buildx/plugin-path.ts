import { accessSync, constants, readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Where docker looks for plugins besides the user's own directory, in its order. */
const SYSTEM_DIRECTORIES = [
	...['/usr/local/lib/docker/cli-plugins', '/usr/local/libexec/docker/cli-plugins'],
	...['/usr/lib/docker/cli-plugins', '/usr/libexec/docker/cli-plugins'],
];
/** What a buildx without docker is called on PATH. */
const STANDALONE = ['docker-buildx', 'buildx'];

/**
 * The program behind `docker buildx`. Called by itself it does the same and starts in a third of the
 * time: docker starts it twice, and itself.
 * @param env environment variables, which name PATH and docker's configuration
 * @returns undefined when it is nowhere where docker or a shell would find it
 */
export function findPlugin(
	env: NodeJS.ProcessEnv,
	systemDirectories: readonly string[] = SYSTEM_DIRECTORIES,
): string | undefined {
	const config = env.DOCKER_CONFIG || join(env.HOME || homedir(), '.docker');
	const plugins = [...extraDirectories(config), join(config, 'cli-plugins'), ...systemDirectories];
	const onPath = (env.PATH ?? '').split(delimiter).filter((directory) => directory !== '');
	return [
		...plugins.map((directory) => join(directory, 'docker-buildx')),
		...STANDALONE.flatMap((name) => onPath.map((directory) => join(directory, name))),
	].find(isProgram);
}

function extraDirectories(config: string): readonly string[] {
	try {
		const value = JSON.parse(readFileSync(join(config, 'config.json'), 'utf8')) as {
			readonly cliPluginsExtraDirs?: unknown;
		} | null;
		const directories = value?.cliPluginsExtraDirs;
		return Array.isArray(directories) ? directories.map(String) : [];
	} catch {
		return [];
	}
}

function isProgram(path: string): boolean {
	try {
		accessSync(path, constants.X_OK);
		return statSync(path).isFile();
	} catch {
		return false;
	}
}
