import { appendFileSync, writeFileSync } from 'node:fs';
import { format } from 'node:util';
import Mocha from 'mocha';
import { mappedStack } from './mapped-stack.mjs';
import { COUNTS_FILE_VARIABLE, REPORT_FILE_VARIABLE } from './suite-files.mjs';

/** Prints what mocha's own reporter prints, and leaves the counts where the test command finds them. */
export default class CountingReporter extends Mocha.reporters.Spec {
  /**
   * @param {Mocha.Runner} runner
   * @param {Mocha.MochaOptions} options
   */
  constructor(runner, options) {
    const report = process.env[REPORT_FILE_VARIABLE];
    if (report) {
      // All of mocha's reporters print through this one function.
      Mocha.reporters.Base.consoleLog = (/** @type {unknown[]} */ ...args) =>
        appendFileSync(report, `${format(...args)}\n`);
      runner.on('fail', (_test, error) => {
        if (error instanceof Error && error.stack !== undefined) error.stack = mappedStack(error.stack);
      });
    }
    super(runner, options);
    const file = process.env[COUNTS_FILE_VARIABLE];
    // A failed hook is a failure without a test, so failures are counted as they are reported, as mocha itself does.
    runner.once('end', () => {
      const { passes, failures, pending } = this.stats;
      if (file) writeFileSync(file, JSON.stringify({ passed: passes, failed: failures, skipped: pending }));
    });
  }
}
