import * as z from 'zod';
import { EVIDENCE_STATES } from '../../domain/evidence/results';
import { PRIORITIES, TASK_STATUSES } from '../../domain/task/task';
import type { Tally } from '../../domain/workflow/rollUp';
import { STAGES } from '../../domain/workflow/stages';
import { STATES } from '../../domain/workflow/states';
import type { Connection } from '../connection';
import { query, statement, type SqlValue } from '../query';
import { flag, textList } from './columns';

const NO_CHILDREN: Tally = {};
const tally = z.partialRecord(z.enum(TASK_STATUSES), z.number());

/** All that the rules know of a task. */
const record = z.object({
  n: z.number(),
  id: z.string(),
  parentId: z.string().nullable(),
  rootId: z.string(),
  depth: z.number(),
  position: z.number(),
  stream: z.string().nullable(),
  title: z.string(),
  description: z.string(),
  context: z.string(),
  role: z.string().nullable(),
  priority: z.number().transform((priority) => PRIORITIES[priority] ?? 'normal'),
  labels: textList,
  effort: z.string().nullable(),
  dueAt: z.number().nullable(),
  status: z.enum(TASK_STATUSES),
  state: z.enum(STATES),
  returnState: z.enum(STATES).nullable(),
  stateReason: z.string().nullable(),
  stateActor: z.string().nullable(),
  stages: textList.pipe(z.array(z.enum(STAGES)).readonly()),
  expectedFiles: textList,
  checks: textList,
  actor: z.string().nullable(),
  children: z.number(),
  childStatuses: z.string().transform((text): Tally => (text === '{}' ? NO_CHILDREN : tally.parse(JSON.parse(text)))),
  leaves: z.number(),
  leavesDone: z.number(),
  /** Finished tasks at or below it that are not as they were left. */
  unsound: z.number(),
  retryCount: z.number(),
  urgency: z.number(),
  chain: z.number(),
  reach: z.number(),
  unmet: z.number(),
  held: z.number(),
  claimed: flag,
  interrupted: flag,
  approved: flag,
  evidence: z.enum(EVIDENCE_STATES),
  /** All below it is done, and its own files and checks are to be looked at before it is completed. */
  verifyDue: flag,
  /** Checks that no person has approved. */
  openChecks: z.number(),
  version: z.number(),
  createdAt: z.number(),
  updatedAt: z.number(),
  stateAt: z.number(),
  startedAt: z.number().nullable(),
  endedAt: z.number().nullable(),
  archivedAt: z.number().nullable(),
  archiveReason: z.string().nullable(),
  deletedAt: z.number().nullable(),
});

export type TaskRecord = z.output<typeof record>;

/** A record as rules change it, before it is written back. */
export type MutableRecord = { -readonly [Key in keyof TaskRecord]: TaskRecord[Key] };

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const fields = Object.keys(record.shape) as (keyof TaskRecord)[];
const selected = fields.map((field) => `${snake(field)} as ${field}`).join(', ');
const written = fields.filter((field) => field !== 'n');
const changeable = written.filter((field) => field !== 'id' && field !== 'createdAt');

const byId = query(`select ${selected} from tasks where id = ?`, record);
const childrenOf = query(`select ${selected} from tasks where parent_id = ? order by position, n`, record);
const insert = statement(
  `insert into tasks (${written.map(snake).join(', ')}) values (${written.map(() => '?').join(', ')}) returning n`,
);
/** By the fields that they write; a command changes few, and always the same. */
const updates = new Map<string, string>();
updateOf(changeable);

/** Deleted ones too: a person can bring them back. */
export function findRecord(connection: Connection, id: string): MutableRecord | undefined {
  return connection.get(byId, [id]);
}

/** Deleted ones too, in their order. */
export function childRecords(connection: Connection, parent: string): MutableRecord[] {
  return connection.all(childrenOf, [parent]);
}

export function insertRecord(connection: Connection, task: Omit<TaskRecord, 'n'>): number {
  return Number(connection.value(insert, values(task, written)));
}

/** What stands in the row of a task, in the columns that can change. */
export type StoredRow = readonly SqlValue[];

export const rowOf = (task: TaskRecord): StoredRow => values(task, changeable);

/**
 * Brings a row to what the record says, and returns it. Only the columns that differ are written, or all of them where the
 * row is not known: SQLite writes an index anew for each of its columns that a statement names, even with the same value.
 */
export function updateRecord(connection: Connection, task: TaskRecord, before: StoredRow | undefined): StoredRow {
  const row = rowOf(task);
  const differs = (_: unknown, index: number): boolean => row[index] !== before?.[index];
  const changed = before ? changeable.filter(differs) : changeable;
  if (changed.length > 0) connection.run(updateOf(changed), [...(before ? row.filter(differs) : row), task.n]);
  return row;
}

function updateOf(changed: readonly (keyof TaskRecord)[]): string {
  const key = changed.join();
  let sql = updates.get(key);
  if (sql === undefined) {
    sql = statement(`update tasks set ${changed.map((field) => `${snake(field)} = ?`).join(', ')} where n = ?`);
    updates.set(key, sql);
  }
  return sql;
}

const values = (task: Partial<TaskRecord>, names: readonly (keyof TaskRecord)[]): SqlValue[] =>
  names.map((name) => column(name, task[name]));

function column(name: keyof TaskRecord, value: TaskRecord[keyof TaskRecord] | undefined): SqlValue {
  if (name === 'priority') return PRIORITIES.findIndex((priority) => priority === value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  return value ?? null;
}
