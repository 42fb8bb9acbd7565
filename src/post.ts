import { info, warning } from '@actions/core';
import { SYSTEM_ROOTS } from './binfmt/roots.js';
import { cleanUp, describeCleanup } from './cleanup.js';
import { describeError } from './errors.js';
import { readState } from './state.js';
import { systemRegistrar } from './system-registrar.js';

/** The step's post part. It never fails the job. */
async function post(): Promise<void> {
	const state = readState();
	if (state === undefined) {
		info('Nothing to put back: the step had not begun to set anything up.');
	} else if (!state.cleanup) {
		info('Everything stays as it is (cleanup: false).');
	} else {
		const result = await cleanUp(state.leaseId, systemRegistrar(), SYSTEM_ROOTS);
		for (const line of result?.warnings ?? []) warning(line);
		for (const line of result === undefined ? ['Nothing to put back.'] : describeCleanup(result)) {
			info(line);
		}
	}
}

try {
	await post();
} catch (error) {
	warning(describeError(error), { title: 'setup-xarch could not put everything back' });
}
