import { Problem } from '../../domain/problem';
import type { MutableRecord, TaskRecord } from '../../storage/queries/records';
import { descendantIds, setStreamBelow } from '../../storage/queries/tree';
import { holdBelow, holdsUnder } from '../workflow/holds';
import { countInParent, settle } from '../workflow/transition';
import { ownProgress, plus, spreadProgress, wholeProgress } from './progress';
import type { WorkingSet } from './workingSet';

/** The deepest level; enough for any plan, and a bound on what a change near a leaf may cost. */
export const DEEPEST_LEVEL = 100;

export const tooDeep = (): Problem =>
  new Problem('limit_reached', `A tree has at most ${DEEPEST_LEVEL} levels.`, 'Put the task higher up.');

/** Counts a task that hangs under its parent: its leaves, its status, its place among the children. */
export function joinParent(tree: WorkingSet, task: TaskRecord): void {
  const parent = tree.parentOf(task);
  if (!parent) return;
  tree.forgetChildren(parent.id);
  const own = ownProgress(parent);
  parent.children++;
  spreadProgress(tree, parent, plus(ownProgress(parent), wholeProgress(task)), own);
  countInParent(tree, task, null, task.status);
}

/** The reverse: the task is about to leave its parent. */
export function leaveParent(tree: WorkingSet, task: TaskRecord): void {
  const parent = tree.parentOf(task);
  if (!parent) return;
  tree.forgetChildren(parent.id);
  const own = ownProgress(parent);
  countInParent(tree, task, task.status, null);
  parent.children--;
  spreadProgress(tree, parent, ownProgress(parent), plus(own, wholeProgress(task)));
}

/** Hangs a task, with all below it, under another parent or at the top. */
export function reparent(
  tree: WorkingSet,
  task: MutableRecord,
  parent: MutableRecord | undefined,
  position: number,
): void {
  const { connection } = tree.context;
  const before = tree.parentOf(task);
  tree.save();
  const below = descendantIds(connection, task.id).map((id) => tree.findEvenDeleted(id));
  const deepest = Math.max(task.depth, ...below.map((record) => record?.depth ?? 0)) - task.depth;
  const depth = parent ? parent.depth + 1 : 0;
  if (depth + deepest >= DEEPEST_LEVEL) throw tooDeep();

  leaveParent(tree, task);
  const held = holdsUnder(parent) - task.held;
  const deeper = depth - task.depth;
  const rootId = parent?.rootId ?? task.id;
  const stream = parent ? parent.stream : task.stream;
  Object.assign(task, { parentId: parent?.id ?? null, position, depth, rootId, stream, held: task.held + held });
  tree.touch(task);
  for (const record of below) {
    if (!record) continue;
    Object.assign(record, { depth: record.depth + deeper, rootId, stream });
    tree.touch(record);
  }
  tree.save();
  tree.forgetChildren(before?.id ?? null, parent?.id ?? null);
  holdBelow(tree, task, held);
  joinParent(tree, task);
  if (before) settle(tree, before);
  if (parent) settle(tree, parent);
}

export function setStream(tree: WorkingSet, root: MutableRecord, stream: string | null): void {
  tree.save();
  root.stream = stream;
  tree.touch(root);
  setStreamBelow(tree.context.connection, root.id, stream);
  for (const record of tree.loaded()) {
    if (record.rootId !== root.id) continue;
    record.stream = stream;
    tree.forgetRow(record);
  }
}
