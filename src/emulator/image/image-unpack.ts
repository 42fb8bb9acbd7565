import { randomBytes } from 'node:crypto';
import { basename } from 'node:path';
import type { Readable } from 'node:stream';
import { XarchError } from '../../errors.js';
import type { Reporter } from '../../report.js';
import { type Member, type Unpacked, unpackTar } from '../archive/unpack.js';
import type { ObtainContext } from '../context.js';
import { targetOfName } from '../emulator-name.js';
import type { Engine } from './image-engine.js';
import { engineError } from './image-errors.js';
import { inspectImage } from './image-inspect.js';
import { LABEL } from './image-leftovers.js';
import type { PulledImage } from './image-pull.js';

/** What an image was found to hold. */
export interface ImageContent extends Unpacked {
	/** True for tonistiigi/binfmt and copies of it, known by the program `binfmt` in them. */
	readonly hasBinfmt: boolean;
}

/** Somebody else removed the image between our pull and our use of it. */
export class ImageVanished extends Error {}

/** No image needs a program for being read; an image without one must be given some name. */
const NO_PROGRAM = 'setup-xarch-runs-nothing';

/**
 * Takes the wanted emulators out of an image by way of a container that is never started, and
 * that is gone when this returns.
 * @param label the source, for messages
 * @param directory existing private directory that gets one folder per target
 * @throws E_SOURCE, E_ARCHIVE, ImageVanished; file system errors as they are
 */
export async function unpackImage(
	engine: Engine,
	image: PulledImage,
	label: string,
	directory: string,
	wanted: ReadonlySet<string>,
	context: ObtainContext,
): Promise<ImageContent> {
	// Named here, so that it can be removed whatever becomes of the command that makes it.
	const container = `setup-xarch-${randomBytes(6).toString('hex')}`;
	let isMade = false;
	try {
		await createContainer(engine, image, container, label, context);
		isMade = true;
		return await exportEmulators(engine, container, image, label, directory, wanted, context);
	} finally {
		const removed = await engine.cleanUp(['rm', '--force', '--volumes', container]);
		if (isMade && !removed.isOk) {
			context.reporter.warning(
				`Container ${container}, which was made to read the image and never started, cannot be removed: ${removed.reason}. Remove it with ${engine.name} rm ${container}.`,
			);
		}
	}
}

async function createContainer(
	engine: Engine,
	{ id }: PulledImage,
	name: string,
	label: string,
	context: ObtainContext,
): Promise<void> {
	const created = await engine.run([
		...['create', '--pull', 'never', '--network', 'none', '--name', name],
		...['--label', `${LABEL}=${context.now()}`, id, NO_PROGRAM],
	]);
	if (created.isOk) return;
	if (!created.wasStopped && (await inspectImage(engine, id)) === undefined) {
		throw new ImageVanished(created.reason);
	}
	throw engineError(engine, `make a container of ${label} to read it`, created);
}

async function exportEmulators(
	engine: Engine,
	container: string,
	image: PulledImage,
	label: string,
	directory: string,
	wanted: ReadonlySet<string>,
	{ reporter, totalTimeoutMs }: ObtainContext,
): Promise<ImageContent> {
	let hasBinfmt = false;
	const nameOf = new Map<string, string>();
	const targetOf = ({ name, type }: Member): string | undefined => {
		if (type !== 'file') return undefined;
		hasBinfmt ||= basename(name) === 'binfmt';
		const target = targetOfName(basename(name));
		if (target === undefined) return undefined;
		const other = nameOf.get(target);
		if (other !== undefined) throw ambiguous(label, target, other, name);
		nameOf.set(target, name);
		return target;
	};
	const exporting = engine.stream(['export', container], totalTimeoutMs, directory);
	let unpacked: Unpacked | undefined;
	let failure: unknown;
	try {
		unpacked = await unpackTar(
			counted(exporting.stdout, label, image.sizeBytes, reporter),
			label,
			directory,
			wanted,
			targetOf,
		);
	} catch (error) {
		failure = error;
	}
	// An archive that the engine itself has cut is the engine's failure, not the archive's.
	const isAllRead = exporting.stdout.readableEnded;
	if (!isAllRead) exporting.stop();
	const result = await exporting.ended;
	exporting.stdout.destroy();
	if (!result.isOk && isAllRead) {
		throw engineError(engine, `export the files of ${label}`, result);
	}
	if (unpacked === undefined) throw failure;
	return { ...unpacked, hasBinfmt };
}

/** An archive has headers and padding beside the content whose size is known. */
async function* counted(
	stdout: Readable,
	label: string,
	sizeBytes: number,
	reporter: Reporter,
): AsyncGenerator<Buffer> {
	let doneBytes = 0;
	for await (const chunk of stdout as AsyncIterable<Buffer>) {
		doneBytes += chunk.length;
		reporter.progress(label, Math.min(doneBytes, sizeBytes), sizeBytes);
		yield chunk;
	}
}

function ambiguous(label: string, target: string, one: string, other: string): XarchError {
	return new XarchError(
		'E_ARCHIVE',
		`${label} holds two emulators for ${target}, /${one} and /${other}; which one is meant is unclear.`,
		'Choose an image with one emulator for each target, or copy the wanted ones out of it and use source dir.',
	);
}
