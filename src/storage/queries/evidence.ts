import * as z from 'zod';
import { EXPECTED, NOTICED, type Net } from '../../domain/evidence/netState';
import { FILE_OPERATIONS, foldersAbove } from '../../domain/evidence/workspacePath';
import { FILE_RESULTS, type FileResult } from '../../domain/evidence/results';
import type { Connection } from '../connection';
import { query, statement } from '../query';
import { flag } from './columns';

const row = z.object({
  task: z.string(),
  path: z.string(),
  expected: z.enum(EXPECTED),
  hash: z.string().nullable(),
  size: z.number().nullable(),
  exact: flag,
  found: flag,
  op: z.enum(FILE_OPERATIONS),
  noticed: z.enum(NOTICED),
  actor: z.string(),
  /** Number of the operation that it follows from: what was done last to a path holds for it. */
  operation: z.number(),
  supersededBy: z.string().nullable(),
  status: z.enum(FILE_RESULTS).nullable(),
  reason: z.string(),
  checkedAt: z.number().nullable(),
  at: z.number(),
});
export type EvidenceRow = z.output<typeof row>;

const columns = `e.task_id as task, e.path, e.expected, e.hash, e.size, e.exact, e.found, e.op, e.noticed, e.actor, e.operation,
  e.superseded_by as supersededBy, e.status, e.reason, e.checked_at as checkedAt, e.at`;
const ofTask = query(`select ${columns} from evidence e where e.task_id = ? order by e.path`, row);
const one = query(`select ${columns} from evidence e where e.task_id = ? and e.path = ?`, row);
const onPath = query(
  `select ${columns} from evidence e join tasks t on t.id = e.task_id
   where e.path = ? and t.deleted_at is null order by e.operation`,
  row,
);
const below = query(
  `select e.path as path from evidence e join tasks t on t.id = e.task_id
   where e.path > ?1 and e.path < ?2 and e.task_id <> ?3 and t.deleted_at is null`,
  z.object({ path: z.string() }),
);
const answered = query(
  `select j.value as path from json_each(?) j
   where exists (select 1 from evidence e where e.path = j.value)
   or exists (select 1 from evidence e where e.path > j.value || '/' and e.path < j.value || '0')`,
  z.object({ path: z.string() }),
);
const foundUnsaved = query(
  `select e.task_id as task from json_each(?) j join evidence e on e.path = j.value where e.status = 'unsaved'`,
  z.object({ task: z.string() }),
);
const put = statement(
  `insert into evidence (task_id, path, expected, hash, size, exact, found, op, noticed, actor, operation, at)
   values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
   on conflict (task_id, path) do update set expected = excluded.expected, hash = excluded.hash, size = excluded.size,
     exact = excluded.exact, found = excluded.found, op = excluded.op, noticed = excluded.noticed, actor = excluded.actor,
     operation = excluded.operation, at = excluded.at, status = null, reason = '', checked_at = null`,
);
const adopt = statement(
  'update evidence set expected = ?, hash = ?, size = ?, found = 1 where task_id = ? and path = ?',
);
const remove = statement('delete from evidence where task_id = ? and path = ?');
const supersede = statement('update evidence set superseded_by = ? where task_id = ? and path = ?');
const tell =
  statement(`update evidence set status = ?1, reason = ?2, checked_at = ?3, found = max(found, ?1 = 'verified')
   where task_id = ?4 and path = ?5`);
const named = query('select 1 as found from evidence where hash = ? limit 1', z.object({ found: z.number() }));

export const evidenceOf = (connection: Connection, task: string): EvidenceRow[] => connection.all(ofTask, [task]);

export const evidenceAt = (connection: Connection, task: string, path: string): EvidenceRow | undefined =>
  connection.get(one, [task, path]);

/** Of all tasks that are not deleted, what was done first at the beginning. */
export const evidenceOn = (connection: Connection, path: string): EvidenceRow[] => connection.all(onPath, [path]);

/** Paths in a folder that other tasks answer for. */
export const pathsOfOthersIn = (connection: Connection, folder: string, task: string): string[] =>
  connection.all(below, [`${folder}/`, `${folder}0`, task]).map(({ path }) => path);

/** Of these paths, those that a task answers for, or for something below them. */
export const pathsAnsweredFor = (connection: Connection, paths: readonly string[]): Set<string> =>
  new Set(connection.all(answered, [JSON.stringify(paths)]).map(({ path }) => path));

