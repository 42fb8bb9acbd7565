import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { STATE_DIRECTORY } from './binfmt/journal.js';
import { runRegistrar } from './binfmt/registrar.js';
import type { BuilderRecordRequest, RegistrarRequest } from './binfmt/request.js';
import {
	openLocalSession,
	SESSION_ARGUMENT,
	type Session,
	type SessionRequest,
} from './binfmt/session.js';
import { failureOf } from './errors.js';

/** The privileged entry: requests as JSON on standard input, answers on standard output. */

/** One request, one answer. */
async function answerOnce(): Promise<void> {
	try {
		const request = JSON.parse(await text(process.stdin)) as RegistrarRequest;
		process.stdout.write(JSON.stringify({ result: await runRegistrar(request) }));
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
		session = await openLocalSession(STATE_DIRECTORY, JSON.parse(line) as SessionRequest);
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

await (process.argv[2] === SESSION_ARGUMENT ? answerSession() : answerOnce());
