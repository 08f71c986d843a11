import { TASK_STATUSES, type TaskStatus } from '../task/task';

/** How many children a task has in each status; a status without children is left out. */
export type Tally = Partial<Record<TaskStatus, number>>;

export function movedTally(tally: Tally, from: TaskStatus | null, to: TaskStatus | null): Tally {
  const moved: Tally = {};
  for (const status of TASK_STATUSES) {
    const count = (tally[status] ?? 0) - Number(status === from) + Number(status === to);
    if (count !== 0) moved[status] = count;
  }
  return moved;
}

/**
 * What children say about their parent (rule W6). As long as one is open, the liveliest decides: work, then what waits for
 * a person, then what is stuck. When all have ended, one failure is a failure of the whole.
 */
export function rollUp(tally: Tally): TaskStatus | undefined {
  const count = (status: TaskStatus): number => tally[status] ?? 0;
  const has = (status: TaskStatus): boolean => count(status) > 0;
  if (TASK_STATUSES.every((status) => !has(status))) return undefined;
  if (has('in_progress')) return 'in_progress';
  if (has('waiting')) return 'waiting';
  if (has('blocked')) return 'blocked';
  const ended = count('completed') + count('failed') + count('cancelled');
  if (has('pending')) return ended > 0 ? 'in_progress' : 'pending';
  if (has('failed')) return 'failed';
  return has('completed') ? 'completed' : 'cancelled';
}
