import { Problem } from '../../domain/problem';
import { hasEnded } from '../../domain/workflow/states';
import type { Connection } from '../../storage/connection';
import { findCheckpoint, lastPlaceOf, type CheckpointRow } from '../../storage/queries/checkpoints';
import type { TaskRecord } from '../../storage/queries/records';
import { latestPlan, latestResult } from '../../storage/queries/versions';

/** The checkpoint that a task can be put back to; throws why it cannot. */
export function checkpointToRestore(connection: Connection, task: TaskRecord, seq: number): CheckpointRow {
  const { id } = task;
  const checkpoint = findCheckpoint(connection, id, seq);
  if (!checkpoint) {
    throw new Problem('not_found', `${id} has no checkpoint ${seq}.`, 'Choose one from the list of its checkpoints.');
  }
  const { state } = checkpoint;
  const [why, remedy] = reason() ?? [];
  if (why !== undefined && remedy !== undefined) throw new Problem('not_possible', why, remedy);
  return checkpoint;

  function reason(): readonly [string, string] | undefined {
    const earlier = 'Choose an earlier checkpoint.';
    if (task.children > 0) {
      return [`${id} stands where the tasks below it stand.`, 'Restore a checkpoint of one of those.'];
    }
    if (hasEnded(state) || state === 'blocked') {
      return [`The checkpoint recorded the task as ${state}, which is not a place to work from.`, earlier];
    }
    // Of two checkpoints in one state, each says what was done by then.
    const standsThere = state === task.state && lastPlaceOf(connection, id)?.seq === seq;
    if (standsThere && !task.claimed) return [`${id} stands there already.`, 'Choose another checkpoint.'];
    if (state === 'plan_awaiting_approval' && !latestPlan(connection, id)) return [`${id} has no plan.`, earlier];
    if (state === 'implementation_awaiting_approval' && !latestResult(connection, id)) {
      return [`${id} has no result.`, earlier];
    }
    return undefined;
  }
}
