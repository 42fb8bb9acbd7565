import { readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { errnoOf, messageOf, XarchError } from '../../errors.js';
import { checkEmulator } from '../elf.js';
import type { Emulator, EmulatorRequest, Obtained } from '../emulator.js';
import { readEmulatorVersion, takesFirstForArgv0 } from '../inspect.js';
import { hashFile, toolName } from '../store/store.js';
import { withTempDirectory } from '../store/workspace.js';
import { satisfiesVersion } from '../version.js';
import { vouch } from '../vouching.js';

/**
 * Takes emulators from a directory and leaves them there.
 * @param directory absolute path of a directory with `qemu-<target>` or `qemu-<target>-static`
 * @param tempRoot an existing directory for short-lived files
 * @throws E_SOURCE naming what is missing, E_DIGEST, E_UNPINNED, E_VERSION, E_EMULATOR
 */
export async function obtainFromDirectory(
	directory: string,
	request: EmulatorRequest,
	tempRoot: string,
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
	const emulators = await withTempDirectory(tempRoot, (temporary) =>
		Promise.all(
			wanted.flatMap((target) => {
				const name = fileOf(target, names);
				return name === undefined
					? []
					: [readEmulator(join(directory, name), target, request, temporary)];
			}),
		),
	);
	return {
		emulators: new Map(emulators.map((emulator) => [emulator.target, emulator])),
		cacheHit: true,
	};
}

async function readEmulator(
	file: string,
	target: string,
	request: EmulatorRequest,
	temporary: string,
): Promise<Emulator> {
	const path = resolveLink(file, target);
	checkEmulator(path, target, request.host);
	// Before it is run for the first time.
	const sha256 = hashFile(path);
	const received = { label: path, name: basename(file), sha256, emulators: [{ target, sha256 }] };
	const vouching = vouch(received, undefined, 'directory', request.pinning);
	const [version, takesArgv0] = await Promise.all([
		readEmulatorVersion(path),
		takesFirstForArgv0(path, target, temporary),
	]);
	if (!satisfiesVersion(request.version, version)) {
		throw new XarchError(
			'E_VERSION',
			`${path} is QEMU ${version}, but ${request.version.text} is asked for.`,
			'Leave the version input out, or let the source name a directory with that version.',
		);
	}
	return {
		target,
		path,
		sha256,
		sizeBytes: statSync(path).size,
		version,
		vouching,
		source: `dir:${dirname(file)}`,
		assumesPreservedArgv0: takesArgv0 ?? false,
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
