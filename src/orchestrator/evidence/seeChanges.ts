import * as z from 'zod';
import { matchesAny } from '../../domain/evidence/glob';
import { foldersAbove, isWithin, workspacePath } from '../../domain/evidence/workspacePath';
import type { Seen } from '../../domain/evidence/seen';
import { isAnyoneAtWork } from '../../storage/queries/claims';
import type { Connection } from '../../storage/connection';
import { foldersAnsweredFor, pathsAnsweredFor, pathsOfOthersIn } from '../../storage/queries/evidence';
import { lastOperationOn } from '../../storage/queries/fileOperations';
import { evidencePolicy } from '../../storage/queries/settings';
import { refusedTasks } from '../../storage/queries/taskLists';
import { SYSTEM } from '../../workspace/disk/system';
import type { PrepareContext } from '../context';
import { filesRecorded, type RecordedFile } from './folders';
import { LookAround } from './lookAround';

/** There are few, and more of them are looked at when somebody asks. */
const MOST_REFUSED = 200;

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
  /** Git has it, so it was not made only now. */
  readonly isInGit: boolean;
  /** Tasks whose checks were running when it came to be there, and when it was written. */
  readonly during: { readonly made: readonly string[]; readonly written: readonly string[] };
}

/** What a look for changes has brought out. */
export interface SeenChanges {
  readonly changes: readonly SeenChange[];
  /** Tasks that answer for a folder in which something may have changed, or wait for what may have come. */
  readonly due: readonly string[];
}

/** Paths that matter to somebody, with what is on disk there (rule F7). */
export async function seeChanges(context: PrepareContext, changes: readonly ObservedChange[]): Promise<SeenChanges> {
  const { policy, isAtWork } = context.read((connection) => ({
    policy: evidencePolicy(connection),
    isAtWork: isAnyoneAtWork(connection, context.now),
  }));
  const around = new LookAround(context, policy);
  const inFolder = changes.flatMap((change) => inside(change));
  const { told: toldChanges } = context.workspace;
  for (const { path, from } of inFolder) {
    toldChanges.tell(path);
    if (from !== undefined) toldChanges.tell(from);
  }
  const latest = new Map((isAtWork ? inFolder : followed(inFolder)).map((change) => [change.path, change]));
  // Nobody would see what has become of the files in a renamed folder that a task answers for one by one.
  if (!isAtWork)
    for (const change of context.read((connection) => innerRenames(connection, latest.values())))
      latest.set(change.path, change);
  const told = [...latest.values()].flatMap(({ path, from }) => (from === undefined ? [path] : [path, from]));
  const answeredFor = context.read((connection) => pathsAnsweredFor(connection, told));
  const seen = await Promise.all(
    [...latest.values()].map(async (change): Promise<SeenChange[]> => {
      const { path, from } = change;
      const isAnsweredFor = answeredFor.has(path) || (from !== undefined && !isAtWork && answeredFor.has(from));
      if (!isAnsweredFor && (!isAtWork || (await isLeftOut(around, path)))) return [];
      const found = await around.see(path);
      toldChanges.tell(path, found);
      // Whoever replaces a file with another, as formatters do, is seen to make one.
      const inGit = change.kind === 'created' && (await isInGit(around, path));
      const during = await checksDuring(context, around, path, found);
      return [{ path, kind: change.kind, from: from ?? null, seen: found, isInGit: inGit, during }];
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
  const due = [...(await foldersTouched(context, around, [...latest.values()])), ...awaiting(context, told)];
  return { changes: all, due: [...new Set(due)] };
}

/** Work that was not accepted because of what was not there: it may be what has come now. */
function awaiting(context: PrepareContext, paths: readonly string[]): string[] {
  const refused = context.read((connection) => refusedTasks(connection, MOST_REFUSED));
  return refused.filter(({ files }) => paths.some(matchesAny(files))).map(({ id }) => id);
}

/** Renames one after the other are one, from the first name to the last. */
function followed(changes: readonly ObservedChange[]): ObservedChange[] {
  const list: ObservedChange[] = [];
  for (const change of changes) {
    const isRename = change.kind === 'renamed';
    const before = isRename ? list.findIndex(({ kind, path }) => kind === 'renamed' && path === change.from) : -1;
    const [first] = before === -1 ? [] : list.splice(before, 1);
    list.push(first ? { ...change, from: first.from } : change);
  }
  return list;
}

/** What a renamed folder takes along. */
function innerRenames(connection: Connection, changes: Iterable<ObservedChange>): ObservedChange[] {
  return [...changes].flatMap(({ kind, path, from }) =>
    kind !== 'renamed' || from === undefined
      ? []
      : pathsOfOthersIn(connection, from, '').map((inner) => ({
          kind,
          path: path + inner.slice(from.length),
          from: inner,
        })),
  );
}

export const NO_CHECKS: SeenChange['during'] = { made: [], written: [] };

async function checksDuring(
  { workspace: { checkTimes } }: PrepareContext,
  around: LookAround,
  path: string,
  seen: Seen,
): Promise<SeenChange['during']> {
  if (seen.kind !== 'file') return NO_CHECKS;
  const made = checkTimes.tasksAt(seen.bornMs);
  // What puts a new file in the place of an old one has not made it.
  const isOld = made.length > 0 && (await isInGit(around, path));
  return { made: isOld ? [] : made, written: checkTimes.tasksAt(seen.ctimeMs) };
}

async function isInGit({ look }: LookAround, path: string): Promise<boolean> {
  const git = await look.git(path);
  return git?.index.hasFile(git.path) === true;
}

/** Git ignores nothing that it has. */
async function isLeftOut(around: LookAround, path: string): Promise<boolean> {
  const { rules } = around.look;
  return (await rules.ignores(path)) && (rules.leavesOut(path) || !(await isInGit(around, path)));
}

/** A change in a folder is one of the folder, unless it is of a file that does not count for it (rule F5). */
async function foldersTouched(
  context: PrepareContext,
  { look }: LookAround,
  changes: readonly ObservedChange[],
): Promise<string[]> {
  const paths = changes.flatMap(({ path, from }) => (from === undefined ? [path] : [path, from]));
  const folders = context.read((connection) =>
    foldersAnsweredFor(connection, [...new Set(paths.flatMap(foldersAbove))]),
  );
  const due = new Set<string>();
  for (const { path: folder, hash, task } of folders.filter(({ completed }) => completed)) {
    if (due.has(task)) continue;
    let recorded: readonly RecordedFile[] | undefined;
    for (const path of paths.filter((inner) => inner.startsWith(`${folder}/`))) {
      // Of a folder that is ignored as a whole, all counts.
      if ((await look.rules.ignores(path)) && !(await look.rules.ignores(folder, true))) {
        recorded ??= (hash === null ? undefined : await filesRecorded(context.workspace, folder, hash)) ?? [];
        if (!recorded.some((file) => isWithin(file.path, path))) continue;
      }
      due.add(task);
      break;
    }
  }
  return [...due];
}

function inside(change: ObservedChange): ObservedChange[] {
  // Watchers write / everywhere; this is a letter of a name, which no task can answer for.
  if (`${change.path}${change.from ?? ''}`.includes('\\')) return [];
  const path = workspacePath(change.path, SYSTEM);
  const from = change.from === undefined ? undefined : workspacePath(change.from, SYSTEM);
  if (!('path' in path) || (from && !('path' in from))) return [];
  return [{ kind: change.kind, path: path.path, ...(from && { from: from.path }) }];
}