/**
 * Tasks that answer for one of these paths or a folder above it, deleted ones too, and for which an editor had it unsaved when it
 * was last looked at.
 */
export function tasksFoundUnsaved(connection: Connection, paths: readonly string[]): string[] {
  const around = new Set(paths.flatMap((path) => [path, ...foldersAbove(path)]));
  const found = connection.all(foundUnsaved, [JSON.stringify([...around])]);
  return [...new Set(found.map(({ task }) => task))];
}

export interface NewEvidence {
  readonly task: string;
  readonly path: string;
  readonly net: Net;
  readonly actor: string;
  readonly operation: number;
  readonly at: number;
}

/** What is expected now; what an earlier look found says nothing about it. */
export function putEvidence(connection: Connection, { task, path, net, actor, operation, at }: NewEvidence): void {
  const { expected, hash, size, exact, found, op, noticed } = net;
  connection.run(put, [
    task,
    path,
    expected,
    hash,
    size,
    exact ? 1 : 0,
    found ? 1 : 0,
    op,
    noticed,
    actor,
    operation,
    at,
  ]);
}

/** What the work has left becomes what is expected from now on. */
export function adoptContent(
  connection: Connection,
  { task, path }: Pick<EvidenceRow, 'task' | 'path'>,
  found: Pick<EvidenceRow, 'expected' | 'hash' | 'size'>,
): void {
  connection.run(adopt, [found.expected, found.hash, found.size, task, path]);
}

export function removeEvidence(connection: Connection, task: string, path: string): void {
  connection.run(remove, [task, path]);
}

export function setSuperseded(connection: Connection, task: string, path: string, by: string | null): void {
  connection.run(supersede, [by, task, path]);
}

export function tellResult(connection: Connection, task: string, result: FileResult, at: number): void {
  connection.run(tell, [result.status, result.reason, at, task, result.path]);
}

export const isNamedByEvidence = (connection: Connection, hash: string): boolean =>
  connection.get(named, [hash]) !== undefined;

const foldersAmong = query(
  `select e.path, e.hash, e.task_id as task, t.state = 'completed' as completed from json_each(?) j
   join evidence e on e.path = j.value join tasks t on t.id = e.task_id
   where e.expected = 'directory' and e.superseded_by is null and t.deleted_at is null`,
  z.object({ path: z.string(), hash: z.string().nullable(), task: z.string(), completed: flag }),
);
const folderHashes = query(
  "select hash from evidence indexed by evidence_folders where expected = 'directory' and path > '' and hash is not null",
  z.object({ hash: z.string() }),
);

/** Of these paths, those that tasks answer for as folders. */
export const foldersAnsweredFor = (
  connection: Connection,
  paths: readonly string[],
): { path: string; hash: string | null; task: string; completed: boolean }[] =>
  connection.all(foldersAmong, [JSON.stringify(paths)]);

/** Whatever folders were recorded. */
export const hashesOfFolders = (connection: Connection): string[] =>
  connection.all(folderHashes, []).map(({ hash }) => hash);

const answeringOn = query(
  `select ${columns} from json_each(?) j join evidence e on e.path = j.value join tasks t on t.id = e.task_id
   where e.superseded_by is null and t.deleted_at is null`,
  row,
);

/** Of several paths at once, who answers for them now. */
export const answeringFor = (connection: Connection, paths: readonly string[]): EvidenceRow[] =>
  connection.all(answeringOn, [JSON.stringify(paths)]);

const pathsAfter = query(
  'select distinct path from evidence where path > ? order by path limit ?',
  z.object({ path: z.string() }),
);

/** Paths that some task answers for, in their order. */
export const evidencePaths = (connection: Connection, after: string, limit: number): string[] =>
  connection.all(pathsAfter, [after, limit]).map(({ path }) => path);

const recordedBefore = query(
  `select e.hash from evidence e join tasks t on t.id = e.task_id
   where e.path = ?1 and e.task_id <> ?2 and t.state = 'completed' and t.ended_at < ?3 and e.hash is not null
   order by e.operation desc limit 1`,
  z.object({ hash: z.string() }),
);

/** What the last task that was completed before a moment left at a path. */
export const contentBefore = (connection: Connection, path: string, task: string, moment: number): string | undefined =>
  connection.get(recordedBefore, [path, task, moment])?.hash;
