import { dirname } from 'node:path/posix';
import { judge, type Case, type Judgement } from '../../domain/evidence/judge';
import { changesBy, type Net, type Operation } from '../../domain/evidence/netState';
import type { FileResult } from '../../domain/evidence/results';
import { touchedAt, type Seen, type SeenDirectory } from '../../domain/evidence/seen';
import { hasEnded, isAwaiting, type State } from '../../domain/workflow/states';
import { wasObserved } from '../../storage/queries/fileOperations';
import type { EvidenceRow } from '../../storage/queries/evidence';
import type { PrepareContext } from '../context';
import { changedBy, pathsOfOthers, type Basis } from './basis';
import { standingOf } from './folders';
import type { LookAround } from './lookAround';
import { asOperation, pathsOf, type ClaimedOperation } from './operations';
import { Past } from './past';
import { plannedFileResults } from './plannedFiles';

/** What holding the files of a task against the disk has brought out, at one moment. */
export interface FileLook {
  readonly results: readonly FileResult[];
  /** How many of them say something about the work (rule G10). */
  readonly shown: number;
  readonly files: readonly ExpectedFile[];
  readonly adopt: ReadonlyMap<string, NonNullable<Judgement['adopt']>>;
  readonly witnesses: readonly Operation[];
  /** What was on disk at the paths that are claimed with it, and at all that the task answers for. */
  readonly claimed: ReadonlyMap<string, Seen>;
  readonly found: ReadonlyMap<string, Seen>;
}

/** Holds what a task answers for, and what is claimed with it, against the disk. */
export async function lookAtFiles(
  context: PrepareContext,
  basis: Basis,
  around: LookAround,
  operations: readonly ClaimedOperation[],
): Promise<FileLook> {
  const asked = [
    ...pathsOf(operations),
    ...basis.rows.filter(({ expected }) => expected === 'directory').map(({ path }) => path),
  ];
  const others = context.read((connection) => pathsOfOthers(connection, asked, basis.task.id));
  const claimed = await around.seeAll(pathsOf(operations), (path) => others.has(path));
  const expected = expectedAfter(context, basis, operations, claimed);
  const files = [...expected.values()].filter(({ supersededBy }) => supersededBy === null);
  const judgements = await judgeFiles(context, basis, around, files, others);
  const found = await around.seeAll(files.map(({ path }) => path));
  const said = [...expected.values()].filter(({ net }) => net.noticed !== 'observed');
  const planned = await plannedFileResults(context, basis, around, said);
  return {
    results: [...judgements.map(({ result }) => result), ...planned.results],
    shown: said.length + planned.results.length,
    files,
    adopt: new Map(judgements.flatMap(({ result, adopt: to }) => (to ? [[result.path, to] as const] : []))),
    witnesses: planned.witnesses,
    claimed,
    found,
  };
}

/** When what is there last changed, as the disk tells it. */
export function touchedIn({ found, claimed }: FileLook): Map<string, number> {
  const touched = new Map<string, number>();
  for (const [path, seen] of [...found, ...claimed]) {
    const at = touchedAt(seen);
    if (at !== undefined) touched.set(path, at);
  }
  return touched;
}

/** When a path came to be as it is: of what is gone, the folder that it was in tells it. */
export async function cameToBe({ look }: LookAround, path: string): Promise<number | undefined> {
  for (let at = path; ; at = dirname(at)) {
    const found = await look.find(at);
    if (found.kind === 'file' || found.kind === 'directory') return Number(found.stat.ctimeNs / 1_000_000n);
    if (found.kind !== 'missing' || at === '.') return undefined;
  }
}

export interface ExpectedFile {
  readonly path: string;
  readonly net: Net;
  readonly row: EvidenceRow | undefined;
  readonly supersededBy: string | null;
}

/** What the task answers for once the operations that come with it count too. */
function expectedAfter(
  context: PrepareContext,
  { rows, task }: Basis,
  operations: readonly ClaimedOperation[],
  seen: ReadonlyMap<string, Seen>,
): Map<string, ExpectedFile> {
  const wasSeen = (path: string): boolean => context.read((connection) => wasObserved(connection, task.id, path));
  const nets = new Map<string, Net>(rows.map((row) => [row.path, row]));
  const expected = new Map<string, ExpectedFile>(
    rows.map((row) => [row.path, { path: row.path, net: row, row, supersededBy: row.supersededBy }]),
  );
  for (const claimed of operations) {
    const operation = asOperation(claimed, context.isPerson ? 'manual' : 'claimed', seen);
    for (const [path, net] of changesBy(operation, nets, wasSeen)) {
      if (net) {
        nets.set(path, net);
        expected.set(path, { path, net, row: undefined, supersededBy: null });
      } else {
        nets.delete(path);
        expected.delete(path);
      }
    }
  }
  return expected;
}

