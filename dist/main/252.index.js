export const id = 252;
export const ids = [252];
export const modules = {

/***/ 3252:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  obtainFromApt: () => (/* binding */ obtainFromApt)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/emulator/archive/unpack.ts
var unpack = __webpack_require__(6050);
// EXTERNAL MODULE: ./src/emulator/catalog.ts + 1 modules
var catalog = __webpack_require__(9216);
// EXTERNAL MODULE: ./src/emulator/inspect.ts
var inspect = __webpack_require__(3764);
// EXTERNAL MODULE: ./src/emulator/source/source-spec.ts
var source_spec = __webpack_require__(8082);
// EXTERNAL MODULE: ./src/emulator/store/publish.ts
var publish = __webpack_require__(5654);
// EXTERNAL MODULE: ./src/emulator/store/store.ts
var store = __webpack_require__(6964);
// EXTERNAL MODULE: ./src/emulator/store/workspace.ts
var workspace = __webpack_require__(2176);
// EXTERNAL MODULE: ./src/emulator/version.ts
var emulator_version = __webpack_require__(4671);
// EXTERNAL MODULE: ./src/emulator/vouching.ts
var emulator_vouching = __webpack_require__(48);
// EXTERNAL MODULE: ./src/emulator/command.ts
var command = __webpack_require__(7474);
;// CONCATENATED MODULE: ./src/emulator/apt/apt-state.ts





/**
 * The configuration's hooks would touch the machine's own state (a container image's
 * configuration deletes the package cache after an update) and need root; the other indexes are
 * only bytes to download. `#clear` works in a file only.
 */
const CLEARED = `#clear APT::Update::Pre-Invoke;
#clear APT::Update::Post-Invoke;
#clear APT::Update::Post-Invoke-Success;
#clear Acquire::IndexTargets::deb::DEP-11;
#clear Acquire::IndexTargets::deb::Contents-deb;
#clear Acquire::IndexTargets::deb::CNF;
`;
/** State that reads the machine's package lists, and keeps its caches in `directory`. */
function machineState(directory, { totalTimeoutMs }) {
    const configuration = (0,external_node_path_.join)(directory, 'apt.conf');
    const cache = (0,external_node_path_.join)(directory, 'cache');
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.join)(cache, 'archives', 'partial'), { recursive: true });
    (0,external_node_fs_.writeFileSync)(configuration, CLEARED);
    return {
        directory,
        timeoutMs: totalTimeoutMs,
        ownsLists: false,
        options: [
            `--config-file=${configuration}`,
            ...apt_state_option('Dir::Cache', cache),
            // What is installed is no candidate: its package may not be there to download any more.
            ...apt_state_option('Dir::State::status', '/dev/null'),
            ...apt_state_option('APT::Sandbox::User', 'root'),
            ...apt_state_option('APT::Get::AllowUnauthenticated', 'false'),
            ...apt_state_option('Acquire::Languages', 'none'),
        ],
    };
}
/**
 * The same with package lists of its own, still to be updated.
 * @param sourcesText deb822 sources to use in place of the machine's
 */
function privateState(state, sourcesText) {
    const lists = (0,external_node_path_.join)(state.directory, 'lists');
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.join)(lists, 'partial'), { recursive: true });
    const options = [...state.options, ...apt_state_option('Dir::State::Lists', lists)];
    if (sourcesText !== undefined) {
        const parts = (0,external_node_path_.join)(state.directory, 'sources.list.d');
        (0,external_node_fs_.mkdirSync)(parts);
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(parts, 'xarch.sources'), sourcesText);
        options.push(...apt_state_option('Dir::Etc::sourcelist', '/dev/null'), ...apt_state_option('Dir::Etc::sourceparts', parts));
    }
    return { ...state, options, ownsLists: true };
}
/**
 * Runs one of apt's commands, in the state's directory and in English.
 * @throws E_SOURCE when there is no apt here or it takes too long, E_DISK when it ran out of space
 */
async function runApt(state, program, args) {
    const result = await runTool([program, ...state.options, ...args], state);
    if (result.exitCode !== 0 && result.stderr.includes('No space left on device')) {
        throw (0,workspace/* diskFull */.xg)(state.directory, 'no space is left');
    }
    return result;
}
/** @throws E_SOURCE when the program does not exist, or does not end by itself */
async function runTool(argv, { directory, timeoutMs }) {
    try {
        const env = { ...process.env, LC_ALL: 'C' };
        return await (0,command/* runCommand */.d)(argv, { env, cwd: directory, timeoutMs });
    }
    catch (error) {
        const [program = ''] = argv;
        if ((0,errors/* errnoOf */.UQ)(error) === 'ENOENT')
            throw noApt(program, error);
        throw new errors/* XarchError */.xp('E_SOURCE', `apt cannot be used: ${(0,errors/* messageOf */.bD)(error)}.`, 'Check the network and the mirrors of this machine, or choose another source.', error);
    }
}
/** The error of a machine without one of the package tools. */
function noApt(program, cause) {
    return new errors/* XarchError */.xp('E_SOURCE', `Source apt needs the program ${program}, which this machine does not have.`, 'Use source github or dir on machines that are not Debian, Ubuntu or a relative of theirs.', cause);
}
/** The first complaints of apt, in one line that lacks the full stop. */
function complaintsOf(result) {
    const lines = result.stderr.split('\n').map((line) => line.replace(/\s+/g, ' ').trim());
    const complaints = ['E: ', 'W: '].flatMap((mark) => lines.filter((line) => line.startsWith(mark)).map((line) => line.slice(mark.length)));
    const telling = complaints.filter((line) => !line.startsWith('Some index files failed'));
    const text = telling.slice(0, 2).map((line) => line.replace(/[.:]+$/, ''));
    return text.join('; ') || `exit code ${result.exitCode}`;
}
function apt_state_option(name, value) {
    return ['-o', `${name}=${value}`];
}

