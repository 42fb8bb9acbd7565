export const id = 390;
export const ids = [390];
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

/***/ 700:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  bZ: () => (/* binding */ ensureMounted),
  dR: () => (/* binding */ ownMountNamespace),
  vs: () => (/* binding */ unmount)
});

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/binfmt/kernel.ts
var kernel = __webpack_require__(903);
;// CONCATENATED MODULE: ./src/binfmt/surroundings.ts


/** Reads them; needs no privilege and changes nothing. */
function readSurroundings(binfmtDirectory = kernel/* BINFMT_DIRECTORY */.zJ, procDirectory = '/proc') {
    const read = (name) => {
        try {
            return (0,external_node_fs_.readFileSync)(`${procDirectory}/${name}`, 'utf8');
        }
        catch {
            return undefined;
        }
    };
    // First of all, for it is what triggers an automount.
    const status = (0,kernel/* readStatus */.rk)(binfmtDirectory);
    return {
        status,
        mountinfo: read('self/mountinfo') ?? '',
        initMountinfo: read('1/mountinfo'),
        uidMap: read('self/uid_map') ?? '',
        processStatus: read('self/status') ?? '',
        profile: (read('self/attr/current') ?? '').replace(/\0/g, '').trim(),
        inKernel: /\bbinfmt_misc\b/.test(read('filesystems') ?? ''),
    };
}

// EXTERNAL MODULE: ./src/binfmt/traps.ts
var traps = __webpack_require__(1136);
;// CONCATENATED MODULE: ./src/binfmt/mount.ts







/**
 * Makes binfmt_misc visible at `directory`, as root.
 * @returns true when it had to be mounted
 * @throws E_NO_BINFMT when the kernel has none, it cannot be mounted or written, or it is switched off
 */
function ensureMounted(directory) {
    const status = (0,kernel/* readStatus */.rk)(directory);
    if (status === 'disabled') {
        throw new errors/* XarchError */.xp('E_NO_BINFMT', `binfmt_misc is switched off as a whole on this machine (${directory}/status says "disabled").`, `Switch it on with: echo 1 | sudo tee ${directory}/status`);
    }
    if (status === 'enabled') {
        const refusal = writeRefusal(directory);
        if (refusal !== undefined) {
            throw new errors/* XarchError */.xp('E_NO_BINFMT', `binfmt_misc cannot be written from here: ${refusal}.${confinement(directory)}`, 'Set the platforms up on the host; its entries are shared with all containers.');
        }
        return false;
    }
    const refusal = isKnownToKernel() ? undefined : run('modprobe', ['binfmt_misc']);
    // Also where modprobe failed: for mount the kernel loads the module by itself.
    const failure = (0,external_node_fs_.existsSync)(directory)
        ? run('mount', ['-t', 'binfmt_misc', 'binfmt_misc', directory])
        : `${directory} does not exist`;
    if ((0,kernel/* readStatus */.rk)(directory) !== 'absent')
        return true;
    if (!isKnownToKernel()) {
        throw new errors/* XarchError */.xp('E_NO_BINFMT', `This kernel has no binfmt_misc: it is not built in, and its module cannot be loaded (${refusal ?? failure ?? 'modprobe reported success, but nothing is there'}).`, 'Install the package with the modules of this very kernel (linux-modules-extra on Ubuntu), or reboot if the kernel was upgraded since the last boot. In a container, load it on the host: sudo modprobe binfmt_misc.');
    }
    throw new errors/* XarchError */.xp('E_NO_BINFMT', `binfmt_misc could not be mounted at ${directory}: ${failure ?? 'mount reported success, but nothing is there'}.${confinement(directory)}`, 'In a container, run xarch setup on the host instead: its entries serve all containers, and this then finds its platforms running.');
}
/** Why not even root may write; a security module tells it only when the file is opened. */
function writeRefusal(directory) {
    const path = (0,external_node_path_.join)(directory, 'register');
    try {
        (0,external_node_fs_.closeSync)((0,external_node_fs_.openSync)(path, external_node_fs_.constants.O_WRONLY));
        return undefined;
    }
    catch (error) {
        switch ((0,errors/* errnoOf */.UQ)(error)) {
            case 'EROFS':
                return `${directory} is read-only, as in containers without privilege`;
            case 'EACCES':
            case 'EPERM':
                return `the kernel refuses to open ${path} (${(0,errors/* errnoOf */.UQ)(error)})`;
            default:
                return undefined;
        }
    }
}
/** What confines this process and so may be the reason; sentences with a blank before each. */
function confinement(directory) {
    return (0,traps/* confinementTraps */.Fw)(readSurroundings(directory))
        .filter(({ name }) => name === 'apparmor' || name === 'seccomp')
        .map(({ seen }) => ` ${seen}`)
        .join('');
}
/** Takes the mount away again; false when it is in use. */
function unmount(directory) {
    return run('umount', [directory]) === undefined;
}
/** The kernel's name of the place where this process's mounts are: `mnt:[4026531841]`. */
function ownMountNamespace(procDirectory = '/proc') {
    return (0,external_node_fs_.readlinkSync)(`${procDirectory}/self/ns/mnt`);
}
function isKnownToKernel() {
    try {
        return /\bbinfmt_misc\b/.test((0,external_node_fs_.readFileSync)('/proc/filesystems', 'latin1'));
    }
    catch {
        return false;
    }
}
/** Undefined when the program ran well, else what it said. */
function run(file, args) {
    try {
        (0,external_node_child_process_.execFileSync)(file, args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
        return undefined;
    }
    catch (error) {
        const stderr = error.stderr;
        const [line = ''] = typeof stderr === 'string' ? stderr.trim().split('\n') : [];
        return (line === '' ? (0,errors/* messageOf */.bD)(error) : line).replace(/\.+$/, '');
    }
}


/***/ }),

/***/ 5390:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  y: () => (/* binding */ recordBuilders),
  runRegistrar: () => (/* binding */ runRegistrar)
});

// UNUSED EXPORTS: intentOf

// EXTERNAL MODULE: ./src/binfmt/journal.ts
var binfmt_journal = __webpack_require__(3943);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
;// CONCATENATED MODULE: ./src/buildx/ledger.ts


/**
 * The journal after a request on builders; pure.
 * @param nowIso when a new lease is taken, ISO 8601
 * @throws E_BUILDER when a live job holds a builder of this name that is configured differently
 */
