import { findPlugin } from '../buildx/plugin-path.js';
import type { Reporter } from '../report.js';
import type { MergeContext } from './merge.js';

/**
 * What a merge works with on this machine; buildx is put into the tool-cache where there is none.
 * @param allowShrinkWords what to do to let a tag lose platforms, for messages
 * @param systemDirectories where docker finds plugins besides the user's own; default: its own
 * @throws E_BUILDX and what else a download can throw, E_NOT_LINUX, E_HOST
 */
export async function mergeContext(
	reporter: Reporter,
	allowShrinkWords: string,
	env: NodeJS.ProcessEnv = process.env,
	systemDirectories?: readonly string[],
): Promise<MergeContext> {
	return {
		buildx: findPlugin(env, systemDirectories) ?? (await provideBuildx(reporter, env)),
		env,
		reporter,
		allowShrinkWords,
		readTimeoutMs: 120_000,
		writeTimeoutMs: 1_800_000,
		retryDelayMs: 1_000,
		maxRetryDelayMs: 60_000,
		askWaitMs: async (url) => (await import('./registry-wait.js')).askWaitMs(url),
	};
}

/** The pinned release, from the tool-cache or from GitHub; nothing of it is put where docker looks. */
async function provideBuildx(reporter: Reporter, env: NodeJS.ProcessEnv): Promise<string> {
	const [{ obtainBuildx }, { PINNED_RELEASE }, { setupContext }] = await Promise.all([
		import('../buildx/obtain.js'),
		import('../buildx/release.js'),
		import('../environment.js'),
	]);
	return reporter.group('Providing buildx, which is not installed here', async () => {
		const { host, obtain } = setupContext(reporter, undefined, undefined, 'none', env);
		const pinning = { checksums: undefined, required: false };
		const request = { version: undefined, pinning, offline: false };
		return (await obtainBuildx(PINNED_RELEASE.tag, request, host, obtain, PINNED_RELEASE)).path;
	});
}
