import { XarchError } from '../errors.js';
import { canonicalPlatform, knownPlatform, quoted } from '../platform/parse.js';

/** What a workflow's `runs-on` takes: a label, several that must all fit, or a group with labels. */
export type RunsOn =
	| string
	| readonly string[]
	| { readonly group: string; readonly labels?: string | readonly string[] };

/** Whose machines serve the platforms that nobody names a runner for. */
export type Hoster = 'github' | 'gitlab';

/** Which runner each platform's job goes to. */
export interface Runners {
	/** By canonical platform. */
	readonly named: ReadonlyMap<string, RunsOn>;
	/** For all other platforms (`* = …`); undefined for the hoster's machines. */
	readonly others: RunsOn | undefined;
	readonly hoster: Hoster;
	/** For platforms that are neither named nor native on one of the hoster's machines. */
	readonly fallback: RunsOn;
}

/** The runner of a platform, and whether somebody named it for this very platform. */
export interface RunnerChoice {
	readonly runsOn: RunsOn;
	readonly isNamed: boolean;
}

/** The label of a hoster's machines by the architecture of their CPU. */
export const HOSTED: Readonly<Record<Hoster, { readonly amd64: string; readonly arm64: string }>> =
	{
		github: { amd64: 'ubuntu-24.04', arm64: 'ubuntu-24.04-arm' },
		gitlab: { amd64: 'saas-linux-small-amd64', arm64: 'saas-linux-small-arm64' },
	};

/**
 * Which machines may run a platform without emulation. 32-bit ARM goes to arm64: some of those
 * CPUs run it, and on the others it is no slower to emulate than elsewhere.
 */
const FAMILIES: Readonly<Record<string, 'amd64' | 'arm64'>> = {
	amd64: 'amd64',
	386: 'amd64',
	arm64: 'arm64',
	arm: 'arm64',
};

/** `linux/arm/v7` gives `arm` and `v7`; the variant is empty where there is none. */
export function partsOf(platform: string): { readonly arch: string; readonly variant: string } {
	const [, arch = '', variant = ''] = platform.split('/');
	return { arch, variant };
}

/** Finds a platform's runner. */
export function chooseRunner(platform: string, runners: Runners): RunnerChoice {
	const { named, others, hoster, fallback } = runners;
	const { arch } = partsOf(platform);
	// What is said of linux/amd64 holds for linux/amd64/v3 too.
	const own = named.get(platform) ?? named.get(`linux/${arch}`);
	if (own !== undefined) return { runsOn: own, isNamed: true };
	if (others !== undefined) return { runsOn: others, isNamed: false };
	const family = FAMILIES[arch];
	return { runsOn: family === undefined ? fallback : HOSTED[hoster][family], isNamed: false };
}

/** Labels of the machines that GitHub and GitLab run, in all their sizes and releases. */
const HOSTED_LABELS: readonly (readonly [RegExp, string])[] = [
	[/^ubuntu-(?:latest|slim|\d\d\.\d\d)$/, 'linux/amd64'],
	[/^ubuntu-\d\d\.\d\d-arm$/, 'linux/arm64'],
	[/^saas-linux-\w+-amd64(?:-.+)?$/, 'linux/amd64'],
	[/^saas-linux-\w+-arm64(?:-.+)?$/, 'linux/arm64'],
];

/**
 * The platform of a runner's CPU, as far as its labels tell: those of hosted machines, the ones
 * that self-hosted runners have by default (`X64`, `ARM64`, `ARM`), and names of platforms.
 * @returns undefined when they tell nothing, or contradict each other
 */
export function platformOfRunner(runsOn: RunsOn): string | undefined {
	const told = labelsOf(runsOn).flatMap((label) => {
		const hosted = HOSTED_LABELS.find(([pattern]) => pattern.test(label))?.[1];
		return hosted ?? knownPlatform(label) ?? [];
	});
	const [platform, ...others] = new Set(told);
	return others.length === 0 ? platform : undefined;
}

