import * as z from 'zod';
import type { Connection } from '../connection';
import { query, statement } from '../query';

const knownFile = z.object({ path: z.string(), stamp: z.string(), hash: z.string() });
export type KnownFile = z.output<typeof knownFile>;

const between = query('select path, stamp, hash from known_files where path > ?1 and path <= ?2', knownFile);
const below = query('select path, stamp, hash from known_files where path > ?1 and path < ?2', knownFile);
const put = statement(
  `insert into known_files (path, stamp, hash) values (?, ?, ?)
   on conflict (path) do update set stamp = excluded.stamp, hash = excluded.hash`,
);
const forget = statement('delete from known_files where path = ?');

/** After one path, up to another and with it. */
export const knownFilesBetween = (connection: Connection, after: string, last: string): KnownFile[] =>
  connection.all(between, [after, last]);

export const knownFilesIn = (connection: Connection, folder: string): KnownFile[] =>
  connection.all(below, [`${folder}/`, `${folder}0`]);

export function rememberFile(connection: Connection, { path, stamp, hash }: KnownFile): void {
  connection.run(put, [path, stamp, hash]);
}

export function forgetFile(connection: Connection, path: string): void {
  connection.run(forget, [path]);
}
