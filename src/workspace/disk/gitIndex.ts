import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { contentHashOf, workingTreeOf } from './gitPlace';
import { IndexFiles } from './indexFiles';

const LARGEST_CONTENT = 16 << 20;

/**
 * What git has of the files of a folder, which may lie anywhere in a working tree: their names, and the names of their contents.
 * Only files of git are read, no program of git is run, since its settings may name others. Where anything is not as expected, nothing is known.
 */
export class GitIndex {
  readonly #contents: ReadonlyMap<string, string>;
  readonly #objects: string;
  readonly #hash: 'sha1' | 'sha256';
  #newestPack: Promise<number> | undefined;

  private constructor(contents: ReadonlyMap<string, string>, objects: string, hash: 'sha1' | 'sha256') {
    this.#contents = contents;
    this.#objects = objects;
    this.#hash = hash;
  }

  static async read(folder: string, files = new IndexFiles()): Promise<GitIndex | undefined> {
    try {
      const tree = await workingTreeOf(folder);
      if (!tree) return undefined;
      const hash = await contentHashOf(tree);
      const contents = await files.contentsIn(tree.own, hash);
      return contents && new GitIndex(below(relative(tree.root, folder), contents), join(tree.common, 'objects'), hash);
    } catch {
      return undefined;
    }
  }

  hasFile(path: string): boolean {
    return this.#contents.has(path);
  }

  /** A file, or one in a folder of this name. */
  has(path: string): boolean {
    if (this.hasFile(path)) return true;
    for (const name of this.#contents.keys()) if (name.startsWith(`${path}/`)) return true;
    return false;
  }

  /** Whether git has this very content of a file, and had it before a moment already. */
  async hadBefore(path: string, content: Buffer, moment: number): Promise<boolean> {
    const name = this.#contents.get(path);
    if (name === undefined || content.length > LARGEST_CONTENT) return false;
    const isIt = (bytes: Buffer): boolean => name === nameOf(bytes, this.#hash);
    if (!isIt(content) && !isIt(withUnixEnds(content))) return false;
    const written = await bornAt(join(this.#objects, name.slice(0, 2), name.slice(2)));
    if (written !== undefined) return written < moment;
    this.#newestPack ??= this.#readNewestPack();
    return (await this.#newestPack) < moment;
  }

  async #readNewestPack(): Promise<number> {
    const folder = join(this.#objects, 'pack');
    const names = await readdir(folder).catch(() => []);
    const times = await Promise.all(names.map((name) => bornAt(join(folder, name))));
    // Without any pack nobody knows where the content is.
    return times.reduce<number>((newest, time) => Math.max(newest, time ?? 0), names.length === 0 ? Infinity : 0);
  }
}

/** When a file was made; its content being asked for again sets other times only. */
async function bornAt(file: string): Promise<number | undefined> {
  const found = await stat(file).catch(() => undefined);
  return found && (found.birthtimeMs > 0 ? found.birthtimeMs : found.mtimeMs);
}

const nameOf = (content: Buffer, hash: 'sha1' | 'sha256'): string =>
  createHash(hash).update(`blob ${content.length}\0`).update(content).digest('hex');

const withUnixEnds = (content: Buffer): Buffer =>
  Buffer.from(content.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');

/** Those in a folder, by their paths from there: git names everything from the top of the working tree. */
function below(folder: string, contents: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  if (folder === '') return contents;
  const prefix = `${folder.split(sep).join('/')}/`;
  const found = [...contents].filter(([path]) => path.startsWith(prefix));
  return new Map(found.map(([path, content]) => [path.slice(prefix.length), content]));
}
