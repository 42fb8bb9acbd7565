import { execFileSync } from 'node:child_process';
import { closeSync, constants, existsSync, openSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { errnoOf, messageOf, XarchError } from '../errors.js';
import { readStatus } from './kernel.js';
import { readSurroundings } from './surroundings.js';
import { confinementTraps } from './traps.js';

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
		const refusal = writeRefusal(directory);
		if (refusal !== undefined) {
			throw new XarchError(
				'E_NO_BINFMT',
				`binfmt_misc cannot be written from here: ${refusal}.${confinement(directory)}`,
				'Set the platforms up on the host; its entries are shared with all containers.',
			);
		}
		return false;
	}
	const refusal = isKnownToKernel() ? undefined : run('modprobe', ['binfmt_misc']);
	// Also where modprobe failed: for mount the kernel loads the module by itself.
	const failure = existsSync(directory)
		? run('mount', ['-t', 'binfmt_misc', 'binfmt_misc', directory])
		: `${directory} does not exist`;
	if (readStatus(directory) !== 'absent') return true;
	if (!isKnownToKernel()) {
		throw new XarchError(
			'E_NO_BINFMT',
			`This kernel has no binfmt_misc: it is not built in, and its module cannot be loaded (${refusal ?? failure ?? 'modprobe reported success, but nothing is there'}).`,
			'Install the package with the modules of this very kernel (linux-modules-extra on Ubuntu), or reboot if the kernel was upgraded since the last boot. In a container, load it on the host: sudo modprobe binfmt_misc.',
		);
	}
	throw new XarchError(
		'E_NO_BINFMT',
		`binfmt_misc could not be mounted at ${directory}: ${failure ?? 'mount reported success, but nothing is there'}.${confinement(directory)}`,
		'In a container, run xarch setup on the host instead: its entries serve all containers, and this then finds its platforms running.',
	);
}

/** Why not even root may write; a security module tells it only when the file is opened. */
function writeRefusal(directory: string): string | undefined {
	const path = join(directory, 'register');
	try {
		closeSync(openSync(path, constants.O_WRONLY));
		return undefined;
	} catch (error) {
		switch (errnoOf(error)) {
			case 'EROFS':
				return `${directory} is read-only, as in containers without privilege`;
			case 'EACCES':
			case 'EPERM':
				return `the kernel refuses to open ${path} (${errnoOf(error)})`;
			default:
				return undefined;
		}
	}
}

/** What confines this process and so may be the reason; sentences with a blank before each. */
function confinement(directory: string): string {
	return confinementTraps(readSurroundings(directory))
		.filter(({ name }) => name === 'apparmor' || name === 'seccomp')
		.map(({ seen }) => ` ${seen}`)
		.join('');
}

/** Takes the mount away again; false when it is in use. */
export function unmount(directory: string): boolean {
	return run('umount', [directory]) === undefined;
}

/** The kernel's name of the place where this process's mounts are: `mnt:[4026531841]`. */
export function ownMountNamespace(procDirectory = '/proc'): string {
	return readlinkSync(`${procDirectory}/self/ns/mnt`);
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
