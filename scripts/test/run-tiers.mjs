import { addCounts, noCounts } from './counts.mjs';

/** @typedef {{ name: string, counts: import('./counts.mjs').Counts, seconds: number }} TierResult */

/**
 * Runs tiers one after the other, but for patient ones, which run beside the next. One that cannot run counts as a failure; the others run all the same, except that nothing
 * can be said about a build that is not there.
 * @param {readonly import('./tier.mjs').Tier[]} tiers
 * @param {import('./tier.mjs').TierContext} context
 */
export async function runTiers(tiers, context) {
  /** @type {Promise<TierResult>[]} */
  const results = [];
  let built = true;
  for (const tier of tiers) {
    const result = tier.needsBuild && !built ? Promise.resolve(unbuilt(tier)) : timed(tier, context);
    results.push(result);
    if (!tier.isPatient) {
      const { name, counts } = (await Promise.all(results)).at(-1) ?? unbuilt(tier);
      if (name === 'build') built = counts.failed === 0;
    }
  }
  return Promise.all(results);
}

/**
 * @param {import('./tier.mjs').Tier} tier
 * @param {import('./tier.mjs').TierContext} context
 * @returns {Promise<TierResult>}
 */
async function timed(tier, context) {
  announce(tier);
  const start = performance.now();
  const counts = await attempt(tier, context);
  return { name: tier.name, counts, seconds: (performance.now() - start) / 1000 };
}

/**
 * @param {import('./tier.mjs').Tier} tier
 * @returns {TierResult}
 */
function unbuilt(tier) {
  announce(tier);
  return { name: tier.name, counts: notRun('There is no build to look at.'), seconds: 0 };
}

/** @param {import('./tier.mjs').Tier} tier */
function announce({ name }) {
  process.stdout.write(`\n── ${name} ${'─'.repeat(Math.max(0, 70 - name.length))}\n`);
}

/**
 * @param {import('./tier.mjs').Tier} tier
 * @param {import('./tier.mjs').TierContext} context
 */
async function attempt(tier, context) {
  try {
    return await tier.run(context);
  } catch (error) {
    return notRun(error instanceof Error ? error.message : String(error));
  }
}

/** @param {string} reason */
function notRun(reason) {
  process.stdout.write(`  ✘ ${reason}\n`);
  return { ...noCounts(), failed: 1 };
}

/** @param {readonly TierResult[]} results */
export function total(results) {
  const sum = noCounts();
  for (const { counts } of results) addCounts(sum, counts);
  return sum;
}

/** @param {readonly TierResult[]} results */
export function table(results) {
  const columns = (/** @type {(string | number)[]} */ ...cells) =>
    cells.map((cell) => String(cell).padStart(9)).join('');
  const rows = results.map(
    ({ name, counts, seconds }) =>
      `${name.padEnd(10)}${columns(counts.passed, counts.failed, counts.skipped, `${seconds.toFixed(1)} s`)}`,
  );
  return [`${'tier'.padEnd(10)}${columns('passed', 'failed', 'skipped', 'time')}`, ...rows].join('\n');
}
