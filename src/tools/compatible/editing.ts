import * as z from 'zod';
import { hasEnded } from '../../domain/workflow/states';
import { task } from '../fields';
import type { ToolStore } from '../store';
import { tool } from '../tool';
import { heldClaim, letGo } from './held';
import { dueTime } from './planning';
import { roleOf, statusWord } from './words';

export const updateTask = tool({
  name: 'orchestrator_update_task',
  title: 'Update a task',
  description: 'Change what a task says. Its status changes by working on it.',
  readOnly: false,
  input: z.strictObject({
    task_id: task,
    title: z.string().optional(),
    description: z.string().optional(),
    specialist_type: z.string().optional(),
    estimated_effort: z.string().optional(),
    due_date: z.string().optional(),
  }),
  run: async ({ store }, { task_id, title, description, specialist_type, estimated_effort, due_date }) => {
    const { changed } = await store.execute('task.edit', {
      task: task_id,
      ...(title !== undefined && { title }),
      ...(description !== undefined && { description }),
      ...(specialist_type !== undefined && { role: roleOf(specialist_type) ?? null }),
      ...(estimated_effort !== undefined && { effort: estimated_effort }),
      ...(due_date !== undefined && { due: dueTime(due_date) }),
    });
    return { task_updated: true, task_id, changed };
  },
});

export const cancelTask = tool({
  name: 'orchestrator_cancel_task',
  title: 'Cancel a task',
  description: 'Cancel a task and all below it that has not finished. The work is kept.',
  readOnly: false,
  input: z.object({ task_id: task, reason: z.string().optional(), preserve_work: z.boolean().optional() }),
  run: async ({ store }, { task_id, reason }) => {
    await cancel(store, task_id, reason);
    return { task_cancelled: true, task_id, status: statusWord('cancelled'), work_preserved: true };
  },
});

export const deleteTask = tool({
  name: 'orchestrator_delete_task',
  title: 'Archive a task',
  description: 'Put a task and all below it into the archive, cancelled if it has not ended. Only people delete.',
  readOnly: false,
  input: z.object({ task_id: task, force: z.boolean().optional(), archive_instead: z.boolean().optional() }),
  run: async ({ store }, { task_id }) => {
    const { task: row } = await store.read('task.show', { task: task_id });
    if (!hasEnded(row.state)) await cancel(store, task_id);
    await store.execute('task.archive', { task: task_id });
    return { task_deleted: false, task_archived: true, task_id };
  },
});

async function cancel(store: ToolStore, id: string, reason?: string): Promise<void> {
  const claim = heldClaim(store, id);
  await store.execute('task.cancel', {
    task: id,
    ...(claim !== undefined && { claim }),
    ...(reason !== undefined && { reason }),
  });
  letGo(store, id);
}
