import type { TaskRow } from '../../orchestrator/registry';
import type { FolderStore } from '../folderStore';
import { fits, type Act } from './acts';

const MOST_LISTED = 200;
const MOST_FOUND = 50;

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
      return act === undefined ? rows : rows.filter((task) => fits(act, task));
    }
  }
}

/** Tasks that words find. Those that the act does not fit come apart: an error says better why not than their absence. */
export async function found(store: FolderStore, act: Act | undefined, text: string): Promise<[TaskRow[], TaskRow[]]> {
  const archived = act === 'unarchiveTask';
  const { rows } = await store.read('task.search', { text, limit: MOST_FOUND, archived });
  if (act === undefined) return [rows, []];
  return [rows.filter((task) => fits(act, task)), rows.filter((task) => !fits(act, task))];
}

/** Whether there is a task at all that somebody could find by typing. */
export async function isThereAny(store: FolderStore, act: Act | undefined): Promise<boolean> {
  const { rows } = await store.read('task.search', { limit: 1, archived: act === 'unarchiveTask' });
  return rows.length > 0;
}
