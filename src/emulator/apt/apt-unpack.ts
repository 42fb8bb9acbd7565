import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { errnoOf } from '../../errors.js';
import { packageMembers } from '../archive/archive-members.js';
import { badArchive, type Unpacked, unpackTar } from '../archive/unpack.js';
import { noApt } from './apt-state.js';

/**
 * Takes the wanted emulators out of a package file by dpkg-deb, which knows every compression
 * that this distribution's packages have, and works beside us.
 * @throws E_ARCHIVE, E_SOURCE when there is no dpkg-deb; file system errors as they are
 */
export async function unpackPackage(
	archive: string,
	directory: string,
	wanted: ReadonlySet<string>,
): Promise<Unpacked> {
	const child = spawn('dpkg-deb', ['--fsys-tarfile', archive], {
		env: { ...process.env, LC_ALL: 'C' },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const stderr: Buffer[] = [];
	child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
	const ended = once(child, 'close') as Promise<[number | null]>;
	// A program that cannot be started fails here; its empty output then fails to unpack first.
	ended.catch(() => {});
	let unpacked: Unpacked | undefined;
	let failure: unknown;
	try {
		unpacked = await unpackTar(child.stdout, archive, directory, wanted, packageMembers());
	} catch (error) {
		failure = error;
		child.kill();
	}
	const [exitCode] = await ended.catch((error: unknown) => {
		throw errnoOf(error) === 'ENOENT' ? noApt('dpkg-deb', error) : error;
	});
	if (unpacked === undefined) {
		throw failure;
	}
	if (exitCode !== 0) {
		throw badArchive(archive, Buffer.concat(stderr).toString('utf8').trim());
	}
	return unpacked;
}
