import { parseArgs } from 'node:util';

const names = /** @type {const} */ ([
  'commits',
  'group',
  'opening',
  'takeover',
  'memory',
  'stalls',
  'queries',
  'workflow',
  'agents',
  'evidence',
  'starts',
  'graph',
]);

export const usage = `Usage: npm run bench -- [OPTIONS]

Measures the store and the engine, each figure beside better-sqlite3 in the same run. Nothing fails by time.
  --only NAME       one benchmark, several with commas: ${names.join(', ')}
  --fsync-ms N      every sync costs exactly N ms, on both sides, in memory instead of on the disk (Linux with a compiler)
  --size-mb N       size of the large store, 250 without it
  --quick           few repetitions, to see that everything works
  --out FOLDER      where the programs are built, dist/bench without it
`;

/**
 * @typedef {object} Options
 * @property {readonly string[]} only
 * @property {boolean} quick
 * @property {number | undefined} fsyncMs
 * @property {number} sizeMb
 * @property {string | undefined} out
 * @property {boolean} help
 */

/**
 * @param {readonly string[]} args
 * @returns {Options}
 */
export function parseOptions(args) {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      quick: { type: 'boolean', default: false },
      'fsync-ms': { type: 'string' },
      'size-mb': { type: 'string', default: '250' },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const only = values.only?.split(',') ?? names;
  const unknown = only.filter((name) => !names.some((known) => known === name));
  if (unknown.length > 0) throw new Error(`There is no benchmark ${unknown.join(', ')}.`);
  const sizeMb = numberOf('--size-mb', values['size-mb']);
  if (sizeMb < 20) throw new Error('--size-mb takes 20 or more.');
  return {
    only,
    quick: values.quick,
    fsyncMs: values['fsync-ms'] === undefined ? undefined : numberOf('--fsync-ms', values['fsync-ms']),
    sizeMb,
    out: values.out,
    help: values.help,
  };
}

/** @param {string} option @param {string} text */
function numberOf(option, text) {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) throw new Error(`${option} takes a number.`);
  return value;
}
