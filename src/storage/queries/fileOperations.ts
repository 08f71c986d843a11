import * as z from 'zod';
import { NOTICED, type Noticed } from '../../domain/evidence/netState';
import { FILE_OPERATIONS, type FileOperation } from '../../domain/evidence/workspacePath';
import type { Connection } from '../connection';
import { query, statement } from '../query';

const operation = z.object({
  n: z.number(),
  task: z.string().nullable(),
  op: z.enum(FILE_OPERATIONS),
  path: z.string(),
  from: z.string().nullable(),
  hash: z.string().nullable(),
  size: z.number().nullable(),
  noticed: z.enum(NOTICED),
  actor: z.string(),
  at: z.number(),
});
export type FileOperationRow = z.output<typeof operation>;

const columns = 'n, task_id as task, op, path, from_path as "from", after_hash as hash, size, noticed, actor, at';
const insert = statement(
  `insert into file_operations (task_id, op, path, from_path, after_hash, size, noticed, actor, at)
   values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning n`,
);
const ofTask = query(
  `select ${columns} from file_operations where task_id = ? and n < ? order by n desc limit ?`,
  operation,
);
const onPath = query(
  `select ${columns} from file_operations where path = ? and op <> 'read' order by n desc limit 1`,
  operation,
);
const unattributed = query(
  `select ${columns} from file_operations where task_id is null and n < ? order by n desc limit ?`,
  operation,
);
const unattributedOn = query(
  `select ${columns} from file_operations indexed by file_operations_by_path
   where path = ? and task_id is null order by n`,
  operation,
);
const changedBelow = query(
  `with recursive down(id) as (
     select id from tasks where parent_id = ?1 and deleted_at is null
     union all select t.id from down join tasks t on t.parent_id = down.id where t.deleted_at is null
   ) select path from down cross join file_operations o on o.task_id = down.id where o.op <> 'read'`,
  z.object({ path: z.string() }),
);
const assign = statement('update file_operations set task_id = ?, noticed = ? where n = ?');
const dismiss = statement('delete from file_operations where path = ? and task_id is null');

export interface NewFileOperation {
  readonly task: string | null;
  readonly op: FileOperation;
  readonly path: string;
  readonly from: string | null;
  readonly hash: string | null;
  readonly size: number | null;
  readonly noticed: Noticed;
  readonly actor: string;
  readonly at: number;
}

/** Returns its number. */
export function addFileOperation(connection: Connection, row: NewFileOperation): number {
  const { task, op, path, from, hash, size, noticed, actor, at } = row;
  return Number(connection.value(insert, [task, op, path, from, hash, size, noticed, actor, at]));
}

/** Newest first. */
export const fileOperationsOf = (
  connection: Connection,
  task: string,
  limit: number,
  before = Number.MAX_SAFE_INTEGER,
): FileOperationRow[] => connection.all(ofTask, [task, before, limit]);

/** Files that were changed for the tasks below one, in the order of their paths. */
export const filesChangedBelow = (connection: Connection, task: string, limit: number): string[] =>
  [...new Set(connection.all(changedBelow, [task]).map(({ path }) => path))].sort().slice(0, limit);

/** What was last heard of a path, whoever did it. */
export const lastOperationOn = (connection: Connection, path: string): FileOperationRow | undefined =>
  connection.get(onPath, [path]);

/** Changes that nobody could say whose they are, newest first. */
export const unattributedOperations = (
  connection: Connection,
  limit: number,
  before = Number.MAX_SAFE_INTEGER,
): FileOperationRow[] => connection.all(unattributed, [before, limit]);

export const unattributedOperationsOn = (connection: Connection, path: string): FileOperationRow[] =>
  connection.all(unattributedOn, [path]);

export function assignOperation(connection: Connection, n: number, task: string): void {
  connection.run(assign, [task, 'manual', n]);
}

export function dismissUnattributed(connection: Connection, path: string): void {
  connection.run(dismiss, [path]);
}

const seenThere = query(
  `select 1 as found from file_operations
   where (path = ?1 or (path > ?1 || '/' and path < ?1 || '0')) and op <> 'read'
   and (size is not null or (noticed = 'observed' and op = 'delete')) limit 1`,
  z.object({ found: z.number() }),
);
const observedBy = query(
  `select 1 as found from file_operations where path = ? and task_id = ? and noticed = 'observed' limit 1`,
  z.object({ found: z.number() }),
);

/** Whether anything was ever found at a path, or in a folder of this name. */
export const wasEverThere = (connection: Connection, path: string): boolean =>
  connection.get(seenThere, [path]) !== undefined;

/** Whether a change of a path was seen on disk for a task. */
export const wasObserved = (connection: Connection, task: string, path: string): boolean =>
  connection.get(observedBy, [path, task]) !== undefined;
