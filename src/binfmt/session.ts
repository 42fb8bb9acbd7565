import { type ChildProcess, spawn } from 'node:child_process';
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Failure, XarchError } from '../errors.js';
import { STATE_DIRECTORY } from './journal.js';
import { acquireLock } from './lock.js';
import { type RegistrarProcess, SUDO } from './privilege.js';
import { recordBuilders } from './registrar.js';
import type { BuilderRecordRequest, RegistrarResult } from './request.js';
import { ensureRootDirectory } from './root-directory.js';

/** Several requests on builders, with a lock on one of them held from the first to the last. */
export interface Session {
	run(request: BuilderRecordRequest): Promise<RegistrarResult>;
	/** Gives the lock back. */
	end(): Promise<void>;
}

/** What a session begins with, as JSON on the registrar's standard input. */
export interface SessionRequest {
	/** File name below the state directory; undefined for no lock. */
	readonly lock: string | undefined;
	readonly timeoutMs: number;
}

/** The registrar's bundle is told by this argument that more than one request will come. */
export const SESSION_ARGUMENT = 'session';

/**
 * A session with the machine's journal as root or through `sudo -n`, else with one of the user's
 * own: whoever may use Docker but not root makes builders all the same.
 * @throws E_LOCK when another job holds the builder for longer than `timeoutMs`
 */
export async function openSession(
	started: RegistrarProcess,
	request: SessionRequest,
): Promise<Session> {
	if (started.uid === 0) return openLocalSession(STATE_DIRECTORY, request);
	const maySudo = started.privilege === 'auto' || started.privilege === 'sudo';
	return (
		(maySudo ? await openSudoSession(started, request) : undefined) ??
		openLocalSession(userStateDirectory(started.uid, started.env), request)
	);
}

/** A session of this process; its user must be the owner of the directory. */
export async function openLocalSession(
	stateDirectory: string,
	{ lock, timeoutMs }: SessionRequest,
): Promise<Session> {
	if (stateDirectory === STATE_DIRECTORY) ensureRootDirectory(stateDirectory);
	const release =
		lock === undefined
			? () => {}
			: await acquireLock(join(stateDirectory, lock), timeoutMs, { isTransient: true });
	return {
		run: (request) => recordBuilders(request, stateDirectory),
		end: async () => release(),
	};
}

/**
 * Where the journal of a user without root is.
 * @throws E_LOCK when somebody else has made a directory of that name
 */
export function userStateDirectory(uid: number, env: NodeJS.ProcessEnv): string {
	// su leaves the variable as it was for another user.
	const runtime = env.XDG_RUNTIME_DIR ?? '';
	const directory = isOwn(runtime, uid)
		? join(runtime, 'setup-xarch')
		: join(tmpdir(), `setup-xarch-${uid}`);
	mkdirSync(directory, { recursive: true, mode: 0o700 });
	if (isOwn(directory, uid)) return directory;
	throw new XarchError(
		'E_LOCK',
		`${directory}, where this user's builders are noted, belongs to somebody else or can be written by others.`,
		'Remove it, or let XDG_RUNTIME_DIR name a directory of this user alone.',
	);
}

/** A directory of this user, that nobody else can write to. */
function isOwn(directory: string, uid: number): boolean {
	const found = lstatSync(directory, { throwIfNoEntry: false });
	return found?.isDirectory() === true && found.uid === uid && (found.mode & 0o022) === 0;
}

/** Undefined when this user cannot become root. */
async function openSudoSession(
	{ nodePath, bundlePath }: RegistrarProcess,
	request: SessionRequest,
): Promise<Session | undefined> {
	const child = spawn(SUDO, ['-n', '--', nodePath, bundlePath, SESSION_ARGUMENT], {
		stdio: ['pipe', 'pipe', 'ignore'],
	});
	const answers = readAnswers(child);
	const ask = async (question: unknown): Promise<Answer | undefined> => {
		child.stdin?.write(`${JSON.stringify(question)}\n`);
		return (await answers.next()).value;
	};
	child.stdin?.on('error', () => {});
	const ended = new Promise((resolve) => child.once('close', resolve).once('error', resolve));
	const end = async () => {
		child.stdin?.end();
		await answers.return(undefined);
		await ended;
	};
	const opened = await ask(request);
	if (opened === undefined) return undefined;
	if (opened.error !== undefined) await end();
	resultOf(opened);
	return { run: async (question) => resultOf(await ask(question)), end };
}

interface Answer {
	readonly result?: RegistrarResult;
	readonly error?: Failure;
}

/** The answers of a process, a line each, until it ends or cannot be started. */
async function* readAnswers(child: ChildProcess): AsyncGenerator<Answer, undefined> {
	const failed = new Promise<undefined>((resolve) => child.once('error', () => resolve(undefined)));
	if (child.stdout === null) return undefined;
	const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
	for (;;) {
		const line = await Promise.race([lines.next(), failed]);
		if (line === undefined || line.done === true) return undefined;
		try {
			yield JSON.parse(line.value) as Answer;
		} catch {
			return undefined;
		}
	}
}

function resultOf(answer: Answer | undefined): RegistrarResult {
	if (answer?.result !== undefined) return answer.result;
	const { code, message, remedy } = answer?.error ?? {
		code: 'E_INTERNAL',
		message: 'The registrar ended before it had answered.',
		remedy: 'Please report this, with the log.',
	};
	throw new XarchError(code, message, remedy);
}
