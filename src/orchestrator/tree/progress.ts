import { isUnsound } from '../../domain/evidence/results';
import type { TaskRecord } from '../../storage/queries/records';
import type { WorkingSet } from './workingSet';

/** How far work is: the steps that there are to be done, those that are done, and finished tasks that are not as they were left. */
interface Progress {
  readonly leaves: number;
  readonly done: number;
  readonly unsound: number;
}

/** What a task counts for by itself: a parent by what is below it, and what was cancelled for nothing. */
export function ownProgress(task: TaskRecord): Progress {
  const { children, status } = task;
  const unsound = Number(task.state === 'completed' && isUnsound(task));
  if (children > 0 || status === 'cancelled') return { leaves: 0, done: 0, unsound };
  return { leaves: 1, done: Number(status === 'completed'), unsound };
}

/** What a task counts for with all that is below it. */
export const wholeProgress = ({ leaves, leavesDone, unsound }: TaskRecord): Progress => ({
  leaves,
  done: leavesDone,
  unsound,
});

export const plus = (one: Progress, other: Progress): Progress => ({
  leaves: one.leaves + other.leaves,
  done: one.done + other.done,
  unsound: one.unsound + other.unsound,
});

/** What is counted at or below a task has become more or less: all ancestors count it. */
export function spreadProgress(tree: WorkingSet, task: TaskRecord, added: Progress, removed: Progress): void {
  const leaves = added.leaves - removed.leaves;
  const done = added.done - removed.done;
  const unsound = added.unsound - removed.unsound;
  const own = tree.findEvenDeleted(task.id);
  if (!own || (leaves === 0 && done === 0 && unsound === 0)) return;
  for (const counted of [own, ...tree.ancestorsOf(own)]) {
    counted.leaves += leaves;
    counted.leavesDone += done;
    counted.unsound += unsound;
    tree.touch(counted);
  }
}
