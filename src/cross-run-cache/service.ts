import { type ChildProcess, spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { messageOf } from '../errors.js';
import {
	ANSWER_DESCRIPTOR,
	type CacheAnswer,
	type CacheRequest,
	PACKED_FOLDER,
} from './request.js';

/** How the cache's process is run. */
export interface CacheService {
	/** The cache's own bundle. */
	readonly bundlePath: string;
	/** The job's environment variables: where the service is, the token for it, proxies. */
	readonly env: NodeJS.ProcessEnv;
	/** Longest time for one request. */
	readonly timeoutMs: Readonly<Record<CacheRequest['operation'], number>>;
	/** A line for the log. */
	readonly log: (line: string) => void;
	/** A line for the runner itself: a secret to mask, a line for debugging. */
	readonly command: (line: string) => void;
}

/** The service of this job; its bundle lies beside the one that is running. */
export function openCacheService(
	env: NodeJS.ProcessEnv,
	log: (line: string) => void,
): CacheService {
	return {
		bundlePath: join(dirname(realpathSync(process.argv[1] ?? '.')), '..', 'cache', 'index.js'),
		env,
		timeoutMs: { restore: 60_000, save: 120_000 },
		log,
		command: (line) => process.stdout.write(`${line}\n`),
	};
}

/** What the service answered, and what it complained of. */
export interface ServiceResult {
	readonly answer: CacheAnswer;
	/** In its own words; empty when all went well. */
	readonly complaints: readonly string[];
}

/**
 * Asks the service in a process of its own, which is ended with all its children when it takes
 * too long. Nothing is thrown: a cache that does not work is no failure.
 * @param directory that the paths are relative to; also takes the archive
 */
export async function askCacheService(
	request: CacheRequest,
	directory: string,
	service: CacheService,
): Promise<ServiceResult> {
	const complaints: string[] = [];
	try {
		const answer = await converse(request, realpathSync(directory), service, complaints);
		return { answer, complaints };
	} catch (error) {
		return { answer: { outcome: 'failed', reason: messageOf(error) }, complaints };
	}
}

async function converse(
	request: CacheRequest,
	directory: string,
	{ bundlePath, env, timeoutMs, log, command }: CacheService,
	complaints: string[],
): Promise<CacheAnswer> {
	const child = spawn(process.execPath, [bundlePath], {
		cwd: directory,
		// The library takes names relative to the workspace, and keeps its archive in RUNNER_TEMP.
		env: {
			...env,
			GITHUB_WORKSPACE: directory,
			RUNNER_TEMP: directory,
			...(request.operation === 'restore' ? { TAR_OPTIONS: EXTRACTION } : {}),
		},
		stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
		detached: true,
	});
	const ended = new Promise<number | null>((resolve, reject) => {
		child.on('error', reject);
		child.on('close', resolve);
	});
	let isLate = false;
	const limitMs = timeoutMs[request.operation];
	const timer = setTimeout(() => {
		isLate = true;
		endGroup(child);
	}, limitMs);
	// A process that could not be started has no pipes that work.
	child.stdin?.on('error', () => {});
	child.stdin?.end(JSON.stringify(request));
	const answered = text(child.stdio[ANSWER_DESCRIPTOR] as Readable).catch(() => '');
	const lines: string[] = [];
	for (const stream of [child.stdout, child.stderr]) {
		if (stream === null) continue;
		createInterface({ input: stream }).on('line', (line) => {
			lines.push(line);
			passOn(line, { log, command, complaints });
		});
	}
	try {
		const exitCode = await ended;
		if (isLate) throw new Error(`it gave no answer within ${limitMs / 1000} s`);
		const answer = await answered;
		if (answer === '') {
			const last = lines.findLast((line) => line.trim() !== '') ?? 'no word';
			throw new Error(`its process ended with exit code ${exitCode} and "${last.slice(0, 200)}"`);
		}
		return JSON.parse(answer) as CacheAnswer;
	} finally {
		clearTimeout(timer);
	}
}

/**
 * For GNU tar, which the library lets write anywhere (-P), through links too: no member but
 * `emulators/q*` with `qe*` and `em*` in it. What is unpacked is checked file by file afterwards.
 */
const EXTRACTION = [
	...['--anchored', '--wildcards', '--exclude=[!e]*', `--exclude=${PACKED_FOLDER}/[!q]*`],
	...['[!qe]*', 'q[!e]*', 'e[!m]*', '*/*'].map((name) => `--exclude=${PACKED_FOLDER}/*/${name}`),
].join(' ');

function passOn(
	line: string,
	{ log, command, complaints }: Pick<CacheService, 'log' | 'command'> & { complaints: string[] },
): void {
	const [, name, message = ''] = /^\s*::([\w-]+)(?: [^:]*)?::(.*)$/.exec(line) ?? [];
	if (name === 'warning' || name === 'error') complaints.push(unescaped(message));
	else if (name === 'add-mask' || name === 'debug') command(line);
	// No other command: with debugging on, the library prints the names of an archive's members.
	else if (name === undefined && line.trim() !== '') log(line);
}

/** Workflow commands escape these three (actions/toolkit, command.ts). */
function unescaped(message: string): string {
	return message.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%');
}

/** The process leads a group, with tar and the compressor in it. */
function endGroup({ pid }: ChildProcess): void {
	try {
		if (pid !== undefined) process.kill(-pid, 'SIGKILL');
	} catch {}
}

/** The words of a warning that the cache was not used: one line, without a stack. */
export function troubleWith(what: string, reason: string): string {
	const line = (reason.split('\n')[0] ?? '').replace(/[.\s]+$/, '').slice(0, 300);
	return `The cross-run cache could not be ${what}: ${line}. This costs time only.`;
}
