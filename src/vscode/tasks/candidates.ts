import { LIMITS } from '../../domain/task/task';
import type { QueryOutput, TaskRow } from '../../orchestrator/registry';
import type { FolderStore } from '../folderStore';
import { fits, type Act } from './acts';

const MOST_LISTED = 200;
/** So many more are listed each time. */
export const FOUND_AT_ONCE = 50;

/** Tasks that are offered before anything is typed: the one that was looked at last, and those that the act fits, the likeliest first. */
export async function candidates(store: FolderStore, act: Act | undefined, limit: number): Promise<Found> {
  const { rows, total } = await likely(store, act, limit);
  const fitting = await lookedAtFirst(store, act, rows);
  return { fitting, others: [], total: Math.max(total, fitting.length), above: await titlesAbove(store, fitting) };
}

type Likely = Pick<QueryOutput<'task.search'>, 'rows' | 'total'>;

async function likely(store: FolderStore, act: Act | undefined, limit: number): Promise<Likely> {
  const all = (rows: TaskRow[]): Likely => ({ rows, total: rows.length });
  switch (act) {
    case undefined:
      return store.read('task.search', { limit });
    case 'approveTask':
    case 'rejectTask':
      return all((await store.read('task.attention', {})).approvals);
    case 'resumeTask':
      return all((await store.read('task.attention', {})).interrupted);
    case 'claimTask':
      return all((await store.read('task.next', { limit: MOST_LISTED })).rows);
    case 'showWaves': {
      // What has steps is found from the top; the newest tasks of all may be steps alone.
      const { rows } = await store.read('tree.siblings', { parent: null, limit: MOST_LISTED });
      return all(rows.filter((task) => fits(act, task)));
    }
    default: {
      const archived = act === 'unarchiveTask';
      const { rows } = await store.read('task.search', { limit: MOST_LISTED, archived });
      // What needs somebody may have been left for long, below hundreds of newer tasks.
      const needed = archived ? [] : Object.values(await store.read('task.attention', {})).flat();
      const tasks = [...new Map([...needed, ...rows].map((task) => [task.id, task])).values()];
      // What is approved already is found by typing.
      if (act === 'approveChecks') return all(tasks.filter(({ openChecks }) => openChecks > 0));
      return all(tasks.filter((task) => fits(act, task)));
    }
  }
}

async function lookedAtFirst(store: FolderStore, act: Act | undefined, rows: readonly TaskRow[]): Promise<TaskRow[]> {
  const id = store.lookedAt;
  const task = id === undefined ? null : (rows.find((row) => row.id === id) ?? (await store.read('task.get', { id })));
  const isOffered = task !== null && (act === undefined ? task.archivedAt === null : fits(act, task));
  return isOffered ? [task, ...rows.filter((row) => row.id !== id)] : [...rows];
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
  // What is pasted may be longer than what is searched for.
  const begins = text.slice(0, LIMITS.search);
  const { rows, total } = await store.read('task.search', { text: begins, limit, archived });
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
