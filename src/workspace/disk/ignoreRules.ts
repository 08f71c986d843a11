import { join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';
import { STORE_FOLDER } from '../../domain/storeFolder';
import { gitPlaceOf } from './gitPlace';
import { textOf } from './ordinaryFile';

const ALWAYS = ['.git', 'node_modules', STORE_FOLDER];

/**
 * What is not looked at unless somebody claims it (rule F6): folders of tools, what git ignores, and patterns of one's own.
 * Made for one round of looking; the files of a folder are read when a path in it is asked about.
 */
export class IgnoreRules {
  readonly #root: string;
  readonly #own: Ignore;
  readonly #byFolder = new Map<string, Promise<Ignore | undefined>>();
  #place: Promise<RulesPlace> | undefined;
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

  /** Whether it is left out by more than git's rules, which say nothing of a file that git has. */
  leavesOut(path: string): boolean {
    return path.split('/').some((part) => ALWAYS.includes(part)) || this.#own.ignores(path);
  }

  /** Of a path whose folder is not left out. */
  ignoresEntry(path: string, isFolder: boolean): Promise<boolean> {
    const name = path.slice(path.lastIndexOf('/') + 1);
    return ALWAYS.includes(name) ? Promise.resolve(true) : this.#isIgnored(path, isFolder);
  }

  /** For a look into a folder that somebody has named: what is in it counts though git ignores it (rule F6). */
  async within(folder: string): Promise<Pick<IgnoreRules, 'ignoresEntry'>> {
    if (folder === '' || !(await this.ignores(folder, true))) return this;
    return { ignoresEntry: (path) => Promise.resolve(ALWAYS.includes(path.slice(path.lastIndexOf('/') + 1))) };
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

  /** The rules nearest to the path decide; those of folders above the workspace folder are git's too. */
  async #test(key: string): Promise<boolean> {
    if (this.#own.ignores(key)) return true;
    this.#place ??= placeOf(this.#root);
    const { top, above, excludes } = await this.#place;
    const parts = [...above, ...key.split('/').filter((part) => part !== '')];
    const end = key.endsWith('/') ? '/' : '';
    for (let depth = parts.length - 1; depth >= 0; depth--) {
      const rules = await this.#rulesOf(join(top, ...parts.slice(0, depth)), depth === 0 ? excludes : []);
      const answer = rules && opinion(rules, parts.slice(depth), end);
      if (answer !== undefined) return answer;
    }
    return false;
  }

  #rulesOf(folder: string, weaker: readonly string[]): Promise<Ignore | undefined> {
    let rules = this.#byFolder.get(folder);
    if (!rules) {
      rules = readRules([...weaker, join(folder, '.gitignore')]);
      this.#byFolder.set(folder, rules);
    }
    return rules;
  }
}

interface RulesPlace {
  /** The uppermost folder whose rules hold. */
  readonly top: string;
  /** The folders from there to the workspace folder. */
  readonly above: readonly string[];
  /** Files with rules for everything, weaker than all others. */
  readonly excludes: readonly string[];
}

async function placeOf(root: string): Promise<RulesPlace> {
  const { root: top, excludes } = (await gitPlaceOf(root)) ?? { root, excludes: [] };
  const above = relative(top, root)
    .split(sep)
    .filter((part) => part !== '');
  return { top, above, excludes };
}

/** What lies in a folder that is left out is never asked about: if these rules leave it out, nearer ones brought it back. */
function opinion(rules: Ignore, parts: readonly string[], end: string): boolean | undefined {
  const { ignored, unignored } = rules.test(parts.join('/') + end);
  if (unignored) return false;
  if (!ignored) return undefined;
  return parts.length > 1 && rules.test(`${parts.slice(0, -1).join('/')}/`).ignored ? undefined : true;
}

async function readRules(files: readonly string[]): Promise<Ignore | undefined> {
  const texts = (await Promise.all(files.map(textOf))).filter((text) => text !== undefined);
  return texts.length === 0 ? undefined : ignore({ allowRelativePaths: true }).add(texts.join('\n'));
}
