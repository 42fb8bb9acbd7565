import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { ownMountNamespace } from './binfmt/mount.js';
import { readBootId } from './binfmt/owner.js';
import { runRegistrar } from './binfmt/registrar.js';
import type { BuilderRecordRequest, RegistrarRequest } from './binfmt/request.js';
import { SYSTEM_ROOTS } from './binfmt/roots.js';
import {
	openLocalSession,
	SESSION_ARGUMENT,
	type Session,
	type SessionRequest,
} from './binfmt/session.js';
import { failureOf, XarchError } from './errors.js';

/**
 * The privileged entry: requests as JSON on standard input, answers on standard output. What is
 * waited for goes to standard error, a line each.
 */
const notice = (line: string) => process.stderr.write(`${line}\n`);

/** One request, one answer. */
async function answerOnce(): Promise<void> {
	try {
		checkPlace(process.env);
		const request = JSON.parse(await text(process.stdin)) as RegistrarRequest;
		const result = await runRegistrar(request, SYSTEM_ROOTS, notice);
		process.stdout.write(JSON.stringify({ result }));
	} catch (error) {
		process.stdout.write(JSON.stringify({ error: failureOf(error) }));
		process.exitCode = 1;
	}
}

/** A request a line, an answer a line, with a lock held until standard input ends. */
async function answerSession(): Promise<void> {
	let session: Session | undefined;
	const answer = async (line: string): Promise<unknown> => {
		if (session !== undefined) return session.run(JSON.parse(line) as BuilderRecordRequest);
		const request = JSON.parse(line) as SessionRequest;
		session = await openLocalSession(SYSTEM_ROOTS.stateDirectory, request);
		return {};
	};
	for await (const line of createInterface({ input: process.stdin })) {
		const outcome = await answer(line).then(
			(result) => ({ result }),
			(error: unknown) => ({ error: failureOf(error) }),
		);
		process.stdout.write(`${JSON.stringify(outcome)}\n`);
	}
	await session?.end();
}

/** A container engine may lead to another machine, or to another process than was meant. */
function checkPlace({ XARCH_BOOT_ID: bootId, XARCH_MOUNT_NAMESPACE: mounts }: NodeJS.ProcessEnv) {
	const refusal =
		bootId !== undefined && bootId !== readBootId()
			? 'it runs its containers on another machine'
			: mounts !== undefined && mounts !== ownMountNamespace()
				? 'it knows this process by another number, for this is a pid namespace of its own'
				: undefined;
	if (refusal !== undefined) throw new XarchError('E_NO_PRIVILEGE', refusal, '');
}

await (process.argv[2] === SESSION_ARGUMENT ? answerSession() : answerOnce());
