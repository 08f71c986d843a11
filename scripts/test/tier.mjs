/**
 * One kind of test.
 * @typedef {object} Tier
 * @property {string} name
 * @property {boolean} [needsBuild]   looks at dist/
 * @property {boolean} [onRequest]    runs only when it is named
 * @property {(context: TierContext) => Promise<import('./counts.mjs').Counts>} run
 */

/**
 * @typedef {object} TierContext
 * @property {string} root
 * @property {readonly string[]} mochaArguments   what came after the tiers on the command line, such as `--grep X`
 */

export {};
