import { summary } from '@actions/core';
import type { BuilderOutcome } from './buildx/outcome.js';
import { summarizeFinding } from './doctor/describe.js';
import type { Finding } from './doctor/finding.js';
import { describeError } from './errors.js';
import type { EntryReport, Outcome } from './outcome.js';

const PROOFS: Readonly<Record<EntryReport['probe'], string>> = {
	passed: 'runs',
	skipped: 'not tried (verify: false)',
	none: 'not tried (no test program)',
};

/** @actions/core leaves the tag of an empty cell open. */
const NONE = '–';

/** Writes the job summary, where the runner has one and there is something to tell. */
export async function writeSummary(outcome: Outcome, builder?: BuilderOutcome): Promise<void> {
	if ((process.env.GITHUB_STEP_SUMMARY ?? '') === '') return;
	if (outcome.entries.length > 0) addPlatforms(outcome);
	if (builder !== undefined) addBuilder(builder);
	await summary.write();
}

const ORIGINS: Readonly<Record<BuilderOutcome['origin'], string>> = {
	made: 'made for this job',
	shared: 'shared with other jobs',
	found: 'was there already, and stays',
};

function addBuilder(builder: BuilderOutcome): void {
	const { name, driver, nodes, origin, buildxVersion, proved } = builder;
	summary.addHeading(`Builder ${name}`, 3);
	summary.addTable([
		['Node', 'Endpoint', 'BuildKit', 'Builds for'].map((data) => ({ data, header: true })),
		...nodes.map((node) => [
			node.name,
			node.endpoint || NONE,
			node.buildkitVersion ?? NONE,
			node.platforms.join(', ') || NONE,
		]),
	]);
	summary.addList([
		`Driver ${driver}, buildx ${buildxVersion}; ${ORIGINS[origin]}.`,
		origin === 'made'
			? `Booted in ${seconds(builder.bootMs)}, after ${seconds(builder.setupMs)} of set-up.`
			: `Ready after ${seconds(builder.bootMs + builder.setupMs)}.`,
		...(proved === undefined ? [] : [`Proved by a build: ${proved.join(', ')}.`]),
	]);
}

function seconds(ms: number): string {
	return `${(ms / 1000).toFixed(1)} s`;
}

function addPlatforms(outcome: Outcome): void {
	summary.addHeading('Platforms that run in this job', 3);
	summary.addTable([
		['Platform', 'How', 'QEMU', 'Proof', 'Entry', 'From'].map((data) => ({ data, header: true })),
		[outcome.native.join(', '), 'native', NONE, NONE, NONE, NONE],
		...outcome.entries.map(rowOf),
	]);
	const notes = [
		outcome.changed ? '' : 'Everything was set up already: nothing was changed.',
		outcome.disabled.length === 0
			? ''
			: `Switched off until the job ends: ${outcome.disabled.join(', ')}.`,
		outcome.vouching.length === 0
			? ''
			: `What vouches for the emulators: ${outcome.vouching.join('; ')}.`,
		outcome.cacheHit ? '' : 'The emulators were downloaded and are kept in the tool-cache.',
		outcome.binDirectory === undefined
			? ''
			: `On PATH, to be called by hand: qemu-&lt;target&gt;-static in ${outcome.binDirectory}.`,
	].filter((note) => note !== '');
	if (notes.length > 0) summary.addList(notes);
}

/** Writes why the step failed, and what the machine shows, where the runner has a summary. */
export async function writeFailure(thrown: unknown, findings: readonly Finding[]): Promise<void> {
	if ((process.env.GITHUB_STEP_SUMMARY ?? '') === '') return;
	summary.addHeading('Platforms could not be set up', 3);
	summary.addRaw(`${asText(describeError(thrown))}\n\n`);
	if (findings.length > 0) {
		summary.addRaw('What this machine shows (xarch doctor):\n\n');
		summary.addList(findings.map((finding) => asText(summarizeFinding(finding))));
	}
	await summary.write();
}

/** Text as HTML shows it. */
function asText(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function rowOf(entry: EntryReport): string[] {
	const time = entry.probeMs === null ? '' : ` (${entry.probeMs} ms)`;
	return [
		entry.platform,
		'emulated',
		entry.version ?? 'unknown',
		`${PROOFS[entry.probe]}${time}`,
		`${entry.entry ?? 'not visible here'}${entry.flags === null ? '' : ` (${entry.flags})`}`,
		entry.source ?? (entry.ours ? 'unknown' : 'was there already'),
	];
}
