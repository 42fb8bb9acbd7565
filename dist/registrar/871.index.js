export const id = 871;
export const ids = [871];
export const modules = {

/***/ 871:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runInContainer: () => (/* binding */ runInContainer)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(24);
// EXTERNAL MODULE: external "node:stream/consumers"
var consumers_ = __webpack_require__(321);
// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(421);
;// CONCATENATED MODULE: ./src/emulator/command.ts

/**
 * Runs a command without a shell and collects its output.
 * @param argv program and arguments
 * @throws Error when it cannot be started (its `code` is the errno name), or dies of a signal
 */
async function runCommand(argv, options) {
    const [program = '', ...args] = argv;
    const { env, cwd, input, timeoutMs } = options;
    const child = (0,external_node_child_process_.spawn)(program, args, { env, cwd, stdio: ['pipe', 'pipe', 'pipe'] });
    // It may end without having read it.
    child.stdin.on('error', () => { });
    child.stdin.end(input);
    // Node's own `timeout` keeps the process alive to its end when a program cannot be started.
    const timer = setTimeout(() => {
        child.kill('SIGKILL');
        // Its own children, such as apt's methods, may keep these open.
        child.stdout.destroy();
        child.stderr.destroy();
    }, timeoutMs);
    const stdout = [];
    const stderr = [];
    child.stdout.on('data', (chunk) => stdout.push(chunk));
    child.stderr.on('data', (chunk) => stderr.push(chunk));
    return new Promise((resolve, reject) => {
        child.once('error', (error) => {
            clearTimeout(timer);
            reject(error);
        });
        child.once('close', (exitCode, signal) => {
            clearTimeout(timer);
            if (exitCode === null) {
                reject(new Error(`${program} was ended by ${signal} (limit ${timeoutMs} ms)`));
                return;
            }
            resolve({
                exitCode,
                stdout: Buffer.concat(stdout).toString('utf8'),
                stderr: Buffer.concat(stderr).toString('utf8'),
            });
        });
    });
}

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(916);
// EXTERNAL MODULE: ./src/binfmt/answer.ts
var answer = __webpack_require__(896);
// EXTERNAL MODULE: ./src/binfmt/mountinfo.ts
var binfmt_mountinfo = __webpack_require__(533);
;// CONCATENATED MODULE: ./src/binfmt/container-paths.ts

/**
 * The id of the container that this process lives in. Engines mount their own files, which lie in a
 * directory of that name, over /etc/hostname and its sisters.
 * @param mountinfo of this process
 * @returns undefined outside of docker's and podman's containers
 */
function containerIdIn(mountinfo) {
    return (0,binfmt_mountinfo/* parseMountinfo */.b7)(mountinfo)
        .filter(({ mountPoint }) => /^\/etc\/(hostname|hosts|resolv\.conf)$/.test(mountPoint))
        .map(({ root }) => /\/([0-9a-f]{64})\//.exec(root)?.[1])
        .find((id) => id !== undefined);
}
/** The host's name of a path in a container, undefined when it is the container's own. */
function hostPathOf(path, binds) {
    const [bind] = binds
        .filter(({ Destination: inside }) => path === inside || path.startsWith(`${inside}/`))
        .sort((a, b) => b.Destination.length - a.Destination.length);
    return bind === undefined ? undefined : bind.Source + path.slice(bind.Destination.length);
}

// EXTERNAL MODULE: ./src/binfmt/mount.ts + 1 modules
var mount = __webpack_require__(700);
// EXTERNAL MODULE: ./src/binfmt/owner.ts + 1 modules
var owner = __webpack_require__(732);
// EXTERNAL MODULE: ./src/binfmt/privilege.ts
var privilege = __webpack_require__(799);
// EXTERNAL MODULE: ./src/binfmt/traps.ts
var traps = __webpack_require__(136);
;// CONCATENATED MODULE: ./src/binfmt/helper-container.ts











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
        throw (0,privilege/* closed */.$h)(`it does not answer${(0,privilege/* saidBy */.TT)(stderr)}`);
    const trap = (0,traps/* engineTrap */.sd)(engine, IS_ROOTLESS.test(stdout));
    if (trap !== undefined)
        throw (0,privilege/* closed */.$h)(trap.seen);
    const place = await placeOf(command, request, started);
    const image = `setup-xarch-helper:${(0,external_node_crypto_.randomUUID)()}`;
    const imported = await command(['import', '-', image], { input: await helperImage() });
    if (imported.exitCode !== 0) {
        throw (0,privilege/* closed */.$h)(`no image can be made${(0,privilege/* saidBy */.TT)(imported.stderr)}`);
    }
    try {
        let ended;
        for (const target of place.targets) {
            ended = await command([
                ...['run', '--rm', '--interactive', '--pull', 'never', '--network', 'none'],
                ...['--privileged', '--pid', 'host', '--userns', 'host', '--volume', '/:/host:ro'],
                ...['--env', `XARCH_BOOT_ID=${(0,owner/* readBootId */.wV)()}`],
                ...place.environment,
                ...[image, '/usr/bin/nsenter', '--target', target, '--mount', '--'],
                ...[place.nodePath, place.bundlePath],
            ], { input: Buffer.from(JSON.stringify(place.request)), timeoutMs: RUN_TIMEOUT_MS });
            if (ended.stdout !== '')
                break;
        }
        for (const line of ended?.stderr.split('\n') ?? [])
            (0,privilege/* noticeIn */.On)(line, started);
        return (0,answer/* answerOf */.u)(ended ?? { exitCode: 1, stdout: '' }, `a privileged container cannot be run${(0,privilege/* saidBy */.TT)(ended?.stderr ?? '')}`);
    }
    finally {
        await command(['rmi', image]);
    }
}
function commandOf(engine, { env }) {
    return async (args, { input, timeoutMs = ENGINE_TIMEOUT_MS } = {}) => {
        try {
            return await runCommand([engine, ...args], {
                env: { ...env, LC_ALL: 'C' },
                timeoutMs,
                ...(input === undefined ? {} : { input }),
            });
        }
        catch (error) {
            throw (0,privilege/* closed */.$h)((0,errors/* errnoOf */.UQ)(error) === 'ENOENT' ? 'not installed' : (0,errors/* messageOf */.bD)(error), error);
        }
    };
}
async function placeOf(command, request, { nodePath, bundlePath }) {
    const id = containerIdIn((0,external_node_fs_.readFileSync)('/proc/self/mountinfo', 'utf8'));
    // Not in a container, this very process is where the host's files are.
    if (id === undefined) {
        // In a pid namespace of its own it has another number there, which may be somebody else's.
        const environment = ['--env', `XARCH_MOUNT_NAMESPACE=${(0,mount/* ownMountNamespace */.dR)()}`];
        return { targets: [String(process.pid)], environment, nodePath, bundlePath, request };
    }
    const { exitCode, stdout } = await command(['inspect', '--format', '{{json .Mounts}}', id]);
    if (exitCode !== 0) {
        throw (0,privilege/* closed */.$h)(`this job runs in a container (${id.slice(0, 12)}) that it does not know`);
    }
    const binds = JSON.parse(stdout);
    const onHost = (path) => {
        const found = hostPathOf(path, binds);
        if (found === undefined) {
            throw (0,privilege/* closed */.$h)(`${path} lies inside this job's container, where the host cannot reach it`);
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
    const { pack } = await __webpack_require__.e(/* import() */ 118).then(__webpack_require__.t.bind(__webpack_require__, 118, 19));
    const archive = pack();
    for (const name of HOST_DIRECTORIES) {
        archive.entry({ name, type: 'symlink', linkname: `host/${name}` });
    }
    archive.finalize();
    return (0,consumers_.buffer)(archive);
}


/***/ })

};
