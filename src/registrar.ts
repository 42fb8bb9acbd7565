import { text } from 'node:stream/consumers';
import { readBootId } from './binfmt/owner.js';
import { runRegistrar } from './binfmt/registrar.js';
import type { RegistrarRequest } from './binfmt/request.js';
import { SYSTEM_ROOTS } from './binfmt/roots.js';
import { failureOf, XarchError } from './errors.js';

/**
 * The privileged entry: one request as JSON on standard input, one answer on standard output.
 * What is waited for goes to standard error, a line each.
 */
const notice = (line: string) => process.stderr.write(`${line}\n`);
try {
	checkMachine(process.env.XARCH_BOOT_ID);
	const request = JSON.parse(await text(process.stdin)) as RegistrarRequest;
	process.stdout.write(
		JSON.stringify({ result: await runRegistrar(request, SYSTEM_ROOTS, notice) }),
	);
} catch (error) {
	process.stdout.write(JSON.stringify({ error: failureOf(error) }));
	process.exitCode = 1;
}

/** A container engine may lead to another machine, where this would be of no use. */
function checkMachine(bootId: string | undefined): void {
	if (bootId === undefined || bootId === readBootId()) return;
	throw new XarchError('E_NO_PRIVILEGE', 'it runs its containers on another machine', '');
}
