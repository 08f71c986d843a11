import * as z from 'zod';
import { APPROVALS } from '../../domain/workflow/stages';
import { fitting } from '../answer/rows';
import { requestId } from '../fields';
import { tool } from '../tool';

const list = z.array(z.string()).optional();

/**
 * Steps within steps are left open here: the operation parses them, and names each mistake with its place. A schema that
 * refers to itself is refused by some clients.
 */
const step = z.strictObject({
  key: z.string().optional(),
  title: z.string(),
  description: z.string().optional(),
  role: z.string().optional(),
  after: list.meta({ description: 'keys or ids' }),
  files: list.meta({ description: 'globs' }),
  checks: list.meta({ description: 'commands that must pass' }),
  steps: z.array(z.record(z.string(), z.unknown())).meta({ description: 'same shape' }).optional(),
});

export const plan = tool({
  name: 'task_plan',
  title: 'Plan tasks',
  description:
    "Plan work as a tree of tasks. Unlike an editor's to-do list it lasts, is checked, resumable and shared with people and other agents.",
  readOnly: false,
  input: z.strictObject({
    goal: z.string(),
    context: z.string().optional(),
    stream: z.string().optional(),
    parent: z.string().optional(),
    approval: z.enum(APPROVALS).meta({ description: 'what a person approves' }).optional(),
    steps: z.array(step).optional(),
    request_id: requestId,
  }),
  run: async ({ store }, { request_id, ...input }) => {
    const planned = await store.execute('task.plan', input, request_id);
    const all = Object.entries(planned.steps);
    const shown = fitting(all);
    const more = `The first ${shown.length} of ${all.length}; task_query with under and view tree shows them.`;
    return {
      task: planned.task,
      state: planned.state,
      steps: Object.fromEntries(shown),
      ...(planned.state === 'plan_awaiting_approval' && { next: waitFor(planned.task) }),
      ...(shown.length < all.length && { more }),
    };
  },
});

const waitFor = (task: string): string =>
  `A person approves it first; task_progress with task ${task} and wait_s waits for that.`;
