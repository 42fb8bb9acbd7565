import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
	mkdirSync,
	mkdtempSync,
	readlinkSync,
	rmSync,
	statSync,
	unlinkSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { errnoOf, messageOf } from '../errors.js';
import { PROBE_PROGRAMS } from './programs.js';

/** Why a probe did not do what it should. */
export type ProbeFailure =
	/** The kernel found no one to run it (`ENOEXEC`). */
	| 'no-entry'
	/** The temporary directory does not let programs run. */
	| 'noexec-directory'
	/** An entry without flag F names an interpreter that is not there. */
	| 'missing-interpreter'
	/** The emulator ended by a signal or wrote something else: it does not emulate. */
	| 'bad-emulator'
	/** It ran, but was given another argv[0] although the entry has flag P. */
	| 'argv0'
	| 'timeout'
	/** It ran, but by another entry than the one registered for it. */
	| 'shadowed'
	/** It could not be started for another reason. */
	| 'not-started';

/** What running a target's probe showed. */
export interface ProbeResult {
	readonly target: string;
	readonly failure: ProbeFailure | undefined;
	/** What was seen, for people; empty when all is well. */
	readonly detail: string;
	/** Whether the program got the argv[0] it was called with, rather than its path. */
	readonly preservesArgv0: boolean;
	/** The file that really ran, as /proc/pid/exe shows it: the emulator, or the probe itself. */
	readonly servedBy: string | undefined;
	/** True when the CPU ran it by itself. */
	readonly native: boolean;
	readonly durationMs: number;
}

/** How long a probe may take, milliseconds; on a busy machine one takes well under a second. */
export const PROBE_TIMEOUT_MS = 20_000;

/** The first bytes of a target's probe, or undefined when there is no probe for it. */
export function probeProgram(target: string): Buffer | undefined {
	const program = PROBE_PROGRAMS[target];
	return program === undefined ? undefined : Buffer.from(program, 'base64');
}

/**
 * Runs the probes of these targets at once, in a directory of their own under `tempDirectory`.
 * Targets without a probe are left out.
 */
export async function runProbes(
	targets: readonly string[],
	tempDirectory: string,
	timeoutMs = PROBE_TIMEOUT_MS,
): Promise<Map<string, ProbeResult>> {
	mkdirSync(tempDirectory, { recursive: true });
	const directory = mkdtempSync(join(tempDirectory, 'xarch-probe-'));
	try {
		const placed = targets.flatMap((target) => {
			const program = probeProgram(target);
			if (program === undefined) return [];
			const path = join(directory, target);
			// All are written before any is started: a program that is open for writing, also in a
			// child that has not yet exec'ed, cannot be run (ETXTBSY).
			writeFileSync(path, program, { mode: 0o755 });
			return [{ target, path }];
		});
		const results = await Promise.all(
			placed.map(({ target, path }) => runProbe(target, path, timeoutMs)),
		);
		return new Map(results.map((result) => [result.target, result]));
	} finally {
		rmSync(directory, { recursive: true, force: true });
	}
}

/**
 * Whether the CPU runs a target's programs. For targets that no entry takes: then nothing
 * else can run them, and a plain synchronous call, which is three times as fast, will do.
 */
export function runsNatively(target: string, tempDirectory: string): boolean {
	const program = probeProgram(target);
	if (program === undefined) return false;
	mkdirSync(tempDirectory, { recursive: true });
	const path = join(tempDirectory, `xarch-probe-${target}-${process.pid}-${Date.now()}`);
	// Exclusive: in a directory that others can write to, nothing of theirs is followed or run.
	writeFileSync(path, program, { mode: 0o755, flag: 'wx' });
	try {
		const code = randomCode();
		const { status, stdout } = spawnSync(path, [String.fromCharCode(code)], {
			argv0: target,
			cwd: tempDirectory,
			env: { PATH: '/nonexistent' },
			stdio: ['ignore', 'pipe', 'ignore'],
			timeout: PROBE_TIMEOUT_MS,
		});
		return status === code && stdout.toString() === target;
	} finally {
		unlinkSync(path);
	}
}

/** A printable character's code, for an exit code that nothing else ends with by chance. */
function randomCode(): number {
	return 33 + Math.floor(Math.random() * 90);
}

/**
 * A probe writes its argv[0], waits for standard input and ends with the first
 * byte of its argument as exit code. While it waits, /proc tells who runs it.
 */
