export const id = 243;
export const ids = [243];
export const modules = {

/***/ 1153:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   IZ: () => (/* binding */ acquireLock),
/* harmony export */   Ke: () => (/* binding */ lockFile),
/* harmony export */   kK: () => (/* binding */ withLock),
/* harmony export */   p1: () => (/* binding */ LOCK_TIMEOUT_MS)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1421);
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_child_process__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3916);




/** How long a transaction waits for another one, milliseconds; one takes well under a second. */
const LOCK_TIMEOUT_MS = 60_000;
/** After which those who wait are told what for, milliseconds. */
const WAIT_NOTICE_MS = 1_000;
/**
 * Runs `work` as the only registrar of this machine; see `acquireLock` for how and what is thrown.
 * @param notice told once, when it takes a while
 */
async function withLock(stateDirectory, timeoutMs, work, notice = () => { }) {
    const release = await acquireLock((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(stateDirectory, 'lock'), timeoutMs, { notice });
    try {
        return await work();
    }
    finally {
        release();
    }
}
/**
 * Takes a lock: flock(2) on a file that only its owner can open, so nobody else can hold it and
 * the kernel frees it however its holder ends. Node has no flock: flock(1) locks the open file
 * it shares with us.
 * @param options `isTransient`: whether the file goes with its last holder; `notice`: told once, when
 *   it takes a while
 * @returns what gives it back
 * @throws E_LOCK when the lock is not had in time, or flock(1) is missing
 */
async function acquireLock(path, timeoutMs, { isTransient = false, notice = () => { }, } = {}) {
    for (;;) {
        const file = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.openSync)(path, 'a', 0o600);
        try {
            await lockFile(file, path, timeoutMs, notice);
        }
        catch (error) {
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync)(file);
            throw error;
        }
        // Whoever held it before may have deleted the file, and the next one has made another.
        if (isTransient && (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.statSync)(path, { throwIfNoEntry: false })?.ino !== (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.fstatSync)(file).ino) {
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync)(file);
            continue;
        }
        return () => {
            if (isTransient)
                (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(path, { force: true });
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync)(file);
        };
    }
}
/**
 * Locks an open file or directory until it is closed.
 * @param file descriptor
 * @param path for messages
 * @throws E_LOCK
 */
function lockFile(file, path, timeoutMs, notice = () => { }) {
    return new Promise((resolve, reject) => {
        const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)('flock', ['-x', '3'], { stdio: ['ignore', 'ignore', 'ignore', file] });
        let timedOut = false;
        const timer = setTimeout(() => {
            timedOut = true;
            child.kill('SIGKILL');
        }, timeoutMs);
        const noticeTimer = setTimeout(() => {
            notice(`Waiting for another job that is changing this machine's entries, for up to ${timeoutMs / 1000} s (lock: ${path}).`);
        }, WAIT_NOTICE_MS);
        const stopTimers = () => {
            clearTimeout(timer);
            clearTimeout(noticeTimer);
        };
        child.on('error', (error) => {
            stopTimers();
            reject(new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .XarchError */ .xp('E_LOCK', (0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .errnoOf */ .UQ)(error) === 'ENOENT'
                ? 'The program "flock" is missing; it keeps two jobs from changing the kernel at once.'
                : `"flock" could not be started: ${error.message}.`, 'Install the package util-linux.', error));
        });
        child.on('close', (code) => {
            stopTimers();
            if (code === 0)
                resolve();
            else
                reject(new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .XarchError */ .xp('E_LOCK', timedOut
                    ? `Another job has held the lock ${path} for ${timeoutMs / 1000} s.`
                    : `"flock" failed on ${path} (exit code ${code}).`, `See who holds it with: sudo fuser ${path}`));
        });
    });
}


/***/ }),

/***/ 4243:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  withdrawPlugin: () => (/* binding */ withdrawPlugin)
});

