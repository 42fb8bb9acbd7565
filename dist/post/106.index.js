export const id = 106;
export const ids = [106,564];
export const modules = {

/***/ 5810:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ ANSWER_DESCRIPTOR),
/* harmony export */   O: () => (/* binding */ PACKED_FOLDER)
/* harmony export */ });
/** The folder that is packed, with one folder `qemu-<target>` an emulator. */
const PACKED_FOLDER = 'emulators';
/** File descriptor that the answer is written to. */
const ANSWER_DESCRIPTOR = 3;


/***/ }),

/***/ 4106:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   saveEmulators: () => (/* binding */ saveEmulators)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _emulator_store_manifest_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(3264);
/* harmony import */ var _emulator_store_store_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6312);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3916);
/* harmony import */ var _request_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(5810);
/* harmony import */ var _service_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2564);







/**
 * What the service says when it takes nothing more under this key, or nothing from this job, as
 * from a pull request of a fork: things that are as they should be.
 */
const NO_TROUBLE = /cache write denied|read-only|already exists|unable to reserve cache/i;
/**
 * Packs emulators of the store into the cross-run cache. Its trouble is a warning and no more.
 * @param tempRoot existing directory for the copies that are packed
 */
async function saveEmulators({ key, folders }, tempRoot, service, reporter) {
    let directory;
    try {
        directory = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdtempSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(tempRoot, 'xarch-cache-'));
        for (const folder of folders)
            stage(folder, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, _request_js__WEBPACK_IMPORTED_MODULE_5__/* .PACKED_FOLDER */ .O));
        const { answer, complaints } = await (0,_service_js__WEBPACK_IMPORTED_MODULE_4__.askCacheService)({ operation: 'save', key, paths: [_request_js__WEBPACK_IMPORTED_MODULE_5__/* .PACKED_FOLDER */ .O] }, directory, service);
        const reason = answer.outcome === 'failed' ? answer.reason : complaints[0];
        if (reason !== undefined && !NO_TROUBLE.test(reason)) {
            reporter.warning((0,_service_js__WEBPACK_IMPORTED_MODULE_4__.troubleWith)('filled', reason));
        }
        else if (reason !== undefined || answer.outcome === 'nothing') {
            reporter.info(`The cross-run cache took nothing under ${key}.`);
        }
        else {
            reporter.info(`Saved ${folders.length} emulators in the cross-run cache (${key}).`);
        }
    }
    catch (error) {
        reporter.warning((0,_service_js__WEBPACK_IMPORTED_MODULE_4__.troubleWith)('filled', (0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error)));
    }
    finally {
        if (directory !== undefined)
            (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(directory, { recursive: true, force: true });
    }
}
/** Copies one emulator with its manifest; one that has changed since main used it is not saved. */
function stage(folder, packed) {
    const target = /\/qemu-([a-z0-9_]+)\/[^/]+\/[^/]+$/.exec(folder)?.[1];
    const entry = target === undefined ? undefined : (0,_emulator_store_store_js__WEBPACK_IMPORTED_MODULE_2__/* .readEntry */ .hB)(folder, target);
    if (entry === undefined)
        throw new Error(`there is no emulator in ${folder} any more`);
    const into = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(packed, `qemu-${target}`);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(into, { recursive: true });
    const copy = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(into, (0,node_path__WEBPACK_IMPORTED_MODULE_1__.basename)(entry.path));
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.copyFileSync)(entry.path, copy, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.COPYFILE_FICLONE);
    if ((0,_emulator_store_store_js__WEBPACK_IMPORTED_MODULE_2__/* .hashFile */ .DC)(copy) !== entry.manifest.sha256) {
        throw new Error(`${entry.path} has changed since it was obtained`);
    }
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.copyFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, _emulator_store_manifest_js__WEBPACK_IMPORTED_MODULE_6__/* .MANIFEST_NAME */ .ir), (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(into, _emulator_store_manifest_js__WEBPACK_IMPORTED_MODULE_6__/* .MANIFEST_NAME */ .ir));
}


/***/ }),

/***/ 2564:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   askCacheService: () => (/* binding */ askCacheService),
/* harmony export */   openCacheService: () => (/* binding */ openCacheService),
/* harmony export */   troubleWith: () => (/* binding */ troubleWith)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1421);
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_child_process__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var node_readline__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(481);
/* harmony import */ var node_readline__WEBPACK_IMPORTED_MODULE_3___default = /*#__PURE__*/__webpack_require__.n(node_readline__WEBPACK_IMPORTED_MODULE_3__);
/* harmony import */ var node_stream_consumers__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8321);
/* harmony import */ var node_stream_consumers__WEBPACK_IMPORTED_MODULE_4___default = /*#__PURE__*/__webpack_require__.n(node_stream_consumers__WEBPACK_IMPORTED_MODULE_4__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3916);
/* harmony import */ var _request_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5810);







