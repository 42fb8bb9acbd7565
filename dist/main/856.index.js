export const id = 856;
export const ids = [856];
export const modules = {

/***/ 1856:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   openCrossRunCache: () => (/* binding */ openCrossRunCache)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _emulator_source_sources_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2723);
/* harmony import */ var _emulator_store_store_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6964);
/* harmony import */ var _key_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7367);





/**
 * The cross-run cache. It stands for the first source only, for what a later one gives would
 * go before what the first one has. Its trouble is a warning and no more.
 */
function openCrossRunCache(context, service) {
    let toSave;
    return {
        get toSave() {
            return toSave;
        },
        async obtain(request, ask) {
            const key = (0,_key_js__WEBPACK_IMPORTED_MODULE_4__/* .cacheKey */ .k)(request, context, readDistribution());
            if (key === undefined) {
                context.reporter.info('The cross-run cache is not used: the source is a directory.');
                return ask();
            }
            if (!mayServe(request, context)) {
                context.reporter.info('The cross-run cache is not used: a checksum is required, and none of single emulators is known.');
                return ask();
            }
            const { restoreEmulators } = await __webpack_require__.e(/* import() */ 924).then(__webpack_require__.bind(__webpack_require__, 5924));
            const restored = await restoreEmulators(key, request, context, service);
            if (typeof restored === 'object')
                return restored;
            const obtained = await ask();
            if (restored === 'none')
                toSave = orderOf(key, request, obtained, context);
            return obtained;
        },
    };
}
/** Where digests must be known beforehand, only those of the emulators themselves help. */
function mayServe({ pinning, host }, { catalog }) {
    return (!pinning.required ||
        pinning.checksums !== undefined ||
        catalog.releases
            .flatMap(({ assets }) => assets)
            .filter((asset) => asset.host === host.architecture)
            .some(({ members }) => members?.some(({ sha256 }) => sha256 !== undefined)));
}
/** The folders of what the first source gave; undefined when a later one had to do. */
function orderOf(key, request, { emulators }, context) {
    const [spec] = request.sources;
    if (spec === undefined || emulators.size === 0)
        return undefined;
    const source = (0,_emulator_source_sources_js__WEBPACK_IMPORTED_MODULE_2__/* .openSource */ .o)(spec, request, context);
    const folders = [...emulators.values()].map(({ path }) => (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path));
    const isOwn = [...emulators.keys()].every((target, index) => {
        const entry = (0,_emulator_store_store_js__WEBPACK_IMPORTED_MODULE_3__/* .readEntry */ .hB)(folders[index] ?? '', target);
        return entry !== undefined && source.accepts(entry.manifest, _emulator_source_sources_js__WEBPACK_IMPORTED_MODULE_2__/* .FRESH_MS */ .k);
    });
    return isOwn ? { key, folders } : undefined;
}
/** `ubuntu 24.04`, from os-release(5); empty where there is none. */
function readDistribution() {
    try {
        const text = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)('/etc/os-release', 'utf8');
        const values = ['ID', 'VERSION_ID'].map((name) => new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(text)?.[1] ?? '');
        return values.join(' ').trim();
    }
    catch {
        return '';
    }
}


/***/ }),

/***/ 7367:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ KEPT_MS),
/* harmony export */   k: () => (/* binding */ cacheKey)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _emulator_catalog_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9216);
/* harmony import */ var _emulator_source_source_spec_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8082);
/* harmony import */ var _emulator_vouching_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(48);




/** How long what a moving source gave is kept in the cross-run cache: as long as its key is asked for. */
const KEPT_MS = 7 * 24 * 60 * 60 * 1000;
/**
 * The key of a request's emulators: the host, a digest of what is asked of the source, and the
 * week for a source whose answer changes. Equal requests have equal keys on every machine.
 * What a key means never changes, for an entry of the cache cannot be replaced.
 * @param distribution of the machine, `ubuntu 24.04`, for what its own suites have
 * @returns `setup-xarch-1-amd64-<16 hex digits>`, for moving sources with `-<weeks since 1970>`;
 * undefined when the first source is used where it is
 */
function cacheKey(request, { catalog, now }, distribution) {
    const [spec] = request.sources;
    if (spec === undefined || spec.kind === 'dir')
        return undefined;
    const { host, required, optional, version, pinning } = request;
    const pinned = spec.kind === 'github' && spec.tag === undefined
        ? (0,_emulator_catalog_js__WEBPACK_IMPORTED_MODULE_1__/* .findPinned */ .s$)(spec.repository, version, catalog)
        : undefined;
    const asked = {
        source: spec.kind === 'url' ? spec.template : (0,_emulator_source_source_spec_js__WEBPACK_IMPORTED_MODULE_2__/* .sourceLabel */ .en)(spec),
        distribution: spec.kind === 'apt' ? distribution : undefined,
        version: version.text,
        release: pinned?.tag,
        digests: pinned?.assets
            .filter((asset) => asset.host === host.architecture)
            .map(({ sha256 }) => sha256)
            .sort(),
        required: [...new Set(required)].sort(),
        optional: [...new Set(optional)].sort(),
        pins: pinning.checksums === undefined ? undefined : (0,_emulator_vouching_js__WEBPACK_IMPORTED_MODULE_3__/* .listPins */ .$r)(pinning.checksums),
        pinsRequired: pinning.required,
    };
    const digest = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(JSON.stringify(asked)).digest('hex').slice(0, 16);
    const fixed = pinned !== undefined || !isMoving(spec, request);
    const week = fixed ? '' : `-${Math.floor(now() / KEPT_MS)}`;
    return `setup-xarch-1-${host.architecture}-${digest}${week}`;
}
/** Whether the same question may have another answer next week. */
function isMoving(spec, { version }) {
    switch (spec.kind) {
        case 'github':
            return spec.tag === undefined && version.kind !== 'tag';
        case 'image':
            return !spec.reference.includes('@sha256:');
        case 'url':
            return !spec.template.includes('{version}');
        default:
            return true;
    }
}


/***/ })

};
