export const id = 29;
export const ids = [29];
export const modules = {

/***/ 8029:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  obtainFromGithub: () => (/* binding */ obtainFromGithub)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/emulator/catalog.ts
var catalog = __webpack_require__(6848);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
;// CONCATENATED MODULE: ./src/emulator/http.ts


const ATTEMPTS = 3;
const MAX_REDIRECTS = 5;
const MAX_JSON_BYTES = 32 * 1024 * 1024;
const REDIRECTS = [301, 302, 303, 307, 308];
const RETRIED_STATUSES = [408, 429, 500, 502, 503, 504];
/** A failure of one attempt that another attempt may not have. */
class TransferError extends Error {
    retryable;
    retryAfterMs;
    remedy;
    constructor(message, options) {
        super(message, { cause: options.cause });
        this.name = 'TransferError';
        this.retryable = options.retryable;
        this.retryAfterMs = options.retryAfterMs;
        this.remedy = options.remedy;
    }
}
/** An address without user, password and query, any of which may be a secret. */
function urlForPeople(url) {
    const parsed = new URL(url);
    return `${parsed.origin}${parsed.pathname}`;
}
/**
 * Sends a GET request and lets `use` read the answer; both are repeated after passing faults
 * (408, 429, 5xx, a cut or stalled connection).
 * @throws E_SOURCE naming address and status or reason; whatever `use` throws
 */
async function get(url, accept, context, use) {
    for (let attempt = 1;; attempt += 1) {
        try {
            return await attemptGet(url, accept, context, use);
        }
        catch (error) {
            if (!(error instanceof TransferError)) {
                throw error;
            }
            const delayMs = error.retryAfterMs ?? context.retryDelayMs * 2 ** (attempt - 1);
            if (!error.retryable || attempt === ATTEMPTS || delayMs > context.maxRetryDelayMs) {
                throw new errors/* XarchError */.xp('E_SOURCE', `${error.message}${attempt > 1 ? ` (attempt ${attempt} of ${ATTEMPTS})` : ''}.`, error.remedy ??
                    'Run again later, check the network and proxy of this machine, or choose another source.', error);
            }
            context.reporter.info(`${error.message}; trying again in ${delayMs / 1000} s.`);
            await (0,promises_.setTimeout)(delayMs);
        }
    }
}
/**
 * Reads a JSON document.
 * @throws E_SOURCE
 */
async function getJson(url, context) {
    return get(url, 'application/json', context, async (answer) => {
        const chunks = [];
        let sizeBytes = 0;
        for await (const chunk of answer.body) {
            sizeBytes += chunk.length;
            if (sizeBytes > MAX_JSON_BYTES) {
                break;
            }
            chunks.push(chunk);
        }
        try {
            return JSON.parse(Buffer.concat(chunks).toString('utf8'));
        }
        catch (error) {
            throw new errors/* XarchError */.xp('E_SOURCE', `GET ${answer.url} answered something that is not JSON (content type "${answer.contentType}").`, 'Check that the address is that of a GitHub API and that no proxy answers in its place.', error);
        }
    });
}
async function attemptGet(url, accept, context, use) {
    const { HttpClient } = await __webpack_require__.e(/* import() */ 541).then(__webpack_require__.bind(__webpack_require__, 541));
    // Redirects are followed here: the client keeps the authorization header for another port or
    // scheme of the same host, and cannot read a relative Location. An agent of its own
    // (keepAlive) lets dispose() end a connection that never came about.
    const client = new HttpClient('setup-xarch', [], { allowRedirects: false, keepAlive: true });
    try {
        let current = url;
        for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
            const message = await request(client, current, accept, context);
            const location = message.headers.location;
            if (!REDIRECTS.includes(message.statusCode ?? 0) || location === undefined) {
                try {
                    return await use(await answerOf(message, current, context));
                }
                finally {
                    message.destroy();
                }
            }
            message.destroy();
            current = redirected(current, location);
        }
        throw new TransferError(`GET ${urlForPeople(url)} was redirected too often`, {
            retryable: false,
        });
    }
    finally {
        client.dispose();
    }
}
async function request(client, url, accept, context) {
    const headers = { accept };
    if (context.token !== undefined && new URL(url).origin === context.tokenOrigin) {
        headers.authorization = `Bearer ${context.token}`;
    }
    const timeout = new AbortController();
    const timedOut = (0,promises_.setTimeout)(context.connectTimeoutMs, undefined, { signal: timeout.signal }).then(() => {
        throw new Error(`no answer within ${context.connectTimeoutMs / 1000} s`);
    });
    try {
        return (await Promise.race([client.get(url, headers), timedOut])).message;
    }
    catch (error) {
        throw new TransferError(`GET ${urlForPeople(url)} failed: ${reasonOf(error)}`, {
            // A name that does not exist will not exist in a second either.
            retryable: (0,errors/* errnoOf */.UQ)(error) !== 'ENOTFOUND',
            cause: error,
        });
    }
    finally {
        timeout.abort();
    }
}
function redirected(from, location) {
    const next = new URL(location, from);
    if (new URL(from).protocol === 'https:' && next.protocol !== 'https:') {
        throw new TransferError(`GET ${urlForPeople(from)} was redirected to the unencrypted ${urlForPeople(next.href)}`, { retryable: false });
    }
    return next.href;
}
async function answerOf(message, url, context) {
    if (message.statusCode !== 200) {
        throw statusError(message, url, context);
    }
    const length = Number(message.headers['content-length'] ?? Number.NaN);
    return {
        url: urlForPeople(url),
        contentType: message.headers['content-type'] ?? '',
        lengthBytes: Number.isSafeInteger(length) ? length : undefined,
        body: readBody(message, url, context.stallTimeoutMs),
    };
}
/** Only waiting for the server counts as a stall, not the time the reader takes. */
async function* readBody(message, url, stallTimeoutMs) {
    const chunks = message[Symbol.asyncIterator]();
    let doneBytes = 0;
    for (;;) {
        const timer = setTimeout(() => {
            message.destroy(new Error(`nothing came for ${stallTimeoutMs / 1000} s`));
        }, stallTimeoutMs);
        let next;
        try {
            next = await chunks.next();
        }
        catch (error) {
            throw new TransferError(`GET ${urlForPeople(url)} broke off after ${doneBytes} of ${message.headers['content-length'] ?? 'an unknown number of'} bytes: ${reasonOf(error)}`, { retryable: true, cause: error });
        }
        finally {
            clearTimeout(timer);
        }
        if (next.done === true) {
            return;
        }
        doneBytes += next.value.length;
        yield next.value;
    }
}
function statusError(message, url, context) {
    const status = message.statusCode ?? 0;
    const failed = `GET ${urlForPeople(url)} answered ${status} ${message.statusMessage ?? ''}`.trim();
    const resetSeconds = Number(message.headers['x-ratelimit-reset'] ?? Number.NaN);
    if (message.headers['x-ratelimit-remaining'] === '0' && (status === 403 || status === 429)) {
        const reset = Number.isFinite(resetSeconds)
            ? ` until ${new Date(resetSeconds * 1000).toISOString()}`
            : '';
        return new TransferError(`${failed}: the rate limit is used up${reset}`, {
            retryable: false,
            remedy: `Give the step a github-token, wait${reset}, or choose another source.`,
        });
    }
    const retryAfterMs = parseRetryAfter(message.headers['retry-after'], context.now());
    return new TransferError(failed, {
        retryable: RETRIED_STATUSES.includes(status),
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
}
/** RFC 9110 allows seconds or a date. */
function parseRetryAfter(header, nowMs) {
    if (header === undefined) {
        return undefined;
    }
    const waitMs = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - nowMs;
    return Number.isFinite(waitMs) ? Math.max(waitMs, 0) : undefined;
}
function reasonOf(error) {
    const code = (0,errors/* errnoOf */.UQ)(error);
    // Node tries every address of a name and then throws an AggregateError without a message.
    const message = (0,errors/* messageOf */.bD)(error) || 'no connection';
    return code === undefined || message.includes(code) ? message : `${message} (${code})`;
}

// EXTERNAL MODULE: ./src/emulator/unpack.ts
var unpack = __webpack_require__(5253);
;// CONCATENATED MODULE: ./src/emulator/github-download.ts








/** Real assets are about 28 MB. */
const MAX_DOWNLOAD_BYTES = 512 * 1024 * 1024;
/**
 * Downloads a release archive and unpacks the wanted emulators, in one pass. Until this
 * returns, nothing of what was unpacked may be trusted.
 * @param directory existing private directory; emulators are left below it on success only
 * @throws E_SOURCE, E_DIGEST, E_ARCHIVE; file system errors as they are
 */
async function downloadArchive(archive, directory, context) {
    return get(archive.url, 'application/octet-stream', context, async (answer) => {
        const attemptDirectory = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)(directory, 'attempt-'));
        try {
            const unpacked = await receive(archive, answer, attemptDirectory, context);
            (0,unpack/* requireTargets */.Me)(unpacked, archive.required, archive.url);
            return unpacked;
        }
        catch (error) {
            (0,external_node_fs_.rmSync)(attemptDirectory, { recursive: true, force: true });
            throw error;
        }
    });
}
async function receive(archive, answer, directory, context) {
    const wanted = new Set([...archive.required, ...archive.optional]);
    const hash = (0,external_node_crypto_.createHash)('sha256');
    const gunzip = (0,external_node_zlib_.createGunzip)();
    let failure;
    const unpacking = (0,unpack/* unpackTar */.Ag)(gunzip, archive.url, directory, wanted, targetOfMember).catch((error) => {
        failure = error;
        return undefined;
    });
    let doneBytes = 0;
    try {
        for await (const chunk of answer.body) {
            if (doneBytes === 0) {
                refuseOtherThanGzip(archive.url, answer, chunk);
            }
            doneBytes += chunk.length;
            if (doneBytes > MAX_DOWNLOAD_BYTES) {
                throw (0,unpack/* badArchive */.Cb)(archive.url, `it is longer than ${MAX_DOWNLOAD_BYTES} bytes`);
            }
            hash.update(chunk);
            context.reporter.progress((0,external_node_path_.basename)(archive.url), doneBytes, answer.lengthBytes);
            // After a bad archive the rest is still read: the digest tells whether it was altered.
            if (failure === undefined && !gunzip.write(chunk)) {
                await Promise.race([(0,external_node_events_.once)(gunzip, 'drain').catch(() => { }), unpacking]);
            }
            if ((0,unpack/* isFileSystemError */.ct)(failure)) {
                throw failure;
            }
        }
        gunzip.end();
        await unpacking;
    }
    catch (error) {
        gunzip.destroy();
        await unpacking;
        throw error;
    }
    const sha256 = hash.digest('hex');
    if ((0,unpack/* isFileSystemError */.ct)(failure)) {
        throw failure;
    }
    if (sha256 !== archive.sha256) {
        throw new errors/* XarchError */.xp('E_DIGEST', `${archive.url} is not what it should be: its ${doneBytes} bytes have sha256 ${sha256}, expected ${archive.sha256} (${archive.digestOrigin}).`, 'The download was cut short or altered on its way; run again, and if it stays so, do not trust that mirror or proxy.', failure);
    }
    const unpacked = await unpacking;
    if (unpacked === undefined) {
        throw failure;
    }
    return unpacked;
}
/** Release archives are flat; `./` before the names does not matter, nor do other files. */
function targetOfMember(member) {
    const name = member.name.replace(/^(?:\.\/)+/, '');
    if (name.startsWith('/') || name.split('/').includes('..')) {
        throw new Error(`member "${member.name}" points outside`);
    }
    if (!/(?:^|\/)qemu-/.test(name)) {
        return undefined;
    }
    const target = /^qemu-([a-z0-9_]+)$/.exec(name)?.[1];
    if (target === undefined || member.type !== 'file') {
        throw new Error(`member "${member.name}" (${member.type}) is not an emulator as expected`);
    }
    return target;
}
function refuseOtherThanGzip(url, answer, head) {
    if (head[0] === 0x1f && (head.length < 2 || head[1] === 0x8b)) {
        return;
    }
    const isPage = answer.contentType.startsWith('text/html') || /^\s*</.test(head.toString('latin1', 0, 64));
    throw (0,unpack/* badArchive */.Cb)(url, isPage
        ? `a web page came instead (content type "${answer.contentType}"), perhaps from a proxy or a log-in page`
        : `it is not compressed with gzip (content type "${answer.contentType}")`);
}

