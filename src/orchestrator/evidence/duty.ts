import { changesBy, type Net, type Operation } from '../../domain/evidence/netState';
import { hasSource } from '../../domain/evidence/workspacePath';
import { cameToNothing, isHandedIn } from '../../domain/workflow/states';
import {
  evidenceAt,
  evidenceOf,
  evidenceOn,
  putEvidence,
  removeEvidence,
  setSuperseded,
  type EvidenceRow,
} from '../../storage/queries/evidence';
import { addFileOperation, wasObserved } from '../../storage/queries/fileOperations';
import type { MutableRecord } from '../../storage/queries/records';
import type { WorkingSet } from '../tree/workingSet';

/** Writes down what was done to files for a task, and what follows from it for the task and for others (rules F2, F9). */
export function recordOperations(
  tree: WorkingSet,
  task: string,
  operations: readonly Operation[],
  actor: string,
  /** Numbers of operations that are written down already. */
  known: readonly number[] = [],
): void {
  if (operations.length === 0) return;
  const { connection, now } = tree.context;
  const state = stateBefore(connection, task, operations);
  const touched = new Set<string>();
  operations.forEach((operation, index) => {
    const { op, path, from, hash, size, noticed } = operation;
    const n =
      known[index] ?? addFileOperation(connection, { task, op, path, from, hash, size, noticed, actor, at: now });
    const wasSeen = (at: string): boolean => wasObserved(connection, task, at);
    for (const [at, net] of changesBy(operation, state, wasSeen)) {
      touched.add(at);
      if (net === state.get(at)) continue;
      if (net) {
        state.set(at, net);
        putEvidence(connection, { task, path: at, net, actor, operation: n, at: now });
      } else {
        state.delete(at);
        removeEvidence(connection, task, at);
      }
    }
  });
  for (const path of touched) settleDuty(tree, path);
  tellEvidence(tree, task);
}

/** What the task answers for, as far as the operations are about it: what moves or removes may be whole folders. */
function stateBefore(
  connection: WorkingSet['context']['connection'],
  task: string,
  operations: readonly Operation[],
): Map<string, Net> {
  const isAboutFolders = operations.some(({ op }) => op === 'delete' || hasSource(op));
  const rows = isAboutFolders
    ? evidenceOf(connection, task)
    : [...new Set(operations.map(({ path }) => path))].flatMap((path) => evidenceAt(connection, task, path) ?? []);
  return new Map(rows.map((row) => [row.path, row]));
}

/**
 * Who answers for a path: the task that changed it last. Tasks that recorded something else before are relieved, and answer
 * again as soon as that change is taken away (rules F9, F12).
 */
export function settleDuty(tree: WorkingSet, path: string): void {
  const rows = evidenceOn(tree.context.connection, path);
  const last = rows.length < 2 ? -1 : rows.findLastIndex((row) => relieves(tree, row));
  const holder = rows[last];
  for (const [index, row] of rows.entries()) {
    const by = holder && index < last && isDifferent(row, holder) ? holder.task : null;
    if (row.supersededBy === by) continue;
    setSuperseded(tree.context.connection, row.task, path, by);
    lookAgain(tree, row.task);
  }
}

/**
 * Only a change that was found takes a duty over: not a word, not what shows no work, not a loss that nobody says was meant, and
 * not the work of a task that came to nothing.
 */
function relieves(tree: WorkingSet, { task, found, status, expected, noticed }: EvidenceRow): boolean {
  if (!found || status === 'unverifiable' || (expected === 'absent' && noticed === 'observed')) return false;
  const state = tree.findEvenDeleted(task)?.state;
  return state === undefined || !cameToNothing(state);
}

/** A task that says the same as the latest one still answers for it. */
const isDifferent = (row: EvidenceRow, holder: EvidenceRow): boolean =>
  row.expected !== holder.expected || row.hash !== holder.hash || (row.hash === null && row.expected !== 'absent');

/**
 * It is looked at by itself: what was handed in, and work of its own that was not accepted for what was not there, which may
 * have come since.
 */
export const isFollowed = ({ state, evidence, children }: MutableRecord): boolean =>
  isHandedIn(state) || (state === 'implementing' && evidence === 'failed' && children === 0);

/**
 * A task that was handed in answers for other things than before, or they have changed: it is verified again by itself, so
 * that whoever is to approve it sees what is there. Also where it is due already: a look that is on its way may have come too
 * early.
 */
export function lookAgain(tree: WorkingSet, id: string): void {
  const task = tree.findEvenDeleted(id);
  if (task && isFollowed(task)) {
    task.verifyDue = true;
    tree.touch(task);
  }
  tellEvidence(tree, id);
}

/** Tasks came, or went: their paths are others' again, or theirs. */
export function settleDutiesOf(tree: WorkingSet, tasks: readonly string[]): void {
  const { connection } = tree.context;
  const paths = new Set(tasks.flatMap((task) => evidenceOf(connection, task).map(({ path }) => path)));
  for (const path of paths) settleDuty(tree, path);
}

export function tellEvidence(tree: WorkingSet, task: string): void {
  tree.context.changed({ entity: 'evidence', id: task, parent: null });
}
