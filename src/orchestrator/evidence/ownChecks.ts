import { approveCheck } from '../../storage/queries/checkApprovals';
import type { WorkingSet } from '../tree/workingSet';

/** Whoever writes a check and is a person has approved it by that (rule G5). */
export function approveOwnChecks(tree: WorkingSet, task: string, checks: readonly string[]): void {
  const { connection, actor, now, isPerson } = tree.context;
  if (isPerson) for (const check of checks) approveCheck(connection, task, check, actor, now);
}
