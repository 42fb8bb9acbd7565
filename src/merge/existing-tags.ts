import { messageOf, XarchError } from '../errors.js';
import type { ExistingTag } from './checks.js';
import { imagesOf } from './image-index.js';
import type { Imagetools } from './imagetools.js';
import type { MergeRequest } from './request.js';

/** What to do to let a tag lose platforms, for messages: `set allow-shrink: true`. */
export interface ShrinkWords {
	readonly allowShrinkWords: string;
}

/**
 * Looks at every tag that is to be written.
 * @throws E_REGISTRY for one of which it cannot be told whether it is there, unless it may shrink
 */
export async function readExisting(
	{ targets, allowShrink }: MergeRequest,
	tools: Imagetools,
	words: ShrinkWords,
): Promise<readonly ExistingTag[]> {
	const references = targets.flatMap(({ repository, tags }) =>
		tags.map((tag) => `${repository}:${tag}`),
	);
	return Promise.all(
		references.map(async (reference) => {
			try {
				return await readTag(reference, tools);
			} catch (error) {
				if (allowShrink) return { reference, digest: undefined, platforms: [] };
				throw new XarchError(
					'E_REGISTRY',
					`Cannot tell for which platforms ${reference} is there: ${messageOf(error)}. No tag was written.`,
					`Some registries answer so for an image to which nothing was ever pushed: then, once, ${words.allowShrinkWords}. Else log in with an account that may read and write there, or run again later.`,
					error,
				);
			}
		}),
	);
}

async function readTag(reference: string, tools: Imagetools): Promise<ExistingTag> {
	const answer = await tools.read(reference);
	if ('trouble' in answer) {
		if (answer.trouble.kind === 'missing') return { reference, digest: undefined, platforms: [] };
		throw new Error(answer.trouble.reason);
	}
	const { digest, entries } = answer.document;
	if (entries !== undefined) return { reference, digest, platforms: platformsOf(entries) };
	// A manifest says nothing of its platform; an index of it does.
	const index = await tools.preview([reference], []);
	if ('trouble' in index) throw new Error(index.trouble.reason);
	return { reference, digest, platforms: platformsOf(index.document.entries ?? []) };
}

function platformsOf(entries: Parameters<typeof imagesOf>[0]): readonly string[] {
	return [...new Set(imagesOf(entries).map(({ platform }) => platform))];
}
