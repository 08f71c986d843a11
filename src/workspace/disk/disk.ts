import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { folderList } from '../../domain/evidence/folderList';
import type { Glob } from '../../domain/evidence/glob';
import { GitIndexes, type InGit } from './gitIndexes';
import { readContent, stampOf, type Content } from './content';
import { IgnoreRules } from './ignoreRules';
import { IndexFiles } from './indexFiles';
import { linkOn } from './linkOn';
import { Places, unreadable, type Found } from './place';
import type { FolderFile, NotSeen, Seen, SeenFile } from '../../domain/evidence/seen';
import { Slots } from './slots';
import { SYSTEM } from './system';
import { filesBelow, WalkIncomplete } from './walk';

const AT_ONCE = 8;
const MOST_REMEMBERED = 50_000;
/** A file that changed this shortly before it was read may change again without a trace in its times. */
const FINE_MARGIN_MS = 100;
const COARSE_MARGIN_MS = 2_100;
const LARGEST_FOLDER = 20_000;
const LONGEST_WALK_MS = 20_000;
/** What is small enough is in memory until the look is over: it may be wanted again, to be kept. */
const SMALL = 64 * 1024;
const MOST_HELD = 16 << 20;
/** In the place of bytes in a name that are no UTF-8. */
const NO_TEXT = '\ufffd';

/** A content that was known of a file in an earlier session. */
export interface KnownContent {
  readonly path: string;
  readonly stamp: string;
  readonly hash: string;
}

/** Hears of each path before it is looked at, and after. */
export interface Tally {
  found(): void;
  seen(): void;
}

interface Remembered {
  readonly stamp: string;
  readonly hash: string;
}

/** The files of one workspace folder: what is in them, and nothing outside of it. */
export class Disk {
  readonly root: string;
  readonly indexFiles = new IndexFiles();
  readonly #slots = new Slots(AT_ONCE);
  readonly #remembered = new Map<string, Remembered>();
  constructor(folder: string) {
    this.root = realRoot(folder);
  }

  /** One round of looking. */
  look(signal: AbortSignal, ignored: readonly string[] = [], tally?: Tally): DiskLook {
    const places = new Places(this.root, TAKES_OTHER_NAMES, SYSTEM);
    return new DiskLook(this, places, new IgnoreRules(this.root, ignored), signal, tally);
  }

