export const id = 479;
export const ids = [479];
export const modules = {

/***/ 7515:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   u: () => (/* binding */ answerOf)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);

/**
 * Reads what the registrar, run by another program, wrote to its standard output.
 * @param otherwise why there is none, when there is none: a sentence without its full stop
 * @throws the registrar's own error, or E_NO_PRIVILEGE when it did not get to answer
 */
function answerOf({ exitCode, stdout }, otherwise) {
    let answer;
    try {
        answer = JSON.parse(stdout);
    }
    catch {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .XarchError */ .xp('E_NO_PRIVILEGE', otherwise, '');
    }
    if (exitCode === 0 && answer.result !== undefined)
        return answer.result;
    const { code, message, remedy } = answer.error ?? (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .failureOf */ .g5)('The registrar gave no answer.');
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .XarchError */ .xp(code, message, remedy);
}


/***/ }),

/***/ 6382:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ hostPathOf),
/* harmony export */   s: () => (/* binding */ containerIdIn)
/* harmony export */ });
/* harmony import */ var _mountinfo_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1533);

/**
 * The id of the container that this process lives in. Engines mount their own files, which lie in a
 * directory of that name, over /etc/hostname and its sisters.
 * @param mountinfo of this process
 * @returns undefined outside of docker's and podman's containers
 */
function containerIdIn(mountinfo) {
    return (0,_mountinfo_js__WEBPACK_IMPORTED_MODULE_0__/* .parseMountinfo */ .b7)(mountinfo)
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


/***/ }),

/***/ 8488:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ER: () => (/* binding */ parseEntry),
/* harmony export */   GE: () => (/* binding */ canonicalFlags),
/* harmony export */   tD: () => (/* binding */ formatRegistration)
/* harmony export */ });
/* unused harmony exports takesHeader, matches */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);

/** `MAX_REGISTER_LENGTH` of Linux fs/binfmt_misc.c, bytes. */
const MAX_LINE_BYTES = 1920;
/** The kernel copies the path into a buffer of `BINPRM_BUF_SIZE` (256); the rest is a margin. */
const MAX_INTERPRETER_BYTES = 240;
const FLAG_ORDER = 'POCF';
/**
 * Reads one file of the binfmt_misc directory (format: `entry_status` in Linux fs/binfmt_misc.c).
 * @throws E_INTERNAL when the text has another form
 */
function parseEntry(name, text) {
    const lines = text.split('\n');
    const lineOf = (key) => lines.find((line) => line.startsWith(`${key} `))?.slice(key.length + 1);
    const interpreter = lineOf('interpreter');
    const state = lines[0];
    if (interpreter === undefined || (state !== 'enabled' && state !== 'disabled')) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .XarchError */ .xp('E_INTERNAL', `The binfmt_misc entry "${name}" has an unknown form: ${JSON.stringify(text.slice(0, 200))}.`, 'Please report this, with the kernel version.');
    }
    const magic = lineOf('magic');
    return {
        name,
        enabled: state === 'enabled',
        interpreter,
        flags: lineOf('flags:') ?? '',
        match: magic === undefined
            ? undefined
            : { offset: Number(lineOf('offset') ?? 0), magic, mask: lineOf('mask') },
        extension: lineOf('extension')?.replace(/^\./, ''),
    };
}
/** Whether a program that begins with `header` is one this entry would take. */
function takesHeader(entry, header) {
    return entry.match !== undefined && matches(entry.match, header);
}
/** Whether the masked bits of `header` are those of the magic; false when it is too short. */
function matches({ offset = 0, magic, mask }, header) {
    const magicBytes = Buffer.from(magic, 'hex');
    const maskBytes = mask === undefined ? undefined : Buffer.from(mask, 'hex');
    if (header.length < offset + magicBytes.length)
        return false;
    return magicBytes.every((byte, index) => {
        const bits = maskBytes?.[index] ?? 0xff;
        return (((header[offset + index] ?? 0) ^ byte) & bits) === 0;
    });
}
/**
 * The flags in the kernel's order, C bringing O along as the kernel does.
 * @param flags any order of distinct letters of `POCF`
 */
function canonicalFlags(flags) {
    const wanted = new Set(flags);
    if (wanted.has('C'))
        wanted.add('O');
    return [...FLAG_ORDER].filter((letter) => wanted.has(letter)).join('');
}
/**
 * The line that registers an entry (Linux Documentation/admin-guide/binfmt-misc.rst):
 * `:name:M:offset:magic:mask:interpreter:flags`. Every magic and mask byte is
 * escaped, so neither NUL nor the delimiter can occur in them.
 * @throws E_REGISTER when the name or the path cannot be registered
 */
