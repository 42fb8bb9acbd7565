export const id = 924;
export const ids = [924,564];
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

/***/ 5924:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  restoreEmulators: () => (/* binding */ restoreEmulators)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/emulator/store/publish.ts
var publish = __webpack_require__(5654);
// EXTERNAL MODULE: ./src/emulator/store/store.ts
var store = __webpack_require__(6964);
// EXTERNAL MODULE: ./src/emulator/store/workspace.ts
var workspace = __webpack_require__(2176);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/emulator/elf.ts
var elf = __webpack_require__(9158);
// EXTERNAL MODULE: ./src/emulator/emulator-name.ts
var emulator_name = __webpack_require__(2190);
// EXTERNAL MODULE: ./src/emulator/github/release-id.ts
var release_id = __webpack_require__(7958);
// EXTERNAL MODULE: ./src/emulator/inspect.ts
var inspect = __webpack_require__(3764);
// EXTERNAL MODULE: ./src/emulator/source/sources.ts
var sources = __webpack_require__(2723);
// EXTERNAL MODULE: ./src/emulator/store/manifest.ts
var store_manifest = __webpack_require__(3264);
// EXTERNAL MODULE: ./src/emulator/vouching.ts
var emulator_vouching = __webpack_require__(48);
// EXTERNAL MODULE: ./src/cross-run-cache/key.ts
var key = __webpack_require__(7367);
;// CONCATENATED MODULE: ./src/cross-run-cache/check.ts












/** Bounds what is read of a file that anybody may have made. */
const MAX_MANIFEST_BYTES = 64 * 1024;
/**
 * Checks what the cache gave against the request, believing nothing of it: whoever may write
 * to the cache of a repository may have made it.
 * @param folder with a folder `qemu-<target>` an emulator
 * @returns the wanted emulators, all of one release; else the reason why they will not do
 */
async function checkRestored(folder, request, context) {
    const [spec] = request.sources;
    if (spec === undefined)
        return 'no source is named';
    const source = (0,sources/* openSource */.o)(spec, request, context);
    const wanted = [...new Set([...request.required, ...request.optional])];
    const present = wanted.filter((target) => namesIn(folder).includes((0,store/* toolName */.Uf)(target)));
    const files = [];
    for (const target of present) {
        try {
            files.push(await checkFile((0,external_node_path_.join)(folder, (0,store/* toolName */.Uf)(target)), target, source, request, context));
        }
        catch (error) {
            return error instanceof errors/* XarchError */.xp
                ? error.message
                : `${(0,store/* toolName */.Uf)(target)} ${(0,errors/* messageOf */.bD)(error)}`;
        }
    }
    const [first] = files;
    if (first === undefined)
        return 'it holds none of the emulators';
    if (files.some(({ manifest }) => (0,store/* versionFolder */.pN)(manifest) !== (0,store/* versionFolder */.pN)(first.manifest))) {
        return 'its emulators are of different releases';
    }
    const missing = wanted.filter((target) => !present.includes(target) &&
        (request.required.includes(target) || first.manifest.offers.includes(target)));
    return missing.length > 0 ? `it lacks ${missing.map(store/* toolName */.Uf).join(', ')}` : files;
}
/** @throws an Error whose message follows the emulator's name, or an XarchError */
async function checkFile(folder, target, source, { host, pinning }, context) {
    const path = (0,external_node_path_.join)(folder, (0,store/* toolName */.Uf)(target));
    const manifest = readManifest(folder);
    if (manifest?.target !== target)
        throw new Error('has no sound manifest');
    if (!isPlain(path))
        throw new Error('is not a plain file');
    const sha256 = (0,store/* hashFile */.DC)(path);
    if ((0,external_node_fs_.lstatSync)(path).size !== manifest.sizeBytes || sha256 !== manifest.sha256) {
        throw new Error(`has sha256 ${sha256}, but ${manifest.sha256} was saved`);
    }
    const release = provedRelease(manifest, host, context.catalog);
    const proved = {
        ...manifest,
        releaseSha256: release ?? '',
        // Whoever vouched when it was saved, the cache could say anything.
        vouching: release === undefined ? 'cross-run-cache' : 'catalog',
    };
    if (!(0,emulator_vouching/* meetsPolicy */.xQ)(proved, pinning)) {
        throw new Error(`has sha256 ${sha256}, which is neither pinned nor in the checksum input (the digest of an archive tells nothing of the emulators in it)`);
    }
    if (!source.accepts(manifest, key/* KEPT_MS */.W)) {
        throw new Error(`is QEMU ${manifest.version} of ${manifest.source}, which is not what ${source.label} would give`);
    }
    (0,external_node_fs_.chmodSync)(path, 0o755);
    (0,elf/* checkEmulator */.i)(path, target, host);
    const version = await (0,inspect/* readEmulatorVersion */.O$)(path, manifest.version);
    if (version !== manifest.version) {
        throw new Error(`says that it is QEMU ${version}, but was saved as ${manifest.version}`);
    }
    const vouching = pinning.checksums === undefined ? proved.vouching : 'checksum';
    return { path, manifest, vouching };
}
/**
 * The digest of the pinned release file that this emulator is known to come out of.
 * @returns undefined when the catalog does not know this emulator's digest
 * @throws an Error when it knows another one
 */
