import { watch, type FSWatcher, type Stats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { TICK_MS } from '../../domain/evidence/judge';
import type { FileEvent } from './changeSet';
import { isNoise } from './noise';

/** What comes together is looked at once: a file that is made is told of three times. */
const COALESCE_MS = 50;
/** Of a system's watches others want theirs. What is beyond, the engine looks through after a storm. */
const MOST_WATCHED = 2_000;
/** So long after a move, that something has come there is the move once more. */
const MOVED_MS = 5_000;
const EVER = -Infinity;

/** `told` by VS Code, `moved` by a person in this window, `named` and `written` by a watch of ours. */
type Hint = 'told' | 'moved' | 'named' | 'written';

interface Watched {
  readonly watcher: FSWatcher;
  /** Tells a folder from another one that has taken its name. */
  readonly identity: string;
}

/**
 * What is in folders that have just come. On Linux VS Code watches such a folder from when it hears of it: it tells nothing of
 * what was in it by then, and nothing ever of what is in the folders there, as `mkdir -p` and every switch of branches leave
 * them. So a folder that has come is looked through, and the folders in it are watched here for as long as they are there.
 */
export class FreshFolders {
  readonly #root: string;
  readonly #tell: (path: string, how: FileEvent) => void;
  readonly #watched = new Map<string, Watched>();
  readonly #moved = new Map<string, number>();
  #hints = new Map<string, Hint>();
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(root: string, tell: (path: string, how: FileEvent) => void) {
    this.#root = root;
    this.#tell = tell;
  }

  dispose(): void {
    this.#isOver = true;
    clearTimeout(this.#timer);
    for (const { watcher } of this.#watched.values()) watcher.close();
    this.#watched.clear();
  }

  /** VS Code tells that something has come, which may be a folder. */
  came(path: string): void {
    const isMoved = Date.now() - (this.#moved.get(path) ?? -Infinity) < MOVED_MS;
    this.#note(path, isMoved ? 'moved' : 'told');
  }

  /** What is in a folder that a person has moved goes with it, and is not told one by one; what comes there later is. */
  moved(from: string, path: string): void {
    this.left(from);
    for (const [before, at] of this.#moved) if (Date.now() - at >= MOVED_MS) this.#moved.delete(before);
    this.#moved.set(path, Date.now());
    this.#note(path, 'moved');
  }

  left(path: string): void {
    for (const [folder, { watcher }] of this.#watched) {
      if (folder !== path && !folder.startsWith(`${path}/`)) continue;
      watcher.close();
      this.#watched.delete(folder);
    }
  }

  #note(path: string, hint: Hint): void {
    if (this.#isOver || isNoise(path)) return;
    // That it was written says less than that its name has come or gone.
    if (hint !== 'written' || !this.#hints.has(path)) this.#hints.set(path, hint);
    this.#timer ??= setTimeout(() => void this.#look(), COALESCE_MS);
  }

  /** One after the other: there may be ten thousand, and the window has time for people meanwhile. */
  async #look(): Promise<void> {
    const hints = this.#hints;
    this.#hints = new Map();
    for (const [path, hint] of hints) await this.#lookAt(path, hint);
    this.#timer = undefined;
    // What was noted meanwhile waits for its turn.
    const [next] = this.#hints;
    if (next) this.#note(...next);
  }

  async #lookAt(path: string, hint: Hint): Promise<void> {
    const found = await this.#find(path);
    const isOurs = hint === 'named' || hint === 'written';
    if (!found) {
      this.left(path);
      if (isOurs) this.#say(path, 'deleted');
    } else if (found.isDirectory()) {
      const since = hint === 'moved' ? (this.#moved.get(path) ?? Date.now()) - TICK_MS : EVER;
      if (!isOurs || this.#watch(path, found)) await this.#through(path, since);
    } else if (isOurs) this.#say(path, hint === 'named' ? 'created' : 'changed');
  }

  /** Tells what has come `since`. Folders are watched before they are read, so that nothing comes in between. */
  async #through(folder: string, since: number): Promise<void> {
    const entries = await readdir(join(this.#root, folder), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      const path = `${folder}/${entry.name}`;
      if (this.#isOver) return;
      if (isNoise(path)) continue;
      if (!entry.isDirectory()) {
        if (since === EVER || ((await this.#find(path))?.ctimeMs ?? 0) >= since) this.#say(path, 'created');
      } else if (this.#watch(path, await this.#find(path))) await this.#through(path, since);
    }
  }

  /** Whether what was found is a folder that was not known yet. */
  #watch(path: string, found: Stats | undefined): boolean {
    if (this.#isOver || found?.isDirectory() !== true) return false;
    const identity = identityOf(found);
    if (this.#watched.get(path)?.identity === identity) return false;
    this.left(path);
    if (this.#watched.size >= MOST_WATCHED) return true;
    try {
      const watcher = watch(join(this.#root, path), { persistent: false }, (event, name) => {
        void this.#heard(path, event === 'rename' ? 'named' : 'written', name);
      });
      watcher.on('error', () => {
        this.left(path);
      });
      this.#watched.set(path, { watcher, identity });
    } catch {
      // It is gone again, or the system has no watches left; what it holds now is told all the same.
    }
    return true;
  }

  /** A folder that goes is told of by its own name, as if that were a file in it. */
  async #heard(folder: string, hint: Hint, name: string | null): Promise<void> {
    if (name === null) this.#note(folder, 'told');
    else if (name !== basename(folder) || (await this.#isWatched(folder))) this.#note(`${folder}/${name}`, hint);
  }

  async #isWatched(folder: string): Promise<boolean> {
    const found = await this.#find(folder);
    return found !== undefined && this.#watched.get(folder)?.identity === identityOf(found);
  }

  #find(path: string): Promise<Stats | undefined> {
    return lstat(join(this.#root, path)).catch(() => undefined);
  }

  #say(path: string, how: FileEvent): void {
    if (!this.#isOver) this.#tell(path, how);
  }
}

const identityOf = ({ dev, ino }: Stats): string => `${dev}:${ino}`;
