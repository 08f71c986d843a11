import * as z from 'zod';
import {
  DEPENDENCY_KINDS,
  FAILURE_POLICIES,
  type DependencyKind,
  type FailurePolicy,
} from '../../domain/dependency/dependency';
import { PRIORITIES, type Priority } from '../../domain/task/task';
import { APPROVALS, STAGES, type Stage } from '../../domain/workflow/stages';

/** What a step waits for: a key of the same plan or the id of a task; in short, or with what kind of gate it is. */
const after = z.union([
  z.string(),
  z.strictObject({
    task: z.string(),
    kind: z.enum(DEPENDENCY_KINDS).default('completion'),
    policy: z.enum(FAILURE_POLICIES).default('block'),
  }),
]);

export interface After {
  readonly task: string;
  readonly kind: DependencyKind;
  readonly policy: FailurePolicy;
}

/** A step as it comes in. Lengths and references are looked at together later, so that all mistakes come at once. */
export interface PlanStep {
  readonly key?: string | undefined;
  readonly title: string;
  readonly description: string;
  readonly role?: string | null | undefined;
  readonly after: readonly (string | After)[];
  readonly files: readonly string[];
  readonly checks: readonly string[];
  readonly priority?: Priority | undefined;
  readonly labels: readonly string[];
  readonly effort?: string | null | undefined;
  readonly due?: number | null | undefined;
  readonly stages: readonly Stage[];
  readonly steps: readonly PlanStep[];
}

const list = z.array(z.string()).default([]);

const step: z.ZodType<PlanStep> = z.strictObject({
  key: z.string().optional(),
  title: z.string(),
  description: z.string().default(''),
  role: z.string().nullish(),
  after: z.array(after).default([]),
  files: list,
  checks: list,
  priority: z.enum(PRIORITIES).optional(),
  labels: list,
  effort: z.string().nullish(),
  due: z.int().nullish(),
  stages: z.array(z.enum(STAGES)).default([]),
  get steps() {
    return z.array(step).default([]);
  },
});

export const planInput = z.strictObject({
  goal: z.string(),
  context: z.string().default(''),
  description: z.string().default(''),
  stream: z.string().optional(),
  parent: z.string().optional(),
  approval: z.enum(APPROVALS).default('none'),
  role: z.string().nullish(),
  priority: z.enum(PRIORITIES).optional(),
  labels: list,
  files: list,
  checks: list,
  effort: z.string().nullish(),
  due: z.int().nullish(),
  /** Besides what `approval` says. */
  stages: z.array(z.enum(STAGES)).default([]),
  /** Tasks that all of this waits for. */
  after: z.array(after).default([]),
  steps: z.array(step).default([]),
});
