export const id = 564;
export const ids = [564];
export const modules = {

/***/ 5810:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H: () => (/* binding */ ANSWER_DESCRIPTOR),
/* harmony export */   O: () => (/* binding */ PACKED_FOLDER)
/* harmony export */ });
/** The folder that is packed, with one folder `qemu-<target>` an emulator. */
const PACKED_FOLDER = 'emulators';
/** File descriptor that the answer is written to. */
const ANSWER_DESCRIPTOR = 3;


/***/ }),

/***/ 2564:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   askCacheService: () => (/* binding */ askCacheService),
/* harmony export */   openCacheService: () => (/* binding */ openCacheService),
/* harmony export */   troubleWith: () => (/* binding */ troubleWith)
/* harmony export */ });
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1421);
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_child_process__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_fs__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_path__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var node_readline__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(481);
/* harmony import */ var node_readline__WEBPACK_IMPORTED_MODULE_3___default = /*#__PURE__*/__webpack_require__.n(node_readline__WEBPACK_IMPORTED_MODULE_3__);
/* harmony import */ var node_stream_consumers__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8321);
/* harmony import */ var node_stream_consumers__WEBPACK_IMPORTED_MODULE_4___default = /*#__PURE__*/__webpack_require__.n(node_stream_consumers__WEBPACK_IMPORTED_MODULE_4__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3916);
/* harmony import */ var _request_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5810);







/** The service of this job; its bundle lies beside the one that is running. */
function openCacheService(env, log) {
    return {
        bundlePath: (0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.dirname)((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.realpathSync)(process.argv[1] ?? '.')), '..', 'cache', 'index.js'),
        env,
        timeoutMs: { restore: 60_000, save: 120_000 },
        log,
        command: (line) => process.stdout.write(`${line}\n`),
    };
}
/**
 * Asks the service in a process of its own, which is ended with all its children when it takes
 * too long. Nothing is thrown: a cache that does not work is no failure.
 * @param directory that the paths are relative to; also takes the archive
 */
async function askCacheService(request, directory, service) {
    const complaints = [];
    try {
        const answer = await converse(request, (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.realpathSync)(directory), service, complaints);
        return { answer, complaints };
    }
    catch (error) {
        return { answer: { outcome: 'failed', reason: (0,_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .messageOf */ .bD)(error) }, complaints };
    }
}
async function converse(request, directory, { bundlePath, env, timeoutMs, log, command }, complaints) {
    const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(process.execPath, [bundlePath], {
        cwd: directory,
        // The library takes names relative to the workspace, and keeps its archive in RUNNER_TEMP.
        env: {
            ...env,
            GITHUB_WORKSPACE: directory,
            RUNNER_TEMP: directory,
            ...(request.operation === 'restore' ? { TAR_OPTIONS: EXTRACTION } : {}),
        },
        stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
        detached: true,
    });
    const ended = new Promise((resolve, reject) => {
        child.on('error', reject);
        child.on('close', resolve);
    });
    let isLate = false;
    const limitMs = timeoutMs[request.operation];
    const timer = setTimeout(() => {
        isLate = true;
        endGroup(child);
    }, limitMs);
    // A process that could not be started has no pipes that work.
    child.stdin?.on('error', () => { });
    child.stdin?.end(JSON.stringify(request));
    const answered = (0,node_stream_consumers__WEBPACK_IMPORTED_MODULE_4__.text)(child.stdio[_request_js__WEBPACK_IMPORTED_MODULE_6__/* .ANSWER_DESCRIPTOR */ .H]).catch(() => '');
    const lines = [];
    for (const stream of [child.stdout, child.stderr]) {
        if (stream === null)
            continue;
        (0,node_readline__WEBPACK_IMPORTED_MODULE_3__.createInterface)({ input: stream }).on('line', (line) => {
            lines.push(line);
            passOn(line, { log, command, complaints });
        });
    }
    try {
        const exitCode = await ended;
        if (isLate)
            throw new Error(`it gave no answer within ${limitMs / 1000} s`);
        const answer = await answered;
        if (answer === '') {
            const last = lines.findLast((line) => line.trim() !== '') ?? 'no word';
            throw new Error(`its process ended with exit code ${exitCode} and "${last.slice(0, 200)}"`);
        }
        return JSON.parse(answer);
    }
    finally {
        clearTimeout(timer);
    }
}
/**
 * For GNU tar, which the library lets write anywhere (-P), through links too: no member but
 * `emulators/q*` with `qe*` and `em*` in it. What is unpacked is checked file by file afterwards.
 */
const EXTRACTION = [
    ...['--anchored', '--wildcards', '--exclude=[!e]*', `--exclude=${_request_js__WEBPACK_IMPORTED_MODULE_6__/* .PACKED_FOLDER */ .O}/[!q]*`],
    ...['[!qe]*', 'q[!e]*', 'e[!m]*', '*/*'].map((name) => `--exclude=${_request_js__WEBPACK_IMPORTED_MODULE_6__/* .PACKED_FOLDER */ .O}/*/${name}`),
].join(' ');
function passOn(line, { log, command, complaints }) {
    const [, name, message = ''] = /^\s*::([\w-]+)(?: [^:]*)?::(.*)$/.exec(line) ?? [];
    if (name === 'warning' || name === 'error')
        complaints.push(unescaped(message));
    else if (name === 'add-mask' || name === 'debug')
        command(line);
    // No other command: with debugging on, the library prints the names of an archive's members.
    else if (name === undefined && line.trim() !== '')
        log(line);
}
/** Workflow commands escape these three (actions/toolkit, command.ts). */
function unescaped(message) {
    return message.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%');
}
/** The process leads a group, with tar and the compressor in it. */
function endGroup({ pid }) {
    try {
        if (pid !== undefined)
            process.kill(-pid, 'SIGKILL');
    }
    catch { }
}
/** The words of a warning that the cache was not used: one line, without a stack. */
function troubleWith(what, reason) {
    const line = (reason.split('\n')[0] ?? '').replace(/[.\s]+$/, '').slice(0, 300);
    return `The cross-run cache could not be ${what}: ${line}. This costs time only.`;
}


/***/ })

};
