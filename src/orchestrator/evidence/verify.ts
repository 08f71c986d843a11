import type { Judgement } from '../../domain/evidence/judge';
import type { Operation } from '../../domain/evidence/netState';
import { afterChecks, conclude, type CheckResult, type Verification } from '../../domain/evidence/results';
import { isThere, type Seen } from '../../domain/evidence/seen';
import type { KnownFile } from '../../storage/queries/knownFiles';
import type { PrepareContext } from '../context';
import { basisOf, observedIn, type Basis } from './basis';
import { checkResults, type WhichChecks } from './checks';
import { Course } from './course';
import { cameToBe, lookAtFiles, touchedIn, type ExpectedFile, type FileLook } from './fileLook';
import { LookAround } from './lookAround';
import type { ClaimedOperation } from './operations';
import { observedSince, ranChecksIn, stillCount, type RanChecks } from './ranChecks';

/** What holding a task against the disk has brought out, and what it was held against. */
export interface Verified {
  /** Of the basis; with another one, this says nothing. */
  readonly key: string;
  readonly verification: Verification;
  /** What was told since the look may have made it another one. */
  readonly isOutOfDate: () => boolean;
  /** What is expected from now on, if the task is handed in like this. */
  readonly adopt: ReadonlyMap<string, NonNullable<Judgement['adopt']>>;
  /** By what times the contents that were found can be known again. */
  readonly known: ReadonlyMap<string, KnownFile>;
  /** Files that the plan names and that show work without a claim: the task answers for them once it is handed in. */
  readonly witnesses: readonly Operation[];
  /** What was on disk at the paths that are claimed with it. */
  readonly seen: ReadonlyMap<string, Seen>;
  /** Checks that were run for it; they may count still where the basis has become another one (rule G13). */
  readonly ran: RanChecks | undefined;
}

export interface Wanted {
  /** Claimed in the same breath. */
  readonly operations?: readonly ClaimedOperation[];
  readonly checks: WhichChecks;
  /** What is found is kept, so that it can be restored. */
  readonly keep: boolean;
  /** What the turn before has handed on. */
  readonly about?: unknown;
}

/**
 * Holds what a task answers for against the disk, and runs its checks; nothing is written to the store (rule G4). undefined:
 * there is no such task, or it has become another one while its checks ran, and is to be prepared again.
 */
export async function verifyTask(context: PrepareContext, id: string, wanted: Wanted): Promise<Verified | undefined> {
  const basis = context.read((connection) => basisOf(connection, id));
  if (!basis) return undefined;
  const ranBefore = ranChecksIn(wanted.about);
  const after = ranBefore && (await lookAfter(context, basis, wanted, ranBefore));
  if (after) return after;
  const newCourse = (): Course => new Course(basis.task.checks.length, (made) => context.progress(made));
  const course = newCourse();
  const around = new LookAround(context, basis.policy, course);
  const look = await lookAtFiles(context, basis, around, wanted.operations ?? []);
  const filesAreWrong = look.results.some(({ blocks }) => blocks);
  const first = await checkResults(context, basis, { which: wanted.checks, filesAreWrong, course });
  if (!first.ran) return conclusion(basis, around, wanted, look, { results: first.results });
  // What a task is about may have been changed by anybody while they ran: what they say should be of what is there now.
  const isOther = await hasOtherContent(new LookAround(context, basis.policy), look);
  const { results, ran = first.ran } = isOther
    ? await checkResults(context, basis, { which: wanted.checks, filesAreWrong, course: newCourse() })
    : first;
  const now = context.read((connection) => basisOf(connection, id));
  const found = { files: look.results, witnesses: look.witnesses.map(({ path }) => path) };
  const times = { after: first.ran.after, until: ran.until };
  const justRan = { said: basis.said, observed: observedIn(basis), left: new Map(), ...found, ...times, results };
  return now && lookAfter(context, now, wanted, justRan, true);
}

/** Whether a file that the task is said to answer for is there with another content than when it was looked at. */
async function hasOtherContent(around: LookAround, { files, found }: FileLook): Promise<boolean> {
  const said = files.filter(({ net }) => net.noticed !== 'observed').map(({ path }) => path);
  const now = await around.seeAll(said);
  const hashOf = (seen: Seen | undefined): string | undefined => (seen && isThere(seen) ? seen.hash : undefined);
  return said.some((path) => {
    const hash = hashOf(now.get(path));
    return hash !== undefined && hash !== hashOf(found.get(path));
  });
}

/** What is there once checks have run; undefined where they say nothing about the task as it is now (rule G13). */
async function lookAfter(
  context: PrepareContext,
  basis: Basis,
  wanted: Wanted,
  ran: RanChecks,
  isRightAfter = false,
): Promise<Verified | undefined> {
  const around = new LookAround(context, basis.policy);
  const look = await lookAtFiles(context, basis, around, wanted.operations ?? []);
  const now = { said: basis.said, observed: observedIn(basis), touched: touchedIn(look) };
  for (const path of observedSince(ran, now.observed)) {
    const at = now.touched.get(path) ?? (await cameToBe(around, path));
    if (at !== undefined) now.touched.set(path, at);
  }
  // What is there right after them they may have left, whatever the clock of the disk says.
  const left = isRightAfter ? now.touched : ran.left;
  if (!stillCount({ ...ran, left }, now)) return undefined;
  const files = {
    ...look,
    results: afterChecks(ran.files, look.results),
    witnesses: look.witnesses.filter(({ path }) => ran.witnesses.includes(path)),
  };
  return conclusion(basis, around, wanted, files, { results: ran.results, ran: { ...ran, left } });
}

async function conclusion(
  { key }: Basis,
  around: LookAround,
  { keep }: Wanted,
  { results, shown, files, adopt, witnesses, claimed, found }: FileLook,
  checks: { readonly results: readonly CheckResult[]; readonly ran?: RanChecks },
): Promise<Verified> {
  if (keep) await around.keep(newContents(files, adopt));
  const verification = conclude(results, checks.results, shown);
  const isOutOfDate = await around.whetherOutOfDate();
  return { key, verification, isOutOfDate, adopt, known: knownAgain(found), witnesses, seen: claimed, ran: checks.ran };
}

function knownAgain(found: ReadonlyMap<string, Seen>): Map<string, KnownFile> {
  const known = new Map<string, KnownFile>();
  for (const [path, seen] of found) {
    if (seen.kind === 'file' && seen.stamp !== null) known.set(path, { path, stamp: seen.stamp, hash: seen.hash });
  }
  return known;
}

/** Paths whose content is not the one that was recorded before. */
function newContents(files: readonly ExpectedFile[], adopt: Verified['adopt']): string[] {
  return files
    .filter(({ path, net, row }) => {
      const hash = adopt.get(path)?.hash ?? net.hash;
      return net.expected !== 'absent' && hash !== null && (row?.status !== 'verified' || row.hash !== hash);
    })
    .map(({ path }) => path);
}
