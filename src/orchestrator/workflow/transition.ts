import { Problem } from '../../domain/problem';
import { checkpointsOf } from '../../domain/workflow/checkpoints';
import { movedTally, rollUp } from '../../domain/workflow/rollUp';
import { cameToNothing, hasEnded, isHandedIn, statusOf, type State } from '../../domain/workflow/states';
import { possibleIn, target, type Action } from '../../domain/workflow/transitions';
import type { TaskStatus } from '../../domain/task/task';
import { addCheckpoint } from '../../storage/queries/checkpoints';
import { endClaim, liveClaim } from '../../storage/queries/claims';
import { recordEvent } from '../../storage/queries/events';
import type { MutableRecord, TaskRecord } from '../../storage/queries/records';
import { latestPlan, latestResult } from '../../storage/queries/versions';
import { ownProgress, spreadProgress } from '../tree/progress';
import type { WorkingSet } from '../tree/workingSet';
import { answersForSomething } from '../evidence/basis';
import { settleDutiesOf } from '../evidence/duty';
import { manifestOf } from '../evidence/manifest';
import { openGates } from './gates';
import { changeHolding } from './holds';
import { addResultOfSteps } from './stepsResult';

interface Details {
  readonly reason?: string;
  /** Goes into the event and the checkpoint. */
  readonly data?: Record<string, unknown>;
}

const SENT_BACK = new Set<Action>(['rejectPlan', 'rejectResult', 'sendBack', 'retry']);
const APPROVES = new Set<Action>(['approvePlan', 'approveResult', 'override']);
const TAKES_BACK = new Set<Action>(['rejectPlan', 'rejectResult', 'amendPlan', 'reopen']);
const REMEMBERS = new Set<Action>(['block', 'fail', 'cancel', 'skip', 'childrenFailed', 'childrenCancelled']);

/** Actions after which a parent follows its children again. */
const LETS_CHILDREN_GO = new Set<Action>(['approvePlan', 'unblock', 'submitPlan']);

/** Actions after which whoever held the task works on, or waits, with the same claim. */
const KEEPS_CLAIM = new Set<Action>([
  'start',
  'goOn',
  'submitPlan',
  'amendPlan',
  'approvePlan',
  'rejectPlan',
  'rejectResult',
  'childrenBegan',
]);

/** Whoever finished may wait for the verdict with the claim it has, and go on if something is to be done again. */
const keepsClaim = (action: Action, to: State): boolean =>
  KEEPS_CLAIM.has(action) || (action === 'finish' && to === 'implementation_awaiting_approval');

/** The only way from one state to another (rule W1): the table decides, and everything that follows is done here. */
export function transition(tree: WorkingSet, task: MutableRecord, action: Action, details: Details = {}): void {
  const to = target(task, action);
  if (to === undefined) throw notPossible(task);
  move(tree, task, action, to, details);
  if (LETS_CHILDREN_GO.has(action) && task.children > 0) settle(tree, task);
  rollUpFrom(tree, task);
}

export function notPossible(task: TaskRecord): Problem {
  const possible = possibleIn(task.state);
  return new Problem(
    'not_possible',
    `${task.id} is ${task.state}, where this cannot be done.`,
    possible.length === 0 ? 'Nothing can be done with it now.' : `Possible now: ${possible.join(', ')}.`,
  );
}

/** The move itself, without what it means for the parent. */
function move(tree: WorkingSet, task: MutableRecord, action: Action, to: State, { reason, data }: Details): void {
  const { connection, now, actor } = tree.context;
  const { state: from, status: statusBefore, approved } = task;
  const progressBefore = ownProgress(task);
  changeHolding(tree, task, () => {
    task.state = to;
    task.status = statusOf(to);
    task.stateAt = now;
    task.stateReason = reason ?? null;
    task.stateActor = actor;
    task.interrupted = false;
    if (from === 'pending') task.startedAt ??= hasEnded(to) || to === 'blocked' ? null : now;
    task.endedAt = hasEnded(to) ? now : null;
    if (REMEMBERS.has(action) && from !== 'blocked' && from !== 'failed') task.returnState = from;
    if (SENT_BACK.has(action)) task.retryCount++;
    if (APPROVES.has(action)) task.approved = true;
    if (TAKES_BACK.has(action)) task.approved = false;
    // What it answered for is worked on again.
    if (from === 'completed') task.evidence = 'none';
    task.verifyDue &&= isHandedIn(from) && isHandedIn(to);
  });
  // What came to nothing relieves nobody of a duty (rule F12).
  if (cameToNothing(from) !== cameToNothing(to)) settleDutiesOf(tree, [task.id]);
  if (!keepsClaim(action, to)) dropClaim(tree, task, action);
  recordEvent(connection, {
    at: now,
    actor,
    kind: `task.${action}`,
    taskId: task.id,
    before: { state: from },
    after: { state: to, ...data },
    ...(reason !== undefined && { reason }),
  });
  const versions = {
    plan: latestPlan(connection, task.id)?.version ?? 0,
    result: latestResult(connection, task.id)?.version ?? 0,
  };
  const files = manifestOf(connection, task.id);
  for (const name of checkpointsOf(action, from, to)) {
    const known = { ...versions, attempt: task.retryCount, ...(reason !== undefined && { reason }), ...data };
    addCheckpoint(connection, { task: task.id, name, state: to, data: known, files, actor, at: now });
  }
  countInParent(tree, task, statusBefore, task.status);
  spreadProgress(tree, task, ownProgress(task), progressBefore);
  for (const id of openGates(tree, task, { state: from, approved })) leaveOut(tree, id, task);
}

