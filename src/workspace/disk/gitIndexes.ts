import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import { GitIndex } from './gitIndex';
import type { IndexFiles } from './indexFiles';

/** A path as the repository that it lies in names it. */
export interface InGit {
  readonly index: GitIndex;
  readonly path: string;
}

/** What git has of the files in a folder, each by the innermost repository that it lies in, such as a submodule. */
export class GitIndexes {
  readonly #root: string;
  readonly #files: IndexFiles;
  readonly #whole: Promise<GitIndex | undefined>;
  readonly #inner = new Map<string, Promise<GitIndex | 'none' | 'away'>>();

  constructor(root: string, files: IndexFiles) {
    this.#root = root;
    this.#files = files;
    this.#whole = GitIndex.read(root, files);
  }

  async of(path: string): Promise<InGit | undefined> {
    const whole = await this.#whole;
    let found = whole && { index: whole, path };
    for (let at = path.indexOf('/'); at !== -1; at = path.indexOf('/', at + 1)) {
      const index = await this.#at(path.slice(0, at));
      if (index === 'away') break;
      if (index !== 'none') found = { index, path: path.slice(at + 1) };
    }
    return found;
  }

  #at(folder: string): Promise<GitIndex | 'none' | 'away'> {
    let index = this.#inner.get(folder);
    if (!index) {
      index = this.#read(folder);
      this.#inner.set(folder, index);
    }
    return index;
  }

  /** A link may lead out of the folder, and what is below it is not looked at (rule F4). */
  async #read(folder: string): Promise<GitIndex | 'none' | 'away'> {
    const real = join(this.#root, folder);
    const found = await lstat(real).catch(() => undefined);
    if (found?.isDirectory() !== true) return 'away';
    const own = await lstat(join(real, '.git')).catch(() => undefined);
    return (own && (await GitIndex.read(real, this.#files))) ?? 'none';
  }
}
