import { readFileSync } from 'node:fs';
import { mergeContext } from '../merge/context.js';
import { type MergeOutcome, merge } from '../merge/merge.js';
import { readDigests } from '../merge/read-digests.js';
import {
	type MergeNames,
	type MergeRequest,
	parseMergeRequest,
	splitWords,
} from '../merge/request.js';
import type { Reporter } from '../report.js';
import type { MergeCommand } from './merge-arguments.js';
import { formatTable } from './table.js';

const NAMES: MergeNames = {
	...{ images: '--image', tags: '--tag', digests: '--digests' },
	...{ annotations: '--annotation', expectedPlatforms: '--expected-platforms' },
};

/**
 * What a command line asks for; reads the files that it names, and standard input where it says so.
 * @throws E_INPUT, E_PLATFORM
 */
function readRequest(command: MergeCommand): MergeRequest {
	const words = command.digests.flatMap((word) =>
		word === '-' ? splitWords(readFileSync(0, 'utf8')) : [word],
	);
	return parseMergeRequest(
		{
			...command,
			images: command.images.flatMap(splitWords),
			tags: command.tags.flatMap(splitWords),
		},
		readDigests(NAMES.digests, words, process.cwd()),
		NAMES,
	);
}

/**
 * `xarch merge`.
 * @returns what goes to standard output
 * @throws E_INPUT, E_PLATFORM, E_MERGE, E_REGISTRY, E_BUILDX
 */
export async function runMerge(command: MergeCommand, reporter: Reporter): Promise<string> {
	const request = readRequest(command);
	const context = await mergeContext(reporter, 'give --allow-shrink');
	const outcome = await merge(request, context);
	if (!command.json) return `${formatMerge(outcome)}\n`;
	const { digest, images, tags, verified } = outcome;
	const manifest: unknown = JSON.parse(outcome.manifest);
	const platforms = images.map(({ platform, digest: image }) => ({ platform, digest: image }));
	return `${JSON.stringify({ digest, platforms, tags, verified, manifest }, undefined, '\t')}\n`;
}

/** Tables of what was merged and where it is. */
export function formatMerge(outcome: MergeOutcome): string {
	const images = formatTable([
		['PLATFORM', 'DIGEST'],
		...outcome.images.map(({ platform, digest }) => [platform, digest]),
	]);
	const tags = formatTable([
		['TAG', ''],
		...outcome.tags.map(({ reference, written }) => [
			reference,
			written ? 'written' : 'was this index already',
		]),
	]);
	const closing = outcome.verified ? 'all of it was read back' : 'it was not read back';
	return `${images}\n\n${tags}\n\nIndex ${outcome.digest}; ${closing}.`;
}
