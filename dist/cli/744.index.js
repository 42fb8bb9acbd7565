export const id = 744;
export const ids = [744];
export const modules = {

/***/ 1003:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   QS: () => (/* binding */ doubtfulOptions),
/* harmony export */   SV: () => (/* binding */ quoteOption),
/* harmony export */   TN: () => (/* binding */ keyOf),
/* harmony export */   mK: () => (/* binding */ parseDriverOptions)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
/* harmony import */ var _input_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5987);


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
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .XarchError */ .xp('E_INPUT', `${name}: the option ${twice} is given twice.`, 'Give each option once.');
    }
    return options;
}
function parseLine(name, line) {
    const options = [];
    let rest = line;
    while (rest !== '') {
        const match = FIELD.exec(rest);
        if (match === null) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .XarchError */ .xp('E_INPUT', `${name}: the quotation marks of the option ${keyOf(line)} do not match.`, 'Put the whole option in double quotes, as in "env.no_proxy=localhost,10.0.0.0/8", and double those inside it.');
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
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .XarchError */ .xp('E_INPUT', `${name}: an option is not of the form key=value: it begins with ${JSON.stringify(keyOf(field).slice(0, 20))}.`, 'Write one option a line, as in network=host.');
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
function quoteOption(option) {
    return /[",\n]/.test(option) ? `"${option.replaceAll('"', '""')}"` : option;
}
/** Options that look like a slip of the keyboard, each with what was probably meant; for a warning. */
function doubtfulOptions({ driver, nodes }) {
    const keys = new Set(nodes.flatMap(({ driverOptions }) => driverOptions.map(keyOf)));
    return [...keys].flatMap((key) => {
        if (key.startsWith('env.') || KNOWN[driver].includes(key))
            return [];
        const near = (0,_input_error_js__WEBPACK_IMPORTED_MODULE_1__/* .nearestOf */ .qw)(key, KNOWN[driver]);
        return near === undefined
            ? []
            : [`The driver ${driver} may not know the option ${key}; did you mean ${near}?`];
    });
}


/***/ }),

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

/***/ 5987:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   h: () => (/* binding */ suggestion),
/* harmony export */   mj: () => (/* binding */ notAllowed),
/* harmony export */   qw: () => (/* binding */ nearestOf)
/* harmony export */ });
/* harmony import */ var fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1916);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3916);


/** How much of a wrong value a message shows. */
const SHOWN = 80;
/**
 * A value that is not allowed.
 * @param name of the input or option, and perhaps of the part of it
 * @param why what is wrong with it and what is allowed, to follow the value
 */
function notAllowed(name, value, why, remedy) {
    const shown = value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .XarchError */ .xp('E_INPUT', `${name}: ${JSON.stringify(shown)} ${why}`, remedy);
}
/** `; did you mean x?` when one of the known words is near, else a full stop. */
function suggestion(word, known) {
    const near = nearestOf(word, known);
    return near === undefined ? '.' : `; did you mean ${near}?`;
}
/** The known word that differs from this one by a slip of the keyboard, if there is one. */
function nearestOf(word, known) {
    if (known.length === 0)
        return undefined;
    const near = (0,fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__/* .closest */ .kp)(word, known);
    const limit = Math.max(1, Math.floor(near.length / 3));
    return (0,fastest_levenshtein__WEBPACK_IMPORTED_MODULE_0__/* .distance */ .Io)(word, near) <= limit ? near : undefined;
}


/***/ }),

/***/ 4069:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   C: () => (/* binding */ leaveToOthers),
/* harmony export */   _: () => (/* binding */ parseNativeNodes)
/* harmony export */ });
/* harmony import */ var _input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5987);
/* harmony import */ var _node_platforms_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5063);


/**
 * Reads which platforms are built elsewhere: a line each, `linux/arm64=ssh://me@arm-host`; several
 * platforms of one machine on one line, separated by commas, or on several.
 * @param name of the input, for messages
 * @throws E_INPUT, E_PLATFORM
 */
function parseNativeNodes(name, text) {
    const endpoints = new Map();
    for (const line of text.split('\n').map((each) => each.trim())) {
        if (line === '')
            continue;
        const [, names = '', endpoint = ''] = /^([^=]*)=(.*)$/.exec(line) ?? [];
        if (names.trim() === '' || endpoint.trim() === '') {
            const shown = line.replace(/\/\/[^/]*@/, '//…@');
            throw (0,_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .notAllowed */ .mj)(name, shown, 'is not of the form platform=endpoint.', EXAMPLE);
        }
        for (const platform of (0,_node_platforms_js__WEBPACK_IMPORTED_MODULE_1__/* .parseNodePlatforms */ .I)(name, names)) {
            const other = endpoints.get(platform);
            if (other !== undefined && other !== endpoint.trim()) {
                throw (0,_input_error_js__WEBPACK_IMPORTED_MODULE_0__/* .notAllowed */ .mj)(name, platform, 'is given to two machines.', EXAMPLE);
            }
            endpoints.set(platform, endpoint.trim());
        }
    }
    return [...new Set(endpoints.values())].map((endpoint) => ({
        endpoint,
        platforms: [...endpoints].flatMap(([platform, at]) => (at === endpoint ? platform : [])),
    }));
}
const EXAMPLE = 'Write a line a platform, each once, as in linux/arm64=ssh://me@arm-host.';
/**
 * Fixes the first node to what no other node is fixed to. Without that BuildKit builds everything on
 * the first node that can run it, emulated or not, and a machine that would do it natively is idle.
 * @param running all platforms that run on this machine, canonical
 */
function leaveToOthers(request, running) {
    const [first, ...others] = request.nodes;
    const elsewhere = new Set(others.flatMap(({ platforms }) => platforms));
    if (elsewhere.size === 0 || first.platforms.length > 0)
        return request;
    const platforms = Object.freeze(running.filter((platform) => !elsewhere.has(platform)));
    return Object.freeze({
        ...request,
        nodes: Object.freeze([Object.freeze({ ...first, platforms }), ...others]),
    });
}


/***/ }),

/***/ 5063:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ parseNodePlatforms)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
/* harmony import */ var _platform_parse_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5820);
/* harmony import */ var _input_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5987);



/**
 * Reads the platforms that a node is fixed to, separated by commas and white space in any mix.
 * @param name of the input, for messages
 * @returns canonical, each once, in the order given
 * @throws E_INPUT for `all`, E_PLATFORM
 */
function parseNodePlatforms(name, text) {
    const spellings = text.split(/[\s,]+/).filter((each) => each !== '');
    return [...new Set(spellings.map((each) => parseNodePlatform(name, each)))];
}
function parseNodePlatform(name, spelling) {
    if (spelling.toLowerCase() === 'all') {
        throw (0,_input_error_js__WEBPACK_IMPORTED_MODULE_2__/* .notAllowed */ .mj)(name, spelling, 'is not a platform that a node can be fixed to.', 'Name the platforms, or leave it out for all that the node can run.');
    }
    try {
        return (0,_platform_parse_js__WEBPACK_IMPORTED_MODULE_1__/* .canonicalPlatform */ ._l)(spelling).platform;
    }
    catch (error) {
        if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .XarchError */ .xp))
            throw error;
        const remedy = error.remedy.replace(', "all", or ', ', or ');
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .XarchError */ .xp(error.code, `${name}: ${error.message}`, remedy, error);
    }
}


