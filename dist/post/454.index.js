export const id = 454;
export const ids = [454];
export const modules = {

/***/ 1916:
/***/ ((__unused_webpack_module, exports) => {

var __webpack_unused_export__;

__webpack_unused_export__ = true;
__webpack_unused_export__ = __webpack_unused_export__ = void 0;
var peq = new Uint32Array(0x10000);
var myers_32 = function (a, b) {
    var n = a.length;
    var m = b.length;
    var lst = 1 << (n - 1);
    var pv = -1;
    var mv = 0;
    var sc = n;
    var i = n;
    while (i--) {
        peq[a.charCodeAt(i)] |= 1 << i;
    }
    for (i = 0; i < m; i++) {
        var eq = peq[b.charCodeAt(i)];
        var xv = eq | mv;
        eq |= ((eq & pv) + pv) ^ pv;
        mv |= ~(eq | pv);
        pv &= eq;
        if (mv & lst) {
            sc++;
        }
        if (pv & lst) {
            sc--;
        }
        mv = (mv << 1) | 1;
        pv = (pv << 1) | ~(xv | mv);
        mv &= xv;
    }
    i = n;
    while (i--) {
        peq[a.charCodeAt(i)] = 0;
    }
    return sc;
};
var myers_x = function (b, a) {
    var n = a.length;
    var m = b.length;
    var mhc = [];
    var phc = [];
    var hsize = Math.ceil(n / 32);
    var vsize = Math.ceil(m / 32);
    for (var i = 0; i < hsize; i++) {
        phc[i] = -1;
        mhc[i] = 0;
    }
    var j = 0;
    for (; j < vsize - 1; j++) {
        var mv_1 = 0;
        var pv_1 = -1;
        var start_1 = j * 32;
        var vlen_1 = Math.min(32, m) + start_1;
        for (var k = start_1; k < vlen_1; k++) {
            peq[b.charCodeAt(k)] |= 1 << k;
        }
        for (var i = 0; i < n; i++) {
            var eq = peq[a.charCodeAt(i)];
            var pb = (phc[(i / 32) | 0] >>> i) & 1;
            var mb = (mhc[(i / 32) | 0] >>> i) & 1;
            var xv = eq | mv_1;
            var xh = ((((eq | mb) & pv_1) + pv_1) ^ pv_1) | eq | mb;
            var ph = mv_1 | ~(xh | pv_1);
            var mh = pv_1 & xh;
            if ((ph >>> 31) ^ pb) {
                phc[(i / 32) | 0] ^= 1 << i;
            }
            if ((mh >>> 31) ^ mb) {
                mhc[(i / 32) | 0] ^= 1 << i;
            }
            ph = (ph << 1) | pb;
            mh = (mh << 1) | mb;
            pv_1 = mh | ~(xv | ph);
            mv_1 = ph & xv;
        }
        for (var k = start_1; k < vlen_1; k++) {
            peq[b.charCodeAt(k)] = 0;
        }
    }
    var mv = 0;
    var pv = -1;
    var start = j * 32;
    var vlen = Math.min(32, m - start) + start;
    for (var k = start; k < vlen; k++) {
        peq[b.charCodeAt(k)] |= 1 << k;
    }
    var score = m;
    for (var i = 0; i < n; i++) {
        var eq = peq[a.charCodeAt(i)];
        var pb = (phc[(i / 32) | 0] >>> i) & 1;
        var mb = (mhc[(i / 32) | 0] >>> i) & 1;
        var xv = eq | mv;
        var xh = ((((eq | mb) & pv) + pv) ^ pv) | eq | mb;
        var ph = mv | ~(xh | pv);
        var mh = pv & xh;
        score += (ph >>> (m - 1)) & 1;
        score -= (mh >>> (m - 1)) & 1;
        if ((ph >>> 31) ^ pb) {
            phc[(i / 32) | 0] ^= 1 << i;
        }
        if ((mh >>> 31) ^ mb) {
            mhc[(i / 32) | 0] ^= 1 << i;
        }
        ph = (ph << 1) | pb;
        mh = (mh << 1) | mb;
        pv = mh | ~(xv | ph);
        mv = ph & xv;
    }
    for (var k = start; k < vlen; k++) {
        peq[b.charCodeAt(k)] = 0;
    }
    return score;
};
var distance = function (a, b) {
    if (a.length < b.length) {
        var tmp = b;
        b = a;
        a = tmp;
    }
    if (b.length === 0) {
        return a.length;
    }
    if (a.length <= 32) {
        return myers_32(a, b);
    }
    return myers_x(a, b);
};
__webpack_unused_export__ = distance;
var closest = function (str, arr) {
    var min_distance = Infinity;
    var min_index = 0;
    for (var i = 0; i < arr.length; i++) {
        var dist = distance(str, arr[i]);
        if (dist < min_distance) {
            min_distance = dist;
            min_index = i;
        }
    }
    return arr[min_index];
};
__webpack_unused_export__ = closest;


/***/ }),

/***/ 454:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  releaseBuilder: () => (/* binding */ releaseBuilder)
});

