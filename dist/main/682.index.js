export const id = 682;
export const ids = [682];
export const modules = {

/***/ 9158:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ checkEmulator)
/* harmony export */ });
/* unused harmony export readElf */
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
    let hasInterpreter = false;
    for (let index = 0; index < entryCount; index += 1) {
        if (view.getUint32(tableOffset + index * entrySize, littleEndian) === PT_INTERP) {
            hasInterpreter = true;
        }
    }
    return {
        is64Bit,
        littleEndian,
        type: view.getUint16(16, littleEndian),
        machine: view.getUint16(18, littleEndian),
        hasInterpreter,
    };
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

/***/ 1474:
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
        value.schema === 1 &&
        STRINGS.every((key) => typeof value[key] === 'string') &&
        typeof value.sizeBytes === 'number' &&
        typeof value.mtimeMs === 'number' &&
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

/***/ 5682:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  findStored: () => (/* binding */ findStored),
  obtainEmulators: () => (/* binding */ obtainEmulators)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./src/emulator/setbacks.ts



const FILE_NAME = '.xarch-setbacks.json';
/**
 * How long a failed source is not asked again while a later one's emulators are in the store:
 * long enough that a machine without access does not wait in each job, short enough that a
 * passing fault does not leave it with the second-best emulators for a day.
 */
const SETBACK_MS = 60 * 60 * 1000;
/** The failure of the same question within the last hour. */
function recentSetback(root, question, nowMs) {
    const setback = readSetbacks(root)[question];
    return setback !== undefined && isRecent(setback, nowMs) ? setback : undefined;
}
/** Notes a failure; a store that cannot be written just does not remember. */
function rememberSetback(root, question, reason, nowMs) {
    const recent = Object.entries(readSetbacks(root)).filter(([, setback]) => isRecent(setback, nowMs));
    const setbacks = { ...Object.fromEntries(recent), [question]: { atMs: nowMs, reason } };
    const path = (0,external_node_path_.join)(root, FILE_NAME);
    const temporary = `${path}.${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`;
    try {
        (0,external_node_fs_.mkdirSync)(root, { recursive: true });
        (0,external_node_fs_.writeFileSync)(temporary, `${JSON.stringify(setbacks, null, '\t')}\n`, { flag: 'wx' });
        (0,external_node_fs_.renameSync)(temporary, path);
    }
    catch {
        (0,external_node_fs_.rmSync)(temporary, { force: true });
    }
}
function readSetbacks(root) {
    try {
        const value = JSON.parse((0,external_node_fs_.readFileSync)((0,external_node_path_.join)(root, FILE_NAME), 'utf8'));
        return typeof value === 'object' && value !== null ? value : {};
    }
    catch {
        return {};
    }
}
function isRecent(setback, nowMs) {
    return (typeof setback?.atMs === 'number' &&
        typeof setback.reason === 'string' &&
        Math.abs(nowMs - setback.atMs) < SETBACK_MS);
}

// EXTERNAL MODULE: ./src/emulator/catalog.ts
var catalog = __webpack_require__(6848);
// EXTERNAL MODULE: ./src/emulator/release-id.ts
var release_id = __webpack_require__(5270);
// EXTERNAL MODULE: ./src/emulator/source-spec.ts
var source_spec = __webpack_require__(2608);
// EXTERNAL MODULE: ./src/emulator/version.ts
var version = __webpack_require__(4671);
;// CONCATENATED MODULE: ./src/emulator/sources.ts




