import { foldersAbove } from '../domain/evidence/workspacePath';
import { isGone, isThere, type Seen } from '../domain/evidence/seen';

const MOST_REMEMBERED = 10_000;

interface Told {
  readonly n: number;
  /** What was there then; undefined where nobody has looked yet. */
  readonly mark: string | undefined;
}

/**
 * Of which paths was told lately that they may have changed. What is told between a look and the turn in which it counts may be
 * no news to the store as it was before that turn; so whoever has looked asks here whether it still is like that (rule G15).
 */
export class ToldChanges {
  readonly #paths = new Map<string, Told>();
  #last = 0;
  #forgotten = 0;

  /** A moment to ask from. */
  get now(): number {
    return this.#last;
  }

  /** To be called as soon as it is told, and once more with what is found there. */
  tell(path: string, seen?: Seen): void {
    this.#paths.delete(path);
    this.#paths.set(path, { n: ++this.#last, mark: seen && markOf(seen) });
    if (this.#paths.size <= MOST_REMEMBERED) return;
    const [oldest] = this.#paths;
    if (!oldest) return;
    this.#forgotten = oldest[1].n;
    this.#paths.delete(oldest[0]);
  }

  /** Whether what was told since a moment may be other than what was looked at from then on. */
  isNewsTo(looked: ReadonlyMap<string, Seen>, since: number): boolean {
    if (since === this.#last) return false;
    if (since < this.#forgotten) return true;
    const view = new Looked(looked);
    return [...this.#paths].some(([path, { n, mark }]) => n > since && view.isOther(path, mark));
  }
}

class Looked {
  readonly #seen: ReadonlyMap<string, Seen>;
  readonly #above: ReadonlySet<string>;
  readonly #inner = new Map<string, string>();

  constructor(seen: ReadonlyMap<string, Seen>) {
    this.#seen = seen;
    this.#above = new Set([...seen.keys()].flatMap(foldersAbove));
    for (const found of seen.values())
      if (found.kind === 'directory') for (const { path, hash } of found.files) this.#inner.set(path, fileMark(hash));
  }

  isOther(path: string, mark: string | undefined): boolean {
    // A folder may be gone with all that was in it.
    if (this.#above.has(path)) return true;
    const seen = this.#seen.get(path);
    if (seen && markOf(seen) !== mark) return true;
    const isInFolder = foldersAbove(path).some((folder) => this.#seen.get(folder)?.kind === 'directory');
    return isInFolder && (this.#inner.get(path) ?? GONE) !== mark;
  }
}

const GONE = 'gone';
const fileMark = (hash: string): string => `file ${hash}`;

function markOf(seen: Seen): string {
  if (isThere(seen)) return seen.kind === 'file' ? fileMark(seen.hash) : `folder ${seen.hash}`;
  return isGone(seen) ? GONE : seen.reason;
}
