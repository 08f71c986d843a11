import type { Connection } from '../connection';
import { statement } from '../query';

export interface NewEvent {
  readonly at: number;
  readonly actor: string;
  readonly kind: string;
  readonly taskId: string | null;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly reason?: string;
}

const insert = statement(
  'insert into events (at, actor, kind, task_id, before, after, reason) values (?, ?, ?, ?, ?, ?, ?)',
);

const json = (value: unknown): string | null => (value === undefined ? null : JSON.stringify(value));

export function recordEvent(connection: Connection, event: NewEvent): void {
  const { at, actor, kind, taskId, before, after, reason } = event;
  connection.run(insert, [at, actor, kind, taskId, json(before), json(after), reason ?? null]);
}
