import { lstat } from 'node:fs/promises';
import { join } from 'node:path';

/** The first part of a path that is a link, seen from the folder; undefined where none is, or nothing is there. */
export async function linkOn(root: string, path: string): Promise<string | undefined> {
  const parts = path.split('/');
  for (let depth = 1; depth <= parts.length; depth++) {
    const part = parts.slice(0, depth).join('/');
    const found = await lstat(join(root, part)).catch(() => undefined);
    if (!found) return undefined;
    if (found.isSymbolicLink()) return part;
  }
  return undefined;
}