function formatRegistration(registration) {
    const { name, magic, mask, interpreter, flags } = registration;
    if (!/^[A-Za-z0-9][A-Za-z0-9._+-]{0,62}$/.test(name) ||
        name === 'register' ||
        name === 'status') {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .XarchError */ .xp('E_REGISTER', `"${name}" cannot be the name of a binfmt_misc entry.`, 'Please report this: the name was made by setup-xarch.');
    }
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
    const unprintable = /[\u0000-\u001f\u007f]/.test(interpreter);
    if (!interpreter.startsWith('/') ||
        unprintable ||
        Buffer.byteLength(interpreter) > MAX_INTERPRETER_BYTES) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .XarchError */ .xp('E_REGISTER', `The kernel cannot take ${JSON.stringify(interpreter)} as an interpreter: it must be absolute, printable and at most ${MAX_INTERPRETER_BYTES} bytes long.`, 'Put the emulators (or the tool-cache) under a shorter, plain path.');
    }
    const delimiter = [...':|;,!~^'].find((candidate) => !interpreter.includes(candidate)) ?? '\t';
    const escaped = (hex) => hex.replace(/../g, (byte) => `\\x${byte}`);
    const line = ['', name, 'M', '', escaped(magic), escaped(mask), interpreter, flags].join(delimiter);
    if (Buffer.byteLength(line) > MAX_LINE_BYTES) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .XarchError */ .xp('E_REGISTER', `The registration of "${name}" is longer than the kernel's ${MAX_LINE_BYTES} bytes.`, 'Put the emulators under a shorter path.');
    }
    return line;
}


/***/ }),

/***/ 3943:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   KJ: () => (/* binding */ setJournalAside),
/* harmony export */   M8: () => (/* binding */ STATE_DIRECTORY),
/* harmony export */   PX: () => (/* binding */ isMountOurs),
/* harmony export */   TR: () => (/* binding */ isSameEntry),
/* harmony export */   Vy: () => (/* binding */ holdsBuilders),
/* harmony export */   W3: () => (/* binding */ withMount),
/* harmony export */   a0: () => (/* binding */ readJournal),
/* harmony export */   fY: () => (/* binding */ writeJournal),
/* harmony export */   n0: () => (/* binding */ holdsEntries),
/* harmony export */   xw: () => (/* binding */ emptyJournal)
/* harmony export */ });
/* unused harmony export isEmpty */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3916);
/* harmony import */ var _entry_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8488);




/** Gone after a reboot, as registrations are. Written by root only, readable by all. */
const STATE_DIRECTORY = '/run/setup-xarch';
function emptyJournal(bootId) {
    return { schema: 1, bootId, mounted: false, entries: [], disabled: [], builders: [], leases: [] };
}
/** True when there is nothing to put back. */
function isEmpty(journal) {
    return (!journal.mounted &&
        journal.entries.length === 0 &&
        journal.disabled.length === 0 &&
        journal.builders.length === 0 &&
        journal.leases.length === 0 &&
        journal.persisting === undefined);
}
/** The journal when binfmt_misc has been mounted by us in this mount namespace. */
function withMount(journal, mountNamespace) {
    const namespaces = new Set([...(journal.mountNamespaces ?? []), mountNamespace]);
    return { ...journal, mounted: true, mountNamespaces: [...namespaces] };
}
/** Whether the mount that is seen in this mount namespace is ours. */
function isMountOurs(journal, mountNamespace) {
    return journal.mounted && (journal.mountNamespaces?.includes(mountNamespace) ?? true);
}
/** Whether a lease holds entries, or keeps some switched off. */
function holdsEntries({ entries, disabled }, leaseId) {
    return [...entries, ...disabled].some(({ leases }) => leases.includes(leaseId));
}
/** Whether a lease holds builders. */
function holdsBuilders({ builders }, leaseId) {
    return builders.some(({ holders }) => holders.some(({ lease }) => lease === leaseId));
}
/** Whether the kernel's entry is still the one the journal tells of. */
function isSameEntry(owned, entry) {
    return (entry !== undefined &&
        entry.interpreter === owned.interpreter &&
        entry.flags === (0,_entry_js__WEBPACK_IMPORTED_MODULE_3__/* .canonicalFlags */ .GE)(owned.flags) &&
        entry.match?.magic === owned.magic &&
        entry.match.mask === owned.mask);
}
/**
 * Reads the journal. One from another boot, and none at all, are empty journals;
 * one that cannot be understood is empty too, with the reason in `damage`.
 */
