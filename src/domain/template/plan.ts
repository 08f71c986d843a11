import type { DependencyKind, FailurePolicy } from '../dependency/dependency';
import type { Priority } from '../task/task';
import type { Approval, Stage } from '../workflow/stages';

/** What is the same for a whole tree and for a step of it. */
export interface PlannedWork {
  readonly role?: string;
  readonly priority?: Priority;
  readonly labels?: readonly string[];
  readonly effort?: string;
  /** What it goes through besides the work itself. */
  readonly stages?: readonly Stage[];
  readonly files?: readonly string[];
  readonly checks?: readonly string[];
}

/** A tree of work with keys of its own, before there are tasks: what planning takes. */
export interface Plan extends PlannedWork {
  readonly goal: string;
  readonly context?: string;
  readonly stream?: string;
  readonly approval?: Approval;
  readonly steps: readonly PlanStep[];
}

export interface PlanStep extends PlannedWork {
  readonly key: string;
  readonly title: string;
  readonly description?: string;
  /** The steps that come first: their keys, or with the kind of the dependency. */
  readonly after?: readonly (string | PlannedGate)[];
  readonly steps?: readonly PlanStep[];
}

export interface PlannedGate {
  /** The key of a step. */
  readonly task: string;
  readonly kind?: DependencyKind | undefined;
  readonly policy?: FailurePolicy | undefined;
}

export const keyOf = (gate: string | PlannedGate): string => (typeof gate === 'string' ? gate : gate.task);
