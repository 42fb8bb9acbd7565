export const id = 714;
export const ids = [714];
export const modules = {

/***/ 9158:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ checkEmulator),
/* harmony export */   o: () => (/* binding */ readElf)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3916);


/** Program headers of real programs stand right behind the ELF header and are small. */
const HEAD_BYTES = 4096;
const PT_INTERP = 3;
const ET_EXEC = 2;
const ET_DYN = 3;
/** `e_machine` values of the System V ABI's ELF specification, with the byte order and class used. */
const MACHINES = {
    x86_64: { machine: 62, littleEndian: true },
    aarch64: { machine: 183, littleEndian: true },
    riscv64: { machine: 243, littleEndian: true },
    ppc64le: { machine: 21, littleEndian: true },
    s390x: { machine: 22, littleEndian: false },
};
const MACHINE_NAMES = {
    3: 'i386',
    8: 'mips',
    20: 'ppc',
    21: 'ppc64',
    22: 's390x',
    40: 'arm',
    62: 'x86_64',
    183: 'aarch64',
    243: 'riscv',
    258: 'loongarch',
};
/**
 * Reads the ELF header and program headers.
 * @param file path of a file, or the first bytes of one (program headers included)
 * @throws Error saying in a few words why this is not an ELF file; fs errors for a path
 */
function readElf(file) {
    const bytes = typeof file === 'string' ? readHead(file) : file;
    if (bytes.length < 16 || bytes[0] !== 0x7f || textOf(bytes, 1, 4) !== 'ELF') {
        throw new Error(`not an ELF file (it begins with ${describeHead(bytes)})`);
    }
    const elfClass = bytes[4];
    const byteOrder = bytes[5];
    if ((elfClass !== 1 && elfClass !== 2) || (byteOrder !== 1 && byteOrder !== 2)) {
        throw new Error('not a valid ELF file (unknown class or byte order)');
    }
    const is64Bit = elfClass === 2;
    const littleEndian = byteOrder === 1;
    if (bytes.length < (is64Bit ? 64 : 52)) {
        throw new Error('not a whole ELF file (the header is cut off)');
    }
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const tableOffset = is64Bit
        ? Number(view.getBigUint64(32, littleEndian))
        : view.getUint32(28, littleEndian);
    const entrySize = view.getUint16(is64Bit ? 54 : 42, littleEndian);
    const entryCount = view.getUint16(is64Bit ? 56 : 44, littleEndian);
    if (entryCount > 0 && entrySize < (is64Bit ? 56 : 32)) {
        throw new Error('not a valid ELF file (program headers too small)');
    }
    if (tableOffset + entrySize * entryCount > bytes.length) {
        throw new Error('not a whole ELF file (the program headers are cut off)');
    }
    const headers = Array.from({ length: entryCount }, (_, index) => tableOffset + index * entrySize);
    const interpreter = headers.find((at) => view.getUint32(at, littleEndian) === PT_INTERP);
    return {
        is64Bit,
        littleEndian,
        type: view.getUint16(16, littleEndian),
        machine: view.getUint16(18, littleEndian),
        hasInterpreter: interpreter !== undefined,
        loader: interpreter === undefined ? undefined : readLoader(bytes, view, interpreter),
    };
}
/** The text a PT_INTERP segment points to; `p_offset` stands at 8 or 4, as the class has it. */
function readLoader(bytes, view, header) {
    const littleEndian = bytes[5] === 1;
    const start = bytes[4] === 2
        ? Number(view.getBigUint64(header + 8, littleEndian))
        : view.getUint32(header + 4, littleEndian);
    const end = bytes.indexOf(0, start);
    const path = start < bytes.length && end > start ? textOf(bytes, start, end) : '';
    return path.startsWith('/') ? path : undefined;
}
/**
 * Makes sure that a file can serve as an emulator here: static, for this host, executable.
 * @param path absolute path of the file
 * @param target what it should emulate, for the message only
 * @throws E_EMULATOR naming the file and what is wrong with it
 */
