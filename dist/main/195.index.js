export const id = 195;
export const ids = [195];
export const modules = {

/***/ 8346:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   AD: () => (/* binding */ interpreterFor),
/* harmony export */   AN: () => (/* binding */ sweepInterpreters),
/* harmony export */   Is: () => (/* binding */ placeInterpreter),
/* harmony export */   be: () => (/* binding */ copyPath)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3916);
/* harmony import */ var _root_directory_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4248);





const CHUNK_BYTES = 1 << 20;
const WRITABLE_BY_OTHERS = 0o022;
/**
 * Where an emulator is registered from: where it is, if only root can change what is
 * there, else a copy of root's own. Otherwise its owner could swap it between the
 * moment it was hashed and the moment the kernel opens it. For one that is gone it is the
 * copy too: an entry with flag F can be shared without its file, and only making the copy fails.
 */
function interpreterFor(emulator, directory) {
    try {
        const path = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.realpathSync)(emulator.path);
        return isRootsAlone(path) ? path : copyPath(emulator, directory);
    }
    catch (error) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .errnoOf */ .UQ)(error) === 'ENOENT')
            return copyPath(emulator, directory);
        throw error;
    }
}
/**
 * Makes the copy, if `interpreter` is one, hashing the very bytes that are written.
 * @throws E_DIGEST when the bytes are not those that were chosen, E_REGISTER when there are none, E_DISK
 */
function placeInterpreter(emulator, interpreter, directory) {
    if (interpreter !== copyPath(emulator, directory))
        return;
    (0,_root_directory_js__WEBPACK_IMPORTED_MODULE_4__/* .ensureRootDirectory */ .q)(directory);
    (0,_root_directory_js__WEBPACK_IMPORTED_MODULE_4__/* .ensureRootDirectory */ .q)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(interpreter));
    const next = `${interpreter}.next`;
    try {
        const digest = copyAndHash((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.realpathSync)(emulator.path), next);
        if (digest !== emulator.sha256) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .XarchError */ .xp('E_DIGEST', `${emulator.path} changed while it was being set up: its sha256 is ${digest}, and was ${emulator.sha256}.`, 'Nothing was registered. Find out what writes to that directory, and run this again.');
        }
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.renameSync)(next, interpreter);
    }
    catch (error) {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(next, { force: true });
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .errnoOf */ .UQ)(error) === 'ENOENT') {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .XarchError */ .xp('E_REGISTER', `The emulator ${emulator.path} does not exist for the registrar.`, 'If this runs in a container, the emulators must be at a path that root sees too.', error);
        }
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .errnoOf */ .UQ)(error) === 'ELOOP' || (0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .errnoOf */ .UQ)(error) === 'ENXIO')
            throw notAFile(emulator.path, error);
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .errnoOf */ .UQ)(error) === 'ENOSPC' || (0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .errnoOf */ .UQ)(error) === 'EDQUOT') {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .XarchError */ .xp('E_DISK', `There is no room for ${interpreter}: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error)}.`, `Free some space in ${directory}.`, error);
        }
        throw error;
    }
}
/**
 * Deletes the copies that no entry names.
 * @param entries all of the kernel's: without flag F, also one that a lost journal told of needs its file
 */
