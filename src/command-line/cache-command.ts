import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { listEntries } from '../binfmt/kernel.js';
import { type InventoryItem, takeInventory } from '../emulator/store/inventory.js';
import { planPrune, type Removal, remove } from '../emulator/store/prune.js';
import { describeVouching } from '../emulator/vouching.js';
import { XarchError } from '../errors.js';
import type { CacheCommand } from './arguments.js';
import { formatTable } from './table.js';

/** Where `xarch cache` works. */
export interface CacheContext {
	readonly storeRoot: string;
	readonly binfmtDirectory: string;
	readonly nowMs: number;
}

/** One emulator of the tool-cache, as `xarch cache list --json` tells it. */
export interface CachedEmulator {
	readonly target: string;
	/** Node's name of the host it is for, `x64`. */
	readonly host: string;
	/** `sound`, `damaged` or `incomplete`. */
	readonly state: InventoryItem['state'];
	/** QEMU's version; this and what follows null where the manifest cannot be read. */
	readonly version: string | null;
	readonly source: string | null;
	readonly vouching: string | null;
	/** `sha256:<hex>` of the emulator as it was stored. */
	readonly digest: string | null;
	/** ISO 8601; when its source last confirmed it. */
	readonly confirmedAt: string | null;
	/** ISO 8601; when it was last used. */
	readonly usedAt: string | null;
	/** Of all files in its folder. */
	readonly sizeBytes: number;
	readonly path: string;
}

/**
 * `xarch cache list` and `xarch cache prune`.
 * @returns what goes to standard output
 * @throws E_DISK for what cannot be read or removed
 */
export function runCache(command: CacheCommand, context: CacheContext): string {
	return command.action === 'list' ? runList(command, context) : runPrune(command, context);
}

function runList({ json }: CacheCommand, { storeRoot, nowMs }: CacheContext): string {
	const items = takeInventory(storeRoot);
	const totalBytes = items.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
	if (json) return asJson({ storeRoot, totalBytes, emulators: items.map(describe) });
	if (items.length === 0) return `The tool-cache ${storeRoot} holds no emulators.\n`;
	const table = formatTable([
		['EMULATOR', 'QEMU', 'SOURCE', 'VOUCHED FOR BY', 'SIZE', 'CONFIRMED', 'USED', 'STATE'],
		...items.map((item) => [
			`qemu-${item.target} (${item.nodeArch})`,
			item.manifest?.version ?? 'unknown',
			item.manifest?.source ?? 'unknown',
			item.manifest === undefined ? 'unknown' : describeVouching(item.manifest.vouching),
			megabytes(item.sizeBytes),
			age(nowMs - Date.parse(item.manifest?.obtainedAt ?? '')),
			age(nowMs - (item.usedAtMs ?? Number.NaN)),
			item.state,
		]),
	]);
	return `${table}\n\n${items.length} emulators, ${megabytes(totalBytes)} in ${storeRoot}\n`;
}

function describe(item: InventoryItem): CachedEmulator {
	const { target, nodeArch, state, manifest, usedAtMs, sizeBytes, folder } = item;
	return {
		target,
		host: nodeArch,
		state,
		version: manifest?.version ?? null,
		source: manifest?.source ?? null,
		vouching: manifest?.vouching ?? null,
		digest: manifest === undefined ? null : `sha256:${manifest.sha256}`,
		confirmedAt: manifest?.obtainedAt ?? null,
		usedAt: usedAtMs === undefined ? null : new Date(usedAtMs).toISOString(),
		sizeBytes,
		path: folder,
	};
}

function runPrune(command: CacheCommand, context: CacheContext): string {
	const { storeRoot, nowMs, binfmtDirectory } = context;
	const { json, dryRun, olderThanDays, all } = command;
	const olderThanMs = olderThanDays === undefined ? undefined : olderThanDays * 86_400_000;
	const usersOf = registeredFrom(binfmtDirectory);
	const plan = planPrune(storeRoot, { all, olderThanMs }, nowMs, usersOf);
	const failures = dryRun ? [] : plan.removals.flatMap((removal) => remove(removal) ?? []);
	const isGone = ({ path }: Removal) => !failures.some((failure) => failure.path === path);
	const removed = plan.removals.filter(isGone);
	const freedBytes = removed.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
	const [failure] = failures;
	if (failure !== undefined) {
		throw new XarchError(
			'E_DISK',
			`${failures.length} of ${plan.removals.length} could not be removed from the tool-cache, ${failure.path} first: ${failure.message}. ${removed.length} were removed (${megabytes(freedBytes)}).`,
			'Run this as the user whose tool-cache that is, or as root.',
		);
	}
	if (json) {
		const { kept } = plan;
		const told = removed.map(({ path, reason, sizeBytes }) => ({ path, reason, sizeBytes }));
		return asJson({ storeRoot, dryRun, freedBytes, removed: told, kept });
	}
	const verb = dryRun ? 'Would remove' : 'Removed';
	const lines = [
		...removed.map(({ path, reason, sizeBytes }) => {
			return `${verb} ${path} (${megabytes(sizeBytes)}): ${reason}.`;
		}),
		...plan.kept.map(({ path, reason }) => `Kept ${path}: ${reason}.`),
	];
	const sum =
		removed.length === 0
			? 'There was nothing to remove.'
			: `${dryRun ? 'That would make' : 'That made'} ${megabytes(freedBytes)} of room in ${storeRoot}.`;
	return `${[...lines, sum].join('\n')}\n`;
}

/**
 * The entries that need a folder's emulator whenever a program starts. With flag F the kernel
 * holds it open, and the file may go.
 */
function registeredFrom(binfmtDirectory: string): (folder: string) => readonly string[] {
	const needing = listEntries(binfmtDirectory)
		.filter(({ flags }) => !flags.includes('F'))
		.map(({ name, interpreter }) => ({ name, folder: dirname(resolved(interpreter)) }));
	return (folder) => {
		const place = resolved(folder);
		return needing.filter((entry) => entry.folder === place).map(({ name }) => name);
	};
}

function resolved(path: string): string {
	try {
		return realpathSync(path);
	} catch {
		return path;
	}
}

function asJson(value: object): string {
	return `${JSON.stringify(value, undefined, '\t')}\n`;
}

function megabytes(bytes: number): string {
	return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** `3 days ago`; nothing for a time that is not known. */
function age(ms: number): string {
	if (!Number.isFinite(ms)) return 'unknown';
	const [count, unit] =
		ms < 3_600_000
			? [Math.max(0, Math.floor(ms / 60_000)), 'min']
			: ms < 172_800_000
				? [Math.floor(ms / 3_600_000), 'h']
				: [Math.floor(ms / 86_400_000), 'days'];
	return `${count} ${unit} ago`;
}
