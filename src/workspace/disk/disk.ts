import { createHash } from 'node:crypto';
import { lstatSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Glob } from '../../domain/evidence/glob';
import { readContent, stampOf, type Content } from './content';
import { IgnoreRules } from './ignoreRules';
import { linkOn } from './linkOn';
import { Places, unreadable, type Found } from './place';
import type { NotSeen, Seen, SeenFile } from '../../domain/evidence/seen';
import { Slots } from './slots';
import { filesBelow, WalkTooLong } from './walk';

const AT_ONCE = 8;
const MOST_REMEMBERED = 50_000;
/** A file that changed this shortly before it was read may change again without a trace in its times. */
const FINE_MARGIN_MS = 100;
const COARSE_MARGIN_MS = 2_100;
const LARGEST_FOLDER = 20_000;
const LONGEST_WALK_MS = 20_000;

interface Remembered {
  readonly stamp: string;
  readonly hash: string;
}

/** The files of one workspace folder: what is in them, and nothing outside of it. */
export class Disk {
  readonly root: string;
  readonly #slots = new Slots(AT_ONCE);
  readonly #remembered = new Map<string, Remembered>();
  #ignoresCase: boolean | undefined;

  constructor(folder: string) {
    this.root = realRoot(folder);
  }

  /** One round of looking. */
  look(signal: AbortSignal, ignored: readonly string[] = []): DiskLook {
    this.#ignoresCase ??= ignoresCase(this.root);
    return new DiskLook(this, new Places(this.root, this.#ignoresCase), new IgnoreRules(this.root, ignored), signal);
  }

  /** The content of a file: known from before if nothing about it has changed, else read (rule F3). */
  async contentOf(found: Found, signal: AbortSignal): Promise<SeenFile | NotSeen> {
    const stamp = stampOf(found.stat);
    const known = this.#remembered.get(found.real);
    if (known?.stamp === stamp) return asSeen(known.hash, found.stat);
    const content = await this.#slots.use(async () => {
      const began = Date.now();
      signal.throwIfAborted();
      const read = await readContent(found.real, found.stat, signal);
      if (read.kind === 'content') this.#remember(found.real, read, began);
      return read;
    });
    return content.kind === 'content' ? asSeen(content.hash, content.stat) : content;
  }

  #remember(real: string, { hash, stat }: Content, readAt: number): void {
    this.#remembered.delete(real);
    const changed = Math.max(ms(stat.mtimeNs), ms(stat.ctimeNs));
    const margin = stat.mtimeNs % 1_000_000n === 0n ? COARSE_MARGIN_MS : FINE_MARGIN_MS;
    if (changed + margin > readAt) return;
    this.#remembered.set(real, { stamp: stampOf(stat), hash });
    if (this.#remembered.size > MOST_REMEMBERED) {
      const [oldest] = this.#remembered.keys();
      if (oldest !== undefined) this.#remembered.delete(oldest);
    }
  }
}

/** One look around: folders, names and rules that were seen once in it are not asked for again. */
export class DiskLook {
  readonly rules: IgnoreRules;
  readonly #disk: Disk;
  readonly #places: Places;
  readonly #signal: AbortSignal;

  constructor(disk: Disk, places: Places, rules: IgnoreRules, signal: AbortSignal) {
    this.#disk = disk;
    this.#places = places;
    this.rules = rules;
    this.#signal = signal;
  }

  /** `except`: files of a folder that do not count for it. */
  async see(path: string, except?: (path: string) => boolean): Promise<Seen> {
    const found = await this.#places.find(path);
    if (found.kind === 'file') return this.#disk.contentOf(found, this.#signal);
    if (found.kind === 'directory') return this.#seeFolder(path, found, except);
    return found;
  }

  /** Where something lies, without looking into it. */
  find(path: string): Promise<Found | NotSeen> {
    return this.#places.find(path);
  }

