import { takesTarget } from '../binfmt/service.js';
import type { TrapName } from '../binfmt/traps.js';
import { containerTargets } from '../machine.js';
import { makeOutcome } from '../outcome.js';
import { TARGETS, targetByName } from '../platform/table.js';
import { ENTRY_RULES } from './entry-rules.js';
import { applyRules, type Finding, findingOf, gather, type Severity } from './finding.js';
import { IMAGE_RULES, type Image } from './image.js';
import { MACHINE_RULES } from './machine-rules.js';
import { MESSAGE_RULES } from './message-rules.js';
import { PLATFORM_RULES } from './platform-rules.js';
import { type Program, platformOf } from './program.js';
import { PROGRAM_RULES } from './program-rules.js';
import { UNKNOWN_MESSAGE } from './rule-ids.js';
import type { Message, NamedPlatform, Sight } from './sight.js';
import { entryTrapFindings, machineTraps } from './trap-findings.js';
import { verdictOf } from './verdict.js';

/** Something that was asked about, with all that was read of it. */
export type Case =
	| { readonly kind: 'platform'; readonly name: string; readonly platform: NamedPlatform }
	| { readonly kind: 'program'; readonly name: string; readonly program: Program }
	| { readonly kind: 'image'; readonly name: string; readonly image: Image }
	| { readonly kind: 'message'; readonly name: string; readonly message: Message };

/** What was found out about one of them. */
export interface SubjectReport {
	readonly name: string;
	readonly kind: Case['kind'];
	/** The platform it needs, null when that is not known. */
	readonly platform: string | null;
	/** Null when that cannot be told, as of a message. */
	readonly runs: boolean | null;
	/** The rest of a sentence that begins with the name. */
	readonly how: string;
}

/** What doctor has to say. */
export interface Diagnosis {
	/** False when there is a problem. */
	readonly ok: boolean;
	readonly host: string;
	readonly kernel: string;
	readonly binfmt: Sight['machine']['status'];
	readonly native: readonly string[];
	readonly emulated: readonly string[];
	readonly subjects: readonly SubjectReport[];
	readonly findings: readonly Finding[];
}

/** The findings on a machine and on what was asked about; pure. */
export function diagnose(sight: Sight, cases: readonly Case[]): Diagnosis {
	const judged = cases.map((each) => judge(each, sight));
	const findings = gather(
		cases.length === 0
			? wholeMachine(sight)
			: [
					...judged.flatMap((each) => each.findings),
					// What stands in the way of nothing that was asked about is not news.
					...(judged.some(({ report, findings }) => report.runs !== true && needsMachine(findings))
						? machineFindings(sight).filter(({ severity }) => severity !== 'note')
						: []),
				],
	);
	return {
		ok: !findings.some(({ severity }) => severity === 'problem'),
		host: `linux/${sight.host.architecture}`,
		kernel: sight.kernelRelease,
		binfmt: sight.machine.status,
		native: sight.machine.native,
		emulated: emulatedPlatforms(sight),
		subjects: judged.map(({ report }) => report),
		findings,
	};
}

/** Everything about the machine, and about every entry of QEMU's. */
function wholeMachine(sight: Sight): Finding[] {
	return [
		...machineFindings(sight),
		...servingFindings(sight, () => true),
		...entryTrapFindings(sight, isOfQemu(sight)),
	];
}

/** Entries that take programs of an emulated target, or would; those of Wine or Java are others' business. */
function isOfQemu(sight: Sight): (subject: string) => boolean {
	const concerned = TARGETS.map(({ target }) => concerns(target, sight));
	return (subject) => concerned.some((isConcerned) => isConcerned(subject));
}

export function machineFindings(sight: Sight): Finding[] {
	return [...machineTraps(sight), ...applyRules(MACHINE_RULES, sight)];
}

interface Judged {
	readonly report: SubjectReport;
	readonly findings: readonly Finding[];
}

function judge(each: Case, sight: Sight): Judged {
	const { name, kind } = each;
	switch (each.kind) {
		case 'platform':
			return judgePlatform(name, kind, each.platform, sight);
		case 'program': {
			const { program } = each;
			const own = applyRules(PROGRAM_RULES, { program, sight }, [name]);
			const platform = platformOf(program);
			if (platform === undefined) return unjudged(name, kind, describeContent(program), own);
			const { report, findings } = judgePlatform(name, kind, platform, sight);
			const stops = own.find(({ severity }) => severity === 'problem');
			return {
				report:
					stops === undefined || report.runs !== true
						? report
						: {
								...report,
								runs: false,
								how: `${platform.platform} runs here, but: ${stops.title}`,
							},
				findings: [...own, ...findings],
			};
		}
		case 'image': {
			const own = applyRules(IMAGE_RULES, each.image, [name]);
			const { platform, declared } = each.image;
			return platform === undefined
				? unjudged(
						name,
						kind,
						declared === undefined ? 'is not known here' : `is for ${declared}`,
						own,
					)
				: judgePlatform(name, kind, platform, sight);
		}
		case 'message':
			return unjudged(name, kind, 'was read', judgeMessage(each.message));
	}
}

