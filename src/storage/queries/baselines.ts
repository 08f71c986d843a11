import * as z from 'zod';
import type { Connection } from '../connection';
import { query, statement } from '../query';
import { flag, json } from './columns';

const row = z.object({
  files: json.pipe(z.record(z.string(), z.string())),
  complete: flag,
  at: z.number(),
});

const ofTask = query('select files, complete, at from baselines where task_id = ?', row);
const known = query('select 1 as found from baselines where task_id = ?', z.object({ found: z.number() }));
const insert = statement('insert or ignore into baselines (task_id, files, complete, at) values (?, ?, ?, ?)');

/** How files were before a task began, by path; `complete` where that is all that its plan names. */
export interface Baseline {
  readonly files: Readonly<Record<string, string>>;
  readonly complete: boolean;
}

export const baselineOf = (connection: Connection, task: string): (Baseline & { at: number }) | undefined =>
  connection.get(ofTask, [task]);

export const hasBaseline = (connection: Connection, task: string): boolean =>
  connection.get(known, [task]) !== undefined;

export function keepBaseline(connection: Connection, task: string, { files, complete }: Baseline, at: number): void {
  connection.run(insert, [task, JSON.stringify(files), complete ? 1 : 0, at]);
}
