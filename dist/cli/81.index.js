export const id = 81;
export const ids = [81];
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

/***/ 81:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  parseBuilderCommand: () => (/* binding */ parseBuilderCommand)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./node_modules/fastest-levenshtein/mod.js
var mod = __webpack_require__(1916);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
;// CONCATENATED MODULE: ./src/boolean.ts

/**
 * A boolean as YAML 1.2 writes it.
 * @param name of the input or option, for the message
 * @throws E_INPUT
 */
function parseBoolean(name, text, whenEmpty) {
    if (text === '')
        return whenEmpty;
    if (/^(?:true|True|TRUE)$/.test(text))
        return true;
    if (/^(?:false|False|FALSE)$/.test(text))
        return false;
    throw new errors/* XarchError */.xp('E_INPUT', `Input ${name}: "${text}" is not a boolean of YAML 1.2; allowed: true, True, TRUE, false, False, FALSE.`, `Write ${name}: true or ${name}: false.`);
}

// EXTERNAL MODULE: ./src/emulator/source/source-spec.ts
var source_spec = __webpack_require__(8082);
// EXTERNAL MODULE: ./src/buildx/input-error.ts
var input_error = __webpack_require__(5987);
;// CONCATENATED MODULE: ./src/buildx/cache-target.ts


const KINDS = ['gha', 'registry'];
/**
 * Reads where build cache is kept: `gha`, `gha:<scope>`, or `registry:<reference>`.
 * @param name of the input, for messages
 * @throws E_INPUT
 */
function parseCacheTarget(name, text) {
    const target = text.trim();
    if (target === '')
        return undefined;
    const [, kind = '', argument] = /^([^:]*)(?::(.*))?$/s.exec(target) ?? [];
    const refuse = (why) => (0,input_error/* notAllowed */.mj)(name, target, why, 'Allowed: gha, gha:<scope>, registry:<image reference>.');
    if (kind === 'gha') {
        if (argument === undefined)
            return Object.freeze({ kind, scope: undefined });
        if (!/^[\w./-]+$/.test(argument)) {
            throw refuse('has a scope that is not made of letters, digits, and . _ - / alone.');
        }
        return Object.freeze({ kind, scope: argument });
    }
    if (kind === 'registry') {
        if (argument === undefined || !(0,source_spec/* isImageReference */.hb)(argument) || argument.includes('@')) {
            throw refuse('names no image to keep the cache in; a tag may follow, a digest may not.');
        }
        return Object.freeze({ kind, reference: argument });
    }
    throw refuse(`is not a kind of cache${(0,input_error/* suggestion */.h)(kind, KINDS)}`);
}

// EXTERNAL MODULE: ./node_modules/smol-toml/dist/index.js + 8 modules
var dist = __webpack_require__(3292);
;// CONCATENATED MODULE: ./src/buildx/config.ts


/**
 * The configuration of BuildKit: as it was given, or with mirrors added to what was given.
 * @returns TOML; undefined when there is nothing to configure. The text itself where no mirror is
 * added, else all of its settings without its comments, always in the same order
 * @throws E_INPUT naming file, line and column, or the setting
 */
function composeConfig(given, mirrors) {
    const settings = given === undefined ? {} : parseConfig(given);
    if (mirrors.length === 0)
        return given?.text;
    const name = given?.name ?? '';
    const registries = tableIn(settings, 'registry', name, 'registry');
    for (const { registry, mirror, isPlainHttp } of mirrors) {
        const path = `registry."${registry}"`;
        const table = tableIn(registries, registry, name, path);
        const { mirrors: present = [] } = table;
        if (!Array.isArray(present))
            throw wrongKind(name, `${path}.mirrors`, 'a list');
        table.mirrors = present.includes(mirror) ? present : [...present, mirror];
        if (!isPlainHttp)
            continue;
        const [host = ''] = mirror.split('/', 1);
        const own = tableIn(registries, host, name, `registry."${host}"`);
        if (own.http === false) {
            throw new errors/* XarchError */.xp('E_INPUT', `${name}: registry."${host}".http is false, but the mirror is given as http://${mirror}.`, 'Leave http:// out of the mirror, or the setting out of the configuration.');
        }
        own.http = true;
    }
    return (0,dist/* stringify */.As)(settings, { numbersAsFloat: true });
}
function parseConfig({ name, text }) {
    try {
        // With numbers apart, whole ones of any size and fractions are written as they were read.
        return (0,dist.parse)(text, { integersAsBigInt: true });
    }
    catch (error) {
        if (!(error instanceof dist/* TomlError */.zx))
            throw error;
        const { line, column } = error;
        const reason = error.message.split('\n', 1)[0]?.replace(/^Invalid TOML document: /, '');
        const shown = text.split(/\r?\n/)[line - 1] ?? '';
        throw new errors/* XarchError */.xp('E_INPUT', `${name}, line ${line}, column ${column} is not TOML: ${reason}.\n  ${shown.replaceAll('\t', ' ')}\n  ${' '.repeat(Math.max(0, column - 1))}^`, "Correct it; BuildKit's documentation lists the settings of buildkitd.toml.", error);
    }
}
/** The table of a table, made when it is not there. */
function tableIn(parent, key, name, path) {
    if (!Object.hasOwn(parent, key))
        parent[key] = {};
    const value = parent[key];
    if (typeof value !== 'object' || Array.isArray(value) || value instanceof Date) {
        throw wrongKind(name, path, 'a table');
    }
    return value;
}
function wrongKind(name, path, kind) {
    return new errors/* XarchError */.xp('E_INPUT', `${name}: ${path} is not ${kind}, so that no mirror can be added to it.`, `Correct it, as in [registry."docker.io"] with mirrors = ["mirror.example"].`);
}