function recordBuilder(journal, request, isAlive, nowIso) {
    switch (request.operation) {
        case 'list-builders':
            return journal;
        case 'hold-builder': {
            const { builder, home } = request;
            const record = journal.builders.find((each) => isSame(each, builder));
            refuseConflict(journal, record, request, isAlive);
            const holders = (record?.holders ?? []).filter(({ lease }) => lease !== request.lease.id);
            const lease = journal.leases.find(({ id }) => id === request.lease.id);
            return {
                ...journal,
                builders: [
                    ...journal.builders.filter((each) => each !== record),
                    { ...builder, holders: [...holders, { lease: request.lease.id, home }] },
                ],
                leases: lease === undefined
                    ? [...journal.leases, { ...request.lease, takenAt: nowIso }]
                    : journal.leases,
            };
        }
        case 'drop-builder': {
            const { builder, leaseIds } = request;
            const builders = journal.builders
                .map((each) => (isSame(each, builder) ? withoutHolders(each, leaseIds) : each))
                .filter(({ holders }) => holders.length > 0);
            const next = { ...journal, builders };
            return {
                ...next,
                leases: journal.leases.filter(({ id }) => !leaseIds.includes(id) || (0,binfmt_journal/* holdsEntries */.n0)(next, id) || (0,binfmt_journal/* holdsBuilders */.Vy)(next, id)),
            };
        }
    }
}
/** The builders of a journal with what is known of their holders. */
function builderRecords(journal, isAlive) {
    return journal.builders.map((builder) => ({
        ...builder,
        holders: builder.holders.map((holder) => {
            const lease = journal.leases.find(({ id }) => id === holder.lease);
            return {
                ...holder,
                isAlive: lease !== undefined && isAlive(lease.owner),
                isJob: lease?.owner.kind === 'process',
                label: lease?.label,
            };
        }),
    }));
}
function refuseConflict(journal, record, { builder, lease }, isAlive) {
    if (record === undefined || record.configuration === builder.configuration)
        return;
    const holders = journal.leases.filter((each) => each.id !== lease.id &&
        isAlive(each.owner) &&
        record.holders.some((holder) => holder.lease === each.id));
    if (holders.length === 0)
        return;
    throw new errors/* XarchError */.xp('E_BUILDER', `The builder ${builder.name} is used by ${holders.map(({ label }) => label).join(' and ')}, and is configured differently from what is asked for here.`, 'Ask for the same configuration, choose another buildx-name, or leave buildx-name out to get a builder of this job alone.');
}
function isSame(a, b) {
    return a.name === b.name && a.place === b.place;
}
function withoutHolders(builder, leaseIds) {
    return { ...builder, holders: builder.holders.filter(({ lease }) => !leaseIds.includes(lease)) };
}

// EXTERNAL MODULE: ./src/binfmt/entry.ts
var binfmt_entry = __webpack_require__(8488);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/binfmt/root-directory.ts
var root_directory = __webpack_require__(4248);
;// CONCATENATED MODULE: ./src/binfmt/interpreter.ts





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
        const path = (0,external_node_fs_.realpathSync)(emulator.path);
        return isRootsAlone(path) ? path : copyPath(emulator, directory);
    }
    catch (error) {
        if ((0,errors/* errnoOf */.UQ)(error) === 'ENOENT')
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
    (0,root_directory/* ensureRootDirectory */.q)(directory);
    (0,root_directory/* ensureRootDirectory */.q)((0,external_node_path_.dirname)(interpreter));
    const next = `${interpreter}.next`;
    try {
        const digest = copyAndHash((0,external_node_fs_.realpathSync)(emulator.path), next);
        if (digest !== emulator.sha256) {
            throw new errors/* XarchError */.xp('E_DIGEST', `${emulator.path} changed while it was being set up: its sha256 is ${digest}, and was ${emulator.sha256}.`, 'Nothing was registered. Find out what writes to that directory, and run this again.');
        }
        (0,external_node_fs_.renameSync)(next, interpreter);
    }
    catch (error) {
        (0,external_node_fs_.rmSync)(next, { force: true });
        if ((0,errors/* errnoOf */.UQ)(error) === 'ENOENT') {
            throw new errors/* XarchError */.xp('E_REGISTER', `The emulator ${emulator.path} does not exist for the registrar.`, 'If this runs in a container, the emulators must be at a path that root sees too.', error);
        }
        if ((0,errors/* errnoOf */.UQ)(error) === 'ELOOP' || (0,errors/* errnoOf */.UQ)(error) === 'ENXIO')
            throw notAFile(emulator.path, error);
        if ((0,errors/* errnoOf */.UQ)(error) === 'ENOSPC' || (0,errors/* errnoOf */.UQ)(error) === 'EDQUOT') {
            throw new errors/* XarchError */.xp('E_DISK', `There is no room for ${interpreter}: ${(0,errors/* messageOf */.bD)(error)}.`, `Free some space in ${directory}.`, error);
        }
        throw error;
    }
}
/**
 * Deletes the copies that no entry names.
 * @param entries all of the kernel's: without flag F, also one that a lost journal told of needs its file
 */
function sweepInterpreters(directory, entries) {
    const used = new Set(entries.map((entry) => (0,external_node_path_.dirname)(entry.interpreter)));
    // What cannot be deleted now is left to the next request: all that was asked for is done.
    const attempt = (path) => {
        try {
            (0,external_node_fs_.rmSync)(path, { recursive: true, force: true });
        }
        catch { }
    };
    let names;
    try {
        names = (0,external_node_fs_.readdirSync)(directory);
    }
    catch {
        return;
    }
    const unused = names.filter((name) => !used.has((0,external_node_path_.join)(directory, name)));
    for (const name of unused)
        attempt((0,external_node_path_.join)(directory, name));
    if (unused.length === names.length)
        attempt(directory);
}
/** Root's copy of an emulator; the path tells its bytes. */
function copyPath(emulator, directory) {
    return (0,external_node_path_.join)(directory, emulator.sha256.slice(0, 16), `qemu-${emulator.target}`);
}
function isRootsAlone(path) {
    for (let place = path;; place = (0,external_node_path_.dirname)(place)) {
        const { uid, mode } = (0,external_node_fs_.statSync)(place);
        if (uid !== 0 || (mode & WRITABLE_BY_OTHERS) !== 0)
            return false;
        if (place === '/')
            return true;
    }
}
function notAFile(path, cause) {
    return new errors/* XarchError */.xp('E_DIGEST', `${path} is not a plain file any more; it was one when it was chosen.`, 'Nothing was registered. Find out what writes to that directory, and run this again.', cause);
}
function copyAndHash(from, to) {
    const hash = (0,external_node_crypto_.createHash)('sha256');
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    // The last part of the path may be a link by now, and a pipe would never end.
    const source = (0,external_node_fs_.openSync)(from, external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NOFOLLOW | external_node_fs_.constants.O_NONBLOCK);
    try {
        if (!(0,external_node_fs_.fstatSync)(source).isFile())
            throw notAFile(from);
        const copy = (0,external_node_fs_.openSync)(to, 'w', 0o755);
        try {
            for (;;) {
                const bytes = (0,external_node_fs_.readSync)(source, chunk, 0, CHUNK_BYTES, null);
                if (bytes === 0)
                    break;
                hash.update(chunk.subarray(0, bytes));
                for (let done = 0; done < bytes;)
                    done += (0,external_node_fs_.writeSync)(copy, chunk, done, bytes - done);
            }
            (0,external_node_fs_.fchmodSync)(copy, 0o755);
        }
        finally {
            (0,external_node_fs_.closeSync)(copy);
        }
    }
    finally {
        (0,external_node_fs_.closeSync)(source);
    }
    return hash.digest('hex');
}

