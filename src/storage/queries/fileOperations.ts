import * as z from 'zod';
import { FILE_OPERATIONS, type FileOperation } from '../../domain/evidence/path';
import type { Connection } from '../connection';
import { query, statement } from '../query';

const operation = z.object({
  n: z.number(),
  op: z.enum(FILE_OPERATIONS),
  path: z.string(),
  from: z.string().nullable(),
  hash: z.string().nullable(),
  noticed: z.enum(['claimed', 'observed', 'manual']),
  actor: z.string(),
  at: z.number(),
});
export type FileOperationRow = z.output<typeof operation>;

const insert = statement(
  'insert into file_operations (task_id, op, path, from_path, after_hash, noticed, actor, at) values (?, ?, ?, ?, ?, ?, ?, ?)',
);
const ofTask = query(
  `select n, op, path, from_path as "from", after_hash as hash, noticed, actor, at
   from file_operations where task_id = ? and n < ? order by n desc limit ?`,
  operation,
);

export interface NewFileOperation {
  readonly op: FileOperation;
  readonly path: string;
  readonly from: string | null;
  readonly hash: string | null;
}

export function addClaimedOperation(
  connection: Connection,
  task: string,
  { op, path, from, hash }: NewFileOperation,
  actor: string,
  at: number,
): void {
  connection.run(insert, [task, op, path, from, hash, 'claimed', actor, at]);
}

/** Newest first. */
export const fileOperationsOf = (
  connection: Connection,
  task: string,
  limit: number,
  before = Number.MAX_SAFE_INTEGER,
): FileOperationRow[] => connection.all(ofTask, [task, before, limit]);
