import type { Stage } from '../../../src/domain/workflow/stages';
import type { State } from '../../../src/domain/workflow/states';

/** What somebody does to a task, in short. Reports of an end carry the claim that was taken last. */
export type Act = 'claim' | 'claim briefly' | 'plan' | 'done' | 'failed' | 'blocked' | 'cancel' | 'unblock' | 'retry';

/** What only a person does. */
export type Verdict = 'approve' | 'reopen';

interface Way {
  readonly stages: readonly Stage[];
  /** What brings a new task there, and what that leaves in its history. */
  readonly acts: readonly Act[];
  readonly events: readonly string[];
  readonly state: State;
  /** What a brief says is to be done next. */
  readonly next: RegExp;
  /** A person's part of the way on, if it takes one. */
  readonly verdict?: Verdict;
  /** The rest of the way to its end, and what that leaves. */
  readonly rest: readonly Act[];
  readonly restEvents: readonly string[];
}

const taken = ['task.claimed', 'task.start'];

/** Every state of the machine, and work that nobody holds any more: how a task gets there and how it goes on. */
export const WAYS = {
  pending: {
    stages: [],
    acts: [],
    events: [],
    state: 'pending',
    next: /Claim .* and begin/,
    rest: ['claim', 'done'],
    restEvents: [...taken, 'task.finish'],
  },
  planning: {
    stages: ['plan'],
    acts: ['claim'],
    events: taken,
    state: 'planning',
    next: /Make the plan/,
    rest: ['plan', 'done'],
    restEvents: ['task.submitPlan', 'task.goOn', 'task.finish'],
  },
  planAwaitingApproval: {
    stages: ['plan', 'plan_approval'],
    acts: ['claim', 'plan'],
    events: [...taken, 'task.submitPlan'],
    state: 'plan_awaiting_approval',
    next: /A person decides/,
    verdict: 'approve',
    rest: ['done'],
    restEvents: ['task.approvePlan', 'task.goOn', 'task.finish'],
  },
  // With a step below it; a task without goes on at once when its plan is approved.
  planApproved: {
    stages: ['plan'],
    acts: ['claim', 'plan'],
    events: [...taken, 'task.submitPlan'],
    state: 'plan_approved',
    next: /carry it out/,
    rest: [],
    restEvents: ['task.childrenBegan', 'task.childrenDone'],
  },
  implementing: {
    stages: [],
    acts: ['claim'],
    events: taken,
    state: 'implementing',
    next: /Do the work/,
    rest: ['done'],
    restEvents: ['task.finish'],
  },
  interrupted: {
    stages: [],
    acts: ['claim briefly'],
    events: [...taken, 'task.interrupted'],
    state: 'implementing',
    next: /Do the work/,
    rest: ['claim', 'done'],
    restEvents: ['task.claimed', 'task.finish'],
  },
  resultAwaitingApproval: {
    stages: ['implementation_approval'],
    acts: ['claim', 'done'],
    events: [...taken, 'task.finish'],
    state: 'implementation_awaiting_approval',
    next: /A person decides/,
    verdict: 'approve',
    rest: [],
    restEvents: ['task.approveResult'],
  },
  reviewing: {
    stages: ['review'],
    acts: ['claim', 'done', 'claim'],
    events: [...taken, 'task.finish', 'task.claimed'],
    state: 'reviewing',
    next: /Review what was done/,
    rest: ['done'],
    restEvents: ['task.finish'],
  },
  verifying: {
    stages: ['verification'],
    acts: ['claim', 'done', 'claim'],
    events: [...taken, 'task.finish', 'task.claimed'],
    state: 'verifying',
    next: /Check that what was asked for is there/,
    rest: ['done'],
    restEvents: ['task.finish'],
  },
  blocked: {
    stages: [],
    acts: ['claim', 'blocked'],
    events: [...taken, 'task.block'],
    state: 'blocked',
    next: /Clear what blocks it/,
    rest: ['unblock', 'claim', 'done'],
    restEvents: ['task.unblock', 'task.claimed', 'task.finish'],
  },
  failed: {
    stages: [],
    acts: ['claim', 'failed'],
    events: [...taken, 'task.fail'],
    state: 'failed',
    next: /Find out why it failed/,
    rest: ['retry', 'claim', 'done'],
    restEvents: ['task.retry', 'task.claimed', 'task.finish'],
  },
  cancelled: {
    stages: [],
    acts: ['cancel'],
    events: ['task.cancel'],
    state: 'cancelled',
    next: /Nothing is left/,
    verdict: 'reopen',
    rest: ['claim', 'done'],
    restEvents: ['task.reopen', ...taken, 'task.finish'],
  },
  completed: {
    stages: [],
    acts: ['claim', 'done'],
    events: [...taken, 'task.finish'],
    state: 'completed',
    next: /Nothing is left/,
    rest: [],
    restEvents: [],
  },
} as const satisfies Record<string, Way>;

export type Standing = keyof typeof WAYS;
export const STANDINGS = Object.keys(WAYS) as Standing[];
export const wayOf = (standing: Standing): Way => WAYS[standing];
