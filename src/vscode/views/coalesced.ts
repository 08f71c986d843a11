/** Changes that come in a burst (a plan with many steps) are shown together. */
const COALESCE_MS = 50;
/** What takes long is done less often, so that it never takes more than a part of the time. */
const SHARE = 4;

/** Runs something soon after it was asked for, once for all who asked meanwhile, and never twice at a time. */
export class Coalesced {
  readonly #run: () => unknown;
  #timer: NodeJS.Timeout | undefined;
  #isRunning = false;
  #isWanted = false;

  /** `run` reports its own failures. */
  constructor(run: () => unknown) {
    this.#run = run;
  }

  ask(): void {
    if (this.#isRunning) this.#isWanted = true;
    else this.#timer ??= setTimeout(() => void this.#work(), COALESCE_MS);
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  async #work(): Promise<void> {
    const start = performance.now();
    this.#isRunning = true;
    await this.#run();
    this.#isRunning = false;
    this.#timer = undefined;
    const pause = Math.max(COALESCE_MS, (performance.now() - start) * SHARE);
    if (this.#isWanted) this.#timer = setTimeout(() => void this.#work(), pause);
    this.#isWanted = false;
  }
}
