export const id = 68;
export const ids = [68];
export const modules = {

/***/ 9068:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   obtainOffline: () => (/* binding */ obtainOffline)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
/* harmony import */ var _catalog_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9216);
/* harmony import */ var _emulator_name_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2190);
/* harmony import */ var _obtain_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9774);
/* harmony import */ var _source_source_spec_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8082);
/* harmony import */ var _source_sources_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2723);
/* harmony import */ var _store_store_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6964);







/**
 * Gets the emulators without any connection: of each source in turn what the store has of it,
 * however old, or what lies in the directory that it names.
 * @throws E_OFFLINE naming what is missing and where to get it; the error of a directory when
 * there are no other sources
 */
async function obtainOffline(request, context) {
    const failures = new Map();
    for (const spec of request.sources) {
        const source = (0,_source_sources_js__WEBPACK_IMPORTED_MODULE_5__/* .openSource */ .o)(spec, request, context);
        if (source.isStored) {
            const stored = (0,_obtain_js__WEBPACK_IMPORTED_MODULE_3__/* .fromStore */ .O)(source, request, context, Number.POSITIVE_INFINITY);
            if (stored !== undefined)
                return stored;
            continue;
        }
        try {
            return await source.obtain();
        }
        catch (error) {
            if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .XarchError */ .xp))
                throw error;
            if (request.sources.length === 1)
                throw error;
            failures.set(spec, error);
        }
    }
    throw missingOffline(request, context, failures);
}
function missingOffline(request, context, failures) {
    const wanted = request.required.length > 0 ? request.required : request.optional;
    const held = new Map(wanted.map((target) => [target, (0,_store_store_js__WEBPACK_IMPORTED_MODULE_6__/* .readEntries */ .$2)(context.storeRoot, target, request.host)]));
    const absent = wanted.filter((target) => held.get(target)?.length === 0);
    const missing = absent.length > 0 ? absent : wanted;
    const looked = request.sources.map((spec) => {
        const reason = failures.get(spec)?.message ?? describeWanted(spec, missing, request, context);
        return `  ${(0,_source_source_spec_js__WEBPACK_IMPORTED_MODULE_4__/* .sourceLabel */ .en)(spec)}: ${reason}`;
    });
    const stored = wanted.map((target) => {
        const releases = held.get(target)?.map(({ manifest }) => {
            return `${manifest.version} of ${manifest.source}`;
        });
        return `  ${(0,_store_store_js__WEBPACK_IMPORTED_MODULE_6__/* .toolName */ .Uf)(target)}: ${releases?.length ? [...new Set(releases)].join(', ') : 'none'}`;
    });
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .XarchError */ .xp('E_OFFLINE', [
        `The emulators for ${missing.join(', ')} are not on this machine as asked for (version ${request.version.text}${request.pinning.required || request.pinning.checksums !== undefined ? ', with the digests that are pinned' : ''}), and offline is set. Looked for:`,
        ...looked,
        `The tool-cache ${context.storeRoot} has:`,
        ...stored,
    ].join('\n'), 'Run this once with a connection and the same tool-cache; or put the emulators into a directory and name it in the source input, dir:<path> (docs/sources.md, "no internet at all").');
}
/** What would serve, so that a person can fetch it on another machine. */
function describeWanted(spec, missing, { version, host }, { catalog, githubUrl }) {
    if (spec.kind !== 'github')
        return `version ${version.text}, nothing of it is in the tool-cache`;
    const release = (0,_catalog_js__WEBPACK_IMPORTED_MODULE_1__/* .findNamed */ .n4)(spec, version, catalog);
    if (release === undefined) {
        return `version ${version.text}${spec.tag === undefined ? '' : ` in release ${spec.tag}`}, nothing of it is in the tool-cache`;
    }
    const own = release.assets.filter((asset) => asset.host === host.architecture);
    const serving = own.filter(({ members = [] }) => members.length === 0 ||
        members.some(({ name }) => missing.includes((0,_emulator_name_js__WEBPACK_IMPORTED_MODULE_2__/* .targetOfName */ .i)(name) ?? '')));
    const where = own.length === 0
        ? ` at ${githubUrl}/${spec.repository}/releases/tag/${release.tag}`
        : serving.length === 0
            ? `, which has none for ${missing.join(', ')}`
            : serving.map(({ address, sha256 }) => `\n    ${address} (sha256 ${sha256})`).join('');
    return `QEMU ${release.version}, release ${release.tag}${where}`;
}


/***/ })

};
