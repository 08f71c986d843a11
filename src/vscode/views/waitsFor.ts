import type { TaskRow } from '../../orchestrator/registry';
import type { FolderStore } from '../folderStore';

/** Beyond this, rows say how many tasks they wait for and not which: each name is a question of its own. */
const MOST_NAMED = 30;

/** Titles of what tasks wait for, by the id of the task that waits. */
export async function namesWaitedFor(
  store: FolderStore,
  tasks: readonly TaskRow[],
): Promise<ReadonlyMap<string, string>> {
  const waiting = tasks.filter(({ unmet, state }) => unmet > 0 && state === 'pending').slice(0, MOST_NAMED);
  const named = await Promise.all(
    waiting.map(async ({ id }): Promise<[string, string][]> => {
      const { blockers } = await store.read('task.explain', { task: id });
      const gate = blockers.find(({ kind }) => kind === 'dependency');
      return gate ? [[id, gate.title]] : [];
    }),
  );
  return new Map(named.flat());
}
