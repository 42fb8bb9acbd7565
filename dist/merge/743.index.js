export const id = 743;
export const ids = [743];
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

/***/ 7743:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   askWaitMs: () => (/* binding */ askWaitMs)
/* harmony export */ });
/* harmony import */ var _emulator_transfer_http_answer_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9438);
/* harmony import */ var _emulator_transfer_http_send_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4654);


const PATIENCE_MS = 5_000;
/**
 * How long a registry wants to be left alone. buildx does not tell what its Retry-After says, so it
 * is asked for the same thing once more, without credentials: limits apply before those are looked at.
 * @returns undefined when it does not say
 */
async function askWaitMs(url) {
    try {
        const signal = AbortSignal.timeout(PATIENCE_MS);
        const answer = await (0,_emulator_transfer_http_send_js__WEBPACK_IMPORTED_MODULE_1__/* .send */ .tN)(new URL(url), { 'user-agent': 'setup-xarch' }, signal);
        answer.destroy();
        if (answer.statusCode !== 429)
            return undefined;
        return (0,_emulator_transfer_http_answer_js__WEBPACK_IMPORTED_MODULE_0__/* .parseRetryAfter */ .mu)(answer.headers['retry-after'], Date.now());
    }
    catch {
        return undefined;
    }
}


/***/ })

};