function leaveOut(tree: WorkingSet, id: string, because: TaskRecord): void {
  const dependant = tree.find(id);
  if (!dependant || target(dependant, 'skip') === undefined) return;
  cancelWithChildren(
    tree,
    dependant,
    'skip',
    `“${because.title}” (${because.id}) is ${because.state}, and this task was to be left out then.`,
  );
}

/** Ends whatever hold somebody has on the task. */
export function dropClaim(tree: WorkingSet, task: MutableRecord, why: string): void {
  if (!task.claimed) return;
  const claim = liveClaim(tree.context.connection, task.id);
  if (claim) endClaim(tree.context.connection, claim.token, tree.context.now, why);
  task.claimed = false;
  task.actor = null;
  tree.touch(task);
}

/** A child counts for its parent in its status, as long as it is neither deleted nor archived. */
export function countInParent(
  tree: WorkingSet,
  task: TaskRecord,
  from: TaskStatus | null,
  to: TaskStatus | null,
): void {
  const parent = tree.parentOf(task);
  if (!parent || from === to) return;
  parent.childStatuses = movedTally(parent.childStatuses, from, to);
  tree.touch(parent);
}

/** What a change of this task means for its parent, and so on up to the root (rule W6). */
function rollUpFrom(tree: WorkingSet, task: TaskRecord): void {
  const parent = tree.parentOf(task);
  if (parent?.deletedAt === null) settle(tree, parent);
}

/** Brings a parent in step with its children. */
export function settle(tree: WorkingSet, parent: MutableRecord): void {
  const rolled = rollUp(parent.childStatuses);
  const statusBefore = parent.status;
  for (let action = due(parent, rolled); action; action = due(parent, rolled)) {
    const to = target(parent, action);
    if (to === undefined) break;
    if (to === 'completed' && isToBeLookedAt(tree, parent)) {
      parent.verifyDue = true;
      tree.touch(parent);
      tree.context.changed({ entity: 'evidence', id: parent.id, parent: null });
      break;
    }
    // A verdict is about a version (rule O3), also where nobody but the steps has handed anything in.
    const version = to === 'implementation_awaiting_approval' ? addResultOfSteps(tree, parent) : undefined;
    move(tree, parent, action, to, version === undefined ? {} : { data: { version } });
  }
  showChildren(tree, parent, rolled);
  if (parent.status !== statusBefore) rollUpFrom(tree, parent);
}

/** A parent that answers for files or checks of its own is completed once those were looked at (rule G3). */
const isToBeLookedAt = (tree: WorkingSet, parent: TaskRecord): boolean =>
  !tree.isLookedAt(parent.id) && answersForSomething(tree.context.connection, parent);

/** The step that children's statuses ask of their parent, if any. */
function due({ state }: TaskRecord, rolled: TaskStatus | undefined): Action | undefined {
  if (rolled === undefined) return undefined;
  switch (state) {
    case 'pending':
    case 'plan_approved':
      if (rolled === 'cancelled') return 'childrenCancelled';
      return rolled === 'pending' || rolled === 'blocked' ? undefined : 'childrenBegan';
    case 'implementing':
      if (rolled === 'completed') return 'childrenDone';
      if (rolled === 'failed') return 'childrenFailed';
      return rolled === 'cancelled' ? 'childrenCancelled' : undefined;
    case 'implementation_awaiting_approval':
    case 'reviewing':
    case 'verifying':
    case 'completed':
    case 'failed':
    case 'cancelled':
      return hasEndedAs(rolled) ? undefined : 'childrenOpenAgain';
    case 'planning':
    case 'plan_awaiting_approval':
    case 'blocked':
      return undefined;
  }
}

const hasEndedAs = (status: TaskStatus): boolean =>
  status === 'completed' || status === 'failed' || status === 'cancelled';

/** A parent at work shows what its children do; without children it shows its own state again. */
function showChildren(tree: WorkingSet, parent: MutableRecord, rolled: TaskStatus | undefined): void {
  if (parent.state !== 'implementing' || (rolled !== undefined && hasEndedAs(rolled))) return;
  const shown = rolled === undefined || rolled === 'pending' ? 'in_progress' : rolled;
  if (shown === parent.status) return;
  countInParent(tree, parent, parent.status, shown);
  parent.status = shown;
  tree.touch(parent);
}

/** Cancels a task and all below it that has not finished; finished work stays as it is (rule W7). */
export function cancelWithChildren(
  tree: WorkingSet,
  task: MutableRecord,
  action: 'cancel' | 'skip',
  reason: string | undefined,
): void {
  const details = reason === undefined ? {} : { reason };
  const cancelBelow = (parent: TaskRecord): void => {
    for (const id of tree.childrenOf(parent.id)) {
      const child = tree.get(id);
      cancelBelow(child);
      // Not one by one up to the root: their parent is cancelled as well.
      if (target(child, 'cancel') !== undefined && child.state !== 'failed')
        move(tree, child, 'cancel', 'cancelled', details);
    }
  };
  const to = target(task, action);
  if (to === undefined) throw notPossible(task);
  cancelBelow(task);
  move(tree, task, action, to, details);
  rollUpFrom(tree, task);
}
