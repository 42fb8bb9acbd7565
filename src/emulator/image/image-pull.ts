import type { Host } from '../../platform/host.js';
import type { ObtainContext } from '../context.js';
import type { Engine, EngineResult } from './image-engine.js';
import { isUnreachable, platformError, pullError } from './image-errors.js';
import { inspectImage, type LocalImage, listImages } from './image-inspect.js';
import { claimImage, isClaimed } from './image-leftovers.js';
import type { ImageReference } from './image-reference.js';

/** An image that the engine holds while it is worked with. */
export interface PulledImage extends LocalImage {
	/** Hex digests by which it can be named, the most telling first: manifest's, then its id. */
	readonly digests: readonly string[];
	/** False for one that never came from a registry. */
	readonly isFromRegistry: boolean;
}

/**
 * Pulls an image for this host, works with it, and puts the engine's images back to what they
 * were: an image that was there stays, one that was not goes, and a name that the pull moved
 * moves back.
 * @throws E_SOURCE with what to do about it, E_ARCHIVE for other machines' images
 */
export async function withImage<T>(
	engine: Engine,
	reference: ImageReference,
	host: Host,
	context: ObtainContext,
	work: (image: PulledImage) => Promise<T>,
): Promise<T> {
	const { name } = reference;
	const present = await inspectImage(engine, name);
	// What another run of ours has pulled will be gone soon.
	const before = isClaimed(engine, name, context) ? undefined : present;
	const known = new Set(await listImages(engine));
	if (present !== undefined && before === undefined) known.delete(present.id);
	const claim = before === undefined ? claimImage(engine, name, context) : undefined;
	let after: LocalImage | undefined;
	try {
		const image = await pull(engine, reference, present, host, context);
		after = image;
		if (image.architecture !== '' && image.architecture !== host.architecture) {
			throw platformError(reference, host.architecture, image.architecture);
		}
		return await work(image);
	} finally {
		const isForOthers = claim?.isShared() ?? false;
		if (isForOthers || (await putBack(engine, name, { before, after, known }, context))) {
			claim?.end();
		}
	}
}

async function pull(
	engine: Engine,
	reference: ImageReference,
	present: LocalImage | undefined,
	host: Host,
	{ reporter, totalTimeoutMs }: ObtainContext,
): Promise<PulledImage> {
	// What a digest names is the same here and there.
	if (present !== undefined && reference.digest !== undefined) {
		return named(present, reference, '');
	}
	reporter.info(`Pulling image ${reference.name} with ${engine.name}`);
	const platform = ['--platform', `linux/${host.architecture}`];
	const result = await engine.run(['pull', ...platform, reference.name], totalTimeoutMs);
	for (const line of `${result.stdout}\n${result.stderr}`.split('\n')) {
		if (line.trim() !== '') reporter.debug(line);
	}
	if (!result.isOk && present !== undefined && isUnreachable(result)) {
		reporter.warning(
			`Image ${reference.name} cannot be pulled (${result.reason}); using the one that ${engine.name} holds already.`,
		);
		return named(present, reference, '');
	}
	const image = result.isOk ? await inspectImage(engine, reference.name) : undefined;
	if (image === undefined) {
		throw pullError(engine, reference, host.architecture, result.isOk ? vanished(result) : result);
	}
	return named(image, reference, result.stdout);
}

function vanished(result: EngineResult): EngineResult {
	return { ...result, isOk: false, reason: 'it was pulled, but somebody has removed it' };
}

/** The digests in the order in which they tell what was pulled. */
function named(image: LocalImage, reference: ImageReference, output: string): PulledImage {
	// docker says which of several manifests with the same content it found.
	const [, said] = /^Digest: sha256:([0-9a-f]{64})$/m.exec(output) ?? [];
	const isOwn = ({ repository }: { repository: string }) => repository === reference.repository;
	const listed = [
		...image.repoDigests.filter(isOwn),
		...image.repoDigests.filter((each) => !isOwn(each)),
	].map(({ sha256 }) => sha256);
	const digests = [reference.digest, said, ...listed, image.id].filter(
		(digest) => digest !== undefined,
	);
	return { ...image, digests: [...new Set(digests)], isFromRegistry: listed.length > 0 };
}

interface Change {
	readonly before: LocalImage | undefined;
	/** Undefined when nothing was pulled. */
	readonly after: LocalImage | undefined;
	/** Ids of all images that were there before. */
	readonly known: ReadonlySet<string>;
}

/** @returns whether nothing of ours is left */
async function putBack(
	engine: Engine,
	name: string,
	{ before, after, known }: Change,
	{ reporter }: ObtainContext,
): Promise<boolean> {
	// A pull that failed or was ended may have come to its end behind our back.
	const now = after ?? (await inspectHere(engine, name));
	if (now === undefined || known.has(now.id)) return true;
	if (before !== undefined) await engine.cleanUp(['tag', before.id, name]);
	const removed = await engine.cleanUp(['rmi', before === undefined ? name : now.id]);
	if (!removed.isOk) {
		reporter.info(`Image ${name} stays in ${engine.name}: ${removed.reason}.`);
	}
	return removed.isOk;
}

/** After an interruption too. */
function inspectHere(engine: Engine, name: string): Promise<LocalImage | undefined> {
	return inspectImage({ ...engine, run: engine.cleanUp }, name);
}
