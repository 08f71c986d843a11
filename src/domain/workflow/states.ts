import type { TaskStatus } from '../task/task';

/** Where a task stands. The names are a promise: agents, exports and earlier systems use them. */
export const STATES = [
  'pending',
  'planning',
  'plan_awaiting_approval',
  'plan_approved',
  'implementing',
  'implementation_awaiting_approval',
  'reviewing',
  'verifying',
  'completed',
  'failed',
  'cancelled',
  'blocked',
] as const;
export type State = (typeof STATES)[number];

const STATUS: Record<State, TaskStatus> = {
  pending: 'pending',
  planning: 'in_progress',
  plan_awaiting_approval: 'waiting',
  plan_approved: 'in_progress',
  implementing: 'in_progress',
  implementation_awaiting_approval: 'waiting',
  reviewing: 'in_progress',
  verifying: 'in_progress',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
  blocked: 'blocked',
};

export const statusOf = (state: State): TaskStatus => STATUS[state];

/** States in which somebody works, or could; a live claim belongs to one of these. */
const WORKING_STATES = ['planning', 'plan_approved', 'implementing', 'reviewing', 'verifying'] as const;

export const isWorking = (state: State): boolean => (WORKING_STATES as readonly State[]).includes(state);

export const AWAITING_STATES = ['plan_awaiting_approval', 'implementation_awaiting_approval'] as const;

export const isAwaiting = (state: State): boolean => (AWAITING_STATES as readonly State[]).includes(state);

const HANDED_IN_STATES = ['implementation_awaiting_approval', 'reviewing', 'verifying', 'completed'] as const;

/** Somebody has said that it is done, and nobody has taken it up again: what it says of files is to be so at any time. */
export const isHandedIn = (state: State): boolean => (HANDED_IN_STATES as readonly State[]).includes(state);

/** It has ended, and what it was to bring will not come. */
export const cameToNothing = (state: State): state is 'failed' | 'cancelled' =>
  state === 'failed' || state === 'cancelled';

/** Nothing more happens to it by itself. */
export const hasEnded = (state: State): boolean => state === 'completed' || cameToNothing(state);
