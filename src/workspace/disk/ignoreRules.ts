import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { STORE_FOLDER } from '../../domain/storeFolder';

const ALWAYS = ['.git', 'node_modules', STORE_FOLDER];
const LARGEST_IGNORE_FILE = 1 << 20;

/**
 * What is not looked at unless somebody claims it (rule F6): folders of tools, what git ignores, and patterns of one's own.
 * Made for one round of looking; the files of a folder are read when a path in it is asked about.
 */
export class IgnoreRules {
  readonly #root: string;
  readonly #own: Ignore;
  readonly #byFolder = new Map<string, Promise<Ignore | undefined>>();
  readonly #known = new Map<string, Promise<boolean>>();

  constructor(root: string, patterns: readonly string[] = []) {
    this.#root = root;
    this.#own = ignore({ allowRelativePaths: true }).add([...patterns]);
  }

  /** Whether a path is left out, itself or by a folder above it. */
  async ignores(path: string, isFolder = false): Promise<boolean> {
    const parts = path.split('/');
    if (parts.some((part) => ALWAYS.includes(part))) return true;
    for (let depth = 1; depth < parts.length; depth++) {
      if (await this.#isIgnored(parts.slice(0, depth).join('/'), true)) return true;
    }
    return this.#isIgnored(path, isFolder);
  }

  /** Of a path whose folder is not left out. */
  ignoresEntry(path: string, isFolder: boolean): Promise<boolean> {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return ALWAYS.includes(name) ? Promise.resolve(true) : this.#isIgnored(path, isFolder);
  }

  #isIgnored(path: string, isFolder: boolean): Promise<boolean> {
    const key = isFolder ? `${path}/` : path;
    let known = this.#known.get(key);
    if (!known) {
      known = this.#test(key);
      if (isFolder) this.#known.set(key, known);
    }
    return known;
  }

  /** The rules nearest to the path decide. */
  async #test(key: string): Promise<boolean> {
    if (this.#own.ignores(key)) return true;
    const parts = key.split('/').filter((part) => part !== '');
    for (let depth = parts.length - 1; depth >= 0; depth--) {
      const folder = parts.slice(0, depth).join('/');
      const rules = await this.#rulesOf(folder);
      if (!rules) continue;
      const result = rules.test(folder === '' ? key : key.slice(folder.length + 1));
      if (result.ignored) return true;
      if (result.unignored) return false;
    }
    return false;
  }

  #rulesOf(folder: string): Promise<Ignore | undefined> {
    let rules = this.#byFolder.get(folder);
    if (!rules) {
      rules = this.#read(folder);
      this.#byFolder.set(folder, rules);
    }
    return rules;
  }

  async #read(folder: string): Promise<Ignore | undefined> {
    const files = folder === '' ? ['.git/info/exclude', '.gitignore'] : ['.gitignore'];
    const texts = await Promise.all(files.map((name) => textOf(join(this.#root, folder, name))));
    const found = texts.filter((text) => text !== undefined);
    return found.length === 0 ? undefined : ignore({ allowRelativePaths: true }).add(found.join('\n'));
  }
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    const text = await readFile(file, 'utf8');
    return text.length > LARGEST_IGNORE_FILE ? undefined : text;
  } catch {
    return undefined;
  }
}
