import * as z from 'zod';
import { attribute, type ActiveTask } from '../../domain/evidence/attribution';
import { parseGlob } from '../../domain/evidence/glob';
import type { Operation } from '../../domain/evidence/netState';
import { workspacePath } from '../../domain/evidence/workspacePath';
import { isGone, isThere, type Seen } from '../../domain/evidence/seen';
import { isAnyoneAtWork, tasksAtWork } from '../../storage/queries/claims';
import {
  evidenceOn,
  foldersAnsweredFor,
  pathsAnsweredFor,
  pathsOfOthersIn,
  type EvidenceRow,
} from '../../storage/queries/evidence';
import { addFileOperation, lastOperationOn } from '../../storage/queries/fileOperations';
import { evidencePolicy } from '../../storage/queries/settings';
import type { PrepareContext } from '../context';
import type { WorkingSet } from '../tree/workingSet';
import { lookAgain, recordOperations } from './duty';
import { LookAround } from './lookAround';

export const observedChange = z.strictObject({
  path: z.string().max(4_096),
  kind: z.enum(['created', 'changed', 'deleted', 'renamed']),
  from: z.string().max(4_096).optional(),
});
export type ObservedChange = z.output<typeof observedChange>;

/** A change as it was told, and what is on disk; the word of a watcher is a hint only. */
export interface SeenChange {
  readonly path: string;
  readonly kind: ObservedChange['kind'];
  readonly from: string | null;
  readonly seen: Seen;
}

/** What a look for changes has brought out. */
export interface SeenChanges {
  readonly changes: readonly SeenChange[];
  /** Completed tasks that answer for a folder in which something may have changed. */
  readonly due: readonly string[];
}

const MOST_AT_WORK = 200;

/** Paths that matter to somebody, with what is on disk there (rule F7). */
export async function seeChanges(context: PrepareContext, changes: readonly ObservedChange[]): Promise<SeenChanges> {
  const { policy, isAtWork } = context.read((connection) => ({
    policy: evidencePolicy(connection),
    isAtWork: isAnyoneAtWork(connection, context.now),
  }));
  const around = new LookAround(context, policy);
  const latest = new Map(changes.flatMap((change) => inside(change)).map((change) => [change.path, change]));
  const answeredFor = context.read((connection) => pathsAnsweredFor(connection, [...latest.keys()]));
  const seen = await Promise.all(
    [...latest.values()].map(async (change): Promise<SeenChange[]> => {
      const { path, from } = change;
      if (!answeredFor.has(path)) {
        if (!isAtWork || (await around.look.rules.ignores(path))) return [];
      }
      const found = await around.see(path);
      return [{ path, kind: change.kind, from: from ?? null, seen: found }];
    }),
  );
  const all = seen.flat();
  if (isAtWork) {
    const news = all.filter(
      ({ path, seen: found }) =>
        found.kind === 'file' && context.read((connection) => lastOperationOn(connection, path))?.hash !== found.hash,
    );
    await around.keep(news.map(({ path }) => path));
  }
  return { changes: all, due: await foldersTouched(context, around, [...latest.values()]) };
}

/** A change in a folder is one of the folder, unless it is of a file that does not count for it (rule F5). */
async function foldersTouched(
  context: PrepareContext,
  { look }: LookAround,
  changes: readonly ObservedChange[],
): Promise<string[]> {
  const paths = changes.flatMap(({ path, from }) => (from === undefined ? [path] : [path, from]));
  const folders = context.read((connection) => foldersAnsweredFor(connection, [...new Set(paths.flatMap(above))]));
  const due = new Set<string>();
  for (const { path: folder, task } of folders.filter(({ completed }) => completed)) {
    if (due.has(task)) continue;
    const inner = paths.filter((path) => path.startsWith(`${folder}/`));
    for (const path of inner) {
      // Of a folder that is ignored as a whole, all counts.
      if ((await look.rules.ignores(path)) && !(await look.rules.ignores(folder, true))) continue;
      due.add(task);
      break;
    }
  }
  return [...due];
}