function provedRelease(manifest, host, catalog) {
    const named = (0,release_id/* parseReleaseId */.y_)(manifest.source);
    const known = catalog.releases
        .filter(({ repository, tag }) => repository === named?.repository && tag === named.tag)
        .flatMap(({ assets }) => assets)
        .filter((asset) => asset.host === host.architecture)
        .flatMap((asset) => (asset.members ?? []).flatMap(({ name, sha256 }) => sha256 !== undefined && (0,emulator_name/* targetOfName */.i)(name) === manifest.target
        ? [{ release: asset.sha256, sha256 }]
        : []));
    const found = known.find(({ sha256 }) => sha256 === manifest.sha256);
    if (known.length > 0 && found === undefined) {
        throw new Error(`has sha256 ${manifest.sha256}, but ${known.map(({ sha256 }) => sha256).join(' or ')} is pinned for it`);
    }
    return found?.release;
}
/** Its texts go into paths and logs: nothing but printable characters, and a version of digits. */
function readManifest(folder) {
    const path = (0,external_node_path_.join)(folder, store_manifest/* MANIFEST_NAME */.ir);
    if (!(0,external_node_fs_.lstatSync)(folder).isDirectory() || !isPlain(path))
        return undefined;
    if ((0,external_node_fs_.lstatSync)(path).size > MAX_MANIFEST_BYTES)
        return undefined;
    const manifest = (0,store_manifest/* parseManifest */.Ng)((0,external_node_fs_.readFileSync)(path, 'utf8'));
    if (manifest === undefined)
        return undefined;
    const { version, sourceKind, source, obtainedAt, offers } = manifest;
    const isSound = [source, sourceKind, obtainedAt, ...offers].every((text) => /^[\x20-\x7e]+$/.test(text)) &&
        /^\d{1,4}(?:\.\d{1,4}){1,2}$/.test(version) &&
        Number.isFinite(Date.parse(obtainedAt));
    return isSound ? manifest : undefined;
}
/** A file, and no other name of one that lies elsewhere. */
function isPlain(path) {
    const found = (0,external_node_fs_.lstatSync)(path, { throwIfNoEntry: false });
    return found?.isFile() === true && found.nlink === 1;
}
function namesIn(folder) {
    return (0,external_node_fs_.lstatSync)(folder, { throwIfNoEntry: false })?.isDirectory() === true
        ? (0,external_node_fs_.readdirSync)(folder)
        : [];
}

// EXTERNAL MODULE: ./src/cross-run-cache/request.ts
var cross_run_cache_request = __webpack_require__(5810);
// EXTERNAL MODULE: ./src/cross-run-cache/service.ts
var cross_run_cache_service = __webpack_require__(2564);
;// CONCATENATED MODULE: ./src/cross-run-cache/restore.ts