// EXTERNAL MODULE: ./src/binfmt/kernel.ts
var kernel = __webpack_require__(903);
// EXTERNAL MODULE: ./src/binfmt/lock.ts
var lock = __webpack_require__(1153);
// EXTERNAL MODULE: ./src/binfmt/mount.ts + 1 modules
var mount = __webpack_require__(700);
// EXTERNAL MODULE: ./src/binfmt/owner.ts + 1 modules
var owner = __webpack_require__(7732);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
;// CONCATENATED MODULE: ./src/binfmt/persisted-files.ts

/** After `qemu-`, so that of the files that are loaded at boot, in alphabetical order, ours come on top. */
const PREFIX = 'setup-xarch-';
/** The entry of a target that comes back at each boot. */
function persistedName(target) {
    return `${PREFIX}${target}`;
}
function isPersistedName(name) {
    return name.startsWith(PREFIX);
}
function persisted_files_persistedTarget(name) {
    return name.slice(PREFIX.length);
}
/** A file of /etc/binfmt.d, which systemd-binfmt loads at boot (format: binfmt.d(5)). */
function bootFile(registration) {
    return `# Made by xarch setup --persist; xarch restore --persisted takes it away.
${(0,binfmt_entry/* formatRegistration */.tD)(registration)}
`;
}
/** A file of /usr/share/binfmts, which `update-binfmts --import` reads (format: update-binfmts(8)). */
function importFile({ magic, mask, interpreter, flags }) {
    const escaped = (hex) => hex.replace(/../g, (byte) => `\\x${byte}`);
    const is = (flag) => (flags.includes(flag) ? 'yes' : 'no');
    return `package setup-xarch
interpreter ${interpreter}
magic ${escaped(magic)}
offset 0
mask ${escaped(mask)}
credentials ${is('C')}
preserve ${is('P')}
fix_binary ${is('F')}
`;
}

;// CONCATENATED MODULE: ./src/binfmt/refusal.ts

/** What the kernel's refusal of a registration means (Linux fs/binfmt_misc.c, `bm_register_write`). */
function refusalOf(entry, error) {
    const { name, interpreter, flags } = entry;
    const [reason, remedy] = (() => {
        switch ((0,errors/* errnoOf */.UQ)(error)) {
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
                return [(0,errors/* messageOf */.bD)(error), 'Please report this, with the kernel version.'];
        }
    })();
    return new errors/* XarchError */.xp('E_REGISTER', `The kernel refused the entry ${name} for ${interpreter}: ${reason}.`, remedy, error);
}
/** A system error of the registrar's own files, or of entries it switches or removes. */
function explained(error, roots) {
    switch ((0,errors/* errnoOf */.UQ)(error)) {
        case 'ENOSPC':
        case 'EDQUOT':
            return new errors/* XarchError */.xp('E_DISK', `There is no room for the journal in ${roots.stateDirectory}: ${(0,errors/* messageOf */.bD)(error)}.`, 'Free some space there, and run this again.', error);
        case 'EROFS':
        case 'EPERM':
        case 'EACCES':
            return new errors/* XarchError */.xp('E_NO_PRIVILEGE', `The registrar is root here and yet may not change the kernel's entries or its journal: ${(0,errors/* messageOf */.bD)(error)}.`, `Run it where ${roots.binfmtDirectory} and ${roots.stateDirectory} can be written: on the host, not in a container.`, error);
        default:
            return error;
    }
}

