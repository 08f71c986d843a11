import * as z from 'zod';
import { SET_ASIDE } from '../../domain/workflow/checkpoints';
import { STATES, type State } from '../../domain/workflow/states';
import type { Connection } from '../connection';
import { query, statement } from '../query';
import { count, json } from './columns';

const checkpoint = z.object({
  seq: z.number(),
  name: z.string(),
  state: z.enum(STATES),
  data: json,
  files: json,
  actor: z.string(),
  at: z.number(),
});
export type CheckpointRow = z.output<typeof checkpoint>;

const columns = 'seq, name, state, data, files, actor, at';
const page = query(
  `select ${columns} from checkpoints where task_id = ? and seq < ? order by seq desc limit ?`,
  checkpoint,
);
const lastPlace = query(
  `select ${columns} from checkpoints where task_id = ? and name <> '${SET_ASIDE}' order by seq desc limit 1`,
  checkpoint,
);
const one = query(`select ${columns} from checkpoints where task_id = ? and seq = ?`, checkpoint);
const lastSeq = query('select coalesce(max(seq), 0) as count from checkpoints where task_id = ?', count);
const insert = statement(
  'insert into checkpoints (task_id, seq, name, state, data, files, actor, at) values (?, ?, ?, ?, ?, ?, ?, ?)',
);
const older = query('select count(*) as count from checkpoints where task_id = ? and seq < ?', count);
const removeOlder = statement('delete from checkpoints where task_id = ? and seq < ?');
const nth = query('select seq as count from checkpoints where task_id = ? order by seq desc limit 1 offset ?', count);

const manifests = query(
  "select n, files from checkpoints where n > ? and files <> '[]' order by n limit ?",
  z.object({ n: z.number(), files: json }),
);

const ALL = Number.MAX_SAFE_INTEGER;

/** Newest first. */
export const checkpointsOf = (connection: Connection, task: string, limit: number, before = ALL): CheckpointRow[] =>
  connection.all(page, [task, before, limit]);

export const findCheckpoint = (connection: Connection, task: string, seq: number): CheckpointRow | undefined =>
  connection.get(one, [task, seq]);

/** Where work stood last. */
export const lastPlaceOf = (connection: Connection, task: string): CheckpointRow | undefined =>
  connection.get(lastPlace, [task]);

export interface NewCheckpoint {
  readonly task: string;
  readonly name: string;
  readonly state: State;
  readonly data: unknown;
  readonly files: unknown;
  readonly actor: string;
  readonly at: number;
}

/** Returns its number within the task. */
export function addCheckpoint(connection: Connection, row: NewCheckpoint): number {
  const seq = (connection.get(lastSeq, [row.task])?.count ?? 0) + 1;
  const { task, name, state, data, files, actor, at } = row;
  connection.run(insert, [task, seq, name, state, JSON.stringify(data), JSON.stringify(files), actor, at]);
  return seq;
}

/** Removes all but the newest `keep`; returns how many went. */
export function pruneCheckpoints(connection: Connection, task: string, keep: number): number {
  const oldestKept = connection.get(nth, [task, keep - 1])?.count;
  if (oldestKept === undefined) return 0;
  const removed = connection.get(older, [task, oldestKept])?.count ?? 0;
  connection.run(removeOlder, [task, oldestKept]);
  return removed;
}

/** What checkpoints say of files, a page at a time, in the order in which they were made. */
export const manifestsAfter = (connection: Connection, n: number, limit: number): { n: number; files: unknown }[] =>
  connection.all(manifests, [n, limit]);
