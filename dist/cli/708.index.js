export const id = 708;
export const ids = [708];
export const modules = {

/***/ 9438:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $C: () => (/* binding */ statusError),
/* harmony export */   aG: () => (/* binding */ TransferError),
/* harmony export */   kA: () => (/* binding */ ask),
/* harmony export */   mu: () => (/* binding */ parseRetryAfter),
/* harmony export */   qN: () => (/* binding */ urlForPeople),
/* harmony export */   x8: () => (/* binding */ readBody)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
/* harmony import */ var _http_send_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4654);


const MAX_REDIRECTS = 5;
const REDIRECTS = [301, 302, 303, 307, 308];
const CERTIFICATE_FAULT = /CERT|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET_ISSUER)|ALTNAME/;
const LOG_IN = 'Give credentials that may read it (in the address, or a github-token), check that no proxy forbids it, or choose another source.';
const PROXY_LOG_IN = 'Give user and password in the proxy variable: http://user:password@host:port.';
const GONE = 'Check that the address and the version are right and that the mirror, if it is one, has that file; or choose another source.';
/** What to do about an answer's status, where trying again is of no use. */
const REMEDIES = {
    401: LOG_IN,
    403: LOG_IN,
    404: GONE,
    407: PROXY_LOG_IN,
    410: GONE,
};
const UNREACHABLE = 'Check the network and the proxy of this machine, or choose another source.';
/** A failure of one attempt that another attempt may not have. */
class TransferError extends Error {
    retryable;
    retryAfterMs;
    remedy;
    constructor(message, options) {
        super(message, { cause: options.cause });
        this.name = 'TransferError';
        this.retryable = options.retryable;
        this.retryAfterMs = options.retryAfterMs;
        this.remedy = options.remedy;
    }
}
/** An address without user, password and query, any of which may be a secret. */
function urlForPeople(url) {
    const parsed = new URL(url);
    return `${parsed.origin}${parsed.pathname}`;
}
/**
 * Asks a server and follows its redirects; each origin gets only the credentials meant for it.
 * @param signal ends the connection at any stage, also while the body is read
 * @throws TransferError; E_INPUT for a proxy variable that names no proxy
 */