;// CONCATENATED MODULE: ./src/binfmt/persist.ts









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
        .map(({ target }) => persistedName(target))
        .filter((name) => !(0,external_node_fs_.existsSync)(bootPath(name, roots)));
}
function persistEntry({ target, magic, mask, flags, emulator }, roots, undoing) {
    const file = { ...emulator, target };
    const interpreter = copyPath(file, roots.persistDirectory);
    const name = persistedName(target);
    const registration = { name, magic, mask, interpreter, flags: (0,binfmt_entry/* canonicalFlags */.GE)(flags) };
    placeInterpreter(file, interpreter, roots.persistDirectory);
    flush(interpreter);
    const before = (0,kernel/* readEntry */.hB)(roots.binfmtDirectory, name);
    const isThere = isRegistered(registration, before);
    if (!isThere) {
        undoing.push(() => restoreEntry(name, before, roots));
        replaceEntry(registration, before, roots);
    }
    const importPath = (0,external_node_path_.join)(roots.importDirectory, name);
    const supports = (0,external_node_fs_.existsSync)(roots.updateBinfmts);
    const wasImported = supports && (0,external_node_fs_.existsSync)(importPath);
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
        [bootPath(name, roots), bootFile(registration)],
        ...(supports ? [[(0,external_node_path_.join)(roots.importDirectory, name), importFile(registration)]] : []),
    ];
    return files.map(([path, text]) => {
        const old = readIfThere(path);
        if (old !== text)
            writeWhole(path, text);
        return () => (old === undefined ? (0,external_node_fs_.rmSync)(path, { force: true }) : writeWhole(path, old));
    });
}
/** Puts an entry in the place of an older one of that name, without a moment in which neither serves. */
function replaceEntry(registration, before, { binfmtDirectory }) {
    const put = (each) => {
        try {
            (0,kernel/* register */.kz)(binfmtDirectory, (0,binfmt_entry/* formatRegistration */.tD)(each));
        }
        catch (error) {
            throw error instanceof errors/* XarchError */.xp ? error : refusalOf(each, error);
        }
    };
    if (before === undefined) {
        put(registration);
        return;
    }
    put({ ...registration, name: COVER });
    try {
        (0,kernel/* remove */.TF)(binfmtDirectory, registration.name);
        put(registration);
    }
    finally {
        (0,kernel/* remove */.TF)(binfmtDirectory, COVER);
    }
}
/** As it was before, as far as its emulator is still there. */
function restoreEntry(name, before, { binfmtDirectory }) {
    const now = (0,kernel/* readEntry */.hB)(binfmtDirectory, name);
    if (before?.match === undefined) {
        if (now !== undefined)
            (0,kernel/* remove */.TF)(binfmtDirectory, name);
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
        const entry = (0,kernel/* readEntry */.hB)(roots.binfmtDirectory, name);
        forgetRecord(name, roots);
        for (const path of [bootPath(name, roots), (0,external_node_path_.join)(roots.importDirectory, name)]) {
            for (const each of [path, nextOf(path)])
                (0,external_node_fs_.rmSync)(each, { force: true });
        }
        if (!entry?.interpreter.startsWith(`${roots.persistDirectory}/`))
            continue;
        // binfmt-support has taken it away along with its record.
        if ((0,kernel/* readEntry */.hB)(roots.binfmtDirectory, name) !== undefined)
            (0,kernel/* remove */.TF)(roots.binfmtDirectory, name);
        removed.push(name);
    }
    sweepPersisted(roots);
    return removed;
}
/** Registers what the next boot would register and the kernel lacks: the replacement of it was cut short. */
function reviveEntries(roots) {
    const present = new Set((0,kernel/* listEntries */.fi)(roots.binfmtDirectory).map(({ name }) => name));
    // Without the cover there was no replacement, and somebody else took away what is missing.
    if (!present.has(COVER))
        return;
    for (const name of persistedNames(roots).filter((each) => !present.has(each))) {
        const [, line] = (readIfThere(bootPath(name, roots)) ?? '').split('\n');
        if (line?.startsWith(':'))
            (0,kernel/* register */.kz)(roots.binfmtDirectory, line);
    }
}
/** All names that are persisted, in files or in the kernel. */
function persistedNames(roots) {
    const inFiles = namesIn(roots.bootDirectory).flatMap((file) => file.endsWith('.conf') ? [file.slice(0, -'.conf'.length)] : []);
    const inKernel = (0,kernel/* listEntries */.fi)(roots.binfmtDirectory)
        .filter(({ interpreter }) => interpreter.startsWith(`${roots.persistDirectory}/`))
        .map(({ name }) => name);
    const recorded = namesIn(roots.importDirectory);
    return [...new Set([...inFiles, ...inKernel, ...recorded])]
        .filter((name) => isPersistedName(name) && name !== COVER)
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
    sweepInterpreters(roots.persistDirectory, [...named, ...(0,kernel/* listEntries */.fi)(roots.binfmtDirectory)]);
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
    const path = (0,external_node_path_.join)(roots.importDirectory, name);
    const interpreter = /^interpreter (.+)$/m.exec(readIfThere(path) ?? '')?.[1];
    if (interpreter !== undefined && (0,external_node_fs_.existsSync)(roots.updateBinfmts)) {
        updateBinfmts(['--package', PACKAGE, '--remove', name, interpreter], roots);
    }
    (0,external_node_fs_.rmSync)(path, { force: true });
}
function updateBinfmts(args, roots) {
    const { updateBinfmts: file, recordDirectory, importDirectory } = roots;
    const places = ['--admindir', recordDirectory, '--importdir', importDirectory];
    try {
        (0,external_node_child_process_.execFileSync)(file, [...places, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
    }
    catch (error) {
        throw new errors/* XarchError */.xp('E_REGISTER', `binfmt-support refused: ${file} ${args.join(' ')}: ${(0,errors/* messageOf */.bD)(error).trim()}.`, 'See what it knows with: update-binfmts --display', error);
    }
}
/** What the next boot reads has to outlast a loss of power. */
function flush(path) {
    const file = (0,external_node_fs_.openSync)(path, 'r');
    try {
        (0,external_node_fs_.fsyncSync)(file);
    }
    finally {
        (0,external_node_fs_.closeSync)(file);
    }
}
/** A reader, and the next boot, see the old file or the new one. */
function writeWhole(path, text) {
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)(path), { recursive: true, mode: 0o755 });
    const next = nextOf(path);
    (0,external_node_fs_.writeFileSync)(next, text, { mode: 0o644, flush: true });
    (0,external_node_fs_.renameSync)(next, path);
}
/** Where a file is written before it takes its place; nobody loads it by that name. */
function nextOf(path) {
    return `${path}.next`;
}
function bootPath(name, { bootDirectory }) {
    return (0,external_node_path_.join)(bootDirectory, `${name}.conf`);
}
function readIfThere(path) {
    try {
        return (0,external_node_fs_.readFileSync)(path, 'utf8');
    }
    catch (error) {
        if ((0,errors/* errnoOf */.UQ)(error) === 'ENOENT')
            return undefined;
        throw error;
    }
}
function namesIn(directory) {
    try {
        return (0,external_node_fs_.readdirSync)(directory);
    }
    catch {
        return [];
    }
}
/** The targets that are persisted, by their files: needs no privilege. */
function persistedTargets(roots) {
    return persistedNames(roots).map(persistedTarget);
}

;// CONCATENATED MODULE: ./src/binfmt/plan.ts



/**
 * The journal as far as the kernel still agrees with it: entries that are gone or
 * were replaced are no longer ours, entries switched on again no longer disabled.
 */
function reconcile(journal, entries) {
    const byName = new Map(entries.map((entry) => [entry.name, entry]));
    return {
        ...journal,
        entries: journal.entries.filter((owned) => (0,binfmt_journal/* isSameEntry */.TR)(owned, byName.get(owned.name))),
        disabled: journal.disabled.filter((disabled) => {
            const entry = byName.get(disabled.name);
            return (entry?.enabled === false &&
                entry.interpreter === disabled.interpreter &&
                entry.flags === disabled.flags &&
                (entry.match?.magic ?? '') === disabled.magic);
        }),
    };
}
/**
 * Plans a job's claim on the entries it wants.
 * @param reset switch off everybody else's `qemu-*` entries as long as the lease lasts
 * @throws E_LEASED when a live job holds another version that will not do
 */
