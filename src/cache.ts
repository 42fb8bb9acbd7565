import { writeSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { isFeatureAvailable, restoreCache, saveCache } from '@actions/cache';
import {
	ANSWER_DESCRIPTOR,
	type CacheAnswer,
	type CacheRequest,
} from './cross-run-cache/request.js';
import { messageOf } from './errors.js';

/** The runner's cache service, in a process and a bundle of its own: @actions/cache is large. */
async function serve({ operation, key, paths }: CacheRequest): Promise<CacheAnswer> {
	if (!isFeatureAvailable()) {
		return { outcome: 'failed', reason: 'this runner has no cache service' };
	}
	if (operation === 'restore') {
		const found = await restoreCache([...paths], key);
		return found === undefined ? { outcome: 'nothing' } : { outcome: 'done', key: found };
	}
	// A number below 0 stands for what could not be saved.
	return (await saveCache([...paths], key)) < 0 ? { outcome: 'nothing' } : { outcome: 'done', key };
}

let answer: CacheAnswer;
try {
	answer = await serve(JSON.parse(await text(process.stdin)) as CacheRequest);
} catch (error) {
	answer = { outcome: 'failed', reason: messageOf(error) };
}
writeSync(ANSWER_DESCRIPTOR, JSON.stringify(answer));
