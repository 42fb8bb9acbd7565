export const id = 529;
export const ids = [529];
export const modules = {

/***/ 5529:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  lookAhead: () => (/* binding */ lookAhead),
  provideStepBuilder: () => (/* binding */ provideStepBuilder)
});

// EXTERNAL MODULE: ./node_modules/@actions/core/lib/core.js + 9 modules
var core = __webpack_require__(9584);
;// CONCATENATED MODULE: ./src/buildx/cache-refs.ts
/** The texts for `cache-from` and `cache-to` of docker/build-push-action, or of buildx itself. */
function cacheReferences(target) {
    const place = target.kind === 'gha'
        ? `type=gha${target.scope === undefined ? '' : `,scope=${target.scope}`}`
        : `type=registry,ref=${target.reference}`;
    return { cacheFrom: place, cacheTo: `${place},mode=max` };
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
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

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./node_modules/semver/index.js
var semver = __webpack_require__(2088);
// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/emulator/command.ts
var emulator_command = __webpack_require__(7474);
;// CONCATENATED MODULE: ./src/buildx/find.ts



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
    return new errors/* XarchError */.xp('E_BUILDX', `buildx is needed and cannot be used: ${reason}.`, "Install Docker's package docker-buildx-plugin (docker-buildx in Debian and Ubuntu), or let the step provide it (buildx: true, with buildx-install-if-missing: true).");
}
const NOT_FOUND = 'not found';
/** @returns the buildx, or why there is none */
async function askVersion(argvPrefix, env) {
    let result;
    try {
        result = await (0,emulator_command/* runCommand */.d)([...argvPrefix, 'version'], { env, timeoutMs: TIMEOUT_MS });
    }
    catch (error) {
        return (0,errors/* errnoOf */.UQ)(error) === 'ENOENT' ? NOT_FOUND : (0,errors/* messageOf */.bD)(error);
    }
    const { exitCode, stdout, stderr } = result;
    if (/\b(?:podman|buildah)\b/i.test(`${stdout}${stderr}`)) {
        throw new errors/* XarchError */.xp('E_BUILDX', 'The command docker is podman here, which has no builders of buildx.', 'Install Docker, or build with podman itself and leave buildx: true out.');
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
    return version === undefined ? undefined : (0,semver.parse)(version)?.version;
}

// EXTERNAL MODULE: external "node:stream/promises"
var promises_ = __webpack_require__(6466);
// EXTERNAL MODULE: ./src/emulator/elf.ts
var elf = __webpack_require__(9158);
// EXTERNAL MODULE: ./src/emulator/store/workspace.ts
var workspace = __webpack_require__(2176);
// EXTERNAL MODULE: ./src/emulator/transfer/download.ts + 7 modules
var download = __webpack_require__(8820);
// EXTERNAL MODULE: ./src/emulator/transfer/transfer.ts
var transfer = __webpack_require__(5064);
// EXTERNAL MODULE: ./src/emulator/vouching.ts
var emulator_vouching = __webpack_require__(48);
// EXTERNAL MODULE: ./src/emulator/github/github-api.ts
var github_api = __webpack_require__(4765);
// EXTERNAL MODULE: ./src/emulator/transfer/not-found.ts
var not_found = __webpack_require__(7347);
;// CONCATENATED MODULE: ./src/buildx/release.ts





/**
 * The version that is provided where none is asked for. Its digests are those by which the official
 * image `docker` checks its own downloads of these files.
 */
const PINNED_RELEASE = {
    tag: 'v0.29.1',
    digests: {
        amd64: '7d2d7d6d4680aa349614965aaa33ccec43f1a9a21e908a5ce4cb6adfa5ad5141',
        arm64: '50e85c4e290b698908421161c1aee069bcc5d4a65b7b7201bfac3a176b223a7e',
        ppc64le: '04e9b85273502f5c673f2216f64fe336045b6d196ba7e0350a11d6af5dcaee3a',
        riscv64: 'f4f2d5bd103b8bba725b3b0ef14e9a4a799e0806d5076045e399e221a3bbb723',
        s390x: '3b5caf470972c286642112df47b2251d2a5d412aa150d78d74db20a3409d9f23',
    },
};
const REPOSITORY = 'docker/buildx';
/** How many versions a message names. */
const LISTED = 10;
const MAX_LIST_BYTES = 1024 * 1024;
/** Name of the file of a release for a host; those for buildx's other hosts have no use here. */
function buildxFileName(tag, { architecture }) {
    return `buildx-${tag}.linux-${architecture}`;
}
/**
 * The tag of the newest release.
 * @throws E_SOURCE
 */
async function newestTag(context) {
    return (await (0,github_api/* latestRelease */.JF)(REPOSITORY, context)).tag;
}
/**
 * The file of a release for this host, and what its bytes have to be: by the pinned release, else as
 * the GitHub API says, else as the list beside the files says.
 * @throws E_VERSION, E_SOURCE
 */
async function buildxFile(tag, host, context, pinned) {
    const name = buildxFileName(tag, host);
    const file = { name, url: `${addressOf(tag, context)}/${name}` };
    const digest = tag === pinned.tag ? pinned.digests[host.architecture] : undefined;
    if (digest !== undefined)
        return { ...file, known: { sha256: digest, by: 'catalog' } };
    let release;
    try {
        release = await (0,github_api/* releaseByTag */.$d)(REPOSITORY, tag, context);
    }
    catch (error) {
        if ((0,not_found/* isNotFound */.c)(error))
            throw await noSuchVersion(tag, context);
        // The API may be out of reach or have had enough of us where the files can still be had.
        const listed = await readList(tag, name, context).catch(() => undefined);
        if (listed === undefined)
            throw error;
        return { ...file, known: { sha256: listed, by: 'release' } };
    }
    const asset = release.assets.find((each) => each.name === name);
    if (asset === undefined) {
        const hosts = release.assets.flatMap((each) => /^buildx-.*\.linux-([\w-]+)$/.exec(each.name)?.[1] ?? []);
        throw new errors/* XarchError */.xp('E_VERSION', `buildx ${tag} is not published for ${host.architecture} hosts; it is for ${hosts.join(', ') || 'none'}.`, 'Choose another buildx-version.');
    }
    if (asset.sha256 !== undefined) {
        return { ...file, known: { sha256: asset.sha256, by: 'github-api' } };
    }
    const listed = await readList(tag, name, context);
    return {
        ...file,
        known: listed === undefined ? undefined : { sha256: listed, by: 'release' },
    };
}
function addressOf(tag, { githubUrl }) {
    return `${githubUrl}/${REPOSITORY}/releases/download/${encodeURIComponent(tag)}`;
}
/** The digest of a file by checksums.txt of its release; undefined when that does not name it. */
async function readList(tag, name, context) {
    const url = `${addressOf(tag, context)}/checksums.txt`;
    try {
        return await (0,transfer/* download */.R)({ url }, context, async ({ chunks }) => {
            const pieces = [];
            let sizeBytes = 0;
            for await (const chunk of chunks) {
                sizeBytes += chunk.length;
                if (sizeBytes > MAX_LIST_BYTES)
                    return undefined;
                pieces.push(chunk);
            }
            for (const line of Buffer.concat(pieces).toString('utf8').split('\n')) {
                const [, digest, file] = /^([0-9a-f]{64}) [ *](\S+)\s*$/.exec(line) ?? [];
                if (file === name)
                    return digest;
            }
            return undefined;
        });
    }
    catch (error) {
        if ((0,not_found/* isNotFound */.c)(error))
            return undefined;
        throw error;
    }
}
async function noSuchVersion(tag, context) {
    const releases = await (0,github_api/* listReleases */.tH)(REPOSITORY, context);
    const tags = releases
        .flatMap((each) => (each.isPrerelease || (0,semver.valid)(each.tag) === null ? [] : each.tag))
        .sort(semver.rcompare)
        .slice(0, LISTED);
    return new errors/* XarchError */.xp('E_VERSION', `There is no release ${tag} of buildx; the newest are ${tags.join(', ') || 'not known'}.`, 'Choose one of these as buildx-version, or leave it out.');
}

// EXTERNAL MODULE: ./src/emulator/store/store.ts
var store = __webpack_require__(6964);
;// CONCATENATED MODULE: ./src/buildx/store.ts





/** Name of the tool, `<tool>/<version>/<arch>` in @actions/tool-cache's layout. */
const TOOL = 'buildx';
const PROGRAM_NAME = 'docker-buildx';
/** What it is called where there is no docker; a link beside the program. */
const STANDALONE_NAME = 'buildx';
const MANIFEST_NAME = 'manifest.json';
/** A version that is kept, if it is sound; its bytes are hashed again when the file's times differ. */
function findStored(root, version, host) {
    const folder = (0,external_node_path_.join)(root, TOOL, version, host.nodeArch);
    if (!(0,external_node_fs_.existsSync)((0,store/* completeMarker */.IH)(folder)))
        return undefined;
    const path = (0,external_node_path_.join)(folder, PROGRAM_NAME);
    try {
        const manifest = JSON.parse((0,external_node_fs_.readFileSync)((0,external_node_path_.join)(folder, MANIFEST_NAME), 'utf8'));
        const { size, mtimeMs, ctimeMs } = (0,external_node_fs_.statSync)(path);
        if (manifest.schema !== 1 || manifest.version !== version || manifest.sizeBytes !== size) {
            return undefined;
        }
        const isUntouched = manifest.mtimeMs === mtimeMs && manifest.ctimeMs === ctimeMs;
        if (!isUntouched && (0,store/* hashFile */.DC)(path) !== manifest.sha256)
            return undefined;
        const { sha256, vouching } = manifest;
        noteUse(folder);
        return { path, version, sha256, vouching };
    }
    catch {
        return undefined;
    }
}
/** The newest version that is kept; undefined when there is none. */
function newestStored(root, host) {
    let versions;
    try {
        versions = (0,external_node_fs_.readdirSync)((0,external_node_path_.join)(root, TOOL)).filter((name) => (0,semver.valid)(name) !== null);
    }
    catch {
        return undefined;
    }
    for (const version of versions.sort(semver.compare).reverse()) {
        const stored = findStored(root, version, host);
        if (stored !== undefined)
            return stored;
    }
    return undefined;
}
/**
 * Moves a checked program into the store.
 * @param prepared a folder on the store's file system with the program alone in it
 */
function storeBuildx(root, host, prepared, { version, sha256, vouching }) {
    const folder = (0,external_node_path_.join)(root, TOOL, version, host.nodeArch);
    const { size, mtimeMs, ctimeMs } = (0,external_node_fs_.statSync)((0,external_node_path_.join)(prepared, PROGRAM_NAME));
    const manifest = {
        ...{ schema: 1, version, sha256, vouching },
        ...{ sizeBytes: size, mtimeMs, ctimeMs },
    };
    (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(prepared, MANIFEST_NAME), `${JSON.stringify(manifest, undefined, '\t')}\n`);
    (0,external_node_fs_.symlinkSync)(PROGRAM_NAME, (0,external_node_path_.join)(prepared, STANDALONE_NAME));
    (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)(folder), { recursive: true });
    try {
        (0,external_node_fs_.renameSync)(prepared, folder);
    }
    catch (error) {
        if (!['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes((0,errors/* errnoOf */.UQ)(error) ?? ''))
            throw error;
        replace(folder, prepared);
    }
    (0,external_node_fs_.writeFileSync)((0,store/* completeMarker */.IH)(folder), '');
    return { path: (0,external_node_path_.join)(folder, PROGRAM_NAME), version, sha256, vouching };
}
/** File by file, so that nobody who uses the folder meanwhile finds it missing or half written. */
function replace(folder, prepared) {
    if (!(0,external_node_fs_.statSync)(folder).isDirectory()) {
        (0,external_node_fs_.rmSync)(folder);
        (0,external_node_fs_.mkdirSync)(folder);
    }
    for (const name of (0,external_node_fs_.readdirSync)(prepared))
        (0,external_node_fs_.renameSync)((0,external_node_path_.join)(prepared, name), (0,external_node_path_.join)(folder, name));
}
/** The marker's time tells when it was used last; a store that cannot be written does not. */
function noteUse(folder) {
    const now = new Date();
    try {
        (0,external_node_fs_.utimesSync)((0,store/* completeMarker */.IH)(folder), now, now);
    }
    catch { }
}

;// CONCATENATED MODULE: ./src/buildx/obtain.ts














/** Real ones are about 70 MB. */
const MAX_BYTES = 512 * 1024 * 1024;
const VERSION_TIMEOUT_MS = 30_000;
/**
 * The tag that a request means.
 * @throws E_SOURCE
 */
async function chooseTag({ version, offline }, host, context, pinned) {
    if (version !== 'latest')
        return version ?? pinned.tag;
    if (!offline)
        return newestTag(context);
    return `v${newestStored(context.storeRoot, host)?.version ?? pinned.tag.slice(1)}`;
}
/**
 * Gets a buildx from the tool-cache, else from its release on GitHub into it.
 * @throws E_SOURCE, E_VERSION, E_DIGEST, E_UNPINNED, E_OFFLINE, E_DISK, E_BUILDX
 */
async function obtainBuildx(tag, { pinning, offline }, host, context, pinned) {
    const version = tag.slice(1);
    const name = buildxFileName(tag, host);
    const policy = policyFor(name, pinning);
    const stored = findStored(context.storeRoot, version, host);
    if (stored !== undefined && meetsPolicy(stored, policy)) {
        context.reporter.info(`In the tool-cache: buildx ${version}`);
        return stored;
    }
    if (offline)
        throw missingOffline(tag, name, host, context, pinned);
    const file = await buildxFile(tag, host, context, pinned);
    const label = (0,download/* fileLabel */.D)(file);
    (0,emulator_vouching/* refuseUnpinned */.Qt)(label, file.known, policy);
    if (file.known === undefined && policy.checksums === undefined) {
        throw new errors/* XarchError */.xp('E_DIGEST', `Neither the GitHub API nor checksums.txt of the release states a sha256 for ${name}, so a download could not be checked.`, `Give its sha256 in the checksum input, followed by the name ${name}; or choose another buildx-version (${pinned.tag} is pinned).`);
    }
    const by = policy.checksums === undefined ? file.known?.by : 'checksum';
    context.reporter.info(`Downloading ${label}${by === undefined ? '' : ` (checked against the ${(0,emulator_vouching/* describeVouching */.fE)(by)})`}`);
    return (0,workspace/* withWorkspace */.A2)(context, [], async (workspace) => {
        const folder = (0,external_node_path_.join)(workspace.directory, 'buildx');
        (0,external_node_fs_.mkdirSync)(folder);
        const path = (0,external_node_path_.join)(folder, PROGRAM_NAME);
        const received = await (0,transfer/* download */.R)(file, context, (body) => receive(file, body, path, context));
        const vouching = (0,emulator_vouching/* vouch */.ah)({ label, name, ...received, emulators: [] }, file.known, 'connection', policy);
        (0,external_node_fs_.chmodSync)(path, 0o755);
        await refuseOther(path, version, label);
        const { sha256 } = received;
        return storeBuildx(workspace.storeRoot, host, folder, { version, sha256, vouching });
    });
}
/** Digests that the user gives are those of emulators unless they are said to be of this file. */
function policyFor(name, { checksums, required }) {
    const digest = checksums?.named.get(name);
    return {
        required,
        checksums: digest === undefined ? undefined : { named: new Map([[name, digest]]), unnamed: new Set() },
    };
}
function meetsPolicy({ sha256, vouching }, { checksums, required }) {
    if (checksums !== undefined)
        return [...checksums.named.values()].includes(sha256);
    return !required || vouching === 'catalog';
}
async function receive({ name }, body, path, context) {
    async function* counted() {
        for await (const chunk of body.chunks) {
            if (body.doneBytes > MAX_BYTES) {
                throw new errors/* XarchError */.xp('E_SOURCE', `${name} is longer than ${MAX_BYTES} bytes, which no buildx is.`, "Check what answers in GitHub's place.");
            }
            context.reporter.progress(name, body.doneBytes, body.lengthBytes);
            yield chunk;
        }
    }
    await (0,promises_.pipeline)(counted(), (0,external_node_fs_.createWriteStream)(path, { flags: 'w', mode: 0o600 }));
    return { sha256: body.sha256(), sizeBytes: body.doneBytes };
}
/** @throws E_BUILDX when the program does not run, or is another version */
async function refuseOther(path, version, label) {
    const remedy = 'Choose another buildx-version, or install buildx yourself.';
    let said;
    try {
        // A text would be run by a shell.
        (0,elf/* readElf */.o)(path);
        const { stdout, stderr } = await (0,emulator_command/* runCommand */.d)([path, 'version'], {
            env: process.env,
            timeoutMs: VERSION_TIMEOUT_MS,
        });
        said = `${stdout}${stderr}`.trim();
    }
    catch (error) {
        throw new errors/* XarchError */.xp('E_BUILDX', `${label} does not run: ${(0,errors/* messageOf */.bD)(error)}.`, remedy, error);
    }
    const found = parseVersionLine(said);
    if (found !== undefined && (0,semver.eq)(found, version))
        return;
    throw new errors/* XarchError */.xp('E_BUILDX', `${label} should be buildx ${version}, but says it is ${JSON.stringify(said.slice(0, 80))}.`, remedy);
}
function missingOffline(tag, name, host, { storeRoot, githubUrl }, pinned) {
    const digest = tag === pinned.tag ? pinned.digests[host.architecture] : undefined;
    return new errors/* XarchError */.xp('E_OFFLINE', `buildx ${tag} is not in the tool-cache ${storeRoot}, and offline is set. It is ${githubUrl}/docker/buildx/releases/download/${tag}/${name}${digest === undefined ? '' : ` (sha256 ${digest})`}.`, 'Run this once with a connection and the same tool-cache, install buildx on this machine, or leave buildx-version out where it is installed.');
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./src/binfmt/lock.ts
var binfmt_lock = __webpack_require__(1153);
// EXTERNAL MODULE: ./src/binfmt/owner.ts + 1 modules
var owner = __webpack_require__(7732);
;// CONCATENATED MODULE: ./src/buildx/plugin.ts








/** Names that docker does not take for plugins, which begin with `docker-`. */
const STATE_NAME = '.xarch-buildx.json';
const ASIDE_PREFIX = '.xarch-buildx-before-';
/** Where docker looks for the user's plugins: $DOCKER_CONFIG/cli-plugins, ~/.docker/cli-plugins. */
function pluginDirectory(env) {
    return (0,external_node_path_.join)(env.DOCKER_CONFIG || (0,external_node_path_.join)(env.HOME || (0,external_node_os_.homedir)(), '.docker'), 'cli-plugins');
}
/**
 * Puts a buildx before docker's own one for this user, until no job needs it any more: a link among
 * the user's plugins. A plugin that is there is moved aside.
 * @throws E_BUILDX when another job of the user has another version there, or nothing can be written
 */
async function providePlugin(directory, { path, version }, lease) {
    return changing(directory, () => locked(directory, (made) => {
        const state = recover(directory);
        const others = state?.leases.filter(({ id }) => id !== lease.id) ?? [];
        if (state !== undefined && state.target !== path && others.length > 0) {
            throw takenBy(directory, state, others[0]);
        }
        const next = {
            schema: 1,
            bootId: (0,owner/* readBootId */.wV)(),
            target: path,
            version,
            aside: state?.aside ?? `${ASIDE_PREFIX}${(0,external_node_crypto_.randomBytes)(4).toString('hex')}`,
            made: state?.made ?? made,
            leases: [...others, lease],
        };
        // Noted first: whoever comes after a killed job has to know of what was moved.
        writeState(directory, next);
        const link = (0,external_node_path_.join)(directory, PROGRAM_NAME);
        const isOurs = state !== undefined && linkTarget(link) === state.target;
        if (!isOurs && exists(link))
            (0,external_node_fs_.renameSync)(link, (0,external_node_path_.join)(directory, next.aside));
        if (linkTarget(link) !== path)
            placeLink(link, path);
        return { directory, leaseId: lease.id };
    }));
}
/**
 * Holds the plugin that another job of this user was given, so that it stays as long as this job.
 * @returns undefined when the user's plugin is nobody's
 */
async function joinPlugin(directory, lease) {
    if (!exists((0,external_node_path_.join)(directory, STATE_NAME)))
        return undefined;
    return changing(directory, () => locked(directory, () => {
        const state = recover(directory);
        if (state === undefined)
            return undefined;
        const others = state.leases.filter(({ id }) => id !== lease.id);
        writeState(directory, { ...state, leases: [...others, lease] });
        return { directory, leaseId: lease.id };
    }));
}
/**
 * Gives a plugin up. With the last job that needs it everything is as it was before.
 * @throws E_BUILDX, E_LOCK
 */
async function withdrawPlugin({ directory, leaseId }) {
    await release(directory, ({ id }) => id === leaseId);
}
/** Puts right what jobs that were killed have left. */
async function recoverPlugin(directory) {
    await release(directory, () => false);
}
async function release(directory, isOver) {
    if (!exists((0,external_node_path_.join)(directory, STATE_NAME)))
        return;
    await changing(directory, () => locked(directory, (made) => {
        for (const each of made.toReversed())
            removeIfEmpty(each);
        const state = recover(directory);
        if (state === undefined)
            return;
        const leases = state.leases.filter((lease) => !isOver(lease));
        if (leases.length === 0)
            undo(directory, state);
        else
            writeState(directory, { ...state, leases });
    }));
}
/** The state without leases of jobs that have ended; undone when there is no other. */
function recover(directory) {
    const state = readState(directory);
    if (state === undefined)
        return undefined;
    const isThisBoot = state.bootId === (0,owner/* readBootId */.wV)();
    const isAlive = (0,owner/* lookAtOwners */.DO)();
    const leases = state.leases.filter(({ owner }) => (isThisBoot || owner.kind !== 'process') && isAlive(owner));
    if (leases.length > 0)
        return { ...state, leases };
    undo(directory, state);
    return undefined;
}
function undo(directory, { target, aside: asideName, made }) {
    const link = (0,external_node_path_.join)(directory, PROGRAM_NAME);
    const aside = (0,external_node_path_.join)(directory, asideName);
    if (linkTarget(link) === target)
        (0,external_node_fs_.rmSync)(link);
    // What somebody else has put there meanwhile is theirs, and newer than what was there before.
    if (exists(aside) && !exists(link))
        (0,external_node_fs_.renameSync)(aside, link);
    (0,external_node_fs_.rmSync)((0,external_node_path_.join)(directory, STATE_NAME), { force: true });
    for (const each of made.toReversed())
        removeIfEmpty(each);
}
/** @returns those that were not there, the outermost first */
function makeDirectories(directory) {
    const made = [];
    for (let each = directory; !exists(each); each = (0,external_node_path_.dirname)(each))
        made.unshift(each);
    (0,external_node_fs_.mkdirSync)(directory, { recursive: true, mode: 0o700 });
    return made;
}
/**
 * Runs `work` as the only one who changes the user's plugin.
 * @param work is given the directories that had to be made, the outermost first
 */
async function locked(directory, work) {
    const made = new Set();
    for (;;) {
        for (const each of makeDirectories(directory))
            made.add(each);
        const file = (0,external_node_fs_.openSync)(directory, 'r');
        try {
            await (0,binfmt_lock/* lockFile */.Ke)(file, directory, binfmt_lock/* LOCK_TIMEOUT_MS */.p1);
            // The last one out takes away the directory that it made.
            const now = (0,external_node_fs_.statSync)(directory, { throwIfNoEntry: false });
            if (now?.ino === (0,external_node_fs_.fstatSync)(file).ino)
                return work([...made]);
        }
        finally {
            (0,external_node_fs_.closeSync)(file);
        }
    }
}
async function changing(directory, work) {
    try {
        return await work();
    }
    catch (error) {
        if (error instanceof errors/* XarchError */.xp || (0,errors/* errnoOf */.UQ)(error) === undefined)
            throw error;
        throw new errors/* XarchError */.xp('E_BUILDX', `buildx cannot be put into ${directory}, where docker looks for plugins: ${(0,errors/* messageOf */.bD)(error)}.`, 'Let DOCKER_CONFIG name a directory that this job may write to (and log in to registries afterwards), or install buildx on the machine.', error);
    }
}
function readState(directory) {
    try {
        const text = (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(directory, STATE_NAME), 'utf8');
        const state = JSON.parse(text);
        return state.schema === 1 ? state : undefined;
    }
    catch (error) {
        if ((0,errors/* errnoOf */.UQ)(error) === 'ENOENT' || error instanceof SyntaxError)
            return undefined;
        throw error;
    }
}
function writeState(directory, state) {
    const temporary = (0,external_node_path_.join)(directory, `${STATE_NAME}.${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`);
    (0,external_node_fs_.writeFileSync)(temporary, `${JSON.stringify(state)}\n`, { mode: 0o600 });
    (0,external_node_fs_.renameSync)(temporary, (0,external_node_path_.join)(directory, STATE_NAME));
}
/** In one step, so that docker finds the old one or the new one. */
function placeLink(link, target) {
    const temporary = (0,external_node_path_.join)((0,external_node_path_.dirname)(link), `.xarch-buildx-${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`);
    (0,external_node_fs_.symlinkSync)(target, temporary);
    (0,external_node_fs_.renameSync)(temporary, link);
}
function linkTarget(path) {
    try {
        return (0,external_node_fs_.readlinkSync)(path);
    }
    catch {
        return undefined;
    }
}
function exists(path) {
    return (0,external_node_fs_.lstatSync)(path, { throwIfNoEntry: false }) !== undefined;
}
function removeIfEmpty(directory) {
    try {
        (0,external_node_fs_.rmdirSync)(directory);
    }
    catch { }
}
function takenBy(directory, { version }, lease) {
    return new errors/* XarchError */.xp('E_BUILDX', `Another job of this user (${lease?.label ?? 'unknown'}) has buildx ${version} in ${directory} while it runs, and this one needs another version.`, 'Ask for the same buildx-version in both, or let DOCKER_CONFIG name a directory of its own for each job, for example below RUNNER_TEMP.');
}

;// CONCATENATED MODULE: ./src/buildx/install.ts







/** Looks for a buildx that is installed, after putting right what a killed job has left of another. */
async function lookForBuildx(env) {
    await recoverPlugin(pluginDirectory(env));
    return findBuildx(env);
}
/**
 * The buildx that is installed where that does, else one from a release: as a plugin of docker, for
 * this job only, or where there is no docker as a program of its own.
 * @throws E_BUILDX, E_LOCK; as `obtainBuildx`
 */
async function installBuildx(request, host, context, pinned = PINNED_RELEASE) {
    const { env } = context;
    const directory = pluginDirectory(env);
    const found = await (request.found ?? lookForBuildx(env));
    const isAny = request.version === undefined;
    if (isAny && isFound(found))
        return hold(found, directory, request.lease);
    if (!request.installIfMissing && !isFound(found))
        throw missingBuildx(found);
    const tag = await chooseTag(request, host, context, pinned);
    if (isFound(found) && (0,semver.eq)(found.version, tag))
        return hold(found, directory, request.lease);
    if (!request.installIfMissing && isFound(found))
        throw otherVersion(found, tag);
    const stored = await obtainBuildx(tag, request, host, context, pinned);
    const { version, vouching } = stored;
    if (!hasDocker(found)) {
        return {
            argvPrefix: [stored.path],
            version,
            provided: undefined,
            pathDirectory: (0,external_node_path_.dirname)(stored.path),
            vouching,
        };
    }
    const provided = await provide(stored, directory, request.lease, env);
    context.reporter.info(`Provided for this job: buildx ${version} in ${directory}`);
    return {
        argvPrefix: ['docker', 'buildx'],
        version,
        provided,
        pathDirectory: undefined,
        vouching,
    };
}
function hasDocker(found) {
    return isFound(found) ? found.argvPrefix[0] === 'docker' : found.hasDocker;
}
/** One that another job of this user was given must not go when that job ends. */
async function hold(found, directory, lease) {
    const provided = hasDocker(found) ? await joinPlugin(directory, lease) : undefined;
    return { ...found, provided, pathDirectory: undefined, vouching: undefined };
}
/** @throws E_BUILDX when docker takes another one all the same */
async function provide({ path, version }, directory, lease, env) {
    const provided = await providePlugin(directory, { path, version }, lease);
    try {
        const taken = await findBuildx(env);
        if (isFound(taken) && (0,semver.eq)(taken.version, version))
            return provided;
        throw new errors/* XarchError */.xp('E_BUILDX', `buildx ${version} was put into ${directory}, but docker ${isFound(taken) ? `takes buildx ${taken.version} from elsewhere` : `cannot use it: ${taken.reason}`}.`, "Check cliPluginsExtraDirs in docker's config.json, which goes before it, or leave buildx-version out.");
    }
    catch (error) {
        await withdrawPlugin(provided);
        throw error;
    }
}
function otherVersion({ version }, tag) {
    return new errors/* XarchError */.xp('E_BUILDX', `buildx ${version} is installed, buildx-version asks for ${tag}, and buildx-install-if-missing is false.`, 'Leave buildx-version out, or buildx-install-if-missing.');
}

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

// EXTERNAL MODULE: ./src/buildx/driver-options.ts
var driver_options = __webpack_require__(1003);
// EXTERNAL MODULE: ./src/buildx/native-nodes.ts
var native_nodes = __webpack_require__(4069);
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
    return lt(version, '0.13.0-0') ? undefined : ['ls', '--format', 'json'];
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

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:readline"
var external_node_readline_ = __webpack_require__(481);
// EXTERNAL MODULE: ./src/binfmt/journal.ts
var journal = __webpack_require__(3943);
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

// EXTERNAL MODULE: ./src/job.ts
var job = __webpack_require__(7228);
// EXTERNAL MODULE: ./src/system-registrar.ts
var system_registrar = __webpack_require__(2976);
;// CONCATENATED MODULE: ./src/builder-step.ts








/** Begins to ask; a failure counts when the answer is needed. */
function lookAhead(request) {
    const { env } = process;
    const place = findPlace(request, commandsOf(homeOf(env), env));
    const found = lookForBuildx(env);
    for (const each of [place, found])
        each.catch(() => { });
    return { place, found };
}
/**
 * The builder as a part of the step, after the platforms: BuildKit looks for emulators when it starts.
 * @param remember saves what post has to undo, before it is done
 * @throws XarchError
 */
async function provideStepBuilder(request, { place, found }, inputs, outcome, setup, leaseId, remember) {
    for (const { tls } of request.nodes) {
        if (tls?.key !== undefined)
            (0,core/* setSecret */.Pq)(tls.key);
    }
    const { env } = process;
    const lease = (0,job/* leaseOf */.m)(leaseId, request.cleanup, env);
    const { reporter, tempDirectory, host, obtain } = setup;
    const buildx = await reporter.group('Looking for buildx', () => installBuildx({ ...inputs, ...request, lease, found }, host, obtain));
    const { provided: plugin, pathDirectory, argvPrefix, version: buildxVersion } = buildx;
    if (plugin !== undefined && request.cleanup)
        remember({ plugin });
    if (pathDirectory !== undefined)
        (0,core/* addPath */.fM)(pathDirectory);
    const builder = await runBuilderStep({
        request,
        place,
        lease,
        platforms: inputs.platforms,
        running: outcome.platforms,
        verifyBuild: inputs.verifyBuild,
        announce: ({ name, place: id }) => {
            if (!request.cleanup)
                return;
            remember({ builder: { name, place: id, argvPrefix, buildxVersion } });
        },
    }, {
        buildx,
        env,
        tempDirectory,
        process: (0,system_registrar/* registrarProcess */.b)(inputs.privilege, reporter.info),
        reporter,
    });
    if (request.use)
        (0,core/* exportVariable */.dN)('BUILDX_BUILDER', builder.name);
    return { builder, cache: request.cache && cacheReferences(request.cache) };
}


/***/ }),

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

/***/ 4765:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $d: () => (/* binding */ releaseByTag),
/* harmony export */   JF: () => (/* binding */ latestRelease),
/* harmony export */   tH: () => (/* binding */ listReleases)
/* harmony export */ });
/* unused harmony export readRelease */
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
/* harmony import */ var _transfer_http_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6027);
/* harmony import */ var _release_tag_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7699);



