import * as z from 'zod';
import { cycleThrough } from '../../domain/dependency/cycle';
import { Problem } from '../../domain/problem';
import { recordEvent } from '../../storage/queries/events';
import type { MutableRecord } from '../../storage/queries/records';
import { descendantIds } from '../../storage/queries/tree';
import { command, invalid } from '../operation';
import { nothing, streamName, taskId } from '../shapes/common';
import { cycleProblem, graphOf } from '../tree/graph';
import { positionUnder } from '../tree/place';
import { rankAgain } from '../tree/ranking';
import { reparent, setStream } from '../tree/structure';
import { withTree, type WorkingSet } from '../tree/workingSet';
import { mayLeave, planChanged } from '../workflow/planning';
import { ensureStream, mayGrow } from './planning';

const target = {
  task: taskId,
  /** Left out: the parent stays. null: to the top. */
  parent: taskId.nullable().optional(),
  before: taskId.optional(),
  after: taskId.optional(),
};

interface Move {
  readonly task: string;
  readonly parent?: string | null | undefined;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  readonly position?: number | undefined;
}

export const moveTask = command({
  about:
    'Moves a task among its siblings, or with all below it under another parent; a move that closes a cycle is refused.',
  who: 'anyone',
  input: z.strictObject(target),
  output: nothing,
  run: (context, input) =>
    withTree(context, (tree) => {
      move(tree, input);
      return {};
    }),
});

const arrangement = z.strictObject({
  ...target,
  /** Where exactly among its siblings, as a row says it; what puts a task back. */
  position: z.number().optional(),
  /** For a task that is at the top then; null: none. */
  stream: streamName.nullable().optional(),
});
const MOST_ARRANGED = 500;

export const arrangeTasks = command({
  about: 'Moves several tasks, one after the other and all or none, and answers what would put them back.',
  who: 'anyone',
  input: z.strictObject({ moves: z.array(arrangement).min(1).max(MOST_ARRANGED) }),
  output: z.strictObject({ back: z.array(arrangement) }),
  run: (context, { moves }) =>
    withTree(context, (tree) => {
      const back = moves.map(({ stream, ...input }) => {
        const task = tree.get(input.task);
        const { id, parentId, position, stream: before } = task;
        move(tree, input);
        if (stream !== undefined && stream !== task.stream) changeStream(tree, task, stream);
        return { task: id, parent: parentId, position, ...(parentId === null && { stream: before }) };
      });
      return { back: back.reverse() };
    }),
});

function changeStream(tree: WorkingSet, task: MutableRecord, stream: string | null): void {
  const { context } = tree;
  if (task.parentId !== null) throw invalid(['stream: only a task at the top of its tree belongs to a stream']);
  const before = { stream: task.stream };
  setStream(tree, task, stream === null ? null : ensureStream(context, stream));
  const event = { at: context.now, actor: context.actor, kind: 'task.edited', taskId: task.id };
  recordEvent(context.connection, { ...event, before, after: { stream: task.stream } });
}

function move(tree: WorkingSet, { task: id, parent: parentId, before, after, position: exactly }: Move): void {
  const { context } = tree;
  const { connection, now, actor } = context;
  const task = tree.get(id);
  const parent = parentId === undefined ? tree.parentOf(task) : parentId === null ? undefined : tree.get(parentId);
  if (parent && (parent.id === id || tree.isBelow(parent, id))) {
    throw new Problem(
      'invalid_input',
      `${parent.id} lies below ${id}.`,
      'Choose a parent outside of the task that is moved.',
    );
  }
  if (before === id || after === id) throw invalid(['before, after: a task cannot stand next to itself']);
  if (before !== undefined && after !== undefined) throw invalid(['before, after: name one of them']);
  if (parent && parent.id !== task.parentId) mayGrow(tree, parent);
  const place = { parent: task.parentId, position: task.position };
  // What was moved before in the same command is looked at where it is now.
  tree.save();
  const position = exactly ?? positionUnder(tree, parent?.id ?? null, { before, after });
  if (task.parentId === (parent?.id ?? null)) {
    task.position = position;
    tree.touch(task);
    tree.forgetChildren(task.parentId);
  } else {
    mayLeave(tree, task, parent);
    const from = tree.parentOf(task);
    reparent(tree, task, parent, position);
    refuseCycles(tree, id);
    rankAgain(tree, [id, ...(from ? [from.id] : []), ...(parent ? [parent.id] : [])]);
    if (from) {
      planChanged(tree, from);
      context.changed({ entity: 'task', id: from.id, parent: from.parentId });
    }
  }
  if (parent) planChanged(tree, parent);
  const event = { at: now, actor, kind: 'task.moved', taskId: id, before: place };
  recordEvent(connection, { ...event, after: { parent: task.parentId, position: task.position } });
}

/** With the task where it is now: does anything in it wait for itself? */
function refuseCycles(tree: WorkingSet, moved: string): void {
  tree.save();
  const around = graphOf(tree);
  for (const id of [moved, ...descendantIds(tree.context.connection, moved)]) {
    const gates = [...tree.dependenciesOf(id), ...tree.dependantsOf(id)].filter(({ kind }) => kind !== 'related');
    for (const { task, dependsOn } of gates) {
      const cycle = cycleThrough(task, dependsOn, around);
      if (cycle) throw cycleProblem(tree, cycle);
    }
  }
}
