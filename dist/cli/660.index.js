export const id = 660;
export const ids = [660,256];
export const modules = {

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


/***/ }),

/***/ 8660:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runDoctor: () => (/* binding */ runDoctor)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
;// CONCATENATED MODULE: ./src/doctor/describe.ts
const WORDS = {
    problem: 'PROBLEM',
    warning: 'WARNING',
    note: 'NOTE',
};
const WIDTH = 100;
/** A diagnosis for people. */
function describeDiagnosis(diagnosis) {
    const { host, kernel, binfmt, native, emulated, subjects, findings, ok } = diagnosis;
    const head = [
        `Host:        ${host}, Linux ${kernel}`,
        `Native:      ${native.join(', ')}`,
        `Emulated:    ${emulated.length === 0 ? 'nothing' : emulated.join(', ')}`,
        `binfmt_misc: ${binfmt === 'absent' ? 'not mounted here' : binfmt}`,
    ].join('\n');
    const asked = subjects
        .filter(({ kind }) => kind !== 'message')
        .map(({ name, how }) => `${name} ${how}.`);
    const count = (severity) => findings.filter((finding) => finding.severity === severity).length;
    const closing = ok
        ? `Nothing is wrong${findings.length === 0 ? '' : `; ${count('warning')} warnings, ${count('note')} notes`}.`
        : `${count('problem')} ${count('problem') === 1 ? 'problem' : 'problems'} found.`;
    return [
        subjects.length === 0 ? head : asked.join('\n'),
        ...findings.map(describeFinding),
        closing,
    ]
        .filter((part) => part !== '')
        .join('\n\n');
}
/** One finding: title, what it is on, its id, then why, what to do and what to type. */
function describeFinding(finding) {
    const { id, severity, title, about, explanation, advice, command, threads } = finding;
    const on = about.length === 0 ? '' : ` (${shorten(about)})`;
    return [
        `${WORDS[severity]}: ${title}${on} [${id}]`,
        ...wrap(explanation),
        ...wrap(advice),
        ...(command === null ? [] : [`  $ ${command}`]),
        ...threads.map((thread) => `  See ${thread}`),
    ].join('\n');
}
/** The same in one line, for an annotation. */
function summarizeFinding({ id, title, about, explanation, command }) {
    const on = about.length === 0 ? '' : ` (${shorten(about)})`;
    return `${title}${on}: ${explanation}${command === null ? '' : ` Next: ${command}`} [${id}]`;
}
function shorten(names) {
    const left = names.length - 6;
    return `${names.slice(0, 6).join(', ')}${left > 0 ? ` and ${left} more` : ''}`;
}
/** Lines of two blanks and text, broken at blanks. */
function wrap(text) {
    const lines = [];
    for (const word of text.split(' ')) {
        const last = lines.at(-1);
        if (last !== undefined && last.length + 1 + word.length <= WIDTH) {
            lines[lines.length - 1] = `${last} ${word}`;
        }
        else {
            lines.push(`  ${word}`);
        }
    }
    return lines;
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/machine.ts
var src_machine = __webpack_require__(3618);
// EXTERNAL MODULE: ./src/binfmt/service.ts
var binfmt_service = __webpack_require__(1459);
// EXTERNAL MODULE: ./src/outcome.ts
var outcome = __webpack_require__(7052);
// EXTERNAL MODULE: ./src/platform/table.ts
var table = __webpack_require__(1343);
// EXTERNAL MODULE: ./src/emulator/catalog.ts + 1 modules
var catalog = __webpack_require__(9216);
// EXTERNAL MODULE: ./src/emulator/known-bad.ts + 1 modules
var known_bad = __webpack_require__(8256);
// EXTERNAL MODULE: ./src/emulator/version.ts
var emulator_version = __webpack_require__(4671);
// EXTERNAL MODULE: ./src/claims.ts
var claims = __webpack_require__(3678);
;// CONCATENATED MODULE: ./src/doctor/replacing-command.ts



/**
 * The command that brings another QEMU than what serves now. Without a version, setup leaves its own
 * entries as they are, and newer ones of others; what is kept, only another --keep replaces.
 * @param platforms as they are typed
 */
function replacingCommand(services, { machine }, platforms, version = catalog/* DEFAULT_VERSION */.jD) {
    const isEnough = ({ owned, version: serving = '0' }) => owned !== undefined || (0,emulator_version/* compareVersions */.Zy)(serving, catalog/* DEFAULT_VERSION */.jD) >= 0;
    const keep = services.some(({ owned }) => owned !== undefined && (0,claims/* isKept */.t8)(owned, machine));
    const names = version !== catalog/* DEFAULT_VERSION */.jD || services.some(isEnough);
    return [
        ...['xarch', 'setup', ...(keep ? ['--keep'] : [])],
        ...(names ? ['--version', version] : []),
        platforms,
    ].join(' ');
}

;// CONCATENATED MODULE: ./src/doctor/entry-rules.ts






/** What can be wrong with an entry that takes programs, as its probe and its emulator show it. */
const ENTRY_RULES = [
    {
        id: 'argv-shifted',
        find: ({ entry, service, interpreter }) => interpreter?.assumesArgv0 === true && !entry.flags.includes('P')
            ? {
                severity: 'problem',
                title: 'An emulator that takes flag P for granted is registered without it',
                explanation: `${entry.interpreter} (${entry.name}, flags ${entry.flags || 'none'}) takes a program's first argument for its name, as the builds of tonistiigi/binfmt do, so all arguments are shifted: busybox says "a: applet not found" of uname -a.`,
                advice: 'Register it with P, which flags: auto does.',
                command: setupCommand(service),
                threads: ['https://github.com/lima-vm/alpine-lima/issues/81'],
            }
            : undefined,
    },
    {
        id: 'argv0-lost',
        find: ({ entry, service }) => service.probe?.failure === undefined && service.probe?.preservesArgv0 === false
            ? {
                severity: entry.flags.includes('P') ? 'problem' : 'note',
                title: 'Programs see their path instead of the name they were called by',
                explanation: entry.flags.includes('P')
                    ? `${entry.name} has flag P, but the kernel and this QEMU do not agree on it: Linux 5.12 and QEMU 6.0 are the first that do.`
                    : `${entry.name} has no flag P. Programs that go by argv[0], such as busybox, login shells and multi-call binaries, take another turn than on the real machine.`,
                advice: 'Set the platform up with flags: auto, and a QEMU of today.',
                command: setupCommand(service),
                threads: ['https://github.com/multiarch/qemu-user-static/issues/186'],
            }
            : undefined,
    },
    {
        id: 'emulator-fails',
        find: ({ service, interpreter, entry }) => {
            const fault = (0,binfmt_service/* faultOf */.Kl)(service);
            const isOwnFault = ['bad-emulator', 'timeout', 'not-started', 'no-entry'];
            if (fault === undefined || !isOwnFault.includes(fault.failure))
                return undefined;
            if (interpreter?.assumesArgv0 === true)
                return undefined;
            return {
                severity: 'problem',
                title: 'An emulator is registered and does not run programs',
                explanation: `The test program, run by ${entry.interpreter} (${entry.name}, QEMU ${service.version ?? 'unknown'}): ${fault.detail}.`,
                advice: 'Register another one on top of it.',
                command: setupCommand(service),
            };
        },
    },
    {
        id: 'emulator-dynamic',
        find: ({ entry, service, interpreter }) => interpreter?.isDynamic === true
            ? {
                severity: 'warning',
                title: 'An emulator is linked dynamically',
                explanation: `${entry.interpreter} (${entry.name}) needs a loader and libraries of the host, which containers and chroots do not have, flag F or not: "No such file or directory" is all they say.`,
                advice: 'Register a static one on top of it.',
                command: setupCommand(service),
            }
            : undefined,
    },
    {
        id: 'known-bad',
        find: ({ entry, service, sight }) => {
            const emulator = emulatorOf(service, sight);
            const troubles = emulator === undefined ? [] : (0,known_bad/* knownTroubles */.w)(emulator);
            return troubles.length === 0
                ? undefined
                : {
                    severity: 'warning',
                    title: 'A version of QEMU with known troubles is in service',
                    explanation: `QEMU ${service.version} (${entry.name}): ${troubles.map(({ text }) => text).join('; ')}.`,
                    advice: `Use another version; ${catalog/* DEFAULT_VERSION */.jD} is the default here.`,
                    command: replacingCommand([service], sight, platformOf(service)),
                    threads: troubles.map(({ thread }) => thread),
                };
        },
    },
    {
        id: 'old-qemu',
        find: ({ entry, service, sight }) => service.version === undefined || (0,emulator_version/* compareVersions */.Zy)(service.version, catalog/* DEFAULT_VERSION */.jD) >= 0
            ? undefined
            : {
                severity: 'note',
                title: 'An older QEMU is in service',
                explanation: `${entry.name} is QEMU ${service.version}. Later versions emulate more instructions and are faster.`,
                advice: `Set the platform up again to have ${catalog/* DEFAULT_VERSION */.jD} on top of it.`,
                command: replacingCommand([service], sight, platformOf(service)),
            },
    },
];
/** What known-bad.ts is asked about; undefined when the version is not known. */
function emulatorOf({ version, target, owned }, { host }) {
    return version === undefined
        ? undefined
        : { version, target, hostArchitecture: host.architecture, source: owned?.source };
}
function setupCommand(service) {
    return `xarch setup ${platformOf(service)}`;
}
function platformOf({ target }) {
    return (0,table/* targetByName */.eT)(target)?.platforms[0] ?? target;
}

;// CONCATENATED MODULE: ./src/doctor/finding.ts
/** The findings of a table of rules. */
function applyRules(rules, evidence, about = []) {
    return rules.flatMap((rule) => {
        const trouble = rule.find(evidence);
        return trouble === undefined ? [] : [findingOf(rule.id, trouble, about)];
    });
}
function findingOf(id, trouble, about) {
    const { severity, title, explanation, advice, command = null, threads = [] } = trouble;
    return { id, severity, about, title, explanation, advice, command, threads };
}
const ORDER = ['problem', 'warning', 'note'];
/** How many explanations of one trouble are told in full. */
const MAX_EXPLANATIONS = 3;
/** The worst first; the same trouble with several things is told once. */
function gather(findings) {
    const groups = new Map();
    for (const finding of findings) {
        const key = `${finding.id} ${finding.severity}`;
        groups.set(key, [...(groups.get(key) ?? []), finding]);
    }
    return [...groups.values()]
        .flatMap((group) => merge(group) ?? [])
        .sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}
function merge(group) {
    const [first] = group;
    if (first === undefined)
        return undefined;
    const distinct = (values) => [...new Set(values)];
    const explanations = distinct(group.map(({ explanation }) => explanation));
    const told = explanations.slice(0, MAX_EXPLANATIONS);
    const left = explanations.length - told.length;
    const commands = distinct(group.flatMap(({ command }) => command ?? []));
    return {
        ...first,
        about: distinct(group.flatMap(({ about }) => about)),
        explanation: [...told, ...(left > 0 ? [`And ${left} more of the same.`] : [])].join(' '),
        advice: distinct(group.map(({ advice }) => advice))
            .slice(0, MAX_EXPLANATIONS)
            .join(' '),
        command: joinCommands(commands),
        threads: distinct(group.flatMap(({ threads }) => threads)),
    };
}
/** Several set-ups with the same options are one for all their platforms; else the first command. */
function joinCommands(commands) {
    const parts = commands.map((command) => /^(xarch setup (?:--.* )?)(linux\/.+)$/.exec(command));
    const [head] = parts.map((part) => part?.[1]);
    return head !== undefined && parts.every((part) => part?.[1] === head)
        ? head + parts.map((part) => part?.[2]).join(' ')
        : (commands[0] ?? null);
}

// EXTERNAL MODULE: ./src/emulator/command.ts
var command = __webpack_require__(7474);
;// CONCATENATED MODULE: ./src/doctor/engines.ts


/** An engine that hangs must not keep somebody waiting whose build has failed. */
const TIMEOUT_MS = 4_000;
/** What each is asked: an answer says that it works, and contains the mark when it is rootless. */
const QUESTIONS = [
    ['docker', ['info', '--format', '{{json .SecurityOptions}}'], /name=rootless/],
    ['podman', ['info', '--format', '{{.Host.Security.Rootless}}'], /^true/],
];
/** Asks both engines; nothing is pulled or started. */
function findEngines(env) {
    return Promise.all(QUESTIONS.map(async ([name, args, mark]) => {
        const answer = await askEngine(name, args, env);
        if (answer.failure !== undefined) {
            const { state, reason } = answer.failure;
            return { name, state, reason, isRootless: false };
        }
        return { name, state: 'works', reason: '', isRootless: mark.test(answer.stdout) };
    }));
}
/** Runs one command of an engine. */
async function askEngine(name, args, env) {
    try {
        const { exitCode, stdout, stderr } = await (0,command/* runCommand */.d)([name, ...args], {
            env: { ...env, LC_ALL: 'C' },
            timeoutMs: TIMEOUT_MS,
        });
        if (exitCode === 0)
            return { stdout, failure: undefined };
        const reason = lineOf(stderr) ?? `exit code ${exitCode}`;
        return { stdout, failure: { state: 'fails', reason } };
    }
    catch (error) {
        const isAbsent = (0,errors/* errnoOf */.UQ)(error) === 'ENOENT';
        const reason = isAbsent ? `${name} is not on PATH` : (0,errors/* messageOf */.bD)(error);
        return { stdout: '', failure: { state: isAbsent ? 'absent' : 'fails', reason } };
    }
}
/** The line that tells most, without what all of them begin with, and without passwords in addresses. */
function lineOf(stderr) {
    const lines = stderr.split('\n').filter((line) => line.trim() !== '');
    const line = lines.find((each) => /error|cannot|denied/i.test(each)) ?? lines[0];
    return line
        ?.trim()
        .replace(/^error(?: response from daemon)?: /i, '')
        .replace(/(:\/\/)[^/\s@]*@/g, '$1')
        .slice(0, 300)
        .replace(/[.?!\s]+$/, '');
}

// EXTERNAL MODULE: ./src/platform/parse.ts
var parse = __webpack_require__(5820);
;// CONCATENATED MODULE: ./src/doctor/named-platforms.ts


/**
 * How texts name platforms: as OCI has it, by a name of QEMU's or of its loaders, or by a machine's
 * name as compilers, dpkg and `file` write it. Bare names of one word that mean other things too,
 * such as "arm", are left out.
 */
const NAMES = new RegExp([
    String.raw `\blinux/[a-z0-9_]+(?:/v\d)?`,
    String.raw `\bqemu-[a-z0-9_]+(?:-static)?`,
    String.raw `\b[a-z0-9_]+(?=-binfmt-P)`,
    String.raw `\bld-linux-(?:aarch64|armhf|riscv64|loongarch)`,
    String.raw `\b(?:aarch64|arm64|armhf|armel|armv[67]l?|arm/v[67]|riscv64|ppc64le|ppc64el|s390x|mips64le|mips64el|loong64|loongarch64|i386|amd64|x86[-_]64)\b`,
].join('|'), 'gi');
/** What docker's own warning says of the host, which is not what the message is about. */
const OF_HOST = /(?:detected )?host platform \([^)]*\)/gi;
/** The platforms a text names, each once, in order. */
function namedPlatforms(text) {
    const found = [...text.replace(OF_HOST, '').matchAll(NAMES)].flatMap(([name]) => platformNamed(name.replace(/^ld-linux-/, '').replace(/^loongarch$/, 'loong64')) ?? []);
    return [...new Map(found.map((each) => [each.platform, each])).values()];
}
/** A platform by any of its names, undefined for what is none. */
function platformNamed(name) {
    try {
        return (0,parse/* canonicalPlatform */._l)(name);
    }
    catch (error) {
        if (error instanceof errors/* XarchError */.xp)
            return undefined;
        throw error;
    }
}

