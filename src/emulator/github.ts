import { XarchError } from '../errors.js';
import { findPinned, parseTag, RELEASED_TARGETS, REPOSITORY } from './catalog.js';
import type { ObtainContext } from './context.js';
import type { EmulatorRequest, Obtained } from './emulator.js';
import { downloadArchive } from './github-download.js';
import { getJson } from './http.js';
import { publish } from './publish.js';
import { releaseId } from './release-id.js';
import { compareVersions, satisfiesVersion } from './version.js';
import { withWorkspace } from './workspace.js';

/** A release that is to be downloaded. */
interface Release {
	readonly version: string;
	readonly tag: string;
	/** Pinned digest of this host's asset. */
	readonly sha256: string | undefined;
}

/**
 * Downloads emulators from a GitHub release in tonistiigi/binfmt's layout into the store.
 * @throws E_SOURCE, E_VERSION, E_DIGEST, E_ARCHIVE, E_EMULATOR, E_DISK
 */
export async function obtainFromGithub(
	request: EmulatorRequest,
	context: ObtainContext,
): Promise<Obtained> {
	const absent = request.required.filter((target) => !RELEASED_TARGETS.includes(target));
	if (absent.length > 0) {
		throw new XarchError(
			'E_SOURCE',
			`${REPOSITORY} releases no emulator for ${absent.join(', ')}; it has ${RELEASED_TARGETS.join(', ')}.`,
			'Choose source apt, apt:<suite> or dir:<path> for other targets.',
		);
	}
	const release = await resolveRelease(request, context);
	const asset = `qemu_v${release.version}_linux-${request.host.architecture}.tar.gz`;
	const url = `${context.githubUrl}/${REPOSITORY}/releases/download/${encodeURIComponent(release.tag)}/${asset}`;
	const sha256 = release.sha256 ?? (await askDigest(release, asset, context));
	const targets = [...request.required, ...request.optional];
	context.reporter.info(`Downloading ${url}`);
	return withWorkspace(context, targets, async (workspace) => {
		const unpacked = await downloadArchive(
			{
				url,
				sha256,
				digestOrigin:
					release.sha256 === undefined ? 'says the GitHub API' : 'pinned in this version',
				required: request.required,
				optional: request.optional,
			},
			workspace.directory,
			context,
		);
		const facts = {
			source: releaseId(release.tag),
			sourceKind: 'github',
			releaseSha256: sha256,
			offers: unpacked.offers,
			assumesPreservedArgv0: true,
		};
		const emulators = await publish(
			workspace,
			request.host,
			facts,
			unpacked.files,
			context.now(),
			release.version,
		);
		return { emulators, cacheHit: false };
	});
}

/** Pinned releases need no question to anybody; any other version is looked up. */
async function resolveRelease(request: EmulatorRequest, context: ObtainContext): Promise<Release> {
	const pinned = findPinned(request.version, context.catalog);
	return pinned === undefined
		? lookUpRelease(request.version, context)
		: { ...pinned, sha256: pinned.sha256[request.host.architecture] };
}

async function lookUpRelease(version: string, context: ObtainContext): Promise<Release> {
	const list = await getJson(
		`${context.githubApiUrl}/repos/${REPOSITORY}/releases?per_page=100`,
		context,
	);
	const releases = (Array.isArray(list) ? list : [])
		.map((release: { tag_name?: unknown } | null) => String(release?.tag_name))
		.flatMap((tag) => {
			const parsed = parseTag(tag);
			return parsed === undefined ? [] : [{ ...parsed, tag }];
		})
		.sort((a, b) => compareVersions(b.version, a.version) || b.build - a.build);
	const found = releases.find((release) => satisfiesVersion(version, release.version));
	if (found === undefined) {
		const known = [...releases, ...context.catalog].map((release) => release.version);
		const versions = [...new Set(known)].sort((a, b) => compareVersions(b, a));
		throw new XarchError(
			'E_VERSION',
			`${REPOSITORY} has no release of QEMU ${version}; it has ${versions.join(', ')}.`,
			'Choose one of these versions, leave the version input out, or choose another source.',
		);
	}
	return { version: found.version, tag: found.tag, sha256: undefined };
}

/** The digest that GitHub computed when the asset was uploaded. */
async function askDigest(release: Release, asset: string, context: ObtainContext): Promise<string> {
	const url = `${context.githubApiUrl}/repos/${REPOSITORY}/releases/tags/${encodeURIComponent(release.tag)}`;
	const answer = (await getJson(url, context)) as { assets?: unknown } | null;
	const assets = (Array.isArray(answer?.assets) ? answer.assets : []) as {
		name?: unknown;
		digest?: unknown;
	}[];
	const found = assets.find((candidate) => candidate.name === asset);
	if (found === undefined) {
		throw new XarchError(
			'E_VERSION',
			`Release ${release.tag} of ${REPOSITORY} has no ${asset}; it has ${assets.map((candidate) => String(candidate.name)).join(', ') || 'nothing'}.`,
			'Choose a version that is built for this host, or another source.',
		);
	}
	const digest = /^sha256:([0-9a-f]{64})$/.exec(String(found.digest))?.[1];
	if (digest === undefined) {
		throw new XarchError(
			'E_DIGEST',
			`GitHub states no sha256 for ${asset} of ${release.tag} (digest: ${JSON.stringify(found.digest ?? null)}), so a download could not be checked.`,
			'Choose a version whose digest is known (the default one is pinned), or another source.',
		);
	}
	return digest;
}
