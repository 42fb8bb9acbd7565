export const id = 913;
export const ids = [913];
export const modules = {

/***/ 378:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ releaseMembers),
/* harmony export */   o: () => (/* binding */ packageMembers)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _emulator_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2190);
/* harmony import */ var _unpack_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6050);



/** A release has some ten to forty members, Debian's package about a hundred. */
const MAX_MEMBERS = 10_000;
/**
 * Recognises the emulators of one release archive, in any of its directories. It should hold
 * programs and texts only.
 * @returns for each member its target; throws for a way out, a link or a device
 */
function releaseMembers() {
    const look = looker();
    return (member) => {
        look(member);
        const { name, type } = member;
        if (type === 'directory')
            return undefined;
        if (type !== 'file')
            throw new Error(`member ${(0,_unpack_js__WEBPACK_IMPORTED_MODULE_2__/* .quoted */ .TL)(name)} is no file but a ${type}`);
        return (0,_emulator_name_js__WEBPACK_IMPORTED_MODULE_1__/* .targetOfName */ .i)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(name));
    };
}
/**
 * Recognises the emulators of one Debian package. Its links, such as qemu-arm64, are other
 * names of emulators that are there as files; /usr/share/binfmts/qemu-aarch64 is a text.
 * @returns for each member its target; throws for a way out
 */
function packageMembers() {
    const look = looker();
    return (member) => {
        look(member);
        const isProgram = member.type === 'file' && (0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(member.name)) === 'bin';
        return isProgram ? (0,_emulator_name_js__WEBPACK_IMPORTED_MODULE_1__/* .targetOfName */ .i)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(member.name)) : undefined;
    };
}
function looker() {
    let members = 0;
    return ({ name }) => {
        members += 1;
        if (members > MAX_MEMBERS)
            throw new Error(`it has more than ${MAX_MEMBERS} members`);
        if (name.startsWith('/') || name.split('/').includes('..')) {
            throw new Error(`member ${(0,_unpack_js__WEBPACK_IMPORTED_MODULE_2__/* .quoted */ .TL)(name)} points outside`);
        }
    };
}


/***/ }),

/***/ 6050:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ag: () => (/* binding */ unpackTar),
/* harmony export */   Cb: () => (/* binding */ badArchive),
/* harmony export */   K5: () => (/* binding */ asBadArchive),
/* harmony export */   Me: () => (/* binding */ requireTargets),
/* harmony export */   Nl: () => (/* binding */ writeEmulator),
/* harmony export */   TL: () => (/* binding */ quoted),
/* harmony export */   ct: () => (/* binding */ isFileSystemError)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7075);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_3___default = /*#__PURE__*/__webpack_require__.n(node_stream__WEBPACK_IMPORTED_MODULE_3__);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6466);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_4___default = /*#__PURE__*/__webpack_require__.n(node_stream_promises__WEBPACK_IMPORTED_MODULE_4__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3916);
/* harmony import */ var _store_store_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6964);







/** An emulator is 10 to 20 MB; a member beyond this is no emulator. */
const MAX_MEMBER_BYTES = 256 * 1024 * 1024;
/**
 * Unpacks the wanted emulators of a tar archive, and nothing else.
 * @param tar the archive, not compressed
 * @param label what the archive is, for messages
 * @param directory existing directory that gets one folder per target
 * @param targetOf the target a member is the emulator of, undefined when it is something else;
 * throws for a member that makes the archive suspect
 * @throws E_ARCHIVE; file system errors as they are
 */
async function unpackTar(tar, label, directory, wanted, targetOf) {
    const { extract } = await __webpack_require__.e(/* import() */ 118).then(__webpack_require__.t.bind(__webpack_require__, 6118, 19));
    const reader = extract();
    const source = node_stream__WEBPACK_IMPORTED_MODULE_3__.Readable.from(tar, { highWaterMark: 1 });
    const feeding = (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_4__.pipeline)(source, reader);
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
                    throw new Error(`member ${quoted(member.name)} is its second emulator for ${target}`);
                }
                offers.add(target);
            }
            if (target !== undefined && wanted.has(target)) {
                const content = entry;
                files.push(await writeEmulator(content, target, label, directory));
            }
            else {
                entry.resume();
            }
        }
        await feeding;
    }
    catch (error) {
        source.destroy();
        throw asBadArchive(error, label);
    }
    return { files, offers: [...offers].sort() };
}
/**
 * Writes one emulator into a folder of its own.
 * @throws E_ARCHIVE when it is too long for one; file system errors as they are
 */
