import * as z from 'zod';
import type { TaskStatus } from '../../domain/task/task';
import { invalid } from '../../orchestrator/operation';
import type { TaskRow } from '../../orchestrator/registry';
import { fitting } from '../answer/rows';
import { isoTime } from '../answer/time';
import { task } from '../fields';
import type { ToolStore } from '../store';
import { tool } from '../tool';
import { roleOf, statusesOf, statusWord } from './words';

/** How far down a list earlier tools may look; further down, a filter finds more than an offset. */
const MOST_ROWS = 1_000;
const REPORT_TOKENS = 4_000;

const earlierRow = ({ id, parentId, title, status, state, role, createdAt }: TaskRow): Record<string, unknown> => ({
  task_id: id,
  parent_task_id: parentId,
  title,
  status: statusWord(status),
  state,
  specialist_type: role,
  created_at: isoTime(createdAt),
});

export const queryTasks = tool({
  name: 'orchestrator_query_tasks',
  title: 'Query tasks',
  description: 'Find tasks, newest change first.',
  readOnly: true,
  input: z.strictObject({
    status: z.array(z.string()).optional(),
    specialist_type: z.array(z.string()).optional(),
    parent_task_id: task.optional(),
    search_text: z.string().optional(),
    limit: z.int().min(1).max(100).default(20),
    offset: z
      .int()
      .min(0)
      .max(MOST_ROWS - 100)
      .default(0),
  }),
  run: async ({ store }, { status, specialist_type, parent_task_id, search_text, limit, offset }) => {
    const filters = {
      ...(parent_task_id !== undefined && { under: parent_task_id }),
      ...(search_text !== undefined && { text: search_text }),
      limit: offset + limit,
    };
    const statuses = status === undefined ? [undefined] : named(status);
    const roles = specialist_type === undefined ? [undefined] : specialist_type.map(roleOf);
    const found = await Promise.all(
      statuses.flatMap((one) =>
        roles.map((role) =>
          store.read('task.search', {
            ...filters,
            ...(one !== undefined && { status: one }),
            ...(role !== undefined && { role }),
          }),
        ),
      ),
    );
    const rows = found.flatMap((page) => page.rows).sort((a, b) => b.updatedAt - a.updatedAt || b.n - a.n);
    const shown = fitting(rows.slice(offset, offset + limit).map(earlierRow));
    return { tasks: shown, count: shown.length, total: found.reduce((sum, { total }) => sum + total, 0), offset };
  },
});

function named(words: readonly string[]): TaskStatus[] {
  const unknown = words.filter((word) => statusesOf(word).length === 0);
  if (unknown.length > 0) throw invalid([`status: there is no ${unknown.join(', ').slice(0, 200)}`]);
  return [...new Set(words.flatMap(statusesOf))];
}

export const synthesizeResults = tool({
  name: 'orchestrator_synthesize_results',
  title: 'Synthesize results',
  description: 'What all tasks below a task have brought about, and what is still open.',
  readOnly: true,
  input: z.object({ parent_task_id: task }),
  run: async ({ store }, { parent_task_id }) => {
    const { text } = await store.read('brief.synthesis', { task: parent_task_id, budget: REPORT_TOKENS });
    return { parent_task_id, report: text };
  },
});

export const getStatus = tool({
  name: 'orchestrator_get_status',
  title: 'Get status',
  description: 'How many tasks there are in each status, and those that are open.',
  readOnly: true,
  input: z.object({ include_completed: z.boolean().default(false) }),
  run: async ({ store }, { include_completed }) => {
    const open: readonly TaskStatus[] = ['in_progress', 'waiting', 'blocked', 'pending', 'failed'];
    const wanted = include_completed ? [...open, 'completed' as const] : open;
    const [counts, ...lists] = await Promise.all([
      store.read('task.count', {}),
      ...wanted.map((status) => store.read('task.search', { status })),
    ]);
    const tasks = lists.flatMap(({ rows }) => rows).map(earlierRow);
    return {
      active: counts.in_progress + counts.waiting,
      pending: counts.pending,
      completed: counts.completed,
      blocked: counts.blocked,
      failed: counts.failed,
      tasks: fitting(tasks),
    };
  },
});

export const maintain = tool({
  name: 'orchestrator_maintenance_coordinator',
  title: 'Look after the tasks',
  description: 'scan_cleanup lists what is stuck; prepare_handover writes a page for whoever takes over.',
  readOnly: true,
  input: z.object({ action: z.enum(['scan_cleanup', 'prepare_handover']), target_task_id: task.optional() }),
  run: async ({ store }, { action, target_task_id }) => {
    if (action === 'scan_cleanup') return { action, ...(await stuck(store)) };
    const about = target_task_id === undefined ? {} : { task: target_task_id };
    const { text } = await store.read('brief.handover', { ...about, budget: REPORT_TOKENS });
    return { action, handover: text };
  },
});

async function stuck(store: ToolStore): Promise<Record<string, unknown>> {
  const found = await store.read('task.attention', { limit: 20 });
  const lists = Object.entries(found).map(([why, rows]) => [why, rows.map(earlierRow)] as const);
  return Object.fromEntries(lists);
}
