import * as z from 'zod';
import { EVIDENCE_STATES } from '../../domain/evidence/results';
import { PRIORITIES, TASK_STATUSES } from '../../domain/task/task';
import { SET_ASIDE } from '../../domain/workflow/checkpoints';
import { STATES } from '../../domain/workflow/states';
import type { Connection } from '../connection';
import { query, statement } from '../query';
import { flag, textList } from './columns';

/** A task as lists and views show it. */
// Columns are renamed by SQL, so that a row is parsed in one pass: this is the shape that is read most.
export const taskRow = z.object({
  n: z.number(),
  id: z.string(),
  parentId: z.string().nullable(),
  rootId: z.string(),
  depth: z.number(),
  position: z.number(),
  stream: z.string().nullable(),
  title: z.string(),
  description: z.string(),
  role: z.string().nullable(),
  priority: z.number().transform((priority) => PRIORITIES[priority] ?? 'normal'),
  labels: textList,
  dueAt: z.number().nullable(),
  status: z.enum(TASK_STATUSES),
  state: z.enum(STATES),
  stateReason: z.string().nullable(),
  actor: z.string().nullable(),
  children: z.number(),
  leaves: z.number(),
  leavesDone: z.number(),
  unsound: z.number(),
  retryCount: z.number(),
  unmet: z.number(),
  held: z.number(),
  claimed: flag,
  evidence: z.enum(EVIDENCE_STATES),
  hasChecks: flag,
  /** Checks that no person has approved. */
  openChecks: z.number(),
  offer: z.enum(['ready', 'interrupted']).nullable(),
  /** The last place that was reached, and since when nobody is at it, where work was interrupted. */
  stoppedAt: z.string().nullable(),
  interruptedAt: z.number().nullable(),
  createdAt: z.number(),
  updatedAt: z.number(),
  stateAt: z.number(),
  archivedAt: z.number().nullable(),
  deletedAt: z.number().nullable(),
});
export type TaskRow = z.output<typeof taskRow>;

/** Where a page of children ended; the next one starts behind it. */
export interface TaskCursor {
  readonly position: number;
  readonly n: number;
}

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const names = Object.keys(taskRow.shape);

const stoppedAt = `case when t.offer = 'interrupted' then
  (select c.name from checkpoints c where c.task_id = t.id and c.name <> '${SET_ASIDE}' order by c.seq desc limit 1) end`;
const interruptedAt = `case when t.offer = 'interrupted' then
  (select c.ended_at from claims c where c.task_id = t.id order by c.attempt desc limit 1) end`;

const computed: Readonly<Record<string, string>> = { stoppedAt, interruptedAt, hasChecks: "t.checks <> '[]'" };

/** The columns of a row, of the table called `t`. */
const columns = (others: Readonly<Record<string, string>> = computed): string =>
  names.map((name) => `${others[name] ?? `t.${snake(name)}`} as ${name}`).join(', ');
/** The columns of a row in a list: descriptions are cut, so that a page stays a page. */
export const listed = columns({ ...computed, description: 'substr(t.description, 1, 500)' });
const whole = columns();

const byId = query(`select ${whole} from tasks t where t.id = ? and t.deleted_at is null`, taskRow);

// Two statements rather than `parent_id is ?`, which SQLite would answer without the index for roots.
const firstChildren = query(
  `select ${listed} from tasks t where parent_id = ? and deleted_at is null and archived_at is null
   and (position, n) > (?, ?) order by position, n limit ?`,
  taskRow,
);
const firstRoots = query(
  `select ${listed} from tasks t where parent_id is null and deleted_at is null and archived_at is null
   and (position, n) > (?, ?) order by position, n limit ?`,
  taskRow,
);
const index = statement(`
  insert into tasks_text (docid, title, description, context)
  select n, title, description, context from tasks where id in (select value from json_each(?))`);
const unindex = statement('delete from tasks_text where docid = ?');

// A condition that all rows fulfil, so that it is a search and no scan.
const any = query('select n from tasks where n > 0 limit 1', z.object({ n: z.number() }));

/** Whether there is or ever was a task. */
export function hasTasks(connection: Connection): boolean {
  return connection.get(any) !== undefined;
}

export function findTask(connection: Connection, id: string): TaskRow | undefined {
  return connection.get(byId, [id]);
}

export function childrenOf(
  connection: Connection,
  parent: string | null,
  after: TaskCursor | undefined,
  limit: number,
): TaskRow[] {
  const { position, n } = after ?? { position: -Number.MAX_VALUE, n: 0 };
  return parent === null
    ? connection.all(firstRoots, [position, n, limit])
    : connection.all(firstChildren, [parent, position, n, limit]);
}

/** Adds tasks to the full-text index. */
export function indexTasks(connection: Connection, ids: readonly string[]): void {
  connection.run(index, [JSON.stringify(ids)]);
}

/** Takes a task out of the full-text index; its texts must still be those that were indexed. */
export function unindexTask(connection: Connection, n: number): void {
  connection.run(unindex, [n]);
}

/** Words as the index knows them; undefined when there is none. */
export function wordsOf(text: string): readonly string[] | undefined {
  return text
    .toLowerCase()
    .match(/[\p{L}\p{N}_]+/gu)
    ?.slice(0, 20);
}

/** What finds all of these words, at least begun, in any text of a task. */
export const anywhere = (words: readonly string[]): string => words.map((word) => `${word}*`).join(' ');
