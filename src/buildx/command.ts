import { realpathSync } from 'node:fs';
import { homedir } from 'node:os';
import type { BuilderHome } from '../binfmt/journal.js';

/** How a command ended, and what it wrote. */
export interface Ended {
	readonly exitCode: number;
	readonly stdout: string;
	readonly stderr: string;
}

/** Runs docker or buildx to the end. */
export type RunCommand = (
	argv: readonly string[],
	options?: {
		readonly timeoutMs?: number;
		/** Called with each line of progress. */
		readonly progress?: (line: string) => void;
	},
) => Promise<Ended>;

/** For commands that transfer nothing; a busy daemon may take seconds. */
const COMMAND_TIMEOUT_MS = 60_000;
/** Exit code of timeout(1) when it had to end the command. */
const TIMED_OUT = 124;

/**
 * setpriv(1) of util-linux, which ends a command along with this process: a buildx that went on after
 * its job was killed would boot the builder that has just been taken away. Busybox's cannot do that.
 */
const SETPRIV = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => {
	try {
		return !realpathSync(path).endsWith('busybox');
	} catch {
		return false;
	}
});
/** timeout(1) passes the signal on to what it has started. */
const BOUND = SETPRIV === undefined ? [] : [SETPRIV, '--pdeathsig', 'TERM', '--'];

/**
 * Commands that use a home's configuration and daemon. They are started by timeout(1), for a
 * daemon that does not answer would be waited for without end, and end with this process.
 */
export function commandsOf(home: BuilderHome, env: NodeJS.ProcessEnv): RunCommand {
	const environment = homeEnvironment(home, env);
	return async (argv, { timeoutMs = COMMAND_TIMEOUT_MS, progress } = {}) => {
		const { getExecOutput } = await import('actions-exec');
		const seconds = String(Math.ceil(timeoutMs / 1000));
		const [file = '', ...args] = [...BOUND, 'timeout', '--kill-after=5', seconds, ...argv];
		const { exitCode, stdout, stderr } = await getExecOutput(file, args, {
			env: environment,
			silent: true,
			ignoreReturnCode: true,
			...(progress === undefined ? {} : { listeners: { errline: progress } }),
		});
		return exitCode === TIMED_OUT
			? { exitCode, stdout, stderr: `${stderr}\n${argv[0]} did not end within ${seconds} s` }
			: { exitCode, stdout, stderr };
	};
}

/** Variables that lead docker to a daemon; they are part of a home. */
const DAEMON_VARIABLES = ['DOCKER_HOST', 'DOCKER_CONTEXT', 'DOCKER_TLS_VERIFY', 'DOCKER_CERT_PATH'];

/** This process's own home, by the variables that docker and buildx go by. */
export function homeOf(env: NodeJS.ProcessEnv): BuilderHome {
	const dockerConfig = env.DOCKER_CONFIG || `${env.HOME || homedir()}/.docker`;
	return {
		dockerConfig,
		buildxConfig: env.BUILDX_CONFIG || `${dockerConfig}/buildx`,
		variables: Object.fromEntries(
			DAEMON_VARIABLES.flatMap((name) => {
				const value = env[name] ?? '';
				return value === '' ? [] : [[name, value]];
			}),
		),
	};
}

function homeEnvironment(home: BuilderHome, env: NodeJS.ProcessEnv): Record<string, string> {
	const others = Object.entries(env).filter(
		([name, value]) =>
			value !== undefined && !DAEMON_VARIABLES.includes(name) && name !== 'BUILDX_BUILDER',
	) as [string, string][];
	return {
		...Object.fromEntries(others),
		...home.variables,
		DOCKER_CONFIG: home.dockerConfig,
		BUILDX_CONFIG: home.buildxConfig,
		// Lines, not a picture that is painted over; and no hints at other products.
		BUILDKIT_PROGRESS: 'plain',
		DOCKER_CLI_HINTS: 'false',
	};
}

/** What says only that something above it failed. */
const SUMMARY = /^error: failed to remove one or more builders$/i;

/** The line of a command's complaints that tells most, without a full stop. */
export function reasonOf({ exitCode, stderr }: Ended): string {
	const lines = stderr
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '' && !SUMMARY.test(line));
	const line =
		lines.findLast((each) => /^(?:error|failed)\b/i.test(each)) ??
		lines.findLast((each) => /\b(?:error|failed|cannot|denied|not|unknown)\b/i.test(each)) ??
		lines.at(-1);
	if (line === undefined) return `exit code ${exitCode}`;
	return tidy(line.replace(/^error:\s*(?:error response from daemon:\s*)?/i, ''));
}

/** Without passwords in addresses, docker's question at the end, and more than a line. */
function tidy(line: string): string {
	return line
		.replace(/(:\/\/)[^/\s@]*@/g, '$1')
		.replace(/\. Is the docker daemon running\?$/, '')
		.replace(/[.\s]+$/, '')
		.slice(0, 400);
}
