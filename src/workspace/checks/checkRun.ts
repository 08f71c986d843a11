import { setTimeout as delay } from 'node:timers/promises';
import type { CheckResult } from '../../domain/evidence/results';
import type { CheckTimes } from './checkTimes';
import { runCheck, type CheckLimits } from './runCheck';

/** Times of files go on in ticks: what was written just before a moment and just after it may bear the same. */
const TICK_MS = 20;

/** What a check came to, and the times that what it has written on disk may bear, and nothing else does. */
export interface CheckRun {
  readonly result: CheckResult;
  /** Later than. */
  readonly after: number;
  /** Not later than. */
  readonly until: number;
}

/** Runs a check apart from all that was written before it and will be afterwards, so that times tell what it has written. */
export async function runApart(
  command: string,
  { task, times, ...limits }: CheckLimits & { readonly task: string; readonly times: CheckTimes },
): Promise<CheckRun> {
  const after = Date.now();
  const ends = times.begins(task, after);
  let until = after;
  try {
    await delay(TICK_MS);
    const result = await runCheck(command, limits).finally(() => (until = Date.now()));
    await delay(TICK_MS);
    return { result, after, until };
  } finally {
    ends(until);
  }
}
