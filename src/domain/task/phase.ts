import type { TaskStatus } from './task';

/** How people sort tasks: by what is to be expected of them. In the order in which they matter to a person. */
export const PHASES = [
  'waiting',
  'interrupted',
  'in_progress',
  'blocked',
  'failed',
  'pending',
  'completed',
  'cancelled',
] as const;
export type Phase = (typeof PHASES)[number];

/** A phase is a status, apart from work that was begun and that nobody goes on with. */
export const phaseOf = (task: {
  readonly status: TaskStatus;
  readonly offer: 'ready' | 'interrupted' | null;
}): Phase => (task.offer === 'interrupted' ? 'interrupted' : task.status);

export const statusIn = (phase: Phase): TaskStatus => (phase === 'interrupted' ? 'in_progress' : phase);

/** Nothing more is to be done. What failed still asks for somebody. */
export const isFinished = ({ status }: { readonly status: TaskStatus }): boolean =>
  status === 'completed' || status === 'cancelled';
