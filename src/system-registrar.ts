import { realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { openRegistrar, type Registrar, type RegistrarProcess } from './binfmt/privilege.js';

/** The registrar of this machine; its bundle lies beside the one that is running. */
export function systemRegistrar(): Registrar {
	return openRegistrar(registrarProcess());
}

/** How this process would start the registrar's bundle. */
export function registrarProcess(): RegistrarProcess {
	const bundle = realpathSync(process.argv[1] ?? '.');
	return {
		uid: process.getuid?.() ?? -1,
		nodePath: process.execPath,
		bundlePath: join(dirname(bundle), '..', 'registrar', 'index.js'),
	};
}
