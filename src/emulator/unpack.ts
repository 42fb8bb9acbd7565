import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { errnoOf, messageOf, XarchError } from '../errors.js';
import type { UnpackedFile } from './publish.js';
import { toolName } from './store.js';

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
 * Unpacks the wanted emulators of a tar stream, and nothing else.
 * @param tar an uncompressed tar archive
 * @param label what the archive is, for messages
 * @param directory existing directory that gets one folder per target
 * @param targetOf the target a member is the emulator of, undefined when it is something else;
 * throws for a member that makes the archive suspect
 * @throws E_ARCHIVE; file system errors as they are
 */
export async function unpackTar(
	tar: Readable,
	label: string,
	directory: string,
	wanted: ReadonlySet<string>,
	targetOf: (member: Member) => string | undefined,
): Promise<Unpacked> {
	const { extract } = await import('tar-stream');
	const reader = extract();
	const feeding = pipeline(tar, reader);
	// Its failure is the reader's failure too, and is looked at below.
	feeding.catch(() => {});
	const files: UnpackedFile[] = [];
	const offers = new Set<string>();
	try {
		for await (const entry of reader) {
			const member: Member = {
				name: entry.header.name,
				type: entry.header.type ?? 'file',
				sizeBytes: entry.header.size ?? 0,
			};
			const target = targetOf(member);
			if (target !== undefined) {
				if (offers.has(target)) {
					throw badArchive(label, `it holds two emulators for ${target}`);
				}
				if (member.sizeBytes > MAX_MEMBER_BYTES) {
					throw badArchive(label, `${member.name} claims ${member.sizeBytes} bytes`);
				}
				offers.add(target);
			}
			if (target !== undefined && wanted.has(target)) {
				files.push(await writeMember(Readable.from(entry), target, directory));
			} else {
				entry.resume();
			}
		}
		await feeding;
	} catch (error) {
		tar.destroy();
		if (error instanceof XarchError || isFileSystemError(error)) {
			throw error;
		}
		throw badArchive(label, messageOf(error), error);
	}
	return { files, offers: [...offers].sort() };
}

/**
 * Makes sure that an archive has what must be had.
 * @throws E_ARCHIVE naming what is missing and what there is
 */
export function requireTargets(
	unpacked: Unpacked,
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

/** True for errors of reading and writing local files, as opposed to bad data. */
export function isFileSystemError(error: unknown): boolean {
	return errnoOf(error) !== undefined && 'syscall' in (error as object);
}

async function writeMember(
	content: Readable,
	target: string,
	directory: string,
): Promise<UnpackedFile> {
	const path = join(directory, target, toolName(target));
	mkdirSync(dirname(path));
	const hash = createHash('sha256');
	let sizeBytes = 0;
	const file = openSync(path, 'wx', 0o755);
	try {
		// Written at once: a queue of chunks before a slower writer would only hold memory.
		for await (const chunk of content as AsyncIterable<Buffer>) {
			hash.update(chunk);
			sizeBytes += chunk.length;
			writeFileSync(file, chunk);
		}
	} finally {
		closeSync(file);
	}
	return { target, path, sha256: hash.digest('hex'), sizeBytes };
}
