import { afterWork, type Stage } from './stages';
import { hasEnded, STATES, type State } from './states';

/** What the rules need to know of a task to say where an action leads. */
export interface Standing {
  readonly state: State;
  readonly stages: readonly Stage[];
  /** Where a blocked, failed or cancelled task was before. */
  readonly returnState: State | null;
}

type Target = State | ((task: Standing) => State);

interface Transition {
  readonly from: readonly State[];
  readonly to: Target;
}

const open = STATES.filter((state) => !hasEnded(state));
const unblocked = open.filter((state) => state !== 'blocked');

const begin: Target = ({ stages }) => (stages.includes('plan') ? 'planning' : 'implementing');
const goOn: Target = ({ state, stages }) => afterWork(stages, state);
const comeBack: Target = ({ returnState }) => returnState ?? 'pending';

/**
 * The state machine: every way from one state to another, and no other exists (rule W1). `from` lists where an action is
 * possible; `to` is where it leads, for some depending on the stages that the task goes through.
 */
export const TRANSITIONS = {
  /** Somebody takes the task, or goes on with an approved plan. */
  start: { from: ['pending'], to: begin },
  goOn: { from: ['plan_approved'], to: 'implementing' },
  /** The plan is there. */
  submitPlan: {
    from: ['pending', 'planning'],
    to: ({ stages }) => (stages.includes('plan_approval') ? 'plan_awaiting_approval' : 'plan_approved'),
  },
  /** An approved plan was changed: it is shown to a person again. */
  amendPlan: { from: ['plan_approved', 'implementing'], to: 'plan_awaiting_approval' },
  approvePlan: { from: ['plan_awaiting_approval'], to: 'plan_approved' },
  rejectPlan: { from: ['plan_awaiting_approval'], to: 'planning' },
  /** The work of this stage is done. */
  finish: { from: ['implementing', 'reviewing', 'verifying'], to: goOn },
  approveResult: { from: ['implementation_awaiting_approval'], to: goOn },
  rejectResult: { from: ['implementation_awaiting_approval'], to: 'implementing' },
  /** A review or a verification found something. */
  sendBack: { from: ['reviewing', 'verifying'], to: 'implementing' },
  /** All steps below have ended, and something below has begun or changed again. */
  childrenBegan: { from: ['pending', 'plan_approved'], to: 'implementing' },
  childrenDone: { from: ['implementing', 'plan_approved'], to: goOn },
  childrenFailed: { from: ['implementing', 'plan_approved'], to: 'failed' },
  childrenCancelled: { from: ['pending', 'implementing', 'plan_approved'], to: 'cancelled' },
  childrenOpenAgain: {
    from: ['implementation_awaiting_approval', 'reviewing', 'verifying', 'completed', 'failed', 'cancelled'],
    to: 'implementing',
  },
  fail: { from: ['planning', 'plan_approved', 'implementing'], to: 'failed' },
  block: { from: unblocked, to: 'blocked' },
  unblock: { from: ['blocked'], to: comeBack },
  cancel: { from: [...open, 'failed'], to: 'cancelled' },
  /** A dependency failed, and this task was to be left out then. */
  skip: { from: ['pending'], to: 'cancelled' },
  retry: { from: ['failed'], to: comeBack },
  reopen: {
    from: ['completed', 'cancelled'],
    to: ({ state, returnState }) => (state === 'completed' ? 'implementing' : (returnState ?? 'pending')),
  },
  override: {
    from: ['implementing', 'implementation_awaiting_approval', 'reviewing', 'verifying', 'failed', 'blocked'],
    to: 'completed',
  },
  /** A person puts it back to where a checkpoint was. */
  restore: { from: STATES, to: comeBack },
} as const satisfies Record<string, Transition>;

export type Action = keyof typeof TRANSITIONS;

const table: Record<Action, Transition> = TRANSITIONS;
const ACTIONS = Object.keys(TRANSITIONS) as Action[];

/** What people and agents can ask for, as opposed to what follows by itself from something else. */
const ASKED: Partial<Record<Action, string>> = {
  start: 'claim it',
  goOn: 'claim it',
  submitPlan: 'submit a plan',
  approvePlan: 'a person approves the plan',
  rejectPlan: 'a person rejects the plan',
  finish: 'finish it',
  approveResult: 'a person approves the result',
  rejectResult: 'a person rejects the result',
  fail: 'report a failure',
  block: 'block it',
  unblock: 'unblock it',
  cancel: 'cancel it',
  retry: 'retry it',
  reopen: 'reopen it',
  override: 'a person completes it with a reason',
};

/** Where an action leads, or undefined where it does not exist. */
export function target(task: Standing, action: Action): State | undefined {
  const { from, to } = table[action];
  if (!from.includes(task.state)) return undefined;
  return typeof to === 'function' ? to(task) : to;
}

/** What can be asked of a task in this state, in words. */
export function possibleIn(state: State): string[] {
  const words = ACTIONS.filter((action) => table[action].from.includes(state)).flatMap((action) => ASKED[action] ?? []);
  return [...new Set(words)];
}
