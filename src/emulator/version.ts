import { distance } from 'fastest-levenshtein';
import compare from 'semver/functions/compare.js';
import satisfies from 'semver/functions/satisfies.js';
import intersects from 'semver/ranges/intersects.js';
import validRange from 'semver/ranges/valid.js';
import { XarchError } from '../errors.js';

/** Which QEMU is asked for; `text` is what the user wrote. */
export type VersionRequest =
	/** The release that this version of the project pins, or whatever a source without pins has. */
	| { readonly kind: 'default'; readonly text: string }
	/** The newest that the source has now. */
	| { readonly kind: 'latest'; readonly text: string }
	/** A release by the name of its git tag, `deploy/v10.2.3-68`. */
	| { readonly kind: 'tag'; readonly text: string; readonly tag: string }
	/** Versions, as a range of the semver package: `10.2.3`, `>=10.1.0 <11.0.0-0`. */
	| { readonly kind: 'range'; readonly text: string; readonly range: string };

/** What `version: default` means, as a value. */
export const DEFAULT_REQUEST: VersionRequest = Object.freeze({ kind: 'default', text: 'default' });

const ALLOWED =
	'default, latest, a version (10.2.3), a range (10.x, ^10.1, >=9.2 <11) or the tag of a release (deploy/v10.2.3-68)';
/** Longer than any version, tag or range that means something. */
const MAX_LENGTH = 200;
const MAX_TYPOS = 3;
/** Build numbers of release tags look like pre-releases of semver, but mean the opposite. */
const TAG =
	/^(?:[A-Za-z][\w.-]*\/)*v?\d+(?:\.\d+)+[-+~][\w.+~-]+$|^(?:[A-Za-z][\w.-]*\/)+v?\d[\w.+~-]*$/;

/**
 * Reads the `version` input.
 * @throws E_INPUT
 */
export function parseVersion(text: string): VersionRequest {
	const trimmed = text.trim();
	if (trimmed.length > MAX_LENGTH) {
		throw refused(`${trimmed.slice(0, 40)}…`, ` (it has ${trimmed.length} characters)`);
	}
	if (trimmed === '' || trimmed === 'default') return DEFAULT_REQUEST;
	if (trimmed === 'latest') return Object.freeze({ kind: 'latest', text: trimmed });
	if (TAG.test(trimmed)) return Object.freeze({ kind: 'tag', text: trimmed, tag: trimmed });
	const range = /\d/.test(trimmed) ? validRange(trimmed) : null;
	if (range !== null) return Object.freeze({ kind: 'range', text: trimmed, range });
	const words = ['default', 'latest'];
	const [near] = words.filter((word) => distance(trimmed.toLowerCase(), word) <= MAX_TYPOS);
	throw refused(trimmed, near === undefined ? '' : ` (did you mean ${near}?)`);
}

/**
 * True when an emulator of this version is what is asked for. `default` and `latest` name no
 * version, and what a tag holds only its source knows: they take any.
 * @param version as an emulator or a release states it, `10.2.3`
 */
export function satisfiesVersion(wanted: VersionRequest, version: string): boolean {
	return wanted.kind !== 'range' || satisfies(padded(version), wanted.range);
}

/**
 * True when the two do not contradict each other; a package may name fewer components (`7.2`)
 * than the emulator inside (`7.2.22`).
 */
export function mayBeVersion(wanted: VersionRequest, version: string): boolean {
	return wanted.kind !== 'range' || intersects(version, wanted.range);
}

/** Orders versions by their numeric components, lowest first; missing ones count as 0. */
export function compareVersions(left: string, right: string): number {
	return compare(padded(left), padded(right));
}

/** Three components, as semver wants them: no leading zeros, nothing that is no safe integer. */
function padded(version: string): string {
	const components = version.split('.').map((each) => Number.parseInt(each, 10) || 0);
	return [...components, 0, 0]
		.slice(0, 3)
		.map((each) => Math.min(each, Number.MAX_SAFE_INTEGER))
		.join('.');
}

function refused(text: string, hint: string): XarchError {
	return new XarchError(
		'E_INPUT',
		`version: "${text}" is not a version of QEMU${hint}; allowed: ${ALLOWED}.`,
		'Leave the input out to get the default version, or correct it.',
	);
}
