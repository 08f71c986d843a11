import type { MutableRecord } from '../../storage/queries/records';
import type { WorkingSet } from '../tree/workingSet';
import { approvedChecks } from './approvedChecks';

/** Those that a person has still to approve (rule G8). To be called whenever checks or their approvals change. */
export function countOpenChecks(tree: WorkingSet, task: MutableRecord): void {
  const approved = new Set(approvedChecks(tree.context.connection, task.id).map(({ command }) => command));
  const open = new Set(task.checks.filter((check) => !approved.has(check))).size;
  if (open === task.openChecks) return;
  task.openChecks = open;
  tree.touch(task);
}
