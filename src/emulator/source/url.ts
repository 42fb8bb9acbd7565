import { chmodSync } from 'node:fs';
import { XarchError } from '../../errors.js';
import { TARGETS } from '../../platform/table.js';
import type { CatalogAsset } from '../catalog.js';
import type { ObtainContext } from '../context.js';
import { checkEmulator } from '../elf.js';
import type { EmulatorRequest, Obtained, SourceSpec } from '../emulator.js';
import { readEmulatorVersion } from '../inspect.js';
import { publish, type VouchedFile } from '../store/publish.js';
import { withWorkspace } from '../store/workspace.js';
import { type FileRequest, fileLabel } from '../transfer/download.js';
import { announce, fetchFiles } from '../transfer/fetch-files.js';
import { urlForPeople } from '../transfer/http.js';
import { satisfiesVersion } from '../version.js';
import type { KnownDigest } from '../vouching.js';
import { sourceLabel } from './source-spec.js';
import {
	addressId,
	fileName,
	fillTemplate,
	isLoopback,
	mirroredAsset,
	templateVersion,
	withoutCredentials,
} from './url-template.js';

/**
 * Downloads emulators from the addresses that a template gives: one archive of all, or with
 * `{target}` a file for each.
 * @throws E_SOURCE, E_VERSION, E_DIGEST, E_UNPINNED, E_ARCHIVE, E_EMULATOR, E_DISK
 */
export async function obtainFromUrl(
	spec: Extract<SourceSpec, { kind: 'url' }>,
	request: EmulatorRequest,
	context: ObtainContext,
): Promise<Obtained> {
	const version = templateVersion(spec.template, request.version, context.catalog);
	if (version !== undefined && request.version.text !== version) {
		context.reporter.info(
			`Version ${request.version.text} for ${sourceLabel(spec)} is ${version}.`,
		);
	}
	const targets = [...request.required, ...request.optional];
	const isPerTarget = spec.template.includes('{target}');
	const requests = (isPerTarget ? targets : [undefined]).map((target) =>
		fileRequest(spec.template, version, target, request, context),
	);
	return withWorkspace(context, targets, async (workspace) => {
		announce(requests, context);
		const downloads = await fetchFiles(requests, workspace.directory, context);
		const files = downloads.flatMap((each) => each?.files ?? []);
		if (files.length === 0) throw nothingThere(requests);
		const missed = new Set(
			requests.flatMap(({ target }, index) =>
				downloads[index] === undefined ? (target ?? []) : [],
			),
		);
		const offers = isPerTarget
			? // Nobody has said that the others are not there.
				TARGETS.map(({ target }) => target).filter((target) => !missed.has(target))
			: downloads.flatMap((each) => each?.offers ?? []);
		const [first] = requests;
		const named = version ?? versionIn(first?.url ?? '');
		if (version === undefined) await refuseOtherVersions(files, named, request);
		const facts = {
			source: addressId(spec.template, { version, host: request.host.architecture }),
			sourceKind: sourceLabel(spec),
			offers: [...offers].sort(),
			assumesPreservedArgv0: isPatchedBuild(first?.url ?? ''),
		};
		const emulators = await publish(workspace, request.host, facts, files, context.now(), named);
		return { emulators, cacheHit: false };
	});
}

function fileRequest(
	template: string,
	version: string | undefined,
	target: string | undefined,
	request: EmulatorRequest,
	context: ObtainContext,
): FileRequest {
	const { host, pinning } = request;
	const { address, authorization } = withoutCredentials(template);
	const url = fillTemplate(address, {
		version,
		host: host.architecture,
		...(target === undefined ? {} : { target }),
	});
	const { origin, protocol, hostname } = new URL(url);
	const asset = mirroredAsset(url, version, host.architecture, context.catalog);
	const known = knownDigest(asset);
	if (
		known === undefined &&
		pinning.checksums === undefined &&
		protocol === 'http:' &&
		!isLoopback(hostname)
	) {
		throw new XarchError(
			'E_UNPINNED',
			`${urlForPeople(url)} is refused: the connection is not encrypted, and no digest of the file is known, so anybody on the way could change it.`,
			'Use an https:// address, or give the sha256 of the file in the checksum input.',
		);
	}
	const serves = (each: string) => target === undefined || target === each;
	return {
		url,
		name: fileName(url),
		...(authorization === undefined ? {} : { authorization: { origin, header: authorization } }),
		target,
		known,
		otherwise: 'connection',
		policy: pinning,
		required: request.required.filter(serves),
		optional: request.optional.filter(serves),
	};
}

function knownDigest(asset: CatalogAsset | undefined): KnownDigest | undefined {
	return asset === undefined ? undefined : { sha256: asset.sha256, by: 'catalog' };
}

/**
 * Asks the emulators themselves, where the address does not say which version it gives.
 * @throws E_VERSION, before anything is published
 */
async function refuseOtherVersions(
	files: readonly VouchedFile[],
	named: string | undefined,
	{ host, version }: EmulatorRequest,
): Promise<void> {
	if (version.kind !== 'range') return;
	for (const { path, target } of files) {
		chmodSync(path, 0o755);
		checkEmulator(path, target, host);
		const own = await readEmulatorVersion(path, named);
		if (!satisfiesVersion(version, own)) {
			throw new XarchError(
				'E_VERSION',
				`The address gives QEMU ${own} for ${target}, but ${version.text} is asked for.`,
				'Leave the version input out, or give the address of that version ({version} in it stands for the version asked for).',
			);
		}
	}
}

function nothingThere(requests: readonly FileRequest[]): XarchError {
	return new XarchError(
		'E_SOURCE',
		`There is no emulator for any platform asked for at ${requests.map(fileLabel).join(', ')}.`,
		'Correct the address in the source input, or choose another source.',
	);
}

/** `…/qemu_v10.2.3_linux-amd64.tar.gz` tells the version. */
function versionIn(url: string): string | undefined {
	return /v?(\d+\.\d+\.\d+)(?!.*\d+\.\d+\.\d+)/.exec(url.slice(url.lastIndexOf('/') + 1))?.[1];
}

/** Archives of tonistiigi/binfmt keep their name on a mirror. */
function isPatchedBuild(url: string): boolean {
	return /\/qemu_v[^/]*_linux-[^/]*$/.test(new URL(url).pathname);
}
