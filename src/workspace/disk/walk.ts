import { opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf } from './fsCode';
import type { IgnoreRules } from './ignoreRules';
import { inWords } from './place';

export interface WalkLimits {
  readonly entries: number;
  readonly until: number;
}

/** Not everything was seen. */
export class WalkIncomplete extends Error {
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.reason = reason;
  }
}

/**
 * Paths of the ordinary files and links below a folder that are not left out, relative to the workspace folder. Links are not
 * followed. Throws when there is more than the limits allow, and at the end where a folder could not be looked into.
 */
export async function* filesBelow(
  root: string,
  folder: string,
  rules: Pick<IgnoreRules, 'ignoresEntry'>,
  signal: AbortSignal,
  limits: WalkLimits,
): AsyncGenerator<string> {
  let seen = 0;
  let blocked: WalkIncomplete | undefined;
  const waiting = [folder];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const directory = await opendir(join(root, at)).catch((error: unknown) => codeOf(error));
    if (typeof directory === 'string') {
      // What has gone meanwhile is not there to be seen.
      const isGone = directory === 'ENOENT' || directory === 'ENOTDIR';
      if (!isGone) blocked ??= new WalkIncomplete(`${at === '' ? 'the folder' : at}: ${inWords(directory)}`);
      continue;
    }
    for await (const entry of directory) {
      signal.throwIfAborted();
      if (++seen > limits.entries) throw new WalkIncomplete(`it has more than ${limits.entries} files`);
      if (Date.now() > limits.until) throw new WalkIncomplete('it takes too long to look through');
      const path = at === '' ? entry.name : `${at}/${entry.name}`;
      if (await rules.ignoresEntry(path, entry.isDirectory())) continue;
      if (entry.isDirectory()) waiting.push(path);
      else if (entry.isFile() || entry.isSymbolicLink()) yield path;
    }
  }
  if (blocked) throw blocked;
}
