import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { closeSync, constants, openSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { errnoOf, messageOf, XarchError } from '../../errors.js';
import type { ObtainContext } from '../context.js';

/** How a command of an engine ended. */
export interface EngineResult {
	/** Exit code 0, in time. */
	readonly isOk: boolean;
	/** By its limit or an interruption. */
	readonly wasStopped: boolean;
	readonly stdout: string;
	/** Why it failed, one line without full stop; empty when it did not. */
	readonly reason: string;
	/** All that it said on stderr. */
	readonly stderr: string;
}

/** A command whose output is read while it runs. */
export interface EngineStream {
	readonly stdout: Readable;
	/** Never rejects. */
	readonly ended: Promise<Omit<EngineResult, 'stdout'>>;
	stop(): void;
}

/** A container engine that answers. */
export interface Engine {
	readonly name: 'docker' | 'podman';
	/** Runs a command to its end, or to its limit or the user's interruption. */
	run(args: readonly string[], timeoutMs?: number): Promise<EngineResult>;
	/** The same after an interruption too: for taking away what was made. */
	cleanUp(args: readonly string[]): Promise<EngineResult>;
	/** @param directory existing private directory for the pipe */
	stream(args: readonly string[], timeoutMs: number, directory: string): EngineStream;
}

/** What each engine is asked to find out that it works: docker's daemon, podman's storage. */
const QUESTIONS = [
	['docker', 'version', '--format', '{{.Server.Version}}'],
	['podman', 'version', '--format', '{{.Client.Version}}'],
] as const;
/** For commands that fetch nothing; a busy engine may take seconds. */
const COMMAND_TIMEOUT_MS = 60_000;
/** From the polite signal to the one that cannot be refused, and on to giving up on the output. */
const GRACE_MS = 5_000;
const MAX_STDERR_CHARACTERS = 64 * 1024;

/**
 * The engine at hand: docker if its daemon answers, else podman.
 * @param label the source, for messages
 * @param interruption ends every command but those that clean up
 * @throws E_SOURCE with each one's reason
 */
export async function findEngine(
	label: string,
	{ env, connectTimeoutMs, reporter }: ObtainContext,
	interruption: AbortSignal,
): Promise<Engine> {
	const reasons: string[] = [];
	for (const [name, ...question] of QUESTIONS) {
		const engine = openEngine(name, env, interruption);
		const answer = await engine.run(question, connectTimeoutMs);
		if (answer.isOk) {
			if (reasons.length > 0) reporter.info(`Using podman, for docker fails: ${reasons[0]}.`);
			return engine;
		}
		reasons.push(answer.reason.startsWith(name) ? answer.reason : `${name}: ${answer.reason}`);
	}
	throw new XarchError(
		'E_SOURCE',
		`Source ${label} needs docker or podman, and neither works here. ${reasons.join('; ')}.`,
		'Start the Docker daemon and let this user reach it (DOCKER_HOST names another one), install podman, or choose source github or apt.',
	);
}

function openEngine(
	name: Engine['name'],
	env: NodeJS.ProcessEnv,
	interruption: AbortSignal,
): Engine {
	const inEnglish = { ...env, LC_ALL: 'C' };
	const start = (args: readonly string[], timeoutMs: number, signal?: AbortSignal) =>
		startCommand([name, ...args], inEnglish, timeoutMs, signal);
	return {
		name,
		run: (args, timeoutMs = COMMAND_TIMEOUT_MS) => collect(start(args, timeoutMs, interruption)),
		cleanUp: (args) => collect(start(args, COMMAND_TIMEOUT_MS)),
		stream: (args, timeoutMs, directory) => {
			if (name === 'docker') return start(args, timeoutMs, interruption);
			const { reader, writeEnd } = openPipe(directory);
			try {
				const running = startCommand([name, ...args], inEnglish, timeoutMs, interruption, writeEnd);
				return { ...running, stdout: reader };
			} finally {
				closeSync(writeEnd);
			}
		},
	};
}

async function collect({ stdout, ended }: EngineStream): Promise<EngineResult> {
	const chunks: Buffer[] = [];
	stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
	const result = await ended;
	return { ...result, stdout: Buffer.concat(chunks).toString('utf8') };
}

/** In a process group of its own, for podman without root leaves its work to a child. */
function startCommand(
	[program = '', ...args]: readonly string[],
	env: NodeJS.ProcessEnv,
	timeoutMs: number,
	interruption: AbortSignal | undefined,
	writeEnd?: number,
): EngineStream {
	const child = spawn(program, args, {
		env,
		stdio: ['ignore', writeEnd ?? 'pipe', 'pipe'],
		detached: true,
	});
	const command = `${program} ${args[0]}`;
	const timers: NodeJS.Timeout[] = [];
	let stopped: string | undefined;
	let stderr = '';
	child.stderr?.on('data', (chunk: Buffer) => {
		if (stderr.length < MAX_STDERR_CHARACTERS) stderr += chunk.toString('utf8');
	});
	const { promise: ended, resolve } = withResolvers<Omit<EngineResult, 'stdout'>>();
	const end = (isOk: boolean, reason: string) => {
		for (const timer of timers) clearTimeout(timer);
		interruption?.removeEventListener('abort', interrupted);
		const wasStopped = stopped !== undefined;
		const why = stopped === undefined ? reason : `${stopped}${lastWords(stderr)}`;
		resolve({ isOk: isOk && !wasStopped, wasStopped, reason: why, stderr });
	};
	const stop = (why: string) => {
		if (stopped !== undefined) return;
		stopped = why;
		signalGroup(child, 'SIGTERM');
		timers.push(
			setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS),
			// A descendant elsewhere may keep the output open, and the kernel a process.
			setTimeout(() => {
				child.stdout?.destroy();
				child.stderr?.destroy();
				child.unref();
				end(false, why);
			}, 2 * GRACE_MS),
		);
	};
	const interrupted = () => stop(`${command} was interrupted`);
	timers.push(setTimeout(() => stop(`${command} did not end within ${timeoutMs} ms`), timeoutMs));
	child.once('error', (error) =>
		end(false, errnoOf(error) === 'ENOENT' ? `${program} is not on PATH` : messageOf(error)),
	);
	child.once('close', (exitCode) =>
		end(exitCode === 0, exitCode === 0 ? '' : reasonOf(stderr, exitCode)),
	);
	if (interruption?.aborted === true) interrupted();
	else interruption?.addEventListener('abort', interrupted, { once: true });
	return {
		stdout: child.stdout ?? Readable.from([]),
		ended,
		stop: () => stop(`${command} was stopped`),
	};
}

