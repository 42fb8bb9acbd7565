import { closest } from 'fastest-levenshtein';
import { XarchError } from '../errors.js';
import { type PlatformRequest, parsePlatforms, quoted } from '../platform/parse.js';
import { CONTAINER_PLATFORMS } from '../platform/table.js';
import { type Build, GROUPS, type Group, type PlanRequest } from './plan.js';
import { HOSTED, type Hoster, parseRunners, parseRunsOn } from './runner.js';

/** A request as it is written, all parts of it text; an empty one counts as left out. */
export interface PlanTexts {
	readonly platforms: string;
	/** Lines. */
	readonly runners: readonly string[];
	readonly defaultRunner: string;
	readonly group: string;
	readonly images: readonly string[];
	readonly targets: readonly string[];
	readonly maxParallel: string;
}

/** What the parts are called where they come from, for messages. */
export type PlanNames = Readonly<
	Record<'runners' | 'defaultRunner' | 'images' | 'targets', string>
>;

/**
 * Reads a request.
 * @param hoster whose machines are taken where no runner is named
 * @throws E_INPUT, E_PLATFORM
 */
export function parsePlanRequest(texts: PlanTexts, names: PlanNames, hoster: Hoster): PlanRequest {
	return Object.freeze({
		platforms: listPlatforms(parsePlatforms(texts.platforms)),
		runners: Object.freeze({
			...parseRunners(names.runners, texts.runners),
			hoster,
			fallback:
				texts.defaultRunner.trim() === ''
					? HOSTED[hoster].amd64
					: parseRunsOn(names.defaultRunner, texts.defaultRunner),
		}),
		group: parseGroup(texts.group.trim()),
		builds: parseBuilds(texts.images, texts.targets, names),
		maxParallel: parseMaxParallel(texts.maxParallel.trim()),
	});
}

/** A plan of these platforms on GitHub's own machines, a job each. */
export function hostedPlan(platforms: PlatformRequest): PlanRequest {
	return Object.freeze({
		platforms: listPlatforms(platforms),
		runners: Object.freeze({
			...{ named: new Map(), others: undefined },
			...{ hoster: 'github' as const, fallback: HOSTED.github.amd64 },
		}),
		group: 'platform',
		builds: Object.freeze([{}] as const),
		maxParallel: undefined,
	});
}

/** `all` stands for what container tools know; those asked for by name come first. */
function listPlatforms({ all, platforms }: PlatformRequest): readonly string[] {
	const named = platforms.map(({ platform }) => platform);
	return Object.freeze([...new Set([...named, ...(all ? CONTAINER_PLATFORMS : [])])]);
}

function parseGroup(text: string): Group {
	if (text === '') return 'platform';
	const group = GROUPS.find((each) => each === text);
	if (group !== undefined) return group;
	throw new XarchError(
		'E_INPUT',
		`group: ${quoted(text)} is not allowed; did you mean ${closest(text, GROUPS)}? Allowed: ${GROUPS.join(', ')}.`,
		'Write group: platform for one platform a job, or group: emulated for one job of all emulated ones.',
	);
}

function parseMaxParallel(text: string): number | undefined {
	if (text === '') return undefined;
	if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
	throw new XarchError(
		'E_INPUT',
		`max-parallel: ${quoted(text)} is not a number of jobs; allowed: 1, 2, 3 and so on.`,
		'Leave it out to let all jobs run at once.',
	);
}

/** With both, the first image is built from the first target, and so on. */
function parseBuilds(
	images: readonly string[],
	targets: readonly string[],
	names: PlanNames,
): readonly [Build, ...Build[]] {
	refuseDoubles(names.images, images);
	refuseDoubles(names.targets, targets);
	if (images.length > 0 && targets.length > 0 && images.length !== targets.length) {
		throw new XarchError(
			'E_INPUT',
			`${names.images} names ${images.length} and ${names.targets} ${targets.length}, but each image is built from the target at its place.`,
			`Name as many of the one as of the other, or leave ${names.targets} out.`,
		);
	}
	const [first = {}, ...others] = Array.from(
		{ length: Math.max(images.length, targets.length) },
		(_, index): Build => {
			const [image, target] = [images[index], targets[index]];
			return Object.freeze({
				...(image === undefined ? {} : { image }),
				...(target === undefined ? {} : { target }),
			});
		},
	);
	return Object.freeze([first, ...others]);
}

function refuseDoubles(name: string, values: readonly string[]): void {
	const double = values.find((value, index) => values.indexOf(value) < index);
	if (double === undefined) return;
	throw new XarchError(
		'E_INPUT',
		`${name} names ${quoted(double)} twice.`,
		'Leave one of them out: both would be the same jobs.',
	);
}

/**
 * Names separated by commas or lines, or a JSON list, which may hold any text.
 * @param name of the input, for messages
 * @throws E_INPUT
 */
export function parseNames(name: string, text: string): readonly string[] {
	const trimmed = text.trim();
	if (!trimmed.startsWith('[')) {
		return trimmed
			.split(/[,\n]/)
			.map((each) => each.trim())
			.filter((each) => each !== '');
	}
	let value: unknown;
	try {
		value = JSON.parse(trimmed);
	} catch {
		value = undefined;
	}
	if (Array.isArray(value) && value.every((each) => typeof each === 'string' && each !== '')) {
		return value;
	}
	throw new XarchError(
		'E_INPUT',
		`${name}: ${quoted(trimmed)} begins like a JSON list, but is none of names; allowed: names with commas or line ends between them, or a JSON list of them.`,
		`Write it like app, worker or ["app", "worker"].`,
	);
}
