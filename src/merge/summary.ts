import { summary } from '@actions/core';
import type { MergeOutcome } from './merge.js';

/** Writes the job summary, where the runner has one. */
export async function writeMergeSummary(outcome: MergeOutcome): Promise<void> {
	if ((process.env.GITHUB_STEP_SUMMARY ?? '') === '') return;
	summary.addHeading('Images that were merged', 3);
	summary.addTable([
		['Platform', 'Digest'].map((data) => ({ data, header: true })),
		...outcome.images.map(({ platform, digest }) => [platform, digest]),
	]);
	summary.addList([
		`Index: ${outcome.digest}${outcome.others === 0 ? '' : `, with ${outcome.others} attestations and the like`}`,
		...outcome.tags.map(({ reference, written }) =>
			written ? `Tag: ${reference}` : `Tag: ${reference} (was this index already)`,
		),
		outcome.verified ? 'All of it was read back.' : 'It was not read back (verify: false).',
	]);
	await summary.write();
}
