import { attribute, type ActiveTask } from '../../domain/evidence/attribution';
import { matchesAny } from '../../domain/evidence/glob';
import { CLOCK_MS } from '../../domain/evidence/judge';
import type { Operation } from '../../domain/evidence/netState';
import { isGone, isThere, touchedAt, type Seen } from '../../domain/evidence/seen';
import type { Connection } from '../../storage/connection';
import { baselineOf, type Baseline } from '../../storage/queries/baselines';
import { tasksAtWork } from '../../storage/queries/claims';
import { evidenceOn, pathsOfOthersIn, type EvidenceRow } from '../../storage/queries/evidence';
import { addFileOperation, lastOperationOn } from '../../storage/queries/fileOperations';
import type { WorkingSet } from '../tree/workingSet';
import { carryOver } from './carryOver';
import { lookAgain, recordOperations } from './duty';
import type { SeenChange, SeenChanges } from './seeChanges';

export const MOST_AT_WORK = 200;

/** Keeps what is news: for the task it belongs to, for nobody, or as a reason to look at completed tasks again. */
export function observe(tree: WorkingSet, { changes, due: folders }: SeenChanges) {
  const { connection, now } = tree.context;
  const active = tasksAtWork(connection, now, MOST_AT_WORK).map(asActive);
  const mine = new Map<string, Operation[]>();
  const due = new Set<string>(folders);
  let unattributed = 0;
  let attributed = 0;
  const wasThere = beforeTasks(connection);
  for (const change of changes) {
    const rows = evidenceOn(connection, change.path);
    for (const { task } of rows.filter((row) => isToBeLookedAtAgain(row, change.seen))) due.add(task);
    // Where it came from nothing may be told apart from this; what is carried over is relieved of it before it is looked at.
    if (change.from !== null && active.length === 0)
      for (const { task, supersededBy } of evidenceOn(connection, change.from))
        if (supersededBy === null) due.add(task);
    if (mayHaveReplacedFolder(change)) {
      for (const inner of pathsOfOthersIn(connection, change.path, '')) {
        for (const { task, supersededBy } of evidenceOn(connection, inner)) if (supersededBy === null) due.add(task);
      }
    }
    const last = lastOperationOn(connection, change.path);
    const able = active.filter(({ claimedAt }) => !wasBefore(change, rows.at(-1), claimedAt));
    const task = attribute(change.path, able);
    const isOld = change.isInGit || (change.kind === 'created' && wasThere(change.path, task));
    const operation = asNews(change, isOld, rows.at(-1), last);
    if (!operation) continue;
    if (able.length === 0) {
      attributed += carryOver(tree, operation);
      continue;
    }
    const isNobodys = rows.length === 0 && !able.some(({ id, matches }) => id === task && matches(change.path));
    const isLeftByCheck = task !== undefined && isNobodys && isOfChecks(task, change, last);
    if (task === undefined || isLeftByCheck) {
      const { op, path, from, hash, size, noticed } = operation;
      addFileOperation(connection, {
        task: task ?? null,
        op,
        path,
        from,
        hash,
        size,
        noticed,
        actor: 'system',
        at: now,
      });
      if (isLeftByCheck) attributed++;
      else unattributed++;
    } else {
      const list = mine.get(task) ?? [];
      list.push(operation);
      mine.set(task, list);
    }
  }
  for (const [task, operations] of mine) {
    recordOperations(tree, task, operations, 'system');
    attributed += operations.length;
  }
  for (const task of due) lookAgain(tree, task);
  if (unattributed > 0) tree.context.changed({ entity: 'unattributed', id: 'files', parent: null });
  return { attributed, unattributed, due: due.size };
}

/**
 * What became of a file that is answered for before somebody began is not their doing, whenever it is told: an earlier look says
 * so, or the disk's own times do. Files that come with a folder keep theirs.
 */
function wasBefore({ kind, seen }: SeenChange, answered: EvidenceRow | undefined, claimedAt: number): boolean {
  if (!answered) return false;
  const touched = touchedAt(seen);
  if (touched !== undefined) return kind === 'changed' && touched + CLOCK_MS < claimedAt;
  return answered.status === 'missing' && answered.checkedAt !== null && answered.checkedAt < claimedAt;
}