;// CONCATENATED MODULE: ./src/doctor/image.ts


/** Asks the engines that work for an image; nothing is pulled. */
async function inspectLocalImage(reference, engines, env) {
    const working = engines.filter(({ state }) => state === 'works').map(({ name }) => name);
    for (const name of working) {
        const { stdout, failure } = await askEngine(name, ['image', 'inspect', reference], env);
        if (failure !== undefined)
            continue;
        const declared = platformIn(stdout);
        return { reference, engines: working, declared, platform: platformNamed(declared) };
    }
    return { reference, engines: working, declared: undefined, platform: undefined };
}
/** What both engines tell of an image in JSON; podman has no variant where the image has none. */
function platformIn(json) {
    const [image] = JSON.parse(json);
    const parts = [image?.Os, image?.Architecture, image?.Variant];
    return parts.filter((part) => typeof part === 'string' && part !== '').join('/');
}
/** What keeps an image from being judged at all. */
const IMAGE_RULES = [
    {
        id: 'image-no-engine',
        find: ({ reference, engines, declared }) => declared === undefined && engines.length === 0
            ? {
                severity: 'problem',
                title: 'No container engine answers',
                explanation: `Neither docker nor podman can be asked about the image ${reference}.`,
                advice: 'Start the engine, or let this user reach it. If you know the platform of the image, ask about that.',
                command: 'xarch doctor linux/arm64',
            }
            : undefined,
    },
    {
        id: 'image-absent',
        find: ({ reference, engines, declared }) => declared === undefined && engines.length > 0
            ? {
                severity: 'problem',
                title: 'The image is not on this machine',
                explanation: `${engines.join(' and ')} do not hold ${reference}, and this command never pulls. The name may be mistyped, or belong to an image that is not pulled yet.`,
                advice: 'Pull it for the platform you mean, or ask about the platform.',
                command: `${engines[0]} pull --platform linux/arm64 ${reference}`,
            }
            : undefined,
    },
    {
        id: 'image-not-linux',
        find: ({ reference, declared, platform }) => declared !== undefined && platform === undefined
            ? {
                severity: 'problem',
                title: 'The image is not for Linux, or for no machine that is known',
                explanation: `${reference} says that it is for ${declared}.`,
                advice: 'Choose an image whose platform begins with linux/.',
            }
            : undefined,
    },
];

;// CONCATENATED MODULE: ./src/doctor/machine-rules.ts
/** What is looked at on each machine, besides the traps that the registrar knows too. */
const MACHINE_RULES = [
    {
        id: 'no-privilege',
        find: ({ privilege: { uid, sudoFailure }, engines }) => 
        // An engine that is root's can lend its rights to a helper container.
        uid === 0 ||
            sudoFailure === undefined ||
            engines.some(({ state, isRootless }) => state === 'works' && !isRootless)
            ? undefined
            : {
                severity: 'warning',
                title: 'This user cannot register anything',
                explanation: `It is not root (uid ${uid}), sudo -n fails (${sudoFailure.replace(/\.$/, '')}), and there is no container engine of root's that it may use.`,
                advice: 'Run xarch setup as root, or allow passwordless sudo. What is registered already serves every user.',
                command: 'sudo xarch setup --keep',
            },
    },
    {
        id: 'no-capability',
        find: ({ privilege: { uid, maySysAdmin } }) => uid !== 0 || maySysAdmin
            ? undefined
            : {
                severity: 'warning',
                title: 'This is root without the right to register anything',
                explanation: 'CAP_SYS_ADMIN is not among its capabilities (CapEff in /proc/self/status), as in containers without --privileged.',
                advice: 'Set the platforms up on the host, as root: its entries serve all its containers.',
                command: 'xarch setup --keep',
            },
    },
    {
        id: 'container',
        find: ({ containerSign }) => containerSign === undefined
            ? undefined
            : {
                severity: 'note',
                title: 'This is a container',
                explanation: `It looks like one: ${containerSign}. It shares the kernel of its host, and so the entries, also where it does not see them.`,
                advice: 'Set platforms up on the host, once for all its containers.',
            },
    },
    {
        id: 'journal-damaged',
        find: ({ journalDamage }) => journalDamage === undefined
            ? undefined
            : {
                severity: 'warning',
                title: 'The journal of setup-xarch cannot be used',
                explanation: `What earlier jobs registered is not known to be theirs any more: ${journalDamage}.`,
                advice: 'The next set-up puts the file aside and goes on. Entries of earlier jobs stay until the next reboot.',
            },
    },
    {
        id: 'qemu-setting',
        find: ({ emulatorSettings }) => {
            const set = Object.entries(emulatorSettings).map(([name, value]) => `${name}=${value}`);
            return set.length === 0
                ? undefined
                : {
                    severity: 'warning',
                    title: 'The environment changes how every emulated program runs',
                    explanation: `QEMU reads ${set.join(' ')} in each emulated program that is started from here. A CPU model of one architecture is unknown in all others, and an old one lacks instructions that programs need.`,
                    advice: 'Set it for the one program that needs it, not for the whole job.',
                    command: `unset ${Object.keys(emulatorSettings).join(' ')}`,
                };
        },
    },
    {
        id: 'engine-unreachable',
        find: ({ engines }) => {
            const failing = engines.filter(({ state }) => state === 'fails');
            const [first] = failing;
            return first === undefined
                ? undefined
                : {
                    severity: 'note',
                    title: 'A container engine is installed and does not answer',
                    explanation: failing.map(({ name, reason }) => `${name}: ${reason}.`).join(' '),
                    advice: 'Nothing here needs it to set platforms up. To run containers, start it, or let this user reach its socket (DOCKER_HOST names another one).',
                    command: first.name === 'docker' ? 'sudo systemctl start docker' : 'podman info',
                };
        },
    },
    {
        id: 'engine-absent',
        find: ({ engines }) => engines.length === 0 || engines.some(({ state }) => state !== 'absent')
            ? undefined
            : {
                severity: 'note',
                title: 'There is no container engine',
                explanation: 'Neither docker nor podman is on PATH.',
                advice: 'Nothing here needs one; foreign programs run without.',
            },
    },
];

