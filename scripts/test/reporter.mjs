import { appendFileSync, writeFileSync } from 'node:fs';
import { format } from 'node:util';
import Mocha from 'mocha';
import { mappedStack } from './mapped-stack.mjs';
import { COUNTS_FILE_VARIABLE, PLACE_FILE_VARIABLE, REPORT_FILE_VARIABLE } from './suite-files.mjs';
import { WhatIsOpen } from './what-is-open.mjs';

/** A suite that has ended and its process has not: something was left open, and waiting longer does not close it. */
const LINGER_MS = 10_000;

/**
 * Prints what mocha's own reporter prints, and leaves the counts where the test command finds them, and before that what it
 * is at.
 */
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
    }
    // From another process comes what is like an error and is none.
    runner.on('fail', (_test, /** @type {{ stack?: string } | undefined} */ error) => {
      if (error?.stack !== undefined) error.stack = mappedStack(error.stack);
    });
    super(runner, options);
    const place = process.env[PLACE_FILE_VARIABLE];
    let current = 'loading';
    const at = (/** @type {string} */ where) => {
      current = where;
      if (place) writeFileSync(place, where);
    };
    for (const event of /** @type {const} */ (['test', 'hook']))
      runner.on(event, (/** @type {Mocha.Runnable} */ runnable) => at(runnable.fullTitle()));
    // An extension host has an end of its own.
    if (!report) endAfter(runner, new WhatIsOpen(() => current));
    const file = process.env[COUNTS_FILE_VARIABLE];
    // A failed hook is a failure without a test, so failures are counted as they are reported, as mocha itself does.
    runner.once('end', () => {
      at('after the last test');
      const { passes: passed, failures: failed, pending: skipped } = this.stats;
      const failures = this.failures.map(inOneLine);
      const files = this.failures.map((failure) => failure.file);
      const failedFiles = files.includes(undefined) ? [] : [...new Set(files)];
      if (file) writeFileSync(file, JSON.stringify({ passed, failed, skipped, failures, failedFiles }));
    });
  }
}

/** @param {Mocha.Test} test */
function inOneLine(test) {
  const [why = ''] = (test.err?.message ?? '').trim().split('\n');
  return why === '' ? test.fullTitle() : `${test.fullTitle()}: ${why}`;
}

/**
 * @param {Mocha.Runner} runner
 * @param {WhatIsOpen} open
 */
function endAfter(runner, open) {
  runner.once('end', () => {
    setTimeout(() => {
      process.stdout.write(
        `\n  ✘ ${LINGER_MS / 1000} s after its last test the suite has not ended.\n    ${String(open)}\n`,
      );
      process.once('exit', () => {
        // Mocha has decided on an exit code; this is a failure all the same.
        if (Number(process.exitCode) === 0) process.exitCode = 1;
      });
      process.exit();
    }, LINGER_MS).unref();
  });
}
