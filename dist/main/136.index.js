export const id = 136;
export const ids = [136];
export const modules = {

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

/***/ 2136:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  obtainFromGithub: () => (/* binding */ obtainFromGithub)
});

// EXTERNAL MODULE: ./src/emulator/store/publish.ts
var publish = __webpack_require__(5654);
// EXTERNAL MODULE: ./src/emulator/store/workspace.ts
var workspace = __webpack_require__(2176);
// EXTERNAL MODULE: ./src/emulator/transfer/fetch-files.ts
var fetch_files = __webpack_require__(8853);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/emulator/catalog.ts + 1 modules
var catalog = __webpack_require__(9216);
// EXTERNAL MODULE: ./src/emulator/transfer/not-found.ts
var not_found = __webpack_require__(7347);
// EXTERNAL MODULE: ./src/emulator/version.ts
var emulator_version = __webpack_require__(4671);
// EXTERNAL MODULE: ./src/emulator/github/github-api.ts
var github_api = __webpack_require__(4765);
// EXTERNAL MODULE: ./src/platform/table.ts
var table = __webpack_require__(1343);
;// CONCATENATED MODULE: ./src/emulator/github/layouts.ts

/** Fastest to unpack first. */
const ARCHIVES = ['.tar.gz', '.tgz', '.tar.zst', '.tar.xz', '.tar.bz2'];
/** qus names hosts as Docker Hub's organisations are named. */
const QUS_HOSTS = {
    arm64v8: 'arm64',
    arm32v7: 'arm-v7',
    arm32v6: 'arm-v6',
    i386: '386',
    x86_64: 'amd64',
    aarch64: 'arm64',
};
const SUFFIX = ARCHIVES.map((suffix) => suffix.replaceAll('.', '\\.')).join('|');
const BINFMT = new RegExp(`^qemu_v\\d[\\w.+~-]*_linux-([a-z0-9_-]+)(${SUFFIX})$`);
const QUS = new RegExp(`^qemu-([a-z0-9_]+)-static_([a-z0-9_]+)(${SUFFIX})$`);
const MULTIARCH = new RegExp(`^(x86_64_)?qemu-([a-z0-9_]+)-static(${SUFFIX})?$`);
const RULES = [
    {
        name: 'tonistiigi/binfmt',
        assumesPreservedArgv0: true,
        pattern: 'qemu_v<version>_linux-<host>.tar.gz',
        read(name) {
            const [, host, suffix = ''] = BINFMT.exec(name) ?? [];
            if (host === undefined)
                return undefined;
            return { name, host, target: undefined, rank: ARCHIVES.indexOf(suffix) };
        },
    },
    {
        name: 'dbhi/qus',
        assumesPreservedArgv0: false,
        pattern: 'qemu-<target>-static_<host>.tgz',
        read(name) {
            const [, target = '', host = '', suffix = ''] = QUS.exec(name) ?? [];
            if ((0,table/* targetByName */.eT)(target) === undefined)
                return undefined;
            return { name, host: QUS_HOSTS[host] ?? host, target, rank: ARCHIVES.indexOf(suffix) };
        },
    },
    {
        name: 'multiarch/qemu-user-static',
        assumesPreservedArgv0: false,
        pattern: '[x86_64_]qemu-<target>-static[.tar.gz]',
        read(name) {
            const [, prefix, target = '', suffix] = MULTIARCH.exec(name) ?? [];
            if ((0,table/* targetByName */.eT)(target) === undefined)
                return undefined;
            // A bare file is four times as long as the archive of it.
            const rank = suffix === undefined ? 20 : ARCHIVES.indexOf(suffix);
            return { name, host: 'amd64', target, rank: rank + (prefix === undefined ? 10 : 0) };
        },
    },
];
/** What the assets of a usable release are called, for messages. */
const KNOWN_LAYOUTS = RULES.map(({ name, pattern }) => `${pattern} (${name})`).join(', ');
/**
 * Recognises the layout of a release by the names of its assets. Among several that serve this
 * host the one with the fewest files to fetch is taken.
 * @returns undefined when no asset looks like an emulator or an archive of emulators
 */
