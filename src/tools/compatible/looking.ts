import * as z from 'zod';
import type { TaskStatus } from '../../domain/task/task';
import { fitting } from '../answer/rows';
import { task } from '../fields';
import { tool } from '../tool';
import { earlierRow } from './words';

const REPORT_TOKENS = 4_000;

export const synthesizeResults = tool({
  name: 'orchestrator_synthesize_results',
  title: 'Synthesize results',
  description: 'What all tasks below a task have brought about, and what is still open.',
  readOnly: true,
  input: z.strictObject({ parent_task_id: task }),
  run: async ({ store }, { parent_task_id }) => {
    const { text } = await store.read('brief.synthesis', { task: parent_task_id, budget: REPORT_TOKENS });
    return { parent_task_id, report: text };
  },
});

const OPEN: readonly TaskStatus[] = ['in_progress', 'waiting', 'blocked', 'pending', 'failed'];

export const getStatus = tool({
  name: 'orchestrator_get_status',
  title: 'Get status',
  description: 'How many tasks there are in each status, and of each the 20 that changed last.',
  readOnly: true,
  input: z.strictObject({ include_completed: z.boolean().default(false) }),
  run: async ({ store }, { include_completed }) => {
    const wanted = include_completed ? [...OPEN, 'completed' as const] : OPEN;
    const [counts, ...lists] = await Promise.all([
      store.read('task.count', {}),
      ...wanted.map((status) => store.read('task.search', { status })),
    ]);
    const tasks = fitting(lists.flatMap(({ rows }) => rows).map(earlierRow));
    const total = wanted.reduce((sum, status) => sum + counts[status], 0);
    return {
      active: counts.in_progress + counts.waiting,
      pending: counts.pending,
      completed: counts.completed,
      blocked: counts.blocked,
      failed: counts.failed,
      tasks,
      ...(tasks.length < total && { more: `${tasks.length} of ${total}; orchestrator_query_tasks finds the others.` }),
    };
  },
});
