export const id = 29;
export const ids = [29];
export const modules = {

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

/***/ 3860:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ readReference),
/* harmony export */   u: () => (/* binding */ withRegistry)
/* harmony export */ });
/**
 * Reads a reference as docker does: without a registry it means docker.io, which podman would
 * have to be told. A digest outweighs a tag beside it, which some podmans refuse.
 * @param text a reference that `parseSources` has accepted
 */
function readReference(text) {
    const [named = '', digest] = text.split('@sha256:');
    const [, path = named, tag] = /^(.+):([^/:]+)$/.exec(named) ?? [];
    const repository = withRegistry(path);
    const sha256 = digest?.toLowerCase();
    const name = sha256 === undefined ? `${repository}:${tag ?? 'latest'}` : `${repository}@sha256:${sha256}`;
    return { name, repository, tag, digest: sha256 };
}
/** `binfmt` is `docker.io/library/binfmt`; a first part with a dot or a port is a registry. */
function withRegistry(path) {
    const [first = '', ...rest] = path.split('/');
    if (rest.length === 0)
        return `docker.io/library/${path}`;
    return /[.:]/.test(first) || first === 'localhost' ? path : `docker.io/${path}`;
}


/***/ }),

/***/ 6029:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  obtainFromImage: () => (/* binding */ obtainFromImage)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/emulator/archive/unpack.ts
var unpack = __webpack_require__(6050);
// EXTERNAL MODULE: ./src/emulator/elf.ts
var elf = __webpack_require__(9158);
// EXTERNAL MODULE: ./src/emulator/github/release-tag.ts
var release_tag = __webpack_require__(7699);
// EXTERNAL MODULE: ./src/emulator/inspect.ts
var inspect = __webpack_require__(3764);
// EXTERNAL MODULE: ./src/emulator/source/source-spec.ts
var source_spec = __webpack_require__(8082);
// EXTERNAL MODULE: ./src/emulator/store/publish.ts
var publish = __webpack_require__(5654);
// EXTERNAL MODULE: ./src/emulator/store/store.ts
var store = __webpack_require__(6964);
// EXTERNAL MODULE: ./src/emulator/store/workspace.ts
var workspace = __webpack_require__(2176);
// EXTERNAL MODULE: ./src/emulator/version.ts
var emulator_version = __webpack_require__(4671);
// EXTERNAL MODULE: ./src/emulator/vouching.ts
var emulator_vouching = __webpack_require__(48);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:stream"
var external_node_stream_ = __webpack_require__(7075);
;// CONCATENATED MODULE: ./src/emulator/image/image-engine.ts






/** What each engine is asked to find out that it works: docker's daemon, podman's storage. */
const QUESTIONS = [
    ['docker', 'version', '--format', '{{.Server.Version}}'],
    ['podman', 'version', '--format', '{{.Client.Version}}'],
];
/** For commands that fetch nothing; a busy engine may take seconds. */
const COMMAND_TIMEOUT_MS = 60_000;
/** From the polite signal to the one that cannot be refused, and on to giving up on the output. */
const GRACE_MS = 5_000;
const MAX_STDERR_CHARACTERS = 64 * 1024;
/**
 * The engine at hand: docker if its daemon answers, else podman.
 * @param label the source, for messages
 * @param interruption ends every command but those that clean up
 * @throws E_SOURCE with each one's reason
 */
