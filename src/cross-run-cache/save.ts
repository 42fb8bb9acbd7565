import { constants, copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { MANIFEST_NAME } from '../emulator/store/manifest.js';
import { hashFile, readEntry } from '../emulator/store/store.js';
import { messageOf } from '../errors.js';
import type { SaveOrder } from './cross-run-cache.js';
import { PACKED_FOLDER } from './request.js';
import { askCacheService, type CacheService, troubleWith } from './service.js';

/** Where the outcome is told. */
export interface SaveReporter {
	readonly info: (message: string) => void;
	readonly warning: (message: string) => void;
}

/**
 * What the service says when it takes nothing more under this key, or nothing from this job, as
 * from a pull request of a fork: things that are as they should be.
 */
const NO_TROUBLE = /cache write denied|read-only|already exists|unable to reserve cache/i;

/**
 * Packs emulators of the store into the cross-run cache. Its trouble is a warning and no more.
 * @param tempRoot existing directory for the copies that are packed
 */
export async function saveEmulators(
	{ key, folders }: SaveOrder,
	tempRoot: string,
	service: CacheService,
	reporter: SaveReporter,
): Promise<void> {
	let directory: string | undefined;
	try {
		directory = mkdtempSync(join(tempRoot, 'xarch-cache-'));
		for (const folder of folders) stage(folder, join(directory, PACKED_FOLDER));
		const { answer, complaints } = await askCacheService(
			{ operation: 'save', key, paths: [PACKED_FOLDER] },
			directory,
			service,
		);
		const reason = answer.outcome === 'failed' ? answer.reason : complaints[0];
		if (reason !== undefined && !NO_TROUBLE.test(reason)) {
			reporter.warning(troubleWith('filled', reason));
		} else if (reason !== undefined || answer.outcome === 'nothing') {
			reporter.info(`The cross-run cache took nothing under ${key}.`);
		} else {
			reporter.info(`Saved ${folders.length} emulators in the cross-run cache (${key}).`);
		}
	} catch (error) {
		reporter.warning(troubleWith('filled', messageOf(error)));
	} finally {
		if (directory !== undefined) rmSync(directory, { recursive: true, force: true });
	}
}

/** Copies one emulator with its manifest; one that has changed since main used it is not saved. */
function stage(folder: string, packed: string): void {
	const target = /\/qemu-([a-z0-9_]+)\/[^/]+\/[^/]+$/.exec(folder)?.[1];
	const entry = target === undefined ? undefined : readEntry(folder, target);
	if (entry === undefined) throw new Error(`there is no emulator in ${folder} any more`);
	const into = join(packed, `qemu-${target}`);
	mkdirSync(into, { recursive: true });
	const copy = join(into, basename(entry.path));
	copyFileSync(entry.path, copy, constants.COPYFILE_FICLONE);
	if (hashFile(copy) !== entry.manifest.sha256) {
		throw new Error(`${entry.path} has changed since it was obtained`);
	}
	copyFileSync(join(folder, MANIFEST_NAME), join(into, MANIFEST_NAME));
}
