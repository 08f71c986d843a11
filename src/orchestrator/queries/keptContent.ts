import * as z from 'zod';
import { EXPECTED } from '../../domain/evidence/netState';
import { workspacePath } from '../../domain/evidence/workspacePath';
import { isThere, type Seen } from '../../domain/evidence/seen';
import { Problem } from '../../domain/problem';
import { findCheckpoint } from '../../storage/queries/checkpoints';
import { evidenceOf, evidenceOn } from '../../storage/queries/evidence';
import { evidencePolicy } from '../../storage/queries/settings';
import type { PrepareContext } from '../context';
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
});

const input = z.strictObject({
  task: taskId,
  /** Left out: all files that the task answers for. */
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

async function restoreSteps(context: PrepareContext, given: z.output<typeof input>): Promise<z.output<typeof step>[]> {
  const entries = context.read((connection) => recorded(connection, given));
  const around = new LookAround(context, context.read(evidencePolicy));
  const seen = await around.seeAll(entries.map(({ path }) => path));
  return Promise.all(
    entries.map(async (entry) => {
      const { path, expected, hash } = entry;
      const now = seen.get(path) ?? { kind: 'missing' as const, reason: '' };
      const others = context.read((connection) =>
        evidenceOn(connection, path).flatMap(({ task, supersededBy }) =>
          task !== given.task && supersededBy === null ? [task] : [],
        ),
      );
      const isKept = hash !== null && (await context.workspace.kept.has(hash));
      const nowHash = isThere(now) ? now.hash : null;
      return {
        path,
        expected,
        hash,
        now: now.kind,
        nowHash,
        others,
        ...actionFor(entry, now, { isKept, link: await around.look.linkOn(path) }),
      };
    }),
  );
}

type Connection = Parameters<typeof recordOf>[0];

function recorded(connection: Connection, { task, paths, checkpoint }: z.output<typeof input>): ManifestEntry[] {
  recordOf(connection, task);
  const wanted = paths && new Set(paths.flatMap((path) => pathOf(path)));
  const isWanted = ({ path }: ManifestEntry): boolean => wanted?.has(path) ?? true;
  if (checkpoint === undefined) {
    return evidenceOf(connection, task).filter(
      (row) => isWanted(row) && (wanted !== undefined || row.supersededBy === null),
    );
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
  const checked = workspacePath(text);
  return 'path' in checked ? [checked.path] : [];
}

const throughLink = (link: string): string =>
  `${JSON.stringify(link)} is a link now, and what it leads to is left alone`;

function actionFor(
  { expected, hash }: ManifestEntry,
  now: Seen,
  { isKept, link }: { readonly isKept: boolean; readonly link: string | undefined },
): { action: (typeof ACTIONS)[number]; reason: string } {
  if (now.kind === 'outside' || now.kind === 'unreadable') return { action: 'impossible', reason: now.reason };
  const doing = whatToDo({ expected, hash }, now, isKept);
  // What it leads to is another file, which nobody has asked about.
  if (link !== undefined && doing.action !== 'none') return { action: 'impossible', reason: throughLink(link) };
  return doing;
}

function whatToDo(
  { expected, hash }: Pick<ManifestEntry, 'expected' | 'hash'>,
  now: Seen,
  isKept: boolean,
): { action: (typeof ACTIONS)[number]; reason: string } {
  if (expected === 'absent') {
    if (now.kind === 'missing') return { action: 'none', reason: '' };
    if (now.kind === 'directory') return { action: 'impossible', reason: 'it is a folder now, which is left alone' };
    return { action: 'remove', reason: '' };
  }
  if (expected === 'directory') {
    const isSame = now.kind === 'directory' && now.hash === hash;
    return isSame
      ? { action: 'none', reason: '' }
      : { action: 'impossible', reason: 'the files of folders are not kept' };
  }
  if (now.kind === 'directory') return { action: 'impossible', reason: 'it is a folder now, which is left alone' };
  if (hash === null) return { action: 'impossible', reason: 'its content was never recorded' };
  if (now.kind === 'file' && now.hash === hash) return { action: 'none', reason: '' };
  if (!isKept) {
    return { action: 'impossible', reason: 'its content was not kept: it is not text, too large, or had to make room' };
  }
  return { action: 'write', reason: '' };
}
