export const id = 256;
export const ids = [256];
export const modules = {

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
