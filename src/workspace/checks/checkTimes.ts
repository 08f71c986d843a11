import { SYSTEM_CLOCK, type Clock } from './clock';

/** What those that are forgotten have left counts for the task, which errs on the side of its duty. */
const MOST_REMEMBERED = 200;

interface Time {
  readonly task: string;
  readonly after: number;
  /** undefined: it is running. */
  until: number | undefined;
}

/** When the checks of which task were running; what is on disk tells by its times whether it came about then. */
export class CheckTimes {
  readonly #clock: Clock;
  readonly #times: Time[] = [];

  constructor(clock = SYSTEM_CLOCK) {
    this.#clock = clock;
  }

  /** Returns what to call when it has ended. */
  begins(task: string, after: number): (until: number) => void {
    const time: Time = { task, after, until: undefined };
    this.#times.push(time);
    if (this.#times.length > MOST_REMEMBERED) this.#times.shift();
    return (until) => {
      time.until = until;
    };
  }

  tasksAt(moment: number): string[] {
    const now = this.#clock.wall();
    return this.#times.filter(({ after, until = now }) => moment > after && moment <= until).map(({ task }) => task);
  }
}
