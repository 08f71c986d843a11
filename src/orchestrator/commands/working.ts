import * as z from 'zod';
import { Problem } from '../../domain/problem';
import { CHECKPOINT_LIMITS } from '../../domain/workflow/checkpoints';
import { STATES } from '../../domain/workflow/states';
import { target } from '../../domain/workflow/transitions';
import { recordEvent } from '../../storage/queries/events';
import type { MutableRecord } from '../../storage/queries/records';
import { readyTasks } from '../../storage/queries/taskLists';
import {
  addPlan,
  addResult,
  answerOfClaim,
  keepAnswerOf,
  listApprovals,
  OUTCOMES,
  SUBJECTS,
  VERDICTS,
} from '../../storage/queries/versions';
import { NotPrepared } from '../context';
import { recordOperations } from '../evidence/duty';
import { isToBeVerified, passGate, stillHolds } from '../evidence/gate';
import { manifestOf } from '../evidence/manifest';
import { asOperation, claimedOperations, type ClaimedOperation } from '../evidence/operations';
import { seeClaimed, type Claimed } from '../evidence/seeClaimed';
import { answered, verificationShape, type VerificationAnswer } from '../evidence/shapes';
import { verifyTask, type Verified } from '../evidence/verify';
import { invalid, preparedCommand } from '../operation';
import { claimedFiles, claimToken, taskId, TEXT } from '../shapes/common';
import { withTree, type WorkingSet } from '../tree/workingSet';
import { useClaim } from '../workflow/claims';
import { nameCheckpoint } from '../workflow/nameCheckpoint';
import { dropClaim, notPossible, transition } from '../workflow/transition';

const verdict = z.strictObject({
  subject: z.enum(SUBJECTS),
  verdict: z.enum(VERDICTS),
  version: z.number(),
  reason: z.string(),
  actor: z.string(),
});

export const checkpointInput = z.strictObject({
  name: z.string().trim().min(1, 'a checkpoint needs a name').max(CHECKPOINT_LIMITS.name),
  data: z.json().default({}),
});

/** Data of a checkpoint as it is kept; too much of it is refused, not cut. */
export function checkpointData(data: unknown): unknown {
  if (JSON.stringify(data).length > CHECKPOINT_LIMITS.data) {
    throw invalid([
      `data: more than ${CHECKPOINT_LIMITS.data} characters; keep large things in files and name them here`,
    ]);
  }
  return data;
}

export const reportProgress = preparedCommand({
  about:
    'Tells how work goes: a sign of life, a note, a plan, a checkpoint, files that were changed. Any of it keeps the claim alive.',
  who: 'anyone',
  input: z.strictObject({
    task: taskId,
    claim: claimToken.optional(),
    note: z.string().trim().min(1).max(TEXT.note).optional(),
    plan: z.string().trim().min(1).max(TEXT.body).optional(),
    checkpoint: checkpointInput.optional(),
    files: claimedFiles,
  }),
  output: z.strictObject({
    task: z.string(),
    state: z.enum(STATES),
    expires_at: z.number().nullable(),
    approval: verdict.optional(),
  }),
  prepare: (context, { files }) => seeClaimed(context, claimedOperations(files)),
  run: (context, { task: id, claim: token, note, plan, checkpoint, files }, seen) =>
    withTree(context, (tree) => {
      const { connection, now, actor } = context;
      const task = tree.get(id);
      const claim = useClaim(tree, task, token);
      const operations = claimedOperations(files);
      if (operations.length > 0 && !seen) throw new NotPrepared();
      if (claim) goOnIfApproved(tree, task);
      if (note !== undefined) {
        recordEvent(connection, { at: now, actor, kind: 'task.note', taskId: id, after: { text: note } });
        tree.touch(task);
      }
      recordClaims(tree, task, operations, seen);
      if (plan !== undefined) submitPlan(tree, task, plan);
      if (checkpoint) {
        const { name, data } = checkpoint;
        nameCheckpoint(tree, task, { name, data: checkpointData(data), files: manifestOf(connection, id) });
      }
      const approval = listApprovals(connection, id, 1)[0];
      return {
        task: id,
        state: task.state,
        expires_at: claim?.expiresAt ?? null,
        ...(approval && { approval: verdictOf(approval) }),
      };
    }),
});

