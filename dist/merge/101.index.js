export const id = 101;
export const ids = [101];
export const modules = {

/***/ 700:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  bZ: () => (/* binding */ ensureMounted),
  dR: () => (/* binding */ ownMountNamespace),
  vs: () => (/* binding */ unmount)
});

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/binfmt/kernel.ts
var kernel = __webpack_require__(903);
;// CONCATENATED MODULE: ./src/binfmt/surroundings.ts


/** Reads them; needs no privilege and changes nothing. */
function readSurroundings(binfmtDirectory = kernel/* BINFMT_DIRECTORY */.zJ, procDirectory = '/proc') {
    const read = (name) => {
        try {
            return (0,external_node_fs_.readFileSync)(`${procDirectory}/${name}`, 'utf8');
        }
        catch {
            return undefined;
        }
    };
    // First of all, for it is what triggers an automount.
    const status = (0,kernel/* readStatus */.rk)(binfmtDirectory);
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

// EXTERNAL MODULE: ./src/binfmt/traps.ts
var traps = __webpack_require__(1136);
;// CONCATENATED MODULE: ./src/binfmt/mount.ts







/**
 * Makes binfmt_misc visible at `directory`, as root.
 * @returns true when it had to be mounted
 * @throws E_NO_BINFMT when the kernel has none, it cannot be mounted or written, or it is switched off
 */
function ensureMounted(directory) {
    const status = (0,kernel/* readStatus */.rk)(directory);
    if (status === 'disabled') {
        throw new errors/* XarchError */.xp('E_NO_BINFMT', `binfmt_misc is switched off as a whole on this machine (${directory}/status says "disabled").`, `Switch it on with: echo 1 | sudo tee ${directory}/status`);
    }
    if (status === 'enabled') {
        const refusal = writeRefusal(directory);
        if (refusal !== undefined) {
            throw new errors/* XarchError */.xp('E_NO_BINFMT', `binfmt_misc cannot be written from here: ${refusal}.${confinement(directory)}`, 'Set the platforms up on the host; its entries are shared with all containers.');
        }
        return false;
    }
    const refusal = isKnownToKernel() ? undefined : run('modprobe', ['binfmt_misc']);
    // Also where modprobe failed: for mount the kernel loads the module by itself.
    const failure = (0,external_node_fs_.existsSync)(directory)
        ? run('mount', ['-t', 'binfmt_misc', 'binfmt_misc', directory])
        : `${directory} does not exist`;
    if ((0,kernel/* readStatus */.rk)(directory) !== 'absent')
        return true;
    if (!isKnownToKernel()) {
        throw new errors/* XarchError */.xp('E_NO_BINFMT', `This kernel has no binfmt_misc: it is not built in, and its module cannot be loaded (${refusal ?? failure ?? 'modprobe reported success, but nothing is there'}).`, 'Install the package with the modules of this very kernel (linux-modules-extra on Ubuntu), or reboot if the kernel was upgraded since the last boot. In a container, load it on the host: sudo modprobe binfmt_misc.');
    }
    throw new errors/* XarchError */.xp('E_NO_BINFMT', `binfmt_misc could not be mounted at ${directory}: ${failure ?? 'mount reported success, but nothing is there'}.${confinement(directory)}`, 'In a container, run xarch setup on the host instead: its entries serve all containers, and this then finds its platforms running.');
}
/** Why not even root may write; a security module tells it only when the file is opened. */
function writeRefusal(directory) {
    const path = (0,external_node_path_.join)(directory, 'register');
    try {
        (0,external_node_fs_.closeSync)((0,external_node_fs_.openSync)(path, external_node_fs_.constants.O_WRONLY));
        return undefined;
    }
    catch (error) {
        switch ((0,errors/* errnoOf */.UQ)(error)) {
            case 'EROFS':
                return `${directory} is read-only, as in containers without privilege`;
            case 'EACCES':
            case 'EPERM':
                return `the kernel refuses to open ${path} (${(0,errors/* errnoOf */.UQ)(error)})`;
            default:
                return undefined;
        }
    }
}
/** What confines this process and so may be the reason; sentences with a blank before each. */
function confinement(directory) {
    return (0,traps/* confinementTraps */.Fw)(readSurroundings(directory))
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
    return (0,external_node_fs_.readlinkSync)(`${procDirectory}/self/ns/mnt`);
}
function isKnownToKernel() {
    try {
        return /\bbinfmt_misc\b/.test((0,external_node_fs_.readFileSync)('/proc/filesystems', 'latin1'));
    }
    catch {
        return false;
    }
}
/** Undefined when the program ran well, else what it said. */
function run(file, args) {
    try {
        (0,external_node_child_process_.execFileSync)(file, args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8' });
        return undefined;
    }
    catch (error) {
        const stderr = error.stderr;
        const [line = ''] = typeof stderr === 'string' ? stderr.trim().split('\n') : [];
        return (line === '' ? (0,errors/* messageOf */.bD)(error) : line).replace(/\.+$/, '');
    }
}


/***/ }),