;// CONCATENATED MODULE: ./src/emulator/apt/apt-package.ts


/** In order of preference: before QEMU 9.1 `qemu-user` was dynamically linked. */
const NAMES = ['qemu-user-static', 'qemu-user'];
/** A transitional package, one that only depends on the real one, has a few kB. */
const MIN_REAL_BYTES = 1_000_000;
/** The package with static emulators that the lists offer. */
async function findCandidate(state, host) {
    const result = await runApt(state, 'apt-cache', ['show', '--no-all-versions', ...NAMES]);
    return choosePackage(result.stdout, host.debianArch);
}
/**
 * Chooses among the stanzas that `apt-cache show` printed.
 * @param architecture Debian's name of the host's architecture
 */
function choosePackage(text, architecture) {
    const packages = text.split(/\n\n+/).flatMap((stanza) => {
        const field = (name) => new RegExp(`^${name}:[ \\t]*(.*)$`, 'm').exec(stanza)?.[1]?.trim() ?? '';
        const version = field('Version');
        const sizeBytes = Number(field('Size'));
        return field('Architecture') === architecture && sizeBytes >= MIN_REAL_BYTES
            ? [
                {
                    name: field('Package'),
                    version,
                    upstreamVersion: upstreamOf(version),
                    sizeBytes,
                    sha256: field('SHA256'),
                },
            ]
            : [];
    });
    return NAMES.flatMap((name) => packages.find((candidate) => candidate.name === name) ?? [])[0];
}
/**
 * Fetches the state's private package lists.
 * @returns what apt complained of, which a source that is not needed may have caused
 * @throws E_VERSION for a suite that does not exist, E_SOURCE for one that cannot be used
 */
async function updateLists(state, suite) {
    const result = await runApt(state, 'apt-get', ['--quiet', 'update']);
    const hasComplaints = /^[EW]: /m.test(result.stderr);
    const complaints = hasComplaints ? complaintsOf(result) : undefined;
    if (suite === undefined || result.exitCode === 0) {
        return complaints;
    }
    if (/does not have a Release file/.test(result.stderr) && /\b404\b/.test(result.stdout)) {
        throw new errors/* XarchError */.xp('E_VERSION', `The distribution's mirror has no suite "${suite}": ${complaints}.`, 'Correct the suite after apt: in the source input (a code name such as the one in /etc/os-release, or an alias such as stable).');
    }
    throw new errors/* XarchError */.xp('E_SOURCE', `apt cannot use suite ${suite}: ${complaints ?? complaintsOf(result)}.`, 'Check the network of this machine; a suite newer than the machine may need a newer archive keyring. Or choose another source.');
}
function upstreamOf(version) {
    return /^(?:\d+:)?(\d+(?:\.\d+)*)/.exec(version)?.[1] ?? version;
}

;// CONCATENATED MODULE: ./src/emulator/apt/apt-suite.ts



const FIELDS = ['REPO_URI', 'RELEASE', 'COMPONENT', 'ORIGIN', 'SOURCESENTRY'];
/**
 * Sources for another suite of the distribution this machine runs: the same mirror, components
 * and keys, with the suite replaced.
 * @returns text of a deb822 `.sources` file
 * @throws E_SOURCE when the machine configures no repository of its distribution
 */
async function suiteSources(state, suite, host) {
    const format = FIELDS.map((field) => `$(${field})`).join('|');
    // Without release information too, so that it works before the first update.
    const outputs = await Promise.all([[], ['--no-release-info']].map((flags) => runApt(state, 'apt-get', [
        'indextargets',
        ...flags,
        '--format',
        format,
        'Created-By: Packages',
    ])));
    const targets = outputs.flatMap(({ stdout }) => parseIndexTargets(stdout));
    const chosen = chooseRepository(targets, readOsRelease());
    if (chosen === undefined) {
        throw new errors/* XarchError */.xp('E_SOURCE', `Source apt:${suite} needs the distribution's own repository, but this machine's apt sources name none.`, 'Use source github, or configure the repository in /etc/apt.');
    }
    const components = new Set(targets
        .filter(({ repoUri, release }) => repoUri === chosen.repoUri && release === chosen.release)
        .map(({ component }) => component));
    const signedBy = signedByOf((0,external_node_fs_.readFileSync)(chosen.sourcesFile, 'utf8'), chosen.repoUri);
    return [
        'Types: deb',
        `URIs: ${chosen.repoUri}`,
        `Suites: ${suite}`,
        `Components: ${[...components].join(' ')}`,
        `Architectures: ${host.debianArch}`,
        ...(signedBy === undefined ? [] : [`Signed-By: ${signedBy}`]),
        '',
    ].join('\n');
}
/** Reads the lines of `apt-get indextargets`. */
function parseIndexTargets(text) {
    return text.split('\n').flatMap((line) => {
        const [repoUri, release, component, origin = '', entry = ''] = line.split('|');
        return repoUri === undefined || release === undefined || component === undefined
            ? []
            : [
                {
                    repoUri,
                    release,
                    component,
                    // An unknown field stays as it is written in the format.
                    origin: origin.startsWith('$(') ? '' : origin,
                    sourcesFile: entry.replace(/:\d+$/, ''),
                },
            ];
    });
}
/**
 * The repository of the distribution itself. Other vendors' repositories often carry the same
 * suite name; what tells them apart is the Release file's Origin, or else that only the
 * distribution has `<suite>-updates` and the like beside it.
 */
