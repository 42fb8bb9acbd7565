// Works inside a sandbox on what sandbox.ts asks: a JSON message a line in and out, told apart by
// `id`. Ends with its standard input.
import { spawn } from 'node:child_process';
import { register } from 'node:module';
import { createInterface } from 'node:readline';

const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

/** Runs a program to its end; with `killAfterMs`, at most to the SIGKILL of its whole group. */
function run({ file, args, input, env, killAfterMs }) {
	return new Promise((resolve) => {
		const child = spawn(file, args, { env: { ...process.env, ...env }, detached: true });
		const output = { stdout: '', stderr: '' };
		for (const stream of ['stdout', 'stderr']) {
			child[stream].setEncoding('utf8').on('data', (text) => {
				output[stream] += text;
			});
		}
		if (killAfterMs !== undefined) {
			setTimeout(() => {
				try {
					process.kill(-child.pid, 'SIGKILL');
				} catch {} // it was quicker
			}, killAfterMs);
		}
		child.stdin.on('error', () => {}); // it may end without reading
		child.stdin.end(input);
		child.on('error', (error) => resolve({ ...output, code: null, signal: error.code }));
		child.on('close', (code, signal) => resolve({ ...output, code, signal }));
	});
}

let hooked = false;
async function probe({ targets, directory, timeoutMs }) {
	if (!hooked) register('./typescript.mjs', import.meta.url);
	hooked = true;
	const { runProbes } = await import('../../src/probe/run.ts');
	return [...(await runProbes(targets, directory, timeoutMs)).values()];
}

say({ id: 0, result: 'ready' });
for await (const line of createInterface({ input: process.stdin })) {
	const { id, operation, ...request } = JSON.parse(line);
	const work = operation === 'probe' ? probe(request) : run(request);
	work.then(
		(result) => say({ id, result }),
		(error) => say({ id, error: error.stack }),
	);
}
