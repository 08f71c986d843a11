import * as z from 'zod';
import type { Connection } from '../connection';
import { query, statement } from '../query';

const approval = z.object({ command: z.string(), actor: z.string(), at: z.number() });
export type CheckApprovalRow = z.output<typeof approval>;

const ofTask = query('select command, actor, at from check_approvals where task_id = ? order by command', approval);
const put = statement('insert or replace into check_approvals (task_id, command, actor, at) values (?, ?, ?, ?)');
const remove = statement('delete from check_approvals where task_id = ? and command = ?');

export const checkApprovals = (connection: Connection, task: string): CheckApprovalRow[] =>
  connection.all(ofTask, [task]);

export function approveCheck(connection: Connection, task: string, command: string, actor: string, at: number): void {
  connection.run(put, [task, command, actor, at]);
}

export function withdrawCheck(connection: Connection, task: string, command: string): void {
  connection.run(remove, [task, command]);
}