function chooseRepository(targets, distribution) {
    const score = (target) => {
        const hasPockets = targets.some(({ repoUri, release }) => repoUri === target.repoUri && release.startsWith(`${target.release}-`));
        return ((target.release === distribution.codename ? 8 : 0) +
            (target.origin.toLowerCase() === distribution.id ? 4 : 0) +
            (hasPockets ? 2 : 0) +
            (target.component === 'main' ? 1 : 0));
    };
    const known = targets.filter(({ component, release, origin }) => component === 'main' &&
        (release === distribution.codename || origin.toLowerCase() === distribution.id));
    return known.toSorted((left, right) => score(right) - score(left))[0];
}
/** The Signed-By of a repository, from a deb822 file or the older one-line format. */
function signedByOf(sourcesText, repoUri) {
    const bare = repoUri.replace(/\/+$/, '');
    for (const stanza of sourcesText.split(/\n\s*\n/)) {
        const uris = fieldOf(stanza, 'URIs')?.split(/\s+/) ?? [];
        if (uris.some((uri) => uri.replace(/\/+$/, '') === bare)) {
            return fieldOf(stanza, 'Signed-By');
        }
    }
    for (const line of sourcesText.split('\n')) {
        const match = /^\s*deb\s+\[([^\]]*)\]\s+(\S+)/.exec(line);
        if (match?.[2]?.replace(/\/+$/, '') === bare) {
            return /(?:^|\s)signed-by=(\S+)/i.exec(match[1] ?? '')?.[1];
        }
    }
    return undefined;
}
/** A deb822 field with its continuation lines, comments left out. */
function fieldOf(stanza, name) {
    const lines = stanza.split('\n').filter((line) => !line.startsWith('#'));
    const start = lines.findIndex((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
    const first = lines[start];
    if (first === undefined) {
        return undefined;
    }
    const rest = lines.slice(start + 1);
    const end = rest.findIndex((line) => !/^[ \t]/.test(line));
    return [
        first.slice(name.length + 1).trim(),
        ...rest.slice(0, end === -1 ? rest.length : end),
    ].join('\n');
}
/** ID and VERSION_CODENAME of os-release(5), lower case; empty where it does not say. */
function readOsRelease() {
    let text = '';
    try {
        text = (0,external_node_fs_.readFileSync)('/etc/os-release', 'utf8');
    }
    catch {
        // Without it only a repository's Origin could tell, and that needs the name as well.
    }
    const variable = (key) => new RegExp(`^${key}=["']?([^"'\\n]*)`, 'm').exec(text)?.[1]?.toLowerCase() ?? '';
    return { id: variable('ID'), codename: variable('VERSION_CODENAME') };
}

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(8474);
// EXTERNAL MODULE: ./src/emulator/archive/archive-members.ts
var archive_members = __webpack_require__(378);
;// CONCATENATED MODULE: ./src/emulator/apt/apt-unpack.ts






/**
 * Takes the wanted emulators out of a package file by dpkg-deb, which knows every compression
 * that this distribution's packages have, and works beside us.
 * @throws E_ARCHIVE, E_SOURCE when there is no dpkg-deb; file system errors as they are
 */
async function unpackPackage(archive, directory, wanted) {
    const child = (0,external_node_child_process_.spawn)('dpkg-deb', ['--fsys-tarfile', archive], {
        env: { ...process.env, LC_ALL: 'C' },
        stdio: ['ignore', 'pipe', 'pipe'],
    });
    const stderr = [];
    child.stderr.on('data', (chunk) => stderr.push(chunk));
    const ended = (0,external_node_events_.once)(child, 'close');
    // A program that cannot be started fails here; its empty output then fails to unpack first.
    ended.catch(() => { });
    let unpacked;
    let failure;
    try {
        unpacked = await (0,unpack/* unpackTar */.Ag)(child.stdout, archive, directory, wanted, (0,archive_members/* packageMembers */.o)());
    }
    catch (error) {
        failure = error;
        child.kill();
    }
    const [exitCode] = await ended.catch((error) => {
        throw (0,errors/* errnoOf */.UQ)(error) === 'ENOENT' ? noApt('dpkg-deb', error) : error;
    });
    if (unpacked === undefined) {
        throw failure;
    }
    if (exitCode !== 0) {
        throw (0,unpack/* badArchive */.Cb)(archive, Buffer.concat(stderr).toString('utf8').trim());
    }
    return unpacked;
}

;// CONCATENATED MODULE: ./src/emulator/apt/apt.ts
















const WATCH_MS = 250;
/**
 * Takes emulators from the distribution's package, with the machine's own sources and keys but
 * without changing its state and without root.
 * @throws E_SOURCE, E_VERSION, E_DIGEST, E_UNPINNED, E_ARCHIVE, E_EMULATOR, E_DISK
 */
async function obtainFromApt(spec, request, context) {
    if (request.version.kind === 'tag') {
        throw new errors/* XarchError */.xp('E_VERSION', `Source ${(0,source_spec/* sourceLabel */.en)(spec)} knows no tags such as ${request.version.tag}.`, 'Name a version or a range of versions, or a source with releases (github).');
    }
    return (0,workspace/* withTempDirectory */.aj)(context.tempRoot, async (directory) => {
        const found = await findPackage(machineState(directory, context), spec, request, context);
        const source = releaseIdOf(found);
        (0,emulator_vouching/* refuseUnpinned */.Qt)(source, undefined, request.pinning);
        refuseOtherVersion(found.package.upstreamVersion, source, request.version, emulator_version/* mayBeVersion */.fF);
        const stored = (0,store/* findRelease */.dv)(context.storeRoot, {
            ...request,
            accepts: (manifest) => manifest.source === source &&
                (0,emulator_vouching/* meetsPolicy */.xQ)(manifest, request.pinning) &&
                (0,emulator_version/* satisfiesVersion */.qB)(request.version, manifest.version),
        });
        if (stored !== undefined) {
            (0,store/* confirmEntries */.jH)(stored.entries, context.now());
            return { emulators: stored.emulators, cacheHit: true };
        }
        return downloadAndPublish(found, (0,source_spec/* sourceLabel */.en)(spec), request, context);
    });
}
/** The release, for people and for telling one package version from another. */
function releaseIdOf({ suite, package: { name, version } }) {
    return `${suite === undefined ? 'apt' : `apt:${suite}`} (${name} ${version})`;
}
async function findPackage(machine, { suite, backports }, request, context) {
    if (suite !== undefined)
        return findInSuite(machine, suite, request);
    const candidate = await findCandidate(machine, request.host);
    if (backports === true && candidate !== undefined && isOld(candidate, request.version)) {
        const newer = await findInBackports(machine, candidate, request, context);
        if (newer !== undefined)
            return newer;
    }
    if (candidate !== undefined) {
        return { state: machine, suite, package: candidate };
    }
    context.reporter.info('The package lists of this machine have no QEMU: fetching private ones.');
    return updateAndFind(privateState(machine), suite, request);
}
async function findInSuite(machine, suite, request) {
    const sources = await suiteSources(machine, suite, request.host);
    return updateAndFind(privateState(machine, sources), suite, request);
}
/** A release's own QEMU ages with it; Debian and Ubuntu keep newer ones in `<codename>-backports`. */
function isOld({ upstreamVersion }, wanted) {
    return wanted.kind !== 'range'
        ? Number.parseInt(upstreamVersion, 10) < Number.parseInt(catalog/* DEFAULT_VERSION */.jD, 10)
        : !(0,emulator_version/* mayBeVersion */.fF)(wanted, upstreamVersion);
}
/** Undefined when there are no backports, or nothing better in them. */
async function findInBackports(machine, own, request, context) {
    const suite = `${readOsRelease().codename}-backports`;
    context.reporter.info(`${own.name} ${own.version} is old: looking into ${suite}.`);
    try {
        const found = await findInSuite(machine, suite, request);
        const version = found.package.upstreamVersion;
        const isBetter = request.version.kind !== 'range'
            ? (0,emulator_version/* compareVersions */.Zy)(version, own.upstreamVersion) > 0
            : (0,emulator_version/* mayBeVersion */.fF)(request.version, version);
        return isBetter ? found : undefined;
    }
    catch (error) {
        if (!(error instanceof errors/* XarchError */.xp) || error.code === 'E_DISK')
            throw error;
        context.reporter.info(`${suite} cannot be used: ${error.message}`);
        return undefined;
    }
}
async function updateAndFind(state, suite, request) {
    const complaints = await updateLists(state, suite);
    const candidate = await findCandidate(state, request.host);
    if (candidate === undefined) {
        throw new errors/* XarchError */.xp('E_SOURCE', `apt has no package with static QEMU emulators (qemu-user-static or qemu-user)${suite === undefined ? '' : ` in suite ${suite}`}${complaints === undefined ? '' : `: ${complaints}`}.`, 'Check the apt sources and the network of this machine (on Ubuntu the component universe must be on), or choose another source.');
    }
    return { state, suite, package: candidate };
}
/**
 * Downloads into the state's directory; lists that are out of date are fetched anew, once.
 * @returns path and package, which then may be a newer one
 */
async function download(found, request, context) {
    const { state, package: wanted } = found;
    context.reporter.info(`Downloading package ${wanted.name} ${wanted.version} (${Math.round(wanted.sizeBytes / 1e6)} MB)`);
    const stopWatching = watchDownload(found, context);
    const result = await runApt(state, 'apt-get', [
        '--quiet',
        'download',
        `${wanted.name}=${wanted.version}`,
    ]).finally(stopWatching);
    const file = packageFile(state);
    if (result.exitCode === 0 && file !== undefined) {
        return { path: (0,external_node_path_.join)(state.directory, file), found };
    }
    if (!state.ownsLists) {
        context.reporter.info(`Package ${wanted.name} ${wanted.version} cannot be downloaded: fetching private package lists.`);
        const newer = await updateAndFind(privateState(state), undefined, request);
        return download(newer, request, context);
    }
    throw new errors/* XarchError */.xp('E_SOURCE', `apt cannot download ${wanted.name} ${wanted.version}: ${complaintsOf(result)}.`, 'Check the apt sources and the network of this machine, or choose another source.');
}
/** The package file, which apt writes into its working directory as it comes in. */
function packageFile(state) {
    return (0,external_node_fs_.readdirSync)(state.directory).find((name) => name.endsWith('.deb'));
}
/** Reports how far a download is, which apt itself tells on a terminal only; returns what ends that. */
function watchDownload({ state, package: { name, sizeBytes } }, { reporter }) {
    const report = () => {
        const file = packageFile(state);
        if (file === undefined)
            return;
        reporter.progress(name, (0,external_node_fs_.statSync)((0,external_node_path_.join)(state.directory, file)).size, sizeBytes);
    };
    const timer = setInterval(report, WATCH_MS);
    return () => {
        clearInterval(timer);
        report();
    };
}
/** The workspace is opened first: where it cannot be, the download would be in vain. */
async function downloadAndPublish(found, label, request, context) {
    const targets = [...new Set([...request.required, ...request.optional])];
    return (0,workspace/* withWorkspace */.A2)(context, targets, async (workspace) => {
        const archive = await download(found, request, context);
        const source = releaseIdOf(archive.found);
        const unpacked = await unpackPackage(archive.path, workspace.directory, new Set(targets));
        (0,unpack/* requireTargets */.Me)(unpacked, request.required, source);
        const { sha256, sizeBytes } = archive.found.package;
        const received = {
            ...{ label: source, name: (0,external_node_path_.basename)(archive.path), sha256, sizeBytes },
            emulators: unpacked.files,
        };
        // Before one is run for the first time.
        const vouching = (0,emulator_vouching/* vouch */.ah)(received, undefined, 'apt', request.pinning);
        const [first] = unpacked.files;
        if (request.version.kind === 'range' && first !== undefined) {
            const version = await (0,inspect/* readEmulatorVersion */.O$)(first.path);
            refuseOtherVersion(version, source, request.version, emulator_version/* satisfiesVersion */.qB);
        }
        const facts = {
            source,
            sourceKind: label,
            offers: unpacked.offers,
            assumesPreservedArgv0: false,
        };
        const files = unpacked.files.map((each) => ({ ...each, releaseSha256: sha256, vouching }));
        const emulators = await (0,publish/* publish */.m)(workspace, request.host, facts, files, context.now());
        return { emulators, cacheHit: false };
    });
}
function refuseOtherVersion(version, source, wanted, agrees) {
    if (!agrees(wanted, version)) {
        throw new errors/* XarchError */.xp('E_VERSION', `QEMU ${wanted.text} is asked for, but ${source} is QEMU ${version}.`, 'Leave the version input out, name another suite (apt:<suite>), or use source github.');
    }
}


/***/ }),