/***/ 7732:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  DO: () => (/* binding */ lookAtOwners),
  Vq: () => (/* binding */ processOwner),
  wV: () => (/* binding */ readBootId)
});

// UNUSED EXPORTS: isAlive

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
;// CONCATENATED MODULE: ./src/binfmt/processes.ts


/** PROC_PID_INIT_INO of Linux's include/linux/proc_ns.h, in the words of /proc: all others are below it. */
const INITIAL_PID_NAMESPACE = 'pid:[4026531836]';
/** The process that /proc has under this number, or undefined. */
function readProcess(pid, procDirectory) {
    const stat = readText(`${procDirectory}/${pid}/stat`);
    if (stat === undefined)
        return undefined;
    // The second field, the program's name in brackets, may itself hold spaces and brackets.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const clock = readNamespace(`${procDirectory}/${pid}`, 'time');
    return {
        state: fields[0] ?? '',
        startTicks: fields[19] ?? '',
        hasSameClock: clock === '' || clock === readNamespace(`${procDirectory}/self`, 'time'),
    };
}
/** The pid namespace of this process; empty where the kernel or this /proc has none. */
function ownPidNamespace(procDirectory) {
    return readNamespace(`${procDirectory}/self`, 'pid');
}
/**
 * Whether the numbers of this /proc are those that this process knows. One that was mounted in a
 * namespace above shows the processes of that: then this process has several pids, the outermost first.
 */
