import { XarchError } from '../errors.js';
import { checkPlatforms, checkShrink, type ExistingTag, type SourceContent } from './checks.js';
import { guessContents } from './contents.js';
import { readExisting } from './existing-tags.js';
import { type ImageDocument, type IndexEntry, imagesOf } from './image-index.js';
import { Imagetools, type ImagetoolsContext } from './imagetools.js';
import { cannotRead } from './registry-errors.js';
import type { MergeRequest } from './request.js';
import { verifyTags } from './verify.js';
import { writeTags } from './write-tags.js';

/** What a merge did. */
export interface MergeOutcome {
	/** `sha256:<hex>` of the index. */
	readonly digest: string;
	/** The index as the registry has it. */
	readonly manifest: string;
	readonly images: readonly (IndexEntry & { readonly platform: string })[];
	/** How many attestations and the like the index also lists. */
	readonly others: number;
	readonly tags: readonly MergedTag[];
	/** Whether it was read back. */
	readonly verified: boolean;
}

export interface MergedTag {
	/** `ghcr.io/owner/app:1.2` */
	readonly reference: string;
	/** False when it had this digest before. */
	readonly written: boolean;
}

export interface MergeContext extends ImagetoolsContext {
	/** What to do to let a tag lose platforms, for messages: `set allow-shrink: true`. */
	readonly allowShrinkWords: string;
}

/**
 * Makes one index of the images and puts it under every tag. All is read and checked before the
 * first tag is written, and read back after the last one.
 * @throws E_MERGE, E_REGISTRY; the message says which tags were written, if any
 */
export async function merge(request: MergeRequest, context: MergeContext): Promise<MergeOutcome> {
	const { reporter } = context;
	const tools = new Imagetools(context);
	const { index, existing } = await reporter.group('Reading what is to be merged', async () => {
		const [read, looked] = await Promise.allSettled([
			previewIndex(request, tools),
			readExisting(request, tools, context),
		]);
		if (read.status === 'rejected') throw read.reason;
		if (looked.status === 'rejected') throw looked.reason;
		const [document, tags] = [read.value, looked.value];
		const contents =
			guessContents(request, document.entries) ?? (await readContents(request, tools));
		checkPlatforms(contents, request.expectedPlatforms);
		const platforms = imagesOf(document.entries).map(({ platform }) => platform);
		if (!request.allowShrink) checkShrink(tags, platforms, context.allowShrinkWords);
		if (request.verify) await resolveInner(contents, tools);
		for (const { platform, digest } of imagesOf(document.entries)) {
			reporter.info(`${platform}: ${digest}`);
		}
		return { index: document, existing: tags };
	});
	const outdated = request.targets
		.map(({ repository, tags }) => ({
			repository,
			tags: tags.filter((tag) => !hasDigest(existing, `${repository}:${tag}`, index.digest)),
		}))
		.filter(({ tags }) => tags.length > 0);
	if (outdated.length > 0) {
		await reporter.group('Writing the tags', () =>
			writeTags({ request, digest: index.digest, outdated, existing }, tools, reporter),
		);
	}
	if (request.verify) {
		await reporter.group('Reading them back', () => verifyTags(request, index, tools, reporter));
	}
	const images = imagesOf(index.entries);
	return {
		digest: index.digest,
		manifest: index.text,
		images,
		others: index.entries.length - images.length,
		tags: request.targets.flatMap(({ repository, tags }) =>
			tags.map((tag) => ({
				reference: `${repository}:${tag}`,
				written: outdated.some((each) => each.repository === repository && each.tags.includes(tag)),
			})),
		),
		verified: request.verify,
	};
}

/** A document that is an index. */
type Index = ImageDocument & { readonly entries: readonly IndexEntry[] };

function hasDigest(existing: readonly ExistingTag[], reference: string, digest: string): boolean {
	return existing.some((tag) => tag.reference === reference && tag.digest === digest);
}

async function previewIndex(
	{ sources, annotations }: MergeRequest,
	tools: Imagetools,
): Promise<Index> {
	const references = sources.map(({ repository, digest }) => `${repository}@${digest}`);
	const answer = await tools.preview(references, annotations);
	if ('trouble' in answer) throw cannotRead('the images that are to be merged', answer.trouble);
	const { document } = answer;
	if (document.entries === undefined) {
		throw new XarchError(
			'E_MERGE',
			`buildx would make no index of ${references.join(', ')}.`,
			'Use a newer buildx; 0.13 and 0.29 are known to do it.',
		);
	}
	return { ...document, entries: document.entries };
}

/** Asks for each given digest what it holds. */
async function readContents(
	{ sources }: MergeRequest,
	tools: Imagetools,
): Promise<readonly SourceContent[]> {
	return Promise.all(
		sources.map(async (source): Promise<SourceContent> => {
			const reference = `${source.repository}@${source.digest}`;
			// Of a manifest, a preview tells the platform as well.
			const answer = await tools.preview([reference], []);
			if ('trouble' in answer) throw cannotRead(reference, answer.trouble);
			return { source, entries: answer.document.entries ?? [] };
		}),
	);
}

/**
 * Fetches the manifests and configurations inside of given indexes; of given manifests, the preview
 * has done so.
 * @throws E_REGISTRY for one that is not there
 */
async function resolveInner(contents: readonly SourceContent[], tools: Imagetools): Promise<void> {
	const inner = contents.flatMap(({ source, entries }) =>
		imagesOf(entries)
			.filter(({ digest }) => digest !== source.digest)
			.map(({ digest }) => `${source.repository}@${digest}`),
	);
	if (inner.length === 0) return;
	const answer = await tools.preview(inner, []);
	if ('trouble' in answer) throw cannotRead('an image that is to be merged', answer.trouble);
}
