import { SET_ASIDE } from '../../domain/workflow/checkpoints';
import type { FileResult } from '../../domain/evidence/results';
import type { Priority } from '../../domain/task/task';
import type { State } from '../../domain/workflow/states';
import type { Connection } from '../../storage/connection';
import { checkpointsOf, lastPlaceOf } from '../../storage/queries/checkpoints';
import { latestClaim } from '../../storage/queries/claims';
import { dependenciesOf } from '../../storage/queries/dependencies';
import { eventsOfTask } from '../../storage/queries/events';
import { fileOperationsOf, type FileOperationRow } from '../../storage/queries/fileOperations';
import { findRecord, type TaskRecord } from '../../storage/queries/records';
import { latestPlan, latestResult, listApprovals } from '../../storage/queries/versions';
import { roleNamed } from '../roles';

const HISTORY = 60;
const MOST_FILES = 40;
const MOST_NOTES = 10;

/** What a brief is made of, as plain data; the same facts that its Markdown tells. */
export interface Facts {
  readonly task: { id: string; title: string; state: State; role: string | null; priority: Priority; attempt: number };
  readonly goals: readonly { id: string; title: string; context: string }[];
  readonly description: string;
  readonly context: string;
  readonly files: readonly string[];
  readonly checks: readonly string[];
  readonly plan: string | null;
  readonly result: { outcome: string; summary: string; detail: string } | null;
  readonly inputs: readonly {
    id: string;
    title: string;
    kind: string;
    state: State;
    summary: string | null;
    detail: string | null;
    artifacts: readonly string[];
  }[];
  readonly rejections: readonly { subject: string; reason: string; actor: string; version: number }[];
  readonly reason: string | null;
  readonly notes: readonly { at: number; actor: string; text: string }[];
  /** A person put files back since; what was there before is kept in that checkpoint. */
  readonly putBack: { actor: string; seq: number } | null;
  readonly checkpoint: { seq: number; name: string; data: unknown; at: number } | null;
  /** What was done to files, newest first, and how each is on disk now; null where that was not looked at. */
  readonly changedFiles: readonly {
    op: string;
    path: string;
    from: string | null;
    now: string | null;
    reason: string;
  }[];
  readonly lastWorker: { actor: string; endedAt: number | null; endReason: string | null } | null;
  readonly role: Record<string, unknown> | null;
  readonly next: string;
}

export function factsOf(connection: Connection, task: TaskRecord, files: readonly FileResult[]): Facts {
  const now = new Map(files.map((file) => [file.path, file]));
  const events = eventsOfTask(connection, task.id, HISTORY);
  const checkpoint = lastPlaceOf(connection, task.id);
  const [newest] = checkpointsOf(connection, task.id, 1);
  const result = latestResult(connection, task.id);
  const worker = latestClaim(connection, task.id);
  const role = task.role === null ? undefined : roleNamed(connection, task.role);
  return {
    task: {
      id: task.id,
      title: task.title,
      state: task.state,
      role: task.role,
      priority: task.priority,
      attempt: worker?.attempt ?? 0,
    },
    goals: goalsOf(connection, task),
    description: task.description,
    context: task.context,
    files: task.expectedFiles,
    checks: task.checks,
    plan: latestPlan(connection, task.id)?.body ?? null,
    result: result ? { outcome: result.outcome, summary: result.summary, detail: result.detail } : null,
    inputs: inputsOf(connection, task),
    rejections: listApprovals(connection, task.id, 10)
      .filter(({ verdict }) => verdict === 'rejected')
      .map(({ subject, reason, actor, version }) => ({ subject, reason, actor, version })),
    reason: task.stateReason,
    notes: events
      .filter(({ kind }) => kind === 'task.note')
      .slice(0, MOST_NOTES)
      .map(({ at, actor, after }) => ({ at, actor, text: textOf(after) })),
    checkpoint: checkpoint
      ? { seq: checkpoint.seq, name: checkpoint.name, data: checkpoint.data, at: checkpoint.at }
      : null,
    putBack: newest?.name === SET_ASIDE ? { actor: newest.actor, seq: newest.seq } : null,
    changedFiles: latestOf(fileOperationsOf(connection, task.id, MOST_FILES)).map(({ op, path, from }) => ({
      op,
      path,
      from,
      now: now.get(path)?.status ?? null,
      reason: now.get(path)?.reason ?? '',
    })),
    lastWorker: worker ? { actor: worker.actor, endedAt: worker.endedAt, endReason: worker.endReason } : null,
    role: role && isRecord(role.definition) ? role.definition : null,
    next: nextStep(task),
  };
}

/** Of many operations on a path, the last one. */
function latestOf(operations: readonly FileOperationRow[]): FileOperationRow[] {
  const seen = new Set<string>();
  return operations.filter(({ path }) => !seen.has(path) && seen.add(path));
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const textOf = (note: unknown): string => (isRecord(note) && typeof note['text'] === 'string' ? note['text'] : '');

/** From the root down to the parent. */
function goalsOf(connection: Connection, task: TaskRecord): Facts['goals'] {
  const goals: { id: string; title: string; context: string }[] = [];
  for (let id = task.parentId; id !== null;) {
    const above = findRecord(connection, id);
    if (!above) break;
    goals.unshift({
      id: above.id,
      title: above.title,
      context: above.context === '' ? above.description : above.context,
    });
    id = above.parentId;
  }
  return goals;
}

/** What the tasks that this one depends on have brought about. */
function inputsOf(connection: Connection, task: TaskRecord): Facts['inputs'] {
  const gates = dependenciesOf(connection, task.id);
  // What is handed over comes before what only had to be finished.
  const ordered = [...gates.filter(({ kind }) => kind === 'data'), ...gates.filter(({ kind }) => kind !== 'data')];
  return ordered.flatMap(({ dependsOn, kind }) => {
    const target = findRecord(connection, dependsOn);
    if (!target) return [];
    const result = latestResult(connection, dependsOn);
    return [
      {
        id: target.id,
        title: target.title,
        kind,
        state: target.state,
        summary: result?.summary ?? null,
        detail: kind === 'data' ? (result?.detail ?? null) : null,
        artifacts: result?.artifacts ?? [],
      },
    ];
  });
}

/** What is to be done next, in one sentence. */
function nextStep(task: TaskRecord): string {
  const { state, id, children, stages } = task;
  switch (state) {
    case 'pending':
      return stages.includes('plan') ? `Claim ${id} and submit a plan.` : `Claim ${id} and begin.`;
    case 'planning':
      return 'Make the plan and submit it with task_progress.';
    case 'plan_approved':
      return 'The plan is approved: carry it out.';
    case 'implementing':
      return children > 0 ? 'Finish the tasks below.' : 'Do the work, then finish with a summary of what was done.';
    case 'reviewing':
      return 'Review what was done, then finish: done, or needs_revision with what is to be changed.';
    case 'verifying':
      return 'Check that what was asked for is there and works, then finish: done, or failed with what is missing.';
    case 'blocked':
      return 'Clear what blocks it; it then goes on where it was.';
    case 'failed':
      return 'Find out why it failed, then retry it.';
    case 'completed':
    case 'cancelled':
      return 'Nothing is left to do.';
    case 'plan_awaiting_approval':
    case 'implementation_awaiting_approval':
      return 'A person decides in VS Code; go on when the verdict is there.';
  }
}
