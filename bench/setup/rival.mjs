import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureDependencies } from '../../scripts/npm/dependencies.mjs';
import { run, runNode } from '../../scripts/process/run.mjs';

/**
 * Makes better-sqlite3 ready on first use. It is native code: where it can be neither downloaded nor compiled, our own
 * figures are still worth having.
 * @param {string} bench the folder with the rival's package.json
 * @returns {Promise<{ home: string, name: string } | { missing: string }>}
 */
export async function prepareRival(bench) {
  const home = join(bench, 'package.json');
  try {
    await ensureDependencies(bench);
  } catch (error) {
    return { missing: `not installed: ${/** @type {Error} */ (error).message}` };
  }
  if (!(await loads(bench))) {
    process.stdout.write('Building better-sqlite3 (once; up to a few minutes without a prebuilt binary) …\n');
    const output = await build(bench);
    if (!(await loads(bench))) return { missing: `not built: ${lastLine(output)}` };
  }
  /** @type {unknown} */
  const found = JSON.parse(await readFile(home, 'utf8'));
  const { dependencies } = /** @type {typeof import('../package.json')} */ (found);
  return { home, name: `better-sqlite3 ${dependencies['better-sqlite3']}` };
}

/** Opening a database is what loads the native part. @param {string} bench */
async function loads(bench) {
  const program = "new (require('better-sqlite3'))(':memory:').close()";
  return (await runNode(['-e', program], { cwd: bench, show: 'nothing' })).code === 0;
}

/** @param {string} bench */
async function build(bench) {
  const args = ['rebuild', 'better-sqlite3', '--foreground-scripts'];
  const options = { cwd: bench, show: /** @type {const} */ ('nothing') };
  const cli = process.env['npm_execpath'];
  const { output } = cli?.endsWith('.js')
    ? await runNode([cli, ...args], options)
    : await run(process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options);
  return output;
}

/** @param {string} output */
function lastLine(output) {
  const lines = output.split('\n').filter((line) => /\berr(or)?\b/i.test(line));
  return (lines.at(-1) ?? 'npm rebuild better-sqlite3 failed').trim().slice(0, 120);
}
