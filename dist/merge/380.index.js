export const id = 380;
export const ids = [380];
export const modules = {

/***/ 7732:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  DO: () => (/* binding */ lookAtOwners),
  Vq: () => (/* binding */ processOwner),
  wV: () => (/* binding */ readBootId)
});

// UNUSED EXPORTS: isAlive

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
;// CONCATENATED MODULE: ./src/binfmt/processes.ts


/** PROC_PID_INIT_INO of Linux's include/linux/proc_ns.h, in the words of /proc: all others are below it. */
const INITIAL_PID_NAMESPACE = 'pid:[4026531836]';
/** The process that /proc has under this number, or undefined. */
function readProcess(pid, procDirectory) {
    const stat = readText(`${procDirectory}/${pid}/stat`);
    if (stat === undefined)
        return undefined;
    // The second field, the program's name in brackets, may itself hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const clock = readNamespace(`${procDirectory}/${pid}`, 'time');
    return {
        state: fields[0] ?? '',
        startTicks: fields[19] ?? '',
        hasSameClock: clock === '' || clock === readNamespace(`${procDirectory}/self`, 'time'),
    };
}
/** The pid namespace of this process; empty where the kernel or this /proc has none. */
function ownPidNamespace(procDirectory) {
    return readNamespace(`${procDirectory}/self`, 'pid');
}
/**
 * Whether the numbers of this /proc are those that this process knows. One that was mounted in a
 * namespace above shows the processes of that: then this process has several pids, the outermost first.
 */
function isOwnProc(procDirectory) {
    const pids = innerPids(`${procDirectory}/self`);
    return pids !== undefined && pids.length <= 1;
}
/** Every process there is, by its pid namespace. */
class ProcessSurvey {
    #procDirectory;
    #pids;
    constructor(procDirectory, pids) {
        this.#procDirectory = procDirectory;
        this.#pids = pids;
    }
    /**
     * Looks at all processes once.
     * @returns undefined when there may be processes that are not seen
     */
    static take(procDirectory) {
        if (!seesAll(procDirectory))
            return undefined;
        const pids = new Map();
        for (const name of (0,external_node_fs_.readdirSync)(procDirectory)) {
            if (!/^\d+$/.test(name))
                continue;
            const directory = `${procDirectory}/${name}`;
            const namespace = readNamespace(directory, 'pid');
            if (namespace === '') {
                // It may not be looked into, or has ended meanwhile, for which the link has the same error.
                if (innerPids(directory)?.length !== 1 && (0,external_node_fs_.existsSync)(directory))
                    return undefined;
                continue;
            }
            const others = pids.get(namespace);
            if (others === undefined)
                pids.set(namespace, [Number(name)]);
            else
                others.push(Number(name));
        }
        return new ProcessSurvey(procDirectory, pids);
    }
    /** The process of this pid in a namespace of its own, or undefined when it has ended. */
    find(pidNamespace, pid) {
        const seenPid = this.#pids
            .get(pidNamespace)
            ?.find((each) => innerPids(`${this.#procDirectory}/${each}`)?.at(-1) === pid);
        return seenPid === undefined ? undefined : readProcess(seenPid, this.#procDirectory);
    }
}
/**
 * Whether all processes of the machine are in this /proc: it is that of the initial namespace, and
 * this process may look into the first one there, or the kernel's own one (kthreadd) where the machine
 * forbids that. Then it may look into all, and none is hidden from it (hidepid).
 */
function seesAll(procDirectory) {
    const initial = [1, 2].map((pid) => readNamespace(`${procDirectory}/${pid}`, 'pid'));
    return (ownPidNamespace(procDirectory) === INITIAL_PID_NAMESPACE &&
        isOwnProc(procDirectory) &&
        initial.includes(INITIAL_PID_NAMESPACE));
}
/**
 * A process's pids, from the namespace of this /proc down to its own (NSpid, Linux 4.1 and newer);
 * none where the kernel does not tell, undefined when there is no such process.
 */
function innerPids(directory) {
    const status = readText(`${directory}/status`);
    if (status === undefined)
        return undefined;
    return (/^NSpid:([\t \d]*)$/m.exec(status)?.[1] ?? '').split(/\s+/).filter(Boolean).map(Number);
}
function readNamespace(directory, kind) {
    try {
        return (0,external_node_fs_.readlinkSync)(`${directory}/ns/${kind}`);
    }
    catch (error) {
        if ((0,errors/* errnoOf */.UQ)(error) === undefined)
            throw error;
        return '';
    }
}
function readText(path) {
    try {
        return (0,external_node_fs_.readFileSync)(path, 'latin1');
    }
    catch (error) {
        if ((0,errors/* errnoOf */.UQ)(error) === undefined)
            throw error;
        return undefined;
    }
}

;// CONCATENATED MODULE: ./src/binfmt/owner.ts



/** The kernel's name of this boot; journals from another one are void. */
function readBootId(procDirectory = '/proc') {
    return (0,external_node_fs_.readFileSync)(`${procDirectory}/sys/kernel/random/boot_id`, 'latin1').trim();
}
/**
 * The process `pid` as an owner. A process that a container engine has put into
 * the job's container has no parent there (pid 0): its init, pid 1, stands for it.
 */
function processOwner(pid, procDirectory = '/proc') {
    const ownerPid = pid === 0 ? 1 : pid;
    const seen = isOwnProc(procDirectory) ? readProcess(ownerPid, procDirectory) : undefined;
    return {
        kind: 'process',
        pid: ownerPid,
        startTicks: seen?.hasSameClock === true ? seen.startTicks : '',
        pidNamespace: ownPidNamespace(procDirectory),
    };
}
/** Of one owner; for several, `lookAtOwners` looks at the machine once. */
function isAlive(owner, procDirectory = '/proc') {
    return lookAtOwners(procDirectory)(owner);
}
/**
 * Tells which owners are alive: false only for one that is seen to be gone; what cannot be seen
 * counts as alive. Processes of other pid namespaces are looked for when the first such owner
 * is met, and that once, so that the answers are those of one transaction.
 */
function lookAtOwners(procDirectory = '/proc') {
    const ownNamespace = ownPidNamespace(procDirectory);
    const hasOwnProc = isOwnProc(procDirectory);
    let survey;
    return (owner) => {
        if (owner.kind !== 'process')
            return true;
        if (owner.pidNamespace === ownNamespace && (hasOwnProc || ownNamespace !== '')) {
            const seen = hasOwnProc ? readProcess(owner.pid, procDirectory) : undefined;
            // /proc may hide others' processes (hidepid), but not whether there is one of that pid.
            return seen === undefined ? isRunning(owner.pid) : isSame(owner, seen);
        }
        survey ??= { taken: ProcessSurvey.take(procDirectory) };
        if (survey.taken === undefined || owner.pidNamespace === '')
            return true;
        const seen = survey.taken.find(owner.pidNamespace, owner.pid);
        return seen !== undefined && isSame(owner, seen);
    };
}
/** Whether the process that has the owner's pid is the owner, still running. */
function isSame({ startTicks }, seen) {
    if (seen.state === 'Z')
        return false;
    // With another clock the same start has another number.
    return startTicks === '' || startTicks === seen.startTicks || !seen.hasSameClock;
}
function isRunning(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        return (0,errors/* errnoOf */.UQ)(error) === 'EPERM';
    }
}


/***/ }),

/***/ 7380:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  chooseTag: () => (/* binding */ chooseTag),
  obtainBuildx: () => (/* binding */ obtainBuildx)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:stream/promises"
