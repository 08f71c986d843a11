import { statSync, watch, type FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';

const QUIET_MS = 100;
const LONGEST_MS = 1_000;

/**
 * Tells when something in a folder may have changed, whether the folder is there yet or not. While it is missing, the
 * nearest folder above is watched for its coming. Several changes at once are told once.
 */
export class FolderWatch {
  readonly #path: string;
  readonly #changed: () => void;
  #watcher: FSWatcher | undefined;
  #watched: Watched | undefined;
  #timer: NodeJS.Timeout | undefined;
  #firstHint = 0;
  #disposed = false;

  constructor(path: string, changed: () => void) {
    this.#path = path;
    this.#changed = changed;
    this.#follow();
  }

  dispose(): void {
    this.#disposed = true;
    clearTimeout(this.#timer);
    this.#watcher?.close();
  }

  /** Watches the folder that is there now; says whether that is another one than before. */
  #follow(): boolean {
    const nearest = nearestFolder(this.#path);
    if (nearest?.path === this.#watched?.path && nearest?.identity === this.#watched?.identity) return false;
    this.#watcher?.close();
    this.#watcher = undefined;
    this.#watched = nearest;
    if (!nearest) return true;
    try {
      const watcher = watch(nearest.path, { persistent: false }, (_, name) => {
        if (concerns(nearest, name)) this.#hint();
      });
      watcher.on('error', () => {
        this.#lose(watcher);
      });
      this.#watcher = watcher;
    } catch {
      // Gone again between the look and the watch, or the system has no watches left: the next hint looks again.
      this.#watched = undefined;
    }
    return true;
  }

  #lose(watcher: FSWatcher): void {
    watcher.close();
    if (watcher !== this.#watcher) return;
    this.#watched = undefined;
    this.#hint();
  }

  /** Waits until it has been quiet for a moment, but does not let a steady stream put it off for ever. */
  #hint(): void {
    if (this.#disposed) return;
    const now = performance.now();
    if (this.#timer === undefined) this.#firstHint = now;
    clearTimeout(this.#timer);
    const wait = Math.max(0, Math.min(QUIET_MS, this.#firstHint + LONGEST_MS - now));
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      // What came between the look and the new watch would go unseen, so a new watch is followed by another look.
      if (this.#follow()) this.#hint();
      this.#changed();
    }, wait);
  }
}

interface Watched {
  readonly path: string;
  /** Tells a folder from another one that has taken its name. */
  readonly identity: string;
  /** The name to wait for, in a folder above the one that is missing. */
  readonly awaited?: string;
}

/** A folder above holds much else, such as a store that is written all the time. A hint without a name may be anything. */
const concerns = ({ awaited }: Watched, name: string | null): boolean =>
  awaited === undefined || name === null || name === awaited;

function nearestFolder(path: string, below?: string): Watched | undefined {
  const found = statSync(path, { throwIfNoEntry: false, bigint: true });
  if (found?.isDirectory() === true) {
    const identity = `${found.dev}:${found.ino}`;
    return below === undefined ? { path, identity } : { path, identity, awaited: below };
  }
  const above = dirname(path);
  return above === path ? undefined : nearestFolder(above, basename(path));
}
