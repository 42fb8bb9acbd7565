export const id = 820;
export const ids = [820,73];
export const modules = {

/***/ 3913:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   En: () => (/* binding */ requireBuildx),
/* harmony export */   ss: () => (/* binding */ parseVersionLine)
/* harmony export */ });
/* unused harmony exports findBuildx, isFound, missingBuildx */
/* harmony import */ var semver__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2088);
/* harmony import */ var semver__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(semver__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _emulator_command_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7474);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3916);



const TIMEOUT_MS = 30_000;
/** What a buildx without docker is called on PATH. */
const STANDALONE = ['docker-buildx', 'buildx'];
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
    return new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .XarchError */ .xp('E_BUILDX', `buildx is needed and cannot be used: ${reason}.`, "Install Docker's package docker-buildx-plugin (docker-buildx in Debian and Ubuntu), or let the step provide it (buildx: true, with buildx-install-if-missing: true).");
}
const NOT_FOUND = 'not found';
/** @returns the buildx, or why there is none */
async function askVersion(argvPrefix, env) {
    let result;
    try {
        result = await (0,_emulator_command_js__WEBPACK_IMPORTED_MODULE_1__/* .runCommand */ .d)([...argvPrefix, 'version'], { env, timeoutMs: TIMEOUT_MS });
    }
    catch (error) {
        return (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errnoOf */ .UQ)(error) === 'ENOENT' ? NOT_FOUND : (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error);
    }
    const { exitCode, stdout, stderr } = result;
    if (/\b(?:podman|buildah)\b/i.test(`${stdout}${stderr}`)) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .XarchError */ .xp('E_BUILDX', 'The command docker is podman here, which has no builders of buildx.', 'Install Docker, or build with podman itself and leave buildx: true out.');
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
    return version === undefined ? undefined : (0,semver__WEBPACK_IMPORTED_MODULE_0__.parse)(version)?.version;
}


/***/ }),

/***/ 2820:
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
// EXTERNAL MODULE: ./src/emulator/elf.ts
var elf = __webpack_require__(9158);
// EXTERNAL MODULE: ./src/emulator/store/workspace.ts
var workspace = __webpack_require__(2176);
// EXTERNAL MODULE: ./src/emulator/transfer/download.ts + 7 modules
var download = __webpack_require__(8820);
// EXTERNAL MODULE: ./src/emulator/transfer/transfer.ts
var transfer = __webpack_require__(5064);
// EXTERNAL MODULE: ./src/emulator/vouching.ts
var emulator_vouching = __webpack_require__(48);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/buildx/find.ts
var find = __webpack_require__(3913);
// EXTERNAL MODULE: ./src/buildx/release.ts
var release = __webpack_require__(2073);
// EXTERNAL MODULE: ./src/emulator/store/store.ts
var store = __webpack_require__(6964);
;// CONCATENATED MODULE: ./src/buildx/store.ts