function unjudged(
	name: string,
	kind: Case['kind'],
	how: string,
	findings: readonly Finding[],
): Judged {
	return { report: { name, kind, platform: null, runs: null, how }, findings };
}

function judgePlatform(
	name: string,
	kind: Case['kind'],
	platform: NamedPlatform,
	sight: Sight,
): Judged {
	const verdict = verdictOf(platform, sight);
	// The container of an image holds no emulator: without F nothing runs in it.
	const raised: Partial<Record<TrapName, Severity>> = {
		...(kind === 'image' ? { 'no-fix-binary': 'problem' as const } : {}),
		...(verdict.runs ? {} : { disabled: 'problem' as const }),
	};
	const isNative = sight.machine.native.includes(platform.platform);
	const onEntries = isNative
		? []
		: [
				...servingFindings(sight, (target) => target === platform.target),
				...entryTrapFindings(sight, concerns(platform.target, sight), raised),
			];
	const isExplained = onEntries.some(({ severity }) => severity === 'problem');
	const findings = [
		...onEntries,
		...applyRules(PLATFORM_RULES, { platform, sight, isExplained }, [platform.platform]),
	];
	const shown = kind === 'platform' ? '' : `is for ${platform.platform}, which `;
	const stops = onEntries.find(
		({ id, severity }) => id === 'no-fix-binary' && severity === 'problem',
	);
	return {
		report: {
			name,
			kind,
			platform: platform.platform,
			runs: verdict.runs && stops === undefined,
			how: `${shown}${verdict.how}${stops === undefined ? '' : ', but not in containers'}`,
		},
		findings,
	};
}

/** Entries that take a target's programs or would, and the target itself. */
function concerns(target: string, { machine }: Sight): (subject: string) => boolean {
	const names = machine.entries
		.filter((entry) => takesTarget({ ...entry, enabled: true }, target))
		.map(({ name }) => name);
	return (subject) => subject === target || names.includes(subject);
}

function servingFindings(sight: Sight, isConcerned: (target: string) => boolean): Finding[] {
	return [...sight.machine.services.values()].flatMap((service) => {
		const { entry, target } = service;
		if (entry === undefined || !isConcerned(target)) return [];
		const interpreter = sight.interpreters.get(entry.name);
		return applyRules(ENTRY_RULES, { entry, service, interpreter, sight }, [entry.name]);
	});
}

/** Every message that is recognised; more than one may stand in a text. */
function judgeMessage(message: Message): Finding[] {
	const findings = MESSAGE_RULES.flatMap(({ id, pattern, find }) => {
		const trouble = pattern.test(message.text) ? find(message) : undefined;
		return trouble === undefined ? [] : [findingOf(id, trouble, [])];
	});
	if (findings.length > 0) return findings;
	return [
		findingOf(
			UNKNOWN_MESSAGE,
			{
				severity: 'problem',
				title: 'No message in this text is known',
				explanation:
					'It may have nothing to do with emulation, or the line that matters is further up in the log.',
				advice:
					'Pass the whole output, with what the tool wrote on standard error. Ask about the image, the file or the platform as well.',
				command: 'xarch doctor',
			},
			[],
		),
	];
}

/** Messages that the state of this machine explains, or might. */
const ON_MACHINE =
	/^message-(?:exec-format|no-such-file|register|no-binfmt|mount|sudo|platform)|^no-entry$|^emulator-fails$/;

function needsMachine(findings: readonly Finding[]): boolean {
	return findings.some(({ id }) => ON_MACHINE.test(id));
}

function describeContent({ content }: Program): string {
	switch (content.kind) {
		case 'empty':
			return 'is empty';
		case 'script':
			return `is a script for ${content.interpreter}`;
		case 'elf':
			return `is for ELF machine ${content.machine}`;
		case 'other':
			return `is ${content.description}`;
	}
}

function emulatedPlatforms({ machine, host }: Sight): readonly string[] {
	const targets = [...machine.services.keys()].filter(
		(target) => !containerTargets(host).includes(target),
	);
	return makeOutcome({
		wants: targets.map((target) => ({
			target,
			platforms: targetByName(target)?.platforms ?? [],
			required: false,
		})),
		alreadyNative: [],
		after: machine,
		obtained: { emulators: new Map(), cacheHit: true },
		applied: undefined,
	}).emulated;
}