// UNUSED EXPORTS: joinPlugin, pluginDirectory, providePlugin, recoverPlugin

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/binfmt/lock.ts
var lock = __webpack_require__(1153);
// EXTERNAL MODULE: ./src/binfmt/owner.ts + 1 modules
var owner = __webpack_require__(7732);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./node_modules/semver/index.js
var semver = __webpack_require__(2088);
// EXTERNAL MODULE: ./src/emulator/store/store.ts + 1 modules
var store = __webpack_require__(6312);
;// CONCATENATED MODULE: ./src/buildx/store.ts





/** Name of the tool, `<tool>/<version>/<arch>` in @actions/tool-cache's layout. */
const TOOL = 'buildx';
const store_PROGRAM_NAME = 'docker-buildx';
/** What it is called where there is no docker; a link beside the program. */
const STANDALONE_NAME = 'buildx';
const MANIFEST_NAME = 'manifest.json';
/** A version that is kept, if it is sound; its bytes are hashed again when the file's times differ. */
function findStored(root, version, host) {
    const folder = join(root, TOOL, version, host.nodeArch);
    if (!existsSync(completeMarker(folder)))
        return undefined;
    const path = join(folder, store_PROGRAM_NAME);
    try {
        const manifest = JSON.parse(readFileSync(join(folder, MANIFEST_NAME), 'utf8'));
        const { size, mtimeMs, ctimeMs } = statSync(path);
        if (manifest.schema !== 1 || manifest.version !== version || manifest.sizeBytes !== size) {
            return undefined;
        }
        const isUntouched = manifest.mtimeMs === mtimeMs && manifest.ctimeMs === ctimeMs;
        if (!isUntouched && hashFile(path) !== manifest.sha256)
            return undefined;
        const { sha256, vouching } = manifest;
        noteUse(folder);
        return { path, version, sha256, vouching };
    }
    catch {
        return undefined;
    }
}
/** The newest version that is kept; undefined when there is none. */
function newestStored(root, host) {
    let versions;
    try {
        versions = readdirSync(join(root, TOOL)).filter((name) => valid(name) !== null);
    }
    catch {
        return undefined;
    }
    for (const version of versions.sort(compare).reverse()) {
        const stored = findStored(root, version, host);
        if (stored !== undefined)
            return stored;
    }
    return undefined;
}
/**
 * Moves a checked program into the store.
 * @param prepared a folder on the store's file system with the program alone in it
 */