const PER_PAGE = 100;
const MAX_PAGES = 20;
/**
 * Asks for all published releases of a repository, page by page, at most 2000.
 * https://docs.github.com/en/rest/releases/releases#list-releases
 * @throws E_SOURCE
 */
async function listReleases(repository, context) {
    const releases = [];
    for (let page = 1; page <= MAX_PAGES; page += 1) {
        const url = `${context.githubApiUrl}/repos/${repository}/releases?per_page=${PER_PAGE}&page=${page}`;
        const list = await (0,_transfer_http_js__WEBPACK_IMPORTED_MODULE_1__/* .getJson */ .T)(url, context);
        if (!Array.isArray(list))
            throw unexpected(url, 'a list of releases');
        releases.push(...list.flatMap((each) => readRelease(each) ?? []));
        if (list.length < PER_PAGE)
            break;
    }
    return releases;
}
/**
 * Asks for one release.
 * @throws E_SOURCE; see `isNotFound` for a tag that does not exist
 */
async function releaseByTag(repository, tag, context) {
    const url = `${context.githubApiUrl}/repos/${repository}/releases/tags/${encodeURIComponent(tag)}`;
    const release = readRelease(await (0,_transfer_http_js__WEBPACK_IMPORTED_MODULE_1__/* .getJson */ .T)(url, context));
    if (release === undefined)
        throw unexpected(url, 'a release');
    return release;
}
/**
 * Asks for the newest release that is not a pre-release.
 * @throws E_SOURCE
 */
