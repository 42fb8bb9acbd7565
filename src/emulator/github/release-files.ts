import { type CatalogRelease, DEFAULT_REPOSITORY } from '../catalog.js';
import type { ObtainContext } from '../context.js';
import type { EmulatorRequest, SourceSpec } from '../emulator.js';
import { fileName } from '../source/url-template.js';
import type { KnownDigest } from '../vouching.js';
import type { ApiAsset, ApiRelease } from './github-api.js';
import { archiveName } from './layouts.js';
import { parseReleaseTag } from './release-tag.js';

type Spec = Extract<SourceSpec, { kind: 'github' }>;

/** A file of a release that is to be fetched. */
export interface ReleaseFile {
	readonly url: string;
	readonly name: string;
	readonly known: KnownDigest | undefined;
	readonly target: string | undefined;
}

/** A file that a release has. */
export type OfferedFile = Omit<ReleaseFile, 'target'>;

/** Repositories whose releases are one archive a host, named after QEMU's version. */
const ARCHIVE_REPOSITORIES = [DEFAULT_REPOSITORY, 'loong64/binfmt'];

const PUBLIC_GITHUB = 'https://github.com';
const PUBLIC_API = 'https://api.github.com';

/** What the catalog knows of a release for this host. */
export function catalogFiles(
	{ assets }: CatalogRelease,
	{ host }: EmulatorRequest,
	{ githubUrl }: ObtainContext,
): OfferedFile[] {
	return assets
		.filter((asset) => asset.host === host.architecture)
		.map(({ address, sha256 }) => ({
			name: fileName(address),
			url: address.replace(/^https:\/\/github\.com(?=\/)/, () => githubUrl),
			known: { sha256, by: 'catalog' },
		}));
}

/** With a digest from the user nobody need be asked where the name of the file is known. */
export function foreseenFile(
	spec: Spec,
	tag: string | undefined,
	{ host, pinning }: EmulatorRequest,
	context: ObtainContext,
): OfferedFile | undefined {
	const version = tag === undefined ? undefined : parseReleaseTag(tag)?.version;
	const isForeseen =
		pinning.checksums !== undefined &&
		ARCHIVE_REPOSITORIES.includes(spec.repository) &&
		tag?.startsWith('deploy/') === true;
	if (!isForeseen || tag === undefined || version === undefined) return undefined;
	const name = archiveName(version, host);
	return { name, url: downloadAddress(spec, tag, name, context), known: undefined };
}

function downloadAddress(
	{ repository }: Spec,
	tag: string,
	name: string,
	{ githubUrl }: ObtainContext,
): string {
	const path = [...tag.split('/'), name].map(encodeURIComponent).join('/');
	return `${githubUrl}/${repository}/releases/download/${path}`;
}

/**
 * Whether a file must be asked of the API: the web addresses of an Enterprise server and of
 * private repositories need a session, which a token does not open.
 */
export function isFromApi(
	{ repository }: Pick<Spec, 'repository'>,
	asset: ApiAsset,
	{
		catalog,
		githubApiUrl,
		githubUrl,
		token,
		tokenOrigin,
	}: Pick<ObtainContext, 'catalog' | 'githubApiUrl' | 'githubUrl' | 'token' | 'tokenOrigin'>,
): asset is ApiAsset & { readonly apiUrl: string } {
	const origin = new URL(githubApiUrl).origin;
	if (token === undefined || asset.apiUrl === undefined || origin !== tokenOrigin) return false;
	if (new URL(asset.apiUrl).origin !== origin) return false;
	if (origin !== PUBLIC_API) return true;
	// A mirror of github.com is there to be used.
	const isPublic = catalog.releases.some((release) => release.repository === repository);
	return githubUrl === PUBLIC_GITHUB && !isPublic;
}

/** The files of a release, as the API describes it. */
export function apiFiles(spec: Spec, release: ApiRelease, context: ObtainContext): OfferedFile[] {
	return release.assets.map((asset) => ({
		name: asset.name,
		url: isFromApi(spec, asset, context)
			? asset.apiUrl
			: downloadAddress(spec, release.tag, asset.name, context),
		known: asset.sha256 === undefined ? undefined : { sha256: asset.sha256, by: 'github-api' },
	}));
}
