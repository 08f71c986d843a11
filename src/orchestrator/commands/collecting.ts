import * as z from 'zod';
import { hashesOfFolders, isNamedByEvidence } from '../../storage/queries/evidence';
import { manifestsAfter } from '../../storage/queries/checkpoints';
import { recordEvent } from '../../storage/queries/events';
import { evidencePolicy } from '../../storage/queries/settings';
import { NotPrepared, type PrepareContext } from '../context';
import { filesRecorded } from '../evidence/folders';
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
    const inUse = new HashesInUse(context);
    await inUse.read();
    return context.workspace.kept.collect(quota, (hash) => inUse.has(hash));
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

/** What checkpoints and tasks name, and the files of folders that they name. */
class HashesInUse {
  readonly #context: PrepareContext;
  readonly #named = new Set<string>();
  #after = 0;

  constructor(context: PrepareContext) {
    this.#context = context;
  }

  async read(): Promise<void> {
    const folders = this.#readCheckpoints();
    for (const hash of this.#context.read(hashesOfFolders)) folders.add(hash);
    for (const hash of folders) {
      this.#named.add(hash);
      const files = await filesRecorded(this.#context.workspace, '', hash);
      for (const { hash: inner } of files ?? []) this.#named.add(inner);
    }
  }

  /** Checkpoints that have come since count as well. */
  has(hash: string): boolean {
    this.#readCheckpoints();
    return this.#named.has(hash) || this.#context.read((connection) => isNamedByEvidence(connection, hash));
  }

  /** Answers the folders among what they name. */
  #readCheckpoints(): Set<string> {
    const folders = new Set<string>();
    for (;;) {
      const page = this.#context.read((connection) => manifestsAfter(connection, this.#after, PAGE));
      for (const { hash, expected } of page.flatMap(({ files }) => manifestIn(files))) {
        if (hash !== null) this.#named.add(hash);
        if (hash !== null && expected === 'directory') folders.add(hash);
      }
      const end = page.at(-1);
      if (!end) return folders;
      this.#after = end.n;
      if (page.length < PAGE) return folders;
    }
  }
}
