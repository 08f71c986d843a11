import * as z from 'zod';
import { Problem } from '../../domain/problem';
import { hasEnded, isWorking, type State } from '../../domain/workflow/states';
import { invalid } from '../../orchestrator/operation';
import { task } from '../fields';
import type { ToolStore } from '../store';
import { tool, type Answer, type ToolCall } from '../tool';
import { heldClaim, holdTask, letGo } from './held';
import { contextField, contextText, timeOf } from './planning';
import { earlierRow, kindOf, roleOf, withKind } from './words';
import { complete } from './working';

const STATUSES = [
  'pending',
  'active',
  'in_progress',
  'blocked',
  'completed',
  'failed',
  'cancelled',
  'archived',
] as const;
type Status = (typeof STATUSES)[number];

export const updateTask = tool({
  name: 'orchestrator_update_task',
  title: 'Update a task',
  description: 'Change what a task says, or, in a call of its own, its status.',
  readOnly: false,
  input: z.strictObject({
    task_id: task,
    title: z.string().optional(),
    description: z.string().optional(),
    status: z.enum(STATUSES).optional(),
    task_type: z.string().max(40).optional(),
    specialist_type: z.string().optional(),
    complexity: z.string().max(40).optional(),
    estimated_effort: z.string().optional(),
    due_date: z.string().optional(),
    context: contextField.optional(),
  }),
  run: async (call, { task_id, status, complexity, task_type, ...texts }) => {
    const { store } = call;
    const { title, description, specialist_type, estimated_effort, due_date, context } = texts;
    const { task: before } = await store.read('task.show', { task: task_id });
    const kind = { complexity, task_type };
    const fields = {
      ...(title !== undefined && { title }),
      ...(description !== undefined && { description }),
      ...(specialist_type !== undefined && { role: roleOf(specialist_type) ?? null }),
      ...(estimated_effort !== undefined && { effort: estimated_effort }),
      ...(due_date !== undefined && { due: timeOf('due_date', due_date) }),
      ...(context !== undefined && { context: contextText(context) }),
      ...((complexity ?? task_type) !== undefined && { labels: withKind(before.labels, kind) }),
    };
    const isEdit = Object.keys(fields).length > 0;
    // Two changes that could be refused one without the other: what is refused leaves everything as it was.
    if (isEdit && status !== undefined) throw invalid(['status: change it in a call of its own']);
    const refused = status === undefined ? undefined : await moveTo(call, task_id, status);
    if (refused) return refused;
    const { changed } = isEdit
      ? await store.execute('task.edit', { task: task_id, ...fields })
      : { changed: ['status'] };
    const { task: row } = await store.read('task.show', { task: task_id });
    return { task_updated: true, task_id, changed, updated_task: { ...earlierRow(row), ...kindOf(row.labels) } };
  },
});

/**
 * The operation that brings a task to where an earlier system would simply have said that it is. Answers if it is not done
 * after all: completed is only what is there on disk.
 */
async function moveTo(call: ToolCall, id: string, status: Status): Promise<Answer | undefined> {
  const { store } = call;
  const { task: row } = await store.read('task.show', { task: id });
  switch (status) {
    case 'active':
    case 'in_progress':
      await holdTask(store, id);
      return undefined;
    case 'completed':
      return unlessDone(
        await complete(call, { task_id: id, summary: 'Said to be completed.', next_action: 'complete' }),
      );
    case 'failed':
      await fail(store, id);
      return undefined;
    case 'blocked':
      await store.execute('task.block', { task: id, reason: 'Said to be blocked.', ...claimOn(store, id) });
      return undefined;
    case 'cancelled':
      await cancel(store, id);
      return undefined;
    case 'archived':
      await archive(store, id);
      return undefined;
    case 'pending':
      if (row.state === 'blocked') await store.execute('task.unblock', { task: id });
      else if (row.state === 'failed') await store.execute('task.retry', { task: id });
      else if (isWorking(row.state) && heldClaim(store, id) !== undefined) await release(store, id);
      else if (row.state !== 'pending') throw notBack(id, row.state);
      return undefined;
  }
}

const unlessDone = (answer: Answer): Answer | undefined => ('error' in answer ? answer : undefined);

async function fail(store: ToolStore, id: string): Promise<void> {
  const claim = await holdTask(store, id);
  await store.execute('task.finish', { task: id, claim, result: 'failed', summary: 'Said to have failed.' });
  letGo(store, id);
}

async function release(store: ToolStore, id: string): Promise<void> {
  await store.execute('task.release', { task: id, ...claimOn(store, id) });
  letGo(store, id);
}

const claimOn = (store: ToolStore, id: string): { claim?: string } => {
  const claim = heldClaim(store, id);
  return claim === undefined ? {} : { claim };
};

const notBack = (id: string, state: State): Problem =>
  new Problem(
    'not_possible',
    `${id} is ${state}, and does not become pending again by being called so.`,
    hasEnded(state) ? 'A person can reopen it in VS Code; or plan a new task.' : 'Complete it, or say blocked and why.',
  );

export const cancelTask = tool({
  name: 'orchestrator_cancel_task',
  title: 'Cancel a task',
  description: 'Cancel a task and all below it that has not finished. The work is kept.',
  readOnly: false,
  input: z.strictObject({ task_id: task, reason: z.string().optional(), preserve_work: z.boolean().optional() }),
  run: async ({ store }, { task_id, reason }) => {
    await cancel(store, task_id, reason);
    return { task_cancelled: true, task_id, status: 'cancelled', work_preserved: true };
  },
});

export const deleteTask = tool({
  name: 'orchestrator_delete_task',
  title: 'Archive a task',
  description:
    'Put a task and all below it into the archive, cancelled if it has not ended. With force also if others wait for it.',
  readOnly: false,
  input: z.strictObject({ task_id: task, force: z.boolean().optional(), archive_instead: z.boolean().optional() }),
  run: async ({ store }, { task_id, force, archive_instead }) => {
    const { waitedForBy } = await store.read('task.show', { task: task_id });
    const waiting = waitedForBy.filter(({ state, met, kind }) => !met && kind !== 'related' && !hasEnded(state));
    if (force !== true && waiting.length > 0) throw waitedFor(task_id, waiting);
    await archive(store, task_id);
    return {
      task_deleted: false,
      task_archived: true,
      action_taken: 'archived',
      task_id,
      ...(archive_instead === false && { note: 'Only people delete, in VS Code.' }),
    };
  },
});

const waitedFor = (id: string, waiting: readonly { readonly task: string }[]): Problem =>
  new Problem(
    'conflict',
    `${waiting.length} open tasks wait for ${id}: ${waiting
      .slice(0, 10)
      .map(({ task }) => task)
      .join(', ')}.`,
    'Finish it, or look at those tasks first; with force it is archived all the same, and they stay blocked.',
  );

async function archive(store: ToolStore, id: string): Promise<void> {
  const { task: row } = await store.read('task.show', { task: id });
  if (!hasEnded(row.state)) await cancel(store, id);
  await store.execute('task.archive', { task: id });
}

async function cancel(store: ToolStore, id: string, reason?: string): Promise<void> {
  await store.execute('task.cancel', { task: id, ...claimOn(store, id), ...(reason !== undefined && { reason }) });
  letGo(store, id);
}
