import { existsSync, lstatSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { BIN_FOLDER } from '../../bin-directory/make.js';
import { messageOf } from '../../errors.js';
import { SETBACKS_NAME } from '../setbacks.js';
import { compareVersions } from '../version.js';
import { findBinDirectories, type InventoryItem, sizeOf, takeInventory } from './inventory.js';
import { completeMarker } from './store.js';
import { abandonedWorkspaces, removeEmpty } from './workspace.js';

/** What is to go, beside what is of no use to anybody. */
export interface PruneRequest {
	/** Releases that were neither used nor confirmed for so long; undefined for none. */
	readonly olderThanMs: number | undefined;
	/** Everything. */
	readonly all: boolean;
}

/** One thing to remove, and why. */
export interface Removal {
	/** Absolute path. */
	readonly path: string;
	readonly reason: string;
	readonly sizeBytes: number;
	/** The folder of an emulator, with a marker beside it; undefined for a workspace. */
	readonly item: InventoryItem | undefined;
}

/** What a prune comes to. */
export interface PrunePlan {
	readonly removals: readonly Removal[];
	/** What should go, but is needed: the folder and by whom. */
	readonly kept: readonly { readonly path: string; readonly reason: string }[];
}

/** A removal that did not succeed. */
export interface PruneFailure {
	readonly path: string;
	readonly message: string;
}

const ALL = 'everything is to go';
/** What is younger, or was used since, may be another run's work that is not finished. */
const AT_WORK_MS = 10 * 60 * 1000;

/**
 * Chooses what to remove: what is damaged or incomplete, workspaces of runs that are gone, and
 * releases, not in use just now, that a newer one of the same source and target has replaced; and
 * what is asked for.
 * @param usersOf names of the entries of the kernel that open an emulator in this folder anew
 * for each program (those without flag F)
 * @throws E_DISK when the store cannot be read
 */
export function planPrune(
	root: string,
	request: PruneRequest,
	nowMs: number,
	usersOf: (folder: string) => readonly string[],
): PrunePlan {
	const { all, olderThanMs } = request;
	const items = takeInventory(root);
	const removals: Removal[] = [];
	const kept: { path: string; reason: string }[] = [];
	for (const item of items) {
		const reason = reasonToRemove(item, items, request, nowMs);
		if (reason === undefined) continue;
		const users = usersOf(item.folder);
		if (users.length === 0) {
			removals.push({ path: item.folder, reason, sizeBytes: item.sizeBytes, item });
		} else {
			kept.push({
				path: item.folder,
				reason: `${users.join(', ')} is registered from there without flag F`,
			});
		}
	}
	for (const path of existsSync(root) ? abandonedWorkspaces(root) : []) {
		const reason = 'left by a run that is gone';
		removals.push({ path, reason, sizeBytes: sizeOf(path), item: undefined });
	}
	for (const { path, sizeBytes, usedAtMs } of findBinDirectories(root)) {
		const reason = all ? ALL : idleReason(nowMs - usedAtMs, olderThanMs);
		if (reason !== undefined) removals.push({ path, reason, sizeBytes, item: undefined });
	}
	const setbacks = join(root, SETBACKS_NAME);
	const noted = lstatSync(setbacks, { throwIfNoEntry: false });
	if (all && noted !== undefined) {
		removals.push({ path: setbacks, reason: ALL, sizeBytes: noted.size, item: undefined });
	}
	return { removals, kept };
}

/**
 * Removes an emulator's marker first, so that nobody takes up what is going.
 * @returns what is wrong when it could not be removed
 */
export function remove({ path, item }: Removal): PruneFailure | undefined {
	try {
		if (item !== undefined) rmSync(completeMarker(path), { force: true });
		rmSync(path, { recursive: true, force: true });
	} catch (error) {
		return { path, message: messageOf(error) };
	}
	// Above an emulator are its version's folder and its tool's; above others one of ours or none.
	if (basename(dirname(path)) === BIN_FOLDER || item !== undefined) removeEmpty(dirname(path));
	if (item !== undefined) removeEmpty(dirname(dirname(path)));
	return undefined;
}

function reasonToRemove(
	item: InventoryItem,
	items: readonly InventoryItem[],
	{ all, olderThanMs }: PruneRequest,
	nowMs: number,
): string | undefined {
	// A damaged one may be just being replaced.
	const isSettled = nowMs - item.touchedAtMs > AT_WORK_MS;
	if (item.state === 'incomplete') return isSettled ? 'incomplete' : undefined;
	if (all) return ALL;
	if (item.state === 'damaged') return isSettled ? 'damaged' : undefined;
	const newer = items.find((other) => isNewer(other, item));
	// Another job may have been given it and not have registered it yet.
	const isAtWork = nowMs - (item.usedAtMs ?? 0) < AT_WORK_MS;
	if (newer !== undefined && !isAtWork) return `replaced by QEMU ${newer.manifest?.version}`;
	return idleReason(nowMs - lastNeededMs(item), olderThanMs);
}

function idleReason(idleMs: number, olderThanMs: number | undefined): string | undefined {
	return olderThanMs !== undefined && idleMs > olderThanMs
		? `not used for ${Math.floor(idleMs / 86_400_000)} days`
		: undefined;
}

/** A sound release of the same target, host and source that is of a higher version, or of a later day. */
function isNewer(other: InventoryItem, item: InventoryItem): boolean {
	const [a, b] = [other.manifest, item.manifest];
	if (other === item || other.state !== 'sound' || a === undefined || b === undefined) return false;
	const isSameKind =
		other.target === item.target &&
		other.nodeArch === item.nodeArch &&
		a.sourceKind === b.sourceKind;
	const order = compareVersions(a.version, b.version);
	return isSameKind && (order > 0 || (order === 0 && a.obtainedAt > b.obtainedAt));
}

/** When it was last used or its source last confirmed it, milliseconds since 1970. */
function lastNeededMs({ usedAtMs = 0, manifest }: InventoryItem): number {
	return Math.max(usedAtMs, Date.parse(manifest?.obtainedAt ?? '') || 0);
}
