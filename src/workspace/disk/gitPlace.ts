import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { textOf } from './ordinaryFile';

/** Where git looks for what it ignores, seen from a folder that may lie anywhere in a repository. */
export interface GitPlace {
  /** The working tree's own folder. */
  readonly root: string;
  /** Files whose rules hold for all of it, the weakest first. */
  readonly excludes: readonly string[];
}

/** undefined: the folder is in no repository. */
export async function gitPlaceOf(folder: string): Promise<GitPlace | undefined> {
  const tree = await workingTreeOf(folder);
  if (!tree) return undefined;
  const { root, common } = tree;
  return { root, excludes: [await personalExcludes(root, common), join(common, 'info', 'exclude')] };
}

/** The innermost working tree that a folder lies in, such as a submodule. */
export async function workingTreeOf(folder: string): Promise<WorkingTree | undefined> {
  for (let root = folder; ; root = dirname(root)) {
    const folders = await gitFoldersOf(root);
    if (folders) return { root, ...folders };
    if (dirname(root) === root) return undefined;
  }
}

interface WorkingTree extends GitFolders {
  readonly root: string;
}

interface GitFolders {
  /** Of this working tree. */
  readonly own: string;
  /** Of all working trees of the repository. */
  readonly common: string;
}

/** An additional working tree has a file that leads to its part of the repository. undefined: git has nothing here. */
async function gitFoldersOf(root: string): Promise<GitFolders | undefined> {
  const place = join(root, '.git');
  const found = await stat(place).catch(() => undefined);
  if (found?.isDirectory()) return { own: place, common: place };
  if (!found?.isFile()) return undefined;
  const [, target] = /^gitdir: (.+)$/m.exec((await textOf(place)) ?? '') ?? [];
  if (target === undefined) return undefined;
  const own = resolve(root, target.trim());
  const common = (await textOf(join(own, 'commondir')))?.trim();
  return { own, common: common === undefined ? own : resolve(own, common) };
}

/** A person's own rules, for all repositories or for this one. */
async function personalExcludes(root: string, common: string): Promise<string> {
  const { XDG_CONFIG_HOME: xdg, GIT_CONFIG_GLOBAL: named } = process.env;
  const settings = join(xdg === undefined || xdg === '' ? join(homedir(), '.config') : xdg, 'git');
  const global = named === undefined ? [join(settings, 'config'), join(homedir(), '.gitconfig')] : [named];
  let file = join(settings, 'ignore');
  for (const config of [...global, join(common, 'config')]) {
    const said = excludesFileIn((await textOf(config)) ?? '');
    if (said !== undefined) file = resolve(root, said.replace(/^~(?=\/)/, homedir()));
  }
  return file;
}

function excludesFileIn(config: string): string | undefined {
  const found = valueIn(config, 'core', 'excludesfile');
  return found === '' ? undefined : found;
}

/** By what the repository names its contents. */
export async function contentHashOf({ common }: Pick<GitFolders, 'common'>): Promise<'sha1' | 'sha256'> {
  const said = valueIn((await textOf(join(common, 'config'))) ?? '', 'extensions', 'objectformat');
  return said?.toLowerCase() === 'sha256' ? 'sha256' : 'sha1';
}

/** Both names in small letters, as git compares them. */
function valueIn(config: string, wantedSection: string, wantedName: string): string | undefined {
  let section = '';
  let found: string | undefined;
  for (const line of config.split(/\r?\n/)) {
    const [, heading] = /^\s*\[\s*([^\]]*?)\s*\]/.exec(line) ?? [];
    if (heading !== undefined) section = heading.toLowerCase();
    const [, name, value] = /^\s*([a-z][a-z0-9-]*)\s*=\s*(.*?)\s*$/i.exec(line) ?? [];
    if (section === wantedSection && name?.toLowerCase() === wantedName) found = value?.replace(/^"(.*)"$/, '$1');
  }
  return found;
}
