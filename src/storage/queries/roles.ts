import * as z from 'zod';
import type { Connection } from '../connection';
import { query, statement } from '../query';
import { json } from './columns';

const role = z.object({ name: z.string(), layer: z.string(), definition: json, hash: z.string() });
export type RoleRow = z.output<typeof role>;

const byName = query('select name, layer, definition, hash from roles where name = ?', role);
const all = query('select name, layer, definition, hash from roles where name > ? order by name limit ?', role);
const upsert = statement(
  `insert into roles (name, layer, definition, hash, loaded_at) values (?, ?, ?, ?, ?)
   on conflict (name) do update set layer = excluded.layer, definition = excluded.definition, hash = excluded.hash,
     loaded_at = excluded.loaded_at`,
);
const remove = statement('delete from roles where name = ?');

const MOST_ROLES = 1000;

export const findRole = (connection: Connection, name: string): RoleRow | undefined => connection.get(byName, [name]);

export const listRoles = (connection: Connection): RoleRow[] => connection.all(all, ['', MOST_ROLES]);

export function putRole(connection: Connection, row: RoleRow, now: number): void {
  connection.run(upsert, [row.name, row.layer, JSON.stringify(row.definition), row.hash, now]);
}

export function deleteRole(connection: Connection, name: string): void {
  connection.run(remove, [name]);
}