function readJournal(stateDirectory, bootId) {
    const empty = { journal: emptyJournal(bootId), damage: undefined };
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(stateDirectory, 'journal.json');
    let text;
    try {
        // Mostly there is none, and an error takes longer to make than the answer.
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path, { throwIfNoEntry: false }) === undefined)
            return empty;
        text = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8');
    }
    catch (error) {
        return (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errnoOf */ .UQ)(error) === 'ENOENT' || (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errnoOf */ .UQ)(error) === 'ENOTDIR'
            ? empty
            : { ...empty, damage: (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error) };
    }
    try {
        const value = withBuilders(JSON.parse(text));
        if (!isJournal(value))
            return { ...empty, damage: 'it has another form than expected' };
        return value.bootId === bootId ? { journal: value, damage: undefined } : empty;
    }
    catch (error) {
        return { ...empty, damage: (0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error) };
    }
}
/** Writes the journal in one step: a reader sees the old or the new one. */
function writeJournal(stateDirectory, journal) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(stateDirectory, 'journal.json');
    if (isEmpty(journal)) {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(path, { force: true });
        return;
    }
    const next = `${path}.next`;
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(next, `${JSON.stringify(journal, undefined, '\t')}\n`, { mode: 0o644 });
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.renameSync)(next, path);
}
/** Moves a journal that cannot be understood out of the way and says where to. */
function setJournalAside(stateDirectory) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(stateDirectory, 'journal.json');
    const aside = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(stateDirectory, `journal.damaged-${Date.now()}.json`);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.renameSync)(path, aside);
    return aside;
}
/** A journal of a version that knew nothing of builders holds none. */
function withBuilders(value) {
    return typeof value === 'object' && value !== null ? { builders: [], ...value } : value;
}
function isJournal(value) {
    if (typeof value !== 'object' || value === null)
        return false;
    const journal = value;
    return (journal.schema === 1 &&
        typeof journal.bootId === 'string' &&
        typeof journal.mounted === 'boolean' &&
        areRecords(journal.entries, ['name', 'target', 'interpreter', 'flags', 'magic', 'mask'], 'leases') &&
        areRecords(journal.disabled, ['name', 'interpreter', 'flags', 'magic'], 'leases') &&
        areRecords(journal.builders, ['name', 'place', 'configuration'], 'holders') &&
        areRecords(journal.leases, ['id', 'label', 'takenAt']) &&
        (journal.mountNamespaces === undefined || Array.isArray(journal.mountNamespaces)) &&
        (journal.persisting === undefined || Array.isArray(journal.persisting)));
}
/** An array of objects with these text fields and a list of who holds them, or else an owner. */
function areRecords(value, textFields, listOfHolders) {
    return (Array.isArray(value) &&
        value.every((record) => {
            if (typeof record !== 'object' || record === null)
                return false;
            const fields = record;
            return (textFields.every((field) => typeof fields[field] === 'string') &&
                (listOfHolders === undefined
                    ? typeof fields.owner === 'object'
                    : Array.isArray(fields[listOfHolders])));
        }));
}


/***/ }),

/***/ 903:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   TF: () => (/* binding */ remove),
/* harmony export */   fi: () => (/* binding */ listEntries),
/* harmony export */   hB: () => (/* binding */ readEntry),
/* harmony export */   kv: () => (/* binding */ setEnabled),
/* harmony export */   kz: () => (/* binding */ register),
/* harmony export */   rk: () => (/* binding */ readStatus),
/* harmony export */   zJ: () => (/* binding */ BINFMT_DIRECTORY)
/* harmony export */ });
/* unused harmony export lastRegistrationMs */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3916);
/* harmony import */ var _entry_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8488);




/** Where the kernel shows binfmt_misc. */
const BINFMT_DIRECTORY = '/proc/sys/fs/binfmt_misc';
/**
 * The global switch. Looking at it is also what triggers systemd's automount,
 * under which the directory looks empty until then.
 */
function readStatus(directory) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, 'status');
    try {
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path, { throwIfNoEntry: false }) === undefined)
            return 'absent';
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'latin1').startsWith('enabled') ? 'enabled' : 'disabled';
    }
    catch (error) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errnoOf */ .UQ)(error) === undefined)
            throw error;
        return 'absent';
    }
}
/** All entries, in no meaningful order; none when binfmt_misc is absent. */
function listEntries(directory) {
    if (readStatus(directory) === 'absent')
        return [];
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readdirSync)(directory)
        .filter((name) => name !== 'register' && name !== 'status')
        .flatMap((name) => readEntry(directory, name) ?? []);
}
/** One entry, or undefined when there is none of that name (any more). */
function readEntry(directory, name) {
    try {
        return (0,_entry_js__WEBPACK_IMPORTED_MODULE_3__/* .parseEntry */ .ER)(name, (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, name), 'utf8'));
    }
    catch (error) {
        if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errnoOf */ .UQ)(error) === 'ENOENT')
            return undefined;
        throw error;
    }
}
/** When the newest entry was registered, milliseconds after 1970; undefined when there is none. */
function lastRegistrationMs(directory) {
    const times = listEntries(directory).flatMap(({ name }) => statSync(join(directory, name), { throwIfNoEntry: false })?.mtimeMs ?? []);
    return times.length === 0 ? undefined : Math.max(...times);
}
/** Writes a registration line; the kernel's refusal comes as a system error. */
function register(directory, line) {
    writeOnce((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, 'register'), line);
}
/** Switches an entry on or off; its open interpreter (flag F) stays. */
function setEnabled(directory, name, enabled) {
    writeOnce((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, name), enabled ? '1' : '0');
}
/** Takes an entry away. */
function remove(directory, name) {
    writeOnce((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(directory, name), '-1');
}
/**
 * The kernel takes each command in a single write. Without O_CREAT: it would turn
 * the ENOENT of an entry that is gone into EACCES.
 */
function writeOnce(path, text) {
    const file = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.openSync)(path, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_WRONLY);
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeSync)(file, text);
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.closeSync)(file);
    }
}


