import { expect, test } from '@jest/globals';
import { cacheReferences } from '../../../src/buildx/cache-refs.js';
import { parseCacheTarget } from '../../../src/buildx/cache-target.js';

test.each([
	['gha', 'type=gha', 'type=gha,mode=max'],
	['gha:web/main', 'type=gha,scope=web/main', 'type=gha,scope=web/main,mode=max'],
	[
		'registry:registry.example:5000/app:cache',
		'type=registry,ref=registry.example:5000/app:cache',
		'type=registry,ref=registry.example:5000/app:cache,mode=max',
	],
])('%s', (text, cacheFrom, cacheTo) => {
	const target = parseCacheTarget('buildx-cache', text);
	if (target === undefined) throw new Error('nothing was read');
	expect(cacheReferences(target)).toEqual({ cacheFrom, cacheTo });
});
