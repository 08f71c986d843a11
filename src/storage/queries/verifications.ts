import * as z from 'zod';
import { OUTCOMES, type Verification } from '../../domain/evidence/results';
import type { Connection } from '../connection';
import { query, statement } from '../query';
import { json } from './columns';

const verification = z.object({
  n: z.number(),
  status: z.enum(OUTCOMES),
  summary: z.string(),
  counts: json,
  files: json,
  checks: json,
  actor: z.string(),
  at: z.number(),
});
export type VerificationRow = z.output<typeof verification>;

/** Of files, those that say something; the others are counted. */
const MOST_FILES = 200;

const columns = 'n, status, summary, counts, files, checks, actor, at';
const ofTask = query(
  `select ${columns} from verifications where task_id = ? and n < ? order by n desc limit ?`,
  verification,
);
const insert = statement(
  'insert into verifications (task_id, status, summary, counts, files, checks, actor, at) values (?, ?, ?, ?, ?, ?, ?, ?)',
);
const remove = statement('delete from verifications where n = ?');

/** Newest first. */
export const verificationsOf = (
  connection: Connection,
  task: string,
  limit: number,
  before = Number.MAX_SAFE_INTEGER,
): VerificationRow[] => connection.all(ofTask, [task, before, limit]);

export function addVerification(
  connection: Connection,
  task: string,
  { outcome, summary, files, checks }: Verification,
  actor: string,
  at: number,
): void {
  const counts: Partial<Record<string, number>> = {};
  for (const { status } of files) counts[status] = (counts[status] ?? 0) + 1;
  const told = files.filter(({ status, reason }) => status !== 'verified' || reason !== '').slice(0, MOST_FILES);
  connection.run(insert, [
    task,
    outcome,
    summary,
    JSON.stringify(counts),
    JSON.stringify(told),
    JSON.stringify(checks),
    actor,
    at,
  ]);
}

export function removeVerification(connection: Connection, { n }: VerificationRow): void {
  connection.run(remove, [n]);
}
