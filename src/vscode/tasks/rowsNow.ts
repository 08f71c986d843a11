import type { TaskRow, WaitedFor } from '../../orchestrator/registry';
import type { FolderStore } from '../folderStore';

/** An answer of so many rows keeps the extension host busy for a few milliseconds. */
const MOST_AT_ONCE = 150;

export interface RowNow {
  readonly task: TaskRow;
  readonly waitsFor: WaitedFor | undefined;
}
export type RowsNow = ReadonlyMap<string, RowNow>;

/** The rows of tasks as they are now; those that are gone are left out. */
export async function rowsNow(store: FolderStore, ids: readonly string[]): Promise<RowsNow> {
  const now = new Map<string, RowNow>();
  for (let start = 0; start < ids.length; start += MOST_AT_ONCE) {
    const { rows, waitsFor } = await store.read('task.rows', { ids: ids.slice(start, start + MOST_AT_ONCE) });
    for (const task of rows) now.set(task.id, { task, waitsFor: waitsFor[task.id] });
  }
  return now;
}

/** What tasks wait for, by the ids of those that wait. */
export async function waitedForOf(
  store: FolderStore,
  tasks: readonly TaskRow[],
): Promise<Readonly<Record<string, WaitedFor>>> {
  const now = await rowsNow(
    store,
    tasks.filter(({ unmet }) => unmet > 0).map(({ id }) => id),
  );
  return Object.fromEntries([...now].flatMap(([id, { waitsFor }]) => (waitsFor === undefined ? [] : [[id, waitsFor]])));
}
