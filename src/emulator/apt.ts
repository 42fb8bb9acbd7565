import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { errnoOf, XarchError } from '../errors.js';
import { findCandidate, type Package, updateLists } from './apt-package.js';
import {
	type AptState,
	complaintsOf,
	machineState,
	noApt,
	privateState,
	runApt,
} from './apt-state.js';
import { suiteSources } from './apt-suite.js';
import type { ObtainContext } from './context.js';
import type { EmulatorRequest, Obtained } from './emulator.js';
import { readEmulatorVersion } from './inspect.js';
import { publish } from './publish.js';
import { confirmEntries, findRelease } from './store.js';
import { badArchive, type Member, requireTargets, type Unpacked, unpackTar } from './unpack.js';
import { mayBeVersion, satisfiesVersion } from './version.js';
import { withTempDirectory, withWorkspace } from './workspace.js';

/**
 * Takes emulators from the distribution's package, with the machine's own sources and keys but
 * without changing its state and without root.
 * @param suite another suite than the machine's, such as `trixie`
 * @throws E_SOURCE, E_VERSION, E_ARCHIVE, E_EMULATOR, E_DISK
 */
export async function obtainFromApt(
	suite: string | undefined,
	request: EmulatorRequest,
	context: ObtainContext,
): Promise<Obtained> {
	const label = suite === undefined ? 'apt' : `apt:${suite}`;
	return withTempDirectory(context.tempRoot, async (directory) => {
		const found = await findPackage(machineState(directory), suite, request, context);
		const source = releaseIdOf(label, found.package);
		refuseOtherVersion(found.package.upstreamVersion, source, request.version, mayBeVersion);
		const stored = findRelease(context.storeRoot, {
			...request,
			accepts: (manifest) =>
				manifest.source === source && satisfiesVersion(request.version, manifest.version),
		});
		if (stored !== undefined) {
			confirmEntries(stored.entries, context.now());
			return { emulators: stored.emulators, cacheHit: true };
		}
		return downloadAndPublish(found, label, request, context);
	});
}

/** The release, for people and for telling one package version from another. */
function releaseIdOf(label: string, { name, version }: Package): string {
	return `${label} (${name} ${version})`;
}

/** A candidate and the state that found it. */
interface Found {
	readonly state: AptState;
	readonly package: Package;
}

async function findPackage(
	machine: AptState,
	suite: string | undefined,
	request: EmulatorRequest,
	context: ObtainContext,
): Promise<Found> {
	if (suite !== undefined) {
		const sources = await suiteSources(machine, suite, request.host);
		const state = privateState(machine, sources);
		return updateAndFind(state, suite, request);
	}
	const candidate = await findCandidate(machine, request.host);
	if (candidate !== undefined) {
		return { state: machine, package: candidate };
	}
	context.reporter.info('The package lists of this machine have no QEMU: fetching private ones.');
	return updateAndFind(privateState(machine), suite, request);
}

async function updateAndFind(
	state: AptState,
	suite: string | undefined,
	request: EmulatorRequest,
): Promise<Found> {
	const complaints = await updateLists(state, suite);
	const candidate = await findCandidate(state, request.host);
	if (candidate === undefined) {
		throw new XarchError(
			'E_SOURCE',
			`apt has no package with static QEMU emulators (qemu-user-static or qemu-user)${suite === undefined ? '' : ` in suite ${suite}`}${complaints === undefined ? '' : `: ${complaints}`}.`,
			'Check the apt sources and the network of this machine (on Ubuntu the component universe must be on), or choose another source.',
		);
	}
	return { state, package: candidate };
}

/**
 * Downloads into the state's directory; lists that are out of date are fetched anew, once.
 * @returns path and package, which then may be a newer one
 */
async function download(
	{ state, package: wanted }: Found,
	request: EmulatorRequest,
	context: ObtainContext,
): Promise<{ path: string; package: Package }> {
	context.reporter.info(
		`Downloading package ${wanted.name} ${wanted.version} (${Math.round(wanted.sizeBytes / 1e6)} MB)`,
	);
	const result = await runApt(state, 'apt-get', [
		'--quiet',
		'download',
		`${wanted.name}=${wanted.version}`,
	]);
	const file = readdirSync(state.directory).find((name) => name.endsWith('.deb'));
	if (result.exitCode === 0 && file !== undefined) {
		return { path: join(state.directory, file), package: wanted };
	}
	if (!state.ownsLists) {
		context.reporter.info(
			`Package ${wanted.name} ${wanted.version} cannot be downloaded: fetching private package lists.`,
		);
		const newer = await updateAndFind(privateState(state), undefined, request);
		return download(newer, request, context);
	}
	throw new XarchError(
		'E_SOURCE',
		`apt cannot download ${wanted.name} ${wanted.version}: ${complaintsOf(result)}.`,
		'Check the apt sources and the network of this machine, or choose another source.',
	);
}

/** The workspace is opened first: where it cannot be, the download would be in vain. */
async function downloadAndPublish(
	found: Found,
	label: string,
	request: EmulatorRequest,
	context: ObtainContext,
): Promise<Obtained> {
	const targets = [...new Set([...request.required, ...request.optional])];
	return withWorkspace(context, targets, async (workspace) => {
		const archive = await download(found, request, context);
		const source = releaseIdOf(label, archive.package);
		const unpacked = await unpackPackage(archive.path, workspace.directory, new Set(targets));
		requireTargets(unpacked, request.required, source);
		const [first] = unpacked.files;
		if (request.version !== 'default' && first !== undefined) {
			const version = await readEmulatorVersion(first.path);
			refuseOtherVersion(version, source, request.version, satisfiesVersion);
		}
		const facts = {
			source,
			sourceKind: label,
			releaseSha256: archive.package.sha256,
			offers: unpacked.offers,
			assumesPreservedArgv0: false,
		};
		const emulators = await publish(workspace, request.host, facts, unpacked.files, context.now());
		return { emulators, cacheHit: false };
	});
}

async function unpackPackage(
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
		unpacked = await unpackTar(child.stdout, archive, directory, wanted, targetOfMember);
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

/** Links such as qemu-arm64 are other names of emulators that are there as files. */
function targetOfMember(member: Member): string | undefined {
	return member.type === 'file'
		? /^(?:\.\/)?usr\/bin\/qemu-([a-z0-9_]+)(?:-static)?$/.exec(member.name)?.[1]
		: undefined;
}

function refuseOtherVersion(
	version: string,
	source: string,
	wanted: string,
	agrees: (wanted: string, version: string) => boolean,
): void {
	if (!agrees(wanted, version)) {
		throw new XarchError(
			'E_VERSION',
			`QEMU ${wanted} is asked for, but ${source} is QEMU ${version}.`,
			'Leave the version input out, name another suite (apt:<suite>), or use source github.',
		);
	}
}
