import { phaseOf } from '../../../domain/task/phase';
import type { Change, TaskRow } from '../../../orchestrator/registry';
import type { FolderStore } from '../../folderStore';
import { rowsNow, type RowsNow } from '../../tasks/rowsNow';
import type { Pages } from './pages';
import type { TaskList } from './taskList';

/** The rows of tasks as they are now; those that are gone, or in the archive, are left out. */
export async function listedNow(store: FolderStore, ids: readonly string[]): Promise<RowsNow> {
  return new Map([...(await rowsNow(store, ids))].filter(([, { task }]) => task.archivedAt === null));
}

/**
 * The lists that changes make out of date. Most changes touch a row alone; a list is read again only when a row comes,
 * goes or changes its place, so that nothing moves under the cursor for less.
 */
export function changedLists(
  store: FolderStore,
  pages: Pages,
  changes: readonly Change[],
  now: RowsNow,
  isTree: boolean,
): readonly TaskList[] {
  const read = [...pages.lists(store)];
  const under = new Map<string | null, TaskList[]>();
  const steps: TaskList[] = [];
  for (const list of read) {
    if (list.of.kind === 'steps') steps.push(list);
    else under.set(list.of.parent, [...(under.get(list.of.parent) ?? []), list]);
  }
  const found = new Set<TaskList>();
  const add = (lists: readonly TaskList[] | undefined): void => lists?.forEach((list) => found.add(list));

  for (const { entity, id, parent } of changes) {
    if (entity !== 'task') continue;
    const before = pages.listed(store, id);
    const after = now.get(id)?.task;
    if (!before) add(isTree ? under.get(parent) : steps);
    else if (!after) add(isTree ? under.get(before.parentId) : steps);
    else if (!isTree && hasMoved(before, after)) add(steps);
    else if (isTree && (before.parentId !== after.parentId || before.position !== after.position)) {
      add(under.get(before.parentId));
      add(under.get(after.parentId));
    } else if (isTree && before.parentId === null && before.stream !== after.stream) add(under.get(null));
  }
  return [...found];
}

/** Between lists of steps; a change of something that only a filter asks for takes effect when it is next applied. */
const hasMoved = (before: TaskRow, after: TaskRow): boolean =>
  phaseOf(before) !== phaseOf(after) || before.role !== after.role || before.stream !== after.stream;
