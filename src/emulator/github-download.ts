import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { XarchError } from '../errors.js';
import type { ObtainContext } from './context.js';
import { type Answer, get } from './http.js';
import {
	badArchive,
	isFileSystemError,
	type Member,
	requireTargets,
	type Unpacked,
	unpackTar,
} from './unpack.js';

/** An archive to download, and what its bytes must be. */
export interface ArchiveRequest {
	readonly url: string;
	/** Lower-case hex digest of the whole file. */
	readonly sha256: string;
	/** Where that digest comes from, for messages. */
	readonly digestOrigin: string;
	readonly required: readonly string[];
	readonly optional: readonly string[];
}

/** Real assets are about 28 MB. */
const MAX_DOWNLOAD_BYTES = 512 * 1024 * 1024;

/**
 * Downloads a release archive and unpacks the wanted emulators, in one pass. Until this
 * returns, nothing of what was unpacked may be trusted.
 * @param directory existing private directory; emulators are left below it on success only
 * @throws E_SOURCE, E_DIGEST, E_ARCHIVE; file system errors as they are
 */
export async function downloadArchive(
	archive: ArchiveRequest,
	directory: string,
	context: ObtainContext,
): Promise<Unpacked> {
	return get(archive.url, 'application/octet-stream', context, async (answer) => {
		const attemptDirectory = mkdtempSync(join(directory, 'attempt-'));
		try {
			const unpacked = await receive(archive, answer, attemptDirectory, context);
			requireTargets(unpacked, archive.required, archive.url);
			return unpacked;
		} catch (error) {
			rmSync(attemptDirectory, { recursive: true, force: true });
			throw error;
		}
	});
}

async function receive(
	archive: ArchiveRequest,
	answer: Answer,
	directory: string,
	context: ObtainContext,
): Promise<Unpacked> {
	const wanted = new Set([...archive.required, ...archive.optional]);
	const hash = createHash('sha256');
	const gunzip = createGunzip();
	let failure: unknown;
	const unpacking = unpackTar(gunzip, archive.url, directory, wanted, targetOfMember).catch(
		(error: unknown) => {
			failure = error;
			return undefined;
		},
	);
	let doneBytes = 0;
	try {
		for await (const chunk of answer.body) {
			if (doneBytes === 0) {
				refuseOtherThanGzip(archive.url, answer, chunk);
			}
			doneBytes += chunk.length;
			if (doneBytes > MAX_DOWNLOAD_BYTES) {
				throw badArchive(archive.url, `it is longer than ${MAX_DOWNLOAD_BYTES} bytes`);
			}
			hash.update(chunk);
			context.reporter.progress(basename(archive.url), doneBytes, answer.lengthBytes);
			// After a bad archive the rest is still read: the digest tells whether it was altered.
			if (failure === undefined && !gunzip.write(chunk)) {
				await Promise.race([once(gunzip, 'drain').catch(() => {}), unpacking]);
			}
			if (isFileSystemError(failure)) {
				throw failure;
			}
		}
		gunzip.end();
		await unpacking;
	} catch (error) {
		gunzip.destroy();
		await unpacking;
		throw error;
	}
	const sha256 = hash.digest('hex');
	if (isFileSystemError(failure)) {
		throw failure;
	}
	if (sha256 !== archive.sha256) {
		throw new XarchError(
			'E_DIGEST',
			`${archive.url} is not what it should be: its ${doneBytes} bytes have sha256 ${sha256}, expected ${archive.sha256} (${archive.digestOrigin}).`,
			'The download was cut short or altered on its way; run again, and if it stays so, do not trust that mirror or proxy.',
			failure,
		);
	}
	const unpacked = await unpacking;
	if (unpacked === undefined) {
		throw failure;
	}
	return unpacked;
}

/** Release archives are flat; `./` before the names does not matter, nor do other files. */
function targetOfMember(member: Member): string | undefined {
	const name = member.name.replace(/^(?:\.\/)+/, '');
	if (name.startsWith('/') || name.split('/').includes('..')) {
		throw new Error(`member "${member.name}" points outside`);
	}
	if (!/(?:^|\/)qemu-/.test(name)) {
		return undefined;
	}
	const target = /^qemu-([a-z0-9_]+)$/.exec(name)?.[1];
	if (target === undefined || member.type !== 'file') {
		throw new Error(`member "${member.name}" (${member.type}) is not an emulator as expected`);
	}
	return target;
}

function refuseOtherThanGzip(url: string, answer: Answer, head: Buffer): void {
	if (head[0] === 0x1f && (head.length < 2 || head[1] === 0x8b)) {
		return;
	}
	const isPage =
		answer.contentType.startsWith('text/html') || /^\s*</.test(head.toString('latin1', 0, 64));
	throw badArchive(
		url,
		isPage
			? `a web page came instead (content type "${answer.contentType}"), perhaps from a proxy or a log-in page`
			: `it is not compressed with gzip (content type "${answer.contentType}")`,
	);
}
