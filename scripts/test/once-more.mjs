/** @typedef {import('./counts.mjs').Counts} Counts */

/**
 * Runs files in which tests have failed once more, alone. Keys and clicks go through windows of another program, which on a
 * busy machine come later than anybody would wait; what fails then as well has failed, and what does not is told at the end, so
 * that it can be made steady.
 * @param {Counts} first
 * @param {(files: readonly string[]) => Promise<Counts>} run
 * @returns {Promise<Counts>}
 */
export async function onceMore(first, run) {
  const { failed, failures, failedFiles } = first;
  // More than that is no accident; and where files are not known, nothing can be run.
  if (failed === 0 || failedFiles.length === 0 || failedFiles.length > MOST_FILES) return first;
  process.stdout.write(`\n  Once more, alone: ${failedFiles.join(', ')}\n`);
  const second = await run(failedFiles);
  if (second.failed > 0) return first;
  // A hook that fails keeps others from running, so this counts at least what has passed.
  return { ...first, passed: first.passed + failed, failed: 0, failures: [], failedFiles: [], unsteady: failures };
}

const MOST_FILES = 2;
