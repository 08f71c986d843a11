import { readdirSync, watch, type FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';
import { errorCode } from '../storage/files';
import { StoreLayout } from '../storage/layout';

const SETTLE_MS = 30;

/**
 * Whether this folder has a store, or something that a store left behind and that needs a person's eye. The folder for
 * sockets counts: it is made before the store is, and whoever made it may be about to acknowledge something.
 */
export function storeIsPresent(layout: StoreLayout): boolean {
  const telling = new Set([layout.database, layout.run, layout.rescue, layout.backups].map((path) => basename(path)));
  try {
    const names = readdirSync(layout.folder);
    return names.some((name) => telling.has(name) || StoreLayout.walGeneration(name) !== undefined);
  } catch (error) {
    // What cannot be looked at may be there; whoever tries to open it finds out and says so.
    return errorCode(error) !== 'ENOENT';
  }
}

/** Calls back once when another process creates a store in a folder that had none. Returns a function that stops it. */
export function whenStoreAppears(layout: StoreLayout, appeared: () => void): () => void {
  const parent = dirname(layout.folder);
  const name = basename(layout.folder);
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;

  const stop = () => {
    clearTimeout(timer);
    for (const watcher of watchers.values()) watcher.close();
  };
  const observe = (folder: string, listener: (event: string, changed: string | null) => void) => {
    if (watchers.has(folder)) return;
    try {
      const watcher = watch(folder, { persistent: false }, listener);
      watchers.set(
        folder,
        watcher.on('error', () => watcher.close()),
      );
    } catch {
      // Gone, not there yet, or no watches left: the next write looks again.
    }
  };
  const look = () => {
    observe(layout.folder, soon);
    if (!storeIsPresent(layout)) return;
    stop();
    appeared();
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(look, SETTLE_MS);
  };
  observe(parent, (_event, changed) => {
    if (changed === name) soon();
  });
  look();
  return stop;
}
