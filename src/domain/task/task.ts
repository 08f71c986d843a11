/** Coarse status, for people and filters; the fine state is inside it. */
export const TASK_STATUSES = [
  'pending',
  'in_progress',
  'waiting',
  'blocked',
  'completed',
  'failed',
  'cancelled',
] as const;
export type TaskStatus = (typeof TASK_STATUSES)[number];

export const PRIORITIES = ['low', 'normal', 'high', 'critical'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** A title is one line of visible text: control characters and marks that turn the direction of text around become spaces. */
export const cleanTitle = (title: string): string => title.replace(/[\p{Cc}\u202A-\u202E\u2066-\u2069]+/gu, ' ').trim();

/** The most that a task holds, in letters; of a list in entries, and in letters of each; and that is searched for at once. */
export const LIMITS = {
  title: 300,
  description: 50_000,
  role: 64,
  effort: 100,
  entries: 100,
  entry: 500,
  search: 500,
} as const;