var promises_ = __webpack_require__(6466);
// EXTERNAL MODULE: ./node_modules/semver/index.js
var semver = __webpack_require__(2088);
// EXTERNAL MODULE: ./src/emulator/command.ts
var command = __webpack_require__(7474);
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
    const descriptor = (0,external_node_fs_.openSync)(path, 'r');
    try {
        if (!(0,external_node_fs_.fstatSync)(descriptor).isFile()) {
            throw new Error('not a plain file');
        }
        const bytes = new Uint8Array(HEAD_BYTES);
        return bytes.subarray(0, (0,external_node_fs_.readSync)(descriptor, bytes, 0, HEAD_BYTES, 0));
    }
    finally {
        (0,external_node_fs_.closeSync)(descriptor);
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

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./src/binfmt/owner.ts + 1 modules
var owner = __webpack_require__(7732);
;// CONCATENATED MODULE: ./src/emulator/store/store.ts





/** Name of the tool that holds a target's emulator, and of the file: `qemu-aarch64`. */
function store_toolName(target) {
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
    return join(root, store_toolName(manifest.target), versionFolder(manifest), host.nodeArch);
}
/** The file beside a folder that tells @actions/tool-cache that the folder is whole. */
function completeMarker(folder) {
    return `${folder}.complete`;
}
/** All entries of one target for this host; damaged ones are left out. */
function readEntries(root, target, host) {
    const toolFolder = join(root, store_toolName(target));
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
        text = readFileSync(join(folder, MANIFEST_NAME), 'utf8');
    }
    catch {
        return undefined;
    }
    const manifest = parseManifest(text);
    return manifest?.target === target
        ? { manifest, folder, path: join(folder, store_toolName(target)) }
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

;// CONCATENATED MODULE: ./src/emulator/store/workspace.ts






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
            (0,external_node_fs_.rmSync)(workspace.directory, { recursive: true, force: true });
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
        directory = mkdtempSync(join(tempRoot, 'xarch-'));
        return await work(directory);
    }
    catch (error) {
        throw diskError(error, tempRoot) ?? error;
    }
    finally {
        if (directory !== undefined) {
            rmSync(directory, { recursive: true, force: true });
        }
    }
}
/**
 * The E_DISK error of a full disk or quota.
 * @returns undefined for any other error
 */
