import type { Connection } from '../../storage/connection';
import type { MutableRecord } from '../../storage/queries/records';
import type { WorkingSet } from '../tree/workingSet';
import { approvedChecks } from './approvedChecks';

/** Those that a person has still to approve (rule G8). To be called whenever checks or their approvals change. */
export function countOpenChecks(tree: WorkingSet, task: MutableRecord): void {
  const open = openChecks(tree.context.connection, task);
  if (open === task.openChecks) return;
  task.openChecks = open;
  tree.touch(task);
}

function openChecks(connection: Connection, { id, checks }: MutableRecord): number {
  if (checks.length === 0) return 0;
  const approved = new Set(approvedChecks(connection, id).map(({ command }) => command));
  return new Set(checks.filter((check) => !approved.has(check))).size;
}
