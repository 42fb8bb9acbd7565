import { getInput } from '@actions/core';
import { parseBoolean } from './boolean.js';
import { parseVersion } from './emulator/version.js';
import { parseChecksums } from './emulator/vouching.js';
import { XarchError } from './errors.js';
import { canonicalPlatform, parsePlatforms } from './platform/parse.js';
import {
	checkTogether,
	parseBaseAddress,
	parseFlags,
	parsePrivilege,
	readSource,
	type SetupRequest,
} from './request.js';

/** The step's inputs, validated; see action.yml. */
export interface Inputs extends SetupRequest {
	readonly cleanup: boolean;
	/** Canonical platform for DOCKER_DEFAULT_PLATFORM. */
	readonly defaultPlatform: string | undefined;
	readonly githubToken: string | undefined;
	/** Whether emulators are kept in the runner's cross-run cache. */
	readonly crossRunCache: boolean;
	/** Whether the emulators are put on PATH. */
	readonly addToPath: boolean;
	/** Whether each platform is proved by a build with the builder as well. */
	readonly verifyBuild: boolean;
}

/** The inputs that say what builder is wanted, each with its default in action.yml. */
export const BUILDER_INPUTS = {
	buildx: 'false',
	'buildx-version': '',
	'buildx-install-if-missing': 'true',
	'buildx-name': '',
	'buildx-driver': 'docker-container',
	'buildx-image': '',
	'buildx-driver-opts': '',
	'buildx-buildkitd-flags': '',
	'buildx-buildkitd-config': '',
	'buildx-buildkitd-config-inline': '',
	'buildx-mirrors': '',
	'buildx-use': 'true',
	'buildx-endpoint': '',
	'buildx-platforms': '',
	'buildx-append': '',
	'buildx-native-nodes': '',
	'buildx-keep-state': 'false',
	'buildx-cleanup': '',
	'buildx-cache': '',
} as const;

/** Every input there is; equal to action.yml and README by a test. */
export const INPUT_NAMES = [
	'platforms',
	'version',
	'source',
	'image',
	'checksum',
	'require-checksum',
	'offline',
	'cache',
	'cache-image',
	'add-to-path',
	'flags',
	'credentials',
	'verify',
	'reset',
	'cleanup',
	'persist',
	'privilege',
	'default-platform',
	'github-token',
	'github-url',
	'github-api-url',
	...(Object.keys(BUILDER_INPUTS) as (keyof typeof BUILDER_INPUTS)[]),
] as const;

/**
 * Whether any input says something of a builder, so that there is something to read for
 * `readBuilderInputs`. Those left at their default say nothing.
 */
export function mentionsBuilder(): boolean {
	return Object.entries(BUILDER_INPUTS).some(([name, whenLeftOut]) => {
		const value = getInput(name);
		return value !== '' && value !== whenLeftOut;
	});
}

/**
 * Reads and checks the inputs of the step from its environment. An empty one counts as
 * left out, save for `platforms`: an empty list is more likely a mistake than "all".
 * @throws E_INPUT, E_PLATFORM
 */
export function readInputs(): Inputs {
	const defaultPlatform = getInput('default-platform');
	const githubToken = getInput('github-token');
	const combined = {
		flags: parseFlags(getInput('flags')),
		credentials: readBoolean('credentials', true),
		persist: readBoolean('persist', false),
		reset: readBoolean('reset', false),
	};
	checkTogether(combined, {
		credentials: 'Input credentials: false',
		persist: 'Inputs persist: true',
		reset: 'reset: true',
	});
	return Object.freeze({
		platforms: parsePlatforms(getInput('platforms')),
		version: parseVersion(getInput('version')),
		...readSource(readSourceInput()),
		...combined,
		...readVerify(),
		cleanup: readBoolean('cleanup', true),
		privilege: parsePrivilege('Input privilege', getInput('privilege')),
		defaultPlatform:
			defaultPlatform === '' ? undefined : canonicalPlatform(defaultPlatform).platform,
		githubToken: githubToken === '' ? undefined : githubToken,
		pinning: Object.freeze({
			checksums: parseChecksums(getInput('checksum')),
			required: readBoolean('require-checksum', false),
		}),
		offline: readBoolean('offline', false),
		crossRunCache: readCrossRunCache(),
		addToPath: readBoolean('add-to-path', false),
		addresses: Object.freeze({
			githubUrl: parseBaseAddress('github-url', getInput('github-url')),
			githubApiUrl: parseBaseAddress('github-api-url', getInput('github-api-url')),
		}),
	});
}

/** `build` goes further than `true`. */
function readVerify(): Pick<Inputs, 'verify' | 'verifyBuild'> {
	const verifyBuild = getInput('verify').toLowerCase() === 'build';
	if (!verifyBuild) return { verify: readBoolean('verify', true), verifyBuild };
	if (readBoolean('buildx', false)) return { verify: true, verifyBuild };
	throw new XarchError(
		'E_INPUT',
		'Input verify: "build" proves each platform by a build, which needs the builder.',
		'Add buildx: true, or write verify: true, which runs a test program of each platform.',
	);
}

/** `image` is docker/setup-qemu-action's way to say `source: image:…`. */
function readSourceInput(): string {
	const [source, image] = [getInput('source'), getInput('image')];
	if (image === '') return source;
	if (source !== '' && source !== 'auto') {
		throw new XarchError(
			'E_INPUT',
			`Inputs source ("${source}") and image ("${image}") are both given, but image is only a short form of source: image:<reference>.`,
			`Give one of them, or both as one: source: ${source},image:${image}.`,
		);
	}
	return `image:${image}`;
}

/** `cache-image` is docker/setup-qemu-action's name for `cache`. */
function readCrossRunCache(): boolean {
	const cache = readBoolean('cache', false);
	const cacheImage = readBoolean('cache-image', cache);
	if (cache && !cacheImage) {
		throw new XarchError(
			'E_INPUT',
			`Inputs cache (${cache}) and cache-image (${cacheImage}) contradict each other, but mean the same.`,
			'Give cache only.',
		);
	}
	return cache || cacheImage;
}

function readBoolean(name: (typeof INPUT_NAMES)[number], whenEmpty: boolean): boolean {
	return parseBoolean(name, getInput(name), whenEmpty);
}