function sweepInterpreters(directory, entries) {
    const used = new Set(entries.map((entry) => (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(entry.interpreter)));
    // What cannot be deleted now is left to the next request: all that was asked for is done.
    const attempt = (path) => {
        try {
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(path, { recursive: true, force: true });
        }
        catch { }
    };
    let names;
    try {
        names = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readdirSync)(directory);
    }
    catch {
        return;
    }
    const unused = names.filter((name) => !used.has((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, name)));
    for (const name of unused)
        attempt((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, name));
    if (unused.length === names.length)
        attempt(directory);
}
/** Root's copy of an emulator; the path tells its bytes. */
function copyPath(emulator, directory) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, emulator.sha256.slice(0, 16), `qemu-${emulator.target}`);
}
function isRootsAlone(path) {
    for (let place = path;; place = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(place)) {
        const { uid, mode } = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.statSync)(place);
        if (uid !== 0 || (mode & WRITABLE_BY_OTHERS) !== 0)
            return false;
        if (place === '/')
            return true;
    }
}
function notAFile(path, cause) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .XarchError */ .xp('E_DIGEST', `${path} is not a plain file any more; it was one when it was chosen.`, 'Nothing was registered. Find out what writes to that directory, and run this again.', cause);
}
function copyAndHash(from, to) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    // The last part of the path may be a link by now, and a pipe would never end.
    const source = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.openSync)(from, node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_RDONLY | node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_NOFOLLOW | node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_NONBLOCK);
    try {
        if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_1__.fstatSync)(source).isFile())
            throw notAFile(from);
        const copy = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.openSync)(to, 'w', 0o755);
        try {
            for (;;) {
                const bytes = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readSync)(source, chunk, 0, CHUNK_BYTES, null);
                if (bytes === 0)
                    break;
                hash.update(chunk.subarray(0, bytes));
                for (let done = 0; done < bytes;)
                    done += (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.writeSync)(copy, chunk, done, bytes - done);
            }
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.fchmodSync)(copy, 0o755);
        }
        finally {
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync)(copy);
        }
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync)(source);
    }
    return hash.digest('hex');
}


/***/ }),

/***/ 6684:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   B0: () => (/* binding */ persistEntries),
/* harmony export */   Ek: () => (/* binding */ persistedNames),
/* harmony export */   JL: () => (/* binding */ newNames),
/* harmony export */   KQ: () => (/* binding */ reviveEntries),
/* harmony export */   QH: () => (/* binding */ persistedTargets),
/* harmony export */   iw: () => (/* binding */ forgetEntries)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1421);
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_child_process__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3916);
/* harmony import */ var _entry_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8488);
/* harmony import */ var _interpreter_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8346);
/* harmony import */ var _kernel_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(903);
/* harmony import */ var _persisted_files_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(3635);
/* harmony import */ var _refusal_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(2632);









/** Under which update-binfmts keeps what is ours. */
const PACKAGE = 'setup-xarch';
/** Covers an entry while it is replaced, so that programs start at any moment. */
const COVER = 'setup-xarch-cover';
/**
 * Registers entries so that they come back at each boot: the emulators under a directory of
 * root's, a file for systemd-binfmt, and where there is one, a record of binfmt-support's.
 * All of it, or nothing; whoever finds `names` in the journal after a crash can forget them.
 * @returns the names of the entries that were registered
 * @throws XarchError
 */
