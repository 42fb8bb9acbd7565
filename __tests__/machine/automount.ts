import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Ended, run } from './runner.js';

/**
 * Runs a program in a mount namespace beside the host's, in which binfmt_misc lies under an automount
 * that nobody has triggered yet.
 * @param answer whether the automount mounts it then, or fails
 */
export async function runUnderAutomount(
	answer: 'deliver' | 'refuse',
	file: string,
	args: readonly string[],
	env: Readonly<Record<string, string>> = {},
): Promise<Ended & { readonly triggered: number }> {
	const script = join(import.meta.dirname, 'automount.pl');
	const directory = '/proc/sys/fs/binfmt_misc';
	const daemon = spawn('unshare', ['-m', 'perl', script, directory, answer], {
		stdio: ['pipe', 'pipe', 'inherit'],
	});
	const said: string[] = [];
	const lines = createInterface({ input: daemon.stdout });
	lines.on('line', (line) => said.push(line));
	await once(lines, 'line');
	const ended = await run('nsenter', ['-t', String(daemon.pid), '-m', '--', file, ...args], {
		env,
	});
	daemon.stdin.end();
	await once(lines, 'close');
	return { ...ended, triggered: said.filter((line) => line === 'triggered').length };
}
