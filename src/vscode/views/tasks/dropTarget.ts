import type { CommandInput } from '../../../orchestrator/registry';
import type { FolderStore } from '../../folderStore';
import type { TaskLeaf, TaskNode } from '../taskNodes';

export type Moves = CommandInput<'task.arrange'>['moves'];
export type Spot = 'below' | 'before' | 'after';

/** Dropped tasks in the order in which they stand; what comes along below another one is not moved by itself. */
export function movedTogether(dragged: readonly TaskLeaf[]): readonly TaskLeaf[] {
  const ids = new Set(dragged.map(({ task }) => task.id));
  const parents = new Map(dragged.map(({ task }) => [task.id, task.parentId]));
  const comesAlong = ({ task }: TaskLeaf): boolean => {
    for (let up = task.parentId; up !== null; up = parents.get(up) ?? null) if (ids.has(up)) return true;
    return false;
  };
  const inOrder = ({ task: a }: TaskLeaf, { task: b }: TaskLeaf): number =>
    a.parentId === b.parentId ? a.position - b.position || a.n - b.n : 0;
  return dragged.filter((leaf) => !comesAlong(leaf)).sort(inOrder);
}

/** Where tasks can come by a drop: beside or below a task, into a stream, to the top of a folder. */
export function dropStore(target: TaskNode | undefined): FolderStore | undefined {
  if (target?.kind === 'range') return target.list.store;
  return target && 'store' in target ? target.store : undefined;
}

/** Nearest first: siblings are rather put in another order, others below. */
export function likelySpots(dragged: readonly TaskLeaf[], { task: target }: TaskLeaf): readonly Spot[] {
  const areSiblings = dragged.every(({ task }) => task.parentId === target.parentId && task.stream === target.stream);
  if (!areSiblings) return ['below', 'before', 'after'];
  const comesFromAbove = dragged.every(({ task }) => task.position < target.position);
  return comesFromAbove ? ['after', 'before', 'below'] : ['before', 'after', 'below'];
}

/** Beside or below a task. */
export function movesTo(dragged: readonly TaskLeaf[], { task: target }: TaskLeaf, spot: Spot): Moves {
  const ids = dragged.map(({ task }) => task.id);
  if (spot === 'below') return ids.map((task) => ({ task, parent: target.id }));
  const stream = target.parentId === null ? { stream: target.stream } : {};
  return ids.map((task, index) => {
    const previous = ids[index - 1];
    const beside = previous !== undefined ? { after: previous } : { [spot]: target.id };
    return { task, parent: target.parentId, ...beside, ...stream };
  });
}

/** To the end of the trees of a stream, or of none. */
export const movesToStream = (dragged: readonly TaskLeaf[], stream: string | null | undefined): Moves =>
  dragged.map(({ task }) => ({ task: task.id, parent: null, ...(stream !== undefined && { stream }) }));
