import { XarchError } from '../../errors.js';
import { requireTargets } from '../archive/unpack.js';
import type { ObtainContext } from '../context.js';
import { checkEmulator } from '../elf.js';
import type { EmulatorRequest, Obtained, SourceSpec } from '../emulator.js';
import { parseReleaseTag } from '../github/release-tag.js';
import { readEmulatorVersion } from '../inspect.js';
import { sourceLabel } from '../source/source-spec.js';
import { publish } from '../store/publish.js';
import { confirmEntries, findRelease } from '../store/store.js';
import { withWorkspace } from '../store/workspace.js';
import { satisfiesVersion, type VersionRequest } from '../version.js';
import { meetsPolicy, type PinPolicy, refuseUnpinned, type Vouching, vouch } from '../vouching.js';
import { type Engine, findEngine, withInterruption } from './image-engine.js';
import { removeLeftovers } from './image-leftovers.js';
import { type PulledImage, withImage } from './image-pull.js';
import { type ImageReference, readReference } from './image-reference.js';
import { ImageVanished, unpackImage } from './image-unpack.js';

type ImageSpec = Extract<SourceSpec, { kind: 'image' }>;

/** One image and what to call it. */
interface Job {
	readonly engine: Engine;
	readonly reference: ImageReference;
	/** As the `source` input spells it. */
	readonly label: string;
	readonly request: EmulatorRequest;
	readonly context: ObtainContext;
}

/**
 * Takes emulators out of a container image with docker or podman, whose credentials, mirrors
 * and proxies count. Nothing of the image is run: a container is made, read and removed, and
 * the image goes too unless it was there before.
 * @throws E_SOURCE, E_VERSION, E_DIGEST, E_UNPINNED, E_ARCHIVE, E_EMULATOR, E_DISK
 */
export async function obtainFromImage(
	spec: ImageSpec,
	request: EmulatorRequest,
	context: ObtainContext,
): Promise<Obtained> {
	const label = sourceLabel(spec);
	if (request.version.kind === 'tag') {
		throw new XarchError(
			'E_VERSION',
			`Source ${label} knows no release tags such as ${request.version.tag}: the tag of an image is part of its name.`,
			'Write the tag into the source input (image:<name>:<tag>) and leave the version input out, or name a version or a range.',
		);
	}
	const reference = readReference(spec.reference);
	if (reference.digest === undefined) refuseUnpinned(label, undefined, request.pinning);
	return withInterruption(async (signal) => {
		const engine = await findEngine(label, context, signal);
		await removeLeftovers(engine, context);
		const job = { engine, reference, label, request, context };
		try {
			return await pullAndTake(job);
		} catch (error) {
			if (!(error instanceof ImageVanished)) throw error;
			context.reporter.info('Somebody removed the image meanwhile: pulling it again.');
		}
		return pullAndTake(job).catch((error: unknown) => {
			throw error instanceof ImageVanished ? vanishedTwice(label, error) : error;
		});
	});
}

function pullAndTake(job: Job): Promise<Obtained> {
	const { engine, reference, request, context } = job;
	return withImage(engine, reference, request.host, context, async (image) => {
		const sha256 = digestOf(image, request.pinning);
		const source = `${job.label.replace(/@sha256:.*$/i, '')}@sha256:${sha256}`;
		const stored = findRelease(context.storeRoot, {
			...request,
			accepts: (manifest) =>
				manifest.source === source &&
				manifest.sourceKind === job.label &&
				meetsPolicy(manifest, request.pinning) &&
				satisfiesVersion(request.version, manifest.version),
		});
		if (stored !== undefined) {
			confirmEntries(stored.entries, context.now());
			return { emulators: stored.emulators, cacheHit: true };
		}
		return takeEmulators(job, image, source, sha256);
	});
}

/** The digest that stands for the image: the one that the user has named, else its manifest's. */
function digestOf({ digests, id }: PulledImage, { checksums }: PinPolicy): string {
	const stated = [...(checksums?.unnamed ?? []), ...(checksums?.named.values() ?? [])];
	return digests.find((digest) => stated.includes(digest)) ?? digests[0] ?? id;
}

function takeEmulators(
	{ engine, reference, label, request, context }: Job,
	image: PulledImage,
	source: string,
	sha256: string,
): Promise<Obtained> {
	const targets = [...new Set([...request.required, ...request.optional])];
	return withWorkspace(context, targets, async (workspace) => {
		const { directory } = workspace;
		const wanted = new Set(targets);
		const content = await unpackImage(engine, image, label, directory, wanted, context);
		if (content.offers.length === 0) {
			throw new XarchError(
				'E_ARCHIVE',
				`${label} holds no emulator: no file in it is named qemu-<target> or qemu-<target>-static.`,
				'Name an image of emulators such as tonistiigi/binfmt, or choose another source.',
			);
		}
		requireTargets(content, request.required, label);
		const received = {
			...{ label: source, name: baseNameOf(reference), sha256 },
			emulators: content.files,
		};
		const vouching = vouch(received, undefined, voucherOf(reference, image), request.pinning);
		const fallback = parseReleaseTag(reference.tag ?? '')?.version;
		const [first] = content.files;
		if (request.version.kind === 'range' && first !== undefined) {
			checkEmulator(first.path, first.target, request.host);
			refuseOtherVersion(await readEmulatorVersion(first.path, fallback), label, request.version);
		}
		const facts = {
			source,
			sourceKind: label,
			offers: content.offers,
			assumesPreservedArgv0: content.hasBinfmt,
		};
		const files = content.files.map((each) => ({ ...each, releaseSha256: sha256, vouching }));
		const now = context.now();
		const emulators = await publish(workspace, request.host, facts, files, now, fallback);
		return { emulators, cacheHit: false };
	});
}

function voucherOf({ digest }: ImageReference, { isFromRegistry }: PulledImage): Vouching {
	if (digest !== undefined) return 'reference';
	return isFromRegistry ? 'registry' : 'directory';
}

/** `binfmt:latest`, for the checksum input. */
function baseNameOf({ repository, tag }: ImageReference): string {
	return `${repository.split('/').at(-1)}:${tag ?? 'latest'}`;
}

function refuseOtherVersion(version: string, label: string, wanted: VersionRequest): void {
	if (!satisfiesVersion(wanted, version)) {
		throw new XarchError(
			'E_VERSION',
			`QEMU ${wanted.text} is asked for, but ${label} holds QEMU ${version}.`,
			'Leave the version input out, name an image of that version by its tag, or use source github.',
		);
	}
}

function vanishedTwice(label: string, cause: ImageVanished): XarchError {
	return new XarchError(
		'E_SOURCE',
		`${label} was removed twice while it was used: ${cause.message}.`,
		'Keep other jobs from removing images meanwhile (docker system prune), then run again.',
		cause,
	);
}
