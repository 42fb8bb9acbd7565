import { XarchError } from '../../errors.js';
import type { ObtainContext } from '../context.js';
import { getJson, urlForPeople } from '../transfer/http.js';
import { parseReleaseTag } from './release-tag.js';

/** A file of a release, as GitHub's API describes it. */
export interface ApiAsset {
	readonly name: string;
	/** Lower-case hex digest that GitHub computed when the file was uploaded; servers before 2025 state none. */
	readonly sha256: string | undefined;
	/** Where the API itself hands it out. */
	readonly apiUrl: string | undefined;
}

/** A published release, as GitHub's API describes it. */
export interface ApiRelease {
	readonly tag: string;
	/** QEMU's version by the tag; undefined when the tag does not tell. */
	readonly version: string | undefined;
	/** Counts the builds of one version. */
	readonly build: number;
	readonly isPrerelease: boolean;
	/** ISO 8601; empty when unknown. */
	readonly publishedAt: string;
	readonly assets: readonly ApiAsset[];
}

const PER_PAGE = 100;
const MAX_PAGES = 20;

/**
 * Asks for all published releases of a repository, page by page, at most 2000.
 * https://docs.github.com/en/rest/releases/releases#list-releases
 * @throws E_SOURCE
 */
export async function listReleases(
	repository: string,
	context: ObtainContext,
): Promise<ApiRelease[]> {
	const releases: ApiRelease[] = [];
	for (let page = 1; page <= MAX_PAGES; page += 1) {
		const url = `${context.githubApiUrl}/repos/${repository}/releases?per_page=${PER_PAGE}&page=${page}`;
		const list = await getJson(url, context);
		if (!Array.isArray(list)) throw unexpected(url, 'a list of releases');
		releases.push(...list.flatMap((each) => readRelease(each) ?? []));
		if (list.length < PER_PAGE) break;
	}
	return releases;
}

/**
 * Asks for one release.
 * @throws E_SOURCE; see `isNotFound` for a tag that does not exist
 */
export async function releaseByTag(
	repository: string,
	tag: string,
	context: ObtainContext,
): Promise<ApiRelease> {
	const url = `${context.githubApiUrl}/repos/${repository}/releases/tags/${encodeURIComponent(tag)}`;
	const release = readRelease(await getJson(url, context));
	if (release === undefined) throw unexpected(url, 'a release');
	return release;
}

/**
 * Asks for the newest release that is not a pre-release.
 * @throws E_SOURCE
 */
export async function latestRelease(
	repository: string,
	context: ObtainContext,
): Promise<ApiRelease> {
	const url = `${context.githubApiUrl}/repos/${repository}/releases/latest`;
	const release = readRelease(await getJson(url, context));
	if (release === undefined) throw unexpected(url, 'a release');
	return release;
}

/** Reads what the API says of a release; undefined for a draft and for anything else. */
export function readRelease(value: unknown): ApiRelease | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	const {
		tag_name: tag,
		draft,
		prerelease,
		published_at,
		assets,
	} = value as Record<string, unknown>;
	if (typeof tag !== 'string' || draft === true) return undefined;
	const named = parseReleaseTag(tag);
	return {
		tag,
		version: named?.version,
		build: named?.build ?? 0,
		isPrerelease: prerelease === true,
		publishedAt: typeof published_at === 'string' ? published_at : '',
		assets: Array.isArray(assets) ? assets.flatMap((each) => readAsset(each) ?? []) : [],
	};
}

function readAsset(value: unknown): ApiAsset | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	const { name, digest, url } = value as Record<string, unknown>;
	if (typeof name !== 'string' || name === '') return undefined;
	return {
		name,
		sha256: /^sha256:([0-9a-f]{64})$/.exec(String(digest))?.[1],
		apiUrl: typeof url === 'string' && URL.canParse(url) ? url : undefined,
	};
}

function unexpected(url: string, what: string): XarchError {
	return new XarchError(
		'E_SOURCE',
		`GET ${urlForPeople(url)} answered JSON that is not ${what}.`,
		'Check that the address is that of a GitHub API and that no proxy answers in its place.',
	);
}
