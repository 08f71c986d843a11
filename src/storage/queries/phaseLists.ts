import * as z from 'zod';
import { PHASES, phaseOf, statusIn, type Phase } from '../../domain/task/phase';
import { PRIORITIES } from '../../domain/task/task';
import type { Connection } from '../connection';
import { query, type Query } from '../query';
import { count, textList } from './columns';
import { anywhere, listed, taskRow, wordsOf, type TaskRow } from './tasks';

/** What steps are narrowed to; in each list one of the values has to hold. `null` among roles and streams: none. */
export interface StepFilter {
  readonly phases?: readonly Phase[] | undefined;
  readonly roles?: readonly (string | null)[] | undefined;
  readonly streams?: readonly (string | null)[] | undefined;
  readonly labels?: readonly string[] | undefined;
  readonly text?: string | undefined;
}

// ?1 status, ?2 role of the driver, ?3 phases, ?4 roles, ?5 streams, ?6 labels, ?7 limit, ?8 offset; with text ?9
const phase = "case when t.offer = 'interrupted' then 'interrupted' else t.status end";
/** A parent is listed while it has work of its own; otherwise it only reflects its children. */
const isStep = `(t.children = 0 or t.state in ('planning', 'plan_awaiting_approval',
  'implementation_awaiting_approval', 'reviewing', 'verifying', 'blocked'))`;
const conditions = `t.deleted_at is null and t.archived_at is null
  and (?3 is null or ${phase} in (select value from json_each(?3)))
  and (?4 is null or coalesce(t.role, '') in (select value from json_each(?4)))
  and (?5 is null or coalesce(t.stream, '') in (select value from json_each(?5)))
  and (?6 is null or exists (
    select 1 from json_each(t.labels) l where l.value in (select value from json_each(?6))))`;

interface Part {
  readonly rows: Query<TaskRow>;
  readonly count: Query<{ count: number }>;
  /** How many stand before the task whose priority is ?9 and whose number is ?10. */
  readonly before?: Query<{ count: number }>;
}

function part(from: string, where: string, order: string, before?: string): Part {
  const source = `from ${from} where ${where} and ${conditions}`;
  return {
    rows: query(`select ${listed} ${source} order by ${order} limit ?7 offset ?8`, taskRow),
    count: query(`select count(*) as count from (select 1 ${source} limit ?7 offset ?8)`, count),
    ...(before !== undefined && {
      before: query(`select count(*) as count ${source} and ?7 + ?8 >= 0 and ${before}`, count),
    }),
  };
}

const byStatus = part(
  'tasks t indexed by tasks_by_status',
  `t.status = ?1 and ?2 is null and ${isStep}`,
  't.priority desc, t.n',
  '(t.priority > ?9 or (t.priority = ?9 and t.n < ?10))',
);
const [byRole, byNoRole] = ['t.role = ?2', 't.role is null and ?2 is null'].map((role) =>
  part('tasks t indexed by tasks_by_role', `${role} and t.status = ?1 and ${isStep}`, 't.n', '?9 >= 0 and t.n < ?10'),
) as [Part, Part];
/** Whoever asks for words means the task that says them, whether or not it has steps. */
const byText = part(
  'tasks_text f join tasks t on t.n = f.docid',
  'f.tasks_text match ?9 and ?1 is null and ?2 is null',
  'f.docid desc',
);

/** Counting ends here: "10,000" then means that there are more. */
export const MOST_STEPS_COUNTED = 10_000;

/**
 * Steps that a filter finds: tasks that are worked on themselves, rather than through their children. They come
 * phase by phase, so that what matters is on top, and within one by priority and age: no change of a row reorders them.
 * By words, parents are found as well.
 */
export function stepsIn(connection: Connection, filter: StepFilter, offset: number, limit: number): TaskRow[] {
  const rows: TaskRow[] = [];
  let skip = offset;
  for (const { statements, values } of partsOf(filter)) {
    const wanted = limit - rows.length;
    if (wanted === 0) break;
    const found = connection.all(statements.rows, values(wanted, skip));
    rows.push(...found);
    // Whether anything was passed over is only worth counting where nothing was found.
    if (found.length > 0) skip = 0;
    else if (skip > 0) skip -= connection.get(statements.count, values(skip, 0))?.count ?? 0;
  }
  return rows;
}

export function countSteps(connection: Connection, filter: StepFilter): number {
  let total = 0;
  for (const { statements, values } of partsOf(filter)) {
    if (total >= MOST_STEPS_COUNTED) break;
    total += connection.get(statements.count, values(MOST_STEPS_COUNTED - total, 0))?.count ?? 0;
  }
  return total;
}

/** How many a list shows before one of its tasks; by text, nobody asks. */
export function countStepsBefore(connection: Connection, filter: StepFilter, task: TaskRow): number {
  const own = phaseOf(task);
  let total = 0;
  for (const { phase: each, statements, values } of partsOf(filter)) {
    if (each !== own) total += connection.get(statements.count, values(MOST_STEPS_COUNTED, 0))?.count ?? 0;
    else if (statements.before) {
      const place = [PRIORITIES.indexOf(task.priority), task.n];
      return total + (connection.get(statements.before, [...values(0, 0), ...place])?.count ?? 0);
    }
  }
  return total;
}

type Values = (string | number | null)[];

function partsOf({ phases, roles, streams, labels, text }: StepFilter): {
  phase?: Phase;
  statements: Part;
  values: (limit: number, offset: number) => Values;
}[] {
  const named = (list: readonly (string | null)[] | undefined) =>
    list === undefined ? null : JSON.stringify(list.map((value) => value ?? ''));
  const narrowed = (wanted: readonly Phase[] | undefined) => [
    named(wanted),
    named(roles),
    named(streams),
    named(labels),
  ];
  if (text !== undefined) {
    const words = wordsOf(text);
    if (words === undefined) return [];
    return [
      {
        statements: byText,
        values: (limit, offset) => [null, null, ...narrowed(phases), limit, offset, anywhere(words)],
      },
    ];
  }
  const [role] = roles ?? [];
  const only = roles?.length === 1 ? role : undefined;
  const statements = only === undefined ? byStatus : only === null ? byNoRole : byRole;
  return PHASES.filter((each) => phases?.includes(each) ?? true).map((each) => ({
    phase: each,
    statements,
    values: (limit, offset) => [statusIn(each), only ?? null, ...narrowed([each]), limit, offset],
  }));
}

const nextRole = query(
  'select role from tasks indexed by tasks_by_role where role > ? order by role limit 1',
  z.object({ role: z.string() }),
);

/** The roles that tasks have, found by leaps along the index. */
export function rolesOfTasks(connection: Connection): string[] {
  const found: string[] = [];
  for (let last = ''; ;) {
    const next = connection.get(nextRole, [last]);
    if (!next) return found;
    found.push((last = next.role));
  }
}

const recentLabels = query(
  `select t.labels from tasks t indexed by tasks_listed
   where t.deleted_at is null and t.updated_at < ?1 and t.labels <> '[]' order by t.updated_at desc, t.n desc limit ?2`,
  z.object({ labels: textList }),
);
const MOST_LOOKED_AT = 2_000;

/** Labels of the tasks that changed last. */
export function labelsOfTasks(connection: Connection): string[] {
  const rows = connection.all(recentLabels, [Number.MAX_SAFE_INTEGER, MOST_LOOKED_AT]);
  return [...new Set(rows.flatMap(({ labels }) => labels))];
}
