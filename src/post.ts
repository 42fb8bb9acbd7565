import { tmpdir } from 'node:os';
import { info, warning } from '@actions/core';
import { SYSTEM_ROOTS } from './binfmt/roots.js';
import type { ProvidedPlugin } from './buildx/plugin.js';
import { cleanUp, describeCleanup } from './cleanup.js';
import type { SaveOrder } from './cross-run-cache/cross-run-cache.js';
import { describeError } from './errors.js';
import { runnerReporter } from './runner-reporter.js';
import { type BuilderState, readState, type State } from './state.js';
import { registrarProcess, systemRegistrar } from './system-registrar.js';

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

/** Before the entries: a builder that is still there may be building with them. */
async function giveBuilderBack(
	{ name, place, argvPrefix, buildxVersion }: BuilderState,
	{ leaseId, privilege }: State,
): Promise<void> {
	const { releaseBuilder } = await import('./buildx/release-builder.js');
	const done = await releaseBuilder({ name, place }, leaseId, {
		buildx: { argvPrefix, version: buildxVersion },
		env: process.env,
		tempDirectory: process.env.RUNNER_TEMP || tmpdir(),
		process: registrarProcess(privilege, info),
		reporter: runnerReporter(),
	});
	if (done !== undefined) info(done);
}

async function takePluginBack(plugin: ProvidedPlugin): Promise<void> {
	const { withdrawPlugin } = await import('./buildx/plugin.js');
	await withdrawPlugin(plugin);
	info(`Gave up the buildx in ${plugin.directory}.`);
}

async function fillCache(order: SaveOrder): Promise<void> {
	const [{ saveEmulators }, { openCacheService }] = await Promise.all([
		import('./cross-run-cache/save.js'),
		import('./cross-run-cache/service.js'),
	]);
	const tempRoot = process.env.RUNNER_TEMP || tmpdir();
	await saveEmulators(order, tempRoot, openCacheService(process.env, info), { info, warning });
}

/** What cannot be put back is told, and all else is put back. */
async function attempt(work: () => Promise<void>): Promise<void> {
	try {
		await work();
	} catch (error) {
		warning(describeError(error), { title: 'setup-xarch could not put everything back' });
	}
}

const state = readState();
const { builder, plugin } = state ?? {};
if (state !== undefined && builder !== undefined) {
	await attempt(() => giveBuilderBack(builder, state));
}
if (plugin !== undefined) await attempt(() => takePluginBack(plugin));
await attempt(() => putBack(state));
// After the machine is as it was, for this takes long and may be cancelled.
if (state?.save !== undefined) await fillCache(state.save);
