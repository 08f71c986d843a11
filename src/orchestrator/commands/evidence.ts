import * as z from 'zod';
import { problemWithCheck } from '../../domain/evidence/checkText';
import { EVIDENCE_STATES } from '../../domain/evidence/results';
import { STATES } from '../../domain/workflow/states';
import { approveCheck, withdrawCheck } from '../../storage/queries/checkApprovals';
import { recordEvent } from '../../storage/queries/events';
import { hasWaitingChecks, setWaitingChecks } from '../../storage/queries/checksWaiting';
import { findRecord, type MutableRecord } from '../../storage/queries/records';
import { isFollowed, lookAgain } from '../evidence/duty';
import { countOpenChecks } from '../evidence/openChecks';
import { passGate, stillHolds } from '../evidence/gate';
import { recordVerification, setEvidence, settleCompleted } from '../evidence/record';
import { answered, verificationShape } from '../evidence/shapes';
import { verifyTask, type Verified } from '../evidence/verify';
import { command, invalid, preparedCommand } from '../operation';
import { nothing, taskId } from '../shapes/common';
import { withTree, type WorkingSet } from '../tree/workingSet';
import { settle } from '../workflow/transition';

const isReadyToEnd = ({ state, children, leaves, leavesDone }: MutableRecord): boolean =>
  state === 'implementing' && children > 0 && leavesDone >= leaves;

/** What a verification means for a task, wherever it stands. */
function takeIn(tree: WorkingSet, task: MutableRecord, verified: Verified): void {
  if (task.state === 'completed') settleCompleted(tree, task, verified);
  else if (isReadyToEnd(task) && !task.claimed) {
    if (!passGate(tree, task, verified).passes) return;
    tree.lookedAt(task.id);
    settle(tree, task);
  } else {
    recordVerification(tree, task, verified, false);
    // Work that goes on need not be finished; where it was handed in, or was not accepted, the evidence follows.
    if (task.state === 'implementation_awaiting_approval' || task.evidence !== 'none') {
      setEvidence(tree, task, verified.verification.outcome);
    }
  }
}

export const verifyTaskNow = preparedCommand({
  about:
    'Holds what a task answers for against the disk and runs its approved checks; only what is new is written down.',
  who: 'anyone',
  endsWithCaller: true,
  input: z.strictObject({ task: taskId }),
  output: z.strictObject({
    task: z.string(),
    state: z.enum(STATES),
    evidence: z.enum(EVIDENCE_STATES),
    verification: verificationShape,
  }),
  prepare: (context, { task }, about) => verifyTask(context, task, { checks: 'all', keep: true, about }),
  run: (context, { task: id }, found) =>
    withTree(context, (tree) => {
      const task = tree.get(id);
      const verified = stillHolds(tree, task, found);
      takeIn(tree, task, verified);
      if (task.verifyDue) {
        task.verifyDue = false;
        tree.touch(task);
      }
      return { task: id, state: task.state, evidence: task.evidence, verification: answered(verified.verification) };
    }),
});

export const settleEvidence = preparedCommand({
  about:
    'Verifies a task that is due: a parent whose steps are all done, which is completed by it, or one that was handed in, accepted or not, and whose files have changed.',
  who: 'engine',
  input: z.strictObject({ task: taskId }),
  output: nothing,
  prepare: (context, { task }, about) => {
    // What completes a task is looked at as a whole; of one that was handed in, checks are run that were not before.
    const found = context.read((connection) => findRecord(connection, task));
    return verifyTask(context, task, {
      checks: found && isFollowed(found) ? 'missing' : 'all',
      keep: false,
      about,
    });
  },
  run: (context, { task: id }, found) =>
    withTree(context, (tree) => {
      const task = tree.find(id);
      const isWaiting = hasWaitingChecks(context.connection, id);
      if (!task?.verifyDue && !isWaiting) return {};
      if (!task || !(isFollowed(task) || isReadyToEnd(task))) {
        // It is looked at again when it is handed in.
        setWaitingChecks(context.connection, id, false);
        if (!task?.verifyDue) return {};
      } else takeIn(tree, task, stillHolds(tree, task, found));
      task.verifyDue = false;
      tree.touch(task);
      return {};
    }),
});

export const MOST_LOOKED_AGAIN = 1_000;

export const lookAgainAt = command({
  about: 'Tasks whose files are to be looked at again, though nothing was told of these.',
  who: 'engine',
  input: z.strictObject({ tasks: z.array(taskId).max(MOST_LOOKED_AGAIN) }),
  output: nothing,
  run: (context, { tasks }) =>
    withTree(context, (tree) => {
      for (const id of tasks) lookAgain(tree, id);
      return {};
    }),
});

const commandLines = z.array(z.string().min(1).max(500)).min(1).max(100);

export const approveChecks = command({
  about: 'Lets commands of a task be run as its checks, each in exactly this text; or takes that back.',
  who: 'person',
  input: z.strictObject({ task: taskId, checks: commandLines, approved: z.boolean().default(true) }),
  output: nothing,
  run: (context, { task: id, checks, approved }) =>
    withTree(context, (tree) => {
      const { connection, now, actor } = context;
      const task = tree.get(id);
      const strange = checks.filter((check) => !task.checks.includes(check));
      if (strange.length > 0)
        throw invalid(strange.map((check) => `checks: ${id} has no check ${JSON.stringify(check)}`));
      const hiding = approved ? checks.flatMap((check) => problemWithCheck(check) ?? []) : [];
      if (hiding.length > 0) throw invalid(hiding.map((problem) => `checks: one ${problem}`));
      for (const check of checks) {
        if (approved) approveCheck(connection, id, check, actor, now);
        else withdrawCheck(connection, id, check);
      }
      countOpenChecks(tree, task);
      const kind = approved ? 'checks.approved' : 'checks.withdrawn';
      recordEvent(connection, { at: now, actor, kind, taskId: id, after: { checks } });
      tree.touch(task);
      lookAgain(tree, id);
      return {};
    }),
});