async function ask({ url, headers, authorization }, context, signal) {
    let current = url;
    for (let redirects = 0; redirects <= MAX_REDIRECTS; redirects += 1) {
        const own = { ...headers, ...credentials(current, authorization, context) };
        const message = await askOnce(current, own, context, signal);
        const location = message.headers.location;
        if (!REDIRECTS.includes(message.statusCode ?? 0) || location === undefined) {
            return { url: current, message };
        }
        message.destroy();
        current = redirected(current, location);
    }
    throw new TransferError(`GET ${urlForPeople(url)} was redirected too often`, {
        retryable: false,
    });
}
function credentials(url, authorization, { token, tokenOrigin }) {
    const { origin } = new URL(url);
    if (origin === authorization?.origin)
        return { authorization: authorization.header };
    return token !== undefined && origin === tokenOrigin ? { authorization: `Bearer ${token}` } : {};
}
async function askOnce(url, headers, { connectTimeoutMs }, signal) {
    const patience = new AbortController();
    const timer = setTimeout(() => {
        patience.abort(new Error(`no answer within ${connectTimeoutMs / 1000} s`));
    }, connectTimeoutMs);
    try {
        return await (0,_http_send_js__WEBPACK_IMPORTED_MODULE_1__/* .send */ .tN)(new URL(url), { 'user-agent': 'setup-xarch', 'accept-encoding': 'identity', ...headers }, AbortSignal.any([signal, patience.signal]));
    }
    catch (error) {
        if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .XarchError */ .xp)
            throw error;
        throw connectionError(url, patience.signal.aborted ? patience.signal.reason : error);
    }
    finally {
        clearTimeout(timer);
    }
}
function connectionError(url, error) {
    const proxy = error instanceof _http_send_js__WEBPACK_IMPORTED_MODULE_1__/* .ProxyRefusal */ .fR ? undefined : (0,_http_send_js__WEBPACK_IMPORTED_MODULE_1__/* .proxyFor */ .iJ)(new URL(url));
    const way = proxy === undefined ? '' : ` through the proxy ${proxy.host}`;
    const failed = `GET ${urlForPeople(url)}${way} failed: ${reasonOf(error)}`;
    const code = (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .errnoOf */ .UQ)(error) ?? '';
    if (CERTIFICATE_FAULT.test(code)) {
        return new TransferError(failed, {
            retryable: false,
            remedy: 'Let the environment variable NODE_EXTRA_CA_CERTS name a file with the certificate of the authority that signed it (a company proxy or mirror has its own).',
            cause: error,
        });
    }
    if (error instanceof _http_send_js__WEBPACK_IMPORTED_MODULE_1__/* .ProxyRefusal */ .fR && error.status === 407) {
        return new TransferError(failed, {
            retryable: false,
            remedy: PROXY_LOG_IN,
        });
    }
    // A name that does not exist will not exist in a second either.
    return new TransferError(failed, {
        retryable: code !== 'ENOTFOUND',
        remedy: UNREACHABLE,
        cause: error,
    });
}
function redirected(from, location) {
    const next = URL.canParse(location, from) ? new URL(location, from) : undefined;
    if (next === undefined || !['http:', 'https:'].includes(next.protocol)) {
        throw new TransferError(`GET ${urlForPeople(from)} was redirected to something that is no address`, { retryable: false });
    }
    if (new URL(from).protocol === 'https:' && next.protocol !== 'https:') {
        throw new TransferError(`GET ${urlForPeople(from)} was redirected to the unencrypted ${urlForPeople(next.href)}`, { retryable: false });
    }
    return next.href;
}
/** What an answer with an unwanted status means. */
function statusError({ message, url }, context) {
    const status = message.statusCode ?? 0;
    const failed = `GET ${urlForPeople(url)} answered ${status} ${message.statusMessage ?? ''}`.trim();
    const resetSeconds = Number(message.headers['x-ratelimit-reset'] ?? Number.NaN);
    if (message.headers['x-ratelimit-remaining'] === '0' && (status === 403 || status === 429)) {
        const reset = Number.isFinite(resetSeconds)
            ? ` until ${new Date(resetSeconds * 1000).toISOString()}`
            : '';
        return new TransferError(`${failed}: the rate limit is used up${reset}`, {
            retryable: false,
            remedy: `Give the step a github-token, wait${reset}, or choose another source.`,
        });
    }
    const retryAfterMs = parseRetryAfter(message.headers['retry-after'], context.now());
    return new TransferError(failed, {
        retryable: status === 408 || status === 429 || status >= 500,
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
        ...(REMEDIES[status] === undefined ? {} : { remedy: REMEDIES[status] }),
    });
}
/** Seconds or a date (RFC 9110, 10.2.3). */
function parseRetryAfter(header, nowMs) {
    if (header === undefined)
        return undefined;
    const waitMs = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - nowMs;
    return Number.isFinite(waitMs) ? Math.max(waitMs, 0) : undefined;
}
/**
 * The body of an answer, piece by piece. Only waiting for the server counts as a stall, not the
 * time the reader takes.
 * @param doneBytes what had come before, for messages
 * @throws TransferError when it is cut or stalls
 */
async function* readBody({ message, url }, stallTimeoutMs, doneBytes = 0, totalBytes) {
    const chunks = message[Symbol.asyncIterator]();
    let comeBytes = doneBytes;
    for (;;) {
        const timer = setTimeout(() => {
            message.destroy(new Error(`nothing came for ${stallTimeoutMs / 1000} s`));
        }, stallTimeoutMs);
        let next;
        try {
            next = await chunks.next();
        }
        catch (error) {
            throw new TransferError(`GET ${urlForPeople(url)} broke off after ${comeBytes} of ${totalBytes ?? 'an unknown number of'} bytes: ${reasonOf(error)}`, { retryable: true, cause: error });
        }
        finally {
            clearTimeout(timer);
        }
        if (next.done === true)
            return;
        comeBytes += next.value.length;
        yield next.value;
    }
}
function reasonOf(error) {
    const code = (0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .errnoOf */ .UQ)(error);
    // Node tries every address of a name and then throws an AggregateError without a message.
    const message = tlsReason((0,_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(error)) || 'no connection';
    return code === undefined || message.includes(code) ? message : `${message} (${code})`;
}
/** OpenSSL's line names its own source files: `…:SSL routines:<function>:<reason>:<file>…`. */
function tlsReason(message) {
    const [, reason] = /:SSL routines:[^:]*:([^:]+):/.exec(message) ?? [];
    return reason === undefined ? message : `no TLS connection: ${reason}`;
}


/***/ }),

