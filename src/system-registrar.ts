import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import {
	openRegistrar,
	type Privilege,
	type Registrar,
	type RegistrarProcess,
} from './binfmt/privilege.js';

/**
 * The registrar of this machine; its bundle lies beside the one that is running.
 * @param notice told what is waited for, and which way to root's rights was taken
 */
export function systemRegistrar(
	privilege: Privilege,
	notice: (text: string) => void,
	env: NodeJS.ProcessEnv = process.env,
): Registrar {
	return openRegistrar(registrarProcess(privilege, notice, env));
}

/** How this process would start the registrar's bundle. */
export function registrarProcess(
	privilege: Privilege,
	notice: (text: string) => void,
	env: NodeJS.ProcessEnv = process.env,
): RegistrarProcess {
	const bundles = join(dirname(realpathSync(process.argv[1] ?? '.')), '..');
	return {
		uid: process.getuid?.() ?? -1,
		nodePath: process.execPath,
		bundlePath: join(bundles, 'registrar', 'index.js'),
		commandPath: join(bundles, 'cli', 'index.js'),
		...{ privilege, env, notice },
	};
}
