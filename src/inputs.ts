import { getBooleanInput, getInput } from '@actions/core';
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
}

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
] as const;

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
		verify: readBoolean('verify', true),
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
	const value = getInput(name);
	if (value === '') return whenEmpty;
	try {
		return getBooleanInput(name);
	} catch (error) {
		throw new XarchError(
			'E_INPUT',
			`Input ${name}: "${value}" is not a boolean of YAML 1.2; allowed: true, True, TRUE, false, False, FALSE.`,
			`Write ${name}: true or ${name}: false.`,
			error,
		);
	}
}
