import type { CheckResult, EvidenceState, Verification } from '../../domain/evidence/results';
import { adoptContent, evidenceOf, tellResult } from '../../storage/queries/evidence';
import { recordEvent } from '../../storage/queries/events';
import { rememberFile } from '../../storage/queries/knownFiles';
import { setWaitingChecks } from '../../storage/queries/checksWaiting';
import type { MutableRecord } from '../../storage/queries/records';
import {
  addVerification,
  removeVerification,
  verificationsOf,
  type VerificationRow,
} from '../../storage/queries/verifications';
import { ownProgress, spreadProgress } from '../tree/progress';
import type { WorkingSet } from '../tree/workingSet';
import { lastChecks } from './checks';
import { recordOperations, settleDuty, tellEvidence } from './duty';
import type { Verified } from './verify';

/**
 * Writes down what came of a verification: the result of each path, the evidence of the task, and the verification itself
 * where it says something new (rule G4). `handedIn`: what is on disk is what the task is held to from now on.
 */
export function recordVerification(
  tree: WorkingSet,
  task: MutableRecord,
  { verification, adopt, known, witnesses }: Verified,
  handedIn: boolean,
): void {
  const { connection, now, actor } = tree.context;
  // What showed that a glob of the plan was worked on is what the task answers for (rule F10).
  if (handedIn) recordOperations(tree, task.id, witnesses, 'system');
  setWaitingChecks(connection, task.id, verification.checks.some(isWaiting) && verification.outcome === 'unverifiable');
  const rows = new Map(evidenceOf(connection, task.id).map((row) => [row.path, row]));
  let news = 0;
  for (const result of verification.files) {
    const row = rows.get(result.path);
    if (!row) continue;
    const to = handedIn ? adopt.get(result.path) : undefined;
    if (to && (to.hash !== row.hash || to.expected !== row.expected)) {
      adoptContent(connection, row, to);
      settleDuty(tree, row.path);
      news++;
    }
    if (row.status === result.status && row.reason === result.reason) continue;
    tellResult(connection, task.id, result, now);
    settleDuty(tree, row.path);
    const file = known.get(result.path);
    if (file) rememberFile(connection, file);
    news++;
  }
  const last = verificationsOf(connection, task.id, 1)[0];
  const isNew = saysSomethingNew(last, verification);
  if (isNew) {
    addVerification(connection, task.id, verification, actor, now);
    if (last && isOnlyLater(last, verification, actor)) removeVerification(connection, last);
  }
  if (isNew || news > 0) tellEvidence(tree, task.id);
}

/** A person approved it, and there was no window of a trusted folder to run it. */
const isWaiting = ({ status }: CheckResult): boolean => status === 'not_run';

/** A task without anything to look at has nothing to write down. */
function saysSomethingNew(
  last: VerificationRow | undefined,
  { outcome, summary, files, checks }: Verification,
): boolean {
  if (!last) return files.length + checks.length > 0;
  return last.status !== outcome || last.summary !== summary || toldOf(lastChecks({ last })) !== toldOf(checks);
}

/** What is written to again and again, such as a log, leaves one word of the engine and not thousands. */
const isOnlyLater = (last: VerificationRow, { outcome, summary, checks }: Verification, actor: string): boolean =>
  actor === 'system' &&
  last.actor === actor &&
  last.status === outcome &&
  withoutTimes(last.summary) === withoutTimes(summary) &&
  toldOf(lastChecks({ last })) === toldOf(checks);

const withoutTimes = (summary: string): string => summary.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '');

const toldOf = (results: readonly { command: string; status: string; exitCode: number | null }[]): string =>
  JSON.stringify(results.map(({ command, status, exitCode }) => [command, status, exitCode]));

export function setEvidence(tree: WorkingSet, task: MutableRecord, evidence: EvidenceState): void {
  if (task.evidence === evidence) return;
  const before = ownProgress(task);
  task.evidence = evidence;
  spreadProgress(tree, task, ownProgress(task), before);
  tree.touch(task);
  tellEvidence(tree, task.id);
}

/** What a verification makes of a task that has been completed before: lost evidence is weaker than a failure (rule F10). */
export function settleCompleted(tree: WorkingSet, task: MutableRecord, verified: Verified): void {
  recordVerification(tree, task, verified, false);
  const { outcome, summary } = verified.verification;
  if (task.evidence === 'overridden') return;
  const before = task.evidence;
  const after: EvidenceState = outcome !== 'failed' ? outcome : before === 'failed' ? 'failed' : 'changed';
  if (after === before) return;
  setEvidence(tree, task, after);
  const { connection, now, actor } = tree.context;
  recordEvent(connection, {
    at: now,
    actor,
    kind: after === 'changed' ? 'evidence.changed' : 'evidence.checked',
    taskId: task.id,
    before: { evidence: before },
    after: { evidence: after },
    ...(summary !== '' && { reason: summary }),
  });
}