function checkEmulator(path, target, host) {
    let elf;
    try {
        elf = readElf(path);
    }
    catch (error) {
        throw unfit(path, target, (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error), error);
    }
    const expected = MACHINES[host.target];
    if (expected === undefined ||
        elf.machine !== expected.machine ||
        elf.littleEndian !== expected.littleEndian ||
        !elf.is64Bit) {
        throw unfit(path, target, `built for ${machineName(elf)} instead of ${host.target}`);
    }
    if (elf.type !== ET_EXEC && elf.type !== ET_DYN) {
        throw unfit(path, target, `not a program (ELF type ${elf.type})`);
    }
    if (elf.hasInterpreter) {
        throw unfit(path, target, 'dynamically linked, so containers and chroots could not run it');
    }
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.accessSync)(path, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.X_OK);
    }
    catch (error) {
        throw unfit(path, target, notExecutable(path), error);
    }
}
function readHead(path) {
    const descriptor = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(path, 'r');
    try {
        if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync)(descriptor).isFile()) {
            throw new Error('not a plain file');
        }
        const bytes = new Uint8Array(HEAD_BYTES);
        return bytes.subarray(0, (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readSync)(descriptor, bytes, 0, HEAD_BYTES, 0));
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(descriptor);
    }
}
function notExecutable(path) {
    const descriptor = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(path, 'r');
    try {
        const hasModeBit = ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.fstatSync)(descriptor).mode & 0o111) !== 0;
        return hasModeBit
            ? 'not executable although its mode says so: the file system is mounted noexec'
            : 'not executable (no x in its mode)';
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(descriptor);
    }
}
function unfit(path, target, reason, cause) {
    const missing = (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errnoOf */ .UQ)(cause) === 'ENOENT';
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .XarchError */ .xp('E_EMULATOR', `The emulator for ${target}, ${path}, cannot be used: ${reason}.`, missing
        ? 'Run again; when it stays missing, check what else cleans that directory.'
        : 'Use a source whose emulators are static and built for this host (github, or apt with a static package).', cause);
}
function machineName(elf) {
    const name = MACHINE_NAMES[elf.machine] ?? `machine ${elf.machine}`;
    return `${name} (${elf.is64Bit ? 64 : 32}-bit, ${elf.littleEndian ? 'little' : 'big'} endian)`;
}
function describeHead(bytes) {
    if (bytes.length === 0) {
        return 'nothing, it is empty';
    }
    const head = bytes.subarray(0, 16);
    return head.every((byte) => byte >= 0x20 && byte < 0x7f)
        ? `"${textOf(head, 0, head.length)}"`
        : `bytes ${[...head.subarray(0, 4)].map((byte) => byte.toString(16).padStart(2, '0')).join(' ')}`;
}
function textOf(bytes, from, to) {
    return String.fromCharCode(...bytes.subarray(from, to));
}


/***/ }),

/***/ 7958:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Bf: () => (/* binding */ releaseId),
/* harmony export */   Mh: () => (/* binding */ releaseKind),
/* harmony export */   y_: () => (/* binding */ parseReleaseId)
/* harmony export */ });
/* harmony import */ var _catalog_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9216);
/* harmony import */ var _source_source_spec_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8082);


/** A release's id, as it stands in manifests: `github:tonistiigi/binfmt@deploy/v10.2.3-68`. */
function releaseId({ repository, tag }) {
    return `github:${repository}@${tag}`;
}
/**
 * What manifests say of the source that was asked: its label. A release that was chosen as the
 * newest of its day says so, for no other release tells which one that is.
 */