/***/ 4654:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   fR: () => (/* binding */ ProxyRefusal),
/* harmony export */   iJ: () => (/* binding */ proxyFor),
/* harmony export */   tN: () => (/* binding */ send)
/* harmony export */ });
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7067);
/* harmony import */ var node_http__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_http__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var node_https__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4708);
/* harmony import */ var node_https__WEBPACK_IMPORTED_MODULE_1___default = /*#__PURE__*/__webpack_require__.n(node_https__WEBPACK_IMPORTED_MODULE_1__);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7030);
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_2___default = /*#__PURE__*/__webpack_require__.n(node_net__WEBPACK_IMPORTED_MODULE_2__);
/* harmony import */ var node_tls__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1692);
/* harmony import */ var node_tls__WEBPACK_IMPORTED_MODULE_3___default = /*#__PURE__*/__webpack_require__.n(node_tls__WEBPACK_IMPORTED_MODULE_3__);
/* harmony import */ var actions_http_client__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8972);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3916);






/** The proxy refused to open a connection for us. */
class ProxyRefusal extends Error {
    status;
    constructor(proxy, status) {
        super(`the proxy ${proxy.host} answered ${status}`);
        this.name = 'ProxyRefusal';
        this.status = status;
    }
}
/**
 * Sends one GET request on a connection of its own, through the proxy that http_proxy,
 * https_proxy and no_proxy name. TLS trusts what NODE_EXTRA_CA_CERTS adds.
 * @param signal ends the connection at any stage, also while the body is read
 * @returns the answer's head; its body is still to be read, or the message destroyed
 * @throws E_INPUT for a proxy variable that names no proxy; system and TLS errors, ProxyRefusal
 */
async function send(url, headers, signal) {
    const proxy = proxyFor(url);
    const options = { headers, signal, method: 'GET' };
    if (proxy === undefined) {
        const request = url.protocol === 'https:' ? node_https__WEBPACK_IMPORTED_MODULE_1__.request : node_http__WEBPACK_IMPORTED_MODULE_0__.request;
        return answered(request(withoutUser(url), { ...options, agent: false }));
    }
    if (url.protocol === 'https:') {
        const socket = await tunnel(proxy, url, signal);
        const host = bareHost(url);
        const secure = (0,node_tls__WEBPACK_IMPORTED_MODULE_3__.connect)({
            ...{ socket, host, ALPNProtocols: ['http/1.1'] },
            ...((0,node_net__WEBPACK_IMPORTED_MODULE_2__.isIP)(host) === 0 ? { servername: host } : {}),
        });
        return answered((0,node_https__WEBPACK_IMPORTED_MODULE_1__.request)(withoutUser(url), { ...options, createConnection: () => secure }));
    }
    // A proxy gets the whole address (RFC 9112, 3.2.2); many allow CONNECT to port 443 only.
    return answered(requestToProxy(proxy, {
        ...options,
        path: withoutUser(url).href,
        headers: { ...headers, host: url.host, ...proxyAuthorization(proxy) },
    }));
}
/**
 * The proxy for an address; undefined when it is asked directly.
 * @throws E_INPUT for a proxy variable that names no proxy
 */