function diskError(error, path) {
    const code = (0,errors/* errnoOf */.UQ)(error);
    if (code !== 'ENOSPC' && code !== 'EDQUOT') {
        return undefined;
    }
    const where = error.path ?? path;
    return diskFull(where, code === 'EDQUOT' ? 'the quota is used up' : 'no space is left', error);
}
/** @param reason what is used up, in words that follow a colon */
function diskFull(path, reason, cause) {
    return new errors/* XarchError */.xp('E_DISK', `What was downloaded could not be written to ${path}: ${reason}.`, 'Make room (an emulator takes 10 to 20 MB, a download up to 80 MB), or let RUNNER_TOOL_CACHE and RUNNER_TEMP name directories on a larger disk.', cause);
}
function openWorkspace(context, targets) {
    try {
        return makeWorkspace(context.storeRoot, targets);
    }
    catch (error) {
        if (!UNWRITABLE.includes((0,errors/* errnoOf */.UQ)(error) ?? '')) {
            throw error;
        }
        // Not a fixed name: in a shared /tmp anybody could have filled that beforehand.
        const standIn = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)(context.tempRoot, 'xarch-store-'));
        context.reporter.warning(`The tool-cache ${context.storeRoot} cannot be written (${(0,errors/* messageOf */.bD)(error)}); the emulators go to ${standIn} and the next run has to download them again.`);
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
        (0,external_node_fs_.rmdirSync)(directory);
    }
    catch { }
}
function makeWorkspace(storeRoot, targets) {
    (0,external_node_fs_.mkdirSync)(storeRoot, { recursive: true });
    for (const target of targets) {
        const toolFolder = (0,external_node_path_.join)(storeRoot, store_toolName(target));
        if ((0,external_node_fs_.existsSync)(toolFolder)) {
            (0,external_node_fs_.accessSync)(toolFolder, external_node_fs_.constants.W_OK);
        }
    }
    removeAbandoned(storeRoot);
    const directory = (0,external_node_path_.join)(storeRoot, `${PREFIX}${process.pid}-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`);
    (0,external_node_fs_.mkdirSync)(directory, { mode: 0o700 });
    try {
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(directory, OWNER_NAME), JSON.stringify(thisProcess()));
        refuseNoexec(directory);
    }
    catch (error) {
        (0,external_node_fs_.rmSync)(directory, { recursive: true, force: true });
        throw error;
    }
    return { storeRoot, directory };
}
/** access(2) says EACCES for a file with mode x when its mount is noexec, even to root. */
function refuseNoexec(directory) {
    const path = (0,external_node_path_.join)(directory, 'executable');
    (0,external_node_fs_.writeFileSync)(path, '', { mode: 0o755 });
    (0,external_node_fs_.chmodSync)(path, 0o755);
    try {
        (0,external_node_fs_.accessSync)(path, external_node_fs_.constants.X_OK);
    }
    catch (error) {
        throw new errors/* XarchError */.xp('E_EMULATOR', `Emulators cannot be kept in ${(0,external_node_path_.dirname)(directory)}: its file system is mounted noexec.`, 'Mount it without noexec, or let RUNNER_TOOL_CACHE name a directory where programs may run.', error);
    }
    (0,external_node_fs_.rmSync)(path);
}
function thisProcess() {
    return { bootId: bootId(), owner: (0,owner/* processOwner */.Vq)(process.pid) };
}
function removeAbandoned(storeRoot) {
    for (const path of abandonedWorkspaces(storeRoot))
        (0,external_node_fs_.rmSync)(path, { recursive: true, force: true });
}
/** Absolute paths of the workspaces in a store that killed runs have left. */
function abandonedWorkspaces(storeRoot) {
    const isAlive = (0,owner/* lookAtOwners */.DO)();
    return (0,external_node_fs_.readdirSync)(storeRoot)
        .filter((name) => /^\.xarch-\d+-[0-9a-f]{12}$/.test(name))
        .map((name) => (0,external_node_path_.join)(storeRoot, name))
        .filter((path) => {
        const info = (0,external_node_fs_.statSync)(path, { throwIfNoEntry: false });
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
        const text = (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(workspace, OWNER_NAME), 'utf8');
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
        return (0,owner/* readBootId */.wV)();
    }
    catch {
        return '';
    }
}

// EXTERNAL MODULE: ./src/platform/table.ts
var table = __webpack_require__(1343);
;// CONCATENATED MODULE: ./src/emulator/emulator-name.ts

/**
 * The target that a file is the emulator of, by its name as the projects that publish
 * emulators give it: `qemu-aarch64` (QEMU's own), `qemu-aarch64-static` (Debian's),
 * `x86_64_qemu-aarch64-static` (multiarch/qemu-user-static).
 * @param baseName without directories
 * @returns undefined for the name of anything else, and for targets that the table lacks
 */
function emulator_name_targetOfName(baseName) {
    const name = /^(?:x86_64_)?qemu-([a-z0-9_]+?)(?:-static)?$/.exec(baseName)?.[1];
    return name === undefined ? undefined : (0,table/* targetByName */.eT)(name)?.target;
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
;// CONCATENATED MODULE: ./src/emulator/archive/unpack.ts







/** An emulator is 10 to 20 MB; a member beyond this is no emulator. */
const MAX_MEMBER_BYTES = (/* unused pure expression or super */ null && (256 * 1024 * 1024));
/**
 * Unpacks the wanted emulators of a tar archive, and nothing else.
 * @param tar the archive, not compressed
 * @param label what the archive is, for messages
 * @param directory existing directory that gets one folder per target
 * @param targetOf the target a member is the emulator of, undefined when it is something else;
 * throws for a member that makes the archive suspect
 * @throws E_ARCHIVE; file system errors as they are
 */
async function unpack_unpackTar(tar, label, directory, wanted, targetOf) {
    const { extract } = await __webpack_require__.e(/* import() */ 118).then(__webpack_require__.t.bind(__webpack_require__, 6118, 19));
    const reader = extract();
    const source = Readable.from(tar, { highWaterMark: 1 });
    const feeding = pipeline(source, reader);
    // Its failure is the reader's failure too, and is looked at below.
    feeding.catch(() => { });
    const files = [];
    const offers = new Set();
    try {
        for await (const entry of reader) {
            const member = {
                name: entry.header.name,
                type: entry.header.type ?? 'unknown type',
                sizeBytes: entry.header.size ?? 0,
            };
            const target = targetOf(member);
            if (target !== undefined) {
                refuseOverlong(member);
                if (offers.has(target)) {
                    throw new Error(`member ${unpack_quoted(member.name)} is its second emulator for ${target}`);
                }
                offers.add(target);
            }
            if (target !== undefined && wanted.has(target)) {
                const content = entry;
                files.push(await unpack_writeEmulator(content, target, label, directory));
            }
            else {
                entry.resume();
            }
        }
        await feeding;
    }
    catch (error) {
        source.destroy();
        throw unpack_asBadArchive(error, label);
    }
    return { files, offers: [...offers].sort() };
}
/**
 * Writes one emulator into a folder of its own.
 * @throws E_ARCHIVE when it is too long for one; file system errors as they are
 */
async function unpack_writeEmulator(content, target, label, directory) {
    const path = join(directory, target, toolName(target));
    mkdirSync(dirname(path));
    const hash = createHash('sha256');
    let sizeBytes = 0;
    const file = openSync(path, 'wx', 0o755);
    try {
        // Written at once: a queue of chunks before a slower writer would only hold memory.
        for await (const chunk of content) {
            sizeBytes += chunk.length;
            if (sizeBytes > MAX_MEMBER_BYTES) {
                throw unpack_badArchive(label, `its emulator for ${target} is over ${MAX_MEMBER_BYTES} bytes`);
            }
            hash.update(chunk);
            for (let at = 0; at < chunk.length;)
                at += writeSync(file, chunk, at);
        }
    }
    finally {
        closeSync(file);
    }
    return { target, path, sha256: hash.digest('hex'), sizeBytes };
}
/**
 * Makes sure that an archive has what must be had.
 * @throws E_ARCHIVE naming what is missing and what there is
 */
function unpack_requireTargets(unpacked, required, label) {
    const missing = required.filter((target) => !unpacked.offers.includes(target));
    if (missing.length > 0) {
        throw new XarchError('E_ARCHIVE', `${label} has no emulator for ${missing.join(', ')}; it has ${unpacked.offers.join(', ') || 'none at all'}.`, 'Choose another source or version for these platforms, or leave them out.');
    }
}
/** @param reason what is wrong with the archive, in words that follow a colon */
function unpack_badArchive(label, reason, cause) {
    return new errors/* XarchError */.xp('E_ARCHIVE', `${label} is not a usable archive: ${reason}.`, 'Check that no proxy or mirror alters or cuts downloads, then run again or choose another source.', cause);
}
/** Errors of reading data as E_ARCHIVE; those that have a code of their own as they are. */
function unpack_asBadArchive(error, label) {
    return error instanceof XarchError || unpack_isFileSystemError(error)
        ? error
        : unpack_badArchive(label, messageOf(error), error);
}
/** True for errors of reading and writing local files, as opposed to bad data. */
function unpack_isFileSystemError(error) {
    return errnoOf(error) !== undefined && 'syscall' in error;
}
function refuseOverlong({ name, sizeBytes }) {
    if (sizeBytes > MAX_MEMBER_BYTES) {
        throw new Error(`member ${unpack_quoted(name)} claims ${sizeBytes} bytes`);
    }
}
/** The name of a member for messages; it may hold anything, line ends too. */
function unpack_quoted(name) {
    return JSON.stringify(name.length > 200 ? `${name.slice(0, 200)}…` : name);
}

;// CONCATENATED MODULE: ./src/emulator/archive/archive-members.ts



/** A release has some ten to forty members, Debian's package about a hundred. */
const MAX_MEMBERS = 10_000;
/**
 * Recognises the emulators of one release archive, in any of its directories. It should hold
 * programs and texts only.
 * @returns for each member its target; throws for a way out, a link or a device
 */
function archive_members_releaseMembers() {
    const look = looker();
    return (member) => {
        look(member);
        const { name, type } = member;
        if (type === 'directory')
            return undefined;
        if (type !== 'file')
            throw new Error(`member ${quoted(name)} is no file but a ${type}`);
        return targetOfName(basename(name));
    };
}
/**
 * Recognises the emulators of one Debian package. Its links, such as qemu-arm64, are other
 * names of emulators that are there as files; /usr/share/binfmts/qemu-aarch64 is a text.
 * @returns for each member its target; throws for a way out
 */
function archive_members_packageMembers() {
    const look = looker();
    return (member) => {
        look(member);
        const isProgram = member.type === 'file' && basename(dirname(member.name)) === 'bin';
        return isProgram ? targetOfName(basename(member.name)) : undefined;
    };
}
function looker() {
    let members = 0;
    return ({ name }) => {
        members += 1;
        if (members > MAX_MEMBERS)
            throw new Error(`it has more than ${MAX_MEMBERS} members`);
        if (name.startsWith('/') || name.split('/').includes('..')) {
            throw new Error(`member ${quoted(name)} points outside`);
        }
    };
}

;// CONCATENATED MODULE: ./src/emulator/archive/byte-reader.ts
const EMPTY = Buffer.alloc(0);
/** Reads a stream of pieces of any size in portions of a wanted size, none of it twice. */
class byte_reader_ByteReader {
    #source;
    #held = EMPTY;
    constructor(source) {
        this.#source = source[Symbol.asyncIterator]();
    }
    /** The next bytes, which stay to be read; fewer than `count` only at the end. */
    async peek(count) {
        const pieces = [this.#held];
        let length = this.#held.length;
        while (length < count) {
            const next = await this.#next();
            if (next === undefined)
                break;
            pieces.push(next);
            length += next.length;
        }
        if (pieces.length > 1)
            this.#held = Buffer.concat(pieces, length);
        return this.#held.subarray(0, count);
    }
    /** Reads `count` bytes; fewer only at the end. */
    async take(count) {
        const bytes = await this.peek(count);
        this.#held = this.#held.subarray(bytes.length);
        return bytes;
    }
    /**
     * Reads `count` bytes piece by piece, or all that are left.
     * @throws Error when they end before
     */
    async *pieces(count = Number.POSITIVE_INFINITY) {
        let left = count;
        while (left > 0) {
            const piece = this.#held.length > 0 ? this.#held : await this.#next();
            if (piece === undefined) {
                if (count === Number.POSITIVE_INFINITY)
                    return;
                throw new Error(`unexpected end, ${left} of ${count} bytes are missing`);
            }
            const wanted = left < piece.length ? piece.subarray(0, left) : piece;
            this.#held = piece.subarray(wanted.length);
            left -= wanted.length;
            yield wanted;
        }
    }
    async #next() {
        for (;;) {
            const next = await this.#source.next();
            if (next.done === true)
                return undefined;
            if (next.value.length > 0)
                return next.value;
        }
    }
}

// EXTERNAL MODULE: external "node:stream/web"
var web_ = __webpack_require__(7830);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
;// CONCATENATED MODULE: ./src/emulator/archive/bzip2.ts
/*
 * bzip2's format has no paper of its own; what is here follows the program's manual and the
 * format's common description: "BZh", the block size in 100 kB as a digit, blocks, an end mark
 * and the checksum of all blocks' checksums. Fields are bits, the highest first.
 */
const BLOCK_MARK = 0x314159265359;
const END_MARK = 0x177245385090;
const UNIT_BYTES = 100_000;
/** Symbols in a row that share a code. */
const GROUP_SYMBOLS = 50;
const MAX_CODE_BITS = 20;
/** What a block has beside its symbols: at most 32767 selectors of 6 bits, and its codes. */
const MAX_TABLES_BYTES = 40_000;
const PIECE_BYTES = (/* unused pure expression or super */ null && (64 * 1024));
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte << 24;
    for (let bit = 0; bit < 8; bit += 1)
        crc = (crc << 1) ^ (crc < 0 ? 0x04c11db7 : 0);
    return crc;
});
/**
 * Decompresses bzip2 data, one stream or several. However much a block becomes, it comes in
 * small pieces.
 * @throws Error when the data is damaged or ends early
 */
