import { getInput, getMultilineInput } from '@actions/core';
import { parseBoolean } from '../boolean.js';
import { readDigests } from './read-digests.js';
import { type MergeNames, type MergeRequest, parseMergeRequest, splitWords } from './request.js';

/** Every input of the action `merge`; equal to merge/action.yml and docs/merge.md by a test. */
export const MERGE_INPUT_NAMES = [
	'images',
	'tags',
	'digests',
	'annotations',
	'expected-platforms',
	'verify',
	'allow-shrink',
] as const;

const NAMES: MergeNames = {
	...{ images: 'Input images', tags: 'Input tags', digests: 'Input digests' },
	...{ annotations: 'Input annotations', expectedPlatforms: 'Input expected-platforms' },
};

/**
 * Reads and checks the inputs of the step from its environment, and the files that they name.
 * @throws E_INPUT, E_PLATFORM
 */
export function readMergeInputs(): MergeRequest {
	const texts = {
		images: splitWords(getInput('images')),
		tags: splitWords(getInput('tags')),
		annotations: getMultilineInput('annotations'),
		expectedPlatforms: getInput('expected-platforms'),
		verify: parseBoolean('verify', getInput('verify'), true),
		allowShrink: parseBoolean('allow-shrink', getInput('allow-shrink'), false),
	};
	const given = readDigests(NAMES.digests, getMultilineInput('digests'), process.cwd());
	return parseMergeRequest(texts, given, NAMES);
}
