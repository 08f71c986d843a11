import * as z from 'zod';
import { isHuman } from '../../domain/claim/claim';
import { Problem } from '../../domain/problem';
import { isAwaiting } from '../../domain/workflow/states';
import { target } from '../../domain/workflow/transitions';
import type { MutableRecord } from '../../storage/queries/records';
import { command } from '../operation';
import { claimToken, optionalReason, reason, stateAnswer, taskId } from '../shapes/common';
import { withTree, type WorkingSet } from '../tree/workingSet';
import { mayInterfere } from '../workflow/claims';
import { mayBeLeftOut } from '../workflow/planning';
import { cancelWithChildren, notPossible, transition } from '../workflow/transition';

const claim = claimToken.optional();

export const blockTask = command({
  about: 'Says that a task cannot go on, and why; it keeps its place and everything below it waits.',
  who: 'anyone',
  input: z.strictObject({ task: taskId, claim, reason }),
  output: stateAnswer,
  run: (context, { task: id, claim: token, reason: why }) =>
    withTree(context, (tree) => {
      const task = tree.get(id);
      mayInterfere(tree, task, token);
      transition(tree, task, 'block', { reason: why });
      return { task: id, state: task.state };
    }),
});

export const unblockTask = command({
  about: 'Lets a blocked task go on where it was. What a person blocked, a person unblocks.',
  who: 'anyone',
  input: z.strictObject({ task: taskId, reason: optionalReason }),
  output: stateAnswer,
  run: (context, { task: id, reason: why }) =>
    withTree(context, (tree) => {
      const task = tree.get(id);
      if (task.state === 'blocked' && !context.isPerson && isHuman(task.stateActor ?? '')) {
        throw new Problem(
          'person_only',
          `${task.stateActor ?? 'A person'} blocked ${id}; only a person unblocks it.`,
          'Ask for it in VS Code.',
        );
      }
      transition(tree, task, 'unblock', why === '' ? {} : { reason: why });
      return { task: id, state: task.state };
    }),
});

export const cancelTask = command({
  about: 'Cancels a task and all below it that has not finished; what was done stays.',
  who: 'anyone',
  input: z.strictObject({ task: taskId, claim, reason: optionalReason }),
  output: stateAnswer,
  run: (context, { task: id, claim: token, reason: why }) =>
    withTree(context, (tree) => {
      const task = tree.get(id);
      if (!context.isPerson) {
        mayBeLeftOut(tree, task);
        mayCancelBelow(tree, task, token);
      }
      cancelWithChildren(tree, task, 'cancel', why === '' ? undefined : why);
      return { task: id, state: task.state };
    }),
});

/** A program cancels nothing that another one works on, and nothing that a person is asked about. */
function mayCancelBelow(tree: WorkingSet, task: MutableRecord, token: string | undefined): void {
  mayInterfere(tree, task, token);
  if (isAwaiting(task.state)) {
    throw new Problem(
      'person_only',
      `${task.id} waits for a person, who decides about it.`,
      'Wait for the verdict in VS Code.',
    );
  }
  for (const id of tree.childrenOf(task.id)) mayCancelBelow(tree, tree.get(id), undefined);
}

export const retryTask = command({
  about: 'Puts a failed task back to where it failed, for the next attempt; of a parent, all that failed below it.',
  who: 'anyone',
  input: z.strictObject({ task: taskId, reason: optionalReason }),
  output: stateAnswer,
  run: (context, { task: id, reason: why }) =>
    withTree(context, (tree) => {
      const task = tree.get(id);
      if (target(task, 'retry') === undefined) throw notPossible(task);
      retryFailed(tree, task, why === '' ? {} : { reason: why });
      return { task: id, state: task.state };
    }),
});

function retryFailed(tree: WorkingSet, task: MutableRecord, details: { readonly reason?: string }): void {
  const failedBelow = tree.childrenOf(task.id).filter((id) => tree.get(id).state === 'failed');
  // A parent that failed with its children comes back with them.
  if (failedBelow.length === 0) transition(tree, task, 'retry', details);
  else for (const id of failedBelow) retryFailed(tree, tree.get(id), details);
}

export const reopenTask = command({
  about: 'Takes a completed or cancelled task up again, for a reason; its results stay as versions.',
  who: 'person',
  input: z.strictObject({ task: taskId, reason }),
  output: stateAnswer,
  run: (context, { task: id, reason: why }) =>
    withTree(context, (tree) => {
      const task = tree.get(id);
      if (task.children > 0 && task.state === 'completed') {
        throw new Problem(
          'not_possible',
          `${id} is done because the tasks below it are.`,
          'Reopen one of those, or add a task below it.',
        );
      }
      transition(tree, task, 'reopen', { reason: why });
      return { task: id, state: task.state };
    }),
});