const verdictOf = (row: z.output<typeof verdict>): z.output<typeof verdict> => ({
  subject: row.subject,
  verdict: row.verdict,
  version: row.version,
  reason: row.reason,
  actor: row.actor,
});

/** Whoever works with an approved plan has begun to implement it; a parent's work is in its children. */
function goOnIfApproved(tree: WorkingSet, task: MutableRecord): void {
  if (task.state === 'plan_approved' && task.children === 0) transition(tree, task, 'goOn');
}

/** A plan moves a task that is being planned; for one at work it is a new version, asked about again if it was approved. */
function submitPlan(tree: WorkingSet, task: MutableRecord, body: string): void {
  const { connection, actor, now, isPerson } = tree.context;
  if (task.state === 'planning' || task.state === 'pending') {
    addPlan(connection, task.id, body, actor, now);
    transition(tree, task, 'submitPlan');
    goOnIfApproved(tree, task);
  } else if (task.state === 'plan_awaiting_approval') {
    addPlan(connection, task.id, body, actor, now);
    tree.touch(task);
  } else if (task.state === 'implementing') {
    addPlan(connection, task.id, body, actor, now);
    tree.touch(task);
    if (task.stages.includes('plan_approval') && !isPerson) transition(tree, task, 'amendPlan');
  } else throw notPossible(task);
}

/** What a worker says it did to files, with what is there. */
function recordClaims(
  tree: WorkingSet,
  task: MutableRecord,
  operations: readonly ClaimedOperation[],
  seen: Claimed | undefined,
): void {
  if (operations.length === 0) return;
  const { actor, isPerson } = tree.context;
  const noticed = isPerson ? 'manual' : 'claimed';
  const withContent = operations.map((claimed) => asOperation(claimed, noticed, seen));
  recordOperations(tree, task.id, withContent, actor);
  tree.touch(task);
}

const answer = z.strictObject({
  task: z.string(),
  state: z.enum(STATES),
  /** false: it stays as it is, because what it answers for is not there. */
  accepted: z.boolean(),
  verification: verificationShape,
  next: z.strictObject({ task: z.string(), title: z.string(), role: z.string().nullable() }).optional(),
});
type Answer = z.output<typeof answer>;

interface FinishFound {
  readonly seen: Claimed;
  readonly verified: Verified | undefined;
}

export const finishTask = preparedCommand({
  about:
    'Ends the work on a stage of a task: done, failed, blocked or in need of revision. Work is done only if its files and checks say so. The same claim gets the same answer twice.',
  who: 'anyone',
  input: z.strictObject({
    task: taskId,
    claim: claimToken.optional(),
    result: z.enum(OUTCOMES),
    summary: z.string().trim().min(1, 'a summary is needed').max(TEXT.reason),
    detail: z.string().max(TEXT.body).default(''),
    artifacts: z.array(z.string().max(500)).max(100).default([]),
    files: claimedFiles,
    error: z
      .strictObject({
        type: z.string().max(200),
        message: z.string().max(TEXT.note),
        stack: z.string().max(TEXT.body).optional(),
      })
      .optional(),
  }),
  output: answer,
  prepare: async (context, { task, files, result }, about): Promise<FinishFound> => {
    const operations = claimedOperations(files);
    if (result !== 'done') return { seen: await seeClaimed(context, operations), verified: undefined };
    const verified = await verifyTask(context, task, { operations, checks: 'all', keep: true, about });
    return { seen: verified?.seen ?? new Map(), verified };
  },
  run: (context, input, found) =>
    withTree(context, (tree) => {
      const { connection, now, actor } = context;
      const task = tree.get(input.task);
      const before = input.claim === undefined ? undefined : answerOfClaim(connection, task.id, input.claim);
      if (before !== undefined && !holdsAgain(task)) return answer.parse(before);
      const claim = useClaim(tree, task, input.claim);
      goOnIfApproved(tree, task);
      refuseOpenChildren(task, input.result);
      const { result: outcome, summary, detail, artifacts, error } = input;
      mayFinish(task, outcome);
      const operations = claimedOperations(input.files);
      const verified = outcome === 'done' ? lookedAt(tree, task, operations, found) : undefined;
      if (operations.length > 0 && !found) throw new NotPrepared();
      recordClaims(tree, task, operations, found?.seen);
      const { verification, passes } = passGate(tree, task, verified);
      if (!passes) return notDone(task, answered(verification));
      const row = { task: task.id, outcome, summary, detail, artifacts, claim: claim?.token ?? null, actor, at: now };
      const version = addResult(connection, row);
      conclude(tree, task, outcome, summary, { version, outcome, ...(error && { error }) });
      const told = tellWhatNext(tree, task, answered(verification));
      if (claim) keepAnswerOf(connection, task.id, version, told);
      return told;
    }),
});