// EXTERNAL MODULE: ./src/emulator/publish.ts
var publish = __webpack_require__(2232);
// EXTERNAL MODULE: ./src/emulator/release-id.ts
var release_id = __webpack_require__(5270);
// EXTERNAL MODULE: ./src/emulator/version.ts
var emulator_version = __webpack_require__(4671);
// EXTERNAL MODULE: ./src/emulator/workspace.ts
var workspace = __webpack_require__(8242);
;// CONCATENATED MODULE: ./src/emulator/github.ts








/**
 * Downloads emulators from a GitHub release in tonistiigi/binfmt's layout into the store.
 * @throws E_SOURCE, E_VERSION, E_DIGEST, E_ARCHIVE, E_EMULATOR, E_DISK
 */
async function obtainFromGithub(request, context) {
    const absent = request.required.filter((target) => !catalog/* RELEASED_TARGETS */.JV.includes(target));
    if (absent.length > 0) {
        throw new errors/* XarchError */.xp('E_SOURCE', `${catalog/* REPOSITORY */.Bw} releases no emulator for ${absent.join(', ')}; it has ${catalog/* RELEASED_TARGETS */.JV.join(', ')}.`, 'Choose source apt, apt:<suite> or dir:<path> for other targets.');
    }
    const release = await resolveRelease(request, context);
    const asset = `qemu_v${release.version}_linux-${request.host.architecture}.tar.gz`;
    const url = `${context.githubUrl}/${catalog/* REPOSITORY */.Bw}/releases/download/${encodeURIComponent(release.tag)}/${asset}`;
    const sha256 = release.sha256 ?? (await askDigest(release, asset, context));
    const targets = [...request.required, ...request.optional];
    context.reporter.info(`Downloading ${url}`);
    return (0,workspace/* withWorkspace */.A2)(context, targets, async (workspace) => {
        const unpacked = await downloadArchive({
            url,
            sha256,
            digestOrigin: release.sha256 === undefined ? 'says the GitHub API' : 'pinned in this version',
            required: request.required,
            optional: request.optional,
        }, workspace.directory, context);
        const facts = {
            source: (0,release_id/* releaseId */.B)(release.tag),
            sourceKind: 'github',
            releaseSha256: sha256,
            offers: unpacked.offers,
            assumesPreservedArgv0: true,
        };
        const emulators = await (0,publish/* publish */.m)(workspace, request.host, facts, unpacked.files, context.now(), release.version);
        return { emulators, cacheHit: false };
    });
}
/** Pinned releases need no question to anybody; any other version is looked up. */
async function resolveRelease(request, context) {
    const pinned = (0,catalog/* findPinned */.s$)(request.version, context.catalog);
    return pinned === undefined
        ? lookUpRelease(request.version, context)
        : { ...pinned, sha256: pinned.sha256[request.host.architecture] };
}
async function lookUpRelease(version, context) {
    const list = await getJson(`${context.githubApiUrl}/repos/${catalog/* REPOSITORY */.Bw}/releases?per_page=100`, context);
    const releases = (Array.isArray(list) ? list : [])
        .map((release) => String(release?.tag_name))
        .flatMap((tag) => {
        const parsed = (0,catalog/* parseTag */.ED)(tag);
        return parsed === undefined ? [] : [{ ...parsed, tag }];
    })
        .sort((a, b) => (0,emulator_version/* compareVersions */.Zy)(b.version, a.version) || b.build - a.build);
    const found = releases.find((release) => (0,emulator_version/* satisfiesVersion */.qB)(version, release.version));
    if (found === undefined) {
        const known = [...releases, ...context.catalog].map((release) => release.version);
        const versions = [...new Set(known)].sort((a, b) => (0,emulator_version/* compareVersions */.Zy)(b, a));
        throw new errors/* XarchError */.xp('E_VERSION', `${catalog/* REPOSITORY */.Bw} has no release of QEMU ${version}; it has ${versions.join(', ')}.`, 'Choose one of these versions, leave the version input out, or choose another source.');
    }
    return { version: found.version, tag: found.tag, sha256: undefined };
}
/** The digest that GitHub computed when the asset was uploaded. */
async function askDigest(release, asset, context) {
    const url = `${context.githubApiUrl}/repos/${catalog/* REPOSITORY */.Bw}/releases/tags/${encodeURIComponent(release.tag)}`;
    const answer = (await getJson(url, context));
    const assets = (Array.isArray(answer?.assets) ? answer.assets : []);
    const found = assets.find((candidate) => candidate.name === asset);
    if (found === undefined) {
        throw new errors/* XarchError */.xp('E_VERSION', `Release ${release.tag} of ${catalog/* REPOSITORY */.Bw} has no ${asset}; it has ${assets.map((candidate) => String(candidate.name)).join(', ') || 'nothing'}.`, 'Choose a version that is built for this host, or another source.');
    }
    const digest = /^sha256:([0-9a-f]{64})$/.exec(String(found.digest))?.[1];
    if (digest === undefined) {
        throw new errors/* XarchError */.xp('E_DIGEST', `GitHub states no sha256 for ${asset} of ${release.tag} (digest: ${JSON.stringify(found.digest ?? null)}), so a download could not be checked.`, 'Choose a version whose digest is known (the default one is pinned), or another source.');
    }
    return digest;
}