;// CONCATENATED MODULE: ./src/buildx/mirrors.ts

const HOST = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$|^\[[0-9a-f:]+\](?::\d{1,5})?$/;
const PATH = /^(?:\/[\w.-]+)*$/;
/** What Docker Hub is called elsewhere; images there are named `docker.io`. */
const DOCKER_HUB = ['hub.docker.com', 'index.docker.io', 'registry-1.docker.io', 'docker.com'];
/**
 * Reads registry mirrors: a line a registry, `docker.io = mirror.example:5000, http://10.0.0.5:5000`.
 * @param name of the input, for messages
 * @throws E_INPUT
 */
function parseMirrors(name, text) {
    const lines = text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
    const mirrors = lines.flatMap((line) => parseLine(name, line));
    const distinct = new Map(mirrors.map((each) => [JSON.stringify(each), each]));
    return [...distinct.values()];
}
function parseLine(name, line) {
    const equals = line.indexOf('=');
    const registry = line.slice(0, Math.max(equals, 0)).trim().toLowerCase();
    const refuse = (value, why) => (0,input_error/* notAllowed */.mj)(name, value, why, 'Write a line a registry: docker.io = mirror.example:5000, with http:// before a mirror that has no TLS.');
    if (equals === -1)
        throw refuse(line.replace(/\/\/[^/]*@/, '//…@'), 'has no "=" in it.');
    if (DOCKER_HUB.includes(registry)) {
        throw refuse(registry, 'is not how images name Docker Hub; did you mean docker.io?');
    }
    if (!HOST.test(registry))
        throw refuse(registry, 'is not the host of a registry.');
    return line
        .slice(equals + 1)
        .split(',')
        .map((each) => each.trim())
        .map((each) => {
        const [, scheme, rest = ''] = /^(?:(https?):\/\/)?(.*?)\/?$/i.exec(each) ?? [];
        if (rest.includes('@')) {
            throw refuse(each.replace(/^(\w+:\/\/)?.*@/, '$1…@'), 'holds a user or password: BuildKit takes those from a login of docker, not from its configuration.');
        }
        const host = rest.split('/', 1)[0] ?? '';
        if (!HOST.test(host.toLowerCase()) || !PATH.test(rest.slice(host.length))) {
            throw refuse(each, 'is not a mirror; allowed: a host, perhaps with http:// or https:// before it, and a port or a path after it.');
        }
        return {
            registry,
            mirror: host.toLowerCase() + rest.slice(host.length),
            isPlainHttp: scheme?.toLowerCase() === 'http',
        };
    });
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var yaml_dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./src/buildx/append.ts



const KEYS = ['name', 'endpoint', 'driver-opts', 'buildkitd-flags', 'platforms'];
/** Keys whose value may be a list, a text each. */
const LISTS = ['driver-opts', 'platforms', 'buildkitd-flags'];
/**
 * Reads the YAML list of further nodes.
 * @param name of the input, for messages
 * @throws E_INPUT naming line and column, or node and key
 */
function parseAppendedNodes(name, text) {
    if (text.trim() === '')
        return [];
    const list = parseYaml(name, text);
    if (!Array.isArray(list) || list.length === 0) {
        throw new errors/* XarchError */.xp('E_INPUT', `${name} is not a YAML list.`, EXAMPLE);
    }
    return list.map((node, index) => readNode(name, node, index));
}
const EXAMPLE = `Write a list of nodes, each with some of ${KEYS.join(', ')}, as in "- endpoint: ssh://me@arm-host".`;
function parseYaml(name, text) {
    const lineCounter = new yaml_dist/* LineCounter */.HN();
    const document = (0,yaml_dist/* parseDocument */.Tp)(text, { lineCounter, prettyErrors: false });
    const [error] = document.errors;
    if (error === undefined) {
        try {
            return document.toJS({ maxAliasCount: 100 });
        }
        catch (failure) {
            throw new errors/* XarchError */.xp('E_INPUT', `${name} is not sound YAML.`, EXAMPLE, failure);
        }
    }
    const { line, col } = lineCounter.linePos(error.pos[0]);
    const shown = (text.split(/\r?\n/)[line - 1] ?? '').replaceAll('\t', ' ');
    throw new errors/* XarchError */.xp('E_INPUT', `${name}, line ${line}, column ${col} is not YAML: ${error.message}\n  ${shown}\n  ${' '.repeat(Math.max(0, col - 1))}^`, EXAMPLE, error);
}
function readNode(name, node, index) {
    const given = typeof node === 'object' && node !== null && !Array.isArray(node) ? node : undefined;
    const called = given?.name;
    const label = `${name}, node ${index + 1}${typeof called === 'string' ? ` (${called})` : ''}`;
    if (given === undefined) {
        throw new errors/* XarchError */.xp('E_INPUT', `${label} is not a mapping of keys to values.`, EXAMPLE);
    }
    const values = {};
    for (const [key, value] of Object.entries(given)) {
        if (!isKey(key)) {
            throw new errors/* XarchError */.xp('E_INPUT', `${label} has the unknown key ${JSON.stringify(key)}${(0,input_error/* suggestion */.h)(key, KEYS)}`, `The keys are ${KEYS.join(', ')}.`);
        }
        values[key] = readValue(label, key, value);
    }
    return { label, values };
}
function isKey(key) {
    return KEYS.includes(key);
}
function readValue(label, key, value) {
    if (value === null)
        return '';
    if (typeof value === 'string')
        return value;
    if (LISTS.includes(key) && Array.isArray(value)) {
        if (value.every((each) => typeof each === 'string')) {
            return value.join(key === 'buildkitd-flags' ? ' ' : '\n');
        }
    }
    const kind = Array.isArray(value) ? 'a list' : `a ${typeof value}`;
    throw new errors/* XarchError */.xp('E_INPUT', `${label}: ${key} is ${kind}; it has to be a text${LISTS.includes(key) ? ', or a list of texts' : ''}.`, `Put it in quotes, as in ${key}: "…".`);
}

// EXTERNAL MODULE: ./src/buildx/driver-options.ts
var driver_options = __webpack_require__(1003);
;// CONCATENATED MODULE: ./src/buildx/endpoint.ts


/** Which addresses buildx takes for a node of each driver; the driver docker has no nodes to add. */
const SCHEMES = {
    docker: [],
    'docker-container': ['unix', 'tcp', 'ssh'],
    kubernetes: [],
    remote: ['tcp', 'unix', 'ssh', 'docker-container', 'kube-pod'],
};
const FORMS = {
    unix: 'unix:///path/to/socket',
    tcp: 'tcp://host:port',
    ssh: 'ssh://user@host',
    'docker-container': 'docker-container://container',
    'kube-pod': 'kube-pod://pod',
};
/** As docker has it. */
const CONTEXT = /^[a-zA-Z0-9][a-zA-Z0-9_.+-]+$/;
const ADDRESS = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(?:([^/?#]*)@)?([^/?#]*)(.*)$/s;
/**
 * Checks where a node is: a docker context, or an address that buildx takes for the driver.
 * @param name of the input, for messages
 * @returns as it was given; undefined for an empty text
 * @throws E_INPUT; a password in an address is refused and not shown
 */
function parseEndpoint(name, driver, text) {
    const endpoint = text.trim();
    if (endpoint === '')
        return undefined;
    const [, scheme, user, host = '', path = ''] = ADDRESS.exec(endpoint) ?? [];
    const shown = user === undefined ? endpoint : endpoint.replace(`${user}@`, '…@');
    const refuse = (why) => (0,input_error/* notAllowed */.mj)(name, shown, why, `Allowed: ${allowedFor(driver)}.`);
    if (driver === 'kubernetes') {
        throw (0,input_error/* notAllowed */.mj)(name, shown, 'cannot be used: the driver kubernetes takes no endpoint, it is where kubectl points.', 'Leave it out; choose the namespace by the driver option namespace=…, the cluster by KUBECONFIG.');
    }
    if (scheme === undefined) {
        if (driver === 'docker-container' && CONTEXT.test(endpoint))
            return endpoint;
        throw refuse(driver === 'remote'
            ? 'is not an address.'
            : `is neither the name of a docker context nor an address${/^[\w.-]+:\d+$/.test(endpoint) ? `; did you mean tcp://${endpoint}?` : '.'}`);
    }
    if (!SCHEMES[driver].includes(scheme)) {
        throw refuse(`has a scheme that the driver ${driver} does not take${(0,input_error/* suggestion */.h)(scheme, SCHEMES[driver])}`);
    }
    if (user?.includes(':') === true) {
        throw new errors/* XarchError */.xp('E_INPUT', `${name}: "${shown}" holds a password, which every process of this machine could read.`, 'Take it out: ssh logs in by keys or an agent, remote nodes by certificates (BUILDER_NODE_<i>_AUTH_TLS_…).');
    }
    if (user !== undefined && scheme !== 'ssh')
        throw refuse('names a user, which only ssh:// may.');
    if (scheme === 'unix') {
        if (host !== '' || path === '' || path === '/')
            throw refuse('has no absolute path.');
    }
    else if (host === '') {
        throw refuse('names no host.');
    }
    else if (scheme === 'tcp' && !/:\d{1,5}$/.test(host)) {
        throw refuse('has no port.');
    }
    return endpoint;
}
function allowedFor(driver) {
    const addresses = SCHEMES[driver].map((scheme) => FORMS[scheme]);
    return (driver === 'remote' ? addresses : ['the name of a docker context', ...addresses]).join(', ');
}

// EXTERNAL MODULE: ./src/buildx/native-nodes.ts
var native_nodes = __webpack_require__(4069);
// EXTERNAL MODULE: ./src/buildx/node-platforms.ts
var node_platforms = __webpack_require__(5063);
// EXTERNAL MODULE: ./src/buildx/request.ts
var request = __webpack_require__(709);
;// CONCATENATED MODULE: ./src/buildx/tls.ts

const VARIABLE = /^BUILDER_NODE_(\d+)_AUTH_TLS_(\w+)$/;
const PARTS = { CACERT: 'caCertificate', CERT: 'certificate', KEY: 'key' };
/** The driver options that name what the variables hold. */
const TLS_OPTIONS = ['cacert', 'cert', 'key'];
/**
 * TLS material for the nodes of a builder, by the number of the node, from the variables that
 * docker/setup-buildx-action reads: BUILDER_NODE_0_AUTH_TLS_CACERT, …_CERT, …_KEY, PEM each.
 * @param env environment variables; an empty one, as of a secret that is not there, is none
 * @throws E_INPUT; what the variables hold is never shown
 */
function readTlsMaterial(env) {
    const found = new Map();
    for (const [variable, value] of Object.entries(env)) {
        const [, number, part] = VARIABLE.exec(variable) ?? [];
        if (number === undefined || value === undefined || value.trim() === '')
            continue;
        const field = PARTS[part];
        if (field === undefined) {
            throw new errors/* XarchError */.xp('E_INPUT', `The environment variable ${variable} is none that is known.`, `Node ${number} has ${Object.keys(PARTS)
                .map((each) => `BUILDER_NODE_${number}_AUTH_TLS_${each}`)
                .join(', ')}.`);
        }
        if (!/-----BEGIN [A-Z0-9 ]+-----/.test(value)) {
            throw new errors/* XarchError */.xp('E_INPUT', `The environment variable ${variable} does not hold PEM text: there is no line -----BEGIN …-----.`, 'Store the whole file in the secret, with its line breaks.');
        }
        const none = { caCertificate: undefined, certificate: undefined, key: undefined };
        const node = found.get(Number(number)) ?? none;
        found.set(Number(number), { ...node, [field]: value });
    }
    for (const [number, { caCertificate, certificate, key }] of found) {
        if (caCertificate === undefined) {
            throw new errors/* XarchError */.xp('E_INPUT', `TLS material is set for node ${number}, but BUILDER_NODE_${number}_AUTH_TLS_CACERT is not, which buildx needs to know the node by.`, 'Set it to the certificate of the authority that signed that of the node.');
        }
        if ((certificate === undefined) === (key === undefined))
            continue;
        const [has, lacks] = certificate === undefined ? ['KEY', 'CERT'] : ['CERT', 'KEY'];
        throw new errors/* XarchError */.xp('E_INPUT', `BUILDER_NODE_${number}_AUTH_TLS_${has} is set, and BUILDER_NODE_${number}_AUTH_TLS_${lacks} is not.`, 'A certificate and its key go together: set both, or neither.');
    }
    return new Map([...found].sort(([a], [b]) => a - b));
}

;// CONCATENATED MODULE: ./src/buildx/nodes.ts










/**
 * The nodes of a builder: its own, those of the YAML list, and those that build natively.
 * @throws E_INPUT, E_PLATFORM
 */
function parseNodes(driver, text, { env, label }) {
    const image = parseImage(label('buildx-image'), text('buildx-image'));
    const own = (0,driver_options/* parseDriverOptions */.mK)(label('buildx-driver-opts'), text('buildx-driver-opts'));
    if (image !== undefined && hasOption(own, 'image')) {
        throw new errors/* XarchError */.xp('E_INPUT', `${label('buildx-image')} and the option image= of ${label('buildx-driver-opts')} are both given, but mean the same.`, `Give ${label('buildx-image')} only.`);
    }
    const flags = text('buildx-buildkitd-flags') || defaultFlags(driver);
    const first = {
        label: label('buildx-endpoint'),
        name: undefined,
        endpoint: parseEndpoint(label('buildx-endpoint'), driver, text('buildx-endpoint')),
        driverOptions: own,
        buildkitdFlags: flags,
        platforms: (0,node_platforms/* parseNodePlatforms */.I)(label('buildx-platforms'), text('buildx-platforms')),
    };
    const appended = parseAppendedNodes(label('buildx-append'), text('buildx-append')).map((node) => draftOf(node, driver));
    const nativeLabel = label('buildx-native-nodes');
    const native = (0,native_nodes/* parseNativeNodes */._)(nativeLabel, text('buildx-native-nodes')).map(({ endpoint, platforms }) => ({
        label: nativeLabel,
        name: undefined,
        endpoint: parseEndpoint(nativeLabel, driver, endpoint),
        driverOptions: [],
        buildkitdFlags: flags,
        platforms,
    }));
    const others = [...appended, ...native];
    refuseDuplicates([first, ...others], driver);
    const tls = readTlsMaterial(env);
    refuseStrayTls([first, ...others], driver, tls);
    const finish = ({ label: _, ...draft }, number) => {
        const driverOptions = image === undefined || hasOption(draft.driverOptions, 'image')
            ? draft.driverOptions
            : [...draft.driverOptions, `image=${image}`];
        return Object.freeze({
            ...draft,
            driverOptions: Object.freeze(driverOptions),
            platforms: Object.freeze(draft.platforms),
            tls: tls.get(number),
        });
    };
    return Object.freeze([
        finish(first, 0),
        ...others.map((draft, index) => finish(draft, index + 1)),
    ]);
}
function draftOf({ label, values }, driver) {
    const { name = '', endpoint = '', platforms = '' } = values;
    const flags = values['buildkitd-flags']?.trim() ?? '';
    if (name !== '' && !/^[a-zA-Z][a-zA-Z0-9._-]*$/.test(name)) {
        throw (0,input_error/* notAllowed */.mj)(`${label}: name`, name, 'is not a name for a node.', 'Allowed: a letter, then letters, digits, and . _ -.');
    }
    if (flags !== '' && driver === 'remote') {
        throw (0,input_error/* notAllowed */.mj)(`${label}: buildkitd-flags`, flags, 'cannot be used with the driver remote, whose BuildKit was started elsewhere.', 'Leave it out.');
    }
    const options = (0,driver_options/* parseDriverOptions */.mK)(`${label}: driver-opts`, values['driver-opts'] ?? '');
    return {
        label: `${label}: endpoint`,
        name: name === '' ? undefined : name,
        endpoint: parseEndpoint(`${label}: endpoint`, driver, endpoint),
        driverOptions: options,
        buildkitdFlags: flags === '' ? defaultFlags(driver) : flags,
        platforms: (0,node_platforms/* parseNodePlatforms */.I)(`${label}: platforms`, platforms),
    };
}
function defaultFlags(driver) {
    return driver === 'docker-container' || driver === 'kubernetes'
        ? request/* DEFAULT_BUILDKITD_FLAGS */.J
        : undefined;
}
function hasOption(options, key) {
    return options.some((option) => (0,driver_options/* keyOf */.TN)(option) === key);
}
function parseImage(name, text) {
    if (text === '')
        return undefined;
    if ((0,source_spec/* isImageReference */.hb)(text))
        return text;
    throw (0,input_error/* notAllowed */.mj)(name, text, 'is not the name of an image.', 'Write it as docker pull takes it, as in registry.example:5000/moby/buildkit:buildx-stable-1.');
}
/** buildx refuses two nodes in one place, but only when the first is made. */
function refuseDuplicates(nodes, driver) {
    for (const [index, { label, name, endpoint }] of nodes.entries()) {
        const before = nodes.slice(0, index);
        if (name !== undefined && before.some((other) => other.name === name)) {
            throw (0,input_error/* notAllowed */.mj)(label, name, 'is the name of two nodes.', 'Give each its own.');
        }
        if (driver === 'kubernetes')
            continue;
        if (before.some((other) => other.endpoint === endpoint)) {
            throw new errors/* XarchError */.xp('E_INPUT', endpoint === undefined
                ? `${label}: two nodes have no endpoint, which means the same Docker daemon.`
                : `${label}: "${endpoint}" is the endpoint of two nodes.`, 'Give each node an endpoint of its own.');
        }
    }
}
/** @throws E_INPUT for material that nothing would use */
function refuseStrayTls(nodes, driver, tls) {
    for (const number of tls.keys()) {
        const node = nodes[number];
        const variables = `BUILDER_NODE_${number}_AUTH_TLS_…`;
        if (node === undefined) {
            throw new errors/* XarchError */.xp('E_INPUT', `${variables} is set, but there is no node ${number}: the builder has ${nodes.length}, counted from 0.`, 'Correct the number in the names of the variables, or take them away.');
        }
        if (driver !== 'remote' || node.endpoint?.startsWith('tcp://') !== true) {
            throw new errors/* XarchError */.xp('E_INPUT', `${variables} is set, but node ${number} would not use it: only tcp:// endpoints of the driver remote have TLS of their own.`, 'For a Docker daemon behind TLS, make a context (docker context create) and name it as endpoint.');
        }
        const twice = TLS_OPTIONS.find((key) => hasOption(node.driverOptions, key));
        if (twice !== undefined) {
            throw new errors/* XarchError */.xp('E_INPUT', `Node ${number} has its TLS material twice: as ${variables}, and as the driver option ${twice}=.`, 'Give one of them.');
        }
    }
}

;// CONCATENATED MODULE: ./src/buildx/parse.ts










const NAME = /^[a-zA-Z][a-zA-Z0-9._-]*$/;
const VERSION = /^v?(\d{1,4}\.\d{1,4}\.\d{1,4}(?:-[0-9A-Za-z.-]+)?)$/;
/**
 * What builder is asked for.
 * @returns deeply frozen
 * @throws E_INPUT, E_PLATFORM
 */
function parseBuilder(values, surroundings) {
    const { label } = surroundings;
    const text = (name) => values[name]?.trim() ?? '';
    const flag = (name, whenEmpty) => parseBoolean(label(name), text(name), whenEmpty);
    const driver = parseDriver(label('buildx-driver'), text('buildx-driver'));
    refuseForDriver(driver, text, label);
    const mirrors = parseMirrors(label('buildx-mirrors'), text('buildx-mirrors'));
    return Object.freeze({
        name: parseName(label('buildx-name'), text('buildx-name')),
        driver,
        nodes: parseNodes(driver, text, surroundings),
        buildkitdConfig: readConfig(text, mirrors, surroundings),
        use: flag('buildx-use', true),
        keepState: flag('buildx-keep-state', false),
        cleanup: flag('buildx-cleanup', parseBoolean('cleanup', values.cleanup ?? '', true)),
        version: parseBuildxVersion(label('buildx-version'), text('buildx-version')),
        installIfMissing: flag('buildx-install-if-missing', true),
        cache: parseCacheTarget(label('buildx-cache'), text('buildx-cache')),
    });
}
function parseDriver(name, text) {
    if (text === '')
        return 'docker-container';
    const driver = request/* DRIVERS */.e.find((each) => each === text);
    if (driver !== undefined)
        return driver;
    throw (0,input_error/* notAllowed */.mj)(name, text, `is not a driver that is known${(0,input_error/* suggestion */.h)(text, request/* DRIVERS */.e)}`, `Allowed: ${request/* DRIVERS */.e.join(', ')}.${text === 'cloud' ? ' Builders of Docker Build Cloud are set up by docker/setup-buildx-action.' : ''}`);
}
/** What a driver has no use for. buildx would refuse most of it too, when all else is done. */
const USELESS = {
    docker: {
        inputs: [
            ...['buildx-name', 'buildx-image', 'buildx-driver-opts', 'buildx-mirrors'],
            ...['buildx-buildkitd-flags', 'buildx-buildkitd-config'],
            ...['buildx-buildkitd-config-inline', 'buildx-endpoint', 'buildx-platforms'],
            ...['buildx-append', 'buildx-native-nodes'],
        ],
        why: "it is the BuildKit in Docker's own daemon, which is configured there",
    },
    'docker-container': { inputs: [], why: '' },
    kubernetes: { inputs: ['buildx-endpoint'], why: 'it works where kubectl points' },
    remote: {
        inputs: [
            ...['buildx-image', 'buildx-buildkitd-flags', 'buildx-buildkitd-config'],
            ...['buildx-buildkitd-config-inline', 'buildx-mirrors'],
        ],
        why: 'it uses a BuildKit that was started, and is configured, elsewhere',
    },
};
/** @throws E_INPUT */
function refuseForDriver(driver, text, label) {
    const { inputs, why } = USELESS[driver];
    const given = inputs.filter((name) => text(name) !== '').map(label);
    if (given.length > 0) {
        throw new errors/* XarchError */.xp('E_INPUT', `${given.join(', ')} cannot be used with the driver ${driver}: ${why}.`, `Leave ${given.length === 1 ? 'it' : 'them'} out, or choose the driver docker-container.`);
    }
    if (driver === 'remote' && text('buildx-endpoint') === '') {
        throw new errors/* XarchError */.xp('E_INPUT', `The driver remote needs ${label('buildx-endpoint')}, the address of the BuildKit to use.`, `Give it, as in ${label('buildx-endpoint')}: tcp://buildkit.example:1234.`);
    }
}
/** In small letters, as buildx itself keeps it and calls the containers by it. */
function parseName(label, text) {
    if (text === '')
        return undefined;
    const name = text.toLowerCase();
    if (NAME.test(name) && name.length <= 100 && name !== 'default')
        return name;
    throw (0,input_error/* notAllowed */.mj)(label, text, name === 'default'
        ? "is the name of Docker's own builder."
        : 'is not a name for a builder; allowed: a letter, then letters, digits, and . _ -, at most 100 in all.', 'Choose another name, or leave it out for a generated one.');
}
function parseBuildxVersion(name, text) {
    if (text === '')
        return undefined;
    if (text === 'latest')
        return text;
    const [, version] = VERSION.exec(text) ?? [];
    if (version !== undefined)
        return `v${version}`;
    throw (0,input_error/* notAllowed */.mj)(name, text, `is not a version of buildx${(0,input_error/* nearestOf */.qw)(text, ['latest']) === undefined ? '.' : '; did you mean latest?'}`, 'Allowed: v0.29.1, 0.29.1, latest, or nothing for the one that is installed.');
}
/** @throws E_INPUT */
function readConfig(text, mirrors, { env, readText, label }) {
    const path = text('buildx-buildkitd-config');
    const inline = text('buildx-buildkitd-config-inline');
    if (path !== '' && inline !== '') {
        throw new errors/* XarchError */.xp('E_INPUT', `${label('buildx-buildkitd-config')} and ${label('buildx-buildkitd-config-inline')} are both given.`, 'Give one of them: the file, or the text itself.');
    }
    if (inline !== '') {
        const name = label('buildx-buildkitd-config-inline');
        return composeConfig({ name, text: inline }, mirrors);
    }
    if (path !== '')
        return composeConfig(readConfigFile(path, readText, label), mirrors);
    if (mirrors.length === 0)
        return undefined;
    return composeConfig(readDefaultConfig(env, readText), mirrors);
}
function readConfigFile(path, readText, label) {
    try {
        return { name: path, text: readText(path) };
    }
    catch (error) {
        throw (0,input_error/* notAllowed */.mj)(label('buildx-buildkitd-config'), path, `cannot be read: ${(0,errors/* messageOf */.bD)(error)}.`, `Name a file that is there, from the workspace on (check the repository out first), or give its text in ${label('buildx-buildkitd-config-inline')}.`);
    }
}
/** The user's file that buildx takes where no other is named; with mirrors added another is named. */
function readDefaultConfig(env, readText) {
    const directory = env.DOCKER_CONFIG || (0,external_node_path_.join)(env.HOME || (0,external_node_os_.homedir)(), '.docker');
    const path = (0,external_node_path_.join)(directory, 'buildx', 'buildkitd.default.toml');
    try {
        return { name: path, text: readText(path) };
    }
    catch (error) {
        if (['ENOENT', 'ENOTDIR', 'EACCES'].includes((0,errors/* errnoOf */.UQ)(error) ?? ''))
            return undefined;
        throw error;
    }
}

// EXTERNAL MODULE: ./src/platform/parse.ts
var parse = __webpack_require__(5820);
// EXTERNAL MODULE: ./src/command-line/options.ts
var options = __webpack_require__(2860);
;// CONCATENATED MODULE: ./src/command-line/builder-arguments.ts






const ACTIONS = ['create', 'list', 'remove'];
/** Options that stand for an input of the action, without its prefix; texts may be given more than once. */
const OPTIONS = {
    name: 'buildx-name',
    driver: 'buildx-driver',
    image: 'buildx-image',
    'driver-opts': 'buildx-driver-opts',
    'buildkitd-flags': 'buildx-buildkitd-flags',
    'buildkitd-config': 'buildx-buildkitd-config',
    mirrors: 'buildx-mirrors',
    endpoint: 'buildx-endpoint',
    'node-platforms': 'buildx-platforms',
    append: 'buildx-append',
    'native-nodes': 'buildx-native-nodes',
};
const CREATE = {
    ...Object.fromEntries(Object.keys(OPTIONS).map((name) => [name, { type: 'string', multiple: true }])),
    'keep-state': { type: 'boolean' },
    use: { type: 'boolean' },
    'verify-build': { type: 'boolean' },
    json: { type: 'boolean' },
};
/**
 * Reads the arguments after `xarch builder`.
 * @throws E_INPUT, E_PLATFORM
 */
function parseBuilderCommand([action, ...args]) {
    switch (action) {
        case '--help':
        case '-h':
            return { name: 'help', topic: 'builder' };
        case 'create':
            return parseCreate(args);
        case 'list': {
            const { values } = (0,options/* parseOptions */.A)(args, { json: { type: 'boolean' } }, false);
            if (values.help === true)
                return { name: 'help', topic: 'builder list' };
            return { name: 'builder', action, json: values.json === true };
        }
        case 'remove':
            return parseRemove(args);
        default:
            throw new errors/* XarchError */.xp('E_INPUT', action === undefined
                ? `xarch builder needs to be told what to do; allowed: ${ACTIONS.join(', ')}.`
                : `"${action}" is not something xarch builder does; did you mean ${(0,mod/* closest */.kp)(action, ACTIONS)}?`, 'See xarch help builder.');
    }
}
function parseCreate(args) {
    const { values, positionals } = (0,options/* parseOptions */.A)(args, CREATE, true);
    if (values.help === true)
        return { name: 'help', topic: 'builder create' };
    const given = Object.entries(OPTIONS).flatMap(([option, input]) => {
        const value = values[option];
        return Array.isArray(value) ? [[input, value.join('\n')]] : [];
    });
    const request = parseBuilder({
        ...Object.fromEntries(given),
        'buildx-keep-state': String(values['keep-state'] === true),
        'buildx-cleanup': 'false',
    }, {
        env: process.env,
        readText: (path) => (0,external_node_fs_.readFileSync)(path, 'utf8'),
        label: (input) => `--${optionOf(input)}`,
    });
    return Object.freeze({
        name: 'builder',
        action: 'create',
        request,
        platforms: positionals.length === 0
            ? Object.freeze({ all: false, platforms: [] })
            : (0,parse/* parsePlatforms */.qA)(positionals.join(' ')),
        use: values.use === true,
        verifyBuild: values['verify-build'] === true,
        json: values.json === true,
    });
}
function optionOf(input) {
    const [option] = Object.entries(OPTIONS).find(([, each]) => each === input) ?? [];
    return option ?? input.replace(/^buildx-/, '');
}
function parseRemove(args) {
    const { values, positionals } = (0,options/* parseOptions */.A)(args, { all: { type: 'boolean' }, 'keep-state': { type: 'boolean' } }, true);
    if (values.help === true)
        return { name: 'help', topic: 'builder remove' };
    if ((values.all === true) === positionals.length > 0) {
        throw new errors/* XarchError */.xp('E_INPUT', values.all === true
            ? 'xarch builder remove takes names or --all, not both.'
            : 'xarch builder remove needs the name of a builder.', 'xarch builder list shows them; --all removes all that xarch has made and no running job holds.');
    }
    return {
        name: 'builder',
        action: 'remove',
        builders: positionals,
        keepState: values['keep-state'] === true,
    };
}


/***/ })

};
