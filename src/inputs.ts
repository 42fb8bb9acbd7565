import { getBooleanInput, getInput } from '@actions/core';
import { parseVersion } from './emulator/source-spec.js';
import { XarchError } from './errors.js';
import { canonicalPlatform, parsePlatforms } from './platform/parse.js';
import { parseFlags, readSource, type SetupRequest } from './request.js';

/** The step's inputs, validated; see action.yml. */
export interface Inputs extends SetupRequest {
	readonly cleanup: boolean;
	/** Canonical platform for DOCKER_DEFAULT_PLATFORM. */
	readonly defaultPlatform: string | undefined;
	readonly githubToken: string | undefined;
}

/** Every input there is; equal to action.yml and README by a test. */
export const INPUT_NAMES = [
	'platforms',
	'version',
	'source',
	'flags',
	'verify',
	'reset',
	'cleanup',
	'default-platform',
	'github-token',
] as const;

/**
 * Reads and checks the inputs of the step from its environment. An empty one counts as
 * left out, save for `platforms`: an empty list is more likely a mistake than "all".
 * @throws E_INPUT, E_PLATFORM
 */
export function readInputs(): Inputs {
	const source = getInput('source');
	const defaultPlatform = getInput('default-platform');
	const githubToken = getInput('github-token');
	return Object.freeze({
		platforms: parsePlatforms(getInput('platforms')),
		version: parseVersion(getInput('version')),
		...readSource(source),
		flags: parseFlags(getInput('flags')),
		verify: readBoolean('verify', true),
		reset: readBoolean('reset', false),
		cleanup: readBoolean('cleanup', true),
		defaultPlatform:
			defaultPlatform === '' ? undefined : canonicalPlatform(defaultPlatform).platform,
		githubToken: githubToken === '' ? undefined : githubToken,
	});
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