async function findEngine(label, { env, connectTimeoutMs, reporter }, interruption) {
    const reasons = [];
    for (const [name, ...question] of QUESTIONS) {
        const engine = openEngine(name, env, interruption);
        const answer = await engine.run(question, connectTimeoutMs);
        if (answer.isOk) {
            if (reasons.length > 0)
                reporter.info(`Using podman, for docker fails: ${reasons[0]}.`);
            return engine;
        }
        reasons.push(answer.reason.startsWith(name) ? answer.reason : `${name}: ${answer.reason}`);
    }
    throw new errors/* XarchError */.xp('E_SOURCE', `Source ${label} needs docker or podman, and neither works here. ${reasons.join('; ')}.`, 'Start the Docker daemon and let this user reach it (DOCKER_HOST names another one), install podman, or choose source github or apt.');
}
function openEngine(name, env, interruption) {
    const inEnglish = { ...env, LC_ALL: 'C' };
    const start = (args, timeoutMs, signal) => startCommand([name, ...args], inEnglish, timeoutMs, signal);
    return {
        name,
        run: (args, timeoutMs = COMMAND_TIMEOUT_MS) => collect(start(args, timeoutMs, interruption)),
        cleanUp: (args) => collect(start(args, COMMAND_TIMEOUT_MS)),
        stream: (args, timeoutMs, directory) => {
            if (name === 'docker')
                return start(args, timeoutMs, interruption);
            const { reader, writeEnd } = openPipe(directory);
            try {
                const running = startCommand([name, ...args], inEnglish, timeoutMs, interruption, writeEnd);
                return { ...running, stdout: reader };
            }
            finally {
                (0,external_node_fs_.closeSync)(writeEnd);
            }
        },
    };
}
async function collect({ stdout, ended }) {
    const chunks = [];
    stdout.on('data', (chunk) => chunks.push(chunk));
    const result = await ended;
    return { ...result, stdout: Buffer.concat(chunks).toString('utf8') };
}
/** In a process group of its own, for podman without root leaves its work to a child. */
function startCommand([program = '', ...args], env, timeoutMs, interruption, writeEnd) {
    const child = (0,external_node_child_process_.spawn)(program, args, {
        env,
        stdio: ['ignore', writeEnd ?? 'pipe', 'pipe'],
        detached: true,
    });
    const command = `${program} ${args[0]}`;
    const timers = [];
    let stopped;
    let stderr = '';
    child.stderr?.on('data', (chunk) => {
        if (stderr.length < MAX_STDERR_CHARACTERS)
            stderr += chunk.toString('utf8');
    });
    const { promise: ended, resolve } = withResolvers();
    const end = (isOk, reason) => {
        for (const timer of timers)
            clearTimeout(timer);
        interruption?.removeEventListener('abort', interrupted);
        const wasStopped = stopped !== undefined;
        const why = stopped === undefined ? reason : `${stopped}${lastWords(stderr)}`;
        resolve({ isOk: isOk && !wasStopped, wasStopped, reason: why, stderr });
    };
    const stop = (why) => {
        if (stopped !== undefined)
            return;
        stopped = why;
        signalGroup(child, 'SIGTERM');
        timers.push(setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS), 
        // A descendant elsewhere may keep the output open, and the kernel a process.
        setTimeout(() => {
            child.stdout?.destroy();
            child.stderr?.destroy();
            child.unref();
            end(false, why);
        }, 2 * GRACE_MS));
    };
    const interrupted = () => stop(`${command} was interrupted`);
    timers.push(setTimeout(() => stop(`${command} did not end within ${timeoutMs} ms`), timeoutMs));
    child.once('error', (error) => end(false, (0,errors/* errnoOf */.UQ)(error) === 'ENOENT' ? `${program} is not on PATH` : (0,errors/* messageOf */.bD)(error)));
    child.once('close', (exitCode) => end(exitCode === 0, exitCode === 0 ? '' : reasonOf(stderr, exitCode)));
    if (interruption?.aborted === true)
        interrupted();
    else
        interruption?.addEventListener('abort', interrupted, { once: true });
    return {
        stdout: child.stdout ?? external_node_stream_.Readable.from([]),
        ended,
        stop: () => stop(`${command} was stopped`),
    };
}
/**
 * A pipe in the sense of pipe(2). What Node gives a child is a socket, and podman writes archives
 * to /dev/stdout by that name, which a socket cannot be opened by (ENXIO, open(2)).
 */
