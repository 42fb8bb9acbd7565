import { Readable } from 'node:stream';

/** How long one request may take until its head is there, and one file until its end. */
const ANSWER_TIMEOUT_MS = 60_000;
const FILE_TIMEOUT_MS = 15 * 60_000;
const PER_PAGE = 100;
const MAX_PAGES = 20;

/** GitHub, as far as releases go. */
export class Github {
	#apiUrl;
	#githubUrl;
	#token;

	/** @param {{ apiUrl: string, githubUrl: string, token: string | undefined }} addresses */
	constructor({ apiUrl, githubUrl, token }) {
		this.#apiUrl = apiUrl.replace(/\/+$/, '');
		this.#githubUrl = githubUrl.replace(/\/+$/, '');
		this.#token = token;
	}

	/**
	 * All published releases of a repository.
	 * @param {string} repository `owner/name`
	 * @returns {Promise<{ tag: string, assets: { name: string, sha256: string | undefined }[] }[]>}
	 */
	async releases(repository) {
		const releases = [];
		for (let page = 1; page <= MAX_PAGES; page += 1) {
			const url = `${this.#apiUrl}/repos/${repository}/releases?per_page=${PER_PAGE}&page=${page}`;
			const list = await this.#json(url);
			if (!Array.isArray(list)) throw new Error(`GET ${url} answered JSON that is no list`);
			releases.push(...list.filter((each) => each?.draft !== true).map((each) => read(each, url)));
			if (list.length < PER_PAGE) break;
		}
		return releases;
	}

	/**
	 * A file's bytes; the token is not sent along.
	 * @param {string} address under https://github.com
	 * @returns {Promise<Readable>}
	 */
	async file(address) {
		const url = address.replace(/^https:\/\/github\.com(?=\/)/, this.#githubUrl);
		const response = await fetch(url, { signal: AbortSignal.timeout(FILE_TIMEOUT_MS) });
		if (!response.ok || response.body === null) throw statusError(url, response);
		return Readable.fromWeb(response.body);
	}

	async #json(url) {
		const headers = { accept: 'application/vnd.github+json', 'user-agent': 'setup-xarch' };
		if (this.#token !== undefined) headers.authorization = `Bearer ${this.#token}`;
		// Not followed: the token is for this address only.
		const signal = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
		const response = await fetch(url, { headers, redirect: 'manual', signal });
		if (response.status !== 200) throw statusError(url, response);
		const text = await response.text();
		try {
			return JSON.parse(text);
		} catch (error) {
			throw new Error(`GET ${url} answered something that is not JSON`, { cause: error });
		}
	}
}

function read(release, url) {
	const { tag_name: tag, assets } = release ?? {};
	if (typeof tag !== 'string' || !Array.isArray(assets)) {
		throw new Error(`GET ${url} answered something that is no release`);
	}
	return {
		tag,
		assets: assets.map(({ name, digest }) => ({
			name: String(name),
			sha256: /^sha256:([0-9a-f]{64})$/.exec(String(digest))?.[1],
		})),
	};
}

function statusError(url, { status, statusText, headers }) {
	const limit = headers.get('x-ratelimit-remaining') === '0' ? ': the rate limit is used up' : '';
	return new Error(`GET ${url} answered ${status} ${statusText}${limit}`);
}
