import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import type { IgnoreRules } from './ignoreRules';

export interface WalkLimits {
  readonly entries: number;
  readonly until: number;
}

/** Ended before everything was seen. */
export class WalkTooLong extends Error {}

/**
 * Paths of the ordinary files and links below a folder that are not left out, relative to the workspace folder. Links are not
 * followed. Throws when there is more than the limits allow.
 */
export async function* filesBelow(
  root: string,
  folder: string,
  rules: IgnoreRules,
  signal: AbortSignal,
  limits: WalkLimits,
): AsyncGenerator<string> {
  let seen = 0;
  const waiting = [folder];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const directory = await opendir(join(root, at)).catch(() => undefined);
    if (!directory) continue;
    for await (const entry of directory) {
      signal.throwIfAborted();
      if (++seen > limits.entries || Date.now() > limits.until) throw new WalkTooLong();
      const path = at === '' ? entry.name : `${at}/${entry.name}`;
      if (await rules.ignoresEntry(path, entry.isDirectory())) continue;
      if (entry.isDirectory()) waiting.push(path);
      else if (entry.isFile() || entry.isSymbolicLink()) yield path;
    }
  }
}