/***/ 378:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ releaseMembers),
/* harmony export */   o: () => (/* binding */ packageMembers)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _emulator_name_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2190);
/* harmony import */ var _unpack_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6050);



/** A release has some ten to forty members, Debian's package about a hundred. */
const MAX_MEMBERS = 10_000;
/**
 * Recognises the emulators of one release archive, in any of its directories. It should hold
 * programs and texts only.
 * @returns for each member its target; throws for a way out, a link or a device
 */
function releaseMembers() {
    const look = looker();
    return (member) => {
        look(member);
        const { name, type } = member;
        if (type === 'directory')
            return undefined;
        if (type !== 'file')
            throw new Error(`member ${(0,_unpack_js__WEBPACK_IMPORTED_MODULE_2__/* .quoted */ .TL)(name)} is no file but a ${type}`);
        return (0,_emulator_name_js__WEBPACK_IMPORTED_MODULE_1__/* .targetOfName */ .i)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(name));
    };
}
/**
 * Recognises the emulators of one Debian package. Its links, such as qemu-arm64, are other
 * names of emulators that are there as files; /usr/share/binfmts/qemu-aarch64 is a text.
 * @returns for each member its target; throws for a way out
 */
function packageMembers() {
    const look = looker();
    return (member) => {
        look(member);
        const isProgram = member.type === 'file' && (0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(member.name)) === 'bin';
        return isProgram ? (0,_emulator_name_js__WEBPACK_IMPORTED_MODULE_1__/* .targetOfName */ .i)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.basename)(member.name)) : undefined;
    };
}
function looker() {
    let members = 0;
    return ({ name }) => {
        members += 1;
        if (members > MAX_MEMBERS)
            throw new Error(`it has more than ${MAX_MEMBERS} members`);
        if (name.startsWith('/') || name.split('/').includes('..')) {
            throw new Error(`member ${(0,_unpack_js__WEBPACK_IMPORTED_MODULE_2__/* .quoted */ .TL)(name)} points outside`);
        }
    };
}


