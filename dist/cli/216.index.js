export const id = 216;
export const ids = [216];
export const modules = {

/***/ 1216:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   obtainFromUrl: () => (/* binding */ obtainFromUrl)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3916);
/* harmony import */ var _platform_table_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1343);
/* harmony import */ var _elf_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9158);
/* harmony import */ var _inspect_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3764);
/* harmony import */ var _store_publish_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5654);
/* harmony import */ var _store_workspace_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(2176);
/* harmony import */ var _transfer_download_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(8820);
/* harmony import */ var _transfer_fetch_files_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(8853);
/* harmony import */ var _transfer_http_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(6027);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(4671);
/* harmony import */ var _source_spec_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(8082);
/* harmony import */ var _url_template_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(383);













/**
 * Downloads emulators from the addresses that a template gives: one archive of all, or with
 * `{target}` a file for each.
 * @throws E_SOURCE, E_VERSION, E_DIGEST, E_UNPINNED, E_ARCHIVE, E_EMULATOR, E_DISK
 */
async function obtainFromUrl(spec, request, context) {
    const version = (0,_url_template_js__WEBPACK_IMPORTED_MODULE_12__/* .templateVersion */ .bL)(spec.template, request.version, context.catalog);
    if (version !== undefined && request.version.text !== version) {
        context.reporter.info(`Version ${request.version.text} for ${(0,_source_spec_js__WEBPACK_IMPORTED_MODULE_11__/* .sourceLabel */ .en)(spec)} is ${version}.`);
    }
    const targets = [...request.required, ...request.optional];
    const isPerTarget = spec.template.includes('{target}');
    const requests = (isPerTarget ? targets : [undefined]).map((target) => fileRequest(spec.template, version, target, request, context));
    return (0,_store_workspace_js__WEBPACK_IMPORTED_MODULE_6__/* .withWorkspace */ .A2)(context, targets, async (workspace) => {
        (0,_transfer_fetch_files_js__WEBPACK_IMPORTED_MODULE_8__/* .announce */ .i)(requests, context);
        const downloads = await (0,_transfer_fetch_files_js__WEBPACK_IMPORTED_MODULE_8__/* .fetchFiles */ .U)(requests, workspace.directory, context);
        const files = downloads.flatMap((each) => each?.files ?? []);
        if (files.length === 0)
            throw nothingThere(requests);
        const missed = new Set(requests.flatMap(({ target }, index) => downloads[index] === undefined ? (target ?? []) : []));
        const offers = isPerTarget
            ? // Nobody has said that the others are not there.
                _platform_table_js__WEBPACK_IMPORTED_MODULE_2__/* .TARGETS */ .dW.map(({ target }) => target).filter((target) => !missed.has(target))
            : downloads.flatMap((each) => each?.offers ?? []);
        const [first] = requests;
        const named = version ?? versionIn(first?.url ?? '');
        if (version === undefined)
            await refuseOtherVersions(files, named, request);
        const facts = {
            source: (0,_url_template_js__WEBPACK_IMPORTED_MODULE_12__/* .addressId */ .y7)(spec.template, { version, host: request.host.architecture }),
            sourceKind: (0,_source_spec_js__WEBPACK_IMPORTED_MODULE_11__/* .sourceLabel */ .en)(spec),
            offers: [...offers].sort(),
            assumesPreservedArgv0: isPatchedBuild(first?.url ?? ''),
        };
        const emulators = await (0,_store_publish_js__WEBPACK_IMPORTED_MODULE_5__/* .publish */ .m)(workspace, request.host, facts, files, context.now(), named);
        return { emulators, cacheHit: false };
    });
}
function fileRequest(template, version, target, request, context) {
    const { host, pinning } = request;
    const { address, authorization } = (0,_url_template_js__WEBPACK_IMPORTED_MODULE_12__/* .withoutCredentials */ .ri)(template);
    const url = (0,_url_template_js__WEBPACK_IMPORTED_MODULE_12__/* .fillTemplate */ .ou)(address, {
        version,
        host: host.architecture,
        ...(target === undefined ? {} : { target }),
    });
    const { origin, protocol, hostname } = new URL(url);
    const asset = (0,_url_template_js__WEBPACK_IMPORTED_MODULE_12__/* .mirroredAsset */ .p)(url, version, host.architecture, context.catalog);
    const known = knownDigest(asset);
    if (known === undefined &&
        pinning.checksums === undefined &&
        protocol === 'http:' &&
        !(0,_url_template_js__WEBPACK_IMPORTED_MODULE_12__/* .isLoopback */ .U9)(hostname)) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .XarchError */ .xp('E_UNPINNED', `${(0,_transfer_http_js__WEBPACK_IMPORTED_MODULE_9__/* .urlForPeople */ .q)(url)} is refused: the connection is not encrypted, and no digest of the file is known, so anybody on the way could change it.`, 'Use an https:// address, or give the sha256 of the file in the checksum input.');
    }
    const serves = (each) => target === undefined || target === each;
    return {
        url,
        name: (0,_url_template_js__WEBPACK_IMPORTED_MODULE_12__/* .fileName */ .Md)(url),
        ...(authorization === undefined ? {} : { authorization: { origin, header: authorization } }),
        target,
        known,
        otherwise: 'connection',
        policy: pinning,
        required: request.required.filter(serves),
        optional: request.optional.filter(serves),
    };
}
function knownDigest(asset) {
    return asset === undefined ? undefined : { sha256: asset.sha256, by: 'catalog' };
}
/**
 * Asks the emulators themselves, where the address does not say which version it gives.
 * @throws E_VERSION, before anything is published
 */
async function refuseOtherVersions(files, named, { host, version }) {
    if (version.kind !== 'range')
        return;
    for (const { path, target } of files) {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.chmodSync)(path, 0o755);
        (0,_elf_js__WEBPACK_IMPORTED_MODULE_3__/* .checkEmulator */ .i)(path, target, host);
        const own = await (0,_inspect_js__WEBPACK_IMPORTED_MODULE_4__/* .readEmulatorVersion */ .O$)(path, named);
        if (!(0,_version_js__WEBPACK_IMPORTED_MODULE_10__/* .satisfiesVersion */ .qB)(version, own)) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .XarchError */ .xp('E_VERSION', `The address gives QEMU ${own} for ${target}, but ${version.text} is asked for.`, 'Leave the version input out, or give the address of that version ({version} in it stands for the version asked for).');
        }
    }
}
function nothingThere(requests) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .XarchError */ .xp('E_SOURCE', `There is no emulator for any platform asked for at ${requests.map(_transfer_download_js__WEBPACK_IMPORTED_MODULE_7__/* .fileLabel */ .D).join(', ')}.`, 'Correct the address in the source input, or choose another source.');
}
/** `…/qemu_v10.2.3_linux-amd64.tar.gz` tells the version. */
function versionIn(url) {
    return /v?(\d+\.\d+\.\d+)(?!.*\d+\.\d+\.\d+)/.exec(url.slice(url.lastIndexOf('/') + 1))?.[1];
}
/** Archives of tonistiigi/binfmt keep their name on a mirror. */
function isPatchedBuild(url) {
    return /\/qemu_v[^/]*_linux-[^/]*$/.test(new URL(url).pathname);
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
