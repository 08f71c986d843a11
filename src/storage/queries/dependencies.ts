import * as z from 'zod';
import {
  DEPENDENCY_KINDS,
  FAILURE_POLICIES,
  type DependencyKind,
  type FailurePolicy,
} from '../../domain/dependency/dependency';
import type { Connection } from '../connection';
import { query, statement } from '../query';

const dependency = z.object({
  n: z.number(),
  task: z.string(),
  dependsOn: z.string(),
  kind: z.enum(DEPENDENCY_KINDS),
  policy: z.enum(FAILURE_POLICIES),
  waivedAt: z.number().nullable(),
  waivedBy: z.string().nullable(),
  waiverReason: z.string().nullable(),
});
export type DependencyRow = z.output<typeof dependency>;

const columns = `n, task_id as task, depends_on as dependsOn, kind, policy, waived_at as waivedAt, waived_by as waivedBy,
  waiver_reason as waiverReason`;
const ofTask = query(`select ${columns} from dependencies where task_id = ?`, dependency);
const onTask = query(`select ${columns} from dependencies where depends_on = ?`, dependency);
const waiting = query(
  `select t.id as id, t.parent_id as parentId from dependencies d join tasks t on t.id = d.task_id
   where d.depends_on = ? and d.kind <> 'related' and d.waived_at is null and t.unmet > 0 and t.deleted_at is null`,
  z.object({ id: z.string(), parentId: z.string().nullable() }),
);
const one = query(`select ${columns} from dependencies where task_id = ? and depends_on = ? and kind = ?`, dependency);
const insert = statement(
  'insert into dependencies (task_id, depends_on, kind, policy, created_at) values (?, ?, ?, ?, ?)',
);
const remove = statement('delete from dependencies where task_id = ? and depends_on = ? and kind = ?');
const waive = statement(
  'update dependencies set waived_at = ?, waived_by = ?, waiver_reason = ? where task_id = ? and depends_on = ? and kind = ?',
);

/** In the order in which they were added; few enough to be sorted here. */
export const dependenciesOf = (connection: Connection, task: string): DependencyRow[] =>
  connection.all(ofTask, [task]).sort(byAge);

export const dependenciesOn = (connection: Connection, task: string): DependencyRow[] =>
  connection.all(onTask, [task]).sort(byAge);

/** Tasks that a task may hold up just now: they wait for something, and have not been let off waiting for it. */
export const waitingFor = (connection: Connection, task: string): { id: string; parentId: string | null }[] =>
  connection.all(waiting, [task]);

const byAge = (a: DependencyRow, b: DependencyRow): number => a.n - b.n;

export const findDependency = (
  connection: Connection,
  task: string,
  dependsOn: string,
  kind: DependencyKind,
): DependencyRow | undefined => connection.get(one, [task, dependsOn, kind]);

export interface NewDependency {
  readonly task: string;
  readonly dependsOn: string;
  readonly kind: DependencyKind;
  readonly policy: FailurePolicy;
}

export function insertDependency(
  connection: Connection,
  { task, dependsOn, kind, policy }: NewDependency,
  now: number,
): void {
  connection.run(insert, [task, dependsOn, kind, policy, now]);
}

export function deleteDependency(
  connection: Connection,
  { task, dependsOn, kind }: Omit<NewDependency, 'policy'>,
): void {
  connection.run(remove, [task, dependsOn, kind]);
}

export function waiveDependency(
  connection: Connection,
  { task, dependsOn, kind }: Omit<NewDependency, 'policy'>,
  waiver: { readonly at: number; readonly actor: string; readonly reason: string },
): void {
  connection.run(waive, [waiver.at, waiver.actor, waiver.reason, task, dependsOn, kind]);
}
