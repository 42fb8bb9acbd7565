import { spawn } from 'node:child_process';

/** How a command ended, and what it printed. */
export interface CommandResult {
	readonly exitCode: number;
	readonly stdout: string;
	readonly stderr: string;
}

/** Surroundings of a command. */
export interface CommandOptions {
	readonly env: NodeJS.ProcessEnv;
	readonly cwd?: string;
	/** Given to its standard input. */
	readonly input?: Buffer;
	/** Killed after this. */
	readonly timeoutMs: number;
}

/**
 * Runs a command without a shell and collects its output.
 * @param argv program and arguments
 * @throws Error when it cannot be started (its `code` is the errno name), or dies of a signal
 */
export async function runCommand(
	argv: readonly string[],
	options: CommandOptions,
): Promise<CommandResult> {
	const [program = '', ...args] = argv;
	const { env, cwd, input, timeoutMs } = options;
	const child = spawn(program, args, { env, cwd, stdio: ['pipe', 'pipe', 'pipe'] });
	// It may end without having read it.
	child.stdin.on('error', () => {});
	child.stdin.end(input);
	// Node's own `timeout` keeps the process alive to its end when a program cannot be started.
	const timer = setTimeout(() => {
		child.kill('SIGKILL');
		// Its own children, such as apt's methods, may keep these open.
		child.stdout.destroy();
		child.stderr.destroy();
	}, timeoutMs);
	const stdout: Buffer[] = [];
	const stderr: Buffer[] = [];
	child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
	child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
	return new Promise((resolve, reject) => {
		child.once('error', (error) => {
			clearTimeout(timer);
			reject(error);
		});
		child.once('close', (exitCode, signal) => {
			clearTimeout(timer);
			if (exitCode === null) {
				reject(new Error(`${program} was ended by ${signal} (limit ${timeoutMs} ms)`));
				return;
			}
			resolve({
				exitCode,
				stdout: Buffer.concat(stdout).toString('utf8'),
				stderr: Buffer.concat(stderr).toString('utf8'),
			});
		});
	});
}
