import type { TaskStatus } from '../../domain/task/task';

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