function recogniseLayout(names, host) {
    const layouts = RULES.flatMap((rule) => {
        const found = names.flatMap((name) => rule.read(name) ?? []);
        if (found.length === 0)
            return [];
        const best = new Map();
        for (const each of found.filter((one) => one.host === host.architecture)) {
            const other = best.get(each.target);
            if (other === undefined || each.rank < other.rank)
                best.set(each.target, each);
        }
        return [
            {
                name: rule.name,
                assumesPreservedArgv0: rule.assumesPreservedArgv0,
                hosts: [...new Set(found.map((each) => each.host))].sort(),
                assets: [...best.values()].map(({ name, target }) => ({ name, target })),
            },
        ];
    });
    return layouts.find(({ assets }) => assets.length > 0) ?? merged(layouts);
}
/**
 * The name of the archive of a release in the layout of tonistiigi/binfmt.
 * @param version QEMU's, `10.2.3`
 */
function archiveName(version, host) {
    return `qemu_v${version}_linux-${host.architecture}.tar.gz`;
}
/** None serves this host: all hosts that any of them does serve. */
function merged([first, ...others]) {
    if (first === undefined)
        return undefined;
    const hosts = [first, ...others].flatMap((layout) => layout.hosts);
    return { ...first, hosts: [...new Set(hosts)].sort() };
}

;// CONCATENATED MODULE: ./src/emulator/github/release-choice.ts



/** How many versions a message names. */
const LISTED = 20;
/**
 * Orders the releases that a request may mean, the best first: what is not a pre-release before
 * what is, then by QEMU's version, the build and the date, newest first.
 */
function fittingReleases(releases, wanted) {
    const fits = (release) => wanted.kind === 'tag'
        ? (0,catalog/* isTag */.dz)(wanted.tag, release.tag)
        : release.version !== undefined && (0,emulator_version/* satisfiesVersion */.qB)(wanted, release.version);
    return releases
        .filter(fits)
        .sort((a, b) => Number(a.isPrerelease) - Number(b.isPrerelease) || byAge(a, b));
}
/**
 * The error of a request that no release of a repository meets: it lists what there is, newest
 * first.
 * @param pinned versions that the catalog has of this repository
 */
