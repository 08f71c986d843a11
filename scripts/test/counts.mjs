/**
 * What a tier of tests comes to.
 * @typedef {object} Counts
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} failures   what failed, and why, a line each: a run is long, and whoever reads its end wants to know
 */

/** @returns {Counts} */
export function noCounts() {
  return { passed: 0, failed: 0, skipped: 0, failures: [] };
}

/**
 * @param {Counts} total
 * @param {Counts} more
 */
export function addCounts(total, more) {
  total.passed += more.passed;
  total.failed += more.failed;
  total.skipped += more.skipped;
  total.failures.push(...more.failures);
}

/**
 * Counts that another program reports. Anything that is not three whole numbers is no report.
 * @param {string} json
 * @returns {Counts | undefined}
 */
export function parseCounts(json) {
  try {
    const { passed, failed, skipped = 0, failures = [] } = /** @type {Record<string, unknown>} */ (JSON.parse(json));
    const areNumbers = [passed, failed, skipped].every((count) => Number.isSafeInteger(count) && Number(count) >= 0);
    const areLines = Array.isArray(failures) && failures.every((line) => typeof line === 'string');
    return areNumbers && areLines ? /** @type {Counts} */ ({ passed, failed, skipped, failures }) : undefined;
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