/**
 * Takes emulators out of the cache and into the store. All that was wanted must be there and
 * right; else nothing of it is used, with a warning that says why.
 * @returns `none` when the cache has no such entry, `unusable` when it has one that will not do
 * or did not work
 */
async function restoreEmulators(key, request, context, service) {
    const { reporter } = context;
    const targets = [...request.required, ...request.optional];
    try {
        return await (0,workspace/* withWorkspace */.A2)(context, targets, async (workspace) => {
            const { answer, complaints } = await (0,cross_run_cache_service.askCacheService)({ operation: 'restore', key, paths: [cross_run_cache_request/* PACKED_FOLDER */.O] }, workspace.directory, service);
            const reason = answer.outcome === 'failed' ? answer.reason : complaints[0];
            if (reason !== undefined) {
                reporter.warning((0,cross_run_cache_service.troubleWith)('used', reason));
                return 'unusable';
            }
            // The service also takes a key for the beginning of another one.
            if (answer.outcome !== 'done' || answer.key !== key) {
                reporter.info(`The cross-run cache has no ${key} yet.`);
                return 'none';
            }
            const checked = await checkRestored((0,external_node_path_.join)(workspace.directory, cross_run_cache_request/* PACKED_FOLDER */.O), request, context);
            if (!Array.isArray(checked)) {
                reporter.warning(`The cross-run cache's entry ${key} is not used: ${checked}. The emulators come from their source instead; delete that entry to have it made anew (gh cache delete ${key}).`);
                return 'unusable';
            }
            const emulators = await restore_store(checked, workspace, request, context);
            reporter.info(`Restored ${emulators.size} emulators from the cross-run cache (${key}).`);
            return { emulators, cacheHit: true };
        });
    }
    catch (error) {
        reporter.warning((0,cross_run_cache_service.troubleWith)('used', (0,errors/* messageOf */.bD)(error)));
        return 'unusable';
    }
}
/** Moves what was checked into the store, each file alone in its folder. */
async function restore_store(restored, workspace, { host }, { now }) {
    const files = restored.map(({ path, manifest, vouching }) => {
        const { target, sha256, sizeBytes, releaseSha256 } = manifest;
        const folder = (0,external_node_path_.join)(workspace.directory, target);
        (0,external_node_fs_.mkdirSync)(folder);
        const moved = (0,external_node_path_.join)(folder, (0,store/* toolName */.Uf)(target));
        (0,external_node_fs_.renameSync)(path, moved);
        return { target, path: moved, sha256, sizeBytes, releaseSha256, vouching };
    });
    const [first] = restored;
    if (first === undefined)
        return new Map();
    const { source, sourceKind, offers, assumesPreservedArgv0, version } = first.manifest;
    const facts = {
        ...{ source, sourceKind, offers, assumesPreservedArgv0 },
        restored: true,
    };
    const agesMs = restored.map(({ manifest }) => Date.parse(manifest.obtainedAt));
    return (0,publish/* publish */.m)(workspace, host, facts, files, Math.min(now(), ...agesMs), version);
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

/***/ 2176:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A2: () => (/* binding */ withWorkspace),
/* harmony export */   aj: () => (/* binding */ withTempDirectory),
/* harmony export */   wO: () => (/* binding */ diskError),
/* harmony export */   xg: () => (/* binding */ diskFull)
/* harmony export */ });
/* unused harmony exports removeEmpty, abandonedWorkspaces */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _binfmt_owner_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7732);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3916);
/* harmony import */ var _store_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6964);






