import { judge, type Case, type Judgement } from '../../domain/evidence/judge';
import { changesBy, type Net, type Operation } from '../../domain/evidence/netState';
import { conclude, type Verification } from '../../domain/evidence/results';
import type { Seen } from '../../domain/evidence/seen';
import { hasEnded, isAwaiting, type State } from '../../domain/workflow/states';
import { wasObserved } from '../../storage/queries/fileOperations';
import type { EvidenceRow } from '../../storage/queries/evidence';
import type { KnownFile } from '../../storage/queries/knownFiles';
import type { PrepareContext } from '../context';
import { basisOf, changedBy, pathsOfOthers, type Basis } from './basis';
import { checkResults, type WhichChecks } from './checks';
import { standingOf } from './folders';
import { Course } from './course';
import { LookAround } from './lookAround';
import { asOperation, pathsOf, type ClaimedOperation } from './operations';
import { Past } from './past';
import { plannedFileResults } from './plannedFiles';

/** What holding a task against the disk has brought out, and what it was held against. */
export interface Verified {
  /** Of the basis; with another one, this says nothing. */
  readonly key: string;
  readonly verification: Verification;
  /** What is expected from now on, if the task is handed in like this. */
  readonly adopt: ReadonlyMap<string, NonNullable<Judgement['adopt']>>;
  /** By what times the contents that were found can be known again. */
  readonly known: ReadonlyMap<string, KnownFile>;
  /** Files that the plan names and that show work without a claim: the task answers for them once it is handed in. */
  readonly witnesses: readonly Operation[];
  /** What was on disk at the paths that are claimed with it. */
  readonly seen: ReadonlyMap<string, Seen>;
}

export interface Wanted {
  /** Claimed in the same breath. */
  readonly operations?: readonly ClaimedOperation[];
  readonly checks: WhichChecks;
  /** What is found is kept, so that it can be restored. */
  readonly keep: boolean;
}

/** Holds what a task answers for against the disk, and runs its checks; nothing is written to the store (rule G4). */
export async function verifyTask(context: PrepareContext, id: string, wanted: Wanted): Promise<Verified | undefined> {
  const basis = context.read((connection) => basisOf(connection, id));
  if (!basis) return undefined;
  const course = new Course(basis.task.checks.length, (made) => context.progress(made));
  const around = new LookAround(context, basis.policy, course);
  const { operations = [] } = wanted;
  const asked = [
    ...pathsOf(operations),
    ...basis.rows.filter(({ expected }) => expected === 'directory').map(({ path }) => path),
  ];
  const others = context.read((connection) => pathsOfOthers(connection, asked, id));
  const claimed = await around.seeAll(pathsOf(operations), (path) => others.has(path));
  const expected = expectedAfter(context, basis, operations, claimed);
  const files = [...expected.values()].filter(({ supersededBy }) => supersededBy === null);
  const judgements = await judgeFiles(context, basis, around, files, others);
  const found = await around.seeAll(files.map(({ path }) => path));
  const said = [...expected.values()].filter(({ net }) => net.noticed !== 'observed');
  const planned = await plannedFileResults(context, basis, around, said);
  const results = [...judgements.map(({ result }) => result), ...planned.results];
  const filesAreWrong = results.some(({ blocks }) => blocks);
  const checks = await checkResults(context, basis, { which: wanted.checks, filesAreWrong, course });
  const verification = conclude(results, checks, said.length + planned.results.length);
  const adopt = new Map(judgements.flatMap(({ result, adopt: to }) => (to ? [[result.path, to] as const] : [])));
  if (wanted.keep) await around.keep(newContents(files, adopt));
  return { key: basis.key, verification, adopt, known: knownAgain(found), witnesses: planned.witnesses, seen: claimed };
}

interface ExpectedFile {
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
  const unsaved = context.workspace.unsaved();
  const mode = isHandedIn(task.state) ? 'held' : 'work';
  const since = task.startedAt ?? task.createdAt;
  const judged = files.map(({ path, net, row }) => {
    const found = seen.get(path);
    const given = {
      path,
      net,
      seen: found ?? ({ kind: 'missing', reason: 'there is no such file' } as const),
      mode,
      before: row && { status: row.status, reason: row.reason },
      unchanged: undefined,
      wasThere: true,
      since,
      unsaved: unsaved.has(path) || (found?.kind === 'directory' && hasUnsaved(path, unsaved, others)),
      onlyLineEnds: false,
      difference: '',
      changed: '',
    } as const;
    return { given, judgement: judge(given) };
  });
  // Words that take a second look are only looked for where something is wrong.
  return Promise.all(
    judged.map(async ({ given, judgement }) => {
      const { path, net } = given;
      if (judgement.result.status === 'verified' && net.noticed === 'claimed') {
        return judge({ ...given, ...(await before(context, basis, around, given)) });
      }
      if (!judgement.result.blocks) return judgement;
      if (net.expected === 'directory' && given.seen.kind === 'directory') {
        return judgeFolderAgain(context, given, others);
      }
      const changed = context.read((connection) => changedBy(connection, path, task.id));
      const onlyLineEnds = await around.differsInLineEndsOnly(path, net.hash);
      return judge({ ...given, changed: changed === '' ? lastTouched(given.seen) : changed, onlyLineEnds });
    }),
  );
}

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
async function judgeFolderAgain(context: PrepareContext, given: Case, others: ReadonlySet<string>): Promise<Judgement> {
  const { path, net, seen } = given;
  if (net.hash === null || seen.kind !== 'directory') return judge(given);
  const standing = await standingOf(context.workspace, path, net.hash, seen, others);
  if (standing?.holds) return judge({ ...given, net: { ...net, hash: seen.hash } });
  const isOthers = [...others].some((other) => other.startsWith(`${path}/`));
  return judge({ ...given, difference: standing?.words ?? (isOthers ? null : '') });
}

const hasUnsaved = (folder: string, unsaved: ReadonlySet<string>, others: ReadonlySet<string>): boolean =>
  [...unsaved].some((path) => path.startsWith(`${folder}/`) && !others.has(path));

function knownAgain(found: ReadonlyMap<string, Seen>): Map<string, KnownFile> {
  const known = new Map<string, KnownFile>();
  for (const [path, seen] of found) {
    if (seen.kind === 'file' && seen.stamp !== null) known.set(path, { path, stamp: seen.stamp, hash: seen.hash });
  }
  return known;
}

const lastTouched = (seen: Seen): string =>
  seen.kind === 'file' ? `; it was last written at ${new Date(seen.mtimeMs).toISOString()}` : '';

/** Paths whose content is not the one that was recorded before. */
function newContents(files: readonly ExpectedFile[], adopt: Verified['adopt']): string[] {
  return files
    .filter(({ path, net, row }) => {
      const hash = adopt.get(path)?.hash ?? net.hash;
      return net.expected !== 'absent' && hash !== null && (row?.status !== 'verified' || row.hash !== hash);
    })
    .map(({ path }) => path);
}