function releaseKind(spec, version, catalog) {
    const isMoving = spec.tag === undefined &&
        (version.kind === 'latest' || version.kind === 'default') &&
        (0,_catalog_js__WEBPACK_IMPORTED_MODULE_0__/* .findPinned */ .s$)(spec.repository, version, catalog) === undefined;
    return `${(0,_source_source_spec_js__WEBPACK_IMPORTED_MODULE_1__/* .sourceLabel */ .en)(spec)}${isMoving ? '@latest' : ''}`;
}
/** Takes an id apart; undefined for releases of other sources. */
function parseReleaseId(id) {
    const [, repository, tag] = /^github:([^@]+)@(.+)$/.exec(id) ?? [];
    return repository === undefined || tag === undefined ? undefined : { repository, tag };
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


/***/ }),

/***/ 2723:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ FRESH_MS),
/* harmony export */   o: () => (/* binding */ openSource)
/* harmony export */ });
/* harmony import */ var _catalog_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9216);
/* harmony import */ var _github_release_id_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7958);
/* harmony import */ var _github_release_tag_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7699);
/* harmony import */ var _version_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4671);
/* harmony import */ var _source_spec_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8082);
/* harmony import */ var _url_template_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(383);






/** How long the answer of a moving source (a distribution's suite) is taken as its present one. */
const FRESH_MS = 24 * 60 * 60 * 1000;
/** The source that a specification names, for one request. */
function openSource(spec, request, context) {
    const label = (0,_source_spec_js__WEBPACK_IMPORTED_MODULE_3__/* .sourceLabel */ .en)(spec);
    const isOwn = (manifest) => manifest.sourceKind === label && (0,_version_js__WEBPACK_IMPORTED_MODULE_2__/* .satisfiesVersion */ .qB)(request.version, manifest.version);
    const isFresh = (manifest, maxAgeMs) => context.now() - Date.parse(manifest.obtainedAt) < maxAgeMs;
    switch (spec.kind) {
        case 'github':
            return {
                label,
                isStored: true,
                accepts: (manifest, maxAgeMs) => {
                    const verdict = isWantedRelease(manifest, spec, request, context);
                    return verdict === 'while fresh' ? isFresh(manifest, maxAgeMs) : verdict;
                },
                obtain: async () => (await Promise.all(/* import() */[__webpack_require__.e(972), __webpack_require__.e(173), __webpack_require__.e(136)]).then(__webpack_require__.bind(__webpack_require__, 2136))).obtainFromGithub(spec, request, context),
            };
        case 'apt':
            return {
                label,
                isStored: true,
                accepts: (manifest, maxAgeMs) => isOwn(manifest) && isFresh(manifest, maxAgeMs),
                obtain: async () => (await __webpack_require__.e(/* import() */ 252).then(__webpack_require__.bind(__webpack_require__, 3252))).obtainFromApt(spec, request, context),
            };
        case 'image':
            return {
                label,
                isStored: true,
                // A tag of an image may move, a digest may not.
                accepts: (manifest, maxAgeMs) => isOwn(manifest) && (spec.reference.includes('@sha256:') || isFresh(manifest, maxAgeMs)),
                obtain: async () => (await __webpack_require__.e(/* import() */ 587).then(__webpack_require__.bind(__webpack_require__, 5968))).obtainFromImage(spec, request, context),
            };
        case 'url':
            return {
                label,
                isStored: true,
                accepts: (manifest, maxAgeMs) => {
                    const verdict = isWantedAddress(manifest, spec.template, request, context);
                    return verdict === 'while fresh' ? isFresh(manifest, maxAgeMs) : verdict;
                },
                obtain: async () => (await Promise.all(/* import() */[__webpack_require__.e(972), __webpack_require__.e(173), __webpack_require__.e(216)]).then(__webpack_require__.bind(__webpack_require__, 1216))).obtainFromUrl(spec, request, context),
            };
        case 'dir':
            return {
                label,
                isStored: false,
                accepts: () => false,
                obtain: async () => (await __webpack_require__.e(/* import() */ 222).then(__webpack_require__.bind(__webpack_require__, 7222))).obtainFromDirectory(spec.path, request, context.tempRoot),
            };
    }
}
/** A release of GitHub never changes, so its age does not matter, but which one is the newest does. */
function isWantedRelease(manifest, spec, { version, host }, { catalog }) {
    const release = (0,_github_release_id_js__WEBPACK_IMPORTED_MODULE_1__/* .parseReleaseId */ .y_)(manifest.source);
    if (release?.repository !== spec.repository)
        return false;
    // The tag is what the release was chosen by.
    const qemu = (0,_github_release_tag_js__WEBPACK_IMPORTED_MODULE_5__/* .parseReleaseTag */ .r)(release.tag)?.version ?? manifest.version;
    if (!(0,_version_js__WEBPACK_IMPORTED_MODULE_2__/* .satisfiesVersion */ .qB)(version, qemu))
        return false;
    const pinned = (0,_catalog_js__WEBPACK_IMPORTED_MODULE_0__/* .findNamed */ .n4)(spec, version, catalog);
    if (pinned !== undefined) {
        const own = pinned.assets.filter((asset) => asset.host === host.architecture);
        return (release.tag === pinned.tag &&
            (own.length === 0 || own.some(({ sha256 }) => sha256 === manifest.releaseSha256)));
    }
    if (version.kind === 'tag' && !(0,_catalog_js__WEBPACK_IMPORTED_MODULE_0__/* .isTag */ .dz)(version.tag, release.tag))
        return false;
    if (spec.tag !== undefined)
        return (0,_catalog_js__WEBPACK_IMPORTED_MODULE_0__/* .isTag */ .dz)(spec.tag, release.tag);
    if (version.kind === 'tag' || version.kind === 'range')
        return true;
    return manifest.sourceKind === (0,_github_release_id_js__WEBPACK_IMPORTED_MODULE_1__/* .releaseKind */ .Mh)(spec, version, catalog) ? 'while fresh' : false;
}
/** What an address gives may change, unless it names the version. */
function isWantedAddress(manifest, template, { version, host }, { catalog }) {
    const named = askedVersion(template, version, catalog);
    if (named === 'none')
        return false;
    const id = (0,_url_template_js__WEBPACK_IMPORTED_MODULE_4__/* .addressId */ .y7)(template, { version: named, host: host.architecture });
    if (manifest.source !== id)
        return false;
    if (named !== undefined)
        return true;
    return (0,_version_js__WEBPACK_IMPORTED_MODULE_2__/* .satisfiesVersion */ .qB)(version, manifest.version) ? 'while fresh' : false;
}
/** The error of a version that an address cannot have is for the one who asks the source. */
function askedVersion(template, version, catalog) {
    try {
        return (0,_url_template_js__WEBPACK_IMPORTED_MODULE_4__/* .templateVersion */ .bL)(template, version, catalog);
    }
    catch {
        return 'none';
    }
}


