import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { ObjectFiles } from './objectFiles';
import { PARTIAL, writeUnder } from './writeUnder';

export interface LooseObject {
  readonly hash: string;
  readonly file: string;
  readonly size: number;
  readonly at: number;
  /** Never finished. */
  readonly isPartial: boolean;
}

/** Contents in files of their own, under the first letters of their hash. */
export class LooseObjects {
  readonly #folder: string;
  readonly #files: ObjectFiles;
  /** Folders whose names are known to be on the disk itself. */
  readonly #synced = new Set<string>();

  constructor(folder: string, files: ObjectFiles) {
    this.#folder = folder;
    this.#files = files;
  }

  fileOf(hash: string): string {
    return join(this.#folder, hash.slice(0, 2), hash.slice(2));
  }

  /** Sets its time; answers whether there is one that is sure to stay. */
  async touch(hash: string, at: Date): Promise<boolean> {
    const file = this.fileOf(hash);
    if (!(await this.#files.touch(file, at))) return false;
    const folder = dirname(file);
    if (this.#synced.has(folder)) return true;
    // Whoever wrote it may have died before its name was.
    await this.#files.syncFolder(folder);
    await this.#files.syncFolder(this.#folder);
    this.#synced.add(folder);
    return true;
  }

  /** Durable when it resolves. */
  async write(hash: string, packed: Uint8Array): Promise<void> {
    const file = this.fileOf(hash);
    const folder = dirname(file);
    const partial = join(folder, `${PARTIAL}${process.pid}-${randomBytes(6).toString('hex')}`);
    // It may have been removed by hand since.
    if (await this.#files.makeFolder(folder)) this.#synced.delete(folder);
    await writeUnder(this.#files, { partial, file }, packed, async () => {
      await this.#files.syncFolder(folder);
      if (!this.#synced.has(folder)) await this.#files.syncFolder(this.#folder);
      this.#synced.add(folder);
    });
  }

  async *all(): AsyncGenerator<LooseObject> {
    for (const folder of await this.#files.names(this.#folder)) {
      if (folder.length !== 2) continue;
      for (const name of await this.#files.names(join(this.#folder, folder))) {
        const file = join(this.#folder, folder, name);
        const found = await this.#files.stat(file);
        if (!found) continue;
        const isPartial = name.startsWith(PARTIAL);
        yield { hash: folder + name, file, size: found.size, at: found.mtimeMs, isPartial };
      }
    }
  }
}
