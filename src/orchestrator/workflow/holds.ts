import type { MutableRecord, TaskRecord } from '../../storage/queries/records';
import { addHoldBelow } from '../../storage/queries/tree';
import type { WorkingSet } from '../tree/workingSet';

const HOLDING_STATES = new Set(['planning', 'plan_awaiting_approval', 'blocked', 'failed', 'cancelled']);

/** Whether a task keeps those below it from being taken: its gates, a plan that nobody approved, or a halt (rule D4). */
const holdsBack = ({ state, stages, unmet }: TaskRecord): boolean =>
  unmet > 0 || HOLDING_STATES.has(state) || (state === 'pending' && stages.includes('plan'));

/** Changes a task, and counts for all below it whether it holds them back now. */
export function changeHolding(tree: WorkingSet, task: MutableRecord, change: () => void): void {
  const before = holdsBack(task);
  change();
  tree.touch(task);
  const after = holdsBack(task);
  if (before !== after && task.children > 0) holdBelow(tree, task, after ? 1 : -1);
}

export function holdBelow(tree: WorkingSet, task: TaskRecord, by: number): void {
  if (by === 0) return;
  addHoldBelow(tree.context.connection, task.id, by);
  // The statement has reached the rows; what this command has already read of them follows.
  for (const record of tree.loaded()) {
    if (record.id === task.id || !tree.isBelow(record, task.id)) continue;
    record.held += by;
    tree.forgetRow(record);
  }
}

/** How many of its ancestors hold back a task that hangs below this one. */
export const holdsUnder = (parent: TaskRecord | undefined): number =>
  parent ? parent.held + (holdsBack(parent) ? 1 : 0) : 0;