async function latestRelease(repository, context) {
    const url = `${context.githubApiUrl}/repos/${repository}/releases/latest`;
    const release = readRelease(await (0,_transfer_http_js__WEBPACK_IMPORTED_MODULE_1__/* .getJson */ .T)(url, context));
    if (release === undefined)
        throw unexpected(url, 'a release');
    return release;
}
/** Reads what the API says of a release; undefined for a draft and for anything else. */
function readRelease(value) {
    if (typeof value !== 'object' || value === null)
        return undefined;
    const { tag_name: tag, draft, prerelease, published_at, assets, } = value;
    if (typeof tag !== 'string' || draft === true)
        return undefined;
    const named = (0,_release_tag_js__WEBPACK_IMPORTED_MODULE_2__/* .parseReleaseTag */ .r)(tag);
    return {
        tag,
        version: named?.version,
        build: named?.build ?? 0,
        isPrerelease: prerelease === true,
        publishedAt: typeof published_at === 'string' ? published_at : '',
        assets: Array.isArray(assets) ? assets.flatMap((each) => readAsset(each) ?? []) : [],
    };
}
function readAsset(value) {
    if (typeof value !== 'object' || value === null)
        return undefined;
    const { name, digest, url } = value;
    if (typeof name !== 'string' || name === '')
        return undefined;
    return {
        name,
        sha256: /^sha256:([0-9a-f]{64})$/.exec(String(digest))?.[1],
        apiUrl: typeof url === 'string' && URL.canParse(url) ? url : undefined,
    };
}
function unexpected(url, what) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .XarchError */ .xp('E_SOURCE', `GET ${(0,_transfer_http_js__WEBPACK_IMPORTED_MODULE_1__/* .urlForPeople */ .q)(url)} answered JSON that is not ${what}.`, 'Check that the address is that of a GitHub API and that no proxy answers in its place.');
}


