/** A question to the extension host waits for no longer than this while rows are made. */
const MOST_MS = 4;

/**
 * VS Code asks for all rows of a list at one go. What does not fit into a few milliseconds is made in later turns of the event loop,
 * in order, so that others are answered between them.
 */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #began: number | undefined;

  take<T>(make: () => T): T | Promise<T> {
    if (this.#waiting.length === 0 && this.#hasTime()) return make();
    return new Promise<T>((resolve) => {
      this.#waiting.push(() => resolve(attempt(make)));
    });
  }

  #hasTime(): boolean {
    if (this.#began === undefined) {
      this.#began = performance.now();
      setImmediate(() => this.#next());
    }
    return performance.now() - this.#began < MOST_MS;
  }

  #next(): void {
    this.#began = undefined;
    while (this.#waiting.length > 0 && this.#hasTime()) this.#waiting.shift()?.();
  }
}

const attempt = async <T>(make: () => T): Promise<T> => make();
