import { STORE_FOLDER } from '../../domain/storeFolder';

const FOLDERS = ['.git', 'node_modules', STORE_FOLDER];

/**
 * Paths that are never looked at (rule F6), told apart before anything else is done: most events of a branch switch or an
 * install are about them. What git or a setting ignores, the engine knows.
 */
export function isNoise(path: string): boolean {
  return FOLDERS.some((name) => {
    const at = path.indexOf(name);
    // Nearly always -1, and then nothing more is looked at.
    return at !== -1 && path.split('/').includes(name);
  });
}
