import { tmpdir } from 'node:os';
import type { Privilege } from './binfmt/privilege.js';
import { SYSTEM_ROOTS } from './binfmt/roots.js';
import { obtainContext } from './emulator/context.js';
import { findStoreRoot } from './emulator/store/store-root.js';
import { detectHost } from './platform/host.js';
import type { Reporter } from './report.js';
import type { BaseAddresses } from './request.js';
import type { SetupContext } from './setup.js';
import { systemRegistrar } from './system-registrar.js';

/**
 * Everything a set-up works with, found from this process and its environment variables
 * (RUNNER_TEMP, RUNNER_TOOL_CACHE, XARCH_GITHUB_URL, XARCH_GITHUB_API_URL).
 * @param githubToken belongs to the API of the GitHub that runs the job, GITHUB_API_URL
 * @throws E_NOT_LINUX, E_HOST
 */
export function setupContext(
	reporter: Reporter,
	githubToken: string | undefined,
	{ githubUrl, githubApiUrl }: BaseAddresses = { githubUrl: undefined, githubApiUrl: undefined },
	privilege: Privilege = 'auto',
	env: NodeJS.ProcessEnv = process.env,
): SetupContext {
	const host = detectHost(process.platform, process.arch);
	const tempDirectory = env.RUNNER_TEMP || tmpdir();
	return {
		host,
		registrar: systemRegistrar(privilege, reporter.info, env),
		roots: SYSTEM_ROOTS,
		tempDirectory,
		reporter,
		obtain: obtainContext({
			storeRoot: findStoreRoot(env, process.getuid?.()),
			tempRoot: tempDirectory,
			githubUrl: githubUrl ?? (env.XARCH_GITHUB_URL || 'https://github.com'),
			githubApiUrl: githubApiUrl ?? (env.XARCH_GITHUB_API_URL || 'https://api.github.com'),
			token: githubToken,
			tokenOrigin: new URL(env.GITHUB_API_URL || 'https://api.github.com').origin,
			reporter,
			env,
		}),
	};
}