/***/ }),

/***/ 6050:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Ag: () => (/* binding */ unpackTar),
/* harmony export */   Cb: () => (/* binding */ badArchive),
/* harmony export */   K5: () => (/* binding */ asBadArchive),
/* harmony export */   Me: () => (/* binding */ requireTargets),
/* harmony export */   Nl: () => (/* binding */ writeEmulator),
/* harmony export */   TL: () => (/* binding */ quoted),
/* harmony export */   ct: () => (/* binding */ isFileSystemError)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7075);
/* harmony import */ var node_stream__WEBPACK_IMPORTED_MODULE_3___default = /*#__PURE__*/__webpack_require__.n(node_stream__WEBPACK_IMPORTED_MODULE_3__);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(6466);
/* harmony import */ var node_stream_promises__WEBPACK_IMPORTED_MODULE_4___default = /*#__PURE__*/__webpack_require__.n(node_stream_promises__WEBPACK_IMPORTED_MODULE_4__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3916);
/* harmony import */ var _store_store_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6964);







/** An emulator is 10 to 20 MB; a member beyond this is no emulator. */
const MAX_MEMBER_BYTES = 256 * 1024 * 1024;
/**
 * Unpacks the wanted emulators of a tar archive, and nothing else.
 * @param tar the archive, not compressed
 * @param label what the archive is, for messages
 * @param directory existing directory that gets one folder per target
 * @param targetOf the target a member is the emulator of, undefined when it is something else;
 * throws for a member that makes the archive suspect
 * @throws E_ARCHIVE; file system errors as they are
 */