/***/ }),

/***/ 7699:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   r: () => (/* binding */ parseReleaseTag)
/* harmony export */ });
/** `deploy/v10.2.3-68` (tonistiigi/binfmt), `v7.2.0-1` (multiarch), `v10.2.3`, `qemu-10.2.3`. */
const PLAIN = /^(?:deploy\/|qemu[-/_])?v?(\d{1,4}\.\d{1,4}(?:\.\d{1,4})?)(?:-(\d{1,9}))?$/;
/** `v0.0.11-v7.1+dfsg-2--bpo11+3` (dbhi/qus): its own version, then that of Debian's package. */
const OWN_AND_PACKAGE = /^v\d{1,4}\.\d{1,4}\.(\d{1,4})-v(\d{1,4}\.\d{1,4}(?:\.\d{1,4})?)(?:[+~-][\w.+~-]*)?$/;
/**
 * Reads the tag of a release.
 * @returns undefined for the tags of other things (`buildkit/v10.2.3-68`)
 */
function parseReleaseTag(tag) {
    const [, version, build] = PLAIN.exec(tag) ?? [];
    if (version !== undefined)
        return { version, build: Number(build ?? 0) };
    const [, patch, packaged] = OWN_AND_PACKAGE.exec(tag) ?? [];
    return packaged === undefined ? undefined : { version: packaged, build: Number(patch) };
}


