import { tmpdir } from 'node:os';
import { info, warning } from '@actions/core';
import { SYSTEM_ROOTS } from './binfmt/roots.js';
import { cleanUp, describeCleanup } from './cleanup.js';
import type { SaveOrder } from './cross-run-cache/cross-run-cache.js';
import { describeError } from './errors.js';
import { readState, type State } from './state.js';
import { systemRegistrar } from './system-registrar.js';

/** Puts back what main changed. It never fails the job. */
async function putBack(state: State | undefined): Promise<void> {
	if (state === undefined) {
		info('Nothing to put back: the step had not begun to set anything up.');
	} else if (!state.cleanup) {
		info('Everything stays as it is (cleanup: false).');
	} else {
		const registrar = systemRegistrar(state.privilege, info);
		const result = await cleanUp(state.leaseId, registrar, SYSTEM_ROOTS, state.claimed);
		for (const line of result?.warnings ?? []) warning(line);
		for (const line of result === undefined ? ['Nothing to put back.'] : describeCleanup(result)) {
			info(line);
		}
	}
}

async function fillCache(order: SaveOrder): Promise<void> {
	const [{ saveEmulators }, { openCacheService }] = await Promise.all([
		import('./cross-run-cache/save.js'),
		import('./cross-run-cache/service.js'),
	]);
	const tempRoot = process.env.RUNNER_TEMP || tmpdir();
	await saveEmulators(order, tempRoot, openCacheService(process.env, info), { info, warning });
}

const state = readState();
try {
	await putBack(state);
} catch (error) {
	warning(describeError(error), { title: 'setup-xarch could not put everything back' });
}
// After the machine is as it was, for this takes long and may be cancelled.
if (state?.save !== undefined) await fillCache(state.save);
