export const id = 873;
export const ids = [873];
export const modules = {

/***/ 7873:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  findStored: () => (/* binding */ findStored),
  O: () => (/* binding */ fromStore),
  obtainEmulators: () => (/* binding */ obtainEmulators)
});

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./src/emulator/setbacks.ts



/** File name of the notes in the store. */
const SETBACKS_NAME = '.xarch-setbacks.json';
/**
 * How long a failed source is not asked again while a later one's emulators are in the store:
 * long enough that a machine without access does not wait in each job, short enough that a
 * passing fault does not leave it with the second-best emulators for a day.
 */
const SETBACK_MS = 60 * 60 * 1000;
/** The failure of the same question within the last hour. */
function recentSetback(root, question, nowMs) {
    const setback = readSetbacks(root)[question];
    return setback !== undefined && isRecent(setback, nowMs) ? setback : undefined;
}
/** Notes a failure; a store that cannot be written just does not remember. */
function rememberSetback(root, question, reason, nowMs) {
    const recent = Object.entries(readSetbacks(root)).filter(([, setback]) => isRecent(setback, nowMs));
    const setbacks = { ...Object.fromEntries(recent), [question]: { atMs: nowMs, reason } };
    const path = (0,external_node_path_.join)(root, SETBACKS_NAME);
    const temporary = `${path}.${(0,external_node_crypto_.randomBytes)(6).toString('hex')}`;
    try {
        (0,external_node_fs_.mkdirSync)(root, { recursive: true });
        (0,external_node_fs_.writeFileSync)(temporary, `${JSON.stringify(setbacks, null, '\t')}\n`, { flag: 'wx' });
        (0,external_node_fs_.renameSync)(temporary, path);
    }
    catch {
        (0,external_node_fs_.rmSync)(temporary, { force: true });
    }
}
function readSetbacks(root) {
    try {
        const value = JSON.parse((0,external_node_fs_.readFileSync)((0,external_node_path_.join)(root, SETBACKS_NAME), 'utf8'));
        return typeof value === 'object' && value !== null ? value : {};
    }
    catch {
        return {};
    }
}
function isRecent(setback, nowMs) {
    return (typeof setback?.atMs === 'number' &&
        typeof setback.reason === 'string' &&
        Math.abs(nowMs - setback.atMs) < SETBACK_MS);
}

// EXTERNAL MODULE: ./src/emulator/source/sources.ts
var source_sources = __webpack_require__(2723);
// EXTERNAL MODULE: ./src/emulator/store/store.ts
var store = __webpack_require__(6964);
// EXTERNAL MODULE: ./src/emulator/vouching.ts
var vouching = __webpack_require__(48);
;// CONCATENATED MODULE: ./src/emulator/obtain.ts





/** Errors of this machine, which no other source would cure. */
const OWN_FAULTS = ['E_DISK'];
/**
 * Looks for the emulators in the store only: no network, no child process, a few milliseconds.
 * A later source's emulators will do when each earlier source failed within the last hour, or
 * when none may be asked.
 * @returns undefined when a source has to be asked
 */
function findStored(request, context) {
    if (request.required.length + request.optional.length === 0) {
        return { emulators: new Map(), cacheHit: true };
    }
    if (request.offline) {
        return findOffline(request, context);
    }
    const skipped = [];
    for (const spec of request.sources) {
        const source = (0,source_sources/* openSource */.o)(spec, request, context);
        const stored = source.isStored ? fromStore(source, request, context, source_sources/* FRESH_MS */.k) : undefined;
        if (stored !== undefined) {
            if (skipped.length > 0) {
                context.reporter.warning(`Using emulators of ${source.label} from the tool-cache: ${skipped.join('; ')}`);
            }
            return stored;
        }
        const setback = recentSetback(context.storeRoot, questionOf(source, request), context.now());
        if (setback === undefined) {
            return undefined;
        }
        const minutes = Math.round((context.now() - setback.atMs) / 60_000);
        skipped.push(`${source.label} failed ${minutes} min ago: ${setback.reason}`);
    }
    return undefined;
}
/**
 * Gets the emulators, all from one release: from the store when it has them, else from the
 * first source that can serve. Each source that fails before is a warning. Offline, only the
 * store and directories are looked into.
 * @throws the error of the only source; E_SOURCE with every source's reason when there are
 * several; E_OFFLINE; E_DISK
 */