/** Work that is handed in as done is held against the disk, unless there is nothing to hold. */
function lookedAt(
  tree: WorkingSet,
  task: MutableRecord,
  operations: readonly ClaimedOperation[],
  found: FinishFound | undefined,
): Verified | undefined {
  if (operations.length === 0 && !isToBeVerified(tree, task)) return undefined;
  return stillHolds(tree, task, found?.verified);
}

/** Refused before anybody looks at the disk for it. */
function mayFinish(task: MutableRecord, outcome: (typeof OUTCOMES)[number]): void {
  if (outcome === 'done' && target(task, 'finish') === undefined) throw notPossible(task);
}

/** It keeps its state and its claim; this is not the answer of a finished claim. */
const notDone = (task: MutableRecord, verification: VerificationAnswer): Answer => ({
  task: task.id,
  state: task.state,
  accepted: false,
  verification,
});

/** Its result was rejected while it waited, and its holder works on with the same claim. */
const holdsAgain = (task: MutableRecord): boolean => task.claimed && task.state === 'implementing';

function refuseOpenChildren(task: MutableRecord, result: string): void {
  const open = task.children === 0 || result !== 'done' ? 0 : task.leaves - task.leavesDone;
  if (open === 0 || task.state !== 'implementing') return;
  throw new Problem(
    'not_possible',
    `${open} of the tasks below ${task.id} are still open; it is done when they are.`,
    `Finish them first, or cancel what is not needed; ${task.id} then goes on by itself.`,
  );
}

function conclude(
  tree: WorkingSet,
  task: MutableRecord,
  outcome: (typeof OUTCOMES)[number],
  summary: string,
  data: Record<string, unknown>,
): void {
  const isCheck = task.state === 'reviewing' || task.state === 'verifying';
  switch (outcome) {
    case 'done':
      transition(tree, task, 'finish', { data: { ...data, summary } });
      return;
    case 'failed':
      transition(tree, task, isCheck ? 'sendBack' : 'fail', { reason: summary, data });
      return;
    case 'needs_revision':
      if (isCheck) transition(tree, task, 'sendBack', { reason: summary, data });
      else revise(tree, task, summary, data);
      return;
    case 'blocked':
      transition(tree, task, 'block', { reason: summary, data });
      return;
  }
}

/** The work is given back where it is, with what is wrong with it. */
function revise(tree: WorkingSet, task: MutableRecord, reason: string, data: Record<string, unknown>): void {
  if (task.state !== 'planning' && task.state !== 'implementing') throw notPossible(task);
  const { connection, now, actor } = tree.context;
  dropClaim(tree, task, 'needs_revision');
  Object.assign(task, { retryCount: task.retryCount + 1, stateReason: reason, stateActor: actor });
  tree.touch(task);
  recordEvent(connection, { at: now, actor, kind: 'task.needs_revision', taskId: task.id, after: data, reason });
}

function tellWhatNext(tree: WorkingSet, task: MutableRecord, verification: VerificationAnswer): Answer {
  tree.save();
  const { connection } = tree.context;
  const under = task.rootId;
  const [next] = [
    ...(task.role === null ? [] : readyTasks(connection, { role: task.role, under }, 1)),
    ...readyTasks(connection, { under }, 1),
  ];
  return {
    task: task.id,
    state: task.state,
    accepted: true,
    verification,
    ...(next && { next: { task: next.id, title: next.title, role: next.role } }),
  };
}