function planApply(view, lease, wanted, reset) {
    const settled = dropDeadLeases(reconcile(view.journal, view.entries), view.isAlive, lease.id);
    const names = new Set(view.entries.map((entry) => entry.name));
    const enabledNames = new Set(view.entries.filter((e) => e.enabled).map((e) => e.name));
    const registered = [];
    let owned = settled.entries;
    for (const want of wanted) {
        const ofTarget = owned.filter((entry) => entry.target === want.target && enabledNames.has(entry.name));
        // Of several, as an interrupted replacement leaves them, the last one registered serves.
        const serving = ofTarget.at(-1);
        const isUsable = serving !== undefined &&
            !want.shadowed &&
            (isSameBuild(serving, want) || (!want.exact && isHeldByOthers(serving, lease.id)));
        if (isUsable) {
            owned = owned.map((entry) => (entry === serving ? withLease(entry, lease.id) : entry));
            continue;
        }
        const others = ofTarget.filter((entry) => isHeldByOthers(entry, lease.id));
        const conflicting = others.find((entry) => !isSameBuild(entry, want));
        if (conflicting !== undefined)
            throw leasedError(conflicting, want, settled.leases, lease.id);
        // What is replaced passes its leases on, so a shadowed entry stays in force for all its jobs.
        // It stays below the new one until that is proved: taking the new one away brings it back.
        const leases = new Set([lease.id, ...ofTarget.flatMap((entry) => entry.leases)]);
        const name = freeName(want.target, names);
        names.add(name);
        const { target, magic, mask, interpreter, sha256, version, source } = want;
        registered.push({
            ...{ name, target, interpreter, flags: (0,binfmt_entry/* canonicalFlags */.GE)(want.flags), magic, mask },
            ...{ sha256, version, source, leases: [...leases] },
        });
    }
    const ours = new Set(owned.map((entry) => entry.name));
    const switchedOff = reset
        ? view.entries.filter((entry) => entry.enabled && entry.name.startsWith('qemu-') && !ours.has(entry.name))
        : [];
    const disabled = [
        ...settled.disabled.map((entry) => (reset ? withLease(entry, lease.id) : entry)),
        ...switchedOff.map(({ name, interpreter, flags, match }) => ({
            ...{ name, interpreter, flags, magic: match?.magic ?? '' },
            leases: [lease.id],
        })),
    ];
    const held = [...owned, ...registered, ...disabled].some((e) => e.leases.includes(lease.id)) ||
        (0,binfmt_journal/* holdsBuilders */.Vy)(settled, lease.id);
    return settle({
        ...settled,
        entries: owned,
        disabled,
        leases: [...settled.leases.filter(({ id }) => id !== lease.id), ...(held ? [lease] : [])],
    }, [
        ...registered.map((entry) => ({ do: 'register', entry })),
        ...switchedOff.map(({ name }) => ({ do: 'disable', name })),
    ], registered, view);
}
/** Plans the end of some leases; those of dead jobs end along with them. */
function planRelease(view, leaseIds) {
    const settled = dropDeadLeases(reconcile(view.journal, view.entries), view.isAlive);
    return settle(leaseIds.reduce((journal, id) => dropLease(journal, id), settled), [], [], view);
}
/** Plans giving up some of what a lease holds, by entry name, all else staying as it is. */
function planWithdraw(view, leaseId, names) {
    const settled = reconcile(view.journal, view.entries);
    const giveUp = (record) => (names.includes(record.name) ? withoutLease(record, leaseId) : record);
    const journal = {
        ...settled,
        entries: settled.entries.map(giveUp),
        disabled: settled.disabled.map(giveUp),
    };
    const holdsMore = (0,binfmt_journal/* holdsEntries */.n0)(journal, leaseId) || (0,binfmt_journal/* holdsBuilders */.Vy)(journal, leaseId);
    return settle(holdsMore ? journal : dropLease(journal, leaseId), [], [], view);
}
/** Adds to the plan the end of everything that no lease holds any more. */
function settle(journal, first, registered, { entries: kernelEntries, mountNamespace }) {
    const isHeld = (record) => record.leases.length > 0;
    const removed = journal.entries.filter((entry) => !isHeld(entry)).map(({ name }) => name);
    const enabled = journal.disabled.filter((entry) => !isHeld(entry)).map(({ name }) => name);
    const left = kernelEntries.length + registered.length - removed.length;
    // A lease on builders alone needs no binfmt_misc of ours.
    const whole = { ...journal, entries: [...journal.entries, ...registered] };
    const idle = journal.leases.every(({ id }) => (0,binfmt_journal/* holdsBuilders */.Vy)(whole, id) && !(0,binfmt_journal/* holdsEntries */.n0)(whole, id));
    const unmount = (0,binfmt_journal/* isMountOurs */.PX)(journal, mountNamespace) && idle && left === 0;
    return {
        steps: [
            ...first,
            ...removed.map((name) => ({ do: 'remove', name })),
            ...enabled.map((name) => ({ do: 'enable', name })),
            ...(unmount ? [{ do: 'unmount' }] : []),
        ],
        journal: {
            ...journal,
            // Entries of others keep the mount in use: from then on it is not ours to take away.
            mounted: journal.mounted && !idle,
            mountNamespaces: idle ? undefined : journal.mountNamespaces,
            entries: [...journal.entries.filter(isHeld), ...registered],
            disabled: journal.disabled.filter(isHeld),
        },
    };
}
function dropDeadLeases(journal, isAlive, exceptId) {
    return journal.leases
        .filter(({ id, owner }) => id !== exceptId && !isAlive(owner))
        .reduce((rest, { id }) => dropLease(rest, id), journal);
}
function dropLease(journal, id) {
    return {
        ...journal,
        entries: journal.entries.map((entry) => withoutLease(entry, id)),
        disabled: journal.disabled.map((entry) => withoutLease(entry, id)),
        leases: journal.leases.filter((lease) => lease.id !== id),
    };
}
function withLease(record, id) {
    return record.leases.includes(id) ? record : { ...record, leases: [...record.leases, id] };
}
function withoutLease(record, id) {
    return { ...record, leases: record.leases.filter((lease) => lease !== id) };
}
function isSameBuild(entry, want) {
    return entry.sha256 === want.sha256 && entry.flags === (0,binfmt_entry/* canonicalFlags */.GE)(want.flags);
}
function isHeldByOthers(entry, leaseId) {
    return entry.leases.some((id) => id !== leaseId);
}
/** The usual name when nobody has it, else one of our own. */
function freeName(target, taken) {
    const usual = `qemu-${target}`;
    if (!taken.has(usual))
        return usual;
    for (let number = 1;; number += 1) {
        const name = number === 1 ? `xarch-${target}` : `xarch-${target}-${number}`;
        if (!taken.has(name))
            return name;
    }
}
/** What keeps an entry from being replaced: the jobs that hold it. */
function leasedError(entry, want, leases, leaseId) {
    const holders = leases
        .filter(({ id }) => id !== leaseId && entry.leases.includes(id))
        .map(({ label }) => label);
    return new errors/* XarchError */.xp('E_LEASED', `QEMU ${want.version} (flags ${want.flags}) is wanted for ${want.target}, but ${holders.join(' and ')} is using QEMU ${entry.version} (flags ${entry.flags}) on this machine.`, 'Ask for version: default, which accepts what is there, or let the other job end first.');
}

;// CONCATENATED MODULE: ./src/binfmt/request.ts

/** The result of a request that left everything as it was. */
function nothingDone(journal, isAlive) {
    return {
        ...{ registered: [], removed: [], disabled: [], enabled: [] },
        ...{ mounted: false, unmounted: false },
        ...{ entries: journal.entries, leases: journal.leases },
        builders: builderRecords(journal, isAlive),
    };
}

;// CONCATENATED MODULE: ./src/binfmt/persist-transaction.ts






/** What loads entries at boot: systemd, OpenRC, binfmt-support. */
const LOADERS = [
    '/lib/systemd/systemd-binfmt',
    '/usr/lib/systemd/systemd-binfmt',
    '/etc/init.d/binfmt',
];
/**
 * Carries out what is asked of entries that come back at each boot; they are held by no lease.
 * @throws XarchError; everything is then as it was
 */
