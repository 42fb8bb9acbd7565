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
/* harmony import */ var _mount_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9825);
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


/***/ }),

/***/ 9825:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   bZ: () => (/* binding */ ensureMounted),
/* harmony export */   dR: () => (/* binding */ ownMountNamespace),
/* harmony export */   vs: () => (/* binding */ unmount)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1421);
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_child_process__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3916);
/* harmony import */ var _kernel_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(903);
/* harmony import */ var _surroundings_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7813);
/* harmony import */ var _traps_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(1136);







/**
 * Makes binfmt_misc visible at `directory`, as root.
 * @returns true when it had to be mounted
 * @throws E_NO_BINFMT when the kernel has none, it cannot be mounted or written, or it is switched off
 */
function ensureMounted(directory) {
    const status = (0,_kernel_js__WEBPACK_IMPORTED_MODULE_4__/* .readStatus */ .rk)(directory);
    if (status === 'disabled') {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .XarchError */ .xp('E_NO_BINFMT', `binfmt_misc is switched off as a whole on this machine (${directory}/status says "disabled").`, `Switch it on with: echo 1 | sudo tee ${directory}/status`);
    }
    if (status === 'enabled') {
        const refusal = writeRefusal(directory);
        if (refusal !== undefined) {
            throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .XarchError */ .xp('E_NO_BINFMT', `binfmt_misc cannot be written from here: ${refusal}.${confinement(directory)}`, 'Set the platforms up on the host; its entries are shared with all containers.');
        }
        return false;
    }
    const refusal = isKnownToKernel() ? undefined : run('modprobe', ['binfmt_misc']);
    // Also where modprobe failed: for mount the kernel loads the module by itself.
    const failure = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(directory)
        ? run('mount', ['-t', 'binfmt_misc', 'binfmt_misc', directory])
        : `${directory} does not exist`;
    if ((0,_kernel_js__WEBPACK_IMPORTED_MODULE_4__/* .readStatus */ .rk)(directory) !== 'absent')
        return true;
    if (!isKnownToKernel()) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .XarchError */ .xp('E_NO_BINFMT', `This kernel has no binfmt_misc: it is not built in, and its module cannot be loaded (${refusal ?? failure ?? 'modprobe reported success, but nothing is there'}).`, 'Install the package with the modules of this very kernel (linux-modules-extra on Ubuntu), or reboot if the kernel was upgraded since the last boot. In a container, load it on the host: sudo modprobe binfmt_misc.');
    }
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .XarchError */ .xp('E_NO_BINFMT', `binfmt_misc could not be mounted at ${directory}: ${failure ?? 'mount reported success, but nothing is there'}.${confinement(directory)}`, 'In a container, run xarch setup on the host instead: its entries serve all containers, and this then finds its platforms running.');
}
/** Why not even root may write; a security module tells it only when the file is opened. */
function writeRefusal(directory) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, 'register');
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync)((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.openSync)(path, node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.O_WRONLY));
        return undefined;
    }
    catch (error) {
        switch ((0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .errnoOf */ .UQ)(error)) {
            case 'EROFS':
                return `${directory} is read-only, as in containers without privilege`;
            case 'EACCES':
            case 'EPERM':
                return `the kernel refuses to open ${path} (${(0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .errnoOf */ .UQ)(error)})`;
            default:
                return undefined;
        }
    }
}
/** What confines this process and so may be the reason; sentences with a blank before each. */
function confinement(directory) {
    return (0,_traps_js__WEBPACK_IMPORTED_MODULE_6__/* .confinementTraps */ .Fw)((0,_surroundings_js__WEBPACK_IMPORTED_MODULE_5__/* .readSurroundings */ .S)(directory))
        .filter(({ name }) => name === 'apparmor' || name === 'seccomp')
        .map(({ seen }) => ` ${seen}`)
        .join('');
}
/** Takes the mount away again; false when it is in use. */
function unmount(directory) {
    return run('umount', [directory]) === undefined;
}
/** The kernel's name of the place where this process's mounts are: `mnt:[4026531841]`. */
function ownMountNamespace(procDirectory = '/proc') {
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readlinkSync)(`${procDirectory}/self/ns/mnt`);
}
function isKnownToKernel() {
    try {
        return /\bbinfmt_misc\b/.test((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)('/proc/filesystems', 'latin1'));
    }
    catch {
        return false;
    }
}
/** Undefined when the program ran well, else what it said. */
function run(file, args) {
    try {
        (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.execFileSync)(file, args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
        return undefined;
    }
    catch (error) {
        const stderr = error.stderr;
        const [line = ''] = typeof stderr === 'string' ? stderr.trim().split('\n') : [];
        return (line === '' ? (0,_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error) : line).replace(/\.+$/, '');
    }
}


/***/ }),

