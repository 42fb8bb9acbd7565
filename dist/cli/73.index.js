export const id = 73;
export const ids = [73];
export const modules = {

/***/ 2073:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PINNED_RELEASE: () => (/* binding */ PINNED_RELEASE),
/* harmony export */   buildxFile: () => (/* binding */ buildxFile),
/* harmony export */   buildxFileName: () => (/* binding */ buildxFileName),
/* harmony export */   newestTag: () => (/* binding */ newestTag)
/* harmony export */ });
/* harmony import */ var semver__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2088);
/* harmony import */ var semver__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(semver__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _emulator_github_github_api_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4765);
/* harmony import */ var _emulator_transfer_not_found_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7347);
/* harmony import */ var _emulator_transfer_transfer_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5064);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3916);





/**
 * The version that is provided where none is asked for. Its digests are those by which the official
 * image `docker` checks its own downloads of these files.
 */
const PINNED_RELEASE = {
    tag: 'v0.29.1',
    digests: {
        amd64: '7d2d7d6d4680aa349614965aaa33ccec43f1a9a21e908a5ce4cb6adfa5ad5141',
        arm64: '50e85c4e290b698908421161c1aee069bcc5d4a65b7b7201bfac3a176b223a7e',
        ppc64le: '04e9b85273502f5c673f2216f64fe336045b6d196ba7e0350a11d6af5dcaee3a',
        riscv64: 'f4f2d5bd103b8bba725b3b0ef14e9a4a799e0806d5076045e399e221a3bbb723',
        s390x: '3b5caf470972c286642112df47b2251d2a5d412aa150d78d74db20a3409d9f23',
    },
};
const REPOSITORY = 'docker/buildx';
/** How many versions a message names. */
const LISTED = 10;
const MAX_LIST_BYTES = 1024 * 1024;
/** Name of the file of a release for a host; those for buildx's other hosts have no use here. */
function buildxFileName(tag, { architecture }) {
    return `buildx-${tag}.linux-${architecture}`;
}
/**
 * The tag of the newest release.
 * @throws E_SOURCE
 */
async function newestTag(context) {
    return (await (0,_emulator_github_github_api_js__WEBPACK_IMPORTED_MODULE_1__/* .latestRelease */ .JF)(REPOSITORY, context)).tag;
}
/**
 * The file of a release for this host, and what its bytes have to be: by the pinned release, else as
 * the GitHub API says, else as the list beside the files says.
 * @throws E_VERSION, E_SOURCE
 */
async function buildxFile(tag, host, context, pinned) {
    const name = buildxFileName(tag, host);
    const file = { name, url: `${addressOf(tag, context)}/${name}` };
    const digest = tag === pinned.tag ? pinned.digests[host.architecture] : undefined;
    if (digest !== undefined)
        return { ...file, known: { sha256: digest, by: 'catalog' } };
    let release;
    try {
        release = await (0,_emulator_github_github_api_js__WEBPACK_IMPORTED_MODULE_1__/* .releaseByTag */ .$d)(REPOSITORY, tag, context);
    }
    catch (error) {
        if ((0,_emulator_transfer_not_found_js__WEBPACK_IMPORTED_MODULE_2__/* .isNotFound */ .c)(error))
            throw await noSuchVersion(tag, context);
        // The API may be out of reach or have had enough of us where the files can still be had.
        const listed = await readList(tag, name, context).catch(() => undefined);
        if (listed === undefined)
            throw error;
        return { ...file, known: { sha256: listed, by: 'release' } };
    }
    const asset = release.assets.find((each) => each.name === name);
    if (asset === undefined) {
        const hosts = release.assets.flatMap((each) => /^buildx-.*\.linux-([\w-]+)$/.exec(each.name)?.[1] ?? []);
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .XarchError */ .xp('E_VERSION', `buildx ${tag} is not published for ${host.architecture} hosts; it is for ${hosts.join(', ') || 'none'}.`, 'Choose another buildx-version.');
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
function addressOf(tag, { githubUrl }) {
    return `${githubUrl}/${REPOSITORY}/releases/download/${encodeURIComponent(tag)}`;
}
/** The digest of a file by checksums.txt of its release; undefined when that does not name it. */
async function readList(tag, name, context) {
    const url = `${addressOf(tag, context)}/checksums.txt`;
    try {
        return await (0,_emulator_transfer_transfer_js__WEBPACK_IMPORTED_MODULE_3__/* .download */ .R)({ url }, context, async ({ chunks }) => {
            const pieces = [];
            let sizeBytes = 0;
            for await (const chunk of chunks) {
                sizeBytes += chunk.length;
                if (sizeBytes > MAX_LIST_BYTES)
                    return undefined;
                pieces.push(chunk);
            }
            for (const line of Buffer.concat(pieces).toString('utf8').split('\n')) {
                const [, digest, file] = /^([0-9a-f]{64}) [ *](\S+)\s*$/.exec(line) ?? [];
                if (file === name)
                    return digest;
            }
            return undefined;
        });
    }
    catch (error) {
        if ((0,_emulator_transfer_not_found_js__WEBPACK_IMPORTED_MODULE_2__/* .isNotFound */ .c)(error))
            return undefined;
        throw error;
    }
}
async function noSuchVersion(tag, context) {
    const releases = await (0,_emulator_github_github_api_js__WEBPACK_IMPORTED_MODULE_1__/* .listReleases */ .tH)(REPOSITORY, context);
    const tags = releases
        .flatMap((each) => (each.isPrerelease || (0,semver__WEBPACK_IMPORTED_MODULE_0__.valid)(each.tag) === null ? [] : each.tag))
        .sort(semver__WEBPACK_IMPORTED_MODULE_0__.rcompare)
        .slice(0, LISTED);
    return new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .XarchError */ .xp('E_VERSION', `There is no release ${tag} of buildx; the newest are ${tags.join(', ') || 'not known'}.`, 'Choose one of these as buildx-version, or leave it out.');
}


/***/ }),

