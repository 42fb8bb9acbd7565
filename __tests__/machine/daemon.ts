import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

/** A server that a test has started. */
export interface Daemon {
	readonly pid: number;
	readonly isRunning: boolean;
	/** What it has written on both outputs. */
	log(): string;
	/** Sends the signal and waits for the end. */
	end(signal?: NodeJS.Signals): Promise<void>;
	/** Freezes it: connections are taken by the kernel and never answered. */
	pause(): void;
	resume(): void;
}

export interface DaemonOptions {
	readonly file: string;
	readonly args: readonly string[];
	/** Where its outputs go. */
	readonly log: string;
	readonly answers: () => Promise<boolean>;
}

/**
 * Starts a server and waits, ten seconds at most, until it answers.
 * @throws Error with its log when it does not
 */
export async function startDaemon({ file, args, log, answers }: DaemonOptions): Promise<Daemon> {
	const output = openSync(log, 'a');
	const child: ChildProcess = spawn(file, args, { stdio: ['ignore', output, output] });
	closeSync(output);
	const ended = new Promise((resolve) => child.on('close', resolve).on('error', resolve));
	const isRunning = () => child.exitCode === null && child.signalCode === null;
	const end = async (signal: NodeJS.Signals = 'SIGTERM') => {
		if (isRunning()) {
			child.kill('SIGCONT');
			child.kill(signal);
		}
		await ended;
	};
	for (let tries = 0; !(await answers()); tries += 1) {
		if (tries === 100 || child.pid === undefined || !isRunning()) {
			await end('SIGKILL');
			throw new Error(`${file} did not come up:\n${readFileSync(log, 'utf8')}`);
		}
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	return {
		pid: child.pid ?? 0,
		get isRunning() {
			return isRunning();
		},
		log: () => readFileSync(log, 'utf8'),
		end,
		pause: () => void child.kill('SIGSTOP'),
		resume: () => void child.kill('SIGCONT'),
	};
}
