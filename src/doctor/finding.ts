/**
 * How much it matters. `problem`: something that was asked about does not work, or nothing here can.
 * `warning`: it works, but some of what people do with it will not. `note`: good to know.
 */
export type Severity = 'problem' | 'warning' | 'note';

/** Something wrong, in words for the person who has to put it right. */
export interface Trouble {
	readonly severity: Severity;
	/** What it is, the same for everything it is found on; no full stop. */
	readonly title: string;
	/** What was seen and why that matters, whole sentences. */
	readonly explanation: string;
	/** What to do, whole sentences. */
	readonly advice: string;
	/** What to type next, when there is one thing to type. */
	readonly command?: string | undefined;
	/** Where people met it in public. */
	readonly threads?: readonly string[];
}

/** A trouble that was found, by which rule and on what. */
export interface Finding {
	/** The rule's; stable, and explained in docs/troubleshooting.md. */
	readonly id: string;
	readonly severity: Severity;
	/** Entries, platforms, files or images; empty for the machine as a whole. */
	readonly about: readonly string[];
	readonly title: string;
	readonly explanation: string;
	readonly advice: string;
	readonly command: string | null;
	readonly threads: readonly string[];
}

/** What is looked at, and what is found in it. */
export interface Rule<Evidence> {
	readonly id: string;
	find(evidence: Evidence): Trouble | undefined;
}

/** The findings of a table of rules. */
export function applyRules<Evidence>(
	rules: readonly Rule<Evidence>[],
	evidence: Evidence,
	about: readonly string[] = [],
): Finding[] {
	return rules.flatMap((rule) => {
		const trouble = rule.find(evidence);
		return trouble === undefined ? [] : [findingOf(rule.id, trouble, about)];
	});
}

export function findingOf(id: string, trouble: Trouble, about: readonly string[]): Finding {
	const { severity, title, explanation, advice, command = null, threads = [] } = trouble;
	return { id, severity, about, title, explanation, advice, command, threads };
}

const ORDER: readonly Severity[] = ['problem', 'warning', 'note'];
/** How many explanations of one trouble are told in full. */
const MAX_EXPLANATIONS = 3;

/** The worst first; the same trouble with several things is told once. */
export function gather(findings: readonly Finding[]): Finding[] {
	const groups = new Map<string, Finding[]>();
	for (const finding of findings) {
		const key = `${finding.id} ${finding.severity}`;
		groups.set(key, [...(groups.get(key) ?? []), finding]);
	}
	return [...groups.values()]
		.flatMap((group) => merge(group) ?? [])
		.sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}

function merge(group: readonly Finding[]): Finding | undefined {
	const [first] = group;
	if (first === undefined) return undefined;
	const distinct = (values: readonly string[]) => [...new Set(values)];
	const explanations = distinct(group.map(({ explanation }) => explanation));
	const told = explanations.slice(0, MAX_EXPLANATIONS);
	const left = explanations.length - told.length;
	const commands = distinct(group.flatMap(({ command }) => command ?? []));
	return {
		...first,
		about: distinct(group.flatMap(({ about }) => about)),
		explanation: [...told, ...(left > 0 ? [`And ${left} more of the same.`] : [])].join(' '),
		advice: distinct(group.map(({ advice }) => advice))
			.slice(0, MAX_EXPLANATIONS)
			.join(' '),
		command: joinCommands(commands),
		threads: distinct(group.flatMap(({ threads }) => threads)),
	};
}

/** Several set-ups with the same options are one for all their platforms; else the first command. */
function joinCommands(commands: readonly string[]): string | null {
	const parts = commands.map((command) => /^(xarch setup (?:--.* )?)(linux\/.+)$/.exec(command));
	const [head] = parts.map((part) => part?.[1]);
	return head !== undefined && parts.every((part) => part?.[1] === head)
		? head + parts.map((part) => part?.[2]).join(' ')
		: (commands[0] ?? null);
}
