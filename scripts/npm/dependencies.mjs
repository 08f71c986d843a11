import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { npm } from './npm.mjs';

/** @typedef {{ packages?: Record<string, { version?: string, integrity?: string, optional?: boolean }> }} Lockfile */

/**
 * Brings node_modules in step with package-lock.json, and touches neither disk nor network when it already is.
 * @param {string} root
 */
export async function ensureDependencies(root) {
  const wanted = await readLockfile(join(root, 'package-lock.json'));
  if (wanted === undefined) throw new Error(`${root} has no readable package-lock.json. Restore it from git.`);
  if (inStep(wanted, await readLockfile(join(root, 'node_modules', '.package-lock.json')))) return;
  process.stdout.write('Installing dependencies …\n');
  const start = performance.now();
  await npm(root, ['ci']);
  process.stdout.write(`Dependencies installed in ${((performance.now() - start) / 1000).toFixed(0)} s\n`);
}

/**
 * npm leaves a list of what it installed in node_modules, as its last act; an interrupted install has none. Comparing the two
 * lists, unlike a stamp of our own, also accepts what a person installed by hand.
 * @param {Lockfile} wanted
 * @param {Lockfile | undefined} installed
 */
function inStep(wanted, installed) {
  if (installed?.packages === undefined) return false;
  for (const [folder, { version, integrity, optional }] of Object.entries(wanted.packages ?? {})) {
    if (folder === '') continue;
    const found = installed.packages[folder];
    // npm leaves out optional packages that are meant for other platforms.
    if (found === undefined && optional) continue;
    if (found?.version !== version || found?.integrity !== integrity) return false;
  }
  return true;
}

/**
 * @param {string} file
 * @returns {Promise<Lockfile | undefined>}
 */
async function readLockfile(file) {
  try {
    return /** @type {Lockfile} */ (JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}
