import { addCounts, noCounts } from './counts.mjs';

/** @typedef {{ name: string, counts: import('./counts.mjs').Counts, seconds: number }} TierResult */

/**
 * Runs tiers one after the other, but for patient ones, which run beside the next. One that cannot run counts as a failure;
 * the others run all the same, except that nothing can be said about a build that is not there.
 * @param {readonly import('./tier.mjs').Tier[]} tiers
 * @param {Omit<import('./tier.mjs').TierContext, 'show'>} context
 */
export async function runTiers(tiers, context) {
  /** @type {Promise<TierResult>[]} */
  const results = [];
  let built = true;
  for (const tier of tiers) {
    const isBeside = tier.isPatient === true && tier !== tiers.at(-1);
    const result = timed(tier, { ...context, show: isBeside ? 'failure' : 'all' }, built);
    results.push(result);
    if (isBeside) continue;
    const [{ counts }] = await Promise.all([result, ...results]);
    if (tier.name === 'build') built = counts.failed === 0;
  }
  return Promise.all(results);
}

/**
 * @param {import('./tier.mjs').Tier} tier
 * @param {import('./tier.mjs').TierContext} context
 * @param {boolean} built
 * @returns {Promise<TierResult>}
 */
async function timed(tier, context, built) {
  const { name } = tier;
  process.stdout.write(`\n── ${name} ${'─'.repeat(Math.max(0, 70 - name.length))}\n`);
  if (tier.needsBuild && !built) return { name, counts: notRun('There is no build to look at.'), seconds: 0 };
  const start = performance.now();
  const counts = await attempt(tier, context);
  return { name, counts, seconds: (performance.now() - start) / 1000 };
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
  return { ...noCounts(), failed: 1, failures: [reason] };
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

/**
 * What failed, and what passed only when it ran once more, by tier: nothing if all is well.
 * @param {readonly TierResult[]} results
 */
export function failuresOf(results) {
  return results
    .flatMap(({ name, counts }) => [
      ...counts.unsteady.map((line) => `  ! ${name}: passed when it ran once more: ${line}\n`),
      ...counts.failures.map((line) => `  ✘ ${name}: ${line}\n`),
    ])
    .join('');
}