/***/ 4765:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $d: () => (/* binding */ releaseByTag),
/* harmony export */   JF: () => (/* binding */ latestRelease),
/* harmony export */   tH: () => (/* binding */ listReleases)
/* harmony export */ });
/* unused harmony export readRelease */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
/* harmony import */ var _transfer_http_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6027);
/* harmony import */ var _release_tag_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7699);



const PER_PAGE = 100;
const MAX_PAGES = 20;
/**
 * Asks for all published releases of a repository, page by page, at most 2000.
 * https://docs.github.com/en/rest/releases/releases#list-releases
 * @throws E_SOURCE
 */
async function listReleases(repository, context) {
    const releases = [];
    for (let page = 1; page <= MAX_PAGES; page += 1) {
        const url = `${context.githubApiUrl}/repos/${repository}/releases?per_page=${PER_PAGE}&page=${page}`;
        const list = await (0,_transfer_http_js__WEBPACK_IMPORTED_MODULE_1__/* .getJson */ .T)(url, context);
        if (!Array.isArray(list))
            throw unexpected(url, 'a list of releases');
        releases.push(...list.flatMap((each) => readRelease(each) ?? []));
        if (list.length < PER_PAGE)
            break;
    }
    return releases;
}
/**
 * Asks for one release.
 * @throws E_SOURCE; see `isNotFound` for a tag that does not exist
 */
async function releaseByTag(repository, tag, context) {
    const url = `${context.githubApiUrl}/repos/${repository}/releases/tags/${encodeURIComponent(tag)}`;
    const release = readRelease(await (0,_transfer_http_js__WEBPACK_IMPORTED_MODULE_1__/* .getJson */ .T)(url, context));
    if (release === undefined)
        throw unexpected(url, 'a release');
    return release;
}
/**
 * Asks for the newest release that is not a pre-release.
 * @throws E_SOURCE
 */
async function latestRelease(repository, context) {
    const url = `${context.githubApiUrl}/repos/${repository}/releases/latest`;
    const release = readRelease(await (0,_transfer_http_js__WEBPACK_IMPORTED_MODULE_1__/* .getJson */ .T)(url, context));
    if (release === undefined)
        throw unexpected(url, 'a release');
    return release;
}
/** Reads what the API says of a release; undefined for a draft and for anything else. */
function readRelease(value) {
    if (typeof value !== 'object' || value === null)
        return undefined;
    const { tag_name: tag, draft, prerelease, published_at, assets, } = value;
    if (typeof tag !== 'string' || draft === true)
        return undefined;
    const named = (0,_release_tag_js__WEBPACK_IMPORTED_MODULE_2__/* .parseReleaseTag */ .r)(tag);
    return {
        tag,
        version: named?.version,
        build: named?.build ?? 0,
        isPrerelease: prerelease === true,
        publishedAt: typeof published_at === 'string' ? published_at : '',
        assets: Array.isArray(assets) ? assets.flatMap((each) => readAsset(each) ?? []) : [],
    };
}
function readAsset(value) {
    if (typeof value !== 'object' || value === null)
        return undefined;
    const { name, digest, url } = value;
    if (typeof name !== 'string' || name === '')
        return undefined;
    return {
        name,
        sha256: /^sha256:([0-9a-f]{64})$/.exec(String(digest))?.[1],
        apiUrl: typeof url === 'string' && URL.canParse(url) ? url : undefined,
    };
}
function unexpected(url, what) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .XarchError */ .xp('E_SOURCE', `GET ${(0,_transfer_http_js__WEBPACK_IMPORTED_MODULE_1__/* .urlForPeople */ .q)(url)} answered JSON that is not ${what}.`, 'Check that the address is that of a GitHub API and that no proxy answers in its place.');
}


/***/ }),

/***/ 7699:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ parseReleaseTag)
/* harmony export */ });
/** `deploy/v10.2.3-68` (tonistiigi/binfmt), `v7.2.0-1` (multiarch), `v10.2.3`, `qemu-10.2.3`. */
const PLAIN = /^(?:deploy\/|qemu[-/_])?v?(\d{1,4}\.\d{1,4}(?:\.\d{1,4})?)(?:-(\d{1,9}))?$/;
/** `v0.0.11-v7.1+dfsg-2--bpo11+3` (dbhi/qus): its own version, then that of Debian's package. */
const OWN_AND_PACKAGE = /^v\d{1,4}\.\d{1,4}\.(\d{1,4})-v(\d{1,4}\.\d{1,4}(?:\.\d{1,4})?)(?:[+~-][\w.+~-]*)?$/;
/**
 * Reads the tag of a release.
 * @returns undefined for the tags of other things (`buildkit/v10.2.3-68`)
 */
function parseReleaseTag(tag) {
    const [, version, build] = PLAIN.exec(tag) ?? [];
    if (version !== undefined)
        return { version, build: Number(build ?? 0) };
    const [, patch, packaged] = OWN_AND_PACKAGE.exec(tag) ?? [];
    return packaged === undefined ? undefined : { version: packaged, build: Number(patch) };
}


/***/ })

};
