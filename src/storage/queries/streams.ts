import * as z from 'zod';
import type { Connection } from '../connection';
import { query, statement } from '../query';

const limits = z.record(z.string(), z.number());
const stream = z.object({
  name: z.string(),
  position: z.number(),
  description: z.string(),
  concurrency: z.number().nullable(),
  roleLimits: z.string().transform((text) => limits.parse(JSON.parse(text))),
  createdAt: z.number(),
  archivedAt: z.number().nullable(),
});
export type StreamRow = z.output<typeof stream>;

const columns = `name, position, description, concurrency, role_limits as roleLimits, created_at as createdAt,
  archived_at as archivedAt`;
const byName = query(`select ${columns} from streams where name = ?`, stream);
const names = query('select name from streams where name > ? order by name limit ?', z.object({ name: z.string() }));
const last = query(
  "select max(position) as position from streams where name >= ''",
  z.object({ position: z.number().nullable() }),
);
const insert = statement(
  `insert into streams (name, position, description, concurrency, role_limits, created_at) values (?, ?, ?, ?, ?, ?)`,
);
const update = statement(
  `update streams set name = ?, position = ?, description = ?, concurrency = ?, role_limits = ?, archived_at = ?
   where name = ?`,
);
const renameTasks = statement('update tasks set stream = ?2 where stream = ?1 and n > 0');
const ready = query(
  "select count(*) as count from tasks where offer = 'ready' and stream = ?",
  z.object({ count: z.number() }),
);

export const findStream = (connection: Connection, name: string): StreamRow | undefined =>
  connection.get(byName, [name]);

const MOST_STREAMS = 1000;

/** In the order that a person gave them. */
export function listStreams(connection: Connection): StreamRow[] {
  const rows = connection.all(names, ['', MOST_STREAMS]).flatMap(({ name }) => findStream(connection, name) ?? []);
  return rows.sort((a, b) => a.position - b.position || a.createdAt - b.createdAt);
}

export const lastStreamPosition = (connection: Connection): number => connection.get(last)?.position ?? 0;

export function insertStream(connection: Connection, row: Omit<StreamRow, 'archivedAt'>): void {
  const { name, position, description, concurrency, roleLimits, createdAt } = row;
  connection.run(insert, [name, position, description, concurrency, JSON.stringify(roleLimits), createdAt]);
}

export function updateStream(connection: Connection, name: string, row: StreamRow): void {
  const { position, description, concurrency, roleLimits, archivedAt } = row;
  connection.run(update, [row.name, position, description, concurrency, JSON.stringify(roleLimits), archivedAt, name]);
  if (row.name !== name) connection.run(renameTasks, [name, row.name]);
}

export const readyInStream = (connection: Connection, name: string): number =>
  connection.get(ready, [name])?.count ?? 0;
