import { closest } from 'fastest-levenshtein';
import type { BinDirectoryRequest } from './bin-directory/make.js';
import { canonicalFlags } from './binfmt/entry.js';
import { PRIVILEGES, type Privilege } from './binfmt/privilege.js';
import type { SourceSpec } from './emulator/emulator.js';
import { parseSources } from './emulator/source/source-spec.js';
import type { VersionRequest } from './emulator/version.js';
import type { PinPolicy } from './emulator/vouching.js';
import { XarchError } from './errors.js';
import type { PlatformRequest } from './platform/parse.js';

/** What is asked of one set-up, by the step's inputs or on the command line; checked and frozen. */
export interface SetupRequest {
	readonly platforms: PlatformRequest;
	readonly version: VersionRequest;
	readonly sources: readonly SourceSpec[];
	/** True for `source: auto`: an emulator from anywhere will do. */
	readonly anySource: boolean;
	/** `auto`, or letters of `POCF` in the kernel's order. */
	readonly flags: string;
	/** Whether setuid programs of the guest get their rights (flag C), where `flags` is `auto`. */
	readonly credentials: boolean;
	/** Whether the entries come back at each boot, until they are forgotten. */
	readonly persist: boolean;
	readonly verify: boolean;
	readonly reset: boolean;
	/** How root's rights may be come by. */
	readonly privilege: Privilege;
	readonly pinning: PinPolicy;
	/** True to open no connection whatever happens. */
	readonly offline: boolean;
	readonly addresses: BaseAddresses;
	/** Where emulators are laid out to be called by hand; undefined when that is not asked for. */
	readonly binDirectory?: BinDirectoryRequest | undefined;
}

/** Where GitHub is; undefined for what the environment or the public one says. */
export interface BaseAddresses {
	/** Instead of https://github.com. */
	readonly githubUrl: string | undefined;
	/** Instead of https://api.github.com. */
	readonly githubApiUrl: string | undefined;
}

/** They are nobody's business, not even in an error. */
const CREDENTIALS = /^(\s*\w+:\/\/)?[^/?#]*@/;

/**
 * A base address, without a slash at its end.
 * @param name of the input or option, for the message
 * @returns undefined for an empty text
 * @throws E_INPUT
 */
export function parseBaseAddress(name: string, text: string): string | undefined {
	if (text.trim() === '') return undefined;
	const url = URL.canParse(text) ? new URL(text) : undefined;
	const isPlain =
		url !== undefined &&
		/^https?:$/.test(url.protocol) &&
		`${url.username}${url.password}${url.search}${url.hash}` === '';
	if (!isPlain) {
		throw new XarchError(
			'E_INPUT',
			`${name}: "${text.replace(CREDENTIALS, '$1')}" is not a base address; allowed: https:// or http:// with a host and perhaps a path, such as https://github.com, and no user, password, query or fragment.`,
			'Correct it, or leave it out.',
		);
	}
	return url.href.replace(/\/+$/, '');
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

/**
 * @param name of the input or option, for the message
 * @throws E_INPUT
 */
export function parsePrivilege(name: string, text: string): Privilege {
	const value = text.trim().toLowerCase();
	if (value === '') return 'auto';
	const known = PRIVILEGES.find((each) => each === value);
	if (known !== undefined) return known;
	throw new XarchError(
		'E_INPUT',
		`${name}: "${text}" is not allowed; did you mean ${closest(value, [...PRIVILEGES])}?`,
		`Allowed: ${PRIVILEGES.join(', ')}.`,
	);
}

/**
 * What must not be asked for together.
 * @param spelled how the inputs or options are written
 * @throws E_INPUT
 */
export function checkTogether(
	{
		flags,
		credentials,
		persist,
		reset,
	}: Pick<SetupRequest, 'flags' | 'credentials' | 'persist' | 'reset'>,
	spelled: Readonly<Record<'credentials' | 'persist' | 'reset', string>>,
): void {
	if (!credentials && flags.includes('C')) {
		throw new XarchError(
			'E_INPUT',
			`${spelled.credentials} leaves flag C out, but the flags "${flags}" have it.`,
			'Give one of the two.',
		);
	}
	if (persist && reset) {
		throw new XarchError(
			'E_INPUT',
			`${spelled.persist} and ${spelled.reset} cannot be had together: entries of others are switched off for a while, never for good.`,
			'Leave one out. What is persisted lies on top of other entries as it is.',
		);
	}
}
