import * as z from 'zod';
import { EXPECTED } from '../../domain/evidence/netState';
import { workspacePath } from '../../domain/evidence/workspacePath';
import { isThere, type Seen } from '../../domain/evidence/seen';
import { Problem } from '../../domain/problem';
import { SYSTEM } from '../../workspace/disk/system';
import { findCheckpoint } from '../../storage/queries/checkpoints';
import { evidenceOf, evidenceOn } from '../../storage/queries/evidence';
import { evidencePolicy } from '../../storage/queries/settings';
import type { PrepareContext } from '../context';
import { pathsOfOthers } from '../evidence/basis';
import { filesRecorded } from '../evidence/folders';
import { LEFT_FOLDER, leftLink } from '../evidence/leftAlone';
import { LookAround } from '../evidence/lookAround';
import { manifestIn, type ManifestEntry } from '../evidence/manifest';
import { preparedQuery } from '../operation';
import { taskId } from '../shapes/common';
import { recordOf } from './looking';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 is 64 hexadecimal digits');

export const contentText = preparedQuery({
  about: 'The text that was kept under a hash; null where it was not kept or has been dropped.',
  input: z.strictObject({ hash: sha256 }),
  output: z.strictObject({ text: z.string().nullable() }),
  prepare: async ({ workspace }, { hash }) => (await workspace.kept.text(hash)) ?? null,
  run: (_context, _input, text) => ({ text }),
});

const ACTIONS = ['write', 'remove', 'none', 'impossible'] as const;

const step = z.strictObject({
  path: z.string(),
  /** `write` puts the text of `hash` there, `remove` takes away what should not be there. */
  action: z.enum(ACTIONS),
  expected: z.enum(EXPECTED),
  hash: z.string().nullable(),
  /** What is there now. */
  now: z.enum(['file', 'directory', 'missing', 'outside', 'unreadable']),
  nowHash: z.string().nullable(),
  /** Why it is impossible, or what to know before it is done. */
  reason: z.string(),
  /** Other tasks that answer for the path and would be undone. */
  others: z.array(z.string()),
  /** The folder that the task answers for, where this is one of its files. */
  folder: z.string().nullable(),
  /** It has come since, in a folder that was recorded without it: to be removed only if somebody chooses so. */
  isExtra: z.boolean(),
});
type Step = z.output<typeof step>;

const input = z.strictObject({
  task: taskId,
  /** Left out: all files that the task answers for. A folder stands for all its files. */
  paths: z.array(z.string().max(4_096)).max(1_000).optional(),
  /** As a checkpoint of the task recorded them. */
  checkpoint: z.int().min(1).optional(),
});

export const previewRestore = preparedQuery({
  about: 'What putting files back as they were recorded would change; whoever asks does it, or does not.',
  input,
  output: z.strictObject({ steps: z.array(step) }),
  prepare: async (context, given) => ({ steps: await restoreSteps(context, given) }),
  run: (_context, _input, found) => found,
});

async function restoreSteps(context: PrepareContext, given: z.output<typeof input>): Promise<Step[]> {
  const wanted = given.paths && new Set(given.paths.flatMap((path) => pathOf(path)));
  const entries = context.read((connection) => recorded(connection, given, wanted));
  const around = new LookAround(context, context.read(evidencePolicy));
  const steps = await Promise.all(
    entries.map((entry) =>
      entry.expected === 'directory'
        ? stepsInFolder(context, around, given.task, entry, wanted)
        : stepFor(context, around, given.task, { ...entry, folder: null, isExtra: false }),
    ),
  );
  return steps.flat();
}

interface Recorded extends ManifestEntry {
  readonly folder: string | null;
  readonly isExtra: boolean;
}

async function stepFor(context: PrepareContext, around: LookAround, task: string, entry: Recorded): Promise<Step> {
  const { path, expected, hash, folder, isExtra } = entry;
  const now = await around.see(path);
  const others = context.read((connection) =>
    evidenceOn(connection, path).flatMap((row) => (row.task !== task && row.supersededBy === null ? [row.task] : [])),
  );
  const isKept = hash !== null && (await context.workspace.kept.has(hash));
  const nowHash = isThere(now) ? now.hash : null;
  const link = await around.look.linkOn(path);
  return {
    path,
    expected,
    hash,
    now: now.kind,
    nowHash,
    others,
    folder,
    isExtra,
    ...actionFor(entry, now, { isKept, link }),
  };
}