/** Name of the tool, `<tool>/<version>/<arch>` in @actions/tool-cache's layout. */
const TOOL = 'buildx';
const PROGRAM_NAME = 'docker-buildx';
/** What it is called where there is no docker; a link beside the program. */
const STANDALONE_NAME = 'buildx';
const MANIFEST_NAME = 'manifest.json';
/** A version that is kept, if it is sound; its bytes are hashed again when the file's times differ. */
function findStored(root, version, host) {
    const folder = (0,external_node_path_.join)(root, TOOL, version, host.nodeArch);
    if (!(0,external_node_fs_.existsSync)((0,store/* completeMarker */.IH)(folder)))
        return undefined;
    const path = (0,external_node_path_.join)(folder, PROGRAM_NAME);
    try {
        const manifest = JSON.parse((0,external_node_fs_.readFileSync)((0,external_node_path_.join)(folder, MANIFEST_NAME), 'utf8'));
        const { size, mtimeMs, ctimeMs } = (0,external_node_fs_.statSync)(path);
        if (manifest.schema !== 1 || manifest.version !== version || manifest.sizeBytes !== size) {
            return undefined;
        }
        const isUntouched = manifest.mtimeMs === mtimeMs && manifest.ctimeMs === ctimeMs;
        if (!isUntouched && (0,store/* hashFile */.DC)(path) !== manifest.sha256)
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
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(prepared, MANIFEST_NAME), `${JSON.stringify(manifest, undefined, '\t')}\n`);
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
    (0,external_node_fs_.writeFileSync)((0,store/* completeMarker */.IH)(folder), '');
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
function noteUse(folder) {
    const now = new Date();
    try {
        (0,external_node_fs_.utimesSync)((0,store/* completeMarker */.IH)(folder), now, now);
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
    if (stored !== undefined && meetsPolicy(stored, policy)) {
        context.reporter.info(`In the tool-cache: buildx ${version}`);
        return stored;
    }
    if (offline)
        throw missingOffline(tag, name, host, context, pinned);
    const file = await (0,release.buildxFile)(tag, host, context, pinned);
    const label = (0,download/* fileLabel */.D)(file);
    (0,emulator_vouching/* refuseUnpinned */.Qt)(label, file.known, policy);
    if (file.known === undefined && policy.checksums === undefined) {
        throw new errors/* XarchError */.xp('E_DIGEST', `Neither the GitHub API nor checksums.txt of the release states a sha256 for ${name}, so a download could not be checked.`, `Give its sha256 in the checksum input, followed by the name ${name}; or choose another buildx-version (${pinned.tag} is pinned).`);
    }
    const by = policy.checksums === undefined ? file.known?.by : 'checksum';
    context.reporter.info(`Downloading ${label}${by === undefined ? '' : ` (checked against the ${(0,emulator_vouching/* describeVouching */.fE)(by)})`}`);
    return (0,workspace/* withWorkspace */.A2)(context, [], async (workspace) => {
        const folder = (0,external_node_path_.join)(workspace.directory, 'buildx');
        (0,external_node_fs_.mkdirSync)(folder);
        const path = (0,external_node_path_.join)(folder, PROGRAM_NAME);
        const received = await (0,transfer/* download */.R)(file, context, (body) => receive(file, body, path, context));
        const vouching = (0,emulator_vouching/* vouch */.ah)({ label, name, ...received, emulators: [] }, file.known, 'connection', policy);
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
function meetsPolicy({ sha256, vouching }, { checksums, required }) {
    if (checksums !== undefined)
        return [...checksums.named.values()].includes(sha256);
    return !required || vouching === 'catalog';
}
async function receive({ name }, body, path, context) {
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
        (0,elf/* readElf */.o)(path);
        const { stdout, stderr } = await (0,command/* runCommand */.d)([path, 'version'], {
            env: process.env,
            timeoutMs: VERSION_TIMEOUT_MS,
        });
        said = `${stdout}${stderr}`.trim();
    }
    catch (error) {
        throw new errors/* XarchError */.xp('E_BUILDX', `${label} does not run: ${(0,errors/* messageOf */.bD)(error)}.`, remedy, error);
    }
    const found = (0,find/* parseVersionLine */.ss)(said);
    if (found !== undefined && (0,semver.eq)(found, version))
        return;
    throw new errors/* XarchError */.xp('E_BUILDX', `${label} should be buildx ${version}, but says it is ${JSON.stringify(said.slice(0, 80))}.`, remedy);
}
function missingOffline(tag, name, host, { storeRoot, githubUrl }, pinned) {
    const digest = tag === pinned.tag ? pinned.digests[host.architecture] : undefined;
    return new errors/* XarchError */.xp('E_OFFLINE', `buildx ${tag} is not in the tool-cache ${storeRoot}, and offline is set. It is ${githubUrl}/docker/buildx/releases/download/${tag}/${name}${digest === undefined ? '' : ` (sha256 ${digest})`}.`, 'Run this once with a connection and the same tool-cache, install buildx on this machine, or leave buildx-version out where it is installed.');
}


/***/ }),

/***/ 2073:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PINNED_RELEASE: () => (/* binding */ PINNED_RELEASE),
/* harmony export */   buildxFile: () => (/* binding */ buildxFile),
/* harmony export */   buildxFileName: () => (/* binding */ buildxFileName),
/* harmony export */   newestTag: () => (/* binding */ newestTag)
/* harmony export */ });
/* harmony import */ var semver__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2088);
/* harmony import */ var semver__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(semver__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _emulator_github_github_api_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4765);
/* harmony import */ var _emulator_transfer_not_found_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7347);
/* harmony import */ var _emulator_transfer_transfer_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5064);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3916);





/**
 * The version that is provided where none is asked for. Its digests are those by which the official
 * image `docker` checks its own downloads of these files.
 */
