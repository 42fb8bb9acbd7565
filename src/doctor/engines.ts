import { runCommand } from '../emulator/command.js';
import { errnoOf, messageOf } from '../errors.js';

/** A container engine, as far as it answers. */
export interface Engine {
	readonly name: 'docker' | 'podman';
	/** `absent`: there is no such program; `fails`: it is there and does not answer. */
	readonly state: 'works' | 'absent' | 'fails';
	/** What it said when it failed, one line. */
	readonly reason: string;
	readonly isRootless: boolean;
}

/** An engine that hangs must not keep somebody waiting whose build has failed. */
const TIMEOUT_MS = 4_000;

/** What each is asked: an answer says that it works, and contains the mark when it is rootless. */
const QUESTIONS: readonly (readonly [Engine['name'], readonly string[], RegExp])[] = [
	['docker', ['info', '--format', '{{json .SecurityOptions}}'], /name=rootless/],
	['podman', ['info', '--format', '{{.Host.Security.Rootless}}'], /^true/],
];

/** Asks both engines; nothing is pulled or started. */
export function findEngines(env: NodeJS.ProcessEnv): Promise<Engine[]> {
	return Promise.all(
		QUESTIONS.map(async ([name, args, mark]): Promise<Engine> => {
			const answer = await askEngine(name, args, env);
			if (answer.failure !== undefined) {
				const { state, reason } = answer.failure;
				return { name, state, reason, isRootless: false };
			}
			return { name, state: 'works', reason: '', isRootless: mark.test(answer.stdout) };
		}),
	);
}

/** What an engine printed, or why it did not. */
export interface EngineAnswer {
	readonly stdout: string;
	readonly failure: { readonly state: 'absent' | 'fails'; readonly reason: string } | undefined;
}

/** Runs one command of an engine. */
export async function askEngine(
	name: Engine['name'],
	args: readonly string[],
	env: NodeJS.ProcessEnv,
): Promise<EngineAnswer> {
	try {
		const { exitCode, stdout, stderr } = await runCommand([name, ...args], {
			env: { ...env, LC_ALL: 'C' },
			timeoutMs: TIMEOUT_MS,
		});
		if (exitCode === 0) return { stdout, failure: undefined };
		const reason = lineOf(stderr) ?? `exit code ${exitCode}`;
		return { stdout, failure: { state: 'fails', reason } };
	} catch (error) {
		const isAbsent = errnoOf(error) === 'ENOENT';
		const reason = isAbsent ? `${name} is not on PATH` : messageOf(error);
		return { stdout: '', failure: { state: isAbsent ? 'absent' : 'fails', reason } };
	}
}

/** The line that tells most, without what all of them begin with, and without passwords in addresses. */
function lineOf(stderr: string): string | undefined {
	const lines = stderr.split('\n').filter((line) => line.trim() !== '');
	const line = lines.find((each) => /error|cannot|denied/i.test(each)) ?? lines[0];
	return line
		?.trim()
		.replace(/^error(?: response from daemon)?: /i, '')
		.replace(/(:\/\/)[^/\s@]*@/g, '$1')
		.slice(0, 300)
		.replace(/[.?!\s]+$/, '');
}
