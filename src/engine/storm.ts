/** So many changes are a storm, of which a system drops what it cannot keep up with, without a word. */
const STORM = 500;

/** Changes that come one soon after the other are one storm, in however many parts they are told. */
export class Storm<T> {
  readonly #pauseMs: number;
  #parts: (readonly T[])[] = [];
  #count = 0;
  #last = -Infinity;

  /** `pauseMs`: how long nothing comes once it is over. */
  constructor(pauseMs: number) {
    this.#pauseMs = pauseMs;
  }

  /** What is news of a storm that goes on; nothing as long as it is none. */
  told(changes: readonly T[], now: number): T[] {
    if (now - this.#last > this.#pauseMs) {
      this.#parts = [];
      this.#count = 0;
    }
    this.#last = now;
    this.#count += changes.length;
    this.#parts.push(changes);
    return this.#count < STORM ? [] : this.#parts.splice(0).flat();
  }
}
