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
/* harmony import */ var _container_paths_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(6382);
/* harmony import */ var _owner_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(731);
/* harmony import */ var _privilege_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(3799);
/* harmony import */ var _traps_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(1136);










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
        throw (0,_privilege_js__WEBPACK_IMPORTED_MODULE_7__/* .closed */ .$h)(`it does not answer${(0,_privilege_js__WEBPACK_IMPORTED_MODULE_7__/* .saidBy */ .TT)(stderr)}`);
    const trap = (0,_traps_js__WEBPACK_IMPORTED_MODULE_8__/* .engineTrap */ .sd)(engine, IS_ROOTLESS.test(stdout));
    if (trap !== undefined)
        throw (0,_privilege_js__WEBPACK_IMPORTED_MODULE_7__/* .closed */ .$h)(trap.seen);
    const place = await placeOf(command, request, started);
    const image = `setup-xarch-helper:${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomUUID)()}`;
    const imported = await command(['import', '-', image], { input: await helperImage() });
    if (imported.exitCode !== 0) {
        throw (0,_privilege_js__WEBPACK_IMPORTED_MODULE_7__/* .closed */ .$h)(`no image can be made${(0,_privilege_js__WEBPACK_IMPORTED_MODULE_7__/* .saidBy */ .TT)(imported.stderr)}`);
    }
    try {
        let ended;
        for (const target of place.targets) {
            ended = await command([
                ...['run', '--rm', '--interactive', '--pull', 'never', '--network', 'none'],
                ...['--privileged', '--pid', 'host', '--userns', 'host', '--volume', '/:/host:ro'],
                ...['--env', `XARCH_BOOT_ID=${(0,_owner_js__WEBPACK_IMPORTED_MODULE_6__/* .readBootId */ .wV)()}`, image],
                ...['/usr/bin/nsenter', '--target', target, '--mount', '--'],
                ...[place.nodePath, place.bundlePath],
            ], { input: Buffer.from(JSON.stringify(place.request)), timeoutMs: RUN_TIMEOUT_MS });
            if (ended.stdout !== '')
                break;
        }
        for (const line of ended?.stderr.split('\n') ?? [])
            (0,_privilege_js__WEBPACK_IMPORTED_MODULE_7__/* .noticeIn */ .On)(line, started);
        return (0,_answer_js__WEBPACK_IMPORTED_MODULE_5__/* .answerOf */ .u)(ended ?? { exitCode: 1, stdout: '' }, `a privileged container cannot be run${(0,_privilege_js__WEBPACK_IMPORTED_MODULE_7__/* .saidBy */ .TT)(ended?.stderr ?? '')}`);
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
            throw (0,_privilege_js__WEBPACK_IMPORTED_MODULE_7__/* .closed */ .$h)((0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .errnoOf */ .UQ)(error) === 'ENOENT' ? 'not installed' : (0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error), error);
        }
    };
}
async function placeOf(command, request, { nodePath, bundlePath }) {
    const id = (0,_container_paths_js__WEBPACK_IMPORTED_MODULE_9__/* .containerIdIn */ .s)((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)('/proc/self/mountinfo', 'utf8'));
    // Not in a container, this very process is where the host's files are.
    if (id === undefined)
        return { targets: [String(process.pid)], nodePath, bundlePath, request };
    const { exitCode, stdout } = await command(['inspect', '--format', '{{json .Mounts}}', id]);
    if (exitCode !== 0) {
        throw (0,_privilege_js__WEBPACK_IMPORTED_MODULE_7__/* .closed */ .$h)(`this job runs in a container (${id.slice(0, 12)}) that it does not know`);
    }
    const binds = JSON.parse(stdout);
    const onHost = (path) => {
        const found = (0,_container_paths_js__WEBPACK_IMPORTED_MODULE_9__/* .hostPathOf */ .J)(path, binds);
        if (found === undefined) {
            throw (0,_privilege_js__WEBPACK_IMPORTED_MODULE_7__/* .closed */ .$h)(`${path} lies inside this job's container, where the host cannot reach it`);
        }
        return found;
    };
    return {
        // Init, or the kernel's own first process, where init may not be looked at.
        targets: ['1', '2'],
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


/***/ }),

/***/ 731:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Vq: () => (/* binding */ processOwner),
/* harmony export */   _n: () => (/* binding */ isAlive),
/* harmony export */   wV: () => (/* binding */ readBootId)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3916);


/** The kernel's name of this boot; journals from another one are void. */
function readBootId(procDirectory = '/proc') {
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(`${procDirectory}/sys/kernel/random/boot_id`, 'latin1').trim();
}
/**
 * The process `pid` as an owner. A process that a container engine has put into
 * the job's container has no parent there (pid 0): its init, pid 1, stands for it.
 */
function processOwner(pid, procDirectory = '/proc') {
    const seenPid = pid === 0 ? 1 : pid;
    return {
        kind: 'process',
        pid: seenPid,
        startTicks: readProcess(seenPid, procDirectory)?.startTicks ?? '',
        pidNamespace: readPidNamespace(procDirectory),
    };
}
/** False only when the owner is seen to be gone; what cannot be seen counts as alive. */
function isAlive(owner, procDirectory = '/proc') {
    if (owner.kind !== 'process')
        return true;
    if (owner.pidNamespace !== readPidNamespace(procDirectory))
        return true;
    const seen = readProcess(owner.pid, procDirectory);
    // /proc may hide others' processes (hidepid), but not whether there is one of that pid.
    if (seen === undefined)
        return isRunning(owner.pid);
    // A zombie has ended, whatever its parent is waiting for.
    if (seen.state === 'Z')
        return false;
    return owner.startTicks === '' || seen.startTicks === owner.startTicks;
}
function isRunning(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        return (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errnoOf */ .UQ)(error) === 'EPERM';
    }
}
function readProcess(pid, procDirectory) {
    try {
        const stat = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(`${procDirectory}/${pid}/stat`, 'latin1');
        // The second field, the program's name in brackets, may itself hold spaces and brackets.
        const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
        return { state: fields[0] ?? '', startTicks: fields[19] ?? '' };
    }
    catch {
        return undefined;
    }
}
function readPidNamespace(procDirectory) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readlinkSync)(`${procDirectory}/self/ns/pid`);
    }
    catch {
        return '';
    }
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
