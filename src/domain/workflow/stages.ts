import type { State } from './states';

/** The optional parts of a task's way, in the order in which they come. */
export const STAGES = ['plan', 'plan_approval', 'implementation_approval', 'review', 'verification'] as const;
export type Stage = (typeof STAGES)[number];

/** What a planner asks for in one word. */
export const APPROVALS = ['none', 'plan', 'result', 'both'] as const;
export type Approval = (typeof APPROVALS)[number];

export function stagesFor(approval: Approval): Stage[] {
  const plan: Stage[] = approval === 'plan' || approval === 'both' ? ['plan', 'plan_approval'] : [];
  const result: Stage[] = approval === 'result' || approval === 'both' ? ['implementation_approval'] : [];
  return [...plan, ...result];
}

/** In their order, each once; an approval of a plan needs a plan. */
export function orderedStages(stages: readonly Stage[]): Stage[] {
  return STAGES.filter((stage) => stages.includes(stage) || (stage === 'plan' && stages.includes('plan_approval')));
}

/** The stages in which only a person lets a task go on. */
export const isApprovalStage = (stage: Stage): boolean =>
  stage === 'plan_approval' || stage === 'implementation_approval';

const FINISHING: readonly (readonly [Stage, State])[] = [
  ['implementation_approval', 'implementation_awaiting_approval'],
  ['review', 'reviewing'],
  ['verification', 'verifying'],
];

/** Where a task goes when what it did in `from` is done: the next stage it has, else it is completed. */
export function afterWork(stages: readonly Stage[], from: State): State {
  const passed = FINISHING.findIndex(([, state]) => state === from);
  const next = FINISHING.slice(passed + 1).find(([stage]) => stages.includes(stage));
  return next ? next[1] : 'completed';
}
