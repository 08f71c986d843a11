import { existsSync, watch, type FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { StoreLayout } from '../storage/layout';

const SETTLE_MS = 30;

/** Whether this folder has a store, or something that a store left behind and that needs a person's eye. */
export function storeIsPresent(layout: StoreLayout): boolean {
  return [layout.database, layout.run, layout.rescue, layout.backups].some((path) => existsSync(path));
}

/** Calls back once when another process creates a store in a folder that had none. Returns a function that stops it. */
export function whenStoreAppears(layout: StoreLayout, appeared: () => void): () => void {
  const parent = dirname(layout.folder);
  const name = basename(layout.folder);
  let outer: FSWatcher | undefined;
  let inner: FSWatcher | undefined;
  let timer: NodeJS.Timeout | undefined;

  const stop = () => {
    clearTimeout(timer);
    outer?.close();
    inner?.close();
  };
  const look = () => {
    inner ??= tryWatch(layout.folder, soon);
    if (!storeIsPresent(layout)) return;
    stop();
    appeared();
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(look, SETTLE_MS);
  };
  outer = tryWatch(parent, (_event, changed) => {
    if (changed === name) soon();
  });
  look();
  return stop;
}

/** A folder that cannot be watched (gone, or no watches left) is looked at again by the next write instead. */
function tryWatch(folder: string, listener: (event: string, changed: string | null) => void): FSWatcher | undefined {
  try {
    return watch(folder, { persistent: false }, listener).on('error', () => undefined);
  } catch {
    return undefined;
  }
}