// UNUSED EXPORTS: releaseHeld

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:readline"
var external_node_readline_ = __webpack_require__(481);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/binfmt/journal.ts
var journal = __webpack_require__(3943);
// EXTERNAL MODULE: ./src/binfmt/lock.ts
var binfmt_lock = __webpack_require__(1153);
// EXTERNAL MODULE: ./src/binfmt/privilege.ts
var privilege = __webpack_require__(3799);
// EXTERNAL MODULE: ./src/binfmt/registrar.ts + 8 modules
var registrar = __webpack_require__(5390);
// EXTERNAL MODULE: ./src/binfmt/root-directory.ts
var root_directory = __webpack_require__(4248);
;// CONCATENATED MODULE: ./src/binfmt/session.ts











/** The registrar's bundle is told by this argument that more than one request will come. */
const SESSION_ARGUMENT = 'session';
/**
 * A session with the machine's journal as root or through `sudo -n`, else with one of the user's
 * own: whoever may use Docker but not root makes builders all the same.
 * @throws E_LOCK when another job holds the builder for longer than `timeoutMs`
 */
async function openSession(started, request) {
    if (started.uid === 0)
        return openLocalSession(journal/* STATE_DIRECTORY */.M8, request);
    const maySudo = started.privilege === 'auto' || started.privilege === 'sudo';
    return ((maySudo ? await openSudoSession(started, request) : undefined) ??
        openLocalSession(userStateDirectory(started.uid, started.env), request));
}
/** A session of this process; its user must be the owner of the directory. */
async function openLocalSession(stateDirectory, { lock, timeoutMs }) {
    if (stateDirectory === journal/* STATE_DIRECTORY */.M8)
        (0,root_directory/* ensureRootDirectory */.q)(stateDirectory);
    const release = lock === undefined
        ? () => { }
        : await (0,binfmt_lock/* acquireLock */.IZ)((0,external_node_path_.join)(stateDirectory, lock), timeoutMs, { isTransient: true });
    return {
        run: (request) => (0,registrar/* recordBuilders */.y)(request, stateDirectory),
        end: async () => release(),
    };
}
/**
 * Where the journal of a user without root is.
 * @throws E_LOCK when somebody else has made a directory of that name
 */
function userStateDirectory(uid, env) {
    // su leaves the variable as it was for another user.
    const runtime = env.XDG_RUNTIME_DIR ?? '';
    const directory = isOwn(runtime, uid)
        ? (0,external_node_path_.join)(runtime, 'setup-xarch')
        : (0,external_node_path_.join)((0,external_node_os_.tmpdir)(), `setup-xarch-${uid}`);
    (0,external_node_fs_.mkdirSync)(directory, { recursive: true, mode: 0o700 });
    if (isOwn(directory, uid))
        return directory;
    throw new errors/* XarchError */.xp('E_LOCK', `${directory}, where this user's builders are noted, belongs to somebody else or can be written by others.`, 'Remove it, or let XDG_RUNTIME_DIR name a directory of this user alone.');
}
/** A directory of this user, that nobody else can write to. */
function isOwn(directory, uid) {
    const found = (0,external_node_fs_.lstatSync)(directory, { throwIfNoEntry: false });
    return found?.isDirectory() === true && found.uid === uid && (found.mode & 0o022) === 0;
}
/** Undefined when this user cannot become root. */
async function openSudoSession({ nodePath, bundlePath }, request) {
    const child = (0,external_node_child_process_.spawn)(privilege/* SUDO */.QR, ['-n', '--', nodePath, bundlePath, SESSION_ARGUMENT], {
        stdio: ['pipe', 'pipe', 'ignore'],
    });
    const answers = readAnswers(child);
    const ask = async (question) => {
        child.stdin?.write(`${JSON.stringify(question)}\n`);
        return (await answers.next()).value;
    };
    child.stdin?.on('error', () => { });
    const ended = new Promise((resolve) => child.once('close', resolve).once('error', resolve));
    const end = async () => {
        child.stdin?.end();
        await answers.return(undefined);
        await ended;
    };
    const opened = await ask(request);
    if (opened === undefined)
        return undefined;
    if (opened.error !== undefined)
        await end();
    resultOf(opened);
    return { run: async (question) => resultOf(await ask(question)), end };
}
/** The answers of a process, a line each, until it ends or cannot be started. */
async function* readAnswers(child) {
    const failed = new Promise((resolve) => child.once('error', () => resolve(undefined)));
    if (child.stdout === null)
        return undefined;
    const lines = (0,external_node_readline_.createInterface)({ input: child.stdout })[Symbol.asyncIterator]();
    for (;;) {
        const line = await Promise.race([lines.next(), failed]);
        if (line === undefined || line.done === true)
            return undefined;
        try {
            yield JSON.parse(line.value);
        }
        catch {
            return undefined;
        }
    }
}
function resultOf(answer) {
    if (answer?.result !== undefined)
        return answer.result;
    const { code, message, remedy } = answer?.error ?? {
        code: 'E_INTERNAL',
        message: 'The registrar ended before it had answered.',
        remedy: 'Please report this, with the log.',
    };
    throw new errors/* XarchError */.xp(code, message, remedy);
}

