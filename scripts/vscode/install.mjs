import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { npm } from '../npm/npm.mjs';
import { cacheFolder } from './cache.mjs';
import { isAlive, withInstallLock } from './install-lock.mjs';

/**
 * The folder of an npm package in the cache; installs it there on first use.
 *
 * Everything, `complete` included, happens in a folder with another name that is renamed at the end. So a folder with the
 * right name is always a whole installation, whatever was interrupted when.
 * @param {{ name: string, version: string }} wanted
 * @param {{ title: string, complete?: (packageFolder: string) => Promise<void> }} options
 * @returns {Promise<string>}
 */
export async function cachedPackage({ name, version }, { title, complete }) {
  const label = `${name.replace(/^@/, '').replace('/', '-')}-${version}-${process.platform}-${process.arch}`;
  const target = join(cacheFolder(), label);
  const packageFolder = join(target, 'node_modules', ...name.split('/'));
  if (existsSync(target)) return packageFolder;
  await mkdir(dirname(target), { recursive: true });

  const onWait = () => process.stdout.write(`Another process is installing ${title}; waiting for it …\n`);
  await withInstallLock(`${target}.lock`, () => install(), { onWait });
  return packageFolder;

  async function install() {
    if (existsSync(target)) return;
    await removeLeftovers(dirname(target));
    process.stdout.write(`Installing ${title} (${name} ${version}) into ${dirname(target)} …\n`);
    const start = performance.now();
    const temporary = `${target}.installing-${process.pid}`;
    await mkdir(temporary);
    try {
      await writeFile(join(temporary, 'package.json'), '{ "private": true }\n');
      await npm(temporary, ['install', '--save-exact', `${name}@${version}`]);
      await complete?.(join(temporary, 'node_modules', ...name.split('/')));
      await rename(temporary, target);
    } catch (error) {
      await rm(temporary, { recursive: true, force: true });
      // Somebody else was faster; theirs is as good as ours.
      if (!existsSync(target)) throw error;
    }
    process.stdout.write(`Installed ${title} in ${((performance.now() - start) / 1000).toFixed(0)} s\n`);
  }
}

/**
 * What installs that were killed have left, of this package or another.
 * @param {string} folder
 */
async function removeLeftovers(folder) {
  for (const name of await readdir(folder)) {
    const [, owner] = /\.installing-(\d+)$/.exec(name) ?? [];
    if (owner === undefined || isAlive(Number(owner))) continue;
    // A program that outlived the kill may still write there; then it stays until the next time.
    await rm(join(folder, name), { recursive: true, force: true }).catch(() => undefined);
  }
}
