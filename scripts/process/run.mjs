import { once } from 'node:events';
import { startChild, stopChild } from './children.mjs';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd]
 * @property {NodeJS.ProcessEnv} [env]
 * @property {'all' | 'failure' | 'nothing'} [show]
 * @property {number} [limitMs]   a program that takes longer is ended, and has failed
 */

/**
 * Runs a program to its end. `show: 'all'` passes its output through; `show: 'failure'` keeps it back and prints it only when
 * the program fails, for programs whose success is of no interest.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function run(command, args, { cwd, env, show = 'all', limitMs } = {}) {
  const child = startChild(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(cwd === undefined ? {} : { cwd }),
    ...(env === undefined ? {} : { env }),
  });
  let output = '';
  for (const [stream, target] of /** @type {const} */ ([
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ])) {
    stream?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      output += text;
      if (show === 'all') target.write(text);
    });
  }
  const limit =
    limitMs === undefined
      ? undefined
      : setTimeout(() => {
          process.stderr.write(`\n${[command, ...args].join(' ')} did not end within ${limitMs / 1000} s\n`);
          stopChild(child).catch(() => undefined);
        }, limitMs);
  try {
    const [code, signal] = /** @type {[number | null, string | null]} */ (await once(child, 'close'));
    if (signal !== null) output += `\n${command} was ended by ${signal}\n`;
    const failed = code !== 0;
    if (failed && show === 'failure') process.stderr.write(output);
    return { code: code ?? 1, output };
  } catch (error) {
    const reason = `${command} could not be started: ${/** @type {Error} */ (error).message}\n`;
    if (show !== 'nothing') process.stderr.write(reason);
    return { code: 1, output: reason };
  } finally {
    clearTimeout(limit);
  }
}

/**
 * The same in Node itself: the way in which every tool of node_modules is started, because a `.cmd` shim needs a shell.
 * @param {readonly string[]} args
 * @param {Parameters<typeof run>[2]} [options]
 */
export function runNode(args, options) {
  return run(process.execPath, args, options);
}