  /** The part of a path that is a link: what is written there lands somewhere else. */
  linkOn(path: string): Promise<string | undefined> {
    return linkOn(this.#disk.root, path);
  }

  /** A small file as a whole; undefined where it does not have this content any more. */
  async read(path: string, hash: string): Promise<Buffer | undefined> {
    const found = await this.#places.find(path);
    if (found.kind !== 'file') return undefined;
    const pieces: Buffer[] = [];
    const content = await readContent(found.real, found.stat, this.#signal, (piece) => pieces.push(Buffer.from(piece)));
    return content.kind === 'content' && content.hash === hash ? Buffer.concat(pieces) : undefined;
  }

  /** What the same text would hash to with the line ends of other systems. */
  hashesWithOtherLineEnds(content: Buffer): string[] {
    const unix = content.toString('latin1').replaceAll('\r\n', '\n');
    return [unix, unix.replaceAll('\n', '\r\n')].map((text) =>
      createHash('sha256').update(Buffer.from(text, 'latin1')).digest('hex'),
    );
  }

  /** All files that a glob finds, or the first ones; undefined where there are more than can be looked through. */
  async matches(glob: Glob, most: number, until: number): Promise<string[] | undefined> {
    const found: string[] = [];
    try {
      for await (const path of this.matching(glob, until)) {
        found.push(path);
        if (found.length >= most) break;
      }
    } catch (error) {
      if (error instanceof WalkTooLong) return undefined;
      throw error;
    }
    return found;
  }

  /** One match after the other; throws WalkTooLong where there is more than can be looked through. */
  async *matching(glob: Glob, until: number): AsyncGenerator<string> {
    const base = glob.base === '' ? undefined : await this.#places.find(glob.base);
    if (base?.kind === 'file' && glob.matches(glob.base)) yield glob.base;
    if (base !== undefined && base.kind !== 'directory') return;
    const limits = { entries: LARGEST_FOLDER, until };
    for await (const path of filesBelow(this.#disk.root, glob.base, this.rules, this.#signal, limits)) {
      if (glob.matches(path)) yield path;
    }
  }

  async #seeFolder(path: string, found: Found, except: ((path: string) => boolean) | undefined): Promise<Seen> {
    const paths: string[] = [];
    const limits = { entries: LARGEST_FOLDER, until: Date.now() + LONGEST_WALK_MS };
    try {
      for await (const file of filesBelow(this.#disk.root, path, this.rules, this.#signal, limits)) {
        if (!except?.(file)) paths.push(file);
      }
    } catch (error) {
      if (error instanceof WalkTooLong) return unreadable(`it has more than ${LARGEST_FOLDER} files`);
      throw error;
    }
    const seen = await Promise.all(paths.sort().map(async (file) => ({ file, seen: await this.see(file) })));
    const sum = createHash('sha256');
    let size = 0;
    for (const { file, seen: inner } of seen) {
      if (inner.kind === 'unreadable') return unreadable(`${file.slice(path.length + 1)}: ${inner.reason}`);
      if (inner.kind !== 'file') continue;
      size += inner.size;
      sum.update(`${file.slice(path.length + 1)}\0${inner.hash}\n`);
    }
    return {
      kind: 'directory',
      hash: sum.digest('hex'),
      size,
      files: paths.length,
      ctimeMs: ms(found.stat.ctimeNs),
    };
  }
}

const ms = (ns: bigint): number => Number(ns / 1_000_000n);

const asSeen = (hash: string, stat: Content['stat']): SeenFile => ({
  kind: 'file',
  hash,
  size: Number(stat.size),
  mtimeMs: ms(stat.mtimeNs),
  ctimeMs: ms(stat.ctimeNs),
});

/** The folder itself may be reached through links; everything below it is held against where it really is. */
function realRoot(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    return folder;
  }
}

/** Whether the disk takes two names that differ in case for one; told by the folder's own name. */
function ignoresCase(root: string): boolean {
  const name = basename(root);
  const other = name === name.toUpperCase() ? name.toLowerCase() : name.toUpperCase();
  if (other === name) return process.platform === 'win32' || process.platform === 'darwin';
  const own = lstatSync(root, { throwIfNoEntry: false });
  const same = lstatSync(join(dirname(root), other), { throwIfNoEntry: false });
  return own !== undefined && same?.ino === own.ino && same.dev === own.dev;
}