/***/ }),

/***/ 1533:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   LS: () => (/* binding */ mountAt),
/* harmony export */   b7: () => (/* binding */ parseMountinfo)
/* harmony export */ });
/* unused harmony export mountOver */
/** All mounts of a mount namespace, in no meaningful order. */
function parseMountinfo(text) {
    return text.split('\n').flatMap((line) => {
        const [before, after] = line.split(' - ');
        const [id = '', parentId = '', device = '', root, mountPoint, options] = before?.split(' ') ?? [];
        const [fileSystem, , superOptions] = after?.split(' ') ?? [];
        if (mountPoint === undefined || fileSystem === undefined)
            return [];
        return [
            {
                mountPoint: unescaped(mountPoint),
                fileSystem,
                options: options?.split(',') ?? [],
                superOptions: superOptions?.split(',') ?? [],
                ...{ id, parentId, device },
                root: unescaped(root ?? ''),
            },
        ];
    });
}
/** What is seen at a place, if something is mounted right there. */
function mountAt(mounts, place) {
    const over = mountOver(mounts, place);
    return over?.mountPoint === place ? over : undefined;
}
/**
 * The mount that a path lies on. The way there goes from the root from mount to mount, at
 * each through the first mount point on the way; what lies under that cannot be seen.
 */
function mountOver(mounts, path) {
    const ids = new Set(mounts.map(({ id }) => id));
    const onTheWay = mounts.filter(({ mountPoint }) => path === mountPoint || path.startsWith(mountPoint === '/' ? '/' : `${mountPoint}/`));
    const next = (isNext) => onTheWay
        .filter(isNext)
        .sort((a, b) => a.mountPoint.length - b.mountPoint.length)
        .at(0);
    let at = next(({ parentId }) => !ids.has(parentId));
    for (let below = at; below !== undefined;) {
        at = below;
        const { id } = at;
        below = next((mount) => mount.parentId === id && mount.id !== id);
    }
    return at;
}
/** Spaces, tabs, line ends and backslashes are written as octal numbers. */
function unescaped(text) {
    return text.replace(/\\([0-7]{3})/g, (_, digits) => String.fromCharCode(Number.parseInt(digits, 8)));
}


/***/ }),

/***/ 3799:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $h: () => (/* binding */ closed),
/* harmony export */   On: () => (/* binding */ noticeIn),
/* harmony export */   TT: () => (/* binding */ saidBy),
/* harmony export */   wN: () => (/* binding */ openRegistrar)
/* harmony export */ });
/* unused harmony exports PRIVILEGES, SUDO */
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3916);
/* harmony import */ var _answer_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7515);
/* harmony import */ var _container_paths_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6382);
/* harmony import */ var _kernel_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(903);
/* harmony import */ var _roots_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4217);






/** How root's rights are come by; `auto` takes the first way that is open, `none` takes none. */
const PRIVILEGES = (/* unused pure expression or super */ null && (['auto', 'root', 'sudo', 'container', 'none']));
/**
 * The registrar by the ways that `privilege` allows, each tried when the ones before are closed:
 * in this process when it is root's, through `sudo -n`, in a helper container of docker or podman.
 */
function openRegistrar(started) {
    const rungs = rungsOf(started);
    let standing = 0;
    let wanted = [];
    const run = async (request) => {
        const falls = [];
        for (const rung of orderOf(rungs.slice(standing), request)) {
            try {
                const result = await rung.run(request);
                if (rung !== rungs[standing])
                    started.notice(`Root's rights come by: ${rung.name}.`);
                standing = rungs.indexOf(rung);
                return result;
            }
            catch (error) {
                if (!leadsOn(error))
                    throw error;
                falls.push({ name: rung.name, error });
            }
        }
        const targets = request.operation === 'apply' ? request.entries.map((e) => e.target) : wanted;
        throw fallen(falls, targets, started);
    };
    return {
        async ready(targets) {
            wanted = targets;
            await run({ operation: 'check' });
        },
        run,
    };
}
function rungsOf(started) {
    const root = {
        name: 'root',
        async run(request) {
            if (started.uid !== 0)
                throw closed(`this process is user ${started.uid}'s`);
            const { runRegistrar } = await Promise.all(/* import() */[__webpack_require__.e(101), __webpack_require__.e(163)]).then(__webpack_require__.bind(__webpack_require__, 9544));
            return runRegistrar(request, _roots_js__WEBPACK_IMPORTED_MODULE_4__/* .SYSTEM_ROOTS */ .E, started.notice);
        },
    };
    const sudo = { name: 'sudo -n', run: (request) => runThroughSudo(request, started) };
    const container = ['docker', 'podman'].map((name) => ({
        name,
        async run(request) {
            const { runInContainer } = await Promise.all(/* import() */[__webpack_require__.e(101), __webpack_require__.e(816)]).then(__webpack_require__.bind(__webpack_require__, 4816));
            return runInContainer(name, request, started);
        },
    }));
    switch (started.privilege) {
        case 'auto':
            return [started.uid === 0 ? root : sudo, ...container];
        case 'root':
            return [root];
        case 'sudo':
            return [sudo];
        case 'container':
            return container;
        case 'none':
            return [];
    }
}
/**
 * Where no binfmt_misc is seen, what has to be put back was registered on the host, and a registrar
 * in this very place would find nothing to do.
 */