;// CONCATENATED MODULE: ./src/buildx/context.ts


/** How long one job waits until another has made a builder of the same name, milliseconds. */
const BUILDER_LOCK_TIMEOUT_MS = 600_000;
/** From then on a person who reads the log wants to know what it is waiting for. */
const NOTICE_AFTER_MS = 2_000;
/**
 * Runs `work` as the only one on this machine that makes or removes the builder of this name. The
 * lock is one of its own, for a boot may take minutes and entries must not wait for it.
 */
async function context_withBuilder(builder, context, work, timeoutMs = BUILDER_LOCK_TIMEOUT_MS) {
    const digest = (0,external_node_crypto_.createHash)('sha256').update(`${builder.place}\n${builder.name}`).digest('hex');
    const notice = setTimeout(() => {
        context.reporter.info(`Waiting for another job that makes or removes ${builder.name}.`);
    }, NOTICE_AFTER_MS);
    let session;
    try {
        session = await openSession(context.process, {
            lock: `builder-${digest.slice(0, 16)}.lock`,
            timeoutMs,
        });
    }
    finally {
        clearTimeout(notice);
    }
    try {
        return await work(session);
    }
    finally {
        await session.end();
    }
}

;// CONCATENATED MODULE: ./src/buildx/marker.ts



/** Where markers and TLS material are: beside buildx's own records, so that DOCKER_CONFIG moves them along. */
function markerDirectory({ buildxConfig }) {
    return (0,external_node_path_.join)(buildxConfig, 'xarch');
}
/** Where a builder's TLS material is kept. */
function materialDirectory(home, name) {
    return (0,external_node_path_.join)(markerDirectory(home), name);
}
/** Written before the builder is made. */
function writeMarker(home, marker) {
    const path = join(markerDirectory(home), `${marker.name}.json`);
    mkdirSync(markerDirectory(home), { recursive: true, mode: 0o700 });
    writeFileSync(`${path}.next`, `${JSON.stringify(marker, undefined, '\t')}\n`, { mode: 0o600 });
    renameSync(`${path}.next`, path);
}
/** Undefined for a builder that somebody else made. */
function marker_readMarker(home, name) {
    return readMarkerFile((0,external_node_path_.join)(markerDirectory(home), `${name}.json`));
}
/** All markers of a home. */
function marker_listMarkers(home) {
    let names;
    try {
        names = readdirSync(markerDirectory(home));
    }
    catch {
        return [];
    }
    return names
        .filter((name) => name.endsWith('.json'))
        .flatMap((name) => readMarkerFile(join(markerDirectory(home), name)) ?? []);
}
/**
 * Forgets a builder, with its TLS material; the directory goes when it was the last one. In another
 * user's home, which may be closed, it is left to that user's next run.
 */