async function* bzip2_readBzip2(reader) {
    while ((await reader.peek(1)).length > 0) {
        const header = (await reader.take(4)).toString('latin1');
        const units = Number(/^BZh([1-9])$/.exec(header)?.[1] ?? Number.NaN);
        if (Number.isNaN(units))
            throw new Error('something else follows bzip2 data');
        const table = new Uint32Array(units * UNIT_BYTES);
        const blockBytes = Math.ceil((table.length * MAX_CODE_BITS) / 8) + MAX_TABLES_BYTES;
        let combined = 0;
        let startBit = 0;
        for (;;) {
            const bits = new Bits(await reader.peek(blockBytes), startBit);
            const mark = bits.take(24) * 2 ** 24 + bits.take(24);
            const expected = bits.take(16) * 2 ** 16 + bits.take(16);
            if (mark === END_MARK) {
                if (expected !== combined)
                    throw new Error('the checksum of bzip2 data is wrong');
                await reader.take(Math.ceil(bits.at / 8));
                break;
            }
            if (mark !== BLOCK_MARK)
                throw new Error('bzip2 data is damaged');
            const { count, origin } = readBlock(bits, table);
            await reader.take(bits.at >> 3);
            startBit = bits.at & 7;
            const crc = yield* expand(table, count, origin);
            if (crc !== expected)
                throw new Error('the checksum of a block of bzip2 data is wrong');
            combined = (((combined << 1) | (combined >>> 31)) ^ crc) >>> 0;
        }
    }
}
/** Bits of a buffer, the highest of each byte first. */
class Bits {
    /** How many are taken. */
    at;
    #data;
    constructor(data, startBit) {
        this.#data = data;
        this.at = startBit;
    }
    /** @param count at most 25 */
    take(count) {
        const byte = this.at >> 3;
        const data = this.#data;
        const word = ((data[byte] ?? 0) << 24) |
            ((data[byte + 1] ?? 0) << 16) |
            ((data[byte + 2] ?? 0) << 8) |
            (data[byte + 3] ?? 0);
        const value = (word << (this.at & 7)) >>> (32 - count);
        this.at += count;
        if (this.at > data.length * 8)
            throw new Error('unexpected end of bzip2 data');
        return value;
    }
    symbol({ minBits, limits, bases, symbols }) {
        let length = minBits;
        let value = this.take(length);
        while (value > (limits[length] ?? -1)) {
            length += 1;
            if (length > MAX_CODE_BITS)
                throw new Error('a code in bzip2 data is wrong');
            value = (value << 1) | this.take(1);
        }
        const symbol = symbols[value - (bases[length] ?? 0)];
        if (symbol === undefined)
            throw new Error('a code in bzip2 data is wrong');
        return symbol;
    }
}
/** Fills the table: each entry a byte, and above it the entry that the next byte is in. */
function readBlock(bits, table) {
    const isRandomised = bits.take(1) === 1;
    const origin = bits.take(24);
    const used = readUsedBytes(bits);
    const codeCount = bits.take(3);
    const selectors = new Uint8Array(bits.take(15));
    if (isRandomised || used.length === 0 || codeCount < 2 || codeCount > 6) {
        throw new Error('the head of a block of bzip2 data is wrong');
    }
    const recent = Uint8Array.from({ length: codeCount }, (_, index) => index);
    for (let index = 0; index < selectors.length; index += 1) {
        let place = 0;
        while (bits.take(1) === 1)
            place += 1;
        if (place >= codeCount)
            throw new Error('a selector in bzip2 data is wrong');
        selectors[index] = toFront(recent, place);
    }
    const codes = Array.from({ length: codeCount }, () => readCode(bits, used.length + 2));
    const count = readSymbols(bits, used, selectors, codes, table);
    if (origin >= count)
        throw new Error('the start of a block of bzip2 data is wrong');
    bzip2_link(table, count);
    return { count, origin };
}
function readUsedBytes(bits) {
    const used = [];
    const ranges = bits.take(16);
    for (let range = 0; range < 16; range += 1) {
        const members = (ranges & (0x8000 >> range)) === 0 ? 0 : bits.take(16);
        for (let low = 0; low < 16; low += 1) {
            if ((members & (0x8000 >> low)) !== 0)
                used.push(range * 16 + low);
        }
    }
    return Uint8Array.from(used);
}
/** The lengths of a code's words, each as its difference to the one before. */
function readCode(bits, symbolCount) {
    const lengths = new Uint8Array(symbolCount);
    let length = bits.take(5);
    for (let symbol = 0; symbol < symbolCount; symbol += 1) {
        for (;;) {
            if (length < 1 || length > MAX_CODE_BITS)
                throw new Error('a code in bzip2 data is wrong');
            if (bits.take(1) === 0)
                break;
            length += bits.take(1) === 0 ? 1 : -1;
        }
        lengths[symbol] = length;
    }
    const symbols = new Uint16Array(symbolCount);
    const limits = new Int32Array(MAX_CODE_BITS + 1);
    const bases = new Int32Array(MAX_CODE_BITS + 1);
    let place = 0;
    let word = 0;
    for (let bitCount = 1; bitCount <= MAX_CODE_BITS; bitCount += 1) {
        word <<= 1;
        bases[bitCount] = word - place;
        for (let symbol = 0; symbol < symbolCount; symbol += 1) {
            if (lengths[symbol] !== bitCount)
                continue;
            symbols[place] = symbol;
            place += 1;
            word += 1;
        }
        limits[bitCount] = word - 1;
    }
    return { minBits: Math.min(...lengths), limits, bases, symbols };
}
/** Undoes the Huffman codes, the runs (symbols 0 and 1 are digits) and the move to the front. */
function readSymbols(bits, used, selectors, codes, table) {
    const recent = used.slice();
    const endSymbol = used.length + 1;
    let count = 0;
    let run = 0;
    let weight = 1;
    for (const selector of selectors) {
        const code = codes[selector];
        for (let left = GROUP_SYMBOLS; code !== undefined && left > 0; left -= 1) {
            const symbol = bits.symbol(code);
            if (symbol <= 1) {
                run += weight << symbol;
                weight <<= 1;
                if (count + run > table.length)
                    throw new Error('a block of bzip2 data is too long');
                continue;
            }
            if (run > 0) {
                table.fill(recent[0] ?? 0, count, count + run);
                count += run;
                run = 0;
                weight = 1;
            }
            if (symbol === endSymbol)
                return count;
            if (count === table.length)
                throw new Error('a block of bzip2 data is too long');
            table[count] = toFront(recent, symbol - 1);
            count += 1;
        }
    }
    throw new Error('a block of bzip2 data has no end');
}
function toFront(recent, place) {
    const value = recent[place] ?? 0;
    recent.copyWithin(1, 0, place);
    recent[0] = value;
    return value;
}
/** Undoes the Burrows-Wheeler transform: sorted, the bytes say which follows which. */
function bzip2_link(table, count) {
    const next = new Uint32Array(257);
    for (let index = 0; index < count; index += 1) {
        const byte = (table[index] ?? 0) + 1;
        next[byte] = (next[byte] ?? 0) + 1;
    }
    for (let byte = 1; byte < 257; byte += 1) {
        next[byte] = (next[byte] ?? 0) + (next[byte - 1] ?? 0);
    }
    for (let index = 0; index < count; index += 1) {
        const byte = (table[index] ?? 0) & 0xff;
        const place = next[byte] ?? 0;
        table[place] = (table[place] ?? 0) | (index << 8);
        next[byte] = place + 1;
    }
}
/** Undoes the first runs: after four equal bytes comes how often the byte is repeated. */
function* expand(table, count, origin) {
    let piece = Buffer.allocUnsafe(PIECE_BYTES);
    let filled = 0;
    let crc = -1;
    let entry = (table[origin] ?? 0) >>> 8;
    let previous = -1;
    let equal = 0;
    for (let left = count; left > 0; left -= 1) {
        const found = table[entry] ?? 0;
        entry = found >>> 8;
        let byte = found & 0xff;
        let copies = 1;
        if (equal === 4) {
            copies = byte;
            byte = previous;
            equal = 0;
            previous = -1;
        }
        else {
            equal = byte === previous ? equal + 1 : 1;
            previous = byte;
        }
        for (; copies > 0; copies -= 1) {
            crc = (crc << 8) ^ (CRC_TABLE[(crc >>> 24) ^ byte] ?? 0);
            piece[filled] = byte;
            filled += 1;
            if (filled === PIECE_BYTES) {
                yield piece;
                piece = Buffer.allocUnsafe(PIECE_BYTES);
                filled = 0;
            }
        }
    }
    if (filled > 0)
        yield piece.subarray(0, filled);
    return ~crc >>> 0;
}

