import * as z from 'zod';
import type { Connection } from '../connection';
import { query, statement } from '../query';

const waiting = query(
  `select task_id as id from checks_waiting where task_id > '' order by task_id limit ?`,
  z.object({ id: z.string() }),
);
const one = query('select 1 as found from checks_waiting where task_id = ?', z.object({ found: z.number() }));
const insert = statement('insert or ignore into checks_waiting (task_id) values (?)');
const remove = statement('delete from checks_waiting where task_id = ?');

/** Tasks with approved checks that could not be run, for want of a window of a trusted folder. */
export const tasksWithWaitingChecks = (connection: Connection, limit: number): string[] =>
  connection.all(waiting, [limit]).map(({ id }) => id);

export const hasWaitingChecks = (connection: Connection, task: string): boolean =>
  connection.get(one, [task]) !== undefined;

/** Writes only what is new. */
export function setWaitingChecks(connection: Connection, task: string, isWaiting: boolean): void {
  if (hasWaitingChecks(connection, task) !== isWaiting) connection.run(isWaiting ? insert : remove, [task]);
}
