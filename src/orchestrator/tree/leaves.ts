import type { TaskRecord } from '../../storage/queries/records';
import type { WorkingSet } from './workingSet';

/** Leaves measure progress: those below a task, and those of them that need no more work. */
export const isLeafDone = ({ children, status }: TaskRecord): boolean =>
  children === 0 && (status === 'completed' || status === 'cancelled');

/** The leaves at or below a task have become more or fewer: all ancestors count them. */
export function spreadLeaves(tree: WorkingSet, task: TaskRecord, leaves: number, done: number): void {
  const own = tree.findEvenDeleted(task.id);
  if (!own || (leaves === 0 && done === 0)) return;
  for (const counted of [own, ...tree.ancestorsOf(own)]) {
    counted.leaves += leaves;
    counted.leavesDone += done;
    tree.touch(counted);
  }
}
