import type { KnownFile } from '../../storage/queries/knownFiles';
import { forgetFile, knownFilesBetween, knownFilesIn, rememberFile } from '../../storage/queries/knownFiles';
import { answeringFor, evidencePaths, foldersAnsweredFor, type EvidenceRow } from '../../storage/queries/evidence';
import { evidencePolicy } from '../../storage/queries/settings';
import { isAnyoneAtWork } from '../../storage/queries/claims';
import type { Seen } from '../../domain/evidence/seen';
import { foldersAbove } from '../../domain/evidence/workspacePath';
import type { PrepareContext } from '../context';
import type { WorkingSet } from '../tree/workingSet';
import { pathsOfOthers } from './basis';
import { standingOf } from './folders';
import { LookAround } from './lookAround';
import { isAsRecorded, isToBeLookedAtAgain, observe } from './observe';
import { NO_CHECKS, type SeenChange } from './seeChanges';

/** Behind every path. */
const LAST = '\u{10ffff}';

/** What a look at a page of files that tasks answer for has brought out. */
export interface CaughtUp {
  readonly changes: readonly SeenChange[];
  readonly due: readonly string[];
  /** What is known of files from now on, and what of none. */
  readonly known: readonly KnownFile[];
  readonly unknown: readonly string[];
  /** How many files were looked at. */
  readonly looked: number;
  readonly next: string | null;
}

/**
 * Looks at what tasks answer for, a page at a time, for what has changed while nobody watched (rule X1). Files whose times are
 * those that they had when their content was found are not read (rule F3), so an unchanged folder costs no more than asking.
 */
export async function lookForChanges(context: PrepareContext, after: string, limit: number): Promise<CaughtUp> {
  const page = context.read((connection) => {
    const paths = evidencePaths(connection, after, limit);
    const rows = answeringFor(connection, paths);
    const folders = [...new Set(rows.filter(({ expected }) => expected === 'directory').map(({ path }) => path))];
    const known = new Map(
      [
        ...knownFilesBetween(connection, after, (paths.length === limit ? paths.at(-1) : undefined) ?? LAST),
        ...folders.flatMap((folder) => knownFilesIn(connection, folder)),
      ].map((file) => [file.path, file]),
    );
    return {
      paths,
      rows,
      known,
      policy: evidencePolicy(connection),
      isAtWork: isAnyoneAtWork(connection, context.now),
    };
  });
  context.workspace.disk.recall(page.known.values());
  const around = new LookAround(context, page.policy);
  const byPath = new Map<string, EvidenceRow[]>();
  for (const row of page.rows) byPath.set(row.path, [...(byPath.get(row.path) ?? []), row]);
  const looked = new Set(byPath.keys());
  const changes: SeenChange[] = [];
  const due = new Set<string>();
  const seenFiles = new Map<string, KnownFile | undefined>();
  await Promise.all(
    [...byPath].map(async ([path, rows]) => {
      const isFolder = rows.some(({ expected }) => expected === 'directory');
      const seen = isFolder ? await lookAtFolder(context, around, path, rows, due) : await around.see(path);
      context.workspace.told.tell(path, seen);
      note(path, seen, seenFiles);
      if (isFolder) return;
      const isNews = rows.some((row) => isToBeLookedAtAgain(row, seen));
      if (isNews || (page.isAtWork && !rows.every((row) => isAsRecorded(row, seen)))) {
        changes.push({ path, kind: 'changed', from: null, seen, isInGit: false, during: NO_CHECKS });
      }
    }),
  );
  return {
    changes,
    due: [...due],
    known: [...seenFiles.values()].flatMap((file) => (file && !isKnown(file, page.known.get(file.path)) ? [file] : [])),
    unknown: context.read((connection) => withoutMeaning(connection, page.known, seenFiles, looked)),
    looked: seenFiles.size,
    next: page.paths.length === limit ? (page.paths.at(-1) ?? null) : null,
  };
}

type Connection = Parameters<Parameters<PrepareContext['read']>[0]>[0];

/** Of folders, each task counts other files. */
async function lookAtFolder(
  context: PrepareContext,
  around: LookAround,
  path: string,
  rows: readonly EvidenceRow[],
  due: Set<string>,
): Promise<Seen> {
  const whole = await around.see(path);
  for (const row of rows) {
    const others = context.read((connection) => new Set(pathsOfOthers(connection, [path], row.task)));
    const seen = others.size === 0 ? whole : await around.look.see(path, (file) => others.has(file));
    const standing =
      seen.kind === 'directory' && row.expected === 'directory' && row.hash !== null && seen.hash !== row.hash
        ? await standingOf(context.workspace, around.look, path, row.hash, seen, others)
        : undefined;
    if (isToBeLookedAtAgain(row, standing?.holds ? holding(seen, row.hash) : seen)) due.add(row.task);
  }
  return whole;
}

const holding = (seen: Seen, hash: string | null): Seen =>
  seen.kind === 'directory' && hash !== null ? { ...seen, hash } : seen;

function note(path: string, seen: Seen, files: Map<string, KnownFile | undefined>): void {
  const found = seen.kind === 'directory' ? seen.files : seen.kind === 'file' ? [{ ...seen, path }] : [];
  for (const { path: at, stamp, hash } of found) files.set(at, stamp === null ? undefined : { path: at, stamp, hash });
}

const isKnown = (file: KnownFile, known: KnownFile | undefined): boolean =>
  known?.stamp === file.stamp && known.hash === file.hash;

/** Known of files that are not there any more, or that nobody answers for. */
function withoutMeaning(
  connection: Connection,
  known: ReadonlyMap<string, KnownFile>,
  seen: ReadonlyMap<string, unknown>,
  looked: ReadonlySet<string>,
): string[] {
  const rest = [...known.keys()].filter((path) => !seen.has(path));
  if (rest.length === 0) return [];
  // Files of a folder that was not looked at now lie between other paths.
  const folders = new Set(
    foldersAnsweredFor(connection, [...new Set(rest.flatMap(foldersAbove))]).map(({ path }) => path),
  );
  return rest.filter((path) => !foldersAbove(path).some((folder) => folders.has(folder) && !looked.has(folder)));
}

/** Keeps what is news (rule F7), and what is known of files; where there is nothing of either, nothing is written. */
export function takeIn(tree: WorkingSet, { changes, due, known, unknown }: CaughtUp): void {
  const { connection } = tree.context;
  if (changes.length + due.length > 0) observe(tree, { changes, due });
  for (const file of known) rememberFile(connection, file);
  for (const path of unknown) forgetFile(connection, path);
}
