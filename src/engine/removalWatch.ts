import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Store } from '../storage/store';

const LOOK_MS = 1_000;

/**
 * Notices that the files of a store were removed or replaced while nobody changes anything; a commit would notice by
 * itself (rule S8). A look rather than a watch: it costs three calls a second, where a watch would wake this thread at
 * every write to the log, and it works on every file system.
 */
export class RemovalWatch {
  readonly #timer: NodeJS.Timeout;

  constructor(store: Store, noticed: () => void) {
    let wasInPlace = true;
    this.#timer = setInterval(() => {
      const isInPlace = looksInPlace(store);
      // Twice: an `rm -rf` that is still at work would take away what is kept, too.
      if (!isInPlace && !wasInPlace) noticed();
      wasInPlace = isInPlace;
    }, LOOK_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}

function looksInPlace(store: Store): boolean {
  try {
    // A workspace that was deleted stays deleted: nothing is kept in its place.
    return store.isClosed || store.isInPlace || !existsSync(dirname(store.layout.folder));
  } catch {
    // A folder that cannot be looked at may come back; the next change finds out.
    return true;
  }
}