function isOwnProc(procDirectory) {
    const pids = innerPids(`${procDirectory}/self`);
    return pids !== undefined && pids.length <= 1;
}
/** Every process there is, by its pid namespace. */
class ProcessSurvey {
    #procDirectory;
    #pids;
    constructor(procDirectory, pids) {
        this.#procDirectory = procDirectory;
        this.#pids = pids;
    }
    /**
     * Looks at all processes once.
     * @returns undefined when there may be processes that are not seen
     */
    static take(procDirectory) {
        if (!seesAll(procDirectory))
            return undefined;
        const pids = new Map();
        for (const name of (0,external_node_fs_.readdirSync)(procDirectory)) {
            if (!/^\d+$/.test(name))
                continue;
            const directory = `${procDirectory}/${name}`;
            const namespace = readNamespace(directory, 'pid');
            if (namespace === '') {
                // It may not be looked into, or has ended meanwhile, for which the link has the same error.
                if (innerPids(directory)?.length !== 1 && (0,external_node_fs_.existsSync)(directory))
                    return undefined;
                continue;
            }
            const others = pids.get(namespace);
            if (others === undefined)
                pids.set(namespace, [Number(name)]);
            else
                others.push(Number(name));
        }
        return new ProcessSurvey(procDirectory, pids);
    }
    /** The process of this pid in a namespace of its own, or undefined when it has ended. */
    find(pidNamespace, pid) {
        const seenPid = this.#pids
            .get(pidNamespace)
            ?.find((each) => innerPids(`${this.#procDirectory}/${each}`)?.at(-1) === pid);
        return seenPid === undefined ? undefined : readProcess(seenPid, this.#procDirectory);
    }
}
/**
 * Whether all processes of the machine are in this /proc: it is that of the initial namespace, and
 * this process may look into the first one there, or the kernel's own one (kthreadd) where the machine
 * forbids that. Then it may look into all, and none is hidden from it (hidepid).
 */
function seesAll(procDirectory) {
    const initial = [1, 2].map((pid) => readNamespace(`${procDirectory}/${pid}`, 'pid'));
    return (ownPidNamespace(procDirectory) === INITIAL_PID_NAMESPACE &&
        isOwnProc(procDirectory) &&
        initial.includes(INITIAL_PID_NAMESPACE));
}
/**
 * A process's pids, from the namespace of this /proc down to its own (NSpid, Linux 4.1 and newer);
 * none where the kernel does not tell, undefined when there is no such process.
 */
function innerPids(directory) {
    const status = readText(`${directory}/status`);
    if (status === undefined)
        return undefined;
    return (/^NSpid:([\t \d]*)$/m.exec(status)?.[1] ?? '').split(/\s+/).filter(Boolean).map(Number);
}
function readNamespace(directory, kind) {
    try {
        return (0,external_node_fs_.readlinkSync)(`${directory}/ns/${kind}`);
    }
    catch (error) {
        if ((0,errors/* errnoOf */.UQ)(error) === undefined)
            throw error;
        return '';
    }
}
function readText(path) {
    try {
        return (0,external_node_fs_.readFileSync)(path, 'latin1');
    }
    catch (error) {
        if ((0,errors/* errnoOf */.UQ)(error) === undefined)
            throw error;
        return undefined;
    }
}

;// CONCATENATED MODULE: ./src/binfmt/owner.ts



/** The kernel's name of this boot; journals from another one are void. */
function readBootId(procDirectory = '/proc') {
    return (0,external_node_fs_.readFileSync)(`${procDirectory}/sys/kernel/random/boot_id`, 'latin1').trim();
}
/**
 * The process `pid` as an owner. A process that a container engine has put into
 * the job's container has no parent there (pid 0): its init, pid 1, stands for it.
 */
function processOwner(pid, procDirectory = '/proc') {
    const ownerPid = pid === 0 ? 1 : pid;
    const seen = isOwnProc(procDirectory) ? readProcess(ownerPid, procDirectory) : undefined;
    return {
        kind: 'process',
        pid: ownerPid,
        startTicks: seen?.hasSameClock === true ? seen.startTicks : '',
        pidNamespace: ownPidNamespace(procDirectory),
    };
}
/** Of one owner; for several, `lookAtOwners` looks at the machine once. */
function isAlive(owner, procDirectory = '/proc') {
    return lookAtOwners(procDirectory)(owner);
}
/**
 * Tells which owners are alive: false only for one that is seen to be gone; what cannot be seen
 * counts as alive. Processes of other pid namespaces are looked for when the first such owner
 * is met, and that once, so that the answers are those of one transaction.
 */
function lookAtOwners(procDirectory = '/proc') {
    const ownNamespace = ownPidNamespace(procDirectory);
    const hasOwnProc = isOwnProc(procDirectory);
    let survey;
    return (owner) => {
        if (owner.kind !== 'process')
            return true;
        if (owner.pidNamespace === ownNamespace && (hasOwnProc || ownNamespace !== '')) {
            const seen = hasOwnProc ? readProcess(owner.pid, procDirectory) : undefined;
            // /proc may hide others' processes (hidepid), but not whether there is one of that pid.
            return seen === undefined ? isRunning(owner.pid) : isSame(owner, seen);
        }
        survey ??= { taken: ProcessSurvey.take(procDirectory) };
        if (survey.taken === undefined || owner.pidNamespace === '')
            return true;
        const seen = survey.taken.find(owner.pidNamespace, owner.pid);
        return seen !== undefined && isSame(owner, seen);
    };
}
/** Whether the process that has the owner's pid is the owner, still running. */
function isSame({ startTicks }, seen) {
    if (seen.state === 'Z')
        return false;
    // With another clock the same start has another number.
    return startTicks === '' || startTicks === seen.startTicks || !seen.hasSameClock;
}
function isRunning(pid) {
    try {
        process.kill(pid, 0);
        return true;
    }
    catch (error) {
        return (0,errors/* errnoOf */.UQ)(error) === 'EPERM';
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
