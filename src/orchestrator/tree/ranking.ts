import { PRIORITIES, type Priority } from '../../domain/task/task';
import type { MutableRecord, TaskRecord } from '../../storage/queries/records';
import type { WorkingSet } from './workingSet';

/**
 * Brings the ranks of these tasks, and of all that their ranks bear on, up to date (rule P3). `chain` is how many tasks
 * follow one after the other when this one is done; `reach` includes the task itself or, for a parent, its longest chain
 * of children. `urgency` is the highest priority on the way down from the root.
 */
export function rankAgain(tree: WorkingSet, ids: Iterable<string>): void {
  const waiting = [...ids];
  const queued = new Set(waiting);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    queued.delete(id);
    const task = tree.find(id);
    if (!task) continue;
    for (const next of rank(tree, task)) {
      if (queued.has(next)) continue;
      queued.add(next);
      waiting.push(next);
    }
  }
}

/** The ranks of a task that nothing hangs below and nothing waits for. */
export function newRank(
  priority: Priority,
  parent: TaskRecord | undefined,
): Pick<TaskRecord, 'chain' | 'reach' | 'urgency'> {
  const chain = parent?.chain ?? 0;
  return { chain, reach: chain + 1, urgency: urgencyUnder(parent, priority) };
}

/** Returns those whose ranks follow from what changed. */
function rank(tree: WorkingSet, task: MutableRecord): string[] {
  const parent = tree.parentOf(task);
  const chain = Math.max(
    parent?.chain ?? 0,
    ...tree.dependantsOf(task.id).map(({ task: id, kind }) => (kind === 'related' ? 0 : (tree.find(id)?.reach ?? 0))),
  );
  const children = tree.childrenOf(task.id);
  let reach = chain + (children.length === 0 ? 1 : 0);
  for (const child of children) reach = Math.max(reach, tree.find(child)?.reach ?? 0);
  const urgency = urgencyUnder(parent, task.priority);

  const affected: string[] = [];
  if (chain !== task.chain || urgency !== task.urgency) affected.push(...children);
  if (reach !== task.reach) {
    if (parent) affected.push(parent.id);
    affected.push(...tree.dependenciesOf(task.id).map(({ dependsOn }) => dependsOn));
  }
  if (chain !== task.chain || reach !== task.reach || urgency !== task.urgency) {
    Object.assign(task, { chain, reach, urgency });
    tree.touch(task);
  }
  return affected;
}

const urgencyUnder = (parent: TaskRecord | undefined, priority: Priority): number =>
  Math.max(PRIORITIES.indexOf(priority), parent?.urgency ?? 0);