/***/ }),

/***/ 3264:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L_: () => (/* binding */ formatManifest),
/* harmony export */   Ng: () => (/* binding */ parseManifest),
/* harmony export */   ir: () => (/* binding */ MANIFEST_NAME)
/* harmony export */ });
/** File name of the manifest inside a tool's folder. */
const MANIFEST_NAME = 'emulator.json';
const STRINGS = [
    'target',
    'version',
    'source',
    'sourceKind',
    'sha256',
    'releaseSha256',
    'obtainedAt',
    'vouching',
];
/** Reads a manifest; anything damaged, or of another schema, is undefined. */
function parseManifest(text) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        return undefined;
    }
    const sound = typeof value === 'object' &&
        value !== null &&
        value.schema === 2 &&
        STRINGS.every((key) => typeof value[key] === 'string') &&
        typeof value.sizeBytes === 'number' &&
        typeof value.mtimeMs === 'number' &&
        typeof value.ctimeMs === 'number' &&
        (value.restored === undefined || value.restored === true) &&
        typeof value.assumesPreservedArgv0 === 'boolean' &&
        Array.isArray(value.offers) &&
        value.offers.every((target) => typeof target === 'string');
    return sound ? value : undefined;
}
/** The text of `emulator.json`. */
function formatManifest(manifest) {
    return `${JSON.stringify(manifest, null, '\t')}\n`;
}


