import type { Diagnosis } from './diagnose.js';
import type { Finding, Severity } from './finding.js';

const WORDS: Readonly<Record<Severity, string>> = {
	problem: 'PROBLEM',
	warning: 'WARNING',
	note: 'NOTE',
};

const WIDTH = 100;

/** A diagnosis for people. */
export function describeDiagnosis(diagnosis: Diagnosis): string {
	const { host, kernel, binfmt, native, emulated, subjects, findings, ok } = diagnosis;
	const head = [
		`Host:        ${host}, Linux ${kernel}`,
		`Native:      ${native.join(', ')}`,
		`Emulated:    ${emulated.length === 0 ? 'nothing' : emulated.join(', ')}`,
		`binfmt_misc: ${binfmt === 'absent' ? 'not mounted here' : binfmt}`,
	].join('\n');
	const asked = subjects
		.filter(({ kind }) => kind !== 'message')
		.map(({ name, how }) => `${name} ${how}.`);
	const count = (severity: Severity) =>
		findings.filter((finding) => finding.severity === severity).length;
	const closing = ok
		? `Nothing is wrong${findings.length === 0 ? '' : `; ${count('warning')} warnings, ${count('note')} notes`}.`
		: `${count('problem')} ${count('problem') === 1 ? 'problem' : 'problems'} found.`;
	return [
		subjects.length === 0 ? head : asked.join('\n'),
		...findings.map(describeFinding),
		closing,
	]
		.filter((part) => part !== '')
		.join('\n\n');
}

/** One finding: title, what it is on, its id, then why, what to do and what to type. */
export function describeFinding(finding: Finding): string {
	const { id, severity, title, about, explanation, advice, command, threads } = finding;
	const on = about.length === 0 ? '' : ` (${shorten(about)})`;
	return [
		`${WORDS[severity]}: ${title}${on} [${id}]`,
		...wrap(explanation),
		...wrap(advice),
		...(command === null ? [] : [`  $ ${command}`]),
		...threads.map((thread) => `  See ${thread}`),
	].join('\n');
}

/** The same in one line, for an annotation. */
export function summarizeFinding({ id, title, about, explanation, command }: Finding): string {
	const on = about.length === 0 ? '' : ` (${shorten(about)})`;
	return `${title}${on}: ${explanation}${command === null ? '' : ` Next: ${command}`} [${id}]`;
}

function shorten(names: readonly string[]): string {
	const left = names.length - 6;
	return `${names.slice(0, 6).join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}

/** Lines of two blanks and text, broken at blanks. */
function wrap(text: string): string[] {
	const lines: string[] = [];
	for (const word of text.split(' ')) {
		const last = lines.at(-1);
		if (last !== undefined && last.length + 1 + word.length <= WIDTH) {
			lines[lines.length - 1] = `${last} ${word}`;
		} else {
			lines.push(`  ${word}`);
		}
	}
	return lines;
}