function openPipe(directory) {
    const path = (0,external_node_path_.join)(directory, 'pipe');
    try {
        (0,external_node_child_process_.execFileSync)('mkfifo', ['-m', '600', path], { stdio: ['ignore', 'ignore', 'pipe'] });
    }
    catch (error) {
        throw new errors/* XarchError */.xp('E_SOURCE', `podman cannot hand over the files of an image, for no named pipe can be made in ${directory}: ${(0,errors/* messageOf */.bD)(error).trim()}.`, 'Let RUNNER_TOOL_CACHE name a directory of a Linux file system, or choose another source.', error);
    }
    const readEnd = (0,external_node_fs_.openSync)(path, external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NONBLOCK);
    const writeEnd = (0,external_node_fs_.openSync)(path, external_node_fs_.constants.O_WRONLY);
    (0,external_node_fs_.rmSync)(path);
    return { reader: new external_node_net_.Socket({ fd: readEnd, readable: true, writable: false }), writeEnd };
}
/** As ES2024 has it, which Node 20 lacks. */
function withResolvers() {
    let resolve = () => { };
    const promise = new Promise((callback) => {
        resolve = callback;
    });
    return { promise, resolve };
}
function signalGroup({ pid }, signal) {
    if (pid === undefined)
        return;
    try {
        process.kill(-pid, signal);
    }
    catch (error) {
        if ((0,errors/* errnoOf */.UQ)(error) !== 'ESRCH')
            throw error;
    }
}
/** The line that tells most: podman tells its progress first, docker the error. */
function reasonOf(stderr, exitCode) {
    const lines = linesOf(stderr);
    const line = lines.find((each) => /^error/i.test(each)) ?? lines[0];
    return line === undefined
        ? `exit code ${exitCode ?? 'none, for it was killed'}`
        : tidy(line.replace(/^error(?: response from daemon)?: /i, ''));
}
/** What a command complained of while it tried again and again. */
function lastWords(stderr) {
    const line = linesOf(stderr).findLast((each) => /error/i.test(each));
    return line === undefined ? '' : `; it said: ${tidy(line)}`;
}
function linesOf(text) {
    return text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
}
/** Without passwords in addresses, docker's question at the end, and more than a line. */
function tidy(line) {
    return line
        .replace(/(:\/\/)[^/\s@]*@/g, '$1')
        .replace(/\. Is the docker daemon running\?$/, '')
        .replace(/[.\s]+$/, '')
        .slice(0, 400);
}
/**
 * Runs `work`, which sees SIGINT and SIGTERM as an abort and so can clean up; then the process
 * ends of the signal after all.
 */
