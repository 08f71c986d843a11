import * as z from 'zod';
import { createHash } from 'node:crypto';
import { isThere } from '../../domain/evidence/seen';
import { SET_ASIDE } from '../../domain/workflow/checkpoints';
import { workspacePath } from '../../domain/evidence/workspacePath';
import { evidencePolicy } from '../../storage/queries/settings';
import { SYSTEM } from '../../workspace/disk/system';
import { textOf } from '../../workspace/kept/text';
import { NotPrepared, type PrepareContext } from '../context';
import { LEFT_FOLDER, leftLink } from '../evidence/leftAlone';
import { LookAround } from '../evidence/lookAround';
import type { ManifestEntry } from '../evidence/manifest';
import { preparedCommand } from '../operation';
import { taskId } from '../shapes/common';
import { withTree } from '../tree/workingSet';
import { nameCheckpoint } from '../workflow/nameCheckpoint';

/** Larger than what is kept of a task's work: here a person is about to lose it. */
const LARGEST = 16 << 20;

const about = z.strictObject({
  path: z.string().max(4_096),
  /** What was there when a person was shown it; null: nothing was. */
  nowHash: z.string().nullable(),
  /** What an editor has that is not saved, and would be replaced too. */
  unsaved: z.string().max(LARGEST).optional(),
});

const refused = z.strictObject({ path: z.string(), reason: z.string() });

export const beginRestore = preparedCommand({
  about:
    'Looks once more at files that are about to be put back, and keeps what is there as a checkpoint. What has changed since it was shown is refused.',
  who: 'person',
  input: z.strictObject({ task: taskId, files: z.array(about).min(1).max(20_000) }),
  output: z.strictObject({
    /** The checkpoint to have back what was there; null where nothing was worth one. */
    checkpoint: z.number().nullable(),
    refused: z.array(refused),
    /** Not kept, since they are no text or too large: to be put where they can be had back, or left alone. */
    unkept: z.array(z.string()),
  }),
  prepare: async (context, { files }) => {
    const around = new LookAround(context, context.read(evidencePolicy));
    return Promise.all(files.map((file) => setAside(context, around, file)));
  },
  run: (context, { task: id }, found) => {
    if (!found) throw new NotPrepared();
    return withTree(context, (tree) => {
      const task = tree.get(id);
      const files = found.flatMap(({ was }) => was ?? []);
      return {
        checkpoint: files.length === 0 ? null : nameCheckpoint(tree, task, { name: SET_ASIDE, data: {}, files }),
        refused: found.flatMap(({ path, reason }) => (reason === undefined ? [] : [{ path, reason }])),
        unkept: found.flatMap(({ path, isUnkept }) => (isUnkept ? [path] : [])),
      };
    });
  },
});

interface Aside {
  readonly path: string;
  readonly reason?: string;
  readonly isUnkept?: boolean;
  readonly was?: ManifestEntry;
}

async function setAside(
  { workspace }: PrepareContext,
  around: LookAround,
  { path, nowHash, unsaved }: z.output<typeof about>,
): Promise<Aside> {
  const checked = workspacePath(path, SYSTEM);
  if (!('path' in checked) || checked.path !== path) return { path, reason: 'it is no path that tasks answer for' };
  const link = await around.look.linkOn(path);
  if (link !== undefined) return { path, reason: leftLink(link) };
  const seen = await around.see(path);
  if (seen.kind === 'outside' || seen.kind === 'unreadable') return { path, reason: seen.reason };
  if (seen.kind === 'directory') return { path, reason: LEFT_FOLDER };
  if ((isThere(seen) ? seen.hash : null) !== nowHash) return { path, reason: 'it has changed since it was shown' };
  if (seen.kind !== 'file' && unsaved === undefined) return { path, was: { path, expected: 'absent', hash: null } };
  if (unsaved === undefined && seen.kind === 'file' && seen.size > LARGEST) return { path, isUnkept: true };
  const content = unsaved === undefined ? await around.look.read(path, nowHash ?? '') : Buffer.from(unsaved);
  if (!content) return { path, reason: 'it has changed since it was shown' };
  if (textOf(content) === undefined) return { path, isUnkept: true };
  const hash = createHash('sha256').update(content).digest('hex');
  await workspace.kept.keep(hash, content);
  return { path, was: { path, expected: 'file', hash } };
}