/***/ }),

/***/ 2232:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ publish)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3916);
/* harmony import */ var _elf_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9158);
/* harmony import */ var _inspect_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1383);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1474);
/* harmony import */ var _store_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6690);







/**
 * Checks every unpacked emulator, asks it for its version, and moves all into the store.
 * @param fallbackVersion the release's version, for builds that do not answer `--version`
 * @returns the emulators by target
 * @throws E_EMULATOR; then nothing was published
 */
async function publish(workspace, host, facts, files, obtainedAtMs, fallbackVersion) {
    const manifests = await Promise.all(files.map(async (file) => {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.chmodSync)(file.path, 0o755);
        (0,_elf_js__WEBPACK_IMPORTED_MODULE_3__/* .checkEmulator */ .i)(file.path, file.target, host);
        return {
            schema: 1,
            target: file.target,
            version: await (0,_inspect_js__WEBPACK_IMPORTED_MODULE_4__/* .readEmulatorVersion */ .O)(file.path, fallbackVersion),
            ...facts,
            sha256: file.sha256,
            sizeBytes: file.sizeBytes,
            mtimeMs: (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(file.path).mtimeMs,
            obtainedAt: new Date(obtainedAtMs).toISOString(),
        };
    }));
    for (const [index, manifest] of manifests.entries()) {
        const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(files[index]?.path ?? '');
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, _manifest_js__WEBPACK_IMPORTED_MODULE_6__/* .MANIFEST_NAME */ .ir), (0,_manifest_js__WEBPACK_IMPORTED_MODULE_6__/* .formatManifest */ .L_)(manifest));
    }
    const emulators = new Map();
    for (const [index, manifest] of manifests.entries()) {
        const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(files[index]?.path ?? '');
        emulators.set(manifest.target, place(workspace.storeRoot, host, manifest, folder));
    }
    return emulators;
}
/** Moves one prepared folder into the store; a sound one that is already there stays. */
function place(root, host, manifest, prepared) {
    const folder = (0,_store_js__WEBPACK_IMPORTED_MODULE_5__/* .entryFolder */ .FP)(root, host, manifest);
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder), { recursive: true });
        moveInto(folder, prepared, manifest, host);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)((0,_store_js__WEBPACK_IMPORTED_MODULE_5__/* .completeMarker */ .IH)(folder), '');
    }
    catch (error) {
        discardIncomplete(folder);
        throw error;
    }
    const entry = (0,_store_js__WEBPACK_IMPORTED_MODULE_5__/* .readEntry */ .hB)(folder, manifest.target);
    const emulator = entry === undefined ? undefined : (0,_store_js__WEBPACK_IMPORTED_MODULE_5__/* .verifyEntry */ .i)(entry, host);
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
    const present = (0,_store_js__WEBPACK_IMPORTED_MODULE_5__/* .readEntry */ .hB)(folder, manifest.target);
    if (present !== undefined && isSound(present, manifest, host)) {
        (0,_store_js__WEBPACK_IMPORTED_MODULE_5__/* .confirmEntries */ .jH)([present], Date.parse(manifest.obtainedAt));
        return;
    }
    // File by file, so that nobody who uses the folder meanwhile finds it missing or half written.
    if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(folder).isDirectory()) {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(folder);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(folder);
    }
    for (const name of [(0,_store_js__WEBPACK_IMPORTED_MODULE_5__/* .toolName */ .Uf)(manifest.target), _manifest_js__WEBPACK_IMPORTED_MODULE_6__/* .MANIFEST_NAME */ .ir]) {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.renameSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(prepared, name), (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, name));
    }
}
function isSound(entry, manifest, host) {
    return (entry.manifest.sha256 === manifest.sha256 &&
        (0,_store_js__WEBPACK_IMPORTED_MODULE_5__/* .verifyEntry */ .i)(entry, host) !== undefined &&
        (0,_store_js__WEBPACK_IMPORTED_MODULE_5__/* .hashFile */ .DC)(entry.path) === manifest.sha256);
}
/** A folder without its marker is nobody's yet; folders above it go when they are empty. */
function discardIncomplete(folder) {
    if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,_store_js__WEBPACK_IMPORTED_MODULE_5__/* .completeMarker */ .IH)(folder))) {
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

/***/ 5253:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ag: () => (/* binding */ unpackTar),
/* harmony export */   Cb: () => (/* binding */ badArchive),
/* harmony export */   Me: () => (/* binding */ requireTargets),
/* harmony export */   ct: () => (/* binding */ isFileSystemError)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7075);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_3___default = /*#__PURE__*/__webpack_require__.n(node_stream__WEBPACK_IMPORTED_MODULE_3__);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6466);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_4___default = /*#__PURE__*/__webpack_require__.n(node_stream_promises__WEBPACK_IMPORTED_MODULE_4__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3916);
/* harmony import */ var _store_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6690);