  /** What was known before this process began; what has been read since counts more. */
  recall(contents: Iterable<KnownContent>): void {
    for (const { path, stamp, hash } of contents) {
      const real = join(this.root, path);
      if (!this.#remembered.has(real)) this.#keepInMind(real, { stamp, hash });
    }
  }

  /** The content of a file: known from before if nothing about it has changed, else read (rule F3). */
  async contentOf(found: Found, signal: AbortSignal, hold?: (bytes: Buffer) => void): Promise<SeenFile | NotSeen> {
    const stamp = stampOf(found.stat);
    const known = this.#remembered.get(found.real);
    if (known?.stamp === stamp) return asSeen(known.hash, found.stat, stamp);
    return this.#slots.use(async () => {
      const began = Date.now();
      signal.throwIfAborted();
      const read = await readContent(found.real, found.stat, signal, hold !== undefined);
      if (read.kind !== 'content') return read;
      if (read.bytes) hold?.(read.bytes);
      const lasting = isTelling(read, began) ? stampOf(read.stat) : null;
      this.#remembered.delete(found.real);
      if (lasting !== null) this.#keepInMind(found.real, { stamp: lasting, hash: read.hash });
      return asSeen(read.hash, read.stat, lasting);
    });
  }

  #keepInMind(real: string, content: Remembered): void {
    this.#remembered.set(real, content);
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
  readonly #held = new Map<string, Buffer>();
  #heldBytes = 0;
  #git: GitIndexes | undefined;
  readonly #tally: Tally | undefined;

  constructor(disk: Disk, places: Places, rules: IgnoreRules, signal: AbortSignal, tally?: Tally) {
    this.#disk = disk;
    this.#places = places;
    this.rules = rules;
    this.#signal = signal;
    this.#tally = tally;
  }

  /** `except`: files of a folder that do not count for it. */
  async see(path: string, except?: (path: string) => boolean): Promise<Seen> {
    this.#tally?.found();
    const seen = await this.#look(path, except);
    this.#tally?.seen();
    return seen;
  }

  async #look(path: string, except: ((path: string) => boolean) | undefined): Promise<Seen> {
    const found = await this.#places.find(path);
    this.#signal.throwIfAborted();
    if (found.kind === 'file') return this.#contentOf(found);
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

  /** What git has of a path, where it has anything of the folders that it lies in. */
  git(path: string): Promise<InGit | undefined> {
    this.#git ??= new GitIndexes(this.#disk.root, this.#disk.indexFiles);
    return this.#git.of(path);
  }

  /** The content of a small file, if it was read in this look. */
  held(hash: string): Buffer | undefined {
    return this.#held.get(hash);
  }

  /** A small file as a whole; undefined where it does not have this content any more. */
  async read(path: string, hash: string): Promise<Buffer | undefined> {
    const found = await this.#places.find(path);
    if (found.kind !== 'file') return undefined;
    const content = await readContent(found.real, found.stat, this.#signal, true);
    return content.kind === 'content' && content.hash === hash ? content.bytes : undefined;
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
      if (error instanceof WalkIncomplete) return undefined;
      throw error;
    }
    return found;
  }

  /** One match after the other; throws WalkIncomplete where not everything can be looked through. */
  async *matching(glob: Glob, until: number): AsyncGenerator<string> {
    const base = glob.base === '' ? undefined : await this.#places.find(glob.base);
    if (base?.kind === 'file' && glob.matches(glob.base)) yield glob.base;
    // What may not be looked at is not known to be missing.
    if (base?.kind === 'unreadable') throw new WalkIncomplete(`${glob.base}: ${base.reason}`);
    if (base !== undefined && base.kind !== 'directory') return;
    const limits = { entries: LARGEST_FOLDER, until };
    for await (const path of filesBelow(
      this.#disk.root,
      glob.base,
      await this.rules.within(glob.base),
      this.#signal,
      limits,
    )) {
      if (glob.matches(path)) yield path;
    }
  }

  /** What is in a folder and is not left out; throws WalkIncomplete where not everything can be looked through. */
  async *within(folder: string, until: number): AsyncGenerator<string> {
    if (folder !== '') {
      const found = await this.#places.find(folder);
      if (found.kind === 'unreadable') throw new WalkIncomplete(`${folder}: ${found.reason}`);
      if (
        found.kind !== 'directory' ||
        (await this.linkOn(folder)) !== undefined ||
        (await this.rules.ignores(folder, true))
      )
        return;
    }
    yield* filesBelow(this.#disk.root, folder, this.rules, this.#signal, { entries: LARGEST_FOLDER, until });
  }

  async #seeFolder(path: string, found: Found, except: ((path: string) => boolean) | undefined): Promise<Seen> {
    const paths: string[] = [];
    const limits = { entries: LARGEST_FOLDER, until: Date.now() + LONGEST_WALK_MS };
    try {
      for await (const file of filesBelow(this.#disk.root, path, await this.rules.within(path), this.#signal, limits)) {
        if (!except?.(file)) paths.push(file);
      }
    } catch (error) {
      if (error instanceof WalkIncomplete) return unreadable(error.reason);
      throw error;
    }
    const seen = await Promise.all(paths.sort().map(async (file) => ({ file, seen: await this.#seeInner(file) })));
    const files: FolderFile[] = [];
    for (const { file, seen: inner } of seen) {
      if (inner.kind === 'unreadable') return unreadable(`${file.slice(path.length + 1)}: ${inner.reason}`);
      if (inner.kind === 'missing' && file.includes(NO_TEXT)) return unreadable(`a name in it is no text: ${file}`);
      if (inner.kind === 'file') files.push({ path: file, ...contentOf(inner) });
    }
    return {
      kind: 'directory',
      hash: createHash('sha256').update(folderList(path, files)).digest('hex'),
      size: files.reduce((sum, { size }) => sum + size, 0),
      files,
      ctimeMs: ms(found.stat.ctimeNs),
    };
  }

  /** A link to a folder, which may be the one that it lies in, is no file of it. */
  async #seeInner(file: string): Promise<SeenFile | NotSeen | { readonly kind: 'directory' }> {
    const found = await this.#places.find(file);
    return found.kind === 'file' ? this.#contentOf(found) : found;
  }

  async #contentOf(found: Found): Promise<SeenFile | NotSeen> {
    if (Number(found.stat.size) > SMALL || this.#heldBytes > MOST_HELD)
      return this.#disk.contentOf(found, this.#signal);
    let bytes: Buffer | undefined;
    const seen = await this.#disk.contentOf(found, this.#signal, (whole) => (bytes = whole));
    if (seen.kind === 'file' && bytes && !this.#held.has(seen.hash)) {
      this.#held.set(seen.hash, bytes);
      this.#heldBytes += bytes.length;
    }
    return seen;
  }
}

const contentOf = ({ hash, size, ctimeMs, stamp }: SeenFile) => ({ hash, size, ctimeMs, stamp });

const ms = (ns: bigint): number => Number(ns / 1_000_000n);

/**
 * Whether the times of a file would show a change from now on (rule F3). Where they are coarse and the disk tells no time of
 * its own, as FAT does not, any program can set them back.
 */
function isTelling({ stat }: Content, readAt: number): boolean {
  const isCoarse = stat.mtimeNs % 1_000_000n === 0n;
  if (isCoarse && stat.mtimeNs === stat.ctimeNs) return false;
  const changed = Math.max(ms(stat.mtimeNs), ms(stat.ctimeNs));
  return changed + (isCoarse ? COARSE_MARGIN_MS : FINE_MARGIN_MS) <= readAt;
}

const asSeen = (hash: string, stat: Content['stat'], stamp: string | null): SeenFile => ({
  kind: 'file',
  hash,
  size: Number(stat.size),
  mtimeMs: ms(stat.mtimeNs),
  ctimeMs: ms(stat.ctimeNs),
  bornMs: ms(stat.birthtimeNs),
  stamp,
});

/** The folder itself may be reached through links; everything below it is held against where it really is. */
function realRoot(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    return folder;
  }
}

/**
 * Where the system itself takes one name for another, whatever the disk: letters composed otherwise, and on Windows short
 * names, streams of a file, dots and spaces at the end.
 */
const TAKES_OTHER_NAMES = SYSTEM === 'windows' || process.platform === 'darwin';
