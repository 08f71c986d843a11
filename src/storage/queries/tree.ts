import * as z from 'zod';
import type { Connection } from '../connection';
import { query, statement } from '../query';

const id = z.object({ id: z.string() });
const position = z.object({ position: z.number().nullable() });

const known = query('select id from tasks where id = ?', id);
const children = query('select id from tasks where parent_id = ? and deleted_at is null order by position, n', id);
const roots = query('select id from tasks where parent_id is null and deleted_at is null order by position, n', id);
const lastChild = query('select max(position) as position from tasks where parent_id = ?', position);
const lastRoot = query('select max(position) as position from tasks where parent_id is null', position);
const nextChild = query('select min(position) as position from tasks where parent_id = ? and position > ?', position);
const nextRoot = query(
  'select min(position) as position from tasks where parent_id is null and position > ?',
  position,
);
const previousChild = query(
  'select max(position) as position from tasks where parent_id = ? and position < ?',
  position,
);
const previousRoot = query(
  'select max(position) as position from tasks where parent_id is null and position < ?',
  position,
);
const below = `with recursive down(id) as (
    select id from tasks where parent_id = ?1
    union all select t.id from down join tasks t on t.parent_id = down.id)`;
const descendants = query(`${below} select id from down`, id);
const size = query(
  `${below} select count(*) as tasks, coalesce(sum(claimed), 0) as claimed
   from tasks where id in (select id from down) and deleted_at is null`,
  z.object({ tasks: z.number(), claimed: z.number() }),
);
const addHold = statement(`${below} update tasks set held = held + ?2 where id in (select id from down)`);
const setStream = statement(`${below} update tasks set stream = ?2 where id in (select id from down)`);

export const isTaskIdTaken = (connection: Connection, task: string): boolean =>
  connection.get(known, [task]) !== undefined;

export const childIds = (connection: Connection, task: string): string[] =>
  connection.all(children, [task]).map((row) => row.id);

export const rootIds = (connection: Connection): string[] => connection.all(roots).map((row) => row.id);

export const descendantIds = (connection: Connection, task: string): string[] =>
  connection.all(descendants, [task]).map((row) => row.id);

/** How many tasks lie below one, and how many of these somebody holds. */
export const sizeBelow = (connection: Connection, task: string): { tasks: number; claimed: number } =>
  connection.get(size, [task]) ?? { tasks: 0, claimed: 0 };

export function lastPosition(connection: Connection, under: string | null): number {
  const row = under === null ? connection.get(lastRoot) : connection.get(lastChild, [under]);
  return row?.position ?? 0;
}

export function positionAfter(connection: Connection, under: string | null, place: number): number | null {
  const row = under === null ? connection.get(nextRoot, [place]) : connection.get(nextChild, [under, place]);
  return row?.position ?? null;
}

export function positionBefore(connection: Connection, under: string | null, place: number): number | null {
  const row = under === null ? connection.get(previousRoot, [place]) : connection.get(previousChild, [under, place]);
  return row?.position ?? null;
}

/** One more, or one less, of their ancestors holds back all tasks below this one. */
export function addHoldBelow(connection: Connection, task: string, by: number): void {
  connection.run(addHold, [task, by]);
}

export function setStreamBelow(connection: Connection, task: string, stream: string | null): void {
  connection.run(setStream, [task, stream]);
}
