import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { errnoOf, messageOf, XarchError } from '../errors.js';
import { readStatus } from './kernel.js';

/**
 * Makes binfmt_misc visible at `directory`, as root.
 * @returns true when it had to be mounted
 * @throws E_NO_BINFMT when the kernel has none, it cannot be mounted or written, or it is switched off
 */
export function ensureMounted(directory: string): boolean {
	const status = readStatus(directory);
	if (status === 'disabled') {
		throw new XarchError(
			'E_NO_BINFMT',
			`binfmt_misc is switched off as a whole on this machine (${directory}/status says "disabled").`,
			`Switch it on with: echo 1 | sudo tee ${directory}/status`,
		);
	}
	if (status === 'enabled') {
		if (isReadOnly(directory)) {
			throw new XarchError(
				'E_NO_BINFMT',
				`binfmt_misc cannot be written from here: ${directory} is read-only, as in containers without privilege.`,
				'Set the platforms up on the host; its entries are shared with all containers.',
			);
		}
		return false;
	}
	if (!isKnownToKernel()) run('modprobe', ['binfmt_misc']);
	if (!existsSync(directory)) {
		throw new XarchError(
			'E_NO_BINFMT',
			`This kernel has no binfmt_misc: ${directory} does not exist, and loading the module changed nothing.`,
			'Use a kernel with CONFIG_BINFMT_MISC, or install the package with its modules (linux-modules-extra on Ubuntu).',
		);
	}
	const failure = run('mount', ['-t', 'binfmt_misc', 'binfmt_misc', directory]);
	if (readStatus(directory) === 'absent') {
		throw new XarchError(
			'E_NO_BINFMT',
			`binfmt_misc could not be mounted at ${directory}: ${failure ?? 'mount reported success, but nothing is there'}.`,
			'In a container, run xarch setup on the host instead: its entries serve all containers, and this then finds its platforms running.',
		);
	}
	return true;
}

/** Not even root may write then; what else the kernel may refuse shows when it is tried. */
function isReadOnly(directory: string): boolean {
	try {
		accessSync(join(directory, 'register'), constants.W_OK);
		return false;
	} catch (error) {
		return errnoOf(error) === 'EROFS';
	}
}

/** Takes the mount away again; false when it is in use. */
export function unmount(directory: string): boolean {
	return run('umount', [directory]) === undefined;
}

function isKnownToKernel(): boolean {
	try {
		return /\bbinfmt_misc\b/.test(readFileSync('/proc/filesystems', 'latin1'));
	} catch {
		return false;
	}
}

/** Undefined when the program ran well, else what it said. */
function run(file: string, args: readonly string[]): string | undefined {
	try {
		execFileSync(file, args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
		return undefined;
	} catch (error) {
		const stderr = (error as { stderr?: unknown }).stderr;
		const [line = ''] = typeof stderr === 'string' ? stderr.trim().split('\n') : [];
		return (line === '' ? messageOf(error) : line).replace(/\.+$/, '');
	}
}