/** All labels of a runner. */
export function labelsOf(runsOn: RunsOn): readonly string[] {
	if (typeof runsOn === 'string') return [runsOn];
	if (!('group' in runsOn)) return runsOn;
	const { labels = [] } = runsOn;
	return typeof labels === 'string' ? [labels] : labels;
}

/** For people: a label as it is, several as a list. */
export function describeRunner(runsOn: RunsOn): string {
	return typeof runsOn === 'string' ? runsOn : JSON.stringify(runsOn);
}

/**
 * Lines `linux/arm64 = ubuntu-24.04-arm`; `*` stands for every platform that has no line of its own.
 * @param name of the input or option, for messages
 * @throws E_INPUT, E_PLATFORM
 */
export function parseRunners(
	name: string,
	lines: readonly string[],
): Pick<Runners, 'named' | 'others'> {
	const named = new Map<string, RunsOn>();
	let others: RunsOn | undefined;
	for (const line of lines.map((each) => each.trim()).filter((each) => each !== '')) {
		const [, key = '', labels = ''] = /^([^=]*)=(.*)$/s.exec(line) ?? [];
		if (key.trim() === '' || labels.trim() === '') {
			throw new XarchError(
				'E_INPUT',
				`${name}: ${quoted(line)} is not a platform and its runner; allowed: <platform> = <label>, a line each.`,
				`Write it like linux/arm64 = ubuntu-24.04-arm, or linux/riscv64 = ["self-hosted", "riscv64"].`,
			);
		}
		const platform = key.trim() === '*' ? '*' : canonicalPlatform(key.trim()).platform;
		const runsOn = parseRunsOn(`${name}, ${platform}`, labels);
		const earlier = platform === '*' ? others : named.get(platform);
		if (earlier !== undefined && JSON.stringify(earlier) !== JSON.stringify(runsOn)) {
			throw new XarchError(
				'E_INPUT',
				`${name} names two runners for ${platform}: ${describeRunner(earlier)} and ${describeRunner(runsOn)}.`,
				'Leave one of the lines out.',
			);
		}
		if (platform === '*') others = runsOn;
		else named.set(platform, runsOn);
	}
	return { named, others };
}

/**
 * A label, a JSON list of labels, or a JSON object with `group` and perhaps `labels`.
 * @param name of what is read, for messages
 * @throws E_INPUT
 */
export function parseRunsOn(name: string, text: string): RunsOn {
	const trimmed = text.trim();
	const refuse = (what: string): never => {
		throw new XarchError(
			'E_INPUT',
			`${name}: ${quoted(trimmed)} ${what}; allowed: a label, a JSON list of labels, or a JSON object with group and labels.`,
			`Write it like ubuntu-24.04-arm, ["self-hosted", "arm64"] or {"group": "big", "labels": ["arm64"]}.`,
		);
	};
	if (!/^[[{]/.test(trimmed)) {
		if (trimmed === '') refuse('is empty');
		if (/[,\n]/.test(trimmed)) refuse('is more than one label');
		return trimmed;
	}
	let value: unknown;
	try {
		value = JSON.parse(trimmed);
	} catch {
		return refuse('is no JSON');
	}
	if (isLabels(value)) return value;
	return isGroup(value) ? value : refuse('is something else in JSON');
}

const isLabel = (value: unknown): value is string => typeof value === 'string' && value !== '';

function isLabels(value: unknown): value is readonly string[] {
	return Array.isArray(value) && value.length > 0 && value.every(isLabel);
}

function isGroup(value: unknown): value is Exclude<RunsOn, string | readonly string[]> {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
	const { group, labels, ...rest } = value as Record<string, unknown>;
	const isKnown = Object.keys(rest).length === 0 && isLabel(group);
	return isKnown && (labels === undefined || isLabel(labels) || isLabels(labels));
}