;// CONCATENATED MODULE: ./src/emulator/archive/decompress.ts






/** Larger pieces mean fewer changes between zlib's thread and ours. */
const decompress_PIECE_BYTES = 128 * 1024;
/** Beyond this, data that shrinks more than real emulators (3 to 10 times) is made to harm. */
const ANY_RATIO_BYTES = (/* unused pure expression or super */ null && (32 * 1024 * 1024));
const MAX_RATIO = 100;
/** Debian's package with all 35 emulators holds 470 MB. */
const MAX_UNPACKED_BYTES = (/* unused pure expression or super */ null && (2 * 1024 * 1024 * 1024));
/** Watches how much becomes of how little. */
class Meter {
    inBytes = 0;
    #outBytes = 0;
    /** @throws Error when it cannot be honest data */
    out(chunk) {
        this.#outBytes += chunk.length;
        if (this.#outBytes > MAX_UNPACKED_BYTES) {
            throw new Error(`it holds more than ${MAX_UNPACKED_BYTES} bytes`);
        }
        if (this.#outBytes > ANY_RATIO_BYTES && this.#outBytes > this.inBytes * MAX_RATIO) {
            throw new Error(`${this.inBytes} bytes of it become more than ${this.#outBytes}`);
        }
    }
}
/**
 * Decompresses piece by piece, in bounded memory; nothing is read ahead of what is asked for,
 * but for a few pieces.
 * @throws Error for data that is damaged, cut short, or becomes more than 100 times itself or 2 GiB
 */
async function* decompress_decompress(compression, source) {
    const meter = new Meter();
    const counted = count(source, meter);
    switch (compression) {
        case 'gzip':
            return yield* metered(throughZlib(counted, zlib.createGunzip(ZLIB_OPTIONS)), meter);
        case 'xz':
            return yield* metered(unxz(counted), meter);
        case 'zstd':
            return yield* unzstd(counted, meter);
        case 'bzip2':
            return yield* metered(readBzip2(new ByteReader(counted)), meter);
    }
}
const ZLIB_OPTIONS = { chunkSize: decompress_PIECE_BYTES, readableHighWaterMark: 2 * decompress_PIECE_BYTES };
async function* count(source, meter) {
    for await (const chunk of source) {
        meter.inBytes += chunk.length;
        yield chunk;
    }
}
async function* metered(source, meter) {
    for await (const chunk of source) {
        meter.out(chunk);
        yield chunk;
    }
}
async function* throughZlib(source, transform) {
    const input = Readable.from(source, { highWaterMark: 2 });
    input.on('error', (error) => transform.destroy(error));
    try {
        yield* input.pipe(transform);
    }
    finally {
        input.destroy();
        transform.destroy();
    }
}
/** One at a time: xz-decompress has one machine for all, and mixes up who waits for it. */
let xzIsFree = Promise.resolve();
async function* unxz(source) {
    const loaded = await __webpack_require__.e(/* import() */ 642).then(__webpack_require__.t.bind(__webpack_require__, 6642, 23));
    // Named or default: it depends on who loads a CommonJS module, Node or a bundle.
    const { XzReadableStream } = loaded.default ?? loaded;
    const before = xzIsFree;
    let release = () => { };
    xzIsFree = new Promise((resolve) => {
        release = resolve;
    });
    await before;
    try {
        const chunks = source[Symbol.asyncIterator]();
        const input = new ReadableStream({
            async pull(controller) {
                const next = await chunks.next();
                if (next.done === true)
                    controller.close();
                else
                    controller.enqueue(next.value);
            },
        }, { highWaterMark: 0 });
        for await (const chunk of new XzReadableStream(input)) {
            if (chunk.length > 0)
                yield Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length);
        }
    }
    finally {
        release();
    }
}
async function* unzstd(source, meter) {
    const reader = new ByteReader(source);
    while ((await reader.peek(1)).length > 0) {
        const frame = readZstdFrame(reader);
        // Node has it since 22.15; the action's own does, the one of a command line may not.
        if (typeof zlib.createZstdDecompress === 'function') {
            const transform = zlib.createZstdDecompress(ZLIB_OPTIONS);
            yield* metered(throughZlib(frame, transform), meter);
        }
        else {
            yield* metered(throughFzstd(frame), meter);
        }
    }
}
/**
 * A frame's blocks become 128 KB each at most, so that they need no metering inside. Unlike Node's
 * own, this decoder leaves the checksum to others.
 */
async function* throughFzstd(frame) {
    const { Decompress } = await __webpack_require__.e(/* import() */ 339).then(__webpack_require__.bind(__webpack_require__, 8339));
    let made = [];
    const { default: loadXxhash } = await __webpack_require__.e(/* import() */ 261).then(__webpack_require__.bind(__webpack_require__, 7261));
    const hash = (await loadXxhash()).create64();
    const decoder = new Decompress((chunk) => {
        hash.update(chunk);
        if (chunk.length > 0)
            made.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.length));
    });
    let head;
    let last;
    for await (const piece of frame) {
        head ??= piece;
        last = piece;
        decoder.push(piece);
        const ready = made;
        made = [];
        yield* ready;
    }
    if (head === undefined)
        return;
    // A frame of a few bytes is held back until it is said to be the last.
    decoder.push(Buffer.alloc(0), true);
    yield* made;
    if (hasChecksum(head) && last?.readUInt32LE() !== Number(BigInt.asUintN(32, hash.digest()))) {
        throw new Error('the checksum of zstd data is wrong');
    }
}

;// CONCATENATED MODULE: ./src/emulator/archive/archive.ts







/**
 * Unpacks the wanted emulators of a file as projects publish them: a tar archive or a program,
 * either perhaps compressed, or a Debian package.
 * @param reader stands at the file's beginning; on success it may hold more that is not looked at
 * @throws E_ARCHIVE; file system errors and what the reader throws as they are
 */
async function archive_unpackFile(reader, destination) {
    const { label, target } = destination;
    try {
        const format = recogniseFormat(await reader.peek(FORMAT_BYTES));
        const unpacked = format.kind === 'deb'
            ? await unpackPlain(new ByteReader(await debFiles(reader)), 'package', destination)
            : await unpackPlain(reader, 'release', destination);
        if (target !== undefined && unpacked.offers.some((offered) => offered !== target)) {
            throw badArchive(label, `it should hold the emulator for ${target} only, and has ${unpacked.offers.join(', ')}`);
        }
        return unpacked;
    }
    catch (error) {
        throw asBadArchive(error, label);
    }
}
/** A tar archive or a program, compressed or not. */
async function unpackPlain(reader, kind, destination) {
    const outer = recogniseFormat(await reader.peek(FORMAT_BYTES));
    if (outer.kind !== 'compressed')
        return unpackAs(outer, reader, kind, destination);
    const plain = decompress(outer.compression, reader.pieces());
    try {
        const inner = new ByteReader(plain);
        const format = recogniseFormat(await inner.peek(FORMAT_BYTES));
        return await unpackAs(format, inner, kind, destination);
    }
    finally {
        // What it holds must go, also when it was not read to its end.
        await plain.return();
    }
}
async function unpackAs(format, reader, kind, destination) {
    const { label, directory, wanted, target } = destination;
    if (format.kind === 'tar') {
        const targetOf = kind === 'package' ? packageMembers() : releaseMembers();
        return unpackTar(reader.pieces(), label, directory, wanted, targetOf);
    }
    if (format.kind !== 'program' || kind === 'package') {
        throw new Error(`it is ${describe(format)}`);
    }
    if (target === undefined) {
        throw new XarchError('E_ARCHIVE', `${label} is a single program, and nothing says for which target.`, 'Write {target} in the address where the name of the target stands (qemu-{target}), or name an archive.');
    }
    if (!wanted.has(target))
        return { files: [], offers: [target] };
    const file = await writeEmulator(reader.pieces(), target, label, directory);
    return { files: [file], offers: [target] };
}
function describe(format) {
    switch (format.kind) {
        case 'other':
            return format.description;
        case 'empty':
            return 'empty';
        case 'page':
            return 'a web page';
        case 'compressed':
            return `compressed twice, the second time with ${format.compression}`;
        case 'program':
            return 'a program where files of a package should be';
        default:
            return `a ${format.kind} inside another file`;
    }
}

