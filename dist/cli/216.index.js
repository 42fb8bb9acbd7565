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
/* harmony import */ var _transfer_download_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(7381);
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


/***/ })

};