/***/ 7813:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   S: () => (/* binding */ readSurroundings)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _kernel_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(903);


/** Reads them; needs no privilege and changes nothing. */
function readSurroundings(binfmtDirectory = _kernel_js__WEBPACK_IMPORTED_MODULE_1__/* .BINFMT_DIRECTORY */ .zJ, procDirectory = '/proc') {
    const read = (name) => {
        try {
            return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(`${procDirectory}/${name}`, 'utf8');
        }
        catch {
            return undefined;
        }
    };
    // First of all, for it is what triggers an automount.
    const status = (0,_kernel_js__WEBPACK_IMPORTED_MODULE_1__/* .readStatus */ .rk)(binfmtDirectory);
    return {
        status,
        mountinfo: read('self/mountinfo') ?? '',
        initMountinfo: read('1/mountinfo'),
        uidMap: read('self/uid_map') ?? '',
        processStatus: read('self/status') ?? '',
        profile: (read('self/attr/current') ?? '').replace(/\0/g, '').trim(),
        inKernel: /\bbinfmt_misc\b/.test(read('filesystems') ?? ''),
    };
}


/***/ }),

/***/ 1136:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Et: () => (/* binding */ noexecTrap),
/* harmony export */   Fw: () => (/* binding */ confinementTraps),
/* harmony export */   G7: () => (/* binding */ mountTraps),
/* harmony export */   O8: () => (/* binding */ namespaceTraps),
/* harmony export */   lo: () => (/* binding */ entryTraps),
/* harmony export */   mA: () => (/* binding */ shadowedTraps),
/* harmony export */   sd: () => (/* binding */ engineTrap)
/* harmony export */ });
/* harmony import */ var _kernel_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(903);
/* harmony import */ var _mountinfo_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1533);


const ON_THE_HOST = 'Set the platforms up on the host, as root: its entries serve all its containers.';
/** What is wrong with how binfmt_misc is shown in this mount namespace. */
function mountTraps({ mountinfo, status, inKernel }, directory = _kernel_js__WEBPACK_IMPORTED_MODULE_0__/* .BINFMT_DIRECTORY */ .zJ) {
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
    const mounts = (0,_mountinfo_js__WEBPACK_IMPORTED_MODULE_1__/* .parseMountinfo */ .b7)(mountinfo);
    const top = (0,_mountinfo_js__WEBPACK_IMPORTED_MODULE_1__/* .mountAt */ .LS)(mounts, directory);
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
    const over = (0,_mountinfo_js__WEBPACK_IMPORTED_MODULE_1__/* .mountOver */ .qS)(mounts, directory);
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
function namespaceTraps({ mountinfo, initMountinfo, uidMap }, directory = _kernel_js__WEBPACK_IMPORTED_MODULE_0__/* .BINFMT_DIRECTORY */ .zJ) {
    if (uidMap === '' || INITIAL_UID_MAP.test(uidMap))
        return [];
    const deviceIn = (text) => {
        const top = (0,_mountinfo_js__WEBPACK_IMPORTED_MODULE_1__/* .mountAt */ .LS)((0,_mountinfo_js__WEBPACK_IMPORTED_MODULE_1__/* .parseMountinfo */ .b7)(text), directory);
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
                remedy: `Switch it on with: echo 1 | sudo tee ${_kernel_js__WEBPACK_IMPORTED_MODULE_0__/* .BINFMT_DIRECTORY */ .zJ}/${name}`,
            });
        }
        if (!flags.includes('F') && !exists(interpreter)) {
            traps.push({
                name: 'missing-interpreter',
                subject: name,
                seen: `The entry ${name} names ${interpreter}, which is not there, and has no flag F: its programs fail with "No such file or directory".`,
                remedy: `Put the file back, or take the entry away: echo -1 | sudo tee ${_kernel_js__WEBPACK_IMPORTED_MODULE_0__/* .BINFMT_DIRECTORY */ .zJ}/${name}`,
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
    const over = (0,_mountinfo_js__WEBPACK_IMPORTED_MODULE_1__/* .mountOver */ .qS)((0,_mountinfo_js__WEBPACK_IMPORTED_MODULE_1__/* .parseMountinfo */ .b7)(mountinfo), directory);
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
