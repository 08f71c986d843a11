import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeTemporaryFolder, temporaryFolder } from '../process/temporary.mjs';
import { noCounts, parseCounts } from './counts.mjs';
import { COUNTS_FILE_VARIABLE, PLACE_FILE_VARIABLE } from './suite-files.mjs';
import { runTool } from './tools.mjs';

/** @typedef {import('./counts.mjs').Counts} Counts */

/**
 * Runs compiled suites in plain Node.
 * @param {import('./tier.mjs').TierContext} context
 * @param {string | readonly string[]} files    a pattern, or paths
 * @param {{ timeoutMs?: number, limitMs?: number, atOnce?: number }} [options]   how many files run at once: one by one if
 *   not given, which alone finds what a suite has left open, and says what it was at when it did not end
 */
export function runMocha({ root, mochaArguments }, files, { timeoutMs = 2_000, limitMs = 900_000, atOnce } = {}) {
  return collectCounts(async (env) => {
    const args = ['--reporter', join(root, 'scripts', 'test', 'reporter.mjs'), '--timeout', String(timeoutMs)];
    if (atOnce !== undefined) args.push('--parallel', '--jobs', String(atOnce));
    const { code } = await runTool(root, 'mocha', [...args, ...mochaArguments, ...[files].flat()], {
      env: { ...process.env, ...env, ...colors() },
      // Beyond the limit of every single test: a suite that leaves something open would never end.
      limitMs,
    });
    return code;
  });
}

/**
 * Lets `suite` run with a place where the reporter leaves its counts, and judges what came back: a suite that ended without
 * counts, without tests, or badly although every test passed, has failed.
 * @param {(env: Record<string, string>) => Promise<number>} suite   answers with its exit code
 * @returns {Promise<Counts>}
 */
export async function collectCounts(suite) {
  const folder = temporaryFolder('counts');
  try {
    const file = join(folder, 'counts.json');
    const place = join(folder, 'place.txt');
    const at = () => (existsSync(place) ? ` It was at: ${readFileSync(place, 'utf8')}` : '');
    let code;
    try {
      code = await suite({ [COUNTS_FILE_VARIABLE]: file, [PLACE_FILE_VARIABLE]: place });
    } catch (error) {
      return failure(`${error instanceof Error ? error.message : String(error)}${at()}`);
    }
    const counts = existsSync(file) ? parseCounts(readFileSync(file, 'utf8')) : undefined;
    if (counts === undefined) return failure(`The suite ended (exit code ${code}) before it had run its tests.${at()}`);
    if (counts.passed + counts.failed === 0) return failure('Not one test ran.', counts);
    if (code !== 0 && counts.failed === 0)
      return failure(`Every test passed, yet the suite ended with ${code}.`, counts);
    return counts;
  } finally {
    removeTemporaryFolder(folder);
  }
}

/**
 * @param {string} reason
 * @param {Counts} [counts]
 */
function failure(reason, counts = noCounts()) {
  process.stdout.write(`  ✘ ${reason}\n`);
  return { ...counts, failed: counts.failed + 1, failures: [...counts.failures, reason] };
}

/** Mocha sees a pipe and would drop its colors, even if a person is watching at our end of it. */
function colors() {
  return process.stdout.isTTY && !process.env['NO_COLOR'] ? { FORCE_COLOR: '1' } : {};
}
