import type { EvidencePolicy } from '../../domain/evidence/policy';
import type { Connection } from '../../storage/connection';
import { baselineOf, type Baseline } from '../../storage/queries/baselines';
import { evidenceOf, pathsOfOthersIn, type EvidenceRow } from '../../storage/queries/evidence';
import { lastOperationOn } from '../../storage/queries/fileOperations';
import { findRecord, type TaskRecord } from '../../storage/queries/records';
import { evidencePolicy } from '../../storage/queries/settings';
import { verificationsOf, type VerificationRow } from '../../storage/queries/verifications';
import { approvedChecks } from './approvedChecks';

/** All that the store knows about what a task answers for; what is seen on disk is held against it. */
export interface Basis {
  readonly task: TaskRecord;
  readonly rows: readonly EvidenceRow[];
  readonly baseline: Baseline | undefined;
  readonly approved: ReadonlySet<string>;
  readonly policy: EvidencePolicy;
  readonly last: VerificationRow | undefined;
  /** Changes with what is expected of the task, and with what somebody says that it has done. */
  readonly said: string;
  /** Changes with anything that a verification relies on. */
  readonly key: string;
}

export function basisOf(connection: Connection, id: string): Basis | undefined {
  const task = findRecord(connection, id);
  if (task?.deletedAt !== null) return undefined;
  const rows = evidenceOf(connection, id);
  const approved = approvedChecks(connection, id).map(({ command }) => command);
  const policy = evidencePolicy(connection);
  const last = verificationsOf(connection, id, 1)[0];
  const said = JSON.stringify([
    task.state,
    task.expectedFiles,
    task.checks,
    approved,
    policy,
    last?.n,
    rows.filter((row) => !isOnlyObserved(row)).map(wordsOf),
  ]);
  const key = JSON.stringify([
    said,
    // What makes it due changes its version, and may be news about the disk alone.
    task.verifyDue ? task.version : 0,
    rows.filter(isOnlyObserved).map(wordsOf),
  ]);
  return { task, rows, baseline: baselineOf(connection, id), approved: new Set(approved), policy, last, said, key };
}

/** Seen to change, and nobody has said anything about it. */
const isOnlyObserved = ({ noticed, supersededBy }: EvidenceRow): boolean =>
  noticed === 'observed' && supersededBy === null;

const wordsOf = ({ path, operation, expected, hash, exact, supersededBy }: EvidenceRow) => [
  path,
  operation,
  expected,
  hash,
  exact,
  supersededBy,
];

/** What was only seen to change, by path. */
export const observedIn = ({ rows }: Basis): Map<string, string> =>
  new Map(rows.filter(isOnlyObserved).map((row) => [row.path, JSON.stringify(wordsOf(row))]));

/** Whether there is anything about a task that a look at the disk or a check could tell. */
export const answersForSomething = (connection: Connection, task: TaskRecord): boolean =>
  task.expectedFiles.length > 0 || task.checks.length > 0 || evidenceOf(connection, task.id).length > 0;

/** Files in a folder that others answer for: they do not count for the folder. */
export function pathsOfOthers(connection: Connection, folders: readonly string[], task: string): ReadonlySet<string> {
  return new Set(folders.flatMap((folder) => pathsOfOthersIn(connection, folder, task)));
}

/** Who did something to a path last, where that was not the task itself, in words that follow a sentence. */
export function changedBy(connection: Connection, path: string, task: string): string {
  const last = lastOperationOn(connection, path);
  if (!last || last.task === task) return '';
  const when = new Date(last.at).toISOString();
  if (last.task === null) return `; it changed at ${when}, and nobody knows by whom`;
  return last.noticed === 'observed'
    ? `; it was changed at ${when} while ${named(connection, last.task)} was worked on`
    : `; ${last.actor} changed it at ${when} for ${named(connection, last.task)}`;
}

/** With its title, for people, and its id, for agents. */
function named(connection: Connection, id: string): string {
  const task = findRecord(connection, id);
  return task ? `“${task.title}” (${id})` : id;
}
