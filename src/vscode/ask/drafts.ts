/** What was typed into a question, for when the same one is asked again. */
export interface Draft {
  readonly get: () => string | undefined;
  readonly set: (text: string) => void;
}

/** What is shorter is typed again sooner than it is looked at and wondered about. */
const LONG = 20;
const MOST_KEPT = 50;

/** Long texts that were begun and let be, as long as the window lives. */
const left = new Map<string, string>();

/**
 * The texts of one command: while it asks, all that was typed, so that *Back* finds it; once a person lets it be, all of them if
 * one was long, for when it is begun again on the same task (rule V2).
 */
export class Drafts {
  readonly #typed = new Map<string, string>();

  /** `question`: which one it is, of which command, on which task. */
  of(...question: readonly (string | undefined)[]): Draft {
    const key = JSON.stringify(question);
    return {
      get: () => this.#typed.get(key) ?? left.get(key),
      set: (text) => this.#typed.set(key, text),
    };
  }

  /** A person let it be. A part of what belongs together would turn up below something else. */
  keep(): void {
    const isWorthIt = [...this.#typed.values()].some((text) => text.trim().length >= LONG);
    for (const [key, text] of this.#typed) {
      left.delete(key);
      if (isWorthIt && text.trim() !== '') left.set(key, text);
    }
    for (const key of [...left.keys()].slice(0, -MOST_KEPT)) left.delete(key);
  }

  /** All was answered. */
  forget(): void {
    for (const key of this.#typed.keys()) left.delete(key);
  }
}
