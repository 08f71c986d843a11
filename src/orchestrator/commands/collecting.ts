import * as z from 'zod';
import { isNamedByEvidence } from '../../storage/queries/evidence';
import { manifestsAfter } from '../../storage/queries/checkpoints';
import { recordEvent } from '../../storage/queries/events';
import { evidencePolicy } from '../../storage/queries/settings';
import { NotPrepared, type PrepareContext } from '../context';
import { manifestIn } from '../evidence/manifest';
import { preparedCommand } from '../operation';

const MB = 1 << 20;
const PAGE = 500;

export const collectContent = preparedCommand({
  about: 'Drops kept content beyond the quota, the oldest first; never what a checkpoint or a task still names.',
  who: 'engine',
  input: z.strictObject({}),
  output: z.strictObject({ dropped: z.number(), droppedBytes: z.number(), bytes: z.number() }),
  prepare: async (context) => {
    const quota = context.read(evidencePolicy).keepQuotaMb * MB;
    const inCheckpoints = hashesInCheckpoints(context);
    const isInUse = (hash: string): boolean =>
      inCheckpoints.has(hash) || context.read((connection) => isNamedByEvidence(connection, hash));
    return context.workspace.kept.collect(quota, isInUse);
  },
  run: (context, _input, collected) => {
    if (!collected) throw new NotPrepared();
    const { dropped, droppedBytes, bytes } = collected;
    if (dropped > 0) {
      const { connection, now, actor } = context;
      recordEvent(connection, { at: now, actor, kind: 'content.dropped', taskId: null, after: { ...collected } });
      context.changed({ entity: 'policy', id: 'content', parent: null });
    }
    return { dropped, droppedBytes, bytes };
  },
});

function hashesInCheckpoints(context: PrepareContext): Set<string> {
  const hashes = new Set<string>();
  for (let after = 0; ;) {
    const page = context.read((connection) => manifestsAfter(connection, after, PAGE));
    for (const { files } of page) for (const { hash } of manifestIn(files)) if (hash !== null) hashes.add(hash);
    const end = page.at(-1);
    if (!end || page.length < PAGE) return hashes;
    after = end.n;
  }
}