function orderOf(rungs, { operation }) {
    const registers = operation === 'apply' || operation === 'check' || operation === 'persist';
    if (registers || (0,_kernel_js__WEBPACK_IMPORTED_MODULE_3__/* .readStatus */ .rk)(_roots_js__WEBPACK_IMPORTED_MODULE_4__/* .SYSTEM_ROOTS */ .E.binfmtDirectory) !== 'absent')
        return rungs;
    const [here, ...elsewhere] = rungs;
    return here !== undefined && isInContainer() ? [...elsewhere, here] : rungs;
}
/** Whether another way may lead where this one did not; what is switched off is so by every way. */
function leadsOn(error) {
    if (!(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .XarchError */ .xp))
        return false;
    if (error.code === 'E_NO_PRIVILEGE')
        return true;
    return error.code === 'E_NO_BINFMT' && (0,_kernel_js__WEBPACK_IMPORTED_MODULE_3__/* .readStatus */ .rk)(_roots_js__WEBPACK_IMPORTED_MODULE_4__/* .SYSTEM_ROOTS */ .E.binfmtDirectory) !== 'disabled';
}
/** A way that is closed, and why: a sentence without its full stop. */
function closed(reason, cause) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .XarchError */ .xp('E_NO_PRIVILEGE', reason, '', cause);
}
/** One error for all ways that were tried, with the command that the host's administrator could run. */
function fallen(falls, targets, { nodePath, commandPath, privilege }) {
    // What is in a container cannot be named to the host.
    const program = isInContainer() ? 'xarch' : `${nodePath} ${commandPath}`;
    const command = `sudo ${program} setup --keep ${targets.join(' ')}`.trimEnd();
    const ownWay = privilege === 'none'
        ? 'Allow a way to it (privilege: auto); or let '
        : falls.some(({ name }) => name === 'root')
            ? 'Let '
            : 'Run this as root, or allow this user passwordless sudo; or let ';
    const remedy = `${ownWay}the administrator of the host run this once, there: ${command}. Its entries serve all users and containers, and this then finds its platforms running.`;
    if (privilege === 'none') {
        return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .XarchError */ .xp('E_NO_PRIVILEGE', 'Something would have to be registered with the kernel, and privilege: none allows no way to the root rights that this needs.', remedy);
    }
    const tried = falls.map(({ name, error }) => `${name}: ${error.message.replace(/\.$/, '')}`);
    const unusable = falls.find(({ error }) => error.code !== 'E_NO_PRIVILEGE')?.error;
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .XarchError */ .xp(unusable?.code ?? 'E_NO_PRIVILEGE', `Registering with the kernel needs root of this host, and no way to it is open here. Tried: ${tried.join('; ')}.`, unusable === undefined ? remedy : `${unusable.remedy} ${remedy}`, falls.at(0)?.error);
}
function isInContainer() {
    return (0,_container_paths_js__WEBPACK_IMPORTED_MODULE_5__/* .containerIdIn */ .s)((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)('/proc/self/mountinfo', 'utf8')) !== undefined;
}
async function runThroughSudo(request, started) {
    const { getExecOutput } = await __webpack_require__.e(/* import() */ 729).then(__webpack_require__.bind(__webpack_require__, 7729));
    const ended = await getExecOutput(SUDO, ['-n', '--', started.nodePath, started.bundlePath], {
        silent: true,
        ignoreReturnCode: true,
        input: Buffer.from(JSON.stringify(request)),
        listeners: { errline: (line) => noticeIn(line, started) },
    }).catch((error) => {
        throw closed((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .errnoOf */ .UQ)(error) === 'ENOENT' ? 'not installed' : (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error), error);
    });
    const reason = `it ended with exit code ${ended.exitCode}${saidBy(ended.stderr)}`;
    return (0,_answer_js__WEBPACK_IMPORTED_MODULE_2__/* .answerOf */ .u)(ended, reason);
}
/** Passes on what the registrar says while it works. */
function noticeIn(line, { notice }) {
    if (line.startsWith('Waiting for '))
        notice(line);
}
/** What a program said when it failed, in brackets. */
function saidBy(stderr) {
    const said = stderr.trim().split('\n').slice(0, 3).join(' ');
    return said === '' ? '' : ` (${said.replace(/\.$/, '')})`;
}
/** Its places on Linux; the search along PATH would be slower, and is the job's to change. */
const SUDO = ['/usr/bin/sudo', '/bin/sudo', '/run/wrappers/bin/sudo'].find(node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync) ?? 'sudo';


