import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { errnoOf, messageOf, XarchError } from '../errors.js';
import { checkEmulator } from './elf.js';
import type { Emulator, EmulatorRequest, Obtained } from './emulator.js';
import { readEmulatorVersion } from './inspect.js';
import { hashFile, toolName } from './store.js';
import { satisfiesVersion } from './version.js';

/**
 * Takes emulators from a directory and leaves them there.
 * @param directory absolute path of a directory with `qemu-<target>` or `qemu-<target>-static`
 * @throws E_SOURCE naming what is missing, E_VERSION, E_EMULATOR
 */
export async function obtainFromDirectory(
	directory: string,
	request: EmulatorRequest,
): Promise<Obtained> {
	const names = listDirectory(directory);
	const missing = request.required.filter((target) => fileOf(target, names) === undefined);
	if (missing.length > 0) {
		const held = names.filter((name) => name.startsWith('qemu-'));
		throw new XarchError(
			'E_SOURCE',
			`Directory ${directory} has no emulator for ${missing.join(', ')} (looked for ${missing.map((target) => `${toolName(target)}, ${toolName(target)}-static`).join(', ')}); it holds ${held.join(', ') || 'no qemu-* at all'}.`,
			'Put the emulators there under one of these names, or choose another source.',
		);
	}
	const wanted = [...new Set([...request.required, ...request.optional])];
	const emulators = await Promise.all(
		wanted.flatMap((target) => {
			const name = fileOf(target, names);
			return name === undefined ? [] : [readEmulator(directory, name, target, request)];
		}),
	);
	return {
		emulators: new Map(emulators.map((emulator) => [emulator.target, emulator])),
		cacheHit: true,
	};
}

async function readEmulator(
	directory: string,
	name: string,
	target: string,
	request: EmulatorRequest,
): Promise<Emulator> {
	const path = resolveLink(join(directory, name), target);
	checkEmulator(path, target, request.host);
	const version = await readEmulatorVersion(path);
	if (!satisfiesVersion(request.version, version)) {
		throw new XarchError(
			'E_VERSION',
			`${path} is QEMU ${version}, but ${request.version} is asked for.`,
			'Leave the version input out, or let the source name a directory with that version.',
		);
	}
	return {
		target,
		path,
		sha256: hashFile(path),
		sizeBytes: statSync(path).size,
		version,
		source: `dir:${directory}`,
		assumesPreservedArgv0: false,
	};
}

function listDirectory(directory: string): string[] {
	try {
		return readdirSync(directory).sort();
	} catch (error) {
		const reason = errnoOf(error) === 'ENOENT' ? 'it does not exist' : messageOf(error);
		throw new XarchError(
			'E_SOURCE',
			`Directory ${directory} cannot be read: ${reason}.`,
			'Correct the path after dir: in the source input; it is relative to the working directory.',
			error,
		);
	}
}

function resolveLink(path: string, target: string): string {
	try {
		return realpathSync(path);
	} catch (error) {
		throw new XarchError(
			'E_EMULATOR',
			`The emulator for ${target}, ${path}, cannot be used: ${messageOf(error)}.`,
			'Repair the symbolic link, or choose another source.',
			error,
		);
	}
}

function fileOf(target: string, names: readonly string[]): string | undefined {
	return [toolName(target), `${toolName(target)}-static`].find((name) => names.includes(name));
}