/** All folders that a path lies in. */
export function above(path: string): string[] {
  const folders: string[] = [];
  for (let at = path.lastIndexOf('/'); at > 0; at = path.lastIndexOf('/', at - 1)) folders.push(path.slice(0, at));
  return folders;
}

function inside(change: ObservedChange): ObservedChange[] {
  // Watchers write / everywhere; this is a letter of a name, which no task can answer for.
  if (`${change.path}${change.from ?? ''}`.includes('\\')) return [];
  const path = workspacePath(change.path);
  const from = change.from === undefined ? undefined : workspacePath(change.from);
  if (!('path' in path) || (from && !('path' in from))) return [];
  return [{ kind: change.kind, path: path.path, ...(from && { from: from.path }) }];
}

/** Keeps what is news: for the task it belongs to, for nobody, or as a reason to look at completed tasks again. */
export function observe(tree: WorkingSet, { changes, due: folders }: SeenChanges) {
  const { connection, now } = tree.context;
  const active = tasksAtWork(connection, now, MOST_AT_WORK).map(asActive);
  const mine = new Map<string, Operation[]>();
  const due = new Set<string>(folders);
  let unattributed = 0;
  for (const change of changes) {
    const rows = evidenceOn(connection, change.path);
    for (const { task } of rows.filter((row) => isToBeLookedAtAgain(row, change.seen))) due.add(task);
    if (change.seen.kind === 'missing') {
      for (const inner of pathsOfOthersIn(connection, change.path, '')) {
        for (const { task, supersededBy } of evidenceOn(connection, inner)) if (supersededBy === null) due.add(task);
      }
    }
    const operation = asNews(change, rows.at(-1), lastOperationOn(connection, change.path));
    if (!operation || active.length === 0) continue;
    const task = attribute(change.path, active);
    if (task === undefined) {
      const { op, path, from, hash, size, noticed } = operation;
      addFileOperation(connection, { task: null, op, path, from, hash, size, noticed, actor: 'system', at: now });
      unattributed++;
    } else {
      const list = mine.get(task) ?? [];
      list.push(operation);
      mine.set(task, list);
    }
  }
  let attributed = 0;
  for (const [task, operations] of mine) {
    recordOperations(tree, task, operations, 'system');
    attributed += operations.length;
  }
  for (const task of due) lookAgain(tree, task);
  if (unattributed > 0) tree.context.changed({ entity: 'unattributed', id: 'files', parent: null });
  return { attributed, unattributed, due: due.size };
}

const asActive = ({
  id,
  claimedAt,
  files,
}: {
  id: string;
  claimedAt: number;
  files: readonly string[];
}): ActiveTask => {
  const globs = files.flatMap((text) => parseGlob(text) ?? []);
  return { id, claimedAt, matches: (path) => globs.some((glob) => glob.matches(path)) };
};

/** Something else is there than was recorded, or what was recorded is there again. */
export function isToBeLookedAtAgain(row: EvidenceRow, seen: Seen): boolean {
  const { supersededBy, status } = row;
  if (supersededBy !== null) return false;
  const holds = isAsRecorded(row, seen);
  return (
    holds === (status === 'missing' || status === 'differs' || status === 'still_exists') || (!holds && status === null)
  );
}

export const isAsRecorded = ({ expected, hash }: EvidenceRow, seen: Seen): boolean =>
  expected === 'absent' ? isGone(seen) : seen.kind === expected && (hash === null || seen.hash === hash);

/** What is as it was last known is no news, whoever tells it (rule F7). */
function asNews(
  { path, kind, from, seen }: SeenChange,
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
    return { ...base, op: kind === 'created' && !last ? 'create' : 'modify', from: null, isDirectory: false };
  }
  if (seen.kind !== 'missing' || last?.op === 'delete' || answered?.expected === 'absent') return undefined;
  return { ...base, op: 'delete', from: null, isDirectory: false };
}
