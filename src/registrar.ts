import { text } from 'node:stream/consumers';
import { runRegistrar } from './binfmt/registrar.js';
import type { RegistrarRequest } from './binfmt/request.js';
import { SYSTEM_ROOTS } from './binfmt/roots.js';
import { failureOf } from './errors.js';

/**
 * The privileged entry: one request as JSON on standard input, one answer on standard output.
 * What is waited for goes to standard error, a line each.
 */
const notice = (line: string) => process.stderr.write(`${line}\n`);
try {
	const request = JSON.parse(await text(process.stdin)) as RegistrarRequest;
	process.stdout.write(
		JSON.stringify({ result: await runRegistrar(request, SYSTEM_ROOTS, notice) }),
	);
} catch (error) {
	process.stdout.write(JSON.stringify({ error: failureOf(error) }));
	process.exitCode = 1;
}
