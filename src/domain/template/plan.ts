/** A tree of work with keys of its own, before there are tasks: what planning takes. */
export interface Plan {
  readonly goal: string;
  readonly context?: string;
  readonly stream?: string;
  readonly approval?: Approval;
  readonly steps: readonly PlanStep[];
}

export interface PlanStep {
  readonly key: string;
  readonly title: string;
  readonly description?: string;
  readonly role?: string;
  /** Keys of the steps that come first. */
  readonly after?: readonly string[];
  readonly files?: readonly string[];
  readonly checks?: readonly string[];
  readonly steps?: readonly PlanStep[];
}

export const APPROVALS = ['none', 'plan', 'result', 'both'] as const;
export type Approval = (typeof APPROVALS)[number];
