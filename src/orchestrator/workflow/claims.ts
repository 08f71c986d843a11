import { randomBytes } from 'node:crypto';
import { CLAIM_TTL, duration } from '../../domain/claim/claim';
import { Problem } from '../../domain/problem';
import { isAwaiting, isWorking } from '../../domain/workflow/states';
import {
  claimByToken,
  endClaim,
  extendClaim,
  insertClaim,
  latestClaim,
  liveClaim,
  reviveClaim,
  type ClaimRow,
} from '../../storage/queries/claims';
import { recordEvent } from '../../storage/queries/events';
import type { MutableRecord, TaskRecord } from '../../storage/queries/records';
import type { WorkingSet } from '../tree/workingSet';

/** Gives a task to whoever asks; that it may be taken has been looked at. Returns the claim, whose token fences off all earlier ones. */
export function giveClaim(tree: WorkingSet, task: MutableRecord, ttlMs: number = CLAIM_TTL.default): ClaimRow {
  const { connection, now, actor } = tree.context;
  const before = latestClaim(connection, task.id);
  if (before?.endedAt === null) endClaim(connection, before.token, now, 'taken over');
  const claim: ClaimRow = {
    task: task.id,
    token: `claim_${randomBytes(12).toString('hex')}`,
    attempt: (before?.attempt ?? 0) + 1,
    actor,
    claimedAt: now,
    expiresAt: now + ttlMs,
    ttlMs,
    endedAt: null,
    endReason: null,
  };
  insertClaim(connection, claim);
  Object.assign(task, { claimed: true, interrupted: false, actor });
  tree.touch(task);
  recordEvent(connection, {
    at: now,
    actor,
    kind: 'task.claimed',
    taskId: task.id,
    after: { attempt: claim.attempt, expires_at: claim.expiresAt },
    ...(before && { before: { actor: before.actor, ended: before.endReason } }),
  });
  return claim;
}

/** A claim that holds now, if any; one that ran out is as good as none. */
export function holdingClaim(tree: WorkingSet, task: TaskRecord): ClaimRow | undefined {
  const claim = task.claimed ? liveClaim(tree.context.connection, task.id) : undefined;
  return claim && claim.expiresAt > tree.context.now ? claim : undefined;
}

/**
 * Admits a write on a task (rule C2): with the token of its claim, whose time starts anew; or, for a person, without one
 * as long as nobody else holds it. Returns the claim that was used.
 */
export function useClaim(tree: WorkingSet, task: MutableRecord, token: string | undefined): ClaimRow | undefined {
  const { isPerson, actor } = tree.context;
  if (token !== undefined) return keepAlive(tree, task, usableClaim(tree, task, token));
  const holder = holdingClaim(tree, task);
  if (!isPerson) {
    throw new Problem(
      'claim_needed',
      `${task.id} is written to with its claim.`,
      'Claim the task first and send the token as claim.',
    );
  }
  if (!holder) return undefined;
  // A person is who they are in every window, also in one that does not know the token.
  if (holder.actor === actor) return keepAlive(tree, task, holder);
  throw held(tree, task, holder);
}

/** Whoever does something to a task from outside of its work: nobody else's work may be cut off by a program. */
export function mayInterfere(tree: WorkingSet, task: MutableRecord, token: string | undefined): void {
  const { isPerson } = tree.context;
  if (token !== undefined) usableClaim(tree, task, token);
  else if (!isPerson) {
    const holder = holdingClaim(tree, task);
    if (holder) throw held(tree, task, holder);
  }
}

function usableClaim(tree: WorkingSet, task: TaskRecord, token: string): ClaimRow {
  const { connection, now, isPerson } = tree.context;
  const claim = claimByToken(connection, token);
  if (claim?.task !== task.id) {
    throw new Problem(
      'claim_lost',
      `There is no such claim on ${task.id}.`,
      isPerson ? 'Claim the task again.' : 'Claim the task and use the token of the answer.',
    );
  }
  if (claim.endedAt === null || isRevivable(tree, task, claim)) return claim;
  const holder = holdingClaim(tree, task);
  const since = `This claim on ${task.id} ended ${duration(now - claim.endedAt)} ago (${claim.endReason ?? 'ended'})`;
  throw new Problem(
    'claim_lost',
    holder ? `${since}; ${holder.actor} holds the task now.` : `${since}; the task is ${task.state}.`,
    holder
      ? 'Leave this task to its holder and claim another one.'
      : 'Look the task up, and claim it again if it is still open.',
  );
}

/** It ran out, and nobody has taken the task since: its holder may go on. */
const isRevivable = (tree: WorkingSet, task: TaskRecord, claim: ClaimRow): boolean =>
  claim.endReason === EXPIRED &&
  !task.claimed &&
  (isWorking(task.state) || isAwaiting(task.state)) &&
  latestClaim(tree.context.connection, task.id)?.token === claim.token;

function keepAlive(tree: WorkingSet, task: MutableRecord, claim: ClaimRow): ClaimRow {
  const { connection, now } = tree.context;
  const expiresAt = now + claim.ttlMs;
  if (claim.endedAt !== null) {
    reviveClaim(connection, claim.token);
    Object.assign(task, { claimed: true, interrupted: false, actor: claim.actor });
    tree.touch(task);
  }
  extendClaim(connection, claim.token, expiresAt, claim.ttlMs);
  return { ...claim, expiresAt, endedAt: null };
}

export function held({ context: { now, isPerson } }: WorkingSet, task: TaskRecord, holder: ClaimRow): Problem {
  return new Problem(
    'claim_held',
    `${holder.actor} has held ${task.id} for ${duration(now - holder.claimedAt)}, and holds it for at least ${duration(holder.expiresAt - now)} more.`,
    isPerson
      ? 'Wait for it, or take it away with Release Claim.'
      : 'Claim another task, or wait; a person can release the claim in VS Code.',
  );
}

const EXPIRED = 'expired';

/** A claim has run out: work that had begun is interrupted, and offered to whoever asks for such work (rule C4). */
export function lapse(tree: WorkingSet, claim: ClaimRow): void {
  const { connection, now } = tree.context;
  endClaim(connection, claim.token, now, EXPIRED);
  const task = tree.findEvenDeleted(claim.task);
  if (!task) return;
  task.claimed = false;
  // A parent goes on with its children, and what waits for a person waits on.
  task.interrupted = isWorking(task.state) && task.children === 0;
  tree.touch(task);
  recordEvent(connection, {
    at: now,
    actor: 'system',
    kind: task.interrupted ? 'task.interrupted' : 'task.claim_expired',
    taskId: task.id,
    before: { actor: claim.actor, attempt: claim.attempt },
  });
}
