/** Changes that come in a burst (a plan with many steps) are shown together. */
const COALESCE_MS = 50;

/** Runs something soon after it was asked for, once for all who asked meanwhile. */
export class Coalesced {
  readonly #run: () => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(run: () => void) {
    this.#run = run;
  }

  ask(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#run();
    }, COALESCE_MS);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