function persistEntries(requests, roots) {
    const undoing = [];
    try {
        const registered = requests.flatMap((request) => persistEntry(request, roots, undoing));
        sweepPersisted(roots);
        return registered;
    }
    catch (error) {
        for (const undo of undoing.reverse())
            undo();
        sweepPersisted(roots);
        throw error;
    }
}
/** The names among these that are not persisted yet. */
function newNames(requests, roots) {
    return requests
        .map(({ target }) => (0,_persisted_files_js__WEBPACK_IMPORTED_MODULE_7__/* .persistedName */ .xg)(target))
        .filter((name) => !(0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(bootPath(name, roots)));
}
function persistEntry({ target, magic, mask, flags, emulator }, roots, undoing) {
    const file = { ...emulator, target };
    const interpreter = (0,_interpreter_js__WEBPACK_IMPORTED_MODULE_5__/* .copyPath */ .be)(file, roots.persistDirectory);
    const name = (0,_persisted_files_js__WEBPACK_IMPORTED_MODULE_7__/* .persistedName */ .xg)(target);
    const registration = { name, magic, mask, interpreter, flags: (0,_entry_js__WEBPACK_IMPORTED_MODULE_4__/* .canonicalFlags */ .GE)(flags) };
    (0,_interpreter_js__WEBPACK_IMPORTED_MODULE_5__/* .placeInterpreter */ .Is)(file, interpreter, roots.persistDirectory);
    flush(interpreter);
    const before = (0,_kernel_js__WEBPACK_IMPORTED_MODULE_6__/* .readEntry */ .hB)(roots.binfmtDirectory, name);
    const isThere = isRegistered(registration, before);
    if (!isThere) {
        undoing.push(() => restoreEntry(name, before, roots));
        replaceEntry(registration, before, roots);
    }
    const importPath = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(roots.importDirectory, name);
    const supports = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(roots.updateBinfmts);
    const wasImported = supports && (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(importPath);
    if (wasImported)
        undoing.push(() => updateBinfmts(['--import', name], roots));
    undoing.push(...writeFiles(registration, roots, supports));
    if (supports) {
        if (!wasImported)
            undoing.push(() => forgetRecord(name, roots));
        updateBinfmts(['--import', name], roots);
    }
    return isThere ? [] : [name];
}
/** @returns what undoes it */
function writeFiles(registration, roots, supports) {
    const { name } = registration;
    const files = [
        [bootPath(name, roots), (0,_persisted_files_js__WEBPACK_IMPORTED_MODULE_7__/* .bootFile */ .zW)(registration)],
        ...(supports ? [[(0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(roots.importDirectory, name), (0,_persisted_files_js__WEBPACK_IMPORTED_MODULE_7__/* .importFile */ .mp)(registration)]] : []),
    ];
    return files.map(([path, text]) => {
        const old = readIfThere(path);
        if (old !== text)
            writeWhole(path, text);
        return () => (old === undefined ? (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(path, { force: true }) : writeWhole(path, old));
    });
}
/** Puts an entry in the place of an older one of that name, without a moment in which neither serves. */
function replaceEntry(registration, before, { binfmtDirectory }) {
    const put = (each) => {
        try {
            (0,_kernel_js__WEBPACK_IMPORTED_MODULE_6__/* .register */ .kz)(binfmtDirectory, (0,_entry_js__WEBPACK_IMPORTED_MODULE_4__/* .formatRegistration */ .tD)(each));
        }
        catch (error) {
            throw error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .XarchError */ .xp ? error : (0,_refusal_js__WEBPACK_IMPORTED_MODULE_8__/* .refusalOf */ .O)(each, error);
        }
    };
    if (before === undefined) {
        put(registration);
        return;
    }
    put({ ...registration, name: COVER });
    try {
        (0,_kernel_js__WEBPACK_IMPORTED_MODULE_6__/* .remove */ .TF)(binfmtDirectory, registration.name);
        put(registration);
    }
    finally {
        (0,_kernel_js__WEBPACK_IMPORTED_MODULE_6__/* .remove */ .TF)(binfmtDirectory, COVER);
    }
}
/** As it was before, as far as its emulator is still there. */
function restoreEntry(name, before, { binfmtDirectory }) {
    const now = (0,_kernel_js__WEBPACK_IMPORTED_MODULE_6__/* .readEntry */ .hB)(binfmtDirectory, name);
    if (before?.match === undefined) {
        if (now !== undefined)
            (0,_kernel_js__WEBPACK_IMPORTED_MODULE_6__/* .remove */ .TF)(binfmtDirectory, name);
        return;
    }
    const { interpreter, flags, match } = before;
    const mask = match.mask ?? 'ff'.repeat(match.magic.length / 2);
    const registration = { name, interpreter, flags, magic: match.magic, mask };
    if (!isRegistered(registration, now))
        replaceEntry(registration, now, { binfmtDirectory });
}
/**
 * Takes persisted entries away, with their files; what somebody else made of them stays.
 * @returns the names of the entries that were removed
 */
function forgetEntries(names, roots) {
    const removed = [];
    for (const name of [...names, COVER]) {
        const entry = (0,_kernel_js__WEBPACK_IMPORTED_MODULE_6__/* .readEntry */ .hB)(roots.binfmtDirectory, name);
        forgetRecord(name, roots);
        for (const path of [bootPath(name, roots), (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(roots.importDirectory, name)]) {
            for (const each of [path, nextOf(path)])
                (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(each, { force: true });
        }
        if (!entry?.interpreter.startsWith(`${roots.persistDirectory}/`))
            continue;
        // binfmt-support has taken it away along with its record.
        if ((0,_kernel_js__WEBPACK_IMPORTED_MODULE_6__/* .readEntry */ .hB)(roots.binfmtDirectory, name) !== undefined)
            (0,_kernel_js__WEBPACK_IMPORTED_MODULE_6__/* .remove */ .TF)(roots.binfmtDirectory, name);
        removed.push(name);
    }
    sweepPersisted(roots);
    return removed;
}
/** Registers what the next boot would register and the kernel lacks: the replacement of it was cut short. */
function reviveEntries(roots) {
    const present = new Set((0,_kernel_js__WEBPACK_IMPORTED_MODULE_6__/* .listEntries */ .fi)(roots.binfmtDirectory).map(({ name }) => name));
    // Without the cover there was no replacement, and somebody else took away what is missing.
    if (!present.has(COVER))
        return;
    for (const name of persistedNames(roots).filter((each) => !present.has(each))) {
        const [, line] = (readIfThere(bootPath(name, roots)) ?? '').split('\n');
        if (line?.startsWith(':'))
            (0,_kernel_js__WEBPACK_IMPORTED_MODULE_6__/* .register */ .kz)(roots.binfmtDirectory, line);
    }
}
/** All names that are persisted, in files or in the kernel. */
function persistedNames(roots) {
    const inFiles = namesIn(roots.bootDirectory).flatMap((file) => file.endsWith('.conf') ? [file.slice(0, -'.conf'.length)] : []);
    const inKernel = (0,_kernel_js__WEBPACK_IMPORTED_MODULE_6__/* .listEntries */ .fi)(roots.binfmtDirectory)
        .filter(({ interpreter }) => interpreter.startsWith(`${roots.persistDirectory}/`))
        .map(({ name }) => name);
    const recorded = namesIn(roots.importDirectory);
    return [...new Set([...inFiles, ...inKernel, ...recorded])]
        .filter((name) => (0,_persisted_files_js__WEBPACK_IMPORTED_MODULE_7__/* .isPersistedName */ .t0)(name) && name !== COVER)
        .sort();
}
/** Deletes the persistent emulators that neither a file nor an entry names. */
function sweepPersisted(roots) {
    const named = persistedNames(roots).flatMap((name) => {
        const text = readIfThere(bootPath(name, roots)) ?? '';
        return text.split('\n').flatMap((line) => {
            const interpreter = line.split(':').find((field) => field.startsWith('/'));
            return interpreter === undefined ? [] : [{ interpreter }];
        });
    });
    (0,_interpreter_js__WEBPACK_IMPORTED_MODULE_5__/* .sweepInterpreters */ .AN)(roots.persistDirectory, [...named, ...(0,_kernel_js__WEBPACK_IMPORTED_MODULE_6__/* .listEntries */ .fi)(roots.binfmtDirectory)]);
}
function isRegistered(wanted, entry) {
    return (entry?.enabled === true &&
        entry.interpreter === wanted.interpreter &&
        entry.flags === wanted.flags &&
        entry.match?.magic === wanted.magic &&
        entry.match.mask === wanted.mask);
}
/** Tells binfmt-support to forget an entry, if it knows it. */
function forgetRecord(name, roots) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(roots.importDirectory, name);
    const interpreter = /^interpreter (.+)$/m.exec(readIfThere(path) ?? '')?.[1];
    if (interpreter !== undefined && (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(roots.updateBinfmts)) {
        updateBinfmts(['--package', PACKAGE, '--remove', name, interpreter], roots);
    }
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(path, { force: true });
}
function updateBinfmts(args, roots) {
    const { updateBinfmts: file, recordDirectory, importDirectory } = roots;
    const places = ['--admindir', recordDirectory, '--importdir', importDirectory];
    try {
        (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.execFileSync)(file, [...places, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
    }
    catch (error) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .XarchError */ .xp('E_REGISTER', `binfmt-support refused: ${file} ${args.join(' ')}: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error).trim()}.`, 'See what it knows with: update-binfmts --display', error);
    }
}
/** What the next boot reads has to outlast a loss of power. */
function flush(path) {
    const file = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.openSync)(path, 'r');
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.fsyncSync)(file);
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync)(file);
    }
}
/** A reader, and the next boot, see the old file or the new one. */
function writeWhole(path, text) {
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.mkdirSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(path), { recursive: true, mode: 0o755 });
    const next = nextOf(path);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.writeFileSync)(next, text, { mode: 0o644, flush: true });
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.renameSync)(next, path);
}
/** Where a file is written before it takes its place; nobody loads it by that name. */
function nextOf(path) {
    return `${path}.next`;
}
function bootPath(name, { bootDirectory }) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(bootDirectory, `${name}.conf`);
}
function readIfThere(path) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)(path, 'utf8');
    }
    catch (error) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .errnoOf */ .UQ)(error) === 'ENOENT')
            return undefined;
        throw error;
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
/** The targets that are persisted, by their files: needs no privilege. */
function persistedTargets(roots) {
    return persistedNames(roots).map(_persisted_files_js__WEBPACK_IMPORTED_MODULE_7__/* .persistedTarget */ .Zr);
}


