import * as z from 'zod';
import { Problem } from '../../domain/problem';
import { CHECKPOINT_LIMITS } from '../../domain/workflow/checkpoints';
import { STATES } from '../../domain/workflow/states';
import { addCheckpoint } from '../../storage/queries/checkpoints';
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
import { command, invalid } from '../operation';
import { claimedFiles, claimToken, taskId, TEXT } from '../shapes/common';
import { withTree, type WorkingSet } from '../tree/workingSet';
import { useClaim } from '../workflow/claims';
import { recordClaimedFiles } from '../workflow/fileClaims';
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

export const reportProgress = command({
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
  run: (context, { task: id, claim: token, note, plan, checkpoint, files }) =>
    withTree(context, (tree) => {
      const { connection, now, actor } = context;
      const task = tree.get(id);
      const claim = useClaim(tree, task, token);
      if (claim) goOnIfApproved(tree, task);
      if (note !== undefined) {
        recordEvent(connection, { at: now, actor, kind: 'task.note', taskId: id, after: { text: note } });
        tree.touch(task);
      }
      recordClaimedFiles(context, id, files);
      if (files.length > 0) tree.touch(task);
      if (plan !== undefined) submitPlan(tree, task, plan);
      if (checkpoint) {
        const row = { task: id, name: checkpoint.name, state: task.state, data: checkpointData(checkpoint.data) };
        addCheckpoint(connection, { ...row, files: [], actor, at: now });
        recordEvent(connection, {
          at: now,
          actor,
          kind: 'checkpoint.saved',
          taskId: id,
          after: { name: checkpoint.name },
        });
        tree.touch(task);
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

const answer = z.strictObject({
  task: z.string(),
  state: z.enum(STATES),
  /** Held against the disk by the checks of files, which say what they found. */
  verification: z.strictObject({ status: z.enum(['not_checked']), files: z.array(z.never()) }),
  next: z.strictObject({ task: z.string(), title: z.string(), role: z.string().nullable() }).optional(),
});
type Answer = z.output<typeof answer>;

export const finishTask = command({
  about:
    'Ends the work on a stage of a task: done, failed, blocked or in need of revision. The same claim gets the same answer twice.',
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
  run: (context, input) =>
    withTree(context, (tree) => {
      const { connection, now, actor } = context;
      const task = tree.get(input.task);
      const told = input.claim === undefined ? undefined : answerOfClaim(connection, task.id, input.claim);
      if (told !== undefined && !holdsAgain(task)) return answer.parse(told);
      const claim = useClaim(tree, task, input.claim);
      goOnIfApproved(tree, task);
      refuseOpenChildren(task, input.result);
      recordClaimedFiles(context, task.id, input.files);
      const { result: outcome, summary, detail, artifacts, error } = input;
      const row = { task: task.id, outcome, summary, detail, artifacts, claim: claim?.token ?? null, actor, at: now };
      const version = addResult(connection, row);
      conclude(tree, task, outcome, summary, { version, outcome, ...(error && { error }) });
      const answered = tellWhatNext(tree, task);
      if (claim) keepAnswerOf(connection, task.id, version, answered);
      return answered;
    }),
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

function tellWhatNext(tree: WorkingSet, task: MutableRecord): Answer {
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
    verification: { status: 'not_checked', files: [] },
    ...(next && { next: { task: next.id, title: next.title, role: next.role } }),
  };
}