/** What was in a folder of this name may be gone with it, and nobody tells that of each file. */
const mayHaveReplacedFolder = ({ kind, seen }: SeenChange): boolean => seen.kind !== 'directory' || kind !== 'changed';

/** Whether a file was there before a task began, as far as the look at the files of its plan knows. */
function beforeTasks(connection: Connection): (path: string, task: string | undefined) => boolean {
  const baselines = new Map<string, Baseline | undefined>();
  return (path, task) => {
    if (task === undefined) return false;
    if (!baselines.has(task)) baselines.set(task, baselineOf(connection, task));
    return baselines.get(task)?.files[path] !== undefined;
  };
}

const asActive = ({
  id,
  claimedAt,
  files,
}: {
  id: string;
  claimedAt: number;
  files: readonly string[];
}): ActiveTask => ({ id, claimedAt, matches: matchesAny(files) });

/**
 * Made by a check of the task, or what became of that since: it is told with the task, which does not answer for it (rule G14).
 * What was there before and is only written to by a check is not of the check.
 */
function isOfChecks(task: string, { seen, during }: SeenChange, last: ReturnType<typeof lastOperationOn>): boolean {
  // It was seen for the task, which does not answer for it.
  const wasBefore = last?.task === task && last.noticed === 'observed';
  if (seen.kind !== 'file') return wasBefore;
  const isNew = (last === undefined || last.op === 'delete') && during.made.includes(task);
  return during.written.includes(task) && (wasBefore || isNew);
}

/**
 * What was recorded is there, and was not found when that was last looked at; or something else is, and not what was found then.
 * What an editor had not saved, or could not be seen, was not found.
 */
export function isToBeLookedAtAgain(row: EvidenceRow, seen: Seen): boolean {
  const { supersededBy, status } = row;
  if (supersededBy !== null) return false;
  // A doubt about what is there stays, and what nobody has looked at is looked at when it is handed in.
  if (isAsRecorded(row, seen)) return status !== null && status !== 'verified' && status !== 'unverifiable';
  return !isAsFound(row, seen);
}

/** Times tell: what was found there is not kept. */
function isAsFound({ status, checkedAt }: EvidenceRow, seen: Seen): boolean {
  if (status === 'missing') return seen.kind === 'missing';
  if (status !== 'differs' && status !== 'still_exists') return false;
  const touched = touchedAt(seen);
  return touched !== undefined && checkedAt !== null && touched + CLOCK_MS < checkedAt;
}

export const isAsRecorded = ({ expected, hash }: EvidenceRow, seen: Seen): boolean =>
  expected === 'absent' ? isGone(seen) : seen.kind === expected && (hash === null || seen.hash === hash);

/** What is as it was last known is no news, whoever tells it (rule F7). */
function asNews(
  { path, kind, from, seen }: SeenChange,
  isOld: boolean,
  answered: EvidenceRow | undefined,
  last: ReturnType<typeof lastOperationOn>,
): Operation | undefined {
  const there = isThere(seen) ? seen : undefined;
  const base = {
    path,
    hash: there?.hash ?? null,
    size: there?.size ?? null,
    exact: false,
    noticed: 'observed',
    found: true,
    foundFrom: true,
  } as const;
  if (kind === 'renamed' && from !== null && there) {
    if (last?.from === from && last.hash === there.hash) return undefined;
    return { ...base, op: 'rename', from, isDirectory: there.kind === 'directory' };
  }
  if (there?.kind === 'directory') return undefined;
  if (there) {
    if ((last?.hash ?? answered?.hash) === there.hash) return undefined;
    return {
      ...base,
      op: kind === 'created' && !isOld && (!last || last.op === 'delete') ? 'create' : 'modify',
      from: null,
      isDirectory: false,
    };
  }
  // It was made and is gone again, all before anybody looked.
  if (kind === 'created' && !isOld && !last && !answered) return undefined;
  if (seen.kind !== 'missing' || last?.op === 'delete' || answered?.expected === 'absent') return undefined;
  return { ...base, op: 'delete', from: null, isDirectory: false };
}
