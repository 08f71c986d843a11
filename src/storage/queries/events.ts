import * as z from 'zod';
import type { Connection } from '../connection';
import { query, statement } from '../query';
import { jsonOrNull } from './columns';

export interface NewEvent {
  readonly at: number;
  readonly actor: string;
  readonly kind: string;
  readonly taskId: string | null;
  readonly subject?: string;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly reason?: string;
}

const event = z.object({
  seq: z.number(),
  at: z.number(),
  actor: z.string(),
  kind: z.string(),
  task: z.string().nullable(),
  subject: z.string().nullable(),
  before: jsonOrNull,
  after: jsonOrNull,
  reason: z.string().nullable(),
});
export type EventRow = z.output<typeof event>;

const columns = 'seq, at, actor, kind, task_id as task, subject, before, after, reason';
const insert = statement(
  'insert into events (at, actor, kind, task_id, subject, before, after, reason) values (?, ?, ?, ?, ?, ?, ?, ?)',
);
const since = query(`select ${columns} from events where seq > ? order by seq limit ?`, event);
const ofTask = query(`select ${columns} from events where task_id = ? and seq < ? order by seq desc limit ?`, event);
const last = query('select max(seq) as seq from events', z.object({ seq: z.number().nullable() }));

const ALL = Number.MAX_SAFE_INTEGER;

const text = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

export function recordEvent(connection: Connection, row: NewEvent): void {
  const { at, actor, kind, taskId, subject, before, after, reason } = row;
  connection.run(insert, [at, actor, kind, taskId, subject ?? null, text(before), text(after), reason ?? null]);
}

/** Oldest first, behind the one that a reader has seen last. */
export const eventsSince = (connection: Connection, seq: number, limit: number): EventRow[] =>
  connection.all(since, [seq, limit]);

/** Newest first. */
export const eventsOfTask = (connection: Connection, task: string, limit: number, before = ALL): EventRow[] =>
  connection.all(ofTask, [task, before, limit]);

export const lastEvent = (connection: Connection): number => connection.get(last)?.seq ?? 0;