;// CONCATENATED MODULE: ./src/doctor/verdict.ts

/** Whether a platform runs on this machine, and thanks to whom. */
function verdictOf({ platform, target }, { machine, host }) {
    if (machine.native.includes(platform))
        return { runs: true, how: 'runs natively' };
    if (target === host.target) {
        return { runs: false, how: `does not run: this CPU lacks what ${platform} asks for` };
    }
    const service = machine.services.get(target);
    if (service === undefined)
        return { runs: false, how: 'does not run: no entry takes it' };
    const fault = (0,binfmt_service/* faultOf */.Kl)(service);
    return fault === undefined
        ? { runs: true, how: `runs, by ${describeService(service)}` }
        : { runs: false, how: `does not run by ${describeService(service)}: ${fault.detail}` };
}
/** `qemu-aarch64 (QEMU 10.2.3, flags POCF)` */
function describeService({ entry, version }) {
    const flags = entry === undefined ? '' : `, flags ${entry.flags || 'none'}`;
    return `${entry?.name ?? 'an entry that is not seen from here'} (QEMU ${version ?? 'unknown'}${flags})`;
}
/** Whether a set-up from here would get through to the kernel, as far as that can be seen. */
function mayRegister({ privilege, traps }) {
    const { uid, maySysAdmin, sudoFailure } = privilege;
    const isBarred = traps.some(({ name }) => name === 'read-only' || name === 'user-namespace');
    return !isBarred && (uid === 0 ? maySysAdmin : sudoFailure === undefined);
}

;// CONCATENATED MODULE: ./src/doctor/message-rule.ts

/** Who serves the platforms a message names, or all that are served when it names none of them. */
function concernedServices({ platforms, sight }) {
    const services = [...sight.machine.services.values()];
    const concerned = services.filter(({ target }) => platforms.some((named) => named.target === target));
    return concerned.length > 0 ? concerned : services;
}
/** Who runs foreign programs here, a sentence. */
function describeServing(message) {
    const services = concernedServices(message);
    if (services.length === 0)
        return 'On this machine nothing is emulated now.';
    const told = services.slice(0, 4).map((each) => `${each.target} by ${describeService(each)}`);
    const left = services.length - told.length;
    return `On this machine programs run for ${told.join(', ')}${left > 0 ? ` and ${left} more` : ''}.`;
}
/** The platforms to type in a command: those a message names, else one to be replaced. */
function platformsToType({ platforms }) {
    const foreign = platforms.map(({ platform }) => platform);
    return foreign.length === 0 ? 'linux/arm64' : [...new Set(foreign)].join(' ');
}

;// CONCATENATED MODULE: ./src/doctor/message-rules-engine.ts


/** Messages of container engines and builders, and of the registries they ask. */
const ENGINE_RULES = [
    {
        id: 'message-rate-limit',
        pattern: /toomanyrequests|pull rate limit|429 too many requests/i,
        find: ({ text }) => ({
            severity: 'problem',
            title: "A registry's limit of pulls is used up",
            explanation: `${/docker\.io|docker\.com|hub/i.test(text) ? 'Docker Hub' : 'The registry'} refused a pull. setup-xarch pulls nothing unless source names an image; a builder of the docker-container driver pulls moby/buildkit.`,
            advice: 'Log in before this step, or let a mirror serve the image; for the builder, driver option image= names another one.',
            command: 'docker login',
            threads: [
                'https://github.com/docker/setup-qemu-action/issues/166',
                'https://github.com/docker/setup-buildx-action/issues/395',
            ],
        }),
    },
    {
        id: 'message-docker-driver',
        pattern: /multi-?platform build is not supported for the docker driver|multiple platforms feature is currently not supported for docker driver/i,
        find: () => ({
            severity: 'problem',
            title: 'The builder in use cannot build for several platforms at once',
            explanation: 'The docker driver builds in the daemon, whose old image store holds one platform an image.',
            advice: "Make a builder of the docker-container driver (buildx: true of setup-xarch does), or switch the daemon's containerd image store on.",
            command: 'docker buildx create --use --driver docker-container',
            threads: ['https://github.com/docker/build-push-action/issues/302'],
        }),
    },
    {
        id: 'message-no-daemon',
        pattern: /cannot connect to the docker daemon|failed to connect to the docker api|permission denied while trying to connect to the docker/i,
        find: ({ sight: { engines } }) => {
            const docker = engines.find(({ name }) => name === 'docker');
            return {
                severity: 'problem',
                title: 'The Docker daemon does not answer',
                explanation: docker?.state === 'works'
                    ? 'It answers here now, so it was not started yet, or the message comes from where its socket is not seen, such as a job container.'
                    : `Here too: ${docker?.reason ?? 'docker was not asked'}.`,
                advice: 'Start it, let this user reach its socket, or mount the socket into the job container. Setting platforms up needs no Docker.',
                command: 'sudo systemctl start docker',
            };
        },
    },
    {
        id: 'message-platform-mismatch',
        pattern: /requested image's platform \([^)]*\) does not match the detected host platform/i,
        find: (message) => {
            const [platform] = message.platforms;
            const verdict = platform === undefined ? undefined : verdictOf(platform, message.sight);
            return {
                severity: verdict?.runs === true ? 'note' : 'problem',
                title: 'The image is for another platform than the host',
                explanation: verdict === undefined
                    ? describeServing(message)
                    : `${platform?.platform} ${verdict.how}.`,
                advice: verdict?.runs === true
                    ? 'The warning alone is harmless: --platform says that you mean it.'
                    : 'Set the platform up.',
                command: `xarch setup ${platformsToType(message)}`,
            };
        },
    },
];

;// CONCATENATED MODULE: ./src/doctor/message-rules-guest.ts