/** How long the answer of a moving source (a distribution's suite) is taken as its present one. */
const FRESH_MS = 24 * 60 * 60 * 1000;
/** The source that a specification names, for one request. */
function openSource(spec, request, context) {
    const label = (0,source_spec/* sourceLabel */.en)(spec);
    switch (spec.kind) {
        case 'github':
            return {
                label,
                isStored: true,
                accepts: (manifest) => isWantedRelease(manifest, request, context),
                obtain: async () => (await __webpack_require__.e(/* import() */ 29).then(__webpack_require__.bind(__webpack_require__, 8029))).obtainFromGithub(request, context),
            };
        case 'apt':
            return {
                label,
                isStored: true,
                accepts: (manifest, maxAgeMs) => manifest.sourceKind === label &&
                    (0,version/* satisfiesVersion */.qB)(request.version, manifest.version) &&
                    context.now() - Date.parse(manifest.obtainedAt) < maxAgeMs,
                obtain: async () => (await __webpack_require__.e(/* import() */ 163).then(__webpack_require__.bind(__webpack_require__, 3163))).obtainFromApt(spec, request, context),
            };
        case 'dir':
            return {
                label,
                isStored: false,
                accepts: () => false,
                obtain: async () => (await __webpack_require__.e(/* import() */ 952).then(__webpack_require__.bind(__webpack_require__, 6952))).obtainFromDirectory(spec.path, request),
            };
    }
}
/** A release of GitHub never changes, so its age does not matter. */
function isWantedRelease(manifest, request, context) {
    if (manifest.sourceKind !== 'github') {
        return false;
    }
    const pinned = (0,catalog/* findPinned */.s$)(request.version, context.catalog);
    if (pinned !== undefined) {
        const digest = pinned.sha256[request.host.architecture];
        return (manifest.source === (0,release_id/* releaseId */.B)(pinned.tag) &&
            (digest === undefined || digest === manifest.releaseSha256));
    }
    const released = (0,catalog/* parseTag */.ED)((0,release_id/* tagOfRelease */.U)(manifest.source) ?? '');
    return released !== undefined && (0,version/* satisfiesVersion */.qB)(request.version, released.version);
}

// EXTERNAL MODULE: ./src/emulator/store.ts
var store = __webpack_require__(6690);
;// CONCATENATED MODULE: ./src/emulator/obtain.ts




/** Errors of this machine, which no other source would cure. */
const OWN_FAULTS = ['E_DISK'];
/**
 * Looks for the emulators in the store only: no network, no child process, a few milliseconds.
 * A later source's emulators will do when each earlier source failed within the last hour.
 * @returns undefined when a source has to be asked
 */
function findStored(request, context) {
    if (request.required.length + request.optional.length === 0) {
        return { emulators: new Map(), cacheHit: true };
    }
    const skipped = [];
    for (const spec of request.sources) {
        const source = openSource(spec, request, context);
        const stored = source.isStored ? fromStore(source, request, context, FRESH_MS) : undefined;
        if (stored !== undefined) {
            if (skipped.length > 0) {
                context.reporter.warning(`Using emulators of ${source.label} from the tool-cache: ${skipped.join('; ')}`);
            }
            return stored;
        }
        const setback = recentSetback(context.storeRoot, questionOf(source, request), context.now());
        if (setback === undefined) {
            return undefined;
        }
        const minutes = Math.round((context.now() - setback.atMs) / 60_000);
        skipped.push(`${source.label} failed ${minutes} min ago: ${setback.reason}`);
    }
    return undefined;
}
/**
 * Gets the emulators, all from one release: from the store when it has them, else from the
 * first source that can serve. Each source that fails before is a warning.
 * @throws the error of the only source; E_SOURCE with every source's reason when there are
 * several; E_DISK
 */
