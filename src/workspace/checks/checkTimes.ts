const MOST_REMEMBERED = 200;

interface Time {
  readonly task: string;
  readonly after: number;
  until: number;
}

/** When the checks of which task were running; what is on disk tells by its times whether it came about then. */
export class CheckTimes {
  readonly #times: Time[] = [];

  /** Returns what to call when it has ended. */
  begins(task: string, after: number): (until: number) => void {
    const time = { task, after, until: Number.POSITIVE_INFINITY };
    this.#times.push(time);
    if (this.#times.length > MOST_REMEMBERED) this.#times.shift();
    return (until) => {
      time.until = until;
    };
  }

  tasksAt(moment: number): string[] {
    return this.#times.filter(({ after, until }) => moment > after && moment <= until).map(({ task }) => task);
  }
}
