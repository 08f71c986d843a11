/**
 * One kind of test.
 * @typedef {object} Tier
 * @property {string} name
 * @property {boolean} [needsBuild]   looks at dist/
 * @property {boolean} [onRequest]    runs only when it is named
 * @property {boolean} [isPatient]    minds no company: it runs beside the tier that follows, and says nothing unless it fails
 * @property {(context: TierContext) => Promise<import('./counts.mjs').Counts>} run
 */

/**
 * @typedef {object} TierContext
 * @property {string} root
 * @property {readonly string[]} mochaArguments   what came after the tiers on the command line, such as `--grep X`
 * @property {'all' | 'failure'} show   only what went wrong, where a tier runs beside another
 */

export {};