const PREFIX = '.xarch-';
/** In each workspace, beside the emulators' folders. */
const OWNER_NAME = 'owner.json';
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
            if (workspace.storeRoot !== context.storeRoot)
                removeEmpty(workspace.storeRoot);
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
    const code = (0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .errnoOf */ .UQ)(error);
    if (code !== 'ENOSPC' && code !== 'EDQUOT') {
        return undefined;
    }
    const where = error.path ?? path;
    return diskFull(where, code === 'EDQUOT' ? 'the quota is used up' : 'no space is left', error);
}
/** @param reason what is used up, in words that follow a colon */
function diskFull(path, reason, cause) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .XarchError */ .xp('E_DISK', `What was downloaded could not be written to ${path}: ${reason}.`, 'Make room (an emulator takes 10 to 20 MB, a download up to 80 MB), or let RUNNER_TOOL_CACHE and RUNNER_TEMP name directories on a larger disk.', cause);
}
function openWorkspace(context, targets) {
    try {
        return makeWorkspace(context.storeRoot, targets);
    }
    catch (error) {
        if (!UNWRITABLE.includes((0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .errnoOf */ .UQ)(error) ?? '')) {
            throw error;
        }
        // Not a fixed name: in a shared /tmp anybody could have filled that beforehand.
        const standIn = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.mkdtempSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(context.tempRoot, 'xarch-store-'));
        context.reporter.warning(`The tool-cache ${context.storeRoot} cannot be written (${(0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error)}); the emulators go to ${standIn} and the next run has to download them again.`);
        try {
            return makeWorkspace(standIn, targets);
        }
        catch (failure) {
            removeEmpty(standIn);
            throw failure;
        }
    }
}
/** Removes a directory that holds nothing; any other stays. */
function removeEmpty(directory) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmdirSync)(directory);
    }
    catch { }
}
function makeWorkspace(storeRoot, targets) {
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.mkdirSync)(storeRoot, { recursive: true });
    for (const target of targets) {
        const toolFolder = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(storeRoot, (0,_store_js__WEBPACK_IMPORTED_MODULE_5__/* .toolName */ .Uf)(target));
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(toolFolder)) {
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.accessSync)(toolFolder, node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.W_OK);
        }
    }
    removeAbandoned(storeRoot);
    const directory = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(storeRoot, `${PREFIX}${process.pid}-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(6).toString('hex')}`);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.mkdirSync)(directory, { mode: 0o700 });
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.writeFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, OWNER_NAME), JSON.stringify(thisProcess()));
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
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .XarchError */ .xp('E_EMULATOR', `Emulators cannot be kept in ${(0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(directory)}: its file system is mounted noexec.`, 'Mount it without noexec, or let RUNNER_TOOL_CACHE name a directory where programs may run.', error);
    }
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(path);
}
function thisProcess() {
    return { bootId: bootId(), owner: (0,_binfmt_owner_js__WEBPACK_IMPORTED_MODULE_3__/* .processOwner */ .Vq)(process.pid) };
}
function removeAbandoned(storeRoot) {
    for (const path of abandonedWorkspaces(storeRoot))
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(path, { recursive: true, force: true });
}
/** Absolute paths of the workspaces in a store that killed runs have left. */
function abandonedWorkspaces(storeRoot) {
    const isAlive = (0,_binfmt_owner_js__WEBPACK_IMPORTED_MODULE_3__/* .lookAtOwners */ .DO)();
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readdirSync)(storeRoot)
        .filter((name) => /^\.xarch-\d+-[0-9a-f]{12}$/.test(name))
        .map((name) => (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(storeRoot, name))
        .filter((path) => {
        const info = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.statSync)(path, { throwIfNoEntry: false });
        if (info === undefined)
            return false;
        return isOfDeadProcess(path, isAlive) || Date.now() - info.mtimeMs > ABANDONED_AFTER_MS;
    });
}
/**
 * True only when the process is seen to have ended. Another machine or container may share the
 * store; where its processes cannot be seen, only the age of their workspaces tells.
 */
function isOfDeadProcess(workspace, isAlive) {
    try {
        const text = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(workspace, OWNER_NAME), 'utf8');
        const noted = JSON.parse(text);
        return noted.bootId !== '' && noted.bootId === bootId() && !isAlive(noted.owner);
    }
    catch {
        return false;
    }
}
/** Empty where the kernel does not say. */
function bootId() {
    try {
        return (0,_binfmt_owner_js__WEBPACK_IMPORTED_MODULE_3__/* .readBootId */ .wV)();
    }
    catch {
        return '';
    }
}


/***/ })

};