function removeMarker(home, name) {
    try {
        (0,external_node_fs_.rmSync)(materialDirectory(home, name), { recursive: true, force: true });
        (0,external_node_fs_.rmSync)((0,external_node_path_.join)(markerDirectory(home), `${name}.json`), { force: true });
        (0,external_node_fs_.rmdirSync)(markerDirectory(home));
    }
    catch (error) {
        const errno = (0,errors/* errnoOf */.UQ)(error) ?? '';
        if (!['ENOENT', 'ENOTEMPTY', 'EACCES', 'EPERM'].includes(errno))
            throw error;
    }
}
function readMarkerFile(path) {
    try {
        const value = JSON.parse((0,external_node_fs_.readFileSync)(path, 'utf8'));
        const isMarker = value.schema === 1 &&
            [value.name, value.place, value.configuration, value.label, value.bootId].every((field) => typeof field === 'string');
        return isMarker ? value : undefined;
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./src/binfmt/owner.ts + 1 modules
var owner = __webpack_require__(7732);
// EXTERNAL MODULE: ./node_modules/semver/index.js
var semver = __webpack_require__(2088);
// EXTERNAL MODULE: ./node_modules/fastest-levenshtein/mod.js
var mod = __webpack_require__(1916);
;// CONCATENATED MODULE: ./src/buildx/input-error.ts


/** How much of a wrong value a message shows. */
const SHOWN = 80;
/**
 * A value that is not allowed.
 * @param name of the input or option, and perhaps of the part of it
 * @param why what is wrong with it and what is allowed, to follow the value
 */
function notAllowed(name, value, why, remedy) {
    const shown = value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value;
    return new XarchError('E_INPUT', `${name}: ${JSON.stringify(shown)} ${why}`, remedy);
}
/** `; did you mean x?` when one of the known words is near, else a full stop. */
function suggestion(word, known) {
    const near = input_error_nearestOf(word, known);
    return near === undefined ? '.' : `; did you mean ${near}?`;
}
/** The known word that differs from this one by a slip of the keyboard, if there is one. */
function input_error_nearestOf(word, known) {
    if (known.length === 0)
        return undefined;
    const near = closest(word, known);
    const limit = Math.max(1, Math.floor(near.length / 3));
    return distance(word, near) <= limit ? near : undefined;
}

;// CONCATENATED MODULE: ./src/buildx/driver-options.ts


/**
 * What buildx 0.29 knows, `env.` aside. Only for finding slips of the keyboard: a newer buildx may
 * know more, and it is buildx that refuses.
 */
const KNOWN = {
    docker: [],
    'docker-container': [
        ...['image', 'network', 'memory', 'memory-swap', 'cpu-quota', 'cpu-period', 'cpu-shares'],
        ...['cpuset-cpus', 'cpuset-mems', 'cgroup-parent', 'restart-policy', 'gpus'],
        ...['default-load', 'provenance-add-gha'],
    ],
    kubernetes: [
        ...['image', 'namespace', 'replicas', 'serviceaccount', 'schedulername', 'loadbalance'],
        ...['requests.cpu', 'requests.memory', 'requests.ephemeral-storage'],
        ...['limits.cpu', 'limits.memory', 'limits.ephemeral-storage'],
        ...['nodeselector', 'annotations', 'labels', 'tolerations', 'rootless', 'timeout'],
        ...['qemu.install', 'qemu.image', 'default-load'],
    ],
    remote: ['cacert', 'cert', 'key', 'servername', 'default-load'],
};
/** A field as RFC 4180 has it, the way buildx reads options: in quotes, or without any. */
const FIELD = /^(?:"((?:[^"]|"")*)"|([^",]*))(?:,|$)/;
/**
 * Reads driver options: one or more `key=value` a line, separated by commas, in quotes where a
 * value has commas. A part without `=` cannot be an option, so that it belongs to the value before it
 * (`env.no_proxy=localhost,10.0.0.0/8` without quotes).
 * @param name of the input, for messages; values may be secrets and are never shown
 * @returns `key=value` each, without quotes
 * @throws E_INPUT
 */
