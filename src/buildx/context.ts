import { createHash } from 'node:crypto';
import type { RegistrarProcess } from '../binfmt/privilege.js';
import { openSession, type Session } from '../binfmt/session.js';
import type { Reporter } from '../report.js';

/** What builders are made and taken away with. */
export interface BuilderContext {
	readonly buildx: {
		/** How it is called: `docker buildx`, or a program of its own. */
		readonly argvPrefix: readonly string[];
		/** `0.29.1` */
		readonly version: string;
	};
	readonly env: NodeJS.ProcessEnv;
	readonly tempDirectory: string;
	readonly process: RegistrarProcess;
	readonly reporter: Reporter;
}

/** How long one job waits until another has made a builder of the same name, milliseconds. */
export const BUILDER_LOCK_TIMEOUT_MS = 600_000;
/** From then on a person who reads the log wants to know what it is waiting for. */
const NOTICE_AFTER_MS = 2_000;

/**
 * Runs `work` as the only one on this machine that makes or removes the builder of this name. The
 * lock is one of its own, for a boot may take minutes and entries must not wait for it.
 */
export async function withBuilder<T>(
	builder: { readonly name: string; readonly place: string },
	context: BuilderContext,
	work: (session: Session) => Promise<T>,
	timeoutMs = BUILDER_LOCK_TIMEOUT_MS,
): Promise<T> {
	const digest = createHash('sha256').update(`${builder.place}\n${builder.name}`).digest('hex');
	const notice = setTimeout(() => {
		context.reporter.info(`Waiting for another job that makes or removes ${builder.name}.`);
	}, NOTICE_AFTER_MS);
	let session: Session;
	try {
		session = await openSession(context.process, {
			lock: `builder-${digest.slice(0, 16)}.lock`,
			timeoutMs,
		});
	} finally {
		clearTimeout(notice);
	}
	try {
		return await work(session);
	} finally {
		await session.end();
	}
}