/***/ }),

/***/ 4217:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ SYSTEM_ROOTS)
/* harmony export */ });
/* harmony import */ var _journal_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3943);
/* harmony import */ var _kernel_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(903);


/** Root's own copies of emulators. Not under /run, which is mounted noexec by systemd. */
const INTERPRETER_DIRECTORY = '/var/lib/setup-xarch';
const SYSTEM_ROOTS = {
    binfmtDirectory: _kernel_js__WEBPACK_IMPORTED_MODULE_1__/* .BINFMT_DIRECTORY */ .zJ,
    stateDirectory: _journal_js__WEBPACK_IMPORTED_MODULE_0__/* .STATE_DIRECTORY */ .M8,
    interpreterDirectory: INTERPRETER_DIRECTORY,
    persistDirectory: '/var/lib/setup-xarch-persisted',
    bootDirectory: '/etc/binfmt.d',
    importDirectory: '/usr/share/binfmts',
    updateBinfmts: '/usr/sbin/update-binfmts',
    recordDirectory: '/var/lib/binfmts',
};


/***/ }),

/***/ 479:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  setupContext: () => (/* binding */ setupContext)
});

// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: ./src/binfmt/roots.ts
var roots = __webpack_require__(4217);
;// CONCATENATED MODULE: ./src/emulator/catalog.json
const catalog_namespaceObject = /*#__PURE__*/JSON.parse('{"$schema":"./catalog.schema.json","default":"deploy/v10.2.3-68","releases":[{"repository":"tonistiigi/binfmt","version":"10.2.3","tag":"deploy/v10.2.3-68","assets":[{"host":"amd64","address":"https://github.com/tonistiigi/binfmt/releases/download/deploy/v10.2.3-68/qemu_v10.2.3_linux-amd64.tar.gz","sha256":"8e7d8f4c0c7809fc3fea0085199fd6b16f671e7c73d9bf6bec711e1cb535920a","members":[{"name":"qemu-aarch64"},{"name":"qemu-arm"},{"name":"qemu-i386"},{"name":"qemu-loongarch64"},{"name":"qemu-mips64"},{"name":"qemu-mips64el"},{"name":"qemu-ppc64le"},{"name":"qemu-riscv64"},{"name":"qemu-s390x"}]}]},{"repository":"tonistiigi/binfmt","version":"10.2.1","tag":"deploy/v10.2.1-65","assets":[]},{"repository":"tonistiigi/binfmt","version":"10.1.3","tag":"deploy/v10.1.3-60","assets":[]},{"repository":"tonistiigi/binfmt","version":"10.0.4","tag":"deploy/v10.0.4-59","assets":[]},{"repository":"tonistiigi/binfmt","version":"9.2.2","tag":"deploy/v9.2.2-52","assets":[]},{"repository":"tonistiigi/binfmt","version":"8.1.5","tag":"deploy/v8.1.5-45","assets":[]},{"repository":"tonistiigi/binfmt","version":"7.0.0","tag":"deploy/v7.0.0-28","assets":[]},{"repository":"loong64/binfmt","version":"10.0.4","tag":"deploy/v10.0.4-10","assets":[]},{"repository":"multiarch/qemu-user-static","version":"7.2.0","tag":"v7.2.0-1","assets":[]}]}');
// EXTERNAL MODULE: ./node_modules/fastest-levenshtein/mod.js
var mod = __webpack_require__(1916);
// EXTERNAL MODULE: ./node_modules/semver/functions/compare.js
var functions_compare = __webpack_require__(8469);
// EXTERNAL MODULE: ./node_modules/semver/functions/satisfies.js
var functions_satisfies = __webpack_require__(8011);
// EXTERNAL MODULE: ./node_modules/semver/ranges/intersects.js
var ranges_intersects = __webpack_require__(3465);
// EXTERNAL MODULE: ./node_modules/semver/ranges/valid.js
var valid = __webpack_require__(4737);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
;// CONCATENATED MODULE: ./src/emulator/version.ts






/** What `version: default` means, as a value. */
const DEFAULT_REQUEST = Object.freeze({ kind: 'default', text: 'default' });
const ALLOWED = 'default, latest, a version (10.2.3), a range (10.x, ^10.1, >=9.2 <11) or the tag of a release (deploy/v10.2.3-68)';
/** Longer than any version, tag or range that means something. */
const MAX_LENGTH = 200;
const MAX_TYPOS = 3;
/** Build numbers of release tags look like pre-releases of semver, but mean the opposite. */
const TAG = /^(?:[A-Za-z][\w.-]*\/)*v?\d+(?:\.\d+)+[-+~][\w.+~-]+$|^(?:[A-Za-z][\w.-]*\/)+v?\d[\w.+~-]*$/;
/**
 * Reads the `version` input.
 * @throws E_INPUT
 */
