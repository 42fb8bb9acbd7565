import { rcompare, valid } from 'semver';
import type { ObtainContext } from '../emulator/context.js';
import {
	type ApiRelease,
	latestRelease,
	listReleases,
	releaseByTag,
} from '../emulator/github/github-api.js';
import { isNotFound } from '../emulator/transfer/not-found.js';
import { download } from '../emulator/transfer/transfer.js';
import type { KnownDigest } from '../emulator/vouching.js';
import { XarchError } from '../errors.js';
import type { Host } from '../platform/host.js';

/** A release of buildx whose digests are known beforehand. */
export interface PinnedRelease {
	/** `v0.29.1` */
	readonly tag: string;
	/** Lower-case hex sha256 by the OCI architecture of the host. */
	readonly digests: Readonly<Record<string, string>>;
}

/**
 * The version that is provided where none is asked for. Its digests are those by which the official
 * image `docker` checks its own downloads of these files.
 */
export const PINNED_RELEASE: PinnedRelease = {
	tag: 'v0.29.1',
	digests: {
		amd64: '7d2d7d6d4680aa349614965aaa33ccec43f1a9a21e908a5ce4cb6adfa5ad5141',
		arm64: '50e85c4e290b698908421161c1aee069bcc5d4a65b7b7201bfac3a176b223a7e',
		ppc64le: '04e9b85273502f5c673f2216f64fe336045b6d196ba7e0350a11d6af5dcaee3a',
		riscv64: 'f4f2d5bd103b8bba725b3b0ef14e9a4a799e0806d5076045e399e221a3bbb723',
		s390x: '3b5caf470972c286642112df47b2251d2a5d412aa150d78d74db20a3409d9f23',
	},
};

/** A file to download. */
export interface BuildxFile {
	readonly url: string;
	/** `buildx-v0.29.1.linux-amd64` */
	readonly name: string;
	readonly known: KnownDigest | undefined;
}

const REPOSITORY = 'docker/buildx';
/** How many versions a message names. */
const LISTED = 10;
const MAX_LIST_BYTES = 1024 * 1024;

/** Name of the file of a release for a host; those for buildx's other hosts have no use here. */
export function buildxFileName(tag: string, { architecture }: Host): string {
	return `buildx-${tag}.linux-${architecture}`;
}

/**
 * The tag of the newest release.
 * @throws E_SOURCE
 */
export async function newestTag(context: ObtainContext): Promise<string> {
	return (await latestRelease(REPOSITORY, context)).tag;
}

/**
 * The file of a release for this host, and what its bytes have to be: by the pinned release, else as
 * the GitHub API says, else as the list beside the files says.
 * @throws E_VERSION, E_SOURCE
 */
export async function buildxFile(
	tag: string,
	host: Host,
	context: ObtainContext,
	pinned: PinnedRelease,
): Promise<BuildxFile> {
	const name = buildxFileName(tag, host);
	const file = { name, url: `${addressOf(tag, context)}/${name}` };
	const digest = tag === pinned.tag ? pinned.digests[host.architecture] : undefined;
	if (digest !== undefined) return { ...file, known: { sha256: digest, by: 'catalog' } };
	let release: ApiRelease;
	try {
		release = await releaseByTag(REPOSITORY, tag, context);
	} catch (error) {
		if (isNotFound(error)) throw await noSuchVersion(tag, context);
		// The API may be out of reach or have had enough of us where the files can still be had.
		const listed = await readList(tag, name, context).catch(() => undefined);
		if (listed === undefined) throw error;
		return { ...file, known: { sha256: listed, by: 'release' } };
	}
	const asset = release.assets.find((each) => each.name === name);
	if (asset === undefined) {
		const hosts = release.assets.flatMap(
			(each) => /^buildx-.*\.linux-([\w-]+)$/.exec(each.name)?.[1] ?? [],
		);
		throw new XarchError(
			'E_VERSION',
			`buildx ${tag} is not published for ${host.architecture} hosts; it is for ${hosts.join(', ') || 'none'}.`,
			'Choose another buildx-version.',
		);
	}
	if (asset.sha256 !== undefined) {
		return { ...file, known: { sha256: asset.sha256, by: 'github-api' } };
	}
	const listed = await readList(tag, name, context);
	return {
		...file,
		known: listed === undefined ? undefined : { sha256: listed, by: 'release' },
	};
}

function addressOf(tag: string, { githubUrl }: ObtainContext): string {
	return `${githubUrl}/${REPOSITORY}/releases/download/${encodeURIComponent(tag)}`;
}

/** The digest of a file by checksums.txt of its release; undefined when that does not name it. */
async function readList(
	tag: string,
	name: string,
	context: ObtainContext,
): Promise<string | undefined> {
	const url = `${addressOf(tag, context)}/checksums.txt`;
	try {
		return await download({ url }, context, async ({ chunks }) => {
			const pieces: Buffer[] = [];
			let sizeBytes = 0;
			for await (const chunk of chunks) {
				sizeBytes += chunk.length;
				if (sizeBytes > MAX_LIST_BYTES) return undefined;
				pieces.push(chunk);
			}
			for (const line of Buffer.concat(pieces).toString('utf8').split('\n')) {
				const [, digest, file] = /^([0-9a-f]{64}) [ *](\S+)\s*$/.exec(line) ?? [];
				if (file === name) return digest;
			}
			return undefined;
		});
	} catch (error) {
		if (isNotFound(error)) return undefined;
		throw error;
	}
}

async function noSuchVersion(tag: string, context: ObtainContext): Promise<XarchError> {
	const releases = await listReleases(REPOSITORY, context);
	const tags = releases
		.flatMap((each) => (each.isPrerelease || valid(each.tag) === null ? [] : each.tag))
		.sort(rcompare)
		.slice(0, LISTED);
	return new XarchError(
		'E_VERSION',
		`There is no release ${tag} of buildx; the newest are ${tags.join(', ') || 'not known'}.`,
		'Choose one of these as buildx-version, or leave it out.',
	);
}