function transactPersisted(request, journal, roots, isAlive) {
    if (request.operation === 'forget') {
        const names = request.targets?.map(persistedName) ?? persistedNames(roots);
        // What is half forgotten after a crash is forgotten whole by the next one.
        (0,binfmt_journal/* writeJournal */.fY)(roots.stateDirectory, { ...journal, persisting: names });
        const removed = forgetEntries(names, roots);
        (0,binfmt_journal/* writeJournal */.fY)(roots.stateDirectory, journal);
        return { ...nothingDone(journal, isAlive), removed, warnings: [] };
    }
    refuseLeased(request.entries, journal, isAlive);
    (0,binfmt_journal/* writeJournal */.fY)(roots.stateDirectory, { ...journal, persisting: newNames(request.entries, roots) });
    try {
        const registered = persistEntries(request.entries, roots);
        const isLoaded = [...LOADERS, roots.updateBinfmts].some(external_node_fs_.existsSync);
        return {
            ...nothingDone(journal, isAlive),
            registered,
            warnings: isLoaded
                ? []
                : [
                    `Nothing on this machine loads ${roots.bootDirectory} at boot (neither systemd-binfmt nor binfmt-support is there): the entries last until the next reboot.`,
                ],
        };
    }
    finally {
        (0,binfmt_journal/* writeJournal */.fY)(roots.stateDirectory, journal);
    }
}
/** Finishes what a transaction that was killed had begun with entries that come back at boot. */
function settlePersisting(journal, roots) {
    if (journal.persisting === undefined)
        return journal;
    reviveEntries(roots);
    forgetEntries(journal.persisting, roots);
    const settled = { ...journal, persisting: undefined };
    (0,binfmt_journal/* writeJournal */.fY)(roots.stateDirectory, settled);
    return settled;
}
/** An entry on top would change the emulator under a job that holds another one. */
function refuseLeased(requests, { entries, leases }, isAlive) {
    const alive = leases.filter(({ owner }) => isAlive(owner)).map(({ id }) => id);
    for (const request of requests) {
        const held = entries.find((entry) => entry.target === request.target &&
            entry.sha256 !== request.emulator.sha256 &&
            entry.leases.some((id) => alive.includes(id)));
        if (held !== undefined) {
            throw leasedError(held, { ...request, ...request.emulator }, leases);
        }
    }
}

// EXTERNAL MODULE: ./src/binfmt/roots.ts
var binfmt_roots = __webpack_require__(4217);
;// CONCATENATED MODULE: ./src/binfmt/registrar.ts















/**
 * Carries out one request as one transaction: all of it, or nothing. Needs root.
 * @param notice told what is waited for
 * @throws XarchError; the kernel and the journal are then as they were
 */
async function runRegistrar(request, roots = binfmt_roots/* SYSTEM_ROOTS */.E, notice = () => { }) {
    try {
        (0,root_directory/* ensureRootDirectory */.q)(roots.stateDirectory);
        const work = async () => transact(request, roots);
        return await (0,lock/* withLock */.kK)(roots.stateDirectory, lock/* LOCK_TIMEOUT_MS */.p1, work, notice);
    }
    catch (error) {
        throw explained(error, roots);
    }
}
/** What was read of the journal, and a warning for one that had to be set aside. */
function openJournal(stateDirectory) {
    const { journal, damage } = (0,binfmt_journal/* readJournal */.a0)(stateDirectory, (0,owner/* readBootId */.wV)());
    if (damage === undefined)
        return { journal, warnings: [] };
    const aside = (0,binfmt_journal/* setJournalAside */.KJ)(stateDirectory);
    return {
        journal,
        warnings: [
            `The journal of earlier runs could not be used (${damage}); it is kept as ${aside}. Entries they made may stay until the next reboot.`,
        ],
    };
}
/**
 * Carries out a request on builders, which changes the journal and nothing else.
 * @param stateDirectory root's, or one of the user's own
 * @throws E_BUILDER, E_LOCK
 */
async function recordBuilders(request, stateDirectory) {
    return (0,lock/* withLock */.kK)(stateDirectory, lock/* LOCK_TIMEOUT_MS */.p1, async () => {
        const { journal, warnings } = openJournal(stateDirectory);
        const now = new Date().toISOString();
        const isAlive = (0,owner/* lookAtOwners */.DO)();
        const next = recordBuilder(journal, request, isAlive, now);
        if (next !== journal)
            (0,binfmt_journal/* writeJournal */.fY)(stateDirectory, next);
        return { ...nothingDone(next, isAlive), warnings };
    });
}
function transact(request, roots) {
    const { journal: found, warnings } = openJournal(roots.stateDirectory);
    const read = settlePersisting(found, roots);
    const isAlive = (0,owner/* lookAtOwners */.DO)();
    const { operation } = request;
    const registers = operation === 'apply' || operation === 'check' || operation === 'persist';
    const mounted = registers && mountNoted(read, roots);
    const mountNamespace = (0,mount/* ownMountNamespace */.dR)();
    const current = mounted ? (0,binfmt_journal/* withMount */.W3)(read, mountNamespace) : read;
    if (request.operation === 'persist' || request.operation === 'forget') {
        const result = transactPersisted(request, current, roots, isAlive);
        return { ...result, mounted, warnings: [...warnings, ...result.warnings] };
    }
    if ((0,kernel/* readStatus */.rk)(roots.binfmtDirectory) === 'absent' && read.leases.length === 0) {
        const { bootId, builders } = read;
        (0,binfmt_journal/* writeJournal */.fY)(roots.stateDirectory, { ...(0,binfmt_journal/* emptyJournal */.xw)(bootId), builders });
        return { ...nothingDone(read, isAlive), warnings };
    }
    // Entries that are not seen from here may be there all the same: mounted for this transaction alone.
    const looked = (0,kernel/* readStatus */.rk)(roots.binfmtDirectory) === 'absent' &&
        read.entries.length + read.disabled.length > 0 &&
        mountNoted(read, roots);
    const entries = (0,kernel/* listEntries */.fi)(roots.binfmtDirectory);
    const before = reconcile(current, entries);
    const view = { journal: before, entries, isAlive, mountNamespace };
    const done = [];
    try {
        const plan = makePlan(request, view, roots);
        const emulators = emulatorsOf(request);
        const noted = looked ? (0,binfmt_journal/* withMount */.W3)(before, mountNamespace) : before;
        (0,binfmt_journal/* writeJournal */.fY)(roots.stateDirectory, intentOf(noted, plan.journal));
        let unmounted = false;
        for (const step of plan.steps) {
            if (step.do === 'unmount')
                unmounted = (0,mount/* unmount */.vs)(roots.binfmtDirectory);
            else
                take(step, emulators, roots);
            done.push(step);
        }
        sweepInterpreters(roots.interpreterDirectory, (0,kernel/* listEntries */.fi)(roots.binfmtDirectory));
        if (looked && !unmounted)
            (0,mount/* unmount */.vs)(roots.binfmtDirectory);
        (0,binfmt_journal/* writeJournal */.fY)(roots.stateDirectory, plan.journal);
        return { ...resultOf(plan, isAlive), mounted, unmounted: unmounted && !looked, warnings };
    }
    catch (error) {
        for (const step of done.reverse())
            ifThere(() => undo(step, roots));
        const left = (0,kernel/* listEntries */.fi)(roots.binfmtDirectory);
        if (looked || (mounted && left.length === 0))
            (0,mount/* unmount */.vs)(roots.binfmtDirectory);
        (0,binfmt_journal/* writeJournal */.fY)(roots.stateDirectory, mounted ? read : before);
        sweepInterpreters(roots.interpreterDirectory, left);
        throw error;
    }
}
/** Notes first that the mount is ours, or nobody would take it away after a crash. */
function mountNoted(journal, { binfmtDirectory, stateDirectory }) {
    if ((0,kernel/* readStatus */.rk)(binfmtDirectory) !== 'absent')
        return (0,mount/* ensureMounted */.bZ)(binfmtDirectory);
    (0,binfmt_journal/* writeJournal */.fY)(stateDirectory, (0,binfmt_journal/* withMount */.W3)(journal, (0,mount/* ownMountNamespace */.dR)()));
    try {
        return (0,mount/* ensureMounted */.bZ)(binfmtDirectory);
    }
    catch (error) {
        (0,binfmt_journal/* writeJournal */.fY)(stateDirectory, journal);
        throw error;
    }
}
function makePlan(request, view, roots) {
    switch (request.operation) {
        case 'apply': {
            const wanted = request.entries.map(({ emulator, ...entry }) => ({
                ...entry,
                ...emulator,
                interpreter: interpreterFor({ ...emulator, target: entry.target }, roots.interpreterDirectory),
            }));
            const lease = { ...request.lease, takenAt: new Date().toISOString() };
            return planApply(view, lease, wanted, request.reset);
        }
        case 'check':
            return planRelease(view, []);
        case 'withdraw':
            return planWithdraw(view, request.leaseId, request.names);
        case 'release': {
            const ofKind = view.journal.leases
                .filter(({ owner }) => request.kinds.includes(owner.kind))
                .map(({ id }) => id);
            return planRelease(view, [...request.leaseIds, ...ofKind]);
        }
    }
}
/**
 * What is written before the first step: all that was and all that will be, so that
 * whoever finds the journal after a crash knows every entry that may be ours.
 */
