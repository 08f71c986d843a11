import * as z from 'zod';
import { CLAIM_TTL } from '../../domain/claim/claim';
import { FILE_OPERATIONS } from '../../domain/evidence/workspacePath';
import { EVIDENCE_STATES } from '../../domain/evidence/results';
import { PRIORITIES, TASK_STATUSES } from '../../domain/task/task';
import { STATES } from '../../domain/workflow/states';

/** Limits on what anybody may send; beyond them an answer, a view or the store would suffer. */
export const TEXT = { line: 300, reason: 2_000, note: 10_000, body: 50_000, list: 200 } as const;

export const taskId = z.string().min(1, 'a task id is needed').max(100);
export const claimToken = z.string().min(1).max(200);
export const reason = z.string().trim().min(1, 'a reason is needed').max(TEXT.reason);
export const optionalReason = z.string().trim().max(TEXT.reason).default('');
export const roleName = z
  .string()
  .regex(/^[a-z][a-z0-9_-]*$/, 'a role is lower-case letters, digits, - and _')
  .max(64);
export const streamName = z
  .string()
  .trim()
  .min(1, 'a stream needs a name')
  .max(100)
  .regex(/^\P{Cc}*$/u, 'a name is one line of text');
export const ttl = z.int().min(CLAIM_TTL.shortest).max(CLAIM_TTL.longest);
export const page = (most: number, usual: number) => z.int().min(1).max(most).default(usual);

export const claimedFile = z.strictObject({
  op: z.enum(FILE_OPERATIONS),
  path: z.string().max(4_096),
  from: z.string().max(4_096).optional(),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/i, 'a SHA-256 is 64 hexadecimal digits')
    .optional(),
});
export type ClaimedFile = z.output<typeof claimedFile>;
export const claimedFiles = z.array(claimedFile).max(1_000, 'at most 1,000 files in one call').default([]);

/** A task as lists answer it; the same columns that storage reads. */
export const taskShape = z.strictObject({
  n: z.number(),
  id: z.string(),
  parentId: z.string().nullable(),
  rootId: z.string(),
  depth: z.number(),
  position: z.number(),
  stream: z.string().nullable(),
  title: z.string(),
  description: z.string(),
  role: z.string().nullable(),
  priority: z.enum(PRIORITIES),
  labels: z.array(z.string()).readonly(),
  dueAt: z.number().nullable(),
  status: z.enum(TASK_STATUSES),
  state: z.enum(STATES),
  stateReason: z.string().nullable(),
  actor: z.string().nullable(),
  children: z.number(),
  leaves: z.number(),
  leavesDone: z.number(),
  /** Finished tasks at or below it that are not as they were left. */
  unsound: z.number(),
  retryCount: z.number(),
  unmet: z.number(),
  held: z.number(),
  claimed: z.boolean(),
  evidence: z.enum(EVIDENCE_STATES),
  hasChecks: z.boolean(),
  openChecks: z.number(),
  offer: z.enum(['ready', 'interrupted']).nullable(),
  stoppedAt: z.string().nullable(),
  interruptedAt: z.number().nullable(),
  createdAt: z.number(),
  updatedAt: z.number(),
  stateAt: z.number(),
  archivedAt: z.number().nullable(),
  deletedAt: z.number().nullable(),
});

export const rows = z.strictObject({ rows: z.array(taskShape) });
export const stateAnswer = z.strictObject({ task: z.string(), state: z.enum(STATES) });
export const nothing = z.strictObject({});
