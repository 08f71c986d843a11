import { cameToNothing, type State } from '../workflow/states';

export const DEPENDENCY_KINDS = ['completion', 'data', 'approval', 'related'] as const;
export type DependencyKind = (typeof DEPENDENCY_KINDS)[number];

/** What a failure of the one means for the other: it waits for a person, it is left out, or it goes on. */
export const FAILURE_POLICIES = ['block', 'skip', 'continue'] as const;
export type FailurePolicy = (typeof FAILURE_POLICIES)[number];

export interface Gate {
  readonly kind: DependencyKind;
  readonly policy: FailurePolicy;
  readonly waived: boolean;
}

/** What a gate looks at in the task that is depended on. */
export interface GateTarget {
  readonly state: State;
  /** A person has approved its plan or its result, and nothing has taken that back. */
  readonly approved: boolean;
}

const gateHolds = { completion: true, data: true, approval: true, related: false } as const;

/** Whether a dependency lets its task go (rule D2). */
export function isMet({ kind, policy, waived }: Gate, target: GateTarget): boolean {
  if (waived || !gateHolds[kind]) return true;
  if (target.state === 'completed') return true;
  if (kind === 'approval' && target.approved) return true;
  return policy === 'continue' && cameToNothing(target.state);
}

/** Whether a task is to be left out because of this dependency. */
export const isSkippedBy = ({ kind, policy, waived }: Gate, target: GateTarget): boolean =>
  !waived && gateHolds[kind] && policy === 'skip' && cameToNothing(target.state);

export const ENDS = ['failed', 'cancelled', 'deleted'] as const;
export type End = (typeof ENDS)[number];

/** Why what is waited for will not be done, unless somebody takes it up again. */
export function endOf({ state, deletedAt }: { readonly state: State; readonly deletedAt: number | null }): End | null {
  if (deletedAt !== null) return 'deleted';
  return cameToNothing(state) ? state : null;
}