async function writeEmulator(content, target, label, directory) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, target, (0,_store_store_js__WEBPACK_IMPORTED_MODULE_6__/* .toolName */ .Uf)(target));
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.mkdirSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(path));
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    let sizeBytes = 0;
    const file = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.openSync)(path, 'wx', 0o755);
    try {
        // Written at once: a queue of chunks before a slower writer would only hold memory.
        for await (const chunk of content) {
            sizeBytes += chunk.length;
            if (sizeBytes > MAX_MEMBER_BYTES) {
                throw badArchive(label, `its emulator for ${target} is over ${MAX_MEMBER_BYTES} bytes`);
            }
            hash.update(chunk);
            for (let at = 0; at < chunk.length;)
                at += (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.writeSync)(file, chunk, at);
        }
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync)(file);
    }
    return { target, path, sha256: hash.digest('hex'), sizeBytes };
}
/**
 * Makes sure that an archive has what must be had.
 * @throws E_ARCHIVE naming what is missing and what there is
 */
function requireTargets(unpacked, required, label) {
    const missing = required.filter((target) => !unpacked.offers.includes(target));
    if (missing.length > 0) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .XarchError */ .xp('E_ARCHIVE', `${label} has no emulator for ${missing.join(', ')}; it has ${unpacked.offers.join(', ') || 'none at all'}.`, 'Choose another source or version for these platforms, or leave them out.');
    }
}
/** @param reason what is wrong with the archive, in words that follow a colon */
function badArchive(label, reason, cause) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .XarchError */ .xp('E_ARCHIVE', `${label} is not a usable archive: ${reason}.`, 'Check that no proxy or mirror alters or cuts downloads, then run again or choose another source.', cause);
}
/** Errors of reading data as E_ARCHIVE; those that have a code of their own as they are. */
function asBadArchive(error, label) {
    return error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .XarchError */ .xp || isFileSystemError(error)
        ? error
        : badArchive(label, (0,_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .messageOf */ .bD)(error), error);
}
/** True for errors of reading and writing local files, as opposed to bad data. */
function isFileSystemError(error) {
    return (0,_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .errnoOf */ .UQ)(error) !== undefined && 'syscall' in error;
}
function refuseOverlong({ name, sizeBytes }) {
    if (sizeBytes > MAX_MEMBER_BYTES) {
        throw new Error(`member ${quoted(name)} claims ${sizeBytes} bytes`);
    }
}
/** The name of a member for messages; it may hold anything, line ends too. */
function quoted(name) {
    return JSON.stringify(name.length > 200 ? `${name.slice(0, 200)}…` : name);
}


/***/ }),

/***/ 2176:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $d: () => (/* binding */ abandonedWorkspaces),
/* harmony export */   A2: () => (/* binding */ withWorkspace),
/* harmony export */   aj: () => (/* binding */ withTempDirectory),
/* harmony export */   ef: () => (/* binding */ removeEmpty),
/* harmony export */   wO: () => (/* binding */ diskError),
/* harmony export */   xg: () => (/* binding */ diskFull)
/* harmony export */ });
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


/***/ }),

/***/ 8820:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  h: () => (/* binding */ downloadEmulators),
  D: () => (/* binding */ fileLabel)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/emulator/archive/archive-members.ts
