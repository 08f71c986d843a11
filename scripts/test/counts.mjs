/**
 * What a tier of tests comes to.
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} failures   what failed, and why, a line each: a run is long, and whoever reads its end wants to know
 * @property {string[]} failedFiles   in which files tests failed, where that is known of each failure
 * @property {string[]} unsteady   what failed at first and passed when it ran once more
 */

const LISTS = /** @type {const} */ (['failures', 'failedFiles', 'unsteady']);

/** @returns {Counts} */
export function noCounts() {
  return { passed: 0, failed: 0, skipped: 0, failures: [], failedFiles: [], unsteady: [] };
}

/**
 * @param {Counts} total
 * @param {Counts} more
 */
export function addCounts(total, more) {
  total.passed += more.passed;
  total.failed += more.failed;
  total.skipped += more.skipped;
  for (const list of LISTS) total[list].push(...more[list]);
}

/**
 * Counts that another program reports. Anything that is not three whole numbers is no report.
 * @param {string} json
 * @returns {Counts | undefined}
 */
export function parseCounts(json) {
  try {
    const { passed, failed, skipped = 0, ...told } = /** @type {Record<string, unknown>} */ (JSON.parse(json));
    const counts = /** @type {Counts} */ ({ ...noCounts(), ...told, passed, failed, skipped });
    const areNumbers = [passed, failed, skipped].every((count) => Number.isSafeInteger(count) && Number(count) >= 0);
    const areLines = LISTS.every(
      (list) => Array.isArray(counts[list]) && counts[list].every((line) => typeof line === 'string'),
    );
    return areNumbers && areLines ? counts : undefined;
  } catch {
    return undefined;
  }
}

/** Named checks of a tier that is not a mocha suite. */
export class Checks {
  counts = noCounts();

  /**
   * @param {string} name
   * @param {boolean} good
   * @param {string} [advice]   what to do when it is not
   */
  record(name, good, advice) {
    this.counts[good ? 'passed' : 'failed'] += 1;
    if (!good) this.counts.failures.push(name);
    process.stdout.write(`  ${good ? '✔' : '✘'} ${name}${good || advice === undefined ? '' : `\n      ${advice}`}\n`);
  }
}

/**
 * @param {Counts} counts
 * @returns {string}
 */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