async function judgeFiles(
  context: PrepareContext,
  basis: Basis,
  around: LookAround,
  files: readonly ExpectedFile[],
  others: ReadonlySet<string>,
): Promise<Judgement[]> {
  const seen = await around.seeAll(
    files.map(({ path }) => path),
    (path) => others.has(path),
  );
  const { task } = basis;
  const { unsaved } = around;
  const mode = isHandedIn(task.state) ? 'held' : 'work';
  const since = task.startedAt ?? task.createdAt;
  const made = new Set(files.filter(({ net }) => net.expected === 'file').map(({ path }) => path));
  const judged = await Promise.all(
    files.map(async ({ path, net, row }) => {
      const there = seen.get(path);
      const found = net.expected === 'absent' && isMadeAnew(there, made) ? undefined : there;
      const given = {
        path,
        net,
        seen: found ?? ({ kind: 'missing', reason: 'there is no such file' } as const),
        mode,
        before: row && { status: row.status, reason: row.reason },
        unchanged: undefined,
        wasThere: true,
        since,
        unsaved: found?.kind === 'directory' ? await hasUnsaved(around, path, found, others) : unsaved.has(path),
        onlyLineEnds: false,
        difference: '',
        changed: '',
      } as const;
      return { given, judgement: judge(given) };
    }),
  );
  // Words that take a second look are only looked for where something is wrong.
  return Promise.all(
    judged.map(async ({ given, judgement }) => {
      const { path, net } = given;
      if (judgement.result.status === 'verified' && net.noticed === 'claimed') {
        return judge({ ...given, ...(await before(context, basis, around, given)) });
      }
      if (!judgement.result.blocks) return judgement;
      if (net.expected === 'directory' && given.seen.kind === 'directory') {
        return judgeFolderAgain(context, around, given, others);
      }
      const changed = context.read((connection) => changedBy(connection, path, task.id));
      const onlyLineEnds = await around.differsInLineEndsOnly(path, net.hash);
      return judge({ ...given, changed: changed === '' ? lastTouched(given.seen) : changed, onlyLineEnds });
    }),
  );
}

/** A folder in the place of what was removed, with nothing in it but what the task has made: `b` has become `b/a`. */
const isMadeAnew = (seen: Seen | undefined, made: ReadonlySet<string>): boolean =>
  seen?.kind === 'directory' && seen.files.length > 0 && seen.files.every(({ path }) => made.has(path));

/** It was handed in, and what was recorded then is what others look at. */
const isHandedIn = (state: State): boolean =>
  hasEnded(state) || isAwaiting(state) || state === 'reviewing' || state === 'verifying';

/** What is known of how a path was before the task began. */
async function before(context: PrepareContext, basis: Basis, around: LookAround, { path, net, seen }: Case) {
  const past = new Past(context, basis, around);
  if (net.expected === 'absent') return { wasThere: await past.wasThere(path) };
  if (seen.kind === 'file') return { unchanged: await past.unchanged(path, seen.hash, net.op) };
  return { unchanged: seen.kind === 'directory' ? await past.unchangedFolder(seen, net.op) : undefined };
}

/** What others have done in a folder since does not count against it (rules F5, F9). */
async function judgeFolderAgain(
  context: PrepareContext,
  around: LookAround,
  given: Case,
  others: ReadonlySet<string>,
): Promise<Judgement> {
  const { path, net, seen } = given;
  if (net.hash === null || seen.kind !== 'directory') return judge(given);
  const standing = await standingOf(context.workspace, around.look, path, net.hash, seen, others);
  // What was recorded stays recorded: a shorter list would leave out for good what has come to be ignored.
  if (standing?.holds) {
    const unsaved = await hasUnsaved(around, path, standing, others);
    return judge({ ...given, unsaved, seen: { ...seen, hash: net.hash, files: standing.files } });
  }
  const isOthers = [...others].some((other) => other.startsWith(`${path}/`));
  return judge({ ...given, difference: standing?.words ?? (isOthers ? null : '') });
}

/**
 * Whether an editor has something unsaved that counts as the folder's: one of its files, or one that is gone from the disk and
 * comes back when it is saved; not what is ignored, and not what is others'.
 */
async function hasUnsaved(
  around: LookAround,
  folder: string,
  { files }: Pick<SeenDirectory, 'files'>,
  others: ReadonlySet<string>,
): Promise<boolean> {
  const edited = [...around.unsaved].filter((path) => path.startsWith(`${folder}/`) && !others.has(path));
  if (edited.length === 0) return false;
  const counted = new Set(files.map(({ path }) => path));
  for (const path of edited) if (counted.has(path) || (await around.see(path)).kind === 'missing') return true;
  return false;
}

const lastTouched = (seen: Seen): string =>
  seen.kind === 'file' ? `; it was last written at ${new Date(seen.mtimeMs).toISOString()}` : '';