/***/ }),

/***/ 2632:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ refusalOf),
/* harmony export */   t: () => (/* binding */ explained)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);

/** What the kernel's refusal of a registration means (Linux fs/binfmt_misc.c, `bm_register_write`). */
function refusalOf(entry, error) {
    const { name, interpreter, flags } = entry;
    const [reason, remedy] = (() => {
        switch ((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .errnoOf */ .UQ)(error)) {
            case 'EEXIST':
                return [
                    'an entry of that name appeared at the same moment',
                    'Something else registers entries on this machine; run this again.',
                ];
            case 'EACCES':
                return [
                    `${interpreter} is not executable there (is its filesystem mounted noexec?)`,
                    'Point RUNNER_TOOL_CACHE (or XDG_CACHE_HOME) to a directory from which programs can be run.',
                ];
            case 'ENOENT':
                return [
                    `${interpreter} does not exist for the registrar`,
                    'If this runs in a container, the emulators must be at a path that root sees too.',
                ];
            case 'EINVAL':
                return [
                    `it does not know one of the flags "${flags}", or the line is not as it expects`,
                    'F needs Linux 4.8 or newer. Try flags: OC.',
                ];
            case 'EROFS':
            case 'EPERM':
                return [
                    'binfmt_misc cannot be written from here (a container with a read-only /proc/sys?)',
                    'Set the platforms up on the host; its entries are shared with all containers.',
                ];
            default:
                return [(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error), 'Please report this, with the kernel version.'];
        }
    })();
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .XarchError */ .xp('E_REGISTER', `The kernel refused the entry ${name} for ${interpreter}: ${reason}.`, remedy, error);
}
/** A system error of the registrar's own files, or of entries it switches or removes. */
function explained(error, roots) {
    switch ((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .errnoOf */ .UQ)(error)) {
        case 'ENOSPC':
        case 'EDQUOT':
            return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .XarchError */ .xp('E_DISK', `There is no room for the journal in ${roots.stateDirectory}: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}.`, 'Free some space there, and run this again.', error);
        case 'EROFS':
        case 'EPERM':
        case 'EACCES':
            return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .XarchError */ .xp('E_NO_PRIVILEGE', `The registrar is root here and yet may not change the kernel's entries or its journal: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)}.`, `Run it where ${roots.binfmtDirectory} and ${roots.stateDirectory} can be written: on the host, not in a container.`, error);
        default:
            return error;
    }
}


