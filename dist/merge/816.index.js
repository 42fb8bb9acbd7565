export const id = 816;
export const ids = [816];
export const modules = {

/***/ 4816:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   runInContainer: () => (/* binding */ runInContainer)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_stream_consumers__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8321);
/* harmony import */ var node_stream_consumers__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_stream_consumers__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _emulator_command_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7474);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3916);
/* harmony import */ var _answer_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7515);
/* harmony import */ var _container_paths_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(6382);
/* harmony import */ var _mount_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(700);
/* harmony import */ var _owner_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(7732);
/* harmony import */ var _privilege_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(3799);
/* harmony import */ var _traps_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(1136);











/** What each engine is asked to find out whether its containers can be root of the host. */
const QUESTIONS = {
    docker: ['info', '--format', '{{json .SecurityOptions}}'],
    podman: ['info', '--format', 'rootless={{.Host.Security.Rootless}}'],
};
const IS_ROOTLESS = /name=rootless|rootless=true/;
const ENGINE_TIMEOUT_MS = 30_000;
/** Longer than the registrar waits for its lock. */
const RUN_TIMEOUT_MS = 120_000;
/** What the host's programs are linked to by name, as the image shows it. */
const HOST_DIRECTORIES = ['bin', 'lib', 'lib32', 'lib64', 'nix', 'sbin', 'usr'];
/**
 * Runs the registrar as root of the host from a privileged container. Its image holds nothing but
 * links to the host's own programs, so nothing is pulled, and it has no network. In it nsenter goes
 * to where the host's files and mounts are, and starts the host's Node there: the same program,
 * journal and lock as by any other way.
 * @throws E_NO_PRIVILEGE when the engine cannot do that, and what the registrar throws
 */
async function runInContainer(engine, request, started) {
    const command = commandOf(engine, started);
    const { exitCode, stdout, stderr } = await command(QUESTIONS[engine]);
    if (exitCode !== 0)
        throw (0,_privilege_js__WEBPACK_IMPORTED_MODULE_8__/* .closed */ .$h)(`it does not answer${(0,_privilege_js__WEBPACK_IMPORTED_MODULE_8__/* .saidBy */ .TT)(stderr)}`);
    const trap = (0,_traps_js__WEBPACK_IMPORTED_MODULE_9__/* .engineTrap */ .sd)(engine, IS_ROOTLESS.test(stdout));
    if (trap !== undefined)
        throw (0,_privilege_js__WEBPACK_IMPORTED_MODULE_8__/* .closed */ .$h)(trap.seen);
    const place = await placeOf(command, request, started);
    const image = `setup-xarch-helper:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()}`;
    const imported = await command(['import', '-', image], { input: await helperImage() });
    if (imported.exitCode !== 0) {
        throw (0,_privilege_js__WEBPACK_IMPORTED_MODULE_8__/* .closed */ .$h)(`no image can be made${(0,_privilege_js__WEBPACK_IMPORTED_MODULE_8__/* .saidBy */ .TT)(imported.stderr)}`);
    }
    try {
        let ended;
        for (const target of place.targets) {
            ended = await command([
                ...['run', '--rm', '--interactive', '--pull', 'never', '--network', 'none'],
                ...['--privileged', '--pid', 'host', '--userns', 'host', '--volume', '/:/host:ro'],
                ...['--env', `XARCH_BOOT_ID=${(0,_owner_js__WEBPACK_IMPORTED_MODULE_7__/* .readBootId */ .wV)()}`],
                ...place.environment,
                ...[image, '/usr/bin/nsenter', '--target', target, '--mount', '--'],
                ...[place.nodePath, place.bundlePath],
            ], { input: Buffer.from(JSON.stringify(place.request)), timeoutMs: RUN_TIMEOUT_MS });
            if (ended.stdout !== '')
                break;
        }
        for (const line of ended?.stderr.split('\n') ?? [])
            (0,_privilege_js__WEBPACK_IMPORTED_MODULE_8__/* .noticeIn */ .On)(line, started);
        return (0,_answer_js__WEBPACK_IMPORTED_MODULE_5__/* .answerOf */ .u)(ended ?? { exitCode: 1, stdout: '' }, `a privileged container cannot be run${(0,_privilege_js__WEBPACK_IMPORTED_MODULE_8__/* .saidBy */ .TT)(ended?.stderr ?? '')}`);
    }
    finally {
        await command(['rmi', image]);
    }
}
function commandOf(engine, { env }) {
    return async (args, { input, timeoutMs = ENGINE_TIMEOUT_MS } = {}) => {
        try {
            return await (0,_emulator_command_js__WEBPACK_IMPORTED_MODULE_3__/* .runCommand */ .d)([engine, ...args], {
                env: { ...env, LC_ALL: 'C' },
                timeoutMs,
                ...(input === undefined ? {} : { input }),
            });
        }
        catch (error) {
            throw (0,_privilege_js__WEBPACK_IMPORTED_MODULE_8__/* .closed */ .$h)((0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .errnoOf */ .UQ)(error) === 'ENOENT' ? 'not installed' : (0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error), error);
        }
    };
}
async function placeOf(command, request, { nodePath, bundlePath }) {
    const id = (0,_container_paths_js__WEBPACK_IMPORTED_MODULE_10__/* .containerIdIn */ .s)((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)('/proc/self/mountinfo', 'utf8'));
    // Not in a container, this very process is where the host's files are.
    if (id === undefined) {
        // In a pid namespace of its own it has another number there, which may be somebody else's.
        const environment = ['--env', `XARCH_MOUNT_NAMESPACE=${(0,_mount_js__WEBPACK_IMPORTED_MODULE_6__/* .ownMountNamespace */ .dR)()}`];
        return { targets: [String(process.pid)], environment, nodePath, bundlePath, request };
    }
    const { exitCode, stdout } = await command(['inspect', '--format', '{{json .Mounts}}', id]);
    if (exitCode !== 0) {
        throw (0,_privilege_js__WEBPACK_IMPORTED_MODULE_8__/* .closed */ .$h)(`this job runs in a container (${id.slice(0, 12)}) that it does not know`);
    }
    const binds = JSON.parse(stdout);
    const onHost = (path) => {
        const found = (0,_container_paths_js__WEBPACK_IMPORTED_MODULE_10__/* .hostPathOf */ .J)(path, binds);
        if (found === undefined) {
            throw (0,_privilege_js__WEBPACK_IMPORTED_MODULE_8__/* .closed */ .$h)(`${path} lies inside this job's container, where the host cannot reach it`);
        }
        return found;
    };
    return {
        // Init, or the kernel's own first process, where init may not be looked at.
        targets: ['1', '2'],
        environment: [],
        nodePath: onHost(nodePath),
        bundlePath: onHost(bundlePath),
        request: request.operation === 'apply'
            ? {
                ...request,
                entries: request.entries.map((entry) => ({
                    ...entry,
                    emulator: { ...entry.emulator, path: onHost(entry.emulator.path) },
                })),
            }
            : request,
    };
}
/** A tar archive of links that lead into the host's root as the container shows it. */
async function helperImage() {
    const { pack } = await __webpack_require__.e(/* import() */ 118).then(__webpack_require__.t.bind(__webpack_require__, 6118, 19));
    const archive = pack();
    for (const name of HOST_DIRECTORIES) {
        archive.entry({ name, type: 'symlink', linkname: `host/${name}` });
    }
    archive.finalize();
    return (0,node_stream_consumers__WEBPACK_IMPORTED_MODULE_2__.buffer)(archive);
}


/***/ })

};
