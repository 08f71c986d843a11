import { isMet, isSkippedBy, type GateTarget } from '../../domain/dependency/dependency';
import type { DependencyRow } from '../../storage/queries/dependencies';
import type { TaskRecord } from '../../storage/queries/records';
import type { WorkingSet } from '../tree/workingSet';
import { changeHolding } from './holds';

export const gateOf = ({ kind, policy, waivedAt }: DependencyRow) => ({ kind, policy, waived: waivedAt !== null });

/** A task has changed: counts again what its dependants still wait for. Returns those that are to be left out. */
export function openGates(tree: WorkingSet, task: TaskRecord, before: GateTarget): string[] {
  const skipped: string[] = [];
  for (const row of tree.dependantsOf(task.id)) {
    const gate = gateOf(row);
    countGate(tree, row.task, isMet(gate, before), isMet(gate, task));
    if (isSkippedBy(gate, task)) skipped.push(row.task);
  }
  return skipped;
}

/** One gate of a task was open or shut and is now the one or the other. */
export function countGate(tree: WorkingSet, id: string, wasMet: boolean, isNowMet: boolean): void {
  const dependant = tree.findEvenDeleted(id);
  if (!dependant || wasMet === isNowMet) return;
  changeHolding(tree, dependant, () => (dependant.unmet += isNowMet ? -1 : 1));
}
