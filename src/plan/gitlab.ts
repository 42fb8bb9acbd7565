import { XarchError } from '../errors.js';
import { type Job, matrixOf } from './plan.js';
import { describeRunner, labelsOf } from './runner.js';

/**
 * A child pipeline of GitLab: one job a job of the plan, all extending `.build`.
 * @param include the file of the repository that defines `.build`
 * @throws E_INPUT for runners that GitLab cannot name by tags
 */
export function gitlabPipeline(jobs: readonly Job[], include: string): string {
	const head = ['include:', `  - local: ${quote(include)}`];
	const builds = [...new Set(jobs.map(({ build }) => build))];
	const parts = jobs.map((job) => jobLines(job, builds.indexOf(job.build)));
	return `${[head, ...parts].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function jobLines(job: Job, build: number): string[] {
	const suffix = build === 0 ? '' : ` ${build + 1}`;
	const { image, target } = job.build;
	const [entry] = matrixOf([job]).include;
	if (entry === undefined) throw new TypeError('a job makes an entry');
	const variables: readonly (readonly [string, string])[] = [
		['PLATFORM', entry.platform],
		['PAIR', entry.pair],
		['ARCH', entry.arch],
		['VARIANT', entry.variant],
		['NATIVE', String(entry.native)],
		['EMULATED', String(entry.emulated)],
		['NEEDS_XARCH', String(entry['needs-xarch'])],
		...(image === undefined ? [] : [['IMAGE', image] as const]),
		...(target === undefined ? [] : [['TARGET', target] as const]),
	];
	return [
		`${quote(`build ${entry.pair}${suffix}`)}:`,
		'  extends: .build',
		`  tags: [${tagsOf(job).map(quote).join(', ')}]`,
		'  variables:',
		// GitLab would put the values of variables into what looks like their names.
		...variables.map(
			([name, value]) => `    XARCH_${name}: { value: ${quote(value)}, expand: false }`,
		),
	];
}

function tagsOf({ runsOn }: Job): readonly string[] {
	const tags = labelsOf(runsOn);
	const isGroup = typeof runsOn === 'object' && 'group' in runsOn;
	if (!isGroup && !tags.some((tag) => tag.includes('$'))) return tags;
	throw new XarchError(
		'E_INPUT',
		`--runner: ${describeRunner(runsOn)} cannot be asked for in GitLab; allowed: ${isGroup ? 'tags, for it has no runner groups' : 'tags without $, where it would put in a variable'}.`,
		'Name a tag, or a JSON list of tags, that the runner has.',
	);
}

/** A text as JSON, which YAML reads as the same text; in ASCII, for YAML folds some other lines. */
function quote(text: string): string {
	return JSON.stringify(text).replace(/[\u007f-\u{10ffff}]/gu, (character) => {
		const hex = (character.codePointAt(0) ?? 0).toString(16);
		return hex.length > 4 ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
	});
}