function proxyFor(url) {
    let address;
    try {
        address = (0,actions_http_client__WEBPACK_IMPORTED_MODULE_4__/* .getProxyUrl */ .s_)(url.href);
    }
    catch (error) {
        throw notAProxy(url, error);
    }
    if (address === '')
        return undefined;
    const proxy = new URL(address);
    // `proxy:3128` is an address of scheme `proxy`.
    if (!['http:', 'https:'].includes(proxy.protocol) || proxy.hostname === '')
        throw notAProxy(url);
    return proxy;
}
/** The variable may hold a password, so it is not shown. */
function notAProxy(url, cause) {
    const name = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
    return new _errors_js__WEBPACK_IMPORTED_MODULE_5__/* .XarchError */ .xp('E_INPUT', `The environment variable ${name} does not name a proxy; allowed: http://host:port or https://host:port, with user:password@ before the host.`, `Correct ${name} (or its upper-case form), or list ${url.hostname} in no_proxy.`, cause);
}
function requestToProxy(proxy, options) {
    const isSecure = proxy.protocol === 'https:';
    return (isSecure ? node_https__WEBPACK_IMPORTED_MODULE_1__.request : node_http__WEBPACK_IMPORTED_MODULE_0__.request)({
        ...options,
        host: bareHost(proxy),
        port: proxy.port || (isSecure ? 443 : 80),
        agent: false,
    });
}
/** A connection to the server that the proxy relays without understanding it (RFC 9110, 9.3.6). */
function tunnel(proxy, url, signal) {
    const path = `${url.hostname}:${url.port || 443}`;
    const headers = { host: path, ...proxyAuthorization(proxy) };
    const request = requestToProxy(proxy, { method: 'CONNECT', path, headers, signal });
    return new Promise((resolve, reject) => {
        request.on('connect', (answer, socket) => {
            const { statusCode = 0 } = answer;
            if (statusCode >= 200 && statusCode < 300) {
                resolve(socket);
            }
            else {
                socket.destroy();
                reject(new ProxyRefusal(proxy, statusCode));
            }
        });
        request.on('error', reject);
        request.end();
    });
}
function answered(request) {
    return new Promise((resolve, reject) => {
        request.on('response', resolve);
        // Stays: an error after the answer is also the message's, and is read there.
        request.on('error', reject);
        request.end();
    });
}
function proxyAuthorization(proxy) {
    if (proxy.username === '' && proxy.password === '')
        return {};
    const pair = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
    return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}
/** Node would make an Authorization header of user and password, whatever the origin. */
function withoutUser(url) {
    const bare = new URL(url);
    bare.username = '';
    bare.password = '';
    bare.hash = '';
    return bare;
}
function bareHost(url) {
    return url.hostname.replace(/^\[(.*)\]$/, '$1');
}


/***/ }),

/***/ 6027:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   T: () => (/* binding */ getJson),
/* harmony export */   q: () => (/* reexport safe */ _http_answer_js__WEBPACK_IMPORTED_MODULE_1__.qN)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);
/* harmony import */ var _http_answer_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9438);
/* harmony import */ var _retries_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4813);




const MAX_JSON_BYTES = 32 * 1024 * 1024;
/**
 * Reads a JSON document; passing faults (408, 429, 5xx, a refused, cut or stalled connection)
 * are tried again.
 * @throws E_SOURCE naming address and status or reason
 */
async function getJson(url, context) {
    const retries = new _retries_js__WEBPACK_IMPORTED_MODULE_2__/* .Retries */ .f(context);
    try {
        for (;;) {
            try {
                return await attempt(url, context, retries.signal);
            }
            catch (error) {
                await retries.after(error, false);
            }
        }
    }
    finally {
        retries.close();
    }
}
async function attempt(url, context, signal) {
    const question = { url, headers: { accept: 'application/json' }, authorization: undefined };
    const answer = await (0,_http_answer_js__WEBPACK_IMPORTED_MODULE_1__/* .ask */ .kA)(question, context, signal);
    try {
        if (answer.message.statusCode !== 200)
            throw (0,_http_answer_js__WEBPACK_IMPORTED_MODULE_1__/* .statusError */ .$C)(answer, context);
        return await readJson(answer, context);
    }
    finally {
        answer.message.destroy();
    }
}
async function readJson(answer, context) {
    const chunks = [];
    let sizeBytes = 0;
    for await (const chunk of (0,_http_answer_js__WEBPACK_IMPORTED_MODULE_1__/* .readBody */ .x8)(answer, context.stallTimeoutMs)) {
        sizeBytes += chunk.length;
        if (sizeBytes > MAX_JSON_BYTES) {
            throw noAnswer(answer, `something longer than ${MAX_JSON_BYTES} bytes`);
        }
        chunks.push(chunk);
    }
    try {
        return JSON.parse(Buffer.concat(chunks).toString('utf8'));
    }
    catch (error) {
        const contentType = answer.message.headers['content-type'] ?? '';
        throw noAnswer(answer, `something that is not JSON (content type "${contentType}")`, error);
    }
}
function noAnswer({ url }, what, cause) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .XarchError */ .xp('E_SOURCE', `GET ${(0,_http_answer_js__WEBPACK_IMPORTED_MODULE_1__/* .urlForPeople */ .qN)(url)} answered ${what}.`, 'Check that the address is that of a GitHub API and that no proxy answers in its place.', cause);
}


