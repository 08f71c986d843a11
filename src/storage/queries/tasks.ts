import * as z from 'zod';
import { PRIORITIES, TASK_STATUSES, type Priority, type TaskStatus } from '../../domain/task/task';
import type { Connection } from '../connection';
import { query, statement } from '../query';

export interface TaskRow {
  readonly n: number;
  readonly id: string;
  readonly parentId: string | null;
  readonly position: number;
  readonly title: string;
  readonly description: string;
  readonly role: string | null;
  readonly priority: Priority;
  readonly status: TaskStatus;
  readonly state: string;
  readonly children: number;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface NewTask {
  readonly id: string;
  readonly parentId: string | null;
  readonly rootId: string;
  readonly depth: number;
  readonly position: number;
  readonly title: string;
  readonly description: string;
  readonly role: string | null;
  readonly priority: Priority;
  readonly now: number;
}

/** Where a page of children ended; the next one starts behind it. */
export interface TaskCursor {
  readonly position: number;
  readonly n: number;
}

const columns = `n, id, parent_id as parentId, position, title, description, role, priority, status, state, children,
  created_at as createdAt, updated_at as updatedAt`;

// Columns are renamed by SQL, so that a row is parsed in one pass: this is the shape that is read most.
const taskRow: z.ZodType<TaskRow> = z.object({
  n: z.number(),
  id: z.string(),
  parentId: z.string().nullable(),
  position: z.number(),
  title: z.string(),
  description: z.string(),
  role: z.string().nullable(),
  priority: z.number().transform((priority) => PRIORITIES[priority] ?? 'normal'),
  status: z.enum(TASK_STATUSES),
  state: z.string(),
  children: z.number(),
  createdAt: z.number(),
  updatedAt: z.number(),
});

/** In lists descriptions are cut, so that a page stays a page. */
const listed = columns.replace('description', 'substr(description, 1, 500) as description');

const byId = query(`select ${columns} from tasks where id = ? and deleted_at is null`, taskRow);

// Two statements rather than `parent_id is ?`, which SQLite would answer without the index for roots.
const firstChildren = query(
  `select ${listed} from tasks where parent_id = ? and deleted_at is null
   and (position, n) > (?, ?) order by position, n limit ?`,
  taskRow,
);
const firstRoots = query(
  `select ${listed} from tasks where parent_id is null and deleted_at is null
   and (position, n) > (?, ?) order by position, n limit ?`,
  taskRow,
);
const place = query(
  'select id, root_id, depth from tasks where id = ? and deleted_at is null',
  z.object({ id: z.string(), root_id: z.string(), depth: z.number() }),
);
const known = query('select 1 as known from tasks where id = ?', z.object({ known: z.number() }));
const last = z.object({ position: z.number().nullable() });
const lastChild = query('select max(position) as position from tasks where parent_id = ?', last);
const lastRoot = query('select max(position) as position from tasks where parent_id is null', last);

const insert = statement(`
  insert into tasks (id, parent_id, root_id, depth, position, title, description, role, priority, status, state,
    created_at, updated_at, state_at)
  values (?, ?, ?, ?, ?, ?, ?, ?, ?, 'pending', 'pending', ?, ?, ?)`);
const index = statement(`
  insert into tasks_text (docid, title, description, context)
  select n, title, description, context from tasks where id in (select value from json_each(?))`);
const countChild = statement('update tasks set children = children + 1, updated_at = ? where id = ?');

export function findTask(connection: Connection, id: string): TaskRow | undefined {
  return connection.get(byId, [id]);
}

export function isTaskIdTaken(connection: Connection, id: string): boolean {
  return connection.get(known, [id]) !== undefined;
}

export function placeOf(connection: Connection, id: string): { rootId: string; depth: number } | undefined {
  const found = connection.get(place, [id]);
  return found && { rootId: found.root_id, depth: found.depth };
}

export function lastPosition(connection: Connection, parentId: string | null): number {
  const found = parentId === null ? connection.get(lastRoot) : connection.get(lastChild, [parentId]);
  return found?.position ?? 0;
}

export function childrenOf(
  connection: Connection,
  parentId: string | null,
  after: TaskCursor | undefined,
  limit: number,
): TaskRow[] {
  const { position, n } = after ?? { position: -Number.MAX_VALUE, n: 0 };
  return parentId === null
    ? connection.all(firstRoots, [position, n, limit])
    : connection.all(firstChildren, [parentId, position, n, limit]);
}

export function insertTask(connection: Connection, task: NewTask): void {
  connection.run(insert, [
    task.id,
    task.parentId,
    task.rootId,
    task.depth,
    task.position,
    task.title,
    task.description,
    task.role,
    PRIORITIES.indexOf(task.priority),
    task.now,
    task.now,
    task.now,
  ]);
  if (task.parentId !== null) connection.run(countChild, [task.now, task.parentId]);
}

/** Adds new tasks to the full-text index. */
export function indexTasks(connection: Connection, ids: readonly string[]): void {
  connection.run(index, [JSON.stringify(ids)]);
}
