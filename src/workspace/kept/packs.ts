import { randomBytes } from 'node:crypto';
import { basename, join } from 'node:path';
import type { ObjectFiles } from './objectFiles';
import { asPack, listPack, type Packed } from './pack';
import { PARTIAL, writeUnder } from './writeUnder';

const PACK = 'pack-';

export interface PackFile {
  readonly file: string;
  readonly size: number;
  readonly contents: readonly Packed[];
}

export interface InPack extends Packed {
  readonly pack: PackFile;
}

/** The packs in a folder; those that another process has written since are found when something is looked for in vain. */
export class Packs {
  readonly #folder: string;
  readonly #files: ObjectFiles;
  readonly #packs = new Map<string, PackFile>();
  readonly #byHash = new Map<string, InPack[]>();
  #reading: Promise<void> | undefined;

  constructor(folder: string, files: ObjectFiles) {
    this.#folder = folder;
    this.#files = files;
  }

  get all(): Iterable<PackFile> {
    return this.#packs.values();
  }

  /** The places of a content, as far as packs have been read. */
  known(hash: string): readonly InPack[] {
    return this.#byHash.get(hash) ?? [];
  }

  /** Reads the packs that are new and forgets those that are gone. Their names are on the disk itself then. */
  refresh(): Promise<void> {
    this.#reading ??= this.#read().finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  /** Durable when it resolves. */
  async write(contents: readonly (readonly [hash: string, packed: Uint8Array])[]): Promise<PackFile> {
    const content = asPack(contents);
    const name = `${PACK}${Date.now()}-${randomBytes(6).toString('hex')}`;
    const file = join(this.#folder, name);
    const partial = join(this.#folder, `${PARTIAL}${name}`);
    await writeUnder(this.#files, { partial, file }, content, () => this.#files.syncFolder(this.#folder));
    const pack = { file, size: content.length, contents: await listPack(this.#files, file, content.length) };
    this.#add(name, pack);
    return pack;
  }

  async remove(pack: PackFile): Promise<void> {
    await this.#files.remove(pack.file);
    this.#forget(basename(pack.file), pack);
  }

  /** A content in it is damaged: it is not looked for there any more. */
  distrust({ hash, pack }: InPack): void {
    this.#dropFrom(hash, pack);
  }

  async #read(): Promise<void> {
    const names = new Set((await this.#files.names(this.#folder)).filter((name) => name.startsWith(PACK)));
    for (const [name, pack] of this.#packs) if (!names.has(name)) this.#forget(name, pack);
    const fresh = [...names].filter((name) => !this.#packs.has(name));
    if (fresh.length === 0) return;
    // Whoever wrote them may have died before they were sure to stay.
    await this.#files.syncFolder(this.#folder);
    for (const name of fresh) {
      const file = join(this.#folder, name);
      const found = await this.#files.stat(file);
      if (found) this.#add(name, { file, size: found.size, contents: await listPack(this.#files, file, found.size) });
    }
  }

  #add(name: string, pack: PackFile): void {
    if (this.#packs.has(name)) return;
    this.#packs.set(name, pack);
    for (const packed of pack.contents) {
      const places = this.#byHash.get(packed.hash);
      if (places) places.push({ ...packed, pack });
      else this.#byHash.set(packed.hash, [{ ...packed, pack }]);
    }
  }

  #forget(name: string, pack: PackFile): void {
    this.#packs.delete(name);
    for (const { hash } of pack.contents) this.#dropFrom(hash, pack);
  }

  #dropFrom(hash: string, pack: PackFile): void {
    const rest = this.known(hash).filter((place) => place.pack !== pack);
    if (rest.length > 0) this.#byHash.set(hash, rest);
    else this.#byHash.delete(hash);
  }
}