/***/ }),

/***/ 3264:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L_: () => (/* binding */ formatManifest),
/* harmony export */   Ng: () => (/* binding */ parseManifest),
/* harmony export */   ir: () => (/* binding */ MANIFEST_NAME)
/* harmony export */ });
/** File name of the manifest inside a tool's folder. */
const MANIFEST_NAME = 'emulator.json';
const STRINGS = [
    'target',
    'version',
    'source',
    'sourceKind',
    'sha256',
    'releaseSha256',
    'obtainedAt',
    'vouching',
];
/** Reads a manifest; anything damaged, or of another schema, is undefined. */
function parseManifest(text) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        return undefined;
    }
    const sound = typeof value === 'object' &&
        value !== null &&
        value.schema === 2 &&
        STRINGS.every((key) => typeof value[key] === 'string') &&
        typeof value.sizeBytes === 'number' &&
        typeof value.mtimeMs === 'number' &&
        typeof value.ctimeMs === 'number' &&
        (value.restored === undefined || value.restored === true) &&
        typeof value.assumesPreservedArgv0 === 'boolean' &&
        Array.isArray(value.offers) &&
        value.offers.every((target) => typeof target === 'string');
    return sound ? value : undefined;
}
/** The text of `emulator.json`. */
function formatManifest(manifest) {
    return `${JSON.stringify(manifest, null, '\t')}\n`;
}