/***/ }),

/***/ 6964:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $2: () => (/* binding */ readEntries),
/* harmony export */   DC: () => (/* binding */ hashFile),
/* harmony export */   FP: () => (/* binding */ entryFolder),
/* harmony export */   IH: () => (/* binding */ completeMarker),
/* harmony export */   ND: () => (/* binding */ redescribeEntry),
/* harmony export */   Uf: () => (/* binding */ toolName),
/* harmony export */   dv: () => (/* binding */ findRelease),
/* harmony export */   hB: () => (/* binding */ readEntry),
/* harmony export */   i: () => (/* binding */ verifyEntry),
/* harmony export */   jH: () => (/* binding */ confirmEntries),
/* harmony export */   pN: () => (/* binding */ versionFolder)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var _elf_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9158);
/* harmony import */ var _manifest_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3264);





/** Name of the tool that holds a target's emulator, and of the file: `qemu-aarch64`. */
function toolName(target) {
    return `qemu-${target}`;
}
/**
 * The version folder of a release: a semantic version, as @actions/tool-cache only finds those,
 * with the source and a digest of the release as pre-release part. One hyphenated identifier,
 * for a purely numeric one must not begin with 0.
 */
function versionFolder(manifest) {
    const components = manifest.version.split('.');
    const padded = [...components, '0', '0'].slice(0, 3).join('.');
    // An address may be longer than a file name.
    const slug = manifest.sourceKind.replace(/[^0-9A-Za-z]+/g, '-').slice(0, 64);
    const digest = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(manifest.source).digest('hex').slice(0, 8);
    return `${padded}-${slug}-${digest}`;
}
/** The folder of one emulator in @actions/tool-cache's layout, `<tool>/<version>/<arch>`. */
function entryFolder(root, host, manifest) {
    return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(root, toolName(manifest.target), versionFolder(manifest), host.nodeArch);
}
/** The file beside a folder that tells @actions/tool-cache that the folder is whole. */
function completeMarker(folder) {
    return `${folder}.complete`;
}
/** All entries of one target for this host; damaged ones are left out. */
function readEntries(root, target, host) {
    const toolFolder = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(root, toolName(target));
    return namesIn(toolFolder).flatMap((version) => {
        const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(toolFolder, version, host.nodeArch);
        const entry = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)(completeMarker(folder)) ? readEntry(folder, target) : undefined;
        return entry === undefined ? [] : [entry];
    });
}
/** One folder's entry, whether marked complete or not; undefined when it has no sound manifest. */
function readEntry(folder, target) {
    let text;
    try {
        text = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readFileSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, _manifest_js__WEBPACK_IMPORTED_MODULE_4__/* .MANIFEST_NAME */ .ir), 'utf8');
    }
    catch {
        return undefined;
    }
    const manifest = (0,_manifest_js__WEBPACK_IMPORTED_MODULE_4__/* .parseManifest */ .Ng)(text);
    return manifest?.target === target
        ? { manifest, folder, path: (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, toolName(target)) }
        : undefined;
}
/**
 * Checks an entry's file against its manifest: by size and times, and by digest when the times
 * differ (a restored cache, a new hard link); then that it is fit for this host.
 * @returns undefined when it is damaged or unfit
 */
