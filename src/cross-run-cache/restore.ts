import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { ObtainContext } from '../emulator/context.js';
import type { EmulatorRequest, Obtained } from '../emulator/emulator.js';
import { publish, type VouchedFile } from '../emulator/store/publish.js';
import { toolName } from '../emulator/store/store.js';
import { withWorkspace } from '../emulator/store/workspace.js';
import { messageOf } from '../errors.js';
import { checkRestored, type RestoredFile } from './check.js';
import { PACKED_FOLDER } from './request.js';
import { askCacheService, type CacheService, troubleWith } from './service.js';

/**
 * Takes emulators out of the cache and into the store. All that was wanted must be there and
 * right; else nothing of it is used, with a warning that says why.
 * @returns `none` when the cache has no such entry, `unusable` when it has one that will not do
 * or did not work
 */
export async function restoreEmulators(
	key: string,
	request: EmulatorRequest,
	context: ObtainContext,
	service: CacheService,
): Promise<Obtained | 'none' | 'unusable'> {
	const { reporter } = context;
	const targets = [...request.required, ...request.optional];
	try {
		return await withWorkspace(context, targets, async (workspace) => {
			const { answer, complaints } = await askCacheService(
				{ operation: 'restore', key, paths: [PACKED_FOLDER] },
				workspace.directory,
				service,
			);
			const reason = answer.outcome === 'failed' ? answer.reason : complaints[0];
			if (reason !== undefined) {
				reporter.warning(troubleWith('used', reason));
				return 'unusable';
			}
			// The service also takes a key for the beginning of another one.
			if (answer.outcome !== 'done' || answer.key !== key) {
				reporter.info(`The cross-run cache has no ${key} yet.`);
				return 'none';
			}
			const checked = await checkRestored(
				join(workspace.directory, PACKED_FOLDER),
				request,
				context,
			);
			if (!Array.isArray(checked)) {
				reporter.warning(
					`The cross-run cache's entry ${key} is not used: ${checked}. The emulators come from their source instead; delete that entry to have it made anew (gh cache delete ${key}).`,
				);
				return 'unusable';
			}
			const emulators = await store(checked, workspace, request, context);
			reporter.info(`Restored ${emulators.size} emulators from the cross-run cache (${key}).`);
			return { emulators, cacheHit: true };
		});
	} catch (error) {
		reporter.warning(troubleWith('used', messageOf(error)));
		return 'unusable';
	}
}

/** Moves what was checked into the store, each file alone in its folder. */
async function store(
	restored: readonly RestoredFile[],
	workspace: Parameters<typeof publish>[0],
	{ host }: EmulatorRequest,
	{ now }: ObtainContext,
): ReturnType<typeof publish> {
	const files = restored.map(({ path, manifest, vouching }): VouchedFile => {
		const { target, sha256, sizeBytes, releaseSha256 } = manifest;
		const folder = join(workspace.directory, target);
		mkdirSync(folder);
		const moved = join(folder, toolName(target));
		renameSync(path, moved);
		return { target, path: moved, sha256, sizeBytes, releaseSha256, vouching };
	});
	const [first] = restored;
	if (first === undefined) return new Map();
	const { source, sourceKind, offers, assumesPreservedArgv0, version } = first.manifest;
	const facts = {
		...{ source, sourceKind, offers, assumesPreservedArgv0 },
		restored: true,
	} as const;
	const agesMs = restored.map(({ manifest }) => Date.parse(manifest.obtainedAt));
	return publish(workspace, host, facts, files, Math.min(now(), ...agesMs), version);
}
