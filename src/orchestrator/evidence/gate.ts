import { byWeight, conclude, type Verification } from '../../domain/evidence/results';
import { recordEvent } from '../../storage/queries/events';
import type { MutableRecord } from '../../storage/queries/records';
import { evidencePolicy } from '../../storage/queries/settings';
import { NotPrepared } from '../context';
import type { WorkingSet } from '../tree/workingSet';
import { answersForSomething, basisOf } from './basis';
import { recordVerification, setEvidence } from './record';
import type { Verified } from './verify';

const MOST_TOLD = 20;

export interface Passage {
  readonly verification: Verification;
  readonly passes: boolean;
}

/** Whether there is anything to hold against the disk before a task goes on. */
export const isToBeVerified = (tree: WorkingSet, task: MutableRecord): boolean =>
  answersForSomething(tree.context.connection, task);

/** What was prepared still is about the task as it stands; otherwise it is prepared again. */
export function stillHolds(tree: WorkingSet, task: MutableRecord, verified: Verified | undefined): Verified {
  if (!verified || basisOf(tree.context.connection, task.id)?.key !== verified.key || verified.isOutOfDate())
    throw new NotPrepared(verified?.ran);
  return verified;
}

/**
 * The gate before a task is handed in or completed (rules G1, G2): what fails is not, unless the policy only warns. What came
 * of it is kept either way.
 */
export function passGate(tree: WorkingSet, task: MutableRecord, verified: Verified | undefined): Passage {
  const { connection, now, actor } = tree.context;
  if (!verified) {
    const nothing = conclude([], []);
    setEvidence(tree, task, nothing.outcome);
    return { verification: nothing, passes: true };
  }
  const { verification } = verified;
  const fails = verification.outcome === 'failed';
  const passes = !fails || evidencePolicy(connection).gate === 'warn';
  recordVerification(tree, task, verified, passes);
  setEvidence(tree, task, verification.outcome);
  if (fails) {
    const files = byWeight(verification.files).slice(0, MOST_TOLD);
    recordEvent(connection, {
      at: now,
      actor,
      kind: passes ? 'evidence.failed' : 'task.not_done',
      taskId: task.id,
      after: {
        files: files.filter(({ blocks }) => blocks).map(({ path, status }) => ({ path, status })),
        checks: verification.checks.map(({ command, status }) => ({ command, status })),
      },
      reason: verification.summary,
    });
    tree.touch(task);
  }
  return { verification, passes };
}
