/** What was chosen from the lists of one question, each under the words above it. */
export interface ChosenBefore {
  readonly get: (list: string) => readonly string[] | undefined;
  readonly set: (list: string, rows: readonly string[]) => void;
}

/** The rows that were chosen while a command asks: they are where the keyboard is when *Back* has them asked for again (rule V2). */
export class ChosenRows {
  readonly #rows = new Map<string, readonly string[]>();

  /** `question`: which one it is, on which task. */
  of(...question: readonly (string | undefined)[]): ChosenBefore {
    const keyOf = (list: string): string => JSON.stringify([...question, list]);
    return {
      get: (list) => this.#rows.get(keyOf(list)),
      set: (list, rows) => this.#rows.set(keyOf(list), rows),
    };
  }
}