async function obtainEmulators(request, context) {
    const stored = findStored(request, context);
    if (stored !== undefined) {
        return stored;
    }
    const failures = [];
    const sources = request.sources.map((spec) => openSource(spec, request, context));
    for (const [index, source] of sources.entries()) {
        try {
            const obtained = (source.isStored ? fromStore(source, request, context, FRESH_MS) : undefined) ??
                (await source.obtain());
            remember(failures, request, context);
            return obtained;
        }
        catch (error) {
            if (!(error instanceof errors/* XarchError */.xp) || OWN_FAULTS.includes(error.code)) {
                throw error;
            }
            failures.push({ source, error });
            const next = sources[index + 1];
            if (next !== undefined) {
                context.reporter.warning(`Source ${source.label} failed: ${error.message} Trying ${next.label} instead.`);
            }
        }
    }
    return staleOr(failures, request, context);
}
/** The last resort: what a moving source gave more than a day ago is better than nothing. */
function staleOr(failures, request, context) {
    for (const { source, error } of failures) {
        const unreachable = error.code === 'E_SOURCE';
        const stale = unreachable && source.isStored
            ? fromStore(source, request, context, Number.POSITIVE_INFINITY)
            : undefined;
        if (stale !== undefined) {
            context.reporter.warning(`Using emulators that ${source.label} gave earlier, for it cannot be asked now: ${error.message}`);
            return stale;
        }
    }
    const [only] = failures;
    if (only !== undefined && failures.length === 1) {
        throw only.error;
    }
    const remedies = [...new Set(failures.map(({ error }) => error.remedy))];
    throw new errors/* XarchError */.xp('E_SOURCE', `No source could give the emulators.${failures.map(({ source, error }) => `\n  ${source.label}: ${error.message} (${error.code})`).join('')}`, remedies.join(' '), failures.at(-1)?.error);
}
function fromStore(source, request, context, maxAgeMs) {
    const found = (0,store/* findRelease */.dv)(context.storeRoot, {
        host: request.host,
        required: request.required,
        optional: request.optional,
        accepts: (manifest) => source.accepts(manifest, maxAgeMs),
    });
    return found === undefined ? undefined : { emulators: found.emulators, cacheHit: true };
}
/** Only after another source has served: when all fail, the next run tries all again. */
function remember(failures, request, context) {
    for (const { source, error } of failures) {
        if (source.isStored) {
            const question = questionOf(source, request);
            rememberSetback(context.storeRoot, question, error.message, context.now());
        }
    }
}
/** Another version or another set of targets may well succeed where this one failed. */
function questionOf(source, request) {
    return [source.label, request.version, [...request.required].sort().join(',')].join(' ');
}


/***/ }),

/***/ 5270:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B: () => (/* binding */ releaseId),
/* harmony export */   U: () => (/* binding */ tagOfRelease)
/* harmony export */ });
/* harmony import */ var _catalog_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6848);

const PREFIX = `github:${_catalog_js__WEBPACK_IMPORTED_MODULE_0__/* .REPOSITORY */ .Bw}@`;
/** The release id of a tag, as it stands in manifests: `github:tonistiigi/binfmt@deploy/v10.2.3-68`. */
function releaseId(tag) {
    return `${PREFIX}${tag}`;
}
/** The tag of a release id; undefined for releases of other sources. */
function tagOfRelease(id) {
    return id.startsWith(PREFIX) ? id.slice(PREFIX.length) : undefined;
}


/***/ }),

/***/ 6690:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   DC: () => (/* binding */ hashFile),
/* harmony export */   FP: () => (/* binding */ entryFolder),
/* harmony export */   IH: () => (/* binding */ completeMarker),
/* harmony export */   Uf: () => (/* binding */ toolName),
/* harmony export */   dv: () => (/* binding */ findRelease),
/* harmony export */   hB: () => (/* binding */ readEntry),
/* harmony export */   i: () => (/* binding */ verifyEntry),
/* harmony export */   jH: () => (/* binding */ confirmEntries)
/* harmony export */ });
/* unused harmony exports versionFolder, readEntries */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _elf_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9158);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1474);





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
    const slug = manifest.sourceKind.replace(/[^0-9A-Za-z]+/g, '-');
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
 * Checks an entry's file against its manifest: by size and modification time, and by digest
 * when those differ (a restored cache); then that it is fit for this host.
 * @returns undefined when it is damaged or unfit
 */
function verifyEntry(entry, host) {
    const { manifest, path } = entry;
    try {
        const found = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.statSync)(path);
        if (found.size !== manifest.sizeBytes) {
            return undefined;
        }
        if (found.mtimeMs !== manifest.mtimeMs) {
            if (hashFile(path) !== manifest.sha256) {
                return undefined;
            }
            rewriteManifest(entry, { ...manifest, mtimeMs: found.mtimeMs });
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
