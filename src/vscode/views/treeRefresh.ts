import type { Change } from '../../orchestrator/registry';
import type { FolderStore } from '../folderStore';
import { staleAfter } from './branches';
import type { ShownTasks } from './shownTasks';
import type { TaskLeaf } from './taskNodes';
import { namesWaitedFor } from './waitsFor';

/** With more changes than this at once, the whole tree is read again. */
const MOST_SINGLE = 50;

export interface Refresh {
  /** Folders whose list of root tasks changed. */
  readonly roots: readonly FolderStore[];
  readonly leaves: readonly TaskLeaf[];
}

/** Reads the rows that changes are about, and answers which branches of the tree VS Code has to ask for again. */
export async function branchesOf(
  shown: ShownTasks,
  changed: ReadonlyMap<FolderStore, ReadonlyMap<string, Change>>,
): Promise<Refresh> {
  const roots = new Set<FolderStore>();
  const leaves = new Set<TaskLeaf>();
  for (const [store, changes] of changed) {
    if (changes.size > MOST_SINGLE) {
      roots.add(store);
      continue;
    }
    const lists = new Set<string | null>();
    for (const { id, parent } of changes.values()) {
      const now = await store.read('task.get', { id });
      const { row, listsOf } = staleAfter(shown.find(store, id)?.task, now, parent);
      for (const list of listsOf) lists.add(list);
      if (row) await readAgain(shown, store, id, leaves);
      else if (now === null) shown.forget(store, id);
    }
    for (const list of lists) {
      if (list === null) roots.add(store);
      else await readAgain(shown, store, list, leaves);
    }
  }
  return { roots: [...roots], leaves: [...leaves].filter(({ store }) => !roots.has(store)) };
}

async function readAgain(shown: ShownTasks, store: FolderStore, id: string, leaves: Set<TaskLeaf>): Promise<void> {
  if (!shown.find(store, id)) return;
  const task = await store.read('task.get', { id });
  if (!task) return;
  const names = await namesWaitedFor(store, [task]);
  leaves.add(shown.keep(store, task, names.get(id)));
}