/***/ }),

/***/ 7347:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ isNotFound)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3916);

/** True for the error of a server that answered 404: it works, and does not have that. */
function isNotFound(error) {
    return (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .XarchError */ .xp &&
        error.code === 'E_SOURCE' &&
        / answered 404\b/.test(error.message));
}


/***/ }),

/***/ 4813:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ Retries)
/* harmony export */ });
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8500);
/* harmony import */ var node_timers_promises__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_timers_promises__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3916);
/* harmony import */ var _http_answer_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9438);



/** Attempts in a row that bring nothing. */
const MAX_FRUITLESS = 3;
/** Attempts in all: a server that cuts every few bytes would otherwise be asked for ever. */
const MAX_ATTEMPTS = 32;
/** How often one file is asked for, how long is waited in between, and when it is given up. */
class Retries {
    /** Ends whatever is under way when the time for the file is used up. */
    signal;
    #context;
    #deadline = new AbortController();
    #timer;
    #fruitless = 0;
    #attempts = 0;
    constructor(context) {
        this.#context = context;
        this.signal = this.#deadline.signal;
        this.#timer = setTimeout(() => this.#deadline.abort(), context.totalTimeoutMs);
    }
    /** To be called in the end, whatever happened; ends what may still be under way. */
    close() {
        clearTimeout(this.#timer);
        this.#deadline.abort();
    }
    /**
     * Waits until the next attempt may begin: longer each time, by chance more or less so that
     * many jobs that failed together do not come back together, or as the server asks.
     * @param progressed whether the failed attempt brought anything new
     * @throws E_SOURCE when there is no use in another attempt; any other error as it is
     */
    async after(error, progressed) {
        if (!(error instanceof _http_answer_js__WEBPACK_IMPORTED_MODULE_2__/* .TransferError */ .aG))
            throw error;
        const { maxRetryDelayMs, totalTimeoutMs, reporter, retryDelayMs } = this.#context;
        this.#attempts += 1;
        this.#fruitless = progressed ? 1 : this.#fruitless + 1;
        if (this.signal.aborted) {
            throw failed(`${error.message}; it was given up after ${totalTimeoutMs / 1000} s`, error);
        }
        const askedMs = error.retryAfterMs ?? 0;
        if (askedMs > maxRetryDelayMs) {
            throw failed(`${error.message} and asks to wait ${Math.ceil(askedMs / 1000)} s`, error);
        }
        if (!error.retryable)
            throw failed(error.message, error);
        if (this.#fruitless >= MAX_FRUITLESS || this.#attempts >= MAX_ATTEMPTS) {
            const bound = this.#fruitless >= MAX_FRUITLESS ? MAX_FRUITLESS : MAX_ATTEMPTS;
            throw failed(`${error.message} (attempt ${bound} of ${bound})`, error);
        }
        const backoffMs = retryDelayMs * 2 ** (this.#fruitless - 1) * (0.5 + Math.random());
        const delayMs = Math.max(askedMs, Math.min(backoffMs, maxRetryDelayMs));
        reporter.info(`${error.message}; trying again in ${(delayMs / 1000).toFixed(1)} s.`);
        try {
            await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_0__.setTimeout)(delayMs, undefined, { signal: this.signal });
        }
        catch {
            throw failed(`${error.message}; it was given up after ${totalTimeoutMs / 1000} s`, error);
        }
    }
}
function failed(message, error) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .XarchError */ .xp('E_SOURCE', `${message}.`, error.remedy ??
        'Run again later, check the network and proxy of this machine, or choose another source.', error);
}


/***/ }),

/***/ 5064:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   R: () => (/* binding */ download)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0___default = /*#__PURE__*/__webpack_require__.n(node_crypto__WEBPACK_IMPORTED_MODULE_0__);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3916);
/* harmony import */ var _http_answer_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9438);
/* harmony import */ var _retries_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4813);




/** How often a file may change under our hands. */
const MAX_RESTARTS = 3;
/** The file is not the one any more whose first part has come. */
class ChangedError extends Error {
}
/**
 * Downloads a file. A cut or stalled connection goes on where it stopped: by a range request
 * where the server can, else by reading the first part again. When the file has changed in the
 * meantime, `use` is called anew, and must have undone what it did.
 * @throws E_SOURCE naming address and status or reason; whatever `use` throws
 */
