import * as z from 'zod';
import { pruneCheckpoints } from '../../storage/queries/checkpoints';
import { recordEvent } from '../../storage/queries/events';
import { manifestOf } from '../evidence/manifest';
import { command } from '../operation';
import { claimToken, optionalReason, stateAnswer, taskId } from '../shapes/common';
import { withTree } from '../tree/workingSet';
import { mayInterfere } from '../workflow/claims';
import { checkpointToRestore } from '../workflow/goingBack';
import { nameCheckpoint } from '../workflow/nameCheckpoint';
import { transition } from '../workflow/transition';
import { checkpointData, checkpointInput } from './working';

export const saveCheckpoint = command({
  about: 'Records where a task stands under a name, with data of one’s own.',
  who: 'anyone',
  input: checkpointInput.extend({ task: taskId, claim: claimToken.optional() }),
  output: z.strictObject({ seq: z.number() }),
  run: (context, { task: id, claim, name, data }) =>
    withTree(context, (tree) => {
      const task = tree.get(id);
      mayInterfere(tree, task, claim);
      const files = manifestOf(context.connection, id);
      return { seq: nameCheckpoint(tree, task, { name, data: checkpointData(data), files }) };
    }),
});

export const restoreCheckpoint = command({
  about: 'Puts a task back to the state that a checkpoint recorded. Everything since stays in its history.',
  who: 'person',
  input: z.strictObject({ task: taskId, seq: z.int().min(1), reason: optionalReason }),
  output: stateAnswer,
  run: (context, { task: id, seq, reason }) =>
    withTree(context, (tree) => {
      const { connection } = context;
      const task = tree.get(id);
      const checkpoint = checkpointToRestore(connection, task, seq);
      const { state } = checkpoint;
      const before = task.returnState;
      task.returnState = state;
      const why = reason === '' ? `Back to ${checkpoint.name}.` : reason;
      transition(tree, task, 'restore', {
        reason: why,
        data: { checkpoint: seq, name: checkpoint.name, data: checkpoint.data },
      });
      task.returnState = before;
      return { task: id, state: task.state };
    }),
});

export const pruneTaskCheckpoints = command({
  about: 'Removes all but the newest checkpoints of a task.',
  who: 'person',
  input: z.strictObject({ task: taskId, keep: z.int().min(1).max(10_000) }),
  output: z.strictObject({ removed: z.number() }),
  run: (context, { task: id, keep }) =>
    withTree(context, (tree) => {
      const { connection, now, actor } = context;
      const task = tree.get(id);
      const removed = pruneCheckpoints(connection, id, keep);
      if (removed > 0) {
        recordEvent(connection, {
          at: now,
          actor,
          kind: 'checkpoint.pruned',
          taskId: id,
          after: { removed, kept: keep },
        });
        tree.touch(task);
      }
      return { removed };
    }),
});
