import * as z from 'zod';
import { Problem } from '../../domain/problem';
import type { MutableRecord } from '../../storage/queries/records';
import { addApproval, latestPlan, latestResult, type ApprovalRow } from '../../storage/queries/versions';
import { isToBeVerified, passGate, stillHolds } from '../evidence/gate';
import { setEvidence } from '../evidence/record';
import { answered, verificationShape } from '../evidence/shapes';
import { verifyTask, type Verified } from '../evidence/verify';
import { command, preparedCommand } from '../operation';
import { STATES } from '../../domain/workflow/states';
import { target } from '../../domain/workflow/transitions';
import { optionalReason, reason, stateAnswer, taskId } from '../shapes/common';
import { withTree, type WorkingSet } from '../tree/workingSet';
import { notPossible, transition } from '../workflow/transition';

const version = z.int().min(0).optional();

/** What waits for a verdict, in the version that a person is looking at. */
function awaited(
  tree: WorkingSet,
  task: MutableRecord,
  seen: number | undefined,
): Pick<ApprovalRow, 'subject' | 'version'> {
  const { connection } = tree.context;
  const subject =
    task.state === 'plan_awaiting_approval'
      ? 'plan'
      : task.state === 'implementation_awaiting_approval'
        ? 'result'
        : undefined;
  if (!subject) throw notPossible(task);
  const latest = (subject === 'plan' ? latestPlan : latestResult)(connection, task.id)?.version ?? 0;
  if (seen !== undefined && seen !== latest) {
    throw new Problem(
      'conflict',
      `The ${subject} of ${task.id} has changed: this was about version ${seen}, and there is version ${latest} now.`,
      'Look at the new version and decide about that.',
    );
  }
  return { subject, version: latest };
}

export const approveTask = preparedCommand({
  about:
    'Approves the plan or the result that waits for a person. A result completes the task only if its files and checks say so.',
  who: 'person',
  input: z.strictObject({ task: taskId, version, reason: optionalReason }),
  output: z.strictObject({
    task: z.string(),
    state: z.enum(STATES),
    /** false: it waits on, because what it answers for is not there. */
    accepted: z.boolean(),
    verification: verificationShape.optional(),
  }),
  prepare: (context, { task }, about): Promise<Verified | undefined> =>
    verifyTask(context, task, { checks: 'all', keep: false, about }),
  run: (context, { task: id, version: seen, reason: why }, found) =>
    withTree(context, (tree) => {
      const task = tree.get(id);
      const subject = awaited(tree, task, seen);
      const action = subject.subject === 'plan' ? 'approvePlan' : 'approveResult';
      let verification;
      if (target(task, action) === 'completed' && isToBeVerified(tree, task)) {
        const passage = passGate(tree, task, stillHolds(tree, task, found));
        verification = answered(passage.verification);
        if (!passage.passes) return { task: id, state: task.state, accepted: false, verification };
      }
      addApproval(context.connection, id, {
        ...subject,
        verdict: 'approved',
        reason: why,
        actor: context.actor,
        at: context.now,
      });
      const details = { data: { ...subject }, ...(why !== '' && { reason: why }) };
      transition(tree, task, action, details);
      return { task: id, state: task.state, accepted: true, ...(verification && { verification }) };
    }),
});

export const rejectTask = command({
  about: 'Rejects the plan or the result that waits for a person; the reason goes to whoever works on it next.',
  who: 'person',
  input: z.strictObject({ task: taskId, version, reason }),
  output: stateAnswer,
  run: (context, { task: id, version: seen, reason: why }) =>
    withTree(context, (tree) => {
      const task = tree.get(id);
      const subject = awaited(tree, task, seen);
      addApproval(context.connection, id, {
        ...subject,
        verdict: 'rejected',
        reason: why,
        actor: context.actor,
        at: context.now,
      });
      transition(tree, task, subject.subject === 'plan' ? 'rejectPlan' : 'rejectResult', {
        reason: why,
        data: { ...subject },
      });
      return { task: id, state: task.state };
    }),
});

export const overrideTask = command({
  about: 'Completes a task whatever its stages, its files and its checks say; the reason stays visible.',
  who: 'person',
  input: z.strictObject({ task: taskId, reason }),
  output: stateAnswer,
  run: (context, { task: id, reason: why }) =>
    withTree(context, (tree) => {
      const task = tree.get(id);
      if (task.children > 0 && task.leavesDone < task.leaves) {
        throw new Problem(
          'not_possible',
          `${task.leaves - task.leavesDone} of the tasks below ${id} are still open.`,
          'Finish, complete or cancel them first.',
        );
      }
      const latest = latestResult(context.connection, id)?.version ?? 0;
      const verdict = { subject: 'result', version: latest, verdict: 'overridden' } as const;
      addApproval(context.connection, id, { ...verdict, reason: why, actor: context.actor, at: context.now });
      setEvidence(tree, task, 'overridden');
      transition(tree, task, 'override', { reason: why });
      return { task: id, state: task.state };
    }),
});