/***/ }),

/***/ 4248:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ ensureRootDirectory)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3916);


/** As whom users appear that a user namespace does not know. */
function overflowUid() {
    return Number((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)('/proc/sys/kernel/overflowuid', 'latin1'));
}
const WRITABLE_BY_OTHERS = 0o022;
/**
 * Makes a directory that is root's alone to write, or makes sure that the one there is.
 * What it holds decides what root registers and removes, so nobody else may have laid it out.
 * @throws E_STATE for a link, a file, or a directory that somebody else owns or can write to,
 *   E_NO_PRIVILEGE when it belongs to the root of another user namespace
 */
function ensureRootDirectory(path) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(path, { recursive: true, mode: 0o755 });
    }
    catch (error) {
        // Something else is there, as a link that leads nowhere: that is told below.
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(path, { throwIfNoEntry: false }) === undefined)
            throw error;
    }
    const found = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(path);
    if (found.uid !== 0 && found.uid === overflowUid()) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .XarchError */ .xp('E_NO_PRIVILEGE', `${path} belongs to root of the host, which nobody in this user namespace is.`, 'Run this outside of the namespace.');
    }
    const fault = !found.isDirectory()
        ? `it is ${found.isSymbolicLink() ? 'a symbolic link' : 'not a directory'}`
        : found.uid !== 0
            ? `it belongs to user ${found.uid}`
            : (found.mode & WRITABLE_BY_OTHERS) !== 0
                ? `others can write to it (mode ${(found.mode & 0o7777).toString(8)})`
                : undefined;
    if (fault === undefined)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .XarchError */ .xp('E_STATE', `${path} is not root's alone: ${fault}. Nothing in it is believed.`, `Find out who made it, then move it away with: sudo mv ${path} ${path}.suspect`);
}