/** An emulator is 10 to 20 MB; a member beyond this is no emulator. */
const MAX_MEMBER_BYTES = 256 * 1024 * 1024;
/**
 * Unpacks the wanted emulators of a tar stream, and nothing else.
 * @param tar an uncompressed tar archive
 * @param label what the archive is, for messages
 * @param directory existing directory that gets one folder per target
 * @param targetOf the target a member is the emulator of, undefined when it is something else;
 * throws for a member that makes the archive suspect
 * @throws E_ARCHIVE; file system errors as they are
 */
async function unpackTar(tar, label, directory, wanted, targetOf) {
    const { extract } = await __webpack_require__.e(/* import() */ 118).then(__webpack_require__.t.bind(__webpack_require__, 6118, 19));
    const reader = extract();
    const feeding = (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_4__.pipeline)(tar, reader);
    // Its failure is the reader's failure too, and is looked at below.
    feeding.catch(() => { });
    const files = [];
    const offers = new Set();
    try {
        for await (const entry of reader) {
            const member = {
                name: entry.header.name,
                type: entry.header.type ?? 'file',
                sizeBytes: entry.header.size ?? 0,
            };
            const target = targetOf(member);
            if (target !== undefined) {
                if (offers.has(target)) {
                    throw badArchive(label, `it holds two emulators for ${target}`);
                }
                if (member.sizeBytes > MAX_MEMBER_BYTES) {
                    throw badArchive(label, `${member.name} claims ${member.sizeBytes} bytes`);
                }
                offers.add(target);
            }
            if (target !== undefined && wanted.has(target)) {
                files.push(await writeMember(node_stream__WEBPACK_IMPORTED_MODULE_3__.Readable.from(entry), target, directory));
            }
            else {
                entry.resume();
            }
        }
        await feeding;
    }
    catch (error) {
        tar.destroy();
        if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .XarchError */ .xp || isFileSystemError(error)) {
            throw error;
        }
        throw badArchive(label, (0,_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .messageOf */ .bD)(error), error);
    }
    return { files, offers: [...offers].sort() };
}
/**
 * Makes sure that an archive has what must be had.
 * @throws E_ARCHIVE naming what is missing and what there is
 */
