import { existsSync, statSync } from 'node:fs';
import { cp, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { cacheFolder } from '../vscode/cache.mjs';

/**
 * The folder to open: the one that the person names, or a sample that is copied once and then kept with all that was done
 * in it.
 * @param {string} root
 * @param {string | undefined} chosen
 */
export async function workspaceFolder(root, chosen) {
  if (chosen !== undefined) {
    const folder = resolve(chosen);
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
      throw new Error(`--workspace takes an existing folder; ${folder} is none. Make it first.`);
    }
    return folder;
  }
  const sample = join(cacheFolder(), 'sample-workspace');
  if (!existsSync(sample)) {
    const temporary = `${sample}.copying-${process.pid}`;
    await mkdir(dirname(sample), { recursive: true });
    await rm(temporary, { recursive: true, force: true });
    await cp(join(root, 'test', 'fixtures', 'sample-workspace'), temporary, { recursive: true });
    await rename(temporary, sample);
  }
  return sample;
}
