import { randomBytes } from 'node:crypto';
import {
	closeSync,
	fstatSync,
	lstatSync,
	mkdirSync,
	openSync,
	readFileSync,
	readlinkSync,
	renameSync,
	rmdirSync,
	rmSync,
	statSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { LOCK_TIMEOUT_MS, lockFile } from '../binfmt/lock.js';
import { lookAtOwners, readBootId } from '../binfmt/owner.js';
import type { LeaseRequest } from '../binfmt/request.js';
import { errnoOf, messageOf, XarchError } from '../errors.js';
import { PROGRAM_NAME } from './store.js';

/** A plugin that a job was given, as the job's end has to know it; plain JSON. */
export interface ProvidedPlugin {
	/** The user's `cli-plugins`. */
	readonly directory: string;
	readonly leaseId: string;
}

/** What is in place for some jobs of one user; in the file beside the plugin. */
interface PluginState {
	readonly schema: 1;
	readonly bootId: string;
	/** The program in the tool-cache that the link leads to. */
	readonly target: string;
	readonly version: string;
	/** What the plugin that was there is called meanwhile, if one was. */
	readonly aside: string;
	/** Directories that were made for it, the outermost first. */
	readonly made: readonly string[];
	readonly leases: readonly LeaseRequest[];
}

/** Names that docker does not take for plugins, which begin with `docker-`. */
const STATE_NAME = '.xarch-buildx.json';
const ASIDE_PREFIX = '.xarch-buildx-before-';

/** Where docker looks for the user's plugins: $DOCKER_CONFIG/cli-plugins, ~/.docker/cli-plugins. */
export function pluginDirectory(env: NodeJS.ProcessEnv): string {
	return join(env.DOCKER_CONFIG || join(env.HOME || homedir(), '.docker'), 'cli-plugins');
}

/**
 * Puts a buildx before docker's own one for this user, until no job needs it any more: a link among
 * the user's plugins. A plugin that is there is moved aside.
 * @throws E_BUILDX when another job of the user has another version there, or nothing can be written
 */
export async function providePlugin(
	directory: string,
	{ path, version }: { readonly path: string; readonly version: string },
	lease: LeaseRequest,
): Promise<ProvidedPlugin> {
	return changing(directory, () =>
		locked(directory, (made) => {
			const state = recover(directory);
			const others = state?.leases.filter(({ id }) => id !== lease.id) ?? [];
			if (state !== undefined && state.target !== path && others.length > 0) {
				throw takenBy(directory, state, others[0]);
			}
			const next: PluginState = {
				schema: 1,
				bootId: readBootId(),
				target: path,
				version,
				aside: state?.aside ?? `${ASIDE_PREFIX}${randomBytes(4).toString('hex')}`,
				made: state?.made ?? made,
				leases: [...others, lease],
			};
			// Noted first: whoever comes after a killed job has to know of what was moved.
			writeState(directory, next);
			const link = join(directory, PROGRAM_NAME);
			const isOurs = state !== undefined && linkTarget(link) === state.target;
			if (!isOurs && exists(link)) renameSync(link, join(directory, next.aside));
			if (linkTarget(link) !== path) placeLink(link, path);
			return { directory, leaseId: lease.id };
		}),
	);
}

/**
 * Holds the plugin that another job of this user was given, so that it stays as long as this job.
 * @returns undefined when the user's plugin is nobody's
 */
export async function joinPlugin(
	directory: string,
	lease: LeaseRequest,
): Promise<ProvidedPlugin | undefined> {
	if (!exists(join(directory, STATE_NAME))) return undefined;
	return changing(directory, () =>
		locked(directory, () => {
			const state = recover(directory);
			if (state === undefined) return undefined;
			const others = state.leases.filter(({ id }) => id !== lease.id);
			writeState(directory, { ...state, leases: [...others, lease] });
			return { directory, leaseId: lease.id };
		}),
	);
}

/**
 * Gives a plugin up. With the last job that needs it everything is as it was before.
 * @throws E_BUILDX, E_LOCK
 */
export async function withdrawPlugin({ directory, leaseId }: ProvidedPlugin): Promise<void> {
	await release(directory, ({ id }) => id === leaseId);
}

/** Puts right what jobs that were killed have left. */
export async function recoverPlugin(directory: string): Promise<void> {
	await release(directory, () => false);
}

async function release(directory: string, isOver: (lease: LeaseRequest) => boolean): Promise<void> {
	if (!exists(join(directory, STATE_NAME))) return;
	await changing(directory, () =>
		locked(directory, (made) => {
			for (const each of made.toReversed()) removeIfEmpty(each);
			const state = recover(directory);
			if (state === undefined) return;
			const leases = state.leases.filter((lease) => !isOver(lease));
			if (leases.length === 0) undo(directory, state);
			else writeState(directory, { ...state, leases });
		}),
	);
}

/** The state without leases of jobs that have ended; undone when there is no other. */
function recover(directory: string): PluginState | undefined {
	const state = readState(directory);
	if (state === undefined) return undefined;
	const isThisBoot = state.bootId === readBootId();
	const isAlive = lookAtOwners();
	const leases = state.leases.filter(
		({ owner }) => (isThisBoot || owner.kind !== 'process') && isAlive(owner),
	);
	if (leases.length > 0) return { ...state, leases };
	undo(directory, state);
	return undefined;
}

function undo(directory: string, { target, aside: asideName, made }: PluginState): void {
	const link = join(directory, PROGRAM_NAME);
	const aside = join(directory, asideName);
	if (linkTarget(link) === target) rmSync(link);
	// What somebody else has put there meanwhile is theirs, and newer than what was there before.
	if (exists(aside) && !exists(link)) renameSync(aside, link);
	rmSync(join(directory, STATE_NAME), { force: true });
	for (const each of made.toReversed()) removeIfEmpty(each);
}

/** @returns those that were not there, the outermost first */
function makeDirectories(directory: string): string[] {
	const made: string[] = [];
	for (let each = directory; !exists(each); each = dirname(each)) made.unshift(each);
	mkdirSync(directory, { recursive: true, mode: 0o700 });
	return made;
}

/**
 * Runs `work` as the only one who changes the user's plugin.
 * @param work is given the directories that had to be made, the outermost first
 */
async function locked<T>(directory: string, work: (made: string[]) => T): Promise<T> {
	const made = new Set<string>();
	for (;;) {
		for (const each of makeDirectories(directory)) made.add(each);
		const file = openSync(directory, 'r');
		try {
			await lockFile(file, directory, LOCK_TIMEOUT_MS);
			// The last one out takes away the directory that it made.
			const now = statSync(directory, { throwIfNoEntry: false });
			if (now?.ino === fstatSync(file).ino) return work([...made]);
		} finally {
			closeSync(file);
		}
	}
}

async function changing<T>(directory: string, work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (error) {
		if (error instanceof XarchError || errnoOf(error) === undefined) throw error;
		throw new XarchError(
			'E_BUILDX',
			`buildx cannot be put into ${directory}, where docker looks for plugins: ${messageOf(error)}.`,
			'Let DOCKER_CONFIG name a directory that this job may write to (and log in to registries afterwards), or install buildx on the machine.',
			error,
		);
	}
}

function readState(directory: string): PluginState | undefined {
	try {
		const text = readFileSync(join(directory, STATE_NAME), 'utf8');
		const state = JSON.parse(text) as PluginState;
		return state.schema === 1 ? state : undefined;
	} catch (error) {
		if (errnoOf(error) === 'ENOENT' || error instanceof SyntaxError) return undefined;
		throw error;
	}
}

function writeState(directory: string, state: PluginState): void {
	const temporary = join(directory, `${STATE_NAME}.${randomBytes(6).toString('hex')}`);
	writeFileSync(temporary, `${JSON.stringify(state)}\n`, { mode: 0o600 });
	renameSync(temporary, join(directory, STATE_NAME));
}

/** In one step, so that docker finds the old one or the new one. */
function placeLink(link: string, target: string): void {
	const temporary = join(dirname(link), `.xarch-buildx-${randomBytes(6).toString('hex')}`);
	symlinkSync(target, temporary);
	renameSync(temporary, link);
}

function linkTarget(path: string): string | undefined {
	try {
		return readlinkSync(path);
	} catch {
		return undefined;
	}
}

function exists(path: string): boolean {
	return lstatSync(path, { throwIfNoEntry: false }) !== undefined;
}

function removeIfEmpty(directory: string): void {
	try {
		rmdirSync(directory);
	} catch {}
}

function takenBy(
	directory: string,
	{ version }: PluginState,
	lease: LeaseRequest | undefined,
): XarchError {
	return new XarchError(
		'E_BUILDX',
		`Another job of this user (${lease?.label ?? 'unknown'}) has buildx ${version} in ${directory} while it runs, and this one needs another version.`,
		'Ask for the same buildx-version in both, or let DOCKER_CONFIG name a directory of its own for each job, for example below RUNNER_TEMP.',
	);
}