/***/ }),

/***/ 8195:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   persistWanted: () => (/* binding */ persistWanted)
/* harmony export */ });
/* harmony import */ var _acceptance_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5724);
/* harmony import */ var _binfmt_persist_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6684);
/* harmony import */ var _binfmt_persisted_files_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3635);
/* harmony import */ var _binfmt_service_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1459);
/* harmony import */ var _chosen_flags_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(116);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3916);
/* harmony import */ var _machine_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(3618);
/* harmony import */ var _outcome_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(7052);
/* harmony import */ var _probe_failure_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(292);
/* harmony import */ var _provision_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(3343);
/* harmony import */ var _setup_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(6349);











/**
 * Makes the platforms run now and after each boot. What others have registered does not count, for
 * it need not come back; entries that do are held by no job.
 * @throws XarchError; nothing is persisted then that was not before
 */
async function persistWanted({ wants, alreadyNative, before }, settings, context) {
    const { host, reporter, registrar, roots } = context;
    const persisted = (0,_binfmt_persist_js__WEBPACK_IMPORTED_MODULE_1__/* .persistedTargets */ .QH)(roots);
    const missing = wants.filter(({ target }) => {
        const serving = before.services.get(target)?.entry?.name ?? '';
        const isOurs = persisted.includes(target) && (0,_binfmt_persisted_files_js__WEBPACK_IMPORTED_MODULE_2__/* .isPersistedName */ .t0)(serving);
        return !isOurs || !(0,_acceptance_js__WEBPACK_IMPORTED_MODULE_0__/* .accepts */ .G3)(target, before, settings, host);
    });
    const isForHands = settings.binDirectory !== undefined;
    const obtained = await (0,_provision_js__WEBPACK_IMPORTED_MODULE_9__/* .obtainWanted */ .zA)(isForHands ? wants : missing, missing, settings, context);
    const binDirectory = await (0,_provision_js__WEBPACK_IMPORTED_MODULE_9__/* .layOutWanted */ .G0)(wants, obtained, settings, context);
    const entries = missing.flatMap(({ target }) => {
        const emulator = obtained.emulators.get(target);
        if (emulator === undefined)
            return [];
        const flags = (0,_chosen_flags_js__WEBPACK_IMPORTED_MODULE_4__/* .chosenFlags */ .K)(emulator, settings);
        return [{ ...(0,_setup_js__WEBPACK_IMPORTED_MODULE_10__/* .identityOf */ .cu)(target), flags, emulator, exact: true, shadowed: false }];
    });
    let applied;
    let after = before;
    if (entries.length > 0) {
        applied = await reporter.group('Registering with the kernel, for each boot', async () => {
            const result = await registrar.run({ operation: 'persist', entries });
            for (const warning of result.warnings)
                reporter.warning(warning);
            for (const { target, emulator, flags } of entries) {
                reporter.info(`${(0,_binfmt_persisted_files_js__WEBPACK_IMPORTED_MODULE_2__/* .persistedName */ .xg)(target)}: QEMU ${emulator.version}, flags ${flags}`);
            }
            return result;
        });
        const fresh = entries.map(({ target }) => target).filter((each) => !persisted.includes(each));
        after = await provePersisted(missing, entries, fresh, before, settings, context);
    }
    await (0,_setup_js__WEBPACK_IMPORTED_MODULE_10__/* .warnOfKnownTroubles */ .vO)(wants, after, context);
    return (0,_outcome_js__WEBPACK_IMPORTED_MODULE_7__/* .makeOutcome */ .v)({ wants, alreadyNative, after, obtained, applied, binDirectory });
}
/** @throws E_PROBE, after taking away what was not persisted before */
async function provePersisted(wants, entries, fresh, before, settings, context) {
    const targets = entries.map(({ target }) => target);
    const after = await context.reporter.group('Proving that each platform runs', () => (0,_machine_js__WEBPACK_IMPORTED_MODULE_6__/* .lookAgain */ .IK)(before, targets, settings.verify, context));
    const failed = wants.flatMap(({ target, platforms, required }) => {
        if (!targets.includes(target) && !required)
            return [];
        const service = after.services.get(target);
        const fault = service === undefined ? NOT_TAKEN : ((0,_binfmt_service_js__WEBPACK_IMPORTED_MODULE_3__/* .faultOf */ .Kl)(service) ?? shadowOf(service));
        if (fault === undefined)
            return [];
        const { interpreter = 'an unknown interpreter' } = service?.entry ?? {};
        const emulator = `${interpreter} (QEMU ${service?.version ?? 'unknown'})`;
        return [{ platform: platforms.join(', '), fault, emulator }];
    });
    if (failed.length === 0)
        return after;
    let isForgotten = fresh.length > 0;
    try {
        if (isForgotten)
            await context.registrar.run({ operation: 'forget', targets: fresh });
    }
    catch (error) {
        isForgotten = false;
        context.reporter.warning(`What was registered could not be taken away: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .messageOf */ .bD)(error)}`);
    }
    throw (0,_probe_failure_js__WEBPACK_IMPORTED_MODULE_8__/* .probeError */ .v)(failed, isForgotten);
}
const NOT_TAKEN = { failure: 'no-entry', detail: 'no entry that is switched on takes it' };
function shadowOf({ entry }) {
    return entry === undefined || (0,_binfmt_persisted_files_js__WEBPACK_IMPORTED_MODULE_2__/* .isPersistedName */ .t0)(entry.name)
        ? undefined
        : {
            failure: 'shadowed',
            detail: `${entry.name} (${entry.interpreter}) runs it instead`,
        };
}


/***/ })

};
