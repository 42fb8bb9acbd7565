import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { errnoOf, messageOf, XarchError } from '../../errors.js';
import type { UnpackedFile } from '../store/publish.js';
import { toolName } from '../store/store.js';

/** What an archive was found to hold. */
export interface Unpacked {
	/** The wanted emulators that it has, one folder each. */
	readonly files: readonly UnpackedFile[];
	/** Every target it has an emulator for, sorted. */
	readonly offers: readonly string[];
}

/** A tar header, as far as it matters here. */
export interface Member {
	readonly name: string;
	/** tar-stream's word: `file`, `directory`, `symlink`, … */
	readonly type: string;
	readonly sizeBytes: number;
}

/** An emulator is 10 to 20 MB; a member beyond this is no emulator. */
const MAX_MEMBER_BYTES = 256 * 1024 * 1024;

/**
 * Unpacks the wanted emulators of a tar archive, and nothing else.
 * @param tar the archive, not compressed
 * @param label what the archive is, for messages
 * @param directory existing directory that gets one folder per target
 * @param targetOf the target a member is the emulator of, undefined when it is something else;
 * throws for a member that makes the archive suspect
 * @throws E_ARCHIVE; file system errors as they are
 */
export async function unpackTar(
	tar: AsyncIterable<Buffer>,
	label: string,
	directory: string,
	wanted: ReadonlySet<string>,
	targetOf: (member: Member) => string | undefined,
): Promise<Unpacked> {
	const { extract } = await import('tar-stream');
	const reader = extract();
	const source = Readable.from(tar, { highWaterMark: 1 });
	const feeding = pipeline(source, reader);
	// Its failure is the reader's failure too, and is looked at below.
	feeding.catch(() => {});
	const files: UnpackedFile[] = [];
	const offers = new Set<string>();
	try {
		for await (const entry of reader) {
			const member: Member = {
				name: entry.header.name,
				type: entry.header.type ?? 'unknown type',
				sizeBytes: entry.header.size ?? 0,
			};
			const target = targetOf(member);
			if (target !== undefined) {
				refuseOverlong(member);
				if (offers.has(target)) {
					throw new Error(`member ${quoted(member.name)} is its second emulator for ${target}`);
				}
				offers.add(target);
			}
			if (target !== undefined && wanted.has(target)) {
				const content = entry as AsyncIterable<Buffer>;
				files.push(await writeEmulator(content, target, label, directory));
			} else {
				entry.resume();
			}
		}
		await feeding;
	} catch (error) {
		source.destroy();
		throw asBadArchive(error, label);
	}
	return { files, offers: [...offers].sort() };
}

/**
 * Writes one emulator into a folder of its own.
 * @throws E_ARCHIVE when it is too long for one; file system errors as they are
 */
export async function writeEmulator(
	content: AsyncIterable<Buffer>,
	target: string,
	label: string,
	directory: string,
): Promise<UnpackedFile> {
	const path = join(directory, target, toolName(target));
	mkdirSync(dirname(path));
	const hash = createHash('sha256');
	let sizeBytes = 0;
	const file = openSync(path, 'wx', 0o755);
	try {
		// Written at once: a queue of chunks before a slower writer would only hold memory.
		for await (const chunk of content) {
			sizeBytes += chunk.length;
			if (sizeBytes > MAX_MEMBER_BYTES) {
				throw badArchive(label, `its emulator for ${target} is over ${MAX_MEMBER_BYTES} bytes`);
			}
			hash.update(chunk);
			for (let at = 0; at < chunk.length; ) at += writeSync(file, chunk, at);
		}
	} finally {
		closeSync(file);
	}
	return { target, path, sha256: hash.digest('hex'), sizeBytes };
}

/**
 * Makes sure that an archive has what must be had.
 * @throws E_ARCHIVE naming what is missing and what there is
 */
export function requireTargets(
	unpacked: Pick<Unpacked, 'offers'>,
	required: readonly string[],
	label: string,
): void {
	const missing = required.filter((target) => !unpacked.offers.includes(target));
	if (missing.length > 0) {
		throw new XarchError(
			'E_ARCHIVE',
			`${label} has no emulator for ${missing.join(', ')}; it has ${unpacked.offers.join(', ') || 'none at all'}.`,
			'Choose another source or version for these platforms, or leave them out.',
		);
	}
}

/** @param reason what is wrong with the archive, in words that follow a colon */
export function badArchive(label: string, reason: string, cause?: unknown): XarchError {
	return new XarchError(
		'E_ARCHIVE',
		`${label} is not a usable archive: ${reason}.`,
		'Check that no proxy or mirror alters or cuts downloads, then run again or choose another source.',
		cause,
	);
}

/** Errors of reading data as E_ARCHIVE; those that have a code of their own as they are. */
export function asBadArchive(error: unknown, label: string): unknown {
	return error instanceof XarchError || isFileSystemError(error)
		? error
		: badArchive(label, messageOf(error), error);
}

/** True for errors of reading and writing local files, as opposed to bad data. */
export function isFileSystemError(error: unknown): boolean {
	return errnoOf(error) !== undefined && 'syscall' in (error as object);
}

function refuseOverlong({ name, sizeBytes }: Member): void {
	if (sizeBytes > MAX_MEMBER_BYTES) {
		throw new Error(`member ${quoted(name)} claims ${sizeBytes} bytes`);
	}
}

/** The name of a member for messages; it may hold anything, line ends too. */
export function quoted(name: string): string {
	return JSON.stringify(name.length > 200 ? `${name.slice(0, 200)}…` : name);
}
