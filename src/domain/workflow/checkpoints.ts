import type { Action } from './transitions';
import type { State } from './states';

const AFTER: Partial<Record<State, string>> = {
  implementing: 'after_implementation',
  reviewing: 'after_review',
  verifying: 'after_verification',
};

const NAMES: Partial<Record<Action, string>> = {
  submitPlan: 'after_planning',
  amendPlan: 'after_planning',
  goOn: 'start_implementation',
  childrenBegan: 'start_implementation',
  approvePlan: 'plan_approved',
  rejectPlan: 'plan_rejected',
  approveResult: 'implementation_approved',
  rejectResult: 'implementation_rejected',
  sendBack: 'sent_back',
  childrenOpenAgain: 'reopened',
  childrenFailed: 'failed',
  childrenCancelled: 'cancelled',
  fail: 'failed',
  block: 'blocked',
  unblock: 'unblocked',
  cancel: 'cancelled',
  skip: 'cancelled',
  retry: 'retried',
  reopen: 'reopened',
  override: 'overridden',
  restore: 'restored',
};

/** What a person keeps before files are put back: no place where work stood. */
export const SET_ASIDE = 'Before files were restored';

/** The names of the checkpoints that a transition leaves (rule W9); some are promises to earlier systems. */
export function checkpointsOf(action: Action, from: State, to: State): string[] {
  if (action === 'start')
    return to === 'implementing' ? ['workflow_start', 'start_implementation'] : ['workflow_start'];
  if (action === 'finish' || action === 'childrenDone') return [AFTER[from] ?? 'after_implementation'];
  return [NAMES[action] ?? to];
}

export const CHECKPOINT_LIMITS = { name: 100, data: 65_536 } as const;

interface Known {
  readonly name: string;
  readonly at: number;
}

/** Of a list with the newest first: where work begins at once, without a plan, one moment leaves two of the same. */
export const worthListing = <Checkpoint extends Known>(rows: readonly Checkpoint[]): Checkpoint[] =>
  rows.filter(({ name, at }, index) => {
    const later = rows[index - 1];
    return !(name === 'workflow_start' && later?.name === 'start_implementation' && later.at === at);
  });
