import { XarchError } from '../../errors.js';
import {
	type Answer,
	ask,
	type HttpContext,
	readBody,
	statusError,
	urlForPeople,
} from './http-answer.js';
import { Retries } from './retries.js';

export { type HttpContext, urlForPeople } from './http-answer.js';

const MAX_JSON_BYTES = 32 * 1024 * 1024;

/**
 * Reads a JSON document; passing faults (408, 429, 5xx, a refused, cut or stalled connection)
 * are tried again.
 * @throws E_SOURCE naming address and status or reason
 */
export async function getJson(url: string, context: HttpContext): Promise<unknown> {
	const retries = new Retries(context);
	try {
		for (;;) {
			try {
				return await attempt(url, context, retries.signal);
			} catch (error) {
				await retries.after(error, false);
			}
		}
	} finally {
		retries.close();
	}
}

async function attempt(url: string, context: HttpContext, signal: AbortSignal): Promise<unknown> {
	const question = { url, headers: { accept: 'application/json' }, authorization: undefined };
	const answer = await ask(question, context, signal);
	try {
		if (answer.message.statusCode !== 200) throw statusError(answer, context);
		return await readJson(answer, context);
	} finally {
		answer.message.destroy();
	}
}

async function readJson(answer: Answer, context: HttpContext): Promise<unknown> {
	const chunks: Buffer[] = [];
	let sizeBytes = 0;
	for await (const chunk of readBody(answer, context.stallTimeoutMs)) {
		sizeBytes += chunk.length;
		if (sizeBytes > MAX_JSON_BYTES) {
			throw noAnswer(answer, `something longer than ${MAX_JSON_BYTES} bytes`);
		}
		chunks.push(chunk);
	}
	try {
		return JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown;
	} catch (error) {
		const contentType = answer.message.headers['content-type'] ?? '';
		throw noAnswer(answer, `something that is not JSON (content type "${contentType}")`, error);
	}
}

function noAnswer({ url }: Answer, what: string, cause?: unknown): XarchError {
	return new XarchError(
		'E_SOURCE',
		`GET ${urlForPeople(url)} answered ${what}.`,
		'Check that the address is that of a GitHub API and that no proxy answers in its place.',
		cause,
	);
}