function verifyEntry(entry, host) {
    const { manifest, path } = entry;
    try {
        const found = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.statSync)(path);
        if (found.size !== manifest.sizeBytes) {
            return undefined;
        }
        const { mtimeMs, ctimeMs } = found;
        if (mtimeMs !== manifest.mtimeMs || ctimeMs !== manifest.ctimeMs) {
            if (hashFile(path) !== manifest.sha256) {
                return undefined;
            }
            rewriteManifest(entry, { ...manifest, mtimeMs, ctimeMs });
        }
        (0,_elf_js__WEBPACK_IMPORTED_MODULE_3__/* .checkEmulator */ .i)(path, manifest.target, host);
    }
    catch {
        return undefined;
    }
    return {
        target: manifest.target,
        path,
        sha256: manifest.sha256,
        sizeBytes: manifest.sizeBytes,
        version: manifest.version,
        source: manifest.source,
        vouching: manifest.vouching,
        assumesPreservedArgv0: manifest.assumesPreservedArgv0,
    };
}
/**
 * Looks for one release that has every required target, and every optional one it offers.
 * Among several the highest version wins, then the one confirmed last.
 */
function findRelease(root, query) {
    const wanted = [...new Set([...query.required, ...query.optional])];
    const releases = new Map();
    for (const target of wanted) {
        for (const entry of readEntries(root, target, query.host)) {
            if (query.accepts(entry.manifest)) {
                const key = versionFolder(entry.manifest);
                releases.set(key, [...(releases.get(key) ?? []), entry]);
            }
        }
    }
    for (const entries of [...releases.values()].sort(byPreference)) {
        const offers = entries[0]?.manifest.offers ?? [];
        const needed = wanted.filter((target) => query.required.includes(target) || offers.includes(target));
        const emulators = new Map();
        for (const entry of entries) {
            const emulator = verifyEntry(entry, query.host);
            if (emulator !== undefined) {
                emulators.set(emulator.target, emulator);
            }
        }
        if (needed.every((target) => emulators.has(target))) {
            noteUse(entries);
            return { emulators, entries };
        }
    }
    return undefined;
}
/** Notes that the source still has this release; a store that cannot be written stays as it is. */
function confirmEntries(entries, nowMs) {
    for (const entry of entries) {
        const obtainedAt = new Date(nowMs).toISOString();
        rewriteManifest(entry, { ...entry.manifest, obtainedAt });
    }
}
/** Notes what a source says of an emulator that it gave once more; of the file nothing changes. */
function redescribeEntry({ manifest, ...entry }, renewed) {
    const { mtimeMs, ctimeMs } = manifest;
    rewriteManifest({ manifest, ...entry }, { ...renewed, mtimeMs, ctimeMs });
}
/** Lower-case hex sha256 of a file. */
function hashFile(path) {
    const hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    const buffer = Buffer.allocUnsafe(1024 * 1024);
    const descriptor = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.openSync)(path, 'r');
    try {
        for (;;) {
            const count = (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readSync)(descriptor, buffer, 0, buffer.length, null);
            if (count === 0) {
                return hash.digest('hex');
            }
            hash.update(buffer.subarray(0, count));
        }
    }
    finally {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.closeSync)(descriptor);
    }
}
/** The marker's time tells when an entry was used last; a store that cannot be written does not. */
function noteUse(entries) {
    const now = new Date();
    for (const { folder } of entries) {
        try {
            (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.utimesSync)(completeMarker(folder), now, now);
        }
        catch { }
    }
}
function byPreference(left, right) {
    const [a, b] = [left[0]?.manifest, right[0]?.manifest];
    if (a === undefined || b === undefined) {
        return 0;
    }
    return (b.version.localeCompare(a.version, 'en', { numeric: true }) ||
        b.obtainedAt.localeCompare(a.obtainedAt));
}
function rewriteManifest(entry, manifest) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(entry.folder, _manifest_js__WEBPACK_IMPORTED_MODULE_4__/* .MANIFEST_NAME */ .ir);
    const temporary = `${path}.${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.randomBytes)(6).toString('hex')}`;
    try {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.writeFileSync)(temporary, (0,_manifest_js__WEBPACK_IMPORTED_MODULE_4__/* .formatManifest */ .L_)(manifest), { flag: 'wx' });
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.renameSync)(temporary, path);
    }
    catch {
        (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.rmSync)(temporary, { force: true });
    }
}
function namesIn(directory) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.readdirSync)(directory);
    }
    catch {
        return [];
    }
}


/***/ })

};