/**
 * A pipe in the sense of pipe(2). What Node gives a child is a socket, and podman writes archives
 * to /dev/stdout by that name, which a socket cannot be opened by (ENXIO, open(2)).
 */
function openPipe(directory: string): { reader: Readable; writeEnd: number } {
	const path = join(directory, 'pipe');
	try {
		execFileSync('mkfifo', ['-m', '600', path], { stdio: ['ignore', 'ignore', 'pipe'] });
	} catch (error) {
		throw new XarchError(
			'E_SOURCE',
			`podman cannot hand over the files of an image, for no named pipe can be made in ${directory}: ${messageOf(error).trim()}.`,
			'Let RUNNER_TOOL_CACHE name a directory of a Linux file system, or choose another source.',
			error,
		);
	}
	const readEnd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
	const writeEnd = openSync(path, constants.O_WRONLY);
	rmSync(path);
	return { reader: new Socket({ fd: readEnd, readable: true, writable: false }), writeEnd };
}

/** As ES2024 has it, which Node 20 lacks. */
function withResolvers<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
	let resolve: (value: T) => void = () => {};
	const promise = new Promise<T>((callback) => {
		resolve = callback;
	});
	return { promise, resolve };
}

function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
	if (pid === undefined) return;
	try {
		process.kill(-pid, signal);
	} catch (error) {
		if (errnoOf(error) !== 'ESRCH') throw error;
	}
}

/** The line that tells most: podman tells its progress first, docker the error. */
function reasonOf(stderr: string, exitCode: number | null): string {
	const lines = linesOf(stderr);
	const line = lines.find((each) => /^error/i.test(each)) ?? lines[0];
	return line === undefined
		? `exit code ${exitCode ?? 'none, for it was killed'}`
		: tidy(line.replace(/^error(?: response from daemon)?: /i, ''));
}

/** What a command complained of while it tried again and again. */
function lastWords(stderr: string): string {
	const line = linesOf(stderr).findLast((each) => /error/i.test(each));
	return line === undefined ? '' : `; it said: ${tidy(line)}`;
}

function linesOf(text: string): string[] {
	return text
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '');
}

/** Without passwords in addresses, docker's question at the end, and more than a line. */
function tidy(line: string): string {
	return line
		.replace(/(:\/\/)[^/\s@]*@/g, '$1')
		.replace(/\. Is the docker daemon running\?$/, '')
		.replace(/[.\s]+$/, '')
		.slice(0, 400);
}

/**
 * Runs `work`, which sees SIGINT and SIGTERM as an abort and so can clean up; then the process
 * ends of the signal after all.
 */
export async function withInterruption<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
	const controller = new AbortController();
	let received: NodeJS.Signals | undefined;
	const interrupt = (signal: NodeJS.Signals) => {
		received = signal;
		controller.abort();
	};
	process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
	try {
		return await work(controller.signal);
	} finally {
		process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
		if (received !== undefined) process.kill(process.pid, received);
	}
}