/** A folder is put back file by file; what has come since is named, and stays unless it is chosen (rule K4). */
async function stepsInFolder(
  context: PrepareContext,
  around: LookAround,
  task: string,
  entry: ManifestEntry,
  wanted: ReadonlySet<string> | undefined,
): Promise<Step[]> {
  const { path: folder, hash } = entry;
  const others = context.read((connection) => pathsOfOthers(connection, [folder], task));
  const now = await around.see(folder, (path) => others.has(path));
  const files = hash === null ? undefined : await filesRecorded(context.workspace, folder, hash);
  if (!files || files.length === 0) {
    const isSame = now.kind === 'directory' && now.hash === hash;
    const why =
      hash === null
        ? NEVER_RECORDED
        : files
          ? 'it was recorded without any files'
          : 'the list of its files was not kept';
    const action = isSame
      ? ({ action: 'none', reason: '' } as const)
      : ({ action: 'impossible', reason: why } as const);
    const nowHash = isThere(now) ? now.hash : null;
    return [{ ...entry, now: now.kind, nowHash, others: [], folder: null, isExtra: false, ...action }];
  }
  const listed = new Set(files.map(({ path }) => path));
  const added = now.kind === 'directory' ? now.files.filter(({ path }) => !listed.has(path)) : [];
  const all: Recorded[] = [
    ...files.map((file) => ({ ...file, expected: 'file' as const, folder, isExtra: false })),
    ...added.map(({ path }) => ({ path, hash: null, expected: 'absent' as const, folder, isExtra: true })),
  ];
  // What others have done in it since is theirs (rule F9).
  const own = all.filter(({ path }) => !others.has(path) && (!wanted || wanted.has(folder) || wanted.has(path)));
  return Promise.all(own.map((file) => stepFor(context, around, task, file)));
}

type Connection = Parameters<typeof recordOf>[0];

function recorded(
  connection: Connection,
  { task, checkpoint }: z.output<typeof input>,
  wanted: ReadonlySet<string> | undefined,
): ManifestEntry[] {
  recordOf(connection, task);
  const isWanted = ({ path, expected }: ManifestEntry): boolean =>
    !wanted ||
    wanted.has(path) ||
    (expected === 'directory' && [...wanted].some((each) => each.startsWith(`${path}/`)));
  if (checkpoint === undefined) {
    return evidenceOf(connection, task)
      .filter((row) => isWanted(row) && (wanted !== undefined || row.supersededBy === null))
      .map(({ path, expected, hash }) => ({ path, expected, hash }));
  }
  const found = findCheckpoint(connection, task, checkpoint);
  if (!found) {
    throw new Problem(
      'not_found',
      `${task} has no checkpoint ${checkpoint}.`,
      'Choose one from the list of its checkpoints.',
    );
  }
  return manifestIn(found.files).filter(isWanted);
}

function pathOf(text: string): string[] {
  const checked = workspacePath(text, SYSTEM);
  return 'path' in checked ? [checked.path] : [];
}

const NEVER_RECORDED = 'its content was never recorded';

function actionFor(
  { expected, hash }: ManifestEntry,
  now: Seen,
  { isKept, link }: { readonly isKept: boolean; readonly link: string | undefined },
): { action: (typeof ACTIONS)[number]; reason: string } {
  if (now.kind === 'outside' || now.kind === 'unreadable') return { action: 'impossible', reason: now.reason };
  const doing = whatToDo({ expected, hash }, now, isKept);
  // What it leads to is another file, which nobody has asked about.
  if (link !== undefined && (doing.action === 'write' || doing.action === 'remove'))
    return { action: 'impossible', reason: leftLink(link) };
  return doing;
}

function whatToDo(
  { expected, hash }: Pick<ManifestEntry, 'expected' | 'hash'>,
  now: Seen,
  isKept: boolean,
): { action: (typeof ACTIONS)[number]; reason: string } {
  if (now.kind === 'directory') return { action: 'impossible', reason: LEFT_FOLDER };
  if (expected === 'absent') return { action: now.kind === 'missing' ? 'none' : 'remove', reason: '' };
  if (hash === null) return { action: 'impossible', reason: NEVER_RECORDED };
  if (now.kind === 'file' && now.hash === hash) return { action: 'none', reason: '' };
  // Through a link it would be written somewhere else, and under another name over something else.
  if (now.kind === 'missing' && now.isTaken) return { action: 'impossible', reason: now.reason };
  if (!isKept) {
    return { action: 'impossible', reason: 'its content was not kept: it is not text, too large, or had to make room' };
  }
  return { action: 'write', reason: '' };
}