function storeBuildx(root, host, prepared, { version, sha256, vouching }) {
    const folder = join(root, TOOL, version, host.nodeArch);
    const { size, mtimeMs, ctimeMs } = statSync(join(prepared, store_PROGRAM_NAME));
    const manifest = {
        ...{ schema: 1, version, sha256, vouching },
        ...{ sizeBytes: size, mtimeMs, ctimeMs },
    };
    writeFileSync(join(prepared, MANIFEST_NAME), `${JSON.stringify(manifest, undefined, '\t')}\n`);
    symlinkSync(store_PROGRAM_NAME, join(prepared, STANDALONE_NAME));
    mkdirSync(dirname(folder), { recursive: true });
    try {
        renameSync(prepared, folder);
    }
    catch (error) {
        if (!['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(errnoOf(error) ?? ''))
            throw error;
        replace(folder, prepared);
    }
    writeFileSync(completeMarker(folder), '');
    return { path: join(folder, store_PROGRAM_NAME), version, sha256, vouching };
}
/** File by file, so that nobody who uses the folder meanwhile finds it missing or half written. */
function replace(folder, prepared) {
    if (!statSync(folder).isDirectory()) {
        rmSync(folder);
        mkdirSync(folder);
    }
    for (const name of readdirSync(prepared))
        renameSync(join(prepared, name), join(folder, name));
}
/** The marker's time tells when it was used last; a store that cannot be written does not. */
function noteUse(folder) {
    const now = new Date();
    try {
        utimesSync(completeMarker(folder), now, now);
    }
    catch { }
}

;// CONCATENATED MODULE: ./src/buildx/plugin.ts








/** Names that docker does not take for plugins, which begin with `docker-`. */
const STATE_NAME = '.xarch-buildx.json';
const ASIDE_PREFIX = '.xarch-buildx-before-';
/** Where docker looks for the user's plugins: $DOCKER_CONFIG/cli-plugins, ~/.docker/cli-plugins. */
function pluginDirectory(env) {
    return join(env.DOCKER_CONFIG || join(env.HOME || homedir(), '.docker'), 'cli-plugins');
}
/**
 * Puts a buildx before docker's own one for this user, until no job needs it any more: a link among
 * the user's plugins. A plugin that is there is moved aside.
 * @throws E_BUILDX when another job of the user has another version there, or nothing can be written
 */
async function providePlugin(directory, { path, version }, lease) {
    return changing(directory, () => locked(directory, (made) => {
        const state = recover(directory);
        const others = state?.leases.filter(({ id }) => id !== lease.id) ?? [];
        if (state !== undefined && state.target !== path && others.length > 0) {
            throw takenBy(directory, state, others[0]);
        }
        const next = {
            schema: 1,
            bootId: readBootId(),
            target: path,
            version,
            aside: state?.aside ?? `${ASIDE_PREFIX}${randomBytes(4).toString('hex')}`,
            made: state?.made ?? made,
            leases: [...others, lease],
        };
        // Noted first: whoever comes after a killed job has to know of what was moved.
        writeState(directory, next);
        const link = join(directory, PROGRAM_NAME);
        const isOurs = state !== undefined && linkTarget(link) === state.target;
        if (!isOurs && exists(link))
            renameSync(link, join(directory, next.aside));
        if (linkTarget(link) !== path)
            placeLink(link, path);
        return { directory, leaseId: lease.id };
    }));
}
/**
 * Holds the plugin that another job of this user was given, so that it stays as long as this job.
 * @returns undefined when the user's plugin is nobody's
 */
async function joinPlugin(directory, lease) {
    if (!exists(join(directory, STATE_NAME)))
        return undefined;
    return changing(directory, () => locked(directory, () => {
        const state = recover(directory);
        if (state === undefined)
            return undefined;
        const others = state.leases.filter(({ id }) => id !== lease.id);
        writeState(directory, { ...state, leases: [...others, lease] });
        return { directory, leaseId: lease.id };
    }));
}
/**
 * Gives a plugin up. With the last job that needs it everything is as it was before.
 * @throws E_BUILDX, E_LOCK
 */
async function withdrawPlugin({ directory, leaseId }) {
    await release(directory, ({ id }) => id === leaseId);
}
/** Puts right what jobs that were killed have left. */
async function recoverPlugin(directory) {
    await release(directory, () => false);
}
async function release(directory, isOver) {
    if (!exists((0,external_node_path_.join)(directory, STATE_NAME)))
        return;
    await changing(directory, () => locked(directory, (made) => {
        for (const each of made.toReversed())
            removeIfEmpty(each);
        const state = recover(directory);
        if (state === undefined)
            return;
        const leases = state.leases.filter((lease) => !isOver(lease));
        if (leases.length === 0)
            undo(directory, state);
        else
            writeState(directory, { ...state, leases });
    }));
}
/** The state without leases of jobs that have ended; undone when there is no other. */
function recover(directory) {
    const state = readState(directory);
    if (state === undefined)
        return undefined;
    const isThisBoot = state.bootId === (0,owner/* readBootId */.wV)();
    const isAlive = (0,owner/* lookAtOwners */.DO)();
    const leases = state.leases.filter(({ owner }) => (isThisBoot || owner.kind !== 'process') && isAlive(owner));
    if (leases.length > 0)
        return { ...state, leases };
    undo(directory, state);
    return undefined;
}
function undo(directory, { target, aside: asideName, made }) {
    const link = (0,external_node_path_.join)(directory, store_PROGRAM_NAME);
    const aside = (0,external_node_path_.join)(directory, asideName);
    if (linkTarget(link) === target)
        (0,external_node_fs_.rmSync)(link);
    // What somebody else has put there meanwhile is theirs, and newer than what was there before.
    if (exists(aside) && !exists(link))
        (0,external_node_fs_.renameSync)(aside, link);
    (0,external_node_fs_.rmSync)((0,external_node_path_.join)(directory, STATE_NAME), { force: true });
    for (const each of made.toReversed())
        removeIfEmpty(each);
}
/** @returns those that were not there, the outermost first */
function makeDirectories(directory) {
    const made = [];
    for (let each = directory; !exists(each); each = (0,external_node_path_.dirname)(each))
        made.unshift(each);
    (0,external_node_fs_.mkdirSync)(directory, { recursive: true, mode: 0o700 });
    return made;
}
/**
 * Runs `work` as the only one who changes the user's plugin.
 * @param work is given the directories that had to be made, the outermost first
 */
async function locked(directory, work) {
    const made = new Set();
    for (;;) {
        for (const each of makeDirectories(directory))
            made.add(each);
        const file = (0,external_node_fs_.openSync)(directory, 'r');
        try {
            await (0,lock/* lockFile */.Ke)(file, directory, lock/* LOCK_TIMEOUT_MS */.p1);
            // The last one out takes away the directory that it made.
            const now = (0,external_node_fs_.statSync)(directory, { throwIfNoEntry: false });
            if (now?.ino === (0,external_node_fs_.fstatSync)(file).ino)
                return work([...made]);
        }
        finally {
            (0,external_node_fs_.closeSync)(file);
        }
    }
}
async function changing(directory, work) {
    try {
        return await work();
    }
    catch (error) {
        if (error instanceof errors/* XarchError */.xp || (0,errors/* errnoOf */.UQ)(error) === undefined)
            throw error;
        throw new errors/* XarchError */.xp('E_BUILDX', `buildx cannot be put into ${directory}, where docker looks for plugins: ${(0,errors/* messageOf */.bD)(error)}.`, 'Let DOCKER_CONFIG name a directory that this job may write to (and log in to registries afterwards), or install buildx on the machine.', error);
    }
}
function readState(directory) {
    try {
        const text = (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(directory, STATE_NAME), 'utf8');
        const state = JSON.parse(text);
        return state.schema === 1 ? state : undefined;
    }
    catch (error) {
        if ((0,errors/* errnoOf */.UQ)(error) === 'ENOENT' || error instanceof SyntaxError)
            return undefined;
        throw error;
    }
}
function writeState(directory, state) {
    const temporary = (0,external_node_path_.join)(directory, `${STATE_NAME}.${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`);
    (0,external_node_fs_.writeFileSync)(temporary, `${JSON.stringify(state)}\n`, { mode: 0o600 });
    (0,external_node_fs_.renameSync)(temporary, (0,external_node_path_.join)(directory, STATE_NAME));
}
/** In one step, so that docker finds the old one or the new one. */
function placeLink(link, target) {
    const temporary = join(dirname(link), `.xarch-buildx-${randomBytes(6).toString('hex')}`);
    symlinkSync(target, temporary);
    renameSync(temporary, link);
}
function linkTarget(path) {
    try {
        return (0,external_node_fs_.readlinkSync)(path);
    }
    catch {
        return undefined;
    }
}
function exists(path) {
    return (0,external_node_fs_.lstatSync)(path, { throwIfNoEntry: false }) !== undefined;
}
function removeIfEmpty(directory) {
    try {
        (0,external_node_fs_.rmdirSync)(directory);
    }
    catch { }
}
function takenBy(directory, { version }, lease) {
    return new XarchError('E_BUILDX', `Another job of this user (${lease?.label ?? 'unknown'}) has buildx ${version} in ${directory} while it runs, and this one needs another version.`, 'Ask for the same buildx-version in both, or let DOCKER_CONFIG name a directory of its own for each job, for example below RUNNER_TEMP.');
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
