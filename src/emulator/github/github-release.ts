import { messageOf, XarchError } from '../../errors.js';
import { findNamed, isTag } from '../catalog.js';
import type { ObtainContext } from '../context.js';
import type { EmulatorRequest, SourceSpec } from '../emulator.js';
import { isNotFound } from '../transfer/not-found.js';
import { satisfiesVersion } from '../version.js';
import { type ApiRelease, listReleases, releaseByTag } from './github-api.js';
import { KNOWN_LAYOUTS, type Layout, recogniseLayout } from './layouts.js';
import { fittingReleases, listed, noSuchRelease } from './release-choice.js';
import {
	apiFiles,
	catalogFiles,
	foreseenFile,
	type OfferedFile,
	type ReleaseFile,
} from './release-files.js';
import { parseReleaseTag } from './release-tag.js';

type Spec = Extract<SourceSpec, { kind: 'github' }>;

/** A release that was chosen, and its files for this request. */
export interface Release {
	readonly tag: string;
	/** QEMU's version, as far as the release tells. */
	readonly version: string | undefined;
	readonly layout: Layout;
	readonly files: readonly ReleaseFile[];
}

/**
 * Chooses a release and its files. What is known beforehand needs no question to anybody; all
 * else is looked up.
 * @throws E_SOURCE, E_VERSION, E_DIGEST
 */
export async function chooseRelease(
	spec: Spec,
	request: EmulatorRequest,
	context: ObtainContext,
): Promise<Release> {
	const pinned = findNamed(spec, request.version, context.catalog);
	const tag = pinned?.tag ?? spec.tag ?? namedTag(request);
	if (spec.tag !== undefined && tag !== undefined) refuseContradiction(spec, tag, request);
	if (pinned !== undefined) {
		const files = catalogFiles(pinned, request, context);
		const layout = layoutOf(files, request);
		if (isServed(layout) && missingTargets(layout, request).length === 0) {
			return releaseOf(spec, pinned, files, request);
		}
	}
	const foreseen = foreseenFile(spec, tag, request, context);
	if (foreseen !== undefined && tag !== undefined) {
		return releaseOf(spec, { tag }, [foreseen], request);
	}
	const found = await lookUp(spec, tag, request, context);
	const release = releaseOf(spec, found, apiFiles(spec, found, context), request);
	refuseUnknown(release, request);
	return release;
}

/** Asks the API for one release by its tag, or for all to choose from. */
async function lookUp(
	spec: Spec,
	tag: string | undefined,
	request: EmulatorRequest,
	context: ObtainContext,
): Promise<ApiRelease> {
	const { repository } = spec;
	const { catalog, reporter } = context;
	if (tag !== undefined) {
		try {
			return await releaseByTag(repository, tag, context);
		} catch (error) {
			// It may be a short form of the tag; and the message should say what there is.
			if (!isNotFound(error)) throw error;
		}
	}
	const wanted = tag === undefined ? request.version : ({ kind: 'tag', text: tag, tag } as const);
	const releases = await listReleases(repository, context).catch((error: unknown) => {
		throw isNotFound(error) ? noRepository(repository, error) : error;
	});
	const fitting = fittingReleases(releases, wanted);
	const [newest] = fitting;
	if (newest === undefined) {
		const pinned = catalog.releases
			.filter((each) => each.repository === repository)
			.map(({ version }) => version);
		throw noSuchRelease(repository, wanted, releases, pinned);
	}
	const serving = fitting.find(({ assets }) => isServed(layoutOf(assets, request)));
	const chosen = serving ?? newest;
	if (chosen !== newest) {
		reporter.info(
			`${newest.tag} of ${repository} has nothing for ${request.host.architecture} hosts; taking ${chosen.tag}.`,
		);
	} else if (tag === undefined) {
		reporter.info(`Version ${wanted.text} of ${repository} is release ${chosen.tag}.`);
	}
	return chosen;
}

/**
 * The files of a release that serve this request.
 * @throws E_SOURCE when it has no known layout or lacks a required target, E_VERSION when it
 * lacks this host
 */