const PINNED_RELEASE = {
    tag: 'v0.29.1',
    digests: {
        amd64: '7d2d7d6d4680aa349614965aaa33ccec43f1a9a21e908a5ce4cb6adfa5ad5141',
        arm64: '50e85c4e290b698908421161c1aee069bcc5d4a65b7b7201bfac3a176b223a7e',
        ppc64le: '04e9b85273502f5c673f2216f64fe336045b6d196ba7e0350a11d6af5dcaee3a',
        riscv64: 'f4f2d5bd103b8bba725b3b0ef14e9a4a799e0806d5076045e399e221a3bbb723',
        s390x: '3b5caf470972c286642112df47b2251d2a5d412aa150d78d74db20a3409d9f23',
    },
};
const REPOSITORY = 'docker/buildx';
/** How many versions a message names. */
const LISTED = 10;
const MAX_LIST_BYTES = 1024 * 1024;
/** Name of the file of a release for a host; those for buildx's other hosts have no use here. */
function buildxFileName(tag, { architecture }) {
    return `buildx-${tag}.linux-${architecture}`;
}
/**
 * The tag of the newest release.
 * @throws E_SOURCE
 */
async function newestTag(context) {
    return (await (0,_emulator_github_github_api_js__WEBPACK_IMPORTED_MODULE_1__/* .latestRelease */ .JF)(REPOSITORY, context)).tag;
}
/**
 * The file of a release for this host, and what its bytes have to be: by the pinned release, else as
 * the GitHub API says, else as the list beside the files says.
 * @throws E_VERSION, E_SOURCE
 */
async function buildxFile(tag, host, context, pinned) {
    const name = buildxFileName(tag, host);
    const file = { name, url: `${addressOf(tag, context)}/${name}` };
    const digest = tag === pinned.tag ? pinned.digests[host.architecture] : undefined;
    if (digest !== undefined)
        return { ...file, known: { sha256: digest, by: 'catalog' } };
    let release;
    try {
        release = await (0,_emulator_github_github_api_js__WEBPACK_IMPORTED_MODULE_1__/* .releaseByTag */ .$d)(REPOSITORY, tag, context);
    }
    catch (error) {
        if ((0,_emulator_transfer_not_found_js__WEBPACK_IMPORTED_MODULE_2__/* .isNotFound */ .c)(error))
            throw await noSuchVersion(tag, context);
        // The API may be out of reach or have had enough of us where the files can still be had.
        const listed = await readList(tag, name, context).catch(() => undefined);
        if (listed === undefined)
            throw error;
        return { ...file, known: { sha256: listed, by: 'release' } };
    }
    const asset = release.assets.find((each) => each.name === name);
    if (asset === undefined) {
        const hosts = release.assets.flatMap((each) => /^buildx-.*\.linux-([\w-]+)$/.exec(each.name)?.[1] ?? []);
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .XarchError */ .xp('E_VERSION', `buildx ${tag} is not published for ${host.architecture} hosts; it is for ${hosts.join(', ') || 'none'}.`, 'Choose another buildx-version.');
    }
    if (asset.sha256 !== undefined) {
        return { ...file, known: { sha256: asset.sha256, by: 'github-api' } };
    }
    const listed = await readList(tag, name, context);
    return {
        ...file,
        known: listed === undefined ? undefined : { sha256: listed, by: 'release' },
    };
}
function addressOf(tag, { githubUrl }) {
    return `${githubUrl}/${REPOSITORY}/releases/download/${encodeURIComponent(tag)}`;
}
/** The digest of a file by checksums.txt of its release; undefined when that does not name it. */
async function readList(tag, name, context) {
    const url = `${addressOf(tag, context)}/checksums.txt`;
    try {
        return await (0,_emulator_transfer_transfer_js__WEBPACK_IMPORTED_MODULE_3__/* .download */ .R)({ url }, context, async ({ chunks }) => {
            const pieces = [];
            let sizeBytes = 0;
            for await (const chunk of chunks) {
                sizeBytes += chunk.length;
                if (sizeBytes > MAX_LIST_BYTES)
                    return undefined;
                pieces.push(chunk);
            }
            for (const line of Buffer.concat(pieces).toString('utf8').split('\n')) {
                const [, digest, file] = /^([0-9a-f]{64}) [ *](\S+)\s*$/.exec(line) ?? [];
                if (file === name)
                    return digest;
            }
            return undefined;
        });
    }
    catch (error) {
        if ((0,_emulator_transfer_not_found_js__WEBPACK_IMPORTED_MODULE_2__/* .isNotFound */ .c)(error))
            return undefined;
        throw error;
    }
}
async function noSuchVersion(tag, context) {
    const releases = await (0,_emulator_github_github_api_js__WEBPACK_IMPORTED_MODULE_1__/* .listReleases */ .tH)(REPOSITORY, context);
    const tags = releases
        .flatMap((each) => (each.isPrerelease || (0,semver__WEBPACK_IMPORTED_MODULE_0__.valid)(each.tag) === null ? [] : each.tag))
        .sort(semver__WEBPACK_IMPORTED_MODULE_0__.rcompare)
        .slice(0, LISTED);
    return new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .XarchError */ .xp('E_VERSION', `There is no release ${tag} of buildx; the newest are ${tags.join(', ') || 'not known'}.`, 'Choose one of these as buildx-version, or leave it out.');
}


