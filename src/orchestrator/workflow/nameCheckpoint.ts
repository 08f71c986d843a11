import { addCheckpoint, type NewCheckpoint } from '../../storage/queries/checkpoints';
import { recordEvent } from '../../storage/queries/events';
import type { MutableRecord } from '../../storage/queries/records';
import type { WorkingSet } from '../tree/workingSet';

/** Where a task stands, under a name that somebody gave. Answers its number within the task. */
export function nameCheckpoint(
  tree: WorkingSet,
  task: MutableRecord,
  { name, data, files }: Pick<NewCheckpoint, 'name' | 'data' | 'files'>,
): number {
  const { connection, now, actor } = tree.context;
  const seq = addCheckpoint(connection, { task: task.id, name, state: task.state, data, files, actor, at: now });
  recordEvent(connection, { at: now, actor, kind: 'checkpoint.saved', taskId: task.id, after: { name, seq } });
  tree.touch(task);
  return seq;
}