function parseVersion(text) {
    const trimmed = text.trim();
    if (trimmed.length > MAX_LENGTH) {
        throw refused(`${trimmed.slice(0, 40)}…`, ` (it has ${trimmed.length} characters)`);
    }
    if (trimmed === '' || trimmed === 'default')
        return DEFAULT_REQUEST;
    if (trimmed === 'latest')
        return Object.freeze({ kind: 'latest', text: trimmed });
    if (TAG.test(trimmed))
        return Object.freeze({ kind: 'tag', text: trimmed, tag: trimmed });
    const range = /\d/.test(trimmed) ? validRange(trimmed) : null;
    if (range !== null)
        return Object.freeze({ kind: 'range', text: trimmed, range });
    const words = ['default', 'latest'];
    const [near] = words.filter((word) => distance(trimmed.toLowerCase(), word) <= MAX_TYPOS);
    throw refused(trimmed, near === undefined ? '' : ` (did you mean ${near}?)`);
}
/**
 * True when an emulator of this version is what is asked for. `default` and `latest` name no
 * version, and what a tag holds only its source knows: they take any.
 * @param version as an emulator or a release states it, `10.2.3`
 */
function version_satisfiesVersion(wanted, version) {
    return wanted.kind !== 'range' || satisfies(padded(version), wanted.range);
}
/**
 * True when the two do not contradict each other; a package may name fewer components (`7.2`)
 * than the emulator inside (`7.2.22`).
 */
function mayBeVersion(wanted, version) {
    return wanted.kind !== 'range' || intersects(version, wanted.range);
}
/** Orders versions by their numeric components, lowest first; missing ones count as 0. */
function version_compareVersions(left, right) {
    return compare(padded(left), padded(right));
}
/** Three components, as semver wants them: no leading zeros, nothing that is no safe integer. */
function padded(version) {
    const components = version.split('.').map((each) => Number.parseInt(each, 10) || 0);
    return [...components, 0, 0]
        .slice(0, 3)
        .map((each) => Math.min(each, Number.MAX_SAFE_INTEGER))
        .join('.');
}
function refused(text, hint) {
    return new XarchError('E_INPUT', `version: "${text}" is not a version of QEMU${hint}; allowed: ${ALLOWED}.`, 'Leave the input out to get the default version, or correct it.');
}

;// CONCATENATED MODULE: ./src/emulator/catalog.ts


/** The repository of source `github` when it names none. */
const DEFAULT_REPOSITORY = 'tonistiigi/binfmt';
/** The catalog of this version of the project. */
const CATALOG = catalog_namespaceObject;
/** What `version: default` means for the default repository. */
const DEFAULT_VERSION = defaultVersion(CATALOG);
/** QEMU's version of a catalog's default release. */
function defaultVersion({ releases, default: defaultTag }) {
    const release = releases.find(({ repository, tag }) => repository === DEFAULT_REPOSITORY && tag === defaultTag);
    if (release === undefined)
        throw new TypeError(`the catalog has no release ${defaultTag}`);
    return release.version;
}
/**
 * The known release that a request means: the default one, one by its tag, or the newest in a
 * range. `latest` means none of them, for it is the source that knows.
 */
function findPinned(repository, wanted, { releases, default: defaultTag } = CATALOG) {
    const own = releases
        .filter((release) => release.repository === repository)
        .sort((left, right) => compareVersions(right.version, left.version));
    switch (wanted.kind) {
        case 'default':
            return repository === DEFAULT_REPOSITORY ? own.find(({ tag }) => tag === defaultTag) : own[0];
        case 'latest':
            return undefined;
        case 'tag':
            return own.find(({ tag }) => isTag(wanted.tag, tag));
        case 'range':
            return own.find(({ version }) => satisfiesVersion(wanted, version));
    }
}
/** The known release that a source means, by the tag that it names itself or by the version. */
function findNamed({ repository, tag }, wanted, catalog = CATALOG) {
    return findPinned(repository, tag === undefined ? wanted : { kind: 'tag', text: tag, tag }, catalog);
}
/** `v10.2.3-68` names `deploy/v10.2.3-68` as well. */
function isTag(wanted, tag) {
    return tag === wanted || tag === `deploy/${wanted}` || tag === `deploy/v${wanted}`;
}

;// CONCATENATED MODULE: ./src/emulator/context.ts

