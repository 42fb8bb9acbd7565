import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { XarchError } from '../../errors.js';
import { requireTargets } from '../archive/unpack.js';
import { DEFAULT_VERSION } from '../catalog.js';
import type { ObtainContext } from '../context.js';
import type { EmulatorRequest, Obtained, SourceSpec } from '../emulator.js';
import { readEmulatorVersion } from '../inspect.js';
import { sourceLabel } from '../source/source-spec.js';
import { publish } from '../store/publish.js';
import { confirmEntries, findRelease } from '../store/store.js';
import { withTempDirectory, withWorkspace } from '../store/workspace.js';
import {
	compareVersions,
	mayBeVersion,
	satisfiesVersion,
	type VersionRequest,
} from '../version.js';
import { meetsPolicy, refuseUnpinned, vouch } from '../vouching.js';
import { findCandidate, type Package, updateLists } from './apt-package.js';
import { type AptState, complaintsOf, machineState, privateState, runApt } from './apt-state.js';
import { readOsRelease, suiteSources } from './apt-suite.js';
import { unpackPackage } from './apt-unpack.js';

const WATCH_MS = 250;

type AptSpec = Extract<SourceSpec, { kind: 'apt' }>;

/**
 * Takes emulators from the distribution's package, with the machine's own sources and keys but
 * without changing its state and without root.
 * @throws E_SOURCE, E_VERSION, E_DIGEST, E_UNPINNED, E_ARCHIVE, E_EMULATOR, E_DISK
 */
export async function obtainFromApt(
	spec: AptSpec,
	request: EmulatorRequest,
	context: ObtainContext,
): Promise<Obtained> {
	if (request.version.kind === 'tag') {
		throw new XarchError(
			'E_VERSION',
			`Source ${sourceLabel(spec)} knows no tags such as ${request.version.tag}.`,
			'Name a version or a range of versions, or a source with releases (github).',
		);
	}
	return withTempDirectory(context.tempRoot, async (directory) => {
		const found = await findPackage(machineState(directory, context), spec, request, context);
		const source = releaseIdOf(found);
		refuseUnpinned(source, undefined, request.pinning);
		refuseOtherVersion(found.package.upstreamVersion, source, request.version, mayBeVersion);
		const stored = findRelease(context.storeRoot, {
			...request,
			accepts: (manifest) =>
				manifest.source === source &&
				meetsPolicy(manifest, request.pinning) &&
				satisfiesVersion(request.version, manifest.version),
		});
		if (stored !== undefined) {
			confirmEntries(stored.entries, context.now());
			return { emulators: stored.emulators, cacheHit: true };
		}
		return downloadAndPublish(found, sourceLabel(spec), request, context);
	});
}

/** The release, for people and for telling one package version from another. */
function releaseIdOf({ suite, package: { name, version } }: Found): string {
	return `${suite === undefined ? 'apt' : `apt:${suite}`} (${name} ${version})`;
}

/** A candidate and the state that found it. */
interface Found {
	readonly state: AptState;
	/** Undefined for the machine's own suites. */
	readonly suite: string | undefined;
	readonly package: Package;
}

async function findPackage(
	machine: AptState,
	{ suite, backports }: AptSpec,
	request: EmulatorRequest,
	context: ObtainContext,
): Promise<Found> {
	if (suite !== undefined) return findInSuite(machine, suite, request);
	const candidate = await findCandidate(machine, request.host);
	if (backports === true && candidate !== undefined && isOld(candidate, request.version)) {
		const newer = await findInBackports(machine, candidate, request, context);
		if (newer !== undefined) return newer;
	}
	if (candidate !== undefined) {
		return { state: machine, suite, package: candidate };
	}
	context.reporter.info('The package lists of this machine have no QEMU: fetching private ones.');
	return updateAndFind(privateState(machine), suite, request);
}

async function findInSuite(
	machine: AptState,
	suite: string,
	request: EmulatorRequest,
): Promise<Found> {
	const sources = await suiteSources(machine, suite, request.host);
	return updateAndFind(privateState(machine, sources), suite, request);
}

