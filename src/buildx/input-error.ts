import { closest, distance } from 'fastest-levenshtein';
import { XarchError } from '../errors.js';

/** How much of a wrong value a message shows. */
const SHOWN = 80;

/**
 * A value that is not allowed.
 * @param name of the input or option, and perhaps of the part of it
 * @param why what is wrong with it and what is allowed, to follow the value
 */
export function notAllowed(name: string, value: string, why: string, remedy: string): XarchError {
	const shown = value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value;
	return new XarchError('E_INPUT', `${name}: ${JSON.stringify(shown)} ${why}`, remedy);
}

/** `; did you mean x?` when one of the known words is near, else a full stop. */
export function suggestion(word: string, known: readonly string[]): string {
	const near = nearestOf(word, known);
	return near === undefined ? '.' : `; did you mean ${near}?`;
}

/** The known word that differs from this one by a slip of the keyboard, if there is one. */
export function nearestOf(word: string, known: readonly string[]): string | undefined {
	if (known.length === 0) return undefined;
	const near = closest(word, known);
	const limit = Math.max(1, Math.floor(near.length / 3));
	return distance(word, near) <= limit ? near : undefined;
}