async function unpackTar(tar, label, directory, wanted, targetOf) {
    const { extract } = await __webpack_require__.e(/* import() */ 118).then(__webpack_require__.t.bind(__webpack_require__, 6118, 19));
    const reader = extract();
    const source = node_stream__WEBPACK_IMPORTED_MODULE_3__.Readable.from(tar, { highWaterMark: 1 });
    const feeding = (0,node_stream_promises__WEBPACK_IMPORTED_MODULE_4__.pipeline)(source, reader);
    // Its failure is the reader's failure too, and is looked at below.
    feeding.catch(() => { });
    const files = [];
    const offers = new Set();
    try {
        for await (const entry of reader) {
            const member = {
                name: entry.header.name,
                type: entry.header.type ?? 'unknown type',
                sizeBytes: entry.header.size ?? 0,
            };
            const target = targetOf(member);
            if (target !== undefined) {
                refuseOverlong(member);
                if (offers.has(target)) {
                    throw new Error(`member ${quoted(member.name)} is its second emulator for ${target}`);
                }
                offers.add(target);
            }
            if (target !== undefined && wanted.has(target)) {
                const content = entry;
                files.push(await writeEmulator(content, target, label, directory));
            }
            else {
                entry.resume();
            }
        }
        await feeding;
    }
    catch (error) {
        source.destroy();
        throw asBadArchive(error, label);
    }
    return { files, offers: [...offers].sort() };
}
/**
 * Writes one emulator into a folder of its own.
 * @throws E_ARCHIVE when it is too long for one; file system errors as they are
 */
async function writeEmulator(content, target, label, directory) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, target, (0,_store_store_js__WEBPACK_IMPORTED_MODULE_6__/* .toolName */ .Uf)(target));
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.mkdirSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(path));
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    let sizeBytes = 0;
    const file = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.openSync)(path, 'wx', 0o755);
    try {
        // Written at once: a queue of chunks before a slower writer would only hold memory.
        for await (const chunk of content) {
            sizeBytes += chunk.length;
            if (sizeBytes > MAX_MEMBER_BYTES) {
                throw badArchive(label, `its emulator for ${target} is over ${MAX_MEMBER_BYTES} bytes`);
            }
            hash.update(chunk);
            for (let at = 0; at < chunk.length;)
                at += (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.writeSync)(file, chunk, at);
        }
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync)(file);
    }
    return { target, path, sha256: hash.digest('hex'), sizeBytes };
}
/**
 * Makes sure that an archive has what must be had.
 * @throws E_ARCHIVE naming what is missing and what there is
 */
function requireTargets(unpacked, required, label) {
    const missing = required.filter((target) => !unpacked.offers.includes(target));
    if (missing.length > 0) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .XarchError */ .xp('E_ARCHIVE', `${label} has no emulator for ${missing.join(', ')}; it has ${unpacked.offers.join(', ') || 'none at all'}.`, 'Choose another source or version for these platforms, or leave them out.');
    }
}
/** @param reason what is wrong with the archive, in words that follow a colon */
function badArchive(label, reason, cause) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .XarchError */ .xp('E_ARCHIVE', `${label} is not a usable archive: ${reason}.`, 'Check that no proxy or mirror alters or cuts downloads, then run again or choose another source.', cause);
}
/** Errors of reading data as E_ARCHIVE; those that have a code of their own as they are. */
function asBadArchive(error, label) {
    return error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .XarchError */ .xp || isFileSystemError(error)
        ? error
        : badArchive(label, (0,_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .messageOf */ .bD)(error), error);
}
/** True for errors of reading and writing local files, as opposed to bad data. */
function isFileSystemError(error) {
    return (0,_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .errnoOf */ .UQ)(error) !== undefined && 'syscall' in error;
}
function refuseOverlong({ name, sizeBytes }) {
    if (sizeBytes > MAX_MEMBER_BYTES) {
        throw new Error(`member ${quoted(name)} claims ${sizeBytes} bytes`);
    }
}
/** The name of a member for messages; it may hold anything, line ends too. */
function quoted(name) {
    return JSON.stringify(name.length > 200 ? `${name.slice(0, 200)}…` : name);
}


/***/ }),

/***/ 5654:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   m: () => (/* binding */ publish)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3916);
/* harmony import */ var _probe_run_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7414);
/* harmony import */ var _elf_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9158);
/* harmony import */ var _inspect_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3764);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(3264);
/* harmony import */ var _store_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6964);








/**
 * Checks every unpacked emulator, asks it for its version, and moves all into the store.
 * @param fallbackVersion the release's version, for builds that do not answer `--version`
 * @returns the emulators by target
 * @throws E_EMULATOR; then nothing was published
 */
