import { createHash } from 'node:crypto';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { deflateRaw, inflateRaw } from 'node:zlib';
import { Problem } from '../../domain/problem';
import { codeOf } from '../disk/fsCode';
import { collect, type Collected } from './collect';
import { LooseObjects } from './looseObjects';
import { objectFiles, type ObjectFiles } from './objectFiles';
import { Packs } from './packs';
import { textOf } from './text';

const compress = promisify(deflateRaw);
const expand = promisify(inflateRaw);

const LARGEST_EXPANDED = 64 << 20;
/** So many at once, and they share a file. */
const FEWEST_IN_PACK = 4;
/** Not there, no file, or ended too early, which has no code: looking again later would tell the same. */
const IS_NONE = ['ENOENT', 'ENOTDIR', 'EISDIR', ''];

/**
 * The content of small text files by its hash, compressed, so that what was recorded can be compared and restored (rules
 * K1 to K5). What comes alone has a file of its own, what comes together shares one. Such a file is complete under its name
 * or not there at all.
 */
export class KeptContent {
  readonly #folder: string;
  readonly #files: ObjectFiles;
  readonly #loose: LooseObjects;
  readonly #packs: Packs;
  /** What is being written. */
  readonly #writing = new Map<string, Promise<void>>();
  /** What a collection that is on its way removes, and what it must leave because somebody has asked for it since. */
  readonly #dropping = new Map<string, Promise<void>>();
  readonly #wanted = new Set<string>();
  /** What is being looked for, by how many. */
  readonly #asked = new Map<string, number>();
  #isCollecting = false;
  #isThereToStay = false;
  #bytes: number | undefined;
  #counting: Promise<void> | undefined;
  /** What was found damaged: as good as not kept, and written anew by whoever keeps it next. */
  readonly #damaged = new Set<string>();

  constructor(folder: string, files: ObjectFiles = objectFiles) {
    this.#folder = folder;
    this.#files = files;
    this.#loose = new LooseObjects(folder, files);
    this.#packs = new Packs(folder, files);
  }