;// CONCATENATED MODULE: ./src/emulator/vouching.ts



const PINNED = ['catalog', 'checksum', 'reference'];
const ORIGINS = {
    catalog: 'pinned in this version of setup-xarch',
    'github-api': 'says the GitHub API',
    release: 'says checksums.txt of the release',
};
/** No pins, and none needed. */
const NO_PINS = Object.freeze({ checksums: undefined, required: false });
/** True when the digest was known before anybody was asked. */
function isPinned(vouching) {
    return PINNED.includes(vouching);
}
/**
 * Reads the `checksum` input: sha256 digests, a line each, alone or as `sha256sum` prints them
 * with the name of the file (an archive, a package, or an emulator `qemu-aarch64`).
 * @throws E_INPUT
 */
function parseChecksums(text) {
    const unnamed = new Set();
    const named = new Map();
    for (const line of text.split(/[\n,]/).map((each) => each.trim())) {
        if (line === '')
            continue;
        const [, digest, name] = /^(?:sha256:)?([0-9a-fA-F]{64})(?:[ \t]+\*?(\S+))?$/.exec(line) ?? [];
        if (digest === undefined) {
            throw new XarchError('E_INPUT', `checksum: "${line}" is not a sha256 digest; allowed: 64 hexadecimal digits, with or without sha256: before and a file name after them, a line each.`, 'Give what sha256sum prints for the file.');
        }
        if (name === undefined)
            unnamed.add(digest.toLowerCase());
        else
            named.set(basename(name), digest.toLowerCase());
    }
    return unnamed.size + named.size === 0 ? undefined : { unnamed, named };
}
/** The digests of the `checksum` input, each with its file name if it has one; sorted. */
function listPins(checksums) {
    if (checksums === undefined)
        return [];
    return [...checksums.unnamed, ...[...checksums.named].map((pair) => pair.join(' '))].sort();
}
/**
 * Compares what came with what was meant. The user's checksums go before what others say;
 * they may be the file's, or those of all emulators in it.
 * @param known a digest stated beforehand
 * @param otherwise who vouches when nobody stated a digest
 * @returns who vouched
 * @throws E_DIGEST for other bytes, E_UNPINNED when the policy wants a digest and there is none
 */
function vouching_vouch(received, known, otherwise, { checksums, required }) {
    if (checksums !== undefined) {
        if (matches(received, checksums))
            return 'checksum';
        throw mismatch(received, describeChecksums(received, checksums), 'Compare with what its publisher or owner states: correct the checksum input, or do not use these bytes.', !checksums.named.has(received.name ?? '') &&
            [...checksums.named.keys()].some((name) => emulator_name_targetOfName(name) !== undefined));
    }
    if (known !== undefined && received.sha256 !== known.sha256) {
        throw mismatch(received, `expected ${known.sha256} (${ORIGINS[known.by]})`, 'It was altered on its way: run again, and if it stays so, do not trust that mirror or proxy.');
    }
    const vouching = known?.by ?? otherwise;
    if (required && !isPinned(vouching))
        throw unpinned(received.label);
    return vouching;
}
/**
 * Refuses, before anything is downloaded, what could not be accepted afterwards.
 * @throws E_UNPINNED
 */
function vouching_refuseUnpinned(label, known, { checksums, required }) {
    if (required && checksums === undefined && known?.by !== 'catalog')
        throw unpinned(label);
}
/** True when an emulator that was vouched for earlier meets the policy of now. */
function meetsPolicy(earlier, { checksums, required }) {
    // Another job's checksum input is nothing to this one.
    if (checksums === undefined) {
        return !required || (isPinned(earlier.vouching) && earlier.vouching !== 'checksum');
    }
    const { target, sha256, releaseSha256 } = earlier;
    return ([...checksums.named.values()].includes(releaseSha256) ||
        checksums.unnamed.has(releaseSha256) ||
        isListed({ target, sha256 }, checksums));
}
/** In words, for logs and the job summary. */
function describeVouching(vouching) {
    switch (vouching) {
        case 'catalog':
            return 'pinned digest';
        case 'checksum':
            return 'checksum input';
        case 'reference':
            return 'digest of the reference';
        case 'github-api':
            return 'digest from GitHub, not pinned';
        case 'release':
            return "digest from the release's own list, not pinned";
        case 'apt':
            return "apt's signatures, not pinned";
        case 'registry':
            return 'the registry, not pinned';
        case 'connection':
            return 'the connection only, not pinned';
        case 'cross-run-cache':
            return 'the cross-run cache, not pinned';
        case 'directory':
            return 'local files, not pinned';
    }
}
function matches({ name, sha256, emulators }, checksums) {
    const expected = name === undefined ? undefined : checksums.named.get(name);
    if (expected !== undefined)
        return sha256 === expected;
    if (sha256 !== undefined && checksums.unnamed.has(sha256))
        return true;
    return emulators.length > 0 && emulators.every((emulator) => isListed(emulator, checksums));
}
function isListed({ target, sha256 }, { named, unnamed }) {
    const expected = named.get(`qemu-${target}`) ?? named.get(`qemu-${target}-static`);
    return expected === undefined ? unnamed.has(sha256) : expected === sha256;
}
function describeChecksums({ name }, { named, unnamed }) {
    const expected = name === undefined ? undefined : named.get(name);
    if (expected !== undefined)
        return `expected ${expected} (the checksum input)`;
    const all = [...unnamed, ...[...named].map(([file, digest]) => `${digest} (${file})`)];
    // The name may be all that is wrong.
    const isOfFiles = [...named.keys()].some((file) => emulator_name_targetOfName(file) === undefined);
    if (unnamed.size === 0 && name !== undefined && isOfFiles) {
        return `but the checksum input lists only ${all.join(', ')}`;
    }
    return `expected ${all.length === 1 ? '' : 'one of '}${all.join(', ')} (the checksum input)`;
}
/** @param isOfEmulators whether the digests expected are those of emulators in it */
function mismatch({ label, sha256, sizeBytes, emulators }, expected, remedy, isOfEmulators = false) {
    const bytes = sizeBytes === undefined ? 'it has' : `its ${sizeBytes} bytes have`;
    const held = emulators.map((each) => `qemu-${each.target} with sha256 ${each.sha256}`).join(', ');
    const found = sha256 === undefined || (isOfEmulators && held !== '')
        ? `it holds ${held}`
        : `${bytes} sha256 ${sha256}`;
    return new errors/* XarchError */.xp('E_DIGEST', `${label} is not what it should be: ${found}, ${expected}.`, remedy);
}
function unpinned(label) {
    return new errors/* XarchError */.xp('E_UNPINNED', `${label} is refused: require-checksum is set, and no digest of it is pinned in this version or given by the checksum input.`, 'Give its sha256 in the checksum input (docs/sources.md shows how to find it), choose a pinned version, or leave require-checksum out.');
}

// EXTERNAL MODULE: ./src/emulator/transfer/http-answer.ts
var http_answer = __webpack_require__(9438);
// EXTERNAL MODULE: ./src/emulator/transfer/transfer.ts
var transfer = __webpack_require__(5064);
;// CONCATENATED MODULE: ./src/emulator/transfer/download.ts









/** Real assets are about 28 MB, Debian's package 72 MB. */
const MAX_DOWNLOAD_BYTES = 512 * 1024 * 1024;
/** What a file is called in messages: its address, and its name where that does not tell. */
function fileLabel({ url, name }) {
    const shown = (0,http_answer/* urlForPeople */.qN)(url);
    const isTold = name === undefined || (0,external_node_path_.basename)(shown) === encodeURIComponent(name);
    return isTold ? shown : `${name} (${shown})`;
}
/**
 * Downloads a file with emulators and unpacks the wanted ones, in one pass. Until this
 * returns, nothing of what was unpacked may be trusted.
 * @param directory existing private directory, perhaps of several downloads at once; emulators
 * are left below it on success only
 * @throws E_SOURCE, E_DIGEST, E_UNPINNED, E_ARCHIVE; file system errors as they are
 */
