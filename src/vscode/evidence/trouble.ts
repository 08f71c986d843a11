import type { CheckResult, FileResult } from '../../domain/evidence/results';
import type { QueryOutput } from '../../orchestrator/registry';
import type { FolderStore } from '../folderStore';

type ProblemRow = QueryOutput<'evidence.problems'>['rows'][number];

/** Who recorded what a task answers for, and when. */
export interface Recorded {
  readonly actor: string;
  readonly at: number;
  /** The recorded content is there, to be compared and restored. */
  readonly kept: boolean;
}

/** A task of which something is not, or no longer, as it says. */
export interface Trouble {
  readonly store: FolderStore;
  readonly task: string;
  readonly title: string;
  /** It was completed, and has changed since: weaker than work that was never accepted. */
  readonly isSince: boolean;
  /** When that was found. */
  readonly at: number;
  readonly files: readonly (FileResult & { readonly recorded: Recorded | undefined })[];
  readonly checks: readonly CheckResult[];
}

/** Of so many tasks it is known who recorded what; those beyond are shown without. */
const MOST_TOLD = 100;

/** Reads what is wrong in a store; a row that has not changed is not asked about again. */
export class TroubleReader {
  readonly #store: FolderStore;
  #known = new Map<string, Trouble>();

  constructor(store: FolderStore) {
    this.#store = store;
  }

  async read(): Promise<readonly Trouble[]> {
    const { rows } = await this.#store.read('evidence.problems', {});
    const known = new Map<string, Trouble>();
    for (const [index, row] of rows.entries()) {
      const key = JSON.stringify(row);
      known.set(key, this.#known.get(key) ?? (await this.#troubleOf(row, index < MOST_TOLD)));
    }
    this.#known = known;
    return [...known.values()];
  }

  async #troubleOf({ task, title, evidence, at, files, checks }: ProblemRow, isTold: boolean): Promise<Trouble> {
    const recorded = new Map<string, Recorded>();
    if (isTold && files.length > 0) {
      const { files: all } = await this.#store.read('task.evidence', { task });
      for (const row of all) recorded.set(row.path, row);
    }
    return {
      store: this.#store,
      task,
      title,
      isSince: evidence === 'changed',
      at,
      files: files.map((file) => ({ ...file, recorded: recorded.get(file.path) })),
      checks,
    };
  }
}