function intentOf(before, after) {
    const union = (old, next) => {
        const byName = new Map([...old, ...next].map((record) => [record.name, record]));
        return [...byName.values()];
    };
    return {
        ...after,
        mounted: before.mounted || after.mounted,
        mountNamespaces: before.mountNamespaces,
        entries: union(before.entries, after.entries),
        disabled: union(before.disabled, after.disabled),
        leases: [
            ...before.leases.filter(({ id }) => !after.leases.some((lease) => lease.id === id)),
            ...after.leases,
        ],
    };
}
function take(step, emulators, roots) {
    const directory = roots.binfmtDirectory;
    switch (step.do) {
        case 'register': {
            const { entry } = step;
            const emulator = emulators.get(entry.target);
            if (emulator !== undefined) {
                placeInterpreter({ ...emulator, target: entry.target }, entry.interpreter, roots.interpreterDirectory);
            }
            try {
                (0,kernel/* register */.kz)(directory, (0,binfmt_entry/* formatRegistration */.tD)(entry));
            }
            catch (error) {
                throw error instanceof errors/* XarchError */.xp ? error : refusalOf(entry, error);
            }
            const shown = (0,kernel/* readEntry */.hB)(directory, entry.name);
            if (!(0,binfmt_journal/* isSameEntry */.TR)(entry, shown) || shown?.enabled !== true) {
                (0,kernel/* remove */.TF)(directory, entry.name);
                throw new errors/* XarchError */.xp('E_REGISTER', `The kernel took the entry ${entry.name} but shows it differently: ${JSON.stringify(shown)}.`, 'The entry was taken away again. Please report this, with the kernel version.');
            }
            return;
        }
        case 'disable':
            (0,kernel/* setEnabled */.kv)(directory, step.name, false);
            return;
        case 'enable':
            ifThere(() => (0,kernel/* setEnabled */.kv)(directory, step.name, true));
            return;
        case 'remove':
            ifThere(() => (0,kernel/* remove */.TF)(directory, step.name));
    }
}
/** What somebody else has just taken away need not be put back or taken away any more. */
function ifThere(work) {
    try {
        work();
    }
    catch (error) {
        if ((0,errors/* errnoOf */.UQ)(error) !== 'ENOENT')
            throw error;
    }
}
/** Takes back what can be refused after it; removals come when nothing is refused any more. */
function undo(step, roots) {
    if (step.do === 'register')
        (0,kernel/* remove */.TF)(roots.binfmtDirectory, step.entry.name);
    if (step.do === 'disable')
        (0,kernel/* setEnabled */.kv)(roots.binfmtDirectory, step.name, true);
    if (step.do === 'enable')
        (0,kernel/* setEnabled */.kv)(roots.binfmtDirectory, step.name, false);
}
function emulatorsOf(request) {
    return new Map(request.operation === 'apply'
        ? request.entries.map(({ target, emulator }) => [target, emulator])
        : []);
}
function resultOf(plan, isAlive) {
    const names = (kind) => plan.steps.flatMap((step) => (step.do === kind ? [step.name] : []));
    return {
        registered: plan.steps.flatMap((step) => (step.do === 'register' ? [step.entry.name] : [])),
        removed: names('remove'),
        disabled: names('disable'),
        enabled: names('enable'),
        entries: plan.journal.entries,
        leases: plan.journal.leases,
        builders: builderRecords(plan.journal, isAlive),
    };
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

/***/ 1136:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fw: () => (/* binding */ confinementTraps),
/* harmony export */   sd: () => (/* binding */ engineTrap)
/* harmony export */ });
/* unused harmony exports mountTraps, namespaceTraps, entryTraps, shadowedTraps, noexecTrap */
/* harmony import */ var _kernel_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(903);
/* harmony import */ var _mountinfo_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1533);