function parseDriverOptions(name, text) {
    const options = text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .flatMap((line) => parseLine(name, line));
    const keys = options.map(keyOf);
    const twice = keys.find((key, index) => keys.indexOf(key) !== index);
    if (twice !== undefined) {
        throw new XarchError('E_INPUT', `${name}: the option ${twice} is given twice.`, 'Give each option once.');
    }
    return options;
}
function parseLine(name, line) {
    const options = [];
    let rest = line;
    while (rest !== '') {
        const match = FIELD.exec(rest);
        if (match === null) {
            throw new XarchError('E_INPUT', `${name}: the quotation marks of the option ${keyOf(line)} do not match.`, 'Put the whole option in double quotes, as in "env.no_proxy=localhost,10.0.0.0/8", and double those inside it.');
        }
        const [whole, quoted, plain = ''] = match;
        const field = quoted?.replaceAll('""', '"') ?? plain.trim();
        const before = options.at(-1);
        if (before !== undefined && quoted === undefined && !field.includes('=')) {
            options[options.length - 1] = `${before},${field}`;
        }
        else if (/^[A-Za-z][\w./-]*=/.test(field)) {
            options.push(field);
        }
        else if (field !== '') {
            throw new XarchError('E_INPUT', `${name}: an option is not of the form key=value: it begins with ${JSON.stringify(keyOf(field).slice(0, 20))}.`, 'Write one option a line, as in network=host.');
        }
        rest = rest.slice(whole.length);
    }
    return options;
}
/** The key of `key=value`. */
function keyOf(option) {
    return option.replace(/^"/, '').split('=', 1)[0]?.trim() ?? '';
}
/** An option as buildx takes it after --driver-opt, where commas separate options. */
function driver_options_quoteOption(option) {
    return /[",\n]/.test(option) ? `"${option.replaceAll('"', '""')}"` : option;
}
/** Options that look like a slip of the keyboard, each with what was probably meant; for a warning. */
function doubtfulOptions({ driver, nodes }) {
    const keys = new Set(nodes.flatMap(({ driverOptions }) => driverOptions.map(keyOf)));
    return [...keys].flatMap((key) => {
        if (key.startsWith('env.') || KNOWN[driver].includes(key))
            return [];
        const near = nearestOf(key, KNOWN[driver]);
        return near === undefined
            ? []
            : [`The driver ${driver} may not know the option ${key}; did you mean ${near}?`];
    });
}

;// CONCATENATED MODULE: ./src/buildx/args.ts


/**
 * Arguments after `docker buildx` that make a builder of its first node, or append one to it. Every
 * node gets the same configuration: buildx itself would leave appended ones without.
 * The driver kubernetes is not among those that this project's tests run.
 * @param number of the node, from 0
 * @param version of buildx, `0.29.1`
 */
function createArguments(builder, { driver, nodes }, number, files, version) {
    const node = nodes[number];
    if (node === undefined)
        throw new TypeError(`there is no node ${number}`);
    const { caCertificate, certificate, key } = files.tls.get(number) ?? {};
    const options = [
        ...node.driverOptions,
        ...assigned('cacert', caCertificate),
        ...assigned('cert', certificate),
        ...assigned('key', key),
    ];
    return [
        ...['create', '--name', builder],
        ...(number === 0 ? ['--driver', driver] : ['--append']),
        ...flag('--node', node.name),
        ...options.flatMap((option) => ['--driver-opt', quoteOption(option)]),
        ...flag('--buildkitd-flags', node.buildkitdFlags),
        ...flag(configFlag(version), files.config),
        ...flag('--platform', node.platforms.join(',') || undefined),
        ...(node.endpoint === undefined ? [] : [node.endpoint]),
    ];
}
/** buildx had another name for it before 0.13, and hides that one since. */
function configFlag(version) {
    return lt(version, '0.13.0-0') ? '--config' : '--buildkitd-config';
}
function flag(name, value) {
    return value === undefined ? [] : [name, value];
}
function assigned(key, value) {
    return value === undefined ? [] : [`${key}=${value}`];
}
/** Arguments after `docker buildx` that describe a builder, after starting it if that is asked for. */
function inspectArguments(builder, { bootstrap }) {
    return ['inspect', ...(bootstrap ? ['--bootstrap'] : []), builder];
}
/**
 * Arguments after `docker buildx` that list all builders with their nodes, for `parseList`.
 * @param version of buildx, `0.29.1`
 * @returns undefined where that has no list that a program can read
 */
function listArguments(version) {
    return lt(version, '0.13.0-0') ? undefined : ['ls', '--format', 'json'];
}
/** Arguments after `docker buildx` that remove a builder, its containers, and its cache unless that is kept. */
function removeArguments(builder, { keepState, keepDaemon = false }) {
    return [
        'rm',
        ...(keepState ? ['--keep-state'] : []),
        ...(keepDaemon ? ['--keep-daemon'] : []),
        builder,
    ];
}
/**
 * Arguments after `docker` that make a context of what DOCKER_HOST and its TLS variables say. buildx
 * makes no builder of TLS material that is only in the environment. (`--docker from=default` would
 * leave that out.)
 */
function contextCreateArguments(context) {
    return ['context', 'create', context];
}
/** Arguments after `docker` that remove such a context. */
function contextRemoveArguments(context) {
    return ['context', 'rm', '--force', context];
}

;// CONCATENATED MODULE: ./src/buildx/command.ts


/** For commands that transfer nothing; a busy daemon may take seconds. */
const COMMAND_TIMEOUT_MS = 60_000;
/** Exit code of timeout(1) when it had to end the command. */
const TIMED_OUT = 124;
/**
 * setpriv(1) of util-linux, which ends a command along with this process: a buildx that went on after
 * its job was killed would boot the builder that has just been taken away. Busybox's cannot do that.
 */
const SETPRIV = ['/usr/bin/setpriv', '/bin/setpriv'].find((path) => {
    try {
        return !(0,external_node_fs_.realpathSync)(path).endsWith('busybox');
    }
    catch {
        return false;
    }
});
/** timeout(1) passes the signal on to what it has started. */
const BOUND = SETPRIV === undefined ? [] : [SETPRIV, '--pdeathsig', 'TERM', '--'];
/**
 * Commands that use a home's configuration and daemon. They are started by timeout(1), for a
 * daemon that does not answer would be waited for without end, and end with this process.
 */
function commandsOf(home, env) {
    const environment = homeEnvironment(home, env);
    return async (argv, { timeoutMs = COMMAND_TIMEOUT_MS, progress } = {}) => {
        const { getExecOutput } = await __webpack_require__.e(/* import() */ 729).then(__webpack_require__.bind(__webpack_require__, 7729));
        const seconds = String(Math.ceil(timeoutMs / 1000));
        const [file = '', ...args] = [...BOUND, 'timeout', '--kill-after=5', seconds, ...argv];
        const { exitCode, stdout, stderr } = await getExecOutput(file, args, {
            env: environment,
            silent: true,
            ignoreReturnCode: true,
            ...(progress === undefined ? {} : { listeners: { errline: progress } }),
        });
        return exitCode === TIMED_OUT
            ? { exitCode, stdout, stderr: `${stderr}\n${argv[0]} did not end within ${seconds} s` }
            : { exitCode, stdout, stderr };
    };
}
/** Variables that lead docker to a daemon; they are part of a home. */
const DAEMON_VARIABLES = ['DOCKER_HOST', 'DOCKER_CONTEXT', 'DOCKER_TLS_VERIFY', 'DOCKER_CERT_PATH'];
/** This process's own home, by the variables that docker and buildx go by. */
function homeOf(env) {
    const dockerConfig = env.DOCKER_CONFIG || `${env.HOME || homedir()}/.docker`;
    return {
        dockerConfig,
        buildxConfig: env.BUILDX_CONFIG || `${dockerConfig}/buildx`,
        variables: Object.fromEntries(DAEMON_VARIABLES.flatMap((name) => {
            const value = env[name] ?? '';
            return value === '' ? [] : [[name, value]];
        })),
    };
}
function homeEnvironment(home, env) {
    const others = Object.entries(env).filter(([name, value]) => value !== undefined && !DAEMON_VARIABLES.includes(name) && name !== 'BUILDX_BUILDER');
    return {
        ...Object.fromEntries(others),
        ...home.variables,
        DOCKER_CONFIG: home.dockerConfig,
        BUILDX_CONFIG: home.buildxConfig,
        // Lines, not a picture that is painted over; and no hints at other products.
        BUILDKIT_PROGRESS: 'plain',
        DOCKER_CLI_HINTS: 'false',
    };
}
/** What says only that something above it failed. */
const SUMMARY = /^error: failed to remove one or more builders$/i;
/** The line of a command's complaints that tells most, without a full stop. */
function command_reasonOf({ exitCode, stderr }) {
    const lines = stderr
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '' && !SUMMARY.test(line));
    const line = lines.findLast((each) => /^(?:error|failed)\b/i.test(each)) ??
        lines.findLast((each) => /\b(?:error|failed|cannot|denied|not|unknown)\b/i.test(each)) ??
        lines.at(-1);
    if (line === undefined)
        return `exit code ${exitCode}`;
    return tidy(line.replace(/^error:\s*(?:error response from daemon:\s*)?/i, ''));
}
/** Without passwords in addresses, docker's question at the end, and more than a line. */
function tidy(line) {
    return line
        .replace(/(:\/\/)[^/\s@]*@/g, '$1')
        .replace(/\. Is the docker daemon running\?$/, '')
        .replace(/[.\s]+$/, '')
        .slice(0, 400);
}

;// CONCATENATED MODULE: ./src/buildx/instance.ts


/** Undefined when buildx knows no builder of this name. */
function readInstance(home, name) {
    let text;
    try {
        text = (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(home.buildxConfig, 'instances', name), 'utf8');
    }
    catch {
        return undefined;
    }
    return parseInstance(text);
}
/** Takes the nodes' configuration out of buildx's record; all else of it stays as it is. */
function forgetConfig(home, name) {
    const path = (0,external_node_path_.join)(home.buildxConfig, 'instances', name);
    const raw = JSON.parse((0,external_node_fs_.readFileSync)(path, 'utf8'));
    const nodes = (raw.Nodes ?? []).map((node) => ({ ...node, Files: null }));
    // Every file beside the record is a builder to buildx.
    const next = (0,external_node_path_.join)(home.buildxConfig, `.${name}.xarch`);
    (0,external_node_fs_.writeFileSync)(next, JSON.stringify({ ...raw, Nodes: nodes }), { mode: 0o600 });
    (0,external_node_fs_.renameSync)(next, path);
}
/** @throws SyntaxError when the text is not JSON */
function parseInstance(text) {
    const raw = JSON.parse(text);
    return {
        name: raw.Name ?? '',
        driver: raw.Driver ?? '',
        nodes: (raw.Nodes ?? []).map((node) => {
            const config = node.Files?.['buildkitd.toml'];
            return {
                name: node.Name ?? '',
                endpoint: node.Endpoint ?? '',
                platforms: (node.Platforms ?? []).map(({ os, architecture, variant }) => [os, architecture, variant].filter((part) => (part ?? '') !== '').join('/')),
                driverOptions: node.DriverOpts ?? {},
                flags: node.Flags ?? [],
                buildkitdConfig: config === undefined ? undefined : Buffer.from(config, 'base64').toString(),
            };
        }),
    };
}

;// CONCATENATED MODULE: ./src/buildx/place.ts


/**
 * Finds out where a builder will live, and that somebody answers there.
 * @throws E_BUILDX when the daemon cannot be reached, with docker's reason
 */
async function findPlace(request, run) {
    const [node] = request.nodes;
    if (request.driver === 'remote' || request.driver === 'kubernetes') {
        const id = `${request.driver}:${node.endpoint ?? ''}`;
        return { id, isRootless: false, docker: undefined };
    }
    const docker = dockerAt(node.endpoint);
    const ended = await run([...docker, 'info', '--format', '{{json .}}']);
    if (ended.exitCode !== 0)
        throw unreachable(node, ended);
    const info = JSON.parse(ended.stdout);
    if (info.OSType !== 'linux') {
        throw new XarchError('E_BUILDX', `The Docker daemon runs ${info.OSType || 'an unknown system'}'s containers; setup-xarch builds for Linux.`, 'Use a runner whose daemon runs Linux containers.');
    }
    return {
        id: `docker:${info.ID || (node.endpoint ?? 'default')}`,
        isRootless: (info.SecurityOptions ?? []).some((option) => option.includes('name=rootless')),
        docker,
    };
}
/** The docker command for a node's daemon: a context by name, a daemon by its address. */
function dockerAt(endpoint) {
    if (endpoint === undefined)
        return ['docker'];
    return ['docker', endpoint.includes('://') ? '--host' : '--context', endpoint];
}
/** The container of a builder's first node, as the driver docker-container calls it. */
function nodeContainer(builder) {
    return `buildx_buildkit_${builder}0`;
}
function unreachable(node, ended) {
    const reason = reasonOf(ended);
    const where = node.endpoint === undefined ? '' : ` at ${node.endpoint}`;
    const isMissing = ended.exitCode === 127;
    return new XarchError('E_BUILDX', isMissing
        ? 'A builder needs the program docker, which is not on PATH.'
        : `The Docker daemon${where} cannot be reached: ${reason}.`, /permission denied/i.test(reason)
        ? 'Let this user reach the socket (group docker, or a daemon without root of its own: dockerd-rootless), or name another daemon by DOCKER_HOST or buildx-endpoint.'
        : isMissing
            ? 'Install it, or use buildx-driver: remote with the address of a BuildKit.'
            : 'Start the daemon, or name the right one by DOCKER_HOST, DOCKER_CONTEXT or buildx-endpoint.');
}

;// CONCATENATED MODULE: ./src/buildx/take-away.ts








/**
 * Takes a builder away with all that was made for it: its nodes' containers and volumes, buildx's
 * record, the docker context, TLS material and marker.
 * @throws E_BUILDER with the reason when something of it is left
 */
async function takeAway(removal, context) {
    const { name, place, home, keepState, keepNodes } = removal;
    const run = commandsOf(home, context.env);
    const marker = marker_readMarker(home, name);
    const instance = readInstance(home, name);
    const endpoint = marker === undefined ? instance?.nodes[0]?.endpoint : marker.endpoint;
    const removesNodes = !keepNodes && place.startsWith('docker:');
    // buildx would forget a builder whose daemon is away, and leave its containers there.
    if (removesNodes)
        await must(name, [...dockerAt(endpoint), 'version'], run);
    if (instance !== undefined) {
        const argv = [
            ...context.buildx.argvPrefix,
            ...removeArguments(name, { keepState, keepDaemon: keepNodes }),
        ];
        let ended = await run(argv);
        const isConfigured = instance.nodes.some((node) => node.buildkitdConfig !== undefined);
        if (ended.exitCode !== 0 && isConfigured && readInstance(home, name) !== undefined) {
            // buildx 0.13 reads the configuration to remove the builder, also one that is no good.
            forgetConfig(home, name);
            ended = await run(argv);
        }
        if (ended.exitCode !== 0) {
            if (readInstance(home, name) !== undefined)
                throw removalError(name, ended);
            context.reporter.warning(`buildx could not take away all of the builder ${name}: ${command_reasonOf(ended)}. Look for what is left at ${instance.nodes.map((node) => node.endpoint).join(' and ')}.`);
        }
    }
    if (removesNodes)
        await removeNode(name, dockerAt(endpoint), keepState, run);
    if (marker?.context !== undefined) {
        await run(['docker', ...contextRemoveArguments(marker.context)]);
    }
    removeMarker(home, name);
}
/** What a builder leaves on its daemon when it was made, or taken away, only half. */
async function removeNode(name, docker, keepState, run) {
    const container = nodeContainer(name);
    const volume = `${container}_state`;
    const isThere = async (kind, thing) => (await run([...docker, kind, 'inspect', thing])).exitCode === 0;
    if (await isThere('container', container)) {
        await must(name, [...docker, 'rm', '--force', container], run);
    }
    if (!keepState && (await isThere('volume', volume))) {
        await must(name, [...docker, 'volume', 'rm', '--force', volume], run);
    }
}
/** @throws E_BUILDER when the command fails */
async function must(name, argv, run) {
    const ended = await run(argv);
    if (ended.exitCode !== 0)
        throw removalError(name, ended);
}
function removalError(name, ended) {
    return new errors/* XarchError */.xp('E_BUILDER', `The builder ${name} could not be removed: ${command_reasonOf(ended)}.`, `The next job that makes a builder there will remove it; by hand: xarch builder remove ${name}.`);
}
/**
 * Orphans of the journal, and those of before the last boot, which only markers tell of.
 * @param place of which markers count
 * @param isAll whether those count too that were made to stay, and whose claim has been ended since
 */
function findOrphans(records, home, place, isAll = false) {
    const ofJournal = records
        .filter(({ holders }) => !holders.some(({ isAlive }) => isAlive))
        .flatMap(({ name, place: where, holders }) => {
        const [first] = holders;
        const marker = readMarker(first?.home ?? home, name);
        return first === undefined || (marker?.kept === true && !isAll)
            ? []
            : [
                {
                    ...{ name, place: where, home: first.home },
                    leaseIds: holders.map(({ lease }) => lease),
                    keepState: marker?.keepState ?? false,
                    label: first.label ?? marker?.label ?? 'a job that is gone',
                },
            ];
    });
    const bootId = readBootId();
    const isForgotten = (marker) => !marker.kept &&
        marker.place === place &&
        marker.bootId !== bootId &&
        !records.some((record) => record.name === marker.name && record.place === marker.place);
    const ofMarkers = listMarkers(home)
        .filter(isForgotten)
        .map(({ name, place: where, keepState, label }) => ({
        ...{ name, place: where, home, keepState, label },
        leaseIds: [],
    }));
    return [...ofJournal, ...ofMarkers];
}
/** Takes an orphan away, in a session that holds its lock. */
async function removeOrphan(orphan, session, context) {
    await takeAway({ ...orphan, keepNodes: false }, context);
    const { name, place, leaseIds } = orphan;
    if (leaseIds.length === 0)
        return;
    await session.run({ operation: 'drop-builder', builder: { name, place }, leaseIds });
}
/** How long an orphan's lock is waited for: who holds it is about to remove or to make it, milliseconds. */
const ORPHAN_TIMEOUT_MS = 5_000;
/** The same with its lock taken first, and only if it is an orphan still. */
async function removeOrphanUnderLock(orphan, home, context) {
    const work = async (session) => {
        const { builders } = await session.run({ operation: 'list-builders' });
        const now = findOrphans(builders, home, orphan.place).find(({ name, place }) => name === orphan.name && place === orphan.place);
        if (now !== undefined)
            await removeOrphan(now, session, context);
    };
    await withBuilder(orphan, context, work, ORPHAN_TIMEOUT_MS);
}

;// CONCATENATED MODULE: ./src/buildx/release-builder.ts



/**
 * Ends a lease on a builder: the last one out takes it away.
 * @returns what was done, for people; undefined when the lease did not hold it
 * @throws E_BUILDER when it cannot be taken away; the next job that can will do it
 */
async function releaseBuilder(builder, leaseId, context) {
    return context_withBuilder(builder, context, (session) => releaseHeld(builder, leaseId, session, context));
}
/** The same in a session that holds the builder's lock. */
async function releaseHeld({ name, place }, leaseId, session, context) {
    const { builders } = await session.run({ operation: 'list-builders' });
    const record = builders.find((each) => each.name === name && each.place === place);
    const own = record?.holders.find(({ lease }) => lease === leaseId);
    if (record === undefined || own === undefined)
        return undefined;
    const others = record.holders.filter(({ lease, isAlive }) => isAlive && lease !== leaseId);
    const drop = (leaseIds) => session.run({ operation: 'drop-builder', builder: { name, place }, leaseIds });
    const marker = marker_readMarker(own.home, name);
    const keepState = marker?.keepState ?? false;
    if (others.length === 0) {
        const isKept = marker?.kept === true;
        if (!isKept) {
            await takeAway({ name, place, home: own.home, keepState, keepNodes: false }, context);
        }
        await drop(record.holders.map(({ lease }) => lease));
        if (isKept)
            return `Left the builder ${name}: ${marker.label} has made it to stay.`;
        return `Removed the builder ${name}${keepState ? '; its build cache stays' : ''}.`;
    }
    if (!others.some(({ home }) => home.buildxConfig === own.home.buildxConfig)) {
        await takeAway({ name, place, home: own.home, keepState: true, keepNodes: true }, context);
    }
    await drop([leaseId]);
    const labels = others.map(({ label }) => label ?? 'another job').join('; ');
    return `Left the builder ${name}: still used by ${labels}.`;
}


/***/ })

};