function requireTargets(unpacked, required, label) {
    const missing = required.filter((target) => !unpacked.offers.includes(target));
    if (missing.length > 0) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .XarchError */ .xp('E_ARCHIVE', `${label} has no emulator for ${missing.join(', ')}; it has ${unpacked.offers.join(', ') || 'none at all'}.`, 'Choose another source or version for these platforms, or leave them out.');
    }
}
/** @param reason what is wrong with the archive, in words that follow a colon */
function badArchive(label, reason, cause) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .XarchError */ .xp('E_ARCHIVE', `${label} is not a usable archive: ${reason}.`, 'Check that no proxy or mirror alters or cuts downloads, then run again or choose another source.', cause);
}
/** True for errors of reading and writing local files, as opposed to bad data. */
function isFileSystemError(error) {
    return (0,_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .errnoOf */ .UQ)(error) !== undefined && 'syscall' in error;
}
async function writeMember(content, target, directory) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, target, (0,_store_js__WEBPACK_IMPORTED_MODULE_6__/* .toolName */ .Uf)(target));
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.mkdirSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(path));
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    let sizeBytes = 0;
    const file = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.openSync)(path, 'wx', 0o755);
    try {
        // Written at once: a queue of chunks before a slower writer would only hold memory.
        for await (const chunk of content) {
            hash.update(chunk);
            sizeBytes += chunk.length;
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.writeFileSync)(file, chunk);
        }
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync)(file);
    }
    return { target, path, sha256: hash.digest('hex'), sizeBytes };
}


