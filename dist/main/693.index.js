export const id = 693;
export const ids = [693];
export const modules = {

/***/ 9693:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   cacheReferences: () => (/* binding */ cacheReferences)
/* harmony export */ });
/** The texts for `cache-from` and `cache-to` of docker/build-push-action, or of buildx itself. */
function cacheReferences(target) {
    const place = target.kind === 'gha'
        ? `type=gha${target.scope === undefined ? '' : `,scope=${target.scope}`}`
        : `type=registry,ref=${target.reference}`;
    return { cacheFrom: place, cacheTo: `${place},mode=max` };
}


/***/ })

};
