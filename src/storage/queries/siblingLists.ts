import * as z from 'zod';
import type { Connection } from '../connection';
import { query } from '../query';
import { count } from './columns';
import { listed, taskRow, type TaskRow } from './tasks';

/** Tasks that hang at one place, in the order that people gave them. */
export type Siblings =
  | { readonly under: string }
  /** At the top: all, those of a stream, or (null) those of no stream. */
  | { readonly stream?: string | null | undefined };

/** ?1 and ?2 are for what is listed (leaving finished tasks out, or not) and for where. */
const live = `t.deleted_at is null and t.archived_at is null
  and (?1 = 0 or t.status not in ('completed', 'cancelled'))`;
const order = 't.position, t.n';

const siblings = (index: string, where: string) => ({
  rows: query(
    `select ${listed} from tasks t indexed by ${index} where ${where} and ${live} order by ${order} limit ?3 offset ?4`,
    taskRow,
  ),
  count: query(`select count(*) as count from tasks t indexed by ${index} where ${where} and ${live}`, count),
  before: query(
    `select count(*) as count from tasks t indexed by ${index} where ${where} and ${live} and (${order}) < (?3, ?4)`,
    count,
  ),
});

const children = siblings('tasks_by_parent', 't.parent_id = ?2');
const roots = siblings('tasks_by_parent', 't.parent_id is null and ?2 is null');
const inStream = siblings('tasks_by_stream', 't.parent_id is null and t.stream = ?2');
const inNoStream = siblings('tasks_by_stream', 't.parent_id is null and t.stream is null and ?2 is null');

function statementsFor(where: Siblings) {
  if ('under' in where) return { ...children, value: where.under };
  if (where.stream === undefined) return { ...roots, value: null };
  return where.stream === null ? { ...inNoStream, value: null } : { ...inStream, value: where.stream };
}

export function siblingsAt(
  connection: Connection,
  where: Siblings,
  { unfinished, offset, limit }: { unfinished: boolean; offset: number; limit: number },
): TaskRow[] {
  const { rows, value } = statementsFor(where);
  return connection.all(rows, [Number(unfinished), value, limit, offset]);
}

export function countSiblings(connection: Connection, where: Siblings, unfinished: boolean): number {
  const { count: statement, value } = statementsFor(where);
  return connection.get(statement, [Number(unfinished), value])?.count ?? 0;
}

/** How many stand before a task. */
export function countBefore(
  connection: Connection,
  where: Siblings,
  unfinished: boolean,
  { position, n }: Pick<TaskRow, 'position' | 'n'>,
): number {
  const { before, value } = statementsFor(where);
  return connection.get(before, [Number(unfinished), value, position, n])?.count ?? 0;
}

const several = query(
  `select ${listed} from tasks t where t.id in (select value from json_each(?)) and t.deleted_at is null`,
  taskRow,
);

/** The tasks with these ids that there are, in no order. */
export const findTasks = (connection: Connection, ids: readonly string[]): TaskRow[] =>
  connection.all(several, [JSON.stringify(ids)]);

const progress = query(
  `select coalesce(sum(t.leaves), 0) as leaves, coalesce(sum(t.leaves_done), 0) as done
   from tasks t indexed by tasks_by_stream
   where t.parent_id is null and t.stream = ? and t.deleted_at is null and t.archived_at is null`,
  z.object({ leaves: z.number(), done: z.number() }),
);

/** How far the trees of a stream are, counted at their roots. */
export const progressOfStream = (connection: Connection, stream: string): { leaves: number; done: number } =>
  connection.get(progress, [stream]) ?? { leaves: 0, done: 0 };
