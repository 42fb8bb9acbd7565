import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * The directory that keeps emulators: the runner's tool-cache, else a cache of the user.
 * @param env environment variables
 * @param userId numeric user, 0 for root
 */
export function findStoreRoot(env: NodeJS.ProcessEnv, userId: number | undefined): string {
	const toolCache = env.RUNNER_TOOL_CACHE;
	if (toolCache !== undefined && toolCache !== '') {
		return toolCache;
	}
	const cacheHome = env.XDG_CACHE_HOME;
	// The XDG base directory specification tells to ignore a relative path.
	if (cacheHome !== undefined && isAbsolute(cacheHome)) {
		return join(cacheHome, 'xarch');
	}
	const home = env.HOME ?? '';
	if (home === '' && userId === 0) {
		return '/var/cache/xarch';
	}
	return join(home === '' ? homedir() : home, '.cache', 'xarch');
}
