import * as z from 'zod';
import type { Connection } from '../connection';
import { query, statement } from '../query';
import { count, textList } from './columns';
import { listed, taskRow, type TaskRow } from './tasks';

const claim = z.object({
  task: z.string(),
  token: z.string(),
  attempt: z.number(),
  actor: z.string(),
  claimedAt: z.number(),
  expiresAt: z.number(),
  ttlMs: z.number(),
  endedAt: z.number().nullable(),
  endReason: z.string().nullable(),
});
export type ClaimRow = z.output<typeof claim>;

const columns = `task_id as task, token, attempt, actor, claimed_at as claimedAt, expires_at as expiresAt, ttl_ms as ttlMs,
  ended_at as endedAt, end_reason as endReason`;
const live = query(`select ${columns} from claims where task_id = ? and ended_at is null`, claim);
const byToken = query(`select ${columns} from claims where token = ?`, claim);
const latest = query(`select ${columns} from claims where task_id = ? order by attempt desc limit 1`, claim);
const expired = query(
  `select ${columns} from claims where ended_at is null and expires_at <= ? order by expires_at limit ?`,
  claim,
);
const nextExpiry = query(
  'select min(expires_at) as at from claims where ended_at is null',
  z.object({ at: z.number().nullable() }),
);
const inStream = query(
  `select count(*) as count from claims c join tasks t on t.id = c.task_id
   where c.ended_at is null and c.expires_at > ?1 and t.stream = ?2 and (?3 is null or t.role = ?3)`,
  count,
);
const held = query(
  `select ${listed} from claims c join tasks t on t.id = c.task_id
   where c.ended_at is null and c.expires_at > ?1 and t.deleted_at is null order by c.expires_at desc limit ?2`,
  taskRow,
);
const heldCount = query('select count(*) as count from claims where ended_at is null and expires_at > ?', count);
const working = query(
  `select t.id as id, c.claimed_at as claimedAt, t.expected_files as files
   from claims c join tasks t on t.id = c.task_id
   where c.ended_at is null and c.expires_at > ? and t.deleted_at is null
   limit ?`,
  z.object({ id: z.string(), claimedAt: z.number(), files: textList }),
);
const insert = statement(
  'insert into claims (task_id, token, attempt, actor, claimed_at, expires_at, ttl_ms) values (?, ?, ?, ?, ?, ?, ?)',
);
const extend = statement('update claims set expires_at = ?, ttl_ms = ? where token = ?');
const revive = statement('update claims set ended_at = null, end_reason = null where token = ?');
const end = statement('update claims set ended_at = ?, end_reason = ? where token = ?');

export const liveClaim = (connection: Connection, task: string): ClaimRow | undefined => connection.get(live, [task]);

export const claimByToken = (connection: Connection, token: string): ClaimRow | undefined =>
  connection.get(byToken, [token]);

/** The last claim on a task, live or ended. */
export const latestClaim = (connection: Connection, task: string): ClaimRow | undefined =>
  connection.get(latest, [task]);

export const expiredClaims = (connection: Connection, now: number, limit: number): ClaimRow[] =>
  connection.all(expired, [now, limit]);

/** When the next claim runs out if nobody writes with it. */
export const nextClaimExpiry = (connection: Connection): number | null => connection.get(nextExpiry)?.at ?? null;

/** How many work in a stream now, all together or in one role. */
export const workersInStream = (connection: Connection, now: number, stream: string, role: string | null): number =>
  connection.get(inStream, [now, stream, role])?.count ?? 0;

export function insertClaim(connection: Connection, row: Omit<ClaimRow, 'endedAt' | 'endReason'>): void {
  connection.run(insert, [row.task, row.token, row.attempt, row.actor, row.claimedAt, row.expiresAt, row.ttlMs]);
}

export function extendClaim(connection: Connection, token: string, expiresAt: number, ttlMs: number): void {
  connection.run(extend, [expiresAt, ttlMs, token]);
}

export function endClaim(connection: Connection, token: string, now: number, reason: string): void {
  connection.run(end, [now, reason, token]);
}

/** A claim that ran out holds again. */
export function reviveClaim(connection: Connection, token: string): void {
  connection.run(revive, [token]);
}

/** Tasks that somebody holds at a moment, the claim that lasts longest first. */
export const claimedTasks = (connection: Connection, now: number, limit: number): TaskRow[] =>
  connection.all(held, [now, limit]);

export const countClaims = (connection: Connection, now: number): number =>
  connection.get(heldCount, [now])?.count ?? 0;
/** Tasks that somebody works on now, and the files that their plans name. */
export const tasksAtWork = (connection: Connection, now: number, limit: number) =>
  connection.all(working, [now, limit]);

export const isAnyoneAtWork = (connection: Connection, now: number): boolean =>
  tasksAtWork(connection, now, 1).length > 0;