async function publish(workspace, host, facts, files, obtainedAtMs, fallbackVersion) {
    for (const file of files) {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.chmodSync)(file.path, 0o755);
        (0,_elf_js__WEBPACK_IMPORTED_MODULE_4__/* .checkEmulator */ .i)(file.path, file.target, host);
    }
    const taking = takesArgv0(files, workspace.directory);
    const manifests = await Promise.all(files.map(async (file) => {
        const version = await (0,_inspect_js__WEBPACK_IMPORTED_MODULE_5__/* .readEmulatorVersion */ .O$)(file.path, fallbackVersion);
        const { mtimeMs, ctimeMs } = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(file.path);
        return {
            schema: 2,
            target: file.target,
            version,
            ...facts,
            assumesPreservedArgv0: (await taking) ?? facts.assumesPreservedArgv0,
            sha256: file.sha256,
            releaseSha256: file.releaseSha256,
            vouching: file.vouching,
            sizeBytes: file.sizeBytes,
            mtimeMs,
            ctimeMs,
            obtainedAt: new Date(obtainedAtMs).toISOString(),
        };
    }));
    for (const [index, manifest] of manifests.entries()) {
        const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(files[index]?.path ?? '');
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, _manifest_js__WEBPACK_IMPORTED_MODULE_7__/* .MANIFEST_NAME */ .ir), (0,_manifest_js__WEBPACK_IMPORTED_MODULE_7__/* .formatManifest */ .L_)(manifest));
    }
    const emulators = new Map();
    for (const [index, manifest] of manifests.entries()) {
        const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(files[index]?.path ?? '');
        emulators.set(manifest.target, place(workspace.storeRoot, host, manifest, folder));
    }
    return emulators;
}
/** One emulator speaks for its release: all are built alike. */
async function takesArgv0(files, directory) {
    const file = files.find(({ target }) => (0,_probe_run_js__WEBPACK_IMPORTED_MODULE_3__/* .probeProgram */ .XE)(target) !== undefined);
    return file === undefined ? undefined : (0,_inspect_js__WEBPACK_IMPORTED_MODULE_5__/* .takesFirstForArgv0 */ .UF)(file.path, file.target, directory);
}
/** Moves one prepared folder into the store; a sound one that is already there stays. */
function place(root, host, manifest, prepared) {
    const folder = (0,_store_js__WEBPACK_IMPORTED_MODULE_6__/* .entryFolder */ .FP)(root, host, manifest);
    const move = () => {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder), { recursive: true });
        moveInto(folder, prepared, manifest, host);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)((0,_store_js__WEBPACK_IMPORTED_MODULE_6__/* .completeMarker */ .IH)(folder), '');
    };
    try {
        try {
            move();
        }
        catch (error) {
            // Whoever prunes the store at this moment takes folders away, empty ones too.
            if ((0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errnoOf */ .UQ)(error) !== 'ENOENT')
                throw error;
            move();
        }
    }
    catch (error) {
        discardIncomplete(folder);
        throw error;
    }
    const entry = (0,_store_js__WEBPACK_IMPORTED_MODULE_6__/* .readEntry */ .hB)(folder, manifest.target);
    const emulator = entry === undefined ? undefined : (0,_store_js__WEBPACK_IMPORTED_MODULE_6__/* .verifyEntry */ .i)(entry, host);
    if (emulator === undefined) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_2__/* .XarchError */ .xp('E_EMULATOR', `The emulator for ${manifest.target} is damaged right after it was stored in ${folder}.`, 'Something else writes to that directory: give this job a tool-cache of its own.');
    }
    return emulator;
}
function moveInto(folder, prepared, manifest, host) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.renameSync)(prepared, folder);
        return;
    }
    catch (error) {
        if (!['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes((0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .errnoOf */ .UQ)(error) ?? '')) {
            throw error;
        }
    }
    const present = (0,_store_js__WEBPACK_IMPORTED_MODULE_6__/* .readEntry */ .hB)(folder, manifest.target);
    if (present !== undefined && isSound(present, manifest, host)) {
        // What a source says of it now goes before what was known; what a cache claims does not.
        if (manifest.restored !== true)
            (0,_store_js__WEBPACK_IMPORTED_MODULE_6__/* .redescribeEntry */ .ND)(present, manifest);
        return;
    }
    // File by file, so that nobody who uses the folder meanwhile finds it missing or half written.
    if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(folder).isDirectory()) {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(folder);
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)(folder);
    }
    for (const name of [(0,_store_js__WEBPACK_IMPORTED_MODULE_6__/* .toolName */ .Uf)(manifest.target), _manifest_js__WEBPACK_IMPORTED_MODULE_7__/* .MANIFEST_NAME */ .ir]) {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.renameSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(prepared, name), (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, name));
    }
}
function isSound(entry, manifest, host) {
    return (entry.manifest.sha256 === manifest.sha256 &&
        (0,_store_js__WEBPACK_IMPORTED_MODULE_6__/* .verifyEntry */ .i)(entry, host) !== undefined &&
        (0,_store_js__WEBPACK_IMPORTED_MODULE_6__/* .hashFile */ .DC)(entry.path) === manifest.sha256);
}
/** A folder without its marker is nobody's yet; folders above it go when they are empty. */
function discardIncomplete(folder) {
    if (!(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)((0,_store_js__WEBPACK_IMPORTED_MODULE_6__/* .completeMarker */ .IH)(folder))) {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmSync)(folder, { recursive: true, force: true });
        for (const parent of [(0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder), (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(folder))]) {
            try {
                (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.rmdirSync)(parent);
            }
            catch {
                return;
            }
        }
    }
}


/***/ }),

/***/ 2176:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A2: () => (/* binding */ withWorkspace),
/* harmony export */   aj: () => (/* binding */ withTempDirectory),
/* harmony export */   wO: () => (/* binding */ diskError),
/* harmony export */   xg: () => (/* binding */ diskFull)
/* harmony export */ });
/* unused harmony exports removeEmpty, abandonedWorkspaces */
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _binfmt_owner_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7732);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3916);
/* harmony import */ var _store_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6964);






const PREFIX = '.xarch-';
/** In each workspace, beside the emulators' folders. */
const OWNER_NAME = 'owner.json';
const ABANDONED_AFTER_MS = 24 * 60 * 60 * 1000;
const UNWRITABLE = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'];
/**
 * Opens a workspace, runs `work`, and removes the workspace whatever happened. A store that
 * cannot be written is replaced by a directory under `tempRoot`, with a warning.
 * @param targets the tools that will be published
 * @throws E_DISK when a disk is full, E_EMULATOR when the store may not hold programs
 */
async function withWorkspace(context, targets, work) {
    let workspace;
    try {
        workspace = openWorkspace(context, targets);
        return await work(workspace);
    }
    catch (error) {
        throw diskError(error, workspace?.storeRoot ?? context.storeRoot) ?? error;
    }
    finally {
        if (workspace !== undefined) {
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(workspace.directory, { recursive: true, force: true });
            if (workspace.storeRoot !== context.storeRoot)
                removeEmpty(workspace.storeRoot);
        }
    }
}
/**
 * Runs `work` with a private directory under `tempRoot` that is removed afterwards.
 * @throws E_DISK when a disk is full
 */