/** A release's own QEMU ages with it; Debian and Ubuntu keep newer ones in `<codename>-backports`. */
function isOld({ upstreamVersion }: Package, wanted: VersionRequest): boolean {
	return wanted.kind !== 'range'
		? Number.parseInt(upstreamVersion, 10) < Number.parseInt(DEFAULT_VERSION, 10)
		: !mayBeVersion(wanted, upstreamVersion);
}

/** Undefined when there are no backports, or nothing better in them. */
async function findInBackports(
	machine: AptState,
	own: Package,
	request: EmulatorRequest,
	context: ObtainContext,
): Promise<Found | undefined> {
	const suite = `${readOsRelease().codename}-backports`;
	context.reporter.info(`${own.name} ${own.version} is old: looking into ${suite}.`);
	try {
		const found = await findInSuite(machine, suite, request);
		const version = found.package.upstreamVersion;
		const isBetter =
			request.version.kind !== 'range'
				? compareVersions(version, own.upstreamVersion) > 0
				: mayBeVersion(request.version, version);
		return isBetter ? found : undefined;
	} catch (error) {
		if (!(error instanceof XarchError) || error.code === 'E_DISK') throw error;
		context.reporter.info(`${suite} cannot be used: ${error.message}`);
		return undefined;
	}
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
	return { state, suite, package: candidate };
}

/**
 * Downloads into the state's directory; lists that are out of date are fetched anew, once.
 * @returns path and package, which then may be a newer one
 */
async function download(
	found: Found,
	request: EmulatorRequest,
	context: ObtainContext,
): Promise<{ path: string; found: Found }> {
	const { state, package: wanted } = found;
	context.reporter.info(
		`Downloading package ${wanted.name} ${wanted.version} (${Math.round(wanted.sizeBytes / 1e6)} MB)`,
	);
	const stopWatching = watchDownload(found, context);
	const result = await runApt(state, 'apt-get', [
		'--quiet',
		'download',
		`${wanted.name}=${wanted.version}`,
	]).finally(stopWatching);
	const file = packageFile(state);
	if (result.exitCode === 0 && file !== undefined) {
		return { path: join(state.directory, file), found };
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

/** The package file, which apt writes into its working directory as it comes in. */
function packageFile(state: AptState): string | undefined {
	return readdirSync(state.directory).find((name) => name.endsWith('.deb'));
}

/** Reports how far a download is, which apt itself tells on a terminal only; returns what ends that. */
function watchDownload(
	{ state, package: { name, sizeBytes } }: Found,
	{ reporter }: ObtainContext,
): () => void {
	const report = () => {
		const file = packageFile(state);
		if (file === undefined) return;
		reporter.progress(name, statSync(join(state.directory, file)).size, sizeBytes);
	};
	const timer = setInterval(report, WATCH_MS);
	return () => {
		clearInterval(timer);
		report();
	};
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
		const source = releaseIdOf(archive.found);
		const unpacked = await unpackPackage(archive.path, workspace.directory, new Set(targets));
		requireTargets(unpacked, request.required, source);
		const { sha256, sizeBytes } = archive.found.package;
		const received = {
			...{ label: source, name: basename(archive.path), sha256, sizeBytes },
			emulators: unpacked.files,
		};
		// Before one is run for the first time.
		const vouching = vouch(received, undefined, 'apt', request.pinning);
		const [first] = unpacked.files;
		if (request.version.kind === 'range' && first !== undefined) {
			const version = await readEmulatorVersion(first.path);
			refuseOtherVersion(version, source, request.version, satisfiesVersion);
		}
		const facts = {
			source,
			sourceKind: label,
			offers: unpacked.offers,
			assumesPreservedArgv0: false,
		};
		const files = unpacked.files.map((each) => ({ ...each, releaseSha256: sha256, vouching }));
		const emulators = await publish(workspace, request.host, facts, files, context.now());
		return { emulators, cacheHit: false };
	});
}

function refuseOtherVersion(
	version: string,
	source: string,
	wanted: VersionRequest,
	agrees: (wanted: VersionRequest, version: string) => boolean,
): void {
	if (!agrees(wanted, version)) {
		throw new XarchError(
			'E_VERSION',
			`QEMU ${wanted.text} is asked for, but ${source} is QEMU ${version}.`,
			'Leave the version input out, name another suite (apt:<suite>), or use source github.',
		);
	}
}
