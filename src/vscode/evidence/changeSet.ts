import type { CommandInput } from '../../orchestrator/registry';

/** What is told of one path, as `files.observe` takes it. */
export type FileChange = CommandInput<'files.observe'>['changes'][number];

/** What becomes of a path, but for a move. */
export type FileEvent = Exclude<FileChange['kind'], 'renamed'>;

interface Entry {
  kind: FileChange['kind'];
  from?: string;
}

/**
 * Changes of files that come together, one for each path: what was made and is gone again was made, what was moved twice
 * came from where it was first. It is called once an event, ten thousand times in a row when a branch is switched, so it
 * does next to nothing.
 */
export class ChangeSet {
  #entries = new Map<string, Entry>();

  get size(): number {
    return this.#entries.size;
  }

  created(path: string): void {
    const before = this.#entries.get(path);
    if (!before) this.#entries.set(path, { kind: 'created' });
    // A move that is told of is also seen as a file that goes and one that comes.
    else if (before.kind === 'deleted') before.kind = 'changed';
  }

  changed(path: string): void {
    const before = this.#entries.get(path);
    if (!before) this.#entries.set(path, { kind: 'changed' });
    else if (before.kind === 'deleted') before.kind = 'changed';
  }

  deleted(path: string): void {
    const before = this.#entries.get(path);
    if (!before || before.kind === 'changed') this.#entries.set(path, { kind: 'deleted' });
    // What seems to be made may have taken the place of what was there: only who knows that can tell whether it was nothing.
    else if (before.kind === 'created') return;
    else if (before.kind === 'renamed') {
      this.#entries.delete(path);
      if (before.from !== undefined) this.deleted(before.from);
    }
  }

  renamed(from: string, path: string): void {
    const before = this.#entries.get(from);
    this.#entries.delete(from);
    if (before?.kind === 'created') this.#entries.set(path, { kind: 'created' });
    else if (before?.kind === 'renamed' && before.from === path) this.#entries.set(path, { kind: 'changed' });
    else this.#entries.set(path, { kind: 'renamed', from: before?.from ?? from });
  }

  /** Up to so many of them, the first ones first; they are no longer in the set then. */
  take(most: number): FileChange[] {
    // What a move says of where it came from need not be said again.
    const sources = new Set<string>();
    for (const { from } of this.#entries.values()) if (from !== undefined) sources.add(from);
    const taken: FileChange[] = [];
    for (const [path, { kind, from }] of this.#entries) {
      if (taken.length === most) break;
      this.#entries.delete(path);
      if (kind === 'deleted' && sources.has(path)) continue;
      taken.push(from === undefined ? { path, kind } : { path, kind, from });
    }
    return taken;
  }

  /** What was taken and could not be told, to be taken again before what has come since. */
  putBack(taken: readonly FileChange[]): void {
    const since = this.#entries;
    this.#entries = new Map(
      taken.map(({ path, kind, from }) => [path, from === undefined ? { kind } : { kind, from }]),
    );
    for (const [path, { kind, from }] of since) {
      if (kind !== 'renamed') this[kind](path);
      else if (from !== undefined) this.renamed(from, path);
    }
  }

  clear(): void {
    this.#entries = new Map();
  }
}
