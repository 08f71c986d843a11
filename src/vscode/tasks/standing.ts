import { isUnsound } from '../../domain/evidence/results';
import { isWorking, type State } from '../../domain/workflow/states';
import type { TaskRow } from '../../orchestrator/registry';

/** Where a task stands for somebody who looks at it: its state, and whether work can begin, goes on, or has stopped. */
export type Standing =
  | Exclude<State, 'pending'>
  | 'ready'
  | 'waits'
  | 'interrupted'
  | 'free'
  | 'steps'
  | 'archived'
  /** Done, as far as anybody can tell; done, and not as it was left; handed in, and not accepted as done. */
  | 'unverified'
  | 'changed'
  /** Done, and something below it is not as it was left. */
  | 'steps_changed'
  | 'not_accepted';

export function standingOf(task: TaskRow): Standing {
  const { state, offer, archivedAt, unmet, held, children, claimed } = task;
  if (archivedAt !== null) return 'archived';
  if (offer === 'interrupted') return 'interrupted';
  if (state === 'completed') return standingOfDone(task);
  if (state === 'pending') return unmet > 0 || held > 0 ? 'waits' : 'ready';
  if (task.evidence === 'failed' && isWorking(state) && !claimed) return 'not_accepted';
  if (state !== 'planning' && state !== 'implementing' && state !== 'reviewing' && state !== 'verifying') return state;
  if (children > 0 && state === 'implementing') return 'steps';
  // Work that was begun and given back: anybody may go on with it.
  return claimed ? state : 'free';
}

function standingOfDone(task: TaskRow): Standing {
  const { evidence, unsound } = task;
  if (isUnsound(task)) return 'changed';
  if (unsound > 0) return 'steps_changed';
  return evidence === 'unverifiable' || evidence === 'overridden' ? 'unverified' : 'completed';
}

/** Done and not verified, or not done because of what it left: that wants a reason. */
export function isDoubtful(task: TaskRow): boolean {
  const standing = standingOf(task);
  if (standing === 'implementation_awaiting_approval') return task.evidence === 'failed';
  return standing === 'unverified' || standing === 'changed' || standing === 'not_accepted';
}

/** Product icon and theme color; a state without a color has that of the text. */
export interface Look {
  readonly icon: string;
  readonly color?: string;
}

const atWork: Look = { icon: 'sync~spin', color: 'charts.blue' };
const asks: Look = { icon: 'bell-dot', color: 'charts.yellow' };
const notAsLeft: Look = { icon: 'warning', color: 'problemsWarningIcon.foreground' };
const quiet = 'disabledForeground';

/** What a task looks like: work that was handed in and does not hold, whoever goes on with it, looks as if nobody did. */
export function lookOf(task: TaskRow): Look {
  const isRefused = task.evidence === 'failed' && isWorking(task.state) && task.offer !== 'interrupted';
  return looks[isRefused ? 'not_accepted' : standingOf(task)];
}

/** One vocabulary of icons, the same in every view and quick pick. */
export const looks: Record<Standing, Look> = {
  ready: { icon: 'circle-outline' },
  waits: { icon: 'circle-outline', color: quiet },
  planning: atWork,
  implementing: atWork,
  reviewing: atWork,
  verifying: atWork,
  steps: { icon: 'circle-large-outline', color: 'charts.blue' },
  free: { icon: 'debug-start', color: 'charts.blue' },
  interrupted: { icon: 'debug-pause', color: 'problemsWarningIcon.foreground' },
  plan_awaiting_approval: asks,
  implementation_awaiting_approval: asks,
  plan_approved: { icon: 'pass', color: 'charts.blue' },
  blocked: { icon: 'circle-slash', color: 'problemsWarningIcon.foreground' },
  completed: { icon: 'pass-filled', color: 'testing.iconPassed' },
  unverified: { icon: 'unverified', color: 'charts.yellow' },
  changed: notAsLeft,
  steps_changed: notAsLeft,
  not_accepted: { icon: 'warning', color: 'problemsErrorIcon.foreground' },
  failed: { icon: 'error', color: 'problemsErrorIcon.foreground' },
  cancelled: { icon: 'stop-circle', color: quiet },
  archived: { icon: 'archive', color: quiet },
};