/***/ }),

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

/***/ 4765:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $d: () => (/* binding */ releaseByTag),
/* harmony export */   JF: () => (/* binding */ latestRelease),
/* harmony export */   tH: () => (/* binding */ listReleases)
/* harmony export */ });
/* unused harmony export readRelease */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
/* harmony import */ var _transfer_http_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6027);
/* harmony import */ var _release_tag_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7699);



const PER_PAGE = 100;
const MAX_PAGES = 20;
/**
 * Asks for all published releases of a repository, page by page, at most 2000.
 * https://docs.github.com/en/rest/releases/releases#list-releases
 * @throws E_SOURCE
 */
async function listReleases(repository, context) {
    const releases = [];
    for (let page = 1; page <= MAX_PAGES; page += 1) {
        const url = `${context.githubApiUrl}/repos/${repository}/releases?per_page=${PER_PAGE}&page=${page}`;
        const list = await (0,_transfer_http_js__WEBPACK_IMPORTED_MODULE_1__/* .getJson */ .T)(url, context);
        if (!Array.isArray(list))
            throw unexpected(url, 'a list of releases');
        releases.push(...list.flatMap((each) => readRelease(each) ?? []));
        if (list.length < PER_PAGE)
            break;
    }
    return releases;
}
/**
 * Asks for one release.
 * @throws E_SOURCE; see `isNotFound` for a tag that does not exist
 */
async function releaseByTag(repository, tag, context) {
    const url = `${context.githubApiUrl}/repos/${repository}/releases/tags/${encodeURIComponent(tag)}`;
    const release = readRelease(await (0,_transfer_http_js__WEBPACK_IMPORTED_MODULE_1__/* .getJson */ .T)(url, context));
    if (release === undefined)
        throw unexpected(url, 'a release');
    return release;
}
/**
 * Asks for the newest release that is not a pre-release.
 * @throws E_SOURCE
 */
async function latestRelease(repository, context) {
    const url = `${context.githubApiUrl}/repos/${repository}/releases/latest`;
    const release = readRelease(await (0,_transfer_http_js__WEBPACK_IMPORTED_MODULE_1__/* .getJson */ .T)(url, context));
    if (release === undefined)
        throw unexpected(url, 'a release');
    return release;
}
/** Reads what the API says of a release; undefined for a draft and for anything else. */
function readRelease(value) {
    if (typeof value !== 'object' || value === null)
        return undefined;
    const { tag_name: tag, draft, prerelease, published_at, assets, } = value;
    if (typeof tag !== 'string' || draft === true)
        return undefined;
    const named = (0,_release_tag_js__WEBPACK_IMPORTED_MODULE_2__/* .parseReleaseTag */ .r)(tag);
    return {
        tag,
        version: named?.version,
        build: named?.build ?? 0,
        isPrerelease: prerelease === true,
        publishedAt: typeof published_at === 'string' ? published_at : '',
        assets: Array.isArray(assets) ? assets.flatMap((each) => readAsset(each) ?? []) : [],
    };
}
function readAsset(value) {
    if (typeof value !== 'object' || value === null)
        return undefined;
    const { name, digest, url } = value;
    if (typeof name !== 'string' || name === '')
        return undefined;
    return {
        name,
        sha256: /^sha256:([0-9a-f]{64})$/.exec(String(digest))?.[1],
        apiUrl: typeof url === 'string' && URL.canParse(url) ? url : undefined,
    };
}
function unexpected(url, what) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .XarchError */ .xp('E_SOURCE', `GET ${(0,_transfer_http_js__WEBPACK_IMPORTED_MODULE_1__/* .urlForPeople */ .q)(url)} answered JSON that is not ${what}.`, 'Check that the address is that of a GitHub API and that no proxy answers in its place.');
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
/* harmony export */   jH: () => (/* binding */ confirmEntries)
/* harmony export */ });
/* unused harmony export versionFolder */
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