/** Fills in the defaults: github.com, no token, three attempts within seconds, 60 s of silence, 15 min a file. */
function obtainContext(options) {
    const githubApiUrl = options.githubApiUrl ?? 'https://api.github.com';
    return {
        githubUrl: 'https://github.com',
        githubApiUrl,
        token: undefined,
        tokenOrigin: new URL(githubApiUrl).origin,
        now: Date.now,
        retryDelayMs: 1_000,
        maxRetryDelayMs: 30_000,
        connectTimeoutMs: 20_000,
        stallTimeoutMs: 60_000,
        totalTimeoutMs: 15 * 60_000,
        catalog: CATALOG,
        env: process.env,
        ...options,
    };
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./src/emulator/store/store-root.ts


/**
 * The directory that keeps emulators: the runner's tool-cache, else a cache of the user.
 * @param env environment variables
 * @param userId numeric user, 0 for root
 */
function findStoreRoot(env, userId) {
    const toolCache = env.RUNNER_TOOL_CACHE;
    if (toolCache !== undefined && toolCache !== '') {
        return toolCache;
    }
    const cacheHome = env.XDG_CACHE_HOME;
    // The XDG base directory specification tells to ignore a relative path.
    if (cacheHome !== undefined && (0,external_node_path_.isAbsolute)(cacheHome)) {
        return (0,external_node_path_.join)(cacheHome, 'xarch');
    }
    const home = env.HOME ?? '';
    if (home === '' && userId === 0) {
        return '/var/cache/xarch';
    }
    return (0,external_node_path_.join)(home === '' ? (0,external_node_os_.homedir)() : home, '.cache', 'xarch');
}

;// CONCATENATED MODULE: ./src/platform/host.ts

const HOSTS = [
    { target: 'x86_64', architecture: 'amd64', nodeArch: 'x64', debianArch: 'amd64' },
    { target: 'aarch64', architecture: 'arm64', nodeArch: 'arm64', debianArch: 'arm64' },
    { target: 'riscv64', architecture: 'riscv64', nodeArch: 'riscv64', debianArch: 'riscv64' },
    { target: 'ppc64le', architecture: 'ppc64le', nodeArch: 'ppc64', debianArch: 'ppc64el' },
    { target: 's390x', architecture: 's390x', nodeArch: 's390x', debianArch: 's390x' },
];
/**
 * The host this process runs on.
 * @param platform `process.platform`
 * @param nodeArch `process.arch`
 * @throws E_NOT_LINUX, E_HOST
 */
function detectHost(platform, nodeArch) {
    if (platform !== 'linux') {
        throw new errors/* XarchError */.xp('E_NOT_LINUX', `setup-xarch needs a Linux kernel; this runner is "${platform}".`, "Use a Linux runner (runs-on: ubuntu-latest), or skip the step with if: runner.os == 'Linux'.");
    }
    const host = HOSTS.find((candidate) => candidate.nodeArch === nodeArch);
    if (host === undefined) {
        throw new errors/* XarchError */.xp('E_HOST', `No emulators exist for this host architecture, "${nodeArch}" (supported: ${HOSTS.map((h) => h.nodeArch).join(', ')}).`, 'Run the job on one of the supported architectures.');
    }
    return host;
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./src/binfmt/privilege.ts
var binfmt_privilege = __webpack_require__(3799);
;// CONCATENATED MODULE: ./src/system-registrar.ts



/**
 * The registrar of this machine; its bundle lies beside the one that is running.
 * @param notice told what is waited for, and which way to root's rights was taken
 */
function systemRegistrar(privilege, notice, env = process.env) {
    return (0,binfmt_privilege/* openRegistrar */.wN)(registrarProcess(privilege, notice, env));
}
/** How this process would start the registrar's bundle. */
function registrarProcess(privilege, notice, env = process.env) {
    const bundles = (0,external_node_path_.join)((0,external_node_path_.dirname)((0,external_node_fs_.realpathSync)(process.argv[1] ?? '.')), '..');
    return {
        uid: process.getuid?.() ?? -1,
        nodePath: process.execPath,
        bundlePath: (0,external_node_path_.join)(bundles, 'registrar', 'index.js'),
        commandPath: (0,external_node_path_.join)(bundles, 'cli', 'index.js'),
        ...{ privilege, env, notice },
    };
}

;// CONCATENATED MODULE: ./src/environment.ts






/**
 * Everything a set-up works with, found from this process and its environment variables
 * (RUNNER_TEMP, RUNNER_TOOL_CACHE, XARCH_GITHUB_URL, XARCH_GITHUB_API_URL).
 * @param githubToken belongs to the API of the GitHub that runs the job, GITHUB_API_URL
 * @throws E_NOT_LINUX, E_HOST
 */
function setupContext(reporter, githubToken, { githubUrl, githubApiUrl } = { githubUrl: undefined, githubApiUrl: undefined }, privilege = 'auto', env = process.env) {
    const host = detectHost(process.platform, process.arch);
    const tempDirectory = env.RUNNER_TEMP || (0,external_node_os_.tmpdir)();
    return {
        host,
        registrar: systemRegistrar(privilege, reporter.info, env),
        roots: roots/* SYSTEM_ROOTS */.E,
        tempDirectory,
        reporter,
        obtain: obtainContext({
            storeRoot: findStoreRoot(env, process.getuid?.()),
            tempRoot: tempDirectory,
            githubUrl: githubUrl ?? (env.XARCH_GITHUB_URL || 'https://github.com'),
            githubApiUrl: githubApiUrl ?? (env.XARCH_GITHUB_API_URL || 'https://api.github.com'),
            token: githubToken,
            tokenOrigin: new URL(env.GITHUB_API_URL || 'https://api.github.com').origin,
            reporter,
            env,
        }),
    };
}


/***/ })

};