async function obtainEmulators(request, context) {
    const stored = findStored(request, context);
    if (stored !== undefined) {
        return stored;
    }
    if (request.offline) {
        return (await __webpack_require__.e(/* import() */ 68).then(__webpack_require__.bind(__webpack_require__, 9068))).obtainOffline(request, context);
    }
    const failures = [];
    const sources = request.sources.map((spec) => (0,source_sources/* openSource */.o)(spec, request, context));
    for (const [index, source] of sources.entries()) {
        try {
            const obtained = (source.isStored ? fromStore(source, request, context, source_sources/* FRESH_MS */.k) : undefined) ??
                (await source.obtain());
            remember(failures, request, context);
            return obtained;
        }
        catch (error) {
            if (!(error instanceof errors/* XarchError */.xp) || OWN_FAULTS.includes(error.code)) {
                throw error;
            }
            failures.push({ source, error });
            const next = sources[index + 1];
            if (next !== undefined) {
                context.reporter.warning(`Source ${source.label} failed: ${error.message} Trying ${next.label} instead.`);
            }
        }
    }
    return staleOr(failures, request, context);
}
/** The last resort: what a moving source gave more than a day ago is better than nothing. */
function staleOr(failures, request, context) {
    for (const { source, error } of failures) {
        const unreachable = error.code === 'E_SOURCE';
        const stale = unreachable && source.isStored
            ? fromStore(source, request, context, Number.POSITIVE_INFINITY)
            : undefined;
        if (stale !== undefined) {
            context.reporter.warning(`Using emulators that ${source.label} gave earlier, for it cannot be asked now: ${error.message}`);
            return stale;
        }
    }
    const [only] = failures;
    if (only !== undefined && failures.length === 1) {
        throw only.error;
    }
    const remedies = [...new Set(failures.map(({ error }) => error.remedy))];
    throw new errors/* XarchError */.xp('E_SOURCE', `No source could give the emulators.${failures.map(({ source, error }) => `\n  ${source.label}: ${error.message} (${error.code})`).join('')}`, remedies.join(' '), failures.at(-1)?.error);
}
/**
 * What the store has of one source.
 * @param maxAgeMs how long ago a moving source may have been asked last
 */
function fromStore(source, request, context, maxAgeMs) {
    const found = (0,store/* findRelease */.dv)(context.storeRoot, {
        host: request.host,
        required: request.required,
        optional: request.optional,
        accepts: (manifest) => (0,vouching/* meetsPolicy */.xQ)(proved(manifest), request.pinning) && source.accepts(manifest, maxAgeMs),
    });
    return found === undefined ? undefined : { emulators: found.emulators, cacheHit: true };
}
/** Without the digest of the release when only a cache states it. */
function proved(manifest) {
    return manifest.restored === true ? { ...manifest, releaseSha256: '' } : manifest;
}
/** The store's emulators of any age, as far as no directory goes before them. */
function findOffline(request, context) {
    const earlier = [];
    for (const spec of request.sources) {
        const source = (0,source_sources/* openSource */.o)(spec, request, context);
        if (!source.isStored) {
            return undefined;
        }
        const stored = fromStore(source, request, context, Number.POSITIVE_INFINITY);
        if (stored !== undefined) {
            if (earlier.length > 0) {
                context.reporter.info(`Offline: using emulators of ${source.label} from the tool-cache, which has none of ${earlier.join(', ')}.`);
            }
            return stored;
        }
        earlier.push(source.label);
    }
    return undefined;
}
/** Only after another source has served: when all fail, the next run tries all again. */
function remember(failures, request, context) {
    for (const { source, error } of failures) {
        if (source.isStored) {
            const question = questionOf(source, request);
            rememberSetback(context.storeRoot, question, error.message, context.now());
        }
    }
}
/** Another version, other targets or other pins may well succeed where these failed. */
function questionOf(source, { version, required, pinning }) {
    const pins = [...(0,vouching/* listPins */.$r)(pinning.checksums), ...(pinning.required ? ['required'] : [])];
    return [source.label, version.text, ...[...required].sort(), ...pins].join(' ');
}


/***/ })

};
