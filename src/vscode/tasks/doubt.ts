import type { TaskRow } from '../../orchestrator/registry';
import type { FolderStore } from '../folderStore';
import { doubtWords, type Doubt } from '../words/doubt';
import { isDoubtful } from './standing';

/** Why a task does not count as verified; nothing where that is no question. */
export async function doubtAbout(store: FolderStore, task: TaskRow): Promise<Doubt | undefined> {
  if (!isDoubtful(task)) return undefined;
  const { rows } = await store.read('verification.list', { task: task.id, limit: 1 });
  return doubtWords(task, rows[0]);
}
