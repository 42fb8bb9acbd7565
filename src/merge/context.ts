import { findPlugin } from '../buildx/plugin-path.js';
import type { Reporter } from '../report.js';
import type { MergeContext } from './merge.js';

/**
 * What a merge works with on this machine.
 * @param allowShrinkWords what to do to let a tag lose platforms, for messages
 * @throws E_BUILDX when buildx is absent and cannot be installed
 */
export async function mergeContext(
	reporter: Reporter,
	allowShrinkWords: string,
	env: NodeJS.ProcessEnv = process.env,
): Promise<MergeContext> {
	return {
		buildx: await buildxCommand(env),
		env,
		reporter,
		allowShrinkWords,
		retryDelayMs: 1_000,
		maxRetryDelayMs: 60_000,
		askWaitMs: async (url) => (await import('./registry-wait.js')).askWaitMs(url),
	};
}

async function buildxCommand(env: NodeJS.ProcessEnv): Promise<readonly string[]> {
	const plugin = findPlugin(env);
	if (plugin !== undefined) return [plugin];
	const { requireBuildx } = await import('../buildx/find.js');
	return (await requireBuildx(env)).argvPrefix;
}