/***/ }),

/***/ 709:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ DEFAULT_BUILDKITD_FLAGS),
/* harmony export */   e: () => (/* binding */ DRIVERS)
/* harmony export */ });
/** BuildKit's drivers, as `docker buildx create --driver` has them. */
const DRIVERS = ['docker', 'docker-container', 'kubernetes', 'remote'];
/**
 * The flags where none are given, as docker/setup-buildx-action has them: builds may ask for both by
 * `--allow`, and get neither unasked.
 */
const DEFAULT_BUILDKITD_FLAGS = '--allow-insecure-entitlement security.insecure --allow-insecure-entitlement network.host';


/***/ }),

/***/ 3744:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createBuilder: () => (/* binding */ createBuilder),
  listBuilders: () => (/* binding */ listBuilders),
  removeBuilders: () => (/* binding */ removeBuilders),
  removeOrphans: () => (/* binding */ removeOrphans)
});

// UNUSED EXPORTS: builderContext

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./node_modules/fastest-levenshtein/mod.js
var mod = __webpack_require__(1916);
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
// EXTERNAL MODULE: ./src/binfmt/registrar.ts + 4 modules
var registrar = __webpack_require__(5601);
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

// EXTERNAL MODULE: ./node_modules/semver/index.js
var semver = __webpack_require__(2088);
// EXTERNAL MODULE: ./src/buildx/driver-options.ts
var driver_options = __webpack_require__(1003);
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
        ...options.flatMap((option) => ['--driver-opt', (0,driver_options/* quoteOption */.SV)(option)]),
        ...flag('--buildkitd-flags', node.buildkitdFlags),
        ...flag(configFlag(version), files.config),
        ...flag('--platform', node.platforms.join(',') || undefined),
        ...(node.endpoint === undefined ? [] : [node.endpoint]),
    ];
}
/** buildx had another name for it before 0.13, and hides that one since. */
function configFlag(version) {
    return (0,semver.lt)(version, '0.13.0-0') ? '--config' : '--buildkitd-config';
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
    return (0,semver.lt)(version, '0.13.0-0') ? undefined : ['ls', '--format', 'json'];
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
    const dockerConfig = env.DOCKER_CONFIG || `${env.HOME || (0,external_node_os_.homedir)()}/.docker`;
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
function reasonOf({ exitCode, stderr }) {
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

// EXTERNAL MODULE: ./src/buildx/find.ts
var find = __webpack_require__(3913);
;// CONCATENATED MODULE: ./src/buildx/inspect.ts
/** Keys at the beginning of a line, in this version of buildx or an earlier one. */
const KEY = /^(Name|Driver|Last Activity|Error|Endpoint|Driver Options|Status|BuildKit daemon flags|Flags|BuildKit version|Buildkit|Platforms|Nodes|Labels|Features|Devices|GC Policy rule#\d+|File#[^:]*):(?:\s+(.*))?$/s;
/**
 * Reads what `buildx inspect` prints, which is for people and has changed from version to version.
 * @returns undefined when it is something else
 */
function parseInspect(text) {
    const [head = new Map(), ...nodes] = sectionsOf(text);
    const name = head.get('name');
    if (name === undefined || !head.has('driver'))
        return undefined;
    return {
        name,
        driver: head.get('driver') ?? '',
        error: head.get('error'),
        nodes: nodes.map(nodeOf),
    };
}
/** The builder's own lines, then those of each node. */
function sectionsOf(text) {
    const sections = [new Map()];
    let last;
    for (const line of text.split('\n')) {
        const [, label, value = ''] = KEY.exec(line) ?? [];
        const fields = sections.at(-1);
        if (label === undefined) {
            // Only errors go over several lines, and those need not be indented.
            if (last === 'error' && line.trim() !== '') {
                fields.set(last, `${fields.get(last)}\n${line.trimEnd()}`);
            }
            continue;
        }
        const key = label.toLowerCase();
        last = key;
        if (key === 'name' && fields.has('name'))
            sections.push(new Map([[key, value.trim()]]));
        else
            fields.set(key, value.trim());
    }
    return sections;
}
function nodeOf(fields) {
    const error = fields.get('error');
    const version = fields.get('buildkit version') ?? fields.get('buildkit');
    return {
        name: fields.get('name') ?? '',
        endpoint: fields.get('endpoint') ?? '',
        status: fields.get('status') ?? (error === undefined ? '' : 'error'),
        error,
        driverOptions: parseOptions(fields.get('driver options') ?? ''),
        flags: fields.get('buildkit daemon flags') ?? fields.get('flags') ?? '',
        buildkitVersion: version === '' ? undefined : version,
        platforms: (fields.get('platforms') ?? '')
            .split(',')
            // The asterisk is for platforms that the node was fixed to.
            .map((each) => each.trim().replace(/\*$/, ''))
            .filter((each) => each !== ''),
    };
}
/** `image="moby/buildkit" network="host"`, the values quoted as Go does. */
function parseOptions(text) {
    const pairs = text.matchAll(/([^\s=]+)=("(?:[^"\\]|\\.)*")/g);
    return Object.fromEntries([...pairs].map(([, key = '', quoted = '']) => [key, unquote(quoted)]));
}
function unquote(quoted) {
    try {
        return JSON.parse(quoted);
    }
    catch {
        // Go has escapes that JSON lacks (\x00, \a); such a value only has to differ from others.
        return quoted.slice(1, -1);
    }
}
/**
 * Reads what `buildx ls --format json` prints: a line of JSON a builder. buildx 0.13 repeats the
 * builder for each of its nodes.
 */
function parseList(text) {
    const builders = text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => builderOf(JSON.parse(line)));
    return [...new Map(builders.map((each) => [each.name, each])).values()];
}
function builderOf({ Name = '', Driver = '', Err, Nodes = [] }) {
    return {
        name: Name,
        driver: Driver,
        error: Err,
        // A builder that nothing is known of has one node without a name.
        nodes: Nodes.filter((node) => (node.Name ?? '') !== '').map((node) => ({
            name: node.Name ?? '',
            endpoint: node.Endpoint ?? '',
            status: node.Status ?? '',
            error: node.Err,
            driverOptions: node.DriverOpts ?? {},
            flags: (node.Flags ?? []).join(' '),
            buildkitVersion: node.Version,
            platforms: node.Platforms ?? [],
        })),
    };
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
    const path = (0,external_node_path_.join)(markerDirectory(home), `${marker.name}.json`);
    (0,external_node_fs_.mkdirSync)(markerDirectory(home), { recursive: true, mode: 0o700 });
    (0,external_node_fs_.writeFileSync)(`${path}.next`, `${JSON.stringify(marker, undefined, '\t')}\n`, { mode: 0o600 });
    (0,external_node_fs_.renameSync)(`${path}.next`, path);
}
/** Undefined for a builder that somebody else made. */
function readMarker(home, name) {
    return readMarkerFile((0,external_node_path_.join)(markerDirectory(home), `${name}.json`));
}
/** All markers of a home. */
function listMarkers(home) {
    let names;
    try {
        names = (0,external_node_fs_.readdirSync)(markerDirectory(home));
    }
    catch {
        return [];
    }
    return names
        .filter((name) => name.endsWith('.json'))
        .flatMap((name) => readMarkerFile((0,external_node_path_.join)(markerDirectory(home), name)) ?? []);
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

// EXTERNAL MODULE: ./src/buildx/native-nodes.ts
var native_nodes = __webpack_require__(4069);
// EXTERNAL MODULE: ./src/binfmt/owner.ts + 1 modules
var owner = __webpack_require__(7732);
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
        throw new errors/* XarchError */.xp('E_BUILDX', `The Docker daemon runs ${info.OSType || 'an unknown system'}'s containers; setup-xarch builds for Linux.`, 'Use a runner whose daemon runs Linux containers.');
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
    return new errors/* XarchError */.xp('E_BUILDX', isMissing
        ? 'A builder needs the program docker, which is not on PATH.'
        : `The Docker daemon${where} cannot be reached: ${reason}.`, /permission denied/i.test(reason)
        ? 'Let this user reach the socket (group docker, or a daemon without root of its own: dockerd-rootless), or name another daemon by DOCKER_HOST or buildx-endpoint.'
        : isMissing
            ? 'Install it, or use buildx-driver: remote with the address of a BuildKit.'
            : 'Start the daemon, or name the right one by DOCKER_HOST, DOCKER_CONTEXT or buildx-endpoint.');
}

;// CONCATENATED MODULE: ./src/buildx/boot.ts





/** A boot may pull an image of 100 MB through a slow proxy, milliseconds. */
const BOOT_TIMEOUT_MS = 600_000;
/**
 * Boots a builder that buildx knows, or finds it running, and asks what it is.
 * @throws E_BUILDER with the reason, from the node's own log where docker does not tell it
 */
async function boot(name, place, run, { buildx, reporter }) {
    const argv = [...buildx.argvPrefix, ...inspectArguments(name, { bootstrap: true })];
    const progress = (line) => {
        // Lines with a time are the log of the node, which comes in pieces; it is read whole if need be.
        if (/^#\d+ (?!\d+\.\d+ )/.test(line))
            reporter.info(line);
    };
    const ended = await run(argv, { timeoutMs: BOOT_TIMEOUT_MS, progress });
    if (ended.exitCode !== 0)
        throw await bootError(name, ended, place, run);
    const state = parseInspect(ended.stdout);
    if (state === undefined) {
        throw new errors/* XarchError */.xp('E_BUILDER', `buildx ${buildx.version} describes the builder ${name} in an unknown form.`, 'Take another version (buildx-version), and please report this.');
    }
    const failed = state.nodes.filter(({ status }) => status !== 'running');
    if (failed.length === 0)
        return state;
    throw new errors/* XarchError */.xp('E_BUILDER', `The builder ${name} has booted, but not all of its nodes run: ${failed
        .map((node) => `${node.name} at ${node.endpoint} is ${node.status}${node.error === undefined ? '' : ` (${node.error})`}`)
        .join('; ')}.`, 'Look at those nodes; buildx-endpoint and buildx-append say where they are.');
}
async function bootError(name, ended, place, run) {
    const reason = reasonOf(ended);
    const log = place.docker && (await nodeLog(name, place.docker, run));
    const said = log === undefined || reason.includes(log) ? '' : ` Its BuildKit says: ${log}.`;
    return new errors/* XarchError */.xp('E_BUILDER', `The builder ${name} does not boot: ${reason}.${said}`, remedyOf(`${reason}${said}`, place));
}
/** The last complaint of a node whose container exists but does not stay up. */
async function nodeLog(name, docker, run) {
    const argv = [...docker, 'logs', '--tail', '200', nodeContainer(name)];
    const { exitCode, stdout, stderr } = await run(argv);
    if (exitCode !== 0)
        return undefined;
    const line = `${stdout}\n${stderr}`
        .split('\n')
        .map((each) => each.trim())
        .findLast((each) => /^buildkitd: |^error: |\blevel=(?:error|fatal)\b|Incorrect Usage/i.test(each));
    return line?.replace(/[.\s]+$/, '').slice(0, 400);
}
/** What to do about the reasons that are met most. */
function remedyOf(text, { isRootless }) {
    if (/toomanyrequests|rate limit|\b429 too many/i.test(text)) {
        return 'That is the limit of the registry of the BuildKit image: take it from another one (buildx-image), or let the Docker daemon use a mirror.';
    }
    if (/no space left|disk quota/i.test(text)) {
        return 'Free some space where the Docker daemon keeps its data (docker info tells where; docker system df what takes it).';
    }
    if (/flag provided but not defined|incorrect usage/i.test(text)) {
        return 'Correct buildx-buildkitd-flags; this BuildKit does not know what is given there.';
    }
    if (/unauthorized|access denied|no basic auth|manifest unknown|not found|connection refused|no such host/i.test(text)) {
        return 'Check buildx-image, and that the Docker daemon can reach its registry and is logged in there (docker login).';
    }
    if (isRootless || /operation not permitted|permission denied|privileged/i.test(text)) {
        return 'BuildKit in a container needs a privileged one, and this daemon does not give it that. With a rootless daemon or a locked down one, use buildx-driver: remote with a BuildKit that an administrator has started, or buildx-driver: docker for one platform at a time.';
    }
    return 'Try the same by hand to see all of it: docker buildx create --bootstrap.';
}

// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./src/buildx/request.ts
var request = __webpack_require__(709);
;// CONCATENATED MODULE: ./src/buildx/configuration.ts



/**
 * Hex digest of all that decides how and where a builder builds. It goes into the journal, which all
 * can read: driver options may hold secrets, their digest does not tell them.
 */
function configurationDigest(request) {
    const nodes = request.nodes.map((node) => [
        node.name ?? null,
        node.endpoint ?? null,
        [...node.driverOptions].sort(),
        node.buildkitdFlags ?? null,
        [...node.platforms].sort(),
        node.tls === undefined
            ? null
            : [node.tls.caCertificate ?? null, node.tls.certificate ?? null, node.tls.key ?? null],
    ]);
    const text = JSON.stringify([request.driver, nodes, request.buildkitdConfig ?? null]);
    return (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex');
}
/**
 * How a builder that buildx knows already differs from what is asked for, in words; none when it will
 * do. What is not asked for may be as it is. Values are left out where they may be secret.
 * @param parseConfig reads a buildkitd.toml
 */
function differences(request, instance, parseConfig) {
    if (instance.driver !== request.driver) {
        return [`its driver is ${instance.driver}, not ${request.driver}`];
    }
    if (instance.nodes.length < request.nodes.length) {
        return [`it has ${instance.nodes.length} nodes instead of ${request.nodes.length}`];
    }
    return request.nodes.flatMap((node, index) => {
        const found = instance.nodes[index];
        return found === undefined
            ? []
            : nodeDifferences(node, found, request.buildkitdConfig, parseConfig);
    });
}
function nodeDifferences(node, found, config, parseConfig) {
    const of = `node ${found.name}`;
    const options = node.driverOptions.flatMap((option) => {
        const [key = '', ...rest] = option.split('=');
        const wanted = rest.join('=');
        const has = found.driverOptions[key];
        if (has === wanted)
            return [];
        const isSecret = key.startsWith('env.');
        return [
            has === undefined
                ? `${of} lacks driver option ${key}`
                : isSecret
                    ? `driver option ${key} of ${of} has another value`
                    : `driver option ${key} of ${of} is "${has}", not "${wanted}"`,
        ];
    });
    const present = flagsOf(found.flags);
    const flags = [...(isDefault(node) ? [] : flagsOf((node.buildkitdFlags ?? '').split(/\s+/)))]
        .filter((flag) => !present.has(flag))
        .map((flag) => `${of} lacks buildkitd flag ${flag}`);
    const platforms = node.platforms
        .filter((platform) => !found.platforms.includes(platform))
        .map((platform) => `${of} is not fixed to ${platform}`);
    const endpoint = node.endpoint !== undefined && node.endpoint !== found.endpoint
        ? [`the endpoint of ${of} is ${found.endpoint}, not ${node.endpoint}`]
        : [];
    const isSameConfig = config === undefined ||
        (found.buildkitdConfig !== undefined &&
            (0,external_node_util_.isDeepStrictEqual)(significant(parseConfig(config)), significant(parseConfig(found.buildkitdConfig))));
    return [
        ...endpoint,
        ...options,
        ...flags,
        ...platforms,
        ...(isSameConfig ? [] : [`${of} has another buildkitd.toml`]),
    ];
}
/** What was filled in for flags that nobody gave is not asked for. */
function isDefault({ buildkitdFlags }) {
    return buildkitdFlags === request/* DEFAULT_BUILDKITD_FLAGS */.J;
}
/** `--flag value` and `--flag=value` are the same. */
function flagsOf(words) {
    return new Set(words
        .join(' ')
        .split(/\s+(?=-)/)
        .map((flag) => flag.trim().replace(/^(--?[\w-]+)\s+/, '$1='))
        .filter((flag) => flag !== ''));
}
/** Without empty tables, which buildx adds when it writes a configuration anew. */
function significant(value) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return value;
    const fields = Object.entries(value)
        .map(([key, field]) => [key, significant(field)])
        .filter(([, field]) => !isEmptyTable(field));
    return Object.fromEntries(fields);
}
function isEmptyTable(value) {
    return (typeof value === 'object' &&
        value !== null &&
        !Array.isArray(value) &&
        Object.keys(value).length === 0);
}

;// CONCATENATED MODULE: ./src/buildx/coverage.ts
/**
 * The platforms that a builder cannot build for.
 * @param wanted canonical
 * @param offered as BuildKit lists them
 */
function uncovered(wanted, offered) {
    return wanted.filter((platform) => !offered.some((each) => covers(each, platform)));
}
/**
 * Whether who builds for one platform builds for another: the same, or a lower level of the same
 * architecture (containerd's platforms package: arm/v7 runs v6 and v5, amd64/v3 runs v2 and amd64).
 */
function covers(offered, wanted) {
    const [os, architecture, variant] = partsOf(offered);
    const [wantedOs, wantedArchitecture, wantedVariant] = partsOf(wanted);
    return (os === wantedOs &&
        architecture === wantedArchitecture &&
        levelOf(variant) >= levelOf(wantedVariant));
}
function partsOf(platform) {
    const [os = '', architecture = '', variant] = platform.replace(/\*$/, '').split('/');
    return [os, architecture, variant ?? IMPLIED[architecture]];
}
/** What a platform without a variant means. */
const IMPLIED = { amd64: 'v1', arm: 'v7', arm64: 'v8' };
function levelOf(variant) {
    return Number(/^v(\d+)/.exec(variant ?? '')?.[1] ?? 0);
}

// EXTERNAL MODULE: ./src/binfmt/kernel.ts
var kernel = __webpack_require__(903);
// EXTERNAL MODULE: ./src/binfmt/roots.ts
var roots = __webpack_require__(4217);
;// CONCATENATED MODULE: ./src/buildx/covering.ts






/**
 * Boots a builder, or finds it running. One whose list of platforms is older than the entries is
 * started anew, if nobody builds on it: BuildKit looks for emulators when it starts.
 * @throws E_BUILDER, also when it does not build for a platform that is required
 */
async function bootCovering(booting, run, context) {
    const { name, place, required, optional, isNew, isForeign, isShared } = booting;
    const state = await boot(name, place, run, context);
    const offered = platformsOf(state);
    const missing = uncovered(required, offered);
    // Somebody else's builder is disturbed only for what cannot be done without.
    const wished = isForeign ? [] : uncovered(optional, offered);
    if (isNew || missing.length + wished.length === 0) {
        refuseMissing(name, required, state, KNOWS_ALL);
        return state;
    }
    const { docker } = place;
    const isWorthIt = docker !== undefined && (missing.length > 0 || (await bootedBeforeEntries(name, docker, run)));
    if (!isWorthIt || isShared || !(await buildsNothing(state, docker, run))) {
        refuseMissing(name, required, state, docker === undefined ? ELSEWHERE : IN_USE);
        return state;
    }
    const unknown = [...new Set([...missing, ...wished])];
    context.reporter.info(`${name} does not know ${unknown.join(', ')} yet: starting it anew.`);
    await run([...context.buildx.argvPrefix, 'stop', name]);
    const again = await boot(name, place, run, context);
    refuseMissing(name, required, again, KNOWS_ALL);
    return again;
}
const KNOWS_ALL = 'It was started after the platforms were registered';
const IN_USE = 'It is in use, so it cannot be started anew';
const ELSEWHERE = 'It runs elsewhere, so it cannot be started anew from here';
/** All platforms that a builder's nodes build for, each once. */
function platformsOf({ nodes }) {
    return [...new Set(nodes.flatMap(({ platforms }) => platforms))];
}
/** @throws E_BUILDER naming what it does not build for */
function refuseMissing(name, required, state, why) {
    const offered = platformsOf(state);
    const missing = uncovered(required, offered);
    if (missing.length === 0)
        return;
    throw new errors/* XarchError */.xp('E_BUILDER', `The builder ${name} does not build for ${missing.join(', ')}; it builds for ${offered.join(', ')}. ${why}.`, 'BuildKit lists what its own machine runs, of the platforms that its version knows: take a newer one (buildx-image), register the platform on the machine where it runs, or add a node that builds for it (buildx-append).');
}
async function bootedBeforeEntries(name, docker, run) {
    const registeredAtMs = (0,kernel/* lastRegistrationMs */.i0)(roots/* SYSTEM_ROOTS */.E.binfmtDirectory);
    if (registeredAtMs === undefined)
        return false;
    const format = ['--format', '{{.State.StartedAt}}'];
    const { stdout } = await run([...docker, 'inspect', ...format, nodeContainer(name)]);
    return Date.parse(stdout.trim()) < registeredAtMs;
}
/** BuildKit itself, what buildx asks it through, and an init. */
const IDLE_PROCESSES = ['buildkitd', 'buildctl', 'docker-init', 'tini'];
/** True when nothing but BuildKit itself runs in the nodes' containers. */
async function buildsNothing({ nodes }, docker, run) {
    for (const node of nodes) {
        const top = await run([...docker, 'top', `buildx_buildkit_${node.name}`, '-o', 'pid,comm']);
        const processes = top.stdout.trim().split('\n').slice(1);
        const isIdle = processes.every((line) => IDLE_PROCESSES.includes(line.trim().split(/\s+/).at(-1) ?? ''));
        if (top.exitCode !== 0 || !isIdle)
            return false;
    }
    return true;
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

;// CONCATENATED MODULE: ./src/buildx/create.ts







/**
 * Makes a builder of all its nodes, without booting it.
 * @throws E_BUILDER with buildx's reason
 */
async function create(asked, name, home, run, { buildx, tempDirectory }) {
    const request = await withContext(asked, name, home, run);
    const tls = new Map(request.nodes.flatMap((node, index) => node.tls === undefined ? [] : [[index, placeTls(node.tls, index, home, name)]]));
    const config = writeConfig(request, name, tempDirectory);
    try {
        for (const index of request.nodes.keys()) {
            const files = { config, tls };
            const ended = await run([
                ...buildx.argvPrefix,
                ...createArguments(name, request, index, files, buildx.version),
            ]);
            if (ended.exitCode !== 0) {
                // buildx writes the configuration anew into its record, and counts the lines there.
                const written = readInstance(home, name)?.nodes[index]?.buildkitdConfig;
                throw createError(name, index, reasonOf(ended), written ?? request.buildkitdConfig);
            }
        }
    }
    finally {
        if (config !== undefined)
            (0,external_node_fs_.rmSync)(config, { force: true });
    }
}
function writeConfig({ buildkitdConfig }, name, tempDirectory) {
    if (buildkitdConfig === undefined)
        return undefined;
    const path = (0,external_node_path_.join)(tempDirectory, `${name}-${process.pid}-buildkitd.toml`);
    (0,external_node_fs_.mkdirSync)(tempDirectory, { recursive: true });
    (0,external_node_fs_.writeFileSync)(path, buildkitdConfig, { mode: 0o600, flag: 'wx' });
    return path;
}
/** Puts a node's TLS material where only this user can read it. */
function placeTls(material, index, home, name) {
    const directory = materialDirectory(home, name);
    (0,external_node_fs_.mkdirSync)(directory, { recursive: true, mode: 0o700 });
    const place = (kind, pem) => {
        if (pem === undefined)
            return undefined;
        const path = (0,external_node_path_.join)(directory, `node${index}-${kind}.pem`);
        (0,external_node_fs_.writeFileSync)(path, pem, { mode: 0o600 });
        return path;
    };
    return {
        caCertificate: place('caCertificate', material.caCertificate),
        certificate: place('certificate', material.certificate),
        key: place('key', material.key),
    };
}
/**
 * buildx refuses to make a builder for a daemon whose TLS material only variables tell of
 * (DOCKER_TLS_VERIFY, DOCKER_CERT_PATH): then a docker context of the builder's own holds it.
 */
async function withContext(request, name, home, run) {
    const [first, ...others] = request.nodes;
    const { DOCKER_HOST: host, DOCKER_CERT_PATH: path, DOCKER_TLS_VERIFY: verify } = home.variables;
    const isByVariables = host !== undefined && (path !== undefined || verify !== undefined);
    if (request.driver !== 'docker-container' || first.endpoint !== undefined || !isByVariables) {
        return request;
    }
    const context = `xarch-${name}`;
    const marker = readMarker(home, name);
    if (marker !== undefined)
        writeMarker(home, { ...marker, context });
    const ended = await run(['docker', ...contextCreateArguments(context)]);
    if (ended.exitCode === 0) {
        return { ...request, nodes: [{ ...first, endpoint: context }, ...others] };
    }
    throw new errors/* XarchError */.xp('E_BUILDER', `No docker context could be made for the daemon ${host} and its certificates in ${path ?? home.dockerConfig}: ${reasonOf(ended)}.`, 'Look at DOCKER_HOST and DOCKER_CERT_PATH (ca.pem, cert.pem and key.pem are expected there), or name a context by buildx-endpoint.');
}
function createError(name, index, reason, config) {
    // As the TOML library of buildx tells it: (line, column): what.
    const line = Number(/\((\d+), \d+\)/.exec(reason)?.[1] ?? 0);
    const text = config?.split('\n')[line - 1]?.trim();
    const shown = line > 0 && text !== undefined ? ` Line ${line} of it is: ${text}` : '';
    return new errors/* XarchError */.xp('E_BUILDER', `The builder ${name} could not be made${index === 0 ? '' : ` with its node ${index + 1}`}: ${reason}.${shown}`, 'Correct the input that is named; docs/builder.md explains each.');
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
    const marker = readMarker(home, name);
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
            context.reporter.warning(`buildx could not take away all of the builder ${name}: ${reasonOf(ended)}. Look for what is left at ${instance.nodes.map((node) => node.endpoint).join(' and ')}.`);
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
    return new errors/* XarchError */.xp('E_BUILDER', `The builder ${name} could not be removed: ${reasonOf(ended)}.`, `The next job that makes a builder there will remove it; by hand: xarch builder remove ${name}.`);
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
    const bootId = (0,owner/* readBootId */.wV)();
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
    await context_withBuilder(orphan, context, work, ORPHAN_TIMEOUT_MS);
}

;// CONCATENATED MODULE: ./src/buildx/release-builder.ts



/**
 * Ends a lease on a builder: the last one out takes it away.
 * @returns what was done, for people; undefined when the lease did not hold it
 * @throws E_BUILDER when it cannot be taken away; the next job that can will do it
 */
async function releaseBuilder(builder, leaseId, context) {
    return withBuilder(builder, context, (session) => releaseHeld(builder, leaseId, session, context));
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
    const marker = readMarker(own.home, name);
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

;// CONCATENATED MODULE: ./src/buildx/provide.ts














/**
 * Makes a builder, or joins the one that is there, boots it and sees that it builds for what is wanted.
 * @throws E_BUILDX, E_BUILDER, E_LOCK; what was made is taken away again then
 */
async function provideBuilder(settings, context) {
    const startedAt = performance.now();
    const home = homeOf(context.env);
    const run = commandsOf(home, context.env);
    const { request, required, optional } = settings;
    const place = await (settings.place ?? findPlace(request, run));
    const finish = (name, origin, state, bootMs) => ({
        ...{ name, origin, driver: request.driver, bootMs },
        setupMs: performance.now() - startedAt - bootMs,
        platforms: platformsOf(state),
        nodes: state.nodes,
        buildkitVersion: [
            ...new Set(state.nodes.flatMap(({ buildkitVersion }) => buildkitVersion ?? [])),
        ].join(','),
        left: uncovered(optional, platformsOf(state)),
    });
    if (request.driver === 'docker') {
        const name = await dockerBuilderName(request, run);
        const bootedAt = performance.now();
        const state = await boot(name, place, run, context);
        refuseMissing(name, required, state, 'The docker driver builds for what its daemon runs');
        return finish(name, 'found', state, performance.now() - bootedAt);
    }
    const name = request.name ?? `xarch-${settings.lease.id.replace(/-/g, '').slice(0, 8)}`;
    const builder = { name, place: place.id };
    settings.announce(builder);
    return context_withBuilder(builder, context, async (session) => {
        const { builders } = await session.run({ operation: 'list-builders' });
        await sweep(builders, builder, home, session, context);
        const work = { settings, name, place, home, run, session, context };
        const origin = await obtain(work, builders);
        const bootedAt = performance.now();
        try {
            const state = await bootCovering({
                ...{ name, place, required, optional },
                isNew: origin === 'made',
                isForeign: origin === 'found',
                isShared: otherHolders(work, builders).some(({ isJob }) => isJob),
            }, run, context);
            return finish(name, origin, state, performance.now() - bootedAt);
        }
        catch (error) {
            await giveUp(work);
            throw error;
        }
    });
}
/** Joins the builder that is there if it is what is asked for, else makes it. */
async function obtain(work, builders) {
    const { settings, name, place, home, session, context } = work;
    const configuration = configurationDigest(settings.request);
    const builder = { name, place: place.id, configuration };
    const hold = () => session.run({ operation: 'hold-builder', lease: settings.lease, builder, home });
    const others = otherHolders(work, builders).map(({ label }) => label ?? 'another job');
    const marker = readMarker(home, name);
    const instance = readInstance(home, name);
    if (others.length > 0) {
        await hold();
        context.reporter.info(`Sharing ${name} with ${others.join(' and ')}.`);
        if (instance === undefined)
            await make(work, configuration);
        else
            keepIfAsked(work, marker);
        return 'shared';
    }
    if (marker?.configuration === configuration && instance !== undefined) {
        await hold();
        context.reporter.info(`Using ${name}, made by ${marker.label}.`);
        keepIfAsked(work, marker);
        return 'shared';
    }
    if (marker?.kept === true && instance !== undefined) {
        const found = await differencesTo(settings.request, instance);
        throw differentError(name, `it was made by ${marker.label}${found.length === 0 ? ' with another configuration' : `; ${found.join('; ')}`}`);
    }
    if (marker !== undefined) {
        await takeAway({ ...builder, home, keepState: marker.keepState, keepNodes: false }, context);
    }
    else if (instance !== undefined) {
        const found = await differencesTo(settings.request, instance);
        if (found.length > 0)
            throw differentError(name, found.join('; '));
        context.reporter.info(`Using ${name}, which is there already; it stays when the job ends.`);
        return 'found';
    }
    else {
        await refuseStranger(work);
    }
    await hold();
    await make(work, configuration);
    return 'made';
}
async function differencesTo(request, instance) {
    const { parse } = await __webpack_require__.e(/* import() */ 292).then(__webpack_require__.bind(__webpack_require__, 3292));
    return differences(request, instance, parse);
}
/** A builder made for a job alone stays once somebody has asked for one that does. */
function keepIfAsked({ settings, home }, marker) {
    if (marker === undefined || marker.kept || !outlastsJob(settings))
        return;
    writeMarker(home, { ...marker, kept: true, label: settings.lease.label });
}
function outlastsJob({ lease }) {
    return lease.owner.kind !== 'process';
}
/** Makes it, or this home's knowledge of it when its nodes run already. */
async function make(work, configuration) {
    const { settings, name, place, home, run, context } = work;
    const { request, lease } = settings;
    writeMarker(home, {
        ...{ schema: 1, name, place: place.id, configuration, label: lease.label },
        kept: outlastsJob(settings),
        keepState: request.keepState,
        endpoint: request.nodes[0].endpoint,
        context: undefined,
        bootId: (0,owner/* readBootId */.wV)(),
    });
    try {
        await create(request, name, home, run, context);
    }
    catch (error) {
        await giveUp(work);
        throw error;
    }
}
/** Another user's builder of that name would silently be taken for ours, whatever its configuration. */
async function refuseStranger({ settings, name, place, run }) {
    // A generated name is nobody else's.
    if (place.docker === undefined || settings.request.name === undefined)
        return;
    const container = nodeContainer(name);
    const found = await run([...place.docker, 'inspect', '--format', '{{.Created}}', container]);
    if (found.exitCode !== 0)
        return;
    throw new errors/* XarchError */.xp('E_BUILDER', `The container ${container} exists already (made ${found.stdout.trim()}), and this user's buildx knows nothing of a builder ${name}: it is another user's, or one of another DOCKER_CONFIG.`, `Choose another buildx-name, or leave it out. If it is left over: docker rm --force ${container}`);
}
/** Undoes what this run did for the builder; a failure to do so is told, the error itself counts. */
async function giveUp({ settings, name, place, session, context }) {
    try {
        await releaseHeld({ name, place: place.id }, settings.lease.id, session, context);
    }
    catch (error) {
        context.reporter.warning((0,errors/* messageOf */.bD)(error));
    }
}
/** Takes away what killed jobs have left here. */
async function sweep(records, own, home, session, context) {
    for (const orphan of findOrphans(records, home, own.place)) {
        if (orphan.place !== own.place)
            continue;
        context.reporter.info(`Removing ${orphan.name}, left by ${orphan.label}.`);
        try {
            if (orphan.name === own.name)
                await removeOrphan(orphan, session, context);
            else
                await removeOrphanUnderLock(orphan, home, context);
        }
        catch (error) {
            // Another job is at it.
            if (error instanceof errors/* XarchError */.xp && error.code === 'E_LOCK')
                continue;
            context.reporter.warning((0,errors/* messageOf */.bD)(error));
        }
    }
}
/** Who besides this job holds the builder now. */
function otherHolders({ settings, name, place }, builders) {
    const record = builders.find((each) => each.name === name && each.place === place.id);
    return (record?.holders ?? []).filter(({ lease, isAlive }) => isAlive && lease !== settings.lease.id);
}
/** The docker driver's builder is the context's own, and has its name. */
async function dockerBuilderName({ nodes: [node] }, run) {
    if (node.endpoint !== undefined)
        return node.endpoint;
    const ended = await run(['docker', 'context', 'show']);
    if (ended.exitCode === 0)
        return ended.stdout.trim();
    throw new errors/* XarchError */.xp('E_BUILDX', `The docker context cannot be told: ${reasonOf(ended)}.`, 'Name it by buildx-endpoint.');
}
function differentError(name, difference) {
    return new errors/* XarchError */.xp('E_BUILDER', `There is a builder ${name} already, and it is not what is asked for: ${difference}.`, `Ask for the same configuration, choose another buildx-name, leave buildx-name out to get a builder of this job alone, or remove it: xarch builder remove ${name}.`);
}

// EXTERNAL MODULE: ./src/platform/parse.ts
var parse = __webpack_require__(5820);
// EXTERNAL MODULE: ./src/probe/run.ts + 1 modules
var probe_run = __webpack_require__(7414);
;// CONCATENATED MODULE: ./src/buildx/verify-build.ts







/** A builder's first step for a platform that is new to it may unpack much, milliseconds. */
const BUILD_TIMEOUT_MS = 120_000;
/** Builds at once when each has to be tried by itself. */
const BUILDS_AT_ONCE = 4;
/**
 * Proves platforms by the whole chain: builder, kernel and emulator run a test program in a build
 * from nothing.
 * @param platforms canonical; those without a test program are left out
 * @returns those that were proved
 * @throws E_PROBE naming each that failed, and how
 */
async function verifyBuild(builder, platforms, context) {
    const run = commandsOf(homeOf(context.env), context.env);
    const provable = platforms.flatMap((platform) => {
        const target = (0,parse/* parsePlatforms */.qA)(platform).platforms[0]?.target ?? '';
        const program = (0,probe_run/* probeProgram */.XE)(target);
        return program === undefined ? [] : [{ platform, program }];
    });
    if (provable.length === 0)
        return [];
    const nonce = `xarch-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`;
    (0,external_node_fs_.mkdirSync)(context.tempDirectory, { recursive: true });
    const directory = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)(context.tempDirectory, 'xarch-build-'));
    try {
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(directory, 'Dockerfile'), dockerfile(nonce));
        for (const { platform, program } of provable) {
            (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(directory, fileOf(platform)), program, { mode: 0o755 });
        }
        const build = (chosen) => run(buildArgv(builder, chosen, directory, context), { timeoutMs: BUILD_TIMEOUT_MS });
        const names = provable.map(({ platform }) => platform);
        // The docker driver builds for one platform at a time.
        if (builder.driver !== 'docker') {
            const ended = await build(names);
            if (ended.exitCode === 0 && answers(ended.stderr, nonce) === names.length)
                return names;
        }
        await proveEach(builder.name, names, nonce, build);
        return names;
    }
    finally {
        (0,external_node_fs_.rmSync)(directory, { recursive: true, force: true });
    }
}
/** What is tested is whether the program ran: its first argument's first byte is its exit code, 0. */
function dockerfile(nonce) {
    return [
        'FROM scratch',
        'ARG TARGETARCH',
        'ARG TARGETVARIANT',
        `COPY probe-\${TARGETARCH}\${TARGETVARIANT} /${nonce}`,
        `RUN ["/${nonce}", ""]`,
        '',
    ].join('\n');
}
/** The name by which the Dockerfile finds a platform's program. */
function fileOf(platform) {
    const [, architecture = '', variant = ''] = platform.split('/');
    return `probe-${architecture}${variant}`;
}
function buildArgv({ name }, platforms, directory, { buildx }) {
    return [
        ...buildx.argvPrefix,
        ...['build', '--builder', name, '--platform', platforms.join(',')],
        // Nothing is exported: what ran is what counts. A host without a bridge for builds proves as well.
        ...[
            '--network',
            'none',
            '--no-cache',
            '--progress',
            'plain',
            '--output',
            'type=cacheonly',
            directory,
        ],
    ];
}
/** How many steps have written the program's name, as the program itself does: `#9 0.129 /xarch-0123`. */
function answers(log, nonce) {
    return log.split('\n').filter((line) => new RegExp(`^#\\d+ [\\d.]+ /${nonce}$`).test(line))
        .length;
}
async function proveEach(name, platforms, nonce, build) {
    const failures = [];
    for (let at = 0; at < platforms.length; at += BUILDS_AT_ONCE) {
        const batch = platforms.slice(at, at + BUILDS_AT_ONCE);
        const ended = await Promise.all(batch.map((platform) => build([platform])));
        for (const [index, each] of ended.entries()) {
            if (each.exitCode !== 0)
                failures.push(`${batch[index]}: ${reasonOf(each)}`);
            else if (answers(each.stderr, nonce) !== 1) {
                failures.push(`${batch[index]}: the step ended well, but the test program in it did not write what it writes`);
            }
        }
    }
    if (failures.length === 0)
        return;
    throw new errors/* XarchError */.xp('E_PROBE', `The builder ${name} does not run programs of ${failures.length === 1 ? 'a platform' : 'these platforms'} in a build:\n${failures.map((failure) => `  ${failure}`).join('\n')}`, 'If the same platforms run outside of builds, the entries lack flag F, or BuildKit runs in a namespace of its own: leave flags at auto, and let xarch status show who serves them.');
}

;// CONCATENATED MODULE: ./src/buildx/step.ts




/**
 * Provides the builder after the platforms are registered: BuildKit looks for emulators when it starts.
 * @throws XarchError, E_BUILDX, E_BUILDER, E_PROBE among them
 */
async function runBuilderStep(settings, context) {
    const { lease, platforms, running, announce, place } = settings;
    const { reporter } = context;
    const request = (0,native_nodes/* leaveToOthers */.C)(settings.request, running);
    const required = platforms.platforms.map(({ platform }) => platform);
    const optional = platforms.all ? running : [];
    const provided = await reporter.group('Providing the builder', async () => {
        for (const doubt of (0,driver_options/* doubtfulOptions */.QS)(request))
            reporter.warning(doubt);
        reporter.info(`buildx ${context.buildx.version}`);
        const wanted = { request, lease, required, optional, announce, place };
        const done = await provideBuilder(wanted, context);
        reporter.info(describe(done));
        if (done.left.length > 0) {
            reporter.info(`It does not know ${done.left.join(', ')}, which run here: its BuildKit is older than they are.`);
        }
        return done;
    });
    const told = {
        ...provided,
        nodes: provided.nodes.map(withoutSecrets),
        buildxVersion: context.buildx.version,
    };
    if (!settings.verifyBuild)
        return { ...told, proved: undefined };
    const wanted = [...new Set([...required, ...optional])].filter((platform) => !provided.left.includes(platform));
    const proved = await reporter.group('Proving each platform by a build', async () => {
        const startedAt = performance.now();
        const names = await verifyBuild(provided, wanted, context);
        reporter.info(`${names.join(', ')}: built (${Math.round(performance.now() - startedAt)} ms)`);
        return names;
    });
    return { ...told, proved };
}
function describe({ name, driver, nodes, platforms, bootMs, origin, }) {
    const nodeList = nodes.map((node) => `${node.name} at ${node.endpoint}`).join(', ');
    const booted = `${origin === 'made' ? 'booted in' : 'running, asked in'} ${Math.round(bootMs)} ms`;
    return `${name} (${driver}; ${nodeList}): ${booted}; builds for ${platforms.join(', ')}`;
}
/** Driver options pass environment variables to BuildKit, passwords of proxies among them. */
function withoutSecrets(node) {
    const driverOptions = Object.entries(node.driverOptions).map(([key, value]) => [
        key,
        key.startsWith('env.') ? '***' : value,
    ]);
    return { ...node, driverOptions: Object.fromEntries(driverOptions) };
}

// EXTERNAL MODULE: ./src/system-registrar.ts
var system_registrar = __webpack_require__(2976);
// EXTERNAL MODULE: ./src/command-line/status-command.ts
var status_command = __webpack_require__(4334);
// EXTERNAL MODULE: ./src/command-line/table.ts
var command_line_table = __webpack_require__(166);
;// CONCATENATED MODULE: ./src/command-line/builder-command.ts















/** What makes and removes builders for this user, with the buildx that is installed. */
async function builderContext({ reporter, tempDirectory, }) {
    const buildx = await (0,find/* requireBuildx */.En)(process.env);
    return {
        buildx,
        env: process.env,
        tempDirectory,
        process: (0,system_registrar/* registrarProcess */.b)('auto', reporter.info),
        reporter,
    };
}
/**
 * `xarch builder create`: a builder that stands until it is removed.
 * @returns what goes to standard output
 */
async function createBuilder(command, setup) {
    const context = await builderContext(setup);
    const name = command.request.name ?? `xarch-${(0,external_node_crypto_.randomBytes)(4).toString('hex')}`;
    const { native, emulated } = await (0,status_command/* readReport */.t)(setup);
    const builder = await runBuilderStep({
        request: { ...command.request, name },
        lease: { id: leaseIdOf(name), label: 'xarch builder create', owner: { kind: 'kept' } },
        platforms: command.platforms,
        running: [...native, ...emulated],
        verifyBuild: command.verifyBuild,
        announce: () => { },
    }, context);
    if (command.use) {
        const run = commandsOf(homeOf(process.env), process.env);
        await run([...context.buildx.argvPrefix, 'use', builder.name]);
    }
    if (command.json)
        return `${JSON.stringify(builder, undefined, '\t')}\n`;
    return `${builder.name}\nBuild with it: docker buildx build --builder ${builder.name} …\nRemove it: xarch builder remove ${builder.name}\n`;
}
/** The claim of the command line on a builder, whatever its name. */
function leaseIdOf(name) {
    return `builder-${name}`;
}
/** `xarch builder list`: all builders that this user's buildx knows. */
async function listBuilders(json, setup) {
    const context = await builderContext(setup);
    const home = homeOf(process.env);
    const { version, argvPrefix } = context.buildx;
    const list = listArguments(version);
    if (list === undefined) {
        throw new errors/* XarchError */.xp('E_BUILDX', `buildx ${version} has no list that a program can read; 0.13 is the first that has.`, 'Install a newer one.');
    }
    const { stdout } = await commandsOf(home, process.env)([...argvPrefix, ...list]);
    const records = await readRecords(context);
    const marked = listMarkers(home).map(({ name }) => name);
    const builders = parseList(stdout).map(({ name, driver, nodes }) => {
        const own = records.filter((record) => record.name === name);
        return {
            ...{ name, driver },
            status: [...new Set(nodes.map(({ status }) => status))].join(','),
            platforms: [...new Set(nodes.flatMap(({ platforms }) => platforms))],
            ours: marked.includes(name),
            heldBy: own.flatMap(({ holders }) => holders.flatMap(({ isAlive, label }) => (isAlive ? [label ?? 'a job'] : []))),
        };
    });
    if (json)
        return `${JSON.stringify(builders, undefined, '\t')}\n`;
    const table = (0,command_line_table/* formatTable */.k)([
        ['BUILDER', 'DRIVER', 'STATUS', 'MADE BY', 'HELD BY', 'PLATFORMS'],
        ...builders.map(({ name, driver, status, ours, heldBy, platforms }) => [
            ...[name, driver, status, ours ? 'xarch' : 'another program'],
            heldBy.join('; ') || 'nobody',
            platforms.join(', '),
        ]),
    ]);
    return `${table}\n`;
}
async function readRecords(context) {
    const session = await openSession(context.process, { lock: undefined, timeoutMs: 0 });
    try {
        return (await session.run({ operation: 'list-builders' })).builders;
    }
    finally {
        await session.end();
    }
}
/** `xarch builder remove`: those named, or all of ours that no running job holds. */
async function removeBuilders(command, setup) {
    const context = await builderContext(setup);
    const home = homeOf(process.env);
    const markers = listMarkers(home);
    const ours = markers.map(({ name }) => name);
    const unknown = command.builders.find((name) => !ours.includes(name));
    if (unknown !== undefined) {
        throw new errors/* XarchError */.xp('E_BUILDER', `${unknown} is not a builder that xarch has made for this user${ours.length === 0 ? '' : `; these are: ${ours.join(', ')} (did you mean ${(0,mod/* closest */.kp)(unknown, ours)}?)`}.`, `Others are removed by: docker buildx rm ${unknown}`);
    }
    const isAll = command.builders.length === 0;
    const lines = [];
    for (const marker of markers.filter(({ name }) => isAll || command.builders.includes(name))) {
        const { name, place } = marker;
        const holders = await context_withBuilder(marker, context, async (session) => {
            const { builders } = await session.run({ operation: 'list-builders' });
            const record = builders.find((each) => each.name === name && each.place === place);
            const leases = record?.holders ?? [];
            const jobs = leases.filter(({ isAlive, lease }) => isAlive && !isStanding(lease, name));
            if (jobs.length > 0)
                return jobs.map(({ label }) => label ?? 'a job');
            const keepState = command.keepState || marker.keepState;
            await takeAway({ name, place, home, keepState, keepNodes: false }, context);
            const leaseIds = leases.map(({ lease }) => lease);
            await session.run({ operation: 'drop-builder', builder: { name, place }, leaseIds });
            return [];
        });
        if (holders.length === 0)
            lines.push(`Removed the builder ${name}.`);
        else if (isAll)
            lines.push(`Left the builder ${name}: used by ${holders.join('; ')}.`);
        else
            throw heldError(name, holders);
    }
    return `${lines.length === 0 ? 'There was no builder to remove.' : lines.join('\n')}\n`;
}
/** Claims that end by a command, not with a job. */
function isStanding(leaseId, name) {
    return leaseId === leaseIdOf(name) || leaseId === 'kept';
}
function heldError(name, holders) {
    return new errors/* XarchError */.xp('E_BUILDER', `The builder ${name} is used by ${holders.join(' and ')}.`, 'Let that job end first; it removes the builder then, unless somebody else uses it too.');
}
/**
 * Takes away the builders that nobody holds any more, for `xarch restore`.
 * @param isAll whether also those that were made to stay
 * @returns what was done, a line each; what could not be done is a warning
 */
async function removeOrphans(records, isAll, setup) {
    const lines = [];
    const context = await builderContext(setup);
    for (const orphan of findOrphans(records, homeOf(process.env), '', isAll)) {
        try {
            await context_withBuilder(orphan, context, (session) => removeOrphan(orphan, session, context));
            lines.push(`Removed the builder ${orphan.name}, left by ${orphan.label}.`);
        }
        catch (error) {
            setup.reporter.warning((0,errors/* messageOf */.bD)(error));
        }
    }
    return lines;
}


/***/ })

};