async function withInterruption(work) {
    const controller = new AbortController();
    let received;
    const interrupt = (signal) => {
        received = signal;
        controller.abort();
    };
    process.on('SIGINT', interrupt).on('SIGTERM', interrupt);
    try {
        return await work(controller.signal);
    }
    finally {
        process.off('SIGINT', interrupt).off('SIGTERM', interrupt);
        if (received !== undefined)
            process.kill(process.pid, received);
    }
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./src/emulator/image/image-errors.ts

/**
 * What docker and podman say, in the order in which it counts: Docker Hub says "denied" of an
 * image that does not exist too, and a limit is told along with a refusal. The words come from
 * the registry API's error codes (distribution specification) and from Go's net package.
 */
const SAYINGS = [
    ['limit', /toomanyrequests|too many requests|pull rate limit|\b429\b/i],
    [
        'access',
        /unauthorized|denied|authentication required|no basic auth credentials|invalid username|\b401\b|\b403\b|forbidden/i,
    ],
    [
        'platform',
        /no matching manifest|does not match the specified platform|no image found in (?:manifest list|image index)/i,
    ],
    ['missing', /manifest unknown|name unknown|not found|no such manifest|does not exist|\b404\b/i],
    ['space', /no space left on device|disk quota exceeded/i],
    [
        'connection',
        /connection refused|no such host|network is unreachable|no route to host|i\/o timeout|connection reset|name resolution|handshake timeout|client\.timeout|dial tcp|deadline exceeded|closed network connection|broken pipe|unexpected EOF|: EOF/i,
    ],
];
const REMEDIES = {
    limit: "Docker Hub's limit for pulls without an account is used up: log in before this step (docker/login-action, or docker login), give the engine a mirror, or use source github.",
    access: 'Check the name; if the image needs credentials, log in to its registry before this step (docker/login-action, or docker login or podman login as the same user).',
    platform: 'Choose an image that is built for this host, or another source.',
    missing: 'Correct the name, the tag or the digest of the image in the source input.',
    space: 'Make room where the engine keeps its images (docker system prune), or use source github.',
    connection: 'Check the network and the proxy settings of the engine (for docker those of its daemon), give it a mirror that can be reached, or choose another source.',
    other: 'Pull the image by hand on this machine to see more, or choose another source.',
};
/** True when nobody answered, so that what is here already may do. */
function isUnreachable(result) {
    return !result.isOk && causeOf(result) === 'connection';
}
/** The error of a failed pull. */
function pullError(engine, { name }, architecture, result) {
    const cause = causeOf(result);
    const code = cause === 'platform' ? 'E_ARCHIVE' : 'E_SOURCE';
    return new errors/* XarchError */.xp(code, `${engine.name} cannot pull image ${name} for linux/${architecture}: ${result.reason}.`, REMEDIES[cause]);
}
/** The error of an image for another machine, which an engine gave all the same. */
function platformError({ name }, architecture, found) {
    return new errors/* XarchError */.xp('E_ARCHIVE', `Image ${name} is for linux/${found}, this host needs linux/${architecture}.`, REMEDIES.platform);
}
/** The error of any other command. */
function engineError(engine, what, { reason, stderr }) {
    const isFull = SAYINGS.some(([cause, words]) => cause === 'space' && words.test(stderr));
    return new errors/* XarchError */.xp('E_SOURCE', `${engine.name} cannot ${what}: ${reason}.`, isFull
        ? REMEDIES.space
        : `See whether ${engine.name} works on this machine, or choose another source.`);
}
function causeOf({ reason, stderr }) {
    for (const text of [reason, stderr]) {
        const found = SAYINGS.find(([, words]) => words.test(text));
        if (found !== undefined)
            return found[0];
    }
    return 'other';
}

// EXTERNAL MODULE: ./src/emulator/image/image-reference.ts
var image_reference = __webpack_require__(3860);
;// CONCATENATED MODULE: ./src/emulator/image/image-inspect.ts


/** @returns undefined when the engine does not hold it, or cannot say */
async function inspectImage(engine, name) {
    const result = await engine.run(['image', 'inspect', name]);
    if (!result.isOk)
        return undefined;
    const [image] = JSON.parse(result.stdout);
    if (image === undefined)
        return undefined;
    const digests = (Array.isArray(image.RepoDigests) ? image.RepoDigests : []).flatMap(readDigest);
    // podman lists an index and the manifest in it; its own choice is the index, as docker's is.
    const own = hexOf(image.Digest);
    return {
        id: hexOf(image.Id),
        architecture: String(image.Architecture ?? ''),
        sizeBytes: Number(image.Size ?? 0),
        repoDigests: [
            ...digests.filter(({ sha256 }) => sha256 === own),
            ...digests.filter(({ sha256 }) => sha256 !== own),
        ],
    };
}
/**
 * Ids of all images, in hex, with those that have no name any more.
 * @throws E_SOURCE
 */
async function listImages(engine) {
    const result = await engine.run(['images', '--all', '--quiet', '--no-trunc']);
    if (!result.isOk)
        throw engineError(engine, 'list its images', result);
    return new Set(result.stdout
        .split('\n')
        .filter((line) => line !== '')
        .map(hexOf));
}
function readDigest(text) {
    const [, repository, sha256] = /^(.+)@sha256:([0-9a-f]{64})$/.exec(String(text)) ?? [];
    return repository === undefined || sha256 === undefined
        ? []
        : [{ repository: (0,image_reference/* withRegistry */.u)(repository), sha256 }];
}
function hexOf(id) {
    return String(id ?? '').replace(/^sha256:/, '');
}

;// CONCATENATED MODULE: ./src/emulator/image/image-leftovers.ts




/** Label of every container we make; its value is when, in milliseconds since 1970. */
const LABEL = 'setup-xarch';
/** A run takes minutes, so that what is older was left by one that was killed. */
const ABANDONED_AFTER_MS = 60 * 60 * 1000;
const NOTE = /^\.xarch-image-[0-9a-f]{12}\.json$/;
/** Whether an image is there only because a run of ours is using it, or was killed. */
function isClaimed(engine, name, context) {
    return claimsOf(engine, name, context).length > 0;
}
/**
 * Writes down which image must be removed, before it is pulled. A store that cannot be written
 * just does not remember.
 */
function claimImage(engine, name, context) {
    const note = { engine: engine.name, name, atMs: context.now() };
    const path = (0,external_node_path_.join)(context.storeRoot, `.xarch-image-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}.json`);
    try {
        (0,external_node_fs_.mkdirSync)(context.storeRoot, { recursive: true });
        (0,external_node_fs_.writeFileSync)(path, `${JSON.stringify(note)}\n`, { flag: 'wx' });
    }
    catch {
        return { isShared: () => false, end: () => { } };
    }
    return {
        isShared: () => claimsOf(engine, name, context).some((other) => other !== path),
        end: () => (0,external_node_fs_.rmSync)(path, { force: true }),
    };
}
function claimsOf(engine, name, { storeRoot }) {
    return readNotes(storeRoot)
        .filter(({ note }) => note.engine === engine.name && note.name === name)
        .map(({ path }) => path);
}
/** Removes the containers and images of runs that were killed more than an hour ago. */
async function removeLeftovers(engine, context) {
    const isOld = (atMs) => context.now() - atMs > ABANDONED_AFTER_MS;
    for (const id of await leftContainers(engine, isOld)) {
        context.reporter.info(`Removing container ${id.slice(0, 12)} of a run that was killed.`);
        await engine.cleanUp(['rm', '--force', '--volumes', id]);
    }
    for (const { path, note } of readNotes(context.storeRoot)) {
        if (note.engine !== engine.name || !isOld(note.atMs))
            continue;
        // One that a registry knows can be had again; anything else is not what we pulled.
        const image = await inspectImage(engine, note.name);
        if (image !== undefined && image.repoDigests.length > 0) {
            context.reporter.info(`Removing image ${note.name} of a run that was killed.`);
            const removed = await engine.cleanUp(['rmi', note.name]);
            if (!removed.isOk)
                context.reporter.info(`It stays: ${removed.reason}.`);
        }
        (0,external_node_fs_.rmSync)(path, { force: true });
    }
}
/** Ours, and never started: nobody else's container is like that. */
async function leftContainers(engine, isOld) {
    const filters = ['--filter', `label=${LABEL}`, '--filter', 'status=created'];
    const list = await engine.run(['ps', '--all', '--quiet', '--no-trunc', ...filters]);
    const ids = list.stdout.split('\n').filter((id) => id !== '');
    const old = [];
    for (const id of ids) {
        const format = `{{index .Config.Labels "${LABEL}"}}`;
        const label = await engine.run(['container', 'inspect', '--format', format, id]);
        const text = label.stdout.trim();
        if (label.isOk && /^\d+$/.test(text) && isOld(Number(text)))
            old.push(id);
    }
    return old;
}
function readNotes(storeRoot) {
    let names;
    try {
        names = (0,external_node_fs_.readdirSync)(storeRoot).filter((name) => NOTE.test(name));
    }
    catch {
        return [];
    }
    return names.flatMap((name) => {
        const path = (0,external_node_path_.join)(storeRoot, name);
        try {
            const note = JSON.parse((0,external_node_fs_.readFileSync)(path, 'utf8'));
            const isSound = typeof note?.engine === 'string' &&
                typeof note.name === 'string' &&
                typeof note.atMs === 'number';
            return isSound ? [{ path, note: note }] : [];
        }
        catch {
            return [];
        }
    });
}

;// CONCATENATED MODULE: ./src/emulator/image/image-pull.ts



/**
 * Pulls an image for this host, works with it, and puts the engine's images back to what they
 * were: an image that was there stays, one that was not goes, and a name that the pull moved
 * moves back.
 * @throws E_SOURCE with what to do about it, E_ARCHIVE for other machines' images
 */
async function withImage(engine, reference, host, context, work) {
    const { name } = reference;
    const present = await inspectImage(engine, name);
    // What another run of ours has pulled will be gone soon.
    const before = isClaimed(engine, name, context) ? undefined : present;
    const known = new Set(await listImages(engine));
    if (present !== undefined && before === undefined)
        known.delete(present.id);
    const claim = before === undefined ? claimImage(engine, name, context) : undefined;
    let after;
    try {
        const image = await pull(engine, reference, present, host, context);
        after = image;
        if (image.architecture !== '' && image.architecture !== host.architecture) {
            throw platformError(reference, host.architecture, image.architecture);
        }
        return await work(image);
    }
    finally {
        const isForOthers = claim?.isShared() ?? false;
        if (isForOthers || (await putBack(engine, name, { before, after, known }, context))) {
            claim?.end();
        }
    }
}
async function pull(engine, reference, present, host, { reporter, totalTimeoutMs }) {
    // What a digest names is the same here and there.
    if (present !== undefined && reference.digest !== undefined) {
        return named(present, reference, '');
    }
    reporter.info(`Pulling image ${reference.name} with ${engine.name}`);
    const platform = ['--platform', `linux/${host.architecture}`];
    const result = await engine.run(['pull', ...platform, reference.name], totalTimeoutMs);
    for (const line of `${result.stdout}\n${result.stderr}`.split('\n')) {
        if (line.trim() !== '')
            reporter.debug(line);
    }
    if (!result.isOk && present !== undefined && isUnreachable(result)) {
        reporter.warning(`Image ${reference.name} cannot be pulled (${result.reason}); using the one that ${engine.name} holds already.`);
        return named(present, reference, '');
    }
    const image = result.isOk ? await inspectImage(engine, reference.name) : undefined;
    if (image === undefined) {
        throw pullError(engine, reference, host.architecture, result.isOk ? vanished(result) : result);
    }
    return named(image, reference, result.stdout);
}
function vanished(result) {
    return { ...result, isOk: false, reason: 'it was pulled, but somebody has removed it' };
}
/** The digests in the order in which they tell what was pulled. */
function named(image, reference, output) {
    // docker says which of several manifests with the same content it found.
    const [, said] = /^Digest: sha256:([0-9a-f]{64})$/m.exec(output) ?? [];
    const isOwn = ({ repository }) => repository === reference.repository;
    const listed = [
        ...image.repoDigests.filter(isOwn),
        ...image.repoDigests.filter((each) => !isOwn(each)),
    ].map(({ sha256 }) => sha256);
    const digests = [reference.digest, said, ...listed, image.id].filter((digest) => digest !== undefined);
    return { ...image, digests: [...new Set(digests)], isFromRegistry: listed.length > 0 };
}
/** @returns whether nothing of ours is left */
async function putBack(engine, name, { before, after, known }, { reporter }) {
    // A pull that failed or was ended may have come to its end behind our back.
    const now = after ?? (await inspectHere(engine, name));
    if (now === undefined || known.has(now.id))
        return true;
    if (before !== undefined)
        await engine.cleanUp(['tag', before.id, name]);
    const removed = await engine.cleanUp(['rmi', before === undefined ? name : now.id]);
    if (!removed.isOk) {
        reporter.info(`Image ${name} stays in ${engine.name}: ${removed.reason}.`);
    }
    return removed.isOk;
}
/** After an interruption too. */
function inspectHere(engine, name) {
    return inspectImage({ ...engine, run: engine.cleanUp }, name);
}

// EXTERNAL MODULE: ./src/emulator/emulator-name.ts
var emulator_name = __webpack_require__(2190);
;// CONCATENATED MODULE: ./src/emulator/image/image-unpack.ts








/** Somebody else removed the image between our pull and our use of it. */
class ImageVanished extends Error {
}
/** No image needs a program for being read; an image without one must be given some name. */
const NO_PROGRAM = 'setup-xarch-runs-nothing';
/**
 * Takes the wanted emulators out of an image by way of a container that is never started, and
 * that is gone when this returns.
 * @param label the source, for messages
 * @param directory existing private directory that gets one folder per target
 * @throws E_SOURCE, E_ARCHIVE, ImageVanished; file system errors as they are
 */
async function unpackImage(engine, image, label, directory, wanted, context) {
    // Named here, so that it can be removed whatever becomes of the command that makes it.
    const container = `setup-xarch-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`;
    let isMade = false;
    try {
        await createContainer(engine, image, container, label, context);
        isMade = true;
        return await exportEmulators(engine, container, image, label, directory, wanted, context);
    }
    finally {
        const removed = await engine.cleanUp(['rm', '--force', '--volumes', container]);
        if (isMade && !removed.isOk) {
            context.reporter.warning(`Container ${container}, which was made to read the image and never started, cannot be removed: ${removed.reason}. Remove it with ${engine.name} rm ${container}.`);
        }
    }
}
async function createContainer(engine, { id }, name, label, context) {
    const created = await engine.run([
        ...['create', '--pull', 'never', '--network', 'none', '--name', name],
        ...['--label', `${LABEL}=${context.now()}`, id, NO_PROGRAM],
    ]);
    if (created.isOk)
        return;
    if (!created.wasStopped && (await inspectImage(engine, id)) === undefined) {
        throw new ImageVanished(created.reason);
    }
    throw engineError(engine, `make a container of ${label} to read it`, created);
}
async function exportEmulators(engine, container, image, label, directory, wanted, { reporter, totalTimeoutMs }) {
    let hasBinfmt = false;
    const nameOf = new Map();
    const targetOf = ({ name, type }) => {
        if (type !== 'file')
            return undefined;
        hasBinfmt ||= (0,external_node_path_.basename)(name) === 'binfmt';
        const target = (0,emulator_name/* targetOfName */.i)((0,external_node_path_.basename)(name));
        if (target === undefined)
            return undefined;
        const other = nameOf.get(target);
        if (other !== undefined)
            throw ambiguous(label, target, other, name);
        nameOf.set(target, name);
        return target;
    };
    const exporting = engine.stream(['export', container], totalTimeoutMs, directory);
    let unpacked;
    let failure;
    try {
        unpacked = await (0,unpack/* unpackTar */.Ag)(counted(exporting.stdout, label, image.sizeBytes, reporter), label, directory, wanted, targetOf);
    }
    catch (error) {
        failure = error;
    }
    // An archive that the engine itself has cut is the engine's failure, not the archive's.
    const isAllRead = exporting.stdout.readableEnded;
    if (!isAllRead)
        exporting.stop();
    const result = await exporting.ended;
    exporting.stdout.destroy();
    if (!result.isOk && isAllRead) {
        throw engineError(engine, `export the files of ${label}`, result);
    }
    if (unpacked === undefined)
        throw failure;
    return { ...unpacked, hasBinfmt };
}
/** An archive has headers and padding beside the content whose size is known. */
async function* counted(stdout, label, sizeBytes, reporter) {
    let doneBytes = 0;
    for await (const chunk of stdout) {
        doneBytes += chunk.length;
        reporter.progress(label, Math.min(doneBytes, sizeBytes), sizeBytes);
        yield chunk;
    }
}
function ambiguous(label, target, one, other) {
    return new errors/* XarchError */.xp('E_ARCHIVE', `${label} holds two emulators for ${target}, /${one} and /${other}; which one is meant is unclear.`, 'Choose an image with one emulator for each target, or copy the wanted ones out of it and use source dir.');
}

;// CONCATENATED MODULE: ./src/emulator/image/image.ts
















/**
 * Takes emulators out of a container image with docker or podman, whose credentials, mirrors
 * and proxies count. Nothing of the image is run: a container is made, read and removed, and
 * the image goes too unless it was there before.
 * @throws E_SOURCE, E_VERSION, E_DIGEST, E_UNPINNED, E_ARCHIVE, E_EMULATOR, E_DISK
 */
async function obtainFromImage(spec, request, context) {
    const label = (0,source_spec/* sourceLabel */.en)(spec);
    if (request.version.kind === 'tag') {
        throw new errors/* XarchError */.xp('E_VERSION', `Source ${label} knows no release tags such as ${request.version.tag}: the tag of an image is part of its name.`, 'Write the tag into the source input (image:<name>:<tag>) and leave the version input out, or name a version or a range.');
    }
    const reference = (0,image_reference/* readReference */.W)(spec.reference);
    if (reference.digest === undefined)
        (0,emulator_vouching/* refuseUnpinned */.Qt)(label, undefined, request.pinning);
    return withInterruption(async (signal) => {
        const engine = await findEngine(label, context, signal);
        await removeLeftovers(engine, context);
        const job = { engine, reference, label, request, context };
        try {
            return await pullAndTake(job);
        }
        catch (error) {
            if (!(error instanceof ImageVanished))
                throw error;
            context.reporter.info('Somebody removed the image meanwhile: pulling it again.');
        }
        return pullAndTake(job).catch((error) => {
            throw error instanceof ImageVanished ? vanishedTwice(label, error) : error;
        });
    });
}
function pullAndTake(job) {
    const { engine, reference, request, context } = job;
    return withImage(engine, reference, request.host, context, async (image) => {
        const sha256 = digestOf(image, request.pinning);
        const source = `${job.label.replace(/@sha256:.*$/i, '')}@sha256:${sha256}`;
        const stored = (0,store/* findRelease */.dv)(context.storeRoot, {
            ...request,
            accepts: (manifest) => manifest.source === source &&
                manifest.sourceKind === job.label &&
                (0,emulator_vouching/* meetsPolicy */.xQ)(manifest, request.pinning) &&
                (0,emulator_version/* satisfiesVersion */.qB)(request.version, manifest.version),
        });
        if (stored !== undefined) {
            (0,store/* confirmEntries */.jH)(stored.entries, context.now());
            return { emulators: stored.emulators, cacheHit: true };
        }
        return takeEmulators(job, image, source, sha256);
    });
}
/** The digest that stands for the image: the one that the user has named, else its manifest's. */
function digestOf({ digests, id }, { checksums }) {
    const stated = [...(checksums?.unnamed ?? []), ...(checksums?.named.values() ?? [])];
    return digests.find((digest) => stated.includes(digest)) ?? digests[0] ?? id;
}
function takeEmulators({ engine, reference, label, request, context }, image, source, sha256) {
    const targets = [...new Set([...request.required, ...request.optional])];
    return (0,workspace/* withWorkspace */.A2)(context, targets, async (workspace) => {
        const { directory } = workspace;
        const wanted = new Set(targets);
        const content = await unpackImage(engine, image, label, directory, wanted, context);
        if (content.offers.length === 0) {
            throw new errors/* XarchError */.xp('E_ARCHIVE', `${label} holds no emulator: no file in it is named qemu-<target> or qemu-<target>-static.`, 'Name an image of emulators such as tonistiigi/binfmt, or choose another source.');
        }
        (0,unpack/* requireTargets */.Me)(content, request.required, label);
        const received = {
            ...{ label: source, name: baseNameOf(reference), sha256 },
            emulators: content.files,
        };
        const vouching = (0,emulator_vouching/* vouch */.ah)(received, undefined, voucherOf(reference, image), request.pinning);
        const fallback = (0,release_tag/* parseReleaseTag */.r)(reference.tag ?? '')?.version;
        const [first] = content.files;
        if (request.version.kind === 'range' && first !== undefined) {
            (0,elf/* checkEmulator */.i)(first.path, first.target, request.host);
            refuseOtherVersion(await (0,inspect/* readEmulatorVersion */.O$)(first.path, fallback), label, request.version);
        }
        const facts = {
            source,
            sourceKind: label,
            offers: content.offers,
            assumesPreservedArgv0: content.hasBinfmt,
        };
        const files = content.files.map((each) => ({ ...each, releaseSha256: sha256, vouching }));
        const now = context.now();
        const emulators = await (0,publish/* publish */.m)(workspace, request.host, facts, files, now, fallback);
        return { emulators, cacheHit: false };
    });
}
function voucherOf({ digest }, { isFromRegistry }) {
    if (digest !== undefined)
        return 'reference';
    return isFromRegistry ? 'registry' : 'directory';
}
/** `binfmt:latest`, for the checksum input. */
function baseNameOf({ repository, tag }) {
    return `${repository.split('/').at(-1)}:${tag ?? 'latest'}`;
}
function refuseOtherVersion(version, label, wanted) {
    if (!(0,emulator_version/* satisfiesVersion */.qB)(wanted, version)) {
        throw new errors/* XarchError */.xp('E_VERSION', `QEMU ${wanted.text} is asked for, but ${label} holds QEMU ${version}.`, 'Leave the version input out, name an image of that version by its tag, or use source github.');
    }
}
function vanishedTwice(label, cause) {
    return new errors/* XarchError */.xp('E_SOURCE', `${label} was removed twice while it was used: ${cause.message}.`, 'Keep other jobs from removing images meanwhile (docker system prune), then run again.', cause);
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


/***/ })

};
