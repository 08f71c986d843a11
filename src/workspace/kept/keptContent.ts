import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, opendir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { Problem } from '../../domain/problem';
import { codeOf } from '../disk/fsCode';
import { textOf } from './text';

const compress = promisify(deflateRaw);
const expand = promisify(inflateRaw);

/** What was just kept is not yet named by the store, and no collection takes it. */
const YOUNG_MS = 15 * 60_000;
const LARGEST_EXPANDED = 64 << 20;
const PARTIAL = 'partial-';

export interface Collected {
  readonly dropped: number;
  readonly droppedBytes: number;
  /** What stays, in bytes on disk. */
  readonly bytes: number;
}

/**
 * The content of small text files by its hash, compressed, so that what was recorded can be compared and restored (rules
 * K1 to K5). A file is complete under its name or not there at all.
 */
export class KeptContent {
  readonly #folder: string;
  #bytes: number | undefined;
  #counting: Promise<void> | undefined;
  /** What was found damaged: as good as not kept, and written anew by whoever keeps it next. */
  readonly #damaged = new Set<string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  async has(hash: string): Promise<boolean> {
    return !this.#damaged.has(hash) && (await sizeOf(this.#place(hash).file)) !== undefined;
  }

  /** Whether it is kept; it is young again then, so that a collection on its way leaves it. */
  async renew(hash: string): Promise<boolean> {
    if (this.#damaged.has(hash)) return false;
    const now = new Date();
    try {
      await utimes(this.#place(hash).file, now, now);
      return true;
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') throw error;
      return false;
    }
  }

  /** Keeps a content that hashes to this; durable when it resolves. */
  async keep(hash: string, content: Uint8Array): Promise<void> {
    const { folder, file } = this.#place(hash);
    if (await this.renew(hash)) return;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const packed = await compress(content);
    const partial = join(folder, `${PARTIAL}${process.pid}-${randomBytes(6).toString('hex')}`);
    try {
      const handle = await open(partial, 'wx', 0o600);
      try {
        await handle.writeFile(packed);
        await handle.sync();
      } finally {
        await handle.close();
      }
      await rename(partial, file);
      this.#damaged.delete(hash);
      await syncFolder(folder);
    } catch (error) {
      await rm(partial, { force: true });
      throw error;
    }
    if (this.#bytes !== undefined) this.#bytes += packed.length;
  }

  /** The text, or nothing where it was not kept, was dropped, or is damaged. Looking removes nothing (rule G4). */
  async text(hash: string): Promise<string | undefined> {
    const packed = await this.#read(hash);
    if (!packed) return undefined;
    const content = await expand(packed, { maxOutputLength: LARGEST_EXPANDED }).catch(() => undefined);
    if (content && createHash('sha256').update(content).digest('hex') === hash) return textOf(content);
    this.#damaged.add(hash);
    return undefined;
  }

  /** That it cannot be read now, with too many files open for one, says nothing about what is there. */
  async #read(hash: string): Promise<Buffer | undefined> {
    try {
      return await readFile(this.#place(hash).file);
    } catch (error) {
      const code = codeOf(error);
      if (code === 'ENOENT') return undefined;
      throw new Problem(
        'not_possible',
        `What is kept cannot be read just now (${code === '' ? 'unknown error' : code}).`,
        'It is still there; try again.',
      );
    }
  }

  /** How much is kept, in bytes on disk; counted once, then kept up to date. */
  async isOver(quota: number): Promise<boolean> {
    this.#counting ??= this.#count();
    await this.#counting;
    return (this.#bytes ?? 0) > quota;
  }

  async #count(): Promise<void> {
    let bytes = 0;
    for await (const { size } of this.#all()) bytes += size;
    this.#bytes = bytes;
  }

  /** Makes room, the oldest first; what is in use stays whatever it takes. */
  async collect(quota: number, isInUse: (hash: string) => boolean, now = Date.now()): Promise<Collected> {
    const kept: { hash: string; file: string; size: number; at: number }[] = [];
    let bytes = 0;
    for await (const entry of this.#all()) {
      if (entry.isPartial) {
        if (entry.at < now - YOUNG_MS) await rm(entry.file, { force: true });
        continue;
      }
      bytes += entry.size;
      kept.push(entry);
    }
    let dropped = 0;
    let droppedBytes = 0;
    for (const { hash, file, size, at } of kept.sort((a, b) => a.at - b.at)) {
      if (bytes <= quota || at > now - YOUNG_MS) break;
      if (isInUse(hash)) continue;
      await rm(file, { force: true });
      bytes -= size;
      droppedBytes += size;
      dropped++;
    }
    this.#bytes = bytes;
    return { dropped, droppedBytes, bytes };
  }

  async *#all(): AsyncGenerator<{ hash: string; file: string; size: number; at: number; isPartial: boolean }> {
    for await (const folder of entriesOf(this.#folder)) {
      for await (const name of entriesOf(join(this.#folder, folder))) {
        const file = join(this.#folder, folder, name);
        const found = await stat(file).catch(() => undefined);
        if (!found?.isFile()) continue;
        yield { hash: folder + name, file, size: found.size, at: found.mtimeMs, isPartial: name.startsWith(PARTIAL) };
      }
    }
  }

  #place(hash: string): { folder: string; file: string } {
    const folder = join(this.#folder, hash.slice(0, 2));
    return { folder, file: join(folder, hash.slice(2)) };
  }
}

async function* entriesOf(folder: string): AsyncGenerator<string> {
  const directory = await opendir(folder).catch(() => undefined);
  if (!directory) return;
  for await (const entry of directory) yield entry.name;
}

async function sizeOf(file: string): Promise<number | undefined> {
  return (await stat(file).catch(() => undefined))?.size;
}

async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