function noSuchRelease(repository, wanted, releases, pinned) {
    const sorted = [...releases].sort(byAge);
    const versions = [...sorted.flatMap(({ version }) => version ?? []), ...pinned].sort((a, b) => (0,emulator_version/* compareVersions */.Zy)(b, a));
    const names = wanted.kind === 'tag' || versions.length === 0 ? sorted.map(({ tag }) => tag) : versions;
    const asked = wanted.kind === 'tag' ? `with the tag ${wanted.tag}` : `of QEMU ${wanted.text}`;
    return new errors/* XarchError */.xp('E_VERSION', `${repository} has no release ${asked}; it has ${listed(names) || 'none at all'}.`, 'Choose one of these versions, leave the version input out, or choose another source.');
}
/** The first ones of a list, each once, and how many more there are. */
function listed(names) {
    const distinct = [...new Set(names)];
    const rest = distinct.length - LISTED;
    return `${distinct.slice(0, LISTED).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
/** Newest first. */
function byAge(a, b) {
    return ((0,emulator_version/* compareVersions */.Zy)(b.version ?? '0', a.version ?? '0') ||
        b.build - a.build ||
        b.publishedAt.localeCompare(a.publishedAt, 'en'));
}

// EXTERNAL MODULE: ./src/emulator/source/url-template.ts
var url_template = __webpack_require__(383);
// EXTERNAL MODULE: ./src/emulator/github/release-tag.ts
var release_tag = __webpack_require__(7699);
;// CONCATENATED MODULE: ./src/emulator/github/release-files.ts




/** Repositories whose releases are one archive a host, named after QEMU's version. */
const ARCHIVE_REPOSITORIES = [catalog/* DEFAULT_REPOSITORY */.nu, 'loong64/binfmt'];
const PUBLIC_GITHUB = 'https://github.com';
const PUBLIC_API = 'https://api.github.com';
/** What the catalog knows of a release for this host. */
function catalogFiles({ assets }, { host }, { githubUrl }) {
    return assets
        .filter((asset) => asset.host === host.architecture)
        .map(({ address, sha256 }) => ({
        name: (0,url_template/* fileName */.Md)(address),
        url: address.replace(/^https:\/\/github\.com(?=\/)/, () => githubUrl),
        known: { sha256, by: 'catalog' },
    }));
}
/** With a digest from the user nobody need be asked where the name of the file is known. */
function foreseenFile(spec, tag, { host, pinning }, context) {
    const version = tag === undefined ? undefined : (0,release_tag/* parseReleaseTag */.r)(tag)?.version;
    const isForeseen = pinning.checksums !== undefined &&
        ARCHIVE_REPOSITORIES.includes(spec.repository) &&
        tag?.startsWith('deploy/') === true;
    if (!isForeseen || tag === undefined || version === undefined)
        return undefined;
    const name = archiveName(version, host);
    return { name, url: downloadAddress(spec, tag, name, context), known: undefined };
}
function downloadAddress({ repository }, tag, name, { githubUrl }) {
    const path = [...tag.split('/'), name].map(encodeURIComponent).join('/');
    return `${githubUrl}/${repository}/releases/download/${path}`;
}
/**
 * Whether a file must be asked of the API: the web addresses of an Enterprise server and of
 * private repositories need a session, which a token does not open.
 */
function isFromApi({ repository }, asset, { catalog, githubApiUrl, githubUrl, token, tokenOrigin, }) {
    const origin = new URL(githubApiUrl).origin;
    if (token === undefined || asset.apiUrl === undefined || origin !== tokenOrigin)
        return false;
    if (new URL(asset.apiUrl).origin !== origin)
        return false;
    if (origin !== PUBLIC_API)
        return true;
    // A mirror of github.com is there to be used.
    const isPublic = catalog.releases.some((release) => release.repository === repository);
    return githubUrl === PUBLIC_GITHUB && !isPublic;
}
/** The files of a release, as the API describes it. */
function apiFiles(spec, release, context) {
    return release.assets.map((asset) => ({
        name: asset.name,
        url: isFromApi(spec, asset, context)
            ? asset.apiUrl
            : downloadAddress(spec, release.tag, asset.name, context),
        known: asset.sha256 === undefined ? undefined : { sha256: asset.sha256, by: 'github-api' },
    }));
}

;// CONCATENATED MODULE: ./src/emulator/github/github-release.ts









/**
 * Chooses a release and its files. What is known beforehand needs no question to anybody; all
 * else is looked up.
 * @throws E_SOURCE, E_VERSION, E_DIGEST
 */
async function chooseRelease(spec, request, context) {
    const pinned = (0,catalog/* findNamed */.n4)(spec, request.version, context.catalog);
    const tag = pinned?.tag ?? spec.tag ?? namedTag(request);
    if (spec.tag !== undefined && tag !== undefined)
        refuseContradiction(spec, tag, request);
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
async function lookUp(spec, tag, request, context) {
    const { repository } = spec;
    const { catalog, reporter } = context;
    if (tag !== undefined) {
        try {
            return await (0,github_api/* releaseByTag */.$d)(repository, tag, context);
        }
        catch (error) {
            // It may be a short form of the tag; and the message should say what there is.
            if (!(0,not_found/* isNotFound */.c)(error))
                throw error;
        }
    }
    const wanted = tag === undefined ? request.version : { kind: 'tag', text: tag, tag };
    const releases = await (0,github_api/* listReleases */.tH)(repository, context).catch((error) => {
        throw (0,not_found/* isNotFound */.c)(error) ? noRepository(repository, error) : error;
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
        reporter.info(`${newest.tag} of ${repository} has nothing for ${request.host.architecture} hosts; taking ${chosen.tag}.`);
    }
    else if (tag === undefined) {
        reporter.info(`Version ${wanted.text} of ${repository} is release ${chosen.tag}.`);
    }
    return chosen;
}
/**
 * The files of a release that serve this request.
 * @throws E_SOURCE when it has no known layout or lacks a required target, E_VERSION when it
 * lacks this host
 */
function releaseOf(spec, { tag, version = (0,release_tag/* parseReleaseTag */.r)(tag)?.version, }, offered, request) {
    const names = offered.map(({ name }) => name);
    const title = `Release ${tag} of ${spec.repository}`;
    const layout = layoutOf(offered, request);
    if (layout === undefined) {
        throw new errors/* XarchError */.xp('E_SOURCE', `${title} has no emulators that are recognised: it has ${listed(names) || 'no assets'}; recognised are ${KNOWN_LAYOUTS}.`, 'Choose a repository that publishes emulators in one of these layouts, or another kind of source.');
    }
    if (layout.assets.length === 0) {
        throw new errors/* XarchError */.xp('E_VERSION', `${title} has no emulators for ${request.host.architecture} hosts; it has them for ${layout.hosts.join(', ')}.`, 'Choose a version that is built for this host, or another source.');
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
        throw new errors/* XarchError */.xp('E_SOURCE', `${title} has no emulator for ${(missing.length > 0 ? missing : wanted).join(', ')}; it has ${layout.assets
            .flatMap(({ target }) => target ?? [])
            .sort()
            .join(', ')}.`, 'Choose another source or version for these platforms, or leave them out.');
    }
    return { tag, version: version ?? versionIn(files), layout, files };
}
function namedTag({ version }) {
    return version.kind === 'tag' ? version.tag : undefined;
}
function noRepository(repository, cause) {
    return new errors/* XarchError */.xp('E_SOURCE', `${(0,errors/* messageOf */.bD)(cause)} There is no repository ${repository} there, or the token may not see it.`, 'Correct the repository after github: in the source input, or github-api-url; for a private one give a github-token that may read it.', cause);
}
/** @throws E_VERSION when the source names one release and the version another */
function refuseContradiction(spec, tag, { version }) {
    const own = (0,release_tag/* parseReleaseTag */.r)(tag)?.version;
    const agrees = version.kind === 'tag'
        ? (0,catalog/* isTag */.dz)(version.tag, tag)
        : own === undefined || (0,emulator_version/* satisfiesVersion */.qB)(version, own);
    if (agrees)
        return;
    throw new errors/* XarchError */.xp('E_VERSION', `The source github:${spec.repository}@${spec.tag} names a release that is not version ${version.text}; it has ${own ?? tag}.`, 'Leave the tag out of the source, or leave the version input out.');
}
/** @throws E_DIGEST when nobody says what the bytes should be */
function refuseUnknown({ tag, files }, { pinning }) {
    const unknown = files.find(({ known }) => known === undefined);
    // What is unpinned is refused as such later.
    if (unknown === undefined || pinning.checksums !== undefined || pinning.required)
        return;
    throw new errors/* XarchError */.xp('E_DIGEST', `GitHub states no sha256 for ${unknown.name} of ${tag}, so a download could not be checked.`, 'Give its sha256 in the checksum input, choose a version whose digest is known (the default one is pinned), or another source.');
}
function layoutOf(files, { host }) {
    return recogniseLayout(files.map(({ name }) => name), host);
}
function isServed(layout) {
    return layout !== undefined && layout.assets.length > 0;
}
/** Required targets that a layout of one file a target has none for. */
function missingTargets({ assets }, { required }) {
    if (assets.some(({ target }) => target === undefined))
        return [];
    return required.filter((target) => !assets.some((asset) => asset.target === target));
}
/** `qemu_v10.2.3_linux-amd64.tar.gz` tells the version even if the tag does not. */
function versionIn(files) {
    const versions = files.map(({ name }) => /^qemu_v(\d+\.\d+\.\d+)_/.exec(name)?.[1]);
    return versions.find((version) => version !== undefined);
}

// EXTERNAL MODULE: ./src/emulator/github/release-id.ts
var release_id = __webpack_require__(7958);
;// CONCATENATED MODULE: ./src/emulator/github/github.ts





/**
 * Downloads emulators from a release on GitHub, in any layout that is known, into the store.
 * @throws E_SOURCE, E_VERSION, E_DIGEST, E_UNPINNED, E_ARCHIVE, E_EMULATOR, E_DISK
 */
async function obtainFromGithub(spec, request, context) {
    const release = await chooseRelease(spec, request, context);
    const files = release.files.map(({ target, ...file }) => {
        const serves = (each) => target === undefined || target === each;
        return {
            ...file,
            target,
            otherwise: 'connection',
            policy: request.pinning,
            required: request.required.filter(serves),
            optional: request.optional.filter(serves),
        };
    });
    const targets = [...request.required, ...request.optional];
    return (0,workspace/* withWorkspace */.A2)(context, targets, async (workspace) => {
        (0,fetch_files/* announce */.i)(files, context);
        const downloads = await (0,fetch_files/* fetchFiles */.U)(files, workspace.directory, context);
        const single = release.layout.assets.flatMap(({ target }) => target ?? []);
        const offers = [...single, ...downloads.flatMap((each) => each?.offers ?? [])];
        const facts = {
            source: (0,release_id/* releaseId */.Bf)({ repository: spec.repository, tag: release.tag }),
            sourceKind: (0,release_id/* releaseKind */.Mh)(spec, request.version, context.catalog),
            offers: [...new Set(offers)].sort(),
            assumesPreservedArgv0: release.layout.assumesPreservedArgv0,
        };
        const emulators = await (0,publish/* publish */.m)(workspace, request.host, facts, downloads.flatMap((each) => each?.files ?? []), context.now(), release.version);
        return { emulators, cacheHit: false };
    });
}


/***/ }),

/***/ 5654:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ publish)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3916);
/* harmony import */ var _probe_run_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7414);
/* harmony import */ var _elf_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9158);
/* harmony import */ var _inspect_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3764);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(3264);
/* harmony import */ var _store_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6964);








/**
 * Checks every unpacked emulator, asks it for its version, and moves all into the store.
 * @param fallbackVersion the release's version, for builds that do not answer `--version`
 * @returns the emulators by target
 * @throws E_EMULATOR; then nothing was published
 */
async function publish(workspace, host, facts, files, obtainedAtMs, fallbackVersion) {
    for (const file of files) {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.chmodSync)(file.path, 0o755);
        (0,_elf_js__WEBPACK_IMPORTED_MODULE_4__/* .checkEmulator */ .i)(file.path, file.target, host);
    }
    const taking = takesArgv0(files, workspace.directory);
    const manifests = await Promise.all(files.map(async (file) => {
        const version = await (0,_inspect_js__WEBPACK_IMPORTED_MODULE_5__/* .readEmulatorVersion */ .O$)(file.path, fallbackVersion);
        const { mtimeMs, ctimeMs } = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(file.path);
        return {
            schema: 2,
            target: file.target,
            version,
            ...facts,
            assumesPreservedArgv0: (await taking) ?? facts.assumesPreservedArgv0,
            sha256: file.sha256,
            releaseSha256: file.releaseSha256,
            vouching: file.vouching,
            sizeBytes: file.sizeBytes,
            mtimeMs,
            ctimeMs,
            obtainedAt: new Date(obtainedAtMs).toISOString(),
        };
    }));
    for (const [index, manifest] of manifests.entries()) {
        const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(files[index]?.path ?? '');
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, _manifest_js__WEBPACK_IMPORTED_MODULE_7__/* .MANIFEST_NAME */ .ir), (0,_manifest_js__WEBPACK_IMPORTED_MODULE_7__/* .formatManifest */ .L_)(manifest));
    }
    const emulators = new Map();
    for (const [index, manifest] of manifests.entries()) {
        const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(files[index]?.path ?? '');
        emulators.set(manifest.target, place(workspace.storeRoot, host, manifest, folder));
    }
    return emulators;
}
/** One emulator speaks for its release: all are built alike. */
async function takesArgv0(files, directory) {
    const file = files.find(({ target }) => (0,_probe_run_js__WEBPACK_IMPORTED_MODULE_3__/* .probeProgram */ .XE)(target) !== undefined);
    return file === undefined ? undefined : (0,_inspect_js__WEBPACK_IMPORTED_MODULE_5__/* .takesFirstForArgv0 */ .UF)(file.path, file.target, directory);
}
/** Moves one prepared folder into the store; a sound one that is already there stays. */
function place(root, host, manifest, prepared) {
    const folder = (0,_store_js__WEBPACK_IMPORTED_MODULE_6__/* .entryFolder */ .FP)(root, host, manifest);
    const move = () => {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder), { recursive: true });
        moveInto(folder, prepared, manifest, host);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)((0,_store_js__WEBPACK_IMPORTED_MODULE_6__/* .completeMarker */ .IH)(folder), '');
    };
    try {
        try {
            move();
        }
        catch (error) {
            // Whoever prunes the store at this moment takes folders away, empty ones too.
            if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errnoOf */ .UQ)(error) !== 'ENOENT')
                throw error;
            move();
        }
    }
    catch (error) {
        discardIncomplete(folder);
        throw error;
    }
    const entry = (0,_store_js__WEBPACK_IMPORTED_MODULE_6__/* .readEntry */ .hB)(folder, manifest.target);
    const emulator = entry === undefined ? undefined : (0,_store_js__WEBPACK_IMPORTED_MODULE_6__/* .verifyEntry */ .i)(entry, host);
    if (emulator === undefined) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .XarchError */ .xp('E_EMULATOR', `The emulator for ${manifest.target} is damaged right after it was stored in ${folder}.`, 'Something else writes to that directory: give this job a tool-cache of its own.');
    }
    return emulator;
}
function moveInto(folder, prepared, manifest, host) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.renameSync)(prepared, folder);
        return;
    }
    catch (error) {
        if (!['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes((0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errnoOf */ .UQ)(error) ?? '')) {
            throw error;
        }
    }
    const present = (0,_store_js__WEBPACK_IMPORTED_MODULE_6__/* .readEntry */ .hB)(folder, manifest.target);
    if (present !== undefined && isSound(present, manifest, host)) {
        // What a source says of it now goes before what was known; what a cache claims does not.
        if (manifest.restored !== true)
            (0,_store_js__WEBPACK_IMPORTED_MODULE_6__/* .redescribeEntry */ .ND)(present, manifest);
        return;
    }
    // File by file, so that nobody who uses the folder meanwhile finds it missing or half written.
    if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(folder).isDirectory()) {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(folder);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(folder);
    }
    for (const name of [(0,_store_js__WEBPACK_IMPORTED_MODULE_6__/* .toolName */ .Uf)(manifest.target), _manifest_js__WEBPACK_IMPORTED_MODULE_7__/* .MANIFEST_NAME */ .ir]) {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.renameSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(prepared, name), (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, name));
    }
}
function isSound(entry, manifest, host) {
    return (entry.manifest.sha256 === manifest.sha256 &&
        (0,_store_js__WEBPACK_IMPORTED_MODULE_6__/* .verifyEntry */ .i)(entry, host) !== undefined &&
        (0,_store_js__WEBPACK_IMPORTED_MODULE_6__/* .hashFile */ .DC)(entry.path) === manifest.sha256);
}
/** A folder without its marker is nobody's yet; folders above it go when they are empty. */
function discardIncomplete(folder) {
    if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,_store_js__WEBPACK_IMPORTED_MODULE_6__/* .completeMarker */ .IH)(folder))) {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(folder, { recursive: true, force: true });
        for (const parent of [(0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder), (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder))]) {
            try {
                (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmdirSync)(parent);
            }
            catch {
                return;
            }
        }
    }
}


/***/ }),

/***/ 8853:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ fetchFiles),
/* harmony export */   i: () => (/* binding */ announce)
/* harmony export */ });
/* harmony import */ var _vouching_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(48);
/* harmony import */ var _download_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8820);
/* harmony import */ var _not_found_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7347);



/** More connections at once get no more out of a line, and servers count them. */
const AT_ONCE = 4;
/**
 * Downloads files, at most four at once: all of them, or none.
 * @param directory existing private directory
 * @returns what each held, in the same order; undefined for a file that the server does not
 * have and that serves optional targets only
 * @throws the first failure, when no download is under way any more
 */
async function fetchFiles(requests, directory, context) {
    const results = requests.map(() => undefined);
    const waiting = [...requests.entries()];
    const failures = [];
    const work = async () => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
            const [index, request] = next;
            try {
                results[index] = await (0,_download_js__WEBPACK_IMPORTED_MODULE_1__/* .downloadEmulators */ .h)(request, directory, context);
            }
            catch (error) {
                const isMissed = request.target === undefined || request.required.length > 0;
                if (!isMissed && (0,_not_found_js__WEBPACK_IMPORTED_MODULE_2__/* .isNotFound */ .c)(error))
                    continue;
                failures.push(error);
                waiting.length = 0;
            }
        }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    if (failures.length > 0)
        throw failures[0];
    return results;
}
/**
 * Says what is going to be downloaded, and who vouches for it.
 * @throws E_UNPINNED for what would be refused afterwards
 */
function announce(requests, context) {
    for (const request of requests) {
        const { known, otherwise, policy } = request;
        (0,_vouching_js__WEBPACK_IMPORTED_MODULE_0__/* .refuseUnpinned */ .Qt)((0,_download_js__WEBPACK_IMPORTED_MODULE_1__/* .fileLabel */ .D)(request), known, policy);
        const vouching = policy.checksums === undefined ? (known?.by ?? otherwise) : 'checksum';
        const check = (0,_vouching_js__WEBPACK_IMPORTED_MODULE_0__/* .isPinned */ .T4)(vouching)
            ? `checked against the ${(0,_vouching_js__WEBPACK_IMPORTED_MODULE_0__/* .describeVouching */ .fE)(vouching)}`
            : (0,_vouching_js__WEBPACK_IMPORTED_MODULE_0__/* .describeVouching */ .fE)(vouching);
        context.reporter.info(`Downloading ${(0,_download_js__WEBPACK_IMPORTED_MODULE_1__/* .fileLabel */ .D)(request)} (${check})`);
    }
}


/***/ })

};