/** The service of this job; its bundle lies beside the one that is running. */
function openCacheService(env, log) {
    return {
        bundlePath: (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.realpathSync)(process.argv[1] ?? '.')), '..', 'cache', 'index.js'),
        env,
        timeoutMs: { restore: 60_000, save: 120_000 },
        log,
        command: (line) => process.stdout.write(`${line}\n`),
    };
}
/**
 * Asks the service in a process of its own, which is ended with all its children when it takes
 * too long. Nothing is thrown: a cache that does not work is no failure.
 * @param directory that the paths are relative to; also takes the archive
 */
async function askCacheService(request, directory, service) {
    const complaints = [];
    try {
        const answer = await converse(request, (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.realpathSync)(directory), service, complaints);
        return { answer, complaints };
    }
    catch (error) {
        return { answer: { outcome: 'failed', reason: (0,_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .messageOf */ .bD)(error) }, complaints };
    }
}
async function converse(request, directory, { bundlePath, env, timeoutMs, log, command }, complaints) {
    const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(process.execPath, [bundlePath], {
        cwd: directory,
        // The library takes names relative to the workspace, and keeps its archive in RUNNER_TEMP.
        env: {
            ...env,
            GITHUB_WORKSPACE: directory,
            RUNNER_TEMP: directory,
            ...(request.operation === 'restore' ? { TAR_OPTIONS: EXTRACTION } : {}),
        },
        stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
        detached: true,
    });
    const ended = new Promise((resolve, reject) => {
        child.on('error', reject);
        child.on('close', resolve);
    });
    let isLate = false;
    const limitMs = timeoutMs[request.operation];
    const timer = setTimeout(() => {
        isLate = true;
        endGroup(child);
    }, limitMs);
    // A process that could not be started has no pipes that work.
    child.stdin?.on('error', () => { });
    child.stdin?.end(JSON.stringify(request));
    const answered = (0,node_stream_consumers__WEBPACK_IMPORTED_MODULE_4__.text)(child.stdio[_request_js__WEBPACK_IMPORTED_MODULE_6__/* .ANSWER_DESCRIPTOR */ .H]).catch(() => '');
    const lines = [];
    for (const stream of [child.stdout, child.stderr]) {
        if (stream === null)
            continue;
        (0,node_readline__WEBPACK_IMPORTED_MODULE_3__.createInterface)({ input: stream }).on('line', (line) => {
            lines.push(line);
            passOn(line, { log, command, complaints });
        });
    }
    try {
        const exitCode = await ended;
        if (isLate)
            throw new Error(`it gave no answer within ${limitMs / 1000} s`);
        const answer = await answered;
        if (answer === '') {
            const last = lines.findLast((line) => line.trim() !== '') ?? 'no word';
            throw new Error(`its process ended with exit code ${exitCode} and "${last.slice(0, 200)}"`);
        }
        return JSON.parse(answer);
    }
    finally {
        clearTimeout(timer);
    }
}
/**
 * For GNU tar, which the library lets write anywhere (-P), through links too: no member but
 * `emulators/q*` with `qe*` and `em*` in it. What is unpacked is checked file by file afterwards.
 */
const EXTRACTION = [
    ...['--anchored', '--wildcards', '--exclude=[!e]*', `--exclude=${_request_js__WEBPACK_IMPORTED_MODULE_6__/* .PACKED_FOLDER */ .O}/[!q]*`],
    ...['[!qe]*', 'q[!e]*', 'e[!m]*', '*/*'].map((name) => `--exclude=${_request_js__WEBPACK_IMPORTED_MODULE_6__/* .PACKED_FOLDER */ .O}/*/${name}`),
].join(' ');
function passOn(line, { log, command, complaints }) {
    const [, name, message = ''] = /^\s*::([\w-]+)(?: [^:]*)?::(.*)$/.exec(line) ?? [];
    if (name === 'warning' || name === 'error')
        complaints.push(unescaped(message));
    else if (name === 'add-mask' || name === 'debug')
        command(line);
    // No other command: with debugging on, the library prints the names of an archive's members.
    else if (name === undefined && line.trim() !== '')
        log(line);
}
/** Workflow commands escape these three (actions/toolkit, command.ts). */
function unescaped(message) {
    return message.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%');
}
/** The process leads a group, with tar and the compressor in it. */
function endGroup({ pid }) {
    try {
        if (pid !== undefined)
            process.kill(-pid, 'SIGKILL');
    }
    catch { }
}
/** The words of a warning that the cache was not used: one line, without a stack. */
function troubleWith(what, reason) {
    const line = (reason.split('\n')[0] ?? '').replace(/[.\s]+$/, '').slice(0, 300);
    return `The cross-run cache could not be ${what}: ${line}. This costs time only.`;
}


/***/ }),

