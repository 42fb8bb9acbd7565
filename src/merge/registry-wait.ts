import { parseRetryAfter } from '../emulator/transfer/http-answer.js';
import { send } from '../emulator/transfer/http-send.js';

const PATIENCE_MS = 5_000;

/**
 * How long a registry wants to be left alone. buildx does not tell what its Retry-After says, so it
 * is asked for the same thing once more, without credentials: limits apply before those are looked at.
 * @returns undefined when it does not say
 */
export async function askWaitMs(url: string): Promise<number | undefined> {
	try {
		const signal = AbortSignal.timeout(PATIENCE_MS);
		const answer = await send(new URL(url), { 'user-agent': 'setup-xarch' }, signal);
		answer.destroy();
		if (answer.statusCode !== 429) return undefined;
		return parseRetryAfter(answer.headers['retry-after'], Date.now());
	} catch {
		return undefined;
	}
}