var archive_members = __webpack_require__(378);
;// CONCATENATED MODULE: ./src/emulator/archive/byte-reader.ts
const EMPTY = Buffer.alloc(0);
/** Reads a stream of pieces of any size in portions of a wanted size, none of it twice. */
class ByteReader {
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

;// CONCATENATED MODULE: ./src/emulator/archive/deb.ts
/** `!<arch>\n` */
const MAGIC_BYTES = 8;
const HEADER_BYTES = 60;
/** A package has three members; signatures and the like may follow. */
const MAX_MEMBERS = 16;
/**
 * Finds the files of a Debian package: the member `data.tar`, compressed or not, of an ar
 * archive (deb(5); ar(5): a header is name 16, time 12, owner 6, group 6, mode 8, size 10 bytes
 * and "`\n"; contents are padded to even length).
 * @param reader stands at the beginning of the package
 * @returns the member, piece by piece
 * @throws Error when it is no package, or ends before the member does
 */
async function debFiles(reader) {
    await reader.take(MAGIC_BYTES);
    for (let members = 0; members < MAX_MEMBERS; members += 1) {
        const header = (await reader.take(HEADER_BYTES)).toString('latin1');
        if (header.length < HEADER_BYTES) {
            throw new Error('the package ends before its member data.tar');
        }
        const name = header.slice(0, 16).trimEnd().replace(/\/$/, '');
        const size = header.slice(48, 58).trimEnd();
        if (!/^\d+$/.test(size) || header.slice(58) !== '`\n') {
            throw new Error('a member of the package has a damaged header');
        }
        if (members === 0 && name !== 'debian-binary') {
            throw new Error(`it is an ar archive, but no Debian package: it begins with "${name}"`);
        }
        if (name === 'data.tar' || name.startsWith('data.tar.')) {
            return reader.pieces(Number(size));
        }
        const paddedBytes = Number(size) + (Number(size) % 2);
        for await (const _ of reader.pieces(paddedBytes)) {
            // Control files are of no interest.
        }
    }
    throw new Error(`the package has no data.tar among its first ${MAX_MEMBERS} members`);
}

// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
// EXTERNAL MODULE: external "node:stream/web"
var web_ = __webpack_require__(7830);
// EXTERNAL MODULE: external "node:zlib"
var external_node_zlib_ = __webpack_require__(8522);
var external_node_zlib_default = /*#__PURE__*/__webpack_require__.n(external_node_zlib_);
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
const PIECE_BYTES = 64 * 1024;
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
async function* readBzip2(reader) {
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

;// CONCATENATED MODULE: ./src/emulator/archive/zstd-frames.ts
const MAGIC = 0xfd2fb528;
/** Frames with the last digit 0 to f hold anything but compressed data (3.1.2). */
const SKIPPABLE_MAGIC = 0x184d2a50;
/** Decoders need that much memory; zstd's own refuses more unless told otherwise (zstd(1), --memory). */
const MAX_WINDOW_BYTES = 128 * 1024 * 1024;
/** Block_Maximum_Size (3.1.1.2.4) */
const MAX_BLOCK_BYTES = 128 * 1024;
/**
 * Reads one frame of zstd data (RFC 8878, 3.1), block by block, as it is. Decompressors take data
 * that ends early, or goes on after a frame, for the end of the stream; here it is known.
 * @param reader stands at the beginning of a frame
 * @returns the frame; nothing for one that holds no compressed data
 * @throws Error when it is no frame or not whole
 */
async function* readZstdFrame(reader) {
    const magic = await exactly(reader, 4);
    if ((magic.readUInt32LE() & 0xfffffff0) === SKIPPABLE_MAGIC) {
        const size = (await exactly(reader, 4)).readUInt32LE();
        for await (const _ of reader.pieces(size)) {
            // Not compressed data.
        }
        return;
    }
    if (magic.readUInt32LE() !== MAGIC)
        throw new Error('something else follows zstd data');
    const descriptor = await exactly(reader, 1);
    const flags = descriptor[0] ?? 0;
    const fields = await exactly(reader, headerBytes(flags));
    if (windowBytes(flags, fields) > MAX_WINDOW_BYTES) {
        throw new Error('zstd data wants too much memory');
    }
    const head = Buffer.concat([magic, descriptor, fields]);
    yield head;
    for (let isLast = false; !isLast;) {
        // Flag of the last block, type (1: one byte, repeated), size.
        const header = await exactly(reader, 3);
        const bits = header.readUIntLE(0, 3);
        const size = ((bits >> 1) & 3) === 1 ? 1 : bits >> 3;
        if (size > MAX_BLOCK_BYTES)
            throw new Error('a block of zstd data is too long');
        yield Buffer.concat([header, await exactly(reader, size)]);
        isLast = (bits & 1) === 1;
    }
    if (hasChecksum(head))
        yield await exactly(reader, 4);
}
/** Whether a frame, of which the first piece is given, ends with a checksum (3.1.1.1.1.5). */
function hasChecksum(head) {
    return ((head[4] ?? 0) & 4) !== 0;
}
/** How much of what came before a block may refer to (3.1.1.1.2), or the size of the whole (3.1.1.1.4). */
function windowBytes(flags, fields) {
    const isSingleSegment = (flags & 0x20) !== 0;
    if (!isSingleSegment) {
        const descriptor = fields[0] ?? 0;
        return 2 ** (10 + (descriptor >> 3)) * (1 + (descriptor & 7) / 8);
    }
    const size = fields.subarray([0, 1, 2, 4][flags & 3] ?? 0);
    return size.length === 8 ? Number(size.readBigUInt64LE()) : size.readUIntLE(0, size.length);
}
/** Bytes of window descriptor, dictionary id and content size (3.1.1.1). */
function headerBytes(flags) {
    const isSingleSegment = (flags & 0x20) !== 0;
    const sizeFlag = flags >> 6;
    const sizeBytes = sizeFlag === 0 ? (isSingleSegment ? 1 : 0) : 1 << sizeFlag;
    return (isSingleSegment ? 0 : 1) + ([0, 1, 2, 4][flags & 3] ?? 0) + sizeBytes;
}
async function exactly(reader, count) {
    const bytes = await reader.take(count);
    if (bytes.length < count)
        throw new Error('unexpected end of zstd data');
    return bytes;
}

;// CONCATENATED MODULE: ./src/emulator/archive/decompress.ts






/** Larger pieces mean fewer changes between zlib's thread and ours. */
const decompress_PIECE_BYTES = 128 * 1024;
/** Beyond this, data that shrinks more than real emulators (3 to 10 times) is made to harm. */
const ANY_RATIO_BYTES = 32 * 1024 * 1024;
const MAX_RATIO = 100;
/** Debian's package with all 35 emulators holds 470 MB. */
const MAX_UNPACKED_BYTES = 2 * 1024 * 1024 * 1024;
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
async function* decompress(compression, source) {
    const meter = new Meter();
    const counted = count(source, meter);
    switch (compression) {
        case 'gzip':
            return yield* metered(throughZlib(counted, external_node_zlib_default().createGunzip(ZLIB_OPTIONS)), meter);
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
    const input = external_node_stream_.Readable.from(source, { highWaterMark: 2 });
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
        const input = new web_.ReadableStream({
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
        if (typeof (external_node_zlib_default()).createZstdDecompress === 'function') {
            const transform = external_node_zlib_default().createZstdDecompress(ZLIB_OPTIONS);
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

;// CONCATENATED MODULE: ./src/emulator/archive/file-format.ts
/** How many bytes `recogniseFormat` wants to see. */
const FORMAT_BYTES = 512;
/** RFC 1952, xz-file-format 2.1.1.1, RFC 8878 (frames and skippable frames), bzip2's manual. */
const COMPRESSIONS = [
    ['1f8b', 'gzip'],
    ['fd377a585a00', 'xz'],
    ['28b52ffd', 'zstd'],
    ['425a68', 'bzip2'],
];
const OTHERS = [
    ['504b0304', 'a zip archive'],
    ['504b0506', 'an empty zip archive'],
    ['377abcaf271c', 'a 7z archive'],
    ['edabeedb', 'an RPM package'],
    ['5d000000', 'compressed with lzma'],
    ['04224d18', 'compressed with lz4'],
    ['1f9d', 'compressed with compress'],
    ['4c5a4950', 'compressed with lzip'],
    ['7b', 'JSON'],
    ['2321', 'a script'],
];
/**
 * Tells what a file is by its first bytes; names and content types lie too often.
 * @param head up to FORMAT_BYTES
 */
function recogniseFormat(head) {
    if (head.length === 0)
        return { kind: 'empty' };
    const hex = head.toString('hex', 0, 8);
    const compression = COMPRESSIONS.find(([magic]) => hex.startsWith(magic))?.[1];
    if (compression !== undefined)
        return { kind: 'compressed', compression };
    if (/^5.2a4d18/.test(hex))
        return { kind: 'compressed', compression: 'zstd' };
    if (hex.startsWith('7f454c46'))
        return { kind: 'program' };
    if (head.toString('latin1', 0, 8) === '!<arch>\n')
        return { kind: 'deb' };
    // tar(5): the magic of POSIX and GNU archives; older ones cannot be told from anything else.
    if (head.toString('latin1', 257, 262) === 'ustar')
        return { kind: 'tar' };
    // Without members there is only the end mark.
    if (head.length === FORMAT_BYTES && head.every((byte) => byte === 0))
        return { kind: 'tar' };
    if (/^(?:\xef\xbb\xbf)?\s*</.test(head.toString('latin1', 0, 64)))
        return { kind: 'page' };
    const description = OTHERS.find(([magic]) => hex.startsWith(magic))?.[1];
    return { kind: 'other', description: description ?? `unknown data that begins with ${hex}` };
}

// EXTERNAL MODULE: ./src/emulator/archive/unpack.ts
var unpack = __webpack_require__(6050);
;// CONCATENATED MODULE: ./src/emulator/archive/archive.ts







/**
 * Unpacks the wanted emulators of a file as projects publish them: a tar archive or a program,
 * either perhaps compressed, or a Debian package.
 * @param reader stands at the file's beginning; on success it may hold more that is not looked at
 * @throws E_ARCHIVE; file system errors and what the reader throws as they are
 */
async function unpackFile(reader, destination) {
    const { label, target } = destination;
    try {
        const format = recogniseFormat(await reader.peek(FORMAT_BYTES));
        const unpacked = format.kind === 'deb'
            ? await unpackPlain(new ByteReader(await debFiles(reader)), 'package', destination)
            : await unpackPlain(reader, 'release', destination);
        if (target !== undefined && unpacked.offers.some((offered) => offered !== target)) {
            throw (0,unpack/* badArchive */.Cb)(label, `it should hold the emulator for ${target} only, and has ${unpacked.offers.join(', ')}`);
        }
        return unpacked;
    }
    catch (error) {
        throw (0,unpack/* asBadArchive */.K5)(error, label);
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
        const targetOf = kind === 'package' ? (0,archive_members/* packageMembers */.o)() : (0,archive_members/* releaseMembers */.H)();
        return (0,unpack/* unpackTar */.Ag)(reader.pieces(), label, directory, wanted, targetOf);
    }
    if (format.kind !== 'program' || kind === 'package') {
        throw new Error(`it is ${describe(format)}`);
    }
    if (target === undefined) {
        throw new errors/* XarchError */.xp('E_ARCHIVE', `${label} is a single program, and nothing says for which target.`, 'Write {target} in the address where the name of the target stands (qemu-{target}), or name an archive.');
    }
    if (!wanted.has(target))
        return { files: [], offers: [target] };
    const file = await (0,unpack/* writeEmulator */.Nl)(reader.pieces(), target, label, directory);
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

// EXTERNAL MODULE: ./src/emulator/vouching.ts
var emulator_vouching = __webpack_require__(48);
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
    (0,emulator_vouching/* refuseUnpinned */.Qt)(label, request.known, request.policy);
    return (0,transfer/* download */.R)(request, context, async (body) => {
        const attemptDirectory = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)(directory, 'attempt-'));
        try {
            const unpacked = await receive(request, body, attemptDirectory, context);
            (0,unpack/* requireTargets */.Me)(unpacked, request.required, label);
            return unpacked;
        }
        catch (error) {
            (0,external_node_fs_.rmSync)(attemptDirectory, { recursive: true, force: true });
            throw error;
        }
    });
}
async function receive(request, body, directory, context) {
    const { target, known, otherwise, policy } = request;
    const label = fileLabel(request);
    const name = request.name ?? (0,external_node_path_.basename)(new URL(request.url).pathname);
    const wanted = new Set([...request.required, ...request.optional]);
    const bytes = new Incoming(label, name, body, context);
    const reader = new ByteReader(bytes);
    let unpacked;
    let failure;
    // Said at once and whatever the digest: what came is more than that it is something else.
    if (recogniseFormat(await reader.peek(FORMAT_BYTES)).kind === 'page') {
        throw (0,unpack/* badArchive */.Cb)(label, `a web page came instead (content type "${body.contentType}"), perhaps from a proxy or a log-in page`);
    }
    try {
        unpacked = await unpackFile(reader, { label, directory, wanted, target });
    }
    catch (error) {
        if ((0,unpack/* isFileSystemError */.ct)(error) || bytes.hasFailed)
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
    const vouching = (0,emulator_vouching/* vouch */.ah)(received, known, otherwise, policy);
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
            throw (0,unpack/* badArchive */.Cb)(this.#label, `it is longer than ${MAX_DOWNLOAD_BYTES} bytes`);
        }
    }
}


/***/ })

};