function runProbe(target: string, path: string, timeoutMs: number): Promise<ProbeResult> {
	const startedAt = performance.now();
	const argv0 = `xarch-${target}`;
	const wantedCode = randomCode();
	return new Promise((resolve) => {
		let stdout = '';
		let stderr = '';
		let servedBy: string | undefined;
		let timedOut = false;
		const finish = (failure: ProbeFailure | undefined, detail: string) => {
			clearTimeout(timer);
			resolve({
				...{ target, failure, detail, servedBy },
				preservesArgv0: stdout === argv0,
				native: failure === undefined && servedBy === path,
				durationMs: performance.now() - startedAt,
			});
		};
		const child = spawn(path, [String.fromCharCode(wantedCode)], {
			argv0,
			cwd: join(path, '..'),
			// On ENOEXEC the C library hands the file to /bin/sh: there must be nothing for it to find.
			env: { ...emulatorEnvironment(), PATH: '/nonexistent' },
			stdio: 'pipe',
		});
		const timer = setTimeout(() => {
			timedOut = true;
			child.kill('SIGKILL');
		}, timeoutMs);
		child.on('error', (error) => finish(...startFailureOf(error, path)));
		child.stdin.on('error', () => {});
		child.stderr.on('data', (data: Buffer) => {
			stderr += data.toString('latin1');
		});
		child.stdout.on('data', (data: Buffer) => {
			stdout += data.toString();
			servedBy ??= executableOf(child);
			child.stdin.end();
		});
		child.on('close', (code, signal) => {
			if (timedOut) finish('timeout', `nothing happened for ${timeoutMs / 1000} s`);
			else if (stdout === '' && signal === null && isFromShell(stderr, path)) {
				finish('no-entry', 'the kernel found no entry that takes it (exec format error)');
			} else finish(...outcomeOf({ stdout, stderr, code, signal }, wantedCode, argv0, path));
		});
	});
}

interface Ending {
	readonly stdout: string;
	readonly stderr: string;
	readonly code: number | null;
	readonly signal: NodeJS.Signals | null;
}

function outcomeOf(
	ending: Ending,
	wantedCode: number,
	argv0: string,
	path: string,
): [ProbeFailure | undefined, string] {
	const { stdout, stderr, code, signal } = ending;
	if (signal !== null) return ['bad-emulator', `it was ended by ${signal}${quoted(stderr)}`];
	if (stdout !== argv0 && stdout !== path) {
		return [
			'bad-emulator',
			`it wrote ${JSON.stringify(stdout)} and ended with ${code}${quoted(stderr)}`,
		];
	}
	if (code !== wantedCode) {
		return ['bad-emulator', `its exit code was ${code} instead of ${wantedCode}${quoted(stderr)}`];
	}
	return [undefined, ''];
}

function startFailureOf(error: Error, path: string): [ProbeFailure, string] {
	switch (errnoOf(error)) {
		case 'EACCES':
			return canBeRun(path)
				? ['noexec-directory', `programs cannot be run from ${join(path, '..')} (mounted noexec?)`]
				: ['not-started', messageOf(error)];
		case 'ENOENT':
			return [
				'missing-interpreter',
				'an entry takes it whose interpreter is not there, and which has no flag F',
			];
		case 'ENOEXEC':
			return ['no-entry', 'the kernel found no entry that takes it (exec format error)'];
		default:
			return ['not-started', messageOf(error)];
	}
}

/** The C library's execvp hands a file that the kernel refuses to /bin/sh, which names it in its complaint. */
function isFromShell(stderr: string, path: string): boolean {
	return stderr.startsWith(`${path}:`) || stderr.includes('cannot execute binary file');
}

function canBeRun(path: string): boolean {
	return (statSync(path).mode & 0o111) !== 0;
}

/** QEMU's own settings are part of what is proved; nothing else of ours concerns the probe. */
function emulatorEnvironment(): Record<string, string> {
	return Object.fromEntries(
		Object.entries(process.env).flatMap(([name, value]) =>
			name.startsWith('QEMU_') && value !== undefined ? [[name, value]] : [],
		),
	);
}

function executableOf(child: ChildProcess): string | undefined {
	try {
		return readlinkSync(`/proc/${child.pid}/exe`);
	} catch {
		return undefined;
	}
}

function quoted(stderr: string): string {
	const text = stderr.trim().slice(0, 300);
	return text === '' ? '' : `: ${text}`;
}