/***/ 3264:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ng: () => (/* binding */ parseManifest),
/* harmony export */   ir: () => (/* binding */ MANIFEST_NAME)
/* harmony export */ });
/* unused harmony export formatManifest */
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

/***/ 6312:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  DC: () => (/* binding */ hashFile),
  hB: () => (/* binding */ readEntry)
});

// UNUSED EXPORTS: completeMarker, confirmEntries, entryFolder, findRelease, readEntries, redescribeEntry, toolName, verifyEntry, versionFolder

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
;// CONCATENATED MODULE: ./src/emulator/elf.ts


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
function elf_checkEmulator(path, target, host) {
    let elf;
    try {
        elf = readElf(path);
    }
    catch (error) {
        throw unfit(path, target, messageOf(error), error);
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
        accessSync(path, constants.X_OK);
    }
    catch (error) {
        throw unfit(path, target, notExecutable(path), error);
    }
}
function readHead(path) {
    const descriptor = openSync(path, 'r');
    try {
        if (!fstatSync(descriptor).isFile()) {
            throw new Error('not a plain file');
        }
        const bytes = new Uint8Array(HEAD_BYTES);
        return bytes.subarray(0, readSync(descriptor, bytes, 0, HEAD_BYTES, 0));
    }
    finally {
        closeSync(descriptor);
    }
}
function notExecutable(path) {
    const descriptor = openSync(path, 'r');
    try {
        const hasModeBit = (fstatSync(descriptor).mode & 0o111) !== 0;
        return hasModeBit
            ? 'not executable although its mode says so: the file system is mounted noexec'
            : 'not executable (no x in its mode)';
    }
    finally {
        closeSync(descriptor);
    }
}
function unfit(path, target, reason, cause) {
    const missing = errnoOf(cause) === 'ENOENT';
    return new XarchError('E_EMULATOR', `The emulator for ${target}, ${path}, cannot be used: ${reason}.`, missing
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

// EXTERNAL MODULE: ./src/emulator/store/manifest.ts
var store_manifest = __webpack_require__(3264);
;// CONCATENATED MODULE: ./src/emulator/store/store.ts





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
    const digest = createHash('sha256').update(manifest.source).digest('hex').slice(0, 8);
    return `${padded}-${slug}-${digest}`;
}
/** The folder of one emulator in @actions/tool-cache's layout, `<tool>/<version>/<arch>`. */
function entryFolder(root, host, manifest) {
    return join(root, toolName(manifest.target), versionFolder(manifest), host.nodeArch);
}
/** The file beside a folder that tells @actions/tool-cache that the folder is whole. */
function completeMarker(folder) {
    return `${folder}.complete`;
}
/** All entries of one target for this host; damaged ones are left out. */
function readEntries(root, target, host) {
    const toolFolder = join(root, toolName(target));
    return namesIn(toolFolder).flatMap((version) => {
        const folder = join(toolFolder, version, host.nodeArch);
        const entry = existsSync(completeMarker(folder)) ? readEntry(folder, target) : undefined;
        return entry === undefined ? [] : [entry];
    });
}
/** One folder's entry, whether marked complete or not; undefined when it has no sound manifest. */
function readEntry(folder, target) {
    let text;
    try {
        text = (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(folder, store_manifest/* MANIFEST_NAME */.ir), 'utf8');
    }
    catch {
        return undefined;
    }
    const manifest = (0,store_manifest/* parseManifest */.Ng)(text);
    return manifest?.target === target
        ? { manifest, folder, path: (0,external_node_path_.join)(folder, toolName(target)) }
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
        const found = statSync(path);
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
        checkEmulator(path, manifest.target, host);
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
    const hash = (0,external_node_crypto_.createHash)('sha256');
    const buffer = Buffer.allocUnsafe(1024 * 1024);
    const descriptor = (0,external_node_fs_.openSync)(path, 'r');
    try {
        for (;;) {
            const count = (0,external_node_fs_.readSync)(descriptor, buffer, 0, buffer.length, null);
            if (count === 0) {
                return hash.digest('hex');
            }
            hash.update(buffer.subarray(0, count));
        }
    }
    finally {
        (0,external_node_fs_.closeSync)(descriptor);
    }
}
/** The marker's time tells when an entry was used last; a store that cannot be written does not. */
function noteUse(entries) {
    const now = new Date();
    for (const { folder } of entries) {
        try {
            utimesSync(completeMarker(folder), now, now);
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
    const path = join(entry.folder, MANIFEST_NAME);
    const temporary = `${path}.${randomBytes(6).toString('hex')}`;
    try {
        writeFileSync(temporary, formatManifest(manifest), { flag: 'wx' });
        renameSync(temporary, path);
    }
    catch {
        rmSync(temporary, { force: true });
    }
}
function namesIn(directory) {
    try {
        return readdirSync(directory);
    }
    catch {
        return [];
    }
}


/***/ })

};
