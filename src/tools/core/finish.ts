import * as z from 'zod';
import { claim, files, task } from '../fields';
import { tool } from '../tool';

export const finish = tool({
  name: 'task_finish',
  title: 'Finish a task',
  description:
    'End the work on a claimed task. Name the files you changed; done means they are there and the checks pass. Tells what is next.',
  readOnly: false,
  input: z.strictObject({
    task,
    claim,
    result: z.enum(['done', 'failed', 'blocked', 'needs_revision']),
    summary: z.string(),
    detail: z.string().optional(),
    files,
    error: z.strictObject({ type: z.string(), message: z.string(), stack: z.string().optional() }).optional(),
  }),
  run: async ({ store }, input) => {
    const { state, verification, next } = await store.execute('task.finish', input);
    return { state, verification, ...(next && { next }) };
  },
});