/** A version that is told to whom the default fails, older and without known troubles of its own. */
const OTHER_VERSION = '10.1.3';
/** What the CPU model's setting in this environment has to do with it, if there is one. */
function cpuSetting({ sight }) {
    const { QEMU_CPU: model } = sight.emulatorSettings;
    return model === undefined ? '' : ` QEMU_CPU is "${model}" in this environment: unset it first.`;
}
/** What is known of the versions in service, sentences with a blank before each. */
function knownOf(message) {
    const known = concernedServices(message).flatMap((service) => {
        const emulator = emulatorOf(service, message.sight);
        return emulator === undefined
            ? []
            : (0,known_bad/* knownTroubles */.w)(emulator).map((trouble) => ({ ...trouble, version: emulator.version }));
    });
    return {
        text: [
            ...new Set(known.map(({ version, text }) => ` Of QEMU ${version} it is known: ${text}.`)),
        ].join(''),
        threads: [...new Set(known.map(({ thread }) => thread))],
    };
}
/** Whether a text is about a program that was emulated, rather than any failure of its kind. */
function isEmulated({ text, platforms }) {
    return platforms.length > 0 || /\bqemu\b|emulat/i.test(text);
}
/** Whether the default version is what serves already. */
function hasDefault(message) {
    const services = concernedServices(message);
    return services.length > 0 && services.every(({ version }) => version === catalog/* DEFAULT_VERSION */.jD);
}
/** Messages of programs that run under QEMU, and of the tools around them. */
const GUEST_RULES = [
    {
        id: 'message-lfstack',
        pattern: /lfstack\.push/i,
        find: (message) => ({
            severity: 'problem',
            title: 'A Go program of amd64 under an emulator gets addresses that Go cannot pack',
            explanation: `It happens on arm64 hosts whose emulator hands out addresses beyond 47 bits. ${describeServing(message)}`,
            advice: 'Build natively and let Go cross-compile (GOARCH=amd64; FROM --platform=$BUILDPLATFORM in a Dockerfile), use a newer Go, or another QEMU.',
            command: 'GOARCH=amd64 go build ./...',
            threads: ['https://github.com/golang/go/issues/69255'],
        }),
    },
    {
        id: 'message-x86-64-level',
        pattern: /cpu does not support x86-64-v\d|cpu isa level is lower than required/i,
        find: (message) => ({
            severity: 'problem',
            title: 'The emulated CPU lacks a level of x86-64 that the system in the image asks for',
            explanation: `The default model of older versions of QEMU does not reach x86-64-v2, and one set by hand may not either.${cpuSetting(message)} ${describeServing(message)}`,
            advice: 'Use a newer QEMU, or give the program the largest model there is.',
            command: 'docker run --rm --platform linux/amd64 -e QEMU_CPU=max IMAGE',
            threads: ['https://github.com/containers/podman/issues/15456'],
        }),
    },
    {
        id: 'message-signal-4',
        pattern: /uncaught target signal 4\b|illegal instruction|exit(?:ed with)?(?: code| status)?:? 132\b/i,
        find: (message) => ({
            severity: 'problem',
            title: 'The emulated CPU lacks an instruction of the program (SIGILL, exit code 132)',
            explanation: `The program is built for a later CPU than the model that QEMU shows it, or this QEMU does not know the instruction.${cpuSetting(message)} ${describeServing(message)}${knownOf(message).text}`,
            advice: 'Use a newer QEMU, or give the program the largest CPU model there is.',
            command: `docker run --rm --platform ${platformsToType(message).split(' ')[0]} -e QEMU_CPU=max IMAGE`,
            threads: ['https://github.com/uraimo/run-on-arch-action/issues/174'],
        }),
    },
    {
        id: 'message-cpu-model',
        pattern: /unable to find cpu model/i,
        find: (message) => ({
            severity: 'problem',
            title: 'QEMU does not know the CPU model that was set',
            explanation: `Models belong to one architecture each, and QEMU_CPU reaches all emulated programs.${cpuSetting(message)}`,
            advice: 'Unset QEMU_CPU, or set it for the one program that needs it. max exists for most.',
            command: 'unset QEMU_CPU',
        }),
    },
    {
        id: 'message-dotnet',
        pattern: /coreclr|dotnet (?:restore|build|publish|test|run|exec|\S+\.dll)\b|system\.private\.corelib|fatal error\. system\./i,
        find: (message) => isEmulated(message)
            ? {
                severity: 'problem',
                title: '.NET is not supported under QEMU',
                explanation: 'Its makers say that it may hang or crash there, whatever the version of QEMU. Under 7.2 its garbage collection does crash, where a newer one gets further.',
                advice: 'Build on the native platform for the other one: FROM --platform=$BUILDPLATFORM, and dotnet publish -a $TARGETARCH; or use a runner of that architecture.',
                command: 'dotnet publish -a arm64',
                threads: ['https://github.com/dotnet/dotnet-docker/issues/5355'],
            }
            : undefined,
    },
    {
        id: 'message-go-runtime',
        pattern: /pidfd|goroutine \d+ \[|fatal error: (?:fault|morestack|unexpected signal|found bad pointer)|exitsyscall/i,
        find: (message) => {
            if (/lfstack\.push/i.test(message.text) || !isEmulated(message))
                return undefined;
            return {
                severity: 'problem',
                title: 'A Go program fails in its runtime, which emulators are known to upset',
                explanation: `QEMU from 7.2 up to 8.0 cannot start processes for Go 1.23.0 to 1.23.2, and Go's preemption by signals hangs or crashes under some versions. ${describeServing(message)}${knownOf(message).text}`,
                advice: 'Let Go cross-compile natively (GOARCH), which is faster too. Where it has to run emulated, use a newer QEMU and Go, or GODEBUG=asyncpreemptoff=1.',
                command: `GOARCH=arm64 go build ./...`,
                threads: [
                    'https://github.com/golang/go/issues/36981',
                    'https://github.com/golang/go/issues/46818',
                    'https://github.com/golang/go/issues/68976',
                    'https://github.com/golang/go/issues/70329',
                ],
            };
        },
    },
    {
        id: 'message-signal-11',
        pattern: /uncaught target signal 11\b|segmentation fault|exit(?:ed with)?(?: code| status)?:? 139\b/i,
        find: (message) => {
            const { text, threads } = knownOf(message);
            return {
                severity: 'problem',
                title: 'A program crashed under the emulator (SIGSEGV, exit code 139)',
                explanation: `Mostly it is a bad pair of QEMU and kernel, or of QEMU and program. ${describeServing(message)}${text}`,
                advice: hasDefault(message)
                    ? `Try another version; if that helps, please report it. ${catalog/* DEFAULT_VERSION */.jD} is in service.`
                    : `Use QEMU ${catalog/* DEFAULT_VERSION */.jD}, in which nothing of the kind is known. A builder that was made before has its own.`,
                command: replacingCommand(concernedServices(message), message.sight, platformsToType(message), hasDefault(message) ? OTHER_VERSION : catalog/* DEFAULT_VERSION */.jD),
                threads: [
                    ...threads,
                    'https://github.com/docker/setup-qemu-action/issues/198',
                    'https://github.com/tonistiigi/binfmt/issues/215',
                ],
            };
        },
    },
    {
        id: 'message-sudo',
        pattern: /effective uid is not 0|no new privileges" flag is set/i,
        find: (message) => {
            const without = concernedServices(message).filter(({ entry }) => entry !== undefined && !entry.flags.includes('C'));
            const names = without.map(({ entry }) => entry?.name).join(', ');
            return {
                severity: 'problem',
                title: 'A setuid program did not get its rights',
                explanation: without.length > 0
                    ? `${names} ${without.length === 1 ? 'has' : 'have'} no flag C, so the kernel takes the rights of the emulator instead of those of the program.`
                    : 'The entries here have flag C, so it is the container: it runs with no_new_privs, or the program lies on a file system mounted nosuid.',
                advice: without.length > 0
                    ? 'Register with flag C, which flags: auto does.'
                    : 'Leave out --security-opt no-new-privileges (allowPrivilegeEscalation: false in Kubernetes), and do not mount the file system nosuid.',
                command: without.length > 0
                    ? `xarch setup ${platformsToType(message)}`
                    : "docker inspect --format '{{.HostConfig.SecurityOpt}}' CONTAINER",
                threads: [
                    'https://github.com/multiarch/qemu-user-static/issues/17',
                    'https://github.com/sudo-project/sudo/issues/129',
                ],
            };
        },
    },
    {
        id: 'message-applet',
        pattern: /applet not found/i,
        find: (message) => ({
            severity: 'problem',
            title: 'A program took its first argument for its name',
            explanation: `The emulator takes flag P for granted, as the builds of tonistiigi/binfmt do, and its entry lacks it. ${describeServing(message)}`,
            advice: 'Register it with P, which flags: auto does where it is needed.',
            command: `xarch setup ${platformsToType(message)}`,
            threads: ['https://github.com/lima-vm/alpine-lima/issues/81'],
        }),
    },
    {
        id: 'message-value-too-large',
        pattern: /value too large for defined data type|\beoverflow\b|os error 75/i,
        find: () => ({
            severity: 'problem',
            title: 'A 32-bit program met 64-bit numbers of the file system',
            explanation: 'Inode numbers or positions in directories of the host do not fit: programs built without large file support, cargo and libgit2 on arm/v7 among them, fail under a 64-bit kernel.',
            advice: 'Mount a tmpfs over the directory it fails in, and not over programs: RUN --mount=type=tmpfs,target=/root/.cargo/registry in a Dockerfile, /usr/local/cargo/registry in the images of Rust. Or build for a 64-bit platform, or cross-compile.',
            command: 'docker run --tmpfs /root/.cargo/registry --platform linux/arm/v7 IMAGE',
            threads: [
                'https://github.com/rust-lang/cargo/issues/8719',
                'https://github.com/docker/buildx/issues/395',
            ],
        }),
    },
];

;// CONCATENATED MODULE: ./src/doctor/message-rules.ts





/** What a kernel says of a program that nothing takes, as shells and container engines tell it. */
const EXEC_FORMAT = /exec format error|standard_init_linux\.go|cannot execute binary file|exec user process caused/i;
/** Platforms a message is about that do not run here. */
function missingPlatforms({ platforms, sight }) {
    const missing = platforms.filter((each) => !verdictOf(each, sight).runs);
    return [...new Set(missing.map(({ platform }) => platform))];
}
const HOST_COMMAND = 'xarch setup --keep';
/** Messages about registering and starting foreign programs. */
const START_RULES = [
    {
        id: 'message-exec-format',
        pattern: EXEC_FORMAT,
        find: (message) => {
            const missing = missingPlatforms(message);
            if (missing.length === 0 && message.platforms.length > 0)
                return undefined;
            return {
                severity: 'problem',
                title: 'The kernel found nobody to run a foreign program',
                explanation: missing.length > 0
                    ? `The message is about ${missing.join(', ')}, and that does not run here: no entry that is switched on takes its programs.`
                    : 'The message does not say for which platform the program is. It may also be an empty file, or a script without #! in its first line.',
                advice: missing.length > 0
                    ? 'Set the platform up, before the container or builder starts.'
                    : 'Ask about the image or the file: xarch doctor IMAGE, or xarch doctor ./FILE.',
                command: missing.length > 0 ? `xarch setup ${missing.join(' ')}` : 'xarch setup linux/arm64',
                threads: ['https://github.com/docker/setup-qemu-action/issues/173'],
            };
        },
    },
    {
        id: 'message-exec-format-elsewhere',
        pattern: EXEC_FORMAT,
        find: (message) => {
            const { platforms, sight } = message;
            if (platforms.length === 0 || missingPlatforms(message).length > 0)
                return undefined;
            const told = platforms.map((each) => `${each.platform} ${verdictOf(each, sight).how}`);
            return {
                severity: 'problem',
                title: 'The platform runs here, and did not where the message comes from',
                explanation: `${[...new Set(told)].join('; ')}. So the message comes from another machine, from a virtual machine with a kernel of its own (Docker Desktop), from a user namespace that has a binfmt_misc of its own, from before the entry was made, or from a builder that started before it.`,
                advice: 'Set the platform up where the daemon or builder runs, then make the builder anew: BuildKit looks for emulators when it starts.',
                command: 'docker buildx inspect --bootstrap',
                threads: [
                    'https://github.com/tonistiigi/binfmt/issues/288',
                    'https://github.com/docker/setup-qemu-action/issues/206',
                ],
            };
        },
    },
    {
        id: 'message-shell-reads-program',
        pattern: /syntax error: (?:word unexpected|unterminated quoted|"[()&;|]" unexpected|end of file)/i,
        find: (message) => {
            const missing = missingPlatforms(message);
            return missing.length === 0
                ? undefined
                : {
                    severity: 'problem',
                    title: 'A shell tried to read a foreign program as a script',
                    explanation: `What the kernel refuses (exec format error), env, chroot and others hand to /bin/sh, which then complains of its syntax. The program is for ${missing.join(', ')}, and that does not run here.`,
                    advice: 'Set the platform up.',
                    command: `xarch setup ${missing.join(' ')}`,
                };
        },
    },
    {
        id: 'message-guest-loader',
        pattern: /could not open '?\/lib[^']*\/ld[^']*|cannot execute: required file not found/i,
        find: ({ text }) => ({
            severity: 'problem',
            title: "The foreign program's dynamic loader is missing",
            explanation: `The emulator started, and then did not find ${/'(\/lib[^']*)'/.exec(text)?.[1] ?? "the program's loader"}: the program is linked dynamically, and the libraries of its architecture are not in this file system.`,
            advice: 'Run it in a container or chroot of its own platform, link it statically, or let QEMU_LD_PREFIX name a directory with its libraries.',
            command: 'xarch doctor ./PROGRAM',
        }),
    },
    {
        id: 'message-no-such-file',
        pattern: /(?:exec|chroot|env|sh|bash|unable to start|failed to run command).*no such file or directory/i,
        find: (message) => {
            const { text, sight } = message;
            if (/could not open/i.test(text))
                return undefined;
            const without = sight.traps.filter(({ name }) => name === 'no-fix-binary' || name === 'missing-interpreter');
            return {
                severity: 'problem',
                title: '"No such file or directory" of a program that is there',
                explanation: without.length > 0
                    ? `It is the emulator that is not found where the program runs: ${without
                        .map(({ seen }) => seen)
                        .slice(0, 2)
                        .join(' ')}`
                    : 'All entries here hold their emulator open (flag F), so what is missing is the loader of a dynamically linked program, or the interpreter in the first line of a script.',
                advice: without.length > 0
                    ? 'Register with flag F, which flags: auto does.'
                    : 'Ask about the file itself; it tells what is missing.',
                command: without.length > 0
                    ? `xarch setup ${servedBy(without) || platformsToType(message)}`
                    : 'xarch doctor ./PROGRAM',
            };
        },
    },
    {
        id: 'message-register-exists',
        pattern: /(?:write error|register|echo|printf|tee).*file exists/i,
        find: ({ sight: { machine } }) => ({
            severity: 'problem',
            title: 'The name of the entry is taken',
            explanation: machine.entries.length === 0
                ? 'Another entry has the name that was to be registered.'
                : `Another entry has that name; here are ${machine.entries
                    .map(({ name }) => name)
                    .slice(0, 12)
                    .join(', ')}.`,
            advice: 'It need not go: a later entry with another name wins over it, which is what xarch setup does.',
            command: 'xarch status',
            threads: ['https://github.com/docker/setup-qemu-action/issues/21'],
        }),
    },
    {
        id: 'message-register-invalid',
        pattern: /(?:write error|register|echo|printf|tee).*invalid argument/i,
        find: ({ sight: { kernelRelease } }) => ({
            severity: 'problem',
            title: 'The kernel does not understand what was to be registered',
            explanation: `The line is malformed (bytes of magic and mask need \\x escapes, the interpreter an absolute path), or names a flag that this kernel, ${kernelRelease}, does not know: F needs Linux 4.8.`,
            advice: 'Let xarch setup write the line; it says which part the kernel refused.',
            command: 'xarch setup linux/arm64',
        }),
    },
    {
        id: 'message-no-binfmt',
        pattern: /unknown filesystem type '?binfmt_misc|no such device|module binfmt_misc not found/i,
        find: ({ sight }) => {
            const isThere = !sight.traps.some(({ name }) => name === 'no-module');
            return {
                severity: 'problem',
                title: 'The kernel the message comes from has no binfmt_misc',
                explanation: isThere
                    ? 'The kernel of this machine has it, so the message comes from another one, or the module was loaded since.'
                    : 'The kernel of this machine has it neither built in nor loaded.',
                advice: 'Load the module; on Ubuntu it is in linux-modules-extra-$(uname -r). Otherwise use a kernel with CONFIG_BINFMT_MISC.',
                command: 'sudo modprobe binfmt_misc',
            };
        },
    },
    {
        id: 'message-mount-refused',
        pattern: /(?=.*binfmt)(?=.*(?:cannot mount|mount|register)).*(?:operation not permitted|permission denied|read-only file system|must be superuser)/i,
        find: ({ sight: { traps, containerSign } }) => ({
            severity: 'problem',
            title: 'binfmt_misc may not be mounted or written there',
            explanation: `That takes root of the host: a container needs --privileged, and no rootless one can.${containerSign === undefined ? '' : ` This is a container (${containerSign}).`}${traps
                .filter(({ name }) => name === 'read-only' || name === 'user-namespace')
                .map(({ seen }) => ` ${seen}`)
                .join('')}`,
            advice: 'Run this once on the host, as root; its entries serve all its containers, rootless ones too.',
            command: HOST_COMMAND,
            threads: [
                'https://github.com/docker/setup-qemu-action/issues/67',
                'https://github.com/tonistiigi/binfmt/issues/76',
            ],
        }),
    },
    {
        id: 'message-json-end',
        pattern: /unexpected end of json input/i,
        find: () => ({
            severity: 'problem',
            title: 'Another set-up action read an answer that its installer did not give',
            explanation: 'Its installer had failed before, and what it said is further up in the log, or nowhere.',
            advice: 'Look for the first error above, or use setup-xarch, which shows it.',
            command: HOST_COMMAND,
            threads: ['https://github.com/docker/setup-qemu-action/issues/88'],
        }),
    },
];
/** The platforms that entries take, as far as their names tell. */
function servedBy(entries) {
    return entries.flatMap(({ subject }) => platformNamed(subject)?.platform ?? []).join(' ');
}
/** All messages that are known. */
const MESSAGE_RULES = [
    ...START_RULES,
    ...GUEST_RULES,
    ...ENGINE_RULES,
];

;// CONCATENATED MODULE: ./src/doctor/platform-rules.ts

/** Why a platform that nothing is registered for does not run. */
const PLATFORM_RULES = [
    {
        id: 'cpu-level',
        find: ({ platform: { platform, target }, sight: { host, machine } }) => target !== host.target || machine.native.includes(platform)
            ? undefined
            : {
                severity: 'problem',
                title: 'The CPU of this machine lacks what the platform asks for',
                explanation: `${platform} is this machine's own architecture at a level that its CPU does not reach: it runs ${machine.native.join(', ')}. One's own architecture is never emulated.`,
                advice: 'Use a machine with a newer CPU, or build for a lower level.',
            },
    },
    {
        id: 'no-entry',
        find: ({ platform, sight, isExplained }) => {
            const { platform: name, target } = platform;
            const isOwn = target === sight.host.target;
            if (isOwn || isExplained || verdictOf(platform, sight).runs)
                return undefined;
            const isBlind = sight.machine.status === 'absent';
            return {
                severity: 'problem',
                title: 'No entry that is switched on takes programs of the platform',
                explanation: `${isBlind ? 'Its test program does not run, and the entries are not seen from here. ' : ''}Programs and containers of ${name} fail with "exec format error" here.`,
                advice: sight.containerSign === undefined || mayRegister(sight)
                    ? 'Set it up.'
                    : 'Set it up on the host of this container; its entries serve here too.',
                command: `xarch setup ${name}`,
            };
        },
    },
];

// EXTERNAL MODULE: ./src/binfmt/entry.ts
var entry = __webpack_require__(8488);
// EXTERNAL MODULE: ./src/binfmt/mountinfo.ts
var mountinfo = __webpack_require__(1533);
// EXTERNAL MODULE: ./src/emulator/elf.ts
var elf = __webpack_require__(9158);
;// CONCATENATED MODULE: ./src/doctor/program.ts







const HEAD_BYTES = 4096;
/** The kernel follows five scripts at most (`BINPRM_MAX_RECURSION` of Linux fs/exec.c). */
const MAX_SCRIPTS = 5;
/**
 * Reads what a program is, without running it.
 * @param mounts all mounts of this process
 * @throws E_INPUT when it cannot be read
 */
function readProgram(path, mounts, env, depth = 0) {
    const { head, stats } = readHead(path);
    return {
        path,
        content: contentOf(head, mounts, env, depth),
        isExecutable: (stats.mode & 0o111) !== 0,
        isSetuid: (stats.mode & 0o4000) !== 0,
        mountOptions: (0,mountinfo/* mountOver */.qS)(mounts, (0,external_node_fs_.realpathSync)(path))?.options ?? [],
    };
}
function readHead(path) {
    let descriptor;
    try {
        // A pipe would be waited for, before it is seen to be none.
        descriptor = (0,external_node_fs_.openSync)(path, external_node_fs_.constants.O_RDONLY | external_node_fs_.constants.O_NONBLOCK);
    }
    catch (error) {
        throw new errors/* XarchError */.xp('E_INPUT', `${path} cannot be read: ${(0,errors/* messageOf */.bD)(error)}.`, (0,errors/* errnoOf */.UQ)(error) === 'ENOENT'
            ? 'Correct the path; a platform or an image is written without a dot or slash at its start.'
            : 'Run this as a user who may read it.', error);
    }
    try {
        const stats = (0,external_node_fs_.fstatSync)(descriptor);
        if (!stats.isFile()) {
            throw new errors/* XarchError */.xp('E_INPUT', `${path} is not a plain file, so it is not a program.`, 'Name a program, a platform or an image.');
        }
        const head = Buffer.alloc(HEAD_BYTES);
        return { head: head.subarray(0, (0,external_node_fs_.readSync)(descriptor, head, 0, HEAD_BYTES, 0)), stats };
    }
    finally {
        (0,external_node_fs_.closeSync)(descriptor);
    }
}
function contentOf(head, mounts, env, depth) {
    if (head.length === 0)
        return { kind: 'empty' };
    if (head.subarray(0, 2).toString('latin1') === '#!') {
        const [line = ''] = head.subarray(2).toString('latin1').split('\n');
        const [interpreter = '', argument] = line.trim().split(/[ \t]+/);
        const endsInCarriageReturn = line.endsWith('\r');
        const path = /\/env$/.test(interpreter) ? findOnPath(argument, env) : interpreter;
        // The kernel takes a carriage return for a part of the name.
        const isReadable = path !== undefined && !endsInCarriageReturn && (0,external_node_fs_.existsSync)(path) && depth < MAX_SCRIPTS;
        const program = isReadable ? readProgram(path, mounts, env, depth + 1) : undefined;
        return { kind: 'script', interpreter, endsInCarriageReturn, program };
    }
    try {
        const { machine, loader } = (0,elf/* readElf */.o)(head);
        const row = table/* TARGETS */.dW.find((target) => (0,entry/* matches */.cK)(target, head));
        return {
            kind: 'elf',
            platform: row === undefined ? undefined : { platform: row.platforms[0] ?? '', target: row.target },
            machine,
            loader,
            hasLoader: loader === undefined || findLoader(loader, env),
        };
    }
    catch (error) {
        return { kind: 'other', description: (0,errors/* messageOf */.bD)(error) };
    }
}
/** QEMU looks for a guest's files under this prefix first (`-L`, QEMU_LD_PREFIX). */
function findLoader(loader, env) {
    const prefix = env.QEMU_LD_PREFIX ?? '';
    return (0,external_node_fs_.existsSync)(loader) || (prefix !== '' && (0,external_node_fs_.existsSync)((0,external_node_path_.join)(prefix, loader)));
}
function findOnPath(name, env) {
    if (name === undefined || name.startsWith('-'))
        return undefined;
    return (env.PATH ?? '')
        .split(external_node_path_.delimiter)
        .map((directory) => (0,external_node_path_.join)(directory, name))
        .find((file) => (0,external_node_fs_.existsSync)(file));
}
/** The platform a program needs in the end: its own, or its interpreter's. */
function program_platformOf({ content }) {
    if (content.kind === 'elf')
        return content.platform;
    if (content.kind === 'script' && content.program !== undefined) {
        return program_platformOf(content.program);
    }
    return undefined;
}

;// CONCATENATED MODULE: ./src/doctor/program-rules.ts



/** What can keep one program from running although its platform runs. */
const PROGRAM_RULES = [
    {
        id: 'not-executable',
        find: ({ program: { path, isExecutable } }) => isExecutable
            ? undefined
            : {
                severity: 'problem',
                title: 'The file is not executable',
                explanation: `The mode of ${path} has no x, so the kernel answers "Permission denied".`,
                advice: 'Make it executable; git keeps that too (git update-index --chmod=+x).',
                command: `chmod +x ${path}`,
            },
    },
    {
        id: 'noexec-mount',
        find: ({ program: { path, mountOptions } }) => mountOptions.includes('noexec')
            ? {
                severity: 'problem',
                title: 'The file lies on a file system that is mounted noexec',
                explanation: `No program can be run from where ${path} is: the kernel answers "Permission denied".`,
                advice: 'Move it to another file system, or mount that one without noexec.',
            }
            : undefined,
    },
    {
        id: 'not-a-program',
        find: ({ program: { path, content } }) => content.kind === 'empty' || content.kind === 'other'
            ? {
                severity: 'problem',
                title: 'The file is no program',
                explanation: content.kind === 'empty'
                    ? `${path} is empty. The kernel answers "exec format error", as it does for a foreign program.`
                    : `${path} is ${content.description}, and no script with #! at its start. The kernel answers "exec format error", as it does for a foreign program.`,
                advice: 'Build or copy it anew: a download may have failed, or Git LFS left a pointer. A shell script needs #!/bin/sh as its first line.',
            }
            : undefined,
    },
    {
        id: 'unknown-machine',
        find: ({ program: { path, content } }) => content.kind === 'elf' && content.platform === undefined
            ? {
                severity: 'problem',
                title: 'The program is for a machine that QEMU does not emulate in user mode',
                explanation: `${path} says ELF machine ${content.machine}.`,
                advice: 'Build it for another platform.',
            }
            : undefined,
    },
    {
        id: 'loader-missing',
        find: ({ program, sight }) => {
            const elf = dynamicOf(program.content);
            const platform = program_platformOf(program);
            if (elf === undefined || elf.hasLoader || platform === undefined)
                return undefined;
            return {
                severity: 'problem',
                title: "The program's dynamic loader is not there",
                explanation: `${program.path} is linked dynamically for ${platform.platform} and needs ${elf.loader}, which this system does not have. The message is "No such file or directory", although the program itself is there.`,
                advice: `Run it in a container or chroot of ${platform.platform}, link it statically, install that architecture's C library (on Debian and Ubuntu: dpkg --add-architecture, then libc6 of it), or let QEMU_LD_PREFIX name a directory that has it.`,
                command: sight.machine.native.includes(platform.platform)
                    ? undefined
                    : `docker run --rm --platform ${platform.platform} -v "$PWD:/work" -w /work debian:stable-slim ${program.path}`,
            };
        },
    },
    {
        id: 'script-interpreter-missing',
        find: ({ program: { path, content } }) => content.kind === 'script' && content.program === undefined
            ? {
                severity: 'problem',
                title: 'The interpreter of the script is not there',
                explanation: content.endsInCarriageReturn
                    ? `The first line of ${path} ends in a carriage return, so the kernel looks for "${content.interpreter}\\r". The message is "No such file or directory", although the script itself is there.`
                    : `${path} begins with #!${content.interpreter}, which is not there or cannot be found. The message is "No such file or directory", although the script itself is there.`,
                advice: content.endsInCarriageReturn
                    ? 'Give it the line ends of Unix.'
                    : 'Install the interpreter, or correct the first line.',
                command: content.endsInCarriageReturn ? `sed -i 's/\\r$//' ${path}` : undefined,
            }
            : undefined,
    },
    {
        id: 'setuid-without-credentials',
        find: ({ program, sight }) => {
            const target = program_platformOf(program)?.target ?? '';
            const service = sight.machine.services.get(target);
            if (!program.isSetuid || service?.entry === undefined)
                return undefined;
            if (!(0,binfmt_service/* takesTarget */.i1)(service.entry, target) || service.entry.flags.includes('C')) {
                return undefined;
            }
            return {
                severity: 'problem',
                title: "A setuid program would run without its owner's rights",
                explanation: `${program.path} is setuid, and ${describeService(service)} has no flag C: the kernel takes the rights of the emulator instead of those of the program.`,
                advice: 'Register with flag C, which flags: auto does.',
                command: `xarch setup ${program_platformOf(program)?.platform}`,
            };
        },
    },
    {
        id: 'setuid-on-nosuid',
        find: ({ program: { path, isSetuid, mountOptions } }) => isSetuid && mountOptions.includes('nosuid')
            ? {
                severity: 'problem',
                title: 'A setuid program lies on a file system that is mounted nosuid',
                explanation: `The kernel ignores the setuid bit of ${path} there.`,
                advice: 'Move it to another file system, or mount that one without nosuid.',
            }
            : undefined,
    },
];
/** The ELF file that needs a loader: the program, or what runs the script. */
function dynamicOf(content) {
    if (content.kind === 'elf')
        return content.loader === undefined ? undefined : content;
    return content.kind === 'script' && content.program !== undefined
        ? dynamicOf(content.program.content)
        : undefined;
}

;// CONCATENATED MODULE: ./src/doctor/trap-findings.ts

/** Restarting it needs no knowledge of what is registered; the path is the kernel's own. */
const MOUNT = 'sudo mount -t binfmt_misc binfmt_misc /proc/sys/fs/binfmt_misc';
const TELLINGS = {
    'no-module': {
        severity: 'problem',
        title: 'The kernel has no binfmt_misc',
        command: () => 'sudo modprobe binfmt_misc',
    },
    'not-mounted': { severity: 'note', title: 'binfmt_misc is not mounted', command: () => MOUNT },
    automount: {
        severity: 'problem',
        title: 'The automount of binfmt_misc does not answer',
        command: () => 'sudo systemctl restart proc-sys-fs-binfmt_misc.automount',
    },
    'read-only': { severity: 'warning', title: 'Nothing can be registered from here: read-only' },
    'switched-off': {
        severity: 'problem',
        title: 'binfmt_misc is switched off as a whole',
        command: ({ subject }) => `echo 1 | sudo tee ${subject}/status`,
    },
    'own-instance': {
        severity: 'warning',
        title: "A user namespace with a binfmt_misc of its own hides the host's entries",
    },
    'user-namespace': { severity: 'note', title: 'This process is in a user namespace' },
    'no-new-privileges': {
        severity: 'warning',
        title: 'This process may not gain privileges (no_new_privs)',
    },
    seccomp: { severity: 'note', title: 'System calls of this process are filtered' },
    apparmor: { severity: 'note', title: 'This process is confined by a security profile' },
    hidepid: { severity: 'note', title: 'Processes of other users are hidden' },
    disabled: {
        severity: 'warning',
        title: 'An entry is switched off',
        command: ({ subject }) => `echo 1 | sudo tee /proc/sys/fs/binfmt_misc/${subject}`,
    },
    'no-fix-binary': {
        severity: 'warning',
        title: 'An entry without flag F does not serve containers and chroots',
    },
    'missing-interpreter': {
        severity: 'problem',
        title: 'An entry names an emulator that is not there',
    },
    'no-credentials': {
        severity: 'note',
        title: 'An entry without flag C: setuid programs do not get their rights',
    },
    shadowed: { severity: 'warning', title: 'A later entry wins over that of setup-xarch' },
    noexec: { severity: 'problem', title: 'Programs cannot be run from the temporary directory' },
    rootless: { severity: 'note', title: 'The container engine is rootless' },
};
/** Names of traps, which are the ids of their findings. */
const TRAP_NAMES = Object.keys(TELLINGS);
/** Traps of single entries; the others concern the machine. */
const ENTRY_TRAPS = [
    ...['disabled', 'no-fix-binary', 'missing-interpreter', 'no-credentials', 'shadowed'],
];
/** What stands in the way on this machine as a whole. */
function machineTraps({ traps }) {
    return traps
        .filter(({ name }) => !ENTRY_TRAPS.includes(name))
        .map((trap) => tell(trap, trap.name === 'rootless' ? [trap.subject] : []));
}
/**
 * What is wrong with entries.
 * @param isConcerned whether an entry, or for `shadowed` a target, is of interest
 * @param raised traps that matter more than they do by themselves
 */
function entryTrapFindings({ traps, machine }, isConcerned, raised = {}) {
    return traps
        .filter(({ name, subject }) => ENTRY_TRAPS.includes(name) && isConcerned(subject))
        .map((trap) => {
        const finding = tell(trap, [trap.subject]);
        const switchedOffByUs = machine.journal.disabled.some(({ name }) => name === trap.subject);
        return {
            ...finding,
            severity: raised[trap.name] ?? finding.severity,
            ...(trap.name === 'disabled' && switchedOffByUs ? SWITCHED_OFF_BY_US : {}),
        };
    });
}
const SWITCHED_OFF_BY_US = {
    advice: 'setup-xarch switched it off (reset), and puts it back when the last job that asked for it ends.',
    command: 'xarch restore',
};
function tell(trap, about) {
    const { severity, title, command } = TELLINGS[trap.name];
    return findingOf(trap.name, { severity, title, explanation: trap.seen, advice: trap.remedy, command: command?.(trap) }, about);
}

;// CONCATENATED MODULE: ./src/doctor/rule-ids.ts







/** Text that no rule knows. */
const UNKNOWN_MESSAGE = 'message-unknown';
/** The ids of all findings there can be, by what is looked at; docs/troubleshooting.md explains each. */
const RULE_IDS = {
    machine: [
        ...TRAP_NAMES,
        ...MACHINE_RULES.map(({ id }) => id),
        ...ENTRY_RULES.map(({ id }) => id),
    ],
    subjects: [...PLATFORM_RULES, ...PROGRAM_RULES, ...IMAGE_RULES].map(({ id }) => id),
    messages: [...MESSAGE_RULES.map(({ id }) => id), UNKNOWN_MESSAGE],
};

;// CONCATENATED MODULE: ./src/doctor/diagnose.ts















/** The findings on a machine and on what was asked about; pure. */
function diagnose(sight, cases) {
    const judged = cases.map((each) => judge(each, sight));
    const findings = gather(cases.length === 0
        ? wholeMachine(sight)
        : [
            ...judged.flatMap((each) => each.findings),
            // What stands in the way of nothing that was asked about is not news.
            ...(judged.some(({ report, findings }) => report.runs !== true && needsMachine(findings))
                ? machineFindings(sight).filter(({ severity }) => severity !== 'note')
                : []),
        ]);
    return {
        ok: !findings.some(({ severity }) => severity === 'problem'),
        host: `linux/${sight.host.architecture}`,
        kernel: sight.kernelRelease,
        binfmt: sight.machine.status,
        native: sight.machine.native,
        emulated: emulatedPlatforms(sight),
        subjects: judged.map(({ report }) => report),
        findings,
    };
}
/** Everything about the machine, and about every entry of QEMU's. */
function wholeMachine(sight) {
    return [
        ...machineFindings(sight),
        ...servingFindings(sight, () => true),
        ...entryTrapFindings(sight, isOfQemu(sight)),
    ];
}
/** Entries that take programs of an emulated target, or would; those of Wine or Java are others' business. */
function isOfQemu(sight) {
    const concerned = table/* TARGETS */.dW.map(({ target }) => concerns(target, sight));
    return (subject) => concerned.some((isConcerned) => isConcerned(subject));
}
function machineFindings(sight) {
    return [...machineTraps(sight), ...applyRules(MACHINE_RULES, sight)];
}
function judge(each, sight) {
    const { name, kind } = each;
    switch (each.kind) {
        case 'platform':
            return judgePlatform(name, kind, each.platform, sight);
        case 'program': {
            const { program } = each;
            const own = applyRules(PROGRAM_RULES, { program, sight }, [name]);
            const platform = program_platformOf(program);
            if (platform === undefined)
                return unjudged(name, kind, describeContent(program), own);
            const { report, findings } = judgePlatform(name, kind, platform, sight);
            const stops = own.find(({ severity }) => severity === 'problem');
            return {
                report: stops === undefined || report.runs !== true
                    ? report
                    : {
                        ...report,
                        runs: false,
                        how: `${platform.platform} runs here, but: ${stops.title}`,
                    },
                findings: [...own, ...findings],
            };
        }
        case 'image': {
            const own = applyRules(IMAGE_RULES, each.image, [name]);
            const { platform, declared } = each.image;
            return platform === undefined
                ? unjudged(name, kind, declared === undefined ? 'is not known here' : `is for ${declared}`, own)
                : judgePlatform(name, kind, platform, sight);
        }
        case 'message':
            return unjudged(name, kind, 'was read', judgeMessage(each.message));
    }
}
function unjudged(name, kind, how, findings) {
    return { report: { name, kind, platform: null, runs: null, how }, findings };
}
function judgePlatform(name, kind, platform, sight) {
    const verdict = verdictOf(platform, sight);
    // The container of an image holds no emulator: without F nothing runs in it.
    const raised = {
        ...(kind === 'image' ? { 'no-fix-binary': 'problem' } : {}),
        ...(verdict.runs ? {} : { disabled: 'problem' }),
    };
    const isNative = sight.machine.native.includes(platform.platform);
    const onEntries = isNative
        ? []
        : [
            ...servingFindings(sight, (target) => target === platform.target),
            ...entryTrapFindings(sight, concerns(platform.target, sight), raised),
        ];
    const isExplained = onEntries.some(({ severity }) => severity === 'problem');
    const findings = [
        ...onEntries,
        ...applyRules(PLATFORM_RULES, { platform, sight, isExplained }, [platform.platform]),
    ];
    const shown = kind === 'platform' ? '' : `is for ${platform.platform}, which `;
    const stops = onEntries.find(({ id, severity }) => id === 'no-fix-binary' && severity === 'problem');
    return {
        report: {
            name,
            kind,
            platform: platform.platform,
            runs: verdict.runs && stops === undefined,
            how: `${shown}${verdict.how}${stops === undefined ? '' : ', but not in containers'}`,
        },
        findings,
    };
}
/** Entries that take a target's programs or would, and the target itself. */
function concerns(target, { machine }) {
    const names = machine.entries
        .filter((entry) => (0,binfmt_service/* takesTarget */.i1)({ ...entry, enabled: true }, target))
        .map(({ name }) => name);
    return (subject) => subject === target || names.includes(subject);
}
function servingFindings(sight, isConcerned) {
    return [...sight.machine.services.values()].flatMap((service) => {
        const { entry, target } = service;
        if (entry === undefined || !isConcerned(target))
            return [];
        const interpreter = sight.interpreters.get(entry.name);
        return applyRules(ENTRY_RULES, { entry, service, interpreter, sight }, [entry.name]);
    });
}
/** Every message that is recognised; more than one may stand in a text. */
function judgeMessage(message) {
    const findings = MESSAGE_RULES.flatMap(({ id, pattern, find }) => {
        const trouble = pattern.test(message.text) ? find(message) : undefined;
        return trouble === undefined ? [] : [findingOf(id, trouble, [])];
    });
    if (findings.length > 0)
        return findings;
    return [
        findingOf(UNKNOWN_MESSAGE, {
            severity: 'problem',
            title: 'No message in this text is known',
            explanation: 'It may have nothing to do with emulation, or the line that matters is further up in the log.',
            advice: 'Pass the whole output, with what the tool wrote on standard error. Ask about the image, the file or the platform as well.',
            command: 'xarch doctor',
        }, []),
    ];
}
/** Messages that the state of this machine explains, or might. */
const ON_MACHINE = /^message-(?:exec-format|no-such-file|register|no-binfmt|mount|sudo|platform)|^no-entry$|^emulator-fails$/;
function needsMachine(findings) {
    return findings.some(({ id }) => ON_MACHINE.test(id));
}
function describeContent({ content }) {
    switch (content.kind) {
        case 'empty':
            return 'is empty';
        case 'script':
            return `is a script for ${content.interpreter}`;
        case 'elf':
            return `is for ELF machine ${content.machine}`;
        case 'other':
            return `is ${content.description}`;
    }
}
function emulatedPlatforms({ machine, host }) {
    const targets = [...machine.services.keys()].filter((target) => !(0,src_machine/* containerTargets */.c4)(host).includes(target));
    return (0,outcome/* makeOutcome */.v)({
        wants: targets.map((target) => ({
            target,
            platforms: (0,table/* targetByName */.eT)(target)?.platforms ?? [],
            required: false,
        })),
        alreadyNative: [],
        after: machine,
        obtained: { emulators: new Map(), cacheHit: true },
        applied: undefined,
    }).emulated;
}

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: ./src/binfmt/journal.ts
var journal = __webpack_require__(3943);
// EXTERNAL MODULE: ./src/binfmt/owner.ts + 1 modules
var owner = __webpack_require__(7732);
// EXTERNAL MODULE: ./src/binfmt/surroundings.ts
var binfmt_surroundings = __webpack_require__(7813);
// EXTERNAL MODULE: ./src/binfmt/traps.ts
var traps = __webpack_require__(1136);
// EXTERNAL MODULE: ./src/emulator/inspect.ts
var inspect = __webpack_require__(3764);
;// CONCATENATED MODULE: ./src/doctor/container.ts


/** Files that the engines leave in each container. */
const MARKS = ['.dockerenv', 'run/.containerenv'];
/** Parts of a cgroup's path that the engines give their containers. */
const CGROUPS = /\/(?:docker|kubepods|libpod|lxc|containerd|crio|buildkit)[-./]/;
/**
 * What shows that this process is in a container, for people.
 * @param root the file system's, with /proc in it
 * @returns undefined when nothing does
 */
function findContainerSign(env, mountinfo, root = '/') {
    const mark = MARKS.find((name) => (0,external_node_fs_.existsSync)((0,external_node_path_.join)(root, name)));
    if (mark !== undefined)
        return `/${mark} is there`;
    if (env.KUBERNETES_SERVICE_HOST !== undefined)
        return 'KUBERNETES_SERVICE_HOST is set';
    if (env.container !== undefined && env.container !== '') {
        return `the variable container is "${env.container}"`;
    }
    const cgroup = CGROUPS.exec(read((0,external_node_path_.join)(root, 'proc/self/cgroup')))?.[0];
    if (cgroup !== undefined)
        return `its cgroup has "${cgroup}" in its path`;
    // Fields of a line (proc(5)): id, parent, device, root, mount point, options, - and the type.
    return /^\d+ \d+ \S+ \S+ \/ .* - overlay /m.test(mountinfo)
        ? 'its root is an overlay file system'
        : undefined;
}
function read(path) {
    try {
        return (0,external_node_fs_.readFileSync)(path, 'latin1');
    }
    catch {
        return '';
    }
}

;// CONCATENATED MODULE: ./src/doctor/look.ts















/** Settings of QEMU's user mode that it reads from its environment (its manual, linux-user). */
const EMULATOR_SETTINGS = /^QEMU_(?:CPU|LD_PREFIX|SET_ENV|UNSET_ENV|GUEST_BASE|RESERVED_VA)$/;
const SUDO_TIMEOUT_MS = 3_000;
/** Somebody else's emulator is not waited for long. */
const EMULATOR_TIMEOUT_MS = 5_000;
/** Looks at all of a machine, without privilege and without changing anything. */
async function look(request, context) {
    const { host, roots, tempDirectory, env } = context;
    const surroundings = (0,binfmt_surroundings/* readSurroundings */.S)(roots.binfmtDirectory);
    const targets = table/* TARGETS */.dW.map(({ target }) => target).filter((each) => each !== host.target);
    const [machine, { privilege, engines }] = await Promise.all([
        (0,src_machine/* lookAtMachine */.sv)({ targets, wanted: request.wanted, verify: true }, context),
        findWays(request, surroundings, env),
    ]);
    return {
        mounts: (0,mountinfo/* parseMountinfo */.b7)(surroundings.mountinfo),
        sight: {
            host,
            kernelRelease: (0,external_node_os_.release)(),
            machine,
            journalDamage: (0,journal/* readJournal */.a0)(roots.stateDirectory, (0,owner/* readBootId */.wV)()).damage,
            traps: trapsOf(surroundings, machine, engines, context),
            privilege,
            containerSign: findContainerSign(env, surroundings.mountinfo),
            engines,
            emulatorSettings: settingsOf(env),
            interpreters: await inspectInterpreters(machine, tempDirectory),
        },
    };
}
async function findWays({ engines }, { processStatus }, env) {
    const privilege = await findPrivilege(processStatus, env);
    const asks = engines === 'always' || (engines === 'for-privilege' && privilege.sudoFailure !== undefined);
    return { privilege, engines: asks ? await findEngines(env) : [] };
}
function trapsOf(surroundings, machine, engines, { roots, tempDirectory }) {
    return [
        ...(0,traps/* mountTraps */.G7)(surroundings, roots.binfmtDirectory),
        ...(0,traps/* namespaceTraps */.O8)(surroundings, roots.binfmtDirectory),
        ...(0,traps/* confinementTraps */.Fw)(surroundings),
        ...(0,traps/* entryTraps */.lo)(machine.entries, external_node_fs_.existsSync),
        ...(0,traps/* shadowedTraps */.mA)(machine.services.values()),
        ...[(0,traps/* noexecTrap */.Et)(surroundings.mountinfo, resolved(tempDirectory)) ?? []].flat(),
        ...engines.flatMap(({ name, isRootless }) => (0,traps/* engineTrap */.sd)(name, isRootless) ?? []),
    ];
}
/** Bit of CAP_SYS_ADMIN in a set of capabilities (linux/capability.h). */
const SYS_ADMIN = 1n << 21n;
async function findPrivilege(processStatus, env) {
    const uid = process.geteuid?.() ?? 0;
    const [, effective = '0'] = /^CapEff:\s*([0-9a-f]+)/m.exec(processStatus) ?? [];
    return {
        uid,
        maySysAdmin: (BigInt(`0x${effective}`) & SYS_ADMIN) !== 0n,
        sudoFailure: uid === 0 ? undefined : await trySudo(env),
    };
}
/** @returns why it fails, in its own words */
async function trySudo(env) {
    try {
        const { exitCode, stderr } = await (0,command/* runCommand */.d)(['sudo', '-n', 'true'], {
            env: { ...env, LC_ALL: 'C' },
            timeoutMs: SUDO_TIMEOUT_MS,
        });
        return exitCode === 0 ? undefined : (stderr.trim().split('\n')[0] ?? `exit code ${exitCode}`);
    }
    catch (error) {
        return (0,errors/* messageOf */.bD)(error);
    }
}
function settingsOf(env) {
    return Object.fromEntries(Object.entries(env).flatMap(([name, value]) => EMULATOR_SETTINGS.test(name) && value !== undefined ? [[name, value]] : []));
}
/** Only emulators whose probe failed for want of flag P, perhaps, are called by hand. */
async function inspectInterpreters({ entries, services }, tempDirectory) {
    const failing = new Map([...services.values()].flatMap(({ target, entry, probe }) => entry !== undefined && !entry.flags.includes('P') && probe?.failure === 'bad-emulator'
        ? [[entry.name, target]]
        : []));
    const inspected = await Promise.all(entries.map(async (entry) => {
        const target = failing.get(entry.name);
        const assumesArgv0 = target === undefined
            ? undefined
            : await (0,inspect/* takesFirstForArgv0 */.UF)(entry.interpreter, target, tempDirectory, EMULATOR_TIMEOUT_MS);
        return [entry.name, { isDynamic: isDynamic(entry), assumesArgv0 }];
    }));
    return new Map(inspected);
}
function isDynamic({ interpreter }) {
    try {
        return (0,elf/* readElf */.o)(interpreter).hasInterpreter;
    }
    catch {
        return false;
    }
}
function resolved(path) {
    try {
        return (0,external_node_fs_.realpathSync)(path);
    }
    catch {
        return path;
    }
}

;// CONCATENATED MODULE: ./src/doctor/examine.ts









/** A text that is longer is cut at its start: the error stands at the end. */
const MAX_TEXT_CHARACTERS = 1 << 20;
/** How many programs that a text names are looked at. */
const MAX_PROGRAMS = 5;
/**
 * Looks at the machine and at what was asked about, and says what is wrong; changes nothing.
 * @throws E_INPUT for a file that cannot be read, E_PLATFORM for a misspelt platform
 */
async function examine({ subjects, text }, context) {
    const { env, host } = context;
    const pasted = text?.slice(-MAX_TEXT_CHARACTERS);
    const isAboutEngines = subjects.length === 0 || subjects.some(({ kind }) => kind === 'image');
    // A process that sees no entries can only try, and only what it knows of beforehand.
    const { sight, mounts } = await look({
        wanted: [...new Set([...(0,src_machine/* containerTargets */.c4)(host), ...targetsOf(subjects)])],
        engines: isAboutEngines ? 'always' : 'for-privilege',
    }, context);
    const cases = [];
    for (const subject of subjects)
        cases.push(await readCase(subject, sight, mounts, env));
    if (pasted !== undefined) {
        const platforms = platformsOf(pasted, sight, mounts, env);
        cases.push({ kind: 'message', name: 'message', message: { text: pasted, sight, platforms } });
    }
    return diagnose(sight, cases);
}
function targetsOf(subjects) {
    return subjects.flatMap((subject) => subject.kind === 'platform' ? [subject.platform.target] : []);
}
async function readCase(subject, sight, mounts, env) {
    const { name } = subject;
    switch (subject.kind) {
        case 'platform':
            return { kind: 'platform', name: subject.platform.platform, platform: subject.platform };
        case 'program':
            return { kind: 'program', name, program: readProgram(name, mounts, env) };
        case 'image': {
            const image = await inspectLocalImage(name, sight.engines, env);
            if (image.declared === undefined && subject.notPlatform !== undefined) {
                throw subject.notPlatform;
            }
            return { kind: 'image', name, image };
        }
    }
}
/** Platforms a text names, else those of foreign programs it names that are on this machine. */
function platformsOf(text, { machine }, mounts, env) {
    const paths = [...text.matchAll(/(?:^|[\s"'`:])((?:\.{1,2})?\/[^\s"'`:,;()]+)/gm)]
        .map(([, path = '']) => path)
        .filter((path) => (0,external_node_fs_.existsSync)(path) && (0,external_node_path_.basename)(path) !== '');
    const ofPrograms = [...new Set(paths)].slice(0, MAX_PROGRAMS).flatMap((path) => {
        try {
            const platform = program_platformOf(readProgram(path, mounts, env));
            // A path inside a container says nothing of the file that the host has there.
            return platform === undefined || machine.native.includes(platform.platform) ? [] : platform;
        }
        catch (error) {
            if (error instanceof errors/* XarchError */.xp)
                return [];
            throw error;
        }
    });
    const named = namedPlatforms(text);
    const all = named.length > 0 ? named : ofPrograms;
    return [...new Map(all.map((each) => [each.platform, each])).values()];
}

;// CONCATENATED MODULE: ./src/doctor/subject.ts



/** A reference of the distribution specification: registry, path, tag and digest. */
const REFERENCE = /^(?:[\w.-]+(?::\d+)?\/)?[a-z0-9][a-z0-9._/-]*(?::[\w][\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/;
/**
 * Tells what an argument means: a path with a dot or slash at its start is a file; a platform's
 * name is that; then a file that is there; and all else is an image.
 * @throws E_INPUT, E_PLATFORM
 */
function readSubject(name) {
    if (/^\.{0,2}\//.test(name))
        return { kind: 'program', name };
    const platform = subject_platformNamed(name);
    if (!(platform instanceof errors/* XarchError */.xp))
        return { kind: 'platform', name, platform };
    if ((0,external_node_fs_.statSync)(name, { throwIfNoEntry: false }) !== undefined)
        return { kind: 'program', name };
    // Whoever writes linux/ means a platform, and a misspelt one is told what is near.
    if (/^linux\//i.test(name))
        throw platform;
    if (!REFERENCE.test(name)) {
        throw new errors/* XarchError */.xp('E_INPUT', `${JSON.stringify(name)} is neither a platform, nor a file that is there, nor an image's name.`, 'Name a platform (linux/arm64), the path of a program, or an image; a message is piped into xarch doctor -.');
    }
    const isMisspelling = /did you mean/.test(platform.message);
    return { kind: 'image', name, notPlatform: isMisspelling ? platform : undefined };
}
function subject_platformNamed(name) {
    try {
        return (0,parse/* canonicalPlatform */._l)(name);
    }
    catch (error) {
        if (error instanceof errors/* XarchError */.xp)
            return error;
        throw error;
    }
}

// EXTERNAL MODULE: ./src/command-line/exit-code.ts
var exit_code = __webpack_require__(5092);
;// CONCATENATED MODULE: ./src/command-line/doctor-command.ts





/**
 * How long to wait for a message that nobody announced by `-`, milliseconds: a CI system may leave
 * standard input open and never write to it.
 */
const UNANNOUNCED_WAIT_MS = 2_000;
/**
 * `xarch doctor`.
 * @param input standard input
 * @returns what goes to standard output, and how to end
 * @throws E_INPUT, E_PLATFORM
 */
async function runDoctor(command, context, input) {
    const subjects = command.subjects.map(readSubject);
    const isPiped = subjects.length === 0 && carriesText(input);
    const text = command.readsInput
        ? await readAll(input)
        : isPiped
            ? await readAll(input, UNANNOUNCED_WAIT_MS)
            : undefined;
    const isEmpty = text === undefined || text.trim() === '';
    const diagnosis = await examine({ subjects, text: isEmpty && !command.readsInput ? undefined : text }, context);
    return {
        text: command.json
            ? `${JSON.stringify(diagnosis, undefined, '\t')}\n`
            : `${describeDiagnosis(diagnosis)}\n`,
        exitCode: diagnosis.ok ? 0 : exit_code/* PROBLEM_FOUND */.n,
    };
}
/** Whether standard input is a pipe or a file, rather than a terminal or /dev/null. */
function carriesText({ fd = 0 }) {
    try {
        const stats = (0,external_node_fs_.fstatSync)(fd);
        return stats.isFIFO() || stats.isFile() || stats.isSocket();
    }
    catch {
        return false;
    }
}
/**
 * All that comes until the end.
 * @param waitMs how long to wait for the first of it; undefined for as long as it takes
 * @returns empty when nothing came in time
 */
function readAll(input, waitMs) {
    return new Promise((resolve, reject) => {
        const chunks = [];
        const finish = () => {
            clearTimeout(timer);
            input.destroy();
            resolve(Buffer.concat(chunks).toString('utf8'));
        };
        const timer = waitMs === undefined ? undefined : setTimeout(finish, waitMs);
        input.on('data', (chunk) => {
            clearTimeout(timer);
            chunks.push(chunk);
        });
        input.once('end', finish);
        input.once('error', reject);
    });
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

/***/ 8256:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  w: () => (/* binding */ knownTroubles),
  warningsOf: () => (/* binding */ warningsOf)
});

// UNUSED EXPORTS: KNOWN_BAD

;// CONCATENATED MODULE: ./src/emulator/known-bad.json
const known_bad_namespaceObject = /*#__PURE__*/JSON.parse('[{"versions":"6.1.0","targets":["aarch64"],"trouble":"Java does not start, for threads cannot be made","thread":"https://github.com/tonistiigi/binfmt/issues/72"},{"versions":"6.2.x","targets":["ppc64le"],"trouble":"programs compiled for POWER8 crash","thread":"https://github.com/zlib-ng/zlib-ng/issues/1378"},{"versions":"7.0.0","sources":["tonistiigi/binfmt"],"trouble":"programs such as node and apt-get crash now and then on newer kernels of the host","thread":"https://github.com/tonistiigi/binfmt/issues/215"},{"versions":"8.1.0","targets":["riscv64"],"trouble":"Java crashes","thread":"https://gitlab.com/qemu-project/qemu/-/issues/1908"},{"versions":"8.1.5","targets":["aarch64"],"sources":["tonistiigi/binfmt"],"beforeBuild":45,"trouble":"ldconfig of Ubuntu 22.04 crashes, so apt-get fails","thread":"https://github.com/tonistiigi/binfmt/issues/231"},{"versions":"8.2.x","targets":["aarch64"],"trouble":"dot products of SVE come out wrong","thread":"https://github.com/qemu/qemu/commit/e6b2fa1b81ac"},{"versions":">=8.2.0 <=9.0.2","trouble":"the standard library of Rust comes out broken when it is built under emulation","thread":"https://github.com/NixOS/nixpkgs/issues/297340"},{"versions":"9.0.2 || 10.0.4","targets":["x86_64"],"hosts":["arm64"],"trouble":"Go programs crash (lfstack.push invalid packing)","thread":"https://github.com/golang/go/issues/69255"},{"versions":"9.2.0","targets":["aarch64"],"trouble":"libc-bin of Ubuntu 22.04 and Debian 11 cannot be configured, so apt-get fails","thread":"https://github.com/tonistiigi/binfmt/issues/240"}]');
// EXTERNAL MODULE: ./src/emulator/version.ts
var emulator_version = __webpack_require__(4671);
;// CONCATENATED MODULE: ./src/emulator/known-bad.ts


/** All that is known, oldest version first; the threads say by whom. */
const KNOWN_BAD = known_bad_namespaceObject;
/** What is known to go wrong with an emulator; pure. */
function knownTroubles(emulator, known = KNOWN_BAD) {
    return known
        .filter((each) => concerns(each, emulator))
        .map(({ trouble, thread }) => ({ text: trouble, thread }));
}
/** The warnings for all emulators in service, each said once. */
function warningsOf(emulators) {
    const targets = new Map();
    for (const emulator of emulators) {
        for (const { text, thread } of knownTroubles(emulator)) {
            const start = `QEMU ${emulator.version} is known to be bad for`;
            const end = `${text}. See ${thread}. Choose another version (input version).`;
            const names = targets.get(start + end)?.names ?? [];
            targets.set(start + end, { start, end, names: [...names, emulator.target] });
        }
    }
    return [...targets.values()].map(({ start, end, names }) => `${start} ${names.join(', ')}: ${end}`);
}
function concerns({ versions, targets, hosts, sources, beforeBuild }, { version, target, hostArchitecture, source }) {
    const isInRange = (0,emulator_version/* satisfiesVersion */.qB)({ kind: 'range', text: versions, range: versions }, version);
    if (!isInRange)
        return false;
    if (targets !== undefined && !targets.includes(target))
        return false;
    if (hosts !== undefined && !hosts.includes(hostArchitecture))
        return false;
    if (sources !== undefined && !sources.some((each) => source?.includes(each) === true))
        return false;
    // Without a number nobody can tell, and most builds are later ones.
    return beforeBuild === undefined || buildOf(source) < beforeBuild;
}
function buildOf(source) {
    const build = /v\d+\.\d+\.\d+-(\d+)$/.exec(source ?? '')?.[1];
    return build === undefined ? Number.POSITIVE_INFINITY : Number(build);
}


/***/ })

};