function releaseOf(
	spec: Spec,
	{
		tag,
		version = parseReleaseTag(tag)?.version,
	}: { readonly tag: string; readonly version?: string | undefined },
	offered: readonly OfferedFile[],
	request: EmulatorRequest,
): Release {
	const names = offered.map(({ name }) => name);
	const title = `Release ${tag} of ${spec.repository}`;
	const layout = layoutOf(offered, request);
	if (layout === undefined) {
		throw new XarchError(
			'E_SOURCE',
			`${title} has no emulators that are recognised: it has ${listed(names) || 'no assets'}; recognised are ${KNOWN_LAYOUTS}.`,
			'Choose a repository that publishes emulators in one of these layouts, or another kind of source.',
		);
	}
	if (layout.assets.length === 0) {
		throw new XarchError(
			'E_VERSION',
			`${title} has no emulators for ${request.host.architecture} hosts; it has them for ${layout.hosts.join(', ')}.`,
			'Choose a version that is built for this host, or another source.',
		);
	}
	const wanted = [...request.required, ...request.optional];
	const files = layout.assets
		.filter(({ target }) => target === undefined || wanted.includes(target))
		.flatMap(({ name, target }) => {
			const file = offered.find((each) => each.name === name);
			return file === undefined ? [] : [{ ...file, target }];
		});
	const missing = missingTargets(layout, request);
	if (missing.length > 0 || files.length === 0) {
		throw new XarchError(
			'E_SOURCE',
			`${title} has no emulator for ${(missing.length > 0 ? missing : wanted).join(', ')}; it has ${layout.assets
				.flatMap(({ target }) => target ?? [])
				.sort()
				.join(', ')}.`,
			'Choose another source or version for these platforms, or leave them out.',
		);
	}
	return { tag, version: version ?? versionIn(files), layout, files };
}

function namedTag({ version }: EmulatorRequest): string | undefined {
	return version.kind === 'tag' ? version.tag : undefined;
}

function noRepository(repository: string, cause: unknown): XarchError {
	return new XarchError(
		'E_SOURCE',
		`${messageOf(cause)} There is no repository ${repository} there, or the token may not see it.`,
		'Correct the repository after github: in the source input, or github-api-url; for a private one give a github-token that may read it.',
		cause,
	);
}

/** @throws E_VERSION when the source names one release and the version another */
function refuseContradiction(spec: Spec, tag: string, { version }: EmulatorRequest): void {
	const own = parseReleaseTag(tag)?.version;
	const agrees =
		version.kind === 'tag'
			? isTag(version.tag, tag)
			: own === undefined || satisfiesVersion(version, own);
	if (agrees) return;
	throw new XarchError(
		'E_VERSION',
		`The source github:${spec.repository}@${spec.tag} names a release that is not version ${version.text}; it has ${own ?? tag}.`,
		'Leave the tag out of the source, or leave the version input out.',
	);
}

/** @throws E_DIGEST when nobody says what the bytes should be */
function refuseUnknown({ tag, files }: Release, { pinning }: EmulatorRequest): void {
	const unknown = files.find(({ known }) => known === undefined);
	// What is unpinned is refused as such later.
	if (unknown === undefined || pinning.checksums !== undefined || pinning.required) return;
	throw new XarchError(
		'E_DIGEST',
		`GitHub states no sha256 for ${unknown.name} of ${tag}, so a download could not be checked.`,
		'Give its sha256 in the checksum input, choose a version whose digest is known (the default one is pinned), or another source.',
	);
}

function layoutOf(
	files: readonly { readonly name: string }[],
	{ host }: EmulatorRequest,
): Layout | undefined {
	return recogniseLayout(
		files.map(({ name }) => name),
		host,
	);
}

function isServed(layout: Layout | undefined): layout is Layout {
	return layout !== undefined && layout.assets.length > 0;
}

/** Required targets that a layout of one file a target has none for. */
function missingTargets({ assets }: Layout, { required }: EmulatorRequest): string[] {
	if (assets.some(({ target }) => target === undefined)) return [];
	return required.filter((target) => !assets.some((asset) => asset.target === target));
}

/** `qemu_v10.2.3_linux-amd64.tar.gz` tells the version even if the tag does not. */
function versionIn(files: readonly { readonly name: string }[]): string | undefined {
	const versions = files.map(({ name }) => /^qemu_v(\d+\.\d+\.\d+)_/.exec(name)?.[1]);
	return versions.find((version) => version !== undefined);
}