/***/ }),

/***/ 6964:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $2: () => (/* binding */ readEntries),
/* harmony export */   DC: () => (/* binding */ hashFile),
/* harmony export */   FP: () => (/* binding */ entryFolder),
/* harmony export */   IH: () => (/* binding */ completeMarker),
/* harmony export */   ND: () => (/* binding */ redescribeEntry),
/* harmony export */   Uf: () => (/* binding */ toolName),
/* harmony export */   dv: () => (/* binding */ findRelease),
/* harmony export */   hB: () => (/* binding */ readEntry),
/* harmony export */   i: () => (/* binding */ verifyEntry),
/* harmony export */   jH: () => (/* binding */ confirmEntries),
/* harmony export */   pN: () => (/* binding */ versionFolder)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _elf_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9158);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3264);





/** Name of the tool that holds a target's emulator, and of the file: `qemu-aarch64`. */
function toolName(target) {
    return `qemu-${target}`;
}
/**
 * The version folder of a release: a semantic version, as @actions/tool-cache only finds those,
 * with the source and a digest of the release as pre-release part. One hyphenated identifier,
 * for a purely numeric one must not begin with 0.
 */
function versionFolder(manifest) {
    const components = manifest.version.split('.');
    const padded = [...components, '0', '0'].slice(0, 3).join('.');
    // An address may be longer than a file name.
    const slug = manifest.sourceKind.replace(/[^0-9A-Za-z]+/g, '-').slice(0, 64);
    const digest = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(manifest.source).digest('hex').slice(0, 8);
    return `${padded}-${slug}-${digest}`;
}
/** The folder of one emulator in @actions/tool-cache's layout, `<tool>/<version>/<arch>`. */
function entryFolder(root, host, manifest) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(root, toolName(manifest.target), versionFolder(manifest), host.nodeArch);
}
/** The file beside a folder that tells @actions/tool-cache that the folder is whole. */
function completeMarker(folder) {
    return `${folder}.complete`;
}
/** All entries of one target for this host; damaged ones are left out. */
function readEntries(root, target, host) {
    const toolFolder = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(root, toolName(target));
    return namesIn(toolFolder).flatMap((version) => {
        const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(toolFolder, version, host.nodeArch);
        const entry = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(completeMarker(folder)) ? readEntry(folder, target) : undefined;
        return entry === undefined ? [] : [entry];
    });
}
/** One folder's entry, whether marked complete or not; undefined when it has no sound manifest. */
function readEntry(folder, target) {
    let text;
    try {
        text = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, _manifest_js__WEBPACK_IMPORTED_MODULE_4__/* .MANIFEST_NAME */ .ir), 'utf8');
    }
    catch {
        return undefined;
    }
    const manifest = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_4__/* .parseManifest */ .Ng)(text);
    return manifest?.target === target
        ? { manifest, folder, path: (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, toolName(target)) }
        : undefined;
}
/**
 * Checks an entry's file against its manifest: by size and times, and by digest when the times
 * differ (a restored cache, a new hard link); then that it is fit for this host.
 * @returns undefined when it is damaged or unfit
 */
