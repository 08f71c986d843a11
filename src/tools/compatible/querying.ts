import * as z from 'zod';
import type { TaskStatus } from '../../domain/task/task';
import { invalid } from '../../orchestrator/operation';
import type { QueryInput, TaskRow } from '../../orchestrator/registry';
import { fitting } from '../answer/rows';
import { task } from '../fields';
import type { ToolStore } from '../store';
import { tool } from '../tool';
import { timeOf } from './planning';
import { scan, type Scanned } from './scan';
import { earlierRow, kindOf, roleOf, statusesOf } from './words';

const words = z.array(z.string().max(40)).max(20).optional();
const MOST_CHILDREN = 20;
const MOST_ARTIFACTS = 20;

const input = z.strictObject({
  status: words,
  task_type: words,
  specialist_type: words,
  complexity: words,
  parent_task_id: task.optional(),
  search_text: z.string().optional(),
  created_after: z.string().optional(),
  created_before: z.string().optional(),
  include_children: z.boolean().optional(),
  include_artifacts: z.boolean().optional(),
  limit: z.int().min(1).max(100).default(20),
  offset: z.int().min(0).max(9_900).default(0),
});
type Wanted = z.output<typeof input>;

export const queryTasks = tool({
  name: 'orchestrator_query_tasks',
  title: 'Query tasks',
  description: 'Find tasks, newest change first. With a parent: those directly below it.',
  readOnly: true,
  input,
  run: async ({ store }, wanted) => {
    const { offset, limit } = wanted;
    const { rows, isCut } = await matching(store, wanted);
    const page = rows.slice(offset, offset + limit);
    const shown = fitting(await Promise.all(page.map((row) => rowOf(store, row, wanted))));
    const end = offset + shown.length;
    return {
      tasks: shown,
      query_summary: {
        pagination: { total_count: rows.length, page_count: shown.length, has_more: end < rows.length || isCut },
      },
      ...(end < rows.length && { more: `${shown.length} of ${rows.length}; pass offset ${end} for more, or filter.` }),
      ...(isCut && { note: 'Only the 10,000 tasks that changed last were looked at; filter to find older ones.' }),
    };
  },
});

async function matching(store: ToolStore, wanted: Wanted): Promise<Scanned> {
  const statuses = wanted.status === undefined ? undefined : named(wanted.status);
  const roles = wanted.specialist_type?.map((word) => roleOf(word) ?? null);
  const { parent_task_id: under, search_text: text } = wanted;
  const created = [
    wanted.created_after === undefined ? -Infinity : timeOf('created_after', wanted.created_after),
    wanted.created_before === undefined ? Infinity : timeOf('created_before', wanted.created_before),
  ] as const;
  const holds = (row: TaskRow): boolean => {
    const { complexity, task_type } = kindOf(row.labels);
    return (
      (statuses === undefined || row.archivedAt !== null || statuses.includes(row.status)) &&
      (roles === undefined || roles.includes(row.role)) &&
      (wanted.complexity === undefined || wanted.complexity.includes(complexity ?? '')) &&
      (wanted.task_type === undefined || wanted.task_type.includes(task_type ?? 'standard')) &&
      (under === undefined || row.parentId === under) &&
      row.createdAt > created[0] &&
      row.createdAt < created[1]
    );
  };
  const filter: QueryInput<'task.search'> = {
    ...(under !== undefined && { under }),
    ...(text !== undefined && { text }),
    ...(roles?.length === 1 && typeof roles[0] === 'string' && { role: roles[0] }),
  };
  const found: Scanned[] = [];
  if (statuses?.length !== 0) {
    const [only, ...more] = statuses ?? [];
    found.push(
      await scan(store, { ...filter, ...(only !== undefined && more.length === 0 && { status: only }) }, holds),
    );
  }
  if (wanted.status?.includes('archived') === true) found.push(await scan(store, { ...filter, archived: true }, holds));
  const rows = found.flatMap((each) => each.rows).sort((a, b) => b.updatedAt - a.updatedAt || b.n - a.n);
  return { rows, isCut: found.some(({ isCut }) => isCut) };
}

function named(asked: readonly string[]): TaskStatus[] {
  const open = asked.filter((word) => word !== 'archived');
  const unknown = open.filter((word) => statusesOf(word).length === 0);
  if (unknown.length > 0) throw invalid([`status: there is no ${unknown.join(', ').slice(0, 200)}`]);
  return [...new Set(open.flatMap(statusesOf))];
}

async function rowOf(store: ToolStore, row: TaskRow, wanted: Wanted): Promise<Record<string, unknown>> {
  const shown = earlierRow(row);
  if (wanted.include_children === true && row.children > 0) {
    const { rows } = await store.read('task.children', { parent: row.id, limit: MOST_CHILDREN });
    shown['children'] = rows.map(({ id, title, state }) => ({ task_id: id, title, state }));
    if (row.children > rows.length) shown['children_count'] = row.children;
  }
  if (wanted.include_artifacts === true) {
    const [latest] = (await store.read('task.results', { task: row.id, limit: 1 })).rows;
    if (latest) shown['artifacts'] = [latest.summary, ...latest.artifacts].slice(0, MOST_ARTIFACTS);
  }
  return shown;
}
