import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A source's failure after which another source had to do. */
export interface Setback {
	/** Milliseconds since 1970. */
	readonly atMs: number;
	readonly reason: string;
}

/** By what was asked of which source. */
type Setbacks = Record<string, Setback>;

/** File name of the notes in the store. */
export const SETBACKS_NAME = '.xarch-setbacks.json';

/**
 * How long a failed source is not asked again while a later one's emulators are in the store:
 * long enough that a machine without access does not wait in each job, short enough that a
 * passing fault does not leave it with the second-best emulators for a day.
 */
export const SETBACK_MS = 60 * 60 * 1000;

/** The failure of the same question within the last hour. */
export function recentSetback(root: string, question: string, nowMs: number): Setback | undefined {
	const setback = readSetbacks(root)[question];
	return setback !== undefined && isRecent(setback, nowMs) ? setback : undefined;
}

/** Notes a failure; a store that cannot be written just does not remember. */
export function rememberSetback(
	root: string,
	question: string,
	reason: string,
	nowMs: number,
): void {
	const recent = Object.entries(readSetbacks(root)).filter(([, setback]) =>
		isRecent(setback, nowMs),
	);
	const setbacks: Setbacks = { ...Object.fromEntries(recent), [question]: { atMs: nowMs, reason } };
	const path = join(root, SETBACKS_NAME);
	const temporary = `${path}.${randomBytes(6).toString('hex')}`;
	try {
		mkdirSync(root, { recursive: true });
		writeFileSync(temporary, `${JSON.stringify(setbacks, null, '\t')}\n`, { flag: 'wx' });
		renameSync(temporary, path);
	} catch {
		rmSync(temporary, { force: true });
	}
}

function readSetbacks(root: string): Setbacks {
	try {
		const value: unknown = JSON.parse(readFileSync(join(root, SETBACKS_NAME), 'utf8'));
		return typeof value === 'object' && value !== null ? (value as Setbacks) : {};
	} catch {
		return {};
	}
}

function isRecent(setback: Setback, nowMs: number): boolean {
	return (
		typeof setback?.atMs === 'number' &&
		typeof setback.reason === 'string' &&
		Math.abs(nowMs - setback.atMs) < SETBACK_MS
	);
}