async function download(file, context, use) {
    const retries = new _retries_js__WEBPACK_IMPORTED_MODULE_3__/* .Retries */ .f(context);
    try {
        for (let restarts = 0;; restarts += 1) {
            const transfer = new Transfer(file, context, retries);
            try {
                await transfer.open();
                return await use(transfer);
            }
            catch (error) {
                if (!(error instanceof ChangedError))
                    throw error;
                if (restarts === MAX_RESTARTS)
                    throw changesAlways(file.url);
                context.reporter.info(`${(0,_http_answer_js__WEBPACK_IMPORTED_MODULE_2__/* .urlForPeople */ .qN)(file.url)} has changed during the download; beginning anew.`);
            }
            finally {
                transfer.close();
            }
        }
    }
    finally {
        retries.close();
    }
}
class Transfer {
    doneBytes = 0;
    #file;
    #context;
    #retries;
    #hash = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
    #answer;
    /** The head of the first answer. */
    #headers = {};
    /** Of the whole file, as far as any answer told. */
    #wholeBytes;
    #skipBytes = 0;
    #mayRange = true;
    #isClosed = false;
    constructor(file, context, retries) {
        this.#file = file;
        this.#context = context;
        this.#retries = retries;
    }
    get contentType() {
        return this.#headers['content-type'] ?? '';
    }
    get lengthBytes() {
        return lengthOf(this.#headers);
    }
    get chunks() {
        return this.#read();
    }
    sha256() {
        return this.#hash.copy().digest('hex');
    }
    /** Whoever still waits for a piece, for streams read ahead, gets no other. */
    close() {
        this.#isClosed = true;
        this.#drop();
    }
    /** @throws E_SOURCE */
    async open() {
        for (;;) {
            try {
                const answer = await this.#ask({});
                if (answer.message.statusCode !== 200)
                    throw (0,_http_answer_js__WEBPACK_IMPORTED_MODULE_2__/* .statusError */ .$C)(answer, this.#context);
                this.#headers = answer.message.headers;
                this.#wholeBytes = this.lengthBytes;
                return;
            }
            catch (error) {
                await this.#retries.after(error, false);
            }
        }
    }
    async *#read() {
        for (;;) {
            const before = this.doneBytes;
            try {
                const isWhole = this.#answer === undefined && (await this.#resume());
                if (!isWhole)
                    yield* this.#readAnswer();
                return;
            }
            catch (error) {
                this.#drop();
                if (this.#isClosed)
                    throw error;
                await this.#retries.after(error, this.doneBytes > before);
                if (this.#isClosed)
                    throw error;
            }
        }
    }
    async *#readAnswer() {
        if (this.#answer === undefined)
            return;
        const skipped = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256');
        let toSkip = this.#skipBytes;
        const from = toSkip > 0 ? 0 : this.doneBytes;
        const { stallTimeoutMs } = this.#context;
        for await (const piece of (0,_http_answer_js__WEBPACK_IMPORTED_MODULE_2__/* .readBody */ .x8)(this.#answer, stallTimeoutMs, from, this.lengthBytes)) {
            let chunk = piece;
            if (toSkip > 0) {
                const old = chunk.subarray(0, toSkip);
                skipped.update(old);
                toSkip -= old.length;
                chunk = chunk.subarray(old.length);
                if (toSkip === 0 && skipped.digest('hex') !== this.sha256())
                    throw new ChangedError();
                if (chunk.length === 0)
                    continue;
            }
            this.#hash.update(chunk);
            this.doneBytes += chunk.length;
            yield chunk;
        }
        if (toSkip > 0)
            throw new ChangedError();
        this.#refuseOtherLength(this.#answer.url);
    }
    /** A server may send less than the range that was asked for (RFC 9110, 15.3.7). */
    #refuseOtherLength(url) {
        const { doneBytes } = this;
        if (this.#wholeBytes === undefined || doneBytes === this.#wholeBytes)
            return;
        throw new _http_answer_js__WEBPACK_IMPORTED_MODULE_2__/* .TransferError */ .aG(`GET ${(0,_http_answer_js__WEBPACK_IMPORTED_MODULE_2__/* .urlForPeople */ .qN)(url)} ended after ${doneBytes} of ${this.#wholeBytes} bytes`, { retryable: doneBytes < this.#wholeBytes });
    }
    /**
     * Asks for the rest. The original address again: those that it redirects to expire.
     * @returns true when there is no rest
     */
    async #resume() {
        const validator = this.#mayRange ? validatorOf(this.#headers) : undefined;
        const hasRange = validator !== undefined && this.doneBytes > 0;
        const answer = await this.#ask(hasRange ? { range: `bytes=${this.doneBytes}-`, 'if-range': validator } : {});
        const { statusCode, headers } = answer.message;
        if (statusCode === 200) {
            this.#refuseChanged(headers, lengthOf(headers));
            this.#skipBytes = this.doneBytes;
            return false;
        }
        if (!hasRange || (statusCode !== 206 && statusCode !== 416)) {
            throw (0,_http_answer_js__WEBPACK_IMPORTED_MODULE_2__/* .statusError */ .$C)(answer, this.#context);
        }
        const { start, total } = contentRange(headers['content-range']);
        if (statusCode === 416) {
            if (total === this.doneBytes && this.lengthBytes === undefined)
                return true;
            throw new _http_answer_js__WEBPACK_IMPORTED_MODULE_2__/* .TransferError */ .aG(`GET ${(0,_http_answer_js__WEBPACK_IMPORTED_MODULE_2__/* .urlForPeople */ .qN)(answer.url)} announced ${this.lengthBytes ?? 'no'} bytes, but has ${total ?? 'fewer'} (${this.doneBytes} came)`, { retryable: false });
        }
        this.#refuseChanged(headers, total);
        if (start !== this.doneBytes) {
            // Not what was asked for: from now on everything is read again.
            this.#mayRange = false;
            throw new _http_answer_js__WEBPACK_IMPORTED_MODULE_2__/* .TransferError */ .aG(`GET ${(0,_http_answer_js__WEBPACK_IMPORTED_MODULE_2__/* .urlForPeople */ .qN)(answer.url)} answered the range from ${start ?? 'nowhere'} instead of ${this.doneBytes}`, { retryable: true });
        }
        this.#wholeBytes ??= total;
        this.#skipBytes = 0;
        return false;
    }
    #drop() {
        this.#answer?.message.destroy();
        this.#answer = undefined;
    }
    #refuseChanged(headers, length) {
        const { etag } = this.#headers;
        const isOther = (etag !== undefined && headers.etag !== undefined && etag !== headers.etag) ||
            (length !== undefined && this.lengthBytes !== undefined && length !== this.lengthBytes);
        if (isOther)
            throw new ChangedError();
    }
    async #ask(headers) {
        const { url, authorization } = this.#file;
        const accept = 'application/octet-stream';
        this.#answer = await (0,_http_answer_js__WEBPACK_IMPORTED_MODULE_2__/* .ask */ .kA)({ url, headers: { accept, ...headers }, authorization }, this.#context, this.#retries.signal);
        return this.#answer;
    }
}
function lengthOf(headers) {
    const length = Number(headers['content-length'] ?? Number.NaN);
    return Number.isSafeInteger(length) ? length : undefined;
}
/**
 * What If-Range may carry (RFC 9110, 13.1.5): a strong ETag, or a date that is old enough to
 * tell two versions apart (8.8.2.2).
 */
function validatorOf({ etag, date, ...headers }) {
    if (etag !== undefined)
        return etag.startsWith('W/') ? undefined : etag;
    const modified = headers['last-modified'];
    const ageMs = Date.parse(date ?? '') - Date.parse(modified ?? '');
    return ageMs >= 1000 ? modified : undefined;
}
/** `bytes 100-199/200`, `bytes 100-199/*`, or `bytes *\/200` (RFC 9110, 14.4). */
function contentRange(header) {
    const [, start, total] = /^bytes (?:(\d+)-\d+|\*)\/(?:(\d+)|\*)$/.exec(header ?? '') ?? [];
    return {
        start: start === undefined ? undefined : Number(start),
        total: total === undefined ? undefined : Number(total),
    };
}
function changesAlways(url) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .XarchError */ .xp('E_SOURCE', `GET ${(0,_http_answer_js__WEBPACK_IMPORTED_MODULE_2__/* .urlForPeople */ .qN)(url)} answered another file each time the download was resumed.`, 'Run again when the server has the same file on all its machines, or choose another source.');
}


/***/ })

};
