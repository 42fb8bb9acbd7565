import { canonicalFlags } from './binfmt/entry.js';
import type { SourceSpec } from './emulator/emulator.js';
import { parseSources } from './emulator/source-spec.js';
import { XarchError } from './errors.js';
import type { PlatformRequest } from './platform/parse.js';

/** What is asked of one set-up, by the step's inputs or on the command line; checked and frozen. */
export interface SetupRequest {
	readonly platforms: PlatformRequest;
	/** `default`, or a version of QEMU. */
	readonly version: string;
	readonly sources: readonly SourceSpec[];
	/** True for `source: auto`: an emulator from anywhere will do. */
	readonly anySource: boolean;
	/** `auto`, or letters of `POCF` in the kernel's order. */
	readonly flags: string;
	readonly verify: boolean;
	readonly reset: boolean;
}

/**
 * The sources of a `source` text, and whether an emulator from anywhere will do (`auto`).
 * @throws E_INPUT
 */
export function readSource(text: string): Pick<SetupRequest, 'sources' | 'anySource'> {
	const words = text.split(/[,\n]/).map((word) => word.trim());
	return {
		sources: parseSources(text),
		anySource: text.trim() === '' || words.includes('auto'),
	};
}

/**
 * `auto`, or the letters of an entry's flags.
 * @returns them in the kernel's order, O added where C is
 * @throws E_INPUT
 */
export function parseFlags(text: string): string {
	const flags = text.trim();
	if (flags === '' || flags.toLowerCase() === 'auto') return 'auto';
	const letters = flags.toUpperCase();
	if (!/^[POCF]+$/.test(letters) || new Set(letters).size !== letters.length) {
		throw new XarchError(
			'E_INPUT',
			`flags: "${flags}" is not allowed; it is auto, or some of the letters P, O, C and F, each once (as in OCF).`,
			'Leave the input out to get what suits this kernel and this QEMU.',
		);
	}
	return canonicalFlags(letters);
}
