import { setTimeout as delay } from 'node:timers/promises';
import { TICK_MS } from '../../domain/evidence/judge';
import type { CheckResult } from '../../domain/evidence/results';
import type { CheckTimes } from './checkTimes';
import { SYSTEM_CLOCK, type Clock } from './clock';
import { runCheck, type CheckLimits } from './runCheck';

/** More than a clock is slowed or hastened while a check runs: it was set, or the machine has slept. */
const CLOCK_SET_MS = 1_000;

/** What a check came to, and the times that what it has written on disk may bear, and nothing else does. */
export interface CheckRun {
  readonly result: CheckResult;
  /** Later than. */
  readonly after: number;
  /** Not later than; where the clock was set meanwhile, no time tells that anything is of the check. */
  readonly until: number;
}

/** Runs a check apart from all that was written before it and will be afterwards, so that times tell what it has written. */
export async function runApart(
  command: string,
  {
    task,
    times,
    clock = SYSTEM_CLOCK,
    ...limits
  }: CheckLimits & { readonly task: string; readonly times: CheckTimes; readonly clock?: Clock },
): Promise<CheckRun> {
  const after = clock.wall();
  const began = clock.steady();
  const ended = (): number => {
    const wall = clock.wall();
    return Math.abs(wall - after - (clock.steady() - began)) > CLOCK_SET_MS ? after : Math.max(after, wall);
  };
  const ends = times.begins(task, after);
  let until = after;
  try {
    await delay(TICK_MS);
    const result = await runCheck(command, limits).finally(() => (until = ended()));
    await delay(TICK_MS);
    return { result, after, until };
  } finally {
    ends(until);
  }
}