const ON_THE_HOST = 'Set the platforms up on the host, as root: its entries serve all its containers.';
/** What is wrong with how binfmt_misc is shown in this mount namespace. */
function mountTraps({ mountinfo, status, inKernel }, directory = BINFMT_DIRECTORY) {
    if (status === 'disabled') {
        return [
            {
                name: 'switched-off',
                subject: directory,
                seen: `binfmt_misc is switched off as a whole: ${directory}/status says "disabled".`,
                remedy: `Switch it on with: echo 1 | sudo tee ${directory}/status`,
            },
        ];
    }
    const mounts = parseMountinfo(mountinfo);
    const top = mountAt(mounts, directory);
    const traps = [];
    if (status === 'absent') {
        if (!inKernel) {
            traps.push({
                name: 'no-module',
                subject: directory,
                seen: 'The kernel has no binfmt_misc: /proc/filesystems does not name it, so it is neither built in nor loaded.',
                remedy: 'xarch setup loads the module as root. By hand: sudo modprobe binfmt_misc. If it is not found, install the package with the modules of this very kernel (linux-modules-extra on Ubuntu), or reboot if the kernel was upgraded since the last boot.',
            });
        }
        else if (top?.fileSystem === 'autofs') {
            traps.push({
                name: 'automount',
                subject: directory,
                seen: `${directory} is an automount, and looking at it mounts nothing here.`,
                remedy: `On the host, trigger it with: ls ${directory} (or sudo systemctl restart proc-sys-fs-binfmt_misc.automount), then register from the host.`,
            });
        }
        else {
            traps.push({
                name: 'not-mounted',
                subject: directory,
                seen: `binfmt_misc is not mounted at ${directory} here; what the host has registered serves this process all the same.`,
                remedy: `As root of the host: mount -t binfmt_misc binfmt_misc ${directory}`,
            });
        }
    }
    const over = mountOver(mounts, directory);
    if (over?.options.includes('ro')) {
        traps.push({
            name: 'read-only',
            subject: over.mountPoint,
            seen: `${over.mountPoint} is mounted read-only here, as in containers without privilege: nothing can be registered.`,
            remedy: ON_THE_HOST,
        });
    }
    return traps;
}
/** The identity map of the first user namespace. */
const INITIAL_UID_MAP = /^\s*0\s+0\s+4294967295\s*$/;
/** Whether this process asks another instance of binfmt_misc than the host (Linux 6.7 and newer). */
function namespaceTraps({ mountinfo, initMountinfo, uidMap }, directory = BINFMT_DIRECTORY) {
    if (uidMap === '' || INITIAL_UID_MAP.test(uidMap))
        return [];
    const deviceIn = (text) => {
        const top = mountAt(parseMountinfo(text), directory);
        return top?.fileSystem === 'binfmt_misc' ? top.device : undefined;
    };
    const here = deviceIn(mountinfo);
    const ofHost = initMountinfo === undefined ? undefined : deviceIn(initMountinfo);
    if (here !== undefined && here !== ofHost) {
        return [
            {
                name: 'own-instance',
                subject: directory,
                seen: `This process lives in a user namespace that has a binfmt_misc of its own (device ${here}${ofHost === undefined ? '' : `, the host's is ${ofHost}`}): the host's entries do not serve here, and what is registered here serves nobody else.`,
                remedy: 'Register on the host and do not mount binfmt_misc inside the namespace; or register inside, for programs inside.',
            },
        ];
    }
    return [
        {
            name: 'user-namespace',
            subject: '/proc/self/uid_map',
            seen: 'This process lives in a user namespace (a rootless container, or unshare), whose root is not root of the host.',
            remedy: ON_THE_HOST,
        },
    ];
}
/** What the kernel was told to keep from this process. */
function confinementTraps({ mountinfo, processStatus, profile }) {
    const field = (name) => new RegExp(`^${name}:\\s*(\\d+)`, 'm').exec(processStatus)?.[1];
    const traps = [];
    if (field('NoNewPrivs') === '1') {
        traps.push({
            name: 'no-new-privileges',
            subject: '/proc/self/status',
            seen: 'This process may not gain privileges (NoNewPrivs: 1): sudo cannot work, nor setuid programs in the guest.',
            remedy: "Leave out no_new_privs (allowPrivilegeEscalation: false in Kubernetes, --security-opt no-new-privileges in Docker, NoNewPrivileges= in the runner's unit).",
        });
    }
    if (field('Seccomp') === '2') {
        traps.push({
            name: 'seccomp',
            subject: '/proc/self/status',
            seen: 'System calls of this process are filtered (Seccomp: 2); container engines refuse mount that way.',
            remedy: ON_THE_HOST,
        });
    }
    if (profile !== '' && !/^unconfined\b/.test(profile)) {
        traps.push({
            name: 'apparmor',
            subject: '/proc/self/attr/current',
            seen: `This process is confined by the profile ${profile}, which may refuse to mount and to write under /proc/sys.`,
            remedy: ON_THE_HOST,
        });
    }
    const proc = (0,_mountinfo_js__WEBPACK_IMPORTED_MODULE_1__/* .mountAt */ .LS)((0,_mountinfo_js__WEBPACK_IMPORTED_MODULE_1__/* .parseMountinfo */ .b7)(mountinfo), '/proc');
    const hides = proc?.superOptions.find((option) => /^hidepid=(?!0$|off$)/.test(option));
    if (hides !== undefined) {
        traps.push({
            name: 'hidepid',
            subject: '/proc',
            seen: `/proc hides the processes of other users (${hides}).`,
            remedy: 'Nothing has to be done: root sees them all. Only who serves a program of another user cannot be told.',
        });
    }
    return traps;
}
/**
 * What is wrong with entries as they are registered.
 * @param exists whether there is a file at an interpreter's path
 */
function entryTraps(entries, exists) {
    return entries.flatMap((entry) => {
        const { name, enabled, flags, interpreter, match } = entry;
        const isQemu = name.startsWith('qemu-') || /\/qemu-[^/]*$/.test(interpreter);
        const traps = [];
        if (!enabled) {
            traps.push({
                name: 'disabled',
                subject: name,
                seen: `The entry ${name} is switched off.`,
                remedy: `Switch it on with: echo 1 | sudo tee ${BINFMT_DIRECTORY}/${name}`,
            });
        }
        if (!flags.includes('F') && !exists(interpreter)) {
            traps.push({
                name: 'missing-interpreter',
                subject: name,
                seen: `The entry ${name} names ${interpreter}, which is not there, and has no flag F: its programs fail with "No such file or directory".`,
                remedy: `Put the file back, or take the entry away: echo -1 | sudo tee ${BINFMT_DIRECTORY}/${name}`,
            });
        }
        else if (isQemu && match !== undefined && !flags.includes('F')) {
            traps.push({
                name: 'no-fix-binary',
                subject: name,
                seen: `The entry ${name} has no flag F: in containers and chroots its programs run only where ${interpreter} lies inside.`,
                remedy: 'Set the platform up again; flags: auto registers with F.',
            });
        }
        if (isQemu && match !== undefined && !flags.includes('C')) {
            traps.push({
                name: 'no-credentials',
                subject: name,
                seen: `The entry ${name} has no flag C: setuid programs such as sudo and ping do not work in its containers.`,
                remedy: 'Set the platform up again with credentials: true, if they are needed.',
            });
        }
        return traps;
    });
}
/** Entries of ours over which a later one wins. */
function shadowedTraps(services) {
    return [...services]
        .filter(({ shadowed }) => shadowed)
        .map(({ target, entry }) => ({
        name: 'shadowed',
        subject: target,
        seen: `Programs for ${target} are run by ${entry?.name ?? 'an entry'} (${entry?.interpreter ?? 'of unknown interpreter'}), which was registered after the one of setup-xarch.`,
        remedy: 'Set the platform up again: a new entry goes on top. reset: true switches other qemu-* entries off.',
    }));
}
/** Undefined when programs may be run from a directory. */
function noexecTrap(mountinfo, directory) {
    const over = mountOver(parseMountinfo(mountinfo), directory);
    if (!over?.options.includes('noexec'))
        return undefined;
    return {
        name: 'noexec',
        subject: directory,
        seen: `Programs cannot be run from ${directory}: ${over.mountPoint} is mounted noexec.`,
        remedy: 'Point RUNNER_TEMP (or TMPDIR) and RUNNER_TOOL_CACHE (or XDG_CACHE_HOME) to directories from which programs can be run.',
    };
}
/** Undefined when an engine's containers can be root of the host. */
function engineTrap(engine, isRootless) {
    if (!isRootless)
        return undefined;
    return {
        name: 'rootless',
        subject: engine,
        seen: `${engine} is rootless: even --privileged containers live in a user namespace and cannot register anything for the host.`,
        remedy: `${ON_THE_HOST} They serve rootless containers too.`,
    };
}


/***/ })

};
