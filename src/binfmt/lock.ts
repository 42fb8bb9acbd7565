import { spawn } from 'node:child_process';
import { closeSync, fstatSync, openSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { errnoOf, XarchError } from '../errors.js';

/** How long a transaction waits for another one, milliseconds; one takes well under a second. */
export const LOCK_TIMEOUT_MS = 60_000;
/** After which those who wait are told what for, milliseconds. */
const WAIT_NOTICE_MS = 1_000;

/**
 * Runs `work` as the only registrar of this machine; see `acquireLock` for how and what is thrown.
 * @param notice told once, when it takes a while
 */
export async function withLock<T>(
	stateDirectory: string,
	timeoutMs: number,
	work: () => Promise<T>,
	notice: (text: string) => void = () => {},
): Promise<T> {
	const release = await acquireLock(join(stateDirectory, 'lock'), timeoutMs, { notice });
	try {
		return await work();
	} finally {
		release();
	}
}

/**
 * Takes a lock: flock(2) on a file that only its owner can open, so nobody else can hold it and
 * the kernel frees it however its holder ends. Node has no flock: flock(1) locks the open file
 * it shares with us.
 * @param options `isTransient`: whether the file goes with its last holder; `notice`: told once, when
 *   it takes a while
 * @returns what gives it back
 * @throws E_LOCK when the lock is not had in time, or flock(1) is missing
 */
export async function acquireLock(
	path: string,
	timeoutMs: number,
	{
		isTransient = false,
		notice = () => {},
	}: { readonly isTransient?: boolean; readonly notice?: (text: string) => void } = {},
): Promise<() => void> {
	for (;;) {
		const file = openSync(path, 'a', 0o600);
		try {
			await lockFile(file, path, timeoutMs, notice);
		} catch (error) {
			closeSync(file);
			throw error;
		}
		// Whoever held it before may have deleted the file, and the next one has made another.
		if (isTransient && statSync(path, { throwIfNoEntry: false })?.ino !== fstatSync(file).ino) {
			closeSync(file);
			continue;
		}
		return () => {
			if (isTransient) rmSync(path, { force: true });
			closeSync(file);
		};
	}
}

/**
 * Locks an open file or directory until it is closed.
 * @param file descriptor
 * @param path for messages
 * @throws E_LOCK
 */
export function lockFile(
	file: number,
	path: string,
	timeoutMs: number,
	notice: (text: string) => void = () => {},
): Promise<void> {
	return new Promise((resolve, reject) => {
		const child = spawn('flock', ['-x', '3'], { stdio: ['ignore', 'ignore', 'ignore', file] });
		let timedOut = false;
		const timer = setTimeout(() => {
			timedOut = true;
			child.kill('SIGKILL');
		}, timeoutMs);
		const noticeTimer = setTimeout(() => {
			notice(
				`Waiting for another job that is changing this machine's entries, for up to ${timeoutMs / 1000} s (lock: ${path}).`,
			);
		}, WAIT_NOTICE_MS);
		const stopTimers = () => {
			clearTimeout(timer);
			clearTimeout(noticeTimer);
		};
		child.on('error', (error) => {
			stopTimers();
			reject(
				new XarchError(
					'E_LOCK',
					errnoOf(error) === 'ENOENT'
						? 'The program "flock" is missing; it keeps two jobs from changing the kernel at once.'
						: `"flock" could not be started: ${error.message}.`,
					'Install the package util-linux.',
					error,
				),
			);
		});
		child.on('close', (code) => {
			stopTimers();
			if (code === 0) resolve();
			else
				reject(
					new XarchError(
						'E_LOCK',
						timedOut
							? `Another job has held the lock ${path} for ${timeoutMs / 1000} s.`
							: `"flock" failed on ${path} (exit code ${code}).`,
						`See who holds it with: sudo fuser ${path}`,
					),
				);
		});
	});
}
