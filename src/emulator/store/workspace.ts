import { randomBytes } from 'node:crypto';
import {
	accessSync,
	chmodSync,
	constants,
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmdirSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { lookAtOwners, type Owner, processOwner, readBootId } from '../../binfmt/owner.js';
import { errnoOf, messageOf, XarchError } from '../../errors.js';
import type { ObtainContext } from '../context.js';
import { toolName } from './store.js';

/** A private directory on the store's own file system, where a release is unpacked. */
export interface Workspace {
	/** The store that the release will be published in. */
	readonly storeRoot: string;
	readonly directory: string;
}

const PREFIX = '.xarch-';
/** In each workspace, beside the emulators' folders. */
const OWNER_NAME = 'owner.json';
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;
const UNWRITABLE = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'];

/**
 * Opens a workspace, runs `work`, and removes the workspace whatever happened. A store that
 * cannot be written is replaced by a directory under `tempRoot`, with a warning.
 * @param targets the tools that will be published
 * @throws E_DISK when a disk is full, E_EMULATOR when the store may not hold programs
 */
export async function withWorkspace<T>(
	context: ObtainContext,
	targets: readonly string[],
	work: (workspace: Workspace) => Promise<T>,
): Promise<T> {
	let workspace: Workspace | undefined;
	try {
		workspace = openWorkspace(context, targets);
		return await work(workspace);
	} catch (error) {
		throw diskError(error, workspace?.storeRoot ?? context.storeRoot) ?? error;
	} finally {
		if (workspace !== undefined) {
			rmSync(workspace.directory, { recursive: true, force: true });
			if (workspace.storeRoot !== context.storeRoot) removeEmpty(workspace.storeRoot);
		}
	}
}

/**
 * Runs `work` with a private directory under `tempRoot` that is removed afterwards.
 * @throws E_DISK when a disk is full
 */
export async function withTempDirectory<T>(
	tempRoot: string,
	work: (directory: string) => Promise<T>,
): Promise<T> {
	let directory: string | undefined;
	try {
		directory = mkdtempSync(join(tempRoot, 'xarch-'));
		return await work(directory);
	} catch (error) {
		throw diskError(error, tempRoot) ?? error;
	} finally {
		if (directory !== undefined) {
			rmSync(directory, { recursive: true, force: true });
		}
	}
}

/**
 * The E_DISK error of a full disk or quota.
 * @returns undefined for any other error
 */
export function diskError(error: unknown, path: string): XarchError | undefined {
	const code = errnoOf(error);
	if (code !== 'ENOSPC' && code !== 'EDQUOT') {
		return undefined;
	}
	const where = (error as NodeJS.ErrnoException).path ?? path;
	return diskFull(where, code === 'EDQUOT' ? 'the quota is used up' : 'no space is left', error);
}

/** @param reason what is used up, in words that follow a colon */
export function diskFull(path: string, reason: string, cause?: unknown): XarchError {
	return new XarchError(
		'E_DISK',
		`What was downloaded could not be written to ${path}: ${reason}.`,
		'Make room (an emulator takes 10 to 20 MB, a download up to 80 MB), or let RUNNER_TOOL_CACHE and RUNNER_TEMP name directories on a larger disk.',
		cause,
	);
}

function openWorkspace(context: ObtainContext, targets: readonly string[]): Workspace {
	try {
		return makeWorkspace(context.storeRoot, targets);
	} catch (error) {
		if (!UNWRITABLE.includes(errnoOf(error) ?? '')) {
			throw error;
		}
		// Not a fixed name: in a shared /tmp anybody could have filled that beforehand.
		const standIn = mkdtempSync(join(context.tempRoot, 'xarch-store-'));
		context.reporter.warning(
			`The tool-cache ${context.storeRoot} cannot be written (${messageOf(error)}); the emulators go to ${standIn} and the next run has to download them again.`,
		);
		try {
			return makeWorkspace(standIn, targets);
		} catch (failure) {
			removeEmpty(standIn);
			throw failure;
		}
	}
}

/** Removes a directory that holds nothing; any other stays. */
export function removeEmpty(directory: string): void {
	try {
		rmdirSync(directory);
	} catch {}
}

function makeWorkspace(storeRoot: string, targets: readonly string[]): Workspace {
	mkdirSync(storeRoot, { recursive: true });
	for (const target of targets) {
		const toolFolder = join(storeRoot, toolName(target));
		if (existsSync(toolFolder)) {
			accessSync(toolFolder, constants.W_OK);
		}
	}
	removeAbandoned(storeRoot);
	const directory = join(storeRoot, `${PREFIX}${process.pid}-${randomBytes(6).toString('hex')}`);
	mkdirSync(directory, { mode: 0o700 });
	try {
		writeFileSync(join(directory, OWNER_NAME), JSON.stringify(thisProcess()));
		refuseNoexec(directory);
	} catch (error) {
		rmSync(directory, { recursive: true, force: true });
		throw error;
	}
	return { storeRoot, directory };
}

/** access(2) says EACCES for a file with mode x when its mount is noexec, even to root. */
function refuseNoexec(directory: string): void {
	const path = join(directory, 'executable');
	writeFileSync(path, '', { mode: 0o755 });
	chmodSync(path, 0o755);
	try {
		accessSync(path, constants.X_OK);
	} catch (error) {
		throw new XarchError(
			'E_EMULATOR',
			`Emulators cannot be kept in ${dirname(directory)}: its file system is mounted noexec.`,
			'Mount it without noexec, or let RUNNER_TOOL_CACHE name a directory where programs may run.',
			error,
		);
	}
	rmSync(path);
}

/** Who works in a workspace; a pid means something within one boot of one machine only. */
interface WorkspaceOwner {
	readonly bootId: string;
	readonly owner: Owner;
}

function thisProcess(): WorkspaceOwner {
	return { bootId: bootId(), owner: processOwner(process.pid) };
}

function removeAbandoned(storeRoot: string): void {
	for (const path of abandonedWorkspaces(storeRoot)) rmSync(path, { recursive: true, force: true });
}

/** Absolute paths of the workspaces in a store that killed runs have left. */
export function abandonedWorkspaces(storeRoot: string): string[] {
	const isAlive = lookAtOwners();
	return readdirSync(storeRoot)
		.filter((name) => /^\.xarch-\d+-[0-9a-f]{12}$/.test(name))
		.map((name) => join(storeRoot, name))
		.filter((path) => {
			const info = statSync(path, { throwIfNoEntry: false });
			if (info === undefined) return false;
			return isOfDeadProcess(path, isAlive) || Date.now() - info.mtimeMs > ABANDONED_AFTER_MS;
		});
}

/**
 * True only when the process is seen to have ended. Another machine or container may share the
 * store; where its processes cannot be seen, only the age of their workspaces tells.
 */
function isOfDeadProcess(workspace: string, isAlive: (owner: Owner) => boolean): boolean {
	try {
		const text = readFileSync(join(workspace, OWNER_NAME), 'utf8');
		const noted = JSON.parse(text) as WorkspaceOwner;
		return noted.bootId !== '' && noted.bootId === bootId() && !isAlive(noted.owner);
	} catch {
		return false;
	}
}

/** Empty where the kernel does not say. */
function bootId(): string {
	try {
		return readBootId();
	} catch {
		return '';
	}
}
