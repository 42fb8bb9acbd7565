import { XarchError } from '../errors.js';
import type { Reporter } from '../report.js';
import { type ImageDocument, imagesOf } from './image-index.js';
import { platformName } from './image-platform.js';
import type { Imagetools } from './imagetools.js';
import { registryError } from './registry-errors.js';
import type { MergeRequest } from './request.js';

/**
 * Reads every tag back: it must have the digest, and in each image's repository every platform's
 * manifest and configuration must be there.
 * @throws E_MERGE for a tag that is something else, E_REGISTRY for one that cannot be read
 */
export async function verifyTags(
	{ targets }: MergeRequest,
	index: ImageDocument,
	tools: Imagetools,
	reporter: Reporter,
): Promise<void> {
	const platforms = imagesOf(index.entries ?? []).map(({ platform }) => platform);
	await Promise.all(
		targets.flatMap(({ repository, tags: [first, ...others] }) => [
			verifyPlatforms(`${repository}:${first}`, platforms, index.digest, tools),
			...others.map((tag) => verifyDigest(`${repository}:${tag}`, index.digest, tools)),
		]),
	);
	reporter.info(`Every tag is ${index.digest}; ${platforms.join(', ')} can be pulled.`);
}

async function verifyPlatforms(
	reference: string,
	platforms: readonly string[],
	digest: string,
	tools: Imagetools,
): Promise<void> {
	const answer = await tools.resolve(reference);
	if (!answer.isOk) {
		throw registryError(
			`${reference} was written, but not all of it can be read back: ${answer.trouble.reason}.`,
			answer.trouble,
		);
	}
	const found = JSON.parse(answer.stdout) as { readonly digest: string; readonly image: object };
	compare(reference, found.digest, digest);
	const resolved = namesOf(found.image) ?? platforms.slice(0, 1);
	const missing = platforms.filter((platform) => !resolved.includes(platform));
	if (missing.length > 0) {
		throw new XarchError(
			'E_MERGE',
			`${reference} was written, but buildx finds no ${missing.join(', ')} in it, only ${resolved.join(', ')}.`,
			'See what docker buildx imagetools inspect shows of it.',
		);
	}
}

async function verifyDigest(reference: string, digest: string, tools: Imagetools): Promise<void> {
	const answer = await tools.read(reference);
	if ('trouble' in answer) {
		throw registryError(
			`${reference} was written, but cannot be read back: ${answer.trouble.reason}.`,
			answer.trouble,
		);
	}
	compare(reference, answer.document.digest, digest);
}

function compare(reference: string, found: string, wanted: string): void {
	if (found === wanted) return;
	throw new XarchError(
		'E_MERGE',
		`${reference} was written as ${wanted}, but is ${found} now.`,
		'Another job pushed the same tag at the same time: let only one do so (concurrency in a workflow).',
	);
}

/** buildx gives several images' configurations by platform; undefined for that of a single one. */
function namesOf(image: object): readonly string[] | undefined {
	if ('architecture' in image) return undefined;
	return Object.keys(image).map((name) => {
		// Windows: windows(10.0.17763.6293)/amd64
		const plain = name.replace(/\([^)]*\)/, '');
		const [os, architecture, variant] = plain.split('/');
		return platformName({ os, architecture, variant }) ?? plain;
	});
}
