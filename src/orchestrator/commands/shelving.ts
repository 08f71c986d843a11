import * as z from 'zod';
import { findCycles } from '../../domain/dependency/cycle';
import { Problem } from '../../domain/problem';
import { hasEnded } from '../../domain/workflow/states';
import { evidenceOf } from '../../storage/queries/evidence';
import { recordEvent } from '../../storage/queries/events';
import type { MutableRecord } from '../../storage/queries/records';
import { descendantIds } from '../../storage/queries/tree';
import { lookAgain, settleDutiesOf } from '../evidence/duty';
import { command } from '../operation';
import { nothing, optionalReason, taskId } from '../shapes/common';
import { cycleProblem, graphOf } from '../tree/graph';
import { rankAgain } from '../tree/ranking';
import { joinParent, leaveParent } from '../tree/structure';
import { withTree, type WorkingSet } from '../tree/workingSet';
import { holdBelow, holdsUnder } from '../workflow/holds';
import { dropClaim, settle } from '../workflow/transition';

/** A task and all below it, deleted or not. */
function subtree(tree: WorkingSet, task: MutableRecord): MutableRecord[] {
  const below = descendantIds(tree.context.connection, task.id).flatMap((id) => tree.findEvenDeleted(id) ?? []);
  return [task, ...below];
}

function note(tree: WorkingSet, kind: string, task: string, why: string, count: number): void {
  const { connection, now, actor } = tree.context;
  const event = { at: now, actor, kind, taskId: task, after: { tasks: count } };
  recordEvent(connection, { ...event, ...(why !== '' && { reason: why }) });
}

const isDeleted = (task: MutableRecord): task is MutableRecord & { deletedAt: number } => task.deletedAt !== null;

/** What these tasks wait for: its rank counts them, or no longer does. */
const targetsOf = (tree: WorkingSet, tasks: readonly MutableRecord[]): string[] =>
  tasks.flatMap(({ id }) => tree.dependenciesOf(id).map(({ dependsOn }) => dependsOn));

export const archiveTask = command({
  about: 'Puts an ended task and all below it into the archive, out of sight and searchable.',
  who: 'anyone',
  input: z.strictObject({ task: taskId, reason: optionalReason }),
  output: nothing,
  run: (context, { task: id, reason }) =>
    withTree(context, (tree) => {
      const task = tree.get(id);
      if (!hasEnded(task.state)) {
        throw new Problem(
          'not_possible',
          `${id} is ${task.state}; only what has ended is archived.`,
          'Finish or cancel it first.',
        );
      }
      const gone = subtree(tree, task).filter(({ archivedAt, deletedAt }) => archivedAt === null && deletedAt === null);
      for (const record of gone) {
        Object.assign(record, { archivedAt: context.now, archiveReason: reason === '' ? task.state : reason });
        tree.touch(record);
      }
      if (gone.length > 0) note(tree, 'task.archived', id, reason, gone.length);
      return {};
    }),
});

export const unarchiveTask = command({
  about: 'Takes a task and all below it out of the archive.',
  who: 'anyone',
  input: z.strictObject({ task: taskId }),
  output: nothing,
  run: (context, { task: id }) =>
    withTree(context, (tree) => {
      const task = tree.get(id);
      const parent = tree.parentOf(task);
      if (parent && parent.archivedAt !== null) {
        throw new Problem(
          'not_possible',
          `${parent.id}, above it, is archived too.`,
          `Take ${parent.id} out of the archive.`,
        );
      }
      const back = subtree(tree, task).filter(({ archivedAt }) => archivedAt !== null);
      for (const record of back) {
        Object.assign(record, { archivedAt: null, archiveReason: null });
        tree.touch(record);
      }
      if (back.length > 0) note(tree, 'task.unarchived', id, '', back.length);
      return {};
    }),
});

export const deleteTask = command({
  about: 'Deletes a task and all below it, such that a person can bring them back.',
  who: 'person',
  input: z.strictObject({ task: taskId, reason: optionalReason }),
  output: z.strictObject({ deleted: z.number() }),
  run: (context, { task: id, reason }) =>
    withTree(context, (tree) => {
      const task = tree.get(id);
      const gone = subtree(tree, task).filter(({ deletedAt }) => deletedAt === null);
      const parent = tree.parentOf(task);
      leaveParent(tree, task);
      for (const record of gone) {
        dropClaim(tree, record, 'deleted');
        record.deletedAt = context.now;
        tree.touch(record);
      }
      note(tree, 'task.deleted', id, reason, gone.length);
      tree.save();
      settleDutiesOf(
        tree,
        gone.map((record) => record.id),
      );
      if (parent) settle(tree, parent);
      rankAgain(tree, [...targetsOf(tree, gone), ...(parent ? [parent.id] : [])]);
      return { deleted: gone.length };
    }),
});

export const undeleteTask = command({
  about: 'Brings back a deleted task with all that was deleted together with it.',
  who: 'person',
  input: z.strictObject({ task: taskId }),
  output: z.strictObject({ restored: z.number() }),
  run: (context, { task: id }) =>
    withTree(context, (tree) => {
      const task = tree.findEvenDeleted(id);
      if (!task || !isDeleted(task)) {
        throw new Problem('not_found', `There is no deleted task ${id}.`, 'Choose one from the list of deleted tasks.');
      }
      const parent = tree.parentOf(task);
      if (parent && parent.deletedAt !== null) {
        throw new Problem('not_possible', `${parent.id}, above it, is deleted too.`, `Bring back ${parent.id} first.`);
      }
      const at = task.deletedAt;
      const back = subtree(tree, task).filter(({ deletedAt }) => deletedAt === at);
      for (const record of back) {
        record.deletedAt = null;
        tree.touch(record);
      }
      tree.save();
      settleDutiesOf(
        tree,
        back.map((record) => record.id),
      );
      lookAgainAtEach(tree, back);
      joinParent(tree, task);
      const held = holdsUnder(parent) - task.held;
      task.held += held;
      tree.touch(task);
      holdBelow(tree, task, held);
      if (parent) settle(tree, parent);
      tree.forgetChildren(...back.map((record) => record.id));
      refuseCycles(tree, back);
      rankAgain(tree, [...targetsOf(tree, back), ...back.map((record) => record.id), ...(parent ? [parent.id] : [])]);
      note(tree, 'task.undeleted', id, '', back.length);
      return { restored: back.length };
    }),
});

/** While they were away, nobody followed what became of their files. */
function lookAgainAtEach(tree: WorkingSet, back: readonly MutableRecord[]): void {
  for (const { id } of back) if (evidenceOf(tree.context.connection, id).length > 0) lookAgain(tree, id);
}

/** While they were away, others may have come to wait for what waits for them. */
function refuseCycles(tree: WorkingSet, back: readonly MutableRecord[]): void {
  const [cycle] = findCycles(
    back.map(({ id }) => id),
    graphOf(tree),
    1,
  );
  if (cycle) throw cycleProblem(tree, cycle);
}