async function downloadEmulators(request, directory, context) {
    const label = fileLabel(request);
    refuseUnpinned(label, request.known, request.policy);
    return download(request, context, async (body) => {
        const attemptDirectory = mkdtempSync(join(directory, 'attempt-'));
        try {
            const unpacked = await receive(request, body, attemptDirectory, context);
            requireTargets(unpacked, request.required, label);
            return unpacked;
        }
        catch (error) {
            rmSync(attemptDirectory, { recursive: true, force: true });
            throw error;
        }
    });
}
async function receive(request, body, directory, context) {
    const { target, known, otherwise, policy } = request;
    const label = fileLabel(request);
    const name = request.name ?? basename(new URL(request.url).pathname);
    const wanted = new Set([...request.required, ...request.optional]);
    const bytes = new Incoming(label, name, body, context);
    const reader = new ByteReader(bytes);
    let unpacked;
    let failure;
    // Said at once and whatever the digest: what came is more than that it is something else.
    if (recogniseFormat(await reader.peek(FORMAT_BYTES)).kind === 'page') {
        throw badArchive(label, `a web page came instead (content type "${body.contentType}"), perhaps from a proxy or a log-in page`);
    }
    try {
        unpacked = await unpackFile(reader, { label, directory, wanted, target });
    }
    catch (error) {
        if (isFileSystemError(error) || bytes.hasFailed)
            throw bytes.failure ?? error;
        failure = error;
    }
    const hasExpectation = known !== undefined || policy.checksums !== undefined;
    if (unpacked === undefined && !hasExpectation)
        throw failure;
    // Also after a bad archive the rest is read: the digest tells whether it was altered.
    for await (const _ of bytes) {
        // The body's digest is all that matters of it.
    }
    const received = {
        ...{ label, name, sha256: body.sha256(), sizeBytes: body.doneBytes },
        emulators: unpacked?.files ?? [],
    };
    const vouching = vouch(received, known, otherwise, policy);
    if (unpacked === undefined)
        throw failure;
    const releaseSha256 = received.sha256;
    const files = unpacked.files.map((file) => ({ ...file, releaseSha256, vouching }));
    return { files, offers: unpacked.offers };
}
/** The body's pieces, counted and reported; whoever stops reading leaves the rest to the next. */
class Incoming {
    /** What ended the transfer itself. */
    failure;
    hasFailed = false;
    #label;
    #name;
    #body;
    #chunks;
    #context;
    constructor(label, name, body, context) {
        this.#label = label;
        this.#name = name;
        this.#body = body;
        this.#chunks = body.chunks[Symbol.asyncIterator]();
        this.#context = context;
        this.#refuseOver(body.lengthBytes ?? 0);
    }
    async next() {
        try {
            const next = await this.#chunks.next();
            if (next.done !== true) {
                this.#refuseOver(this.#body.doneBytes);
                this.#context.reporter.progress(this.#name, this.#body.doneBytes, this.#body.lengthBytes);
            }
            return next;
        }
        catch (error) {
            this.failure = error;
            this.hasFailed = true;
            throw error;
        }
    }
    [Symbol.asyncIterator]() {
        return this;
    }
    #refuseOver(sizeBytes) {
        if (sizeBytes > MAX_DOWNLOAD_BYTES) {
            throw unpack_badArchive(this.#label, `it is longer than ${MAX_DOWNLOAD_BYTES} bytes`);
        }
    }
}

;// CONCATENATED MODULE: ./src/buildx/find.ts



const TIMEOUT_MS = 30_000;
/** What a buildx without docker is called on PATH. */
const STANDALONE = (/* unused pure expression or super */ null && (['docker-buildx', 'buildx']));
/**
 * Looks for buildx: the plugin of docker, or where there is no docker a program of its own on PATH.
 * @param env environment variables, which name PATH and docker's configuration
 * @throws E_BUILDX when docker is another program of that name
 */
async function findBuildx(env) {
    const plugin = await askVersion(['docker', 'buildx'], env);
    if (typeof plugin !== 'string')
        return plugin;
    if (plugin !== NOT_FOUND)
        return { hasDocker: true, reason: plugin };
    for (const name of STANDALONE) {
        const found = await askVersion([name], env);
        if (typeof found !== 'string')
            return found;
    }
    return { hasDocker: false, reason: 'there is neither docker nor buildx on PATH' };
}
/** Whether there is one. */
function isFound(buildx) {
    return 'argvPrefix' in buildx;
}
/**
 * The buildx that is there, for those who can only use it and not provide one.
 * @throws E_BUILDX
 */
async function requireBuildx(env) {
    const buildx = await findBuildx(env);
    if (isFound(buildx))
        return buildx;
    throw missingBuildx(buildx);
}
/** The error of a buildx that is needed, not there, and not to be provided. */
function missingBuildx({ reason }) {
    return new XarchError('E_BUILDX', `buildx is needed and cannot be used: ${reason}.`, "Install Docker's package docker-buildx-plugin (docker-buildx in Debian and Ubuntu), or let the step provide it (buildx: true, with buildx-install-if-missing: true).");
}
const NOT_FOUND = 'not found';
/** @returns the buildx, or why there is none */
async function askVersion(argvPrefix, env) {
    let result;
    try {
        result = await runCommand([...argvPrefix, 'version'], { env, timeoutMs: TIMEOUT_MS });
    }
    catch (error) {
        return errnoOf(error) === 'ENOENT' ? NOT_FOUND : messageOf(error);
    }
    const { exitCode, stdout, stderr } = result;
    if (/\b(?:podman|buildah)\b/i.test(`${stdout}${stderr}`)) {
        throw new XarchError('E_BUILDX', 'The command docker is podman here, which has no builders of buildx.', 'Install Docker, or build with podman itself and leave buildx: true out.');
    }
    const command = argvPrefix.join(' ');
    if (exitCode !== 0) {
        const said = `${stderr}${stdout}`.trim().split('\n', 1)[0] ?? '';
        return `"${command} version" ended with exit code ${exitCode}${said === '' ? '' : ` (${said.replace(/\.$/, '')})`}`;
    }
    const version = parseVersionLine(stdout);
    return version === undefined
        ? `"${command} version" answered ${JSON.stringify(stdout.trim().slice(0, 80))}`
        : { argvPrefix, version };
}
/**
 * Reads what `buildx version` prints: `github.com/docker/buildx v0.29.1 <commit>`.
 * @returns undefined when it is something else
 */
function parseVersionLine(text) {
    const [, version] = /buildx\s+v?(\d\S*)/.exec(text) ?? [];
    return version === undefined ? undefined : (0,semver.parse)(version)?.version;
}

// EXTERNAL MODULE: ./src/buildx/release.ts + 4 modules
var release = __webpack_require__(8226);
;// CONCATENATED MODULE: ./src/buildx/store.ts





