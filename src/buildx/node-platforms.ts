import { XarchError } from '../errors.js';
import { canonicalPlatform } from '../platform/parse.js';
import { notAllowed } from './input-error.js';

/**
 * Reads the platforms that a node is fixed to, separated by commas and white space in any mix.
 * @param name of the input, for messages
 * @returns canonical, each once, in the order given
 * @throws E_INPUT for `all`, E_PLATFORM
 */
export function parseNodePlatforms(name: string, text: string): string[] {
	const spellings = text.split(/[\s,]+/).filter((each) => each !== '');
	return [...new Set(spellings.map((each) => parseNodePlatform(name, each)))];
}

function parseNodePlatform(name: string, spelling: string): string {
	if (spelling.toLowerCase() === 'all') {
		throw notAllowed(
			name,
			spelling,
			'is not a platform that a node can be fixed to.',
			'Name the platforms, or leave it out for all that the node can run.',
		);
	}
	try {
		return canonicalPlatform(spelling).platform;
	} catch (error) {
		if (!(error instanceof XarchError)) throw error;
		const remedy = error.remedy.replace(', "all", or ', ', or ');
		throw new XarchError(error.code, `${name}: ${error.message}`, remedy, error);
	}
}
