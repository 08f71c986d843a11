import type { TaskRecord } from '../../storage/queries/records';
import type { WorkingSet } from './workingSet';

/** How far work is: the steps that there are to be done, and those of them that are done. */
interface Progress {
  readonly leaves: number;
  readonly done: number;
}

/** What a task counts for by itself: a parent by what is below it, and what was cancelled for nothing. */
export function ownProgress({ children, status }: TaskRecord): Progress {
  if (children > 0 || status === 'cancelled') return { leaves: 0, done: 0 };
  return { leaves: 1, done: Number(status === 'completed') };
}

/** The leaves at or below a task have become more or fewer: all ancestors count them. */
export function spreadLeaves(tree: WorkingSet, task: TaskRecord, added: Progress, removed: Progress): void {
  const [leaves, done] = [added.leaves - removed.leaves, added.done - removed.done];
  const own = tree.findEvenDeleted(task.id);
  if (!own || (leaves === 0 && done === 0)) return;
  for (const counted of [own, ...tree.ancestorsOf(own)]) {
    counted.leaves += leaves;
    counted.leavesDone += done;
    tree.touch(counted);
  }
}
