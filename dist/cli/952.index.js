export const id = 952;
export const ids = [952];
export const modules = {

/***/ 6952:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   obtainFromDirectory: () => (/* binding */ obtainFromDirectory)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3916);
/* harmony import */ var _elf_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9158);
/* harmony import */ var _inspect_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1383);
/* harmony import */ var _store_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6690);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(4671);







/**
 * Takes emulators from a directory and leaves them there.
 * @param directory absolute path of a directory with `qemu-<target>` or `qemu-<target>-static`
 * @throws E_SOURCE naming what is missing, E_VERSION, E_EMULATOR
 */
async function obtainFromDirectory(directory, request) {
    const names = listDirectory(directory);
    const missing = request.required.filter((target) => fileOf(target, names) === undefined);
    if (missing.length > 0) {
        const held = names.filter((name) => name.startsWith('qemu-'));
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .XarchError */ .xp('E_SOURCE', `Directory ${directory} has no emulator for ${missing.join(', ')} (looked for ${missing.map((target) => `${(0,_store_js__WEBPACK_IMPORTED_MODULE_5__/* .toolName */ .Uf)(target)}, ${(0,_store_js__WEBPACK_IMPORTED_MODULE_5__/* .toolName */ .Uf)(target)}-static`).join(', ')}); it holds ${held.join(', ') || 'no qemu-* at all'}.`, 'Put the emulators there under one of these names, or choose another source.');
    }
    const wanted = [...new Set([...request.required, ...request.optional])];
    const emulators = await Promise.all(wanted.flatMap((target) => {
        const name = fileOf(target, names);
        return name === undefined ? [] : [readEmulator(directory, name, target, request)];
    }));
    return {
        emulators: new Map(emulators.map((emulator) => [emulator.target, emulator])),
        cacheHit: true,
    };
}
async function readEmulator(directory, name, target, request) {
    const path = resolveLink((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, name), target);
    (0,_elf_js__WEBPACK_IMPORTED_MODULE_3__/* .checkEmulator */ .i)(path, target, request.host);
    const version = await (0,_inspect_js__WEBPACK_IMPORTED_MODULE_4__/* .readEmulatorVersion */ .O)(path);
    if (!(0,_version_js__WEBPACK_IMPORTED_MODULE_6__/* .satisfiesVersion */ .qB)(request.version, version)) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .XarchError */ .xp('E_VERSION', `${path} is QEMU ${version}, but ${request.version} is asked for.`, 'Leave the version input out, or let the source name a directory with that version.');
    }
    return {
        target,
        path,
        sha256: (0,_store_js__WEBPACK_IMPORTED_MODULE_5__/* .hashFile */ .DC)(path),
        sizeBytes: (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path).size,
        version,
        source: `dir:${directory}`,
        assumesPreservedArgv0: false,
    };
}
function listDirectory(directory) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(directory).sort();
    }
    catch (error) {
        const reason = (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errnoOf */ .UQ)(error) === 'ENOENT' ? 'it does not exist' : (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error);
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .XarchError */ .xp('E_SOURCE', `Directory ${directory} cannot be read: ${reason}.`, 'Correct the path after dir: in the source input; it is relative to the working directory.', error);
    }
}
function resolveLink(path, target) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(path);
    }
    catch (error) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .XarchError */ .xp('E_EMULATOR', `The emulator for ${target}, ${path}, cannot be used: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}.`, 'Repair the symbolic link, or choose another source.', error);
    }
}
function fileOf(target, names) {
    return [(0,_store_js__WEBPACK_IMPORTED_MODULE_5__/* .toolName */ .Uf)(target), `${(0,_store_js__WEBPACK_IMPORTED_MODULE_5__/* .toolName */ .Uf)(target)}-static`].find((name) => names.includes(name));
}


/***/ })

};
