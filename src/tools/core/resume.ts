import * as z from 'zod';
import { task } from '../fields';
import { tool } from '../tool';

const MOST_LISTED = 20;
const budget = z.int().min(150).max(8_000);

export const resume = tool({
  name: 'task_resume',
  title: 'Resume interrupted work',
  description: 'Interrupted tasks; with an id, where that task stands and how to go on. Then task_claim it.',
  readOnly: true,
  input: z.strictObject({ task: task.optional(), budget: budget.meta({ description: 'tokens' }).optional() }),
  run: async ({ store }, { task: id, budget: tokens }) => {
    if (id !== undefined) {
      const row = await store.read('task.show', { task: id });
      const { text } = await store.read('brief.resume', { task: id, ...(tokens !== undefined && { budget: tokens }) });
      return { task: id, state: row.task.state, brief: text };
    }
    const { interrupted } = await store.read('task.attention', { limit: MOST_LISTED });
    return {
      interrupted: interrupted.map(({ id: task, title, state, actor }) => ({ task, title, state, actor })),
      ...(interrupted.length === MOST_LISTED && { more: 'More may be interrupted; claim with interrupted: true.' }),
    };
  },
});
