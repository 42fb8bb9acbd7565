import { chmodSync, createWriteStream, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { eq } from 'semver';
import { runCommand } from '../emulator/command.js';
import type { ObtainContext } from '../emulator/context.js';
import { readElf } from '../emulator/elf.js';
import { withWorkspace } from '../emulator/store/workspace.js';
import { fileLabel } from '../emulator/transfer/download.js';
import { type Body, download } from '../emulator/transfer/transfer.js';
import {
	describeVouching,
	type PinPolicy,
	refuseUnpinned,
	type Vouching,
	vouch,
} from '../emulator/vouching.js';
import { messageOf, XarchError } from '../errors.js';
import type { Host } from '../platform/host.js';
import { parseVersionLine } from './find.js';
import {
	type BuildxFile,
	buildxFile,
	buildxFileName,
	newestTag,
	type PinnedRelease,
} from './release.js';
import { findStored, newestStored, PROGRAM_NAME, type StoredBuildx, storeBuildx } from './store.js';

/** Which buildx is to be had. */
export interface ObtainBuildxRequest {
	/** `v0.29.1`, `latest`, or undefined for the pinned one. */
	readonly version: string | undefined;
	readonly pinning: PinPolicy;
	/** True to open no connection whatever happens. */
	readonly offline: boolean;
}

/** Real ones are about 70 MB. */
const MAX_BYTES = 512 * 1024 * 1024;
const VERSION_TIMEOUT_MS = 30_000;

/**
 * The tag that a request means.
 * @throws E_SOURCE
 */
export async function chooseTag(
	{ version, offline }: Pick<ObtainBuildxRequest, 'version' | 'offline'>,
	host: Host,
	context: ObtainContext,
	pinned: PinnedRelease,
): Promise<string> {
	if (version !== 'latest') return version ?? pinned.tag;
	if (!offline) return newestTag(context);
	return `v${newestStored(context.storeRoot, host)?.version ?? pinned.tag.slice(1)}`;
}

/**
 * Gets a buildx from the tool-cache, else from its release on GitHub into it.
 * @throws E_SOURCE, E_VERSION, E_DIGEST, E_UNPINNED, E_OFFLINE, E_DISK, E_BUILDX
 */
export async function obtainBuildx(
	tag: string,
	{ pinning, offline }: ObtainBuildxRequest,
	host: Host,
	context: ObtainContext,
	pinned: PinnedRelease,
): Promise<StoredBuildx> {
	const version = tag.slice(1);
	const name = buildxFileName(tag, host);
	const policy = policyFor(name, pinning);
	const stored = findStored(context.storeRoot, version, host);
	if (stored !== undefined && meetsPolicy(stored, policy)) {
		context.reporter.info(`In the tool-cache: buildx ${version}`);
		return stored;
	}
	if (offline) throw missingOffline(tag, name, host, context, pinned);
	const file = await buildxFile(tag, host, context, pinned);
	const label = fileLabel(file);
	refuseUnpinned(label, file.known, policy);
	if (file.known === undefined && policy.checksums === undefined) {
		throw new XarchError(
			'E_DIGEST',
			`Neither the GitHub API nor checksums.txt of the release states a sha256 for ${name}, so a download could not be checked.`,
			`Give its sha256 in the checksum input, followed by the name ${name}; or choose another buildx-version (${pinned.tag} is pinned).`,
		);
	}
	const by = policy.checksums === undefined ? file.known?.by : 'checksum';
	context.reporter.info(
		`Downloading ${label}${by === undefined ? '' : ` (checked against the ${describeVouching(by)})`}`,
	);
	return withWorkspace(context, [], async (workspace) => {
		const folder = join(workspace.directory, 'buildx');
		mkdirSync(folder);
		const path = join(folder, PROGRAM_NAME);
		const received = await download(file, context, (body) => receive(file, body, path, context));
		const vouching = vouch(
			{ label, name, ...received, emulators: [] },
			file.known,
			'connection',
			policy,
		);
		chmodSync(path, 0o755);
		await refuseOther(path, version, label);
		const { sha256 } = received;
		return storeBuildx(workspace.storeRoot, host, folder, { version, sha256, vouching });
	});
}

/** Digests that the user gives are those of emulators unless they are said to be of this file. */
function policyFor(name: string, { checksums, required }: PinPolicy): PinPolicy {
	const digest = checksums?.named.get(name);
	return {
		required,
		checksums:
			digest === undefined ? undefined : { named: new Map([[name, digest]]), unnamed: new Set() },
	};
}

function meetsPolicy(
	{ sha256, vouching }: { readonly sha256: string; readonly vouching: Vouching },
	{ checksums, required }: PinPolicy,
): boolean {
	if (checksums !== undefined) return [...checksums.named.values()].includes(sha256);
	return !required || vouching === 'catalog';
}

async function receive(
	{ name }: BuildxFile,
	body: Body,
	path: string,
	context: ObtainContext,
): Promise<{ readonly sha256: string; readonly sizeBytes: number }> {
	async function* counted(): AsyncGenerator<Buffer> {
		for await (const chunk of body.chunks) {
			if (body.doneBytes > MAX_BYTES) {
				throw new XarchError(
					'E_SOURCE',
					`${name} is longer than ${MAX_BYTES} bytes, which no buildx is.`,
					"Check what answers in GitHub's place.",
				);
			}
			context.reporter.progress(name, body.doneBytes, body.lengthBytes);
			yield chunk;
		}
	}
	await pipeline(counted(), createWriteStream(path, { flags: 'w', mode: 0o600 }));
	return { sha256: body.sha256(), sizeBytes: body.doneBytes };
}

/** @throws E_BUILDX when the program does not run, or is another version */
async function refuseOther(path: string, version: string, label: string): Promise<void> {
	const remedy = 'Choose another buildx-version, or install buildx yourself.';
	let said: string;
	try {
		// A text would be run by a shell.
		readElf(path);
		const { stdout, stderr } = await runCommand([path, 'version'], {
			env: process.env,
			timeoutMs: VERSION_TIMEOUT_MS,
		});
		said = `${stdout}${stderr}`.trim();
	} catch (error) {
		throw new XarchError('E_BUILDX', `${label} does not run: ${messageOf(error)}.`, remedy, error);
	}
	const found = parseVersionLine(said);
	if (found !== undefined && eq(found, version)) return;
	throw new XarchError(
		'E_BUILDX',
		`${label} should be buildx ${version}, but says it is ${JSON.stringify(said.slice(0, 80))}.`,
		remedy,
	);
}

function missingOffline(
	tag: string,
	name: string,
	host: Host,
	{ storeRoot, githubUrl }: ObtainContext,
	pinned: PinnedRelease,
): XarchError {
	const digest = tag === pinned.tag ? pinned.digests[host.architecture] : undefined;
	return new XarchError(
		'E_OFFLINE',
		`buildx ${tag} is not in the tool-cache ${storeRoot}, and offline is set. It is ${githubUrl}/docker/buildx/releases/download/${tag}/${name}${digest === undefined ? '' : ` (sha256 ${digest})`}.`,
		'Run this once with a connection and the same tool-cache, install buildx on this machine, or leave buildx-version out where it is installed.',
	);
}