  async has(hash: string): Promise<boolean> {
    const isLoose = !this.#damaged.has(hash) && (await this.#files.stat(this.#loose.fileOf(hash))) !== undefined;
    return isLoose || (await this.#isPacked(hash));
  }

  /** Whether it is kept for sure; it is young again then, so that a collection leaves it. */
  async renew(hash: string): Promise<boolean> {
    if (this.#packs.known(hash).length === 0) await this.#packs.refresh();
    return this.#renewKnown(hash);
  }

  /** Keeps contents that hash to these; durable when it resolves. */
  async keepAll(contents: ReadonlyMap<string, Uint8Array>): Promise<void> {
    await this.#prepare();
    await this.#packs.refresh();
    const missing = await Promise.all(
      [...contents].map(async (content) => ((await this.#renewKnown(content[0])) ? [] : [content])),
    );
    // From here to the beginning of writing nobody else has a turn.
    const mine = missing.flat().filter(([hash]) => !this.#writing.has(hash));
    const theirs = missing.flat().flatMap(([hash]) => this.#writing.get(hash) ?? []);
    await Promise.all([this.#write(mine), ...theirs]);
  }

  keep(hash: string, content: Uint8Array): Promise<void> {
    return this.keepAll(new Map([[hash, content]]));
  }

  /** The text, or nothing where it was not kept, was dropped, is damaged, or is none. */
  async text(hash: string): Promise<string | undefined> {
    const content = await this.content(hash);
    return content && textOf(content);
  }

  /** Whatever hashes to this, if it is kept and whole. Looking removes nothing (rules K2, G4). */
  async content(hash: string): Promise<Uint8Array | undefined> {
    const file = this.#loose.fileOf(hash);
    let unreadable: unknown;
    const note = (error: unknown): undefined => {
      if (!IS_NONE.includes(codeOf(error))) unreadable = error;
    };
    const packed = await this.#files.read(file).catch(note);
    const loose = packed && (await unpacked(packed, hash));
    if (loose) return loose;
    // Whoever keeps the same content next writes it anew.
    if (packed) this.#damaged.add(hash);
    await this.#isPacked(hash);
    for (const place of [...this.#packs.known(hash)]) {
      const { pack, at, length } = place;
      const part = await this.#files.readPart(pack.file, at, length).catch(note);
      const content = part && (await unpacked(part, hash));
      if (content) return content;
      if (unreadable === undefined) this.#packs.distrust(place);
    }
    if (unreadable !== undefined) throw notJustNow(unreadable);
    return undefined;
  }

  /** How much is kept, in bytes on disk; counted once, then kept up to date. */
  async isOver(quota: number): Promise<boolean> {
    this.#counting ??= this.#count();
    await this.#counting;
    return (this.#bytes ?? 0) > quota;
  }

  /** Makes room, the oldest first; what is in use, or has been asked for meanwhile, stays whatever it takes. */
  async collect(quota: number, isInUse: (hash: string) => boolean, now = Date.now()): Promise<Collected> {
    this.#isCollecting = true;
    for (const hash of this.#asked.keys()) this.#wanted.add(hash);
    try {
      const collected = await collect(quota, now, {
        files: this.#files,
        folder: this.#folder,
        loose: this.#loose,
        packs: this.#packs,
        isInUse: (hash) => this.#wanted.has(hash) || this.#writing.has(hash) || isInUse(hash),
        drop: (hashes, work) => this.#drop(hashes, work),
      });
      this.#bytes = collected.bytes;
      return collected;
    } finally {
      this.#isCollecting = false;
      this.#wanted.clear();
    }
  }

  async #drop(hashes: readonly string[], work: () => Promise<void>): Promise<void> {
    const dropping = work();
    const settled = dropping.catch(() => undefined);
    for (const hash of hashes) this.#dropping.set(hash, settled);
    try {
      await dropping;
    } finally {
      for (const hash of hashes) this.#dropping.delete(hash);
    }
  }

  async #renewKnown(hash: string): Promise<boolean> {
    if (this.#isCollecting) this.#wanted.add(hash);
    this.#asked.set(hash, (this.#asked.get(hash) ?? 0) + 1);
    try {
      await this.#dropping.get(hash);
      const now = new Date();
      const isThere =
        (!this.#damaged.has(hash) && (await this.#loose.touch(hash, now))) || (await this.#touchPack(hash, now));
      // A name that is there while it is being written may not be there to stay.
      const writing = this.#writing.get(hash);
      return await (writing ? writing.then(yes, no) : isThere);
    } finally {
      const others = (this.#asked.get(hash) ?? 1) - 1;
      if (others > 0) this.#asked.set(hash, others);
      else this.#asked.delete(hash);
    }
  }

  async #touchPack(hash: string, now: Date): Promise<boolean> {
    const [place] = this.#packs.known(hash);
    if (!place) return false;
    if (await this.#files.touch(place.pack.file, now)) return true;
    // Somebody has removed it.
    await this.#packs.refresh();
    return false;
  }

  async #isPacked(hash: string): Promise<boolean> {
    if (this.#packs.known(hash).length === 0) await this.#packs.refresh();
    return this.#packs.known(hash).length > 0;
  }

  /** The folder itself is there to stay before anything is in it; somebody may have removed it. */
  async #prepare(): Promise<void> {
    const isNew = await this.#files.makeFolder(this.#folder);
    if (!isNew && this.#isThereToStay) return;
    await this.#files.syncFolder(dirname(this.#folder));
    this.#isThereToStay = true;
  }

  #write(contents: readonly (readonly [hash: string, content: Uint8Array])[]): Promise<void> {
    if (contents.length === 0) return Promise.resolve();
    const writing = (async () => {
      const packed = await Promise.all(
        contents.map(async ([hash, content]) => [hash, await compress(content)] as const),
      );
      if (packed.length < FEWEST_IN_PACK) {
        for (const [hash, content] of packed) {
          await this.#loose.write(hash, content);
          this.#damaged.delete(hash);
        }
        this.#grow(packed.reduce((sum, [, { length }]) => sum + length, 0));
      } else this.#grow((await this.#packs.write(packed)).size);
    })();
    for (const [hash] of contents) this.#writing.set(hash, writing);
    return writing.finally(() => {
      for (const [hash] of contents) this.#writing.delete(hash);
    });
  }

  #grow(bytes: number): void {
    if (this.#bytes !== undefined) this.#bytes += bytes;
  }

  async #count(): Promise<void> {
    let bytes = 0;
    for await (const { size } of this.#loose.all()) bytes += size;
    await this.#packs.refresh();
    for (const { size } of this.#packs.all) bytes += size;
    this.#bytes = bytes;
  }
}

/** With too many files open, for one: it says nothing about what is there. */
function notJustNow(error: unknown): Problem {
  const code = codeOf(error);
  return new Problem(
    'not_possible',
    `What is kept cannot be read just now (${code === '' ? 'unknown error' : code}).`,
    'It is still there; try again.',
  );
}

const yes = (): boolean => true;
const no = (): boolean => false;

/** undefined: it is not what its name says. */
async function unpacked(packed: Uint8Array, hash: string): Promise<Uint8Array | undefined> {
  const content = await expand(packed, { maxOutputLength: LARGEST_EXPANDED }).catch(() => undefined);
  return content && createHash('sha256').update(content).digest('hex') === hash ? content : undefined;
}
