import { parse } from 'semver';
import { type CommandResult, runCommand } from '../emulator/command.js';
import { errnoOf, messageOf, XarchError } from '../errors.js';

/** A buildx that can be used. */
export interface FoundBuildx {
	/** What its arguments follow: `docker buildx`, or the path of the program. */
	readonly argvPrefix: readonly string[];
	/** Semantic, without anything a distribution adds: `0.29.1`. */
	readonly version: string;
}

/** There is none, and why. */
export interface NoBuildx {
	/** Whether there is a docker that buildx could be a plugin of. */
	readonly hasDocker: boolean;
	/** In words that follow a colon. */
	readonly reason: string;
}

const TIMEOUT_MS = 30_000;
/** What a buildx without docker is called on PATH. */
const STANDALONE = ['docker-buildx', 'buildx'];

/**
 * Looks for buildx: the plugin of docker, or where there is no docker a program of its own on PATH.
 * @param env environment variables, which name PATH and docker's configuration
 * @throws E_BUILDX when docker is another program of that name
 */
export async function findBuildx(env: NodeJS.ProcessEnv): Promise<FoundBuildx | NoBuildx> {
	const plugin = await askVersion(['docker', 'buildx'], env);
	if (typeof plugin !== 'string') return plugin;
	if (plugin !== NOT_FOUND) return { hasDocker: true, reason: plugin };
	for (const name of STANDALONE) {
		const found = await askVersion([name], env);
		if (typeof found !== 'string') return found;
	}
	return { hasDocker: false, reason: 'there is neither docker nor buildx on PATH' };
}

/** Whether there is one. */
export function isFound(buildx: FoundBuildx | NoBuildx): buildx is FoundBuildx {
	return 'argvPrefix' in buildx;
}

/**
 * The buildx that is there, for those who can only use it and not provide one.
 * @throws E_BUILDX
 */
export async function requireBuildx(env: NodeJS.ProcessEnv): Promise<FoundBuildx> {
	const buildx = await findBuildx(env);
	if (isFound(buildx)) return buildx;
	throw missingBuildx(buildx);
}

/** The error of a buildx that is needed, not there, and not to be provided. */
export function missingBuildx({ reason }: NoBuildx): XarchError {
	return new XarchError(
		'E_BUILDX',
		`buildx is needed and cannot be used: ${reason}.`,
		"Install Docker's package docker-buildx-plugin (docker-buildx in Debian and Ubuntu), or let the step provide it (buildx: true, with buildx-install-if-missing: true).",
	);
}

const NOT_FOUND = 'not found';

/** @returns the buildx, or why there is none */
async function askVersion(
	argvPrefix: readonly string[],
	env: NodeJS.ProcessEnv,
): Promise<FoundBuildx | string> {
	let result: CommandResult;
	try {
		result = await runCommand([...argvPrefix, 'version'], { env, timeoutMs: TIMEOUT_MS });
	} catch (error) {
		return errnoOf(error) === 'ENOENT' ? NOT_FOUND : messageOf(error);
	}
	const { exitCode, stdout, stderr } = result;
	if (/\b(?:podman|buildah)\b/i.test(`${stdout}${stderr}`)) {
		throw new XarchError(
			'E_BUILDX',
			'The command docker is podman here, which has no builders of buildx.',
			'Install Docker, or build with podman itself and leave buildx: true out.',
		);
	}
	const command = argvPrefix.join(' ');
	if (exitCode !== 0) {
		const said = `${stderr}${stdout}`.trim().split('\n', 1)[0] ?? '';
		return `"${command} version" ended with exit code ${exitCode}${said === '' ? '' : ` (${said.replace(/\.$/, '')})`}`;
	}
	const version = parseVersionLine(stdout);
	return version === undefined
		? `"${command} version" answered ${JSON.stringify(stdout.trim().slice(0, 80))}`
		: { argvPrefix, version };
}

/**
 * Reads what `buildx version` prints: `github.com/docker/buildx v0.29.1 <commit>`.
 * @returns undefined when it is something else
 */
export function parseVersionLine(text: string): string | undefined {
	const [, version] = /buildx\s+v?(\d\S*)/.exec(text) ?? [];
	return version === undefined ? undefined : parse(version)?.version;
}
