import type { TaskStatus } from '../../domain/task/task';
import type { TaskRow } from '../../orchestrator/registry';
import { isoTime } from '../answer/time';

const STATUS: Readonly<Record<TaskStatus, string>> = {
  pending: 'pending',
  in_progress: 'active',
  waiting: 'active',
  blocked: 'blocked',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
};

/** How the systems before called where a task stands. */
export const statusWord = (status: TaskStatus): string => STATUS[status];

/** The statuses that an earlier word means; this project's own words mean themselves. */
export function statusesOf(word: string): TaskStatus[] {
  const known = Object.keys(STATUS) as TaskStatus[];
  return known.filter((status) => status === word || STATUS[status] === word);
}

/** Specialists that had another name. Whatever else is asked for is a role, and refused by name if there is none. */
const ROLES: Readonly<Record<string, string | undefined>> = {
  analyst: 'researcher',
  coder: 'implementer',
  coordinator: 'architect',
  devops: 'implementer',
  optimizer: 'implementer',
};

export const roleOf = (specialist: string | undefined): string | undefined =>
  specialist === undefined || specialist === 'generic' || specialist === 'custom'
    ? undefined
    : (ROLES[specialist] ?? specialist);

/** What the systems before had as fields of their own is kept as labels, for people to see. */
const COMPLEXITY = 'complexity:';
const TYPE = 'type:';

interface Kind {
  readonly complexity?: string | undefined;
  readonly task_type?: string | undefined;
}

export const labelsOf = ({ complexity, task_type }: Kind): string[] => [
  ...(complexity === undefined ? [] : [COMPLEXITY + complexity]),
  ...(task_type === undefined ? [] : [TYPE + task_type]),
];

const labelled = (labels: readonly string[], kind: string): string | undefined =>
  labels.find((label) => label.startsWith(kind))?.slice(kind.length);

export const kindOf = (labels: readonly string[]): Kind => ({
  complexity: labelled(labels, COMPLEXITY),
  task_type: labelled(labels, TYPE),
});

/** The labels of a task with another kind in them. */
export function withKind(labels: readonly string[], kind: Kind): string[] {
  const replaced = [
    ...(kind.complexity === undefined ? [] : [COMPLEXITY]),
    ...(kind.task_type === undefined ? [] : [TYPE]),
  ];
  return [...labels.filter((label) => !replaced.some((prefix) => label.startsWith(prefix))), ...labelsOf(kind)];
}

/** A task in a list, by the names of its fields at that time. */
export function earlierRow(row: TaskRow): Record<string, unknown> {
  const { complexity, task_type } = kindOf(row.labels);
  return {
    task_id: row.id,
    parent_task_id: row.parentId,
    title: row.title,
    status: row.archivedAt === null ? statusWord(row.status) : 'archived',
    state: row.state,
    specialist_type: row.role,
    ...(complexity !== undefined && { complexity }),
    ...(task_type !== undefined && { task_type }),
    created_at: isoTime(row.createdAt),
  };
}
