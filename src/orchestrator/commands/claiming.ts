import * as z from 'zod';
import { STATES } from '../../domain/workflow/states';
import { Problem } from '../../domain/problem';
import { expiredClaims, latestClaim, nextClaimExpiry } from '../../storage/queries/claims';
import { recordEvent } from '../../storage/queries/events';
import type { MutableRecord } from '../../storage/queries/records';
import { NotPrepared } from '../context';
import { takeBaseline } from '../evidence/baseline';
import { hasBaseline, keepBaseline, type Baseline } from '../../storage/queries/baselines';
import { command, preparedCommand } from '../operation';
import { claimToken, roleName, stateAnswer, streamName, taskId, ttl } from '../shapes/common';
import { blockersOf, sentence } from '../tree/blockers';
import { limitReached, selectTask } from '../tree/select';
import { withTree, type WorkingSet } from '../tree/workingSet';
import { giveClaim, held, holdingClaim, lapse, useClaim } from '../workflow/claims';
import { dropClaim, transition } from '../workflow/transition';

const claimed = z.strictObject({
  task: z.string(),
  claim: z.string(),
  expires_at: z.number(),
  attempt: z.number(),
  state: z.enum(STATES),
});
const none = z.strictObject({ none: z.literal(true), reason: z.string(), retry_after_s: z.number() });

/** How the files of a task were before anybody began with it. */
interface Beginning {
  readonly task: string;
  readonly baseline: Baseline;
  readonly looks: number;
}

const beginningFor = z.object({ task: z.string(), looks: z.number() });

/** Where others take each task away that was looked at, one is given without. */
const MOST_LOOKS = 2;

export const claimTask = preparedCommand({
  about:
    'Takes a task, by its id or by what kind of task is wanted; one caller gets it, with a token that later writes carry.',
  who: 'anyone',
  input: z.strictObject({
    task: taskId.optional(),
    role: roleName.optional(),
    stream: streamName.optional(),
    under: taskId.optional(),
    interrupted: z.boolean().default(false),
    ttl_ms: ttl.optional(),
  }),
  output: z.union([claimed, none]),
  prepare: async (context, _input, about): Promise<Beginning> => {
    const { task, looks } = beginningFor.parse(about);
    return { task, looks, baseline: await takeBaseline(context, task) };
  },
  run: (context, { task: id, role, stream, under, interrupted, ttl_ms }, beginning) =>
    withTree(context, (tree) => {
      if (under !== undefined) tree.get(under);
      if (id !== undefined) return take(tree, mayBeTaken(tree, tree.get(id)), ttl_ms, beginning);
      const selected = selectTask(context, { role, stream, under }, interrupted);
      if (!('task' in selected)) return { none: true as const, ...selected };
      return take(tree, tree.get(selected.task), ttl_ms, beginning);
    }),
});

function mayBeTaken(tree: WorkingSet, task: MutableRecord): MutableRecord {
  const holder = holdingClaim(tree, task);
  if (holder) throw held(tree, task, holder);
  const { connection, now, isPerson } = tree.context;
  const blockers = blockersOf(connection, task);
  // Interrupted work may be taken up whatever has happened around it since: it had begun.
  if (blockers.length > 0 && !task.interrupted && !task.claimed) {
    throw new Problem(
      'not_ready',
      `${task.id} cannot be taken: ${sentence(blockers)}.`,
      isPerson
        ? 'Why Is This Blocked? leads to what has to be done first.'
        : (blockers[0]?.remedy ?? 'Claim another task.'),
    );
  }
  const limit = limitReached(connection, now, task.stream, task.role);
  if (limit !== undefined) throw new Problem('limit_reached', limit, 'Wait until one of them is finished.');
  return task;
}

/** The files that the plan names, before the work on them begins; whoever takes the task later finds it there. */
function rememberBeginning(tree: WorkingSet, task: MutableRecord, beginning: Beginning | undefined): void {
  const { connection, now, mayPrepare } = tree.context;
  if (task.expectedFiles.length === 0 || task.startedAt !== null || hasBaseline(connection, task.id)) return;
  if (beginning?.task === task.id) keepBaseline(connection, task.id, beginning.baseline, now);
  else if (mayPrepare && (beginning?.looks ?? 0) < MOST_LOOKS) {
    throw new NotPrepared({ task: task.id, looks: (beginning?.looks ?? 0) + 1 });
  }
}

function take(
  tree: WorkingSet,
  task: MutableRecord,
  ttlMs: number | undefined,
  beginning: Beginning | undefined,
): z.output<typeof claimed> {
  rememberBeginning(tree, task, beginning);
  if (task.claimed) {
    // It has run out, and nobody has noticed yet.
    const claim = latestClaim(tree.context.connection, task.id);
    if (claim?.endedAt === null) lapse(tree, claim);
  }
  const claim = giveClaim(tree, task, ttlMs);
  if (task.state === 'pending') transition(tree, task, 'start');
  else if (task.state === 'plan_approved' && task.children === 0) transition(tree, task, 'goOn');
  return { task: task.id, claim: claim.token, expires_at: claim.expiresAt, attempt: claim.attempt, state: task.state };
}

export const releaseTask = command({
  about: 'Gives a task back: whoever holds it with its claim, or a person whoever holds it. What was done stays.',
  who: 'anyone',
  input: z.strictObject({ task: taskId, claim: claimToken.optional(), reason: z.string().max(2_000).default('') }),
  output: stateAnswer,
  run: (context, { task: id, claim, reason }) =>
    withTree(context, (tree) => {
      const { connection, now, actor, isPerson } = context;
      const task = tree.get(id);
      if (!isPerson || claim !== undefined) useClaim(tree, task, claim);
      else if (!task.claimed && !task.interrupted) {
        throw new Problem('not_possible', `Nobody holds ${id}.`, 'It can be claimed.');
      }
      const holder = task.actor;
      dropClaim(tree, task, 'released');
      task.interrupted = false;
      tree.touch(task);
      const event = { at: now, actor, kind: 'task.released', taskId: id, before: { actor: holder } };
      recordEvent(connection, { ...event, ...(reason !== '' && { reason }) });
      return { task: id, state: task.state };
    }),
});

const LAPSES_AT_ONCE = 500;

export const lapseClaims = command({
  about: 'Ends claims that have run out, and marks the work they held as interrupted.',
  who: 'engine',
  input: z.strictObject({}),
  output: z.strictObject({ lapsed: z.number(), next: z.number().nullable() }),
  run: (context) =>
    withTree(context, (tree) => {
      const { connection, now } = context;
      const expired = expiredClaims(connection, now, LAPSES_AT_ONCE);
      for (const claim of expired) lapse(tree, claim);
      return { lapsed: expired.length, next: nextClaimExpiry(connection) };
    }),
});
