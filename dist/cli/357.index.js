export const id = 357;
export const ids = [357];
export const modules = {

/***/ 1357:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runMerge: () => (/* binding */ runMerge)
});

// UNUSED EXPORTS: formatMerge

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __webpack_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./src/buildx/plugin-path.ts



/** Where docker looks for plugins besides the user's own directory, in its order. */
const SYSTEM_DIRECTORIES = [
    ...['/usr/local/lib/docker/cli-plugins', '/usr/local/libexec/docker/cli-plugins'],
    ...['/usr/lib/docker/cli-plugins', '/usr/libexec/docker/cli-plugins'],
];
/** What a buildx without docker is called on PATH. */
const STANDALONE = ['docker-buildx', 'buildx'];
/**
 * The program behind `docker buildx`. Called by itself it does the same and starts in a third of the
 * time: docker starts it twice, and itself.
 * @param env environment variables, which name PATH and docker's configuration
 * @returns undefined when it is nowhere where docker or a shell would find it
 */
function findPlugin(env, systemDirectories = SYSTEM_DIRECTORIES) {
    const config = env.DOCKER_CONFIG || (0,external_node_path_.join)(env.HOME || (0,external_node_os_.homedir)(), '.docker');
    const plugins = [...extraDirectories(config), (0,external_node_path_.join)(config, 'cli-plugins'), ...systemDirectories];
    const onPath = (env.PATH ?? '').split(external_node_path_.delimiter).filter((directory) => directory !== '');
    return [
        ...plugins.map((directory) => (0,external_node_path_.join)(directory, 'docker-buildx')),
        ...STANDALONE.flatMap((name) => onPath.map((directory) => (0,external_node_path_.join)(directory, name))),
    ].find(isProgram);
}
function extraDirectories(config) {
    try {
        const value = JSON.parse((0,external_node_fs_.readFileSync)((0,external_node_path_.join)(config, 'config.json'), 'utf8'));
        const directories = value?.cliPluginsExtraDirs;
        return Array.isArray(directories) ? directories.map(String) : [];
    }
    catch {
        return [];
    }
}
function isProgram(path) {
    try {
        (0,external_node_fs_.accessSync)(path, external_node_fs_.constants.X_OK);
        return (0,external_node_fs_.statSync)(path).isFile();
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./src/merge/context.ts

/**
 * What a merge works with on this machine; buildx is put into the tool-cache where there is none.
 * @param allowShrinkWords what to do to let a tag lose platforms, for messages
 * @param systemDirectories where docker finds plugins besides the user's own; default: its own
 * @throws E_BUILDX and what else a download can throw, E_NOT_LINUX, E_HOST
 */
async function mergeContext(reporter, allowShrinkWords, env = process.env, systemDirectories) {
    return {
        buildx: findPlugin(env, systemDirectories) ?? (await provideBuildx(reporter, env)),
        env,
        reporter,
        allowShrinkWords,
        readTimeoutMs: 120_000,
        writeTimeoutMs: 1_800_000,
        retryDelayMs: 1_000,
        maxRetryDelayMs: 60_000,
        askWaitMs: async (url) => (await Promise.all(/* import() */[__webpack_require__.e(972), __webpack_require__.e(743)]).then(__webpack_require__.bind(__webpack_require__, 7743))).askWaitMs(url),
    };
}
/** The pinned release, from the tool-cache or from GitHub; nothing of it is put where docker looks. */
async function provideBuildx(reporter, env) {
    const [{ obtainBuildx }, { PINNED_RELEASE }, { setupContext }] = await Promise.all([
        Promise.all(/* import() */[__webpack_require__.e(972), __webpack_require__.e(88), __webpack_require__.e(708), __webpack_require__.e(913), __webpack_require__.e(820)]).then(__webpack_require__.bind(__webpack_require__, 2820)),
        Promise.all(/* import() */[__webpack_require__.e(972), __webpack_require__.e(88), __webpack_require__.e(708), __webpack_require__.e(73)]).then(__webpack_require__.bind(__webpack_require__, 2073)),
        Promise.resolve(/* import() */).then(__webpack_require__.bind(__webpack_require__, 4887)),
    ]);
    return reporter.group('Providing buildx, which is not installed here', async () => {
        const { host, obtain } = setupContext(reporter, undefined, undefined, 'none', env);
        const pinning = { checksums: undefined, required: false };
        const request = { version: undefined, pinning, offline: false };
        return (await obtainBuildx(PINNED_RELEASE.tag, request, host, obtain, PINNED_RELEASE)).path;
    });
}

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./src/platform/parse.ts
var parse = __webpack_require__(5820);
;// CONCATENATED MODULE: ./src/merge/image-platform.ts


/**
 * A platform's canonical name, in whichever way its image writes the variant.
 * @returns undefined where there is none, as for attestations (`unknown/unknown`)
 */
function platformName({ os, architecture, variant }) {
    const parts = [os, architecture].map((part) => (typeof part === 'string' ? part : ''));
    if (parts.includes('') || parts.includes('unknown'))
        return undefined;
    const name = [...parts, ...(typeof variant === 'string' && variant !== '' ? [variant] : [])].join('/');
    return canonical(name) ?? name;
}
/** Systems besides Linux that images are made for; QEMU's user mode knows none of them. */
const OTHER_SYSTEM = /^(?:windows|freebsd|darwin|wasi|wasip1)(?:\/[a-z\d_]+){1,2}$/;
/**
 * A platform by any of its names, `linux/arm64` or `aarch64`, or one of another system by its own.
 * @throws E_PLATFORM
 */
function expectedPlatform(text) {
    const lower = text.trim().toLowerCase();
    return OTHER_SYSTEM.test(lower) ? lower : (0,parse/* canonicalPlatform */._l)(text.trim()).platform;
}
/**
 * Platforms separated by commas and white space.
 * @param name of the input or option, for the message
 * @returns each once; undefined for none, which is to say that any will do
 * @throws E_INPUT, E_PLATFORM
 */
function parseExpectedPlatforms(name, text) {
    const words = text.split(/[\s,]+/).filter((word) => word !== '');
    const all = words.find((word) => word.toLowerCase() === 'all');
    if (all !== undefined) {
        throw new errors/* XarchError */.xp('E_INPUT', `${name}: ${(0,parse/* quoted */.TL)(all)} does not say which platforms; allowed: their names, such as linux/amd64,linux/arm64.`, 'Name those that were built.');
    }
    return words.length === 0 ? undefined : Object.freeze([...new Set(words.map(expectedPlatform))]);
}
function canonical(name) {
    try {
        return name.startsWith('linux/') ? (0,parse/* canonicalPlatform */._l)(name).platform : undefined;
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./src/merge/image-index.ts


/**
 * Reads an index (or Docker's manifest list) or a manifest.
 * @param text exactly as the registry has it
 * @throws SyntaxError for anything that is not JSON
 */
function parseImageDocument(text) {
    const value = JSON.parse(text);
    return {
        text,
        digest: `sha256:${(0,external_node_crypto_.createHash)('sha256').update(text).digest('hex')}`,
        entries: Array.isArray(value.manifests)
            ? value.manifests.map((each) => entryOf(each))
            : undefined,
    };
}
function entryOf({ digest, platform = {}, annotations }) {
    const isAttestation = annotations?.['vnd.docker.reference.type'] !== undefined;
    const osVersion = platform['os.version'];
    return {
        digest: String(digest),
        platform: isAttestation ? undefined : platformName(platform),
        osVersion: typeof osVersion === 'string' ? osVersion : undefined,
    };
}
/** The entries that are images of a platform. */
function imagesOf(entries) {
    return entries.filter((entry) => entry.platform !== undefined);
}

;// CONCATENATED MODULE: ./src/merge/checks.ts


/**
 * Looks whether the index holds what it should: every image is what it is said to be, no platform
 * is there twice, and all that are expected are there and no other.
 * @throws E_MERGE, which names the platforms and where their digests were given
 */
function checkPlatforms(contents, expected) {
    const images = contents.flatMap(({ source, entries }) => imagesOf(entries).map((entry) => ({ ...entry, source })));
    for (const { source, entries } of contents) {
        const platforms = imagesOf(entries).map(({ platform }) => platform);
        if (platforms.length === 0) {
            throw new errors/* XarchError */.xp('E_MERGE', `${describe(source)} is not an image of a platform.`, 'Give the digest that the build reports, not that of an attestation, a signature or a layer.');
        }
        if (source.platform !== undefined && !platforms.includes(source.platform)) {
            throw new errors/* XarchError */.xp('E_MERGE', `${describe(source)} is given for ${source.platform}, but it is an image for ${platforms.join(', ')}.`, 'See which build wrote this digest, and for which platform it really built.');
        }
    }
    const doubled = images.find(({ platform, osVersion, digest }) => images.some((other) => other.platform === platform && other.osVersion === osVersion && other.digest !== digest));
    if (doubled !== undefined) {
        const { platform } = doubled;
        const given = images
            .filter((image) => image.platform === platform)
            .map(({ source }) => describe(source));
        throw new errors/* XarchError */.xp('E_MERGE', `${platform} is there more than once: ${[...new Set(given)].join(' and ')}.`, 'Give one digest for each platform. Digests of an earlier run may have stayed in the directory, or two jobs built the same platform.');
    }
    if (expected !== undefined)
        checkExpected(images, expected);
}
function checkExpected(images, expected) {
    const there = [...new Set(images.map(({ platform }) => platform))];
    const missing = expected.filter((platform) => !there.includes(platform));
    const other = images.find(({ platform }) => !expected.includes(platform));
    if (missing.length > 0) {
        throw new errors/* XarchError */.xp('E_MERGE', `Expected but not there: ${missing.join(', ')}. There are digests for ${there.join(', ')}.`, 'Look at the job that builds it: it failed, was left out, or did not hand its digest on.');
    }
    if (other !== undefined) {
        throw new errors/* XarchError */.xp('E_MERGE', `${describe(other.source)} is an image for ${other.platform}, which is not expected; expected: ${expected.join(', ')}.`, 'Add the platform to the expected ones, or leave its digest out.');
    }
}
/**
 * No tag may lose a platform.
 * @throws E_MERGE, which names the tag and the platforms it would lose
 */
function checkShrink(existing, platforms, allowShrink) {
    for (const { reference, platforms: before } of existing) {
        const lost = before.filter((platform) => !platforms.includes(platform));
        if (lost.length === 0)
            continue;
        throw new errors/* XarchError */.xp('E_MERGE', `${reference} is there for ${before.join(', ')}, and would lose ${lost.join(', ')}.`, `Build those too, or use another tag. If the tag is to have fewer platforms from now on, ${allowShrink}.`);
    }
}
/** A digest, and where it was given when that was not in so many words. */
function describe({ repository, digest, origin }) {
    const name = `${repository}@${digest}`;
    return origin.endsWith(digest) ? name : `${name} (${origin})`;
}

;// CONCATENATED MODULE: ./src/merge/contents.ts

/**
 * Which entries of the index come of which given digest, where that can be told without asking for
 * each digest: in the usual case nothing depends on it. A manifest is an entry itself; builds with
 * provenance give an index of one image and its attestation, in this order.
 * @param entries of the index that was made of the sources, in their order
 * @returns undefined where each has to be asked for
 */
function guessContents({ sources, expectedPlatforms }, entries) {
    const [only, ...others] = sources;
    if (only !== undefined && others.length === 0)
        return [{ source: only, entries }];
    const images = imagesOf(entries);
    const platforms = new Set(images.map(({ platform }) => platform));
    const isAsExpected = expectedPlatforms === undefined ||
        (platforms.size === expectedPlatforms.length &&
            expectedPlatforms.every((platform) => platforms.has(platform)));
    const hasOneImageEach = images.length === sources.length && platforms.size === images.length;
    if (!isAsExpected || !hasOneImageEach)
        return undefined;
    const contents = sources.map((source, position) => ({
        source,
        entries: images.slice(position, position + 1),
    }));
    const isInOrder = contents.every(({ source, entries: [image] }) => {
        const isGiven = entries.some(({ digest }) => digest === source.digest);
        return !isGiven || image?.digest === source.digest;
    });
    const isPlain = sources.every(({ platform, digest, repository }) => entries.some((entry) => entry.digest === digest) ||
        (platform === undefined && repository === only?.repository));
    return isInOrder && isPlain ? contents : undefined;
}

;// CONCATENATED MODULE: ./src/merge/existing-tags.ts


/**
 * Looks at every tag that is to be written.
 * @throws E_REGISTRY for one of which it cannot be told whether it is there, unless it may shrink
 */
async function readExisting({ targets, allowShrink }, tools, words) {
    const references = targets.flatMap(({ repository, tags }) => tags.map((tag) => `${repository}:${tag}`));
    return Promise.all(references.map(async (reference) => {
        try {
            return await readTag(reference, tools);
        }
        catch (error) {
            if (allowShrink)
                return { reference, digest: undefined, platforms: [] };
            throw new errors/* XarchError */.xp('E_REGISTRY', `Cannot tell for which platforms ${reference} is there: ${(0,errors/* messageOf */.bD)(error)}. No tag was written.`, `Some registries answer so for an image to which nothing was ever pushed: then, once, ${words.allowShrinkWords}. Else log in with an account that may read and write there, or run again later.`, error);
        }
    }));
}
async function readTag(reference, tools) {
    const answer = await tools.read(reference);
    if ('trouble' in answer) {
        if (answer.trouble.kind === 'missing')
            return { reference, digest: undefined, platforms: [] };
        throw new Error(answer.trouble.reason);
    }
    const { digest, entries } = answer.document;
    if (entries !== undefined)
        return { reference, digest, platforms: platformsOf(entries) };
    // A manifest says nothing of its platform; an index of it does.
    const index = await tools.preview([reference], []);
    if ('trouble' in index)
        throw new Error(index.trouble.reason);
    return { reference, digest, platforms: platformsOf(index.document.entries ?? []) };
}
function platformsOf(entries) {
    return [...new Set(imagesOf(entries).map(({ platform }) => platform))];
}

// EXTERNAL MODULE: external "node:timers/promises"
var promises_ = __webpack_require__(8500);
// EXTERNAL MODULE: ./src/emulator/command.ts
var command = __webpack_require__(7474);
;// CONCATENATED MODULE: ./src/merge/trouble.ts
/**
 * What buildx says where there is no status, in the order in which it counts. The words come from
 * containerd's client of registries, the error codes of the distribution specification and Go's net
 * package.
 */
const SAYINGS = [
    ['silence', / was ended by SIGKILL \(limit \d+ ms\)$/],
    ['limit', /toomanyrequests|too many requests/i],
    [
        'access',
        /unauthorized|denied|authorization failed|insufficient_scope|no basic auth credentials|authentication required/i,
    ],
    ['missing', /not found$/],
    [
        'connection',
        /\bEOF\b|connection re(?:set|fused)|broken pipe|closed (?:network connection|pipe)|connection lost|(?:dial|read|readfrom|write) tcp |timeout|timed out|deadline exceeded|no route to host|network is unreachable|temporary failure|no such host|GOAWAY|server closed|transport connection broken/i,
    ],
];
/** Kinds that another attempt may not meet. */
function isPassing({ kind }) {
    return ['limit', 'server', 'connection', 'silence'].includes(kind);
}
/**
 * Understands why buildx failed.
 * @param output what it wrote to standard error
 */
function troubleOf(output) {
    const lines = output.split('\n').map((line) => line.trim());
    const said = lines.findLast((line) => line.startsWith('ERROR: ')) ??
        lines.findLast((line) => line !== '') ??
        'it said nothing';
    const reason = withoutSecrets(said.replace(/^ERROR: /, ''));
    const [, limitedUrl] = /(https?:\/\/[^\s"]+?):? 429\b/.exec(reason) ?? [];
    return { kind: kindOf(reason), reason, limitedUrl };
}
function kindOf(reason) {
    // Names of images may be made of any of the words.
    if (/^\S+: not found$/.test(reason))
        return 'missing';
    const words = reason.replace(/https?:\/\/[^\s"]*/g, 'URL');
    const status = Number(/URL"?:? (\d{3})\b/.exec(words)?.[1] ?? 0);
    if (status === 429)
        return 'limit';
    if (status >= 500 || status === 408)
        return 'server';
    if (status === 401 || status === 403)
        return 'access';
    if (status === 404)
        return 'missing';
    if (status >= 400)
        return 'refused';
    return SAYINGS.find(([, saying]) => saying.test(words))?.[0] ?? 'other';
}
/** Signed addresses of blobs have their signature in the query. */
function withoutSecrets(text) {
    return text
        .replace(/(https?:\/\/)[^\s/"@]*@/g, '$1')
        .replace(/(https?:\/\/[^\s"?]*)\?[^\s":]*/g, '$1?…');
}

;// CONCATENATED MODULE: ./src/merge/imagetools.ts





const MAX_ATTEMPTS = 4;
/** buildx 0.29 also says so of a digest when the connection broke; registries may lag behind. */
const MAX_ATTEMPTS_FOR_MISSING_DIGEST = 2;
/** One that takes so long does not fail by chance. */
const MAX_ATTEMPTS_AT_SILENT = 2;
/** More buildx at once are no faster, and look like an attack to registries. */
const MAX_PROCESSES = 4;
/** `docker buildx imagetools`, with retries; it alone reads docker's credentials. */
class Imagetools {
    #context;
    #waiting = [];
    #running = 0;
    constructor(context) {
        this.#context = context;
    }
    /** The document under a reference, exactly as it is. */
    async read(reference) {
        const answer = await this.#call(['inspect', '--raw', reference], this.#context.readTimeoutMs);
        return documentOf(answer, reference);
    }
    /**
     * The index that `create` would push; each manifest that is named, and its configuration, is
     * fetched for it.
     */
    async preview(sources, annotations) {
        const args = ['create', '--dry-run', ...annotations.map(annotationOption), ...sources];
        return documentOf(await this.#call(args, this.#context.readTimeoutMs), sources.join(', '), '\n');
    }
    /**
     * Fetches an index, all that it lists and every image's configuration.
     * @returns its digest, and the platforms as buildx names them: of one image, `only`
     */
    async resolve(reference) {
        const format = '{"digest":{{json .Manifest.Digest}},"image":{{json .Image}}}';
        return this.#call(['inspect', '--format', format, reference], this.#context.readTimeoutMs);
    }
    /** Pushes the index under each of the references, which may be digests. */
    async create(references, sources, annotations) {
        const tags = references.flatMap((reference) => ['--tag', reference]);
        const args = ['create', ...tags, ...annotations.map(annotationOption), ...sources];
        return this.#call(args, this.#context.writeTimeoutMs);
    }
    async #call(args, timeoutMs) {
        const { reporter } = this.#context;
        for (let attempts = 1;; attempts += 1) {
            const answer = await this.#once(args, timeoutMs);
            if ('stdout' in answer)
                return { isOk: true, stdout: answer.stdout };
            const { trouble } = answer;
            const pauseMs = await this.#pauseAfter(trouble, attempts);
            if (pauseMs === undefined)
                return { isOk: false, trouble, attempts };
            reporter.info(`${trouble.reason}; trying again in ${(pauseMs / 1000).toFixed(1)} s.`);
            await (0,promises_.setTimeout)(pauseMs);
        }
    }
    /** Undefined when there is no use in another attempt. */
    async #pauseAfter(trouble, attempts) {
        const { retryDelayMs, maxRetryDelayMs, askWaitMs } = this.#context;
        const isMissingDigest = trouble.kind === 'missing' && trouble.reason.includes('@sha256:');
        const most = isMissingDigest
            ? MAX_ATTEMPTS_FOR_MISSING_DIGEST
            : trouble.kind === 'silence'
                ? MAX_ATTEMPTS_AT_SILENT
                : isPassing(trouble)
                    ? MAX_ATTEMPTS
                    : 1;
        if (attempts >= most)
            return undefined;
        const backoffMs = retryDelayMs * 2 ** (attempts - 1) * (0.5 + Math.random());
        const askedMs = trouble.limitedUrl === undefined ? 0 : await askWaitMs(trouble.limitedUrl);
        if ((askedMs ?? 0) > maxRetryDelayMs)
            return undefined;
        return Math.max(askedMs ?? 0, Math.min(backoffMs, maxRetryDelayMs));
    }
    async #once(args, timeoutMs) {
        const { buildx, env, reporter } = this.#context;
        if (this.#running >= MAX_PROCESSES) {
            await new Promise((resolve) => this.#waiting.push(resolve));
        }
        else {
            this.#running += 1;
        }
        try {
            const result = await (0,command/* runCommand */.d)([buildx, 'imagetools', ...args], { env, timeoutMs });
            if (result.exitCode === 0)
                return result;
            const trouble = troubleOf(result.stderr);
            reporter.debug(`imagetools ${args[0]} ended with ${result.exitCode}: ${trouble.reason}`);
            return { trouble };
        }
        catch (error) {
            if ((0,errors/* errnoOf */.UQ)(error) !== undefined)
                throw cannotStart(buildx, error);
            return { trouble: troubleOf((0,errors/* messageOf */.bD)(error)) };
        }
        finally {
            const next = this.#waiting.shift();
            if (next === undefined)
                this.#running -= 1;
            else
                next();
        }
    }
}
/** One argument: a value may begin with a hyphen. */
function annotationOption(annotation) {
    return `--annotation=${annotation}`;
}
function documentOf(answer, reference, end = '') {
    if (!answer.isOk)
        return { trouble: answer.trouble };
    try {
        const text = answer.stdout.endsWith(end)
            ? answer.stdout.slice(0, answer.stdout.length - end.length)
            : answer.stdout;
        return { document: parseImageDocument(text) };
    }
    catch (error) {
        const reason = `what the registry has as ${reference} is not an image: ${(0,errors/* messageOf */.bD)(error)}`;
        return { trouble: { kind: 'other', reason, limitedUrl: undefined } };
    }
}
function cannotStart(buildx, error) {
    return new errors/* XarchError */.xp('E_BUILDX', `${buildx} cannot be started: ${(0,errors/* messageOf */.bD)(error)}.`, 'See whether "docker buildx version" works on this machine.', error);
}

;// CONCATENATED MODULE: ./src/merge/registry-errors.ts

const REMEDIES = {
    limit: 'The registry answers so many requests only: run again later, or log in, which raises the limit.',
    server: 'The registry is in trouble: run again later.',
    connection: "Check the registry's name, the network and the proxy settings of this machine.",
    silence: 'The registry does not answer: check the network and the proxy settings of this machine.',
    missing: 'Was it pushed, to this image, and not removed since? A build by digest needs push=true along with push-by-digest=true.',
    access: 'Log in to the registry before this (docker/login-action, or docker login as the same user), with an account that may read and write there.',
    refused: 'The registry takes no such image or tag: see what it says.',
    other: 'Run docker buildx imagetools inspect by hand on this machine to see more.',
};
/** The error of something that could not be read; nothing was written then. */
function cannotRead(what, trouble) {
    return registryError(`Cannot read ${what}: ${trouble.reason}. No tag was written.`, trouble);
}
/**
 * An error of the registry, with what to do about that kind of trouble.
 * @param remedy to be put before it
 */
function registryError(message, { kind }, remedy = '') {
    return new errors/* XarchError */.xp('E_REGISTRY', message, `${remedy}${remedy === '' ? '' : ' '}${REMEDIES[kind]}`);
}

;// CONCATENATED MODULE: ./src/merge/verify.ts




/**
 * Reads every tag back: it must have the digest, and in each image's repository every platform's
 * manifest and configuration must be there.
 * @throws E_MERGE for a tag that is something else, E_REGISTRY for one that cannot be read
 */
async function verifyTags({ targets }, index, tools, reporter) {
    const platforms = imagesOf(index.entries ?? []).map(({ platform }) => platform);
    await Promise.all(targets.flatMap(({ repository, tags: [first, ...others] }) => [
        verifyPlatforms(`${repository}:${first}`, platforms, index.digest, tools),
        ...others.map((tag) => verifyDigest(`${repository}:${tag}`, index.digest, tools)),
    ]));
    reporter.info(`Every tag is ${index.digest}; ${platforms.join(', ')} can be pulled.`);
}
async function verifyPlatforms(reference, platforms, digest, tools) {
    const answer = await tools.resolve(reference);
    if (!answer.isOk) {
        throw registryError(`${reference} was written, but not all of it can be read back: ${answer.trouble.reason}.`, answer.trouble);
    }
    const found = JSON.parse(answer.stdout);
    compare(reference, found.digest, digest);
    const resolved = namesOf(found.image) ?? platforms.slice(0, 1);
    const missing = platforms.filter((platform) => !resolved.includes(platform));
    if (missing.length > 0) {
        throw new errors/* XarchError */.xp('E_MERGE', `${reference} was written, but buildx finds no ${missing.join(', ')} in it, only ${resolved.join(', ')}.`, 'See what docker buildx imagetools inspect shows of it.');
    }
}
async function verifyDigest(reference, digest, tools) {
    const answer = await tools.read(reference);
    if ('trouble' in answer) {
        throw registryError(`${reference} was written, but cannot be read back: ${answer.trouble.reason}.`, answer.trouble);
    }
    compare(reference, answer.document.digest, digest);
}
function compare(reference, found, wanted) {
    if (found === wanted)
        return;
    throw new errors/* XarchError */.xp('E_MERGE', `${reference} was written as ${wanted}, but is ${found} now.`, 'Another job pushed the same tag at the same time: let only one do so (concurrency in a workflow).');
}
/** buildx gives several images' configurations by platform; undefined for that of a single one. */
function namesOf(image) {
    if ('architecture' in image)
        return undefined;
    return Object.keys(image).map((name) => {
        // Windows: windows(10.0.17763.6293)/amd64
        const plain = name.replace(/\([^)]*\)/, '');
        const [os, architecture, variant] = plain.split('/');
        return platformName({ os, architecture, variant }) ?? plain;
    });
}

;// CONCATENATED MODULE: ./src/merge/write-tags.ts

/**
 * Pushes the index. Where images have to be copied to another repository, they and the index come
 * there without a tag first: buildx 0.13 puts the tag on each of the images in turn while it copies
 * them.
 * @throws E_REGISTRY, which says what became of each tag
 */
async function writeTags(writing, tools, reporter) {
    const { request, digest, outdated } = writing;
    const given = request.sources.map((source) => `${source.repository}@${source.digest}`);
    const isCopied = ({ repository }) => request.sources.some((source) => source.repository !== repository);
    await Promise.all(outdated.filter(isCopied).map(async ({ repository }) => {
        const untagged = `${repository}@${digest}`;
        reporter.info(`Copying the images to ${repository}`);
        const pushed = await tools.create([untagged], given, request.annotations);
        const answer = pushed.isOk && request.verify ? await tools.resolve(untagged) : pushed;
        if (answer.isOk)
            return;
        throw registryError(`Cannot copy the images to ${repository}: ${answer.trouble.reason}. No tag was written.`, answer.trouble);
    }));
    const answers = await Promise.all(outdated.map((target) => tools.create(target.tags.map((tag) => `${target.repository}:${tag}`), isCopied(target) ? [`${target.repository}@${digest}`] : given, isCopied(target) ? [] : request.annotations)));
    const failed = answers.find((answer) => !answer.isOk);
    if (failed?.isOk === false)
        throw await unfinished(writing, failed.trouble, tools);
    for (const { repository, tags } of outdated) {
        for (const tag of tags)
            reporter.info(`${repository}:${tag} is ${digest}`);
    }
}
/** Asks the registry what each tag is now. */
async function unfinished({ outdated, digest, existing }, trouble, tools) {
    const references = outdated.flatMap(({ repository, tags }) => tags.map((tag) => `${repository}:${tag}`));
    const states = await Promise.all(references.map(async (reference) => {
        const answer = await tools.read(reference);
        const before = existing.find((tag) => tag.reference === reference)?.digest;
        if ('trouble' in answer) {
            const isAbsent = answer.trouble.kind === 'missing' && before === undefined;
            return { reference, state: isAbsent ? 'not written' : 'unknown' };
        }
        const now = answer.document.digest;
        if (now === digest)
            return { reference, state: 'written' };
        return { reference, state: now === before ? 'not written' : 'unknown' };
    }));
    const told = (state, words) => {
        const some = states.filter((each) => each.state === state).map(({ reference }) => reference);
        return some.length === 0 ? '' : ` ${words}: ${some.join(', ')}.`;
    };
    return registryError(`The registry did not take every tag: ${trouble.reason}.${[
        told('written', 'Written'),
        told('not written', 'Not written, and as before'),
        told('unknown', 'Cannot be told'),
    ].join('')}`, trouble, 'The same merge can be run again: it writes what is missing.');
}

;// CONCATENATED MODULE: ./src/merge/merge.ts









/**
 * Makes one index of the images and puts it under every tag. All is read and checked before the
 * first tag is written, and read back after the last one.
 * @throws E_MERGE, E_REGISTRY; the message says which tags were written, if any
 */
async function merge(request, context) {
    const { reporter } = context;
    const tools = new Imagetools(context);
    const { index, existing } = await reporter.group('Reading what is to be merged', async () => {
        const [read, looked] = await Promise.allSettled([
            previewIndex(request, tools),
            readExisting(request, tools, context),
        ]);
        if (read.status === 'rejected')
            throw read.reason;
        if (looked.status === 'rejected')
            throw looked.reason;
        const [document, tags] = [read.value, looked.value];
        const contents = guessContents(request, document.entries) ?? (await readContents(request, tools));
        checkPlatforms(contents, request.expectedPlatforms);
        const platforms = imagesOf(document.entries).map(({ platform }) => platform);
        if (!request.allowShrink)
            checkShrink(tags, platforms, context.allowShrinkWords);
        if (request.verify)
            await resolveInner(contents, tools);
        for (const { platform, digest } of imagesOf(document.entries)) {
            reporter.info(`${platform}: ${digest}`);
        }
        return { index: document, existing: tags };
    });
    const outdated = request.targets
        .map(({ repository, tags }) => ({
        repository,
        tags: tags.filter((tag) => !hasDigest(existing, `${repository}:${tag}`, index.digest)),
    }))
        .filter(({ tags }) => tags.length > 0);
    if (outdated.length > 0) {
        await reporter.group('Writing the tags', () => writeTags({ request, digest: index.digest, outdated, existing }, tools, reporter));
    }
    if (request.verify) {
        await reporter.group('Reading them back', () => verifyTags(request, index, tools, reporter));
    }
    const images = imagesOf(index.entries);
    return {
        digest: index.digest,
        manifest: index.text,
        images,
        others: index.entries.length - images.length,
        tags: request.targets.flatMap(({ repository, tags }) => tags.map((tag) => ({
            reference: `${repository}:${tag}`,
            written: outdated.some((each) => each.repository === repository && each.tags.includes(tag)),
        }))),
        verified: request.verify,
    };
}
function hasDigest(existing, reference, digest) {
    return existing.some((tag) => tag.reference === reference && tag.digest === digest);
}
async function previewIndex({ sources, annotations }, tools) {
    const references = sources.map(({ repository, digest }) => `${repository}@${digest}`);
    const answer = await tools.preview(references, annotations);
    if ('trouble' in answer)
        throw cannotRead('the images that are to be merged', answer.trouble);
    const { document } = answer;
    if (document.entries === undefined) {
        throw new errors/* XarchError */.xp('E_MERGE', `buildx would make no index of ${references.join(', ')}.`, 'Use a newer buildx; 0.13 and 0.29 are known to do it.');
    }
    return { ...document, entries: document.entries };
}
/** Asks for each given digest what it holds. */
async function readContents({ sources }, tools) {
    return Promise.all(sources.map(async (source) => {
        const reference = `${source.repository}@${source.digest}`;
        // Of a manifest, a preview tells the platform as well.
        const answer = await tools.preview([reference], []);
        if ('trouble' in answer)
            throw cannotRead(reference, answer.trouble);
        return { source, entries: answer.document.entries ?? [] };
    }));
}
/**
 * Fetches the manifests and configurations inside of given indexes; of given manifests, the preview
 * has done so.
 * @throws E_REGISTRY for one that is not there
 */
async function resolveInner(contents, tools) {
    const inner = contents.flatMap(({ source, entries }) => imagesOf(entries)
        .filter(({ digest }) => digest !== source.digest)
        .map(({ digest }) => `${source.repository}@${digest}`));
    if (inner.length === 0)
        return;
    const answer = await tools.preview(inner, []);
    if ('trouble' in answer)
        throw cannotRead('an image that is to be merged', answer.trouble);
}

// EXTERNAL MODULE: ./src/emulator/image/image-reference.ts
var image_reference = __webpack_require__(3860);
;// CONCATENATED MODULE: ./src/merge/reference.ts



/* The grammar of distribution's reference package, which every registry client follows. */
const HOST = /^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d](?:[a-z\d-]*[a-z\d])?)*|\[[\da-f:]+\])(?::\d+)?$/i;
const PATH = /^[a-z\d]+(?:(?:\.|__?|-+)[a-z\d]+)*(?:\/[a-z\d]+(?:(?:\.|__?|-+)[a-z\d]+)*)*$/;
const TAG = /^[A-Za-z\d_][\w.-]{0,127}$/;
const MAX_NAME_LENGTH = 255;
/** Whether a text is a tag by itself, `1.2`, and no reference. */
function isPlainTag(text) {
    return TAG.test(text);
}
/**
 * An image's name, made whole.
 * @param name of the input or option, for the message
 * @throws E_INPUT for anything else, a name with a tag or a digest included
 */
function parseRepository(name, text) {
    const [, path = text, end] = /^([^@]*?)((?::[^/:@]*)?(?:@.*)?)$/s.exec(text) ?? [];
    if (end !== undefined && end !== '' && isRepository(path)) {
        throw new errors/* XarchError */.xp('E_INPUT', `${name}: ${(0,parse/* quoted */.TL)(text)} has a tag or a digest; allowed: the name of an image alone, such as ${path}.`, 'Give tags and digests by themselves.');
    }
    if (!isRepository(text))
        throw badName(name, text);
    return whole(text);
}
/**
 * A reference with a tag, `ghcr.io/owner/app:1.2`.
 * @throws E_INPUT
 */
function parseTagReference(name, text) {
    const [, path = text, tag] = /^(.*):([^/:]*)$/s.exec(text) ?? [];
    if (tag === undefined || !TAG.test(tag) || !isRepository(path)) {
        if (tag !== undefined && TAG.test(tag) && !path.includes('@'))
            throw badName(name, path);
        throw new errors/* XarchError */.xp('E_INPUT', `${name}: ${(0,parse/* quoted */.TL)(text)} is neither a tag nor an image with a tag; allowed: 1 to 128 letters, digits, "_", "." and "-", or such as ghcr.io/owner/app:1.2.`, 'Write one of these on each line.');
    }
    return { repository: whole(path), tag };
}
function isRepository(text) {
    if (text.length > MAX_NAME_LENGTH)
        return false;
    const [first = '', ...rest] = text.split('/');
    const hasHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
    return hasHost ? HOST.test(first) && PATH.test(rest.join('/')) : PATH.test(text);
}
function whole(text) {
    return (0,image_reference/* withRegistry */.u)(text.replace(/^index\.docker\.io\//, 'docker.io/')).replace(/^docker\.io\/(?=[^/]+$)/, 'docker.io/library/');
}
function badName(name, text) {
    const lower = text.toLowerCase();
    return new errors/* XarchError */.xp('E_INPUT', `${name}: ${(0,parse/* quoted */.TL)(text)} is not the name of an image; allowed: lower-case letters, digits, ".", "_", "-" and "/", such as ghcr.io/owner/app.`, lower !== text && isRepository(lower)
        ? `Registries take lower case only: write ${lower}.`
        : 'Correct it.');
}

;// CONCATENATED MODULE: ./src/merge/digest-words.ts




const DIGEST = /^(?:([^=@]+)=)?(?:([^=@]+)@)?(?:sha256:)?([\da-f]{64})$/;
const LOOKS_LIKE_DIGEST = /(?:^|[=@])sha\d+:|^[\da-f]{64}$/i;
/**
 * `sha256:<hex>`, with `linux/arm64=` or `ghcr.io/owner/app@` before it, or both in this order.
 * @param name of the input, option or file, for the message
 * @returns undefined for a text that is no digest at all and may be a path
 * @throws E_INPUT, E_PLATFORM for one that means to be a digest
 */
function parseDigestWord(name, text, origin) {
    const [, platform, repository, hex] = DIGEST.exec(text) ?? [];
    if (hex === undefined) {
        if (!LOOKS_LIKE_DIGEST.test(text))
            return undefined;
        throw new errors/* XarchError */.xp('E_INPUT', `${name}: ${(0,parse/* quoted */.TL)(text)} is not a digest; allowed: sha256: and 64 digits of 0-9 and a-f, perhaps with a platform before it (linux/arm64=sha256:…).`, "Give the step's output digest as it is.");
    }
    return {
        digest: `sha256:${hex}`,
        platform: platform === undefined ? undefined : expectedPlatform(platform),
        repository: repository === undefined ? undefined : parseRepository(name, repository),
        origin,
    };
}
/**
 * What a file says: by its name when it is empty, by its lines, or as `--metadata-file` of
 * `docker buildx build` writes it.
 * @throws E_INPUT, E_PLATFORM
 */
function parseDigestFile(path, content) {
    const text = content.trim();
    const [, named] = /(?:^|[/\\])(?:sha256[-:])?([\da-f]{64})$/.exec(path) ?? [];
    if (text === '') {
        if (named === undefined)
            throw noDigest(path, 'is empty, and its name is not a digest');
        return [
            { digest: `sha256:${named}`, platform: undefined, repository: undefined, origin: path },
        ];
    }
    const words = text.startsWith('{') ? [metadataDigest(path, text)] : text.split(/\s*[\n,]\s*/);
    const given = words.map((word) => {
        const digest = parseDigestWord(path, word, path);
        if (digest === undefined)
            throw noDigest(path, `says ${(0,parse/* quoted */.TL)(word)}, which is not a digest`);
        return digest;
    });
    const other = given.find(({ digest }) => named !== undefined && digest !== `sha256:${named}`);
    if (other !== undefined)
        throw noDigest(path, `says ${other.digest}, which is not its name`);
    return given;
}
function metadataDigest(path, text) {
    try {
        const digest = JSON.parse(text)['containerimage.digest'];
        if (typeof digest === 'string')
            return digest;
    }
    catch {
        // Not JSON: told below.
    }
    throw noDigest(path, 'is not a metadata file with a "containerimage.digest"');
}
function noDigest(path, what) {
    return new errors/* XarchError */.xp('E_INPUT', `File ${(0,parse/* quoted */.TL)(path)} ${what}; allowed: an empty file whose name is the 64 digits of a digest, or a file that holds digests.`, 'Have each build write its digest only, and leave other files out of the directory.');
}

;// CONCATENATED MODULE: ./src/merge/read-digests.ts





/** More than a metadata file with provenance takes. */
const MAX_FILE_BYTES = 4 << 20;
const MAX_FILES = 1_000;
/**
 * The digests that words and the files they name give.
 * @param name of the input or option, for the message
 * @param words digests, and paths of files and directories
 * @param workingDirectory that relative paths begin at
 * @throws E_INPUT, E_PLATFORM
 */
function readDigests(name, words, workingDirectory) {
    return words.flatMap((word) => parseDigestWord(name, word, word) ?? readPath(name, word, workingDirectory));
}
function readPath(name, word, workingDirectory) {
    const path = (0,external_node_path_.resolve)(workingDirectory, word);
    const found = word.includes('\0') ? undefined : statOf(path);
    if (found === undefined) {
        throw new errors/* XarchError */.xp('E_INPUT', `${name}: ${(0,parse/* quoted */.TL)(word)} is neither a digest nor a file or directory that exists; allowed: sha256:<64 digits>, <platform>=sha256:<64 digits>, or a path.`, 'For a path, look whether the step before has put the files there: actions/download-artifact needs the same path.');
    }
    const files = found.isDirectory() ? filesBelow(path) : [path];
    if (files.length === 0) {
        throw new errors/* XarchError */.xp('E_INPUT', `${name}: directory ${(0,parse/* quoted */.TL)(word)} holds no files, so no digests.`, 'Look whether every build has handed its digest on, and under which name and path.');
    }
    return files.flatMap((file) => parseDigestFile(file, readSmall(file, file === path ? found : (0,external_node_fs_.lstatSync)(file))));
}
function statOf(path) {
    try {
        return (0,external_node_fs_.statSync)(path);
    }
    catch (error) {
        if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes((0,errors/* errnoOf */.UQ)(error) ?? ''))
            return undefined;
        throw unreadable(path, (0,errors/* messageOf */.bD)(error), error);
    }
}
/** In the order of their paths, so that the same digests make the same index. */
function filesBelow(directory) {
    const entries = (0,external_node_fs_.readdirSync)(directory, { recursive: true, withFileTypes: true });
    const files = entries
        .filter((entry) => !entry.isDirectory())
        .map(({ parentPath, name }) => (0,external_node_path_.join)(parentPath, name))
        .sort();
    if (files.length > MAX_FILES) {
        throw new errors/* XarchError */.xp('E_INPUT', `Directory ${(0,parse/* quoted */.TL)(directory)} holds ${files.length} files; allowed: ${MAX_FILES}, each of them a digest.`, 'Name the directory that holds the digests only.');
    }
    return files;
}
/** A link in an artifact may lead out of it, and a pipe never end. */
function readSmall(path, info) {
    if (!info.isFile())
        throw unreadable(path, 'it is not a regular file');
    if (info.size > MAX_FILE_BYTES) {
        throw unreadable(path, `it has ${info.size} bytes, which is too much for digests`);
    }
    try {
        return (0,external_node_fs_.readFileSync)(path, 'utf8');
    }
    catch (error) {
        throw unreadable(path, (0,errors/* messageOf */.bD)(error), error);
    }
}
function unreadable(path, reason, cause) {
    return new errors/* XarchError */.xp('E_INPUT', `File ${(0,parse/* quoted */.TL)(path)} cannot be read for digests: ${reason}.`, 'Leave only files with digests there, readable by this user.', cause);
}

;// CONCATENATED MODULE: ./src/merge/annotations.ts


const TYPE = '(?:index|manifest-descriptor)(?:\\[[\\w./-]+\\])?';
const ANNOTATION = new RegExp(`^${TYPE}(?:,${TYPE})*:[^=\\s]+=`);
/**
 * Annotations as `docker buildx imagetools create --annotation` takes them:
 * `index:key=value`, `manifest-descriptor[linux/arm64]:key=value`.
 * @param name of the input or option, for the message
 * @throws E_INPUT
 */
function parseAnnotations(name, lines) {
    for (const line of lines) {
        if (ANNOTATION.test(line) && !hasControlCharacter(line))
            continue;
        const isTyped = /^[^:=]*:/.test(line);
        throw new errors/* XarchError */.xp('E_INPUT', `${name}: ${(0,parse/* quoted */.TL)(line)} is not an annotation of an index; allowed: index:key=value, and manifest-descriptor:key=value or manifest-descriptor[linux/arm64]:key=value for its entries.`, isTyped
            ? 'What is to stand in the manifests is given to the build. docker/metadata-action writes annotations of the index with DOCKER_METADATA_ANNOTATIONS_LEVELS: index.'
            : 'Write index: before the key.');
    }
    return Object.freeze([...lines]);
}
function hasControlCharacter(text) {
    return [...text].some((character) => character < ' ' || character === '\u007f');
}

;// CONCATENATED MODULE: ./src/merge/request.ts




/** Names and tags, which hold no commas, one on each line or separated by commas. */
function splitWords(text) {
    return text
        .split(/[\n,]/)
        .map((word) => word.trim())
        .filter((word) => word !== '');
}
/**
 * Checks all that can be checked without a registry.
 * @param given the digests, which may come from files
 * @throws E_INPUT, E_PLATFORM
 */
function parseMergeRequest(texts, given, names) {
    const images = [...new Set(texts.images.map((image) => parseRepository(names.images, image)))];
    const tags = groupTags(texts.tags, images, names);
    const targets = [...tags].map(([repository, [first, ...others]]) => Object.freeze({ repository, tags: Object.freeze([first, ...others]) }));
    const home = images[0] ?? targets[0]?.repository ?? '';
    return Object.freeze({
        targets: Object.freeze(targets),
        sources: Object.freeze(sourcesOf(given, home, names)),
        annotations: parseAnnotations(names.annotations, texts.annotations),
        expectedPlatforms: parseExpectedPlatforms(names.expectedPlatforms, texts.expectedPlatforms),
        verify: texts.verify,
        allowShrink: texts.allowShrink,
    });
}
/** A tag by itself is for every image, one with an image for that one. */
function groupTags(words, images, names) {
    const byRepository = new Map();
    const add = (repository, tag) => {
        const tags = byRepository.get(repository);
        if (tags === undefined)
            byRepository.set(repository, [tag]);
        else if (!tags.includes(tag))
            tags.push(tag);
    };
    for (const word of words) {
        if (!isPlainTag(word)) {
            const { repository, tag } = parseTagReference(names.tags, word);
            add(repository, tag);
        }
        else if (images.length > 0) {
            for (const image of images)
                add(image, word);
        }
        else {
            throw new errors/* XarchError */.xp('E_INPUT', `${names.tags}: "${word}" is a tag without an image, and ${names.images} names none.`, `Name the image in ${names.images}, or write the tag with it: ghcr.io/owner/app:${word}.`);
        }
    }
    if (byRepository.size === 0) {
        throw new errors/* XarchError */.xp('E_INPUT', `${names.tags} is empty; allowed: tags such as 1.2, or images with a tag such as ghcr.io/owner/app:1.2, one on each line.`, 'Give at least one; docker/metadata-action writes them as its output tags.');
    }
    return byRepository;
}
function sourcesOf(given, home, names) {
    if (given.length === 0) {
        throw new errors/* XarchError */.xp('E_INPUT', `${names.digests} is empty: there is nothing to merge; allowed: digests, files that hold them, and directories of such files.`, 'Look whether the builds ran, and whether their digests were handed on.');
    }
    const sources = new Map();
    for (const { repository = home, digest, platform, origin } of given) {
        const key = `${repository}@${digest}`;
        const twin = sources.get(key);
        if (twin?.platform !== undefined && platform !== undefined && twin.platform !== platform) {
            throw new errors/* XarchError */.xp('E_INPUT', `${names.digests}: ${digest} is given for both ${twin.platform} and ${platform}.`, 'Each platform has an image of its own: correct one of the two digests.');
        }
        sources.set(key, Object.freeze({ repository, digest, platform: platform ?? twin?.platform, origin }));
    }
    return [...sources.values()];
}

// EXTERNAL MODULE: ./src/command-line/table.ts
var table = __webpack_require__(166);
;// CONCATENATED MODULE: ./src/command-line/merge-command.ts






const NAMES = {
    ...{ images: '--image', tags: '--tag', digests: '--digests' },
    ...{ annotations: '--annotation', expectedPlatforms: '--expected-platforms' },
};
/**
 * What a command line asks for; reads the files that it names, and standard input where it says so.
 * @throws E_INPUT, E_PLATFORM
 */
function readRequest(command) {
    const words = command.digests.flatMap((word) => word === '-' ? splitWords((0,external_node_fs_.readFileSync)(0, 'utf8')) : [word]);
    return parseMergeRequest({
        ...command,
        images: command.images.flatMap(splitWords),
        tags: command.tags.flatMap(splitWords),
    }, readDigests(NAMES.digests, words, process.cwd()), NAMES);
}
/**
 * `xarch merge`.
 * @returns what goes to standard output
 * @throws E_INPUT, E_PLATFORM, E_MERGE, E_REGISTRY, E_BUILDX
 */
async function runMerge(command, reporter) {
    const request = readRequest(command);
    const context = await mergeContext(reporter, 'give --allow-shrink');
    const outcome = await merge(request, context);
    if (!command.json)
        return `${formatMerge(outcome)}\n`;
    const { digest, images, tags, verified } = outcome;
    const manifest = JSON.parse(outcome.manifest);
    const platforms = images.map(({ platform, digest: image }) => ({ platform, digest: image }));
    return `${JSON.stringify({ digest, platforms, tags, verified, manifest }, undefined, '\t')}\n`;
}
/** Tables of what was merged and where it is. */
function formatMerge(outcome) {
    const images = (0,table/* formatTable */.k)([
        ['PLATFORM', 'DIGEST'],
        ...outcome.images.map(({ platform, digest }) => [platform, digest]),
    ]);
    const tags = (0,table/* formatTable */.k)([
        ['TAG', ''],
        ...outcome.tags.map(({ reference, written }) => [
            reference,
            written ? 'written' : 'was this index already',
        ]),
    ]);
    const closing = outcome.verified ? 'all of it was read back' : 'it was not read back';
    return `${images}\n\n${tags}\n\nIndex ${outcome.digest}; ${closing}.`;
}


/***/ }),

/***/ 3860:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ readReference),
/* harmony export */   u: () => (/* binding */ withRegistry)
/* harmony export */ });
/**
 * Reads a reference as docker does: without a registry it means docker.io, which podman would
 * have to be told. A digest outweighs a tag beside it, which some podmans refuse.
 * @param text a reference that `parseSources` has accepted
 */
function readReference(text) {
    const [named = '', digest] = text.split('@sha256:');
    const [, path = named, tag] = /^(.+):([^/:]+)$/.exec(named) ?? [];
    const repository = withRegistry(path);
    const sha256 = digest?.toLowerCase();
    const name = sha256 === undefined ? `${repository}:${tag ?? 'latest'}` : `${repository}@sha256:${sha256}`;
    return { name, repository, tag, digest: sha256 };
}
/** `binfmt` is `docker.io/library/binfmt`; a first part with a dot or a port is a registry. */
function withRegistry(path) {
    const [first = '', ...rest] = path.split('/');
    if (rest.length === 0)
        return `docker.io/library/${path}`;
    return /[.:]/.test(first) || first === 'localhost' ? path : `docker.io/${path}`;
}


/***/ })

};
