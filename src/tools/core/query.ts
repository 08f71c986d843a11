import * as z from 'zod';
import { requestedView } from '../views';
import { task } from '../fields';
import { tool } from '../tool';

export const query = tool({
  name: 'task_query',
  title: 'Look tasks up',
  description:
    'Look tasks up, newest change first: by ids or filters. synthesis tells what came of all below one task.',
  readOnly: true,
  input: z.strictObject({
    ids: z.array(task).max(100).optional(),
    text: z.string().optional(),
    state: z.string().meta({ description: 'e.g. pending, blocked' }).optional(),
    role: z.string().optional(),
    stream: z.string().optional(),
    under: task.optional(),
    since: z.string().meta({ description: 'ISO time' }).optional(),
    view: z.enum(['list', 'detail', 'tree', 'synthesis', 'status']).optional(),
    limit: z.int().min(1).max(100).optional(),
    cursor: z.string().max(1_000).optional(),
  }),
  run: ({ store }, input) => requestedView(store, input),
});