/***/ }),

/***/ 8242:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A2: () => (/* binding */ withWorkspace),
/* harmony export */   aj: () => (/* binding */ withTempDirectory),
/* harmony export */   xg: () => (/* binding */ diskFull)
/* harmony export */ });
/* unused harmony export diskError */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3916);
/* harmony import */ var _store_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6690);





const PREFIX = '.xarch-';
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;
const UNWRITABLE = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'];
/**
 * Opens a workspace, runs `work`, and removes the workspace whatever happened. A store that
 * cannot be written is replaced by a directory under `tempRoot`, with a warning.
 * @param targets the tools that will be published
 * @throws E_DISK when a disk is full, E_EMULATOR when the store may not hold programs
 */
async function withWorkspace(context, targets, work) {
    let workspace;
    try {
        workspace = openWorkspace(context, targets);
        return await work(workspace);
    }
    catch (error) {
        throw diskError(error, workspace?.storeRoot ?? context.storeRoot) ?? error;
    }
    finally {
        if (workspace !== undefined) {
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(workspace.directory, { recursive: true, force: true });
        }
    }
}
/**
 * Runs `work` with a private directory under `tempRoot` that is removed afterwards.
 * @throws E_DISK when a disk is full
 */
async function withTempDirectory(tempRoot, work) {
    let directory;
    try {
        directory = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.mkdtempSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(tempRoot, 'xarch-'));
        return await work(directory);
    }
    catch (error) {
        throw diskError(error, tempRoot) ?? error;
    }
    finally {
        if (directory !== undefined) {
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(directory, { recursive: true, force: true });
        }
    }
}
/**
 * The E_DISK error of a full disk or quota.
 * @returns undefined for any other error
 */
