import { join } from 'node:path';
import type { LooseObjects } from './looseObjects';
import type { ObjectFiles } from './objectFiles';
import type { PackFile, Packs } from './packs';
import { PARTIAL } from './writeUnder';

/** What was just kept is not yet named by the store, and no collection takes it. */
const YOUNG_MS = 15 * 60_000;

export interface Collected {
  readonly dropped: number;
  readonly droppedBytes: number;
  /** What stays, in bytes on disk. */
  readonly bytes: number;
}

export interface Collection {
  readonly files: ObjectFiles;
  readonly folder: string;
  readonly loose: LooseObjects;
  readonly packs: Packs;
  readonly isInUse: (hash: string) => boolean;
  /** Does this while nobody takes these contents for kept. */
  readonly drop: (hashes: readonly string[], work: () => Promise<void>) => Promise<void>;
}

/** A file that holds one content, or several. */
interface Kept {
  readonly size: number;
  readonly at: number;
  readonly hashes: readonly string[];
  /** Removes these of them; answers how many bytes that has freed. */
  readonly remove: (hashes: readonly string[]) => Promise<number>;
}

/** Makes room, the oldest first. A pack goes when most of it is not in use any more; what is goes into a new one. */
export async function collect(quota: number, now: number, collection: Collection): Promise<Collected> {
  const { isInUse, drop } = collection;
  const kept = await everything(now, collection);
  let bytes = kept.reduce((sum, { size }) => sum + size, 0);
  let dropped = 0;
  let droppedBytes = 0;
  for (const { at, hashes, remove } of kept.sort((a, b) => a.at - b.at)) {
    if (bytes <= quota || at > now - YOUNG_MS) break;
    const unused = hashes.filter((hash) => !isInUse(hash));
    if (hashes.length > 0 && (unused.length === 0 || unused.length * 2 < hashes.length)) continue;
    let freed = 0;
    await drop(hashes, async () => {
      freed = await remove(unused);
    });
    bytes -= freed;
    droppedBytes += freed;
    dropped += unused.length;
  }
  return { dropped, droppedBytes, bytes };
}

async function everything(now: number, { files, folder, loose, packs }: Collection): Promise<Kept[]> {
  const kept: Kept[] = [];
  for await (const { hash, file, size, at, isPartial } of loose.all()) {
    if (!isPartial) {
      kept.push({ size, at, hashes: [hash], remove: async () => (await files.remove(file), size) });
    } else if (at < now - YOUNG_MS) await files.remove(file);
  }
  for (const name of (await files.names(folder)).filter((each) => each.startsWith(PARTIAL))) {
    const found = await files.stat(join(folder, name));
    if (found && found.mtimeMs < now - YOUNG_MS) await files.remove(join(folder, name));
  }
  await packs.refresh();
  for (const pack of packs.all) {
    const found = await files.stat(pack.file);
    if (!found) continue;
    const hashes = pack.contents.map(({ hash }) => hash);
    const remove = (unused: readonly string[]): Promise<number> => without(unused, pack, found.mtimeMs, files, packs);
    // One whose list is damaged has none, and serves nobody.
    kept.push({ size: found.size, at: found.mtimeMs, hashes, remove });
  }
  return kept;
}

/** Writes what is left of a pack into one of its own, as old as it was, before the whole goes. */
async function without(
  unused: readonly string[],
  pack: PackFile,
  at: number,
  files: ObjectFiles,
  packs: Packs,
): Promise<number> {
  const gone = new Set(unused);
  const rest = pack.contents.filter(({ hash }) => !gone.has(hash));
  let left = 0;
  if (rest.length > 0) {
    const whole = Buffer.from(await files.read(pack.file));
    const smaller = await packs.write(
      rest.map(({ hash, at: start, length }) => [hash, whole.subarray(start, start + length)]),
    );
    await files.touch(smaller.file, new Date(at));
    left = smaller.size;
  }
  await packs.remove(pack);
  return pack.size - left;
}