async function withTempDirectory(tempRoot, work) {
    let directory;
    try {
        directory = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.mkdtempSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(tempRoot, 'xarch-'));
        return await work(directory);
    }
    catch (error) {
        throw diskError(error, tempRoot) ?? error;
    }
    finally {
        if (directory !== undefined) {
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(directory, { recursive: true, force: true });
        }
    }
}
/**
 * The E_DISK error of a full disk or quota.
 * @returns undefined for any other error
 */
function diskError(error, path) {
    const code = (0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .errnoOf */ .UQ)(error);
    if (code !== 'ENOSPC' && code !== 'EDQUOT') {
        return undefined;
    }
    const where = error.path ?? path;
    return diskFull(where, code === 'EDQUOT' ? 'the quota is used up' : 'no space is left', error);
}
/** @param reason what is used up, in words that follow a colon */
function diskFull(path, reason, cause) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .XarchError */ .xp('E_DISK', `What was downloaded could not be written to ${path}: ${reason}.`, 'Make room (an emulator takes 10 to 20 MB, a download up to 80 MB), or let RUNNER_TOOL_CACHE and RUNNER_TEMP name directories on a larger disk.', cause);
}
function openWorkspace(context, targets) {
    try {
        return makeWorkspace(context.storeRoot, targets);
    }
    catch (error) {
        if (!UNWRITABLE.includes((0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .errnoOf */ .UQ)(error) ?? '')) {
            throw error;
        }
        // Not a fixed name: in a shared /tmp anybody could have filled that beforehand.
        const standIn = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.mkdtempSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(context.tempRoot, 'xarch-store-'));
        context.reporter.warning(`The tool-cache ${context.storeRoot} cannot be written (${(0,_errors_js__WEBPACK_IMPORTED_MODULE_4__/* .messageOf */ .bD)(error)}); the emulators go to ${standIn} and the next run has to download them again.`);
        try {
            return makeWorkspace(standIn, targets);
        }
        catch (failure) {
            removeEmpty(standIn);
            throw failure;
        }
    }
}
/** Removes a directory that holds nothing; any other stays. */
function removeEmpty(directory) {
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmdirSync)(directory);
    }
    catch { }
}
function makeWorkspace(storeRoot, targets) {
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.mkdirSync)(storeRoot, { recursive: true });
    for (const target of targets) {
        const toolFolder = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(storeRoot, (0,_store_js__WEBPACK_IMPORTED_MODULE_5__/* .toolName */ .Uf)(target));
        if ((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(toolFolder)) {
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.accessSync)(toolFolder, node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.W_OK);
        }
    }
    removeAbandoned(storeRoot);
    const directory = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(storeRoot, `${PREFIX}${process.pid}-${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(6).toString('hex')}`);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.mkdirSync)(directory, { mode: 0o700 });
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.writeFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, OWNER_NAME), JSON.stringify(thisProcess()));
        refuseNoexec(directory);
    }
    catch (error) {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(directory, { recursive: true, force: true });
        throw error;
    }
    return { storeRoot, directory };
}
/** access(2) says EACCES for a file with mode x when its mount is noexec, even to root. */
function refuseNoexec(directory) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(directory, 'executable');
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.writeFileSync)(path, '', { mode: 0o755 });
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.chmodSync)(path, 0o755);
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.accessSync)(path, node_fs__WEBPACK_IMPORTED_MODULE_1__.constants.X_OK);
    }
    catch (error) {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_4__/* .XarchError */ .xp('E_EMULATOR', `Emulators cannot be kept in ${(0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)(directory)}: its file system is mounted noexec.`, 'Mount it without noexec, or let RUNNER_TOOL_CACHE name a directory where programs may run.', error);
    }
    (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(path);
}
function thisProcess() {
    return { bootId: bootId(), owner: (0,_binfmt_owner_js__WEBPACK_IMPORTED_MODULE_3__/* .processOwner */ .Vq)(process.pid) };
}
function removeAbandoned(storeRoot) {
    for (const path of abandonedWorkspaces(storeRoot))
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(path, { recursive: true, force: true });
}
/** Absolute paths of the workspaces in a store that killed runs have left. */
function abandonedWorkspaces(storeRoot) {
    const isAlive = (0,_binfmt_owner_js__WEBPACK_IMPORTED_MODULE_3__/* .lookAtOwners */ .DO)();
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readdirSync)(storeRoot)
        .filter((name) => /^\.xarch-\d+-[0-9a-f]{12}$/.test(name))
        .map((name) => (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(storeRoot, name))
        .filter((path) => {
        const info = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.statSync)(path, { throwIfNoEntry: false });
        if (info === undefined)
            return false;
        return isOfDeadProcess(path, isAlive) || Date.now() - info.mtimeMs > ABANDONED_AFTER_MS;
    });
}
/**
 * True only when the process is seen to have ended. Another machine or container may share the
 * store; where its processes cannot be seen, only the age of their workspaces tells.
 */
function isOfDeadProcess(workspace, isAlive) {
    try {
        const text = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(workspace, OWNER_NAME), 'utf8');
        const noted = JSON.parse(text);
        return noted.bootId !== '' && noted.bootId === bootId() && !isAlive(noted.owner);
    }
    catch {
        return false;
    }
}
/** Empty where the kernel does not say. */
function bootId() {
    try {
        return (0,_binfmt_owner_js__WEBPACK_IMPORTED_MODULE_3__/* .readBootId */ .wV)();
    }
    catch {
        return '';
    }
}


/***/ })

};