/** Name of the tool, `<tool>/<version>/<arch>` in @actions/tool-cache's layout. */
const TOOL = 'buildx';
const PROGRAM_NAME = 'docker-buildx';
/** What it is called where there is no docker; a link beside the program. */
const STANDALONE_NAME = 'buildx';
const store_MANIFEST_NAME = 'manifest.json';
/** A version that is kept, if it is sound; its bytes are hashed again when the file's times differ. */
function findStored(root, version, host) {
    const folder = (0,external_node_path_.join)(root, TOOL, version, host.nodeArch);
    if (!(0,external_node_fs_.existsSync)(completeMarker(folder)))
        return undefined;
    const path = (0,external_node_path_.join)(folder, PROGRAM_NAME);
    try {
        const manifest = JSON.parse((0,external_node_fs_.readFileSync)((0,external_node_path_.join)(folder, store_MANIFEST_NAME), 'utf8'));
        const { size, mtimeMs, ctimeMs } = (0,external_node_fs_.statSync)(path);
        if (manifest.schema !== 1 || manifest.version !== version || manifest.sizeBytes !== size) {
            return undefined;
        }
        const isUntouched = manifest.mtimeMs === mtimeMs && manifest.ctimeMs === ctimeMs;
        if (!isUntouched && hashFile(path) !== manifest.sha256)
            return undefined;
        const { sha256, vouching } = manifest;
        store_noteUse(folder);
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
        versions = (0,external_node_fs_.readdirSync)((0,external_node_path_.join)(root, TOOL)).filter((name) => (0,semver.valid)(name) !== null);
    }
    catch {
        return undefined;
    }
    for (const version of versions.sort(semver.compare).reverse()) {
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
    const folder = (0,external_node_path_.join)(root, TOOL, version, host.nodeArch);
    const { size, mtimeMs, ctimeMs } = (0,external_node_fs_.statSync)((0,external_node_path_.join)(prepared, PROGRAM_NAME));
    const manifest = {
        ...{ schema: 1, version, sha256, vouching },
        ...{ sizeBytes: size, mtimeMs, ctimeMs },
    };
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(prepared, store_MANIFEST_NAME), `${JSON.stringify(manifest, undefined, '\t')}\n`);
    (0,external_node_fs_.symlinkSync)(PROGRAM_NAME, (0,external_node_path_.join)(prepared, STANDALONE_NAME));
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)(folder), { recursive: true });
    try {
        (0,external_node_fs_.renameSync)(prepared, folder);
    }
    catch (error) {
        if (!['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes((0,errors/* errnoOf */.UQ)(error) ?? ''))
            throw error;
        replace(folder, prepared);
    }
    (0,external_node_fs_.writeFileSync)(completeMarker(folder), '');
    return { path: (0,external_node_path_.join)(folder, PROGRAM_NAME), version, sha256, vouching };
}
/** File by file, so that nobody who uses the folder meanwhile finds it missing or half written. */
function replace(folder, prepared) {
    if (!(0,external_node_fs_.statSync)(folder).isDirectory()) {
        (0,external_node_fs_.rmSync)(folder);
        (0,external_node_fs_.mkdirSync)(folder);
    }
    for (const name of (0,external_node_fs_.readdirSync)(prepared))
        (0,external_node_fs_.renameSync)((0,external_node_path_.join)(prepared, name), (0,external_node_path_.join)(folder, name));
}
/** The marker's time tells when it was used last; a store that cannot be written does not. */
function store_noteUse(folder) {
    const now = new Date();
    try {
        (0,external_node_fs_.utimesSync)(completeMarker(folder), now, now);
    }
    catch { }
}

;// CONCATENATED MODULE: ./src/buildx/obtain.ts














/** Real ones are about 70 MB. */
const MAX_BYTES = 512 * 1024 * 1024;
const VERSION_TIMEOUT_MS = 30_000;
/**
 * The tag that a request means.
 * @throws E_SOURCE
 */
async function chooseTag({ version, offline }, host, context, pinned) {
    if (version !== 'latest')
        return version ?? pinned.tag;
    if (!offline)
        return (0,release.newestTag)(context);
    return `v${newestStored(context.storeRoot, host)?.version ?? pinned.tag.slice(1)}`;
}
/**
 * Gets a buildx from the tool-cache, else from its release on GitHub into it.
 * @throws E_SOURCE, E_VERSION, E_DIGEST, E_UNPINNED, E_OFFLINE, E_DISK, E_BUILDX
 */
async function obtainBuildx(tag, { pinning, offline }, host, context, pinned) {
    const version = tag.slice(1);
    const name = (0,release.buildxFileName)(tag, host);
    const policy = policyFor(name, pinning);
    const stored = findStored(context.storeRoot, version, host);
    if (stored !== undefined && obtain_meetsPolicy(stored, policy)) {
        context.reporter.info(`In the tool-cache: buildx ${version}`);
        return stored;
    }
    if (offline)
        throw missingOffline(tag, name, host, context, pinned);
    const file = await (0,release.buildxFile)(tag, host, context, pinned);
    const label = fileLabel(file);
    vouching_refuseUnpinned(label, file.known, policy);
    if (file.known === undefined && policy.checksums === undefined) {
        throw new errors/* XarchError */.xp('E_DIGEST', `Neither the GitHub API nor checksums.txt of the release states a sha256 for ${name}, so a download could not be checked.`, `Give its sha256 in the checksum input, followed by the name ${name}; or choose another buildx-version (${pinned.tag} is pinned).`);
    }
    const by = policy.checksums === undefined ? file.known?.by : 'checksum';
    context.reporter.info(`Downloading ${label}${by === undefined ? '' : ` (checked against the ${describeVouching(by)})`}`);
    return withWorkspace(context, [], async (workspace) => {
        const folder = (0,external_node_path_.join)(workspace.directory, 'buildx');
        (0,external_node_fs_.mkdirSync)(folder);
        const path = (0,external_node_path_.join)(folder, PROGRAM_NAME);
        const received = await (0,transfer/* download */.R)(file, context, (body) => obtain_receive(file, body, path, context));
        const vouching = vouching_vouch({ label, name, ...received, emulators: [] }, file.known, 'connection', policy);
        (0,external_node_fs_.chmodSync)(path, 0o755);
        await refuseOther(path, version, label);
        const { sha256 } = received;
        return storeBuildx(workspace.storeRoot, host, folder, { version, sha256, vouching });
    });
}
/** Digests that the user gives are those of emulators unless they are said to be of this file. */
function policyFor(name, { checksums, required }) {
    const digest = checksums?.named.get(name);
    return {
        required,
        checksums: digest === undefined ? undefined : { named: new Map([[name, digest]]), unnamed: new Set() },
    };
}
function obtain_meetsPolicy({ sha256, vouching }, { checksums, required }) {
    if (checksums !== undefined)
        return [...checksums.named.values()].includes(sha256);
    return !required || vouching === 'catalog';
}
async function obtain_receive({ name }, body, path, context) {
    async function* counted() {
        for await (const chunk of body.chunks) {
            if (body.doneBytes > MAX_BYTES) {
                throw new errors/* XarchError */.xp('E_SOURCE', `${name} is longer than ${MAX_BYTES} bytes, which no buildx is.`, "Check what answers in GitHub's place.");
            }
            context.reporter.progress(name, body.doneBytes, body.lengthBytes);
            yield chunk;
        }
    }
    await (0,promises_.pipeline)(counted(), (0,external_node_fs_.createWriteStream)(path, { flags: 'w', mode: 0o600 }));
    return { sha256: body.sha256(), sizeBytes: body.doneBytes };
}
/** @throws E_BUILDX when the program does not run, or is another version */
async function refuseOther(path, version, label) {
    const remedy = 'Choose another buildx-version, or install buildx yourself.';
    let said;
    try {
        // A text would be run by a shell.
        readElf(path);
        const { stdout, stderr } = await (0,command/* runCommand */.d)([path, 'version'], {
            env: process.env,
            timeoutMs: VERSION_TIMEOUT_MS,
        });
        said = `${stdout}${stderr}`.trim();
    }
    catch (error) {
        throw new errors/* XarchError */.xp('E_BUILDX', `${label} does not run: ${(0,errors/* messageOf */.bD)(error)}.`, remedy, error);
    }
    const found = parseVersionLine(said);
    if (found !== undefined && (0,semver.eq)(found, version))
        return;
    throw new errors/* XarchError */.xp('E_BUILDX', `${label} should be buildx ${version}, but says it is ${JSON.stringify(said.slice(0, 80))}.`, remedy);
}
function missingOffline(tag, name, host, { storeRoot, githubUrl }, pinned) {
    const digest = tag === pinned.tag ? pinned.digests[host.architecture] : undefined;
    return new errors/* XarchError */.xp('E_OFFLINE', `buildx ${tag} is not in the tool-cache ${storeRoot}, and offline is set. It is ${githubUrl}/docker/buildx/releases/download/${tag}/${name}${digest === undefined ? '' : ` (sha256 ${digest})`}.`, 'Run this once with a connection and the same tool-cache, install buildx on this machine, or leave buildx-version out where it is installed.');
}


/***/ })

};
