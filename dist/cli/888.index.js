export const id = 888;
export const ids = [888];
export const modules = {

/***/ 6888:
/***/ ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runPlan: () => (/* binding */ runPlan)
});

// EXTERNAL MODULE: ./src/plan/runner.ts
var runner = __webpack_require__(5773);
;// CONCATENATED MODULE: ./src/plan/describe.ts

/** A plan for people: a heading, and a row a job, for a table. */
function describeJobs(jobs) {
    const hasImages = jobs.some(({ build }) => build.image !== undefined);
    const hasTargets = jobs.some(({ build }) => build.target !== undefined);
    return [
        [
            ...['PLATFORM', 'RUNS ON', 'HOW', 'NEEDS XARCH'],
            ...(hasImages ? ['IMAGE'] : []),
            ...(hasTargets ? ['TARGET'] : []),
        ],
        ...jobs.map(({ platforms, runsOn, native, needsXarch, build }) => [
            platforms.join(','),
            (0,runner/* describeRunner */.Yg)(runsOn),
            native ? 'native' : 'emulated',
            needsXarch ? 'yes' : 'no',
            ...(hasImages ? [visible(build.image ?? '')] : []),
            ...(hasTargets ? [visible(build.target ?? '')] : []),
        ]),
    ];
}
/** A name as one line, whatever is in it. */
function visible(name) {
    return /^[\x20-\x7e]*$/.test(name) ? name : JSON.stringify(name);
}

// EXTERNAL MODULE: ./src/errors.ts
var errors = __webpack_require__(3916);
// EXTERNAL MODULE: ./src/plan/plan.ts
var plan = __webpack_require__(8720);
;// CONCATENATED MODULE: ./src/plan/gitlab.ts



/**
 * A child pipeline of GitLab: one job a job of the plan, all extending `.build`.
 * @param include the file of the repository that defines `.build`
 * @throws E_INPUT for runners that GitLab cannot name by tags
 */
function gitlabPipeline(jobs, include) {
    const head = ['include:', `  - local: ${quote(include)}`];
    const builds = [...new Set(jobs.map(({ build }) => build))];
    const parts = jobs.map((job) => jobLines(job, builds.indexOf(job.build)));
    return `${[head, ...parts].map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
function jobLines(job, build) {
    const suffix = build === 0 ? '' : ` ${build + 1}`;
    const { image, target } = job.build;
    const [entry] = (0,plan/* matrixOf */.lQ)([job]).include;
    if (entry === undefined)
        throw new TypeError('a job makes an entry');
    const variables = [
        ['PLATFORM', entry.platform],
        ['PAIR', entry.pair],
        ['ARCH', entry.arch],
        ['VARIANT', entry.variant],
        ['NATIVE', String(entry.native)],
        ['EMULATED', String(entry.emulated)],
        ['NEEDS_XARCH', String(entry['needs-xarch'])],
        ...(image === undefined ? [] : [['IMAGE', image]]),
        ...(target === undefined ? [] : [['TARGET', target]]),
    ];
    return [
        `${quote(`build ${entry.pair}${suffix}`)}:`,
        '  extends: .build',
        `  tags: [${tagsOf(job).map(quote).join(', ')}]`,
        '  variables:',
        // GitLab would put the values of variables into what looks like their names.
        ...variables.map(([name, value]) => `    XARCH_${name}: { value: ${quote(value)}, expand: false }`),
    ];
}
function tagsOf({ runsOn }) {
    const tags = (0,runner/* labelsOf */.PC)(runsOn);
    const isGroup = typeof runsOn === 'object' && 'group' in runsOn;
    if (!isGroup && !tags.some((tag) => tag.includes('$')))
        return tags;
    throw new errors/* XarchError */.xp('E_INPUT', `--runner: ${(0,runner/* describeRunner */.Yg)(runsOn)} cannot be asked for in GitLab; allowed: ${isGroup ? 'tags, for it has no runner groups' : 'tags without $, where it would put in a variable'}.`, 'Name a tag, or a JSON list of tags, that the runner has.');
}
/** A text as JSON, which YAML reads as the same text; in ASCII, for YAML folds some other lines. */
function quote(text) {
    return JSON.stringify(text).replace(/[\u007f-\u{10ffff}]/gu, (character) => {
        const hex = (character.codePointAt(0) ?? 0).toString(16);
        return hex.length > 4 ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`;
    });
}

// EXTERNAL MODULE: ./src/command-line/table.ts
var table = __webpack_require__(166);
;// CONCATENATED MODULE: ./src/command-line/plan-command.ts




/**
 * `xarch plan`.
 * @returns what goes to standard output
 * @throws E_TOO_MANY_JOBS, E_INPUT
 */
function runPlan({ request, format, include }) {
    const jobs = (0,plan/* planJobs */.KR)(request);
    switch (format) {
        case 'json':
            // One line, so that a shell can hand it on.
            return `${JSON.stringify((0,plan/* matrixOf */.lQ)(jobs))}\n`;
        case 'gitlab':
            return gitlabPipeline(jobs, include);
        case 'table':
            return `${(0,table/* formatTable */.k)(describeJobs(jobs))}\n`;
    }
}


/***/ })

};