function verifyEntry(entry, host) {
    const { manifest, path } = entry;
    try {
        const found = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.statSync)(path);
        if (found.size !== manifest.sizeBytes) {
            return undefined;
        }
        const { mtimeMs, ctimeMs } = found;
        if (mtimeMs !== manifest.mtimeMs || ctimeMs !== manifest.ctimeMs) {
            if (hashFile(path) !== manifest.sha256) {
                return undefined;
            }
            rewriteManifest(entry, { ...manifest, mtimeMs, ctimeMs });
        }
        (0,_elf_js__WEBPACK_IMPORTED_MODULE_3__/* .checkEmulator */ .i)(path, manifest.target, host);
    }
    catch {
        return undefined;
    }
    return {
        target: manifest.target,
        path,
        sha256: manifest.sha256,
        sizeBytes: manifest.sizeBytes,
        version: manifest.version,
        source: manifest.source,
        vouching: manifest.vouching,
        assumesPreservedArgv0: manifest.assumesPreservedArgv0,
    };
}
/**
 * Looks for one release that has every required target, and every optional one it offers.
 * Among several the highest version wins, then the one confirmed last.
 */
function findRelease(root, query) {
    const wanted = [...new Set([...query.required, ...query.optional])];
    const releases = new Map();
    for (const target of wanted) {
        for (const entry of readEntries(root, target, query.host)) {
            if (query.accepts(entry.manifest)) {
                const key = versionFolder(entry.manifest);
                releases.set(key, [...(releases.get(key) ?? []), entry]);
            }
        }
    }
    for (const entries of [...releases.values()].sort(byPreference)) {
        const offers = entries[0]?.manifest.offers ?? [];
        const needed = wanted.filter((target) => query.required.includes(target) || offers.includes(target));
        const emulators = new Map();
        for (const entry of entries) {
            const emulator = verifyEntry(entry, query.host);
            if (emulator !== undefined) {
                emulators.set(emulator.target, emulator);
            }
        }
        if (needed.every((target) => emulators.has(target))) {
            noteUse(entries);
            return { emulators, entries };
        }
    }
    return undefined;
}
/** Notes that the source still has this release; a store that cannot be written stays as it is. */
function confirmEntries(entries, nowMs) {
    for (const entry of entries) {
        const obtainedAt = new Date(nowMs).toISOString();
        rewriteManifest(entry, { ...entry.manifest, obtainedAt });
    }
}
/** Notes what a source says of an emulator that it gave once more; of the file nothing changes. */
function redescribeEntry({ manifest, ...entry }, renewed) {
    const { mtimeMs, ctimeMs } = manifest;
    rewriteManifest({ manifest, ...entry }, { ...renewed, mtimeMs, ctimeMs });
}
/** Lower-case hex sha256 of a file. */
function hashFile(path) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    const buffer = Buffer.allocUnsafe(1024 * 1024);
    const descriptor = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.openSync)(path, 'r');
    try {
        for (;;) {
            const count = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readSync)(descriptor, buffer, 0, buffer.length, null);
            if (count === 0) {
                return hash.digest('hex');
            }
            hash.update(buffer.subarray(0, count));
        }
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync)(descriptor);
    }
}
/** The marker's time tells when an entry was used last; a store that cannot be written does not. */
function noteUse(entries) {
    const now = new Date();
    for (const { folder } of entries) {
        try {
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.utimesSync)(completeMarker(folder), now, now);
        }
        catch { }
    }
}
function byPreference(left, right) {
    const [a, b] = [left[0]?.manifest, right[0]?.manifest];
    if (a === undefined || b === undefined) {
        return 0;
    }
    return (b.version.localeCompare(a.version, 'en', { numeric: true }) ||
        b.obtainedAt.localeCompare(a.obtainedAt));
}
function rewriteManifest(entry, manifest) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(entry.folder, _manifest_js__WEBPACK_IMPORTED_MODULE_4__/* .MANIFEST_NAME */ .ir);
    const temporary = `${path}.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(6).toString('hex')}`;
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.writeFileSync)(temporary, (0,_manifest_js__WEBPACK_IMPORTED_MODULE_4__/* .formatManifest */ .L_)(manifest), { flag: 'wx' });
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.renameSync)(temporary, path);
    }
    catch {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(temporary, { force: true });
    }
}
function namesIn(directory) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readdirSync)(directory);
    }
    catch {
        return [];
    }
}


/***/ })

};
