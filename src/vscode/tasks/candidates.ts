import type { TaskRow } from '../../orchestrator/registry';
import type { FolderStore } from '../folderStore';
import { fits, type Act } from './acts';

const MOST_LISTED = 200;
/** So many more are listed each time. */
export const FOUND_AT_ONCE = 50;

/** Tasks that are offered before anything is typed: those that the act fits, the likeliest first. */
export async function candidates(store: FolderStore, act: Act | undefined): Promise<TaskRow[]> {
  switch (act) {
    case 'approveTask':
    case 'rejectTask':
      return (await store.read('task.attention', {})).approvals;
    case 'resumeTask':
      return (await store.read('task.attention', {})).interrupted;
    case 'claimTask':
      return (await store.read('task.next', { limit: MOST_LISTED })).rows;
    default: {
      const archived = act === 'unarchiveTask';
      const { rows } = await store.read('task.search', { limit: MOST_LISTED, archived });
      if (act === undefined) return rows;
      // What needs somebody may have been left for long, below hundreds of newer tasks.
      const needed = Object.values(await store.read('task.attention', {})).flat();
      const all = archived ? rows : [...new Map([...needed, ...rows].map((task) => [task.id, task])).values()];
      // What is approved already is found by typing.
      if (act === 'approveChecks') return all.filter(({ openChecks }) => openChecks > 0);
      return all.filter((task) => fits(act, task));
    }
  }
}

interface Found {
  readonly fitting: readonly TaskRow[];
  readonly others: readonly TaskRow[];
  /** How many the words find, of which the most telling are listed. */
  readonly total: number;
  /** What each of them belongs to, by its id. */
  readonly above: ReadonlyMap<string, string>;
}

/** Tasks that words find. Those that the act does not fit come apart: an error says better why not than their absence. */
export async function found(
  store: FolderStore,
  act: Act | undefined,
  text: string,
  limit = FOUND_AT_ONCE,
): Promise<Found> {
  const archived = act === 'unarchiveTask';
  const { rows, total } = await store.read('task.search', { text, limit, archived });
  const above = await titlesAbove(store, rows);
  if (act === undefined) return { fitting: rows, others: [], total, above };
  const fitting = rows.filter((task) => fits(act, task));
  return { fitting, others: rows.filter((task) => !fits(act, task)), total, above };
}

/** Many steps have the same title: what they belong to, and in which stream, tells them apart. */
async function titlesAbove(store: FolderStore, tasks: readonly TaskRow[]): Promise<ReadonlyMap<string, string>> {
  const parents = [...new Set(tasks.flatMap(({ parentId }) => parentId ?? []))];
  const { rows } = parents.length === 0 ? { rows: [] } : await store.read('task.rows', { ids: parents });
  const titles = new Map(rows.map(({ id, title }) => [id, title]));
  return new Map(
    tasks.flatMap(({ id, parentId, stream }) => {
      const place = [titles.get(parentId ?? ''), stream].filter(Boolean).join(' · ');
      return place === '' ? [] : [[id, place] as const];
    }),
  );
}

/** Whether there is a task at all that somebody could find by typing. */
export async function isThereAny(store: FolderStore, act: Act | undefined): Promise<boolean> {
  const { rows } = await store.read('task.search', { limit: 1, archived: act === 'unarchiveTask' });
  return rows.length > 0;
}
