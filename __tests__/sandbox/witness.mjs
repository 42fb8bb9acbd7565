// Tells what a process at this very place sees of others, by the module whose path it is given: a JSON
// question a line in, an answer a line out. Ends with its standard input.
import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const { isAlive, processOwner } = await import(process.argv[2]);

/** A process that waits; with `pid`, one that is given this number if it is free. */
function start(pid) {
	if (pid !== undefined) writeFileSync('/proc/sys/kernel/ns_last_pid', String(pid - 1));
	return spawn('sleep', ['600'], { stdio: 'ignore' });
}

/** Ends a child of this process. */
const end = (child) => new Promise((resolve) => child.once('exit', resolve).kill('SIGKILL'));

const answers = {
	self: () => processOwner(process.pid),
	isAlive: (owner) => isAlive(owner),
	/** An owner that has ended, and one that was given its pid afterwards. */
	async reused() {
		const child = start();
		const first = processOwner(child.pid);
		await end(child);
		for (;;) {
			const next = start(first.pid);
			const second = processOwner(next.pid);
			if (second.pid === first.pid && second.startTicks !== first.startTicks) {
				return { first, second };
			}
			await end(next);
		}
	},
};

for await (const line of createInterface({ input: process.stdin })) {
	const [question, value] = JSON.parse(line);
	process.stdout.write(`${JSON.stringify((await answers[question](value)) ?? null)}\n`);
}