function diskError(error, path) {
    const code = (0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .errnoOf */ .UQ)(error);
    if (code !== 'ENOSPC' && code !== 'EDQUOT') {
        return undefined;
    }
    const where = error.path ?? path;
    return diskFull(where, code === 'EDQUOT' ? 'the quota is used up' : 'no space is left', error);
}
/** @param reason what is used up, in words that follow a colon */
function diskFull(path, reason, cause) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .XarchError */ .xp('E_DISK', `Emulators could not be written to ${path}: ${reason}.`, 'Make room (an emulator takes 10 to 20 MB, a download up to 80 MB), or let RUNNER_TOOL_CACHE and RUNNER_TEMP name directories on a larger disk.', cause);
}
function openWorkspace(context, targets) {
    try {
        return makeWorkspace(context.storeRoot, targets);
    }
    catch (error) {
        if (!UNWRITABLE.includes((0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .errnoOf */ .UQ)(error) ?? '')) {
            throw error;
        }
        // Not a fixed name: in a shared /tmp anybody could have filled that beforehand.
        const standIn = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.mkdtempSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(context.tempRoot, 'xarch-store-'));
        context.reporter.warning(`The tool-cache ${context.storeRoot} cannot be written (${(0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error)}); the emulators go to ${standIn} and the next run has to download them again.`);
        return makeWorkspace(standIn, targets);
    }
}
function makeWorkspace(storeRoot, targets) {
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.mkdirSync)(storeRoot, { recursive: true });
    for (const target of targets) {
        const toolFolder = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(storeRoot, (0,_store_js__WEBPACK_IMPORTED_MODULE_4__/* .toolName */ .Uf)(target));
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(toolFolder)) {
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.accessSync)(toolFolder, node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.W_OK);
        }
    }
    removeAbandoned(storeRoot);
    const directory = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(storeRoot, `${PREFIX}${process.pid}-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(6).toString('hex')}`);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.mkdirSync)(directory, { mode: 0o700 });
    try {
        refuseNoexec(directory);
    }
    catch (error) {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(directory, { recursive: true, force: true });
        throw error;
    }
    return { storeRoot, directory };
}
/** access(2) says EACCES for a file with mode x when its mount is noexec, even to root. */
function refuseNoexec(directory) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, 'executable');
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.writeFileSync)(path, '', { mode: 0o755 });
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.chmodSync)(path, 0o755);
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.accessSync)(path, node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.X_OK);
    }
    catch (error) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .XarchError */ .xp('E_EMULATOR', `Emulators cannot be kept in ${(0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(directory)}: its file system is mounted noexec.`, 'Mount it without noexec, or let RUNNER_TOOL_CACHE name a directory where programs may run.', error);
    }
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(path);
}
/** Workspaces of runs that were killed; another PID namespace may share the store, so age decides. */
function removeAbandoned(storeRoot) {
    for (const name of (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readdirSync)(storeRoot)) {
        const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(storeRoot, name);
        if (/^\.xarch-\d+-[0-9a-f]{12}$/.test(name)) {
            const info = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.statSync)(path, { throwIfNoEntry: false });
            if (info !== undefined && Date.now() - info.mtimeMs > ABANDONED_AFTER_MS) {
                (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(path, { recursive: true, force: true });
            }
        }
    }
}


/***/ })

};
